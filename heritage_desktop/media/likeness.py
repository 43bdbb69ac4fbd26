# SPDX-License-Identifier: Apache-2.0
"""How a picture looks, in 128 bits: the difference hash of Krawetz (2013) in both directions."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def likeness(picture: Image.Image) -> str:
    """Return 32 hex digits; pictures that look alike differ in few of their bits.

    The first 64 bits say whether a cell is darker than its right neighbour, the others whether it
    is darker than the one below; ``domain/look_alikes.py`` compares them.
    """
    grey = picture.convert("L")
    return f"{_darker(grey, 1, 0):016x}{_darker(grey, 0, 1):016x}"


def _darker(grey: Image.Image, right: int, down: int) -> int:
    width = 8 + right
    cells = grey.resize((width, 8 + down), Image.Resampling.BOX).tobytes()
    bits = 0
    for at in (row * width + column for row in range(8) for column in range(8)):
        bits = bits << 1 | (cells[at] < cells[at + right + down * width])
    return bits


def likeness_of(preview: Path) -> str:
    """Return the likeness of one of our own previews; '' when it is not there or damaged."""
    try:
        with Image.open(preview, formats=("JPEG",)) as picture:
            return likeness(picture)
    except (OSError, ValueError, SyntaxError):
        return ""
