# SPDX-License-Identifier: Apache-2.0
"""The light-table: split, join, move, name, put on a record; one undo for the lot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.light_table import LightTable
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
    table.photos.item(1).setSelected(True)
    table.split()
    assert sizes(table) == [1, 2, 2]
    table.undo()
    assert sizes(table) == [3, 2]
    table.photos.item(2).setSelected(True)
    table.move_chosen(1)
    assert sizes(table) == [2, 3]
    table.groups.setCurrentItem(table.groups.topLevelItem(0))
    table.join()
    assert sizes(table) == [5]
    table.photos.item(0).setSelected(True)
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
