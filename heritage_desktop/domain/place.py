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
    formation_period: str | None = declared(
        Kind.TERM, "Founded", vocabulary="formation_period", group="Origin"
    )
    formation_reason: str | None = declared(Kind.LONG_TEXT, "Why here", group="Origin")
    chronicles: str | None = declared(Kind.LONG_TEXT, "Chronicles and genealogies", group="Origin")
    territory_km2: str | None = declared(Kind.DECIMAL, "Territory", unit="km²", group="Land")
    built_area_m2: str | None = declared(
        Kind.DECIMAL, "Built area", unit="m²", group="Land", hint="1 mu = 666.7 m²"
    )
    landform: str | None = declared(Kind.TERM, "Landform", vocabulary="landform", group="Land")
    layout: str | None = declared(Kind.LONG_TEXT, "Siting and layout", group="Land")
    hazards: str | None = declared(Kind.TEXT, "Hazards", group="Land")
    registered: int | None = declared(
        Kind.WHOLE, "Registered population", group="People and living"
    )
    households: int | None = declared(Kind.WHOLE, "Households", group="People and living")
    ethnic_group: str | None = declared(Kind.TEXT, "Main ethnic group", group="People and living")
    industries: str | None = declared(Kind.TEXT, "Main industries", group="People and living")
    collective_income: str | None = declared(
        Kind.DECIMAL, "Collective income", unit="10⁴ yuan", group="People and living"
    )
    income_per_head: str | None = declared(
        Kind.DECIMAL, "Income per head", unit="yuan", group="People and living"
    )
    school: bool | None = declared(Kind.YES_NO, "School open", group="People and living")
    road: str | None = declared(Kind.TEXT, "Road", group="People and living")
    signal: bool | None = declared(Kind.YES_NO, "Mobile signal", group="People and living")
    traditional_share: int | None = declared(
        Kind.WHOLE, "Traditional buildings, share", unit="%", group="Protection"
    )
    lists: tuple[str, ...] = declared(
        Kind.TERMS, "Lists it is on", vocabulary="heritage_list", group="Protection"
    )
    protection_plan: str | None = declared(
        Kind.TEXT, "Protection plan, approved by", group="Protection"
    )
    use: str | None = declared(
        Kind.TERM, "Present use", vocabulary="village_use", group="Protection"
    )
    unsaid: tuple[str, ...] = declared(
        Kind.TERMS, "Why fields are empty", vocabulary="null_flavour", shown=False, searched=False
    )


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
    weather: str | None = declared(Kind.TEXT, "Weather")
    guide: str | None = declared(Kind.TEXT, "Local guide")
    interpreter: str | None = declared(Kind.TEXT, "Interpreter")
    devices: str | None = declared(Kind.TEXT, "Cameras and phones")
    clock_offset: int | None = declared(Kind.WHOLE, "Camera clock is ahead by", unit="s")
    note: str | None = declared(Kind.LONG_TEXT, "Note", exported=False)
