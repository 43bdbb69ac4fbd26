# SPDX-License-Identifier: Apache-2.0
"""The waveform: the whole recording in a narrow strip, and the stretch that is looked at below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from heritage_desktop.domain.passages import MARK, PART, clock
from heritage_desktop.i18n import tr
from heritage_desktop.media.peaks import Peaks
from heritage_desktop.qt import theme

OVERVIEW_HEIGHT, DETAIL_HEIGHT = 28, 124
_PARTS, _RULER = 18, 18
#: The closest look, and the widest stretch shown at first, in milliseconds.
CLOSEST_MS, FIRST_MS = 4_000, 60_000
ZOOM = 1.5
#: A recording quieter than this is drawn as if it were as loud.
LEAST_LOUD = 0.02
#: Steps of the ruler, in seconds, and how far apart its words may stand, in pixels.
_STEPS = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600)
_APART = 84
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A passage as it is drawn."""

    id: str
    sort: str
    begin: int
    end: int
    title: str = ""


class _Wave(QWidget):
    """What both strips share: peaks drawn once for a stretch, a line where it plays, seeking."""

    sought = Signal(int)

    def __init__(self, height: int) -> None:
        super().__init__()
        self.peaks: Peaks | None = None
        self.length = self.position = 0
        self.first, self.span = 0.0, 1.0
        self._drawn: tuple[object, QPixmap] | None = None
        self.setFixedHeight(height)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def x_of(self, ms: float) -> float:
        """Return where a moment is drawn."""
        return (ms - self.first) / self.span * self.width()

    def ms_of(self, x: float) -> int:
        """Return the moment at a place, within the recording."""
        return round(max(0.0, min(self.first + x / max(1, self.width()) * self.span, self.length)))

    def show_position(self, ms: int) -> None:
        """Move the line that plays, and draw only what it uncovers."""
        before, self.position = self.position, ms
        for one in (before, ms):
            self.update(round(self.x_of(one)) - 3, 0, 7, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.length:
            self.sought.emit(self.ms_of(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.length:
            self.sought.emit(self.ms_of(event.position().x()))

    def draw_wave(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        """Draw the peaks of the stretch into a box; drawn once and kept until it changes."""
        peaks = self.peaks
        if peaks is None:
            return
        ratio = self.devicePixelRatioF()
        key = (id(peaks), self.first, self.span, box.width(), box.height(), colour.rgb(), ratio)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, self._wave(peaks, box, colour, ratio)
        painter.drawPixmap(box.topLeft(), self._drawn[1])

    def _wave(self, peaks: Peaks, box: QRectF, colour: QColor, ratio: float) -> QPixmap:
        picture = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        middle = picture.height() / 2
        high = middle / max(peaks.loudest, LEAST_LOUD)
        columns = peaks.envelope(self.first, self.first + self.span, picture.width())
        painter = QPainter(picture)
        painter.setPen(QPen(colour, 1))
        painter.drawLines(
            [QLineF(x, middle - top * high - 0.5, x, middle - low * high + 0.5)
             for x, (low, top) in enumerate(columns)]
        )  # fmt: skip
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def draw_position(self, painter: QPainter) -> None:
        """Draw the line that plays."""
        x = self.x_of(self.position)
        painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme.tokens().colour("danger"))


class Overview(_Wave):
    """The whole recording; the stretch looked at below is outlined."""

    def __init__(self) -> None:
        super().__init__(OVERVIEW_HEIGHT)
        self.window_shown: tuple[float, float] = (0.0, 0.0)
        self.spans: list[Span] = []
        self.setAccessibleName(tr("Whole recording"))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("sunken"))
        self.draw_wave(painter, QRectF(self.rect()), tokens.colour("muted"))
        painter.setPen(QPen(tokens.colour("line_strong"), 1))
        for one in self.spans:
            if one.sort == PART and one.begin:
                x = self.x_of(one.begin)
                painter.drawLine(QLineF(x, 0, x, self.height()))
        first, span = self.window_shown
        if span < self.span:
            box = QRectF(self.x_of(first), 0.5, max(3.0, span / self.span * self.width()),
                         self.height() - 1)  # fmt: skip
            soft = tokens.colour("accent")
            soft.setAlpha(40)
            painter.setBrush(soft)
            painter.setPen(QPen(tokens.colour("accent"), 1))
            painter.drawRect(box)
        self.draw_position(painter)
        painter.end()


class Detail(_Wave):
    """The stretch looked at: parts on top, lines as fields, marks as flags, times below."""

    zoomed = Signal(float, float)
    scrolled = Signal(float)

    def __init__(self) -> None:
        super().__init__(DETAIL_HEIGHT)
        self.spans: list[Span] = []
        self.chosen = ""
        self.loop: tuple[int | None, int | None] = (None, None)
        self.said = ""
        self.setAccessibleName(tr("Waveform"))
        self.setToolTip(tr("Click to go there; turn the wheel to come closer."))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or turned.x():
            self.scrolled.emit(-(turned.x() or turned.y()) / 960 * self.span)
        elif turned.y():
            at = self.first + event.position().x() / max(1, self.width()) * self.span
            self.zoomed.emit(1 / ZOOM if turned.y() > 0 else ZOOM, at)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        wave = QRectF(0, _PARTS, self.width(), self.height() - _PARTS - _RULER)
        painter.fillRect(self.rect(), tokens.colour("surface"))
        self._draw_spans(painter, wave)
        self._draw_loop(painter, wave)
        self.draw_wave(painter, wave, tokens.colour("accent"))
        if self.peaks is None and self.said:
            painter.setPen(tokens.colour("muted"))
            painter.drawText(wave, Qt.AlignmentFlag.AlignCenter, self.said)
        self._draw_ruler(painter)
        self._draw_marks(painter, wave)
        self.draw_position(painter)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _seen(self, sort: str) -> list[tuple[Span, QRectF]]:
        end = self.first + self.span
        return [
            (one, QRectF(self.x_of(one.begin), 0, self.x_of(one.end) - self.x_of(one.begin), 0))
            for one in self.spans
            if one.sort == sort and one.begin < end and one.end >= self.first
        ]

    def _draw_spans(self, painter: QPainter, wave: QRectF) -> None:
        tokens = theme.tokens()
        for one, at in self._seen("line"):
            soft = "accent_soft" if one.id == self.chosen else "hover"
            field = QRectF(at.x(), wave.y(), max(1.0, at.width() - 1), wave.height())
            painter.fillRect(field, tokens.colour(soft))
            painter.fillRect(QRectF(at.x(), wave.y(), 1, wave.height()), tokens.colour("line"))
        font = painter.font()
        font.setPixelSize(tokens.type.caption)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        for one, at in self._seen(PART):
            chosen = one.id == self.chosen
            band = QRectF(at.x(), 1, max(2.0, at.width() - 1), _PARTS - 2)
            painter.fillRect(band, tokens.colour("accent_soft" if chosen else "sunken"))
            words = band.intersected(QRectF(self.rect())).adjusted(6, 0, -4, 0)
            painter.setPen(tokens.colour("ink" if chosen else "muted"))
            title = metrics.elidedText(
                one.title, Qt.TextElideMode.ElideRight, max(0, int(words.width()))
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)

    def _draw_loop(self, painter: QPainter, wave: QRectF) -> None:
        tokens = theme.tokens()
        begin, end = self.loop
        if begin is not None and end is not None:
            between = QRectF(self.x_of(begin), wave.y(), self.x_of(end) - self.x_of(begin),
                             wave.height())  # fmt: skip
            soft = tokens.colour("warn")
            soft.setAlpha(36)
            painter.fillRect(between, soft)
        painter.setPen(QPen(tokens.colour("warn"), 1))
        for name, at in (("A", begin), ("B", end)):
            if at is not None:
                x = self.x_of(at)
                painter.drawLine(QLineF(x, wave.top(), x, wave.bottom()))
                painter.drawText(QPointF(x + 3 if name == "A" else x - 11, wave.top() + 12), name)

    def _draw_marks(self, painter: QPainter, wave: QRectF) -> None:
        tokens = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, at in self._seen(MARK):
            painter.setPen(QPen(tokens.colour("accent"), 1))
            painter.drawLine(QLineF(at.x(), wave.top(), at.x(), wave.bottom()))
            painter.setBrush(tokens.colour("accent" if one.id != self.chosen else "ink"))
            flag = [QPointF(at.x(), wave.top()), QPointF(at.x() + 9, wave.top() + 4),
                    QPointF(at.x(), wave.top() + 8)]  # fmt: skip
            painter.drawPolygon(QPolygonF(flag))

    def _draw_ruler(self, painter: QPainter) -> None:
        tokens = theme.tokens()
        per_second = self.width() / max(self.span, 1.0) * 1000
        step = next((one for one in _STEPS if one * per_second >= _APART), _STEPS[-1]) * 1000
        painter.setPen(tokens.colour("muted"))
        top = self.height() - _RULER
        at = int(self.first // step) * step
        while at <= min(self.first + self.span, self.length):
            x = self.x_of(at)
            painter.drawLine(QLineF(x, top, x, top + 4))
            text = clock(round(at), exact=False) if step >= 1000 else clock(round(at))[:-2]
            painter.drawText(QPointF(x + 4, self.height() - 4), text)
            at += step


class Waveform(QWidget):
    """Both strips and the stretch that is looked at; ``sought`` asks the player to go there."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.overview, self.detail = Overview(), Detail()
        self.length = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.overview)
        column.addWidget(self.detail)
        self.overview.sought.connect(self._on_overview)
        self.detail.sought.connect(self.sought)
        self.detail.zoomed.connect(self.zoom)
        self.detail.scrolled.connect(lambda by: self._look_at(self.detail.first + by))

    @property
    def _both(self) -> tuple[_Wave, _Wave]:
        return self.overview, self.detail

    def show_length(self, ms: int) -> None:
        """Show a recording of this length: at first its first minute."""
        self.length = ms
        for one in self._both:
            one.length = ms
        self.overview.span = max(1.0, float(ms))
        self.detail.span = max(1.0, float(min(ms, FIRST_MS)))
        self._look_at(0.0)

    def show_peaks(self, peaks: Peaks) -> None:
        """Draw these peaks."""
        for one in self._both:
            one.peaks = peaks
            one.update()

    def say(self, sentence: str) -> None:
        """Say a sentence where the waveform would be."""
        self.detail.said = sentence
        self.detail.update()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show the passages."""
        self.overview.spans = self.detail.spans = list(spans)
        for one in self._both:
            one.update()

    def show_loop(self, begin: int | None, end: int | None) -> None:
        """Show A and B."""
        self.detail.loop = (begin, end)
        self.detail.update()

    def show_position(self, ms: int, *, follow: bool) -> None:
        """Move the line that plays; ``follow`` turns the page when it leaves the stretch."""
        for one in self._both:
            one.show_position(ms)
        detail = self.detail
        if follow and not detail.first <= ms < detail.first + detail.span:
            self._look_at(ms - detail.span * 0.05)

    def show_chosen(self, passage: str) -> None:
        """Mark one passage."""
        self.detail.chosen = passage
        self.detail.update()

    def show_stretch(self, begin: int, end: int) -> None:
        """Bring a passage into sight."""
        detail = self.detail
        if not (detail.first <= begin and end <= detail.first + detail.span):
            self._look_at(begin - max(0.0, (detail.span - (end - begin)) / 4))

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show more (above 1) or less time; the moment ``around``, or what plays, stays."""
        detail = self.detail
        at = float(detail.position) if around is None else around
        if not detail.first <= at <= detail.first + detail.span:
            at = detail.first + detail.span / 2
        span = max(CLOSEST_MS, min(detail.span * factor, self.length))
        share = (at - detail.first) / detail.span
        detail.span = max(1.0, float(span))
        self._look_at(at - share * detail.span)

    def whole(self) -> None:
        """Show the whole recording."""
        self.zoom(float(self.length) / max(1.0, self.detail.span) + 1)

    def _on_overview(self, ms: int) -> None:
        detail = self.detail
        if not detail.first <= ms < detail.first + detail.span:
            self._look_at(ms - detail.span / 2)
        self.sought.emit(ms)

    def _look_at(self, first: float) -> None:
        detail = self.detail
        detail.first = max(0.0, min(first, self.length - detail.span))
        self.overview.window_shown = detail.first, detail.span
        for one in self._both:
            one.update()
