# SPDX-License-Identifier: Apache-2.0
"""Item pages: photos lead, then title, facts at the side, texts and relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heritage_desktop.catalogue import labels, mosaic, notes, style
from heritage_desktop.catalogue.content import Entry, Part, Picture
from heritage_desktop.catalogue.pages import (
    Anchor,
    Block,
    Jump,
    Mark,
    Page,
    PageNumber,
    Photo,
    Setting,
    Strip,
    Words,
    baseline,
    moved,
    portions,
    tall,
)
from heritage_desktop.catalogue.style import HEIGHT, LEFT, MAIN, MAIN_LEFT, SIDE, TOP, WIDTH

_BETWEEN = 40.0
_KIND_LINE = 28.0
_MOSAIC_HEIGHTS = (450.0, 410.0, 375.0, 340.0, 310.0, 280.0, 250.0)
_GENEROUS = 340.0
_LEAST_UPRIGHT = 240.0
_ROOM_FOR_CAPTION = 48.0
_UNDER_PHOTO = 4.0
_POINTS_PER_PIXEL = 72 / 96
_UNREAD = (1500, 1000)
_WIDE_ENOUGH = 1.12


class Sheet:
    """One entry made ready: a head across the page and two columns under it."""

    def __init__(self, entry: Entry, setting: Setting) -> None:
        setting.about = entry.title_zh or entry.title_en or entry.number
        self.entry, self.setting = entry, setting
        self.overflow: list[str] = []
        self.title = _title(entry, setting, self.overflow)
        pictures = list(entry.pictures)
        single = len(pictures) == 1 and not _across(pictures[0], setting)
        self.side = _side(entry, setting)
        text = _texts(entry, setting)
        self.relations = _relations(entry, setting)
        below = tall(text) + tall(_sections(entry, setting)) + tall(self.relations)
        spare = HEIGHT - _KIND_LINE - tall(self.title) - below
        photo = self._in_column(pictures[0], spare) if single else []
        columns = max(tall(self.side), below + tall(photo))
        self.photos: list[Strip] = []
        if pictures and not single:
            room = HEIGHT - _KIND_LINE - tall(self.title) - columns
            self.photos = self._fitting_mosaic(pictures[: mosaic.MOST], room)
        told = _sections(entry, setting)
        self.plates: list[list[Strip]] = []
        for first in range(mosaic.MOST, len(pictures), mosaic.MOST):
            plate, cut = self._mosaic(pictures[first : first + mosaic.MOST], HEIGHT - 60)
            self.plates.append(plate)
            self._say_below(cut)
        self.main = [*photo, *text, *told, *self._notes(), *self.relations]

    def head(self) -> list[Strip]:
        """Return everything above the columns."""
        line = _kind_line(self.entry, self.setting)
        return [*line, *self.photos, *self.title]

    def height(self) -> float:
        """Return the room the entry takes when nothing is broken over pages."""
        return tall(self.head()) + max(tall(self.side), tall(self.main))

    def compact(self) -> bool:
        """Say whether the entry may share its page."""
        return not self.photos and not self.plates and self.height() < HEIGHT * 0.62

    def _in_column(self, picture: Picture, spare: float) -> list[Strip]:
        """Set an upright picture into the column, smaller where that keeps the page whole."""
        highest = min(400.0, spare - _ROOM_FOR_CAPTION)
        highest = highest if highest >= _LEAST_UPRIGHT else 400.0
        size = self.setting.size(picture) or _UNREAD
        ratio = size[0] / size[1]
        width = min(MAIN, max(120.0, size[0] * _POINTS_PER_PIXEL), highest * ratio)
        height = width / ratio
        framed = notes.frames(picture, self.setting, 0, 0, width, height)
        marks = (Photo(0, 0, width, height, picture), *framed)
        photo = Strip(height + 6, marks, keep=True)
        caption, cut = self._caption(picture, MAIN)
        self._say_below(cut)
        return [photo, *caption, Strip(10)]

    def _caption(self, picture: Picture, width: float) -> tuple[list[Strip], list[str]]:
        """Return caption and notes, and those of them that had to be cut."""
        lines, cut = self.setting.clipped(picture.caption, style.CAPTION, max(60.0, width - 4), 3)
        noted, more = notes.lines(picture, self.setting, width)
        return [*lines, *noted], [*([picture.caption] if cut else []), *more]

    def _say_below(self, texts: Sequence[str]) -> None:
        """Print whole at the end what was cut under a photo."""
        self.overflow += [text for text in dict.fromkeys(texts) if text not in self.overflow]

    def _mosaic(self, pictures: Sequence[Picture], room: float) -> tuple[list[Strip], list[str]]:
        """Return the photos as strips, and the captions that had to be cut."""
        sizes = [self.setting.size(picture) or _UNREAD for picture in pictures]
        shapes = [
            mosaic.Shape(max(0.2, min(6.0, w / h)), max(110.0, w * _POINTS_PER_PIXEL))
            for w, h in sizes
        ]

        def caption_height(index: int, width: float) -> float:
            lines, _cut = self._caption(pictures[index], width)
            return tall(lines) + _UNDER_PHOTO if lines else 0.0

        strips: list[Strip] = []
        cut: list[str] = []
        for band in mosaic.arrange(shapes, WIDTH, room, caption_height):
            marks: list[Mark] = []
            for tile in band.tiles:
                picture, (w, h) = pictures[tile.index], sizes[tile.index]
                # Extreme shapes were given a milder tile; the photo keeps its own proportions.
                fit = min(tile.width / w, tile.height / h)
                marks.append(Photo(tile.x, tile.y, w * fit, h * fit, picture))
                marks += notes.frames(picture, self.setting, tile.x, tile.y, w * fit, h * fit)
                y = tile.y + tile.height + _UNDER_PHOTO
                caption, more = self._caption(picture, tile.width)
                marks += moved(caption, tile.x, y)
                cut += more
            strips.append(Strip(band.height, tuple(marks)))
        return [*strips, Strip(12)], cut

    def _fitting_mosaic(self, pictures: Sequence[Picture], room: float) -> list[Strip]:
        """Return the largest mosaic that leaves the texts on the same page, if there is one."""
        for height in _MOSAIC_HEIGHTS:
            strips, cut = self._mosaic(pictures, height)
            if tall(strips) <= room:
                break
        else:
            # The text runs over anyway: take the size that looks best.
            strips, cut = self._mosaic(pictures, _GENEROUS)
        self._say_below(cut)
        return strips

    def _notes(self) -> list[Strip]:
        if not self.overflow:
            return []
        heading = _small_heading("captions", self.setting)
        strips = [heading]
        for text in self.overflow:
            strips += self.setting.text(text, style.CAPTION, MAIN, after=5)
        return [Strip(8), *strips]


def entry_pages(part: Part, setting: Setting, running: str) -> Iterator[Page]:
    """Yield the pages of a part's entries; short ones share a page where they fit whole."""
    page: Page | None = None
    y = TOP
    for entry in part.entries:
        sheet = Sheet(entry, setting)
        if page and sheet.compact() and y + _BETWEEN + sheet.height() <= TOP + HEIGHT:
            _place(page, y + _BETWEEN, sheet)
            y = page.end()
            continue
        if page:
            yield page
        pages = list(_laid(sheet, running))
        yield from pages[:-1]
        page = pages[-1]
        y = page.end()
    if page:
        yield page


