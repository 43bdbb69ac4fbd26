# SPDX-License-Identifier: Apache-2.0
"""Datums at the door: what a Chinese map shows is shifted by hundreds of metres; inside is WGS-84.

GCJ-02 has no official text. The forward formula is the one published by several independent
authors (eviltransform and others); its inverse is found by iteration and is an approximation of
an undisclosed function, so its accuracy is given as 5 m.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from heritage_desktop.domain.coordinates import Position, distance_m

#: Krasovsky 1940: semi-major axis in metres, first eccentricity squared.
_A, _EE = 6378245.0, 0.00669342162296594323
_X_PI = math.pi * 3000.0 / 180.0
ACCURACY_M = 5.0
#: Points nearer than this count as the same place.
SAME_PLACE_M = 30.0
_SWAP_NEAR_M = 100_000.0
_ROUNDS = 12

#: The mainland as (lon, lat), coarse: the shift is applied there only, and not in Hong Kong,
#: Macao, Taiwan or abroad. Within about 20 km of a border a person should look.
_MAINLAND = (
    (73.4, 39.4), (80.2, 45.2), (85.5, 48.4), (87.8, 49.2), (91.0, 45.1), (96.4, 42.7),
    (101.8, 42.6), (105.0, 41.6), (111.9, 43.7), (119.9, 46.7), (116.7, 49.8), (120.0, 53.4),
    (125.9, 52.8), (130.9, 47.7), (135.1, 48.4), (131.0, 44.8), (130.7, 42.3), (126.9, 41.7),
    (124.3, 39.9), (121.6, 38.6), (122.8, 37.4), (120.9, 36.0), (121.9, 31.5), (122.6, 30.0),
    (121.5, 27.5), (120.2, 26.3), (118.6, 24.2), (116.5, 22.8), (114.4, 22.55), (114.05, 22.51),
    (113.9, 22.45), (113.6, 22.22), (113.52, 22.22), (113.3, 22.0), (110.9, 21.2), (111.2, 19.7),
    (110.0, 18.1), (108.5, 18.5), (108.4, 19.4), (109.5, 20.4), (108.0, 21.5), (105.6, 23.1),
    (101.7, 21.1), (99.2, 22.0), (97.5, 24.0), (98.6, 27.5), (96.0, 28.2), (91.6, 27.8),
    (88.9, 27.3), (86.0, 27.9), (81.1, 30.0), (78.7, 31.6), (78.4, 34.3), (74.6, 37.2),
)  # fmt: skip
_TAIWAN = (119.9, 21.7, 122.1, 25.4)

_LINKS = (
    (re.compile(r"(?:amap\.com|gaode|map\.qq\.com|ditu\.google|高德|腾讯)", re.I), "gcj02"),
    (re.compile(r"(?:map\.baidu\.com|百度)", re.I), "bd09"),
)


def to_wgs84(lat: float, lon: float, datum: str) -> Position:
    """Return the WGS-84 position of a pair of degrees given in ``datum``.

    What cannot be converted without local parameters is kept as it is, with its datum.
    Raises ValueError when the pair is not on the earth.
    """
    given = Position(lat, lon, datum=datum)
    if datum == "cgcs2000":
        return Position(lat, lon)
    if datum not in ("gcj02", "bd09"):
        return given
    start = _bd09_to_gcj02(lat, lon) if datum == "bd09" else (lat, lon)
    if not in_mainland(*start):
        return Position(*start, datum=datum)
    guess = start
    for _ in range(_ROUNDS):
        shown = gcj02(*guess)
        guess = (guess[0] + start[0] - shown[0], guess[1] + start[1] - shown[1])
    return Position(*guess, accuracy_m=ACCURACY_M, datum=datum)


def from_wgs84(position: Position, datum: str) -> tuple[float, float]:
    """Return latitude and longitude of a WGS-84 position as a map of ``datum`` shows them."""
    pair = (position.lat, position.lon)
    if datum not in ("gcj02", "bd09"):
        return pair
    shifted = gcj02(*pair) if in_mainland(*pair) else pair
    return _gcj02_to_bd09(*shifted) if datum == "bd09" else shifted


def needs_local_parameters(datum: str) -> bool:
    """Tell whether a pair of this datum is kept and not converted."""
    return datum not in ("wgs84", "cgcs2000", "gcj02", "bd09")


def gcj02(lat: float, lon: float) -> tuple[float, float]:
    """Return the GCJ-02 image of a WGS-84 point, wherever it lies."""
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    root = math.sqrt(abs(x))
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat += (wave + _sines(y, (20.0, 1.0), (40.0, 1 / 3))) * 2.0 / 3.0
    d_lat += _sines(y, (160.0, 1 / 12), (320.0, 1 / 30)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon += (wave + _sines(x, (20.0, 1.0), (40.0, 1 / 3))) * 2.0 / 3.0
    d_lon += _sines(x, (150.0, 1 / 12), (300.0, 1 / 30)) * 2.0 / 3.0
    radians = math.radians(lat)
    magic = 1 - _EE * math.sin(radians) ** 2
    d_lat = math.degrees(d_lat / ((_A * (1 - _EE)) / (magic * math.sqrt(magic))))
    d_lon = math.degrees(d_lon / (_A / math.sqrt(magic) * math.cos(radians)))
    return lat + d_lat, lon + d_lon


def _sines(value: float, *waves: tuple[float, float]) -> float:
    return sum(size * math.sin(value * rate * math.pi) for size, rate in waves)


def _gcj02_to_bd09(lat: float, lon: float) -> tuple[float, float]:
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _X_PI)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _X_PI)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def _bd09_to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    guess = (lat - 0.006, lon - 0.0065)
    for _ in range(_ROUNDS):
        shown = _gcj02_to_bd09(*guess)
        guess = (guess[0] + lat - shown[0], guess[1] + lon - shown[1])
    return guess


def in_mainland(lat: float, lon: float) -> bool:
    """Tell whether a point lies where Chinese maps are shifted (coarse outline)."""
    west, south, east, north = _TAIWAN
    if west <= lon <= east and south <= lat <= north:
        return False
    inside = False
    for (x1, y1), (x2, y2) in zip(_MAINLAND, (*_MAINLAND[1:], _MAINLAND[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def looks_swapped(position: Position, near: Position | None) -> bool:
    """Tell whether a point far from its village would lie near it with its numbers exchanged."""
    if near is None or distance_m(position, near) < _SWAP_NEAR_M or abs(position.lon) > 90:
        return False
    return distance_m(Position(position.lon, position.lat), near) < _SWAP_NEAR_M


def looks_like_gcj02(position: Position, others: Sequence[Position]) -> bool:
    """Tell whether a point is the shifted image of another point of the same place (rule L4)."""
    for other in others:
        if not in_mainland(other.lat, other.lon) or distance_m(position, other) < SAME_PLACE_M:
            continue
        if distance_m(position, Position(*gcj02(other.lat, other.lon))) < SAME_PLACE_M:
            return True
    return False


def datum_of_text(text: str) -> str | None:
    """Return the datum a pasted map link gives away, None when it says nothing."""
    return next((datum for pattern, datum in _LINKS if pattern.search(text)), None)


def show_dms(position: Position, language: str) -> str:
    """Return degrees, minutes and seconds as the Chinese census prints them, or as GPS shows."""
    lat, lon = _dms(position.lat), _dms(position.lon)
    if language.startswith("zh"):
        east = "东经" if position.lon >= 0 else "西经"
        north = "北纬" if position.lat >= 0 else "南纬"
        return f"{east}{lon} {north}{lat}"
    east, north = "E" if position.lon >= 0 else "W", "N" if position.lat >= 0 else "S"
    return f"{lat}{north} {lon}{east}"


def _dms(degrees: float) -> str:
    tenths = round(abs(degrees) * 36000)
    whole, rest = divmod(tenths, 36000)
    minutes, seconds = divmod(rest, 600)
    return f"{whole}°{minutes:02d}′{seconds / 10:04.1f}″"
