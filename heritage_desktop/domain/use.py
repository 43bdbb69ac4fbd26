# SPDX-License-Identifier: Apache-2.0
"""Use and benefit: who has a share in a thing, what villagers did with it, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, Record, declared
from heritage_desktop.domain.item import ItemPart


@dataclass(frozen=True, kw_only=True)
class Party(ItemPart):
    """One owner, user or keeper: seventeen households of one hall are seventeen parties."""

    entity: ClassVar[str] = "party"
    label: ClassVar[str] = "Owner or user"
    audiences: ClassVar[tuple[str, ...]] = ("county",)
    page: ClassVar[str] = "people"
    kinds: ClassVar[tuple[str, ...]] = ("immovable", "movable", "landscape")

    who: str | None = declared(Kind.REFERENCE, "Person or household", target="agent", first=True)
    role: str | None = declared(Kind.TERM, "Role", vocabulary="party_role", first=True)
    share: str | None = declared(Kind.TEXT, "Share", first=True, hint="1/17 · 东厢两间")
    wish: str | None = declared(Kind.TERM, "Wish", vocabulary="wish", first=True)
    heard_on: str | None = declared(Kind.DATE, "Heard on")
    contact: str | None = declared(Kind.TEXT, "How to reach them", exported=False, searched=False)
    note: str | None = declared(Kind.LONG_TEXT, "What they said")


@dataclass(frozen=True, kw_only=True)
class Participant(ItemPart):
    """A person or group with a role in an item: builder, musician, keeper of a rite."""

    entity: ClassVar[str] = "participant"
    label: ClassVar[str] = "Person with a role"
    page: ClassVar[str] = "people"

    who: str | None = declared(Kind.REFERENCE, "Person or group", target="agent", first=True)
    role: str | None = declared(Kind.TERM, "Role", vocabulary="agent_role", first=True)
    date_from: str | None = declared(Kind.DATE, "From")
    date_to: str | None = declared(Kind.DATE, "To")
    note: str | None = declared(Kind.TEXT, "Note", first=True)


@dataclass(frozen=True, kw_only=True)
class Transmission(ItemPart):
    """Teacher to learner: one line of the lineage of a practice."""

    entity: ClassVar[str] = "transmission"
    label: ClassVar[str] = "Teacher and learner"
    page: ClassVar[str] = "people"
    kinds: ClassVar[tuple[str, ...]] = ("intangible",)

    teacher: str | None = declared(Kind.REFERENCE, "Teacher", target="person", first=True)
    learner: str | None = declared(Kind.REFERENCE, "Learner", target="person", first=True)
    mode: str | None = declared(
        Kind.TERM, "How it is passed on", vocabulary="transmission_mode", first=True
    )
    kinship: str | None = declared(Kind.TEXT, "Kinship")
    generation: int | None = declared(Kind.WHOLE, "Generation of the learner")
    date_from: str | None = declared(Kind.DATE, "From")
    date_to: str | None = declared(Kind.DATE, "To")
    place: str | None = declared(Kind.TEXT, "Place")


@dataclass(frozen=True, kw_only=True)
class UseRecord(ItemPart):
    """What is done with it and what came of it after one and three years."""

    entity: ClassVar[str] = "use_record"
    label: ClassVar[str] = "Use and benefit"
    page: ClassVar[str] = "state"

    date: str | None = declared(Kind.DATE, "Since", first=True)
    present: str | None = declared(Kind.LONG_TEXT, "Present use", first=True)
    wished: str | None = declared(Kind.LONG_TEXT, "Wished use", first=True)
    decides: str | None = declared(Kind.TEXT, "Who decides")
    beneficiaries: tuple[str, ...] = declared(
        Kind.TERMS, "Who benefits", vocabulary="beneficiary", first=True
    )
    cost: str | None = declared(Kind.TEXT, "Cost")
    gain: str | None = declared(Kind.LONG_TEXT, "Gain", hint="orders, learners, visitors")
    after_1y: str | None = declared(Kind.LONG_TEXT, "Result after one year")
    after_3y: str | None = declared(Kind.LONG_TEXT, "Result after three years")


@dataclass(frozen=True, kw_only=True)
class GoodPractice(Record):
    """An inspiring practice others could copy (Songyang Consensus: document and spread)."""

    entity: ClassVar[str] = "good_practice"
    label: ClassVar[str] = "Inspiring practice"

    title: Mapping[str, str] = declared(Kind.LOCALISED, "Title", first=True, required=True)
    village: str | None = declared(Kind.REFERENCE, "Village", target="village", first=True)
    problem: Mapping[str, str] = declared(Kind.LOCALISED, "The problem", first=True)
    done: Mapping[str, str] = declared(Kind.LOCALISED, "What the villagers did", first=True)
    who: str | None = declared(Kind.TEXT, "Who did it")
    status: str | None = declared(Kind.TERM, "State", vocabulary="practice_status")
    beneficiaries: tuple[str, ...] = declared(Kind.TERMS, "Who benefits", vocabulary="beneficiary")
    cost: str | None = declared(Kind.TEXT, "Cost")
    failed: Mapping[str, str] = declared(Kind.LOCALISED, "What did not work")
    copying: Mapping[str, str] = declared(Kind.LOCALISED, "How to do the same")
    after_1y: Mapping[str, str] = declared(Kind.LOCALISED, "Result after one year")
    after_3y: Mapping[str, str] = declared(Kind.LOCALISED, "Result after three years")
    items: tuple[str, ...] = declared(Kind.REFERENCES, "Items it is about", target="item")
    contact: str | None = declared(Kind.TEXT, "Contact", exported=False)