def _place(page: Page, y: float, sheet: Sheet) -> None:
    below = page.place(LEFT, y, sheet.head())
    page.place(LEFT, below, sheet.side)
    page.place(MAIN_LEFT, below, sheet.main)


def _laid(sheet: Sheet, running: str) -> Iterator[Page]:
    page = Page(running)
    y = page.place(LEFT, TOP, sheet.head())
    sides = list(portions(sheet.side, TOP + HEIGHT - y))
    mains = list(portions(sheet.main, TOP + HEIGHT - y))
    for number in range(max(len(sides), len(mains), 1)):
        if number:
            yield page
            page, y = Page(running), TOP
        if number < len(sides):
            page.place(LEFT, y, sides[number])
        if number < len(mains):
            page.place(MAIN_LEFT, y, mains[number])
    for plate in sheet.plates:
        yield page
        page = Page(running)
        page.place(LEFT, TOP, plate)
    yield page


def _across(picture: Picture, setting: Setting) -> bool:
    width, height = setting.size(picture) or _UNREAD
    return width / height >= _WIDE_ENOUGH and width * _POINTS_PER_PIXEL > MAIN


def _kind_line(entry: Entry, setting: Setting) -> list[Strip]:
    name = entry.title_zh or entry.title_en or entry.number
    kind, _ = setting.clipped(entry.kind_label, style.KIND, WIDTH * 0.6, 1)
    number, _ = setting.clipped(entry.number, style.FOOT, WIDTH * 0.35, 1)
    right = [
        Words(WIDTH - setting.width(m.text, m.style), m.y, m.style, m.text)
        for m in moved(number, 0, 6)
    ]
    marks: list[Mark] = [
        Anchor(f"entry:{entry.id}", name, 1),
        Block(0, 0, WIDTH, 0.5, style.PALE),
        Block(0, 0, 26, 1.6, style.ACCENT),
        *moved(kind, 0, 6),
        *right,
    ]
    return [Strip(_KIND_LINE, tuple(marks), keep=True)]


