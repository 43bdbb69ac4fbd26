# SPDX-License-Identifier: Apache-2.0
"""The first history tables."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    'CREATE TABLE meta ("key" TEXT NOT NULL, value TEXT, PRIMARY KEY ("key"))',
    "CREATE TABLE commits (id TEXT NOT NULL, replica TEXT NOT NULL, n INTEGER NOT NULL, "
    "lamport INTEGER NOT NULL, root TEXT NOT NULL, txn TEXT NOT NULL, line BLOB NOT NULL, "
    "PRIMARY KEY (id))",
    "CREATE INDEX commits_root ON commits (root)",
    "CREATE TABLE superseded (op_id TEXT NOT NULL, register TEXT NOT NULL, "
    "PRIMARY KEY (op_id, register)) WITHOUT ROWID",
    "CREATE TABLE head (record TEXT NOT NULL, op_id TEXT NOT NULL, type TEXT NOT NULL, "
    "field TEXT NOT NULL, member TEXT NOT NULL, kind TEXT NOT NULL, value TEXT, "
    "lamport INTEGER NOT NULL, author TEXT NOT NULL, wall TEXT NOT NULL, replica TEXT NOT NULL, "
    "PRIMARY KEY (record, op_id)) WITHOUT ROWID",
    "CREATE TABLE step (id INTEGER NOT NULL, label TEXT NOT NULL, at TEXT NOT NULL, "
    "kind TEXT NOT NULL, state TEXT NOT NULL, undoes INTEGER, PRIMARY KEY (id))",
    "CREATE TABLE step_register (step INTEGER NOT NULL, type TEXT NOT NULL, "
    "record TEXT NOT NULL, field TEXT NOT NULL, member TEXT NOT NULL, root TEXT NOT NULL, "
    'kind TEXT NOT NULL, "before" TEXT NOT NULL, before_ops TEXT NOT NULL, "after" TEXT NOT NULL)',
    "CREATE INDEX step_register_step ON step_register (step)",
    "CREATE INDEX step_register_record ON step_register (record)",
    "CREATE TABLE draft (type TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL, "
    "member TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, "
    "PRIMARY KEY (type, record, field, member))",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.execute(statement)
