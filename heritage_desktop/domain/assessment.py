# SPDX-License-Identifier: Apache-2.0
"""How things stand on one day: condition of things, viability of practices, and what is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, declared
from heritage_desktop.domain.item import ItemPart

TANGIBLE = ("immovable", "movable", "landscape")
PRACTICE = ("intangible",)


@dataclass(frozen=True, kw_only=True)
class Assessment(ItemPart):
    """What every assessment has: its day, who looked, on which visit, compared with last time."""

    date: str | None = declared(Kind.DATE, "Looked at on", first=True, required=True)
    compared: str | None = declared(
        Kind.TERM, "Compared with last time", vocabulary="better_worse", first=True
    )
    photo: str | None = declared(
        Kind.REFERENCE, "Photo from the same viewpoint", target="media", group="The visit"
    )
    assessor: str | None = declared(Kind.TEXT, "Assessed by", group="The visit")
    visit: str | None = declared(Kind.REFERENCE, "Visit", target="visit", group="The visit")
    next_due: str | None = declared(Kind.DATE, "Look again by", group="The visit")


@dataclass(frozen=True, kw_only=True)
class ConditionAssessment(Assessment):
    """The condition of a thing on one day."""

    entity: ClassVar[str] = "condition_assessment"
    label: ClassVar[str] = "Condition"
    page: ClassVar[str] = "state"
    kinds: ClassVar[tuple[str, ...]] = TANGIBLE

    overall: str | None = declared(Kind.TERM, "Condition", vocabulary="condition", first=True)
    type: str | None = declared(Kind.TERM, "How it was assessed", vocabulary="assessment_type")
    extent: str | None = declared(Kind.TERM, "Share affected", vocabulary="extent_band")
    structural_risk: bool | None = declared(Kind.YES_NO, "May collapse")
    occupied: bool | None = declared(Kind.YES_NO, "Lived in or used")
    priority: str | None = declared(Kind.TERM, "How urgent", vocabulary="priority")
    text: str | None = declared(Kind.LONG_TEXT, "What was seen", first=True)


@dataclass(frozen=True, kw_only=True)
class Damage(ItemPart):
    """One damage: where, by what, with what effect."""

    entity: ClassVar[str] = "damage"
    label: ClassVar[str] = "Damage"
    page: ClassVar[str] = "state"
    kinds: ClassVar[tuple[str, ...]] = TANGIBLE

    assessment: str | None = declared(
        Kind.REFERENCE, "Assessment", target="condition_assessment", inside=True, shown=False
    )
    part: str | None = declared(Kind.TEXT, "Where", first=True, hint="东厢屋檐")
    cause: str | None = declared(Kind.TERM, "Cause", vocabulary="damage_cause", first=True)
    cause_certainty: str | None = declared(Kind.TERM, "How sure", vocabulary="certainty")
    category: str | None = declared(Kind.TERM, "Category", vocabulary="damage_category")
    effects: tuple[str, ...] = declared(Kind.TERMS, "Effects", vocabulary="damage_effect")
    date: str | None = declared(Kind.DATE, "When")
    extent: str | None = declared(Kind.TERM, "Share affected", vocabulary="extent_band")
    trend: str | None = declared(Kind.TERM, "Trend", vocabulary="trend")
    photo: str | None = declared(Kind.REFERENCE, "Photo of the damage", target="media", first=True)
    text: str | None = declared(Kind.LONG_TEXT, "Description")


@dataclass(frozen=True, kw_only=True)
class ViabilityAssessment(Assessment):
    """How alive a practice is (UNESCO outline, part 4), in the community's words first."""

    entity: ClassVar[str] = "viability_assessment"
    label: ClassVar[str] = "Vitality"
    page: ClassVar[str] = "state"
    kinds: ClassVar[tuple[str, ...]] = PRACTICE

    viability: str | None = declared(Kind.TERM, "Vitality", vocabulary="viability", first=True)
    community_view: Mapping[str, str] = declared(
        Kind.LOCALISED, "In the community's own words", first=True
    )
    practitioners: int | None = declared(Kind.WHOLE, "Practitioners", group="Numbers", first=True)
    under_35: int | None = declared(Kind.WHOLE, "Of them under 35", group="Numbers")
    masters: int | None = declared(Kind.WHOLE, "Masters", group="Numbers")
    apprentices: int | None = declared(Kind.WHOLE, "Apprentices", group="Numbers")
    youngest: int | None = declared(Kind.WHOLE, "Age of the youngest", group="Numbers")
    oldest: int | None = declared(Kind.WHOLE, "Age of the oldest", group="Numbers")
    repertoire_known: int | None = declared(Kind.WHOLE, "Pieces still performed", group="Numbers")
    repertoire_remembered: int | None = declared(Kind.WHOLE, "Pieces remembered", group="Numbers")
    frequency_trend: str | None = declared(
        Kind.TERM, "How often, trend", vocabulary="trend", group="Means"
    )
    audience_trend: str | None = declared(
        Kind.TERM, "Audience, trend", vocabulary="trend", group="Means"
    )
    materials: str | None = declared(
        Kind.TERM, "Materials to be had", vocabulary="availability", group="Means"
    )
    spaces: str | None = declared(
        Kind.TERM, "Places to be had", vocabulary="availability", group="Means"
    )
    income_share: int | None = declared(
        Kind.WHOLE, "Share of income from it", unit="%", group="Means"
    )
    last_practised: str | None = declared(Kind.DATE, "Last practised", group="Means")
    text: str | None = declared(Kind.LONG_TEXT, "What was seen")


