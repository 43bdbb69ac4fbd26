# SPDX-License-Identifier: Apache-2.0
"""How people write dates, times and places, and how the form reads them back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Kind, Record, Spec, specs
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.storage.queries import localised

_CHINESE_DATE = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月)?(?:\s*(\d{1,2})\s*[日号])?\Z")
_LOOSE_DATE = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?\Z")
#: The parts of Extended Date/Time Format, ISO 8601-2 level 1, that people use.
_PLAIN = r"\d{3}[\dX]|\d{2}XX|\d{4}-\d{2}|\d{4}-\d{2}-\d{2}"
_EDTF = re.compile(rf"(?:{_PLAIN})[?~%]?(?:/(?:(?:{_PLAIN})[?~%]?|\.\.)?)?\Z")
_TIME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T\s]+(\d{1,2}:\d{2})(:\d{2})?\s*([+-]\d{2}:\d{2})?\Z")


def read_date(text: str) -> str | None:
    """Return EDTF text, None for nothing; raises ValueError with a sentence."""
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        return None
    parts = _CHINESE_DATE.match(cleaned) or _LOOSE_DATE.match(cleaned)
    if parts:
        cleaned = "-".join(part.zfill(2) for part in parts.groups() if part)
    if not _EDTF.match(cleaned) or not all(_on_calendar(part) for part in cleaned.split("/")):
        raise ValueError(
            tr("“{text}” is not a date; write 2026-05-12, 2026-05 or 2026.", text=text.strip())
        )
    return cleaned


def _on_calendar(part: str) -> bool:
    part = part.rstrip("?~%")
    if "X" in part or len(part) < 7:
        return True
    try:
        date.fromisoformat(part if len(part) == 10 else f"{part}-01")
    except ValueError:
        return False
    return True


def read_moment(text: str, stored: Moment | None) -> Moment | None:
    """Return the moment written, the stored one when nothing changed; raises ValueError."""
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        return None
    found = _TIME.match(cleaned)
    if found is None:
        raise ValueError(
            tr("“{text}” is not a date with a time; write 2026-05-12 14:30.", text=cleaned)
        )
    day, clock, seconds, offset = found.groups()
    try:
        parsed = datetime.strptime(f"{day} {clock}{seconds or ':00'}", "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  wall clock
    except ValueError:
        raise ValueError(
            tr("“{text}” is not on the calendar; write 2026-05-12 14:30.", text=cleaned)
        ) from None
    local = parsed.isoformat(timespec="seconds")
    if stored is not None and (stored.local, stored.offset) == (local, offset):
        return stored
    return Moment(local, offset, "typed")


def dms(place: Position) -> str:
    """Return 28°27′46.1″N 119°32′35.0″E."""
    return f"{_dms(place.lat, 'NS')} {_dms(place.lon, 'EW')}"


def _dms(value: float, marks: str) -> str:
    tenths = round(abs(value) * 36_000)
    degrees, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return f"{degrees}°{minutes:02}′{seconds / 10:04.1f}″{marks[value < 0]}"


def source_text(place: Position) -> str:
    """Say where a position came from, how good it is and how high."""
    sources = {
        "typed": tr("typed"), "exif": tr("from a photo"), "map": tr("picked on the map"),
        "track": tr("from a GPS track"), "neighbour": tr("from a photo near in time"),
        "hemisphere": tr("from the photo, hemisphere said by hand"),
    }  # fmt: skip
    parts = [sources.get(place.source, place.source)]
    if place.accuracy_m is not None:
        parts.append(f"±{place.accuracy_m:.0f} m")
    if place.alt_m is not None:
        parts.append(tr("{height} m above sea level", height=f"{place.alt_m:.0f}"))
    return " · ".join(parts)


def spec_of(entity: str, field: str) -> Spec | None:
    """Return how a field is declared; None for one this version does not know."""
    found = ENTITIES.get(entity)
    return specs(found).get(field) if found else None


def shown_value(spec: Spec | None, value: Any, name_of: Any = str) -> str:
    """Return a stored value as people read it; ``name_of`` gives the title of a record id."""
    if value is None or value == "":
        return "—"
    kind = spec.kind if spec else None
    if kind is Kind.TERM and spec and spec.vocabulary:
        return vocabulary(spec.vocabulary).label(str(value), language())
    if kind is Kind.YES_NO:
        return tr("Yes") if value else tr("No")
    if kind is Kind.TERMS and spec and spec.vocabulary:
        words = vocabulary(spec.vocabulary)
        return tr(", ").join(words.label(str(code), language()) for code in value)
    if kind is Kind.REFERENCE:
        return str(name_of(value))
    if kind is Kind.REFERENCES:
        return tr(", ").join(str(name_of(one)) for one in value)
    if kind is Kind.LOCALISED:
        return value if isinstance(value, str) else localised(value)  # one language of it
    if isinstance(value, Position):
        return f"{value} ({dms(value)})"
    unit = f" {tr(spec.unit)}" if spec and spec.unit else ""
    return f"{value}{unit}"


def summary_of(record: Record, name_of: Callable[[str], str], most: int = 4) -> str:
    """Return what is told of a part in one line: the first of its few important fields."""
    told: list[str] = []
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if spec.first and value not in (None, "", (), {}):
            at = 0 if name == "date" else len(told)
            told.insert(at, " ".join(shown_value(spec, value, name_of).split()))
    return " · ".join(part if len(part) <= 60 else f"{part[:59]}…" for part in told[:most])


def shown_when(wall: str) -> str:
    """Return an ISO moment as date and time, as the laptop that wrote it said."""
    return wall.replace("T", " ")[:16]


def language_name(tag: str) -> str:
    """Return the name of a language: its own name for the two of the program."""
    if tag.startswith("zh") and tag != "zh-Hant":
        return "中文"
    return "English" if tag == "en" else vocabulary("language").label(tag, language())
