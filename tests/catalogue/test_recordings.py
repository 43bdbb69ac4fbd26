# SPDX-License-Identifier: Apache-2.0
"""The appendix: words stand beside their translation, flow over pages, and are led to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from heritage_desktop.catalogue.book import write_book
from heritage_desktop.catalogue.content import (
    Book,
    Entry,
    IndexPart,
    Language,
    Line,
    Link,
    Part,
    Recording,
)
from heritage_desktop.catalogue.layout import lay_out
from heritage_desktop.catalogue.pages import Setting, Words
from heritage_desktop.catalogue.style import HEIGHT, LEFT, TOP, WIDTH

SONG = Recording(
    id="song", length="0:04:10", title_zh="灯会开场", title_en="Opening of the lanterns",
    facts=(("讲述人 Who speaks", "甲歌手"), ("地点 Place", "枫树下村")),
    items=(("hall", "陈氏宗祠"),), language="吴语",
    parts=(IndexPart(0, "锣 The gong", "先敲三下。"), IndexPart(120_000, "鼓 The drum")),
    lines=(
        Line(0, "甲歌手", "头一通鼓是拨桥听个", "头一通鼓是给桥听的", "The first roll"),
        Line(125_000, "乙鼓头", "再来", "再来", "Again"),
    ),
)  # fmt: skip


def book(hall: Entry, *recordings: Recording, language: Language = "both") -> Book:
    """Return a book of one entry that leads to its recordings."""
    hall = replace(hall, links=tuple(Link("录音", one.id, one.title_zh) for one in recordings))
    part = Part(title_zh="枫树下村", title_en="Fengshuxia", entries=(hall,))
    return Book("图录", "Heritage", parts=(part,), recordings=recordings, language=language)


def texts(path: Path) -> list[str]:
    """Return the text of each page in the order it is drawn."""
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_the_appendix_is_found_from_contents_bookmarks_and_the_item(
    tmp_path: Path, hall: Entry
) -> None:
    report = write_book(book(hall, SONG), tmp_path / "book.pdf")
    pages = texts(report.path)
    assert "录音与逐字稿" in pages[1]
    assert "Opening of the lanterns" in pages[1]
    (number,) = [n for n, text in enumerate(pages, 1) if "原话" in text]
    assert f"见第 {number} 页" in pages[3]
    titles = [one.title for one in flat(pypdf.PdfReader(report.path).outline)]
    assert titles[3:5] == ["录音与逐字稿 Recordings and transcripts", "灯会开场"]


def test_words_are_drawn_before_their_translation(tmp_path: Path, hall: Entry) -> None:
    text = "".join(texts(write_book(book(hall, SONG), tmp_path / "b.pdf").path))
    order = ["甲歌手", "0:00:00", "头一通鼓是拨桥听个", "头一通鼓是给桥听的", "The first roll"]
    places = [text.index(words, text.index("译文")) for words in order]
    assert places == sorted(places)
    assert "先敲三下。" in text


@pytest.mark.parametrize(
    ("language", "present", "absent"),
    [("zh_CN", "头一通鼓是给桥听的", "Again"), ("en", "Again", "给桥听的")],
)
def test_the_book_in_one_language_has_one_translation(
    tmp_path: Path, hall: Entry, language: Language, present: str, absent: str
) -> None:
    text = "".join(texts(write_book(book(hall, SONG, language=language), tmp_path / "b").path))
    assert "拨桥听个" in text
    assert present in text
    assert absent not in text
    # Words that are the same in both languages are printed once.
    assert text.count("再来") == 1


@pytest.mark.parametrize("language", ["zh_CN", "en", "both"])
def test_a_long_transcript_flows_over_pages(hall: Entry, language: Language) -> None:
    spoken = "师傅立勒桥尾，一声弗响，只拿灯举高一寸；伊要是放落来，我就晓得错哉。"
    lines = tuple(
        Line(n * 3600, "甲歌手" if n % 3 else "乙鼓头", spoken * (n % 9), "", "word " * (n % 40))
        for n in range(1, 400)
    )
    parts = tuple(IndexPart(n * 72_000, f"第{n}段") for n in range(20))
    long = replace(SONG, lines=lines, parts=parts)
    setting = Setting(language)
    pages = [p for p in lay_out(book(hall, SONG, long, language=language), setting)]
    found = [one for one in pages if "录音与逐字稿" in one.running or "Recordings" in one.running]
    assert len(found) > 20
    drawn: list[str] = []
    for page in found:
        assert page.end() <= TOP + HEIGHT + 0.01
        last = max(page.strips, key=lambda placed: placed[1])[2]
        assert not last.keep, "a heading stands at the end of a page"
        for x, _, strip in page.strips:
            for mark in strip.marks:
                if isinstance(mark, Words):
                    wide = setting.width(mark.text, mark.style) + mark.stretch * len(mark.text)
                    assert x + mark.x + wide <= LEFT + WIDTH + 8
                    drawn.append(mark.text)
    whole = "".join(drawn)
    assert whole.count("晓") == sum(n % 9 for n in range(1, 400))
    assert sum("续" in text or "continued" in text for text in drawn) >= len(found) - 2


def test_an_index_alone_and_a_translation_alone_are_printed(tmp_path: Path, hall: Entry) -> None:
    index = replace(SONG, lines=(), title_zh="只有索引")
    english = replace(SONG, id="en", parts=(), lines=(Line(5000, en="Only English"),), facts=())
    text = "".join(texts(write_book(book(hall, index, english), tmp_path / "b.pdf").path))
    assert "0:02:00" in text
    assert "Only English" in text
    assert "原话" not in text


def test_hostile_words_are_printed_as_words(tmp_path: Path, hall: Entry) -> None:
    line = Line(0, "<b>&", "x" * 5000 + "\n\n" + "，" * 500, "<img src='x'/>" * 50, "\u202e😀")
    nasty = replace(SONG, title_zh="题" * 300, lines=(line,), parts=(IndexPart(0, "", "s" * 900),))
    report = write_book(book(hall, nasty), tmp_path / "b.pdf")
    assert "<img src='x'/>" in "".join(texts(report.path))
    assert {char for char, _ in report.missing} == {"\u202e", "😀"}


def flat(outline: list[Any]) -> list[Any]:
    """Return every bookmark in order."""
    return [one for item in outline for one in (flat(item) if isinstance(item, list) else [item])]
