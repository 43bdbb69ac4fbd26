# SPDX-License-Identifier: Apache-2.0
"""Making, naming, linking and placing items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import ITEM_KINDS, Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.i18n import tr
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


def today() -> str:
    """Return the local date as EDTF."""
    return date.today().isoformat()  # noqa: DTZ011  the person's own calendar day is meant


def new_item(
    inventory: Inventory,
    *,
    kind: str,
    village: str | None,
    names: Mapping[str, str],
    recorder: str = "",
    **more: Any,
) -> Item:
    """Create an item with its names; raises HeritageError for an unknown kind."""
    if kind not in ITEM_KINDS:
        raise HeritageError(tr("{kind} is no kind of item; use one of {kinds}.",
                               kind=kind, kinds=", ".join(ITEM_KINDS)))  # fmt: skip
    fields = {"status": "draft", "recorded_on": today(), **more}
    with inventory.change(tr("New item")) as change:
        who = recorder or inventory.author or None
        item = change.add(Item(id="", kind=kind, village=village, recorder=who, **fields))
        for language, value in names.items():
            if value.strip():
                change.add(ItemName(id="", item=item.id, value=value.strip(), language=language))
    return item


def rename(inventory: Inventory, item: str, language: str, text: str) -> None:
    """Set the item's name in one language; blank text drops it."""
    group = language.split("-")[0]
    names = inventory.all(ItemName, item=item)
    found = [n for n in names if (n.language or "").split("-")[0] == group]
    with inventory.change(tr("Rename")) as change:
        if found and text.strip():
            change.set(ItemName, found[0].id, "value", text.strip())
        elif found:
            change.drop(ItemName, found[0].id)
        elif text.strip():
            change.add(ItemName(id="", item=item, value=text.strip(), language=language))


def attach(inventory: Inventory, media: Iterable[str], target: str) -> int:
    """Link photos to a record and propose its place from them; returns how many were new."""
    present = queries.media_of(inventory, target)
    known = {link.media for link, _ in present}
    wanted = [one for one in dict.fromkeys(media) if one not in known]
    with inventory.change(tr("Add photos")) as change:
        for order, one in enumerate(wanted, len(present)):
            change.add(MediaLink(id="", target=target, media=one, order=order))
        if inventory.get(Item, target) is not None:
            place = _place_of(inventory, wanted)
            if place is not None and not inventory.all(Location, item=target):
                change.add(_location(target, place))
    return len(wanted)


def _place_of(inventory: Inventory, media: Iterable[str]) -> Position | None:
    for one in media:
        found = inventory.get(Media, one)
        if found is not None and found.position is not None:
            return found.position
    return None


def _location(item: str, position: Position, method: str = "exif") -> Location:
    return Location(id="", item=item, position=position, role="centre", method=method)


def set_place(
    inventory: Inventory, item: str, position: Position, method: str = "typed", original: str = ""
) -> None:
    """Set the item's first place, keeping what was typed."""
    places = inventory.all(Location, item=item)
    with inventory.change(tr("Set place")) as change:
        if places:
            change.set(Location, places[0].id, "position", position)
            change.set(Location, places[0].id, "original", original or None)
        else:
            made = Location(id="", item=item, position=position, role="centre",
                            original=original or None)  # fmt: skip
            change.add(made)


def link(inventory: Inventory, subject: str, relation: str, other: str) -> Relation:
    """Link two records; raises HeritageError for a link of a record with itself."""
    if subject == other:
        raise HeritageError(tr("A record cannot be linked with itself; choose another one."))
    with inventory.change(tr("Add link")) as change:
        return change.add(Relation(id="", subject=subject, type=relation, object=other))


def delete(inventory: Inventory, items: Iterable[str]) -> None:
    """Move items to the trash."""
    with inventory.change(tr("Move to trash")) as change:
        for item in items:
            change.drop(Item, item)


def restore(inventory: Inventory, items: Iterable[str]) -> None:
    """Take items out of the trash."""
    with inventory.change(tr("Restore")) as change:
        for item in items:
            change.restore(Item, item)
