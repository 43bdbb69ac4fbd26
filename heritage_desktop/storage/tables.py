# SPDX-License-Identifier: Apache-2.0
"""The tables: the history (kept for ever) and the view, derived from the declarations.

The view tables hold nothing that the history does not, so they need no migrations: when the
declarations change, they are dropped and folded again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Kind, Record, specs

SCHEMA_MAJOR, SCHEMA_MINOR = 1, 0
REVISION = "0003"

history = MetaData()
view = MetaData()

meta = Table("meta", history, Column("key", Text, primary_key=True), Column("value", Text))

commit = Table(
    "commits",
    history,
    Column("id", Text, primary_key=True),
    Column("replica", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("lamport", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("txn", Text, nullable=False),
    Column("line", LargeBinary, nullable=False),
    Index("commits_sent", "root", "id"),
)

superseded = Table(
    "superseded",
    history,
    Column("op_id", Text, nullable=False),
    Column("register", Text, nullable=False),
    PrimaryKeyConstraint("op_id", "register"),
    sqlite_with_rowid=False,
)

head = Table(
    "head",
    history,
    Column("record", Text, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("value", Text),
    Column("lamport", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("wall", Text, nullable=False),
    Column("replica", Text, nullable=False),
    PrimaryKeyConstraint("record", "op_id"),
    sqlite_with_rowid=False,
)

step = Table(
    "step",
    history,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),  # edit, merge, undo
    Column("state", Text, nullable=False),  # done, undone, spent
    Column("undoes", Integer),
)

step_register = Table(
    "step_register",
    history,
    Column("step", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("before_ops", Text, nullable=False),
    Column("after", Text, nullable=False),
    Index("step_register_step", "step"),
    Index("step_register_record", "record"),
)

draft = Table(
    "draft",
    history,
    Column("type", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("type", "record", "field", "member"),
)

handout = Table(
    "handout",
    history,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("sort", Text, nullable=False),  # bundle, print, export
    Column("name", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("records", Text, nullable=False),  # JSON list of ids
)

#: Other inventories we heard from; one row for each incarnation of their database.
peer = Table(
    "peer",
    history,
    Column("replica", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("office", Integer, nullable=False),
    Column("earlier", Text, nullable=False),  # JSON list of replicas it followed on
    Column("at", Text, nullable=False),
)

#: What a peer said it holds: commit ids and the SHA-256 of originals.
held = Table(
    "held",
    history,
    Column("what", Text, nullable=False),
    Column("peer", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("what", "peer"),
    sqlite_with_rowid=False,
)

#: What was written to some bundle, and when last. Not a delivery.
carried = Table(
    "carried",
    history,
    Column("what", Text, primary_key=True),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: How each kind is kept in a view column; composite kinds and member kinds as canonical JSON.
COLUMN_TYPES = {
    Kind.TEXT: Text,
    Kind.LONG_TEXT: Text,
    Kind.LOCALISED: Text,
    Kind.TERM: Text,
    Kind.TERMS: Text,
    Kind.WHOLE: Integer,
    Kind.DECIMAL: Text,
    Kind.YES_NO: Integer,
    Kind.DATE: Text,
    Kind.MOMENT: Text,
    Kind.POSITION: Text,
    Kind.REFERENCE: Text,
    Kind.REFERENCES: Text,
}
JSON_KINDS = frozenset({Kind.LOCALISED, Kind.TERMS, Kind.REFERENCES, Kind.MOMENT, Kind.POSITION})


#: Looked up besides the owner of a part.
_INDEXED = frozenset(
    {("relation", "object"), ("media_link", "media"), ("item", "village"), ("media", "sha256")}
)


def _looked_up(entity: type[Record], name: str) -> bool:
    spec = specs(entity)[name]
    return spec.owner or spec.inside or (entity.entity, name) in _INDEXED


def _table(entity: type[Record]) -> Table:
    columns: list[Column[Any]] = [
        Column(name, COLUMN_TYPES[spec.kind], index=_looked_up(entity, name))
        for name, spec in specs(entity).items()
    ]
    return Table(
        f"v_{entity.entity}",
        view,
        Column("id", Text, primary_key=True),
        Column("state_", Text, nullable=False),
        Column("conflicts_", Integer, nullable=False),
        Column("updated_", Text, nullable=False),
        *columns,
        Index(f"v_{entity.entity}_conflicts", "conflicts_", sqlite_where=text("conflicts_ > 0")),
    )


VIEW: dict[str, Table] = {name: _table(entity) for name, entity in ENTITIES.items()}

SEARCH_DDL = "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(record UNINDEXED, body)"


def view_fingerprint() -> str:
    """Return a hash of the declared view; a different one means: fold again."""
    parts = [
        f"{table.name}.{column.name}:{column.type}"
        for table in view.sorted_tables
        for column in table.columns
    ]
    return hashlib.sha256("\n".join([*parts, "search-2", "fold-2"]).encode()).hexdigest()
