# SPDX-License-Identifier: Apache-2.0
"""One photo of several, large enough to read a clock in it: turn the page, come closer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.image_view import STEP, ImageView
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.pictures import Pictures
from heritage_desktop.qt.timed_photos import when
from heritage_desktop.storage.inventory import Inventory

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}
_ZOOMS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}


class PhotoPane(QWidget):
    """Shows one of ``photos``; ``changed`` tells that it is another one now."""

    changed = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos: Sequence[Media] = ()
        self.index = 0
        self._pictures = Pictures(inventory, self)
        self._pictures.ready.connect(self._on_picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens().space.xs)
        self.view = ImageView()
        self.view.setMinimumSize(320, 240)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.xs)
        self.place = plain_label("", "muted")
        row.addWidget(
            self._tool("chevron-left", tr("Previous photo (Left)"), lambda: self.step(-1))
        )
        row.addWidget(self.place)
        row.addWidget(self._tool("chevron-right", tr("Next photo (Right)"), lambda: self.step(1)))
        row.addStretch()
        smaller, larger = tr("Smaller (-)"), tr("Larger (+)")
        row.addWidget(self._tool("zoom-out", smaller, lambda: self.view.zoom(1 / STEP)))
        row.addWidget(self._tool("zoom-in", larger, lambda: self.view.zoom(STEP)))
        row.addWidget(self._tool("fit", tr("Whole photo (0)"), self.view.fit))
        column.addLayout(row)

    def _tool(self, icon: str, said: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, icon)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(lambda _checked=False: act())
        return button

    @property
    def media(self) -> Media | None:
        """Return the photo that is shown."""
        return self.photos[self.index] if self.photos else None

    def show_photos(self, photos: Sequence[Media], index: int = 0) -> None:
        """Show one of other photos."""
        self.photos = photos
        self.index = max(0, min(index, len(photos) - 1))
        self._show()

    def step(self, by: int) -> None:
        """Go to the next photo or the one before."""
        if self.photos:
            self.index = (self.index + by) % len(self.photos)
            self._show()

    def _show(self) -> None:
        media = self.media
        if media is None:
            self.view.show_image(QImage())
            self.place.setText("")
        else:
            self._paint(media, same=False)
            words = tr("{n} of {total}", n=self.index + 1, total=len(self.photos))
            self.place.setText(f"{words} · {when(media)}")
        self.changed.emit()

    def _paint(self, media: Media, *, same: bool) -> None:
        longest = max(media.width or 0, media.height or 0)
        image = self._pictures.best(media)
        self.view.show_image(image, media.turned or 0, longest, same=same)

    def _on_picture(self, sha: str, _longest: int, _image: QImage) -> None:
        if self.media is not None and self.media.sha256 == sha:
            self._paint(self.media, same=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in _ZOOMS:
            self.view.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_0:
            self.view.fit()
        else:
            super().keyPressEvent(event)

    def close_pictures(self) -> None:
        """Stop reading pictures."""
        self._pictures.close()
