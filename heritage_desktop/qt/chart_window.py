# SPDX-License-Identifier: Apache-2.0
"""The window around a chart, and what all charts share: text that wraps, places, keys, pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QLocale,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    QStandardPaths,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import tell
from heritage_desktop.services import charts
from heritage_desktop.services.items import today
from heritage_desktop.storage.fsops import write_durably
from heritage_desktop.storage.inventory import Inventory

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def locale() -> QLocale:
    """Return the locale of the window's language, for names of months and days."""
    return QLocale(language())


def face(pixels: int, *, bold: bool = False) -> QFont:
    """Return the program's font in a size of the type scale."""
    made = theme.ui_font()
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


class Words:
    """A text laid out in a width: it wraps, in a word if it must, and is never cut."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        leading: float = 0.0,
    ) -> None:
        """``leading`` sets the lines closer or wider than the font asks for."""
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(option)
        self.height, self.width = 0.0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, self.height))
            self.height += leading or line.height()
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()

    def draw(self, painter: QPainter, at: QPointF, colour: str, look: theme.Tokens) -> None:
        """Paint it with its upper left corner at a point."""
        painter.setPen(look.colour(colour))
        self._layout.draw(painter, at)


@dataclass(slots=True)
class Spot:
    """Something of a chart that can be reached and opened; the first area gets the ring."""

    record: str
    said: str
    areas: list[QRectF]

    def holds(self, at: QPointF) -> bool:
        """Tell whether a point is on it."""
        return any(area.contains(at) for area in self.areas)


class Chart(QWidget):
    """A painted picture whose parts are reached by arrow keys and read out by a screen reader."""

    record_opened = Signal(str)
    reached = Signal(QRectF)
    heading = ""
    #: What is said instead of a chart without content.
    nothing = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look: theme.Tokens | None = None
        self.spots: list[Spot] = []
        self.current = -1
        self.images: dict[str, QImage] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme.current().changed.connect(self.update)

    # What a chart must say of itself

    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not self.spots

    def arrange(self, size: QSizeF) -> None:
        """Give every part its place and fill ``spots``."""
        raise NotImplementedError

    def needed(self) -> QSize:
        """Return the size below which something would overlap."""
        raise NotImplementedError

    def draw(self, painter: QPainter) -> None:
        """Paint what was arranged."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return the chart in words."""
        return "\n".join(spot.said for spot in self.spots) or self.nothing

    def leave(self) -> None:
        """Let go of what is still being read; called before the chart goes."""

    # What all charts do alike

    @property
    def tokens(self) -> theme.Tokens:
        """The colours to paint with: those of the window, or those chosen for a picture."""
        return self.look or theme.tokens()

    def settle(self) -> None:
        """Fit to what the chart holds; called at the end of its making."""
        least = self.needed()
        self.setMinimumSize(least)
        self.resize(least)
        self.arrange(QSizeF(self.size()))
        self.setAccessibleName(self.heading)
        self.setAccessibleDescription(self.summary())

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(QSizeF(event.size()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        if self.hasFocus() and 0 <= self.current < len(self.spots):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.tokens.colour("accent"), 2))
            ring = self.spots[self.current].areas[0].adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, 6, 6)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.is_empty():
            room = QRectF(self.rect())
            words = Words(self.nothing, face(self.tokens.type.heading), min(520, room.width() - 48),
                          Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
            left = room.center().x() - min(520, room.width() - 48) / 2
            at = QPointF(left, room.center().y() - words.height / 2)
            words.draw(painter, at, "muted", self.tokens)
        else:
            self.draw(painter)

    def picture(self, *, ratio: float = 2.0) -> QImage:
        """Return the chart with its heading as a picture on a light ground."""
        self.look = theme.Tokens(dark=False, colours=theme.LIGHT)
        margin = float(self.look.space.xl)
        title = Words(self.heading, face(self.look.type.title, bold=True), self.width())
        high = title.height + self.look.space.l
        size = QSizeF(self.width() + 2 * margin, self.height() + high + 2 * margin)
        image = QImage((size * ratio).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(self.look.colour("surface"))
        painter = QPainter(image)
        title.draw(painter, QPointF(margin, margin), "ink", self.look)
        painter.translate(margin, margin + high)
        self._paint(painter)
        painter.end()
        self.look = None
        return image

    def reach(self, number: int) -> None:
        """Make one part the current one, show it and have it read out."""
        if not self.spots:
            return
        self.current = max(0, min(number, len(self.spots) - 1))
        spot = self.spots[self.current]
        self.setAccessibleName(f"{self.heading}: {spot.said}")
        self.reached.emit(spot.areas[0])
        self.update()

    def spot_at(self, at: QPointF) -> int:
        """Return the number of the part at a point, -1 for none."""
        return next((n for n, spot in enumerate(self.spots) if spot.holds(at)), -1)

    def step(self, key: Qt.Key) -> int:
        """Return where an arrow key leads from the current part."""
        return self.current + _STEPS[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.spots:
            self.reach(self.step(key) if self.current >= 0 else 0)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.spots:
            self.reach(0 if key == Qt.Key.Key_Home else len(self.spots) - 1)
        elif key in _OPENING and 0 <= self.current < len(self.spots):
            self.record_opened.emit(self.spots[self.current].record)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.spot_at(event.position())
        if number >= 0:
            self.reach(number)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.spot_at(event.position())
        if number >= 0:
            self.record_opened.emit(self.spots[number].record)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.spot_at(event.position()) >= 0
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.spot_at(QPointF(event.pos()))
            if number >= 0:
                QToolTip.showText(event.globalPos(), self.spots[number].said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


Maker = Callable[[str | None], Chart]


def _once(act: Callable[[], None]) -> Callable[[], None]:
    left = [act]

    def run() -> None:
        if left:
            left.pop()()

    return run


class ChartWindow(QDialog):
    """A chart in a scroll area, with its title, a way to save it as a picture, and Close.

    ``make`` builds the chart anew: without an audience for the screen, with one for a picture,
    which then holds only what that audience may see. The window stays open beside the work, and
    follows what is written meanwhile.
    """

    record_opened = Signal(str)
    _touched = Signal()

    def __init__(self, inventory: Inventory, make: Maker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 700)
        self._make = make
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        self.head = QHBoxLayout()
        self.title = plain_label("", "title")
        self.title.setWordWrap(True)
        self.head.addWidget(self.title, 1)
        column.addLayout(self.head)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.area, 1)
        column.addLayout(self._foot())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(300)
        self._timer.timeout.connect(self.refresh)
        self._touched.connect(self._timer.start)
        self._leave = _once(inventory.subscribe(lambda _touched: self._touched.emit()))
        # A window that goes with its parent is never closed, and must not be told any more.
        self.destroyed.connect(self._leave)
        self.refresh()
        self.chart.setFocus()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        hint = plain_label(tr("Arrow keys move; Enter or a double click opens."), "caption")
        hint.setWordWrap(True)
        foot.addWidget(hint, 1)
        self.audience = QComboBox()
        self.audience.setAccessibleName(tr("Who will see the picture"))
        self.audience.setToolTip(tr("Who will see the picture"))
        editions = (("village", tr("For the village")), ("county", tr("For the county office")),
                    ("public", tr("For everybody")))  # fmt: skip
        for code, text in editions:
            self.audience.addItem(text, code)
        self.audience.setCurrentIndex(1)
        self.save = QPushButton(tr("Save picture…"))
        self.save.clicked.connect(self.on_save)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.close)
        for widget in (self.audience, self.save, self.close_button):
            foot.addWidget(widget)
        for button in (self.save, self.close_button):
            button.setAutoDefault(False)
        return foot

    @property
    def chart(self) -> Chart:
        """The chart on the screen."""
        made = self.area.widget()
        assert isinstance(made, Chart)
        return made

    def refresh(self) -> None:
        """Draw what the inventory says now; the part that was current stays so."""
        before = self.area.widget()
        kept = before.current if isinstance(before, Chart) else -1
        focused = before is not None and before.hasFocus()
        if isinstance(before, Chart):
            before.leave()
        made = self._make(None)
        made.current = min(kept, len(made.spots) - 1)
        self.area.setWidget(made)  # the area deletes the one before
        made.record_opened.connect(self.record_opened)
        made.reached.connect(self._show_area)
        self.title.setText(made.heading)
        self.setWindowTitle(made.heading)
        if focused:
            made.setFocus()

    def _show_area(self, rect: QRectF) -> None:
        middle = rect.center().toPoint()
        self.area.ensureVisible(
            middle.x(), middle.y(), round(rect.width() / 2) + 8, round(rect.height() / 2) + 8
        )

    def on_save(self) -> None:
        """Ask for a file and write the picture of what the chosen audience may see."""
        made = self._make(self.audience.currentData())
        made.images = self.chart.images
        if made.is_empty():
            tell(self, tr("Nothing of this may be shown to them; choose other readers."))
            made.deleteLater()
            return
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        name = "".join(ch for ch in made.heading if ch.isalnum() or ch in " -_").strip()
        found, _ = QFileDialog.getSaveFileName(
            self, tr("Save the picture as"), str(folder / f"{name or 'chart'}.png"), "PNG (*.png)"
        )
        if found:
            self._write(made, Path(found))
        made.deleteLater()

    def _write(self, made: Chart, target: Path) -> None:
        target = (
            target if target.suffix.lower() == ".png" else target.with_name(target.name + ".png")
        )
        made.resize(made.needed().expandedTo(self.chart.size()))
        image = made.picture()

        def put(path: Path) -> None:
            if not QImageWriter(str(path), b"png").write(image):
                raise CannotWrite(
                    tr("{name} could not be written; choose another folder.", name=target.name)
                )

        try:
            write_durably(target, put)
        except HeritageError as error:
            tell(self, str(error))

    def done(self, result: int) -> None:
        self._leave()
        self._timer.stop()
        self.chart.leave()
        super().done(result)


def show_year_wheel(inventory: Inventory, parent: QWidget | None = None) -> ChartWindow:
    """Show the festivals of a year around its months and solar terms."""
    from datetime import date

    from heritage_desktop.qt.year_wheel import FIRST_YEAR, LAST_YEAR, YearWheel

    now = date.fromisoformat(today())
    year = QSpinBox()
    year.setRange(FIRST_YEAR, LAST_YEAR)
    year.setValue(now.year)
    year.setAccessibleName(tr("Year"))
    year.setKeyboardTracking(False)

    def make(audience: str | None) -> Chart:
        wheel = charts.year_wheel(inventory, year.value(), now, audience)
        return YearWheel(wheel, year.value(), now)

    window = ChartWindow(inventory, make, parent)
    label = QLabel(tr("Year"))
    label.setBuddy(year)
    window.head.addWidget(label)
    window.head.addWidget(year)
    year.valueChanged.connect(window.refresh)
    return _shown(window)


def show_lineage(
    inventory: Inventory, item_id: str | None = None, parent: QWidget | None = None
) -> ChartWindow:
    """Show who taught whom one practice, or all of them."""
    from heritage_desktop.qt.lineage_chart import LineageChart

    def make(audience: str | None) -> Chart:
        found = charts.lineage(inventory, item_id, audience=audience)
        return LineageChart(found, charts.title(inventory, item_id, audience))

    return _shown(ChartWindow(inventory, make, parent))


def show_trend(inventory: Inventory, item_id: str, parent: QWidget | None = None) -> ChartWindow:
    """Show how an item fared from one assessment to the next."""
    from heritage_desktop.qt.trend_chart import TrendChart

    def make(audience: str | None) -> Chart:
        return TrendChart(
            charts.trend(inventory, item_id, audience),
            charts.trend_levels(inventory, item_id),
            charts.title(inventory, item_id, audience),
            inventory if audience is None else None,
        )

    return _shown(ChartWindow(inventory, make, parent))


def _shown(window: ChartWindow) -> ChartWindow:
    window.setModal(False)
    window.show()
    return window
