# SPDX-License-Identifier: Apache-2.0
"""The history shows texts of each language and sets member by member, as they were written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Segment
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.history_panel import HistoryPanel
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory


def shown(qtbot: QtBot, inventory: Inventory, record: str) -> list[str]:
    """Return all texts of the history of a record."""
    panel = HistoryPanel(Autosave(inventory))
    qtbot.addWidget(panel)
    panel.show_record(record)
    return [label.text() for label in panel.findChildren(QLabel)]


def test_a_text_in_a_language_does_not_stop_the_history(qtbot: QtBot, tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi", village="平田") as inventory:
        item = items.new_item(inventory, kind="immovable", village=None, names={"zh": "万月桥"})
        for text in ("一座桥", "一座廊桥"):
            with inventory.change("Summary") as change:
                change.set(Item, item.id, "summary", {"zh-Hans": text})
        told = shown(qtbot, inventory, item.id)
        assert "一座桥 → 一座廊桥" in told


def test_people_spoken_of_are_shown_by_name(qtbot: QtBot, tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi", village="平田") as inventory:
        with inventory.change("Passage") as change:
            person = change.add(Person(id="", name={"zh-Hans": "甲歌手"}))
            one = change.add(Segment(id="", media="a" * 32, people=(person.id,)))
        with inventory.change("Nobody") as change:
            change.set(Segment, one.id, "people", ())
        told = shown(qtbot, inventory, "a" * 32)
        assert "甲歌手" in told
        assert "甲歌手 taken away" in told
