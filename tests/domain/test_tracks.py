# SPDX-License-Identifier: Apache-2.0
"""Between two fixes a place lies between them; beyond the limits there is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.tracks import (
    DETOUR,
    RECEIVER_M,
    WALK_M_S,
    Fix,
    Limits,
    Line,
    Miss,
    between,
    lines,
    place_at,
    wander,
)

LATS = st.floats(-89, 89)
LONS = st.floats(-179, 179)


def fix(at: float, metres_north: float = 0.0, lon: float = 119.48) -> Fix:
    """Return a fix so many metres north of the village."""
    return Fix(at, 28.45 + metres_north / 111_195, lon)


@given(LATS, LATS, LONS, st.floats(-1, 1), st.floats(0, 1))
def test_an_interpolated_place_lies_between_its_neighbours(
    south: float, north: float, lon: float, east: float, part: float
) -> None:
    before, after = Fix(0, south, lon), Fix(100, north, lon + east)
    found = between(before, after, part * 100, 1.0)
    assert min(south, north) - 1e-9 <= found.lat <= max(south, north) + 1e-9
    assert min(lon, lon + east) - 1e-9 <= found.lon <= max(lon, lon + east) + 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.floats(0, 3000)), max_size=30),
    st.integers(-500, 4500), st.integers(1, 900), st.integers(1, 2000),
)  # fmt: skip
def test_there_is_never_a_place_beyond_the_limits(
    points: list[tuple[int, float]], moment: int, gap: int, leap: int
) -> None:
    limits = Limits(gap, leap)
    line = Line(fix(at, metres) for at, metres in points)
    found = line.at(moment, limits)
    if isinstance(found, Position):
        nearest = min(abs(one.at - moment) for one in line.fixes)
        assert nearest <= gap
        around = [one for one in line.fixes if abs(one.at - moment) <= gap]
        nearest_m = min(distance_m(found, one.position) for one in around)
        assert nearest_m <= leap
        assert (found.accuracy_m or 0) >= RECEIVER_M
        assert found.source == "track"


@given(st.floats(0, 1), st.floats(1, 600), st.floats(0, 2000), st.floats(0, 1), st.floats(0, 1))
def test_nobody_can_have_been_further_astray_than_said(
    part: float, span: float, apart: float, x: float, y: float
) -> None:
    """Every point that a walker could reach in time from both fixes is within the accuracy."""
    fastest = max(WALK_M_S * span, DETOUR * apart)
    reach = fastest * part, fastest * (1 - part)
    east = (2 * x - 1) * fastest
    north = y * fastest
    if math.hypot(east, north) > reach[0] or math.hypot(east - apart, north) > reach[1]:
        return
    away = math.hypot(east - part * apart, north)
    assert away <= wander(part, span, apart) + 1e-3


def test_a_photo_half_way_is_placed_half_way() -> None:
    line = Line([fix(0), fix(120, 120)])
    found = line.at(60, Limits())
    assert isinstance(found, Position)
    assert distance_m(found, fix(0, 60).position) < 0.01
    # A walker of 1.4 m/s who went 120 m in 120 s can have been 59 m beside the straight line.
    assert found.accuracy_m == pytest.approx(RECEIVER_M + 0.5 * math.sqrt(168**2 - 120**2), abs=0.1)


def test_a_gap_is_not_bridged_but_its_edges_are_known() -> None:
    line = Line([fix(0), fix(1000, 200)])
    assert line.at(500, Limits()) is Miss.GAP
    assert line.at(-61, Limits()) is Miss.OUTSIDE
    assert line.at(1061, Limits()) is Miss.OUTSIDE
    edge = line.at(1030, Limits())
    assert isinstance(edge, Position)
    assert distance_m(edge, fix(0, 200).position) < 0.01
    assert edge.accuracy_m == pytest.approx(RECEIVER_M + 30 * WALK_M_S)
    assert Line([]).at(0, Limits()) is Miss.OUTSIDE


def test_a_leap_is_not_bridged() -> None:
    line = Line([fix(0), fix(240, 5000)])
    assert line.at(120, Limits()) is Miss.GAP
    assert isinstance(line.at(120, Limits(leap_m=6000)), Position)


def test_over_the_date_line_the_short_way_is_taken() -> None:
    found = between(Fix(0, 0.0, 179.9), Fix(10, 0.0, -179.9), 7.5, 22_239)
    assert found.lon == pytest.approx(-179.95)


def test_segments_in_any_order_are_one_line_and_two_receivers_are_two() -> None:
    runs = [[fix(100, 9), fix(60, 5)], [], [fix(0), fix(50, 4)], [fix(40, 900), fix(90, 900)]]
    made = lines(runs)
    assert [[one.at for one in line.fixes] for line in made] == [[0, 50, 60, 100], [40, 90]]
    assert len(Line([fix(5), fix(5, 300), fix(6)]).fixes) == 2


def test_the_more_accurate_receiver_is_asked() -> None:
    sure, rough = (
        Line([fix(0), fix(2)]),
        Line([Fix(0, 29, 119, None, 50), Fix(2, 29, 119, None, 50)]),
    )
    found = place_at([rough, sure], 1, Limits())
    assert isinstance(found, Position)
    assert found.lat == pytest.approx(28.45)
    assert place_at([], 1, Limits()) is Miss.OUTSIDE
    assert place_at([Line([fix(900)]), Line([fix(-900), fix(901)])], 1, Limits()) is Miss.GAP
