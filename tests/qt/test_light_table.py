# SPDX-License-Identifier: Apache-2.0
"""The light-table: split, join, move, name, put on a record; one undo for the lot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop import settings
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.light_table import LightTable
from heritage_desktop.qt.light_view import PLACE
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        with made.change("Photos") as change:
            for hour, minute in ((9, 0), (9, 2), (9, 4), (11, 0), (11, 1)):
                taken = Moment(f"2026-04-05T{hour:02d}:{minute:02d}:00")
                name = f"IMG_{hour}{minute:02d}.jpg"
                change.add(Media(id="", media_type="photo", original_name=name, taken=taken))
        yield made


@pytest.fixture
def table(inventory: Inventory, qtbot: QtBot) -> Iterator[LightTable]:
    made = LightTable(inventory)
    qtbot.addWidget(made)
    yield made
    made.done(0)


def sizes(table: LightTable) -> list[int]:
    return [len(one.ids) for one in table.drafts]


def test_groups_are_split_joined_and_moved_and_each_step_taken_back(table: LightTable) -> None:
    assert sizes(table) == [3, 2]
    table.photos.choose([1])
    table.split()
    assert sizes(table) == [1, 2, 2]
    table.undo()
    assert sizes(table) == [3, 2]
    table.photos.choose([2])
    table.move_chosen(1)
    assert sizes(table) == [2, 3]
    table.groups.setCurrentItem(table.groups.topLevelItem(0))
    table.join()
    assert sizes(table) == [5]
    table.photos.choose([0])
    table.leave_out()
    assert sizes(table) == [4]
    table.gap.setValue(200)
    assert sizes(table) == [5]


def test_named_groups_become_items_and_one_undo_takes_all_back(
    table: LightTable, inventory: Inventory, qtbot: QtBot
) -> None:
    well = items.new_item(inventory, kind="immovable", village=None, names={"zh-Hans": "古井"})
    table.groups.topLevelItem(0).setText(0, "上井 <b>")
    table.assign_to(1, well.id)
    assert table.groups.topLevelItem(1).text(0) == "On: 古井"
    with qtbot.waitSignal(table.applied):
        table.make.click()
    titles = {queries.title_of(inventory, one.id) for one in inventory.all(Item)}
    assert titles == {"上井 <b>", "古井"}
    assert len(inventory.all(MediaLink, target=well.id)) == 2
    assert queries.tray(inventory) == []
    inventory.undo()
    assert [one.id for one in inventory.all(Item)] == [well.id]
    assert len(queries.tray(inventory)) == 5


def drop(table: LightTable, rows: list[int], at: QPoint) -> None:
    """Let photos go over the list of groups, as the mouse does."""
    data = table.photos.slides.mimeData([table.photos.slides.index(row, 0) for row in rows])
    event = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    table.groups.dropEvent(event)


def middle_of(table: LightTable, row: int) -> QPoint:
    return table.groups.visualItemRect(table.groups.topLevelItem(row)).center()


def test_photos_are_dropped_on_a_group_or_beside_the_groups(table: LightTable) -> None:
    table.show()
    moved = table.drafts[0].ids[1]
    drop(table, [1], middle_of(table, 1))
    assert sizes(table) == [2, 3]
    assert moved in table.drafts[1].ids
    assert table.current == 0, "whoever moves photos away stays where they are"
    drop(table, [0], QPoint(20, table.groups.height() - 40))
    assert sizes(table) == [1, 1, 3]
    drop(table, [0], middle_of(table, 0))
    assert sizes(table) == [2, 3]
    for _ in range(3):
        table.undo()
    assert sizes(table) == [3, 2]


def test_the_last_photo_of_a_group_takes_the_group_with_it(table: LightTable) -> None:
    table.show()
    table.groups.setCurrentItem(table.groups.topLevelItem(1))
    drop(table, [0, 1], middle_of(table, 0))
    assert sizes(table) == [5]
    assert table.current == 0


def test_a_group_becomes_the_kind_that_is_chosen(
    table: LightTable, inventory: Inventory, qtbot: QtBot
) -> None:
    table.head.kind.setCurrentIndex(table.head.kind.findData("intangible"))
    table.head.kind.activated.emit(table.head.kind.currentIndex())
    assert table.drafts[0].kind == "intangible"
    with qtbot.waitSignal(table.applied):
        table.make.click()
    assert sorted(one.kind for one in inventory.all(Item)) == ["immovable", "intangible"]


def test_where_a_group_lies_and_which_photos_lie_apart_is_told(
    inventory: Inventory, qtbot: QtBot
) -> None:
    with inventory.change("Places") as change:
        first, second, third, *_ = queries.tray(inventory)
        change.set(Media, first.id, "position", Position(28.45, 119.48))
        change.set(Media, second.id, "position", Position(28.4501, 119.48))
        change.set(Media, third.id, "position", Position(28.47, 119.48))
    table = LightTable(inventory)
    qtbot.addWidget(table)
    assert table.head.place.text() == (
        "3 of 3 with a place: 28.45010, 119.48000. They lie within 11 m. 1 lies apart."
    )
    assert [bool(slide.apart) for slide in table.photos.slides.slides] == [False, False, True]
    assert table.groups.topLevelItem(0).text(PLACE) == "±11 m · 1 lies apart"
    table.groups.setCurrentItem(table.groups.topLevelItem(1))
    assert table.head.place.text() == "2 photos, none with a place."
    table.done(0)


def test_a_new_gap_can_be_taken_back(table: LightTable) -> None:
    table.groups.topLevelItem(0).setText(0, "上井")
    table.gap.setValue(200)
    assert sizes(table) == [5]
    table.undo()
    assert table.drafts[0].name == "上井"


def test_two_thousand_photos_are_split_and_joined(qtbot: QtBot, tmp_path: Path) -> None:
    with new_inventory(tmp_path / "large.vhi", village="平田") as made:
        with made.change("Photos") as change:
            for number in range(2000):
                day, hour, minute = 1 + number // 200, 8 + number % 200 // 20, number % 20
                taken = f"2026-04-{day:02d}T{hour:02d}:{minute:02d}:00"
                change.add(Media(id="", media_type="photo", taken=Moment(taken)))
        table = LightTable(made)
        qtbot.addWidget(table)
        table.show()
        assert len(table.drafts) == 100
        table.photos.choose([3])
        table.split()
        assert len(table.drafts) == 101
        table.undo()
        assert len(table.drafts) == 100
        table.done(0)


def test_raw_files_are_not_photos_of_their_own(
    table: LightTable, inventory: Inventory, qtbot: QtBot
) -> None:
    first = queries.tray(inventory)[0]
    with inventory.change("RAW") as change:
        change.add(Media(id="", media_type="photo", mime="image/x-sony-arw", twin=first.id))
    again = LightTable(inventory)
    qtbot.addWidget(again)
    assert sum(sizes(again)) == 5
    again.done(0)


def test_one_undo_in_the_main_window_takes_the_lot_back(inventory: Inventory, qtbot: QtBot) -> None:
    settings.save(settings.Settings(language="en", theme="light"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folder = inventory.folder
    inventory.close()
    desk = Desk(app)
    desk.start(folder)
    window, opened = desk.window, desk.inventory
    assert window is not None
    assert opened is not None
    window.verbs.on_light_table()
    (table,) = window.findChildren(LightTable)
    with qtbot.waitSignal(table.applied):
        table.make.click()
    assert len(opened.all(Item)) == 2
    window.refresh()
    assert window.actions_by_name["undo"].text() == "Undo: Make 2 items from photos"
    window.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: not window.verbs.stepping)
    assert opened.all(Item) == []
    assert len(queries.tray(opened)) == 5
    desk.close()
