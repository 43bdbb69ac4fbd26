# SPDX-License-Identifier: Apache-2.0
"""The look of the book in numbers: A4 in points, one grid, one accent, a short type scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 62.0, 62.0, 74.0
WIDTH = PAGE_WIDTH - 2 * LEFT
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
SIDE, GUTTER = 132.0, 26.0
MAIN = WIDTH - SIDE - GUTTER
MAIN_LEFT = LEFT + SIDE + GUTTER

INK = "#22262A"
SOFT = "#4A5157"
GREY = "#7C858C"
PALE = "#C9CFD3"
MIST = "#ECEEEE"
ACCENT = "#1F5A66"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Style:
    """A voice on the page; ``face`` is serif or sans, ``-roman`` for Latin punctuation widths."""

    face: str
    size: float
    leading: float
    colour: str = INK
    tracking: float = 0.0
    justified: bool = False

    def but(self, **changes: object) -> Style:
        """Return this style with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


TITLE = Style("serif", 22, 30)
TITLE_ROMAN = Style("serif-roman", 20, 25)
SUBTITLE = Style("sans-roman", 8, 12, GREY, 1.3)
COMPANION = Style("serif", 10.5, 16, GREY)
TEXT = Style("serif", 9.6, 16, justified=True)
TEXT_ROMAN = Style("serif-roman", 9.4, 14.2, SOFT)
LABEL = Style("sans", 7.2, 11, GREY, 0.4)
KIND = Style("sans", 7.8, 11, ACCENT, 0.8)
FACT = Style("sans", 8.6, 13.2)
CAPTION = Style("sans", 7.6, 11.4, SOFT)
REFERENCE = Style("sans", 7.6, 16, ACCENT)
FOOT = Style("sans", 7, 10, GREY, 0.4)
OPENING = Style("serif", 36, 48)
OPENING_ROMAN = Style("serif-roman", 32, 40)
