# SPDX-License-Identifier: Apache-2.0
"""Alembic steps of the history tables; a released step is frozen."""
