# SPDX-License-Identifier: Apache-2.0
"""The one gate: what may leave the inventory in a print or export, for whom, and how exactly."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from heritage_desktop.domain.account import Assertion
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.agreement import Agreements
from heritage_desktop.domain.consent import Consent, Protocol
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import TEXT_KINDS, Kind, R, Record, owner_field, specs
from heritage_desktop.domain.item import Item, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink, Region, Segment
from heritage_desktop.domain.vocabulary import vocabulary


class Audience(StrEnum):
    """Who will hold the paper or the file."""

    VILLAGE = "village"
    COUNTY = "county"
    PUBLIC = "public"


#: Unset means that nobody asked for care; an unknown level is treated as sealed.
_ALLOWED: Mapping[Audience, frozenset[str | None]] = {
    Audience.VILLAGE: frozenset({None, "public", "community"}),
    Audience.COUNTY: frozenset({None, "public", "county"}),
    Audience.PUBLIC: frozenset({None, "public"}),
}

#: What a face or voice needs a yes to, by audience and whether it is printed.
_NEEDED: Mapping[tuple[Audience, bool], tuple[str, ...]] = {
    (Audience.VILLAGE, True): ("catalogue",),
    (Audience.VILLAGE, False): ("inventory",),
    (Audience.COUNTY, True): ("catalogue",),
    (Audience.COUNTY, False): ("share_county",),
    (Audience.PUBLIC, True): ("catalogue", "image_public"),
    (Audience.PUBLIC, False): ("image_public", "share_beyond"),
}

#: Stands for a person who is not to be named and has no label of their own.
UNNAMED: Mapping[str, str] = {"zh-Hans": "一位传承人", "en": "A bearer"}

_SHORTEST_NAME = 2
_LATIN = re.compile(r"[A-Za-z]")


def allows(level: str | None, audience: Audience) -> bool:
    """Tell whether an item of this access level may be shown to the audience."""
    return level in _ALLOWED[audience]


def printable(level: str | None, audience: Audience) -> bool:
    """Tell whether an item may stand in a printed catalogue; the county's own items never do."""
    return level != "county" and allows(level, audience)


def is_named(person: Person, audience: Audience) -> bool:
    """Tell whether a person's own name may be shown.

    A refusal holds for everybody. The public sees only names whose bearers agreed and chose no
    other label; village and county know their own people unless they refused.
    """
    if person.name_consent is False:
        return False
    if audience is Audience.PUBLIC:
        return person.name_consent is True and not person.pseudonym
    return True


def shown_name(person: Person, audience: Audience) -> Mapping[str, str]:
    """Return the name to show: the person's own, the chosen label, or 'a bearer'."""
    if is_named(person, audience):
        return person.name
    if person.pseudonym:
        return {"zh-Hans": person.pseudonym, "en": person.pseudonym}
    return UNNAMED


def release(record: Record, audience: Audience, *, precision: int = 0) -> Record | None:
    """Return what of a single record may be shown, or None.

    ``precision`` in metres coarsens its position. Records that hang on others (names, places,
    links, photos) need the whole picture: use ``Gate``.
    """
    if isinstance(record, Item) and not allows(record.access_level, audience):
        return None
    if isinstance(record, Person):
        record = _person(record, audience)
    if isinstance(record, Location):
        precision = max(precision, record.public_precision or 0)
    if audience is Audience.PUBLIC and precision > 0:
        record = _coarsened(record, precision)
    return _without_private_fields(record)


def _person(person: Person, audience: Audience) -> Person:
    if is_named(person, audience):
        return person
    return Person(id=person.id, name=dict(shown_name(person, audience)), village=person.village)


def _coarsened(record: Record, metres: int) -> Record:
    """Blur every position and drop what would undo it: text of the point, direction of view."""
    changes: dict[str, Any] = {}
    for name, spec in specs(type(record)).items():
        position = getattr(record, name)
        if spec.kind is Kind.POSITION and position is not None:
            changes[name] = position.coarsened(metres)
    if isinstance(record, Location):
        changes |= {"original": None, "note": None}
    elif isinstance(record, Media):
        changes |= {"direction": None}
    elif isinstance(record, Item):
        changes |= {"locality": {}}
    return dataclasses.replace(record, **changes)


def _without_private_fields(record: Record) -> Record:
    kept = {"id": record.id}
    kept |= {
        name: getattr(record, name) for name, spec in specs(type(record)).items() if spec.exported
    }
    return type(record)(**kept)


