# SPDX-License-Identifier: Apache-2.0
"""Drawing laid-out pages into a PDF file that is written as it goes, not held in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from io import BytesIO
from typing import IO, Any

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from heritage_desktop.catalogue import labels, pictures, style
from heritage_desktop.catalogue.content import Book
from heritage_desktop.catalogue.fonts import face
from heritage_desktop.catalogue.layout import anchors
from heritage_desktop.catalogue.pages import (
    Block,
    Disc,
    Frame,
    Jump,
    Mark,
    Page,
    PageNumber,
    Photo,
    Setting,
    Words,
    moved,
)
from heritage_desktop.catalogue.style import LEFT, PAGE_HEIGHT, PAGE_WIDTH, Style

Prints = Mapping[Photo, Future[pictures.Print | None]]

# Text encodings of binary streams would make every file a quarter larger.
rl_config.useA85 = 0
rl_config.pdfComments = 0


class _Document(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document whose objects go to the file one by one instead of into a list."""

    output: IO[bytes]

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "__accum__":
            for piece in value.strings:
                self.output.write(piece)
            value.strings.clear()
            value.write = self.output.write
        super().__setattr__(name, value)


class _Spooled(pdfdoc.PDFObject):  # type: ignore[misc]
    """A JPEG kept in the spool file until its object is written."""

    __RefOnly__ = 1

    def __init__(self, spool: IO[bytes], print_: pictures.Print) -> None:
        self.width, self.height, self._grey = print_.width, print_.height, print_.grey
        self._spool, self._length = spool, len(print_.data)
        self._offset = spool.seek(0, 2)
        spool.write(print_.data)

    def format(self, document: Any) -> bytes:
        """Return the image object's bytes."""
        self._spool.seek(self._offset)
        space = "/DeviceGray" if self._grey else "/DeviceRGB"
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {self.width} /Height {self.height}"
            f" /BitsPerComponent 8 /ColorSpace {space} /Filter /DCTDecode"
            f" /Length {self._length} >>\nstream\n"
        )
        return head.encode("ascii") + self._spool.read(self._length) + b"\nendstream"


