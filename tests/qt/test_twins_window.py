# SPDX-License-Identifier: Apache-2.0
"""Pairs that may be one place are answered with keys alone, each answer one step back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from heritage_desktop import settings
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, Twin
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.merge_dialog import MergeDialog
from heritage_desktop.qt.twins_window import TwinsWindow
from heritage_desktop.services import items, twins
from heritage_desktop.services.bundles import export_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

Key = Qt.Key


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田村") as made:
        village = items.only_village(made)
        for name, north in (("陈氏宗祠", 0), ("陳氏祠堂", 0.0004), ("挽月桥", 0), ("挽月桥", 0)):
            item = items.new_item(made, kind="immovable", village=village, names={"zh-Hans": name})
            items.set_place(made, item.id, Position(28.43 + north, 119.5, 5), "gnss")
        yield made


@pytest.fixture
def window(qtbot: QtBot, inventory: Inventory) -> TwinsWindow:
    made = TwinsWindow(inventory)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.question is not None)
    return made


def press(qtbot: QtBot, window: TwinsWindow, *keys: Qt.Key) -> None:
    """Press keys one after the other, waiting until each answer is stored."""
    for key in keys:
        qtbot.keyClick(window, key)
        qtbot.waitUntil(lambda: not window.storing)


def test_a_pair_is_shown_with_its_reasons_and_distance(window: TwinsWindow) -> None:
    assert len(window.asked) == 2
    window.later()
    assert {side.title.text() for side in window.sides} == {"陈氏宗祠", "陳氏祠堂"}
    assert window.sketch.words() == "44 m"
    said = [window.reasons.itemAt(n).widget().text() for n in range(window.reasons.count())]  # type: ignore[union-attr]  # every entry is a label
    assert said == ["• same name but for the sort of place", "• 44 m apart", "• same village"]
    assert not window.sketch.grab().isNull()


def test_keys_answer_and_choose_which_one_stays(
    qtbot: QtBot, window: TwinsWindow, inventory: Inventory
) -> None:
    press(qtbot, window, Key.Key_N)
    question = window.question
    assert question is not None
    press(qtbot, window, Key.Key_2)
    assert window.kept == question.other
    press(qtbot, window, Key.Key_Y)
    assert window.question is None
    assert "Thank you" in window.calm.text()
    assert {one.answer for one in inventory.all(Twin)} == {"same", "different"}
    assert question.other in {one.id for one in inventory.all(Item)}
    assert queries.counts(inventory).items == 3


def test_undo_asks_again_and_space_leaves_for_later(
    qtbot: QtBot, window: TwinsWindow, inventory: Inventory
) -> None:
    first = window.question
    press(qtbot, window, Key.Key_Space)
    second = window.question
    assert second != first
    press(qtbot, window, Key.Key_Y)
    assert queries.counts(inventory).items == 3
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.storing)
    assert queries.counts(inventory).items == 4
    assert window.question is not None
    assert second is not None
    assert window.question.key == second.key


def test_a_record_that_is_open_gives_way_to_the_one_that_stays(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, inventory: Inventory
) -> None:
    inventory.close()
    settings.save(settings.Settings())
    desk = Desk(qapp)
    desk.start(None)
    desk.open(tmp_path / "x.vhi")
    main = desk.window
    assert main is not None
    main.verbs.on_twins()
    dialog = main.findChild(TwinsWindow)
    assert isinstance(dialog, TwinsWindow)
    qtbot.waitUntil(lambda: dialog.question is not None)
    question = dialog.question
    assert question is not None
    main.show_record(question.one)
    dialog.choose(1)
    dialog.same()
    qtbot.waitUntil(lambda: not dialog.storing)
    assert main.form is not None
    assert main.form.record == question.other
    dialog.reject()
    desk.close()


def test_a_bundle_that_brings_a_known_place_offers_to_look(
    qtbot: QtBot, tmp_path: Path, inventory: Inventory
) -> None:
    for item in inventory.all(Item)[1:]:
        items.delete(inventory, [item.id])
    with new_inventory(tmp_path / "other.vhi", village="平田") as other:
        (kept,) = inventory.all(Item)
        items.new_item(
            other, kind="immovable", village=items.only_village(other),
            names={"zh-Hans": queries.title_of(inventory, kept.id)},
        )  # fmt: skip
        export_bundle(other, tmp_path / "other.vhb")
    dialog = MergeDialog(inventory, tmp_path / "other.vhb")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.report is not None and not dialog.work.running)
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.ui.cancel.isVisible() and dialog.merged)
    assert "1 pair of items may be one place" in dialog.ui.details.text()
    with qtbot.waitSignal(dialog.twins_wanted):
        dialog.ui.cancel.click()


def test_a_sentence_that_both_wrote_is_shown_side_by_side(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, inventory: Inventory
) -> None:
    one, other = (item.id for item in inventory.all(Item)[:2])
    with inventory.change("Words") as change:
        change.set(Item, one, "summary", {"zh-Hans": "三进。"})
        change.set(Item, other, "summary", {"zh-Hans": "道光重建。"})
    twins.same(inventory, one, other, keep=one)
    inventory.close()
    settings.save(settings.Settings())
    desk = Desk(qapp)
    desk.start(None)
    desk.open(tmp_path / "x.vhi")
    main = desk.window
    assert main is not None
    main.show_record(other)
    assert main.form is not None
    assert main.form.record == one
    shown = [label.text() for label in main.form.conflicts.findChildren(QLabel)]
    assert {"三进。", "道光重建。"} <= set(shown)
    desk.close()
