# SPDX-License-Identifier: Apache-2.0
"""How sharp a photo is and how much of it is burnt out, measured on its preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter, ImageStat

#: Levels of grey that are as good as black or white.
DARKEST, LIGHTEST = 2, 253
#: The discrete Laplacian; 128 is added, for a picture has no negative values.
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


@dataclass(frozen=True, slots=True)
class Measured:
    """``sharpness`` is the variance of the Laplacian (Pech-Pacheco, 2000); ``clipped`` 0 to 1."""

    sharpness: float
    clipped: float


def measure(previews: Sequence[Path]) -> list[Measured | None]:
    """Measure photos of the same thing at one size, that of the smallest; None for unreadable.

    A small picture enlarged looks blurred and a large one reduced looks sharp: only at one size
    can they be compared. The previews are our own, at most 1,024 pixels long.
    """
    greys = [_grey(path) for path in previews]
    longest = min((max(grey.size) for grey in greys if grey is not None), default=0)
    return [None if grey is None else _measured(grey, longest) for grey in greys]


def _grey(path: Path) -> Image.Image | None:
    try:
        with Image.open(path, formats=("JPEG",)) as picture:
            return picture.convert("L")
    except (OSError, ValueError, SyntaxError):
        return None


def _measured(grey: Image.Image, longest: int) -> Measured:
    if max(grey.size) > longest:
        grey.thumbnail((longest, longest), Image.Resampling.BOX)
    counts = grey.histogram()
    clipped = sum(counts[: DARKEST + 1]) + sum(counts[LIGHTEST:])
    inner = grey.filter(_LAPLACIAN)
    if min(inner.size) > 2:  # the filter leaves the outermost pixels as they are
        inner = inner.crop((1, 1, inner.width - 1, inner.height - 1))
    return Measured(ImageStat.Stat(inner).var[0], clipped / (grey.width * grey.height))
