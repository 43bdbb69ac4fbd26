# SPDX-License-Identifier: Apache-2.0
"""Arranging photos of any shape with their captions: rows of even height, never stretched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

GAP = 7.0
MOST = 6
_TALLEST = 345.0
_ATTEMPTS = 8
_NARROWEST_STACK = 92.0

CaptionHeight = Callable[[int, float], float]
"""How high the caption of a photo is when set as wide as given, 0 for none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A photo to arrange: width through height, and how many points wide its pixels allow."""

    ratio: float
    widest: float


@dataclass(frozen=True, slots=True)
class Tile:
    """Where one photo goes, from the top left of its band; the caption follows below it."""

    index: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """Photos side by side that stay on one page, captions included in the height."""

    tiles: tuple[Tile, ...]
    height: float


def arrange(
    shapes: Sequence[Shape], width: float, height: float, caption: CaptionHeight
) -> list[Band]:
    """Return bands for up to six photos in at most ``height`` points.

    Every way to split the photos into rows, or to stand two or three beside the first, is
    weighed by the paper the photos cover and by the room the first one gets.
    """
    best: list[Band] = []
    best_score = float("-inf")
    for cut in _splits(len(shapes)):
        bands = _bands(cut, shapes, width, height, caption)
        if bands:
            score = _score(bands, width, height)
            if score > best_score:
                best, best_score = bands, score
    return best


def _splits(count: int) -> Iterator[list[tuple[range, bool]]]:
    """Yield divisions into consecutive groups; a true flag stacks the group beside its first."""
    for pattern in range(1 << (count - 1)):
        groups, start = [], 0
        for place in range(1, count + 1):
            if place == count or pattern >> (place - 1) & 1:
                groups.append(range(start, place))
                start = place
        yield [(group, False) for group in groups]
        if len(groups[0]) in (3, 4):
            yield [(groups[0], True), *((group, False) for group in groups[1:])]


def _bands(
    cut: list[tuple[range, bool]],
    shapes: Sequence[Shape],
    width: float,
    height: float,
    caption: CaptionHeight,
) -> list[Band]:
    share = 1.0
    bands: list[Band] = []
    band: Band | None
    # Captions do not shrink with their photos, so the right scale is found in a few steps.
    for _ in range(_ATTEMPTS):
        bands = []
        for group, stacked in cut:
            if stacked:
                band = _stack(group, shapes, width * share, caption)
            else:
                band = _row(group, shapes, (width, share), caption)
            if band is None:
                return []
            bands.append(band)
        total = sum(band.height for band in bands)
        if total <= height:
            return bands
        share *= max(0.2, min(0.97, height / total))
    return bands


def _row(
    group: range, shapes: Sequence[Shape], room: tuple[float, float], caption: CaptionHeight
) -> Band:
    width, share = room
    natural = (width - GAP * (len(group) - 1)) / sum(shapes[i].ratio for i in group)
    sharp = min(shapes[i].widest / shapes[i].ratio for i in group)
    height = min(natural, sharp, _TALLEST) * share
    x, tiles, below = 0.0, [], 0.0
    for i in group:
        wide = shapes[i].ratio * height
        tiles.append(Tile(i, x, 0.0, wide, height))
        below = max(below, caption(i, wide))
        x += wide + GAP
    return Band(tuple(tiles), height + below + GAP)


def _stack(
    group: range, shapes: Sequence[Shape], width: float, caption: CaptionHeight
) -> Band | None:
    lead, others = group[0], group[1:]
    steepness = sum(1 / shapes[i].ratio for i in others)
    column = width / 3
    height = 0.0
    for _ in range(3):
        # Lead and stack end at the same height: captions inside the stack are part of it.
        inside = sum(caption(i, column) + GAP for i in others[:-1])
        height = (steepness * (width - GAP) + inside) / (1 + steepness * shapes[lead].ratio)
        column = width - GAP - shapes[lead].ratio * height
        if column < _NARROWEST_STACK:
            return None
    wide = shapes[lead].ratio * height
    blurred = wide > shapes[lead].widest or any(column > shapes[i].widest for i in others)
    if blurred or height > _TALLEST * 1.1:
        return None
    tiles, y = [Tile(lead, 0.0, 0.0, wide, height)], 0.0
    for i in others:
        tiles.append(Tile(i, wide + GAP, y, column, column / shapes[i].ratio))
        y += column / shapes[i].ratio + caption(i, column) + GAP
    below = max(caption(lead, wide), caption(others[-1], column))
    return Band(tuple(tiles), max(height + below + GAP, y))


def _score(bands: list[Band], width: float, height: float) -> float:
    areas = [tile.width * tile.height for band in bands for tile in band.tiles]
    # The first photo leads; small stamps and rows that stop short of the margin look accidental.
    lead = areas[0] / (width * height)
    smallest = min(areas) / (sum(areas) / len(areas))
    ragged = max(1 - max(tile.x + tile.width for tile in band.tiles) / width for band in bands)
    over = max(0.0, sum(band.height for band in bands) / height - 1)
    return sum(areas) / (width * height) + 0.8 * lead + 0.1 * smallest - 0.8 * ragged - 5 * over