@dataclass(frozen=True)
class Gate:
    """Knows the whole picture: a photo of a sealed mask is as closed as the mask.

    ``today`` is an ISO day; where it is not given, every limit in time is taken as closed.
    """

    audience: Audience
    records: Collection[Record]
    printed: bool = False
    today: str = ""

    def open(self) -> Iterator[Record]:
        """Yield what may be shown of every record, in the order given."""
        for record in self.records:
            shown = self.release(record)
            if shown is not None:
                yield shown

    def release(self, record: Record) -> Record | None:
        """Return what may be shown of one record, or None."""
        if self.audience not in type(record).audiences or not self._is_open(record):
            return None
        if isinstance(record, Person):
            return _without_private_fields(self._person(record))
        shown = release(record, self.audience, precision=self._precision_for(record))
        return self._redacted(self._without_ends(shown)) if shown is not None else None

    def words(self, passage: Segment) -> Segment | None:
        """Return what may be read of a passage, or None; its recording may have to stay.

        A voice that has not agreed closes the sound and its own words, not those of others. A
        passage of which nobody said who speaks is as closed as the recording.
        """
        media = passage.media or ""
        heard = {passage.speaker} if passage.speaker else self._people_in.get(media, frozenset())
        if (
            media not in self._owners
            or media in self._closed_media
            or not allows(self._level(passage), self.audience)
            or self._closed_people & set(passage.people)
            or any(not self._may_show(person, media) for person in heard)
        ):
            return None
        shown = release(passage, self.audience)
        assert isinstance(shown, Segment)
        clean = self._redacted(self._without_ends(shown))
        return clean if isinstance(clean, Segment) else None

    def _is_open(self, record: Record) -> bool:
        if record.id in self.withheld or record.id in self._withheld_media:
            return False
        if isinstance(record, Item | Media | Person):
            return True
        if not allows(self._level(record), self.audience) or self._taken_back(record):
            return False
        if isinstance(record, MediaLink):
            return not {record.target, record.media} & (self.withheld | self._withheld_media)
        if isinstance(record, Relation):
            return not {record.subject, record.object} & self.withheld
        if isinstance(record, Segment) and self._closed_people & set(record.people):
            return False
        entity = type(record)
        key = "id" if entity.entity in DETAILS else owner_field(entity)
        if key is None:
            return True
        owner = getattr(record, key)
        closed = self.withheld | self._closed_people | self._withheld_media
        return owner in self._owners and owner not in closed

    def _level(self, record: Record) -> str | None:
        """Return the access level of one record, closed while it is kept back."""
        level: str | None = getattr(record, "access_level", None)
        until = getattr(record, "embargo_until", None)
        # A year or a month is kept back to its end: only as much of the day is compared.
        if until and not (self.today and self.today[: len(until)] > until):
            return "restricted" if level != "sealed" else level
        return level

    def _taken_back(self, record: Record) -> bool:
        """Tell whether the one who said it does not want it here any more."""
        teller = getattr(record, "said_by", None) if isinstance(record, Assertion) else None
        scopes = ("record", "inventory", *(("catalogue",) if self.printed else ()))
        return teller is not None and any(self.agreements.refuses(teller, s) for s in scopes)

    @cached_property
    def agreements(self) -> Agreements:
        """What the people agreed to."""
        return Agreements(self._of(Consent), self.today)

    @cached_property
    def _scopes(self) -> tuple[str, ...]:
        return _NEEDED[self.audience, self.printed]

    @cached_property
    def _closed_people(self) -> frozenset[str]:
        """Ids of the people of whom nothing but a label may be shown."""
        return frozenset(
            person.id
            for person in self._of(Person)
            if not allows(self._level(person), self.audience)
            or self.agreements.refuses(person.id, "inventory")
            or self.agreements.refuses(person.id, "record")
        )

    def _is_named(self, person: Person) -> bool:
        if person.id in self._closed_people or self.agreements.refuses(person.id, "name"):
            return False
        if self.agreements.grants(person.id, "name") and person.name_consent is not False:
            return self.audience is not Audience.PUBLIC or not person.pseudonym
        return is_named(person, self.audience)

    def _person(self, person: Person) -> Person:
        """Return the person, or the label that stands for them."""
        if self._is_named(person):
            return person
        village = None if person.id in self._closed_people else person.village
        label = shown_name(dataclasses.replace(person, name_consent=False), self.audience)
        return Person(id=person.id, name=dict(label), village=village)

    @cached_property
    def _owners(self) -> frozenset[str]:
        return frozenset(record.id for record in self.records)

    @cached_property
    def _protocols(self) -> Mapping[str, list[str]]:
        """Item id -> the access levels its community's labels ask for."""
        labels = vocabulary("tk_bc_label")
        found: dict[str, list[str]] = defaultdict(list)
        for one in self._of(Protocol):
            term = labels.term(one.code or "")
            least = term.mappings.get("minimum_access", "") if term else ""
            if least and one.applied != "suggested_by_team":
                found[one.item or ""].append(least)
        return found

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The ids of the items that stay inside."""
        rule = printable if self.printed else allows
        blocked = self.agreements.blocked(self._scopes)
        return frozenset(
            item.id
            for item in self._of(Item)
            if item.id in blocked
            or not all(
                rule(level, self.audience)
                for level in (self._level(item), *self._protocols.get(item.id, ()))
            )
        )

    @cached_property
    def _targets(self) -> Mapping[str, frozenset[str]]:
        """Media id -> ids of the records it shows."""
        found: dict[str, set[str]] = defaultdict(set)
        for link in self._of(MediaLink):
            if link.media and link.target:
                found[link.media].add(link.target)
        return {media: frozenset(targets) for media, targets in found.items()}

    @cached_property
    def _seen_in(self) -> Mapping[str, frozenset[str]]:
        """Media id -> people marked on the photo or speaking in the recording."""
        found: dict[str, set[str]] = defaultdict(set)
        for region in self._of(Region):
            if region.media and region.person:
                found[region.media].add(region.person)
        for segment in self._of(Segment):
            if segment.media and segment.speaker:
                found[segment.media].add(segment.speaker)
        return {media: frozenset(people) for media, people in found.items()}

    @cached_property
    def _people_in(self) -> Mapping[str, frozenset[str]]:
        """Media id -> who is seen or heard in it: linked, named in a consent, marked, speaking."""
        people = {person.id for person in self._of(Person)}
        linked = {media: targets & people for media, targets in self._targets.items()}
        found: dict[str, frozenset[str]] = defaultdict(frozenset)
        for shown in (linked, self.agreements.shown_in(), self._seen_in):
            for media, here in shown.items():
                found[media] |= here
        return found

    @cached_property
    def _closed_media(self) -> frozenset[str]:
        """Photos of anything withheld; and, outside the county, those nobody has described yet."""
        closed = set(self.agreements.blocked(self._scopes))
        for media in self._of(Media):
            targets = self._targets.get(media.id, frozenset())
            undescribed = not targets and self.audience is not Audience.COUNTY
            if (
                undescribed
                or targets & self.withheld
                or not allows(self._level(media), self.audience)
            ):
                closed.add(media.id)
        return frozenset(closed)

    @cached_property
    def _withheld_media(self) -> frozenset[str]:
        """The closed ones, and those of somebody who has not agreed."""
        return self._closed_media | {
            media.id
            for media in self._of(Media)
            if any(not self._may_show(one, media.id) for one in self._people_in.get(media.id, ()))
        }

    def _may_show(self, person: str, media: str) -> bool:
        """K1: a face or voice leaves only with an active consent for this use."""
        return all(self.agreements.grants(person, scope, media) for scope in self._scopes)

    @property
    def withheld_media(self) -> frozenset[str]:
        """The ids of the photos and recordings that stay inside."""
        return self._withheld_media

    def _without_ends(self, record: Record) -> Record:
        """Take out references to what stays inside."""
        changes: dict[str, Any] = {}
        closed = self.withheld | self._withheld_media
        for name, spec in specs(type(record)).items():
            value = getattr(record, name)
            if spec.kind is Kind.REFERENCE and value in closed:
                changes[name] = None
            elif spec.kind is Kind.REFERENCES and closed & set(value):
                changes[name] = tuple(one for one in value if one not in closed)
        return dataclasses.replace(record, **changes) if changes else record

    @cached_property
    def _precision(self) -> Mapping[str, int]:
        """Item or media id -> the coarsest precision asked for, in metres."""
        found: dict[str, int] = defaultdict(int)
        for place in self._of(Location):
            if place.item:
                found[place.item] = max(found[place.item], place.public_precision or 0)
        for media, targets in self._targets.items():
            found[media] = max((found.get(target, 0) for target in targets), default=0)
        return dict(found)

    def _precision_for(self, record: Record) -> int:
        owner = record.item if isinstance(record, Location) else record.id
        return self._precision.get(owner or "", 0)

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        """Names that must not be read anywhere -> what stands instead."""
        found: dict[str, str] = {}
        for person in self._of(Person):
            if self._is_named(person):
                continue
            label = self._person(person).name
            for name in (*person.name.values(), person.romanised or ""):
                if len(name.strip()) >= _SHORTEST_NAME:
                    language = "en" if _LATIN.search(name) else "zh-Hans"
                    found[name.strip()] = label[language]
        named = {
            name
            for person in self._of(Person)
            if self._is_named(person)
            for name in person.name.values()
        }
        return {name: label for name, label in found.items() if name not in named}

    @cached_property
    def _alias_pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self._aliases, key=len, reverse=True)
        if not longest_first:
            return None
        parts = [
            rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
            for name in longest_first
        ]
        return re.compile("|".join(parts))

    def _redacted(self, record: Record) -> Record:
        """Replace the names of people who are not to be named in every text of the record."""
        pattern = self._alias_pattern
        if pattern is None or isinstance(record, Person):
            return record
        changes = {}
        for name, value in _texts(record):
            clean = _replaced(pattern, self._aliases, value)
            if clean != value:
                changes[name] = clean
        return dataclasses.replace(record, **changes) if changes else record

    def _of(self, entity: type[R]) -> list[R]:
        return [record for record in self.records if isinstance(record, entity)]


def _texts(record: Record) -> Iterable[tuple[str, Any]]:
    for name, spec in specs(type(record)).items():
        if spec.kind in TEXT_KINDS and getattr(record, name):
            yield name, getattr(record, name)


def _replaced(pattern: re.Pattern[str], aliases: Mapping[str, str], value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _replaced(pattern, aliases, text) for key, text in value.items()}
    return pattern.sub(lambda match: aliases[match.group()], value)
