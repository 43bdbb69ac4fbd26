# SPDX-License-Identifier: Apache-2.0
"""The pages before and between items: cover, contents and the opening of each village."""

from __future__ import annotations

from collections.abc import Iterator

from heritage_desktop.catalogue import labels, style
from heritage_desktop.catalogue.content import Book, Entry, Part, Recording
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
)
from heritage_desktop.catalogue.style import (
    HEIGHT,
    LEFT,
    MAIN,
    MAIN_LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    WIDTH,
)

_COVER_PHOTO = 500.0
_MOST_IN_CONTENTS = 400


def cover_page(book: Book, setting: Setting) -> Page:
    """Return the cover: a photo to the edges above, the titles below."""
    setting.about = book.title_zh or book.title_en
    page = Page(footer=False)
    if book.cover and setting.size(book.cover):
        top: Mark = Photo(0, 0, PAGE_WIDTH, _COVER_PHOTO, book.cover, crop=True)
    else:
        top = Block(0, 0, PAGE_WIDTH, _COVER_PHOTO, style.ACCENT)
    page.place(0, 0, [Strip(_COVER_PHOTO, (Anchor("cover"), top))])
    main, second = _titles(book.title_zh, book.title_en, setting)
    voice = style.OPENING if main == book.title_zh else style.OPENING_ROMAN
    y = page.place(LEFT, _COVER_PHOTO + 46, _fitted(main, voice, setting))
    y = page.place(LEFT, y + 8, setting.clipped(second.upper(), _cover_second(), WIDTH, 3)[0])
    page.place(LEFT, y + 18, [Strip(2, (Block(0, 0, 34, 2),))])
    page.place(LEFT, y + 32, setting.clipped(book.subtitle, _cover_sub(), WIDTH, 2)[0])
    line = "　".join(part for part in (book.author, book.date) if part)
    page.place(
        LEFT,
        PAGE_HEIGHT - 64,
        setting.clipped(line, style.FACT.but(size=9.5, leading=14.0), WIDTH, 2)[0],
    )
    return page


def contents_pages(book: Book, setting: Setting) -> Iterator[Page]:
    """Yield the table of contents; very long books list villages only."""
    running = setting.about = labels.word("contents", setting.language)
    strips = heading("contents", setting, "contents")
    full = sum(len(part.entries) for part in book.parts) + len(book.recordings)
    full = full <= _MOST_IN_CONTENTS
    for number, part in enumerate(book.parts):
        strips += _contents_part(part, f"part:{number}", setting)
        if full:
            for entry in part.entries:
                strips.append(entry_row(entry, setting, WIDTH))
        strips.append(Strip(16))
    if book.recordings:
        # Rows and headings like those of a village: the appendix is one more part of the book.
        name = Part(*labels.both("recordings"))
        strips += _contents_part(name, "recordings", setting)
        if full:
            strips += [entry_row(listed(one), setting, WIDTH) for one in book.recordings]
    yield from _columned(strips, running)


def listed(one: Recording) -> Entry:
    """Return a recording as a list shows it: by its length instead of a number."""
    return Entry(one.id, one.length, "", "", one.title_zh, one.title_en)


def opening_pages(part: Part, number: int, setting: Setting) -> Iterator[Page]:
    """Yield a village's opening: its name, portrait and list of entries."""
    main, second = _titles(part.title_zh, part.title_en, setting)
    setting.about = main
    page = Page(main)
    count = labels.word("part", setting.language, n=number + 1)
    head = Strip(
        30,
        (
            Anchor(f"part:{number}", main, 0),
            Block(0, 0, 34, 2),
            setting.words(count, style.KIND, 0, 22),
        ),
    )
    y = page.place(LEFT, TOP + 40, [head])
    voice = style.OPENING if main == part.title_zh else style.OPENING_ROMAN
    y = page.place(LEFT, y + 12, _fitted(main, voice, setting))
    y = page.place(LEFT, y + 4, setting.clipped(second.upper(), _cover_second(), WIDTH, 2)[0])
    strips = _portrait(part, setting)
    if part.entries:
        words = setting.words(labels.word("in_part", setting.language), style.KIND, 0, 15)
        strips += [Strip(22), Strip(26, (Block(0, 0, MAIN, 0.5, style.PALE), words), keep=True)]
        strips += [entry_row(entry, setting, MAIN) for entry in part.entries]
    y += 40
    for chunk in portions(strips, TOP + HEIGHT - y):
        if not chunk and y <= TOP:
            continue
        page.place(MAIN_LEFT, y, chunk)
        yield page
        page, y = Page(main), TOP
    if not strips:
        yield page


