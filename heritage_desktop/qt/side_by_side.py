# SPDX-License-Identifier: Apache-2.0
"""Photos side by side: zoom and place of one are those of all, and what differs is said below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.look_alikes import LARGEST_SET
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.image_view import CLOSEST, ImageView
from heritage_desktop.qt.labels import plain_label

#: From this many photos on, only what differs is said, without its label.
MANY = 3
#: Pixels a pane of a series takes beside its picture, across and down.
_AROUND = (30, 80)
Facts = Sequence[tuple[str, str]]


class ComparedView(ImageView):
    """A picture that fills its pane; ``moved`` says how many times larger, and around where."""

    moved = Signal(float, QPointF)
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.times, self.at = 1.0, QPointF(0.5, 0.5)
        self._following = self._showing = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    def show_image(
        self, image: QImage, turned: int = 0, longest: int = 0, *, same: bool = False
    ) -> None:
        """Show a picture, or a better one of the same in the same place."""
        self._showing = True
        super().show_image(image, turned, longest, same=same)
        self._showing = False
        self.follow(self.times, self.at)

    def _whole(self) -> float:
        """Return the scale at which the picture fills the pane; 0 when there is none."""
        size, room = self.sceneRect(), self.viewport().rect()
        if size.isEmpty() or room.isEmpty():
            return 0.0
        return float(min(room.width() / size.width(), room.height() / size.height()))

    def fit(self) -> None:
        """Show the whole picture; a small one is enlarged, so that both are of one size."""
        if not self._showing:
            self._go(1.0, QPointF(0.5, 0.5))

    def zoom(self, factor: float) -> None:
        """Come closer or go back, around what is under the mouse."""
        times = min(CLOSEST, self.times * factor)
        if times <= 1:
            self.fit()
            return
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._following = True
        self.scale(times / self.times, times / self.times)
        self._following = False
        self.times, self.fitted = times, False
        self._on_scrolled()

    def pan(self, right: float, down: float) -> None:
        """Move by shares of what is seen."""
        shift = QPointF(right / self.times, down / self.times)
        self._go(self.times, self.at + shift)

    def _go(self, times: float, at: QPointF) -> None:
        self.follow(times, at)
        self._on_scrolled()

    def follow(self, times: float, at: QPointF) -> None:
        """Be as near to the picture as another view, and at the same place; says nothing."""
        whole = self._whole()
        self.times, self.fitted = times, times <= 1
        if not whole:
            return
        self._following = True
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.resetTransform()
        self.scale(whole * times, whole * times)
        size = self.sceneRect()
        self.centerOn(size.x() + at.x() * size.width(), size.y() + at.y() * size.height())
        self._following = False
        self.at = at

    def _on_scrolled(self) -> None:
        if self._following or self.sceneRect().isEmpty():
            return
        middle = self.mapToScene(self.viewport().rect().center())
        size = self.sceneRect()
        self.at = QPointF(
            (middle.x() - size.x()) / size.width(), (middle.y() - size.y()) / size.height()
        )
        self.moved.emit(self.times, self.at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow(self.times, self.at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)


class Elided(QLabel):
    """A line of plain text that is shortened in the middle where there is no room."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = text
        self.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mode = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, mode, self.width()))


