# SPDX-License-Identifier: Apache-2.0
"""Find the record that photos belong to: type a few characters, press Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.relations_panel import find_records, kind_icon
from heritage_desktop.storage.inventory import Inventory

ID = int(Qt.ItemDataRole.UserRole)


class RecordFinder(AskDialog):
    """Lists what matches; ``record`` is the one that is chosen."""

    def __init__(self, inventory: Inventory, heading: str, verb: str, parent: QWidget) -> None:
        super().__init__(heading, "", verb, parent)
        self._inventory = inventory
        self.sought = self.line(tr("Find"), placeholder=tr("Search names, stories, people…"))
        self.found = QListWidget()
        self.found.setMinimumHeight(260)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.setAccessibleName(tr("What was found"))
        self.rows.addRow(self.found)
        self.sought.textChanged.connect(self.look)
        self.found.itemActivated.connect(self.accept)
        self.found.currentItemChanged.connect(
            lambda now, _before: self.go.setEnabled(now is not None)
        )
        self.look()

    @property
    def record(self) -> str:
        """The id of the chosen record, '' for none."""
        item = self.found.currentItem()
        return str(item.data(ID)) if item is not None else ""

    def look(self) -> None:
        """List what matches the typed text."""
        self.found.clear()
        for entity, record, title, second in find_records(
            self._inventory, self.sought.text().strip(), ""
        ):
            text = " · ".join(part for part in (title or tr("Without a name"), second) if part)
            item = QListWidgetItem(theme.icon(kind_icon(self._inventory, entity, record)), text)
            item.setData(ID, record)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.go.setEnabled(self.found.count() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.found.count():
            row = min(max(self.found.currentRow() + step, 0), self.found.count() - 1)
            self.found.setCurrentRow(row)
        else:
            super().keyPressEvent(event)
