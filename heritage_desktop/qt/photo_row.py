# SPDX-License-Identifier: Apache-2.0
"""The row of pictures in a strip: painted, walked through, and put in order by dragging."""

from __future__ import annotations

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme

Index = QModelIndex | QPersistentModelIndex
THUMB = QSize(96, 72)
PICTURE, MEDIA_ID, LINK_ID, COVER, SORT = (Qt.ItemDataRole.UserRole + n for n in range(5))
#: Photos of this row under the pointer; they are not offered to other records.
ORDER = "application/x-heritage-order"
_TURNS = {Qt.Key.Key_BracketLeft: -90, Qt.Key.Key_BracketRight: 90}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RowDelegate(QStyledItemDelegate):
    """Paints a photo with round corners, a star on the cover and a ring when chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return THUMB + QSize(8, 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        box = QRectF(option.rect.adjusted(2, 4, -6, -4))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        path = QPainterPath()
        path.addRoundedRect(box, tokens.radius.control, tokens.radius.control)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(path, tokens.colour("sunken"))
        painter.setClipPath(path)
        image = index.data(PICTURE)
        if isinstance(image, QImage) and not image.isNull():
            painter.drawImage(box, image)
        else:
            mark = theme.image(index.data(SORT) or "photo", 24, "muted")
            painter.drawImage(box.center() - QRectF(0, 0, 24, 24).center(), mark)
        painter.setClipping(False)
        pen = QPen(tokens.colour("accent" if chosen else "line"), 2 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(path)
        if chosen and focused:
            painter.setPen(QPen(tokens.colour("on_accent"), 1))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        if index.data(COVER):
            self._star(painter, box)
        painter.restore()

    def _star(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.tokens()
        badge = QRectF(box.left() + 4, box.top() + 4, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(badge)
        painter.drawImage(badge.adjusted(4, 4, -4, -4), theme.image("star", 24, "on_accent"))


class PhotoRow(QListWidget):
    """Photos from left to right; tells what keys and drags ask for, and changes nothing itself."""

    moved = Signal(list, int)
    stepped = Signal(int)
    turned = Signal(int)
    cover_asked = Signal()
    caption_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("photoStrip")
        self.setAccessibleName(tr("Photos of this record"))
        self.setToolTip(
            tr("Enter opens, F2 captions, C makes the cover, [ and ] turn, Alt+Left and Alt+Right "
               "or dragging put in order.")
        )  # fmt: skip
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(THUMB.height() + 20)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._gap = -1

    def chosen(self, role: int) -> list[str]:
        """Return the ids of the chosen photos or links, from left to right."""
        rows = sorted(self.row(item) for item in self.selectedItems())
        return [str(self.item(row).data(role)) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _STEPS and held & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(_STEPS[key])
        elif key in _TURNS:
            self.turned.emit(_TURNS[key])
        elif key == Qt.Key.Key_C and held == Qt.KeyboardModifier.NoModifier:
            self.cover_asked.emit()
        elif key == Qt.Key.Key_F2:
            self.caption_asked.emit()
        else:
            super().keyPressEvent(event)

    # Dragging

    def order_data(self) -> QMimeData:
        """Return the chosen photos as they are dragged."""
        data = QMimeData()
        data.setData(ORDER, " ".join(self.chosen(MEDIA_ID)).encode())
        return data

    def startDrag(self, _actions: Qt.DropAction) -> None:
        item = self.currentItem()
        if item is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self.order_data())
        image = item.data(PICTURE)
        if isinstance(image, QImage) and not image.isNull():
            drag.setPixmap(QPixmap.fromImage(image))
        drag.exec(Qt.DropAction.MoveAction)

    def gap_at(self, point: QPointF) -> int:
        """Return how many photos stand left of a point."""
        rects = [self.visualItemRect(self.item(row)) for row in range(self.count())]
        return sum(rect.center().x() < point.x() for rect in rects)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(ORDER) and event.source() in (None, self):
            event.acceptProposedAction()
        else:
            event.ignore()  # files and photos from elsewhere are the strip's

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(ORDER):
            event.ignore()
            return
        self._show_gap(self.gap_at(event.position()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_gap(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if not data.hasFormat(ORDER):
            event.ignore()
            return
        ids = bytes(data.data(ORDER).data()).decode("ascii", "replace").split()
        self._show_gap(-1)
        self.moved.emit(ids, self.gap_at(event.position()))
        event.acceptProposedAction()

    def _show_gap(self, gap: int) -> None:
        self._gap = gap
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap < 0 or not self.count():
            return
        last = self._gap >= self.count()
        rect = QRectF(self.visualItemRect(self.item(self.count() - 1 if last else self._gap)))
        x = rect.right() - 2 if last else max(2.0, rect.left() - 1)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.tokens().colour("accent"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(
            QPointF(max(2.0, x), rect.top() + 4), QPointF(max(2.0, x), rect.bottom() - 4)
        )
        painter.end()
