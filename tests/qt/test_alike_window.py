# SPDX-License-Identifier: Apache-2.0
"""Look-alikes are answered with keys alone, each answer one step back; nothing is deleted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop import assets, settings
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import LookAlike, Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.alike_window import AlikeWindow
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.side_by_side import columns
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.services import items, photos
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
Key = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an inventory of a photo with a small copy, a series of three, and another photo."""
    card = tmp_path_factory.mktemp("card")
    with Image.open(SAMPLES / "water-mill.jpg") as opened:
        mill = opened.convert("RGB")
    with Image.open(SAMPLES / "rice-cake-pounding.jpg") as opened:
        cakes = opened.convert("RGB")
    mill.save(card / "mill.jpg")
    mill.resize((mill.width // 3, mill.height // 3)).save(card / "mill-small.jpg")
    for number, blur in enumerate((0, 3, 6), 1):
        cakes.filter(ImageFilter.GaussianBlur(blur)).save(card / f"cake{number}.jpg")
    folder = tmp_path_factory.mktemp("made") / "x.vhi"
    with new_inventory(folder, village="平田") as made:
        photos.import_photos(made, [card, SAMPLES / "tea-garden.jpg"])
        with made.change("Times") as change:
            for one in made.all(Media):
                hour = {"mill.jpg": 11, "mill-small.jpg": 12}.get(one.original_name or "", 9)
                change.set(Media, one.id, "taken", Moment(f"2026-04-05T{hour:02}:00:00"))
                camera = "Maker" if "cake" in (one.original_name or "") else None
                change.set(Media, one.id, "make", camera)
    return folder


@pytest.fixture
def inventory(tmp_path: Path, filled: Path) -> Iterator[Inventory]:
    shutil.copytree(filled, tmp_path / "x.vhi")
    with Inventory.open(tmp_path / "x.vhi") as opened:
        yield opened


@pytest.fixture
def window(inventory: Inventory, qtbot: QtBot) -> Iterator[AlikeWindow]:
    made = AlikeWindow(inventory)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.question is not None)
    advised(made, qtbot)
    yield made
    made.done(0)


def advised(window: AlikeWindow, qtbot: QtBot) -> None:
    """Wait for the suggestion."""
    qtbot.waitUntil(lambda: any(pane.advice.text() for pane in window.photos.panes))


def press(window: AlikeWindow, qtbot: QtBot, key: Qt.Key, *, control: bool = False) -> None:
    """Press one key and wait until its answer is stored."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window, key, held)
    qtbot.waitUntil(lambda: not window.storing)


def names(window: AlikeWindow) -> list[str]:
    """Return the file names of the photos that are shown."""
    return [pane.media.original_name or "" for pane in window.photos.panes]


def aside(inventory: Inventory) -> set[str]:
    """Return the file names of what is set aside."""
    return {one.original_name or "" for one in queries.set_aside(inventory)}


def test_a_series_and_a_pair_are_answered_with_keys_and_taken_back(
    window: AlikeWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    assert names(window) == ["cake1.jpg", "cake2.jpg", "cake3.jpg"]
    assert window.progress.text().startswith("1 of 2")
    assert window.photos.chosen == 0
    assert window.photos.panes[0].advice.text() == "Suggested: sharpest of 3"
    press(window, qtbot, Key.Key_Return)
    assert aside(inventory) == {"cake2.jpg", "cake3.jpg"}
    assert names(window) == ["mill.jpg", "mill-small.jpg"]
    assert window.progress.text() == "2 of 2 · 1 left"
    advised(window, qtbot)
    assert window.photos.panes[0].advice.text() == "Suggested: largest of 2"
    press(window, qtbot, Key.Key_K)
    assert window.question is None
    assert "Everything is answered" in window.calm.text()
    assert "2 photos are set aside" in window.calm.text()
    assert [one.answer for one in inventory.all(LookAlike)].count("different") == 1
    press(window, qtbot, Key.Key_Z, control=True)
    assert names(window) == ["mill.jpg", "mill-small.jpg"]
    press(window, qtbot, Key.Key_Z, control=True)
    assert names(window) == ["cake1.jpg", "cake2.jpg", "cake3.jpg"]
    assert aside(inventory) == set()
    assert not window.undo_button.isEnabled()
    assert len(inventory.all(Media)) == 6


def test_arrows_choose_numbers_keep_and_space_leaves_for_later(
    window: AlikeWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    press(window, qtbot, Key.Key_Right)
    assert [pane.chosen for pane in window.photos.panes] == [False, True, False]
    press(window, qtbot, Key.Key_Left)
    press(window, qtbot, Key.Key_Left)
    assert window.photos.chosen == 0
    press(window, qtbot, Key.Key_Space)
    assert names(window)[0] == "mill.jpg"
    press(window, qtbot, Key.Key_8)
    assert aside(inventory) == set()
    press(window, qtbot, Key.Key_2)
    assert aside(inventory) == {"mill.jpg"}
    assert names(window)[0] == "cake1.jpg"


def test_zoom_and_place_of_one_are_those_of_all(window: AlikeWindow, qtbot: QtBot) -> None:
    views = [pane.view for pane in window.photos.panes]
    qtbot.waitUntil(lambda: all(not view.picture_size().isEmpty() for view in views))
    press(window, qtbot, Key.Key_Plus)
    press(window, qtbot, Key.Key_Plus)
    assert [round(view.times, 3) for view in views] == [1.562] * 3
    views[2].follow(4.0, QPointF(0.5, 0.5))
    views[2].pan(0.4, 0.0)
    for view in views:
        assert view.times == 4.0
        assert view.at.x() == pytest.approx(0.6, abs=0.01)
    press(window, qtbot, Key.Key_0)
    assert {view.times for view in views} == {1.0}


def test_an_original_read_later_keeps_the_place(window: AlikeWindow, qtbot: QtBot) -> None:
    view = window.photos.panes[0].view
    qtbot.waitUntil(lambda: not view.picture_size().isEmpty())
    window.photos.zoom(4.0)
    window.photos.pan(0.5, 0.0)
    before = view.at
    qtbot.waitUntil(lambda: view.picture_size().width() > 1024, timeout=10_000)
    assert view.times == 4.0
    assert view.at.x() == pytest.approx(before.x(), abs=0.01)


def test_the_kept_photo_takes_the_place_on_a_record_only_when_asked_to(
    window: AlikeWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    blurred = next(one.id for one in inventory.all(Media, original_name="cake2.jpg"))
    hall = items.new_item(inventory, kind="immovable", village=None, names={"zh-Hans": "祠堂"})
    items.attach(inventory, [blurred], hall.id)
    press(window, qtbot, Key.Key_Right)
    assert not window.move_links.isVisible()
    press(window, qtbot, Key.Key_Left)
    assert "祠堂" in window.move_links.text()
    press(window, qtbot, Key.Key_1)
    assert shown(inventory, hall) == ["cake2.jpg"]
    press(window, qtbot, Key.Key_Z, control=True)
    press(window, qtbot, Key.Key_M)
    press(window, qtbot, Key.Key_1)
    assert shown(inventory, hall) == ["cake1.jpg"]
    press(window, qtbot, Key.Key_Z, control=True)
    assert shown(inventory, hall) == ["cake2.jpg"]


def shown(inventory: Inventory, item: Item) -> list[str]:
    """Return the file names of the photos of an item."""
    return [media.original_name or "" for _, media in queries.media_of(inventory, item.id)]


def test_with_nothing_to_ask_the_window_is_calm(tmp_path: Path, qtbot: QtBot) -> None:
    with new_inventory(tmp_path / "y.vhi") as inventory:
        window = AlikeWindow(inventory)
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: bool(window.calm.text()))
        assert "No photos look alike" in window.calm.text()
        assert window.question is None
        window.keep_chosen()
        window.done(0)


def test_closing_stops_the_comparing(inventory: Inventory, qtbot: QtBot) -> None:
    window = AlikeWindow(inventory)
    qtbot.addWidget(window)
    window.done(0)
    qtbot.waitUntil(lambda: not window.work.running)
    assert window.question is None
    assert window.asked == []


def test_set_aside_has_its_own_list_from_which_photos_are_taken_back(
    filled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shutil.copytree(filled, tmp_path / "x.vhi")
    settings.save(settings.Settings(language="en", theme="light"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app)
    desk.start(tmp_path / "x.vhi")
    window = desk.window
    assert window is not None
    assert window.library is not None
    assert window.sidebar is not None
    assert desk.inventory is not None
    library, acts = window.library, window.actions_by_name
    window.sidebar.select(Place("tray"))
    library.select([library.model.cards[0].id])
    assert (acts["set_aside"].isEnabled(), acts["take_back"].isEnabled()) == (True, False)
    acts["set_aside"].trigger()
    qtbot.waitUntil(lambda: len(library.model.cards) == 5)
    window.sidebar.select(Place("aside"))
    assert [card.entity for card in library.model.cards] == ["media"]
    library.select([library.model.cards[0].id])
    assert (acts["set_aside"].isEnabled(), acts["take_back"].isEnabled()) == (False, True)
    acts["take_back"].trigger()
    qtbot.waitUntil(lambda: not queries.set_aside(desk.inventory))
    qtbot.waitUntil(lambda: len(queries.tray(desk.inventory)) == 6)
    acts["look_alikes"].trigger()
    (asking,) = window.findChildren(AlikeWindow)
    qtbot.waitUntil(lambda: asking.question is not None)
    asking.done(0)
    desk.close()


@pytest.mark.parametrize(
    ("count", "width", "height", "aspect", "across"),
    [(2, 1200, 500, 1.33, 2), (4, 1200, 500, 1.33, 4), (4, 1200, 900, 1.33, 2),
     (8, 1200, 500, 1.33, 4), (3, 1200, 500, 0.75, 3), (2, 400, 900, 1.33, 2)],
)  # fmt: skip
def test_photos_are_laid_out_as_large_as_they_can_be(
    count: int, width: int, height: int, aspect: float, across: int
) -> None:
    assert columns(count, width, height, aspect) == across
