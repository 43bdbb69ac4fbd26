# SPDX-License-Identifier: Apache-2.0
"""What others said they hold, and what was put on a stick."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    'CREATE TABLE peer (replica TEXT NOT NULL, "key" TEXT NOT NULL, team TEXT NOT NULL, '
    "title TEXT NOT NULL, office INTEGER NOT NULL, earlier TEXT NOT NULL, at TEXT NOT NULL, "
    "PRIMARY KEY (replica))",
    "CREATE TABLE held (what TEXT NOT NULL, peer TEXT NOT NULL, at TEXT NOT NULL, "
    "PRIMARY KEY (what, peer)) WITHOUT ROWID",
    "CREATE TABLE carried (what TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (what)) WITHOUT ROWID",
    "DROP INDEX commits_root",
    "CREATE INDEX commits_sent ON commits (root, id)",
)


def upgrade() -> None:
    """Make the tables, and an index that answers without reading the commits themselves."""
    for statement in STATEMENTS:
        op.execute(statement)
