# SPDX-License-Identifier: Apache-2.0
"""Photos of any shape are arranged without stretching and inside their room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.catalogue.mosaic import MOST, Band, Shape, arrange

WIDTH, HEIGHT = 471.0, 340.0
ratios = st.floats(0.2, 6.0, allow_nan=False)


def captions(index: int, width: float) -> float:
    return 15.0 if index % 2 else 0.0


def laid(*shapes: float, height: float = HEIGHT) -> list[Band]:
    return arrange([Shape(ratio, 2000.0) for ratio in shapes], WIDTH, height, captions)


@given(st.lists(ratios, min_size=1, max_size=MOST))
def test_every_photo_keeps_its_proportions_and_stays_in_the_width(shapes: list[float]) -> None:
    bands = laid(*shapes)
    tiles = [tile for band in bands for tile in band.tiles]
    assert [tile.index for tile in tiles] == list(range(len(shapes)))
    for tile in tiles:
        assert tile.width / tile.height == pytest.approx(shapes[tile.index], rel=1e-6)
        assert tile.x + tile.width <= WIDTH + 0.01


@given(st.lists(st.floats(0.6, 2.0), min_size=1, max_size=MOST))
def test_ordinary_photos_fit_the_height(shapes: list[float]) -> None:
    assert sum(band.height for band in laid(*shapes)) <= HEIGHT


def test_two_photos_stand_beside_a_leading_one() -> None:
    (band,) = laid(4 / 3, 4 / 3, 4 / 3)
    lead, upper, lower = band.tiles
    assert lead.width > 1.8 * upper.width
    assert upper.x == lower.x
    assert lower.y > upper.y + upper.height


def test_a_small_photo_is_not_blown_up() -> None:
    ((tile,),) = [band.tiles for band in arrange([Shape(1.5, 120.0)], WIDTH, HEIGHT, captions)]
    assert tile.width == pytest.approx(120.0)
