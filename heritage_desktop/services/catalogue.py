# SPDX-License-Identifier: Apache-2.0
"""The catalogue: what the release gate lets through, made into the content of a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from heritage_desktop import __version__
from heritage_desktop.catalogue.book import write_book
from heritage_desktop.catalogue.content import (
    Book,
    BookReport,
    Entry,
    Heard,
    Language,
    Link,
    Part,
    Picture,
)
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import Kind, Record, specs
from heritage_desktop.domain.item import ITEM_KINDS, Item, Location
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.services.book_parts import (
    people_entries,
    photo_notes,
    recurrence_text,
    sections,
    village_entries,
)
from heritage_desktop.services.book_recordings import recordings, referring
from heritage_desktop.services.book_source import (
    Source,
    chinese,
    english,
    field_label,
    said,
    term_label,
)
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.items import today
from heritage_desktop.services.previews import make_previews
from heritage_desktop.storage import handouts, queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter

__all__ = ["BookReport", "make_book", "print_catalogue"]

#: Said elsewhere on the page, or of use only inside the office.
_NOT_FACTS = frozenset(
    {"kind", "type", "village", "field_no", "status", "survey_type", "access_level", "visit",
     "cn_category", "domain", "recorder"}
)  # fmt: skip
#: Long texts that follow the summary, in this order.
_STORY = ("history", "legend", "process")
_PRINTED_AS_THEY_ARE = frozenset(
    {"image/jpeg", "image/png", "image/tiff", "image/webp", "image/gif", "image/heic",
     "image/heif", "image/avif"}
)  # fmt: skip
_UPRIGHT_CYCLE, _MIRRORED_CYCLE = (1, 6, 3, 8), (2, 7, 4, 5)
_EDITIONS = {
    Audience.VILLAGE: ("村民版", "Village edition"),
    Audience.COUNTY: ("县级版", "County edition"),
    Audience.PUBLIC: ("公开版", "Public edition"),
}


def print_catalogue(
    inventory: Inventory,
    target: Path,
    *,
    language: Language = "both",
    audience: str = "county",
    village: str | None = None,
    heard: Heard = "full",
    progress: Progress = silent,
) -> BookReport:
    """Print what ``audience`` may see to ``target``, one village or all; raises CannotWrite.

    ``heard`` says what the appendix holds of recordings: a transcript may be longer than the book.
    """
    make_previews(inventory, progress)
    book = make_book(inventory, language=language, audience=audience, village=village,
                     heard=heard)  # fmt: skip
    report = write_book(book, target, progress)
    handouts.note(inventory, "print", target.name, audience, book.holds)
    return report


def make_book(
    inventory: Inventory,
    *,
    language: Language = "both",
    audience: str = "county",
    village: str | None = None,
    heard: Heard = "full",
) -> Book:
    """Return the content of the catalogue; the same inventory always gives the same book."""
    reader = Audience(audience)
    gate = Gate(reader, gather(inventory), printed=True, today=today())
    source = Source(inventory, tuple(gate.open()), language)
    villages = [one for one in source.of(Village) if village in (None, one.id)]
    villages.sort(key=lambda one: (one.code or "", chinese(one.name), one.id))
    within = _within(source, villages, village) if heard != "none" else set()
    appendix = recordings(source, within, _item_titles(source), lines=heard == "full")
    parts = [_part(source, one) for one in villages]
    homeless = [item for item in source.of(Item) if item.village not in source.villages]
    if homeless and village is None:
        entries = _entries(source, homeless)
        parts.append(Part(title_zh="其他", title_en="Elsewhere", entries=entries))
    parts = referring(parts, appendix, source)
    settings = inventory.get(InventorySettings, inventory.settings_id)
    titles: Mapping[str, str] = settings.title if settings else {}
    if village is not None and villages:
        titles = villages[0].name
    day = max((row.updated for row in queries.items(inventory, ItemFilter())), default="")[:10]
    count = sum(len(part.entries) for part in parts)
    return Book(
        title_zh=chinese(titles) or english(titles),
        title_en=english(titles) if chinese(titles) else "",
        subtitle=source.both(*_EDITIONS[reader]),
        author=(settings.team if settings else None) or "",
        date=day,
        colophon=_colophon(source, count, inventory.digest()),
        cover=_cover(parts),
        parts=tuple(part for part in parts if part.entries or part.summary_zh or part.summary_en),
        recordings=appendix,
        language=language,
        holds=tuple(one.id for one in source.records),
    )


def _within(source: Source, villages: Sequence[Village], village: str | None) -> set[str]:
    """Return the ids of everything that has a place in the book."""
    shown = {one.id for one in villages}
    items = (
        one.id
        for one in source.of(Item)
        if one.village in shown or (village is None and one.village not in source.villages)
    )
    return shown.union(items, (one.id for one in source.of(Person) if one.village in shown))


def _item_titles(source: Source) -> Callable[[str], tuple[str, str]]:
    return lambda item: _titles(source, source.items[item])


def _part(source: Source, village: Village) -> Part:
    here = [item for item in source.of(Item) if item.village == village.id]
    return Part(
        title_zh=chinese(village.name) or english(village.name),
        title_en=english(village.name) if chinese(village.name) else "",
        summary_zh=chinese(village.summary),
        summary_en=english(village.summary),
        entries=(
            *village_entries(source, village),
            *_entries(source, here),
            *people_entries(source, village, lambda one: _pictures(source, one)),
        ),
    )


def _entries(source: Source, items: Iterable[Item]) -> tuple[Entry, ...]:
    ordered = sorted(items, key=lambda item: _order(source, item))
    return tuple(_entry(source, item, number) for number, item in enumerate(ordered, 1))


def _order(source: Source, item: Item) -> tuple[int, str, str, str]:
    kind = ITEM_KINDS.index(item.kind) if item.kind in ITEM_KINDS else len(ITEM_KINDS)
    return kind, item.field_no or "\uffff", _titles(source, item)[0], item.id


def _entry(source: Source, item: Item, number: int) -> Entry:
    title_zh, title_en = _titles(source, item)
    summary_zh, summary_en = _story(source, item)
    return Entry(
        id=item.id,
        number=item.field_no or f"{number:03d}",
        kind=item.kind or "",
        kind_label=_kind_label(source, item),
        title_zh=title_zh or title_en or item.id[:8],
        title_en=title_en if title_zh else "",
        facts=_facts(source, item),
        summary_zh=summary_zh,
        summary_en=summary_en,
        place=_place(source, item),
        bearers=_bearers(source, item),
        links=_links(source, item),
        pictures=_pictures(source, item.id),
        sections=sections(source, "item", item.id, item.kind),
    )


def _titles(source: Source, item: Item) -> tuple[str, str]:
    names = sorted(source.names.get(item.id, ()), key=lambda name: (not name.preferred, name.id))
    found = {"zh": "", "en": ""}
    for name in names:
        sort = "en" if (name.language or "").startswith("en") else "zh"
        found[sort] = found[sort] or (name.value or "")
    return found["zh"], found["en"]


def _sheet(source: Source, item: Item) -> Record | None:
    return source.sheets.get((item.kind or "", item.id)) if item.kind in DETAILS else None


def _kind_label(source: Source, item: Item) -> str:
    """Return the kind and, nearer, the type or the domain of a practice."""
    parts = [("item_kind", item.kind), ("tangible_type", item.type)]
    parts.append(("ich_domain", getattr(_sheet(source, item), "domain", None)))
    labels = [term_label(source, words, code) for words, code in parts if code]
    return " · ".join(labels)


def _story(source: Source, item: Item) -> tuple[str, str]:
    """Return the summary and the longer texts after it, in both languages."""
    sheet = _sheet(source, item)
    texts = [item.summary]
    for name in _STORY:
        for record in (item, sheet):
            texts += [getattr(record, name)] if record is not None and hasattr(record, name) else []
    return (
        "\n".join(filter(None, map(chinese, texts))),
        "\n".join(filter(None, map(english, texts))),
    )


def _facts(source: Source, item: Item) -> tuple[tuple[str, str], ...]:
    found = []
    for record in (_sheet(source, item), item):
        if record is None:
            continue
        for name, spec in specs(type(record)).items():
            value = getattr(record, name)
            if name in _NOT_FACTS or spec.kind in (Kind.REFERENCE, Kind.LOCALISED) or not value:
                continue
            told = (
                recurrence_text(source, value)
                if name == "recurrence"
                else said(source, spec, value)
            )
            found.append((field_label(source, spec), told))
    return tuple(found)


def _place(source: Source, item: Item) -> str:
    village = source.villages.get(item.village or "")
    parts = [source.text(village.name)] if village else []
    point = next((place for place in source.places.get(item.id, ()) if place.position), None)
    if point is not None and point.position is not None:
        parts.append(_coordinates(point))
    locality = source.text(item.locality)
    return " · ".join(parts + ([locality] if locality else []))


def _coordinates(place: Location) -> str:
    """Return a position as it is printed; a blurred one says so and shows fewer digits."""
    position = place.position
    assert position is not None
    if position.accuracy_m is not None and position.accuracy_m >= 1000:
        return f"≈ {position.lat:.2f}° N {position.lon:.2f}° E"
    north, east = "N" if position.lat >= 0 else "S", "E" if position.lon >= 0 else "W"
    return f"{abs(position.lat):.5f}° {north} {abs(position.lon):.5f}° {east}"


def _bearers(source: Source, item: Item) -> tuple[str, ...]:
    carried = [
        source.people.get(relation.object or "")
        for relation, inverse in source.relations.get(item.id, ())
        if relation.type == "carried_by" and not inverse
    ]
    return tuple(dict.fromkeys(source.text(person.name) for person in carried if person))


def _links(source: Source, item: Item) -> tuple[Link, ...]:
    terms = vocabulary("relation_type")
    found = []
    for relation, inverse in source.relations.get(item.id, ()):
        if relation.type == "carried_by":
            continue
        code = relation.type or "related_to"
        code = terms.inverse(code) or code if inverse else code
        other = (relation.subject if inverse else relation.object) or ""
        title = _title_of(source, other)
        if title:
            label = source.both(terms.label(code, "zh_CN"), terms.label(code, "en"))
            found.append(Link(label, other if other in source.items else None, title))
    return tuple(sorted(found, key=lambda link: (link.label, link.text)))


def _title_of(source: Source, record: str) -> str:
    if record in source.items:
        return source.both(*_titles(source, source.items[record]))
    if record in source.people:
        return source.text(source.people[record].name)
    return source.text(source.villages[record].name) if record in source.villages else ""


def _pictures(source: Source, target: str) -> tuple[Picture, ...]:
    links = source.links.get(target, [])
    links = sorted(links, key=lambda link: (not link.cover, link.order or 0, link.id))
    media = [source.media.get(link.media or "") for link in links]
    photos = [_picture(source, one) for one in media if one and one.media_type == "photo"]
    return tuple(photo for photo in photos if photo is not None)


def _picture(source: Source, media: Media) -> Picture | None:
    """Return the original, or its preview where the paper's decoder cannot read the original.

    The book decodes in this process. A picture without a preview is one that its reader, bounded
    in time and memory, gave up or never saw: it stays closed.
    """
    blobs, sha256 = source.inventory.blobs, media.sha256 or ""
    preview = blobs.cache_path(sha256, 1024)
    if not preview.is_file():
        return None
    caption, notes = source.text(media.caption), photo_notes(source, media)
    turned = media.turned or 0
    if media.mime in _PRINTED_AS_THEY_ARE and blobs.has(sha256, media.extension):
        orientation = _turned(media.orientation or 1, turned)
        return Picture(blobs.path(sha256, media.extension), caption, orientation, notes)
    return Picture(preview, caption, _turned(1, turned), notes)


def _turned(orientation: int, degrees: int) -> int:
    """Return the EXIF orientation after a further turn clockwise."""
    for cycle in (_UPRIGHT_CYCLE, _MIRRORED_CYCLE):
        if orientation in cycle:
            return cycle[(cycle.index(orientation) + degrees // 90) % 4]
    return 1


def _cover(parts: Sequence[Part]) -> Picture | None:
    return next(
        (entry.pictures[0] for part in parts for entry in part.entries if entry.pictures), None
    )


def _colophon(source: Source, count: int, digest: str) -> tuple[str, ...]:
    return (
        source.both(f"收录遗产 {count} 项。", f"{count} items are recorded here."),
        source.both(
            "图文属于村民；未经本人同意，不得另作他用。",
            "Words and pictures belong to the villagers; ask them before any other use.",
        ),
        source.both(
            f"由 Heritage Desktop {__version__} 编印。",
            f"Made with Heritage Desktop {__version__}.",
        ),
        source.both(f"数据校验码 {digest[:16]}", f"Checksum of the records {digest[:16]}"),
    )
