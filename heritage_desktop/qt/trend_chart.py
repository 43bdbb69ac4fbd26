# SPDX-License-Identifier: Apache-2.0
"""How a thing fares: a step line over the assessments, and what they saw from one viewpoint."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.chart_window import Chart, Spot, Words, face
from heritage_desktop.qt.pictures import Pictures, cropped, turned
from heritage_desktop.services.charts import TrendPoint, spread
from heritage_desktop.storage.inventory import Inventory

THUMB = QSizeF(94, 70)
CARD, TOP, AXIS, STEM = 106.0, 16.0, 22.0, 26.0
LEVEL, LABELS, RIGHT = 34.0, 132.0, 20.0
MARKER = 5.0
#: Points that can be placed in time only roughly must not stretch the scale to nothing.
_LEAST_DAYS = 30
_YEAR_ROOM = 18.0


@dataclass(slots=True)
class _Card:
    """What stands below one assessment: its photo, day, state and change."""

    point: TrendPoint
    lines: list[tuple[Words, str]]
    photo: Media | None
    spot: QPointF = field(default_factory=QPointF)
    place: QRectF = field(default_factory=QRectF)


class TrendChart(Chart):
    """The best state is on top; an assessment without a state breaks the line."""

    def __init__(
        self,
        points: Sequence[TrendPoint],
        levels: Sequence[str],
        title: str = "",
        inventory: Inventory | None = None,
    ) -> None:
        """With an inventory the photos are fetched; without one, ``images`` is used as it is."""
        super().__init__()
        self.points, self.levels, self.inventory = list(points), list(levels), inventory
        self.heading = tr("How it fares: {title}", title=title) if title else tr("How it fares")
        self.nothing = tr("Nobody has assessed it yet. Add an assessment on the State page.")
        self._ready: dict[str, QImage] = {}
        self.pictures: Pictures | None = None
        if inventory is not None:
            self.pictures = Pictures(inventory, self)
            self.pictures.ready.connect(self.on_picture)
        self.cards = [self._card(point) for point in self.points]
        small = face(self.tokens.type.small)
        self.names = [
            Words(name, small, LABELS - 16, Qt.AlignmentFlag.AlignRight) for name in self.levels
        ]
        self.level = max([LEVEL, *(words.height + 8 for words in self.names)])
        self.plot = QRectF()
        self._years: list[float] = []
        self.settle()

    def _card(self, point: TrendPoint) -> _Card:
        small, strong = face(self.tokens.type.small), face(self.tokens.type.small, bold=True)
        lines = [(Words(point.written or tr("without a date"), strong, CARD - 12), "ink")]
        lines.append((Words(point.label or tr("not said"), small, CARD - 12), "ink"))
        if point.compared:
            lines.append((Words(point.compared, small, CARD - 12), "muted"))
        photo = None
        if self.inventory is not None and point.photo_media_id:
            photo = self.inventory.get(Media, point.photo_media_id)
        if photo is not None and self.pictures is not None:
            image = self.pictures.get(photo)
            if image is not None:
                self.images[photo.id] = turned(image, photo.turned)
        return _Card(point, lines, photo)

    def on_picture(self, sha: str, _longest: int, image: QImage) -> None:
        """Put in a photo that has been read."""
        for card in self.cards:
            if card.photo is not None and card.photo.sha256 == sha:
                self.images[card.photo.id] = turned(image, card.photo.turned)
        self.update()

    def summary(self) -> str:
        return "\n".join(said(card.point) for card in self.cards) or self.nothing

    # Places

    @property
    def _strip(self) -> float:
        """How tall the cards are."""
        words = (sum(w.height for w, _ in card.lines) for card in self.cards)
        return THUMB.height() + 6 + max(words, default=0.0) + 12

    def needed(self) -> QSize:
        if not self.cards:
            return QSize(400, 200)
        wide = max(560.0, CARD * len(self.cards) + 8)
        high = TOP + self.level * len(self.levels) + AXIS + STEM + self._strip + 8
        return QSize(math.ceil(wide), math.ceil(high))

    def arrange(self, size: QSizeF) -> None:
        below = AXIS + STEM + self._strip + 8
        high = min(size.height() - TOP - below, 64.0 * len(self.levels))
        self.plot = QRectF(LABELS, TOP, size.width() - LABELS - RIGHT, max(high, 1.0))
        for card in self.cards:
            card.spot = QPointF(self._across(card.point.date), self._down(card.point.level))
        middles = spread([card.spot.x() for card in self.cards], [CARD] * len(self.cards),
                         4, size.width() - 4)  # fmt: skip
        top = self.plot.bottom() + AXIS + STEM
        self.spots = []
        for card, middle in zip(self.cards, middles, strict=True):
            card.place = QRectF(middle - CARD / 2 + 3, top, CARD - 6, self._strip)
            marker = QRectF(card.spot - QPointF(10, 10), QSizeF(20, 20))
            self.spots.append(Spot(card.point.item, said(card.point), [card.place, marker]))

    def _span(self) -> tuple[date, date]:
        days = [card.point.date for card in self.cards if card.point.date]
        return (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))

    def _across(self, day: date | None) -> float:
        """Return where a day stands; what has no day stands at the right end."""
        first, last = self._span()
        inside = self.plot.adjusted(24, 0, -24, 0)
        if day is None:
            return self.plot.right()
        whole = max((last - first).days, _LEAST_DAYS)
        return inside.left() + inside.width() * (day - first).days / whole

    def _down(self, level: int | None) -> float:
        """Return the height of a level; what has none stands on the axis of time."""
        if level is None:
            return self.plot.bottom()
        return self.plot.top() + self.plot.height() * (level + 0.5) / len(self.levels)

    # Painting

    def draw(self, painter: QPainter) -> None:
        self._draw_scale(painter)
        self._draw_years(painter)
        self._draw_line(painter)
        dated = [card for card in self.cards if card.point.date]
        for card in dated:
            self._draw_stem(painter, card)
        for card in dated:
            self._draw_marker(painter, card)
        for card in self.cards:
            self._draw_card(painter, card)

    def _draw_scale(self, painter: QPainter) -> None:
        look = self.tokens
        painter.fillRect(self.plot, look.colour("surface"))
        for number, words in enumerate(self.names):
            height = self._down(number)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(self.plot.left(), height), QPointF(self.plot.right(), height))
            words.draw(painter, QPointF(4, height - words.height / 2), "muted", look)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("line_strong"), 1))
        painter.drawRect(self.plot)

    def _draw_years(self, painter: QPainter) -> None:
        """Mark the first of January of as many years as there is room for."""
        look = self.tokens
        first, last = self._span()
        room = max(1, int(self.plot.width() // 56))
        every = max(1, math.ceil((last.year - first.year + 1) / room))
        self._years = []
        for year in range(first.year + 1, last.year + 1, every):
            x = self._across(date(year, 1, 1))
            painter.setPen(QPen(look.colour("line"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, self.plot.top()), QPointF(x, self.plot.bottom() + 4))
            self._years.append(x)
            words = Words(str(year), face(look.type.caption), 48, Qt.AlignmentFlag.AlignHCenter)
            words.draw(painter, QPointF(x - 24, self.plot.bottom() + 4), "muted", look)

    def _draw_line(self, painter: QPainter) -> None:
        path, drawing, height = QPainterPath(), False, 0.0
        for card in (card for card in self.cards if card.point.date):
            if drawing:
                path.lineTo(QPointF(card.spot.x(), height))
            if card.point.level is None:
                drawing = False
                continue
            height = card.spot.y()
            if drawing:
                path.lineTo(card.spot)
            else:
                path.moveTo(card.spot)
            drawing = True
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.tokens.colour("accent"), 2.5))
        painter.drawPath(path)

    def _draw_stem(self, painter: QPainter, card: _Card) -> None:
        """Join a marker with its card."""
        low = self.plot.bottom() + AXIS
        painter.setPen(QPen(self.tokens.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        free = all(abs(card.spot.x() - x) > _YEAR_ROOM for x in self._years)
        end = low if free else self.plot.bottom()
        painter.drawLine(card.spot, QPointF(card.spot.x(), end))
        painter.drawLine(QPointF(card.spot.x(), low), QPointF(card.place.center().x(), low + STEM))

    def _draw_marker(self, painter: QPainter, card: _Card) -> None:
        look = self.tokens
        known = card.point.level is not None
        painter.setPen(QPen(look.colour("surface" if known else "accent"), 1.5))
        painter.setBrush(look.colour("accent" if known else "surface"))
        painter.drawEllipse(card.spot, MARKER, MARKER)

    def _draw_card(self, painter: QPainter, card: _Card) -> None:
        look = self.tokens
        path = QPainterPath()
        path.addRoundedRect(card.place, look.radius.control, look.radius.control)
        painter.fillPath(path, look.colour("surface"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawPath(path)
        left = card.place.left() + (card.place.width() - THUMB.width()) / 2
        frame = QRectF(QPointF(left, card.place.top() + 5), THUMB)
        image = self.images.get(card.point.photo_media_id or "", QImage())
        if image.isNull():
            painter.fillRect(frame, look.colour("sunken"))
            name = "photo" if card.point.photo_media_id else "no-photo"
            mark = theme.image(name, 24, look.colour("muted"), 2.0)
            painter.drawImage(QRectF(frame.center() - QPointF(12, 12), QSizeF(24, 24)), mark)
        else:
            painter.drawImage(frame, cropped(image, (THUMB * 2).toSize()))
        at = QPointF(card.place.left() + 3, frame.bottom() + 5)
        for words, colour in card.lines:
            words.draw(painter, at, colour, look)
            at += QPointF(0, words.height)

    def leave(self) -> None:
        if self.pictures is not None:
            self.pictures.close()


def said(point: TrendPoint) -> str:
    """Return one assessment in words."""
    parts = [
        f"{point.written or tr('without a date')}: {point.label or tr('not said')}",
        point.compared,
    ]
    parts.append("" if point.photo_media_id else tr("no photo"))
    return ", ".join(part for part in parts if part)
