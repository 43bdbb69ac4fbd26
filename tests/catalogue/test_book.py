# SPDX-License-Identifier: Apache-2.0
"""The printed file: what it says, where its links lead, and what it must not contain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from heritage_desktop.catalogue.book import write_book
from heritage_desktop.catalogue.content import Book, Entry, Language, Part, Picture
from heritage_desktop.domain.errors import Cancelled, CannotWrite

Painter = Callable[..., Picture]
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")


def book(*entries: Entry, language: Language = "both", **changes: Any) -> Book:
    village = Part("枫树下村", "Fengshuxia", "山谷里的村子。", "A village in a valley.", entries)
    return Book(
        **{
            "title_zh": "枫树下村图录",
            "title_en": "Heritage of Fengshuxia",
            "author": "县文化馆",
            "date": "2026-05-18",
            "colophon": ("图文版权归村民所有。",),
            "parts": (village,),
            "language": language,
            **changes,
        }
    )


def texts(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_the_book_says_what_was_recorded(tmp_path: Path, hall: Entry, rite: Entry) -> None:
    report = write_book(book(hall, rite), tmp_path / "book.pdf")
    pages = texts(report.path)
    assert len(pages) == report.pages
    assert report.missing == ()
    whole = "\n".join(pages)
    for expected in (
        "枫树下村图录",
        "目录",
        "CONTENTS",
        "坐北朝南",
        "old camphor tree",
        "清乾隆二十三年",
        "陈德旺",
        "族谱",
        "索引（拼音）",
        "图文版权归村民所有。",
    ):
        assert expected in whole


def test_page_numbers_and_links_agree(tmp_path: Path, hall: Entry, rite: Entry) -> None:
    many = [replace(rite, id=f"r{i}", title_zh=f"祭祖{i}", bearers=()) for i in range(9)]
    report = write_book(book(hall, *many, rite), tmp_path / "book.pdf")
    reader = pypdf.PdfReader(report.path)
    where = next(i for i, text in enumerate(texts(report.path), 1) if "CX-002\n正月" in text)
    here = next(i for i, text in enumerate(texts(report.path)) if "见第" in text)
    assert f"见第 {where} 页 / see page {where}" in texts(report.path)[here]
    targets = {
        reader.get_page_number(note.get_object()["/Dest"][0].get_object()) + 1
        for note in reader.pages[here]["/Annots"]
    }
    assert targets == {where}


def test_bookmarks_title_author_and_language(tmp_path: Path, hall: Entry) -> None:
    report = write_book(book(hall), tmp_path / "book.pdf")
    reader = pypdf.PdfReader(report.path)
    titles = [item.title for item in _flat(reader.outline)]
    assert titles[:3] == ["目录 Contents", "枫树下村", "陈氏宗祠"]
    assert reader.metadata.title == "枫树下村图录 Heritage of Fengshuxia"
    assert reader.metadata.author == "县文化馆"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


@pytest.mark.parametrize(
    ("language", "present", "absent"),
    [("zh_CN", "坐北朝南", "camphor"), ("en", "camphor", "坐北朝南")],
)
def test_a_book_in_one_language(
    tmp_path: Path, hall: Entry, rite: Entry, language: Language, present: str, absent: str
) -> None:
    whole = "\n".join(texts(write_book(book(hall, rite, language=language), tmp_path / "b").path))
    assert present in whole
    assert absent not in whole
    assert ("see page" in whole) == (language == "en")
    # An entry nobody translated is printed in the language there is.
    assert "族人齐聚" in whole


def test_every_font_is_embedded(tmp_path: Path, hall: Entry, painted: Painter) -> None:
    entry = replace(hall, pictures=(painted("a.jpg"), Picture(tmp_path / "missing.jpg")))
    report = write_book(book(entry), tmp_path / "book.pdf")
    fonts = [
        font.get_object()
        for page in pypdf.PdfReader(report.path).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
        assert "Heritage" in font["/BaseFont"]


def test_the_same_book_gives_the_same_bytes(tmp_path: Path, hall: Entry, painted: Painter) -> None:
    entry = replace(hall, pictures=(painted("a.jpg"), painted("b.png", (400, 700))))
    first = write_book(book(entry), tmp_path / "one.pdf").path
    write_book(book(replace(entry, title_zh="别的书")), tmp_path / "between.pdf")
    second = write_book(book(entry), tmp_path / "two.pdf").path
    assert first.read_bytes() == second.read_bytes()


def test_no_position_nor_comment_travels_in_a_photo(
    tmp_path: Path, hall: Entry, painted: Painter
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (28.0, 7.0, 24.24)
    picture = painted("gps.jpg", exif=exif, comment=b"secret comment", icc_profile=b"secret icc")
    assert b"secret comment" in picture.path.read_bytes()
    report = write_book(book(replace(hall, pictures=(picture,)), cover=picture), tmp_path / "b.pdf")
    streams = [
        image.get_object().get_data()
        for page in pypdf.PdfReader(report.path).pages
        for image in page["/Resources"].get("/XObject", {}).values()
    ]
    assert len(streams) == 2
    for stream in [*streams, report.path.read_bytes()]:
        assert b"Exif" not in stream
        assert b"secret" not in stream


def test_photos_are_never_stretched(tmp_path: Path, hall: Entry, painted: Painter) -> None:
    sizes = [(900, 600), (600, 900), (3000, 300), (200, 1600), (800, 800), (640, 480), (900, 700)]
    photos = tuple(painted(f"{i}.jpg", size, f"图{i}") for i, size in enumerate(sizes))
    for count in range(len(sizes) + 1):
        entry = replace(hall, pictures=photos[:count])
        report = write_book(book(entry), tmp_path / "book.pdf")
        boxes = _boxes(report.path)
        assert len(boxes) == count
        for box, (width, height) in zip(boxes, sizes, strict=False):
            assert box[0] / box[1] == pytest.approx(width / height, rel=0.02)
        assert all(f"图{i}" in "".join(texts(report.path)) for i in range(count))


def test_a_photo_that_cannot_be_read_leaves_its_caption(tmp_path: Path, hall: Entry) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff broken")
    entry = replace(hall, pictures=(Picture(tmp_path / "bad.jpg", "坏照片"),))
    whole = "\n".join(texts(write_book(book(entry), tmp_path / "book.pdf").path))
    assert "坏照片" in whole
    assert "Picture cannot be read" in whole


def test_rare_characters_are_reported_and_shown(tmp_path: Path, hall: Entry) -> None:
    entry = replace(hall, title_zh="𠮷家老宅", summary_zh="𠮷姓人家")
    report = write_book(book(entry), tmp_path / "book.pdf")
    assert report.missing == (("𠮷", "𠮷家老宅"),)
    assert "〓姓人家" in "\n".join(texts(report.path))


def test_hostile_text_prints_as_text(tmp_path: Path) -> None:
    nasty = Entry(
        id="<b>&(x)\\",
        number="(\\)" * 40,
        kind="movable",
        kind_label="k" * 500,
        title_zh="<img src='x.png'/>" + "标题" * 400,
        title_en="&amp; <font color=red>\u202eevil\x00\x1b[31m",
        facts=(("f" * 300, "v" * 3000), ("", ""), ("\n", "\n\n")),
        summary_zh="x" * 10_000 + "\n\n\n" + "，" * 3000 + "😀",
        summary_en="{tag} %s \\n (unbalanced",
        place="p" * 400,
        bearers=tuple(f"人{i}" for i in range(300)),
    )
    report = write_book(book(nasty, nasty, title_zh="", title_en="\u202e"), tmp_path / "b.pdf")
    whole = "\n".join(texts(report.path))
    assert "<img src='x.png'/>" in whole
    assert "{tag} %s \\n (unbalanced" in whole
    assert sum(page.count("x" * 30) for page in texts(report.path)) > 100
    assert {char for char, _ in report.missing} == {"\u202e", "😀"}
    assert "人299" in whole


def test_every_page_names_where_it_is(tmp_path: Path, hall: Entry, rite: Entry) -> None:
    pages = texts(write_book(book(hall, rite), tmp_path / "book.pdf").path)
    assert "Contents" in pages[1]
    assert all("枫树下村" in page and str(n) in page for n, page in enumerate(pages[2:-2], 3))


def test_an_empty_book_is_still_a_book(tmp_path: Path) -> None:
    report = write_book(Book("", ""), tmp_path / "book.pdf")
    assert report.pages == 2


def test_stopping_leaves_the_old_file(tmp_path: Path, hall: Entry) -> None:
    target = tmp_path / "book.pdf"
    target.write_bytes(b"old")

    def stop(done: int, total: int, note: str = "") -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_book(book(hall), target, stop)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, hall: Entry) -> None:
    with pytest.raises(CannotWrite, match="nowhere"):
        write_book(book(hall), tmp_path / "nowhere" / "book.pdf")


def _flat(outline: list[Any]) -> list[Any]:
    return [
        leaf for item in outline for leaf in (_flat(item) if isinstance(item, list) else [item])
    ]


def _boxes(path: Path) -> list[tuple[float, float]]:
    """Return the drawn width and height of every image, in drawing order."""
    found: list[tuple[float, float]] = []
    for page in pypdf.PdfReader(path).pages:
        words = page.get_contents().get_data().split()
        for place, word in enumerate(words):
            if word == b"Do":
                found.append((float(words[place - 8]), float(words[place - 5])))
    return found
