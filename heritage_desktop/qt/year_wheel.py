# SPDX-License-Identifier: Apache-2.0
"""The year as a wheel: months, solar terms on the rim, and the days on which practices happen."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from heritage_desktop.domain.chinese_calendar import (
    FIRST,
    LAST,
    SOLAR_TERMS,
    SOLAR_TERMS_ENGLISH,
    solar_term,
)
from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.qt.chart_window import Chart, Spot, Words, face, locale
from heritage_desktop.services.charts import Unplaced, Wheel, WheelEntry, spread

FIRST_YEAR, LAST_YEAR = FIRST.year + 1, LAST.year
SIDE, LABEL, GAP = 190.0, 112.0, 14.0
HOLE, MONTHS, BAND = 42.0, 28.0, 32.0
DOT = 5.0
#: A market every five days gets small dots and one label instead of seventy.
MOST_LABELS = 4
_LISTED = 6
_NEAR_AXIS = 0.3


@dataclass(slots=True)
class _Mark:
    """One label: a day, a span of days, or all the days of something that happens often."""

    item: str
    title: str
    days: list[date]
    when: str
    said: str
    often: bool = False
    dots: list[QPointF] = field(default_factory=list)
    label: QRectF = field(default_factory=QRectF)
    words: tuple[Words, Words] | None = None
    knee: QPointF = field(default_factory=QPointF)


@dataclass(slots=True)
class _Row:
    """One entry of the list at the side."""

    item: str
    said: str
    title: Words
    second: Words
    place: QRectF = field(default_factory=QRectF)

    @property
    def height(self) -> float:
        """How much room it takes."""
        return self.title.height + self.second.height + 10


def spoken(day: date) -> str:
    """Return a day without its year, as people say it."""
    pattern = "M月d日" if language().startswith("zh") else "d MMM"
    return locale().toString(QDate(day.year, day.month, day.day), pattern)


class YearWheel(Chart):
    """Twelve months from the top clockwise; the next days stand beside the wheel."""

    def __init__(self, wheel: Wheel, year: int, today: date) -> None:
        super().__init__()
        self.wheel, self.year, self.today = wheel, year, today
        self.heading = tr("The year {year}", year=year)
        self.nothing = tr(
            "No practice says yet when it happens. Fill in “When it happens” of a festival."
        )
        self.marks = _marks(wheel.entries, today)
        small, strong = face(self.tokens.type.small), face(self.tokens.type.small, bold=True)
        for mark in self.marks:
            mark.words = (Words(mark.title, strong, LABEL), Words(mark.when, small, LABEL))
        self.terms = {name: self._term_words(name) for name in SOLAR_TERMS}
        chinese = language().startswith("zh")
        self.rim = 36.0 if chinese else max(words.width for words in self.terms.values()) + 12
        self.next_rows = [self._row(one) for one in wheel.upcoming]
        self.open_rows = [self._row(one) for one in wheel.unplaced]
        self.centre, self.radius, self.shown_next = QPointF(), 0.0, len(self.next_rows)
        self.settle()

    def _term_words(self, name: str) -> Words:
        pixels = self.tokens.type.caption
        if language().startswith("zh"):
            return Words(name, face(pixels), 60)
        return Words(SOLAR_TERMS_ENGLISH[name], face(pixels), 62, leading=pixels + 1.5)

    def _row(self, one: WheelEntry | Unplaced) -> _Row:
        small, strong = face(self.tokens.type.small), face(self.tokens.type.small, bold=True)
        said = one.recurrence_text
        if isinstance(one, WheelEntry):
            day = spoken(one.day) if one.day.year == self.today.year else one.day.isoformat()
            away = (one.day - self.today).days
            soon = ntr("in {n} day", "in {n} days", away) if away else tr("today")
            said = f"{day} · {soon}"
        name = one.title or tr("Without a name")
        return _Row(
            one.item, f"{name}: {said}", Words(name, strong, SIDE), Words(said, small, SIDE)
        )

    def is_empty(self) -> bool:
        return not self.wheel.entries and not self.wheel.upcoming and not self.wheel.unplaced

    def summary(self) -> str:
        lines = [mark.said for mark in self.marks]
        lines += [tr("{title}: the day is not known ({text})", title=one.title,
                     text=one.recurrence_text) for one in self.wheel.unplaced]  # fmt: skip
        return "\n".join(lines) or self.nothing

    # Places

    def needed(self) -> QSize:
        inner = HOLE + MONTHS + self.rim + BAND
        wide = 2 * (inner + GAP + LABEL + 8) + SIDE + 32
        sides = self._sides()
        labels = max(sum(_size(mark) for mark in side) for side in sides)
        rows = sum(row.height for row in self.open_rows) + 40 * bool(self.open_rows)
        rows += sum(row.height for row in self.next_rows[:_LISTED]) + 60
        return QSize(math.ceil(wide), math.ceil(max(2 * inner + 24, labels + 16, rows)))

    def arrange(self, size: QSizeF) -> None:
        room = size.width() - SIDE - 32
        self.radius = min(room / 2 - GAP - LABEL - 8, size.height() / 2 - 12)
        self.centre = QPointF(room / 2, size.height() / 2)
        self._place_dots()
        for side, marks in zip((-1, 1), self._sides(), strict=True):
            self._place_labels(side, marks, size.height())
        self._place_rows(size)
        self.spots = []
        for mark in self.marks:
            dots = [QRectF(dot.x() - 7, dot.y() - 7, 14, 14) for dot in mark.dots]
            self.spots.append(Spot(mark.item, mark.said, [mark.label, *dots]))
        listed = self.next_rows[: self.shown_next]
        for row in [*listed, *self.open_rows]:
            self.spots.append(Spot(row.item, row.said, [row.place]))

    def _sides(self) -> tuple[list[_Mark], list[_Mark]]:
        """Return the labels on the left and on the right, from the top down."""
        left: list[_Mark] = []
        right: list[_Mark] = []
        for mark in self.marks:
            (right if self._turn(_middle(mark)) < math.pi else left).append(mark)
        left.reverse()
        for full, spare in ((right, left), (left, right)):
            while len(full) > len(spare) + 2 and (end := self._nearest_end(full)) is not None:
                spare.insert(0 if end == 0 else len(spare), full.pop(end))
        return left, right

    def _nearest_end(self, side: Sequence[_Mark]) -> int | None:
        """Return which end of a side, 0 or -1, is so near the axis that it may stand across."""
        aside = {end: abs(math.sin(self._turn(_middle(side[end])))) for end in (0, -1)}
        end = min(aside, key=lambda one: aside[one])
        return end if aside[end] < _NEAR_AXIS else None

    def _turn(self, day: date) -> float:
        """Return the angle of a day, clockwise from the top."""
        whole = (date(self.year + 1, 1, 1) - date(self.year, 1, 1)).days
        return 2 * math.pi * ((day - date(self.year, 1, 1)).days + 0.5) / whole

    def _at(self, turn: float, radius: float) -> QPointF:
        return self.centre + QPointF(math.sin(turn), -math.cos(turn)) * radius

    def _place_dots(self) -> None:
        """Put the dots of one time beside each other on up to three tracks."""
        outer = self.radius - 8
        taken: list[QPointF] = []
        for mark in self.marks:
            if mark.often:
                mark.dots = [self._at(self._turn(day), self.radius - BAND + 4) for day in mark.days]
                continue
            turn = self._turn(_middle(mark))
            tries = [self._at(turn, outer - track * (2 * DOT + 1)) for track in range(3)]
            free = [dot for dot in tries if all(_apart(dot, one) > 2 * DOT for one in taken)]
            mark.dots = [(free or tries)[0]]
            taken += mark.dots

    def _place_labels(self, side: int, marks: Sequence[_Mark], height: float) -> None:
        wanted = [self._at(self._turn(_middle(mark)), self.radius + GAP).y() for mark in marks]
        middles = spread(wanted, [_size(mark) for mark in marks], 4, height - 4)
        for mark, middle in zip(marks, middles, strict=True):
            high = _size(mark) - 8
            turn = self._turn(_middle(mark))
            # Labels stand close to the wheel, but never on it.
            off = abs(middle - self.centre.y())
            chord = math.sqrt(max(0.0, (self.radius + GAP) ** 2 - max(0.0, off - high / 2) ** 2))
            reach = max(chord, abs(self._at(turn, self.radius + GAP).x() - self.centre.x()))
            width = max(words.width for words in mark.words) if mark.words else LABEL
            left = self.centre.x() + reach if side > 0 else self.centre.x() - reach - width
            mark.label = QRectF(left, middle - high / 2, width, high)
            mark.knee = self._at(turn, self.radius + 4)

    def _place_rows(self, size: QSizeF) -> None:
        left, top = size.width() - SIDE, 28.0
        bottom = size.height() - sum(row.height for row in self.open_rows)
        bottom -= 40 * bool(self.open_rows)
        self.shown_next = 0
        for row in self.next_rows:
            if top + row.height > bottom - 20:
                break
            row.place = QRectF(left, top, SIDE, row.height - 4)
            top += row.height
            self.shown_next += 1
        top += 20 * (self.shown_next < len(self.next_rows)) + 34
        for row in self.open_rows:
            row.place = QRectF(left, top, SIDE, row.height - 4)
            top += row.height

    # Painting

    def draw(self, painter: QPainter) -> None:
        self._draw_months(painter)
        self._draw_terms(painter)
        if self.year == self.today.year:
            turn = self._turn(self.today)
            painter.setPen(QPen(self.tokens.colour("danger"), 2))
            painter.drawLine(self._at(turn, self.radius - BAND), self._at(turn, self.radius))
        for mark in self.marks:
            self._draw_mark(painter, mark)
        self._draw_side(painter)

    def _ring(self, painter: QPainter, radius: float, fill: str) -> None:
        painter.setPen(QPen(self.tokens.colour("line_strong"), 1))
        painter.setBrush(self.tokens.colour(fill))
        painter.drawEllipse(self.centre, radius, radius)

    def _draw_months(self, painter: QPainter) -> None:
        look = self.tokens
        inner = self._inner
        self._ring(painter, self.radius, "surface")
        self._ring(painter, self.radius - BAND, "paper")
        self._ring(painter, inner + MONTHS, "surface")
        for month in range(1, 13):
            begin = self._turn(date(self.year, month, 1)) - math.pi / 365
            painter.setPen(QPen(look.colour("line_strong"), 1))
            painter.drawLine(self._at(begin, inner), self._at(begin, self.radius))
            name = locale().standaloneMonthName(month, QLocale.FormatType.ShortFormat)
            words = Words(name, face(look.type.small, bold=True), 60, Qt.AlignmentFlag.AlignHCenter)
            middle = self._at(self._turn(date(self.year, month, 15)), inner + MONTHS / 2)
            words.draw(painter, middle - QPointF(30, words.height / 2), "ink", look)
        self._ring(painter, inner, "accent_soft")
        words = Words(str(self.year), face(look.type.title, bold=True), 100,
                      Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        words.draw(painter, self.centre - QPointF(50, words.height / 2), "ink", look)

    @property
    def _inner(self) -> float:
        """The radius of the hole: what the rings leave."""
        return self.radius - BAND - self.rim - MONTHS

    def _draw_terms(self, painter: QPainter) -> None:
        """Chinese names stand upright; English ones are turned to run outwards in two lines."""
        outer = self.radius - BAND
        for name, words in self.terms.items():
            turn = self._turn(solar_term(name, self.year))
            painter.setPen(QPen(self.tokens.colour("muted"), 1))
            painter.drawLine(self._at(turn, outer), self._at(turn, outer - 4))
            if language().startswith("zh"):
                middle = self._at(turn, outer - 4 - (self.rim - 4) / 2)
                half = QPointF(words.width, words.height) / 2
                words.draw(painter, middle - half, "muted", self.tokens)
                continue
            painter.save()
            painter.translate(self._at(turn, outer - 7))  # where there is most room
            right = turn < math.pi
            painter.rotate(math.degrees(turn) + (-90 if right else 90))
            at = QPointF(-words.width if right else 0, -words.height / 2)
            words.draw(painter, at, "muted", self.tokens)
            painter.restore()

    def _draw_mark(self, painter: QPainter, mark: _Mark) -> None:
        look = self.tokens
        painter.setBrush(look.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        if mark.often:
            for dot in mark.dots:
                painter.drawEllipse(dot, 2, 2)
        else:
            self._draw_span(painter, mark)
            painter.setPen(QPen(look.colour("surface"), 1))
            painter.drawEllipse(mark.dots[0], DOT, DOT)
        label = mark.label
        right = label.left() >= self.centre.x()
        end = QPointF(label.left() - 4 if right else label.right() + 4, label.center().y())
        start = mark.dots[0] if not mark.often else self._at(self._turn(_middle(mark)), self.radius)
        path = QPainterPath(start)
        path.lineTo(mark.knee)
        path.lineTo(end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.drawPath(path)
        if mark.words:
            title, when = mark.words
            title.draw(painter, label.topLeft(), "ink", look)
            when.draw(painter, label.topLeft() + QPointF(0, title.height), "muted", look)

    def _draw_span(self, painter: QPainter, mark: _Mark) -> None:
        """A span of days is an arc through its dot."""
        if len(mark.days) < 2:
            return
        dot = mark.dots[0]
        radius = _apart(dot, self.centre)
        box = QRectF(self.centre.x() - radius, self.centre.y() - radius, 2 * radius, 2 * radius)
        begin, end = (math.degrees(self._turn(day)) for day in (mark.days[0], mark.days[-1]))
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.tokens.colour("accent"), 3))
        painter.drawArc(box, round((90 - end) * 16), round((end - begin) * 16))
        painter.restore()
        painter.setPen(Qt.PenStyle.NoPen)

    def _draw_side(self, painter: QPainter) -> None:
        look = self.tokens
        heading = face(look.type.body, bold=True)
        small = face(look.type.small)
        left = self.width() - SIDE
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(left - 16, 4), QPointF(left - 16, self.height() - 4))
        if self.next_rows:
            Words(tr("Next"), heading, SIDE).draw(painter, QPointF(left, 4), "ink", look)
            now = Words(tr("today is {day}", day=spoken(self.today)), small, SIDE - 2,
                        Qt.AlignmentFlag.AlignRight)  # fmt: skip
            now.draw(painter, QPointF(left, 5), "danger", look)
        rows = self.next_rows[: self.shown_next]
        end = max((row.place.bottom() for row in rows), default=24.0)
        rest = len(self.next_rows) - self.shown_next
        if rest:
            more = Words(ntr("and {n} more", "and {n} more", rest), small, SIDE)
            more.draw(painter, QPointF(left, end + 4), "muted", look)
        if self.open_rows:
            at = QPointF(left, self.open_rows[0].place.top() - 24)
            Words(tr("The day is not known"), heading, SIDE).draw(painter, at, "ink", look)
        for row in [*rows, *self.open_rows]:
            row.title.draw(painter, row.place.topLeft(), "ink", look)
            below = row.place.topLeft() + QPointF(0, row.title.height)
            row.second.draw(painter, below, "muted", look)


def _marks(entries: Sequence[WheelEntry], today: date) -> list[_Mark]:
    """Join days that follow each other, and the many days of what happens often."""
    by_item: dict[str, list[WheelEntry]] = defaultdict(list)
    for entry in entries:
        by_item[entry.item].append(entry)
    marks = []
    for item, found in by_item.items():
        title, said = found[0].title or tr("Without a name"), found[0].recurrence_text
        runs = _runs([entry.day for entry in found])
        if len(runs) > MOST_LABELS:
            count = ntr("{n} day in the year", "{n} days in the year", len(found))
            days = [entry.day for entry in found]
            marks.append(_Mark(item, title, days, count, f"{title}: {said}, {count}", often=True))
            continue
        for run in runs:
            span = " – ".join(dict.fromkeys(spoken(day) for day in (run[0], run[-1])))
            marks.append(_Mark(item, title, run, span, f"{title}: {span}, {said}".rstrip(" ,")))
    return sorted(marks, key=lambda mark: (_middle(mark), mark.title))


def _runs(days: Sequence[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] <= timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _middle(mark: _Mark) -> date:
    return mark.days[len(mark.days) // 2] if not mark.often else mark.days[0]


def _size(mark: _Mark) -> float:
    return (sum(words.height for words in mark.words) if mark.words else 0.0) + 8


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
