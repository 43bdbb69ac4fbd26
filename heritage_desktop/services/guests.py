# SPDX-License-Identifier: Apache-2.0
"""Villagers at the team's laptop: what they may see, what they leave, what is read back to them.

A guest never writes into a record: words and files become contributions, which wait until the
team takes them up. Everything shown passes the release gate as the village edition does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from heritage_desktop.domain.account import Account
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Contribution, ReadBack
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.domain.fields import Kind, R, Record, owner_field, specs
from heritage_desktop.domain.item import ITEM_KINDS, Item, ItemName
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.domain.use import Party
from heritage_desktop.i18n import tr
from heritage_desktop.services import items
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.photos import ImportReport, import_photos
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

#: What an elder may answer, as the vocabulary ``readback_result`` has it.
AGREED, IN_PART, REFUSED, NOT_YET = RESULTS = ("agreed", "in_part", "refused", "not_yet")
#: Long texts that are read after the summary, in this order.
_STORY = ("history", "legend", "process")
_SOUNDING = frozenset({"audio", "video"})


@dataclass(frozen=True, slots=True)
class Tile:
    """One item as a guest chooses it."""

    id: str
    kind: str
    title: str
    subtitle: str
    village: str
    cover: Media | None


@dataclass(frozen=True, slots=True)
class ElderPage:
    """One thing to read aloud: name, photo, place, summary, story, voice or recording."""

    kind: str
    text: str
    media: Media | None = None

    @property
    def heading(self) -> str:
        """What the page is about, in one short sentence."""
        return {
            "name": tr("This is what it is called"),
            "photo": tr("This is how it looks"),
            "place": tr("This is where it is"),
            "summary": tr("This is what we wrote"),
            "story": tr("This is its story"),
            "voice": tr("This is what was told"),
            "recording": tr("This is what we recorded"),
        }.get(self.kind, "")


def released(inventory: Inventory, today: str) -> list[Record]:
    """Return what the village may see on this ISO day, and nothing else."""
    return list(Gate(Audience.VILLAGE, gather(inventory), today=today).open())


@dataclass(frozen=True)
class Shelf:
    """What the gate let through, found by item."""

    records: Sequence[Record]

    def tiles(self, village: str | None = None) -> list[Tile]:
        """Return the items, those of one village or all, buildings first, then by name."""
        found = [
            self._tile(item)
            for item in self._of(Item)
            if village is None or item.village == village
        ]
        return sorted(found, key=_order)

    def villages(self) -> list[tuple[str, str]]:
        """Return id and name of the villages that have items to show."""
        used = {item.village for item in self._of(Item)}
        found = [(one.id, localised(one.name)) for one in self._of(Village) if one.id in used]
        return sorted(found, key=lambda one: one[1])

    def pages(self, item_id: str) -> list[ElderPage]:
        """Return an item as pages with one thing each; empty when the village may not see it."""
        item = self._items.get(item_id)
        if item is None:
            return []
        made = [ElderPage("name", "\n".join(filter(None, self.names(item_id))))]
        shown = self._media(item_id)
        made += [_media_page("photo", one) for one in shown if one.media_type == "photo"]
        made += [
            ElderPage(kind, text)
            for kind, text in (("place", self._place(item)), *self._story(item))
            if text
        ]
        made += [ElderPage("voice", text) for text in self._voices(item_id)]
        made += [_media_page("recording", one) for one in shown if one.media_type in _SOUNDING]
        return made

    def names(self, item_id: str) -> tuple[str, str]:
        """Return the name in the window's language and another one beside it."""
        title, second = queries.pick_names(list(self._names.get(item_id, ())))
        return title or tr("Without a name"), second

    def photos(self, item_id: str) -> list[Media]:
        """Return the photos of an item, cover first."""
        return [one for one in self._media(item_id) if one.media_type == "photo"]

    def _of(self, entity: type[R]) -> list[R]:
        return [one for one in self.records if isinstance(one, entity)]

    def _grouped(self, entity: type[R], key: str) -> Mapping[str, list[R]]:
        found: dict[str, list[R]] = defaultdict(list)
        for one in self._of(entity):
            found[getattr(one, key) or ""].append(one)
        return found

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {one.id: one for one in self._of(Item)}

    @cached_property
    def _names(self) -> Mapping[str, list[ItemName]]:
        return self._grouped(ItemName, "item")

    @cached_property
    def _links(self) -> Mapping[str, list[MediaLink]]:
        return self._grouped(MediaLink, "target")

    @cached_property
    def _accounts(self) -> Mapping[str, list[Account]]:
        return self._grouped(Account, "item")

    @cached_property
    def _all_media(self) -> Mapping[str, Media]:
        return {one.id: one for one in self._of(Media)}

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {one.id: one for one in self._of(Person)}

    @cached_property
    def _village_names(self) -> Mapping[str, str]:
        return {one.id: localised(one.name) for one in self._of(Village)}

    @cached_property
    def _sheets(self) -> Mapping[tuple[str, str], Record]:
        return {(type(one).entity, one.id): one for one in self.records if type(one).part_of}

    def _tile(self, item: Item) -> Tile:
        title, second = self.names(item.id)
        cover = next(iter(self.photos(item.id)), None)
        return Tile(item.id, item.kind or "", title, second, item.village or "", cover)

    def _media(self, item_id: str) -> list[Media]:
        links = sorted(
            self._links.get(item_id, ()), key=lambda one: (not one.cover, one.order or 0, one.id)
        )
        found = [self._all_media.get(one.media or "") for one in links]
        return [one for one in found if one is not None]

    def _place(self, item: Item) -> str:
        parts = (self._village_names.get(item.village or "", ""), localised(item.locality))
        return "\n".join(filter(None, parts))

    def _story(self, item: Item) -> Iterator[tuple[str, str]]:
        yield "summary", localised(item.summary)
        sheet = self._sheets.get((item.kind or "", item.id)) if item.kind in DETAILS else None
        for name in _STORY:
            for one in (item, sheet):
                yield "story", localised(getattr(one, name, None) or {})

    def _voices(self, item_id: str) -> Iterator[str]:
        told = sorted(self._accounts.get(item_id, ()), key=lambda one: (not one.preferred, one.id))
        for one in told:
            teller = self._people.get(one.said_by or "")
            words = localised(one.text)
            if words:
                yield f"{words}\n— {localised(teller.name)}" if teller else words


