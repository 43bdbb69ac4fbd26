# SPDX-License-Identifier: Apache-2.0
"""Where things are: the inventory's own settings, administrative units, villages, visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import Kind, Record, declared


@dataclass(frozen=True, kw_only=True)
class InventorySettings(Record):
    """What one team's inventory is called and by whom it is kept."""

    entity: ClassVar[str] = "settings"
    label: ClassVar[str] = "Inventory"

    title: Mapping[str, str] = declared(Kind.LOCALISED, "Title", first=True)
    team: str | None = declared(Kind.TEXT, "Team code", first=True, hint="SY03")
    county_code: str | None = declared(Kind.TEXT, "County code", hint="331124")
    recorder: str | None = declared(Kind.TEXT, "Recorder")
    office: bool | None = declared(Kind.YES_NO, "County office", shown=False)


@dataclass(frozen=True, kw_only=True)
class AdminUnit(Record):
    """Province, city, county or town; codes are text (GB/T 2260), outside China any tree."""

    entity: ClassVar[str] = "admin_unit"
    label: ClassVar[str] = "Administrative unit"

    name: Mapping[str, str] = declared(Kind.LOCALISED, "Name", first=True)
    code: str | None = declared(Kind.TEXT, "Code", first=True)
    level: str | None = declared(Kind.TERM, "Level", vocabulary="admin_level")
    parent: str | None = declared(Kind.REFERENCE, "Belongs to", target="admin_unit")


@dataclass(frozen=True, kw_only=True)
class Village(Record):
    """A village or hamlet with its own portrait."""

    entity: ClassVar[str] = "village"
    label: ClassVar[str] = "Village"

    name: Mapping[str, str] = declared(Kind.LOCALISED, "Name", first=True, required=True)
    romanised: str | None = declared(Kind.TEXT, "Romanised name")
    code: str | None = declared(Kind.TEXT, "Code")
    kind: str | None = declared(Kind.TERM, "Natural or administrative", vocabulary="village_kind")
    admin_unit: str | None = declared(Kind.REFERENCE, "Belongs to", target="admin_unit")
    position: Position | None = declared(Kind.POSITION, "Village centre", first=True)
    population: int | None = declared(Kind.WHOLE, "Resident population")
    summary: Mapping[str, str] = declared(Kind.LOCALISED, "Portrait", first=True)


@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    """One stay of a team in a village; what was recorded then points here."""

    entity: ClassVar[str] = "visit"
    label: ClassVar[str] = "Visit"

    village: str | None = declared(Kind.REFERENCE, "Village", target="village", first=True)
    date_from: str | None = declared(Kind.DATE, "From", first=True)
    date_to: str | None = declared(Kind.DATE, "To", first=True)
    team: str | None = declared(Kind.TEXT, "Team", first=True)
    members: str | None = declared(Kind.TEXT, "Members")
    purpose: str | None = declared(Kind.LONG_TEXT, "Purpose", first=True)
    note: str | None = declared(Kind.LONG_TEXT, "Note", exported=False)
