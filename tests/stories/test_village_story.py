# SPDX-License-Identifier: Apache-2.0
"""A village recorded by two people over two visits: every entity, every field, nothing lost.

Values are made from the declarations, so a new field or entity is covered by itself.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS, ENTITIES, ROOTS
from heritage_desktop.domain.fields import Kind, Record, Spec, owner_field, owner_types, specs
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.services import bundles, parts
from heritage_desktop.services.catalogue import print_catalogue
from heritage_desktop.services.exporting import export
from heritage_desktop.services.inventories import gather
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter, items

KINDS = ("immovable", "movable", "intangible", "landscape")
ITEMS, PEOPLE = 40, 12


class Story:
    """Records the village; knows the ids of what may be pointed to."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.ids: dict[str, list[str]] = {}
        self.made: dict[tuple[str, str], Record] = {}
        self.number = 0

    def value(self, entity: str, name: str, spec: Spec) -> Any:
        """Return a value for one field that says which field it is."""
        self.number += 1
        said = f"{entity}.{name} 之{self.number}"
        if spec.vocabulary and spec.kind in (Kind.TERM, Kind.TERMS):
            codes = vocabulary(spec.vocabulary).codes()
            code = codes[self.number % len(codes)]
            return code if spec.kind is Kind.TERM else (code,)
        if spec.kind in (Kind.REFERENCE, Kind.REFERENCES):
            return self.reference(spec)
        return {
            Kind.TEXT: said, Kind.LONG_TEXT: f"{said}\n第二行",
            Kind.LOCALISED: {"zh-Hans": said, "en": f"{entity} {name} {self.number}"},
            Kind.WHOLE: self.number, Kind.DECIMAL: f"{self.number}.5",
            Kind.YES_NO: self.number % 2 == 0, Kind.DATE: f"{1900 + self.number % 120}-05",
            Kind.MOMENT: Moment("2026-05-12T14:30:00", "+08:00"),
            Kind.POSITION: Position((284_500_000 + self.number) / 10_000_000, 119.48),
        }[spec.kind]  # fmt: skip

    def reference(self, spec: Spec) -> Any:
        """Return the id of a record a field may point to, None while there is none."""
        target = {"*": "item", "agent": "person"}.get(spec.target or "*", spec.target or "")
        known = self.ids.get(target, [])
        one = known[self.number % len(known)] if known else None
        return one if spec.kind is Kind.REFERENCE else ((one,) if one else ())

    def filled(self, entity: type[Record], **given: Any) -> Record:
        """Return a record with a value in every field."""
        values = {
            name: given.get(name, self.value(entity.entity, name, spec))
            for name, spec in specs(entity).items()
        }
        return entity(id=given.get("id", ""), **{k: v for k, v in values.items() if v is not None})

    def add(self, change: Any, record: Record) -> Record:
        """Record it and remember what was recorded."""
        made: Record = change.add(record)
        self.ids.setdefault(made.entity, []).append(made.id)
        self.made[made.entity, made.id] = made
        return made


#: What would keep a record out of exports is tested with the gate, not here.
OPEN = {"access_level": None, "embargo_until": None, "media": None, "photo": None,
        "evidence": None, "refused": (), "status": "active", "until": None,
        "withdrawn_on": None, "withdrawn_how": None, "subjects": (), "code": None,
        "name_consent": True, "pseudonym": None, "presence": "present",
        "speaker": None}  # fmt: skip


#: Tested where they are at home: a stored original, and a person marked on a photo (the gate).
ELSEWHERE = {("media", "sha256"), ("region", "person")}


def first_visit(story: Story) -> None:
    """Everything that stands by itself, then the items with their sheets."""
    with story.inventory.change("First visit") as change:
        for name in ("admin_unit", "village", "visit", "source", "own_field", "term_mapping"):
            for _ in range(2):
                story.add(change, story.filled(ENTITIES[name], **OPEN))
        for _ in range(PEOPLE):
            story.add(change, story.filled(ENTITIES["person"], **OPEN))
        for _ in range(2):
            story.add(change, story.filled(ENTITIES["group"], **OPEN))
        for number in range(ITEMS):
            kind = KINDS[number % 4]
            item = story.add(change, story.filled(ENTITIES["item"], **{**OPEN, "kind": kind}))
            sheet = dataclasses.replace(story.filled(DETAILS[kind]), id=item.id)
            story.made[kind, item.id] = change.add(sheet)
        story.add(change, story.filled(ENTITIES["good_practice"], **OPEN))
        for _ in range(2):
            given = {**OPEN, "sha256": None, "media_type": "audio"}
            story.add(change, story.filled(ENTITIES["media"], **given))


