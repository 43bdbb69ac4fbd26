# SPDX-License-Identifier: Apache-2.0
"""The heritage item, tangible or intangible, and its detail sheet by kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import Kind, Record, declared

ITEM_KINDS = ("immovable", "movable", "intangible", "landscape")


@dataclass(frozen=True, kw_only=True)
class Item(Record):
    """A hall, a bridge, a mask, a festival, a grove: one record for all, one web of links."""

    entity: ClassVar[str] = "item"
    label: ClassVar[str] = "Item"

    kind: str | None = declared(
        Kind.TERM, "Kind", vocabulary="item_kind", required=True, listed=True, first=True
    )
    type: str | None = declared(
        Kind.TERM, "Type", vocabulary="tangible_type", listed=True, first=True
    )
    village: str | None = declared(
        Kind.REFERENCE, "Village", target="village", required=True, listed=True, first=True
    )
    field_no: str | None = declared(Kind.TEXT, "Field number", listed=True)
    status: str | None = declared(
        Kind.TERM, "Status", vocabulary="record_status", listed=True, merge="strictest"
    )
    survey_type: str | None = declared(Kind.TERM, "Survey", vocabulary="survey_type")
    presence: str | None = declared(
        Kind.TERM, "Found", vocabulary="presence", hint="looked, none found · gone"
    )
    dating_told: str | None = declared(Kind.TEXT, "Age as told", first=True, hint="清光绪三年")
    summary: Mapping[str, str] = declared(Kind.LOCALISED, "Summary", first=True)
    history: Mapping[str, str] = declared(Kind.LOCALISED, "History", group="Story")
    legend: Mapping[str, str] = declared(Kind.LOCALISED, "Legend", group="Story")
    locality: Mapping[str, str] = declared(Kind.LOCALISED, "How to find it", group="Place")
    ownership: str | None = declared(
        Kind.TERM, "Ownership", vocabulary="ownership", group="Use and care"
    )
    current_use: str | None = declared(
        Kind.TERM, "Present use", vocabulary="current_use", group="Use and care"
    )
    condition: str | None = declared(
        Kind.TERM, "Condition", vocabulary="condition", group="Use and care"
    )
    access_level: str | None = declared(
        Kind.TERM,
        "Who may see it",
        vocabulary="access_level",
        group="Use and care",
        merge="strictest",
    )
    embargo_until: str | None = declared(
        Kind.DATE, "Kept back until", group="Use and care", merge="strictest"
    )
    keywords: str | None = declared(Kind.TEXT, "Keywords", group="Use and care")
    unsaid: tuple[str, ...] = declared(
        Kind.TERMS, "Why fields are empty", vocabulary="null_flavour", shown=False, searched=False
    )
    recorder: str | None = declared(Kind.TEXT, "Recorder", required=True, group="Recording")
    recorded_on: str | None = declared(
        Kind.DATE, "Recorded on", required=True, listed=True, group="Recording"
    )
    visit: str | None = declared(Kind.REFERENCE, "Visit", target="visit", group="Recording")
    field_notes: str | None = declared(
        Kind.LONG_TEXT,
        "Field notes (stay with the team and county)",
        exported=False,
        group="Recording",
    )


@dataclass(frozen=True, kw_only=True)
class ImmovableDetail(Record):
    """Buildings, sites, tombs, carvings."""

    entity: ClassVar[str] = "immovable"
    label: ClassVar[str] = "Building or site"
    part_of: ClassVar[str | None] = "item"

    period: str | None = declared(Kind.TERM, "Period", vocabulary="period_cn", group="Building")
    structure: str | None = declared(
        Kind.TERM, "Structure", vocabulary="structure", group="Building", first=True
    )
    bays: int | None = declared(Kind.WHOLE, "Bays", group="Building", first=True)
    storeys: int | None = declared(Kind.WHOLE, "Storeys", group="Building")
    courtyards: int | None = declared(Kind.WHOLE, "Courtyards", group="Building")
    orientation: int | None = declared(Kind.WHOLE, "Faces", unit="°", group="Building")
    materials: tuple[str, ...] = declared(
        Kind.TERMS, "Materials", vocabulary="material", group="Building"
    )
    census_class: str | None = declared(
        Kind.TERM, "Class (census)", vocabulary="cn_census_class", group="Building"
    )
    plan_form: str | None = declared(Kind.TERM, "Plan", vocabulary="plan_form", group="Building")
    roof: str | None = declared(Kind.TERM, "Roof", vocabulary="roof_type", group="Building")
    decoration: str | None = declared(Kind.LONG_TEXT, "Decoration", group="Building")
    protected_area_m2: str | None = declared(
        Kind.DECIMAL, "Protected area", unit="m²", group="Surroundings"
    )
    control_zone: str | None = declared(
        Kind.LONG_TEXT, "Limits of building around it", group="Surroundings"
    )
    single_relics: int | None = declared(Kind.WHOLE, "Single parts", group="Surroundings")
    natural_setting: str | None = declared(
        Kind.LONG_TEXT, "Natural surroundings", group="Surroundings"
    )
    human_setting: str | None = declared(Kind.LONG_TEXT, "Human surroundings", group="Surroundings")
    footprint_m2: str | None = declared(Kind.DECIMAL, "Footprint", unit="m²", group="Building")
    inscriptions: str | None = declared(Kind.LONG_TEXT, "Inscriptions", group="Building")


@dataclass(frozen=True, kw_only=True)
class MovableDetail(Record):
    """Tools, masks, furniture, documents (Object ID fields)."""

    entity: ClassVar[str] = "movable"
    label: ClassVar[str] = "Object"
    part_of: ClassVar[str | None] = "item"

    materials: tuple[str, ...] = declared(
        Kind.TERMS, "Materials", vocabulary="material", group="Object", first=True
    )
    measurements: str | None = declared(
        Kind.TEXT, "Measurements", group="Object", first=True, hint="42 × 18 × 9 cm"
    )
    object_name: str | None = declared(Kind.TEXT, "What it is called", group="Object")
    depicts: str | None = declared(Kind.TEXT, "What it depicts", group="Object")
    technique: str | None = declared(Kind.TEXT, "Technique", group="Object")
    provenance: str | None = declared(Kind.LONG_TEXT, "Where it came from", group="Object")
    maker: str | None = declared(Kind.TEXT, "Maker", group="Object")
    quantity: int | None = declared(Kind.WHOLE, "How many", group="Object")
    marks: str | None = declared(Kind.LONG_TEXT, "Inscriptions and marks", group="Object")
    features: str | None = declared(Kind.LONG_TEXT, "Distinguishing features", group="Object")
    kept_at: str | None = declared(Kind.TEXT, "Kept at", group="Object")


@dataclass(frozen=True, kw_only=True)
class IntangibleDetail(Record):
    """Festivals, crafts, songs, foodways (UNESCO outline)."""

    entity: ClassVar[str] = "intangible"
    label: ClassVar[str] = "Practice"
    part_of: ClassVar[str | None] = "item"

    domain: str | None = declared(
        Kind.TERM, "Domain", vocabulary="ich_domain", group="Practice", first=True
    )
    cn_category: str | None = declared(
        Kind.TERM, "Category (China)", vocabulary="cn_ich_category", group="Practice"
    )
    recurrence: str | None = declared(
        Kind.TEXT, "When it happens", group="Practice", first=True, hint="L:01-15 正月十五"
    )
    community: str | None = declared(Kind.TEXT, "Community", group="Practice")
    languages: tuple[str, ...] = declared(
        Kind.TERMS, "Languages", vocabulary="language", group="Practice"
    )
    process: Mapping[str, str] = declared(Kind.LOCALISED, "How it is done", group="Practice")
    transmission: tuple[str, ...] = declared(
        Kind.TERMS, "How it is passed on", vocabulary="transmission_mode", group="Practice"
    )
    viability: str | None = declared(
        Kind.TERM, "Vitality", vocabulary="viability", group="Practice"
    )
    subdomain: str | None = declared(
        Kind.TERM, "Subdomain", vocabulary="ich_subdomain", group="Practice"
    )
    practice_type: str | None = declared(
        Kind.TERM, "Sort of practice", vocabulary="practice_type", group="Practice"
    )
    other_domains: tuple[str, ...] = declared(
        Kind.TERMS, "Other domains", vocabulary="ich_domain", group="Practice"
    )
    occasion: str | None = declared(Kind.TEXT, "Occasion", group="Practice")
    duration: str | None = declared(Kind.TEXT, "How long it takes", group="Practice")
    participants: int | None = declared(Kind.WHOLE, "People taking part", group="Practice")
    roles_by_age: str | None = declared(
        Kind.TEXT, "Tasks of women, men, young and old", group="Practice"
    )
    origin_told: str | None = declared(Kind.LONG_TEXT, "Where it came from", group="Practice")
    customary_rules: str | None = declared(
        Kind.LONG_TEXT, "Customs on who may see or do it", group="Practice"
    )


@dataclass(frozen=True, kw_only=True)
class LandscapeDetail(Record):
    """Terraces, weirs, groves, ancient trees."""

    entity: ClassVar[str] = "landscape"
    label: ClassVar[str] = "Landscape"
    part_of: ClassVar[str | None] = "item"

    landscape_type: str | None = declared(
        Kind.TERM, "Sort of landscape", vocabulary="landscape_type", group="Landscape", first=True
    )
    elements: str | None = declared(Kind.LONG_TEXT, "Parts and their number", group="Landscape")
    farming: str | None = declared(Kind.TEXT, "Farming system", group="Landscape")
    season: str | None = declared(Kind.TEXT, "Through the seasons", group="Landscape")
    species: str | None = declared(Kind.TEXT, "Species", group="Landscape", first=True)
    tree_grade: str | None = declared(
        Kind.TERM, "Grade of the tree", vocabulary="tree_grade", group="Landscape"
    )
    height_m: str | None = declared(Kind.DECIMAL, "Height", unit="m", group="Landscape")
    girth_cm: int | None = declared(Kind.WHOLE, "Girth", unit="cm", group="Landscape")
    age_years: int | None = declared(Kind.WHOLE, "Estimated age", unit="years", group="Landscape")
    area_ha: str | None = declared(Kind.DECIMAL, "Area", unit="ha", group="Landscape")
    land_use: str | None = declared(Kind.TEXT, "Land use", group="Landscape")
    water: str | None = declared(Kind.TEXT, "Water source", group="Landscape")


@dataclass(frozen=True, kw_only=True)
class ItemPart(Record):
    """What belongs to one item and lives in its tree."""

    item: str | None = declared(Kind.REFERENCE, "Item", target="item", owner=True, shown=False)


@dataclass(frozen=True, kw_only=True)
class ItemName(Record):
    """One name of an item in one language; several may stand side by side."""

    entity: ClassVar[str] = "item_name"
    label: ClassVar[str] = "Name"
    page: ClassVar[str] = "story"

    item: str | None = declared(Kind.REFERENCE, "Item", target="item", owner=True, shown=False)
    value: str | None = declared(Kind.TEXT, "Name", required=True, first=True)
    language: str | None = declared(Kind.TERM, "Language", vocabulary="language", first=True)
    romanised: str | None = declared(Kind.TEXT, "Romanised")
    role: str | None = declared(Kind.TERM, "Sort of name", vocabulary="name_role")
    preferred: bool | None = declared(Kind.YES_NO, "Preferred")
    said_by: str | None = declared(Kind.REFERENCE, "Said by", target="person")
    date_from: str | None = declared(Kind.DATE, "In use from")
    date_to: str | None = declared(Kind.DATE, "In use until")


@dataclass(frozen=True, kw_only=True)
class Location(Record):
    """One place of an item; several may be kept, the first centre is shown."""

    entity: ClassVar[str] = "location"
    label: ClassVar[str] = "Place"

    item: str | None = declared(Kind.REFERENCE, "Item", target="item", owner=True, shown=False)
    position: Position | None = declared(Kind.POSITION, "Position", first=True)
    role: str | None = declared(Kind.TERM, "What is there", vocabulary="location_role", first=True)
    method: str | None = declared(Kind.TERM, "How it was found", vocabulary="location_method")
    original: str | None = declared(Kind.TEXT, "As written")
    certainty: str | None = declared(Kind.TERM, "How sure", vocabulary="certainty")
    observed_on: str | None = declared(Kind.DATE, "Measured on")
    note: str | None = declared(Kind.TEXT, "Note on the point")
    public_precision: int | None = declared(
        Kind.WHOLE, "Public precision", unit="m", hint="0 exact · 1000 · 10000"
    )


@dataclass(frozen=True, kw_only=True)
class Relation(Record):
    """A link from one record to another; the inverse is the same row read from the other end."""

    entity: ClassVar[str] = "relation"
    label: ClassVar[str] = "Connection"

    subject: str | None = declared(Kind.REFERENCE, "From", target="item", owner=True, shown=False)
    type: str | None = declared(
        Kind.TERM, "Sort of connection", vocabulary="relation_type", required=True, first=True
    )
    object: str | None = declared(
        Kind.REFERENCE, "Connected to", target="*", required=True, first=True
    )
    note: str | None = declared(Kind.TEXT, "Note")
    certainty: str | None = declared(Kind.TERM, "How sure", vocabulary="certainty")
    date_from: str | None = declared(Kind.DATE, "From")
    date_to: str | None = declared(Kind.DATE, "To")


@dataclass(frozen=True, kw_only=True)
class Twin(Record):
    """What was answered about two items that may be one place; ``keep`` is the one that stays."""

    entity: ClassVar[str] = "twin"
    label: ClassVar[str] = "Items compared"
    audiences: ClassVar[tuple[str, ...]] = ("county",)

    one: str | None = declared(Kind.REFERENCE, "Item", target="item", owner=True, shown=False)
    other: str | None = declared(Kind.REFERENCE, "Other item", target="item", shown=False)
    answer: str | None = declared(
        Kind.TERM, "Answer", vocabulary="twin_answer", first=True, searched=False
    )
    keep: str | None = declared(
        Kind.REFERENCE, "The item that stays", target="item", shown=False, merge="latest"
    )


def twin_id(one: str, other: str) -> str:
    """Return the one id under which every laptop keeps the answer about these two items."""
    return hashlib.sha256("/".join(("twin", *sorted((one, other)))).encode()).hexdigest()[:32]
