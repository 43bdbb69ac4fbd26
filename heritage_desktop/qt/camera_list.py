# SPDX-License-Identifier: Apache-2.0
"""The cameras of an inventory in a list: how many photos, which days, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.card_delegate import font
from heritage_desktop.services.clocks import BAD, NAMELESS, NO_FIX, NO_REF, Camera, advice

Index = QModelIndex | QPersistentModelIndex
ROW = 76
_CAMERA = int(Qt.ItemDataRole.UserRole)


class CameraList(QListWidget):
    """Shows cameras; ``chosen`` brings the one that was chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Cameras"))
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current)

    def show_cameras(self, cameras: Sequence[Camera]) -> None:
        """Show these; the one that was chosen stays so, or else the first wrong one is."""
        before = self.camera
        self.blockSignals(True)
        self.clear()
        for one in cameras:
            row = QListWidgetItem(" · ".join(filter(None, [one.name, facts(one), advice(one)])))
            row.setData(_CAMERA, one)
            row.setToolTip(advice(one))
            self.addItem(row)
        self.blockSignals(False)
        self.setCurrentRow(-1)
        self.setCurrentRow(_row(cameras, before.id if before else None))

    @property
    def camera(self) -> Camera | None:
        """Return the camera that is chosen."""
        row = self.currentItem()
        found = row.data(_CAMERA) if row is not None else None
        return found if isinstance(found, Camera) else None

    def choose(self, camera: str) -> None:
        """Choose a camera by its id."""
        for number in range(self.count()):
            if self.item(number).data(_CAMERA).id == camera:
                self.setCurrentRow(number)

    def _on_current(self) -> None:
        if self.camera is not None:
            self.chosen.emit(self.camera)


def _row(cameras: Sequence[Camera], before: str | None) -> int:
    for number, one in enumerate(cameras):
        if one.id == before:
            return number
    wrong = [number for number, one in enumerate(cameras) if one.suspicion]
    return wrong[0] if wrong else 0


def facts(camera: Camera) -> str:
    """Return how many photos a camera has and of which days."""
    parts = [ntr("{n} photo", "{n} photos", len(camera.photos))]
    if camera.days is not None:
        first, last = camera.days
        parts.append(first if first == last else f"{first} – {last}")
    return " · ".join(parts)


def brief(camera: Camera) -> str:
    """Return what is wrong in a few words, '' for nothing; all photos together say nothing."""
    if not camera.id:
        return ""
    if camera.suspicion is not None:
        return tr("The clock is wrong")
    if camera.strips_position:
        return tr("No positions left")
    if camera.id == NAMELESS:
        return tr("Details removed")
    if camera.odd(NO_REF):
        return tr("Hemisphere not said")
    return tr("Positions not usable") if camera.odd(NO_FIX) or camera.odd(BAD) else ""


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW if brief(index.data(_CAMERA)) else ROW - 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, camera = theme.tokens(), index.data(_CAMERA)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect = option.rect.adjusted(4, 2, -4, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect), look.radius.control, look.radius.control)
        if chosen or over:
            painter.fillPath(path, look.colour("accent_soft" if chosen else "hover"))
        text = rect.adjusted(12, 8, -10, -6)
        _line(painter, text, 0, camera.name, look.type.body, "ink", bold=True)
        _line(painter, text, 20, facts(camera), look.type.small, "muted")
        if said := brief(camera):
            spot = QRect(text.left(), text.top() + 41, 14, 14)
            theme.icon("warning", "warn").paint(painter, spot)
            _line(painter, text.adjusted(20, 0, 0, 0), 40, said, look.type.small, "warn")
        painter.restore()


def _line(
    painter: QPainter, rect: QRect, down: int, text: str, pixels: int, colour: str,
    *, bold: bool = False,
) -> None:  # fmt: skip
    face = font(pixels, bold=bold)
    painter.setFont(face)
    painter.setPen(theme.tokens().colour(colour))
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    box = QRect(rect.left(), rect.top() + down, rect.width(), metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
