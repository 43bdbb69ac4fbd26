# SPDX-License-Identifier: Apache-2.0
"""The pages after the items: indexes by pinyin, by English name and of bearers; the colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from heritage_desktop.catalogue import labels, style
from heritage_desktop.catalogue.content import Book, Entry
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
    portions,
    tall,
)
from heritage_desktop.catalogue.style import HEIGHT, LEFT, PAGE_HEIGHT, TOP, WIDTH

_COLUMNS = 3
_COLUMN_GAP = 22.0
_COLUMN = (WIDTH - _COLUMN_GAP * (_COLUMNS - 1)) / _COLUMNS
_OTHER = "#"
_LONGEST_SORTED = 60
_BETWEEN = 36.0
_NUMBER = 18.0
_ON_A_LINE = 3

Row = tuple[str, str, str]
"""Sort key, printed name, entry id."""


def index_pages(book: Book, setting: Setting) -> Iterator[Page]:
    """Yield the indexes the book's language asks for; short ones share a page."""
    entries = [entry for part in book.parts for entry in part.entries]
    wanted: list[tuple[str, list[Row]]] = []
    if setting.language != "en":
        rows = [(reading(e.title_zh), e.title_zh, e.id) for e in entries if e.title_zh]
        wanted.append(("index_zh", rows))
    if setting.language != "zh_CN":
        wanted.append(("index_en", _english(entries, setting)))
    people = [(reading(name), name, e.id) for e in entries for name in e.bearers if name]
    wanted.append(("index_bearers", people))
    page: Page | None = None
    for name, rows in wanted:
        if not rows:
            continue
        for block in _blocks(name, rows, setting):
            if page is None or page.end() + _BETWEEN + block.height() > TOP + HEIGHT:
                if page:
                    yield page
                page = Page(labels.word("index", setting.language))
                block.put(page, TOP)
            else:
                block.put(page, page.end() + _BETWEEN)
    if page:
        yield page


def reading(text: str) -> str:
    """Return the pinyin reading used to sort a name, lower case; Latin names read as they are."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text[:_LONGEST_SORTED])).casefold().strip("《“\"'「（( ")


def colophon_page(book: Book, setting: Setting) -> Iterator[Page]:
    """Yield the last page: titles and the imprint, at the foot."""
    setting.about = labels.word("colophon", setting.language)
    voice = style.FACT.but(colour=style.SOFT, leading=13.5)
    strips = [Strip(14, (Anchor("colophon", setting.about, 0), Block(0, 0, 34, 2)))]
    for text in (book.title_zh, book.title_en):
        strips += setting.text(text, style.COMPANION.but(colour=style.INK), WIDTH)
    strips.append(Strip(8))
    for text in (book.subtitle, book.author, book.date, *book.colophon):
        strips += setting.text(text, voice, WIDTH * 0.75, after=3)
    height = min(HEIGHT, tall(strips))
    start = PAGE_HEIGHT - style.BOTTOM - height
    for chunk in portions(strips, height):
        page = Page(footer=False)
        page.place(LEFT, start, chunk)
        start = TOP
        yield page


def _english(entries: Iterable[Entry], setting: Setting) -> list[Row]:
    rows = []
    for entry in entries:
        name = entry.title_en or (entry.title_zh if setting.language == "en" else "")
        if name:
            rows.append((reading(name), name, entry.id))
    return rows


class _Block:
    """As much of one index as goes on a page: a heading, then columns of even length."""

    def __init__(self, top: list[Strip], columns: list[list[Strip]]) -> None:
        self.top, self.columns = top, columns

    def height(self) -> float:
        """Return the room the block takes."""
        return tall(self.top) + max(map(tall, self.columns))

    def put(self, page: Page, y: float) -> None:
        """Place the block on a page from ``y`` downwards."""
        y = page.place(LEFT, y, self.top)
        for number, column in enumerate(self.columns):
            page.place(LEFT + number * (_COLUMN + _COLUMN_GAP), y, column)


def _blocks(name: str, rows: list[Row], setting: Setting) -> Iterator[_Block]:
    setting.about = labels.word(name, setting.language)
    top = heading(name, setting, f"index:{name}")
    strips: list[Strip] = []
    ordered = sorted(set(rows), key=lambda row: (_letter(row) == _OTHER, row))
    for letter, group in groupby(ordered, key=_letter):
        voice = style.COMPANION.but(colour=style.ACCENT)
        gap = [Strip(10)] if strips else []
        strips += [*gap, Strip(20, (setting.words(letter, voice, 0, 13),), keep=True)]
        for (_, title), same in groupby(group, key=lambda row: row[:2]):
            strips += _index_row(title, [row[2] for row in same], setting)
    columns = list(portions(strips, HEIGHT - tall(top)))
    if len(columns) <= _COLUMNS:
        columns = _even(strips, HEIGHT - tall(top))
    for start in range(0, len(columns), _COLUMNS):
        yield _Block(top if start == 0 else [], columns[start : start + _COLUMNS])


def _even(strips: list[Strip], most: float) -> list[list[Strip]]:
    """Return columns of nearly the same height, none higher than ``most``."""
    height = max(60.0, tall(strips) / _COLUMNS)
    while height < most:
        columns = list(portions(strips, height, height))
        if len(columns) <= _COLUMNS and max(map(tall, columns)) <= height:
            return columns
        height += 12
    return list(portions(strips, most, most))


def _letter(row: Row) -> str:
    first = row[0][:1].upper()
    return first if "A" <= first <= "Z" else _OTHER


def _index_row(title: str, ids: list[str], setting: Setting) -> list[Strip]:
    setting.about = title
    lines, _ = setting.clipped(title, style.FACT, _COLUMN - 34, 3)
    strips = [Strip(line.height, line.marks, keep=True) for line in lines[:-1]]
    for number, group in enumerate(ids[i : i + _ON_A_LINE] for i in range(0, len(ids), _ON_A_LINE)):
        marks: list[Mark] = list(lines[-1].marks) if lines and number == 0 else []
        for place, target in enumerate(reversed(group)):
            key = f"entry:{target}"
            right = _COLUMN - place * _NUMBER
            voice = style.FACT.but(colour=style.ACCENT)
            marks.append(PageNumber(right, baseline(voice), voice, key))
            left = 0.0 if place == len(group) - 1 else right - _NUMBER
            marks.append(Jump(left, 0, right - left, style.FACT.leading, key))
        strips.append(Strip(style.FACT.leading + 1.5, tuple(marks)))
    return strips
