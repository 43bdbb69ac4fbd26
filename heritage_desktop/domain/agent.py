# SPDX-License-Identifier: Apache-2.0
"""The people who carry, own, tell and record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, Record, declared


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A bearer or another person named in the inventory; birth year only, never the full date."""

    entity: ClassVar[str] = "person"
    label: ClassVar[str] = "Person"

    name: Mapping[str, str] = declared(Kind.LOCALISED, "Name", first=True, required=True)
    romanised: str | None = declared(Kind.TEXT, "Romanised name")
    sex: str | None = declared(Kind.TERM, "Sex", vocabulary="sex")
    birth_year: int | None = declared(Kind.WHOLE, "Birth year", first=True)
    village: str | None = declared(Kind.REFERENCE, "Home village", target="village", first=True)
    occupation: str | None = declared(Kind.TEXT, "Occupation")
    alive: bool | None = declared(Kind.YES_NO, "Living")
    died: str | None = declared(Kind.DATE, "Died")
    ethnic_group: str | None = declared(Kind.TEXT, "Ethnic group")
    education: str | None = declared(Kind.TEXT, "Schooling")
    guardian: str | None = declared(
        Kind.REFERENCE, "Guardian", target="person", hint="for children"
    )
    biography: Mapping[str, str] = declared(Kind.LOCALISED, "Life and practice", first=True)
    pseudonym: str | None = declared(
        Kind.TEXT, "Shown instead of the name", hint="Bearer 3", group="Consent"
    )
    name_consent: bool | None = declared(Kind.YES_NO, "Agrees to be named", group="Consent")
    access_level: str | None = declared(
        Kind.TERM, "Who may see it", vocabulary="access_level", group="Consent",
        merge="strictest",
    )  # fmt: skip
    unsaid: tuple[str, ...] = declared(
        Kind.TERMS, "Why fields are empty", vocabulary="null_flavour", shown=False, searched=False
    )
    phone: str | None = declared(
        Kind.TEXT, "Telephone", group="Contact", exported=False, searched=False
    )


@dataclass(frozen=True, kw_only=True)
class Group(Record):
    """A household, lineage, troupe, guild or office."""

    entity: ClassVar[str] = "group"
    label: ClassVar[str] = "Group or household"

    name: Mapping[str, str] = declared(Kind.LOCALISED, "Name", first=True, required=True)
    sort: str | None = declared(Kind.TERM, "Sort", vocabulary="group_sort", first=True)
    village: str | None = declared(Kind.REFERENCE, "Village", target="village", first=True)
    head: str | None = declared(Kind.REFERENCE, "Speaks for it", target="person", first=True)
    members: tuple[str, ...] = declared(Kind.REFERENCES, "Members", target="person")
    size: int | None = declared(Kind.WHOLE, "How many")
    surname: str | None = declared(Kind.TEXT, "Surname")
    hall_name: str | None = declared(Kind.TEXT, "Hall name", hint="崇本堂")
    since: str | None = declared(Kind.DATE, "Since")
    summary: Mapping[str, str] = declared(Kind.LOCALISED, "About it", first=True)
    phone: str | None = declared(
        Kind.TEXT, "Telephone", group="Contact", exported=False, searched=False
    )


@dataclass(frozen=True, kw_only=True)
class BearerProfile(Record):
    """What a bearer knows, from whom, and whether they wish to teach (recognition forms)."""

    entity: ClassVar[str] = "bearer_profile"
    label: ClassVar[str] = "Bearer's profile"
    page: ClassVar[str] = "people"

    person: str | None = declared(
        Kind.REFERENCE, "Person", target="person", owner=True, shown=False
    )
    item: str | None = declared(Kind.REFERENCE, "Practice", target="item", first=True)
    level: str | None = declared(
        Kind.TERM, "Recognised", vocabulary="recognition_level", first=True
    )
    number: str | None = declared(Kind.TEXT, "Number")
    batch: str | None = declared(Kind.TEXT, "Batch")
    year: str | None = declared(Kind.DATE, "Year")
    practised_since: str | None = declared(Kind.DATE, "Practises since", first=True)
    generation: int | None = declared(Kind.WHOLE, "Generation in the line")
    learning: Mapping[str, str] = declared(Kind.LOCALISED, "How it was learnt", first=True)
    skills: Mapping[str, str] = declared(Kind.LOCALISED, "Skill and style")
    achievements: str | None = declared(Kind.LONG_TEXT, "Achievements")
    apprentices: int | None = declared(Kind.WHOLE, "Apprentices")
    holdings: str | None = declared(Kind.LONG_TEXT, "Objects and papers held")
    wishes_to_teach: bool | None = declared(Kind.YES_NO, "Wishes to teach", first=True)
