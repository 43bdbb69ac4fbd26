# SPDX-License-Identifier: Apache-2.0
"""What is being typed, kept durably until it is committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from heritage_desktop.storage import tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one register while its field is being edited."""

    entity: str
    record: str
    field: str
    member: str
    text: str
    at: str = ""


def save(inventory: Inventory, draft: Draft) -> None:
    """Write or overwrite one draft."""
    row = {
        "type": draft.entity, "record": draft.record, "field": draft.field,
        "member": draft.member, "text": draft.text,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
    }  # fmt: skip
    with inventory.transaction() as connection:
        connection.execute(insert(tables.draft).prefix_with("OR REPLACE"), [row])


def load(inventory: Inventory) -> list[Draft]:
    """Return all drafts, oldest first."""
    with inventory.reading() as connection:
        rows = connection.execute(select(tables.draft).order_by(tables.draft.c.at)).all()
    return [Draft(row.type, row.record, row.field, row.member, row.text, row.at) for row in rows]


def drop(inventory: Inventory, entity: str, record: str, field: str, member: str) -> None:
    """Remove one draft if it is there."""
    columns = tables.draft.c
    with inventory.transaction() as connection:
        connection.execute(
            delete(tables.draft).where(
                columns.type == entity,
                columns.record == record,
                columns.field == field,
                columns.member == member,
            )
        )