@dataclass(frozen=True, kw_only=True)
class Threat(ItemPart):
    """What endangers a thing or a practice."""

    entity: ClassVar[str] = "threat"
    label: ClassVar[str] = "Threat"
    audiences: ClassVar[tuple[str, ...]] = ("village", "county")
    page: ClassVar[str] = "state"

    cause: str | None = declared(Kind.TERM, "Threat", vocabulary="ich_threat", first=True)
    probability: str | None = declared(
        Kind.TERM, "How likely", vocabulary="threat_probability", first=True
    )
    expected: str | None = declared(Kind.DATE, "Expected by")
    text: str | None = declared(Kind.LONG_TEXT, "Description", first=True)


@dataclass(frozen=True, kw_only=True)
class Recommendation(ItemPart):
    """What the team advises after looking."""

    entity: ClassVar[str] = "recommendation"
    label: ClassVar[str] = "Recommendation"
    page: ClassVar[str] = "state"
    kinds: ClassVar[tuple[str, ...]] = TANGIBLE

    assessment: str | None = declared(
        Kind.REFERENCE, "Assessment", target="condition_assessment", inside=True, shown=False
    )
    type: str | None = declared(Kind.TERM, "Advice", vocabulary="recommendation_type", first=True)
    intervention: str | None = declared(Kind.TERM, "Sort of work", vocabulary="intervention")
    priority: str | None = declared(Kind.TERM, "How urgent", vocabulary="priority", first=True)
    cost: str | None = declared(Kind.TEXT, "Cost, estimated")
    agreed: bool | None = declared(Kind.YES_NO, "Agreed with the owner")
    text: str | None = declared(Kind.LONG_TEXT, "Description", first=True)


@dataclass(frozen=True, kw_only=True)
class Safeguarding(ItemPart):
    """A measure in place or proposed (Convention of 2003, article 2.3)."""

    entity: ClassVar[str] = "safeguarding"
    label: ClassVar[str] = "Safeguarding"
    page: ClassVar[str] = "state"

    measure: str | None = declared(Kind.TERM, "Measure", vocabulary="safeguarding", first=True)
    status: str | None = declared(Kind.TERM, "State", vocabulary="measure_status", first=True)
    by: str | None = declared(Kind.TEXT, "By whom")
    date_from: str | None = declared(Kind.DATE, "From")
    date_to: str | None = declared(Kind.DATE, "To")
    budget: str | None = declared(Kind.TEXT, "Money")
    community_role: str | None = declared(Kind.LONG_TEXT, "What the villagers do", first=True)
    outcome: str | None = declared(Kind.LONG_TEXT, "Outcome")
