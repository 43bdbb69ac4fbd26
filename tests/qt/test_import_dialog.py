# SPDX-License-Identifier: Apache-2.0
"""Files are looked at before they are imported, and each one's fate is told."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.qt.import_dialog import EACH, ImportDialog
from heritage_desktop.qt.import_model import NAME, STATE, ImportModel
from heritage_desktop.services.photos import ImportedFile
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


def card(folder: Path, count: int) -> Path:
    """Make a folder of photos that take a moment to read; each has bytes of its own."""
    folder.mkdir()
    image = QImage(2400, 1800, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(folder / "IMG_0.jpg"))
    data = (folder / "IMG_0.jpg").read_bytes()
    for number in range(1, count):
        (folder / f"IMG_{number}.jpg").write_bytes(data + number.to_bytes(2))
    return folder


def words(dialog: ImportDialog, row: int, column: int) -> str:
    return str(dialog.model.index(row, column).data())


def looked_at(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=SLOW)


def test_a_preview_then_an_import_onto_the_record(
    qtbot: QtBot, small: Small, files: list[Path]
) -> None:
    dialog = ImportDialog(small.inventory, files, target=small.festival)
    qtbot.addWidget(dialog)
    dialog.show()
    looked_at(dialog, qtbot)
    assert words(dialog, 0, NAME) == "gate.jpg"
    assert "left out" in words(dialog, 1, STATE)
    assert dialog.model.rows[0].image is not None
    assert dialog.ui.summary.text() == "1 new file. 1 cannot be read."
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=SLOW)
    assert words(dialog, 0, STATE) == "imported"
    assert dialog.ui.summary.text().startswith("1 file was imported.")
    (link,) = small.inventory.all(MediaLink, target=small.festival)
    assert small.inventory.get(Media, link.media or "").original_name == "gate.jpg"
    dialog.accept()


def test_rows_come_while_the_files_are_read_and_the_import_need_not_wait(
    qtbot: QtBot, small: Small, tmp_path: Path
) -> None:
    folder = card(tmp_path / "card", 80)
    dialog = ImportDialog(small.inventory, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.model.rows), timeout=SLOW)
    assert dialog.work.running, "rows are shown only after everything was read"
    assert dialog.ui.start.text() == "Import 80 files"
    dialog.ui.start.click()
    qtbot.waitUntil(lambda: dialog.importing and "copied" in words(dialog, 0, STATE), timeout=SLOW)
    assert dialog.report is None
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=SLOW)
    assert [words(dialog, row, STATE) for row in range(80)] == ["imported"] * 80
    assert len(tray(small.inventory)) == 80
    dialog.accept()


def test_escape_stops_the_import_says_what_is_in_and_stays_open(
    qtbot: QtBot, small: Small, tmp_path: Path
) -> None:
    folder = card(tmp_path / "card", 80)
    dialog = ImportDialog(small.inventory, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on_start()
    qtbot.waitUntil(
        lambda: dialog.importing and sum(bool(row.became) for row in dialog.model.rows) > 2,
        timeout=SLOW,
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    looked_at(dialog, qtbot)
    assert dialog.isVisible()
    there = len(tray(small.inventory))
    assert 0 < there < 80
    assert dialog.ui.summary.text() == f"Stopped. {there} files are in; Undo takes them back."
    assert words(dialog, there - 1, STATE) == "imported"
    small.inventory.undo()
    assert tray(small.inventory) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_stopping_at_once_imports_nothing(qtbot: QtBot, small: Small, files: list[Path]) -> None:
    dialog = ImportDialog(small.inventory, files)
    qtbot.addWidget(dialog)
    dialog.show()
    looked_at(dialog, qtbot)
    dialog.on_start()
    dialog.on_cancel()
    looked_at(dialog, qtbot)
    assert dialog.report is None
    assert "Nothing was imported" in dialog.ui.summary.text()
    assert tray(small.inventory) == []
    dialog.reject()


def test_a_card_that_is_taken_out_leaves_what_was_read(
    qtbot: QtBot, small: Small, tmp_path: Path
) -> None:
    folder = card(tmp_path / "DCIM", 80)
    dialog = ImportDialog(small.inventory, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on_start()
    qtbot.waitUntil(
        lambda: dialog.importing and sum(bool(row.became) for row in dialog.model.rows) > 2,
        timeout=SLOW,
    )
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=SLOW)
    there = len(tray(small.inventory))
    assert 0 < there < 80
    assert dialog.ui.summary.text().startswith("DCIM is no longer there.")
    assert f"{there} files were imported." in dialog.ui.summary.text()
    dialog.accept()


def test_a_raw_file_is_no_photo_of_its_own(qtbot: QtBot) -> None:
    model = ImportModel()
    raw = ImportedFile(Path("/card/A_1.ARW"), "added",
                       facts=PhotoFacts(mime="image/x-sony-arw", media_type="photo"))  # fmt: skip
    picture = ImportedFile(Path("/card/A_1.JPG"), "added",
                           facts=PhotoFacts(mime="image/jpeg", media_type="photo"))  # fmt: skip
    model.take([(raw, None), (picture, None)], done=False)
    assert model.counted() == {"raw": 1, "added": 1}
    assert model.index(0, STATE).data() == "RAW file of the photo of the same name"


def test_five_thousand_files_do_not_stop_the_window(qtbot: QtBot, small: Small) -> None:
    dialog = ImportDialog(small.inventory, [])
    qtbot.addWidget(dialog)
    dialog.show()
    looked_at(dialog, qtbot)
    picture = QImage(64, 48, QImage.Format.Format_RGB16)
    rows = [(ImportedFile(Path(f"/card/IMG_{n}.jpg"), "added"), picture) for n in range(5000)]
    longest = 0.0
    for start in range(0, 5000, 20):
        began = time.thread_time()
        dialog.model.take(rows[start : start + 20], done=False)
        dialog.model.counted()
        QApplication.processEvents()
        longest = max(longest, time.thread_time() - began)
    assert dialog.model.rowCount() == 5000
    assert longest < 0.25
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


def test_the_end_of_an_import_leads_to_the_photo_desk(
    qtbot: QtBot, small: Small, tmp_path: Path
) -> None:
    folder = card(tmp_path / "card", 2)
    dialog = ImportDialog(small.inventory, [folder])
    qtbot.addWidget(dialog)
    dialog.show()
    looked_at(dialog, qtbot)
    assert not dialog.next.isVisible(), "nothing is in yet"
    dialog.on_start()
    qtbot.waitUntil(dialog.next.isVisible, timeout=SLOW)
    last = dialog.next.buttons[-1]
    assert last.text() == "2 photos to sort"
    assert last.toolTip() == "Light-table… (Ctrl+T)"
    with qtbot.waitSignal(dialog.wanted) as wanted:
        last.click()
    assert wanted.args == ["light_table"]
    assert not dialog.isVisible()
