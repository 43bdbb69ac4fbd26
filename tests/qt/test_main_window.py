# SPDX-License-Identifier: Apache-2.0
"""The window end to end: open, import, describe, undo, hand over; in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from heritage_desktop import assets, i18n, settings
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.qt import theme, verbs
from heritage_desktop.qt.actions import menus
from heritage_desktop.qt.ask_dialogs import NewInventoryDialog, NewItemDialog
from heritage_desktop.qt.card_delegate import PICTURE_HEIGHT
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.import_dialog import ImportDialog
from heritage_desktop.qt.library import Library
from heritage_desktop.qt.main_window import MainWindow
from heritage_desktop.qt.merge_dialog import MergeDialog
from heritage_desktop.qt.record_form import RecordForm
from heritage_desktop.qt.sidebar import Place, Sidebar
from heritage_desktop.services import bundles, items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory

T = TypeVar("T")
D = TypeVar("D", bound=QDialog)
SAMPLES = ("wanyue-bridge-autumn.jpg", "lantern-night.jpg", "fish-scale-weir.heic")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an inventory with a bridge."""
    with new_inventory(tmp_path / "x.vhi", village="溪口坞", title="Xikou") as inventory:
        village = items.only_village(inventory)
        items.new_item(inventory, kind="immovable", village=village, names={"en": "Bridge"})
        inventory.forget_steps()
    return tmp_path / "x.vhi"


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """Give the program with nothing open."""
    settings.save(settings.Settings(language="en", theme="light", recorder="Lin"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Desk(app)
    yield made
    made.close()


class Seen:
    """The window of a desk with its three panes."""

    def __init__(self, desk: Desk) -> None:
        assert desk.window is not None
        self.window: MainWindow = desk.window
        self.inventory: Inventory = self._there(desk.inventory)
        self.library: Library = self._there(desk.window.library)
        self.form: RecordForm = self._there(desk.window.form)
        self.sidebar: Sidebar = self._there(desk.window.sidebar)

    @staticmethod
    def _there(value: T | None) -> T:
        assert value is not None
        return value

    def dialog(self, sort: type[D]) -> D:
        """Return the visible dialog of a sort."""
        return next(one for one in self.window.findChildren(sort) if one.isVisible())


@pytest.fixture
def seen(desk: Desk, folder: Path) -> Seen:
    """Give the window with the bridge open."""
    desk.start(folder)
    return Seen(desk)


def test_the_first_page_offers_a_way_in(desk: Desk) -> None:
    desk.start()
    assert desk.window is not None
    assert desk.window.library is None
    assert not desk.window.actions_by_name["import_files"].isEnabled()
    assert desk.window.actions_by_name["new_inventory"].isEnabled()


def test_opening_shows_the_first_record_and_is_remembered(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    desk.start(folder)
    seen = Seen(desk)
    qtbot.waitUntil(lambda: seen.form.record != "")
    assert settings.load().recent == (str(folder.resolve()),)
    assert "Xikou" in seen.window.windowTitle()


def test_a_card_without_a_photo_has_one_ground_down_to_its_words(seen: Seen) -> None:
    view = seen.library.view
    view.clearSelection()
    cell = view.visualRect(view.model().index(0, 0))
    drawn = view.viewport().grab(cell).toImage()
    ground = {drawn.pixelColor(30, y).name() for y in (20, 6 + PICTURE_HEIGHT - 10)}
    assert ground == {theme.tokens().colour("sunken").name()}


def test_photos_dropped_on_the_window_come_in_and_undo_takes_them_back(
    seen: Seen, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(assets.path("samples", name))) for name in SAMPLES])
    seen.window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: any(seen.window.findChildren(ImportDialog)))
    dialog = seen.dialog(ImportDialog)
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=20_000)
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=20_000)
    dialog.accept()
    assert len(seen.inventory.all(Media)) == 3
    qtbot.waitUntil(lambda: "3 in the tray" in seen.window.said.text())
    assert seen.sidebar.place.sort == "tray", "what came in is not to be seen"
    undo = seen.window.actions_by_name["undo"]
    assert undo.text().startswith("Undo: ")
    undo.trigger()
    qtbot.waitUntil(lambda: seen.inventory.all(Media) == [], timeout=5000)
    qtbot.waitUntil(lambda: seen.window.actions_by_name["redo"].isEnabled())
    seen.window.actions_by_name["redo"].trigger()
    qtbot.waitUntil(lambda: len(seen.inventory.all(Media)) == 3, timeout=5000)


def test_tray_photos_are_put_on_a_record(seen: Seen, qtbot: QtBot) -> None:
    from heritage_desktop.services.photos import import_photos

    import_photos(seen.inventory, [assets.path("samples", SAMPLES[0])])
    bridge = seen.inventory.all(Item)[0].id
    seen.sidebar.select(Place("tray"))
    qtbot.waitUntil(lambda: len(seen.library.model.cards) == 1)
    seen.library.select_first()
    assert seen.window.actions_by_name["attach"].isEnabled()
    seen.library.photos_dropped.emit(seen.library.chosen_ids(), bridge)
    qtbot.waitUntil(lambda: seen.library.model.cards == [], timeout=5000)
    seen.window.show_record(bridge)
    assert len(seen.form.strip.pairs) == 1


