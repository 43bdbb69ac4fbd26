# SPDX-License-Identifier: Apache-2.0
"""Shifts as people write them, and clocks the satellites contradict."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.clocks import (
    Reading,
    derived_zone,
    off_by,
    read_shift,
    read_shown,
    read_zone,
    shift_between,
    shift_to,
    shifted,
    show_shift,
    zone_seconds,
)
from heritage_desktop.domain.moments import Moment


@given(st.integers(-(10**9), 10**9))
def test_a_shift_that_is_shown_is_read_back(seconds: int) -> None:
    assert read_shift(show_shift(seconds)) == seconds


@pytest.mark.parametrize(("text", "seconds"), [
    ("+3d 2:00:01", 266_401), ("-22h", -79_200), ("+1:30", 5_400), ("2d 3h", 183_600),
    ("+00:00:45", 45), ("15 min", 900),
])  # fmt: skip
def test_shifts_are_read_as_people_write_them(text: str, seconds: int) -> None:
    assert read_shift(text) == seconds


@pytest.mark.parametrize("text", ["", "+", "soon", "1:2", "3"])
def test_what_is_no_shift_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a shift"):
        read_shift(text)


def test_a_zone_that_fits_the_place_is_no_wrong_clock() -> None:
    assert off_by(Reading("2026-04-05T17:01:00", "2026-04-05T09:00:00", 119.48)) is None
    off = off_by(Reading("2026-04-05T09:00:00", "2026-04-05T09:00:00", 119.48))
    assert off is not None
    assert off.total_seconds() == -8 * 3600


@given(st.integers(-(10**8), 10**8))
def test_moving_there_and_back_is_where_it_was(seconds: int) -> None:
    moment = Moment("2026-04-05T09:00:00", "+08:00")
    there = shifted(moment, seconds)
    assert (there.method, there.offset) == ("shifted", "+08:00")
    assert shifted(there, -seconds).local == moment.local


@pytest.mark.parametrize(("text", "time", "seconds"), [
    ("2026-04-12 14:03:20", "2026-04-12T14:03:20", True),
    ("2026年4月2日 14:03", "2026-04-02T14:03:00", False),
    ("9：05", "2026-04-05T09:05:00", False),
    ("14时03分20秒", "2026-04-05T14:03:20", True),
])  # fmt: skip
def test_what_a_clock_in_a_picture_shows_is_read(text: str, time: str, seconds: bool) -> None:
    shown, exact = read_shown(text, "2026-04-05")
    assert (shown.isoformat(), exact) == (time, seconds)


@pytest.mark.parametrize("text", ["", "noon", "25:00", "2026-02-30 10:00", "12:61", "2026-04-05"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_shown(text, "2026-04-05")


def test_a_clock_without_seconds_gives_whole_quarters_where_it_can() -> None:
    shown, exact = read_shown("14:03", "2026-04-05")
    assert shift_to("2026-04-05T13:03:41", shown, seconds=exact) == 3600
    assert shift_to("2026-04-05T13:20:10", shown, seconds=exact) == 42 * 60 + 50 + 30
    assert shift_to("2026-04-05T14:03:41", shown, seconds=exact) == 0
    assert shift_to("2026-04-05T13:03:41", shown) == 3600 - 41


def test_two_photos_of_one_moment_agree_after_the_shift() -> None:
    wrong, right = Moment("2026-04-05T03:00:10"), Moment("2026-04-05T09:00:00", "+08:00")
    assert shift_between(wrong, right) == 6 * 3600 - 10
    abroad = Moment("2026-04-05T03:00:10", "+02:00")
    assert shift_between(abroad, right) == -10


@given(st.integers(-55, 55))
def test_a_zone_is_derived_from_both_clocks(quarters: int) -> None:
    begin = datetime(2026, 4, 5, 9)  # noqa: DTZ001  a wall clock
    local = (begin + timedelta(minutes=15 * quarters, seconds=40)).isoformat()
    zone = derived_zone([Reading(local, begin.isoformat())] * 2)
    assert zone is not None
    assert zone_seconds(zone) == quarters * 900


def test_clocks_that_do_not_agree_on_a_zone_give_none() -> None:
    utc = "2026-04-05T09:00:00"
    assert derived_zone([]) is None
    assert derived_zone([Reading("never", utc), Reading("2026-04-05T17:07:00", utc)]) is None
    apart = [Reading("2026-04-05T17:00:00", utc), Reading("2026-04-05T09:00:00", utc)]
    assert derived_zone(apart) is None
    assert derived_zone([Reading("2026-04-05T09:00:00", utc, 119.48)]) is None  # UTC in Zhejiang


@pytest.mark.parametrize("text", ["", "east", "+15:00", "+08:60", "+8:0", "8.5", "+-8"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a zone"):
        zone_seconds(text)


@pytest.mark.parametrize(("text", "zone"), [
    ("+08:00", "+08:00"), ("8", "+08:00"), ("UTC+8", "+08:00"), ("−3:30", "-03:30"),
    ("gmt -0330", "-03:30"), ("＋８", "+08:00"), (" ", None),
])  # fmt: skip
def test_a_zone_is_read_as_people_write_it(text: str, zone: str | None) -> None:
    assert read_zone(text) == zone
