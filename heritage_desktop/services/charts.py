# SPDX-License-Identifier: Apache-2.0
"""What the charts show: the year of the festivals, the lines of teachers, the course of a state.

Each question takes an ``audience``: without one it answers for the people who keep the inventory;
with one it answers through the release gate, for a picture that leaves the program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import fmean
from typing import Any, NamedTuple

from heritage_desktop.domain.agent import BearerProfile, Person
from heritage_desktop.domain.assessment import ConditionAssessment, ViabilityAssessment
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import R, Record
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Relation
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.domain.use import Transmission
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.items import today as this_day
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

#: Older than this, the only one who knows a practice is its last link.
LAST_LINK_AGE = 75
_OLDEST = 105  # nobody said that they died, but they would be older than anybody
_UNKNOWN = "unknown"  # has no height on a scale
_DAY = re.compile(r"(\d{3}[\dX])(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_SWEEPS = 8
_BEND = 0.35
_YEARS_AHEAD = 13  # some rites come round once in twelve years


_Pair = tuple[str, str]
_Bends = tuple[tuple[float, float], ...]
_Slot = tuple[str, str, int]  # a person and ''; or both ends of an edge that passes a layer


@dataclass(frozen=True, slots=True)
class WheelEntry:
    """One day on which a practice happens."""

    item: str
    title: str
    day: date
    recurrence_text: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A practice whose day cannot be computed from what is written."""

    item: str
    title: str
    recurrence_text: str


class Wheel(NamedTuple):
    """The days of one year, what has no day, and the next day of each practice."""

    entries: list[WheelEntry]
    unplaced: list[Unplaced]
    upcoming: list[WheelEntry]


