# SPDX-License-Identifier: Apache-2.0
"""What a field may point to, found by name; a person named for the first time gets a record."""

from __future__ import annotations

from collections.abc import Sequence

from heritage_desktop.domain.account import Source
from heritage_desktop.domain.agent import Group, Person
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.place import AdminUnit, Village, Visit
from heritage_desktop.i18n import tr
from heritage_desktop.qt.term_widgets import Choice
from heritage_desktop.services.items import language_of
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter, items, localised, media_of, title_of

_NAMED: dict[str, tuple[type[Record], ...]] = {
    "village": (Village,),
    "admin_unit": (AdminUnit,),
    "person": (Person,),
    "group": (Group,),
    "agent": (Person, Group),
    "source": (Source,),
}
_MADE: dict[str, type[Record]] = {"person": Person, "agent": Person, "source": Source}


def choices(inventory: Inventory, target: str, shown: str) -> Sequence[Choice]:
    """Return code, title and the words to find it by; ``shown`` is the record on the form."""
    made: list[Choice] = []
    for entity in _NAMED.get(target, ()):
        made += [_named(one) for one in inventory.all(entity)]
    if target in ("item", "*"):
        rows = items(inventory, ItemFilter())
        made += [(row.id, row.title, f"{row.title} {row.subtitle}") for row in rows]
    if target in ("media", "*"):
        for _, media in media_of(inventory, shown):
            said = localised(media.caption) or media.original_name or ""
            made.append((media.id, said, f"{said} {media.original_name}"))
    if target == "visit":
        for visit in inventory.all(Visit):
            village = title_of(inventory, visit.village) if visit.village else ""
            said = f"{village} {title_of(inventory, visit.id)}".strip()
            made.append((visit.id, said, said))
    return sorted(made, key=lambda choice: choice[1])


def _named(record: Record) -> Choice:
    name = getattr(record, "name", None) or getattr(record, "title", None) or {}
    sought = " ".join([*name.values(), getattr(record, "romanised", None) or ""])
    return record.id, localised(name), sought


def create(inventory: Inventory, target: str, text: str, item: str = "") -> str | None:
    """Make a record for a name typed for the first time; None where that is not possible."""
    entity = _MADE.get(target)
    if entity is None or not text:
        return None
    values: dict[str, object] = {"title" if entity is Source else "name": {language_of(text): text}}
    shown = inventory.get(Item, item) if item else None
    if entity is Person and shown is not None:
        values["village"] = shown.village
    with inventory.change(tr("New: {name}", name=text)) as change:
        return change.add(entity(id="", **values)).id
