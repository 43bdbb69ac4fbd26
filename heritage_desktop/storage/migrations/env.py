# SPDX-License-Identifier: Apache-2.0
"""Runs the steps on the connection that ``migrate`` opened, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