def test_a_new_item_is_asked_for_shortly_and_shown(
    seen: Seen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: NewItemDialog) -> int:
        button = next(b for b in dialog.kinds.buttons() if b.property("kind") == "intangible")
        assert not dialog.go.isEnabled()
        button.click()
        dialog.name.setText("挽月桥灯会")
        dialog.second.setText("Lantern Festival")
        assert dialog.go.isEnabled()
        return 1

    monkeypatch.setattr(NewItemDialog, "exec", answer)
    seen.window.actions_by_name["new_item"].trigger()
    made = next(one for one in seen.inventory.all(Item) if one.kind == "intangible")
    assert seen.form.record == made.id
    assert made.village == items.only_village(seen.inventory)
    assert seen.library.chosen_ids() == [made.id]


def test_search_narrows_and_says_when_nothing_is_there(seen: Seen, qtbot: QtBot) -> None:
    seen.library.search.setText("Bri")
    qtbot.waitUntil(lambda: len(seen.library.model.cards) == 1)
    seen.library.search.setText("nothing of the sort")
    qtbot.waitUntil(lambda: seen.library.model.cards == [])
    assert "Nothing matches" in seen.library.empty.text()


def test_the_trash_gives_back(seen: Seen, qtbot: QtBot) -> None:
    seen.library.select_first()
    seen.window.actions_by_name["delete"].trigger()
    qtbot.waitUntil(lambda: seen.library.model.cards == [], timeout=5000)
    seen.sidebar.select(Place(smart="trash"))
    qtbot.waitUntil(lambda: len(seen.library.model.cards) == 1)
    seen.library.select_first()
    assert not seen.window.actions_by_name["delete"].isEnabled()
    seen.window.actions_by_name["restore"].trigger()
    qtbot.waitUntil(lambda: seen.library.model.cards == [], timeout=5000)
    assert len(seen.inventory.all(Item)) == 1


def test_a_bundle_dropped_on_the_window_is_merged_after_a_look(
    desk: Desk, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Inventory.open(folder) as team:
        bundles.export_bundle(team, tmp_path / "x.vhb")
    office = tmp_path / "office.vhi"
    Inventory.create(office, title={"en": "Office"}).close()
    desk.start(office)
    seen = Seen(desk)
    seen.window.verbs.take_paths([tmp_path / "x.vhb"])
    dialog = seen.dialog(MergeDialog)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=10_000)
    assert seen.inventory.all(Item) == []
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.merged, timeout=10_000)
    dialog.on_start()
    qtbot.waitUntil(lambda: len(seen.library.model.cards) == 1)


def test_language_and_look_change_while_an_inventory_is_open(
    desk: Desk, folder: Path, qtbot: QtBot
) -> None:
    desk.start(folder)
    before = Seen(desk)
    before.window.verbs.on_as_list()
    desk.use_language("zh_CN")
    after = Seen(desk)
    assert after.inventory is before.inventory
    assert after.library.place.title == "全部条目"
    assert not after.library.is_grid
    desk.use_theme("dark")
    assert settings.load().language == "zh_CN"
    assert settings.load().theme == "dark"
    i18n.set_language("en")


def test_an_inventory_that_is_open_elsewhere_is_told(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("heritage_desktop.qt.desk.tell", lambda _parent, text: told.append(text))
    with Inventory.open(folder):
        desk.start(folder)
    assert len(told) == 1
    assert "x.vhi" in told[0]
    assert desk.window is not None


def test_every_verb_can_be_reached_and_no_two_share_keys(seen: Seen) -> None:
    every = [verb for _, group in menus() for verb in group if verb is not None]
    keys = [QKeySequence(verb.keys).toString() for verb in every if verb.keys]
    assert len(keys) == len(set(keys))
    assert {verb.name for verb in every} == set(seen.window.actions_by_name)
    for verb in every:
        action = seen.window.actions_by_name[verb.name]
        submenu = action.menu()
        assert isinstance(submenu, QMenu) or hasattr(verbs.Verbs, f"on_{verb.name}")


def test_the_menu_of_a_record_names_what_can_be_done(seen: Seen) -> None:
    seen.library.select_first()
    seen.window.on_menu(QPoint(10, 10))
    menu = seen.window.findChildren(QMenu)[-1]
    assert "Move to the trash" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_new_inventory_takes_its_folder_from_the_village(qtbot: QtBot) -> None:
    dialog = NewInventoryDialog("Lin", "SY03")
    qtbot.addWidget(dialog)
    dialog.village.setText("杨家堂/村")
    assert dialog.path().name == "杨家堂村.vhi"
    dialog.title.setText("Survey")
    assert dialog.path().name == "Survey.vhi"
