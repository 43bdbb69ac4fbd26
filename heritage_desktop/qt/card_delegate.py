# SPDX-License-Identifier: Apache-2.0
"""Paints cards: a picture above two lines in the grid, beside them in the list.

A card must cost a fraction of a millisecond, or a page of them misses its frame. What many cards
share, the ground with its edge and the mark where no picture is, is drawn once and kept. Pictures
come ready from ``CardPictures``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from heritage_desktop.qt import theme
from heritage_desktop.qt.arrival_watch import SIGNS
from heritage_desktop.qt.calm_list import CalmDelegate
from heritage_desktop.qt.card_pictures import CardPictures, Shape
from heritage_desktop.qt.item_model import Card, CardModel, Index

Draw = Callable[[QPainter, QRectF], None]
GRID = QSize(212, 224)
PICTURE_HEIGHT = 140
ROW_HEIGHT = 68
_ROW_PICTURE = QSize(72, 52)


@cache
def font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the interface font in a size of the type scale; asked for thrice a card, so kept."""
    made = theme.ui_font()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


class Pen:
    """A font with its measures and colour, ready to write one line."""

    def __init__(self, pixels: int, colour: str, *, bold: bool = False) -> None:
        self._font = font(pixels, bold=bold)
        self._colour = theme.tokens().colour(colour)
        self.metrics = QFontMetrics(self._font)
        self._down = self.metrics.ascent()

    def write(self, painter: QPainter, x: int, y: int, width: int, text: str) -> None:
        """Write a line with its top at ``y``, shortened to ``width``."""
        if not text or width <= 0:
            return
        painter.setFont(self._font)
        painter.setPen(self._colour)
        shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(x, y + self._down, shown)


@dataclass(slots=True)
class _Kit:
    """What all cards of one look share."""

    title: Pen
    second: Pen
    third: Pen
    drawn: dict[tuple[object, ...], QPixmap] = field(default_factory=dict)


def _kit() -> _Kit:
    scale = theme.tokens().type
    return _Kit(
        Pen(scale.body, "ink", bold=True), Pen(scale.small, "muted"), Pen(scale.caption, "muted")
    )


