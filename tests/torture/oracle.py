# SPDX-License-Identifier: Apache-2.0
"""What must be true: it knows who had seen what, and takes no word of the merge code for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from heritage_desktop.domain.commits import Commit
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Json, Spec, specs
from heritage_desktop.domain.merge import Folded, Register

#: Written down here again on purpose: the proof must not borrow the order it proves.
STRICTER = {
    "access_level": ["public", "county", "community", "restricted", "sealed"],
    "consent_status": ["active", "expired", "superseded", "refused", "withdrawn"],
    "record_status": ["published", "accepted", "submitted", "draft", "returned", "merged",
                      "withdrawn"],
}  # fmt: skip
SETS = ("terms", "references")


@dataclass(frozen=True, slots=True)
class Wrote:
    """One write: what its author's laptop held, and which writes it showed there."""

    op_id: str
    commit: str
    register: Register
    value: Json
    held: frozenset[str]
    shown: frozenset[str]


class Truth:
    """Every write ever made, by commit; laptops are described by the commits delivered to them."""

    def __init__(self) -> None:
        self.writes: dict[str, list[Wrote]] = {}

    def made(self, commit: Commit, held: frozenset[str], *, whole: bool) -> None:
        """Note a commit made on a laptop that held ``held``."""
        shown = self.standing(held, whole=whole)
        self.writes[commit.id] = [
            Wrote(commit.op_id(at), commit.id, op.register, op.value, held,
                  frozenset(one.op_id for one in shown.get(op.register, ())))
            for at, op in enumerate(commit.ops)
        ]  # fmt: skip

    def standing(self, held: Iterable[str], *, whole: bool = True) -> dict[Register, list[Wrote]]:
        """Return, by register, the writes that nobody replaced who had seen them.

        A laptop that got only parts of bundles (not ``whole``) may lack the write between two
        others; there the earlier one stands until the missing one comes.
        """
        registers: dict[Register, list[Wrote]] = {}
        for commit in held:
            for wrote in self.writes[commit]:
                registers.setdefault(wrote.register, []).append(wrote)
        return {
            register: [one for one in rivals if not _replaced(one, rivals, whole=whole)]
            for register, rivals in registers.items()
        }

    def state(self, standing: dict[Register, list[Wrote]], name: str, record: str) -> str | None:
        """Return live, trash or None, by who had seen what when throwing the record away."""
        said = [
            wrote
            for register, rivals in standing.items()
            if register[:2] == (name, record)
            for wrote in rivals
        ]
        spoken = [one for one in said if one.register[2] != "@" and one.value is not None]
        existence = [one for one in said if one.register[2] == "@"]
        if ENTITIES[name].part_of:
            return "live" if spoken else None
        gone = [
            one for one in existence if isinstance(one.value, dict) and one.value["s"] != "live"
        ]
        if gone and len(gone) == len(existence):
            unseen = [
                one
                for one in spoken
                if not any(one.commit in trash.held or one.commit == trash.commit for trash in gone)
            ]
            if not unseen:
                return "trash" if spoken else None
        return "live" if spoken or existence else None

    def _knew(self, trash: Wrote) -> frozenset[str]:
        """Return what was held by who threw away first: an undo may have written it back."""
        same = [w for ws in self.writes.values() for w in ws
                if (w.register, w.value) == (trash.register, trash.value)]  # fmt: skip
        return min((w.held for w in same), key=len)

    def _contested(self, standing: dict[Register, list[Wrote]], name: str, record: str) -> bool:
        """Tell whether one threw the record away, knowing it, and another spoke on unaware."""
        said = [w for r, rivals in standing.items() if r[:2] == (name, record) for w in rivals]
        states = [w for w in said if w.register[2] == "@" and isinstance(w.value, dict)]
        gone = [w for w in states if isinstance(w.value, dict) and w.value.get("saw")]
        spoken = [w for w in said if w.register[2] != "@" and w.value is not None]
        alive = [w for w in states if isinstance(w.value, dict) and w.value["s"] == "live"]
        unseen = [
            w
            for w in spoken + alive
            if not any(w.commit in self._knew(one) or w.commit == one.commit for one in gone)
        ]
        return bool(gone and unseen) and self.state(standing, name, record) == "live"

    def complaint(
        self, standing: dict[Register, list[Wrote]], name: str, record: str, shown: Folded | None
    ) -> str | None:
        """Compare what is shown of a record with what stands; None when they agree."""
        state = self.state(standing, name, record)
        if (shown.state if shown else None) != state:
            return f"{name} is {shown.state if shown else None} instead of {state}"
        if shown is None:
            return None
        asked = int(not ENTITIES[name].part_of and self._contested(standing, name, record))
        for field, spec in specs(ENTITIES[name]).items():
            mine = {
                r[3]: rivals for r, rivals in standing.items() if r[:3] == (name, record, field)
            }
            for member, rivals in mine.items():
                values = [one.value for one in rivals if one.value is not None]
                got = shown.values[field].get(member)
                if not _fair(got, values, _order(spec, values)):
                    return f"{name}.{field}/{member} shows {got!r} of {values!r}"
                asked += _is_asked(spec, values)
        if shown.conflicts != asked:
            return f"{name} tells {shown.conflicts} differences, there are {asked}"
        return None


def _replaced(one: Wrote, rivals: list[Wrote], *, whole: bool) -> bool:
    if whole:
        return any(one.commit in later.held for later in rivals)
    return any(one.op_id in later.shown for later in rivals)


def _is_asked(spec: Spec, values: list[Json]) -> bool:
    """Tell whether a person is asked: values differ, a form shows them, nothing was withdrawn."""
    if spec.vocabulary == "consent_status" and "withdrawn" in values:
        return False
    different = len({repr(value) for value in values}) > 1
    return different and spec.shown and spec.merge != "latest" and spec.kind not in SETS


def _order(spec: Spec, values: list[Json]) -> list[str]:
    """Return the values from open to closed, empty where any of them may be shown."""
    if spec.merge == "soonest":
        return sorted(map(str, values), reverse=True)
    if spec.merge != "strictest":
        return []
    if spec.kind == "date":
        return sorted(map(str, values))
    return STRICTER[spec.vocabulary or ""]


def _fair(got: Json, values: list[Json], order: list[str]) -> bool:
    """Tell whether the value shown is one that may be: the strictest, else any that stands."""
    if not values:
        return got is None
    if order:
        return got == max(values, key=lambda value: order.index(str(value)))
    return got in values
