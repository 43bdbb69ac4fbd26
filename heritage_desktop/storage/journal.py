# SPDX-License-Identifier: Apache-2.0
"""Takes commits into the inventory: history, heads and view in one transaction.

A commit written here and one that came on a stick go through the same ``absorb``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, func, insert, select, tuple_

from heritage_desktop.domain import merge
from heritage_desktop.domain.commits import EXISTENCE, Commit, canonical
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Json
from heritage_desktop.domain.merge import Head
from heritage_desktop.domain.redirects import read_through
from heritage_desktop.storage import redirects, search, tables, views
from heritage_desktop.storage.gaps import Fork, Gap

Register = merge.Register
Heads = merge.Heads
T = TypeVar("T")
CHUNK = 400


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut values into lists short enough for one statement."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


@dataclass(slots=True)
class Absorbed:
    """What taking commits in did."""

    added: int = 0
    known: int = 0
    new_records: Counter[str] = field(default_factory=Counter)
    changed_records: int = 0
    trashed: int = 0
    conflicts: int = 0
    touched: frozenset[tuple[str, str]] = frozenset()
    gaps: tuple[Gap, ...] = ()
    forks: tuple[Fork, ...] = ()


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return those commit ids that are already here."""
    found: set[str] = set()
    for part in chunks(ids):
        query = select(tables.commit.c.id).where(tables.commit.c.id.in_(part))
        found.update(connection.scalars(query))
    return found


def latest(connection: Connection) -> int:
    """Return the highest Lamport time held."""
    return connection.scalar(select(func.max(tables.commit.c.lamport))) or 0


def load_heads(connection: Connection, records: Iterable[str]) -> Heads:
    """Return the heads of the given records."""
    heads: Heads = {record: {} for record in records}
    for part in chunks(heads):
        query = select(tables.head).where(tables.head.c.record.in_(part))
        for row in connection.execute(query):
            heads[row.record][row.op_id] = head_of(row)
    return heads


def head_of(row: Any) -> Head:
    """Read a head from its row."""
    return Head(
        op_id=row.op_id, type=row.type, record=row.record, field=row.field, member=row.member,
        kind=row.kind, value=json.loads(row.value) if row.value is not None else None,
        lamport=row.lamport, author=row.author, wall=row.wall, replica=row.replica,
    )  # fmt: skip


def absorb(
    connection: Connection, commits: Sequence[Commit], *, step: tuple[str, str, int | None] | None
) -> Absorbed:
    """Take commits in: union of sets, in any order, any number of times.

    ``step`` is (label, kind, id of the step this undoes) for the undo stack; None for a rebuild.
    """
    have = known(connection, (commit.id for commit in commits))
    fresh = {commit.id: commit for commit in commits if commit.id not in have}
    result = Absorbed(added=len(fresh), known=len(have))
    if not fresh:
        return result
    heads = load_heads(connection, {op.record for c in fresh.values() for op in c.ops})
    before = {record: dict(inner) for record, inner in heads.items()}
    replaced = _replaced(connection, fresh.values())
    for commit in fresh.values():
        merge.apply(commit, heads, replaced)
    _store_commits(connection, fresh.values())
    _store_heads(connection, before, heads)
    roots = {op.record: commit.header.root for commit in fresh.values() for op in commit.ops}
    moved = _refold(connection, before, heads, result)
    search.refresh(connection, set(roots) | set(roots.values()) | moved)
    if step is not None:
        _record_step(connection, step, before, heads, roots)
    return result


