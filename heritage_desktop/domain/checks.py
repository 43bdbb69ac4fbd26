# SPDX-License-Identifier: Apache-2.0
"""What is missing or odd in a record: findings to look at, never a reason to lose words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.fields import TEXT_KINDS, Kind, R, Record, specs
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr

Level = Literal["E", "S", "W", "I"]

FAR_FROM_VILLAGE_M = 3000
FAR_FROM_PHOTO_M = 200
POOR_ACCURACY_M = 200
#: Types whose exact place invites digging or theft.
AT_RISK = frozenset(
    {"tomb", "burial_mound", "cemetery", "grotto", "archaeological_site", "ruin", "rock_art"}
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_MARKUP = re.compile(r"-\{|&(?:nbsp|amp|lt|gt|quot);|</?[a-zA-Z][^>]*>")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a record does not meet; E blocks, S blocks submitting, W and I advise."""

    rule: str
    level: Level
    entity: str
    record: str
    field: str
    text: str

    def to_json(self) -> dict[str, str]:
        """Return the documented shape of ``check --json``."""
        return {
            "rule": self.rule,
            "level": str(self.level),
            "entity": self.entity,
            "record": self.record,
            "field": self.field,
            "text": self.text,
        }


@dataclass(frozen=True)
class Sheet:
    """An item with everything that hangs on it, as the rules look at it."""

    item: Item
    names: Sequence[ItemName] = ()
    places: Sequence[Location] = ()
    photos: Sequence[Media] = ()
    village: Village | None = None
    intangible: IntangibleDetail | None = None
    bearers: int = 0
    parts: Sequence[Record] = ()

    def of(self, entity: type[R]) -> list[R]:
        """Return the parts of one sort."""
        return [part for part in self.parts if isinstance(part, entity)]

    def unsaid(self, entity: str, field: str) -> bool:
        """Tell whether somebody wrote down why a field is empty."""
        key = field if entity == "item" else f"{entity}.{field}"
        return any(code.rpartition(":")[0] == key for code in self.item.unsaid)


def without_markup(name: str) -> str:
    """Return a name without markup, entities and direction marks."""
    return _MARKUP.sub("", _BIDI.sub("", name))


def check_sheet(sheet: Sheet, today: str) -> list[Finding]:
    """Return the findings of one item; ``today`` is an ISO day."""
    rules = (names, preferred_names, places, risky_place, photos, completeness, practice)
    found = [finding for rule in rules for finding in rule(sheet)]
    found += dates(sheet.item, today)
    found += private_numbers(sheet.item)
    return found


def names(sheet: Sheet) -> Iterator[Finding]:
    """N1: at least one name, clean of markup and direction tricks."""
    if not any((name.value or "").strip() for name in sheet.names):
        yield _finding("N1", "E", sheet.item, "names", tr("The item has no name; write one."))
    for name in sheet.names:
        value = name.value or ""
        if _BIDI.search(value) or _MARKUP.search(value):
            text = tr("The name “{name}” holds hidden characters or markup.", name=value)
            yield _finding("N1", "E", name, "value", text)
        elif not unicodedata.is_normalized("NFC", value):
            text = tr("The name “{name}” is written with split accents.", name=value)
            yield _finding("N1", "E", name, "value", text)


def preferred_names(sheet: Sheet) -> Iterator[Finding]:
    """N2: one preferred name for each language."""
    chosen = Counter(name.language for name in sheet.names if name.preferred)
    for language, count in chosen.items():
        if count > 1:
            text = tr("{n} names in one language are marked as preferred; keep one.", n=count)
            yield _finding("N2", "E", sheet.item, "names", f"{text} ({language})")


