# SPDX-License-Identifier: Apache-2.0
"""Datums: published test points, the way back, and what looks wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position, distance_m, parse_position
from heritage_desktop.domain.datums import (
    datum_of_text,
    from_wgs84,
    in_mainland,
    looks_like_gcj02,
    looks_swapped,
    needs_local_parameters,
    show_dms,
    to_wgs84,
)

SONGYANG = Position(28.4500, 119.4800)
INSIDE = st.builds(Position, st.floats(26, 40), st.floats(102, 117))
ANYWHERE = st.builds(Position, st.floats(-89, 89), st.floats(-179, 179))


def test_the_published_points_agree(shared: Path) -> None:
    file = shared / "data/vocab/gcj02_test_vectors.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        point = Position(float(row["wgs_lat"]), float(row["wgs_lon"]))
        expected = Position(float(row["gcj_lat"]), float(row["gcj_lon"]))
        assert distance_m(Position(*from_wgs84(point, "gcj02")), expected) < 0.05, row["place"]
        assert distance_m(to_wgs84(expected.lat, expected.lon, "gcj02"), point) < 0.05


@given(INSIDE, st.sampled_from(["gcj02", "bd09"]))
def test_there_and_back_is_less_than_a_millimetre(point: Position, datum: str) -> None:
    back = to_wgs84(*from_wgs84(point, datum), datum)
    assert distance_m(back, point) < 0.001
    assert back.datum == datum
    assert back.accuracy_m == 5.0


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [
        (28.45, 119.48, True), (39.9, 116.4, True), (31.2, 121.5, True), (22.55, 113.9, True),
        (25.04, 102.7, True), (29.65, 91.1, True), (43.8, 87.6, True), (45.75, 126.6, True),
        (22.30, 114.17, False), (22.19, 113.54, False), (25.03, 121.5, False),
        (35.7, 139.7, False), (21.03, 105.85, False), (28.6, 77.2, False), (-33.9, 151.2, False),
    ],
)  # fmt: skip
def test_the_shift_stops_at_the_border(lat: float, lon: float, inside: bool) -> None:
    assert in_mainland(lat, lon) is inside


def test_old_datums_are_kept_and_not_guessed() -> None:
    kept = to_wgs84(28.45, 119.48, "beijing54")
    assert (kept.lat, kept.lon, kept.datum) == (28.45, 119.48, "beijing54")
    assert needs_local_parameters("xian80")
    assert not needs_local_parameters("cgcs2000")


def test_a_point_from_a_chinese_map_is_noticed() -> None:
    shifted = Position(*from_wgs84(SONGYANG, "gcj02"))
    assert 550 < distance_m(shifted, SONGYANG) < 650
    assert looks_like_gcj02(shifted, [SONGYANG])
    assert not looks_like_gcj02(SONGYANG, [SONGYANG])
    assert not looks_like_gcj02(Position(28.46, 119.49), [SONGYANG])


def test_exchanged_numbers_are_noticed() -> None:
    assert looks_swapped(Position(51.0, 13.7), Position(13.7, 51.0))
    assert not looks_swapped(SONGYANG, SONGYANG)
    assert not looks_swapped(SONGYANG, None)


@given(ANYWHERE, st.sampled_from(["zh_CN", "en"]))
def test_degrees_minutes_seconds_are_read_back(point: Position, language: str) -> None:
    back = parse_position(show_dms(point, language))
    assert abs(back.lat - point.lat) < 0.0001
    assert abs(back.lon - point.lon) < 0.0001


@pytest.mark.parametrize(
    "text",
    [
        "28.45, 119.48", "28.45 119.48", "119.48, 28.45", "２８.４５，１１９.４８",
        "28,4500; 119,4800", "N28.45 E119.48", "28°27′N, 119°28.8′E", "geo:28.45,119.48",
        "东经119°28′48″ 北纬28°27′00″", "北纬28度27分 东经119度28分48秒", "N28 27 00 E119 28 48",
        "https://uri.amap.com/marker?position=119.48,28.45&name=x",
        "https://www.google.com/maps/@28.45,119.48,15z", "https://maps.example/?q=28.45,119.48",
    ],
)  # fmt: skip
def test_pasted_forms_are_read(text: str) -> None:
    point = parse_position(text)
    assert distance_m(point, SONGYANG) < 1.0


def test_a_link_gives_its_datum_away() -> None:
    assert datum_of_text("https://uri.amap.com/marker?position=119.48,28.45") == "gcj02"
    assert datum_of_text("https://map.baidu.com/?latlng=28.45,119.48") == "bd09"
    assert datum_of_text("28.45, 119.48") is None
