# SPDX-License-Identifier: Apache-2.0
"""In the window: a receipt is one button at the office and one drop at the team."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from heritage_desktop import settings
from heritage_desktop.domain.item import Item
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.hand_over_dialog import HandOverDialog
from heritage_desktop.qt.main_window import MainWindow
from heritage_desktop.qt.merge_dialog import MergeDialog
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import items, receipts
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import deliveries
from heritage_desktop.storage.inventory import Inventory

SLOW = 20_000


@pytest.fixture
def team(tmp_path: Path) -> Path:
    with new_inventory(tmp_path / "team.vhi", village="溪口坞", team="SY03") as made:
        items.new_item(made, kind="immovable", village=None, names={"en": "Mill"})
    return tmp_path / "team.vhi"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "office.vhi", title="<b>Office</b>", office=True) as made:
        yield made


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    settings.save(settings.Settings(language="en", theme="light", recorder="Lin"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Desk(app)
    yield made
    made.close()


def _window(desk: Desk, folder: Path) -> MainWindow:
    desk.start(folder)
    assert desk.window is not None
    assert desk.window.library is not None
    return desk.window


def _states(window: MainWindow) -> set[str]:
    assert window.library is not None
    return set(window.library.model.arrivals.values())


def test_the_office_writes_the_receipt_beside_the_bundle(
    qtbot: QtBot, team: Path, office: Inventory, tmp_path: Path
) -> None:
    with Inventory.open(team) as sender:
        export_bundle(sender, tmp_path / "1.vhb")
    dialog = MergeDialog(office, tmp_path / "1.vhb")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    assert dialog.receipt.isHidden()
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.merged and not dialog.work.running, timeout=SLOW)
    assert dialog.receipt.isVisible()
    dialog.receipt.click()
    qtbot.waitUntil((tmp_path / "1.vhr").exists, timeout=SLOW)
    qtbot.waitUntil(lambda: "1.vhr" in dialog.ui.sender.text(), timeout=SLOW)
    with Inventory.open(team) as sender:
        assert receipts.take_receipt(sender, tmp_path / "1.vhr").commits_waiting == 0
    dialog.accept()


def test_a_receipt_that_cannot_be_written_says_so_and_may_be_tried_again(
    qtbot: QtBot, team: Path, office: Inventory, tmp_path: Path
) -> None:
    stick = tmp_path / "1.vhb"
    with Inventory.open(team) as sender:
        export_bundle(sender, stick)
    dialog = MergeDialog(office, stick)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.merged and not dialog.work.running, timeout=SLOW)
    whole = stick.read_bytes()
    stick.unlink()  # the stick was pulled
    dialog.receipt.click()
    qtbot.waitUntil(dialog.ui.refusal.isVisible, timeout=SLOW)
    assert "1.vhb was refused" in dialog.ui.refusalText.text()
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=SLOW)
    stick.write_bytes(whole)
    dialog.receipt.click()
    qtbot.waitUntil((tmp_path / "1.vhr").exists, timeout=SLOW)
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=SLOW)
    assert dialog.ui.refusal.isHidden()
    dialog.accept()


def test_a_dropped_receipt_changes_the_signs_on_the_cards(
    qtbot: QtBot, desk: Desk, team: Path, office: Inventory, tmp_path: Path
) -> None:
    window = _window(desk, team)
    assert window.inventory is not None
    assert window.library is not None
    qtbot.waitUntil(lambda: len(window.library.model.cards) == 1, timeout=SLOW)
    assert _states(window) == set()  # nothing was handed over: no signs
    export_bundle(window.inventory, tmp_path / "1.vhb")
    window.refresh()
    qtbot.waitUntil(lambda: _states(window) == {"bundle"}, timeout=SLOW)
    assert window.sidebar is not None
    window.sidebar.select(Place(smart="unconfirmed"))
    assert window.library.place.title == "Not yet confirmed"
    assert len(window.library.model.cards) == 1
    merge_bundle(office, tmp_path / "1.vhb")
    receipts.write_receipt(office, tmp_path / "1.vhb")
    window.sidebar.select(Place())
    window.verbs.take_paths([tmp_path / "1.vhr"])
    dialog = window.findChildren(WorkDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=SLOW)
    assert "Everything here has arrived." in dialog.said.text()
    dialog.accept()
    qtbot.waitUntil(lambda: _states(window) == {"received"}, timeout=SLOW)
    index = window.library.model.index(0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;Office&lt;/b&gt; has all of it" in tip  # a name is never read as markup
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Received"
    window.library.select_first()
    assert window.form is not None
    qtbot.waitUntil(lambda: "Received" in window.form.header.arrival.text(), timeout=SLOW)
    with window.inventory.change("Edit") as change:
        change.set(Item, window.library.model.cards[0].id, "dating_told", "清")
    qtbot.waitUntil(lambda: _states(window) == {"here"}, timeout=SLOW)


def test_handing_over_offers_only_what_is_not_confirmed_and_everything(
    qtbot: QtBot, desk: Desk, team: Path, office: Inventory, tmp_path: Path
) -> None:
    window = _window(desk, team)
    assert window.inventory is not None
    export_bundle(window.inventory, tmp_path / "1.vhb")
    merge_bundle(office, tmp_path / "1.vhb")
    receipts.take_receipt(window.inventory, receipts.write_receipt(office, tmp_path / "1.vhb"))
    window.actions_by_name["export_bundle"].trigger()
    dialog = window.findChild(HandOverDialog)
    assert dialog is not None
    assert dialog.peer == office.replica
    left = dialog.left[office.replica]
    qtbot.waitUntil(lambda: left.text() == "Everything is confirmed.", timeout=SLOW)
    everything = dialog.findChildren(QRadioButton)[-1]
    everything.click()
    assert dialog.peer is None
    dialog.reject()
    assert deliveries.waiting(window.inventory, office.replica).commits == 0