def places(sheet: Sheet) -> Iterator[Finding]:
    """L1, L2, L5: a real point, near its village, known well enough."""
    for place in sheet.places:
        position = place.position
        if position is None:
            continue
        if position.lat == 0 and position.lon == 0:
            text = tr("The position 0, 0 lies in the ocean; remove it or write the right one.")
            yield _finding("L1", "E", place, "position", text)
            continue
        centre = sheet.village.position if sheet.village else None
        if centre and (far := distance_m(position, centre)) > FAR_FROM_VILLAGE_M:
            text = tr("The position is {km} km from the village centre.", km=f"{far / 1000:.1f}")
            yield _finding("L2", "W", place, "position", text)
        if position.accuracy_m is not None and position.accuracy_m > POOR_ACCURACY_M:
            text = tr("The position is only known to {m} m.", m=round(position.accuracy_m))
            yield _finding("L5", "W", place, "position", text)


def risky_place(sheet: Sheet) -> Iterator[Finding]:
    """K4: the exact place of tombs, sites and unguarded objects is not for everybody."""
    item = sheet.item
    at_risk = item.type in AT_RISK or item.kind == "movable"
    if not at_risk or item.access_level not in (None, "public"):
        return
    for place in sheet.places:
        if place.position is not None and not place.public_precision:
            text = tr("The exact place would be public; set its public precision.")
            yield _finding("K4", "W", place, "public_precision", text)


def photos(sheet: Sheet) -> Iterator[Finding]:
    """L7: a photo taken far from the item."""
    points: list[Position] = [place.position for place in sheet.places if place.position]
    if not points:
        return
    for media in sheet.photos:
        if media.position is None:
            continue
        near = min(distance_m(media.position, point) for point in points)
        if near > FAR_FROM_PHOTO_M:
            text = tr("The photo was taken {m} m from the item.", m=round(near))
            yield _finding("L7", "I", media, "position", text)


def completeness(sheet: Sheet) -> Iterator[Finding]:
    """Q1: what a reader of the catalogue would miss."""
    item = sheet.item
    for name, spec in specs(Item).items():
        if spec.required and not getattr(item, name) and not sheet.unsaid("item", name):
            text = tr("“{field}” is empty.", field=tr(spec.label))
            yield _finding("Q1", "S", item, name, text)
    if not any(media.media_type == "photo" for media in sheet.photos):
        yield _finding("Q1", "S", item, "photos", tr("The item has no photo."))
    if item.kind != "intangible" and not any(place.position for place in sheet.places):
        yield _finding("Q1", "S", item, "places", tr("The item has no place."))
    if not any(item.summary.values()) and not sheet.unsaid("item", "summary"):
        yield _finding("Q1", "S", item, "summary", tr("The item has no summary."))


def practice(sheet: Sheet) -> Iterator[Finding]:
    """V2: the least that is asked of a living practice."""
    item = sheet.item
    if item.kind != "intangible":
        return
    detail = sheet.intangible or IntangibleDetail(id=item.id)
    for name in ("domain", "community", "viability"):
        if not getattr(detail, name) and not sheet.unsaid("intangible", name):
            text = tr("“{field}” is empty.", field=tr(specs(IntangibleDetail)[name].label))
            yield _finding("V2", "S", detail, name, text)
    if not sheet.bearers:
        yield _finding("V2", "S", item, "bearers", tr("No bearer of the practice is named."))


def dates(item: Item, today: str) -> Iterator[Finding]:
    """D1, D4: the recording day is a day, and has come."""
    day = item.recorded_on
    if not day:
        return
    if not _DAY.match(day):
        text = tr("“{date}” is not a date; write 2026-05-18.", date=day)
        yield _finding("D1", "E", item, "recorded_on", text)
    elif day > today[: len(day)]:
        text = tr("The date {date} has not come yet.", date=day)
        yield _finding("D4", "E", item, "recorded_on", text)


def private_numbers(record: Record) -> Iterator[Finding]:
    """P2: telephone and identity numbers do not belong into texts that may be printed."""
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if spec.kind not in TEXT_KINDS or not spec.exported or not value:
            continue
        texts = value.values() if spec.kind is Kind.LOCALISED else (value,)
        if any(_MOBILE.search(text) or _has_identity_number(text) for text in texts):
            text = tr("“{field}” holds a telephone or identity number.", field=tr(spec.label))
            yield _finding("P2", "W", record, name, text)


