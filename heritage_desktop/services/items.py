# SPDX-License-Identifier: Apache-2.0
"""What people do with items: record, name, place, link, attach photos, throw away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Record, specs
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.item import Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.storage import joining, queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

_FIRST_HAN = "\u2e80"


def today() -> str:
    """Return the local day, ISO 8601."""
    return datetime.now().astimezone().date().isoformat()


def language_of(text: str) -> str:
    """Return the language tag a typed name is filed under: Chinese if it has one such character."""
    return "zh-Hans" if any(ch >= _FIRST_HAN for ch in text) else "en"


def only_village(inventory: Inventory) -> str | None:
    """Return the id of the village when there is just one: most teams record one at a time."""
    villages = inventory.all(Village)
    return villages[0].id if len(villages) == 1 else None


def new_item(
    inventory: Inventory,
    *,
    kind: str,
    village: str | None,
    names: Mapping[str, str],
    recorder: str = "",
    **fields: Any,
) -> Item:
    """Record an item with its names by language; ``fields`` go to the item or its sheet.

    The recording day is today and the recorder the one who has the inventory open, unless given.
    Raises HeritageError for an unknown kind or a field neither has.
    """
    if kind not in DETAILS:
        raise HeritageError(
            tr(
                "{kind} is no kind of item; use one of {kinds}.",
                kind=kind,
                kinds=", ".join(DETAILS),
            )
        )
    detail = DETAILS[kind]
    own, sheet = _sorted_fields(detail, fields)
    own = {"status": "draft", "recorded_on": today(), **own}
    with inventory.change(tr("New item")) as change:
        item = change.add(
            Item(
                id="",
                kind=kind,
                village=village,
                recorder=recorder or inventory.author or None,
                **own,
            )
        )
        if sheet:
            change.add(detail(id=item.id, **sheet))
        for language, text in names.items():
            if text.strip():
                change.add(_name(item.id, language, text))
    return item


def _sorted_fields(
    detail: type[Record], fields: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    own, sheet = {}, {}
    for name, value in fields.items():
        if name in specs(Item):
            own[name] = value
        elif name in specs(detail):
            sheet[name] = value
        else:
            raise HeritageError(tr("An item of this kind has no field “{field}”.", field=name))
    return own, sheet


def _name(item: str, language: str, text: str) -> ItemName:
    return ItemName(id="", item=item, value=text.strip(), language=language, preferred=True)


def rename(inventory: Inventory, item_id: str, language: str, text: str) -> None:
    """Change the preferred name in one language; an empty text takes that name away."""
    group = language.partition("-")[0]
    names = [
        name
        for name in inventory.all(ItemName, item=item_id)
        if (name.language or "").partition("-")[0] == group
    ]
    names.sort(key=lambda name: (name.language != language, not name.preferred, name.id))
    with inventory.change(tr("Rename")) as change:
        if not text.strip():
            for name in names[:1]:
                change.drop(ItemName, name.id)
        elif names:
            change.set(ItemName, names[0].id, "value", text.strip())
        else:
            change.add(_name(item_id, language, text))


def attach(inventory: Inventory, media_ids: Iterable[str], target_id: str) -> int:
    """Let photos show a record, after those it has; returns how many were not there yet.

    An item without a place takes the position of the first photo that has one.
    """
    entity = queries.entity_of(inventory, target_id)
    if entity is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=target_id))
    links = inventory.all(MediaLink, target=target_id)
    there = {link.media for link in links}
    order = max((link.order or 0 for link in links), default=0)
    media = [inventory.get(Media, one) for one in dict.fromkeys(media_ids) if one not in there]
    found = [one for one in media if one is not None]
    with inventory.change(tr("Attach photos")) as change:
        for number, one in enumerate(found, order + 1):
            change.add(link_to(target_id, one.id, number, cover=not links and number == 1))
        placed = next((one.position for one in found if one.position), None)
        if entity == "item" and placed is not None and not _has_place(inventory, target_id):
            add_place(change, target_id, placed, "exif")
    return len(found)


def link_to(target_id: str, media_id: str, order: int, *, cover: bool = False) -> MediaLink:
    """Return the link that lets a photo show a record."""
    return MediaLink(
        id=new_id(), target=target_id, media=media_id, order=order, cover=cover or None
    )


def add_place(change: Change, item_id: str, position: Position, method: str) -> Location:
    """Give an item a place within a running change."""
    return change.add(
        Location(id="", item=item_id, position=position, role="centre", method=method)
    )


def _has_place(inventory: Inventory, item_id: str) -> bool:
    return any(place.position for place in inventory.all(Location, item=item_id))


def set_place(inventory: Inventory, item_id: str, position: Position, method: str) -> None:
    """Move the item's first place, or give it one."""
    places = inventory.all(Location, item=item_id)
    centre = [place for place in places if place.role in (None, "centre")] or places
    with inventory.change(tr("Set place")) as change:
        if centre:
            change.set(Location, centre[0].id, "position", position)
            change.set(Location, centre[0].id, "method", method)
        else:
            add_place(change, item_id, position, method)


def link(inventory: Inventory, subject: str, type: str, object: str) -> Relation:
    """Link two records; a type read from its other end is stored the right way round.

    The same link made twice stays one. Raises HeritageError for a link to itself.
    """
    forward, swapped = vocabulary("relation_type").forward(type)
    if swapped:
        subject, object = object, subject
    if subject == object:
        raise HeritageError(tr("A record cannot be linked to itself; choose another one."))
    for end in (subject, object):
        if queries.entity_of(inventory, end) is None:
            raise HeritageError(tr("There is no record {id}; list the inventory.", id=end))
    for known in inventory.all(Relation, subject=subject, object=object, type=forward):
        return known
    with inventory.change(tr("Link")) as change:
        return change.add(Relation(id="", subject=subject, type=forward, object=object))


def delete(inventory: Inventory, ids: Iterable[str]) -> int:
    """Move records to the trash, an item with all records of its place; returns how many."""
    every = dict.fromkeys(other for one in ids for other in joining.group(inventory, one))
    found = [(queries.entity_of(inventory, one), one) for one in every]
    with inventory.change(tr("Delete")) as change:
        for name, one in found:
            if name is not None:
                change.drop(ENTITIES[name], one)
    return sum(name is not None for name, _ in found)


def restore(inventory: Inventory, ids: Iterable[str]) -> int:
    """Take records out of the trash; returns how many there were."""
    found = [(queries.entity_of(inventory, one), one) for one in dict.fromkeys(ids)]
    with inventory.change(tr("Restore")) as change:
        for name, one in found:
            if name is not None:
                change.restore(ENTITIES[name], one)
    return sum(name is not None for name, _ in found)
