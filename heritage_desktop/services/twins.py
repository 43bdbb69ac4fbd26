# SPDX-License-Identifier: Apache-2.0
"""The same place recorded twice: which items it may be, what was answered, and making them one.

Two items become one by one answer that every team keeps: from then on all that hangs on the other
one is read under the item that stays (``domain/redirects.py``), also what arrives later. Its own
fields are brought over where they say something new; where both say something, both stand side by
side and a person is asked, as after a merge. Nothing is moved, so that one step takes it all back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pypinyin import lazy_pinyin

from heritage_desktop.domain import look_alikes, twins
from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind, decode, specs
from heritage_desktop.domain.item import Item, ItemName, Location, Twin, twin_id
from heritage_desktop.domain.look_alikes import Look
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.simplified import simplified
from heritage_desktop.domain.twins import Candidate, Twins
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.services.inventories import find as find_record
from heritage_desktop.storage import comparing, joining, queries
from heritage_desktop.storage.change import Change, require_live
from heritage_desktop.storage.inventory import Inventory

SAME, DIFFERENT = "same", "different"
#: Two villages of one name are two when their centres are further apart, in metres.
ONE_VILLAGE_M = 15_000


@dataclass(frozen=True, slots=True)
class Question:
    """Two items to be judged, and why in words; ``disputed`` when teams answered differently."""

    one: str
    other: str
    score: int
    why: tuple[str, ...]
    disputed: bool = False

    @property
    def key(self) -> frozenset[str]:
        """Return both ids, whichever comes first."""
        return frozenset((self.one, self.other))


def spell(name: str) -> list[str]:
    """Return the syllables of a name without tones, one for each Han character."""
    return list(lazy_pinyin(name))


# Finding


def suggested(inventory: Inventory, progress: Progress = silent) -> list[Twins]:
    """Return the pairs that may be one place and that nobody has answered, likeliest first."""
    progress(0, 0, tr("Reading the items"))
    known = {one.key for one in joining.answers(inventory)}
    items = _candidates(inventory)
    photos = _alike_photos(inventory, {one.id for one in items}, progress)
    return twins.find(items, spell, photos=photos, known=known, progress=progress)


def _candidates(inventory: Inventory) -> list[Candidate]:
    names: dict[str, list[str]] = defaultdict(list)
    for name in inventory.all(ItemName):
        names[name.item or ""] += [one for one in (name.value, name.romanised) if one]
    places: dict[str, Position] = {}
    for place in inventory.all(Location):
        if place.position is not None and place.role in (None, "centre"):
            places.setdefault(place.item or "", place.position)
    villages = {one.id: one for one in inventory.all(Village)}
    keys = _village_keys(villages.values())
    made = []
    for item in inventory.all(Item):
        village = villages.get(item.village or "")
        called = tuple(village.name.values()) if village else ()
        made.append(Candidate(item.id, item.kind, item.type, keys.get(item.village or ""),
                              tuple(names[item.id]), places.get(item.id), called))  # fmt: skip
    return made


def _village_keys(villages: Iterable[Village]) -> dict[str, str]:
    """Return village id -> one id for each village, though every team made its own record of it."""
    made: dict[str, str] = {}
    named: dict[str, list[Village]] = defaultdict(list)
    for one in sorted(villages, key=lambda village: village.id):
        spoken = {simplified(name).removesuffix("村") for name in one.name.values() if name}
        first = next((
            other for name in sorted(spoken) for other in named[name] if _near(one, other)
        ), one)  # fmt: skip
        made[one.id] = made.get(first.id, first.id)
        for name in spoken:
            named[name].append(one)
    return made


def _near(one: Village, other: Village) -> bool:
    if one.position is None or other.position is None:
        return True
    return distance_m(one.position, other.position) <= ONE_VILLAGE_M


def _alike_photos(
    inventory: Inventory, items: set[str], progress: Progress
) -> dict[frozenset[str], int]:
    """Return pairs of items with the fewest bits in which two of their photos differ."""
    shown: dict[str, set[str]] = defaultdict(set)
    for link in inventory.all(MediaLink):
        if link.target in items and link.media:
            shown[link.media].add(link.target)
    looks = [
        Look(one.id, look_alikes.bits_of(one.likeness), sha256=one.sha256 or "")
        for one in comparing.pictures(inventory) if one.id in shown
    ]  # fmt: skip
    found: dict[frozenset[str], int] = {}
    for pair in look_alikes.find(looks, progress):
        mine, others = shown[pair.one], shown[pair.other]
        if pair.distance is None or mine & others:
            continue
        for key in (frozenset((a, b)) for a in mine for b in others):
            found[key] = min(pair.distance, found.get(key, pair.distance))
    return found


def questions(inventory: Inventory, found: Iterable[Twins]) -> list[Question]:
    """Return what is to be answered now: disputes first, then the pairs that nobody answered."""
    answered = joining.answers(inventory)
    live = {one.id for one in inventory.all(Item)}
    stands = {id: stays for stays, others in joining.groups(inventory).items() for id in others}
    asked = [
        Question(one.one, one.other, 0, (tr("two teams answered differently"),), disputed=True)
        for one in answered if one.open and one.key <= live
    ]  # fmt: skip
    settled = {one.key for one in answered}
    for pair in found:
        one, other = stands.get(pair.one, pair.one), stands.get(pair.other, pair.other)
        key = frozenset((one, other))
        if len(key) == 2 and key <= live and pair.key not in settled and key not in settled:
            settled.add(key)
            why = tuple(twins.words(reason) for reason in pair.reasons)
            asked.append(Question(one, other, pair.score, why))
    return asked


def listed(inventory: Inventory, progress: Progress = silent) -> dict[str, Any]:
    """Return the documented shape of ``twins list --json``."""
    pairs = [
        {
            "one": one.one, "one_title": queries.title_of(inventory, one.one),
            "other": one.other, "other_title": queries.title_of(inventory, one.other),
            "score": one.score, "why": list(one.why), "disputed": one.disputed,
            "suggested": fuller(inventory, one.one, one.other),
        }
        for one in questions(inventory, suggested(inventory, progress))
    ]  # fmt: skip
    merged = [{"stays": stays, "title": queries.title_of(inventory, stays), "others": others}
              for stays, others in joining.groups(inventory).items()]  # fmt: skip
    return {"pairs": pairs, "merged": merged}


# What each record says


def told(inventory: Inventory, item_id: str) -> list[tuple[str, str]]:
    """Return what is compared between two items, label and value; '' where there is none."""
    item = inventory.get(Item, item_id) or Item(id=item_id)
    village = inventory.get(Village, item.village) if item.village else None
    names = dict.fromkeys(one.value or "" for one in inventory.all(ItemName, item=item_id))
    places = [one.position for one in inventory.all(Location, item=item_id) if one.position]
    return [
        (tr("Names"), " · ".join(filter(None, names))),
        (tr("Type"), _label("item", "type", item.type)),
        (tr("Village"), queries.localised(village.name) if village else ""),
        (tr("Place"), _place(places[0]) if places else ""),
        (tr("Recorded"), " · ".join(filter(None, [item.recorder, item.recorded_on]))),
        (tr("Number"), item.field_no or ""),
        (tr("Photos"), str(len(queries.media_of(inventory, item_id)) or "")),
        (tr("Age as told"), item.dating_told or ""),
        (tr("Summary"), queries.localised(item.summary)),
    ]


def _label(entity: str, field: str, code: str | None) -> str:
    from heritage_desktop.domain.entities import ENTITIES

    words = specs(ENTITIES[entity])[field].vocabulary
    return vocabulary(words).label(code, language()) if words and code else ""


def _place(position: Position) -> str:
    known = "" if position.accuracy_m is None else f" ± {round(position.accuracy_m)} m"
    return f"{position.lat:.5f}, {position.lon:.5f}{known}"


def place_of(inventory: Inventory, item_id: str) -> Position | None:
    """Return where an item is, None when nobody said."""
    places = [one for one in inventory.all(Location, item=item_id) if one.position]
    centre = [one for one in places if one.role in (None, "centre")] or places
    return centre[0].position if centre else None


def fuller(inventory: Inventory, one: str, other: str) -> str:
    """Return which of two items says more; the smaller id when they say the same."""
    return min((one, other), key=lambda id: (-_weight(inventory, id), id))


def _weight(inventory: Inventory, item_id: str) -> int:
    item = inventory.get(Item, item_id)
    filled = sum(bool(getattr(item, name)) for name in specs(Item)) if item else 0
    words = sum(len(text) for _, text in told(inventory, item_id)) // 20
    parts = len(inventory.all(ItemName, item=item_id)) + len(inventory.all(Location, item=item_id))
    return filled + words + parts + 2 * len(inventory.all(MediaLink, target=item_id))


# Answers, each one undoable step


def same(inventory: Inventory, one: str, other: str, keep: str = "") -> str:
    """Make two items one; ``keep`` is the one that stays, else the fuller. Returns its id.

    Raises HeritageError for an item that is not there, or two that are one already.
    """
    first, second = _two(inventory, one, other)
    stays = joining.canonical(inventory, keep) if keep else fuller(inventory, first, second)
    if stays not in (first, second):
        raise HeritageError(tr("The item that stays must be one of the two."))
    goes = second if stays == first else first
    with inventory.change(tr("Make one of two items")) as change:
        joining.bring_over(change, stays, joining.unheard(inventory, stays, goes))
        _quieten(inventory, change, stays, goes)
        _answer(change, first, second, SAME, stays)
    return stays


def _two(inventory: Inventory, one: str, other: str) -> tuple[str, str]:
    first, second = (
        joining.canonical(inventory, require_live(inventory, Item, id).id) for id in (one, other)
    )
    if first == second:
        raise HeritageError(tr("These two are one item already; name two different ones."))
    return first, second


def _answer(change: Change, one: str, other: str, answer: str, keep: str | None = None) -> None:
    first, second = sorted((one, other))
    change.add(
        Twin(id=twin_id(one, other), one=first, other=second, answer=answer, keep=keep)
    )  # fmt: skip


def _quieten(inventory: Inventory, change: Change, stays: str, goes: str) -> None:
    """Let the name and the cover of the item that stays be the ones that are shown first."""
    preferred = {_group(one) for one in inventory.all(ItemName, item=stays) if one.preferred}
    for name in inventory.all(ItemName, item=goes):
        if name.preferred and _group(name) in preferred:
            change.set(ItemName, name.id, "preferred", False)
    if inventory.all(MediaLink, target=stays):
        for link in inventory.all(MediaLink, target=goes):
            if link.cover:
                change.set(MediaLink, link.id, "cover", False)


def _group(name: ItemName) -> str:
    return (name.language or "").partition("-")[0]


def different(inventory: Inventory, one: str, other: str) -> None:
    """Remember for all teams that two items are two places; raises HeritageError as ``same``."""
    first, second = (require_live(inventory, Item, id).id for id in (one, other))
    if first == second:
        raise HeritageError(tr("These two are one item already; name two different ones."))
    with inventory.change(tr("Two different places")) as change:
        _answer(change, first, second, DIFFERENT)


def separate(inventory: Inventory, item_id: str) -> list[str]:
    """Let an item stand by itself again; the others of its group stay one. Returns those.

    What was brought over into other records stays there. Raises HeritageError where the item is
    not one with another.
    """
    others = [id for id in joining.group(inventory, item_id) if id != item_id]
    if not others:
        raise HeritageError(tr("This item is not one with another; there is nothing to separate."))
    with inventory.change(tr("Separate again")) as change:
        for answer in joining.answers(inventory):
            if answer.answer == SAME and item_id in answer.key:
                _answer(change, answer.one, answer.other, DIFFERENT)
        for id in others[1:]:
            _answer(change, others[0], id, SAME, others[0])
    return others


def named(inventory: Inventory, start: str) -> str:
    """Return the item whose id begins so, redirected or not; raises HeritageError for none."""
    known = {id for some in joining.groups(inventory).values() for id in some}
    fits = [id for id in known if id.startswith(start)]
    return fits[0] if len(fits) == 1 else find_record(inventory, start)


# Said later of a record that another one stands for


@dataclass(frozen=True, slots=True)
class Heard:
    """Something a team wrote into a record that another one stands for, not yet taken over."""

    item: str
    record: str
    label: str
    text: str
    author: str


def heard(inventory: Inventory, item_id: str) -> list[Heard]:
    """Return what the other records of this place say that the item itself never said."""
    made = []
    for other in joining.group(inventory, item_id)[1:]:
        for one in joining.unheard(inventory, item_id, other):
            label = tr(one.spec.label)
            words = [_text(one.spec.kind, one.type, one.field, value) for value in one.theirs]
            if one.spec.kind in (Kind.TERMS, Kind.REFERENCES):
                words = [one.member]
            made.append(Heard(item_id, other, label, " / ".join(words), one.author))
    return made


def _text(kind: Kind, entity: str, field: str, value: Any) -> str:
    if kind is Kind.TERM:
        return _label(entity, field, value)
    return str(value if kind is Kind.LOCALISED else decode(kind, value))


def take_over(inventory: Inventory, item_id: str) -> int:
    """Bring over what the other records of this place said later; returns how many values."""
    count = 0
    with inventory.change(tr("Take over what the other team wrote")) as change:
        for other in joining.group(inventory, item_id)[1:]:
            said = joining.unheard(inventory, item_id, other)
            joining.bring_over(change, item_id, said)
            count += len(said)
    return count


def photos_of(inventory: Inventory, item_id: str) -> list[Media]:
    """Return the photos of an item, cover first."""
    return [one for _, one in queries.media_of(inventory, item_id) if one.media_type == "photo"]
