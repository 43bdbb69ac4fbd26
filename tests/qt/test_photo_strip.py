# SPDX-License-Identifier: Apache-2.0
"""The strip puts photos in order, turns them and chooses the cover, by hand and by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.drops import MIME
from heritage_desktop.qt.photo_strip import PhotoStrip
from heritage_desktop.qt.photo_viewer import PhotoViewer
from heritage_desktop.qt.record_form import RecordForm
from heritage_desktop.storage.queries import media_of
from tests.qt.village import Small, add_photo, make

MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    add_photo(made.inventory, made.house, 2)
    yield made
    made.inventory.close()


@pytest.fixture
def strip(qtbot: QtBot, small: Small) -> Iterator[PhotoStrip]:
    made = PhotoStrip(small.inventory, Autosave(small.inventory))
    qtbot.addWidget(made)
    made.resize(600, 120)
    made.show_target(small.house)
    made.show()
    made.list.setFocus()
    yield made
    made.pictures.close()


def names(small: Small) -> list[str]:
    return [media.original_name[4] for _, media in media_of(small.inventory, small.house)]


def drop(strip: PhotoStrip, data: QMimeData, x: float) -> QDropEvent:
    event = QDropEvent(
        QPointF(x, 40), MOVE, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    strip.list.dropEvent(event)
    return event


def test_alt_and_arrows_put_a_photo_elsewhere(
    qtbot: QtBot, strip: PhotoStrip, small: Small
) -> None:
    strip.list.setCurrentRow(2)
    qtbot.keyClick(strip.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert names(small) == ["0", "2", "1"]
    assert strip.list.currentRow() == 1
    qtbot.keyClick(strip.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert names(small) == ["0", "2", "1"]  # the cover leads
    qtbot.keyClick(strip.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert names(small) == ["0", "1", "2"]
    assert small.inventory.undo_label == "Put photos in order"


def test_a_photo_is_dragged_between_two_others(strip: PhotoStrip, small: Small) -> None:
    strip.list.setCurrentRow(2)
    gap = strip.list.visualItemRect(strip.list.item(1)).left() + 2
    assert drop(strip, strip.list.order_data(), gap).isAccepted()
    assert names(small) == ["0", "2", "1"]
    small.inventory.undo()
    assert names(small) == ["0", "1", "2"]


def test_the_cover_stays_first_wherever_it_is_dropped(strip: PhotoStrip, small: Small) -> None:
    strip.list.setCurrentRow(0)
    drop(strip, strip.list.order_data(), 590)
    assert names(small) == ["0", "1", "2"]
    strip.list.setCurrentRow(2)
    drop(strip, strip.list.order_data(), 0)
    assert names(small) == ["0", "2", "1"]


def test_photos_from_elsewhere_are_left_to_the_strip(strip: PhotoStrip) -> None:
    data = QMimeData()
    data.setData(MIME, b"abc")
    entered = QDragEnterEvent(
        QPointF(5, 5).toPoint(), MOVE, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    strip.list.dragEnterEvent(entered)
    assert not entered.isAccepted()
    strip.dragEnterEvent(entered)
    assert entered.isAccepted()


def test_c_makes_the_cover(qtbot: QtBot, strip: PhotoStrip, small: Small) -> None:
    strip.list.setCurrentRow(1)
    qtbot.keyClick(strip.list, Qt.Key.Key_C)
    assert names(small) == ["1", "0", "2"]
    assert strip.list.currentRow() == 0  # the keys stay with the photo
    assert small.inventory.undo_label == "Choose the cover"


def test_brackets_turn_all_chosen_photos_in_one_change(
    qtbot: QtBot, strip: PhotoStrip, small: Small
) -> None:
    strip.list.selectAll()
    qtbot.keyClick(strip.list, Qt.Key.Key_BracketRight)
    assert {one.turned for one in small.inventory.all(Media)} == {90}
    assert len(strip.list.selectedItems()) == 3
    small.inventory.undo()
    assert {one.turned for one in small.inventory.all(Media)} == {None}


def test_f2_opens_the_viewer_in_the_caption(qtbot: QtBot, small: Small) -> None:
    form = RecordForm(small.inventory)
    qtbot.addWidget(form)
    form.show_record(small.house)
    form.show()
    form.strip.list.setCurrentRow(1)
    qtbot.keyClick(form.strip.list, Qt.Key.Key_F2)
    viewer = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoViewer))
    qtbot.waitActive(viewer)
    caption = viewer.sheet.rows["media", "caption"].editor
    qtbot.waitUntil(lambda: caption.isAncestorOf(QApplication.focusWidget()))
    assert viewer.media.original_name == "IMG_1.jpg"
    viewer.close()
    form.close()
    form.strip.pictures.close()