class Press(Canvas):  # type: ignore[misc]
    """A canvas that knows the book's marks; used once, for one book."""

    def __init__(self, output: IO[bytes], spool: IO[bytes], book: Book, setting: Setting) -> None:
        self._fonts = {
            name: TTFont(f"heritage-{name}", BytesIO(face(name).subset(used)))
            for name, used in setting.used.items()
        }
        for font in self._fonts.values():
            font.unregister()
            pdfmetrics.registerFont(font)
        super().__init__(
            output,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            invariant=1,
            pageCompression=1,
            initialFontName="heritage-sans",
            lang={"zh_CN": "zh-CN", "en": "en", "both": "zh-CN"}[book.language],
        )
        self._doc.__class__ = _Document
        self._doc.output = output
        self._spool, self._setting = spool, setting
        self._prints: Prints = {}
        self._placed: set[str] = set()
        self._colours: dict[str, Color] = {}
        self.setTitle(" ".join(t for t in (book.title_zh, book.title_en) if t) or "—")
        self.setAuthor(book.author or "—")
        self.setSubject(book.subtitle)
        self.setCreator("Heritage Desktop")
        self.setProducer("Heritage Desktop")

    def print_page(
        self, page: Page, number: int, numbers: Mapping[str, int], prints: Prints
    ) -> None:
        """Draw one page; ``numbers`` gives the page of every target, ``prints`` its photos."""
        self._doc.inPage()
        self._prints = prints
        for anchor in anchors(page):
            self._anchor(anchor.target, anchor.title, anchor.level, PAGE_HEIGHT - anchor.y + 8)
        for x, y, strip in page.strips:
            for mark in strip.marks:
                self._draw(mark, x, PAGE_HEIGHT - y, numbers)
        if page.footer:
            self._footer(page.running, number)
        self.showPage()

    def forget_fonts(self) -> None:
        """Take the book's fonts out of the writer's global table."""
        for font in self._fonts.values():
            font.unregister()

    def _draw(self, mark: Mark, x: float, top: float, numbers: Mapping[str, int]) -> None:
        if isinstance(mark, Words):
            self._write(x + mark.x, top - mark.y, mark.style, mark.text, mark.stretch)
        elif isinstance(mark, PageNumber):
            self._number(mark, x, top, numbers)
        elif isinstance(mark, Block):
            self.setFillColor(self._colour(mark.colour))
            y = top - mark.y - mark.height
            self.rect(x + mark.x, y, mark.width, mark.height, stroke=0, fill=1)
        elif isinstance(mark, Photo):
            self._photo(mark, x + mark.x, top - mark.y - mark.height)
        elif isinstance(mark, Frame | Disc):
            self._outline(mark, x + mark.x, top - mark.y)
        elif isinstance(mark, Jump) and mark.target in numbers:
            box = (x + mark.x, top - mark.y - mark.height, x + mark.x + mark.width, top - mark.y)
            self.linkAbsolute("", mark.target, box, Border="[0 0 0]")

    def _outline(self, mark: Frame | Disc, x: float, y: float) -> None:
        self.setStrokeColor(self._colour(style.WHITE))
        if isinstance(mark, Disc):
            self.setLineWidth(0.7)
            self.setFillColor(self._colour(mark.colour))
            self.circle(x, y, mark.radius, stroke=1, fill=1)
            return
        for width, colour in ((1.3, style.WHITE), (0.6, style.ACCENT)):
            self.setLineWidth(width)
            self.setStrokeColor(self._colour(colour))
            self.roundRect(x, y - mark.height, mark.width, mark.height, 1, stroke=1, fill=0)

    def _write(self, x: float, y: float, voice: Style, text: str, stretch: float = 0.0) -> None:
        words = self.beginText(x, y)
        words.setFont(f"heritage-{voice.face}", voice.size)
        words.setFillColor(self._colour(voice.colour))
        # Spacing lives on from one text object to the next, so it is set every time.
        words.setCharSpace(voice.tracking + stretch)
        words.textOut(text)
        self.drawText(words)

    def _number(self, mark: PageNumber, x: float, top: float, numbers: Mapping[str, int]) -> None:
        page = numbers.get(mark.target)
        if page is None:
            return
        text = labels.see_page(page, self._setting.language) if mark.see else str(page)
        wide = face(mark.style.face).width(text, mark.style.size, mark.style.tracking)
        self._write(x + mark.x - wide, top - mark.y, mark.style, text)

    def _photo(self, mark: Photo, x: float, y: float) -> None:
        waiting = self._prints.get(mark)
        found = waiting.result() if waiting else None
        if found is None:
            self.setFillColor(self._colour(style.MIST))
            self.rect(x, y, mark.width, mark.height, stroke=0, fill=1)
            note = labels.word("no_picture", self._setting.language)
            voice = style.LABEL
            wide = face(voice.face).width(note, voice.size, voice.tracking)
            if wide < mark.width:
                self._write(x + (mark.width - wide) / 2, y + mark.height / 2, voice, note)
            return
        name = hashlib.sha256(found.data).hexdigest()[:32]
        registered = self._doc.getXObjectName(name)
        if registered not in self._doc.idToObject:
            self._doc.Reference(_Spooled(self._spool, found), registered)
        self._formsinuse.append(name)
        self._currentPageHasImages = 1
        self._code.append(
            f"q {mark.width:.3f} 0 0 {mark.height:.3f} {x:.3f} {y:.3f} cm /{registered} Do Q"
        )

    def _anchor(self, target: str, title: str, level: int, top: float) -> None:
        if target in self._placed:
            return
        self._placed.add(target)
        self.bookmarkPage(target, fit="XYZ", left=0, top=min(PAGE_HEIGHT, top), zoom=0)
        if title:
            self.addOutlineEntry(title.replace("\n", " ")[:200], target, level, closed=level == 0)

    def _footer(self, running: str, number: int) -> None:
        y = 40.0
        voice = style.FOOT
        found = self._setting.clipped(running, voice, style.WIDTH - 60, 1)[0]
        line = next(iter(moved(found, 0, 0)), None)
        page_width = face(voice.face).width(str(number), voice.size + 0.5, voice.tracking)
        outer, inner = PAGE_WIDTH - LEFT - page_width, LEFT
        bold = voice.but(size=voice.size + 0.5, colour=style.INK)
        if number % 2 == 0:
            outer = LEFT
            if line:
                wide = face(line.style.face).width(line.text, voice.size, voice.tracking)
                inner = PAGE_WIDTH - LEFT - wide
        self._write(outer, y, bold, str(number))
        if line:
            self._write(inner, y, line.style, line.text)

    def _colour(self, code: str) -> Color:
        if code not in self._colours:
            parts = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
            self._colours[code] = Color(*parts)
        return self._colours[code]
