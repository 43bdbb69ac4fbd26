# SPDX-License-Identifier: Apache-2.0
"""Positions that differ, drawn to scale with how exact they are and how far apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from heritage_desktop.domain.coordinates import EARTH_RADIUS_M, Position, distance_m
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme

#: Pixels kept free around the outermost circle, and the radius of a point.
_MARGIN, _POINT = 26, 11


class PositionSketch(QWidget):
    """North is up; the circle around a point is its accuracy, where it is known."""

    def __init__(self, places: Sequence[Position]) -> None:
        super().__init__()
        self.places = tuple(places)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(apart_words(self.places))

    def sizeHint(self) -> QSize:
        return QSize(320, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points, scale = self._laid_out()
        ink, line = QColor(look.accent), QColor(look.line_strong)
        painter.setPen(QPen(line, 1, Qt.PenStyle.DashLine))
        for one, other in combinations(points, 2):
            painter.drawLine(one, other)
        for place, at in zip(self.places, points, strict=True):
            if place.accuracy_m is not None:
                soft = QColor(look.accent_soft)
                soft.setAlpha(150)
                painter.setBrush(soft)
                painter.setPen(QPen(line, 1))
                painter.drawEllipse(at, place.accuracy_m * scale, place.accuracy_m * scale)
        for number, at in enumerate(points, 1):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(at, _POINT, _POINT)
            painter.setPen(QColor(look.on_accent))
            box = QRectF(at.x() - _POINT, at.y() - _POINT, 2 * _POINT, 2 * _POINT)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.end()

    def _laid_out(self) -> tuple[list[QPointF], float]:
        """Return where the points are in the widget, and pixels to the metre."""
        metres = [_metres(self.places[0], place) for place in self.places]
        reach = [place.accuracy_m or 0.0 for place in self.places]
        left = min(x - r for (x, _), r in zip(metres, reach, strict=True))
        right = max(x + r for (x, _), r in zip(metres, reach, strict=True))
        low = min(y - r for (_, y), r in zip(metres, reach, strict=True))
        high = max(y + r for (_, y), r in zip(metres, reach, strict=True))
        wide, tall = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        scale = min(wide / max(right - left, 1.0), tall / max(high - low, 1.0))
        across, up = (left + right) / 2, (low + high) / 2
        middle = QPointF(self.width() / 2, self.height() / 2)
        return [middle + QPointF((x - across) * scale, (up - y) * scale) for x, y in metres], scale


def _metres(origin: Position, place: Position) -> tuple[float, float]:
    """Return metres east and north of ``origin``, on a plane that touches the earth there."""
    unit = math.radians(1) * EARTH_RADIUS_M
    east = (place.lon - origin.lon + 180) % 360 - 180
    return east * unit * math.cos(math.radians(origin.lat)), (place.lat - origin.lat) * unit


def apart_words(places: Sequence[Position]) -> str:
    """Say how far apart positions are, and whether that is within what they claim to be exact."""
    said = []
    for (n, one), (m, other) in combinations(enumerate(places, 1), 2):
        metres = distance_m(one, other)
        far = f"{metres / 1000:.1f} km" if metres >= 1000 else f"{metres:.0f} m"
        said.append(tr("{one} and {other}: {far} apart", one=n, other=m, far=far))
        known = one.accuracy_m is not None and other.accuracy_m is not None
        if known and metres <= (one.accuracy_m or 0) + (other.accuracy_m or 0):
            said[-1] += tr(" (no more than they are exact)")
    return " · ".join(said)
