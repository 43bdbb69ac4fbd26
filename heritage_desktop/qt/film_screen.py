# SPDX-License-Identifier: Apache-2.0
"""Where a film is seen while its words are written: small beside the waveform, large on demand."""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from heritage_desktop.i18n import tr

QWIDGETSIZE_MAX = 16_777_215
SMALL, LARGE = (236, 154), (560, 360)


class FilmScreen(QGraphicsView):
    """Shows the picture of a player in its own proportions; a double click makes it larger."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Film"))
        self.setToolTip(tr("Double click for a larger or smaller picture."))
        self.item: QObject | None = self._video_item()
        self.setFixedSize(*SMALL)

    def grow(self) -> None:
        """Take all the room there is, for good."""
        self.setMinimumSize(*SMALL)
        self.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)
        self.setToolTip("")

    def _video_item(self) -> QObject | None:
        """Return what a player draws on; not every installation has it."""
        try:
            films: Any = importlib.import_module("PySide6.QtMultimediaWidgets")
        except ImportError:
            return None
        item = films.QGraphicsVideoItem()
        self._scene.addItem(item)
        found: QObject = item
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().rect()
        self.setSceneRect(room)
        item: Any = self.item
        if item is not None:
            item.setSize(QSizeF(room.size()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.maximumWidth() == QWIDGETSIZE_MAX:
            return
        small = (self.width(), self.height()) == SMALL
        self.setFixedSize(*(LARGE if small else SMALL))
