# SPDX-License-Identifier: Apache-2.0
"""What a book says besides the items' own fields: every part, people, villages, good practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from heritage_desktop.catalogue.content import Entry, Note, Picture, Row, Section
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.dates import show
from heritage_desktop.domain.entities import nested_in, parts_of
from heritage_desktop.domain.eras import read_told
from heritage_desktop.domain.fields import Kind, Record, Spec, inside_field, owner_field, specs
from heritage_desktop.domain.media import Media, Region
from heritage_desktop.domain.own import OwnField, OwnValue
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.recurrence import read as read_recurrence
from heritage_desktop.domain.recurrence import show as show_recurrence
from heritage_desktop.domain.regions import in_order
from heritage_desktop.domain.regions import read as read_box
from heritage_desktop.domain.use import GoodPractice
from heritage_desktop.services.book_source import (
    Source,
    chinese,
    english,
    field_label,
    said,
    term_label,
    translated,
)

#: Of use to those who keep the record, not to those who read the book.
_NOT_PRINTED = frozenset({"access_level", "preferred", "visit", "next_due", "media", "photo"})
_NOT_SECTIONS = frozenset({"item_name", "consent", "comment", "contribution"})
_VILLAGE_SKIPPED = frozenset({"name", "romanised", "code", "kind", "summary", "position"})
_LONG = (Kind.LONG_TEXT, Kind.LOCALISED)


def sections(
    source: Source, entity: str, record: str, kind: str | None = None
) -> tuple[Section, ...]:
    """Return the parts of a record as the book prints them: each sort under its heading."""
    made = []
    for part in parts_of(entity, kind=kind):
        if part.entity in _NOT_SECTIONS:
            continue
        rows: list[Row] = []
        for one in _of(source, part, record):
            rows.append(row_of(source, one))
            for inner in nested_in(part.entity):
                rows += [row_of(source, n) for n in _inside(source, inner, one.id)]
        title = source.both(translated(part.label), part.label)
        made += [Section(title, tuple(rows))] if rows else []
    own = _own_answers(source, record)
    if own:
        made.append(Section(source.both(translated("Own fields"), "Own fields"), own))
    return tuple(made)


def photo_notes(source: Source, media: Media) -> tuple[Note, ...]:
    """Return what is marked on a photo and has words: a note, the name of a person, a damage."""
    turned = media.turned or 0
    found: list[Note] = []
    for one in in_order(source.grouped(Region, "media").get(media.id, []), turned):
        person = source.people.get(one.person or "")
        said = [source.text(person.name)] if person else []
        if one.role == "damage":
            said.append(term_label(source, "region_role", "damage"))
        words = source.text(one.text)
        if not words and not person:
            continue
        box = read_box(one.box)
        seen = box.turned(turned) if box else None
        place = (seen.x, seen.y, seen.w, seen.h) if seen else None
        told = " · ".join(part for part in (*said, words) if part)
        found.append(Note(len(found) + 1, told, place))
    return tuple(found)


def _of(source: Source, part: type[Record], record: str) -> Sequence[Record]:
    found = source.grouped(part, owner_field(part) or "").get(record, [])
    return sorted(found, key=_order)


def _inside(source: Source, part: type[Record], record: str) -> Sequence[Record]:
    return sorted(source.grouped(part, inside_field(part) or "").get(record, []), key=_order)


def _order(record: Record) -> tuple[Any, ...]:
    number = getattr(record, "number", None)
    return (
        not getattr(record, "preferred", None), number if isinstance(number, int) else 0,
        str(getattr(record, "date", None) or ""), record.id,
    )  # fmt: skip


def row_of(source: Source, record: Record) -> Row:
    """Return one part: a line of its short values, then its long texts."""
    short: list[str] = []
    long: list[tuple[str, str]] = []
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if not spec.shown or name in _NOT_PRINTED or value in (None, "", (), {}):
            continue
        told = _value(source, spec, value)
        if not told:
            continue
        if spec.kind in _LONG:
            long.append((field_label(source, spec), told))
        else:
            label = "" if spec.first else f"{field_label(source, spec)} "
            short.insert(0 if name == "date" else len(short), f"{label}{told}")
    reading = _reading(source, record)
    # One text speaks for itself; of several, each says what it answers.
    texts = [told if len(long) == 1 else f"{label}: {told}" for label, told in long]
    return Row(" · ".join(short + ([reading] if reading else [])), "\n".join(texts))


def _value(source: Source, spec: Spec, value: Any) -> str:
    kind = spec.kind
    if kind is Kind.LOCALISED:
        return "\n".join(part for part in (chinese(value), english(value)) if part)
    if kind is Kind.REFERENCE:
        return _title(source, value)
    if kind is Kind.REFERENCES:
        return "、".join(filter(None, (_title(source, one) for one in value)))
    if kind is Kind.DATE:
        return _day(source, value)
    return said(source, spec, value)


def _day(source: Source, edtf: str) -> str:
    """Return a date once: in a book of both languages the Chinese form is read by everybody."""
    return show(edtf, "en" if source.language == "en" else "zh_CN")


def _reading(source: Source, record: Record) -> str:
    """Return how a told date is read, where nobody wrote another reading."""
    told = getattr(record, "told", None)
    if not told or getattr(record, "edtf", None):
        return ""
    said_on = str(getattr(record, "said_on", None) or "")[:4]
    edtf = read_told(told, said_in=int(said_on) if said_on.isdigit() else None).edtf
    shown = _day(source, edtf) if edtf else ""
    return f"[{shown}]" if shown and shown != told else ""


def _title(source: Source, record: str) -> str:
    if record in source.people:
        return source.text(source.people[record].name)
    named = source.named.get(record)
    return source.text(named) if named else ""


def _own_answers(source: Source, record: str) -> tuple[Row, ...]:
    fields: Mapping[str, OwnField] = {one.id: one for one in source.of(OwnField)}
    rows = []
    for one in source.grouped(OwnValue, "target").get(record, []):
        field = fields.get(one.field or "")
        if field is None or not one.value:
            continue
        value = one.value
        if field.kind in ("person", "place"):
            value = _title(source, value)
        elif field.kind == "yes_no":
            value = source.both("是", "yes") if value == "yes" else source.both("否", "no")
        rows.append(Row(f"{source.text(field.name)} · {value}", ""))
    return tuple(sorted(rows, key=lambda row: row.lead))


def recurrence_text(source: Source, text: str) -> str:
    """Return when a practice happens in words; free text stays as it was told."""
    read = read_recurrence(text)
    if read is None:
        return text
    return source.both(show_recurrence(read, "zh_CN"), show_recurrence(read, "en"))


def village_entries(source: Source, village: Village) -> tuple[Entry, ...]:
    """Return the profile of a village and the practices others may copy from it."""
    facts = []
    for name, spec in specs(Village).items():
        value = getattr(village, name)
        if name in _VILLAGE_SKIPPED or not spec.shown or value in (None, "", (), {}):
            continue
        told = _value(source, spec, value)
        if told:
            facts.append((field_label(source, spec), told))
    own = tuple(
        Section(source.both(translated("Own fields"), "Own fields"), rows)
        for rows in [_own_answers(source, village.id)]
        if rows
    )
    made = []
    # A name and a head count are said on the opening page already.
    if len(facts) >= 3 or own:
        made.append(
            Entry(
                id=f"profile-{village.id}", number="", kind="village",
                kind_label=source.both(translated("Village"), "Village"),
                title_zh=f"{chinese(village.name)}概况" if chinese(village.name) else "",
                title_en=f"{english(village.name)} at a glance".strip(),
                facts=tuple(facts), sections=own,
            )
        )  # fmt: skip
    practices = [one for one in source.of(GoodPractice) if one.village == village.id]
    return (*made, *(_practice(source, one) for one in sorted(practices, key=lambda p: p.id)))


def _practice(source: Source, practice: GoodPractice) -> Entry:
    facts, rows = [], []
    for name, spec in specs(GoodPractice).items():
        value = getattr(practice, name)
        if name in ("title", "village", "problem") or value in (None, "", (), {}):
            continue
        told = _value(source, spec, value)
        if spec.kind in _LONG:
            rows.append(Section(field_label(source, spec), (Row("", told),)))
        elif told:
            facts.append((field_label(source, spec), told))
    return Entry(
        id=practice.id, number="", kind="good_practice",
        kind_label=source.both(translated("Inspiring practice"), "Inspiring practice"),
        title_zh=chinese(practice.title) or english(practice.title),
        title_en=english(practice.title) if chinese(practice.title) else "",
        facts=tuple(facts), summary_zh=chinese(practice.problem),
        summary_en=english(practice.problem), sections=tuple(rows),
    )  # fmt: skip


def people_entries(
    source: Source, village: Village, pictures: Callable[[str], tuple[Picture, ...]]
) -> tuple[Entry, ...]:
    """Return the people of a village of whom there is more to read than a name."""
    made = []
    for person in sorted(source.of(Person), key=lambda one: (chinese(one.name), one.id)):
        if person.village != village.id:
            continue
        told = sections(source, "person", person.id)
        if not told and not any(person.biography.values()):
            continue
        born = (source.both("生年", "Born"), str(person.birth_year)) if person.birth_year else None
        work = (source.both(translated("Occupation"), "Occupation"), person.occupation or "")
        facts = tuple(fact for fact in (born, work) if fact and fact[1])
        made.append(
            Entry(
                id=person.id, number="", kind="person",
                kind_label=source.both(translated("Person"), "Person"),
                title_zh=chinese(person.name) or english(person.name),
                title_en=english(person.name) if chinese(person.name) else "",
                facts=facts, summary_zh=chinese(person.biography),
                summary_en=english(person.biography), pictures=pictures(person.id),
                sections=told,
            )
        )  # fmt: skip
    return tuple(made)