def _replaced(connection: Connection, commits: Collection[Commit]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    names = [commit.op_id(index) for commit in commits for index in range(len(commit.ops))]
    for part in chunks(names):
        query = select(tables.superseded).where(tables.superseded.c.op_id.in_(part))
        found.update((row.op_id, row.register) for row in connection.execute(query))
    return found | merge.replacements(commits)


def _store_commits(connection: Connection, commits: Collection[Commit]) -> None:
    rows: list[dict[str, Any]] = []
    for commit in commits:
        header = commit.header
        rows.append(
            {"id": commit.id, "replica": header.replica, "n": header.number,
             "lamport": header.lamport, "root": header.root, "txn": header.txn,
             "line": commit.line()}
        )  # fmt: skip
    connection.execute(insert(tables.commit), rows)
    gone = merge.replacements(commits)
    if gone:
        statement = insert(tables.superseded).prefix_with("OR IGNORE")
        connection.execute(statement, [{"op_id": op, "register": key} for op, key in sorted(gone)])


def _store_heads(connection: Connection, before: Heads, after: Heads) -> None:
    gone, new = [], []
    for record, inner in after.items():
        old = before[record]
        gone += [(record, op_id) for op_id in old if op_id not in inner]
        new += [head for op_id, head in inner.items() if op_id not in old]
    for part in chunks(gone):
        keys = tuple_(tables.head.c.record, tables.head.c.op_id)
        connection.execute(delete(tables.head).where(keys.in_(part)))
    if new:
        connection.execute(insert(tables.head), [_head_row(head) for head in new])


def _head_row(head: Head) -> dict[str, Any]:
    return {
        "record": head.record, "op_id": head.op_id, "type": head.type, "field": head.field,
        "member": head.member, "kind": head.kind,
        "value": None if head.value is None else canonical(head.value).decode(),
        "lamport": head.lamport, "author": head.author, "wall": head.wall,
        "replica": head.replica,
    }  # fmt: skip


def fold_record(heads: Iterable[Head]) -> dict[str, merge.Folded | None]:
    """Fold the heads of one record id, type by type; types of newer programs are left alone."""
    by_type: dict[str, list[Head]] = {}
    for head in heads:
        by_type.setdefault(head.type, []).append(head)
    return {
        name: merge.fold(ENTITIES[name], inner)
        for name, inner in by_type.items()
        if name in ENTITIES
    }


Folds = dict[str, dict[str, merge.Folded | None]]


def _refold(connection: Connection, before: Heads, after: Heads, result: Absorbed) -> set[str]:
    """Write the view rows of what changed; returns the items that another one now stands for."""
    rows: Folds = {}
    for record, inner in after.items():
        old = fold_record(before[record].values())
        for name, folded in fold_record(inner.values()).items():
            rows.setdefault(name, {})[record] = folded
            _count(name, old.get(name), folded, result)
    stood = redirects.load(connection)
    store(connection, rows, stood)
    touched = {(name, record) for name, folds in rows.items() for record in folds}
    now = redirects.load(connection)
    moved = {id for id in stood.keys() | now.keys() if stood.get(id) != now.get(id)}
    if moved:
        ends = moved | {known[id] for known in (stood, now) for id in moved if id in known}
        again: Folds = {}
        for record, heads in load_heads(
            connection, redirects.speaking_of(connection, ends)
        ).items():
            for name, folded in fold_record(heads.values()).items():
                again.setdefault(name, {})[record] = folded
                touched.add((name, record))
        store(connection, again, now)
        moved = ends
    result.touched = frozenset(touched)
    return moved


def store(connection: Connection, rows: Folds, known: dict[str, str]) -> None:
    """Write folded records to the view, read through what stands for what."""
    for name, folds in rows.items():
        entity = ENTITIES[name]
        views.store(connection, name, {
            record: read_through(entity, record, folded, known) for record, folded in folds.items()
        })  # fmt: skip


def _count(name: str, old: merge.Folded | None, new: merge.Folded | None, result: Absorbed) -> None:
    if old is None and new is not None:
        result.new_records[name] += 1
    elif old != new:
        result.changed_records += 1
    if new is not None:
        result.conflicts += max(0, new.conflicts - (old.conflicts if old else 0))
        if new.state == "trash" and old is not None and old.state == "live":
            result.trashed += 1


def note_step(connection: Connection, step: tuple[str, str, int | None], at: str = "") -> int:
    """Put a step on the undo stack and return its number; a new one ends what could be redone."""
    label, kind, undoes = step
    if kind != "undo":
        spent = tables.step.update().where(tables.step.c.state == "undone").values(state="spent")
        connection.execute(spent)
    state = "spent" if kind == "undo" else "done"
    made = connection.execute(
        insert(tables.step).values(label=label, at=at, kind=kind, state=state, undoes=undoes)
    ).inserted_primary_key
    return int(made[0]) if made else 0


def _record_step(
    connection: Connection,
    step: tuple[str, str, int | None],
    before: Heads,
    after: Heads,
    roots: dict[str, str],
) -> None:
    at = max(head.wall for inner in after.values() for head in inner.values())
    number = note_step(connection, step, at)
    rows = []
    for record, inner in after.items():
        now, then = by_register(inner.values()), by_register(before[record].values())
        for register in _changed(before[record], inner):
            mine, was = now.get(register, []), then.get(register, [])
            rows.append(
                {"step": number, "type": register[0], "record": record, "field": register[2],
                 "member": register[3], "root": roots[record], "kind": (mine or was)[0].kind,
                 "before": json.dumps(_stood(was, before[record])),
                 "before_ops": op_ids(was), "after": op_ids(mine)}
            )  # fmt: skip
    if rows:
        connection.execute(insert(tables.step_register), rows)


def _stood(was: list[Head], heads: dict[str, Head]) -> list[Json]:
    """Return the values that stood in a register, for undo; a trashing that did not hold says so.

    Undo renews what a trashing saw; one that somebody spoke against must stay open to question.
    """
    values = [head.value for head in sorted(was, key=merge.rank)]
    mine = [head for head in heads.values() if was and head.type == was[0].type]
    if was and was[0].field == EXISTENCE and merge.thrown_away_and_edited(mine):
        return [{**value, "open": True} for value in values if isinstance(value, dict)]
    return values


def _changed(before: dict[str, Head], after: dict[str, Head]) -> list[Register]:
    moved = {before[op].register for op in before.keys() - after.keys()}
    moved |= {after[op].register for op in after.keys() - before.keys()}
    return sorted(moved)


def by_register(heads: Iterable[Head]) -> dict[Register, list[Head]]:
    """Return heads by what they compete for."""
    found: dict[Register, list[Head]] = {}
    for head in heads:
        found.setdefault(head.register, []).append(head)
    return found


def op_ids(heads: Iterable[Head]) -> str:
    """Return the names of writes as one comparable text."""
    return json.dumps(sorted(head.op_id for head in heads))


def spoken(heads: Iterable[Head]) -> list[str]:
    """Return the op ids a person throwing the record away has seen."""
    return sorted(h.op_id for h in heads if h.field != EXISTENCE and h.value is not None)
