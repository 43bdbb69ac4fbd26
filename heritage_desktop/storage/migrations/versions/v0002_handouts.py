# SPDX-License-Identifier: Apache-2.0
"""What left the inventory: bundles, books and exports, with what they held."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE TABLE handout (id INTEGER NOT NULL, at TEXT NOT NULL, sort TEXT NOT NULL, "
    "name TEXT NOT NULL, audience TEXT NOT NULL, records TEXT NOT NULL, PRIMARY KEY (id))",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.execute(statement)
