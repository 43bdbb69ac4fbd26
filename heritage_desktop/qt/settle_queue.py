# SPDX-License-Identifier: Apache-2.0
"""What waits for a person, by village and record; and what can be answered at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.settle_cards import field_title
from heritage_desktop.services import settling
from heritage_desktop.services.settling import MINE, THEIRS, Question
from heritage_desktop.storage.inventory import Inventory

QUESTION = Qt.ItemDataRole.UserRole


class QueueTree(QTreeWidget):
    """Village, record, field; ``wanted`` brings the question somebody turned to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr("What waits, by village and record"))
        self.setMinimumWidth(200)
        self._leaves: dict[tuple[str, str, str, str], QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._on_current)

    def fill(self, asked: list[Question]) -> None:
        """Show what waits."""
        self.blockSignals(True)
        self.clear()
        self._leaves = {}
        villages: dict[str, QTreeWidgetItem] = {}
        records: dict[str, QTreeWidgetItem] = {}
        for one in asked:
            if one.village not in villages:
                place = one.village_title or tr("Without a village")
                villages[one.village] = _branch(self, place)
            root = one.conflict.root
            if root not in records:
                title = one.title or tr("Without a name")
                records[root] = _branch(villages[one.village], title)
            leaf = QTreeWidgetItem(records[root], [field_title(one.conflict)])
            leaf.setData(0, QUESTION, one)
            self._leaves[one.key] = leaf
        self.expandAll()
        self.blockSignals(False)

    def mark(self, question: Question) -> None:
        """Mark the question that is shown."""
        leaf = self._leaves.get(question.key)
        if leaf is not None:
            self.blockSignals(True)
            self.setCurrentItem(leaf)
            self.blockSignals(False)
            self.scrollToItem(leaf)

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        question = item.data(0, QUESTION) if item is not None else None
        if isinstance(question, Question):
            self.wanted.emit(question)


def _branch(parent: QTreeWidget | QTreeWidgetItem, title: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(parent, [title])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    if isinstance(parent, QTreeWidget):
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
    return item


def offers(
    inventory: Inventory, asked: list[Question], question: Question
) -> list[tuple[str, list[tuple[Question, Any]]]]:
    """Return what can be answered at once in the village of a question: words and answers."""
    laptops: dict[str, set[str]] = {}
    for laptop, team in settling.teams(inventory).items():
        if laptop != inventory.replica:
            laptops.setdefault(team, set()).add(laptop)
    made = []
    for team, theirs in sorted(laptops.items()):
        for side, words in (
            (THEIRS, tr("{village}: take all of team {team} ({n})")),
            (MINE, tr("{village}: keep the others against team {team} ({n})")),
        ):
            answers = settling.batch(asked, theirs, side, question.village)
            if answers:
                place = question.village_title or tr("Without a village")
                made.append((words.format(village=place, team=team, n=len(answers)), answers))
    return made


def sure_words(what: str, number: int) -> str:
    """Say what an answer for many would do, before it is done."""
    return ntr(
        "{what}\n{n} difference is settled in one step; Undo takes it back. Who may see "
        "something, and what was thrown away, is still asked one by one.",
        "{what}\n{n} differences are settled in one step; Undo takes them back. Who may see "
        "something, and what was thrown away, is still asked one by one.",
        number, what=what,
    )  # fmt: skip
