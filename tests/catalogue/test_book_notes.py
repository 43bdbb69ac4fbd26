# SPDX-License-Identifier: Apache-2.0
"""What is marked on a photo is printed: a number on the picture, the words under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.catalogue.book import write_book
from heritage_desktop.catalogue.content import Book, Entry, Note, Part, Picture
from heritage_desktop.catalogue.entries import Sheet
from heritage_desktop.catalogue.notes import frames, lines
from heritage_desktop.catalogue.pages import Disc, Frame, Setting, Words, tall

Painter = Callable[..., Picture]
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
LONG = "檐口漏雨，椽子发黑，" * 40
GATE, WHOLE = Note(1, "门楼有三层彩画", (1000, 2000, 3000, 4000)), Note(2, "整幅", None)


def test_a_note_has_its_frame_its_disc_and_its_number(painted: Painter) -> None:
    picture = replace(painted("a.jpg"), notes=(GATE, WHOLE))
    frame, disc, number = frames(picture, Setting("zh_CN"), 10, 20, 300, 200)
    assert frame == Frame(40, 60, 90, 80)
    assert isinstance(disc, Disc)
    assert (disc.x, disc.y) == (40, 60)
    assert isinstance(number, Words)
    assert number.text == "1"


def test_a_disc_stays_on_its_photo(painted: Painter) -> None:
    corner = Note(1, "角", (0, 0, 500, 500))
    picture = replace(painted("a.jpg"), notes=(corner,))
    _, disc, _ = frames(picture, Setting("zh_CN"), 0, 0, 300, 200)
    assert isinstance(disc, Disc)
    assert disc.x - disc.radius >= 0
    assert disc.y - disc.radius >= 0


def test_a_short_note_is_one_line_and_a_long_one_is_cut(painted: Painter) -> None:
    setting = Setting("zh_CN")
    picture = replace(painted("a.jpg"), notes=(GATE, Note(2, LONG)))
    strips, cut = lines(picture, setting, 200)
    assert len(strips) == 3
    assert cut == [f"2 {LONG}"]
    assert tall(lines(painted("b.jpg"), setting, 200)[0]) == 0


def test_what_fits_under_the_photos_is_said_once(painted: Painter, hall: Entry) -> None:
    pictures = tuple(
        replace(painted(f"{n}.jpg", (1600, 1000)), caption=f"图 {n}", notes=(GATE, WHOLE))
        for n in range(3)
    )
    setting = Setting("zh_CN")
    assert Sheet(replace(hall, pictures=pictures), setting).overflow == []


def test_captions_cut_on_a_plate_are_said_whole_below(painted: Painter, hall: Entry) -> None:
    pictures = tuple(painted(f"{n}.jpg", (1600, 1000)) for n in range(12))
    last = replace(pictures[-1], notes=(Note(1, LONG),))
    sheet = Sheet(replace(hall, pictures=(*pictures[:-1], last)), Setting("zh_CN"))
    assert sheet.plates
    assert sheet.overflow == [f"1 {LONG}"]


def test_the_page_shows_frame_number_and_words(
    tmp_path: Path, painted: Painter, hall: Entry
) -> None:
    picture = replace(painted("a.jpg", (1600, 1000)), caption="大屋", notes=(GATE,))
    part = Part("村", entries=(replace(hall, pictures=(picture,)),))
    report = write_book(Book("图录", parts=(part,), language="zh_CN"), tmp_path / "book.pdf")
    pages = pypdf.PdfReader(report.path).pages
    assert any("门楼有三层彩画" in page.extract_text() for page in pages)
    assert report.missing == ()
    with Image.open(picture.path) as stored:
        assert stored.size == (1600, 1000)