@dataclass(frozen=True, slots=True)
class Node:
    """A person of a lineage; ``layer`` counts from the first teachers, ``row`` is within it."""

    person: str
    name: str
    birth_year: int | None
    alive: bool | None
    learners: int
    last_link: bool
    generation: int | None
    modes: tuple[str, ...]
    layer: int
    row: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Teacher to learner, led by ``bends`` past other boxes; a ``back`` edge closes a circle."""

    teacher: str
    learner: str
    mode: str
    generation: int | None
    bends: _Bends = ()
    back: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who taught whom; from ``loose_row`` on those without teacher or learner."""

    nodes: list[Node]
    edges: list[Edge]
    loose_row: float | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How things stood on one day; ``level`` counts down the scale from 0, the best."""

    item: str
    written: str
    date: date | None
    level: int | None
    label: str
    compared: str
    photo_media_id: str | None


class _Source:
    """Reads records as they are, or what the gate lets through for an audience."""

    def __init__(self, inventory: Inventory, audience: str | None) -> None:
        self.inventory = inventory
        self._released: list[Record] | None = None
        if audience is not None:
            gate = Gate(Audience(audience), gather(inventory), today=this_day())
            self._released = list(gate.open())

    def all(self, entity: type[R], **equals: Any) -> list[R]:
        """Return the records of one sort whose fields equal the given values."""
        if self._released is None:
            return self.inventory.all(entity, **equals)
        return [
            record
            for record in self._released
            if isinstance(record, entity)
            and all(getattr(record, name) == value for name, value in equals.items())
        ]

    def title(self, record: str) -> str:
        """Return what an item or person is called."""
        if self._released is None:
            return queries.title_of(self.inventory, record)
        for person in self.all(Person, id=record):
            return queries.localised(person.name)
        return queries.pick_names(self.all(ItemName, item=record))[0]


def title(inventory: Inventory, item_id: str | None, audience: str | None = None) -> str:
    """Return the name a chart of this item may carry; '' for none."""
    return _Source(inventory, audience).title(item_id) if item_id else ""


def year_wheel(inventory: Inventory, year: int, today: date, audience: str | None = None) -> Wheel:
    """Return the days of ``year`` on which practices happen, those without a day, and the next."""
    source = _Source(inventory, audience)
    live = {item.id for item in source.all(Item)}
    made = Wheel([], [], [])
    for detail in source.all(IntangibleDetail):
        written = (detail.recurrence or "").strip()
        if not written or detail.id not in live:
            continue
        name, (said, days) = source.title(detail.id), _days(written, year)
        made.entries.extend(WheelEntry(detail.id, name, day, said) for day in days)
        coming = (_days(written, today.year + step)[1] for step in range(_YEARS_AHEAD))
        soonest = next((day for later in coming for day in later if day >= today), None)
        if soonest is not None:
            made.upcoming.append(WheelEntry(detail.id, name, soonest, said))
        elif not days:
            made.unplaced.append(Unplaced(detail.id, name, said))
    for entries in (made.entries, made.upcoming):
        entries.sort(key=lambda entry: (entry.day, entry.title, entry.item))
    made.unplaced.sort(key=lambda entry: (entry.title, entry.item))
    return made


def _days(written: str, year: int) -> tuple[str, list[date]]:
    """Return how a recurrence reads, and its days in a year; none where they are not known."""
    from heritage_desktop.domain import recurrence

    found = recurrence.read(written)
    if found is None:
        return written, []
    said = recurrence.show(found, language()) or written
    try:
        return said, sorted(set(recurrence.occurrences(found, year)))
    except (HeritageError, ValueError):
        return said, []


@dataclass(slots=True)
class _Line:
    """What is known of the people of one chart before they have places."""

    people: dict[str, Person]
    edges: dict[_Pair, Edge]
    #: Item -> who carries it.
    bearers: dict[str, set[str]]
    stated: dict[str, int]


def lineage(
    inventory: Inventory,
    item_id: str | None,
    today: date | None = None,
    audience: str | None = None,
) -> Lineage:
    """Return who taught whom one practice, or all of them, with a place for each person."""
    source = _Source(inventory, audience)
    line = _line(source, item_id)
    now = today or date.fromisoformat(this_day())
    living = {p.id for p in inventory.all(Person) if _lives(p, now) is not False}
    last = _last_links(line, living, now)
    order, back = _in_order(line)
    places, bends, loose_row = _placed(line, order, back)
    nodes = [
        _node(source, line, one, now, one in last, places[one])
        for one in sorted(places, key=lambda one: (*places[one], one))
    ]
    edges = [
        replace(edge, bends=bends.get(pair, ()), back=pair in back)
        for pair, edge in line.edges.items()
    ]
    return Lineage(nodes, edges, loose_row)


def _line(source: _Source, item_id: str | None) -> _Line:
    narrow = {"item": item_id} if item_id else {}
    people = {person.id: person for person in source.all(Person)}
    live = {item.id for item in source.all(Item)}
    line = _Line({}, {}, defaultdict(set), {})

    def carries(item: str | None, person: str | None, generation: int | None = None) -> bool:
        if item not in live or person not in people:
            return False
        line.people[person] = people[person]
        line.bearers[item].add(person)
        if generation is not None:
            line.stated.setdefault(person, generation)
        return True

    for step in source.all(Transmission, **narrow):
        taught = carries(step.item, step.teacher)
        if not carries(step.item, step.learner, step.generation) or not taught:
            continue
        pair = (step.teacher or "", step.learner or "")
        known = line.edges.get(pair)
        if pair[0] != pair[1] and (known is None or not known.mode):
            line.edges[pair] = Edge(*pair, step.mode or "", step.generation)
    for profile in source.all(BearerProfile, **narrow):
        carries(profile.item, profile.person, profile.generation)
    narrow = {"subject": item_id} if item_id else {}
    for relation in source.all(Relation, type="carried_by", **narrow):
        carries(relation.subject, relation.object)
    return line


def _lives(person: Person, now: date) -> bool | None:
    if person.died or person.alive is False:
        return False
    if person.alive is None and person.birth_year and now.year - person.birth_year > _OLDEST:
        return False
    return person.alive


def _last_links(line: _Line, living: set[str], now: date) -> set[str]:
    """Return the only living bearers of a practice who are old and have nobody to follow them."""
    found = set()
    for bearers in line.bearers.values():
        left = bearers & living
        for one in left if len(left) == 1 else ():
            born = line.people[one].birth_year
            followed = any(t == one and learner in living for t, learner in line.edges)
            if born is not None and now.year - born > LAST_LINK_AGE and not followed:
                found.add(one)
    return found


def _node(
    source: _Source, line: _Line, one: str, now: date, last: bool, place: tuple[int, float]
) -> Node:
    person = line.people[one]
    modes = dict.fromkeys(
        edge.mode for (_, learner), edge in line.edges.items() if learner == one and edge.mode
    )
    return Node(
        person=one, name=source.title(one), birth_year=person.birth_year,
        alive=_lives(person, now), learners=sum(teacher == one for teacher, _ in line.edges),
        last_link=last, generation=line.stated.get(one), modes=tuple(modes),
        layer=place[0], row=place[1],
    )  # fmt: skip


def _in_order(line: _Line) -> tuple[list[str], set[_Pair]]:
    """Return teachers before learners, and the edges that close a circle and are left out of it."""
    waiting: dict[str, set[str]] = {one: set() for one in line.people}
    for teacher, learner in line.edges:
        waiting[learner].add(teacher)
    order: list[str] = []
    back: set[_Pair] = set()

    def age(one: str) -> tuple[int, str]:
        return line.people[one].birth_year or 9999, one

    while waiting:
        free = sorted((one for one, teachers in waiting.items() if not teachers), key=age)
        if not free:
            first = min(_circle(waiting), key=age)
            back |= {(teacher, first) for teacher in waiting[first]}
            free = [first]
        order += free
        for one in free:
            del waiting[one]
        for teachers in waiting.values():
            teachers.difference_update(free)
    return order, back


def _circle(waiting: Mapping[str, set[str]]) -> list[str]:
    """Return people who are each other's teachers in turn; everybody given waits for somebody."""
    walked: list[str] = []
    now = next(iter(waiting))
    while now not in walked:
        walked.append(now)
        now = min(waiting[now])
    return walked[walked.index(now) :]


