# SPDX-License-Identifier: Apache-2.0
"""The order of the book's pages; a second run gives the same pages, so numbers are known."""

from __future__ import annotations

from collections.abc import Iterator

from heritage_desktop.catalogue.back import colophon_page, index_pages
from heritage_desktop.catalogue.content import Book
from heritage_desktop.catalogue.entries import entry_pages
from heritage_desktop.catalogue.front import contents_pages, cover_page, opening_pages
from heritage_desktop.catalogue.pages import Anchor, Page, Setting
from heritage_desktop.catalogue.recordings import recording_pages


def lay_out(book: Book, setting: Setting) -> Iterator[Page]:
    """Yield every page in order; the first is page 1 of the file and of the print."""
    yield cover_page(book, setting)
    if book.parts:
        yield from contents_pages(book, setting)
    for number, part in enumerate(book.parts):
        running = (part.title_en if setting.language == "en" else part.title_zh) or part.title_zh
        yield from opening_pages(part, number, setting)
        yield from entry_pages(part, setting, running)
    yield from recording_pages(book, setting)
    yield from index_pages(book, setting)
    yield from colophon_page(book, setting)


def anchors(page: Page) -> Iterator[Anchor]:
    """Yield the places on a page, with their height from its top."""
    for _, y, strip in page.strips:
        for mark in strip.marks:
            if isinstance(mark, Anchor):
                yield Anchor(mark.target, mark.title, mark.level, y + mark.y)
