# SPDX-License-Identifier: Apache-2.0
"""Settling a difference: the answer replaces every value; and what is known around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from heritage_desktop.domain import fields, merge
from heritage_desktop.domain.commits import EXISTENCE, parse_line
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.errors import HeritageError, StaleRecord
from heritage_desktop.domain.place import InventorySettings
from heritage_desktop.i18n import tr
from heritage_desktop.storage import journal, tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory
    from heritage_desktop.storage.timeline import Conflict

#: A laptop that is further ahead than this has a wrong clock.
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Background:
    """What stood before both wrote, and the versions whose laptop's clock cannot be right.

    ``known`` tells an empty field before (``before`` is None) from one nobody can look up.
    """

    known: bool = False
    before: Any = None
    suspect: frozenset[str] = frozenset()  # op ids of versions


@dataclass(frozen=True, slots=True)
class _Write:
    value: Any
    replaces: tuple[str, ...]
    wall: str
    order: tuple[int, str]


def settle(inventory: Inventory, conflict: Conflict, value: Any) -> None:
    """Write the answer; see ``Inventory.settle``."""
    entity = ENTITIES[conflict.entity]
    register = (conflict.entity, conflict.record, conflict.field, conflict.member)
    with inventory.change(tr("Settle difference")) as change:
        with inventory.reading() as connection:
            heads = list(
                journal.load_heads(connection, [conflict.record])[conflict.record].values()
            )
        if conflict.field == EXISTENCE:
            mine = [head for head in heads if head.type == conflict.entity]
            both = merge.thrown_away_and_edited(mine)
            _require_same(conflict, both or ())
            act = change.restore if value == "live" else change.drop
            act(entity, conflict.record)
            return
        living = [head for head in heads if head.register == register and head.value is not None]
        spec = fields.specs(entity)[conflict.field]
        if merge.is_final((head.value for head in living), spec):
            raise HeritageError(
                tr("What a person took back stays taken back; ask them again and record a new "
                   "consent.")
            )  # fmt: skip
        _require_same(conflict, living)
        change.write_back(register, spec.kind, [fields.encode(spec.kind, value)])


def _require_same(conflict: Conflict, heads: Iterable[merge.Head]) -> None:
    if {head.op_id for head in heads} != {version.op_id for version in conflict.versions}:
        raise StaleRecord(
            tr("Other values stand there now; look at them again before you choose.")
        )  # fmt: skip


def background(inventory: Inventory, conflict: Conflict) -> Background:
    """Return what the history of the record says about a difference; reads its commits."""
    writes = _writes(inventory, conflict)
    before: list[set[str]] = []
    suspect = set()
    limit = (datetime.now().astimezone() + AHEAD).isoformat(timespec="seconds")
    for version in conflict.versions:
        earlier = _ancestors(writes, version.op_id)
        before.append(earlier)
        if _is_after(version.wall, limit) or any(
            _is_after(writes[one].wall, version.wall) for one in earlier
        ):
            suspect.add(version.op_id)
    shared = set.intersection(*before) if before else set()
    if conflict.field == EXISTENCE or not shared:
        return Background(suspect=frozenset(suspect))
    last = max((writes[one] for one in shared), key=lambda write: write.order)
    spec = fields.specs(ENTITIES[conflict.entity]).get(conflict.field)
    return Background(True, _decoded(spec, last.value), frozenset(suspect))


def _writes(inventory: Inventory, conflict: Conflict) -> dict[str, _Write]:
    """Return every write to the register of a difference, by its op id."""
    register = (conflict.entity, conflict.record, conflict.field, conflict.member)
    query = select(tables.commit.c.line).where(tables.commit.c.root == conflict.root)
    found = {}
    with inventory.reading() as connection:
        lines = connection.scalars(query).all()
    for commit in map(parse_line, lines):
        for index, op in enumerate(commit.ops):
            if op.register == register:
                name = commit.op_id(index)
                order = (commit.header.lamport, name)
                found[name] = _Write(op.value, op.replaces, commit.header.wall, order)
    return found


def _ancestors(writes: Mapping[str, _Write], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        write = writes.get(waiting.pop())
        fresh = [one for one in write.replaces if one in writes] if write else []
        waiting += [one for one in fresh if one not in found]
        found.update(fresh)
    return found


def _is_after(one: str, other: str) -> bool:
    try:
        return datetime.fromisoformat(one) > datetime.fromisoformat(other)
    except (ValueError, TypeError):  # a clock without a zone cannot be compared with one
        return False


def _decoded(spec: fields.Spec | None, value: Any) -> Any:
    if spec is None or value is None:
        return value
    try:
        return fields.decode(spec.kind, value)
    except (ValueError, TypeError, OverflowError):
        return value


def teams(inventory: Inventory) -> dict[str, str]:
    """Return laptop -> the team its inventory was made for, as far as they said one."""
    head = tables.head.c
    query = select(tables.head).where(
        head.type == InventorySettings.entity, head.field == "team", head.value.is_not(None)
    )
    with inventory.reading() as connection:
        heads = [journal.head_of(row) for row in connection.execute(query)]
    return {one.replica: str(one.value) for one in sorted(heads, key=merge.rank)}
