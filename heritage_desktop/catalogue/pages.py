# SPDX-License-Identifier: Apache-2.0
"""Marks on a page, strips that stack, and the setting that turns text into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from heritage_desktop.catalogue import pictures
from heritage_desktop.catalogue.content import Language, Picture
from heritage_desktop.catalogue.fonts import FACES, PLACEHOLDER, face, tidy
from heritage_desktop.catalogue.lines import broken
from heritage_desktop.catalogue.style import ACCENT, HEIGHT, Style

_FIRST_WIDE = 0x2E80
_LONGEST_STRETCH = 0.12


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text with its baseline; ``stretch`` is extra room after every character."""

    x: float
    y: float
    style: Style
    text: str
    stretch: float = 0.0


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page of ``target``, ending at ``x``; ``see`` prints it as a cross-reference."""

    x: float
    y: float
    style: Style
    target: str
    see: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in a box of its own proportions, or filling it when ``crop``."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture
    crop: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle; thin ones are rules."""

    x: float
    y: float
    width: float
    height: float
    colour: str = ACCENT


@dataclass(frozen=True, slots=True)
class Frame:
    """A fine outline that is seen on light and on dark pictures."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle around (x, y) with a light edge."""

    x: float
    y: float
    radius: float
    colour: str = ACCENT


@dataclass(frozen=True, slots=True)
class Jump:
    """An area that leads to the place of ``target``."""

    x: float
    y: float
    width: float
    height: float
    target: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place others lead to; with a ``title`` it is also a bookmark of the file."""

    target: str
    title: str = ""
    level: int = 0
    y: float = 0.0


Mark = Words | PageNumber | Photo | Block | Frame | Disc | Jump | Anchor


@dataclass(frozen=True, slots=True)
class Strip:
    """Marks of one height that stay together; ``keep`` ties it to the strip that follows."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False


@dataclass(slots=True)
class Page:
    """Placed strips, measured from the top left corner; ``running`` is the footer's text."""

    running: str = ""
    footer: bool = True
    strips: list[tuple[float, float, Strip]] = field(default_factory=list)

    def place(self, x: float, y: float, strips: Iterable[Strip]) -> float:
        """Stack strips downwards from (x, y) and return where they end."""
        for strip in strips:
            if strip.marks:
                self.strips.append((x, y, strip))
            y += strip.height
        return y

    def end(self) -> float:
        """Return the lowest point used so far."""
        return max((y + strip.height for _, y, strip in self.strips), default=0.0)


