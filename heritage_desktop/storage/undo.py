# SPDX-License-Identifier: Apache-2.0
"""Undo and redo over everything, a whole merge included, as new commits: nothing is unwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, select, update

from heritage_desktop.domain import merge
from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.errors import UndoRefused
from heritage_desktop.domain.fields import Json
from heritage_desktop.storage import journal, tables
from heritage_desktop.storage.change import Change

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory


def label(inventory: Inventory, state: str) -> str | None:
    """Return the label of the step that undo ("done") or redo ("undone") would take."""
    with inventory.reading() as connection:
        found = _top(connection, state)
    return str(found.label) if found is not None else None


def newest(inventory: Inventory) -> int:
    """Return the number of the step that undo would take, 0 for none; later ones are higher."""
    with inventory.reading() as connection:
        found = _top(connection, "done")
    return int(found.id) if found is not None else 0


def undo(inventory: Inventory, after: int = 0) -> str | None:
    """Write back what the last step replaced, if its number is above ``after``.

    Raises UndoRefused when somebody wrote since.
    """
    with inventory.transaction() as connection:
        step = _top(connection, "done")
        if step is None or step.id <= after:
            return None
        entry = ("Undo: " + step.label, "undo", step.id)
        before = _newest(connection)
        touched = _reverse(inventory, connection, step.id, entry)
        if _newest(connection) == before:  # nothing to write, yet its turn must be known to redo
            journal.note_step(connection, entry)
        _mark(connection, step.id, "undone")
    inventory._tell(touched)  # noqa: SLF001  the same room
    return str(step.label)


def redo(inventory: Inventory) -> str | None:
    """Write again what the last undo took back."""
    with inventory.transaction() as connection:
        step = _top(connection, "undone")
        if step is None:
            return None
        query = select(tables.step.c.id).where(tables.step.c.undoes == step.id)
        taken_back = connection.scalar(query.order_by(tables.step.c.id.desc()).limit(1))
        waiting = connection.scalars(
            select(tables.step.c.id).where(tables.step.c.state == "undone")
        ).all()
        before = _newest(connection)
        touched = _reverse(inventory, connection, taken_back or 0, (step.label, step.kind, None))
        again = "done" if _newest(connection) == before else "spent"
        for other in waiting:  # storing a step clears redo; the others are still to be redone
            _mark(connection, other, again if other == step.id else "undone")
    inventory._tell(touched)  # noqa: SLF001  the same room
    return str(step.label)


def forget(inventory: Inventory) -> None:
    """Empty the undo stack: the first commits of an inventory are not a step of the person."""
    with inventory.transaction() as connection:
        connection.execute(tables.step.update().values(state="spent"))


def _top(connection: Connection, state: str) -> Any:
    """Return the newest done step, or the step undone most recently."""
    query = select(tables.step).where(tables.step.c.state == state, tables.step.c.kind != "undo")
    order: Any = tables.step.c.id
    if state == "undone":
        # Not the oldest: a step that was redone has a new number, behind others still undone.
        taken_back = tables.step.alias()
        of_step = taken_back.c.undoes == tables.step.c.id
        order = select(func.max(taken_back.c.id)).where(of_step).scalar_subquery()
    return connection.execute(query.order_by(order.desc()).limit(1)).first()


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(tables.step.c.id))) or 0


def _mark(connection: Connection, step: int, state: str) -> None:
    connection.execute(tables.step.update().where(tables.step.c.id == step).values(state=state))


def _reverse(
    inventory: Inventory, connection: Connection, step: int, entry: tuple[str, str, int | None]
) -> frozenset[tuple[str, str]]:
    query = select(tables.step_register).where(tables.step_register.c.step == step)
    rows = connection.execute(query).all()
    heads = journal.load_heads(connection, {row.record for row in rows})
    change = Change(entry[0], inventory, connection)
    standing = _by_register(heads)
    for row in rows:
        register = (row.type, row.record, row.field, row.member)
        now = standing.get(register, [])
        if journal.op_ids(now) != row.after:
            newest = max(now, key=lambda head: head.lamport, default=None)
            who = (newest.author if newest else "") or "somebody"
            when = newest.wall[:16].replace("T", " ") if newest else "meanwhile"
            raise UndoRefused(
                f"“{entry[0].removeprefix('Undo: ')}” cannot be undone: {who} changed "
                f"“{row.field}” on {when}; use the history of the record instead."
            )
        change.set_root(row.record, row.root)
        change.write_back(register, row.kind, _earlier(row, heads[row.record].values()))
    done = journal.absorb(connection, change.commits(), step=entry)
    _alias(connection, rows)
    return done.touched


def _alias(connection: Connection, rows: Sequence[Any]) -> None:
    """Let the other steps know the new writes that stand for the state they left or found."""
    if not rows:  # a step may have written nothing new, such as a merge of what was known
        return
    heads = journal.load_heads(connection, {row.record for row in rows})
    columns = tables.step_register.c
    standing = _by_register(heads)
    moves = []
    for row in rows:
        now = standing.get((row.type, row.record, row.field, row.member), [])
        moves.append(
            {"t": row.type, "r": row.record, "f": row.field, "m": row.member,
             "was": row.before_ops, "now": journal.op_ids(now)}
        )  # fmt: skip
    for column in (columns.before_ops, columns.after):
        statement = (
            update(tables.step_register)
            .where(columns.record == bindparam("r"), columns.type == bindparam("t"))
            .where(columns.field == bindparam("f"), columns.member == bindparam("m"))
            .where(column == bindparam("was"))
            .values({column: bindparam("now")})
        )
        connection.execute(statement, moves)


def _by_register(heads: journal.Heads) -> dict[journal.Register, list[merge.Head]]:
    return journal.by_register(head for inner in heads.values() for head in inner.values())


def _earlier(row: Any, heads: Iterable[merge.Head]) -> list[Json]:
    """Return the values to write back; a record goes back to the trash as it is seen now."""
    before: list[Json] = json.loads(row.before)
    if row.field != EXISTENCE:
        return before or [None]
    stood_open = [value for value in before if isinstance(value, dict) and value.get("open")]
    if stood_open:
        return [{key: value[key] for key in value if key != "open"} for value in stood_open]
    if before and not all(isinstance(v, dict) and v.get("s") == "trash" for v in before):
        return before
    saw: list[Json] = list(journal.spoken(heads)) if before else []
    return [{"s": "trash", "saw": saw}]
