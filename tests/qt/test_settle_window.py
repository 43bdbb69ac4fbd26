# SPDX-License-Identifier: Apache-2.0
"""Differences are settled with keys alone, each answer one step back; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.conflict_panel import ConflictPanel
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.history_panel import HistoryPanel
from heritage_desktop.qt.library import Library
from heritage_desktop.qt.merge_dialog import MergeDialog
from heritage_desktop.qt.position_sketch import PositionSketch
from heritage_desktop.qt.settle_cards import MarkedText
from heritage_desktop.qt.settle_queue import offers
from heritage_desktop.qt.settle_window import SettleWindow
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.services import items, settling
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory

Key = Qt.Key
BEFORE = "The mill stands below the bridge. It has two wheels. It is old."
ONE = "The mill stands below the bridge. It has three wheels. It is old."
OTHER = "The mill stands below the old bridge. It has four wheels. It is old and wet."


class Two:
    """Two laptops with the same mill."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.one = stack.enter_context(
            new_inventory(folder / "one.vhi", village="云岭坪", team="SY01", author="甲记录员")
        )
        self.item = items.new_item(
            self.one, kind="immovable", village=items.only_village(self.one),
            names={"zh-Hans": "水碓"},
        ).id  # fmt: skip
        with self.one.change("Summary") as change:
            change.set(Item, self.item, "summary", {"en": BEFORE})
        self.name = self.one.all(ItemName, item=self.item)[0].id
        self.two = stack.enter_context(
            new_inventory(folder / "two.vhi", title="Two", team="SY02", author="乙记录员")
        )
        self.carried = 0
        merge_bundle(self.two, self.carry(self.one))

    def carry(self, sender: Inventory) -> Path:
        """Write a bundle of one of them."""
        self.carried += 1
        path = self.folder / f"{self.carried}.vhb"
        export_bundle(sender, path)
        return path

    def differ(self, field: str, one: object, other: object, entity: type = Item) -> None:
        """Let both write one field."""
        record = self.item if entity is Item else self.name
        for inventory, value in ((self.one, one), (self.two, other)):
            with inventory.change("Edit") as change:
                change.set(entity, record, field, value)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as stack:
        yield Two(tmp_path, stack)


@pytest.fixture
def shown(two: Two, qtbot: QtBot) -> Iterator[Callable[[], SettleWindow]]:
    opened: list[SettleWindow] = []

    def show() -> SettleWindow:
        merge_bundle(two.one, two.carry(two.two))
        made = SettleWindow(two.one)
        qtbot.addWidget(made)
        made.show()
        opened.append(made)
        qtbot.waitUntil(lambda: made.question is not None)
        return made

    yield show
    for window in opened:
        window.done(0)


def press(window: SettleWindow, qtbot: QtBot, key: Qt.Key, *, control: bool = False) -> None:
    """Press one key and wait until its answer is stored and what follows is shown."""
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    before = window.seen
    qtbot.keyClick(window.focusWidget() or window, key, held)
    if window.storing:
        qtbot.waitUntil(lambda: not window.storing and window.seen is not before)


def fields(window: SettleWindow) -> list[str]:
    """Return the names of the fields that wait."""
    return [one.conflict.field for one in window.asked]


def keep(window: SettleWindow, qtbot: QtBot, value: object) -> None:
    """Press the number of the card with this value."""
    assert window.question is not None
    values = [version.value for version in window.question.conflict.versions]
    press(window, qtbot, Qt.Key(int(Key.Key_1) + values.index(value)))