class Pane(QFrame):
    """One photo with its number, its name and what differs."""

    pressed = Signal()

    def __init__(self, number: int, media: Media, facts: Facts, differing: set[str],
                 *, many: bool) -> None:  # fmt: skip
        super().__init__()
        self.media, self.chosen = media, False
        space = theme.tokens().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.s, space.s, space.s, space.s)
        column.setSpacing(space.xs)
        head = QHBoxLayout()
        head.addWidget(plain_label(str(number), "heading"))
        head.addSpacing(space.xs)
        head.addWidget(Elided(media.original_name or tr("Photo")), 1)
        self.advice = plain_label("", "ok")
        head.addWidget(self.advice)
        column.addLayout(head)
        self.view = ComparedView()
        self.view.pressed.connect(self.pressed)
        self.view.setAccessibleName(f"{number} {media.original_name or tr('Photo')}")
        column.addWidget(self.view, 1)
        column.addLayout(_many(facts, differing) if many else _few(facts, differing))

    def choose(self, chosen: bool) -> None:
        """Mark the photo that Enter keeps."""
        self.chosen = chosen
        self.update()

    def show_image(self, image: QImage) -> None:
        """Show a picture the way the person turned it."""
        self.view.show_image(image, self.media.turned or 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.chosen else 1.0
        painter.setPen(QPen(look.colour("accent" if self.chosen else "line"), width))
        painter.setBrush(look.colour("surface"))
        edge = width / 2
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(frame, look.radius.card, look.radius.card)
        painter.end()


def _few(facts: Facts, differing: set[str]) -> QGridLayout:
    """Every fact with its label; what is the same on both is quiet."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.tokens().space.m)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, (label, value) in enumerate(facts):
        grid.addWidget(plain_label(label, "caption"), row, 0)
        grid.addWidget(Elided(value or "–", "" if label in differing else "muted"), row, 1)
    return grid


def _many(facts: Facts, differing: set[str]) -> QVBoxLayout:
    """What differs in one line: a series needs the room for its pictures."""
    column = QVBoxLayout()
    values = [value for label, value in facts if value and label in differing]
    column.addWidget(Elided(" · ".join(values), "caption"))
    return column


class SideBySide(QWidget):
    """Two to eight photos; ``chosen_changed`` when another one is marked."""

    chosen_changed = Signal(int)
    closer = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panes: list[Pane] = []
        self.chosen, self.across = 0, 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.tokens().space.m)

    def show_photos(self, photos: Sequence[tuple[Media, Facts]]) -> None:
        """Show other photos, whole."""
        for pane in self.panes:
            self._grid.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        values = [dict(facts) for _, facts in photos]
        differing = {label for label in (values[0] if values else {})
                     if len({one[label] for one in values}) > 1}  # fmt: skip
        self.panes = []
        for number, (media, facts) in enumerate(photos):
            pane = Pane(number + 1, media, facts, differing, many=len(photos) >= MANY)
            pane.setMinimumSize(160, 120)
            pane.pressed.connect(lambda n=number: self.choose(n))
            pane.view.moved.connect(lambda times, at, n=number: self._on_moved(n, times, at))
            self.panes.append(pane)
        self._place()
        self.choose(0)

    def _place(self) -> None:
        """Lay the panes out so that the pictures are as large as they can be."""
        self.across = columns(len(self.panes), self.width(), self.height(), self._aspect())
        for number, pane in enumerate(self.panes):
            self._grid.addWidget(pane, number // self.across, number % self.across)
        for place in range(LARGEST_SET):
            self._grid.setColumnStretch(place, int(place < self.across))
            self._grid.setRowStretch(place, int(place * self.across < len(self.panes)))

    def _aspect(self) -> float:
        """Return width by height of the first picture as it is shown."""
        first = self.panes[0].media if self.panes else None
        if first is None or not first.width or not first.height:
            return 4 / 3
        lying = ((first.orientation or 1) >= 5) != ((first.turned or 0) % 180 == 90)
        return first.height / first.width if lying else first.width / first.height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.panes:
            self._place()

    def choose(self, number: int) -> None:
        """Mark a photo; out of bounds the nearest."""
        if self.panes:
            self.chosen = max(0, min(number, len(self.panes) - 1))
            for at, pane in enumerate(self.panes):
                pane.choose(at == self.chosen)
            self.chosen_changed.emit(self.chosen)

    def step(self, right: int, down: int = 0) -> None:
        """Mark the photo beside, above or below."""
        number = self.chosen + right + down * self.across
        if 0 <= number < len(self.panes):
            self.choose(number)

    def zoom(self, factor: float) -> None:
        """Come closer to all photos, or go back."""
        if self.panes:
            self.panes[self.chosen].view.zoom(factor)

    def fit(self) -> None:
        """Show all photos whole."""
        if self.panes:
            self.panes[self.chosen].view.fit()

    def pan(self, right: float, down: float) -> None:
        """Move over all photos."""
        if self.panes:
            self.panes[self.chosen].view.pan(right, down)

    def _on_moved(self, number: int, times: float, at: QPointF) -> None:
        for other, pane in enumerate(self.panes):
            if other != number:
                pane.view.follow(times, at)
        if times > 1:
            self.closer.emit()


def columns(count: int, width: int, height: int, aspect: float) -> int:
    """Return how many photos stand beside each other so that they are largest; two always do."""
    if count < MANY:
        return max(1, count)

    def size(across: int) -> float:
        rows = -(-count // across)
        return min(width / across - _AROUND[0], (height / rows - _AROUND[1]) * aspect)

    return max(range(1, count + 1), key=size)
