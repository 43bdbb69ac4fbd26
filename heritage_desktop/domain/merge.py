# SPDX-License-Identifier: Apache-2.0
"""From writes to those nobody replaced ("heads"), and from heads to what is shown: pure functions.

The same code takes in and folds a local edit, a merge and a rebuild, so the order of arrival
cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from heritage_desktop.domain import fields
from heritage_desktop.domain.commits import EXISTENCE, Commit
from heritage_desktop.domain.fields import Json, Record, Spec

#: From open to closed; where teams disagree the stricter one holds until a person has looked.
ACCESS_LEVELS = ("public", "county", "community", "restricted", "sealed")
CONSENT_STATES = ("active", "expired", "superseded", "refused", "withdrawn")
Register = tuple[str, str, str, str]  # type, record, field, member
Heads = dict[str, "dict[str, Head]"]  # record id -> op id -> head
#: How far a record has come; where offices disagree, it counts as less far.
RECORD_STATES = ("published", "accepted", "submitted", "draft", "returned", "merged", "withdrawn")
_STRICTNESS = {
    "access_level": ACCESS_LEVELS, "consent_status": CONSENT_STATES,
    "record_status": RECORD_STATES,
}  # fmt: skip
#: Where one of these stands, nobody is asked: no answer may bring back what was taken back.
FINAL = {"consent_status": "withdrawn"}
#: Rules under which the closed value holds until a person has looked.
GUARDED = frozenset({"strictest", "soonest"})


@dataclass(frozen=True, slots=True)
class Head:
    """One write that no known write has replaced."""

    op_id: str
    type: str
    record: str
    field: str
    member: str
    kind: str
    value: Json
    lamport: int
    author: str
    wall: str
    replica: str

    @property
    def register(self) -> Register:
        """Return the key that writes compete for."""
        return self.type, self.record, self.field, self.member


@dataclass(frozen=True, slots=True)
class Folded:
    """The visible state of one record."""

    state: str  # "live" or "trash"
    values: dict[str, Any]  # field -> {member: JSON value}
    conflicts: int
    updated: str
    author: str


def register_key(register: Register) -> str:
    """Return a register as one text, for the table of replaced writes."""
    return "/".join(register)


def replacements(commits: Iterable[Commit]) -> set[tuple[str, str]]:
    """Return (op id, register) of each write the commits replace, known here or not."""
    return {
        (earlier, register_key(op.register))
        for commit in commits
        for op in commit.ops
        for earlier in op.replaces
    }


def apply(commit: Commit, heads: Heads, replaced: Collection[tuple[str, str]]) -> None:
    """Let one commit change ``heads``, which must know each record that it writes to.

    ``replaced`` is what any known commit replaces, this one's own replacements among them; only
    that makes a write that comes after its successor stay replaced.
    """
    header = commit.header
    for index, op in enumerate(commit.ops):
        mine = heads[op.record]
        for earlier in op.replaces:
            old = mine.get(earlier)
            if old is not None and old.register == op.register:
                del mine[earlier]
        name = commit.op_id(index)
        if (name, register_key(op.register)) not in replaced:
            mine[name] = Head(
                op_id=name, type=op.type, record=op.record, field=op.field, member=op.member,
                kind=op.kind, value=op.value, lamport=header.lamport, author=header.author,
                wall=header.wall, replica=header.replica,
            )  # fmt: skip


def rank(head: Head) -> tuple[int, str]:
    """Order heads for display only: by Lamport time, then by name. Clocks decide nothing."""
    return head.lamport, head.op_id


def winner(heads: Iterable[Head], spec: Spec | None) -> Head:
    """Return the head to display among those of one register."""
    living = sorted((head for head in heads if head.value is not None), key=rank)
    if not living:
        return max(heads, key=rank)
    if spec is None or spec.merge not in GUARDED:
        return living[-1]
    if spec.merge == "soonest":
        return min(living, key=lambda head: (_last_day(head.value), rank(head)))
    if spec.kind is fields.Kind.DATE:
        return max(living, key=lambda head: (str(head.value), rank(head)))
    order = _STRICTNESS.get(spec.vocabulary or "", ())
    return max(living, key=lambda head: (strictness(order, head.value), rank(head)))


def _last_day(value: Json) -> str:
    """Return the last day of a year, month or day, so that days can be compared as text."""
    text = str(value)
    return text + {4: "-12-31", 7: "-31"}.get(len(text), "")


def strictness(order: Sequence[str], value: Json) -> int:
    """Return how closed a value is; a word that is not in the order is the strictest."""
    return order.index(value) if isinstance(value, str) and value in order else len(order)


def in_conflict(heads: Iterable[Head], spec: Spec | None) -> bool:
    """Tell whether a person should be asked: two different values stand side by side.

    What the program finds out by itself and no form shows is nobody's to choose.
    """
    if spec is None or spec.merge == "latest" or spec.kind in fields.SET_KINDS or not spec.shown:
        return False
    living = [head.value for head in heads if head.value is not None]
    if is_final(living, spec):
        return False
    return len({fields_key(value) for value in living}) > 1


def is_final(values: Iterable[Json], spec: Spec | None) -> bool:
    """Tell whether a value stands among these that no answer may take away."""
    final = FINAL.get(spec.vocabulary or "") if spec is not None else None
    return final is not None and final in values


def fields_key(value: Json) -> str:
    """Return a comparable form of a JSON value."""
    return repr(sorted(value.items())) if isinstance(value, dict) else repr(value)


def state_of(heads: Iterable[Head]) -> str | None:
    """Return "live", "trash", or None where nothing is left to show.

    A record stays in the trash only while everything now said of it was seen by who threw it away:
    an edit made elsewhere meanwhile brings it back. What was written in the same commit was seen.
    """
    existence, spoken = [], set()
    for head in heads:
        if head.field == EXISTENCE:
            existence.append(head)
        elif head.value is not None:
            spoken.add(head.op_id)
    states = [head.value for head in existence if isinstance(head.value, dict)]
    trashed = [state for state in states if state.get("s") == "trash"]
    if trashed and len(trashed) == len(states):
        seen = {op for state in trashed for op in _listed(state.get("saw"))}
        beside = {head.op_id.partition(".")[0] for head in existence}
        if all(op in seen or op.partition(".")[0] in beside for op in spoken):
            return "trash" if spoken else None
    return "live" if spoken or states else None


def thrown_away_and_edited(heads: Iterable[Head]) -> tuple[Head, Head] | None:
    """Return who threw a record away and who spoke of it unseen; None when nobody need be asked.

    Taking back what brought a record in (an undo) sees nothing and is no throwing away.
    """
    heads = list(heads)
    trashed = [
        head for head in heads
        if _is_trash(head) and isinstance(head.value, dict) and head.value.get("saw")
    ]  # fmt: skip
    if not trashed or state_of(heads) != "live":
        return None
    last = max(trashed, key=rank)
    states = [head.value for head in trashed if isinstance(head.value, dict)]
    seen = {op for state in states for op in _listed(state["saw"])}
    beside = {head.op_id.partition(".")[0] for head in trashed}
    unseen = [
        head for head in heads
        if head.value is not None and head.op_id not in seen and not _is_trash(head)
        and head.op_id.partition(".")[0] not in beside
    ]  # fmt: skip
    return (last, max(unseen, key=rank)) if unseen else None


def _is_trash(head: Head) -> bool:
    state = head.value if head.field == EXISTENCE else None
    return isinstance(state, dict) and state.get("s") == "trash"


def _listed(saw: Json) -> Iterator[str]:
    """Yield what was seen; another program may have written anything there."""
    if isinstance(saw, list):
        yield from (op for op in saw if isinstance(op, str))


def _part_state(heads: Iterable[Head]) -> str | None:
    return "live" if any(head.value is not None for head in heads) else None


def fold(entity: type[Record], heads: Iterable[Head]) -> Folded | None:
    """Return the visible state of one record from its heads; None when nothing is there."""
    heads = list(heads)
    state = _part_state(heads) if entity.part_of else state_of(heads)
    if state is None:
        return None
    registers: dict[str, dict[str, list[Head]]] = defaultdict(lambda: defaultdict(list))
    for head in heads:
        registers[head.field][head.member].append(head)
    values: dict[str, Any] = {}
    conflicts = 0 if entity.part_of else int(thrown_away_and_edited(heads) is not None)
    for name, spec in fields.specs(entity).items():
        shown: dict[str, Json] = {}
        for member, rivals in registers.get(name, {}).items():
            sound = [head for head in rivals if _fits(spec, head.value)]
            if not sound:
                continue
            conflicts += in_conflict(sound, spec)
            shown[member] = winner(sound, spec).value
        values[name] = shown
    last = max(heads, key=rank)
    return Folded(state, values, conflicts, last.wall, last.author)


def _fits(spec: Spec, value: Json) -> bool:
    try:
        fields.decode(spec.kind, value)
    except (ValueError, TypeError, OverflowError):
        return False
    return True
