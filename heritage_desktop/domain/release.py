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

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import TEXT_KINDS, Kind, R, Record, specs
from heritage_desktop.domain.item import Item, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink


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
    """Knows the whole picture: a photo of a sealed mask is as closed as the mask."""

    audience: Audience
    records: Collection[Record]
    printed: bool = False

    def open(self) -> Iterator[Record]:
        """Yield what may be shown of every record, in the order given."""
        for record in self.records:
            shown = self.release(record)
            if shown is not None:
                yield shown

    def release(self, record: Record) -> Record | None:
        """Return what may be shown of one record, or None."""
        if not self._is_open(record):
            return None
        shown = release(record, self.audience, precision=self._precision_for(record))
        return self._redacted(shown) if shown is not None else None

    def _is_open(self, record: Record) -> bool:
        if isinstance(record, Item):
            return record.id not in self.withheld
        if isinstance(record, Media):
            return record.id not in self._withheld_media
        if isinstance(record, MediaLink):
            return not {record.target, record.media} & (self.withheld | self._withheld_media)
        if isinstance(record, Relation):
            return not {record.subject, record.object} & self.withheld
        owner = record.id if type(record).entity in DETAILS else getattr(record, "item", None)
        return owner is None or (owner in self._items and owner not in self.withheld)

    @cached_property
    def _items(self) -> frozenset[str]:
        return frozenset(record.id for record in self._of(Item))

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The ids of the items that stay inside."""
        rule = printable if self.printed else allows
        return frozenset(
            item.id for item in self._of(Item) if not rule(item.access_level, self.audience)
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
    def _withheld_media(self) -> frozenset[str]:
        """Photos of anything withheld; and, outside the county, those nobody has described yet."""
        closed = set()
        for media in self._of(Media):
            targets = self._targets.get(media.id, frozenset())
            undescribed = not targets and self.audience is not Audience.COUNTY
            if undescribed or targets & self.withheld:
                closed.add(media.id)
        return frozenset(closed)

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
            if is_named(person, self.audience):
                continue
            label = shown_name(person, self.audience)
            for name in (*person.name.values(), person.romanised or ""):
                if len(name.strip()) >= _SHORTEST_NAME:
                    language = "en" if _LATIN.search(name) else "zh-Hans"
                    found[name.strip()] = label[language]
        named = {
            name
            for person in self._of(Person)
            if is_named(person, self.audience)
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
