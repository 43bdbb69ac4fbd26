# SPDX-License-Identifier: Apache-2.0
"""What lies on the light-table: the photos of a group, and the list of groups to drop them on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QSpinBox,
    QStyle,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from heritage_desktop import i18n
from heritage_desktop.domain.grouping import Group
from heritage_desktop.domain.item import ITEM_KINDS
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.calm_list import CalmDelegate, CalmList
from heritage_desktop.qt.card_delegate import Pen
from heritage_desktop.qt.card_pictures import CardPictures, Shape
from heritage_desktop.qt.drops import MIME, media_ids
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.labels import plain_label

Index = QModelIndex | QPersistentModelIndex
NAME, COUNT, TAKEN, PLACE = range(4)
THUMBNAIL = 160
CELL = QSize(THUMBNAIL + 20, THUMBNAIL + 52)
_NO_PARENT = QModelIndex()
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slide:
    """One photo on the table: when it was taken, and how far it lies apart, in words."""

    media: Media
    words: str
    apart: str = ""


class SlideModel(QAbstractListModel):
    """The photos of one group, in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slides: list[Slide] = []

    def show_slides(self, slides: Sequence[Slide]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self.slides = list(slides)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.slides)

    def data(self, index: Index, role: int = 0) -> Any:
        slide = self.slides[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{slide.words} {slide.apart}".strip()
        return slide.media.original_name if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self.slides[index.row()].media.id for index in indexes]
        data.setData(MIME, "\n".join(ids).encode())
        return data


class _SlideDelegate(CalmDelegate):
    """Draws a whole photo above its time; the picture comes ready from the reading thread."""

    def __init__(self, pictures: CardPictures) -> None:
        super().__init__()
        self._pictures = pictures
        scale = theme.tokens().type
        self._words, self._apart = Pen(scale.small, "ink"), Pen(scale.small, "warn")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.is_outside(option.rect):
            return
        model = index.model()
        assert isinstance(model, SlideModel)
        slide, look = model.slides[index.row()], theme.tokens()
        cell = option.rect.adjusted(2, 2, -2, -2)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, look.colour("accent_soft"))
            painter.fillRect(
                QRect(cell.left(), cell.top(), 3, cell.height()), look.colour("accent")
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, look.colour("hover"))
        spot = QRect(cell.left() + 8, cell.top() + 6, THUMBNAIL, THUMBNAIL)
        ratio = painter.device().devicePixelRatioF()
        side, turn = round(THUMBNAIL * ratio), slide.media.turned or 0
        image = self._pictures.fit(slide.media, Shape(side, side, 0, 0, False, turn))
        if image is None or image.isNull():
            painter.fillRect(spot.adjusted(0, 20, 0, -20), look.colour("sunken"))
        else:
            frame = QRect(0, 0, round(image.width() / ratio), round(image.height() / ratio))
            frame.moveCenter(spot.center())
            painter.drawImage(frame, image)
        line = spot.bottom() + 4
        self._words.write(painter, spot.left(), line, THUMBNAIL, slide.words)
        self._apart.write(painter, spot.left(), line + 17, THUMBNAIL, slide.apart)


