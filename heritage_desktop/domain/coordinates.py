# SPDX-License-Identifier: Apache-2.0
"""Positions on the ground: WGS-84 inside, kept as whole numbers so that every laptop agrees."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

SCALE = 10_000_000
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG 1980


@dataclass(frozen=True, slots=True)
class Position:
    """A WGS-84 point. ``lat``/``lon`` in degrees, ``alt_m``/``accuracy_m`` in metres."""

    lat: float
    lon: float
    accuracy_m: float | None = None
    alt_m: float | None = None
    source: str = "typed"
    datum: str = "wgs84"

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"{self.lat}, {self.lon} is not on the earth")

    def to_json(self) -> dict[str, Any]:
        """Return whole numbers only: 1e-7 degrees and centimetres."""
        made: dict[str, Any] = {
            "lat": round(self.lat * SCALE),
            "lon": round(self.lon * SCALE),
            "src": self.source,
            "datum": self.datum,
        }
        if self.accuracy_m is not None:
            made["acc"] = round(self.accuracy_m * 100)
        if self.alt_m is not None:
            made["alt"] = round(self.alt_m * 100)
        return made

    @classmethod
    def from_json(cls, value: Any) -> Position:
        """Read ``to_json`` back; raises ValueError when it is something else."""
        try:
            acc, alt = value.get("acc"), value.get("alt")
            return cls(
                int(value["lat"]) / SCALE,
                int(value["lon"]) / SCALE,
                None if acc is None else int(acc) / 100,
                None if alt is None else int(alt) / 100,
                str(value.get("src", "typed")),
                str(value.get("datum", "wgs84")),
            )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"not a position: {value!r}") from error

    def coarsened(self, metres: int) -> Position:
        """Return the middle of the fixed grid cell of about ``metres``, so that repeats agree."""
        step = metres / 111_320
        return Position(
            max(-90.0, min(90.0, (math.floor(self.lat / step) + 0.5) * step)),
            max(-180.0, min(180.0, (math.floor(self.lon / step) + 0.5) * step)),
            float(metres),
            None,
            self.source,
            self.datum,
        )

    def __str__(self) -> str:
        return f"{self.lat:.6f}, {self.lon:.6f}"


def distance_m(a: Position, b: Position) -> float:
    """Return the great-circle distance in metres (haversine)."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


_PART = re.compile(
    r"(?P<lead>[NSEWnsew东西南北]?)[经纬]?\s*(?P<deg>[-+]?\d+(?:\.\d+)?)\s*"
    r"(?:[°度]\s*(?:(?P<min>\d+(?:\.\d+)?)\s*['′’分]\s*)?(?:(?P<sec>\d+(?:\.\d+)?)\s*[\"″”秒]\s*)?)?"
    r"(?P<trail>[NSEWnsew]?)"
)
_SIGN = {"s": -1, "w": -1, "南": -1, "西": -1}
_LONGITUDE = set("ewEW东西")


_LINK_PAIR = re.compile(r"(-?\d{1,3}\.\d+),\s*(-?\d{1,3}\.\d+)")
_COMMA_PAIR = re.compile(r"\s*(-?\d{1,3}),(\d{2,})\s*[;\s]\s*(-?\d{1,3}),(\d{2,})\s*\Z")
_BARE_DMS = re.compile(r"([NSEW])\s*(\d{1,3})[ :](\d{1,2})[ :](\d{1,2}(?:\.\d+)?)", re.IGNORECASE)


def _tidied(text: str) -> str:
    """Return pasted text with links, decimal commas and bare triples in one common form."""
    text = unicodedata.normalize("NFKC", text.replace("″", '"').replace("′", "'"))
    if "://" in text or text.startswith("geo:"):
        found = _LINK_PAIR.search(text)
        return f"{found[1]}, {found[2]}" if found else text
    if commas := _COMMA_PAIR.match(text):
        return f"{commas[1]}.{commas[2]}, {commas[3]}.{commas[4]}"
    return _BARE_DMS.sub(r"\1\2°\3′\4″", text)


def parse_position(text: str) -> Position:
    """Read a pasted pair such as ``28.45, 119.48``, ``28°27′46″N 119°32′35″E`` or ``东经… 北纬…``.

    Unmarked pairs are latitude first, unless only the other order is on the earth.
    Raises ValueError when no pair is found.
    """
    found: list[tuple[float, bool | None]] = []
    for match in _PART.finditer(_tidied(text)):
        mark = match["lead"] or match["trail"]
        value = float(match["deg"])
        size = abs(value) + float(match["min"] or 0) / 60 + float(match["sec"] or 0) / 3600
        sign = _SIGN.get(mark.lower(), 1) * (-1 if value < 0 else 1)
        found.append((sign * size, (mark in _LONGITUDE) if mark else None))
    if len(found) != 2:
        raise ValueError(f"“{text}” is not a pair of coordinates; write 28.4500, 119.4800")
    (first, first_is_lon), (second, second_is_lon) = found
    swapped = bool(first_is_lon) or second_is_lon is False
    if first_is_lon is None and second_is_lon is None:
        swapped = abs(first) > 90 >= abs(second)
    lat, lon = (second, first) if swapped else (first, second)
    return Position(lat, lon)
