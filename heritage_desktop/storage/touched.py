# SPDX-License-Identifier: Apache-2.0
"""Which rows of a list a change concerns, so that a list of 20,000 need not be read whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import owner_field
from heritage_desktop.storage import tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory, Touched

LINK, MEDIA = tables.VIEW["media_link"], tables.VIEW["media"]
#: After a larger change (a merge, an import) reading everything is no dearer.
MOST = 300


def items(inventory: Inventory, touched: Touched) -> set[str] | None:
    """Return the ids of the items whose row may have changed, None for any."""
    if len(touched) > MOST or any(name == "village" for name, _ in touched):
        return None
    found: set[str] = set()
    with inventory.reading() as connection:
        for name, records in _by_entity(touched).items():
            owner = owner_field(ENTITIES[name])
            if name == "media":
                query = select(LINK.c.target).where(LINK.c.media.in_(records))
                found.update(one for one in connection.scalars(query) if one)
            elif owner is None:
                found |= records  # an item, or a sheet that shares its id
            else:
                found |= _values(connection, name, owner, records)
    return found


def media(inventory: Inventory, touched: Touched) -> set[str] | None:
    """Return the ids of the photos that may have come into or left the tray, None for any."""
    if len(touched) > MOST:
        return None
    by_entity = _by_entity(touched)
    found = set(by_entity.get("media", ()))
    with inventory.reading() as connection:
        found |= _values(connection, "media_link", "media", by_entity.get("media_link", set()))
        twins = select(MEDIA.c.id).where(MEDIA.c.twin.in_(found))
        found.update(connection.scalars(twins).all())
    return found


def _by_entity(touched: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, record in touched:
        found.setdefault(name, set()).add(record)
    return found


def _values(connection: Connection, name: str, column: str, records: set[str]) -> set[str]:
    table = tables.VIEW[name]
    query = select(table.c[column]).where(table.c.id.in_(records))
    return {str(one) for one in connection.scalars(query) if one}
