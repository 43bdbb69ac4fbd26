# SPDX-License-Identifier: Apache-2.0
"""Repainting the list of records, against a model that Qt asks role by role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QListView

from heritage_desktop.qt import theme
from heritage_desktop.qt.card_delegate import CardDelegate
from heritage_desktop.qt.card_pictures import CardPictures
from heritage_desktop.qt.item_model import Card, CardModel
from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.timing import Pair, interleave

ROWS, REPAINTS = 2000, 30
_NO_PARENT = QModelIndex()


class _ByRole(QAbstractListModel):
    """The same rows as Qt's own delegate wants them."""

    def __init__(self, cards: list[Card]) -> None:
        super().__init__()
        self._cards = cards
        self._icon = QIcon(QPixmap(72, 54))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        card = self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{card.title}  {card.subtitle}\n{card.line}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon
        return QSize(320, 68) if role == Qt.ItemDataRole.SizeHintRole else None


def run(folder: Path) -> Iterator[str]:
    """Yield the result line, in repaints of a full screen a second."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    line = "廊桥 · 溪口坞 · 2 张照片"
    cards = [
        Card(str(n), "item", f"挽月桥 {n}", "Wanyue Bridge", line, "hall") for n in range(ROWS)
    ]
    with Inventory.create(folder / "a.vhi", title={"en": "Bench"}) as inventory:
        pictures = CardPictures(inventory)
        ours, theirs = QListView(), QListView()
        delegate = CardDelegate(pictures)
        delegate.grid = False
        ours.setModel(CardModel(cards))
        ours.setItemDelegate(delegate)
        theirs.setModel(_ByRole(cards))
        for view in (ours, theirs):
            view.setUniformItemSizes(True)
            view.resize(1200, 980)
            view.show()
        app.processEvents()

        def paint(view: QListView) -> None:
            for _ in range(REPAINTS):
                view.viewport().repaint()

        times = interleave(lambda: paint(ours), lambda: paint(theirs), 5)
        yield Pair(
            "list repaint", "frames/s", REPAINTS, *times, "a model asked role by role"
        ).line()
        pictures.close()
