# SPDX-License-Identifier: Apache-2.0
"""The questions the window and the command line ask; values only, read in one short transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, func, literal_column, or_, select, text, union_all

from heritage_desktop import i18n
from heritage_desktop.domain.entities import ENTITIES, ROOTS
from heritage_desktop.domain.fields import owner_field, specs
from heritage_desktop.domain.item import Relation
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.storage import arrivals, search, tables, views

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

ITEM, NAME, VILLAGE = tables.VIEW["item"], tables.VIEW["item_name"], tables.VIEW["village"]
LINK, MEDIA, PLACE = tables.VIEW["media_link"], tables.VIEW["media"], tables.VIEW["location"]
RELATION, DETAIL = tables.VIEW["relation"], tables.VIEW["intangible"]
RECENT = 30
_ROOTS_BY_USE = tuple(sorted(ROOTS, key=lambda name: (name not in ("item", "person"), name)))
_PARTS = tuple(name for name, entity in ENTITIES.items() if owner_field(entity))
_ON_CARDS = (
    "sha256", "extension", "media_type", "original_name", "taken", "position", "caption", "turned",
    "orientation",
)  # fmt: skip
SMART = ("no_photo", "no_place", "recent", "conflict", "guests", "unconfirmed", "trash")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What a list or card shows of an item."""

    id: str
    kind: str | None
    type: str | None
    domain: str | None
    village: str | None
    title: str
    subtitle: str
    village_name: str
    cover_sha: str | None
    cover_ext: str | None
    cover_orientation: int
    photos: int
    has_place: bool
    status: str | None
    recorded_on: str | None
    field_no: str | None
    updated: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items: by village, kind, smart list (one of ``SMART``) and typed text."""

    village: str | None = None
    kind: str | None = None
    smart: str | None = None
    text: str = ""


@dataclass(slots=True)
class Counts:
    """The numbers of the sidebar and the status bar."""

    items: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    by_village: dict[str, int] = field(default_factory=dict)
    no_photo: int = 0
    no_place: int = 0
    tray: int = 0
    aside: int = 0
    trash: int = 0
    conflicts: int = 0
    media: int = 0
    persons: int = 0
    guests: int = 0
    roots: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A link as seen from one of its ends."""

    relation: Relation
    label_code: str
    inverse: bool
    other_id: str
    other_entity: str
    other_title: str


