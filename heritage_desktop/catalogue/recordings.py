# SPDX-License-Identifier: Apache-2.0
"""The appendix of recordings: index and transcript, words as spoken beside their translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from heritage_desktop.catalogue import labels, style
from heritage_desktop.catalogue.content import Book, IndexPart, Line, Recording
from heritage_desktop.catalogue.front import heading
from heritage_desktop.catalogue.pages import (
    Anchor,
    Block,
    Jump,
    Mark,
    Page,
    PageNumber,
    Setting,
    Strip,
    baseline,
    moved,
    portions,
    tall,
)
from heritage_desktop.catalogue.style import HEIGHT, LEFT, TOP, WIDTH
from heritage_desktop.domain.passages import clock

_TIME = 50.0
_WIDE = WIDTH - _TIME
_GAP = 20.0
_HALF = (_WIDE - _GAP) / 2
_BETWEEN = 38.0
_PAGE_COLUMN = 30.0
_FACT = WIDTH / 4
#: About as many rows of a passage stay together; a longer one is broken evenly.
_TOGETHER = 6
_ROW = 14.6

SPOKEN = style.TEXT.but(leading=_ROW, justified=False)
ROMAN = style.TEXT_ROMAN.but(leading=_ROW)
CLOCK = style.FOOT.but(size=7.2)
TITLE = style.TITLE.but(size=15.0, leading=21.0)


def recording_pages(book: Book, setting: Setting) -> Iterator[Page]:
    """Yield the appendix; recordings follow each other, long transcripts flow over pages."""
    if not book.recordings:
        return
    running = setting.about = labels.word("recordings", setting.language)
    page = Page(running)
    y = page.place(LEFT, TOP, heading("recordings", setting, "recordings"))
    for number, one in enumerate(book.recordings):
        again = _again(one, setting)
        y += _BETWEEN if number else 0.0
        begun = False
        chunks = portions(_strips(one, setting), TOP + HEIGHT - y, HEIGHT - tall(again))
        for place, chunk in enumerate(chunks):
            if place:
                yield page
                page = Page(running)
                y = page.place(LEFT, TOP, again if begun else [])
            y = page.place(LEFT, y, chunk)
            begun = begun or bool(chunk)
    yield page


def _title(one: Recording, setting: Setting) -> tuple[str, str]:
    if setting.language == "en":
        return one.title_en or one.title_zh, ""
    return one.title_zh or one.title_en, one.title_en if setting.language == "both" else ""


def _again(one: Recording, setting: Setting) -> list[Strip]:
    """Return the line that opens each further page of a recording."""
    text = f"{_title(one, setting)[0]} · {labels.word('continued', setting.language)}"
    words = moved(setting.clipped(text, style.LABEL, WIDTH, 1)[0], 0, 6)
    return [Strip(30, (Block(0, 0, WIDTH, 0.5, style.PALE), *words))]


def _strips(one: Recording, setting: Setting) -> list[Strip]:
    setting.about = one.title_zh or one.title_en
    said = (line for line in one.lines if line.spoken or any(_told(line, setting)))
    one = replace(one, lines=tuple(said))
    strips = [*_head(one, setting), *_facts(one, setting), *_items(one, setting)]
    anchored = {part for part, _ in _openings(one)}
    if one.parts:
        strips += [Strip(14, keep=True), *_small_heading("told", setting)]
        for part in one.parts:
            strips += _index_row(one, part, part in anchored, setting)
    if one.lines:
        strips += [Strip(14, keep=True), *_transcript(one, setting)]
    return strips


def _head(one: Recording, setting: Setting) -> list[Strip]:
    main, second = _title(one, setting)
    name = "film" if one.film else "recording"
    kind = setting.words(labels.word(name, setting.language), style.KIND, 0, 17)
    length = setting.words(one.length, CLOCK)
    wide = setting.width(one.length, CLOCK)
    marks: list[Mark] = [
        Anchor(f"entry:{one.id}", main, 1),
        Block(0, 0, WIDTH, 0.5, style.PALE),
        Block(0, 0, 26, 1.6, style.ACCENT),
        kind,
        *moved([Strip(0, (length,))], WIDTH - wide, 17),
    ]
    strips = [Strip(26, tuple(marks), keep=True)]
    titles, _ = setting.clipped(main, TITLE, WIDTH, 3)
    if second:
        titles += setting.clipped(second.upper(), style.SUBTITLE, WIDTH, 2)[0]
    return [*strips, *_kept(titles), Strip(9, keep=True)]


def _facts(one: Recording, setting: Setting) -> list[Strip]:
    """Return the facts side by side, four to a row."""
    strips = []
    for start in range(0, len(one.facts), 4):
        marks: list[Mark] = []
        height = 0.0
        for place, (label, value) in enumerate(one.facts[start : start + 4]):
            cell = setting.text(label, style.LABEL, _FACT - 12)
            cell += setting.text(value, style.FACT, _FACT - 12)
            marks += moved(cell, place * _FACT, 0)
            height = max(height, tall(cell))
        strips.append(Strip(height + 5, tuple(marks), keep=True))
    return strips


def _items(one: Recording, setting: Setting) -> list[Strip]:
    """Return what it was recorded of, with the pages where that stands."""
    strips = []
    reserve = setting.width(labels.see_page(88888, setting.language), style.REFERENCE) + 12
    for target, title in one.items:
        label = setting.words(labels.word("heard_of", setting.language), style.LABEL, 0, 11)
        words = setting.clipped(title, style.FACT, WIDTH - _FACT - reserve, 1)[0]
        key = f"entry:{target}"
        number = PageNumber(WIDTH, 11, style.REFERENCE, key, see=True)
        marks: tuple[Mark, ...] = (
            label,
            *moved(words, _FACT, 1.5),
            number,
            Jump(0, 0, WIDTH, 15, key),
        )
        strips.append(Strip(15, marks, keep=True))
    return strips


def _small_heading(name: str, setting: Setting) -> list[Strip]:
    words = setting.words(labels.word(name, setting.language), style.KIND, 0, 15)
    return [Strip(24, (Block(0, 0, 18, 0.8, style.ACCENT), words), keep=True)]


def _index_row(one: Recording, part: IndexPart, anchored: bool, setting: Setting) -> list[Strip]:
    width = _WIDE - _PAGE_COLUMN
    titles = setting.text(part.title or "–", SPOKEN, width)
    marks: list[Mark] = [setting.words(clock(part.begin_ms, exact=False), CLOCK, 0, _BASE)]
    if anchored:
        key = _key(one, part)
        marks += [PageNumber(WIDTH, _BASE, style.FACT, key), Jump(0, 0, WIDTH, _ROW, key)]
    told = setting.text(part.synopsis, style.CAPTION.but(leading=12.0), width)
    strips = [
        Strip(row.height, (*(marks if not number else ()), *moved([row], _TIME, 0)), keep=True)
        for number, row in enumerate(titles)
    ]
    strips += [Strip(row.height, tuple(moved([row], _TIME, 0))) for row in told]
    # The gap may end a page, the title above it may not.
    return [*strips[:-1], Strip(strips[-1].height, strips[-1].marks), Strip(4)]


_BASE = baseline(SPOKEN)


def _key(one: Recording, part: IndexPart) -> str:
    return f"heard:{one.id}:{one.parts.index(part)}"


def _openings(one: Recording) -> Iterator[tuple[IndexPart, int]]:
    """Yield the parts in which something is told in words, with the line each begins at."""
    starts = [part.begin_ms for part in one.parts[1:]]
    for part, stop in zip_longest(one.parts, starts):
        first = next(
            (n for n, line in enumerate(one.lines) if line.begin_ms >= part.begin_ms), None
        )
        if first is not None and (stop is None or one.lines[first].begin_ms < stop):
            yield part, first


def _transcript(one: Recording, setting: Setting) -> Iterator[Strip]:
    told = [_told(line, setting) for line in one.lines]
    columns = any(line.spoken for line in one.lines) and any(told)
    yield _column_heads(one, columns, setting)
    openings: dict[int, list[IndexPart]] = {}
    for part, first in _openings(one):
        openings.setdefault(first, []).append(part)
    voices = len({line.speaker for line in one.lines}) > 1
    before = ""
    for number, line in enumerate(one.lines):
        for part in openings.get(number, ()):
            yield from _opening(one, part, setting)
            before = ""
        named = voices and line.speaker and line.speaker != before
        before = line.speaker
        yield from _passage(line, told[number], line.speaker if named else "", columns, setting)


def _told(line: Line, setting: Setting) -> tuple[str, str]:
    """Return the Chinese and English beside a line; what was said so is not printed twice."""
    zh, en = line.zh, line.en
    if setting.language == "en":
        zh = "" if en else zh
    elif setting.language == "zh_CN":
        en = "" if zh else en
    return "" if zh == line.spoken else zh, "" if en == line.spoken else en


def _column_heads(one: Recording, columns: bool, setting: Setting) -> Strip:
    spoken = labels.word("spoken", setting.language)
    heads = [f"{spoken} · {one.language}" if one.language else spoken]
    heads += [labels.word("translation", setting.language)] if columns else []
    if not any(line.spoken for line in one.lines):
        heads = [labels.word("translation", setting.language)]
    marks: list[Mark] = [Block(0, 0, 18, 0.8, style.ACCENT)]
    for place, text in enumerate(heads):
        x = _TIME + place * (_HALF + _GAP)
        marks += moved(setting.clipped(text, style.KIND, _HALF, 1)[0], x if place else 0.0, 8)
    return Strip(28, tuple(marks), keep=True)


def _opening(one: Recording, part: IndexPart, setting: Setting) -> Iterator[Strip]:
    if not part.title:
        return
    words = setting.clipped(part.title, style.KIND, _WIDE, 1)[0]
    marks = (Anchor(_key(one, part)), Block(_TIME, 7, _WIDE, 0.3, style.PALE))
    yield Strip(26, (*marks, *moved(words, _TIME, 11)), keep=True)


def _passage(
    line: Line, told: tuple[str, str], speaker: str, columns: bool, setting: Setting
) -> Iterator[Strip]:
    width = _HALF if columns else _WIDE
    left = setting.text(line.spoken, SPOKEN, width)
    right = setting.text(told[0], SPOKEN, width, after=2.5 if told[1] else 0.0)
    right += setting.text(told[1], ROMAN, width)
    if not columns:
        left, right = left or right, []
    name = setting.clipped(speaker, style.LABEL, width, 1)[0]
    rows = max(len(left), len(right))
    size = -(-rows // max(1, round(rows / _TOGETHER)))
    for start in range(0, rows, size):
        marks: list[Mark] = []
        top = 0.0
        if start == 0:
            top = tall(name)
            marks += moved(name, _TIME, 0)
            marks.append(setting.words(clock(line.begin_ms, exact=False), CLOCK, 0, top + _BASE))
        here, beside = left[start : start + size], right[start : start + size]
        # Each column is drawn as a whole, so that copied text reads as it was said.
        marks += moved(here, _TIME, top)
        marks += moved(beside, _TIME + _HALF + _GAP, top)
        yield Strip(top + max(tall(here), tall(beside)), tuple(marks))
    yield Strip(6)


def _kept(strips: list[Strip]) -> list[Strip]:
    return [Strip(one.height, one.marks, keep=True) for one in strips]
