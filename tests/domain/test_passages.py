# SPDX-License-Identifier: Apache-2.0
"""Passages in time: their order, which one is heard, and times as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.media import Segment
from heritage_desktop.domain.passages import (
    LINE,
    LONGEST_MS,
    MARK,
    PART,
    Timeline,
    clock,
    end_of,
    following,
    in_order,
    joined,
    read_clock,
)


def passage(name: str, sort: str, start: int, end: int | None = None) -> Segment:
    return Segment(id=name, sort=sort, start_ms=start, end_ms=end)


@st.composite
def lines(draw: st.DrawFn) -> list[Segment]:
    spans = draw(st.lists(st.tuples(st.integers(0, 500), st.none() | st.integers(0, 200))))
    return [
        passage(str(n), LINE, start, None if length is None else start + length)
        for n, (start, length) in enumerate(spans)
    ]


def test_a_part_stands_before_the_line_it_begins_with_and_a_mark_after() -> None:
    shown = [passage("m", MARK, 5), passage("l", LINE, 5, 9), passage("p", PART, 5, 90)]
    assert [one.id for one in in_order(shown)] == ["p", "l", "m"]


def test_an_open_line_ends_where_the_next_begins_and_the_last_with_the_recording() -> None:
    first, mark, second = passage("1", LINE, 0), passage("m", MARK, 5), passage("2", LINE, 10)
    whole = [first, mark, second]
    assert end_of(first, following(whole, first), 60) == 10
    assert end_of(second, following(whole, second), 60) == 60
    assert end_of(mark, following(whole, mark), 60) == 5


def test_between_two_lines_none_is_heard_and_of_two_voices_the_later() -> None:
    heard = Timeline(
        [passage("1", LINE, 0, 10), passage("2", LINE, 20, 40), passage("3", LINE, 30, 35)],
        LINE, 60,
    )  # fmt: skip
    said = {ms: one.id if (one := heard.at(ms)) else "" for ms in (5, 10, 15, 25, 32, 38, 40)}
    assert said == {5: "1", 10: "", 15: "", 25: "2", 32: "3", 38: "2", 40: ""}


@given(shown=lines(), ms=st.integers(0, 800))
def test_what_is_heard_is_what_a_look_at_every_line_finds(shown: list[Segment], ms: int) -> None:
    ordered = in_order(shown)
    ends = {one.id: end_of(one, following(shown, one), 750) for one in ordered}
    slow = [one for one in ordered if (one.start_ms or 0) <= ms < ends[one.id]]
    assert Timeline(shown, LINE, 750).at(ms) == (slow[-1] if slow else None)


@given(st.integers(0, LONGEST_MS - 1))
def test_a_time_is_read_back_as_it_was_written(ms: int) -> None:
    assert read_clock(clock(ms)) == ms
    assert read_clock(clock(ms, exact=False)) == ms - ms % 1000


@pytest.mark.parametrize(
    ("text", "ms"),
    [("", None), ("62:03", 3_723_000), ("3723", 3_723_000), ("１：02：03", 3_723_000),
     ("0:00:01,5", 1_500), ("1.25", 1_250)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, ms: int | None) -> None:
    assert read_clock(text) == ms


@pytest.mark.parametrize("text", ["soon", "-5", "1:2:3:4", "999999:00:00", "１2x"])
def test_what_is_no_time_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        read_clock(text)


def test_words_are_joined_with_a_space_but_chinese_without() -> None:
    assert joined("the lantern", "is lit") == "the lantern is lit"
    assert joined("迎灯。", "落雨也迎。") == "迎灯。落雨也迎。"
    assert joined(None, "x") == "x"