def localised(values: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in the asked-for language, or else in whichever there is."""
    first = "zh" if (language or i18n.language()).startswith("zh") else "en"
    for code, value in sorted(values.items()):
        if code.startswith(first) and value:
            return value
    return next((value for value in values.values() if value), "")


def _has_photo() -> Any:
    """Return the condition that a live photo is linked to the item."""
    return (
        select(literal_column("1"))
        .select_from(LINK.join(MEDIA, MEDIA.c.id == LINK.c.media))
        .where(LINK.c.target == ITEM.c.id, LINK.c.state_ == "live", MEDIA.c.state_ == "live")
        .correlate(ITEM)
        .exists()
    )


def _has_place() -> Any:
    """Return the condition that the item has a position."""
    return (
        select(literal_column("1"))
        .where(PLACE.c.item == ITEM.c.id, PLACE.c.state_ == "live", PLACE.c.position.is_not(None))
        .correlate(ITEM)
        .exists()
    )


def _in_conflict() -> Any:
    """Return item ids with their open differences; partial indexes keep this a short list."""
    rows = []
    for name, entity in ENTITIES.items():
        key = "id" if name == "item" or entity.part_of == "item" else owner_field(entity)
        if key is not None:
            table = tables.VIEW[name]
            inner = select(table.c[key].label("item"), table.c.conflicts_)
            rows.append(inner.where(table.c.conflicts_ > 0, table.c.state_ == "live"))
    return union_all(*rows).subquery()


def _where(wanted: ItemFilter) -> list[Any]:
    conditions: list[Any] = [ITEM.c.state_ == ("trash" if wanted.smart == "trash" else "live")]
    if wanted.village:
        conditions.append(ITEM.c.village == wanted.village)
    if wanted.kind:
        conditions.append(ITEM.c.kind == wanted.kind)
    if wanted.smart == "no_photo":
        conditions.append(~_has_photo())
    elif wanted.smart == "no_place":
        conditions += [~_has_place(), or_(ITEM.c.kind != "intangible", ITEM.c.kind.is_(None))]
    elif wanted.smart == "guests":
        brought = tables.VIEW["contribution"]
        waiting = select(brought.c.item).where(
            brought.c.state_ == "live", func.coalesce(brought.c.taken_up, 0) == 0
        )
        conditions.append(ITEM.c.id.in_(waiting))
    elif wanted.smart == "conflict":
        conditions.append(ITEM.c.id.in_(select(_in_conflict().c.item)))
    query = search.match_query(wanted.text)
    if query:
        hits = text("SELECT record FROM search WHERE search MATCH :q").bindparams(q=query)
        conditions.append(ITEM.c.id.in_(hits.columns(literal_column("record")).scalar_subquery()))
    elif wanted.text.strip():
        conditions.append(literal_column("0") == 1)
    return conditions


def items(
    inventory: Inventory,
    wanted: ItemFilter,
    sort: str = "title",
    descending: bool = False,
    among: Collection[str] | None = None,
) -> list[ItemRow]:
    """Return the items asked for, only those ``among`` some ids if given; ``sort`` is a field of
    ``ItemRow``."""
    query: Select[Any] = (
        select(
            ITEM.c.id, ITEM.c.kind, ITEM.c.type, ITEM.c.village, ITEM.c.status,
            ITEM.c.recorded_on, ITEM.c.field_no, ITEM.c.updated_, DETAIL.c.domain,
            _has_place().label("placed"),
            VILLAGE.c.name.label("village_name"),
        )
        .select_from(
            ITEM.outerjoin(VILLAGE, VILLAGE.c.id == ITEM.c.village).outerjoin(
                DETAIL, DETAIL.c.id == ITEM.c.id
            )
        )
        .where(and_(*_where(wanted)))
    )  # fmt: skip
    if among is not None:
        query = query.where(ITEM.c.id.in_(among))
    if wanted.smart == "recent":
        query = query.order_by(ITEM.c.updated_.desc()).limit(RECENT)
    with inventory.reading() as connection:
        found = connection.execute(query).all()
        if wanted.smart == "unconfirmed":
            left = arrivals.unconfirmed(inventory)
            found = [row for row in found if row.id in left]
        ids = {row.id for row in found} if len(found) < 500 else None
        names, covers = _names(connection, ids), _covers(connection, ids)
        open_ones: Counter[str] = Counter()
        for one in connection.execute(select(_in_conflict())):
            open_ones[one.item] += one.conflicts_
    rows = [
        _row(row, names.get(row.id, []), covers.get(row.id, []), open_ones[row.id]) for row in found
    ]
    if wanted.smart == "recent" and sort == "title":
        return rows
    return sorted(rows, key=lambda row: sort_key(row, sort), reverse=descending)


def sort_key(row: ItemRow, sort: str) -> tuple[bool, str, str, str]:
    """Return by what ``items`` orders its rows."""
    value = {"village": row.village_name, "kind": row.kind}.get(sort, "")
    if sort not in {"village", "kind"}:
        value = getattr(row, sort)
    return not value, str(value or ""), row.title, row.id


def _row(row: Any, names: list[Any], covers: list[Any], conflicts: int) -> ItemRow:
    title, subtitle = pick_names(names)
    cover = covers[0] if covers else None
    return ItemRow(
        id=row.id, kind=row.kind, type=row.type, domain=row.domain, village=row.village,
        title=title, subtitle=subtitle,
        village_name=_village(row.village_name, i18n.language()) if row.village_name else "",
        cover_sha=cover.sha256 if cover else None, cover_ext=cover.extension if cover else None,
        cover_orientation=(cover.orientation or 1) if cover else 1, photos=len(covers),
        has_place=bool(row.placed), status=row.status, recorded_on=row.recorded_on,
        field_no=row.field_no, updated=row.updated_, conflicts=conflicts,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _village(stored: str, language: str) -> str:
    return localised(json.loads(stored), language)


def pick_names(names: list[Any]) -> tuple[str, str]:
    """Return the name in the window's language and another one beside it."""
    ordered = sorted(names, key=lambda name: (not name.preferred, name.id))
    first = "zh" if i18n.language().startswith("zh") else "en"
    own = [n.value for n in ordered if n.value and (n.language or "").startswith(first)]
    rest = [n.value for n in ordered if n.value and n.value not in own]
    title = (own or rest or [""])[0]
    return title, next((value for value in rest + own if value != title), "")


def _names(connection: Connection, ids: set[str] | None) -> dict[str, list[Any]]:
    columns = (NAME.c.id, NAME.c.item, NAME.c.value, NAME.c.language, NAME.c.preferred)
    query = select(*columns).where(NAME.c.state_ == "live")
    if ids is not None:
        query = query.where(NAME.c.item.in_(ids))
    names: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        names.setdefault(row.item, []).append(row)
    return names


def _covers(connection: Connection, ids: set[str] | None) -> dict[str, list[Any]]:
    query = (
        select(LINK.c.target, MEDIA.c.sha256, MEDIA.c.extension, MEDIA.c.orientation)
        .select_from(LINK.join(MEDIA, MEDIA.c.id == LINK.c.media))
        .where(LINK.c.state_ == "live", MEDIA.c.state_ == "live", MEDIA.c.media_type == "photo")
        .order_by(func.coalesce(LINK.c.cover, 0).desc(), LINK.c.order, LINK.c.id)
    )
    if ids is not None:
        query = query.where(LINK.c.target.in_(ids))
    covers: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        covers.setdefault(row.target, []).append(row)
    return covers


def _raw_beside_picture() -> Any:
    """Return the condition that a RAW file goes where its picture goes."""
    first = MEDIA.alias("first")
    return (
        select(literal_column("1"))
        .select_from(first)
        .where(first.c.id == MEDIA.c.twin, first.c.state_ == "live")
        .correlate(MEDIA)
        .exists()
    )


def _in_tray() -> list[Any]:
    """Return the conditions of what shows no record yet."""
    linked = select(LINK.c.media).where(LINK.c.state_ == "live", LINK.c.media.is_not(None))
    return [
        MEDIA.c.state_ == "live",
        MEDIA.c.id.not_in(linked),
        ~_raw_beside_picture(),
        or_(MEDIA.c.set_aside.is_(None), MEDIA.c.set_aside.is_(False)),
    ]


def _aside() -> list[Any]:
    return [MEDIA.c.state_ == "live", MEDIA.c.set_aside.is_(True), ~_raw_beside_picture()]


def tray(inventory: Inventory) -> list[Media]:
    """Return the photos and recordings that show no record yet, oldest first."""
    return _media(inventory, _in_tray())


def set_aside(inventory: Inventory) -> list[Media]:
    """Return the photos that were set aside as repeats, oldest first."""
    return _media(inventory, _aside())


def tray_cards(inventory: Inventory, among: Collection[str] | None = None) -> list[Media]:
    """Return the tray with only what a card shows, which is read in half the time; only those
    ``among`` some ids if given."""
    conditions = _in_tray() if among is None else [*_in_tray(), MEDIA.c.id.in_(among)]
    return _media(inventory, conditions, _ON_CARDS)


def _media(inventory: Inventory, conditions: list[Any], only: tuple[str, ...] = ()) -> list[Media]:
    declared = specs(Media)
    wanted = {name: declared[name] for name in only or declared}
    columns = [MEDIA.c.id, *(MEDIA.c[name] for name in wanted)]
    with inventory.reading() as connection:
        found = [
            Media(id=id, **{
                name: views.value_of(spec, value)
                for (name, spec), value in zip(wanted.items(), values, strict=True)
            })
            for id, *values in connection.execute(select(*columns).where(*conditions))
        ]  # fmt: skip
    return sorted(found, key=media_key)


def media_key(media: Media) -> tuple[str, str, str]:
    """Return by what the tray is ordered: time, then file name."""
    return media.taken.local if media.taken else "", media.original_name or "", media.id


def names_and_sizes(inventory: Inventory) -> list[tuple[str, int]]:
    """Return file name and size of every photo and recording, trashed ones too."""
    query = select(MEDIA.c.original_name, MEDIA.c.bytes).where(
        MEDIA.c.original_name.is_not(None), MEDIA.c.bytes.is_not(None)
    )
    with inventory.reading() as connection:
        return [(row.original_name, row.bytes) for row in connection.execute(query)]


def media_of(inventory: Inventory, target: str) -> list[tuple[MediaLink, Media]]:
    """Return the photos of a record, cover first, then in their order."""
    links = inventory.all(MediaLink, target=target)
    pairs = [(link, inventory.get(Media, link.media or "")) for link in links]
    live = [(link, media) for link, media in pairs if media is not None]
    return sorted(live, key=lambda pair: (not pair[0].cover, pair[0].order or 0, pair[0].id))


def passage_after(inventory: Inventory, one: Segment) -> Segment | None:
    """Return the next live passage of the same sort in a recording, None after the last."""
    table = tables.VIEW["segment"]
    begin, end = func.coalesce(table.c.start_ms, 0), func.coalesce(table.c.end_ms, 0)
    query = (
        select(table)
        .where(table.c.media == one.media, table.c.sort == one.sort, table.c.state_ == "live")
        .where(begin >= (one.start_ms or 0))
        .order_by(begin, end.desc(), table.c.id)
    )
    place = (one.start_ms or 0, -(one.end_ms or 0), one.id)
    with inventory.reading() as connection:
        for row in connection.execute(query):
            found = views.record_of(Segment, row)
            if (found.start_ms or 0, -(found.end_ms or 0), found.id) > place:
                return found
    return None


def counts(inventory: Inventory) -> Counts:
    """Return the numbers of the sidebar."""
    live = ITEM.c.state_ == "live"
    made = Counts()
    with inventory.reading() as connection:
        for row in connection.execute(
            select(ITEM.c.kind, ITEM.c.village, func.count().label("n"))
            .where(live)
            .group_by(ITEM.c.kind, ITEM.c.village)
        ):
            made.items += row.n
            made.by_kind[row.kind or ""] = made.by_kind.get(row.kind or "", 0) + row.n
            made.by_village[row.village or ""] = made.by_village.get(row.village or "", 0) + row.n

        def count(*conditions: Any, of: Any = ITEM) -> int:
            query = select(func.count()).select_from(of).where(*conditions)
            return int(connection.scalar(query) or 0)

        made.no_photo = count(live, ~_has_photo())
        made.no_place = count(*_where(ItemFilter(smart="no_place")))
        made.trash = count(ITEM.c.state_ == "trash")
        made.conflicts = count(*_where(ItemFilter(smart="conflict")))
        made.media = count(MEDIA.c.state_ == "live", of=MEDIA)
        made.tray = count(*_in_tray(), of=MEDIA)
        made.aside = count(*_aside(), of=MEDIA)
        for name in ROOTS:
            table = tables.VIEW[name]
            made.roots[name] = count(table.c.state_ == "live", of=table)
        made.persons = made.roots["person"]
        made.guests = count(*_where(ItemFilter(smart="guests")))
    return made


def entity_of(inventory: Inventory, record: str) -> str | None:
    """Return which root entity an id belongs to; None when it is unknown."""
    return _entity_among(inventory, record, _ROOTS_BY_USE)


def part_of(inventory: Inventory, record: str) -> str | None:
    """Return which part with an owner an id names (a dating, a damage); None for none."""
    return _entity_among(inventory, record, _PARTS)


def root_of(inventory: Inventory, part: str) -> str:
    """Return the record a part belongs to, or the part itself when it has no owner."""
    name = part_of(inventory, part)
    if name is None:
        return part
    with inventory.reading() as connection:
        return inventory.root_of(connection, name, part)


def _entity_among(inventory: Inventory, record: str, names: Sequence[str]) -> str | None:
    with inventory.reading() as connection:
        for name in names:
            table = tables.VIEW[name]
            if connection.scalar(select(table.c.id).where(table.c.id == record)):
                return name
    return None


def title_of(inventory: Inventory, record: str) -> str:
    """Return what a record is called in the window's language; '' when it has no name."""
    name = entity_of(inventory, record)
    if name is None:
        return ""
    if name == "item":
        with inventory.reading() as connection:
            return pick_names(_names(connection, {record}).get(record, []))[0]
    found: Any = inventory.get(ENTITIES[name], record)
    if name == "media":
        return localised(found.caption) or found.original_name or ""
    if name == "visit":
        return " – ".join(part for part in (found.date_from, found.date_to) if part)
    if name == "term_mapping":
        return found.word or ""
    return localised(getattr(found, "name", None) or getattr(found, "title", None) or {})


def relations_of(inventory: Inventory, record: str) -> list[RelationRow]:
    """Return the links of a record in both directions; the inverse is the same row read back."""
    from heritage_desktop.domain.vocabulary import vocabulary

    terms = vocabulary("relation_type")
    both = or_(RELATION.c.subject == record, RELATION.c.object == record)
    query = select(RELATION).where(RELATION.c.state_ == "live", both).order_by(RELATION.c.id)
    with inventory.reading() as connection:
        found = [views.record_of(Relation, row) for row in connection.execute(query)]
    rows = []
    for relation in found:
        inverse = relation.object == record
        other = (relation.subject if inverse else relation.object) or ""
        code = relation.type or "related_to"
        entity = entity_of(inventory, other)
        if entity is not None:
            rows.append(
                RelationRow(relation, terms.inverse(code) if inverse else code, inverse, other,
                            entity, title_of(inventory, other))
            )  # fmt: skip
    return rows