class SlideView(CalmList):
    """The photos of the chosen group; they may be dragged onto other groups."""

    def __init__(self, pictures: CardPictures) -> None:
        self._delegate = _SlideDelegate(pictures)
        super().__init__(pictures, self._delegate)
        self.slides = SlideModel(self)
        self.setModel(self.slides)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(CELL)
        self.setDragEnabled(True)
        self.setAccessibleName(tr("Photos of the group"))
        pictures.came.connect(self._on_picture)

    def _on_picture(self, sha256: str) -> None:
        """Paint the photo again if it is in sight; of the others nobody sees anything."""
        port = self.viewport().rect()
        across = max(1, port.width() // CELL.width())
        first = self.verticalScrollBar().value() // CELL.height() * across
        last = first + (port.height() // CELL.height() + 2) * across
        for row in range(first, min(last, len(self.slides.slides))):
            if self.slides.slides[row].media.sha256 == sha256:
                self.update(self.slides.index(row, 0))

    def chosen(self) -> list[int]:
        """Return the rows of the chosen photos, in order."""
        return sorted(index.row() for index in self.selectedIndexes())

    def choose(self, rows: Sequence[int]) -> None:
        """Choose photos by their rows."""
        self.clearSelection()
        flag = self.selectionModel().SelectionFlag.Select
        for row in rows:
            self.selectionModel().select(self.slides.index(row, 0), flag)


class GroupTree(QTreeWidget):
    """The groups; ``dropped`` tells which photos were let go on which one, -1 for none."""

    dropped = Signal(list, int)

    def __init__(self) -> None:
        super().__init__()
        self._over: QTreeWidgetItem | None = None
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels([tr("Name"), tr("Photos"), tr("Taken"), tr("Place")])
        for column, width in ((NAME, 214), (COUNT, 64), (TAKEN, 140)):
            self.setColumnWidth(column, width)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Groups"))

    def show_groups(self, groups: Sequence[tuple[str, str, Group]], current: int) -> None:
        """Show icon, words and group of each row; the list stays where it is scrolled."""
        self.blockSignals(True)
        while self.topLevelItemCount() > len(groups):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        for number, (icon, words, group) in enumerate(groups):
            row = self.topLevelItem(number)
            if row is None:
                row = QTreeWidgetItem()
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
                self.addTopLevelItem(row)
            row.setIcon(NAME, theme.icon(icon, "muted"))
            for column, text in enumerate((words, str(len(group.shots)), *_when_and_where(group))):
                row.setText(column, text)
                row.setToolTip(column, text)
        chosen = self.topLevelItem(current)
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.blockSignals(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        event.setDropAction(Qt.DropAction.MoveAction)
        event.setAccepted(event.mimeData().hasFormat(MIME))
        self._mark(self.itemAt(event.position().toPoint()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(None)
        row = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)  # the list must not remove anything itself
        event.accept()
        self.dropped.emit(media_ids(event.mimeData()), self.indexOfTopLevelItem(row) if row else -1)

    def _mark(self, row: QTreeWidgetItem | None) -> None:
        """Show where the photos would go."""
        soft = theme.tokens().colour("accent_soft")
        for item, colour in ((self._over, None), (row, soft)):
            for column in range(self.columnCount()):
                if item is not None:
                    item.setData(column, Qt.ItemDataRole.BackgroundRole, colour)
        self._over = row


class Measures(QWidget):
    """After how long and how far a new group begins."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.gap, self.distance = QSpinBox(), QSpinBox()
        for box, words, top, value, unit in (
            (self.gap, tr("A new group after"), 1440, 10, tr(" min")),
            (self.distance, tr("or further than"), 20_000, 150, " m"),
        ):
            box.setRange(1, top)
            box.setValue(value)
            box.setSuffix(unit)
            box.setAccessibleName(words)
            box.lineEdit().setTextMargins(8, 0, 0, 0)
            row.addWidget(plain_label(words))
            row.addWidget(box)
            box.valueChanged.connect(self.changed)
        row.addStretch()


class Head(QWidget):
    """Above the photos of a group: where they were taken, and what sort of item they become."""

    kind_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.place = plain_label("", "muted")
        self.place.setWordWrap(True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("What sort of item the group becomes"))
        for code in ITEM_KINDS:
            words = vocabulary("item_kind").label(code, i18n.language())
            self.kind.addItem(theme.icon(KIND_ICONS[code]), words, code)
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(self.kind.currentData()))
        self.becomes = plain_label(tr("Becomes"))
        row.addWidget(self.place, 1)
        row.addWidget(self.becomes)
        row.addWidget(self.kind)

    def show_group(self, group: Group | None, kind: str | None) -> None:
        """Show the place of a group; ``kind`` is None for one that joins a known record."""
        self.place.setText(told_place(group) if group else "")
        for widget in (self.kind, self.becomes):
            widget.setVisible(kind is not None)
        if kind is not None:
            self.kind.setCurrentIndex(self.kind.findData(kind))


def told_place(group: Group) -> str:
    """Say where a group was taken, how far around, and which photos say so."""
    total, place = len(group.shots), group.place
    if place is None:
        return ntr("{n} photo, without a place.", "{n} photos, none with a place.", total)
    apart, reach = len(group.outliers()), round(group.reach)
    words = [
        tr("{placed} of {total} with a place: {lat}, {lon}.", placed=group.placed, total=total,
           lat=f"{place.lat:.5f}", lon=f"{place.lon:.5f}"),
        tr("They lie within {metres} m.", metres=reach) if reach else "",
        ntr("{n} lies apart.", "{n} lie apart.", apart) if apart else "",
    ]  # fmt: skip
    return paragraph(words)


def _when_and_where(group: Group) -> tuple[str, str]:
    begin, end, apart = group.begin, group.end, len(group.outliers())
    when = f"{begin:%m-%d %H:%M}" if begin else ""
    if begin and end and f"{begin:%H:%M}" != f"{end:%H:%M}":
        when += f"–{end:%H:%M}"
    near = ""
    if group.placed:
        near = f"±{round(group.reach)} m" if group.reach >= 1 else tr("known")
    far = ntr("{n} lies apart", "{n} lie apart", apart) if apart else ""
    return when, " · ".join(filter(None, [near, far]))
