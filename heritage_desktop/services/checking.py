# SPDX-License-Identifier: Apache-2.0
"""All rules over all records, what is still missing, and the repairs there are."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from heritage_desktop.domain import care_checks, checks
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.agreement import Agreements
from heritage_desktop.domain.checks import Finding, Sheet
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.datums import looks_like_gcj02, looks_swapped, to_wgs84
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import R, Record, owner_field, owner_types
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink, Region
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.services import twins
from heritage_desktop.services.items import today
from heritage_desktop.storage import handouts, joining
from heritage_desktop.storage.inventory import Inventory

#: Parts the rules look at; the others have none.
_LOOKED_AT = frozenset(
    {"dating", "phase", "measurement", "condition_assessment", "damage", "viability_assessment",
     "protocol", "read_back"}
)  # fmt: skip


class _Picture:
    """Everything the rules need, read once: 20,000 items must not mean 200,000 questions."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.today = today()

    def _grouped(self, entity: type[R], key: str) -> Mapping[str, list[R]]:
        found: dict[str, list[R]] = defaultdict(list)
        for record in self.inventory.all(entity):
            found[getattr(record, key) or ""].append(record)
        return found

    @cached_property
    def items(self) -> list[Item]:
        return self.inventory.all(Item)

    @cached_property
    def names(self) -> Mapping[str, list[ItemName]]:
        return self._grouped(ItemName, "item")

    @cached_property
    def places(self) -> Mapping[str, list[Location]]:
        return self._grouped(Location, "item")

    @cached_property
    def villages(self) -> Mapping[str, Village]:
        return {one.id: one for one in self.inventory.all(Village)}

    @cached_property
    def media(self) -> Mapping[str, Media]:
        return {one.id: one for one in self.inventory.all(Media)}

    @cached_property
    def links(self) -> Mapping[str, list[MediaLink]]:
        return self._grouped(MediaLink, "target")

    @cached_property
    def practices(self) -> Mapping[str, IntangibleDetail]:
        return {one.id: one for one in self.inventory.all(IntangibleDetail)}

    @cached_property
    def relations(self) -> list[Relation]:
        return self.inventory.all(Relation)

    @cached_property
    def bearers(self) -> Counter[str]:
        return Counter(one.subject or "" for one in self.relations if one.type == "carried_by")

    @cached_property
    def marks(self) -> Mapping[str, list[Region]]:
        """Photo -> the damages marked on it."""
        found = self._grouped(Region, "media")
        return {media: [one for one in marks if one.damage] for media, marks in found.items()}

    @cached_property
    def parts(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for name, entity in ENTITIES.items():
            if name in _LOOKED_AT and "item" in owner_types(entity):
                for owner, records in self._grouped(entity, owner_field(entity) or "").items():
                    found[owner] += records
        return found

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {one.id: one for one in self.inventory.all(Person)}

    @cached_property
    def consents(self) -> Mapping[str, list[Consent]]:
        return self._grouped(Consent, "who")

    def sheet(self, item: Item) -> Sheet:
        """Return an item with everything that hangs on it."""
        media = [self.media.get(link.media or "") for link in self.links.get(item.id, ())]
        marked = [mark for one in media if one for mark in self.marks.get(one.id, ())]
        return Sheet(
            item,
            self.names.get(item.id, ()),
            self.places.get(item.id, ()),
            [one for one in media if one is not None],
            self.villages.get(item.village or ""),
            self.practices.get(item.id),
            self.bearers[item.id],
            [*self.parts.get(item.id, ()), *marked],
        )


def findings(
    inventory: Inventory, items: Sequence[str] | None = None, progress: Progress = silent
) -> list[Finding]:
    """Return what the rules find, over all records or the items named."""
    picture = _Picture(inventory)
    wanted = [one for one in picture.items if items is None or one.id in items]
    found: list[Finding] = []
    for done, item in enumerate(wanted):
        if done % 200 == 0:
            progress(done, len(wanted))
        found += _of_item(picture, item)
    answered = {one.key for one in joining.answers(inventory)}
    found += checks.twins(wanted, picture.names, answered)
    found += _said_later(inventory, wanted)
    if items is None:
        kinds = {one.id: one.kind or "" for one in wanted}
        found += checks.relations(picture.relations, kinds)
        found += _of_people(picture)
    return found


def _of_item(picture: _Picture, item: Item) -> list[Finding]:
    sheet = picture.sheet(item)
    found = checks.check_sheet(sheet, picture.today) + care_checks.check_care(sheet)
    centre = sheet.village.position if sheet.village else None
    points = {place.id: place.position for place in sheet.places if place.position}
    if points:
        around = [*points.values(), *([centre] if centre else [])]
        swapped = {key: looks_swapped(point, centre) for key, point in points.items()}
        shifted = {
            key: looks_like_gcj02(point, [one for one in around if one is not point])
            for key, point in points.items()
        }
        found += care_checks.datums(sheet, swapped, shifted)
    return found


def _said_later(inventory: Inventory, wanted: Sequence[Item]) -> list[Finding]:
    groups = joining.groups(inventory)
    return [
        checks.said_later(item, late.label, late.text)
        for item in wanted
        if item.id in groups
        for late in twins.heard(inventory, item.id)
    ]


def _of_people(picture: _Picture) -> list[Finding]:
    found: list[Finding] = []
    every = [one for several in picture.consents.values() for one in several]
    for person in picture.people.values():
        mine = picture.consents.get(person.id, [])
        found += care_checks.people(person, mine, picture.today)
        found += checks.private_numbers(person)
    seen: dict[str, list[str]] = defaultdict(list)
    for person_id in picture.people:
        for link in picture.links.get(person_id, ()):
            seen[link.media or ""].append(person_id)
    agreements = Agreements(every, picture.today)
    found += care_checks.faces(list(picture.media.values()), seen, agreements)
    found += care_checks.lapsed(every, picture.today, handouts.counts(picture.inventory))
    return found


# Repairs


def _clean_names(inventory: Inventory, finding: Finding) -> dict[str, Any]:
    value = getattr(inventory.get(ItemName, finding.record), "value", "") or ""
    kept = "".join(ch for ch in checks.without_markup(value) if ch.isprintable())
    return {"value": unicodedata.normalize("NFC", kept).strip()}


def _swap(inventory: Inventory, finding: Finding) -> dict[str, Any]:
    place = inventory.get(Location, finding.record)
    point = place.position if place else None
    return {"position": Position(point.lon, point.lat, source=point.source)} if point else {}


def _from_gcj02(inventory: Inventory, finding: Finding) -> dict[str, Any]:
    place = inventory.get(Location, finding.record)
    point = place.position if place else None
    if place is None or point is None:
        return {}
    return {"position": to_wgs84(point.lat, point.lon, "gcj02"),
            "original": place.original or str(point)}  # fmt: skip


#: Rule -> what the repair is called and the fields it writes.
_REPAIRS: Mapping[str, tuple[Callable[[], str], Callable[[Inventory, Finding], dict[str, Any]]]] = {
    "N1": (lambda: tr("Clean the name"), _clean_names),
    "L1": (lambda: tr("Remove the position"), lambda _i, _f: {"position": None}),
    "L3": (lambda: tr("Exchange the two"), _swap),
    "L4": (lambda: tr("Convert from the Chinese map"), _from_gcj02),
    "K3": (
        lambda: tr("Let only the community see it"),
        lambda _i, _f: {"access_level": "community"},
    ),
    "K4": (lambda: tr("Show it to 1 km only"), lambda _i, _f: {"public_precision": 1000}),
    "D2": (lambda: tr("Take the reading of what was told"), lambda _i, _f: {"edtf": None}),
    "N4": (lambda: tr("Put it beside what stands here"), lambda _i, _f: {}),
    "C3": (lambda: tr("Set to gone"), lambda _i, _f: {"presence": "gone"}),
}


def repair_label(finding: Finding) -> str:
    """Return what one click would do about a finding, '' when only a person can tell."""
    if finding.rule not in _REPAIRS or not _fits(finding):
        return ""
    return _REPAIRS[finding.rule][0]()


def _fits(finding: Finding) -> bool:
    """The same rule may point to a field that no click can fill."""
    return not (
        (finding.rule == "N1" and finding.entity != "item_name")
        or (finding.rule == "C3" and finding.field != "presence")
    )


def repair(inventory: Inventory, finding: Finding) -> bool:
    """Do what ``repair_label`` says, as one step; False where there is nothing to do."""
    label = repair_label(finding)
    if not label:
        return False
    if finding.rule == "N4":
        return bool(twins.take_over(inventory, finding.record))
    values = _REPAIRS[finding.rule][1](inventory, finding)
    with inventory.change(label) as change:
        for name, value in values.items():
            change.set(ENTITIES[finding.entity], finding.record, name, value)
    return bool(values)


# Scores and coverage


@dataclass(frozen=True, slots=True)
class Score:
    """How far an item is: shares from 0 to 100, and what is still wanted for each."""

    catalogue: int
    county: int
    missing_catalogue: tuple[str, ...]
    missing_county: tuple[str, ...]


def score(inventory: Inventory, item_id: str) -> Score | None:
    """Return how ready one item is for the catalogue and for the county."""
    item = inventory.get(Item, item_id)
    return _score(_Picture(inventory), item) if item else None


def scores(inventory: Inventory) -> dict[str, Score]:
    """Return how ready every item is, by id."""
    picture = _Picture(inventory)
    return {item.id: _score(picture, item) for item in picture.items}


def _score(picture: _Picture, item: Item) -> Score:
    sheet = picture.sheet(item)
    tangible = item.kind != "intangible"
    detail = sheet.intangible or IntangibleDetail(id=item.id)
    book = {
        tr("Name"): any((name.value or "").strip() for name in sheet.names),
        tr("Village"): bool(item.village),
        tr("Summary"): any(item.summary.values()) or sheet.unsaid("item", "summary"),
        tr("Photo"): any(media.media_type == "photo" for media in sheet.photos),
        tr("Place") if tangible else tr("Domain"): (
            any(place.position for place in sheet.places) if tangible else bool(detail.domain)
        ),
    }
    state = {part.entity for part in sheet.parts}
    office = {
        **book,
        tr("Recorder"): bool(item.recorder and item.recorded_on),
        tr("Survey"): bool(item.survey_type) or sheet.unsaid("item", "survey_type"),
        tr("Read back"): "read_back" in state,
    }
    if tangible:
        office[tr("Type")] = bool(item.type) or item.kind != "immovable"
        office[tr("Ownership")] = bool(item.ownership) or sheet.unsaid("item", "ownership")
        office[tr("Condition")] = bool(item.condition) or "condition_assessment" in state
    else:
        office[tr("Community")] = bool(detail.community) or sheet.unsaid("intangible", "community")
        office[tr("Bearer")] = bool(sheet.bearers)
        office[tr("Vitality")] = bool(detail.viability) or "viability_assessment" in state
    return Score(_share(book), _share(office), _wanted(book), _wanted(office))


def _share(asked: Mapping[str, bool]) -> int:
    return round(100 * sum(asked.values()) / len(asked))


def _wanted(asked: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(name for name, there in asked.items() if not there)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one village has of one kind: items, ready ones, and places looked at in vain."""

    village: str
    kind: str
    items: int
    ready: int
    none_found: int


def coverage(inventory: Inventory) -> list[Coverage]:
    """Return the coverage by village and kind; "looked, none found" counts as looked at."""
    picture = _Picture(inventory)
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in picture.items:
        groups[item.village or "", item.kind or ""].append(item)
    made = []
    for (village, kind), items in sorted(groups.items()):
        there = [one for one in items if one.presence != "looked_none_found"]
        ready = sum(_score(picture, one).catalogue == 100 for one in there)
        made.append(Coverage(village, kind, len(there), ready, len(items) - len(there)))
    return made
