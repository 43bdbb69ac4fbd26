# SPDX-License-Identifier: Apache-2.0
"""Boxes on a photo: read, turned, moved and sized in whole ten-thousandths of its sides.

Whole numbers make a turn there and back the identity, and two laptops write the same text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from heritage_desktop.domain.media import Region

#: The side of a picture, whatever its pixels, and the least side of a box that can be held.
SIDE = 10_000
LEAST = 100


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in ten-thousandths from its top left corner."""

    x: int
    y: int
    w: int
    h: int

    def __str__(self) -> str:
        return f"{self.x} {self.y} {self.w} {self.h}"

    def turned(self, degrees: int) -> Box:
        """Return the box as it lies on the picture turned clockwise, in steps of 90 degrees."""
        box = self
        for _ in range(degrees // 90 % 4):
            box = Box(SIDE - box.y - box.h, box.x, box.h, box.w)
        return box

    def moved(self, right: int, down: int) -> Box:
        """Return the box moved as far as the picture goes."""
        return Box(
            _within(self.x + right, 0, SIDE - self.w), _within(self.y + down, 0, SIDE - self.h),
            self.w, self.h,
        )  # fmt: skip

    def sized(self, wider: int, higher: int) -> Box:
        """Return the box with its right and lower edges moved, not smaller than can be seen."""
        return Box(
            self.x, self.y,
            _within(self.w + wider, min(LEAST, self.w), SIDE - self.x),
            _within(self.h + higher, min(LEAST, self.h), SIDE - self.y),
        )  # fmt: skip


def between(one: tuple[int, int], other: tuple[int, int]) -> Box:
    """Return the box between two corners, whichever comes first, within the picture."""
    xs, ys = zip(
        *((_within(x, 0, SIDE), _within(y, 0, SIDE)) for x, y in (one, other)), strict=True
    )
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def centred() -> Box:
    """Return the box that marking without a pointer begins with."""
    return Box(SIDE * 3 // 8, SIDE * 3 // 8, SIDE // 4, SIDE // 4)


def read(text: str | None) -> Box | None:
    """Return the box of a region, None for what is none: bundles may hold anything."""
    parts = (text or "").replace(",", " ").split()
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if any(len(part) > len(str(SIDE)) for part in parts):
        return None
    x, y, w, h = map(int, parts)
    inside = w > 0 and h > 0 and x + w <= SIDE and y + h <= SIDE
    return Box(x, y, w, h) if inside else None


def in_order(regions: Iterable[Region], turned: int | None = None) -> list[Region]:
    """Return the marks of one photo from the top down as it is seen; those without a box last."""

    def place(one: Region) -> tuple[bool, int, int, str]:
        box = read(one.box)
        seen = box.turned(turned or 0) if box else Box(0, 0, 0, 0)
        return box is None, seen.y, seen.x, one.id

    return sorted(regions, key=place)


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))
