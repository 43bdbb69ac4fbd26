# SPDX-License-Identifier: Apache-2.0
"""One act of a person: writes gathered, then signed and stored together."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

from heritage_desktop.domain import fields, ids
from heritage_desktop.domain.commits import (
    EXISTENCE,
    SIGNATURE_CONTEXT,
    Commit,
    Header,
    Op,
    header_bytes,
    op_hash,
)
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import MEMBER_KINDS, Json, Record
from heritage_desktop.domain.merge import Head
from heritage_desktop.storage import journal, tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

R = TypeVar("R", bound=Record)

#: The kind written for the existence register; kinds of fields come from their declaration.
EXISTENCE_KIND = "existence"

Rivals = dict[journal.Register, list[Head]]
Writes = dict[journal.Register, tuple[str, list[Json]]]


class Change:
    """Gathers writes; ``Inventory.change`` stores them when the block is left."""

    def __init__(self, label: str, inventory: Inventory, connection: Connection) -> None:
        self.label = label
        self._inventory = inventory
        self._connection = connection
        self._writes: Writes = {}
        self._roots: dict[str, str] = {}
        self._dropped: set[tuple[str, str]] = set()
        self._cleared: dict[journal.Register, str] = {}

    def add(self, record: R) -> R:
        """Create a record; one made with an empty id gets a new one. Returns it with its id."""
        if not record.id:
            record = dataclasses.replace(record, id=ids.new_id())
        entity = type(record)
        owner = fields.owner_field(entity)
        self._roots[record.id] = getattr(record, owner) if owner else record.id
        if not entity.part_of:
            self._write((entity.entity, record.id, EXISTENCE, ""), EXISTENCE_KIND, {"s": "live"})
        for name, spec in fields.specs(entity).items():
            for member, value in fields.members(spec.kind, getattr(record, name)):
                self._write((entity.entity, record.id, name, member), spec.kind, value)
        return record

    def put(self, record: Record) -> None:
        """Write those fields that differ from what is stored."""
        entity = type(record)
        stored = self._inventory.get(entity, record.id) or entity(id=record.id)
        for name in fields.specs(entity):
            value = getattr(record, name)
            if value != getattr(stored, name):
                self.set(entity, record.id, name, value)

    def set(self, entity: type[Record], record: str, field: str, value: Any) -> None:
        """Write one field; members no longer in the value are cleared.

        Raises KeyError for an unknown field and ValueError when the value does not fit its kind.
        """
        spec = fields.specs(entity)[field]
        written = dict(fields.members(spec.kind, value))
        for member, encoded in written.items():
            self._write((entity.entity, record, field, member), spec.kind, encoded)
        if spec.kind in MEMBER_KINDS:
            self._clear((entity.entity, record, field, ""), spec.kind, written)
        elif not written:
            self._write((entity.entity, record, field, ""), spec.kind, None)

    def drop(self, entity: type[Record], record: str) -> None:
        """Move a record to the trash."""
        for register in [r for r in self._writes if r[:2] == (entity.entity, record)]:
            del self._writes[register]
        self._dropped.add((entity.entity, record))

    def restore(self, entity: type[Record], record: str) -> None:
        """Take a record out of the trash."""
        self._write((entity.entity, record, EXISTENCE, ""), EXISTENCE_KIND, {"s": "live"})

    def write_back(self, register: journal.Register, kind: str, values: list[Json]) -> None:
        """Put earlier values back, several where they stood in conflict; used by undo."""
        self._writes[register] = (kind, values)

    def set_root(self, record: str, root: str) -> None:
        """Say which tree a record belongs to when it cannot be looked up."""
        self._roots[record] = root

    def _write(self, register: journal.Register, kind: str, value: Json) -> None:
        self._writes[register] = (str(kind), [value])

    def _clear(self, register: journal.Register, kind: str, keep: Collection[str]) -> None:
        name, record, field, _ = register
        for mine in [r for r in self._writes if r[:3] == (name, record, field)]:
            if mine[3] not in keep:
                del self._writes[mine]
        heads = journal.load_heads(self._connection, [record])[record]
        for head in heads.values():
            if (head.type, head.field) == (name, field) and head.member not in keep:
                self._write((name, record, field, head.member), kind, None)

    def commits(self) -> list[Commit]:
        """Return the signed commits of what was gathered, one for each record tree."""
        records = {register[1] for register in self._writes} | {r for _, r in self._dropped}
        heads = journal.load_heads(self._connection, records)
        rivals = journal.by_register(h for inner in heads.values() for h in inner.values())
        by_root: dict[str, list[Op]] = {}
        for register, kind, value in self._effective(heads, rivals):
            root = self._root(register[0], register[1])
            by_root.setdefault(root, []).append(_op(register, kind, value, rivals))
        if not by_root:
            return []
        txn, stamp = ids.new_id(), self._inventory.stamp(self._connection)
        made = []
        for root, ops in by_root.items():
            made.append(self._sign(next(stamp), root, txn, tuple(ops)))
        return made

    def _effective(
        self, heads: journal.Heads, rivals: Rivals
    ) -> Iterator[tuple[journal.Register, str, Json]]:
        """Yield the writes that change anything, and the trashings with what was seen."""
        for register, (kind, values) in self._writes.items():
            mine = [head.value for head in rivals.get(register, ())]
            # Trash is written even if it says the same: it must stand beside what comes back.
            trash = register[2] == EXISTENCE and any(
                isinstance(value, dict) and value.get("s") == "trash" for value in values
            )
            if not trash and (mine == values or (not mine and values == [None])):
                continue
            for value in values or [None]:
                yield register, kind, value
        for name, record in sorted(self._dropped):
            seen: list[Json] = list(journal.spoken(heads[record].values()))
            yield (name, record, EXISTENCE, ""), EXISTENCE_KIND, {"s": "trash", "saw": seen}

    def _root(self, name: str, record: str) -> str:
        root = self._roots.get(record)
        if root is None:
            root = self._inventory.root_of(self._connection, name, record)
            self._roots[record] = root
        return root

    def _sign(self, stamp: dict[str, Any], root: str, txn: str, ops: tuple[Op, ...]) -> Commit:
        inventory = self._inventory
        header = Header(
            replica=inventory.replica, number=stamp["n"], previous=stamp["prev"],
            lamport=stamp["lamport"], wall=stamp["wall"], clock="ok", author=inventory.author,
            key=inventory.key.public, root=root, txn=txn, schema=tables.SCHEMA_MAJOR,
            ops=tuple(op_hash(op) for op in ops),
        )  # fmt: skip
        raw = header_bytes(header)
        name = hashlib.sha256(raw).hexdigest()
        stamp["made"](name)
        return Commit(name, header, ops, inventory.key.sign(SIGNATURE_CONTEXT + raw))


def _op(register: journal.Register, kind: str, value: Json, rivals: Rivals) -> Op:
    name, record, field, member = register
    replaces = tuple(sorted(head.op_id for head in rivals.get(register, ())))
    return Op(record, name, field, member, kind, value, replaces, ids.new_id())


def require_live(inventory: Inventory, entity: type[R], record: str) -> R:
    """Return a record that must be there; raises HeritageError when it is not."""
    found = inventory.get(entity, record)
    if found is None:
        raise HeritageError(f"There is no {entity.label.lower()} {record}; list the inventory.")
    return found
