# SPDX-License-Identifier: Apache-2.0
"""Photos in the order of time, each with its time now and what a repair would make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.pictures import Pictures, turned
from heritage_desktop.storage.inventory import Inventory

Index = QModelIndex | QPersistentModelIndex
CELL = QSize(200, 206)
PICTURE = QSize(180, 135)
MANY_KEPT = 300
_NO_PARENT = QModelIndex()


class _Photos(QAbstractListModel):
    """The photos and what is to become of them, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.photos: Sequence[Media] = ()
        self.after: Mapping[str, str] = {}

    def show(self, photos: Sequence[Media]) -> None:
        self.beginResetModel()
        self.photos, self.after = photos, {}
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        one = self.photos[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.original_name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (one.original_name or "", when(one), self.after.get(one.id, ""))
            return " ".join(part for part in parts if part)
        return None


class TimedPhotos(QListView):
    """Thumbnails that can be chosen; ``looked_at`` asks to see one large."""

    looked_at = Signal(int)
    chosen_changed = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = _Photos()
        self.pictures = Pictures(inventory, self)
        self.pictures.ready.connect(lambda *_: self.viewport().update())
        self.setModel(self._photos)
        self._delegate = _Delegate(self._photos, self.pictures)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Photos in the order of time"))
        self.activated.connect(lambda index: self.looked_at.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_photos(self, photos: Sequence[Media]) -> None:
        """Show other photos; nothing is prepared for them yet."""
        self._photos.show(photos)
        self.scrollToTop()

    def prepare(self, after: Mapping[str, str]) -> None:
        """Show what would become of photos, by id."""
        self._photos.after = after
        self.viewport().update()

    @property
    def after(self) -> Mapping[str, str]:
        """Return what is shown as the outcome, by id."""
        return self._photos.after

    def chosen(self) -> list[Media]:
        """Return the chosen photos in the order of time."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._photos.photos[row] for row in rows]

    def choose(self, rows: Sequence[int]) -> None:
        """Choose photos by their numbers."""
        self.clearSelection()
        for row in rows:
            index = self._photos.index(row)
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def close_pictures(self) -> None:
        """Stop reading pictures."""
        self.pictures.close()


class _Delegate(QStyledItemDelegate):
    """A picture, when it was taken, and in colour what a repair would make of it."""

    def __init__(self, photos: _Photos, pictures: Pictures) -> None:
        super().__init__()
        self._photos, self._pictures = photos, pictures
        self._small: dict[tuple[str, int, int], QImage] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, media = theme.tokens(), self._photos.photos[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        rect = option.rect.adjusted(4, 4, -4, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), look.radius.control, look.radius.control)
        if chosen or over:
            painter.fillPath(path, look.colour("accent_soft" if chosen else "hover"))
        if focused:
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.drawPath(path)
        picture = QRect(QPoint(0, 0), PICTURE)
        picture.moveCenter(QPoint(rect.center().x(), rect.top() + 6 + PICTURE.height() // 2))
        self._paint_picture(painter, picture, media)
        if media.position is not None:
            _pin(painter, QPoint(picture.right() - 24, picture.top() + 4))
        text = QRect(rect.left() + 4, picture.bottom() + 6, rect.width() - 8, 20)
        after = self._photos.after.get(media.id, "")
        _line(painter, text, when(media), "muted" if after else "ink", bold=False)
        if after:
            _line(painter, text.translated(0, 20), f"→ {after}", "accent", bold=True)
        painter.restore()

    def _paint_picture(self, painter: QPainter, rect: QRect, media: Media) -> None:
        image = self._scaled(media, rect.size() * painter.device().devicePixelRatioF())
        if image is None:
            painter.fillRect(rect, theme.tokens().colour("sunken"))
            spot = QRect(0, 0, 32, 32)
            spot.moveCenter(rect.center())
            theme.icon("photo", "muted").paint(painter, spot)
            return
        size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        spot = QRect(QPoint(0, 0), size)
        spot.moveCenter(rect.center())
        painter.drawImage(spot, image)

    def _scaled(self, media: Media, size: QSize) -> QImage | None:
        key = (media.sha256 or "", media.turned or 0, size.width())
        ready = self._small.get(key)
        if ready is None:
            image = self._pictures.get(media)
            if image is None or image.isNull():
                return None
            if len(self._small) > MANY_KEPT:
                self._small.pop(next(iter(self._small)))
            ready = self._small[key] = turned(image, media.turned).scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
        return ready


def when(media: Media) -> str:
    """Return when a photo was taken, to the second."""
    return media.taken.local.replace("T", " ") if media.taken else tr("no time")


@cache
def _font(*, bold: bool) -> QFont:
    face = theme.ui_font()
    face.setPixelSize(theme.Type().small)
    face.setBold(bold)
    return face


def _line(painter: QPainter, rect: QRect, text: str, colour: str, *, bold: bool) -> None:
    face = _font(bold=bold)
    painter.setFont(face)
    painter.setPen(theme.tokens().colour(colour))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)


def _pin(painter: QPainter, at: QPoint) -> None:
    look = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface"))
    painter.drawEllipse(at.x(), at.y(), 20, 20)
    theme.icon("map-pin", "accent").paint(painter, QRect(at.x() + 3, at.y() + 3, 14, 14))
