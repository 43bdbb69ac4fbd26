# SPDX-License-Identifier: Apache-2.0
"""Two records side by side with their photo and what they say, and a sketch of where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.image_view import ImageView
from heritage_desktop.qt.labels import plain_label

Facts = Sequence[tuple[str, str]]


class Side(QFrame):
    """One record; ``pressed`` asks that it be the one that stays."""

    pressed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number, self.item, self.chosen = number, "", False
        self.media: Media | None = None
        space = theme.tokens().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, space.m)
        column.setSpacing(space.s)
        head = QHBoxLayout()
        self.title = plain_label("", "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.stays = plain_label("", "ok")
        head.addWidget(self.title, 1)
        head.addWidget(self.stays)
        column.addLayout(head)
        self.view, self.none = ImageView(), plain_label(tr("No photo"), "muted")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo = QStackedWidget()
        self.photo.addWidget(self.view)
        self.photo.addWidget(self.none)
        self.photo.setMinimumHeight(160)
        column.addWidget(self.photo, 3)
        self.facts = QScrollArea()
        self.facts.setWidgetResizable(True)
        self.facts.setFrameShape(QFrame.Shape.NoFrame)
        self.facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts.viewport().setAutoFillBackground(False)
        column.addWidget(self.facts, 4)

    def show_record(
        self, item: str, title: str, facts: Facts, differing: set[str], media: Media | None
    ) -> None:
        """Show another record."""
        self.item, self.media = item, media
        self.title.setText(title or tr("Without a name"))
        self.setAccessibleName(title)
        self.photo.setCurrentWidget(self.none if media is None else self.view)
        self.view.show_image(QImage())
        page = QWidget()
        page.setAutoFillBackground(False)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.tokens().space.m)
        grid.setVerticalSpacing(theme.tokens().space.xs)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(facts):
            said = plain_label(value or "–", "" if label in differing else "muted")
            said.setWordWrap(True)
            grid.addWidget(plain_label(label, "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        grid.setRowStretch(len(facts), 1)
        self.facts.setWidget(page)

    def show_image(self, image: QImage) -> None:
        """Show the photo the way the person turned it."""
        self.view.show_image(image, (self.media.turned if self.media else 0) or 0)

    def choose(self, chosen: bool) -> None:
        """Mark the record as the one that stays, or not."""
        self.chosen = chosen
        self.stays.setText(tr("Stays") if chosen else "")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.chosen else 1.0
        painter.setPen(QPen(look.colour("accent" if self.chosen else "line"), width))
        painter.setBrush(look.colour("surface"))
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, look.radius.card, look.radius.card)
        painter.end()


class Sketch(QWidget):
    """Where two records lie, north up, with how well each place is known."""

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Position | None, Position | None] = (None, None)
        self.setMinimumSize(QSize(180, 180))
        self.setAccessibleName(tr("Where they lie"))

    def show_places(self, one: Position | None, other: Position | None) -> None:
        """Draw two other places."""
        self.places = (one, other)
        self.setToolTip(self.words())
        self.update()

    def words(self) -> str:
        """Return the distance, or which place is missing."""
        one, other = self.places
        if one is None or other is None:
            return tr("One of them has no place.")
        apart = distance_m(one, other)
        if apart >= 1000:
            return tr("{km} km", km=f"{apart / 1000:.1f}")
        return tr("{m} m", m=round(apart))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(box, look.radius.card, look.radius.card)
        painter.setPen(look.colour("muted"))
        below = box.adjusted(8, 0, -8, -8)
        painter.drawText(below, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
                         | Qt.TextFlag.TextWordWrap, self.words())  # fmt: skip
        one, other = self.places
        if one is not None and other is not None:
            painter.drawText(box.adjusted(0, 6, -10, 0), Qt.AlignmentFlag.AlignRight, tr("N ↑"))
            self._draw(painter, box.adjusted(24, 30, -24, -40), one, other)
        painter.end()

    def _draw(self, painter: QPainter, room: QRectF, one: Position, other: Position) -> None:
        look = theme.tokens()
        east = (other.lon - one.lon) * 111_195 * math.cos(math.radians(one.lat))
        north = (other.lat - one.lat) * 111_195
        blur = [min(p.accuracy_m or 0.0, 500.0) for p in (one, other)]
        metres = max(abs(east) + sum(blur), abs(north) + sum(blur), 10.0)
        scale = min(room.width(), room.height()) / metres
        half = QPointF(east, -north) * (scale / 2)
        ends = (room.center() - half, room.center() + half)
        painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(*ends)
        for number, (end, around) in enumerate(zip(ends, blur, strict=True), 1):
            painter.setPen(QPen(look.colour("line_strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if around * scale > 9:
                painter.drawEllipse(end, around * scale, around * scale)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(end, 9, 9)
            painter.setPen(look.colour("on_accent"))
            dot = QRectF(end.x() - 9, end.y() - 9, 18, 18)
            painter.drawText(dot, Qt.AlignmentFlag.AlignCenter, str(number))


def reason_labels(column: QVBoxLayout, reasons: Sequence[str]) -> list[QLabel]:
    """Write reasons below each other into an emptied column."""
    while (entry := column.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    made = []
    for reason in reasons:
        label = plain_label(f"• {reason}")
        label.setWordWrap(True)
        column.addWidget(label)
        made.append(label)
    return made
