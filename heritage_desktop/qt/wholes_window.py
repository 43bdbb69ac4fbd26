# SPDX-License-Identifier: Apache-2.0
"""Wholes and parts as a tree: drag an item onto its whole; Undo takes it back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.record_finder import RecordFinder
from heritage_desktop.services import wholes
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter, ItemRow, items

RECORD = int(Qt.ItemDataRole.UserRole)


class _Tree(QTreeWidget):
    """A tree that asks for a move instead of making it."""

    moved = Signal(str, str)

    def dropEvent(self, event: QDropEvent) -> None:
        dragged, target = self.currentItem(), self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if dragged is not None and dragged is not target:
            whole = target.data(0, RECORD) if target is not None else ""
            self.moved.emit(dragged.data(0, RECORD), whole)


class WholesWindow(QDialog):
    """Shows every item under its whole."""

    opened = Signal(str)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.setWindowTitle(tr("Wholes and parts"))
        self.resize(620, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(plain_label(tr("Wholes and parts"), "title"))
        note = plain_label(
            tr("Drag an item onto the whole it belongs to, or onto empty ground to free it."),
            "muted",
        )
        note.setWordWrap(True)
        outer.addWidget(note)
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Wholes and parts"))
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.tree.moved.connect(self.move_item)
        self.tree.itemActivated.connect(lambda item: self.opened.emit(item.data(0, RECORD)))
        outer.addWidget(self.tree, 1)
        into, free = QPushButton(tr("Move into…")), QPushButton(tr("Make it whole"))
        undo, close = QPushButton(tr("Undo")), QPushButton(tr("Close"))
        into.clicked.connect(self.on_into)
        free.clicked.connect(lambda: self.move_item(self.chosen(), ""))
        undo.clicked.connect(self.on_undo)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        for button in (into, free, undo):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(close)
        outer.addLayout(foot)
        self.refresh()

    def chosen(self) -> str:
        """Return the item that is chosen, '' for none."""
        item = self.tree.currentItem()
        return str(item.data(0, RECORD)) if item is not None else ""

    def refresh(self) -> None:
        """Read the tree again; the choice stays."""
        chosen = self.chosen()
        rows = {row.id: row for row in items(self._inventory, ItemFilter())}
        self.tree.clear()
        self._grow(None, "", wholes.parts_by_whole(self._inventory), rows)
        self.tree.expandAll()
        found = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        for item in found:
            if item.data(0, RECORD) == chosen:
                self.tree.setCurrentItem(item)

    def _grow(
        self,
        above: QTreeWidgetItem | None,
        whole: str,
        parts: Mapping[str, list[str]],
        rows: Mapping[str, ItemRow],
    ) -> None:
        below = sorted(parts.get(whole, ()), key=lambda one: rows[one].title)
        for one in below:
            item = QTreeWidgetItem(self.tree) if above is None else QTreeWidgetItem(above)
            item.setText(0, rows[one].title or tr("Without a name"))
            item.setIcon(0, theme.icon(KIND_ICONS.get(rows[one].kind or "", "object")))
            item.setData(0, RECORD, one)
            self._grow(item, one, parts, rows)

    def move_item(self, item: str, whole: str) -> None:
        """Make an item part of another one; says why where that cannot be."""
        if not item:
            return
        try:
            wholes.move(self._inventory, item, whole or None)
        except HeritageError as error:
            tell(self, str(error))
        self.refresh()

    def on_into(self) -> None:
        """Ask for the whole by name, for those who do not drag."""
        item = self.chosen()
        if not item:
            return
        finder = RecordFinder(self._inventory, tr("Part of which whole?"), tr("Move"), self)
        if finder.exec() and finder.record:
            self.move_item(item, finder.record)

    def on_undo(self) -> None:
        """Take the last step back."""
        self._inventory.undo()
        self.refresh()
