# SPDX-License-Identifier: Apache-2.0
"""What was moved by scrolling looks the same as what is painted anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media
from heritage_desktop.qt import theme
from heritage_desktop.qt.library import Library
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.storage.inventory import Inventory


@pytest.fixture
def library(tmp_path: Path, qtbot: QtBot) -> Iterator[Library]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with Inventory.create(tmp_path / "a.vhi", title={"en": "A"}) as inventory:
        with inventory.change("Photos") as change:
            for number in range(90):
                change.add(Media(id="", media_type="photo", original_name=f"照片 {number:03d}.jpg"))
        made = Library(inventory)
        qtbot.addWidget(made)
        made.resize(900, 640)
        made.show()
        made.show_place(Place("tray", title="Tray"))
        yield made
        made.close_pictures()


def notch(library: Library, down: int) -> None:
    port = library.view.viewport()
    at = QPointF(port.rect().center())
    event = QWheelEvent(
        at, port.mapToGlobal(at), QPoint(), QPoint(0, -down), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)
    QApplication.processEvents()


def on_screen(library: Library) -> QImage:
    """Return what the screen shows, not what the widgets would paint if they were asked."""
    shown = library.screen().grabWindow(library.winId())
    return shown.toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("grid", [True, False])
def test_scrolled_cards_are_the_same_as_painted_ones(library: Library, grid: bool) -> None:
    library.show_grid(grid)
    QApplication.processEvents()
    for down in (120, 120, 240, -120, 600):
        notch(library, down)
    QApplication.sendEvent(library.view.viewport(), QEvent(QEvent.Type.Leave))
    QApplication.processEvents()
    assert library.view.verticalScrollBar().value() > 200
    scrolled = on_screen(library)
    library.view.viewport().repaint()
    QApplication.processEvents()
    assert on_screen(library) == scrolled
    assert scrolled.size().width() == 900
