# SPDX-License-Identifier: Apache-2.0
"""One picture in a window: fits, zooms, turns; a preview stands in until the original is read."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from heritage_desktop.i18n import tr

STEP = 1.25
CLOSEST = 8.0


class ImageView(QGraphicsView):
    """One picture that fits its window until the person zooms."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.picture_item = QGraphicsPixmapItem()
        self.picture_item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self.picture_item)
        self.fitted = True
        self.turned = 0
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Photo"))

    def show_image(
        self, image: QImage, turned: int = 0, longest: int = 0, *, same: bool = False
    ) -> None:
        """Show a picture, turned clockwise by degrees.

        ``longest`` is the longest side of the original in pixels: a preview stands for it, and
        the zoom tells of the original. The ``same`` photo, only better, keeps its zoom.
        """
        turned %= 360
        same = same and turned == self.turned and not self.picture_item.pixmap().isNull()
        self.turned = turned
        self.picture_item.setPixmap(QPixmap.fromImage(image))
        most = max(image.width(), image.height(), 1)
        self.picture_item.setScale(max(longest, most) / most)
        self.picture_item.setRotation(turned)
        self._scene.setSceneRect(self.picture_item.sceneBoundingRect())
        if self.fitted or not same:
            self.fit()

    def picture_size(self) -> QSize:
        """Return the size of the picture at hand, in its own pixels."""
        return self.picture_item.pixmap().size()

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self.fitted = True
        self.resetTransform()
        rect = self._scene.sceneRect()
        room = self.viewport().rect()
        if rect.isEmpty() or room.isEmpty():
            return
        scale = min(room.width() / rect.width(), room.height() / rect.height(), 1.0)
        self.scale(scale, scale)
        self.zoomed.emit(scale)

    def zoom(self, factor: float) -> None:
        """Come closer or go back, between the whole picture and eight times its size."""
        now = self.transform().m11()
        wanted = min(CLOSEST, now * factor)
        self.fitted = False
        self.scale(wanted / now, wanted / now)
        self.zoomed.emit(wanted)

    def actual_size(self) -> None:
        """Show one pixel of the picture as one of the screen."""
        self.zoom(1.0 / self.transform().m11())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned_by = event.angleDelta().y()
        if turned_by:
            self.zoom(STEP if turned_by > 0 else 1 / STEP)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # arrows turn to the next photo; they do not scroll
