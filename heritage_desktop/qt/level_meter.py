# SPDX-License-Identifier: Apache-2.0
"""How loud it is: a bar, its highest peak of late, and one word for people without a sound desk."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.media.levels import QUIETEST
from heritage_desktop.qt import theme

LOUD, TOO_LOUD, QUIET = -12.0, -1.0, -36.0
#: How fast the bar falls with each new reading, in decibels.
FALL, PEAK_FALL = 2.5, 0.4


def word(level: float) -> str:
    """Return what a level in dBFS means for the person who records."""
    if level >= TOO_LOUD:
        return tr("Too loud: go further away")
    if level <= QUIET:
        return tr("Very quiet: come closer")
    return tr("Good")


class LevelMeter(QWidget):
    """Shows decibels below full scale from -60 to 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = self.peak = QUIETEST
        self.setAccessibleName(tr("Level"))
        self.setFixedHeight(14)

    def sizeHint(self) -> QSize:
        return QSize(320, 14)

    def show_level(self, level: float) -> None:
        """Rise at once, fall slowly."""
        self.level = max(level, self.level - FALL, QUIETEST)
        self.peak = max(level, self.peak - PEAK_FALL, self.level)
        self.setAccessibleDescription(f"{self.level:.0f} dB, {word(self.peak)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(tokens.colour("line"))
        painter.drawRoundedRect(box, 4, 4)
        colour = "danger" if self.peak >= TOO_LOUD else "warn" if self.level > LOUD else "ok"
        painter.setBrush(tokens.colour(colour))
        painter.drawRoundedRect(QRectF(0, 0, self._x(self.level), box.height()), 4, 4)
        painter.setBrush(tokens.colour("danger" if self.peak >= TOO_LOUD else "ink"))
        painter.drawRect(QRectF(max(0.0, self._x(self.peak) - 2), 0, 2, box.height()))
        painter.end()

    def _x(self, level: float) -> float:
        return self.width() * (1 - level / QUIETEST)