def heading(name: str, setting: Setting, target: str) -> list[Strip]:
    """Return the large heading of a section with its place and bookmark."""
    main, second = labels.pair(name, setting.language)
    voice = style.TITLE if setting.language != "en" else style.TITLE_ROMAN
    words = setting.words(main, voice, 0, 40)
    marks: list[Mark] = [
        Anchor(target, labels.word(name, setting.language), 0),
        Block(0, 0, WIDTH, 0.5, style.PALE),
        Block(0, 0, 26, 1.6),
        words,
    ]
    if second:
        x = setting.width(main, voice) + 12
        marks.append(setting.words(second.upper(), style.SUBTITLE, x, 40))
    return [Strip(76, tuple(marks), keep=True)]


def entry_row(entry: Entry, setting: Setting, width: float) -> Strip:
    """Return one line of a list: number, titles, page; all of it leads to the entry."""
    setting.about = entry.title_zh or entry.title_en or entry.number
    voice = style.TEXT.but(size=9.2, leading=17.0, justified=False)
    main, second = _titles(entry.title_zh or entry.number, entry.title_en, setting)
    y = baseline(voice)
    marks: list[Mark] = [*_one_line(entry.number, style.FOOT, 66, setting, 0, y)]
    room = width - 74 - 30
    title = _one_line(main, voice, room, setting, 74, y)
    marks += title
    taken = sum(setting.width(m.text, m.style) for m in title) + 10
    if second and room - taken > 40:
        companion = style.CAPTION.but(face="sans-roman", colour=style.GREY)
        marks += _one_line(second, companion, room - taken, setting, 74 + taken, y)
    key = f"entry:{entry.id}"
    marks += [
        PageNumber(width, y, style.FACT, key),
        Jump(0, 0, width, 17, key),
        Block(74, 16.6, width - 74, 0.3, style.MIST),
    ]
    return Strip(17, tuple(marks))


def _one_line(
    text: str, voice: style.Style, width: float, setting: Setting, x: float, y: float
) -> list[Words]:
    found, _ = setting.clipped(text.replace("\n", " "), voice, width, 1)
    return [Words(x, y, m.style, m.text) for m in moved(found, 0, 0)]


def _contents_part(part: Part, target: str, setting: Setting) -> list[Strip]:
    main, second = _titles(part.title_zh, part.title_en, setting)
    setting.about = main
    voice = style.TITLE.but(size=13.0, leading=24.0)
    marks: list[Mark] = [*_one_line(main, voice, WIDTH * 0.6, setting, 0, 16)]
    taken = sum(setting.width(m.text, m.style) for m in marks if isinstance(m, Words)) + 12
    if second:
        marks += _one_line(second.upper(), style.SUBTITLE, WIDTH - taken - 40, setting, taken, 16)
    number = voice.but(size=11.0, colour=style.ACCENT)
    marks += [PageNumber(WIDTH, 16, number, target), Jump(0, 0, WIDTH, 24, target)]
    return [Strip(28, tuple(marks), keep=True)]


def _columned(strips: list[Strip], running: str) -> Iterator[Page]:
    for chunk in portions(strips, HEIGHT):
        page = Page(running)
        page.place(LEFT, TOP, chunk)
        yield page


def _portrait(part: Part, setting: Setting) -> list[Strip]:
    chinese, english = part.summary_zh, part.summary_en
    if setting.language == "zh_CN" and chinese:
        english = ""
    if setting.language == "en" and english:
        chinese = ""
    first = setting.text(chinese, style.TEXT.but(size=10.5, leading=18.0), MAIN)
    second = setting.text(english, style.TEXT_ROMAN, MAIN)
    return [*first, *([Strip(10)] if first and second else []), *second]


def _titles(chinese: str, english: str, setting: Setting) -> tuple[str, str]:
    if setting.language == "en":
        return english or chinese, chinese if english else ""
    if setting.language == "zh_CN" or not chinese:
        return chinese or english, ""
    return chinese, english


def _fitted(text: str, voice: style.Style, setting: Setting) -> list[Strip]:
    for share in (1.0, 0.75, 0.55):
        smaller = voice.but(size=voice.size * share, leading=voice.leading * share)
        found, cut = setting.clipped(text, smaller, WIDTH, 1 if share == 1.0 else 2)
        if not cut:
            return found
    return setting.clipped(text, voice.but(size=14.0, leading=20.0), WIDTH, 3)[0]


def _cover_second() -> style.Style:
    return style.SUBTITLE.but(size=10.0, leading=15.0, tracking=2.0)


def _cover_sub() -> style.Style:
    return style.COMPANION.but(colour=style.SOFT)
