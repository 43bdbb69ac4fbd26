# SPDX-License-Identifier: Apache-2.0
"""The viewer goes through photos, turns them without touching the original, and keeps captions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media
from heritage_desktop.qt.photo_viewer import PhotoViewer, facts
from tests.qt.village import Small, make


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def viewer(qtbot: QtBot, small: Small) -> Iterator[PhotoViewer]:
    made = PhotoViewer(small.inventory, small.photos, 0)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_arrows_go_round(qtbot: QtBot, viewer: PhotoViewer) -> None:
    assert viewer.place.text() == "1 of 2"
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.name.text() == "IMG_1.jpg"
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.name.text() == "IMG_0.jpg"


def test_turning_is_a_change_and_leaves_the_original(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    media = small.inventory.get(Media, small.photos[0])
    path = small.inventory.blobs.path(media.sha256, media.extension)
    before = path.read_bytes()
    qtbot.keyClick(viewer, Qt.Key.Key_BracketRight)
    assert small.inventory.get(Media, small.photos[0]).turned == 90
    assert small.inventory.undo_label == "Turn a photo"
    qtbot.keyClick(viewer, Qt.Key.Key_BracketLeft)
    assert small.inventory.get(Media, small.photos[0]).turned is None
    assert path.read_bytes() == before


def test_a_caption_is_stored_when_the_photo_is_left(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    caption = viewer.sheet.rows["media", "caption"].editor
    qtbot.keyClicks(caption.entry(), "Main gate")
    qtbot.keyClick(viewer.view, Qt.Key.Key_Right)
    assert small.inventory.get(Media, small.photos[0]).caption == {"en": "Main gate"}


def test_the_picture_arrives_and_can_be_zoomed(qtbot: QtBot, viewer: PhotoViewer) -> None:
    qtbot.waitUntil(lambda: viewer.scale.text() == "100%")
    qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.scale.text() == "125%"
    qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.scale.text() == "100%"


def test_the_facts_leave_out_what_the_camera_did_not_write(small: Small) -> None:
    said = dict(facts(small.inventory.get(Media, small.photos[0])))
    assert said["Taken"] == "2026-05-12 14:30:00 +08:00"
    assert said["Camera"] == "HUAWEI"
    assert "24°39′58.3″N" in said["Position"]
    assert "Looking towards" not in said
