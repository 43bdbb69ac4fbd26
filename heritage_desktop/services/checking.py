# SPDX-License-Identifier: Apache-2.0
"""All rules over all items."""

from __future__ import annotations

from heritage_desktop.domain import checks
from heritage_desktop.domain.checks import Finding, Sheet
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Location, Relation
from heritage_desktop.domain.place import Village
from heritage_desktop.services.items import today
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


def findings(inventory: Inventory, items: list[str] | None = None) -> list[Finding]:
    """Return what the rules find, over all items or those named."""
    found: list[Finding] = []
    wanted = [one for one in inventory.all(Item) if items is None or one.id in items]
    names = {one.id: inventory.all(ItemName, item=one.id) for one in wanted}
    relations = inventory.all(Relation)
    carried = [one.subject for one in relations if one.type == "carried_by"]
    for item in wanted:
        sheet = Sheet(
            item,
            names[item.id],
            inventory.all(Location, item=item.id),
            [media for _, media in queries.media_of(inventory, item.id)],
            inventory.get(Village, item.village) if item.village else None,
            inventory.get(IntangibleDetail, item.id),
            carried.count(item.id),
        )
        found += checks.check_sheet(sheet, today())
    found += checks.twins(wanted, names)
    if items is None:
        kinds = {one.id: one.kind or "" for one in wanted}
        found += checks.relations(relations, kinds)
    return found