class Setting:
    """Turns text into strips and remembers which characters and pictures the book needs."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.about = ""
        self.used: dict[str, set[str]] = {name: set() for name in FACES}
        self.missing: dict[tuple[str, str], None] = {}
        self._sizes: dict[Picture, tuple[int, int] | None] = {}

    def size(self, picture: Picture) -> tuple[int, int] | None:
        """Return a picture's upright size in pixels, read once."""
        if picture not in self._sizes:
            self._sizes[picture] = pictures.measure(picture)
        return self._sizes[picture]

    def printable(self, text: str, style: Style) -> tuple[str, Style]:
        """Return the text as it can be drawn and the voice for it; notes what is missing."""
        text = tidy(text)
        if not style.face.endswith("-roman") and not any(ord(c) >= _FIRST_WIDE for c in text):
            style = style.but(face=f"{style.face}-roman")
        lacking = face(style.face).lacking(text) - {"\n"}
        if lacking:
            self.missing.update(((char, self.about), None) for char in sorted(lacking))
            text = text.translate({ord(char): PLACEHOLDER for char in lacking})
        self.used[style.face].update(text)
        return text, style

    def width(self, text: str, style: Style) -> float:
        """Return the width in points of one line."""
        text, style = self.printable(text, style)
        return face(style.face).width(text, style.size, style.tracking)

    def photos(self, page: Page) -> list[Photo]:
        """Return the photos on a page that can be read."""
        marks = (mark for _, _, strip in page.strips for mark in strip.marks)
        return [m for m in marks if isinstance(m, Photo) and self.size(m.picture)]

    def words(self, text: str, style: Style, x: float = 0.0, y: float = 0.0) -> Words:
        """Return a single unbroken line whose baseline is at ``y``."""
        text, style = self.printable(text.replace("\n", " "), style)
        return Words(x, y, style, text)

    def lines(self, text: str, style: Style, width: float) -> Iterator[tuple[str, Style, bool]]:
        """Yield lines that fit ``width`` points, their voice, and whether they end a paragraph."""
        text, style = self.printable(text, style)
        measured = face(style.face)
        # Every character is known by now, so the table itself is the quickest way to ask.
        advance: Callable[[str], float] = measured.advances.__getitem__
        if style.tracking:
            extra = style.tracking / style.size
            advance = lambda char: measured.advances[char] + extra  # noqa: E731
        for paragraph in text.split("\n"):
            for line, last in broken(paragraph, advance, width / style.size):
                yield line, style, last

    def text(self, text: str, style: Style, width: float, *, after: float = 0.0) -> list[Strip]:
        """Return text as strips, one a line; empty text gives none."""
        if not text.strip():
            return []
        strips = []
        for line, voice, last in self.lines(text.strip(), style, width):
            if not line:
                strips.append(Strip(style.leading / 2))
                continue
            stretch = 0.0 if last or not style.justified else _stretch(line, voice, width)
            strips.append(Strip(style.leading, (Words(0, baseline(style), voice, line, stretch),)))
        if after:
            strips.append(Strip(after))
        return strips

    def clipped(self, text: str, style: Style, width: float, most: int) -> tuple[list[Strip], bool]:
        """Return at most ``most`` lines, and whether anything had to be left for elsewhere."""
        found = self.text(text, style, width)
        if len(found) <= most:
            return found, False
        kept = found[:most]
        last = next(mark for mark in kept[-1].marks if isinstance(mark, Words))
        self.used[last.style.face].add("…")
        cut = Words(0, last.y, last.style, last.text[:-1] + "…")
        return [*kept[:-1], Strip(kept[-1].height, (cut,))], True


def baseline(style: Style) -> float:
    """Return where the letters stand in a strip of the style's leading."""
    return style.leading / 2 + style.size * 0.36


def _stretch(line: str, style: Style, width: float) -> float:
    if len(line) < 2 or not any(ord(char) >= _FIRST_WIDE for char in line):
        return 0.0
    slack = width - face(style.face).width(line, style.size, style.tracking)
    share = slack / (len(line) - 1)
    return share if 0 < share <= style.size * _LONGEST_STRETCH else 0.0


def moved(strips: Iterable[Strip], x: float, y: float) -> list[Words]:
    """Return the words of stacked strips as marks of a larger strip."""
    found = []
    for strip in strips:
        for mark in strip.marks:
            if isinstance(mark, Words):
                found.append(Words(x + mark.x, y + mark.y, mark.style, mark.text, mark.stretch))
        y += strip.height
    return found


def tall(strips: Iterable[Strip]) -> float:
    """Return the height of stacked strips."""
    return sum(strip.height for strip in strips)


def portions(strips: list[Strip], first: float, later: float = HEIGHT) -> Iterator[list[Strip]]:
    """Yield what fits ``first`` points, then ``later`` points at a time.

    A strip marked ``keep`` never ends a portion; the first portion may be empty.
    """
    room, start, initial = first, 0, True
    while start < len(strips):
        end, filled = start, 0.0
        while end < len(strips) and filled + strips[end].height <= room:
            filled += strips[end].height
            end += 1
        if end < len(strips):
            while end > start and strips[end - 1].keep:
                end -= 1
        if end == start and not initial:
            end = start + 1
        yield strips[start:end]
        start, room, initial = end, later, False
        while start < len(strips) and not strips[start].marks:
            start += 1