def _order(tile: Tile) -> tuple[int, str, str]:
    known = tile.kind in ITEM_KINDS
    return ITEM_KINDS.index(tile.kind) if known else len(ITEM_KINDS), tile.title, tile.id


def _media_page(kind: str, media: Media) -> ElderPage:
    return ElderPage(kind, localised(media.caption), media)


def pages(inventory: Inventory, item_id: str, today: str) -> list[ElderPage]:
    """Return an item as pages for reading it back aloud; empty when it must stay closed."""
    return Shelf(released(inventory, today)).pages(item_id)


def listeners(inventory: Inventory, item_id: str, today: str) -> list[Person]:
    """Return the people an item can be read back to, named as the village may name them.

    Who owns a share is asked too, though the list of shares itself goes to the county only.
    """
    shown = released(inventory, today)
    linked: set[str] = set()
    for record in (*shown, *inventory.all(Party, item=item_id)):
        named = set(_references(record))
        if item_id in named or (record.id == item_id and not owner_field(type(record))):
            linked |= named
    people = [one for one in shown if isinstance(one, Person) and one.id in linked]
    return sorted(people, key=lambda one: (localised(one.name), one.id))


def _references(record: Record) -> Iterator[str]:
    for name, spec in specs(type(record)).items():
        value: Any = getattr(record, name)
        if spec.kind is Kind.REFERENCE and value:
            yield value
        elif spec.kind is Kind.REFERENCES:
            yield from value


def leave_word(
    inventory: Inventory, item_id: str, text: str, by: str = "", media_id: str | None = None
) -> Contribution:
    """Put what a guest said in the tray; the item itself is not touched."""
    _need_item(inventory, item_id)
    if not text.strip() and not media_id:
        raise HeritageError(tr("Write something first."))
    with inventory.change(tr("From a guest")) as change:
        return _leave(change, item_id, text, by, media_id)


def leave_files(
    inventory: Inventory,
    item_id: str,
    paths: Iterable[Path],
    by: str = "",
    progress: Progress = silent,
) -> ImportReport:
    """Bring a guest's photos and recordings into the tray, each with a contribution.

    A stop keeps what was read until then, with its contributions, and raises ``Cancelled``.
    """
    _need_item(inventory, item_id)
    before = {one.id for one in queries.tray(inventory)}
    try:
        report = import_photos(inventory, paths, progress=progress)
    except Cancelled:
        fresh = [one.id for one in queries.tray(inventory) if one.id not in before]
        _leave_media(inventory, item_id, fresh, by)
        raise
    brought = [file.media_id for file in report.files if file.media_id]
    _leave_media(inventory, item_id, brought, by)
    return report


def _leave_media(inventory: Inventory, item_id: str, media: Iterable[str], by: str) -> None:
    there = {one.media for one in waiting(inventory) if one.item == item_id}
    with inventory.change(tr("From a guest")) as change:
        for one in dict.fromkeys(media):
            if one not in there:
                _leave(change, item_id, "", by, one)


def _leave(change: Change, item_id: str, text: str, by: str, media_id: str | None) -> Contribution:
    return change.add(
        Contribution(
            id="", item=item_id, text=text.strip() or None, by=by.strip() or None,
            media=media_id, on=items.today(),
        )
    )  # fmt: skip


def _need_item(inventory: Inventory, item_id: str) -> None:
    if inventory.get(Item, item_id) is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=item_id))


def waiting(inventory: Inventory) -> list[Contribution]:
    """Return the contributions nobody has taken up yet, oldest first."""
    found = [one for one in inventory.all(Contribution) if not one.taken_up]
    return sorted(found, key=lambda one: (one.on or "", one.id))


def take_up(inventory: Inventory, contribution_id: str, attach: bool = False) -> None:
    """Take a contribution out of the tray; with ``attach`` its photo shows the item from now on."""
    found = inventory.get(Contribution, contribution_id)
    if found is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=contribution_id))
    with inventory.change(tr("Take up what a guest left")) as change:
        change.set(Contribution, found.id, "taken_up", True)
        if attach and found.media and found.item:
            items.attach(inventory, [found.media], found.item)


def answer(
    inventory: Inventory,
    item_id: str,
    person_id: str | None,
    result: str,
    corrections: str = "",
    proof: str | None = None,
    media_id: str | None = None,
) -> ReadBack:
    """Keep what an elder answered when the record was read back; ``result`` is one of RESULTS."""
    _need_item(inventory, item_id)
    if result not in RESULTS:
        raise HeritageError(
            tr("{result} is no answer; use one of {results}.", result=result,
               results=", ".join(RESULTS))
        )  # fmt: skip
    with inventory.change(tr("Read back")) as change:
        return change.add(
            ReadBack(
                id="", item=item_id, person=person_id, date=items.today(), result=result,
                corrections=corrections.strip() or None, proof=proof or None, evidence=media_id,
                read_by=inventory.author or None,
            )
        )  # fmt: skip
