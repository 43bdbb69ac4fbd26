# SPDX-License-Identifier: Apache-2.0
"""How a picture looks, in 64 bits: the difference hash of Krawetz (2013)."""

from __future__ import annotations

from PIL import Image


def likeness(picture: Image.Image) -> str:
    """Return 16 hex digits; pictures that look alike differ in few of their bits."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.BOX)
    grey = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (grey[at] < grey[at + 1])
    return f"{bits:016x}"
