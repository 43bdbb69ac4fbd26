# SPDX-License-Identifier: Apache-2.0
"""Positions: pasted forms, exact storage, the grid that hides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position, distance_m, parse_position

LAT = st.floats(-90, 90, allow_nan=False)
LON = st.floats(-180, 180, allow_nan=False)


@pytest.mark.parametrize(
    "text",
    [
        "28.462806, 119.543000",
        "28.462806 119.543",
        "28°27′46.1″N 119°32′34.8″E",
        "N28°27'46.1\" E119°32'34.8\"",
        "东经119°32′34.8″ 北纬28°27′46.1″",
        "119.543, 28.462806",
        "28.462806°N, 119.543°E",
    ],
)
def test_the_usual_forms_are_read(text: str) -> None:
    found = parse_position(text)
    assert distance_m(found, Position(28.462806, 119.543)) < 0.5


def test_south_and_west_are_negative() -> None:
    assert parse_position("33.5 S, 70.25 W") == Position(-33.5, -70.25)


@pytest.mark.parametrize("text", ["", "bridge", "28.4", "1, 2, 3", "95, 190"])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"coordinates|earth"):
        parse_position(text)


@given(LAT, LON)
def test_stored_form_is_exact_to_a_centimetre(lat: float, lon: float) -> None:
    stored = Position.from_json(Position(lat, lon).to_json())
    assert abs(stored.lat - lat) <= 5.1e-8
    assert abs(stored.lon - lon) <= 5.1e-8
    assert stored == Position.from_json(stored.to_json())


@given(LAT, LON, st.sampled_from([100, 1000, 10000]))
def test_coarsening_twice_is_coarsening_once(lat: float, lon: float, metres: int) -> None:
    once = Position(lat, lon).coarsened(metres)
    assert distance_m(once, once.coarsened(metres)) < 1


def test_two_points_in_one_cell_cannot_be_told_apart() -> None:
    a, b = Position(28.4501, 119.4801), Position(28.4502, 119.4802)
    assert a.coarsened(1000) == b.coarsened(1000)
