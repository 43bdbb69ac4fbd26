# SPDX-License-Identifier: Apache-2.0
"""What is marked on a printed photo: fine numbered frames, and the notes under its caption."""

from __future__ import annotations

from collections.abc import Iterator

from heritage_desktop.catalogue import style
from heritage_desktop.catalogue.content import Picture
from heritage_desktop.catalogue.pages import Disc, Frame, Mark, Setting, Strip, moved

_SIDE = 10_000
_INDENT = 10.0
_LINES = 2
_RADIUS = 4.6
_NUMBER = style.CAPTION.but(colour=style.ACCENT)
_ON_DISC = style.CAPTION.but(size=6.4, colour=style.WHITE)


def frames(
    picture: Picture, setting: Setting, x: float, y: float, width: float, height: float
) -> Iterator[Mark]:
    """Yield frames and numbers for a photo printed at (x, y) in a box of its proportions."""
    for note in picture.notes:
        if note.box is None:
            continue
        left, top = x + note.box[0] * width / _SIDE, y + note.box[1] * height / _SIDE
        yield Frame(left, top, note.box[2] * width / _SIDE, note.box[3] * height / _SIDE)
        # The disc stays on the photo, so that no number hangs over the page's edge.
        at = (
            max(x + _RADIUS, min(left, x + width - _RADIUS)),
            max(y + _RADIUS, min(top, y + height - _RADIUS)),
        )
        yield Disc(*at, _RADIUS)
        number = str(note.number)
        wide = setting.width(number, _ON_DISC)
        yield setting.words(number, _ON_DISC, at[0] - wide / 2, at[1] + _ON_DISC.size * 0.36)


def lines(picture: Picture, setting: Setting, width: float) -> tuple[list[Strip], list[str]]:
    """Return the notes as numbered lines, and those that had to be cut, whole."""
    strips: list[Strip] = []
    cut: list[str] = []
    for note in picture.notes:
        room = max(50.0, width - _INDENT)
        found, clipped = setting.clipped(note.text, style.CAPTION, room, _LINES)
        cut += [f"{note.number} {note.text}"] if clipped else []
        for place, strip in enumerate(found):
            first = [setting.words(str(note.number), _NUMBER, 0, _baseline())] if not place else []
            strips.append(Strip(strip.height, (*first, *moved([strip], _INDENT, 0))))
    return strips, cut


def _baseline() -> float:
    return style.CAPTION.leading / 2 + style.CAPTION.size * 0.36