def _has_identity_number(text: str) -> bool:
    """GB 11643: the last character is a check over the first seventeen."""
    for match in _IDENTITY.finditer(text):
        digits = match.group().upper()
        total = sum(
            int(digit) * weight
            for digit, weight in zip(digits[:17], _IDENTITY_WEIGHTS, strict=True)
        )
        if _IDENTITY_CHECKS[total % 11] == digits[17]:
            return True
    return False


def twins(
    items: Iterable[Item],
    names: Mapping[str, Sequence[ItemName]],
    answered: Collection[frozenset[str]] = frozenset(),
) -> Iterator[Finding]:
    """N3: the same kind and name in the same village; ``names`` by item id.

    Pairs that were ``answered`` are not told again.
    """
    seen: dict[tuple[str | None, str | None, str], list[Item]] = defaultdict(list)
    for item in items:
        for value in {(name.value or "").strip() for name in names.get(item.id, ())} - {""}:
            seen[item.kind, item.village, value.casefold()].append(item)
    told: set[str] = set()
    for same in seen.values():
        for item in same[1:]:
            pair = frozenset((same[0].id, item.id))
            if item.id not in told and pair not in answered:
                told.add(item.id)
                text = tr("Another item of this village has the same name; is it the same one?")
                yield _finding("N3", "W", item, "names", text)


def said_later(item: Item, label: str, said: str) -> Finding:
    """N4: another record of the same place says something that nobody has looked at."""
    text = tr("Another record of this place says: {label}: {text}", label=label, text=said)
    return _finding("N4", "W", item, "", text)


def relations(rows: Sequence[Relation], kinds: Mapping[str, str]) -> Iterator[Finding]:
    """R1: no link to itself, no circle of parts, ends that fit; ``kinds`` by record id.

    The kind of an item is its item kind, of any other record its entity name.
    """
    terms = vocabulary("relation_type")
    for row in rows:
        if row.subject and row.subject == row.object:
            yield _finding("R1", "E", row, "object", tr("The record is linked to itself."))
        term = terms.term(row.type or "")
        if term is None:
            continue
        ends = ((row.subject, term.domain), (row.object, term.range))
        if any(not _fits(kinds.get(end or ""), allowed) for end, allowed in ends):
            text = tr("The link “{link}” does not fit these two records.", link=row.type)
            yield _finding("R1", "E", row, "type", text)
    yield from _circles(rows)


def _fits(kind: str | None, allowed: Sequence[str]) -> bool:
    if kind is None or not allowed or "any" in allowed:
        return True
    groups = {kind}
    if kind in ("immovable", "movable", "intangible", "landscape"):
        groups |= {"item"} if kind == "intangible" else {"item", "tangible"}
        groups |= {"place"} if kind in ("immovable", "landscape") else set()
    if kind == "village":
        groups.add("place")
    return bool(groups & set(allowed))


def _circles(rows: Sequence[Relation]) -> Iterator[Finding]:
    for sort in ("part_of", "within"):
        above: dict[str, list[Relation]] = defaultdict(list)
        for row in rows:
            if row.type == sort and row.subject and row.object and row.subject != row.object:
                above[row.subject].append(row)
        for row in (row for several in list(above.values()) for row in several):
            if _reaches(above, row.object or "", row.subject or ""):
                yield _finding("R1", "E", row, "object", tr("The links go round in a circle."))


def _reaches(above: Mapping[str, Sequence[Relation]], start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        for row in above.get(here, ()):
            if row.object and row.object not in seen:
                seen.add(row.object)
                waiting.append(row.object)
    return False


def _finding(rule: str, level: Level, record: Record, field: str, text: str) -> Finding:
    return Finding(rule, level, type(record).entity, record.id, field, text)