class CardDelegate(CalmDelegate):
    """Draws everything itself: one call a card instead of nine questions to the model."""

    def __init__(self, pictures: CardPictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._kept: _Kit | None = None
        self.grid = True
        self.cell = GRID

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell if self.grid else QSize(320, ROW_HEIGHT)

    def forget(self) -> None:
        """Draw everything anew, after the look or the screen changed."""
        self._kept = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.is_outside(option.rect):
            return
        model = index.model()
        assert isinstance(model, CardModel)
        card = model.cards[index.row()]
        kit = self._kept = self._kept or _kit()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        rect = option.rect
        stands = model.arrivals.get(card.id, "")
        if self.grid:
            self._paint_card(painter, kit, rect, card, (chosen, over), stands)
        else:
            self._paint_row(painter, kit, rect.adjusted(8, 2, -8, -2), card, (chosen, over), stands)

    def _paint_card(
        self,
        painter: QPainter,
        kit: _Kit,
        cell: QRect,
        card: Card,
        state: tuple[bool, bool],
        stands: str,
    ) -> None:
        look, (chosen, over) = theme.tokens(), state
        ratio = painter.device().devicePixelRatioF()
        ground = _shared(
            kit, ("ground", *state), cell.size(), ratio, lambda p, r: _ground(p, r, chosen, over)
        )
        painter.drawPixmap(cell.left(), cell.top(), ground)
        left, top, width = cell.left() + 6, cell.top() + 6, cell.width() - 12
        spot = QRect(left + 1, top + 1, width - 2, PICTURE_HEIGHT - 1)
        self._picture(painter, kit, spot, card, (look.radius.card - 1, 0))
        x, room, y = left + 12, width - 24, top + PICTURE_HEIGHT + 8
        kit.title.write(painter, x, y, room - (24 if stands else 0), card.title)
        kit.second.write(painter, x, y + 20, room, card.subtitle or card.line)
        if card.subtitle:
            kit.third.write(painter, x, y + 38, room, card.line)
        if card.warn:
            _badge(painter, QPoint(left + width - 31, top + 8))
        if stands:
            _sign(painter, QPoint(left + width - 29, y), stands)

    def _paint_row(
        self,
        painter: QPainter,
        kit: _Kit,
        rect: QRect,
        card: Card,
        state: tuple[bool, bool],
        stands: str,
    ) -> None:
        look = theme.tokens()
        chosen, over = state
        if chosen or over:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            path = QPainterPath()
            path.addRoundedRect(QRectF(rect), look.radius.control, look.radius.control)
            painter.fillPath(path, look.colour("accent_soft" if chosen else "hover"))
        left, top = rect.left(), rect.top()
        spot = QRect(QPoint(left + 8, top + 6), _ROW_PICTURE)
        self._picture(painter, kit, spot, card, (4, 4))
        x, room = left + 96, rect.width() - 140
        width = min(kit.title.metrics.horizontalAdvance(card.title) + 12, room)
        kit.title.write(painter, x, top + 12, room, card.title)
        if room - width > 60:
            kit.second.write(painter, x + width, top + 13, room - width, card.subtitle)
        kit.second.write(painter, x, top + 34, room, card.line)
        if card.warn:
            _badge(painter, QPoint(rect.right() - 34, rect.center().y() - 11))
        if stands:
            _sign(painter, QPoint(rect.right() - 60, rect.center().y() - 9), stands)

    def _picture(
        self, painter: QPainter, kit: _Kit, rect: QRect, card: Card, corners: tuple[int, int]
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        image = None
        if card.media is not None:
            top, bottom = (round(radius * ratio) for radius in corners)
            width, height = round(rect.width() * ratio), round(rect.height() * ratio)
            turn = card.media.turned or 0
            image = self._pictures.fit(card.media, Shape(width, height, top, bottom, True, turn))
        if image is None or image.isNull():
            mark = _shared(
                kit, ("mark", card.icon, corners), rect.size(), ratio,
                lambda p, r: _mark(p, r, card.icon, corners),
            )  # fmt: skip
            painter.drawPixmap(rect.left(), rect.top(), mark)
        elif ratio == 1.0:
            painter.drawImage(rect.left(), rect.top(), image)
        else:
            painter.drawImage(rect, image)


def _shared(kit: _Kit, key: tuple[object, ...], size: QSize, ratio: float, draw: Draw) -> QPixmap:
    """Return what many cards have in common, drawn the first time it is asked for."""
    whole = (*key, size.width(), size.height(), ratio)
    found = kit.drawn.get(whole)
    if found is None:
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        # The ground lies on the paper of the list: an opaque picture is copied, not mixed.
        opaque = theme.tokens().colour("paper") if key[0] == "ground" else None
        made.fill(opaque or Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(QPointF(), QSizeF(size)))
        painter.end()
        found = kit.drawn[whole] = made
    return found


def _rounded(rect: QRectF, radius: int) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def _ground(painter: QPainter, cell: QRectF, chosen: bool, over: bool) -> None:
    """Draw an empty card."""
    look = theme.tokens()
    path = _rounded(cell.adjusted(6, 6, -6, -6), look.radius.card)
    painter.fillPath(path, look.colour("accent_soft" if chosen else "surface"))
    line = "accent" if chosen else "line_strong" if over else "line"
    painter.setPen(QPen(look.colour(line), 2 if chosen else 1))
    painter.drawPath(path)


def _mark(painter: QPainter, rect: QRectF, icon: str, corners: tuple[int, int]) -> None:
    """Stand for a picture that is not there, or not yet."""
    path = _rounded(rect, corners[0])
    if not corners[1]:
        path.setFillRule(Qt.FillRule.WindingFill)  # both halves, and where they overlap
        path.addRect(rect.adjusted(0, rect.height() / 2, 0, 0))
    painter.fillPath(path, theme.tokens().colour("sunken"))
    side = min(40, round(rect.height()) // 2)
    spot = QRect(0, 0, side, side)
    spot.moveCenter(rect.center().toPoint())
    theme.icon(icon, "muted").paint(painter, spot)


def _sign(painter: QPainter, at: QPoint, state: str) -> None:
    """Say quietly whether the item has arrived elsewhere."""
    icon, colour = SIGNS[state]
    theme.icon(icon, colour).paint(painter, QRect(at.x(), at.y(), 18, 18))


def _badge(painter: QPainter, at: QPoint) -> None:
    look = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("warn_soft"))
    painter.drawEllipse(at.x(), at.y(), 22, 22)
    theme.icon("warning", "warn").paint(painter, QRect(at.x() + 4, at.y() + 4, 14, 14))
