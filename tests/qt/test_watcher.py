# SPDX-License-Identifier: Apache-2.0
"""New photos are offered quietly, imported when somebody says so, and survive every pulled plug."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop import assets, settings
from heritage_desktop.qt import photo_verbs, watcher
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.import_dialog import ImportDialog
from heritage_desktop.qt.offer_bar import OfferBar
from heritage_desktop.qt.watch_dialog import WatchDialog
from heritage_desktop.services import watching
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.watching import Choice
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

BRIDGE = assets.path("samples", "wanyue-bridge-autumn.jpg")
NIGHT = assets.path("samples", "lantern-night.jpg")
SLOW = 30_000


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "SOON_MS", 60)
    monkeypatch.setattr(watcher, "SLOW_MS", 60)
    monkeypatch.setattr(photo_verbs, "FIRST_LOOK_MS", 0)


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "DCIM"
    made.mkdir()
    return made


@pytest.fixture
def cards() -> list[tuple[Path, str]]:
    return []


@pytest.fixture
def bar(inventory: Inventory, cards: list[tuple[Path, str]], qtbot: QtBot) -> Iterator[OfferBar]:
    made = OfferBar(inventory, volumes=lambda: list(cards))
    qtbot.addWidget(made)
    yield made
    made.watcher.close()


def test_new_files_are_offered_once_they_are_whole(
    bar: OfferBar, inventory: Inventory, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(BRIDGE, folder)
    bar.watcher.take(Choice(folder, cards=False))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    assert bar.said.text() == "1 new photo or recording in DCIM."
    assert queries.tray(inventory) == [], "nothing is imported without the press"
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar.take.click()
    assert wanted.args == [[folder / BRIDGE.name]]


def test_what_nobody_wants_is_not_offered_again_but_a_newcomer_is(
    bar: OfferBar, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(BRIDGE, folder)
    bar.watcher.take(Choice(folder, cards=False))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    bar.later.click()
    assert not bar.isVisible()
    shutil.copy(NIGHT, folder)
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    with qtbot.waitSignal(bar.wanted) as wanted:
        bar.take.click()
    assert wanted.args == [[folder / NIGHT.name]]


def test_photos_come_by_themselves_only_when_that_was_chosen(
    bar: OfferBar, inventory: Inventory, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(BRIDGE, folder)
    bar.watcher.take(Choice(folder, by_itself=True, cards=False))
    qtbot.waitUntil(lambda: len(queries.tray(inventory)) == 1, timeout=SLOW)
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    assert bar.said.text() == "1 photo or recording came into the tray."
    with qtbot.waitSignal(bar.tray_wanted):
        bar.take.click()
    inventory.undo()
    assert queries.tray(inventory) == []


def test_what_cannot_come_by_itself_is_told_once(
    bar: OfferBar, inventory: Inventory, folder: Path, qtbot: QtBot
) -> None:
    (folder / "broken.jpg").write_bytes(b"no photo at all")
    with qtbot.waitSignal(bar.watcher.came_in, timeout=SLOW):
        bar.watcher.take(Choice(folder, by_itself=True, cards=False))
    assert bar.said.text() == "0 photos and recordings came into the tray. 1 cannot be read."
    assert not bar.take.isVisible()
    bar.later.click()
    with qtbot.waitSignals([bar.watcher.offered] * 3, timeout=SLOW):
        bar.watcher.soon(0)
    assert not bar.isVisible()
    bar.show_refused("The disk is full.")
    assert bar.isVisible()


def test_a_card_inside_the_watched_folder_is_offered_once(
    bar: OfferBar, tmp_path: Path, cards: list[tuple[Path, str]], qtbot: QtBot
) -> None:
    camera = tmp_path / "NIKON" / "DCIM"
    camera.mkdir(parents=True)
    shutil.copy(BRIDGE, camera)
    cards.append((tmp_path / "NIKON", "NIKON D90"))
    bar.watcher.take(Choice(tmp_path / "NIKON"))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    assert bar.said.text() == "1 new photo or recording in NIKON."
    bar.later.click()
    assert not bar.isVisible()


def test_a_folder_that_vanishes_and_comes_back_is_watched_on(
    bar: OfferBar, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(BRIDGE, folder)
    bar.watcher.take(Choice(folder, cards=False))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=SLOW)
    folder.mkdir()
    shutil.copy(NIGHT, folder)
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    assert bar.said.text() == "1 new photo or recording in DCIM."


def test_a_card_is_offered_when_it_is_plugged_in_and_again_the_next_time(
    bar: OfferBar, tmp_path: Path, cards: list[tuple[Path, str]], qtbot: QtBot
) -> None:
    camera = tmp_path / "NIKON" / "DCIM" / "100NIKON"
    camera.mkdir(parents=True)
    shutil.copy(BRIDGE, camera)
    bar.watcher.take(Choice())
    cards.append((tmp_path / "NIKON", "NIKON D90"))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)
    assert bar.said.text() == "1 photo or recording on NIKON D90 is not here yet."
    assert "name and size" in bar.how.text()
    bar.later.click()
    assert not bar.isVisible()
    with qtbot.waitSignal(bar.watcher.offered):
        cards.clear()
    with qtbot.waitSignals([bar.watcher.offered] * 2):
        pass
    cards.append((tmp_path / "NIKON", "NIKON D90"))
    qtbot.waitUntil(bar.isVisible, timeout=SLOW)


def test_closing_does_not_wait_for_a_card_that_hangs(
    inventory: Inventory, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(watcher, "PATIENCE_S", 0.05)
    hanging, let_go = threading.Event(), threading.Event()

    def hang() -> list[tuple[Path, str]]:
        hanging.set()
        let_go.wait(20)
        return []

    bar = OfferBar(inventory, volumes=hang)
    qtbot.addWidget(bar)
    bar.watcher.take(Choice())
    qtbot.waitUntil(hanging.is_set, timeout=SLOW)
    bar.watcher.close()
    assert not let_go.is_set()
    let_go.set()


def test_the_choice_is_kept_and_offered_in_the_window(
    inventory: Inventory, folder: Path, qtbot: QtBot
) -> None:
    shutil.copy(BRIDGE, folder)
    path = inventory.folder
    inventory.close()
    settings.save(settings.Settings(language="en", theme="light"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app)
    desk.start(path)
    window, opened = desk.window, desk.inventory
    assert window is not None
    assert opened is not None
    window.verbs.on_watch()
    (dialog,) = window.findChildren(WatchDialog)
    assert not dialog.by_itself.isEnabled()
    dialog.folder.setText(str(opened.folder))
    dialog.accept()
    assert "choose another folder" in dialog.wrong.text()
    dialog.folder.setText(str(folder))
    dialog.cards.setChecked(False)
    dialog.accept()
    assert watching.chosen(opened) == Choice(folder, cards=False)
    library = window.library
    assert library is not None
    qtbot.waitUntil(library.offers.isVisible, timeout=SLOW)
    qtbot.mouseClick(library.offers.take, Qt.MouseButton.LeftButton)
    (imported,) = window.findChildren(ImportDialog)
    assert [Path(one).name for one in imported.paths] == [BRIDGE.name]
    imported.done(0)
    desk.close()


def test_the_window_is_left_by_quitting_and_then_by_the_program(
    inventory: Inventory, qtbot: QtBot
) -> None:
    folder = inventory.folder
    inventory.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app)
    desk.start(folder)
    assert desk.window is not None
    desk.window.close()
    desk.close()
    assert desk.inventory is None