def owners_of(story: Story, entity: type[Record]) -> Iterator[str]:
    """Yield two owners for a part, of every sort it may have."""
    for owner in owner_types(entity) or ("item",):
        fitting = [
            one
            for one in story.ids.get(owner, [])
            if owner != "item"
            or not entity.kinds
            or getattr(story.made["item", one], "kind", None) in entity.kinds
        ]
        yield from fitting[:2]


def second_visit(story: Story) -> None:
    """Every part of every owner."""
    with story.inventory.change("Second visit") as change:
        for entity in ENTITIES.values():
            owner = owner_field(entity)
            if owner is None:
                continue
            for one in owners_of(story, entity):
                unseen = {"person": None} if entity.entity == "region" else {}
                record = story.filled(entity, **{**OPEN, **unseen, owner: one})
                story.add(change, record)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    with Inventory.create(folder / "team.vhi", title={"en": "Story"}, author="Lin") as inventory:
        story = Story(inventory)
        first_visit(story)
        inventory.author = "Ye"
        second_visit(story)
        yield story


def test_every_entity_and_every_field_is_used(village: Story) -> None:
    used = {name for name, _ in village.made}
    assert set(ENTITIES) - {"settings"} == used
    assert len(village.ids["item"]) == ITEMS
    assert len(village.ids["person"]) == PEOPLE
    for name, entity in ENTITIES.items():
        records = [one for (kind, _), one in village.made.items() if kind == name]
        for field in specs(entity) if records else ():
            if field not in OPEN and (name, field) not in ELSEWHERE:
                assert any(getattr(one, field) not in (None, (), {}) for one in records), (
                    name, field,
                )  # fmt: skip


def test_what_was_recorded_is_what_is_read(village: Story) -> None:
    for (name, one), record in village.made.items():
        assert village.inventory.get(ENTITIES[name], one) == record


def test_a_bundle_carries_every_field_to_the_office(village: Story, tmp_path: Path) -> None:
    bundle = tmp_path / "team.vhb"
    bundles.export_bundle(village.inventory, bundle)
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}, office=True) as office:
        bundles.merge_bundle(office, bundle)
        for (name, one), record in village.made.items():
            assert office.get(ENTITIES[name], one) == record
        digest = office.digest()
        bundles.merge_bundle(office, bundle)
        assert office.digest() == digest
        office.undo()
        assert not items(office, ItemFilter())
        office.redo()
        assert len(items(office, ItemFilter())) == ITEMS


def test_every_exported_field_leaves_and_no_other(village: Story, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    export(village.inventory, "jsonl", target, audience="county")
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    by_id = {(row["entity"], row["id"]): row for row in rows}
    for (name, one), record in village.made.items():
        if "county" not in ENTITIES[name].audiences:
            assert (name, one) not in by_id
            continue
        for field, spec in specs(ENTITIES[name]).items():
            if getattr(record, field) in (None, (), {}):
                continue
            row = by_id[name, one]
            assert (field in row) == spec.exported, (name, field)


def test_every_searched_text_is_found(village: Story) -> None:
    for part in ("account", "dating", "damage", "step", "read_back", "use_record"):
        entity = ENTITIES[part]
        owner = owner_field(entity) or ""
        record = next(one for (name, _), one in village.made.items() if name == part)
        texts = [
            value["zh-Hans"] if isinstance(value, dict) else value
            for name, spec in specs(entity).items()
            if spec.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.LOCALISED) and spec.searched
            if (value := getattr(record, name))
        ]
        for text in texts:
            found = items(village.inventory, ItemFilter(text=text.split("\n")[0]))
            assert getattr(record, owner) in [row.id for row in found], (part, text)


def test_the_history_names_every_part(village: Story) -> None:
    item = village.ids["item"][0]
    written = {entry.entity for entry in village.inventory.history(item)}
    owned = {p.entity for p in parts.all_of(village.inventory, item)}
    assert owned <= written


@pytest.mark.slow
def test_the_book_tells_of_every_part(village: Story, tmp_path: Path) -> None:
    report = print_catalogue(village.inventory, tmp_path / "book.pdf", audience="county")
    text = "".join(page.extract_text() for page in PdfReader(report.path).pages)
    squeezed = "".join(text.split())
    for (name, _), record in village.made.items():
        entity = ENTITIES[name]
        if not entity.page or name in ("consent", "comment", "contribution"):
            continue
        for field, spec in specs(entity).items():
            value = getattr(record, field)
            if spec.kind is Kind.LOCALISED and spec.shown and value:
                assert "".join(value["zh-Hans"].split()) in squeezed, (name, field)


def test_roots_are_gathered_once(village: Story) -> None:
    gathered = gather(village.inventory)
    assert len({(one.entity, one.id) for one in gathered}) == len(gathered)
    assert {one.entity for one in gathered} >= set(ROOTS)
