# SPDX-License-Identifier: Apache-2.0
"""A photo with the boxes that are marked on it: drawn, chosen, moved and sized by hand or key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from heritage_desktop.domain.regions import LEAST, SIDE, Box, between
from heritage_desktop.qt import theme
from heritage_desktop.qt.image_view import ImageView

BADGE, HANDLE, REACH = 20.0, 9.0, 9.0
_HALO = 210
#: Where the eight handles sit, in halves of the box: column, row.
_HANDLES = tuple((c, r) for r in range(3) for c in range(3) if (c, r) != (1, 1))
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeFDiagCursor, (2, 2): Qt.CursorShape.SizeFDiagCursor,
    (2, 0): Qt.CursorShape.SizeBDiagCursor, (0, 2): Qt.CursorShape.SizeBDiagCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor, (1, 2): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeHorCursor, (2, 1): Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One box as it is drawn: its region, its number and where it lies on the upright photo."""

    id: str
    number: int
    box: Box


@dataclass(slots=True)
class _Drag:
    """A box under the pointer: which corner or edge is held, None for the whole of it."""

    start: tuple[int, int]
    box: Box
    handle: tuple[int, int] | None
    id: str = ""


class RegionView(ImageView):
    """Boxes follow zoom and turning; they are told upright, whatever is seen."""

    chosen = Signal(str)
    drawn = Signal(object)
    changed = Signal(str, object)
    marking_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: list[Mark] = []
        self.current = ""
        self.marking = False
        self.shown = True
        self._drag: _Drag | None = None
        self.viewport().setMouseTracking(True)
        # Boxes and their badges reach beyond what moved.
        self.setViewportUpdateMode(ImageView.ViewportUpdateMode.FullViewportUpdate)

    # Told from outside

    def show_marks(self, marks: Sequence[Mark], current: str = "") -> None:
        """Draw these boxes, one of them chosen."""
        self.marks, self.current = list(marks), current
        self._drag = None
        self.viewport().update()

    def set_shown(self, shown: bool) -> None:
        """Show or hide all boxes."""
        self.shown = shown
        self.viewport().update()

    def set_marking(self, marking: bool) -> None:
        """Let the next drag of the pointer draw a box."""
        self.marking = marking
        self._drag = None
        self.viewport().setCursor(
            Qt.CursorShape.CrossCursor if marking else Qt.CursorShape.OpenHandCursor
        )
        self.viewport().update()

    def mark(self) -> Mark | None:
        """Return the chosen box."""
        return next((one for one in self.marks if one.id == self.current), None)

    def place(self, region: str, box: Box) -> None:
        """Draw one box elsewhere."""
        self.marks = [replace(m, box=box) if m.id == region else m for m in self.marks]
        self.viewport().update()

    def reveal(self) -> None:
        """Bring the chosen box into sight of a photo that was zoomed."""
        mark = self.mark()
        if mark is not None and not self.fitted:
            self.centerOn(self.mapToScene(self.on_screen(mark.box).center().toPoint()))

    # Where things are

    def on_screen(self, box: Box) -> QRectF:
        """Return a box of the upright photo as it is seen, in pixels of this view."""
        size = self.picture_size()
        rect = QRectF(
            box.x * size.width() / SIDE, box.y * size.height() / SIDE,
            box.w * size.width() / SIDE, box.h * size.height() / SIDE,
        )  # fmt: skip
        seen = self.picture_item.sceneTransform() * self.viewportTransform()
        return seen.mapRect(rect)

    def on_photo(self, point: QPointF) -> tuple[int, int]:
        """Return a point of this view in ten-thousandths of the upright photo."""
        size = self.picture_size()
        if size.isEmpty():
            return 0, 0
        seen = self.picture_item.sceneTransform() * self.viewportTransform()
        back, _ = seen.inverted()
        at = back.map(point)
        return round(at.x() * SIDE / size.width()), round(at.y() * SIDE / size.height())

    def _badge(self, box: QRectF) -> QRectF:
        room = QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2)
        badge = QRectF(0, 0, BADGE, BADGE)
        badge.moveCenter(box.topLeft())
        badge.moveLeft(max(room.left(), min(badge.left(), room.right() - BADGE)))
        badge.moveTop(max(room.top(), min(badge.top(), room.bottom() - BADGE)))
        return badge

    def _handle_at(self, point: QPointF) -> tuple[int, int] | None:
        mark = self.mark()
        if mark is None or not self.shown:
            return None
        box = self.on_screen(mark.box)
        for handle in _HANDLES:
            away = point - _corner(box, handle)
            if abs(away.x()) <= REACH and abs(away.y()) <= REACH:
                return handle
        return None

    def _mark_at(self, point: QPointF) -> Mark | None:
        """Return the smallest box under the pointer; a badge lies above every box."""
        if not self.shown:
            return None
        seen = [(one, self.on_screen(one.box)) for one in self.marks]
        badges = [one for one, box in seen if self._badge(box).contains(point)]
        hit = [one for one, box in seen if box.contains(point)]
        return badges[-1] if badges else min(hit, key=lambda m: m.box.w * m.box.h, default=None)

    # By hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self.picture_size().isEmpty():
            super().mousePressEvent(event)
            return
        point, at = event.position(), self.on_photo(event.position())
        handle = self._handle_at(point)
        mark = self.mark() if handle else self._mark_at(point)
        if self.marking:
            self._drag = _Drag(at, Box(*at, 0, 0), None)
        elif mark is not None:
            if mark.id != self.current:
                self.chosen.emit(mark.id)
            self._drag = _Drag(at, mark.box, handle, mark.id)
        else:
            if self.current:
                self.chosen.emit("")
            super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            if not event.buttons():
                self._point_at(event.position())
            return
        self._pull(self._drag, self.on_photo(event.position()))

    def _pull(self, drag: _Drag, at: tuple[int, int]) -> None:
        right, down = at[0] - drag.start[0], at[1] - drag.start[1]
        if not drag.id:
            drag.box = between(drag.start, at)
        elif drag.handle is None:
            self.place(drag.id, drag.box.moved(right, down))
        else:
            column, row = self._held(drag.handle)
            self.place(drag.id, _stretched(drag.box, column, row, right, down))
        self.viewport().update()

    def _held(self, handle: tuple[int, int]) -> tuple[int, int]:
        """Return the handle of the upright photo under a handle as it is seen."""
        column, row = handle
        for _ in range(self.turned // 90 % 4):
            column, row = row, 2 - column
        return column, row

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            super().mouseReleaseEvent(event)
            self._point_at(event.position())
            return
        if not drag.id:
            if drag.box.w >= LEAST and drag.box.h >= LEAST:
                self.drawn.emit(drag.box)
        else:
            mark = next((one for one in self.marks if one.id == drag.id), None)
            if mark is not None and mark.box != drag.box:
                self.changed.emit(mark.id, mark.box)
        self.viewport().update()

    def _point_at(self, point: QPointF) -> None:
        """Let the pointer say what a press would do."""
        handle = self._handle_at(point)
        if self.marking:
            shape = Qt.CursorShape.CrossCursor
        elif handle is not None:
            shape = _CURSORS[handle]
        elif (mark := self._mark_at(point)) is not None:
            chosen = mark.id == self.current
            shape = Qt.CursorShape.SizeAllCursor if chosen else Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    # By key

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the boxes, and after the last one on to what stands beside."""
        ids = [one.id for one in self.marks] if self.shown else []
        at = ids.index(self.current) if self.current in ids else (-1 if forward else len(ids))
        at += 1 if forward else -1
        if 0 <= at < len(ids):
            self.chosen.emit(ids[at])
            return True
        return super().focusNextPrevChild(forward)

    def nudge(self, right: int, down: int, *, size: bool = False) -> Box | None:
        """Move or size the chosen box as it is seen; returns where it is now."""
        mark = self.mark()
        if mark is None:
            return None
        seen = mark.box.turned(self.turned)
        seen = seen.sized(right, down) if size else seen.moved(right, down)
        box = seen.turned(-self.turned)
        self.place(mark.id, box)
        return box

    # Drawing

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Lay the boxes over the photo, as thick at any zoom."""
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drag is not None and not self._drag.id:
            self._frame(painter, self.on_screen(self._drag.box), chosen=True)
        if self.shown and not self.picture_size().isEmpty():
            for mark in sorted(self.marks, key=lambda m: m.id == self.current):
                self._draw(painter, mark)
        painter.restore()

    def _draw(self, painter: QPainter, mark: Mark) -> None:
        chosen = mark.id == self.current
        box = self.on_screen(mark.box)
        if not box.intersects(QRectF(self.viewport().rect())):
            return
        self._frame(painter, box, chosen=chosen)
        tokens = theme.tokens()
        accent, paper = tokens.colour("accent"), tokens.colour("on_accent")
        if chosen:
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(paper)
            for handle in _HANDLES:
                knob = QRectF(0, 0, HANDLE, HANDLE)
                knob.moveCenter(_corner(box, handle))
                painter.drawRoundedRect(knob, 2, 2)
        badge = self._badge(box)
        painter.setPen(QPen(accent if chosen else paper, 1.5))
        painter.setBrush(paper if chosen else accent)
        painter.drawEllipse(badge)
        font = painter.font()
        font.setPixelSize(tokens.type.small if mark.number < 100 else tokens.type.caption)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(accent if chosen else paper)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(mark.number))

    def _frame(self, painter: QPainter, box: QRectF, *, chosen: bool) -> None:
        """A line with an edge of the other brightness is seen on every picture."""
        tokens = theme.tokens()
        halo = QColor(tokens.colour("on_accent"))
        halo.setAlpha(_HALO)
        width = 2.5 if chosen else 1.5
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, thickness in ((halo, width + 2), (tokens.colour("accent"), width)):
            pen = QPen(colour, thickness)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 2, 2)


def _corner(box: QRectF, handle: tuple[int, int]) -> QPointF:
    column, row = handle
    return QPointF(box.left() + column * box.width() / 2, box.top() + row * box.height() / 2)


def _stretched(box: Box, column: int, row: int, right: int, down: int) -> Box:
    """Return the box with the held edges moved; an edge that passes the other one turns it over."""
    left = box.x + (right if column == 0 else 0)
    far = box.x + box.w + (right if column == 2 else 0)
    top = box.y + (down if row == 0 else 0)
    low = box.y + box.h + (down if row == 2 else 0)
    made = between((left, top), (far, low))
    return made if made.w >= LEAST and made.h >= LEAST else box
