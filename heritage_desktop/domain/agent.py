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
    biography: Mapping[str, str] = declared(Kind.LOCALISED, "Life and practice", first=True)
    pseudonym: str | None = declared(
        Kind.TEXT, "Shown instead of the name", hint="Bearer 3", group="Consent"
    )
    name_consent: bool | None = declared(Kind.YES_NO, "Agrees to be named", group="Consent")
    phone: str | None = declared(
        Kind.TEXT, "Telephone", group="Contact", exported=False, searched=False
    )