def _layers(line: _Line, order: Sequence[str], pairs: Iterable[_Pair]) -> dict[str, int]:
    """Return a layer below all teachers, and not above the generation somebody stated."""
    teachers: dict[str, list[str]] = defaultdict(list)
    learners: dict[str, list[str]] = defaultdict(list)
    for teacher, learner in pairs:
        teachers[learner].append(teacher)
        learners[teacher].append(learner)
    layer: dict[str, int] = {}
    for one in order:
        layer[one] = max([line.stated.get(one, 0), *(layer[t] + 1 for t in teachers[one])])
    for one in reversed(order):  # a teacher without a number stands right before the first learner
        if one not in line.stated and learners[one]:
            layer[one] = max(layer[one], min(layer[learner] for learner in learners[one]) - 1)
    return layer


def _placed(
    line: _Line, order: Sequence[str], back: set[_Pair]
) -> tuple[dict[str, tuple[int, float]], dict[_Pair, _Bends], float | None]:
    """Return each person's layer and row, where long edges bend, and where the loose ones begin."""
    forward = [pair for pair in line.edges if pair not in back]
    layer = _layers(line, order, forward)
    places: dict[str, tuple[int, float]] = {}
    bends: dict[_Pair, _Bends] = {}
    top = 0.0
    for group in _groups(order, line.edges):
        used = {old: new for new, old in enumerate(sorted({layer[one] for one in group}))}
        level = {one: used[layer[one]] for one in group}
        inner = [pair for pair in forward if pair[0] in level]
        rows = _rows(level, inner)
        for one in group:
            places[one] = (level[one], top + rows[(one, "", level[one])])
        for t, learner in inner:
            bends[(t, learner)] = tuple(
                (float(between), top + rows[(t, learner, between)])
                for between in range(level[t] + 1, level[learner])
            )
        top += max(rows.values()) + 1.0
    loose = [one for one in order if not any(one in pair for pair in line.edges)]
    across = max(3, *(place[0] + 1 for place in places.values())) if places else 3
    for number, one in enumerate(loose):
        places[one] = (number % across, top + number // across)
    return places, bends, top if loose else None


def _groups(order: Sequence[str], pairs: Iterable[_Pair]) -> list[list[str]]:
    """Return the people who hang together, largest group first, without those who stand alone."""
    group = {one: {one} for one in order}
    for teacher, learner in pairs:
        if group[teacher] is not group[learner]:
            group[teacher] |= group[learner]
            for one in group[learner]:
                group[one] = group[teacher]
    found = {id(members): members for members in group.values() if len(members) > 1}
    lists = [[one for one in order if one in members] for members in found.values()]
    return sorted(lists, key=lambda members: (-len(members), members))


def _rows(level: Mapping[str, int], pairs: Sequence[_Pair]) -> dict[_Slot, float]:
    """Return a row for each person and for each layer an edge passes, with few crossings."""
    before: dict[_Slot, list[_Slot]] = defaultdict(list)
    after: dict[_Slot, list[_Slot]] = defaultdict(list)
    shelves: dict[int, list[_Slot]] = defaultdict(list)
    for one in level:
        shelves[level[one]].append((one, "", level[one]))
    for t, learner in pairs:
        passed = [(t, learner, between) for between in range(level[t] + 1, level[learner])]
        for slot in passed:
            shelves[slot[2]].append(slot)
        way = [(t, "", level[t]), *passed, (learner, "", level[learner])]
        for left, right in pairwise(way):
            after[left].append(right)
            before[right].append(left)
    row = {slot: float(n) for shelf in shelves.values() for n, slot in enumerate(shelf)}
    for sweep in range(2 * _SWEEPS):
        down = sweep % 2 == 0
        for number in sorted(shelves, reverse=not down):
            near = before if down else after
            shelf = shelves[number]
            wish = {s: fmean([row[n] for n in near[s]] or [row[s]]) for s in shelf}
            if sweep < _SWEEPS:
                shelf.sort(key=lambda slot: wish[slot])
            sizes = [_BEND if slot[1] else 1.0 for slot in shelf]
            row.update(zip(shelf, spread([wish[s] for s in shelf], sizes), strict=True))
    least = min(row.values())
    return {slot: value - least for slot, value in row.items()}


def spread(
    wanted: Sequence[float],
    sizes: Sequence[float],
    low: float | None = None,
    high: float | None = None,
) -> list[float]:
    """Return middles as near as can be to those wanted, in the same order, without overlap.

    Neighbours that meet move as one block; all stay in ``low`` to ``high`` where there is room.
    """
    offsets, total = [], 0.0
    for size in sizes:
        offsets.append(total + size / 2)
        total += size
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        value, count = want - offset, 1
        while blocks and blocks[-1][0] > value:
            other, many = blocks.pop()
            value = (value * count + other * many) / (count + many)
            count += many
        blocks.append((value, count))
    starts = [value for value, count in blocks for _ in range(count)]
    if high is not None:
        starts = [min(value, high - total) for value in starts]
    if low is not None:
        starts = [max(value, low) for value in starts]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _scale(inventory: Inventory, item_id: str) -> tuple[type[Any], str, dict[str, str]]:
    """Return the sort of assessment, its field, and the codes of its levels with their names."""
    item = inventory.get(Item, item_id)
    if item is not None and item.kind == "intangible":
        return ViabilityAssessment, "viability", _labels("viability")
    return ConditionAssessment, "overall", _labels("condition")


def _labels(name: str) -> dict[str, str]:
    words = vocabulary(name)
    return {code: words.label(code, language()) for code in words.codes(retired=True)}


def trend_levels(inventory: Inventory, item_id: str) -> list[str]:
    """Return the names of the levels a trend of this item may have, from the best down."""
    return [name for code, name in _scale(inventory, item_id)[2].items() if code != _UNKNOWN]


def trend(inventory: Inventory, item_id: str, audience: str | None = None) -> list[TrendPoint]:
    """Return the assessments of an item by date; those whose date cannot be read come last."""
    part, field, names = _scale(inventory, item_id)
    codes = [code for code in names if code != _UNKNOWN]
    compared = vocabulary("better_worse")
    points = []
    for one in _Source(inventory, audience).all(part, item=item_id):
        code = getattr(one, field) or ""
        made = TrendPoint(
            item=item_id, written=one.date or "", date=first_day(one.date),
            label=names.get(code, code),
            level=codes.index(code) if code in codes else None,
            compared=compared.label(one.compared, language()) if one.compared else "",
            photo_media_id=one.photo,
        )  # fmt: skip
        points.append((made.date or date.max, one.id, made))
    return [made for *_, made in sorted(points, key=lambda point: point[:2])]


def first_day(edtf: str | None) -> date | None:
    """Return the first day a written date may mean; None when it cannot be read."""
    found = _DAY.search(edtf or "")
    if found is None:
        return None
    year, month, day = ((part or "1").replace("X", "0") for part in found.groups())
    try:
        return date(int(year), _SEASONS.get(int(month), int(month)) or 1, int(day) or 1)
    except ValueError:
        return None
