# SPDX-License-Identifier: Apache-2.0
"""Files are looked at before they are imported, and each one's fate is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.qt.import_dialog import EACH, NAME, STATE, ImportDialog
from heritage_desktop.storage.queries import tray
from tests.qt.village import Small, make

SLOW = 30_000  # children that read photos have to start


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    good, bad = tmp_path / "gate.jpg", tmp_path / "notes.jpg"
    image.save(str(good))
    bad.write_bytes(b"not a photo at all")
    return [good, bad]


def test_a_preview_then_an_import_onto_the_record(
    qtbot: QtBot, small: Small, files: list[Path]
) -> None:
    dialog = ImportDialog(small.inventory, files, target=small.festival)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.ui.start.isEnabled()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    assert dialog.ui.files.item(0, NAME).text() == "gate.jpg"
    assert "left out" in dialog.ui.files.item(1, STATE).text()
    assert dialog.ui.summary.text() == "1 new file. 1 cannot be read."
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=SLOW)
    assert dialog.ui.files.item(0, STATE).text() == "imported"
    assert dialog.ui.summary.text().startswith("1 photo was imported.")
    (link,) = small.inventory.all(MediaLink, target=small.festival)
    assert small.inventory.get(Media, link.media or "").original_name == "gate.jpg"
    dialog.accept()


def test_stopping_imports_nothing(qtbot: QtBot, small: Small, files: list[Path]) -> None:
    dialog = ImportDialog(small.inventory, files)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    dialog.on_start()
    dialog.on_cancel()
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=SLOW)
    assert dialog.report is None
    assert "Nothing was imported" in dialog.ui.summary.text()
    assert tray(small.inventory) == []
    dialog.reject()


def test_a_village_is_asked_for_only_with_new_records(
    qtbot: QtBot, small: Small, files: list[Path]
) -> None:
    dialog = ImportDialog(small.inventory, files, village=small.village)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.ui.village.isVisible()
    dialog.ui.target.setCurrentIndex(dialog.ui.target.findData(EACH))
    assert dialog.ui.village.isVisible()
    assert dialog.ui.village.currentData() == small.village
    dialog.reject()
