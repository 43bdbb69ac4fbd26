# SPDX-License-Identifier: Apache-2.0
"""Writing, undo, trash, conflicts and reopening on a real inventory."""

from __future__ import annotations

from pathlib import Path

import pytest

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import (
    HeritageError,
    InventoryLocked,
    InventoryTooNew,
    UndoRefused,
)
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName, Location
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter


def make_bridge(inventory: Inventory) -> Item:
    with inventory.change("New item") as change:
        item = change.add(Item(id="", kind="immovable", summary={"zh-Hans": "木廊桥"}))
        change.add(ItemName(id="", item=item.id, value="溪口廊桥", language="zh-Hans"))
        change.add(ImmovableDetail(id=item.id, bays=5, materials=("wood", "stone")))
        change.add(Location(id="", item=item.id, position=Position(28.45, 119.48, 5.0)))
    return item


def test_what_is_written_is_read_back(inventory: Inventory) -> None:
    item = make_bridge(inventory)
    assert inventory.get(Item, item.id) == item
    detail = inventory.get(ImmovableDetail, item.id)
    assert detail is not None
    assert detail.materials == ("stone", "wood")
    place = inventory.all(Location, item=item.id)[0].position
    assert place == Position(28.45, 119.48, 5.0)
    assert inventory.check() == []


def test_an_exception_inside_a_change_stores_nothing(inventory: Inventory) -> None:
    before = inventory.digest()

    def fail() -> None:
        with inventory.change("New item") as change:
            change.add(Item(id="", kind="movable"))
            raise KeyError("stop")

    with pytest.raises(KeyError):
        fail()
    assert inventory.digest() == before
    assert inventory.undo_label is None


def test_undo_all_empties_and_redo_all_restores(inventory: Inventory) -> None:
    empty = inventory.digest()
    item = make_bridge(inventory)
    with inventory.change("Edit") as change:
        change.set(Item, item.id, "summary", {"en": "A bridge"})
    with inventory.change("Throw away") as change:
        change.drop(Item, item.id)
    labels = [inventory.undo() for _ in range(4)]
    assert labels == ["Throw away", "Edit", "New item", None]
    assert inventory.all(Item) == []
    assert inventory.all(ItemName) == []
    assert inventory.digest() == empty
    assert [inventory.redo() for _ in range(4)] == ["New item", "Edit", "Throw away", None]
    assert inventory.is_trashed(Item, item.id)
    assert [inventory.undo() for _ in range(4)] == labels
    assert inventory.check() == []


def test_only_steps_of_later_are_taken_back_where_that_is_asked(inventory: Inventory) -> None:
    make_bridge(inventory)
    since = inventory.newest_step
    assert inventory.undo(since) is None
    make_bridge(inventory)
    assert inventory.newest_step > since
    assert [inventory.undo(since) for _ in range(2)] == ["New item", None]
    assert len(inventory.all(Item)) == 1
    assert inventory.undo() == "New item"


def test_a_new_change_clears_redo(inventory: Inventory) -> None:
    make_bridge(inventory)
    inventory.undo()
    make_bridge(inventory)
    assert inventory.redo_label is None


def test_undo_is_refused_where_somebody_wrote_in_between(
    inventory: Inventory, office: Inventory
) -> None:
    item = make_bridge(inventory)
    office.author = "Office"
    with inventory.change("Edit") as change:
        change.set(Item, item.id, "dating_told", "明")
    office.merge(list(inventory.commits()), "Merge")
    with office.change("Edit") as change:
        change.set(Item, item.id, "dating_told", "清")
    inventory.merge(list(office.commits()), "Merge")
    assert inventory.undo() == "Merge"
    with inventory.change("Edit") as change:
        change.set(Item, item.id, "dating_told", "宋")
    office.merge(list(inventory.commits()), "Merge")
    with office.change("Edit") as change:
        change.set(Item, item.id, "dating_told", "元")
    assert office.undo() == "Edit"
    found = office.get(Item, item.id)
    assert found is not None
    assert found.dating_told == "宋"


def test_undo_names_who_wrote_in_between(inventory: Inventory, office: Inventory) -> None:
    item = make_bridge(inventory)
    office.merge(list(inventory.commits()), "Merge")
    office.author = "Lin"
    with office.change("Edit") as change:
        change.set(Item, item.id, "summary", {"zh-Hans": "石桥"})
    inventory.merge(list(office.commits()), "Merge")
    with inventory.transaction() as connection:
        connection.exec_driver_sql("UPDATE step SET state = 'spent' WHERE kind = 'merge'")
    with pytest.raises(UndoRefused, match="Lin"):
        inventory.undo()


def test_trash_hides_and_restore_brings_back(inventory: Inventory) -> None:
    item = make_bridge(inventory)
    with inventory.change("Throw away") as change:
        change.drop(Item, item.id)
    assert queries.items(inventory, ItemFilter()) == []
    assert [row.id for row in queries.items(inventory, ItemFilter(smart="trash"))] == [item.id]
    with inventory.change("Restore") as change:
        change.restore(Item, item.id)
    assert [row.title for row in queries.items(inventory, ItemFilter())] == ["溪口廊桥"]


