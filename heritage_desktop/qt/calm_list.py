# SPDX-License-Identifier: Apache-2.0
"""A list of pictures that scrolls by moving what is painted, and paints only what is missing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate

from heritage_desktop.qt import theme
from heritage_desktop.qt.card_pictures import CardPictures


class CalmDelegate(QStyledItemDelegate):
    """Knows what is being painted just now; Qt also asks for the cells around it."""

    region: QRegion | None = None

    def is_outside(self, rect: QRect) -> bool:
        """Tell whether nothing of a cell is to be painted."""
        return self.region is not None and not self.region.intersects(rect)


class CalmList(QListView):
    """Paints every pixel itself, on the paper of the window; its delegate is a CalmDelegate."""

    def __init__(self, pictures: CardPictures, delegate: CalmDelegate) -> None:
        super().__init__()
        self._pictures, self._calm = pictures, delegate
        self.setItemDelegate(delegate)
        self.setProperty("role", "gallery")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Three of these a notch: half a card, where Qt would jump three rows of cards.
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.tokens().colour("paper"))
        painter.end()
        self._calm.region = event.region()
        with self._pictures.waiting():
            super().paintEvent(event)
        self._calm.region = None
