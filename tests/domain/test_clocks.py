# SPDX-License-Identifier: Apache-2.0
"""Shifts as people write them, and clocks the satellites contradict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.clocks import Reading, off_by, read_shift, shifted, show_shift
from heritage_desktop.domain.moments import Moment


@given(st.integers(-(10**9), 10**9))
def test_a_shift_that_is_shown_is_read_back(seconds: int) -> None:
    assert read_shift(show_shift(seconds)) == seconds


@pytest.mark.parametrize(("text", "seconds"), [
    ("-22h", -79_200), ("+1:30", 5_400), ("2d 3h", 183_600), ("+00:00:45", 45), ("15 min", 900),
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
