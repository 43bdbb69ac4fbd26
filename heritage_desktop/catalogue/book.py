# SPDX-License-Identifier: Apache-2.0
"""Writing the catalogue: laid out once for page numbers, again to draw, then put in place."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from heritage_desktop.catalogue import labels
from heritage_desktop.catalogue.content import Book, BookReport
from heritage_desktop.catalogue.layout import anchors, lay_out
from heritage_desktop.catalogue.pages import Page, Setting
from heritage_desktop.catalogue.pictures import render
from heritage_desktop.catalogue.press import Press, Prints
from heritage_desktop.catalogue.style import FOOT
from heritage_desktop.domain.errors import CannotWrite
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr

_PAGES_AHEAD = 4

# The PDF writer keeps fonts in one table for the whole process.
_one_at_a_time = Lock()


def write_book(book: Book, target: Path, progress: Progress = silent) -> BookReport:
    """Print ``book`` to ``target``; the old file stays until the new one is complete on disk.

    Raises CannotWrite if the folder or disk refuses; whatever ``progress`` raises stops the
    work and leaves the old file as it was.
    """
    setting = Setting(book.language)
    numbers, total = _numbered(book, setting, progress)
    # The second run meets the same characters, but out of step with what it is about.
    missing = tuple(setting.missing)
    # Not a secure temporary file: the book is for everybody this folder is for.
    temporary = target.parent / f".book-{new_id()}.part"
    try:
        with temporary.open("xb") as output:
            with _one_at_a_time, tempfile.TemporaryFile() as spool:
                press = Press(output, spool, book, setting)
                _draw(press, book, setting, numbers, total, progress)
            output.flush()
            os.fsync(output.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            tr(
                "{path} cannot be written ({reason}); choose another folder or free some space.",
                path=target,
                reason=reason,
            )
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    return BookReport(target, total, missing)


def _numbered(book: Book, setting: Setting, progress: Progress) -> tuple[dict[str, int], int]:
    numbers: dict[str, int] = {}
    total = 0
    for total, page in enumerate(lay_out(book, setting), 1):
        progress(0, 0, tr("Laying out the pages"))
        setting.about = page.running
        setting.printable(page.running, FOOT)
        for anchor in anchors(page):
            numbers.setdefault(anchor.target, total)
    for name in ("sans", "serif"):
        setting.used[name].update(labels.see_page(1234567890, "both"))
        setting.used[name].update(labels.word("no_picture", "both"))
    return numbers, total


def _draw(
    press: Press,
    book: Book,
    setting: Setting,
    numbers: dict[str, int],
    total: int,
    progress: Progress,
) -> None:
    try:
        for number, (page, prints) in enumerate(_prepared(book, setting), 1):
            progress(number - 1, total, tr("Printing page {n} of {total}", n=number, total=total))
            press.print_page(page, number, numbers, prints)
        progress(total, total, tr("Writing the file"))
        press.save()
    finally:
        press.forget_fonts()


def _prepared(book: Book, setting: Setting) -> Iterator[tuple[Page, Prints]]:
    """Yield pages in order while the photos of the next ones are made ready in the background."""
    waiting: deque[tuple[Page, Prints]] = deque()
    pool = ThreadPoolExecutor(min(4, os.cpu_count() or 1), "catalogue-photo")
    try:
        for page in lay_out(book, setting):
            prints = {
                photo: pool.submit(
                    render, photo.picture, photo.width, photo.height, crop=photo.crop
                )
                for photo in setting.photos(page)
            }
            waiting.append((page, prints))
            if len(waiting) > _PAGES_AHEAD:
                yield waiting.popleft()
        yield from waiting
    finally:
        pool.shutdown(cancel_futures=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
