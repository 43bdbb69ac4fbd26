# SPDX-License-Identifier: Apache-2.0
"""The history of a record and the differences that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from heritage_desktop.domain import fields, merge
from heritage_desktop.domain.commits import EXISTENCE, parse_line
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.storage import journal, redirects, tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One write: when its laptop says it was, by whom, and the values before and after."""

    at: str
    author: str
    replica: str
    label: str
    entity: str
    record: str
    field: str
    member: str
    before: tuple[Any, ...]
    after: Any


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that stand side by side."""

    value: Any
    author: str
    wall: str
    replica: str
    op_id: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One register with more than one value; both are kept until somebody settles it.

    The field ``@`` asks whether the record stays: its values are "live" and "trash".
    """

    entity: str
    record: str
    root: str
    field: str
    member: str
    versions: tuple[Version, ...]


def history(inventory: Inventory, record: str) -> list[HistoryEntry]:
    """Return the writes to a record tree and to those it stands for, newest first."""
    with inventory.reading() as connection:
        roots = redirects.group(connection, record)
        query = select(tables.commit.c.line).where(tables.commit.c.root.in_(roots))
        commits = [parse_line(row.line) for row in connection.execute(query)]
    commits.sort(key=lambda commit: (commit.header.lamport, commit.id))
    values: dict[str, Any] = {}
    entries = []
    for commit in commits:
        for index, op in enumerate(commit.ops):
            entity = ENTITIES.get(op.type)
            spec = fields.specs(entity).get(op.field) if entity else None
            value = _shown(spec, op.value)
            values[commit.op_id(index)] = value
            entries.append(
                HistoryEntry(
                    at=commit.header.wall,
                    author=commit.header.author,
                    replica=commit.header.replica,
                    label=entity.label if entity else op.type,
                    entity=op.type,
                    record=op.record,
                    field=op.field,
                    member=op.member,
                    before=tuple(values.get(earlier) for earlier in op.replaces),
                    after=value,
                )
            )
    return entries[::-1]


def _shown(spec: fields.Spec | None, value: Any) -> Any:
    if spec is None:
        return value
    try:
        return fields.decode(spec.kind, value)
    except (ValueError, TypeError, OverflowError):
        return value


def conflicts(inventory: Inventory, record: str | None = None) -> list[Conflict]:
    """Return the registers in conflict, of one record tree or of all."""
    found: list[Conflict] = []
    with inventory.reading() as connection:
        ids: set[str] = set()
        for table in tables.VIEW.values():
            query = select(table.c.id).where(table.c.conflicts_ > 0, table.c.state_ == "live")
            ids.update(connection.scalars(query))
        heads = journal.load_heads(connection, sorted(ids))
        for inner in heads.values():
            opened = [_conflict(rivals) for rivals in _rivals(inner.values())]
            for one in _existence(inner.values()) + opened:
                root = inventory.root_of(connection, one.entity, one.record)
                if record is None or record in (root, one.record):
                    found.append(replace(one, root=root))
    return found


def _existence(heads: Iterable[merge.Head]) -> list[Conflict]:
    """Return the records of one id that somebody threw away while somebody else wrote on."""
    by_type: dict[str, list[merge.Head]] = {}
    for head in heads:
        by_type.setdefault(head.type, []).append(head)
    made = []
    for name, mine in by_type.items():
        entity = ENTITIES.get(name)
        both = merge.thrown_away_and_edited(mine) if entity and not entity.part_of else None
        if both is not None:
            versions = tuple(
                Version(value, head.author, head.wall, head.replica, head.op_id)
                for value, head in zip(("trash", "live"), both, strict=True)
            )
            made.append(Conflict(name, mine[0].record, "", EXISTENCE, "", versions))
    return made


def _rivals(heads: Any) -> list[list[merge.Head]]:
    registers: dict[tuple[str, str, str, str], list[merge.Head]] = {}
    for head in heads:
        registers.setdefault(head.register, []).append(head)
    return [
        sorted(rivals, key=merge.rank, reverse=True)
        for register, rivals in sorted(registers.items())
        if register[0] in ENTITIES
        and merge.in_conflict(rivals, fields.specs(ENTITIES[register[0]]).get(register[2]))
    ]


def _conflict(rivals: list[merge.Head]) -> Conflict:
    first = rivals[0]
    spec = fields.specs(ENTITIES[first.type]).get(first.field)
    versions = tuple(
        Version(_shown(spec, head.value), head.author, head.wall, head.replica, head.op_id)
        for head in rivals
        if head.value is not None
    )
    return Conflict(first.type, first.record, "", first.field, first.member, versions)
