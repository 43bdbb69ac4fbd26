# SPDX-License-Identifier: Apache-2.0
"""Paints cards: a picture above two lines in the grid, beside them in the list."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from heritage_desktop.qt import theme
from heritage_desktop.qt.item_model import Card, CardModel, Index
from heritage_desktop.qt.pictures import Pictures, cropped

GRID = QSize(212, 224)
PICTURE_HEIGHT = 140
ROW_HEIGHT = 68
_PIXELS = 13


@cache
def font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the interface font in a size of the type scale; asked for thrice a card, so kept."""
    made = theme.ui_font()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


class CardDelegate(QStyledItemDelegate):
    """Draws everything itself: one call a card instead of nine questions to the model."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._cropped: dict[tuple[str, int, int], QImage] = {}
        self.grid = True
        self.cell = GRID

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell if self.grid else QSize(320, ROW_HEIGHT)

    def forget(self) -> None:
        """Drop prepared pictures, after the look or the screen changed."""
        self._cropped.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CardModel)
        card = model.cards[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        rect = option.rect
        if self.grid:
            self._paint_card(painter, rect.adjusted(6, 6, -6, -6), card, chosen, over)
        else:
            self._paint_row(painter, rect.adjusted(8, 2, -8, -2), card, chosen, over)
        painter.restore()

    def _paint_card(
        self, painter: QPainter, rect: QRect, card: Card, chosen: bool, over: bool
    ) -> None:
        look = theme.tokens()
        radius = look.radius.card
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), radius, radius)
        painter.fillPath(path, look.colour("accent_soft" if chosen else "surface"))
        picture = QRect(rect.left(), rect.top(), rect.width(), PICTURE_HEIGHT)
        painter.save()
        painter.setClipPath(path)
        self._picture(painter, picture, card)
        painter.restore()
        line = "accent" if chosen else "line_strong" if over else "line"
        painter.setPen(QPen(look.colour(line), 2 if chosen else 1))
        painter.drawPath(path)
        text = rect.adjusted(12, PICTURE_HEIGHT + 8, -12, -8)
        _line(painter, text, 0, card.title, font(look.type.body, bold=True), "ink")
        _line(painter, text, 20, card.subtitle or card.line, font(look.type.small), "muted")
        if card.subtitle:
            _line(painter, text, 38, card.line, font(look.type.caption), "muted")
        if card.warn:
            _badge(painter, QPoint(picture.right() - 30, picture.top() + 8))

    def _paint_row(
        self, painter: QPainter, rect: QRect, card: Card, chosen: bool, over: bool
    ) -> None:
        look = theme.tokens()
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), look.radius.control, look.radius.control)
        if chosen or over:
            painter.fillPath(path, look.colour("accent_soft" if chosen else "hover"))
        picture = QRect(rect.left() + 8, rect.top() + 6, 72, rect.height() - 12)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(picture), 4, 4)
        painter.save()
        painter.setClipPath(clip)
        self._picture(painter, picture, card)
        painter.restore()
        text = rect.adjusted(96, 12, -44, -8)
        title = font(look.type.body, bold=True)
        width = min(QFontMetrics(title).horizontalAdvance(card.title) + 12, text.width())
        _line(painter, text, 0, card.title, title, "ink")
        beside = text.adjusted(width, 0, 0, 0)
        if beside.width() > 60:
            _line(painter, beside, 0, card.subtitle, font(look.type.small), "muted")
        _line(painter, text, 22, card.line, font(look.type.small), "muted")
        if card.warn:
            _badge(painter, QPoint(rect.right() - 34, rect.center().y() - 11))

    def _picture(self, painter: QPainter, rect: QRect, card: Card) -> None:
        look = theme.tokens()
        image = self._pictures.get(card.media) if card.media else None
        if image is None or image.isNull():
            painter.fillRect(rect, look.colour("sunken"))
            side = min(40, rect.height() // 2)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(rect.center())
            theme.icon(card.icon, "muted").paint(painter, spot)
            return
        ratio = painter.device().devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        key = (card.media.sha256 or "" if card.media else "", size.width(), size.height())
        ready = self._cropped.get(key)
        if ready is None:
            if len(self._cropped) > 400:
                self._cropped.pop(next(iter(self._cropped)))
            ready = self._cropped[key] = cropped(image, size)
        painter.drawImage(rect, ready)


def _line(painter: QPainter, rect: QRect, down: int, text: str, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(theme.tokens().colour(colour))
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    box = QRect(rect.left(), rect.top() + down, rect.width(), metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _badge(painter: QPainter, at: QPoint) -> None:
    look = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("warn_soft"))
    painter.drawEllipse(at.x(), at.y(), 22, 22)
    theme.icon("warning", "warn").paint(painter, QRect(at.x() + 4, at.y() + 4, 14, 14))
