# SPDX-License-Identifier: Apache-2.0
"""What is said of an item in its own fields, brought over to the item that stands for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from heritage_desktop.domain.commits import EXISTENCE, parse_line
from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.fields import SET_KINDS, Json, Spec, specs
from heritage_desktop.domain.item import Twin
from heritage_desktop.domain.merge import Head, fields_key, rank
from heritage_desktop.storage import journal, redirects, tables, views

if TYPE_CHECKING:
    from heritage_desktop.storage.change import Change
    from heritage_desktop.storage.inventory import Inventory

#: Said of the record, not of the place: each record keeps its own.
OF_THE_RECORD = frozenset(
    {"kind", "village", "field_no", "status", "recorder", "recorded_on", "visit", "unsaid"}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of two items; ``open`` when two teams said different things."""

    one: str
    other: str
    answer: str
    open: bool

    @property
    def key(self) -> frozenset[str]:
        """Return both ids, whichever comes first."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True)
class Said:
    """A value of one field that stands on a record, and all those of the item that stays."""

    type: str
    field: str
    member: str
    theirs: tuple[Json, ...]
    mine: tuple[Json, ...]
    author: str

    @property
    def spec(self) -> Spec:
        """Return the declaration of the field."""
        return specs(ENTITIES[self.type])[self.field]


def answers(inventory: Inventory) -> list[Answer]:
    """Return everything that was answered about two items."""
    table = tables.VIEW["twin"]
    query = select(table).where(table.c.state_ == "live", table.c.answer.is_not(None))
    made = []
    with inventory.reading() as connection:
        for row in connection.execute(query.order_by(table.c.id)):
            one = views.record_of(Twin, row)
            if one.one and one.other:
                made.append(Answer(one.one, one.other, one.answer or "", row.conflicts_ > 0))
    return made


def canonical(inventory: Inventory, record: str) -> str:
    """Return the item that stands for an item; any other record stands for itself."""
    with inventory.reading() as connection:
        return redirects.load(connection).get(record, record)


def group(inventory: Inventory, record: str) -> list[str]:
    """Return all records of one place, the one that stays first."""
    with inventory.reading() as connection:
        return redirects.group(connection, record)


def groups(inventory: Inventory) -> dict[str, list[str]]:
    """Return each item that stands for others, with those."""
    made: dict[str, list[str]] = {}
    with inventory.reading() as connection:
        for id, stays in sorted(redirects.load(connection).items()):
            made.setdefault(stays, []).append(id)
    return made


def unheard(inventory: Inventory, stays: str, goes: str) -> list[Said]:
    """Return what an item says in its own fields that the one that stays never said."""
    with inventory.reading() as connection:
        heads = journal.load_heads(connection, [stays, goes])
        query = select(tables.commit.c.line).where(tables.commit.c.root == stays)
        ever = {
            (op.type, op.field, op.member, fields_key(op.value))
            for row in connection.execute(query)
            for op in parse_line(row.line).ops if op.record == stays
        }  # fmt: skip
    mine = _registers(heads[stays].values())
    found = []
    for (name, field, member), theirs in _registers(heads[goes].values()).items():
        own = tuple(head.value for head in mine.get((name, field, member), ()))
        spec = specs(ENTITIES[name])[field]
        # A level that was opened once must be asked about again where another record is closed.
        past = {fields_key(one) for one in own} if spec.merge == "strictest" else {
            value for *place, value in ever if place == [name, field, member]
        }  # fmt: skip
        new = [head for head in theirs if fields_key(head.value) not in past]
        if new and not (own and (spec.merge == "latest" or spec.kind in SET_KINDS)):
            values = tuple({fields_key(head.value): head.value for head in new}.values())
            found.append(Said(name, field, member, values, own, new[-1].author))
    return found


def _registers(heads: Iterable[Head]) -> dict[tuple[str, str, str], list[Head]]:
    made: dict[tuple[str, str, str], list[Head]] = {}
    for head in sorted(heads, key=rank):
        known = head.type == "item" or head.type in DETAILS
        if (
            known and head.value is not None and head.value is not False
            and head.field != EXISTENCE and head.field not in OF_THE_RECORD
            and head.field in specs(ENTITIES[head.type])
        ):  # fmt: skip
            made.setdefault((head.type, head.field, head.member), []).append(head)
    return made


def bring_over(change: Change, stays: str, said: list[Said]) -> None:
    """Write what was said beside what stands there: an empty field takes it, a full one asks."""
    for one in said:
        change.set_root(stays, stays)
        change.write_back(
            (one.type, stays, one.field, one.member), one.spec.kind, [*one.theirs, *one.mine]
        )
