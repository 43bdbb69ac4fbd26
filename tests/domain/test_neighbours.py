# SPDX-License-Identifier: Apache-2.0
"""A place from a neighbour in time: the most accurate one, and less sure with every second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.neighbours import UNSAID_M, WITHIN_S, Neighbours, Placed
from heritage_desktop.domain.tracks import WALK_M_S


def placed(at: float, metres_north: float = 0.0, accuracy: float | None = 10.0) -> Placed:
    """Return a photo so many metres north of the village."""
    return Placed(at, Position(28.45 + metres_north / 111_195, 119.48, accuracy, 300, "exif"))


def test_a_nearer_neighbour_wins_unless_it_is_less_accurate() -> None:
    near = Neighbours([placed(0, 500), placed(100), placed(130, 0, 80.0)])
    found = near.place_at(120)
    assert found is not None
    assert found.lat == pytest.approx(28.45)
    assert (found.source, found.alt_m) == ("neighbour", None)
    assert found.accuracy_m is not None
    assert found.accuracy_m >= 10 + 20 * WALK_M_S


def test_an_accuracy_that_was_not_said_is_the_usual_one() -> None:
    found = Neighbours([placed(0, 0, None)]).place_at(10)
    assert found is not None
    assert found.accuracy_m == pytest.approx(UNSAID_M + 10 * WALK_M_S)


def test_a_drive_makes_a_place_less_sure_than_a_walk() -> None:
    found = Neighbours([placed(0), placed(100, 2020)]).place_at(40)
    assert found is not None
    assert found.accuracy_m == pytest.approx(10 + 40 * 20, rel=0.01)


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.floats(0, 5000), st.floats(1, 100)), max_size=20),
    st.integers(-500, 2500),
)
def test_beyond_the_limit_there_is_no_place_and_within_it_none_is_too_sure(
    photos: list[tuple[int, float, float]], moment: int
) -> None:
    every = [placed(*one) for one in photos]
    near = [one for one in every if abs(one.at - moment) <= WITHIN_S]
    found = Neighbours(every).place_at(moment)
    assert (found is None) == (not near)
    if found is not None:
        least = min(one.accuracy_m + WALK_M_S * abs(one.at - moment) for one in near)
        assert (found.accuracy_m or 0) >= round(least, 1)
        assert any(found.lat == one.position.lat for one in near)