def test_numbers_keep_l_leaves_and_undo_asks_again(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    two.differ("dating_told", "清", "明")
    two.differ("value", "大水碓", "老水碓", ItemName)
    window = shown()
    assert fields(window) == ["dating_told", "value"]
    assert window.progress.text() == "1 of 2 · 云岭坪"
    assert window.page.field.text() == "Age as told"
    assert sorted(card.text for card in window.page.cards) == ["明", "清"]
    assert window.page.before.text() == "Before, the field was empty." or not (
        window.page.before.isVisible()
    )
    press(window, qtbot, Key.Key_L)
    qtbot.waitUntil(lambda: window.page.field.text() == "Name · Name")
    assert window.page.before.text() == "What stood before: 水碓"
    keep(window, qtbot, "老水碓")
    assert fields(window) == ["dating_told"]
    keep(window, qtbot, "明")
    assert "2 differences are settled" in window.calm.text()
    press(window, qtbot, Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: window.question is not None)
    assert window.page.field.text() == "Age as told"
    press(window, qtbot, Key.Key_Z, control=True)
    assert len(fields(window)) == 2
    assert not window.undo_button.isEnabled()


def test_a_new_value_is_written_with_its_reason(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    two.differ("dating_told", "清", "明")
    window = shown()
    conflict = two.one.conflicts()[0]
    qtbot.keyClicks(window.reason, "1 on the beam")
    assert two.one.conflicts(), "a digit in the reason is text, no answer"
    window.tree.setFocus()
    press(window, qtbot, Key.Key_W)
    assert window.answer.editor is not None
    entry = window.answer.editor.entry()
    qtbot.keyClick(entry, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(entry, "Ming, 1W")
    assert window.question is not None
    press(window, qtbot, Key.Key_Return, control=True)
    stored = two.one.get(Item, two.item)
    assert stored is not None
    assert stored.dating_told == "Ming, 1W"
    merge_bundle(two.two, two.carry(two.one))
    assert two.two.conflicts() == []
    (reason,) = settling.reasons(two.two, conflict)
    assert (reason.text, reason.by) == ("1 on the beam", "甲记录员")


def test_long_texts_show_what_differs_and_join_with_the_open_places_marked(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    two.differ("summary", {"en": ONE}, {"en": OTHER})
    window = shown()
    marked = window.page.findChildren(MarkedText)
    words = {one.toPlainText()[a:b].strip() for one in marked for a, b in one.spans}
    assert {"three", "four"} <= words
    press(window, qtbot, Key.Key_J)
    assert window.answer.editor is not None
    joined = str(window.answer.editor.value())
    assert "old bridge" in joined
    assert "old and wet" in joined
    assert "⟪" in joined
    entry = window.answer.editor.entry()
    qtbot.keyClick(entry, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "marked place" in window.answer.said.text())
    assert len(two.one.conflicts()) == 1
    qtbot.waitUntil(lambda: not window.storing)
    begin, end = joined.index("⟪"), joined.index("⟫") + 1
    window.answer.editor.show_value(f"{joined[:begin]}four {joined[end:]}")
    press(window, qtbot, Key.Key_Return, control=True)
    stored = two.one.get(Item, two.item)
    assert stored is not None
    assert stored.summary["en"] == (
        "The mill stands below the old bridge. It has four wheels. It is old and wet."
    )


def test_escape_leaves_the_text_before_it_closes_the_window(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    two.differ("dating_told", "清", "明")
    window = shown()
    press(window, qtbot, Key.Key_W)
    assert window.answer.editor is not None
    press(window, qtbot, Key.Key_Escape)
    assert window.answer.editor is None
    assert window.isVisible()
    press(window, qtbot, Key.Key_Escape)
    assert not window.isVisible()


def test_positions_are_drawn_with_how_far_apart_they_are(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    with two.one.change("Place") as change:
        place = change.add(Location(id="", item=two.item, position=Position(28.0, 119.0)))
    merge_bundle(two.two, two.carry(two.one))
    for inventory, lat in ((two.one, 28.001), (two.two, 28.0012)):
        with inventory.change("Move") as change:
            change.set(Location, place.id, "position", Position(lat, 119.0, 15.0))
    window = shown()
    (sketch,) = window.page.findChildren(PositionSketch)
    assert sketch.accessibleName() == "1 and 2: 22 m apart (no more than they are exact)"
    assert not sketch.grab().isNull()


def test_thrown_away_and_edited_says_who_and_both_keys_answer(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    with two.one.change("Trash") as change:
        change.drop(Item, two.item)
    with two.two.change("Edit") as change:
        change.set(Item, two.item, "dating_told", "明")
    window = shown()
    assert "甲记录员 · SY01 threw it away" in window.page.said.text()
    assert not window.write_button.isVisible()
    press(window, qtbot, Key.Key_1)
    assert two.one.is_trashed(Item, two.item)
    press(window, qtbot, Key.Key_Z, control=True)
    qtbot.waitUntil(lambda: window.question is not None)
    press(window, qtbot, Key.Key_2)
    assert not two.one.is_trashed(Item, two.item)
    assert two.one.conflicts() == []


def test_all_of_one_team_is_one_step(
    two: Two, shown: Callable[[], SettleWindow], qtbot: QtBot
) -> None:
    two.differ("dating_told", "清", "明")
    two.differ("value", "大水碓", "老水碓", ItemName)
    two.differ("access_level", "sealed", "public")
    window = shown()
    assert window.question is not None
    made = dict(offers(two.one, window.asked, window.question))
    assert list(made) == ["云岭坪: take all of team SY02 (2)",
                          "云岭坪: keep the others against team SY02 (2)"]  # fmt: skip
    window.settle_many(made["云岭坪: take all of team SY02 (2)"])
    qtbot.waitUntil(lambda: not window.storing)
    assert fields(window) == ["access_level"]
    press(window, qtbot, Key.Key_Z, control=True)
    assert len(fields(window)) == 3


def test_with_nothing_to_settle_the_window_is_calm(two: Two, qtbot: QtBot) -> None:
    window = SettleWindow(two.one)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "Nothing waits" in window.calm.text())
    window.keep(1)
    window.join()
    window.done(0)


def test_the_merge_leads_to_it(two: Two, qtbot: QtBot) -> None:
    two.differ("dating_told", "清", "明")
    dialog = MergeDialog(two.one, two.carry(two.two))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=20_000)
    assert "1 needs you" in dialog.ui.outcome.text()
    assert "from team SY02" in dialog.ui.details.text()
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.merged, timeout=20_000)
    with qtbot.waitSignal(dialog.settle_wanted):
        dialog.settle.click()
    assert not dialog.isVisible()


def test_the_form_shows_texts_and_what_was_thrown_away_too(two: Two, qtbot: QtBot) -> None:
    two.differ("summary", {"en": ONE}, {"en": OTHER})
    with two.one.change("Trash") as change:
        change.drop(Item, two.item)
    merge_bundle(two.one, two.carry(two.two))
    panel = ConflictPanel(Surroundings(), Autosave(two.one))
    qtbot.addWidget(panel)
    panel.show_record(two.item)
    assert {card.title() for card in panel.cards} == {"Summary, English", "Whether it stays"}


def test_the_value_not_chosen_is_brought_back_from_the_history(two: Two, qtbot: QtBot) -> None:
    two.differ("dating_told", "清", "明")
    merge_bundle(two.one, two.carry(two.two))
    settling.settle(two.one, two.one.conflicts()[0], "清")
    panel = HistoryPanel(Autosave(two.one))
    qtbot.addWidget(panel)
    panel.show_record(two.item)
    (entry,) = [one for one in two.one.history(two.item) if len(one.before) == 2]
    assert set(entry.before) == {"清", "明"}
    lost = entry.before.index("明")
    panel.restore(entry, lost)
    stored = two.one.get(Item, two.item)
    assert stored is not None
    assert stored.dating_told == "明"


def test_the_place_on_the_left_leads_to_it(two: Two, qtbot: QtBot) -> None:
    two.differ("dating_told", "清", "明")
    merge_bundle(two.one, two.carry(two.two))
    library = Library(two.one)
    qtbot.addWidget(library)
    library.show_place(Place(smart="conflict"))
    assert not library.settle.isHidden()
    assert [card.title for card in library.model.cards] == ["水碓"]
    library.show_place(Place())
    assert library.settle.isHidden()
    library.close_pictures()
