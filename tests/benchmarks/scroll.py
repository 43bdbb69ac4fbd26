# SPDX-License-Identifier: Apache-2.0
"""Scrolling the tray of 20,000 photos while their thumbnails arrive, sixty frames a second.

A frame is a wheel notch or a page, everything it sets off and the repaint, counted from the moment
the frame was due: work left over from thumbnails that came in between makes it late.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPixmap,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication, QListView

from heritage_desktop import settings
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.storage.inventory import Inventory

ROWS, PICTURES, WHEELS = 20_000, 24, 1200
FRAME_MS = 1000 / 60
WINDOW = QSize(1920, 1080)
_ICON = QSize(200, 140)


def _pictures(folder: Path) -> list[Path]:
    """Draw a few previews that cost as much to decode as photos do."""
    made = []
    for number in range(PICTURES):
        image = QImage(256, 192, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        for x in range(0, 256, 4):
            for y in range(0, 192, 4):
                shade = (x * 7 + y * 13 + number * 31) % 97
                painter.fillRect(x, y, 4, 4, QColor(60 + shade, 90 + number * 4, 150 - shade))
        painter.end()
        path = folder / f"{number}.jpg"
        image.save(str(path), "JPEG", 80)
        made.append(path)
    return made


def fill(inventory: Inventory, folder: Path, rows: int = ROWS) -> None:
    """Record photos and put a preview of each in the cache, a few pictures under many names."""
    pictures = _pictures(folder)
    for start in range(0, rows, 1000):
        with inventory.change("Photos") as change:
            for number in range(start, min(start + 1000, rows)):
                sha = hashlib.sha256(b"%d" % number).hexdigest()
                taken = (
                    f"2026-{1 + number // 1800:02d}-{1 + number % 27:02d}T08:{number % 60:02d}:00"
                )
                change.add(
                    Media(
                        id="", sha256=sha, extension="jpg", media_type="photo", mime="image/jpeg",
                        original_name=f"IMG_{number:05d}.jpg", taken=Moment(taken, "+08:00"),
                    )
                )  # fmt: skip
                path = inventory.blobs.cache_path(sha, 256)
                path.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(pictures[number % PICTURES], path)
                except OSError:  # a file may have only so many names
                    shutil.copyfile(pictures[number % PICTURES], path)


def _notch(view: QListView) -> None:
    port = view.viewport()
    middle = QPointF(port.rect().center())
    event = QWheelEvent(
        middle, port.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def _page(view: QListView) -> None:
    view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)


def frames(view: QListView, step: Callable[[QListView], None], most: int) -> list[float]:
    """Return the milliseconds of each frame, until the bottom or ``most`` frames."""
    bar, made = view.verticalScrollBar(), []
    due = time.perf_counter()
    while bar.value() < bar.maximum() and len(made) < most:
        while (left := due - time.perf_counter()) > 0.0005:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            time.sleep(min(left, 0.0005))
        step(view)
        QApplication.processEvents()
        now = time.perf_counter()
        made.append((now - due) * 1000)
        due = max(now, due + FRAME_MS / 1000)
    return made


def told(name: str, times: list[float]) -> str:
    """Return one row: median, the slowest of twenty, the slowest, and how many were in time."""
    ordered = sorted(times)
    inside = sum(one <= FRAME_MS for one in times) / len(times) * 100
    return (
        f"{name:<34} {len(times):5} frames   p50 {statistics.median(times):5.1f}"
        f"   p95 {ordered[int(len(ordered) * 0.95)]:5.1f}   max {ordered[-1]:6.1f} ms"
        f"   inside 16.7 ms {inside:5.1f} %"
    )


def _bare(size: QSize, cell: QSize) -> QListView:
    """Return a plain Qt list: a C++ model, Qt's own delegate, pictures at hand."""
    model = QStandardItemModel()
    icon = QPixmap(_ICON)
    icon.fill(QColor("teal"))
    for number in range(ROWS):
        model.appendRow(QStandardItem(icon, f"IMG_{number:05d}.jpg"))
    view = QListView()
    model.setParent(view)
    view.setModel(model)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setIconSize(_ICON)
    view.setGridSize(cell)
    view.resize(size)
    view.show()
    return view


def run(folder: Path) -> Iterator[str]:
    """Yield one line for ours and one for a bare list, by the wheel and by the page."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    settings.save(settings.Settings(language="en", theme="light"))
    with Inventory.create(folder / "a.vhi", title={"en": "Bench"}) as inventory:
        fill(inventory, folder)
    desk = Desk(app)
    desk.start(folder / "a.vhi")
    window = desk.window
    assert window is not None
    assert window.library is not None
    window.resize(WINDOW)
    began = time.perf_counter()
    window.on_place(Place(sort="tray", title="Tray"))
    yield f"tray of {ROWS:,} shown {(time.perf_counter() - began) * 1000:10.0f} ms"
    app.processEvents()
    ours = window.library.view
    came: list[str] = []
    window.library.pictures.came.connect(came.append)
    theirs = _bare(ours.size(), ours.gridSize())
    for words, step, most in (("wheel", _notch, WHEELS), ("page", _page, ROWS)):
        for name, view in ((f"scroll by {words}", ours), (f"  bare QListView, by {words}", theirs)):
            view.verticalScrollBar().setValue(0)
            app.processEvents()
            came.clear()
            line = told(name, frames(view, step, most))
            yield f"{line}   {len(came)} thumbnails came" if view is ours else line
    theirs.close()
    desk.close()
