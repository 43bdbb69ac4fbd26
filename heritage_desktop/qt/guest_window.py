# SPDX-License-Identifier: Apache-2.0
"""The window a villager sits at: look at what the village keeps, and leave words or pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import QRect, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.place import InventorySettings
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import ask, tell
from heritage_desktop.qt.pictures import SCREEN, THUMBNAIL, Pictures, cropped, turned
from heritage_desktop.services import guests
from heritage_desktop.services.guests import ElderPage, Shelf, Tile
from heritage_desktop.services.items import today
from heritage_desktop.services.photos import ImportReport
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

TILE = QSize(196, 140)
COLUMNS = 2
_ID = Qt.ItemDataRole.UserRole
_SHEET = """
QLabel, QLineEdit, QPlainTextEdit, QComboBox, QListView { font-size: ${base}px; }
QLabel[large="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[large="quiet"] { font-size: ${quiet}px; color: $muted; }
QLabel[large="said"] { font-size: ${said}px; }
QPushButton { font-size: ${base}px; min-height: ${button}px; padding: 4px 18px;
  border-radius: 10px; }
QPushButton[large="quiet"] { font-size: ${quiet}px; min-height: 34px; }
QPushButton[answer="true"] { border-width: 2px; }
QPushButton:checked { border: 2px solid $accent; }
QLineEdit, QComboBox { min-height: 36px; }
QListWidget#tiles { background: transparent; border: none; }
QListWidget#tiles::item { padding: 4px; border: 2px solid transparent; border-radius: 12px; }
QListWidget#tiles::item:selected { background: $accent_soft; border-color: $accent; }
"""


def dress_large(
    widget: QWidget, *, base: int = 19, title: int = 30, quiet: int = 16, button: int = 44
) -> None:
    """Give a window large type and large buttons in the colours of the theme."""
    values = {**asdict(theme.tokens().colours), "base": base, "title": title, "quiet": quiet,
              "button": button, "said": base}  # fmt: skip
    widget.setStyleSheet(Template(_SHEET).substitute(values))


def show_large(window: QDialog) -> None:
    """Show a window over everything, so that nothing else of the program can be reached."""
    window.setWindowModality(Qt.WindowModality.ApplicationModal)
    if os.environ.get("HERITAGE_WINDOWED") or QGuiApplication.platformName() == "offscreen":
        window.show()
    else:
        window.showFullScreen()


def large_label(text: str = "", look: str = "") -> QLabel:
    """Return a label for plain text that wraps."""
    label = plain_label(text)
    label.setWordWrap(True)
    label.setProperty("large", look)
    return label


def large_button(text: str, act: Callable[[], object], icon: str = "") -> QPushButton:
    """Return a large button that the Enter key never presses by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setIconSize(QSize(28, 28))
    if icon:
        theme.set_icon(button, icon)
    button.clicked.connect(lambda _checked=False: act())
    return button


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class BigPicture(QWidget):
    """One whole picture, as large as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self._fitted = QPixmap()
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Photo"))

    def show_image(self, image: QImage) -> None:
        """Show a picture; an empty one clears the place."""
        self.image, self._fitted = image, QPixmap()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitted = QPixmap()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        ratio = self.devicePixelRatioF()
        if self._fitted.isNull():
            room = self.size() * ratio
            fitted = self.image.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self._fitted = QPixmap.fromImage(fitted)
        size = self._fitted.deviceIndependentSize()
        place = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
            size.width(), size.height(),
        )  # fmt: skip
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(place, 10, 10)
        painter.setClipPath(outline)
        painter.drawPixmap(place.topLeft(), self._fitted)
        painter.end()


class TileList(QListWidget):
    """The items as large pictures with their names; pictures come as they scroll into sight."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.setObjectName("tiles")
        self.setAccessibleName(tr("What the village keeps"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(TILE)
        cell = QSize(TILE.width() + 20, TILE.height() + 74)
        self.setGridSize(cell)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(COLUMNS * cell.width() + 18)
        self._cell = cell
        self._pictures = pictures
        self._tiles: dict[str, Tile] = {}
        self._bare: set[str] = set()
        self.verticalScrollBar().valueChanged.connect(self.bring_pictures)
        pictures.ready.connect(self.bring_pictures)

    def show_tiles(self, tiles: list[Tile]) -> None:
        """Show these items in their order."""
        self.clear()
        self._tiles = {one.id: one for one in tiles}
        self._bare = {one.id for one in tiles if one.cover is not None}
        for one in tiles:
            item = QListWidgetItem(_without_picture(one.kind), one.title)
            item.setData(_ID, one.id)
            item.setSizeHint(QSize(self._cell.width() - 4, self._cell.height() - 4))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self.addItem(item)
        self.bring_pictures()

    def bring_pictures(self, *_: object) -> None:
        """Put pictures on the tiles in sight, as far as they have been read."""
        if not self._bare:
            return
        sight = self.viewport().rect().adjusted(0, -self._cell.height(), 0, self._cell.height())
        for row in range(self.count()):
            item = self.item(row)
            tile = self._tiles[str(item.data(_ID))]
            if tile.id not in self._bare or not sight.intersects(self.visualItemRect(item)):
                continue
            image = self._pictures.get(tile.cover, THUMBNAIL) if tile.cover else None
            if tile.cover and image is not None:
                self._bare.discard(tile.id)
                if not image.isNull():
                    item.setIcon(_rounded(turned(image, tile.cover.turned)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bring_pictures()


def _rounded(image: QImage) -> QIcon:
    made = _blank()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(made.rect()), 10, 10)
    painter.setClipPath(outline)
    painter.drawImage(made.rect(), cropped(image, made.size()))
    painter.end()
    return _icon(made)


def _without_picture(kind: str) -> QIcon:
    made = _blank()
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tokens().colour("sunken"))
    painter.drawRoundedRect(made.rect(), 10, 10)
    icon = theme.image(KIND_ICONS.get(kind, "no-photo"), 56, "muted")
    place = QRect(0, 0, 56, 56)
    place.moveCenter(made.rect().center())
    painter.drawImage(place, icon)
    painter.end()
    return _icon(made)


def _blank() -> QImage:
    made = QImage(TILE, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _icon(image: QImage) -> QIcon:
    """Return an icon that is not washed with the highlight colour when it is chosen."""
    made, pixmap = QIcon(), QPixmap.fromImage(image)
    made.addPixmap(pixmap, QIcon.Mode.Normal)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made
