# SPDX-License-Identifier: Apache-2.0
"""Boxes stay within their picture, and a turn there and back changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.media import Region
from heritage_desktop.domain.regions import SIDE, Box, between, centred, in_order, read

corners = st.tuples(st.integers(-500, SIDE + 500), st.integers(-500, SIDE + 500))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(st.integers(0, SIDE - 1)), draw(st.integers(0, SIDE - 1))
    return Box(x, y, draw(st.integers(1, SIDE - x)), draw(st.integers(1, SIDE - y)))


def is_inside(box: Box) -> bool:
    return box.x >= 0 and box.y >= 0 and box.x + box.w <= SIDE and box.y + box.h <= SIDE


@given(boxes(), st.sampled_from([0, 90, 180, 270, 360, -90, 450]))
def test_turning_there_and_back_is_the_identity(box: Box, degrees: int) -> None:
    assert box.turned(degrees).turned(-degrees) == box
    assert is_inside(box.turned(degrees))
    assert box.turned(degrees).turned(degrees) == box.turned(2 * degrees)


def test_a_turn_goes_clockwise() -> None:
    upper_left = Box(0, 0, 1000, 2000)
    assert upper_left.turned(90) == Box(8000, 0, 2000, 1000)
    assert upper_left.turned(180) == Box(9000, 8000, 1000, 2000)
    assert upper_left.turned(270) == Box(0, 9000, 2000, 1000)


@given(boxes(), st.integers(-SIDE, SIDE), st.integers(-SIDE, SIDE))
def test_moving_and_sizing_stay_within_the_picture(box: Box, right: int, down: int) -> None:
    moved = box.moved(right, down)
    assert is_inside(moved)
    assert (moved.w, moved.h) == (box.w, box.h)
    sized = box.sized(right, down)
    assert is_inside(sized)
    assert sized.w > 0
    assert sized.h > 0


@given(corners, corners)
def test_two_corners_make_a_box_whichever_comes_first(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert between(one, other) == between(other, one)
    assert is_inside(between(one, other))


@given(boxes())
def test_a_box_is_read_as_it_was_written(box: Box) -> None:
    assert read(str(box)) == box


@pytest.mark.parametrize(
    "text",
    [None, "", "1 2 3", "1 2 3 4 5", "-1 0 10 10", "0 0 0 10", "9000 0 2000 10", "a b c d",
     "1e3 0 10 10", "٣ 0 10 10", "99999999999999999999 0 1 1", "0.5 0 1 1"],
)  # fmt: skip
def test_what_is_no_box_is_none(text: str | None) -> None:
    assert read(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    box = read(text)
    assert box is None or is_inside(box)


def test_commas_are_read_too() -> None:
    assert read("100,200, 300,400") == Box(100, 200, 300, 400)


def test_marks_are_numbered_from_the_top_as_they_are_seen() -> None:
    high = Region(id="b", box="0 100 500 500")
    low = Region(id="a", box="9000 8000 500 500")
    whole = Region(id="c")
    assert in_order([whole, low, high]) == [high, low, whole]
    assert in_order([whole, low, high], 270) == [low, high, whole]
    assert is_inside(centred())
