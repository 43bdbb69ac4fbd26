# SPDX-License-Identifier: Apache-2.0
"""A guest looks and leaves things; nothing closed is there, nothing of the record changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from heritage_desktop import assets
from heritage_desktop.domain.item import Item
from heritage_desktop.qt import guest_window
from heritage_desktop.qt.elder_window import show_large
from heritage_desktop.qt.guest_window import GuestWindow
from heritage_desktop.services import guests
from heritage_desktop.services.inventories import describe
from heritage_desktop.storage import queries
from tests.qt.village import Small, make


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    with made.inventory.change("Fill") as change:
        change.set(Item, made.festival, "access_level", "sealed")
        change.set(Item, made.house, "summary", {"en": "<b>Four rings</b>"})
    yield made
    made.inventory.close()


@pytest.fixture
def window(small: Small, qtbot: QtBot) -> Iterator[GuestWindow]:
    made = GuestWindow(small.inventory)
    made.show()
    yield made
    made.done(0)


def _itself(small: Small) -> dict[str, Any]:
    """Return the house without what was left about it."""
    told = describe(small.inventory, small.house)
    return {name: value for name, value in told.items() if name != "parts"}


def _answer(monkeypatch: pytest.MonkeyPatch, yes: bool) -> list[str]:
    asked: list[str] = []

    def ask(_parent: object, text: str, _verb: str) -> bool:
        asked.append(text)
        return yes

    monkeypatch.setattr(guest_window, "ask", ask)
    return asked


def test_nothing_sealed_is_loaded(window: GuestWindow, small: Small) -> None:
    assert [window.tiles.item(n).text() for n in range(window.tiles.count())] == ["承启楼"]
    assert small.festival not in {one.id for one in window.shelf.records}
    assert "走古事" not in repr(window.shelf.records)
    window.show_item(small.festival)
    assert window.item_id != small.festival
    assert "走古事" not in {label.text() for label in window.findChildren(QLabel)}


def test_a_village_that_shows_nothing_says_so(small: Small, qtbot: QtBot) -> None:
    with small.inventory.change("Seal") as change:
        change.set(Item, small.house, "access_level", "sealed")
    window = GuestWindow(small.inventory)
    window.show()
    assert window.tiles.count() == 0
    assert window.stack.currentWidget() is window.nothing
    window.done(0)


def test_it_has_no_menus_and_shuts_off_the_rest(small: Small, window: GuestWindow) -> None:
    assert window.isModal()
    assert window.findChildren(QMenu) == window.findChildren(QMenuBar) == []
    other = GuestWindow(small.inventory)
    show_large(other)
    assert other.windowModality() == Qt.WindowModality.ApplicationModal
    other.done(0)


def test_an_item_is_shown_with_its_photos(
    window: GuestWindow, small: Small, qtbot: QtBot
) -> None:  # fmt: skip
    window.tiles.setCurrentRow(0)
    assert window.title.text() == "承启楼"
    assert window.story.text() == "<b>Four rings</b>"
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in window.stack.findChildren(QLabel)
    )
    assert window.later.isVisibleTo(window)
    first = window.caption.text()
    window.step(1)
    window.step(1)
    assert window.caption.text() == first
    window.pictures.close()


def test_words_go_to_the_tray(window: GuestWindow, small: Small, qtbot: QtBot) -> None:
    before = _itself(small)
    window.show_item(small.house)
    window.say.click()
    assert not window.keep.isEnabled()
    qtbot.keyClicks(window.text, "Built in 1709")
    window.by.setText("Jiang")
    window.keep.click()
    (one,) = guests.waiting(small.inventory)
    assert (one.item, one.text, one.by) == (small.house, "Built in 1709", "Jiang")
    assert _itself(small) == before
    assert window.stack.currentWidget() is window.thanks
    assert window.by.text() == ""


def test_a_correction_says_that_it_is_one(window: GuestWindow, small: Small) -> None:
    window.show_item(small.house)
    window.correct.click()
    assert window.written.text() == "<b>Four rings</b>"
    window.text.setPlainText("Five rings")
    window.keep.click()
    (one,) = guests.waiting(small.inventory)
    assert one.text == "To be corrected: Five rings"


def test_words_are_not_thrown_away_without_asking(
    window: GuestWindow, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _answer(monkeypatch, False)
    window.show_item(small.house)
    window.say.click()
    window.text.setPlainText("Built in 1709")
    window.drop.click()
    assert len(asked) == 1
    assert window.text.toPlainText() == "Built in 1709"
    assert not window.tiles.isEnabled()


def test_leaving_is_confirmed_and_keeps_what_was_written(
    window: GuestWindow, small: Small, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _answer(monkeypatch, False)
    window.show_item(small.house)
    window.say.click()
    window.text.setPlainText("Built in 1709")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert len(asked) == 1
    assert window.isVisible()
    assert [one.text for one in guests.waiting(small.inventory)] == ["Built in 1709"]
    window.close()
    assert window.isVisible()
    _answer(monkeypatch, True)
    window.back.click()
    assert not window.isVisible()
    assert len(guests.waiting(small.inventory)) == 1


def test_files_go_to_the_tray(window: GuestWindow, small: Small, qtbot: QtBot) -> None:
    before = _itself(small)
    window.show_item(small.house)
    window.bring.click()
    assert window.choose.isVisibleTo(window)
    assert not window.text.isVisibleTo(window)
    dialog = window.leave_files([assets.path("samples", "octagonal-well.jpg")])
    qtbot.waitUntil(lambda: dialog.result_of_work is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not dialog.work.running)
    assert dialog.said.text() == "1 file is kept."
    dialog.accept()
    (one,) = guests.waiting(small.inventory)
    assert [media.id for media in queries.tray(small.inventory)] == [one.media]
    assert _itself(small) == before
    assert window.stack.currentWidget() is window.thanks


def test_a_file_that_cannot_be_read_is_told(
    window: GuestWindow, small: Small, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_item(small.house)
    window.bring.click()
    dialog = window.leave_files([tmp_path / "gone.jpg"])
    qtbot.waitUntil(lambda: dialog.result_of_work is not None, timeout=20_000)
    assert "gone.jpg" in dialog.said.text()
    dialog.accept()
    assert guests.waiting(small.inventory) == []
    assert window.stack.currentWidget() is window.leaving
