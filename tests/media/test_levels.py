# SPDX-License-Identifier: Apache-2.0
"""Levels of sound in decibels below full scale."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.media.levels import QUIETEST, from_floats, peak_db


@pytest.mark.parametrize(
    ("sample", "level"), [(-32768, 0.0), (16384, -6.02), (3277, -20.0), (0, QUIETEST)]
)
def test_half_of_full_scale_is_six_decibels_below(sample: int, level: float) -> None:
    assert peak_db(array("h", [0, sample, 0]).tobytes()) == pytest.approx(level, abs=0.01)


def test_half_a_sample_is_no_sound() -> None:
    assert peak_db(b"") == peak_db(b"\x7f") == QUIETEST


@given(st.lists(st.floats(width=32)))
def test_any_float_becomes_a_sample(values: list[float]) -> None:
    made = array("h", from_floats(array("f", values).tobytes()))
    assert len(made) == len(values)
    for value, sample in zip(values, made, strict=True):
        if abs(value) <= 1:
            assert sample == pytest.approx(value * 32_767, abs=0.51)
