# SPDX-License-Identifier: Apache-2.0
"""Records as plain JSON values, the same in every inventory that holds the same history."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Record, owner_field, specs
from heritage_desktop.domain.item import Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.exchange.columns import plain, plain_value
from heritage_desktop.i18n import tr
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.timeline import HistoryEntry

#: What hangs on an item, by the key it is listed under.
_PARTS: dict[str, type[Record]] = {"names": ItemName, "places": Location, "relations": Relation}


def listing(inventory: Inventory) -> dict[str, Any]:
    """Return villages, persons and items in full, each sorted by id."""
    return {
        "villages": [plain(one, private=True) for one in inventory.all(Village)],
        "persons": [plain(one, private=True) for one in inventory.all(Person)],
        "items": items_in_full(inventory),
    }


def items_in_full(inventory: Inventory) -> list[dict[str, Any]]:
    """Return every live item with its sheet, names, places, links and photos, sorted by id."""
    parts: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for key, entity in _PARTS.items():
        owner = owner_field(entity) or ""
        for record in inventory.all(entity):
            row = plain(record, private=True)
            parts[row.pop(owner, "")][key].append(row)
    media = {one.id: plain(one, private=True) for one in inventory.all(Media)}
    for link in inventory.all(MediaLink):
        if link.media in media:
            row = {**media[link.media], "role": link.role, "order": link.order or 0}
            parts[link.target or ""]["media"].append(row | {"cover": bool(link.cover)})
    sheets = {
        record.id: (name, plain(record, private=True))
        for name, entity in DETAILS.items()
        for record in inventory.all(entity)
    }
    villages = {one.id: dict(sorted(one.name.items())) for one in inventory.all(Village)}
    return [_full(item, parts[item.id], sheets, villages) for item in inventory.all(Item)]


def _full(
    item: Item,
    parts: dict[str, list[dict[str, Any]]],
    sheets: dict[str, tuple[str, dict[str, Any]]],
    villages: dict[str, dict[str, str]],
) -> dict[str, Any]:
    made = plain(item, private=True)
    made["village_name"] = villages.get(item.village or "", {})
    if item.id in sheets:
        name, sheet = sheets[item.id]
        made[name] = {key: value for key, value in sheet.items() if key != "id"}
    for key in (*_PARTS, "media"):
        made[key] = sorted(parts.get(key, []), key=lambda row: (row.get("order", 0), row["id"]))
    return made


def record_in_full(inventory: Inventory, record: str) -> dict[str, Any]:
    """Return one record of any sort in full; raises HeritageError when it is not here."""
    name = queries.entity_of(inventory, record)
    if name is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=record))
    entity = ENTITIES[name]
    if name == Item.entity and not inventory.is_trashed(Item, record):
        found = next(one for one in items_in_full(inventory) if one["id"] == record)
    else:
        one = inventory.get(entity, record)
        assert one is not None
        found = plain(one, private=True)
    return {"type": name, "trashed": inventory.is_trashed(entity, record), **found}


def history_rows(inventory: Inventory, record: str) -> list[dict[str, Any]]:
    """Return the history of a record, newest first, with values as JSON."""
    if queries.entity_of(inventory, record) is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=record))
    return [_row(entry) for entry in inventory.history(record)]


def _row(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "author": entry.author,
        "replica": entry.replica,
        "type": entry.entity,
        "record": entry.record,
        "field": entry.field,
        "member": entry.member,
        "before": [_value(entry, value) for value in entry.before],
        "after": _value(entry, entry.after),
    }


def _value(entry: HistoryEntry, value: Any) -> Any:
    entity = ENTITIES.get(entry.entity)
    spec = specs(entity).get(entry.field) if entity else None
    if spec is None or isinstance(value, str | int | bool | dict | None):
        return value
    return plain_value(spec.kind, value)
