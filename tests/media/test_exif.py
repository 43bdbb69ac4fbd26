# SPDX-License-Identifier: Apache-2.0
"""The zone of a camera from its two clocks, and positions that are only half said."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from heritage_desktop.media.exif import read_facts
from heritage_desktop.media.facts import PhotoFacts

UTC = datetime(2026, 4, 5, 1, 0)  # noqa: DTZ001  what the satellites say


def rationals(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Return degrees as EXIF keeps them, to a hundred-millionth."""
    return IFDRational(round(value * 10**8), 10**8), IFDRational(0), IFDRational(0)


def read(
    local: datetime | None = None,
    place: tuple[float, str, float, str] | None = (28.45, "N", 119.48, "E"),
    utc: datetime | None = UTC,
    offset: str | None = None,
) -> PhotoFacts:
    """Return what is read of a photo with these clocks and this position."""
    exif = Image.Exif()
    gps: dict[int, Any] = {}
    if local is not None:
        exif.get_ifd(0x8769)[0x9003] = local.strftime("%Y:%m:%d %H:%M:%S")
    if offset is not None:
        exif.get_ifd(0x8769)[0x9011] = offset
    if place is not None:
        lat, north, lon, east = place
        gps |= {2: rationals(lat), 4: rationals(lon)}
        gps |= {key: ref for key, ref in ((1, north), (3, east)) if ref}
    if utc is not None:
        clock = tuple(IFDRational(one) for one in (utc.hour, utc.minute, utc.second))
        gps |= {29: utc.strftime("%Y:%m:%d"), 7: clock}
    exif.get_ifd(0x8825).update(gps)
    out = io.BytesIO()
    Image.new("RGB", (16, 12)).save(out, "JPEG", exif=exif)
    return read_facts(Path("a.jpg"), out.getvalue())


def codes(facts: PhotoFacts) -> list[str]:
    """Return the codes of what was odd."""
    return [one.code for one in facts.findings]


@given(st.integers(-12, 14), st.integers(0, 3), st.integers(-179, 179), st.floats(-3, 3))
def test_a_zone_is_derived_where_it_fits_the_longitude(
    hours: int, quarters: int, off: int, astray: float
) -> None:
    zone = timedelta(hours=hours, minutes=15 * quarters)
    if abs(zone) > timedelta(hours=13, minutes=45):
        return
    lon = (zone / timedelta(hours=1) + astray * 0.99) * 15
    if abs(lon) > 180:
        return
    place = (28.45, "N", abs(lon), "W" if lon < 0 else "E")
    facts = read(UTC + zone + timedelta(seconds=off), place)
    assert facts.offset_method == "gps"
    assert facts.utc_offset is not None
    assert codes(facts) == []
    sign = -1 if facts.utc_offset[0] == "-" else 1
    size = timedelta(hours=int(facts.utc_offset[1:3]), minutes=int(facts.utc_offset[4:]))
    assert sign * size == zone


@pytest.mark.parametrize("apart", [
    timedelta(hours=8, minutes=3), timedelta(hours=8, minutes=7), timedelta(hours=-14),
    timedelta(0), timedelta(hours=-22), timedelta(days=1, hours=8),
])  # fmt: skip
def test_clocks_that_do_not_agree_are_a_finding_and_no_zone(apart: timedelta) -> None:
    facts = read(UTC + apart)
    assert facts.utc_offset is None
    assert codes(facts) == ["clock-off"]
    assert facts.gps_utc == UTC.isoformat()


def test_a_written_zone_needs_no_satellites() -> None:
    facts = read(UTC, offset="+08:00")
    assert (facts.utc_offset, facts.offset_method) == ("+08:00", "exif")
    assert read(UTC, utc=None).utc_offset is None
    assert read(UTC, offset="   :  ", utc=None).utc_offset is None


def test_without_a_position_fourteen_hours_are_the_limit() -> None:
    assert read(UTC + timedelta(hours=14), None).utc_offset == "+14:00"
    assert codes(read(UTC + timedelta(hours=15), None)) == ["clock-off"]


def test_no_fix_is_no_place_and_a_small_longitude_is_one() -> None:
    facts = read(place=(0.0, "N", 0.0, "E"))
    assert (facts.lat, facts.bare, codes(facts)) == (None, None, ["gps-zero"])
    facts = read(place=(51.4, "N", 0.004, "W"))
    assert (facts.lon, codes(facts)) == (-0.004, [])


@pytest.mark.parametrize(("north", "east"), [("", "E"), ("N", ""), ("", ""), ("X", "E")])
def test_a_missing_hemisphere_is_kept_apart_and_is_no_place(north: str, east: str) -> None:
    facts = read(place=(28.45, north, 119.48, east))
    assert (facts.lat, facts.lon, codes(facts)) == (None, None, ["gps-no-ref"])
    assert facts.bare == (28.45, "N" if north == "N" else "", 119.48, east)


def test_degrees_off_the_earth_are_not_even_half_a_place() -> None:
    assert read(place=(91.0, "", 119.48, "")).bare is None
    assert read(place=(0.0, "", 0.0, "")).bare is None
    assert codes(read(place=(28.0, "N", 181.0, "E"))) == ["gps-bad"]
