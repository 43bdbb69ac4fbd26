# SPDX-License-Identifier: Apache-2.0
"""From photos to items: what lies in the tray, grouped by time and place, becomes records."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.grouping import DISTANCE_M, GAP_SECONDS, Group, Shot, grouped
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.services import items
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

#: An item this near is offered as what the photos show.
NEAR_M = 60
_NEAR_DEGREES = 0.001  # 111 m of latitude
#: Latitude, item and position of a place that is known.
Known = tuple[float, str, Position]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group, the name it may have, and the item it may belong to already."""

    group: Group
    name: str
    near: str | None = None
    near_title: str = ""
    near_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What the photos ``ids`` become: a new item ``name``, or more photos of ``target``."""

    ids: tuple[str, ...]
    name: str = ""
    target: str | None = None
    kind: str = "immovable"


def shots(media: Iterable[Media]) -> list[Shot]:
    """Return photos as the grouping wants them."""
    made = []
    for one in media:
        at = datetime.fromisoformat(one.taken.local) if one.taken else None
        made.append(Shot(one.id, at, one.position, one.original_name or ""))
    return made


def suggest(
    inventory: Inventory,
    media: Sequence[Media] | None = None,
    gap_seconds: float = GAP_SECONDS,
    distance: float = DISTANCE_M,
    places: Sequence[Known] | None = None,
) -> list[Suggestion]:
    """Return suggested groups of ``media``, of the tray when none are given.

    ``places`` are those of ``known_places``, for who asks more than once.
    """
    found = queries.tray(inventory) if media is None else list(media)
    pictures = [one for one in found if one.media_type == "photo"]
    known = known_places(inventory) if places is None else places
    made = []
    for group in grouped(shots(pictures), gap_seconds, distance):
        near = _nearest(group.place, known)
        title = queries.title_of(inventory, near[0]) if near else ""
        name = _name(group)
        made.append(
            Suggestion(group, name, *((near[0], title, near[1]) if near else (None, "", 0.0)))
        )
    return made


def _name(group: Group) -> str:
    begin = group.begin
    if begin is None:
        return tr("Photos without a time")
    return tr("Photos of {time}", time=begin.strftime("%Y-%m-%d %H:%M"))


def known_places(inventory: Inventory) -> list[Known]:
    """Return where the items are, from south to north."""
    found = [(one.position.lat, one.item, one.position) for one in inventory.all(Location)
             if one.item and one.position]  # fmt: skip
    return sorted(found, key=lambda known: known[:2])


def _nearest(place: Position | None, places: Sequence[Known]) -> tuple[str, float] | None:
    if place is None:
        return None
    first = bisect_left(places, place.lat - _NEAR_DEGREES, key=lambda known: known[0])
    best: tuple[float, str] = (NEAR_M + 1.0, "")
    for lat, item, position in places[first:]:
        if lat > place.lat + _NEAR_DEGREES:
            break
        best = min(best, (distance_m(place, position), item))
    return (best[1], best[0]) if best[0] <= NEAR_M else None


def apply(
    inventory: Inventory,
    decisions: Sequence[Decision],
    village: str | None = None,
    progress: Progress = silent,
) -> list[str]:
    """Make the items and attach the photos, all in one step; return the ids of the items.

    ``Cancelled`` leaves everything as it was.
    """
    wanted = [one for one in decisions if one.ids]
    home = village or items.only_village(inventory)
    made = []
    label = ntr("Make {n} item from photos", "Make {n} items from photos", len(wanted))
    with inventory.change(label) as change:
        for number, one in enumerate(wanted):
            progress(number, len(wanted))
            media = [found for id in one.ids if (found := inventory.get(Media, id))]
            target = one.target or _new_item(inventory, change, one, media, home)
            _attach(inventory, change, target, media, new=one.target is None)
            made.append(target)
        progress(len(wanted), len(wanted), tr("Writing…"))
    return made


def _new_item(
    inventory: Inventory, change: Change, one: Decision, media: Sequence[Media], home: str | None
) -> str:
    first = min((photo.taken.local for photo in media if photo.taken), default="")
    item = change.add(
        Item(
            id="", kind=one.kind, village=home, recorded_on=first[:10] or None,
            recorder=inventory.author or None,
        )
    )  # fmt: skip
    language = items.language_of(one.name)
    change.add(ItemName(id="", item=item.id, value=one.name, language=language, preferred=True))
    return str(item.id)


def _attach(
    inventory: Inventory, change: Change, target: str, media: Sequence[Media], *, new: bool
) -> None:
    links = [] if new else inventory.all(MediaLink, target=target)
    there = {link.media for link in links}
    order = max((link.order or 0 for link in links), default=0)
    fresh = [one for one in media if one.id not in there]
    for number, one in enumerate(fresh, order + 1):
        change.add(items.link_to(target, one.id, number, cover=not links and number == 1))
    place = Group(tuple(shots(media))).place
    known = not new and any(one.position for one in inventory.all(Location, item=target))
    if place is not None and not known:
        items.add_place(change, target, place, "exif")
