# SPDX-License-Identifier: Apache-2.0
"""What a book says, as plain values: the caller decides content, this room decides looks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["zh_CN", "en", "both"]
Heard = Literal["full", "index", "none"]


@dataclass(frozen=True, slots=True)
class Note:
    """What is marked on a photo; ``box`` is left, top, width, height in ten-thousandths of the
    photo as it is printed, None for the whole of it."""

    number: int
    text: str
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo on disk; ``orientation`` is the EXIF number 1 to 8 of the stored pixels."""

    path: Path
    caption: str = ""
    orientation: int = 1
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another entry; ``target`` is its id, or None when it is not in the book."""

    label: str
    target: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a record: a line of short values, then its longer words."""

    lead: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The parts of one sort under their heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded thing or person as it is printed; every text is plain, never markup."""

    id: str
    number: str
    kind: str
    kind_label: str
    title_zh: str
    title_en: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    summary_zh: str = ""
    summary_en: str = ""
    place: str = ""
    bearers: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A village: its portrait and its entries in printing order."""

    title_zh: str
    title_en: str = ""
    summary_zh: str = ""
    summary_en: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A part of a recording's index; the time is in milliseconds from its beginning."""

    begin_ms: int
    title: str
    synopsis: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What one voice says, as spoken and in the languages of the book."""

    begin_ms: int
    speaker: str = ""
    spoken: str = ""
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording with its index and transcript, printed in the appendix."""

    id: str
    length: str
    title_zh: str
    title_en: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[tuple[str, str], ...] = ()  # entry id, title: what it was recorded of
    language: str = ""
    film: bool = False
    parts: tuple[IndexPart, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A whole catalogue; ``date`` is an ISO day and ``language`` decides headings and texts."""

    title_zh: str
    title_en: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    colophon: tuple[str, ...] = ()
    cover: Picture | None = None
    parts: tuple[Part, ...] = ()
    recordings: tuple[Recording, ...] = ()
    language: Language = "both"
    holds: tuple[str, ...] = ()  # ids of the records it was made from


@dataclass(frozen=True, slots=True)
class BookReport:
    """What was printed; ``missing`` lists (character, entry title) no font could draw."""

    path: Path
    pages: int
    missing: tuple[tuple[str, str], ...] = ()
