# SPDX-License-Identifier: Apache-2.0
"""What is told of an item: several voices side by side, each with who said it and how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, Record, declared
from heritage_desktop.domain.item import ItemPart


@dataclass(frozen=True, kw_only=True)
class Assertion(ItemPart):
    """Something people may disagree on: who said it, when, how they know, from what source."""

    preferred: bool | None = declared(Kind.YES_NO, "Preferred", group="Who says so")
    said_by: str | None = declared(
        Kind.REFERENCE, "Said by", target="person", group="Who says so", first=True
    )
    said_on: str | None = declared(Kind.DATE, "Said on", group="Who says so")
    knowledge: str | None = declared(
        Kind.TERM, "How it is known", vocabulary="knowledge", group="Who says so"
    )
    certainty: str | None = declared(
        Kind.TERM, "How sure", vocabulary="certainty", group="Who says so"
    )
    source: str | None = declared(Kind.REFERENCE, "Source", target="source", group="Who says so")
    access_level: str | None = declared(
        Kind.TERM, "Who may see it", vocabulary="access_level", group="Who says so",
        merge="strictest",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Account(Assertion):
    """A voice: memory, legend, song text, expert note, in the words of the one who tells."""

    entity: ClassVar[str] = "account"
    label: ClassVar[str] = "Voice"
    page: ClassVar[str] = "story"

    role: str | None = declared(Kind.TERM, "What it is", vocabulary="text_role", first=True)
    text: Mapping[str, str] = declared(Kind.LOCALISED, "In their words", first=True)


@dataclass(frozen=True, kw_only=True)
class Dating(Assertion):
    """When: the words as told, and the reading as EDTF (ISO 8601-2) where it was corrected."""

    entity: ClassVar[str] = "dating"
    label: ClassVar[str] = "Dating"
    page: ClassVar[str] = "story"

    told: str | None = declared(Kind.TEXT, "As told", first=True, hint="清光绪三年")
    edtf: str | None = declared(Kind.DATE, "Read as", hint="1877 · 1368/1644 · 195X")
    qualifier: str | None = declared(
        Kind.TERM, "What happened then", vocabulary="date_qualifier", first=True
    )
    period: str | None = declared(Kind.TERM, "Period", vocabulary="period_cn")
    evidence: str | None = declared(Kind.LONG_TEXT, "Evidence")


@dataclass(frozen=True, kw_only=True)
class Phase(Assertion):
    """One building campaign: built, moved, repaired."""

    entity: ClassVar[str] = "phase"
    label: ClassVar[str] = "Building phase"
    page: ClassVar[str] = "story"
    kinds: ClassVar[tuple[str, ...]] = ("immovable", "movable", "landscape")

    type: str | None = declared(Kind.TERM, "What was done", vocabulary="phase_type", first=True)
    told: str | None = declared(Kind.TEXT, "When, as told", first=True)
    edtf: str | None = declared(Kind.DATE, "Read as")
    builder: str | None = declared(Kind.TEXT, "Builder or craftsman")
    materials: tuple[str, ...] = declared(Kind.TERMS, "Materials", vocabulary="material")
    technique: str | None = declared(Kind.TEXT, "Technique")
    text: str | None = declared(Kind.LONG_TEXT, "What is known of it")


@dataclass(frozen=True, kw_only=True)
class Function(Assertion):
    """What it was for, at one time."""

    entity: ClassVar[str] = "function"
    label: ClassVar[str] = "Function"
    page: ClassVar[str] = "story"
    kinds: ClassVar[tuple[str, ...]] = ("immovable", "movable", "landscape")

    function: str | None = declared(Kind.TERM, "Function", vocabulary="function", first=True)
    original: bool | None = declared(Kind.YES_NO, "Its first function")
    told: str | None = declared(Kind.TEXT, "When, as told", first=True)
    text: str | None = declared(Kind.LONG_TEXT, "How it was used")


@dataclass(frozen=True, kw_only=True)
class ValueStatement(Assertion):
    """Why it matters, and to whom."""

    entity: ClassVar[str] = "value"
    label: ClassVar[str] = "Why it matters"
    page: ClassVar[str] = "story"

    type: str | None = declared(Kind.TERM, "Sort of value", vocabulary="value_type", first=True)
    text: Mapping[str, str] = declared(Kind.LOCALISED, "Why", first=True)


@dataclass(frozen=True, kw_only=True)
class Measurement(Assertion):
    """One measure with its unit and how exact it is."""

    entity: ClassVar[str] = "measurement"
    label: ClassVar[str] = "Measurement"
    page: ClassVar[str] = "story"
    kinds: ClassVar[tuple[str, ...]] = ("immovable", "movable", "landscape")

    type: str | None = declared(Kind.TERM, "Measure", vocabulary="measure_kind", first=True)
    value: str | None = declared(Kind.DECIMAL, "Number", first=True)
    unit: str | None = declared(Kind.TERM, "Unit", vocabulary="unit", first=True)
    part: str | None = declared(Kind.TEXT, "Of which part")
    accuracy: str | None = declared(Kind.DECIMAL, "Give or take")


@dataclass(frozen=True, kw_only=True)
class Step(ItemPart):
    """One step of a craft, a recipe or a rite."""

    entity: ClassVar[str] = "step"
    label: ClassVar[str] = "Step"
    page: ClassVar[str] = "story"
    kinds: ClassVar[tuple[str, ...]] = ("intangible",)

    number: int | None = declared(Kind.WHOLE, "Number", first=True)
    title: Mapping[str, str] = declared(Kind.LOCALISED, "What is done", first=True)
    text: Mapping[str, str] = declared(Kind.LOCALISED, "How", first=True)
    tools: str | None = declared(Kind.TEXT, "Tools")
    materials: tuple[str, ...] = declared(Kind.TERMS, "Materials", vocabulary="material")
    media: str | None = declared(Kind.REFERENCE, "Photo or recording", target="media")


@dataclass(frozen=True, kw_only=True)
class Designation(ItemPart):
    """A list the item stands on."""

    entity: ClassVar[str] = "designation"
    label: ClassVar[str] = "Listing"
    page: ClassVar[str] = "story"

    level: str | None = declared(Kind.TERM, "Level", vocabulary="protection_level", first=True)
    body: str | None = declared(Kind.TEXT, "Announced by", first=True)
    number: str | None = declared(Kind.TEXT, "Number")
    batch: str | None = declared(Kind.TEXT, "Batch")
    date: str | None = declared(Kind.DATE, "Date")


@dataclass(frozen=True, kw_only=True)
class Identifier(ItemPart):
    """What the item is called in another register."""

    entity: ClassVar[str] = "identifier"
    label: ClassVar[str] = "Number elsewhere"
    page: ClassVar[str] = "story"

    scheme: str | None = declared(Kind.TEXT, "Register", first=True, hint="census · ICH · Wikidata")
    value: str | None = declared(Kind.TEXT, "Number", first=True)
    uri: str | None = declared(Kind.TEXT, "Address")


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """A book, genealogy, inscription, page or talk that claims rest on."""

    entity: ClassVar[str] = "source"
    label: ClassVar[str] = "Source"

    title: Mapping[str, str] = declared(Kind.LOCALISED, "Title", first=True, required=True)
    type: str | None = declared(Kind.TERM, "Sort", vocabulary="source_type", first=True)
    creator: str | None = declared(Kind.TEXT, "Author", first=True)
    year: str | None = declared(Kind.DATE, "Year", first=True)
    holder: str | None = declared(Kind.TEXT, "Kept by")
    call_number: str | None = declared(Kind.TEXT, "Call number")
    pages: str | None = declared(Kind.TEXT, "Pages")
    uri: str | None = declared(Kind.TEXT, "Address")
    read_on: str | None = declared(Kind.DATE, "Read on")
    language: str | None = declared(Kind.TERM, "Language", vocabulary="language")
    note: str | None = declared(Kind.LONG_TEXT, "Note")