def _title(entry: Entry, setting: Setting, overflow: list[str]) -> list[Strip]:
    english_first = setting.language == "en" and bool(entry.title_en)
    main = entry.title_en if english_first else entry.title_zh or entry.title_en or entry.number
    voice = style.TITLE_ROMAN if english_first else style.TITLE
    strips, cut = setting.clipped(main, voice, WIDTH, 3)
    if cut:
        smaller = voice.but(size=13.0, leading=18.0)
        strips, cut = setting.clipped(main, smaller, WIDTH, 5)
        if cut:
            overflow.append(main)
    if setting.language == "en":
        second = entry.title_zh if english_first else ""
        companion = setting.clipped(second, style.COMPANION, WIDTH, 2)
    else:
        english = entry.title_en if setting.language == "both" and entry.title_zh else ""
        companion = setting.clipped(english.upper(), style.SUBTITLE, WIDTH, 3)
    if companion[1]:
        overflow.append(second if setting.language == "en" else entry.title_en)
    keep = [Strip(s.height, s.marks, keep=True) for s in [*strips, *companion[0]]]
    return [*keep, Strip(16, keep=True)]


def _side(entry: Entry, setting: Setting) -> list[Strip]:
    rows = list(entry.facts)
    if entry.place:
        rows.insert(0, (labels.word("place", setting.language), entry.place))
    if entry.bearers:
        rows.append((labels.word("bearers", setting.language), "\n".join(entry.bearers)))
    strips: list[Strip] = []
    for label, value in rows:
        if not value.strip():
            continue
        heads = setting.text(label, style.LABEL, SIDE)
        strips += [Strip(s.height, s.marks, keep=True) for s in heads]
        strips += setting.text(value, style.FACT, SIDE, after=6.5)
    return strips


def _texts(entry: Entry, setting: Setting) -> list[Strip]:
    chinese, english = entry.summary_zh, entry.summary_en
    if setting.language == "zh_CN":
        english = "" if chinese else english
    if setting.language == "en":
        chinese = "" if english else chinese
    first = setting.text(chinese, style.TEXT, MAIN)
    second = setting.text(english, style.TEXT_ROMAN, MAIN)
    between = [Strip(9)] if first and second else []
    return [*first, *between, *second]


def _small_heading(name: str, setting: Setting) -> Strip:
    return _heading(labels.word(name, setting.language), setting)


def _heading(text: str, setting: Setting) -> Strip:
    words = setting.words(text, style.KIND, 0, 15)
    return Strip(22, (Block(0, 0, 18, 0.8, style.ACCENT), words), keep=True)


def _sections(entry: Entry, setting: Setting) -> list[Strip]:
    strips: list[Strip] = []
    for section in entry.sections:
        strips += [Strip(12), _heading(section.title, setting)]
        for row in section.rows:
            strips += setting.text(row.lead, style.FACT, MAIN, after=2 if row.text else 5)
            voice = style.CAPTION.but(leading=13.0)
            strips += setting.text(row.text, voice, MAIN, after=6)
    return strips


def _relations(entry: Entry, setting: Setting) -> list[Strip]:
    if not entry.links:
        return []
    strips = [Strip(14), _small_heading("related", setting)]
    reserve = setting.width(labels.see_page(88888, setting.language), style.REFERENCE)
    for link in entry.links:
        label = setting.text(link.label, style.LABEL.but(leading=15.0), 62)
        text = setting.text(link.text, style.FACT.but(leading=15.0), MAIN - 70 - reserve - 6)
        strips += _row(label, text, link.target)
    return [*strips, Strip(4)]


def _row(label: list[Strip], text: list[Strip], target: str | None) -> list[Strip]:
    rows = []
    for i in range(max(len(label), len(text))):
        marks: list[Mark] = []
        for column, x in ((label, 0.0), (text, 70.0)):
            if i < len(column):
                marks += moved([column[i]], x, 0)
        if target is not None:
            key = f"entry:{target}"
            if i == 0:
                y = baseline(style.REFERENCE.but(leading=15.0))
                marks.append(PageNumber(MAIN, y, style.REFERENCE, key, see=True))
            marks.append(Jump(0, 0, MAIN, 15, key))
        rows.append(Strip(15, tuple(marks)))
    return rows