def test_an_edit_elsewhere_brings_a_trashed_record_back(
    inventory: Inventory, office: Inventory
) -> None:
    item = make_bridge(inventory)
    office.merge(list(inventory.commits()), "Merge")
    with office.change("Throw away") as change:
        change.drop(Item, item.id)
    with inventory.change("Edit") as change:
        change.set(Item, item.id, "dating_told", "明")
    office.merge(list(inventory.commits()), "Merge")
    assert not office.is_trashed(Item, item.id)
    assert [found.dating_told for found in office.all(Item)] == ["明"]


def test_both_values_of_a_field_are_kept_and_settled(
    inventory: Inventory, office: Inventory
) -> None:
    item = make_bridge(inventory)
    office.merge(list(inventory.commits()), "Merge")
    for side, value in ((inventory, "明"), (office, "清")):
        with side.change("Edit") as change:
            change.set(Item, item.id, "dating_told", value)
    with office.change("Edit") as change:
        change.set(Item, item.id, "summary", {"zh-Hans": "木廊桥", "en": "Bridge"})
    inventory.merge(list(office.commits()), "Merge")
    office.merge(list(inventory.commits()), "Merge")
    assert inventory.digest() == office.digest()
    [conflict] = inventory.conflicts(item.id)
    assert {version.value for version in conflict.versions} == {"明", "清"}
    inventory.settle(conflict, "清")
    assert inventory.conflicts() == []
    values = [e.after for e in inventory.history(item.id) if e.field == "dating_told"]
    assert set(values) == {"明", "清"}
    assert inventory.undo() == "Settle difference"
    assert len(inventory.conflicts()) == 1


def test_a_merge_is_one_step_and_a_rehearsal_keeps_nothing(
    inventory: Inventory, office: Inventory
) -> None:
    make_bridge(inventory)
    commits = list(inventory.commits())
    before = office.digest()
    assert office.merge(commits, "Merge", rehearse=True).new_records["item"] == 1
    assert office.digest() == before
    office.merge(commits, "Merge")
    assert office.merge(commits, "Merge").added == 0
    assert len(office.all(Item)) == 1
    office.undo()
    assert office.all(Item) == []
    office.redo()
    assert len(office.all(Item)) == 1


def test_any_substring_of_a_chinese_name_is_found(inventory: Inventory) -> None:
    item = make_bridge(inventory)
    for typed in ("溪", "口廊", "廊桥", "木廊桥", "不可移"):
        assert [row.id for row in queries.items(inventory, ItemFilter(text=typed))] == [item.id]
    assert queries.items(inventory, ItemFilter(text="桥廊")) == []
    assert queries.items(inventory, ItemFilter(text="%")) == []


def test_drafts_survive_reopening(inventory: Inventory) -> None:
    item = make_bridge(inventory)
    inventory.save_draft("item", item.id, "summary", "zh-Hans", "半句")
    folder = inventory.folder
    inventory.close()
    with Inventory.open(folder) as again:
        assert [draft.text for draft in again.drafts()] == ["半句"]
        again.drop_draft("item", item.id, "summary", "zh-Hans")
        assert again.drafts() == []


def test_only_one_program_may_have_it_open(inventory: Inventory) -> None:
    with pytest.raises(InventoryLocked, match="another window"):
        Inventory.open(inventory.folder)


def test_a_newer_format_is_refused(inventory: Inventory) -> None:
    inventory.set_meta(schema="2.0")
    inventory.close()
    with pytest.raises(InventoryTooNew, match="newest program"):
        Inventory.open(inventory.folder)


def test_an_existing_folder_is_not_overwritten(inventory: Inventory) -> None:
    with pytest.raises(HeritageError, match="already exists"):
        Inventory.create(inventory.folder, title={"en": "Again"})


def test_a_restored_copy_takes_a_new_replica(inventory: Inventory) -> None:
    copy = inventory.backup()
    replica = inventory.replica
    make_bridge(inventory)
    inventory.close()
    with Inventory.open(inventory.folder) as same:
        assert same.replica == replica
    copy.replace(inventory.folder / "inventory.sqlite")
    with Inventory.open(inventory.folder) as restored:
        assert restored.replica != replica
        assert restored.all(Item) == []


def test_check_finds_an_altered_view_and_a_missing_original(
    inventory: Inventory, tmp_path: Path
) -> None:
    item = make_bridge(inventory)
    with inventory.transaction() as connection:
        connection.exec_driver_sql("UPDATE v_item SET kind = 'movable'")
    assert any(item.id in problem for problem in inventory.check())


def test_the_view_is_folded_again_when_declarations_changed(inventory: Inventory) -> None:
    make_bridge(inventory)
    digest = inventory.digest()
    with inventory.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM v_item_name")
    inventory.set_meta(view="of an older program")
    inventory.close()
    with Inventory.open(inventory.folder) as again:
        assert again.digest() == digest
        assert len(queries.items(again, ItemFilter(text="廊桥"))) == 1
