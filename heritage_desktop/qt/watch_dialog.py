# SPDX-License-Identifier: Apache-2.0
"""Which folder is watched for new photos, and whether they come by themselves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services import watching
from heritage_desktop.services.watching import Choice
from heritage_desktop.storage.inventory import Inventory


class WatchDialog(AskDialog):
    """Keeps the choice in the inventory, on this computer only; ``chosen`` when it is kept."""

    chosen = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Watch a folder"),
            tr("New photos and recordings in it are offered above the list while the program runs. "
               "Files that are still being copied are left until they are whole."),
            tr("Keep"),
            parent,
        )  # fmt: skip
        self._inventory = inventory
        now = watching.chosen(inventory)
        self.folder = QLineEdit(str(now.folder or ""))
        self.folder.setPlaceholderText(tr("none: nothing is watched"))
        self.folder.setAccessibleName(tr("Folder"))
        self.folder.setClearButtonEnabled(True)
        choose = QPushButton(tr("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self.on_choose)
        across = QHBoxLayout()
        across.addWidget(self.folder, 1)
        across.addWidget(choose)
        self.rows.addRow(tr("Folder"), across)
        self.by_itself = QCheckBox(tr("Import them into the tray by itself"))
        self.by_itself.setChecked(now.by_itself)
        self.cards = QCheckBox(tr("Offer photos of camera cards and phones that are plugged in"))
        self.cards.setChecked(now.cards)
        self.wrong = plain_label("", "danger")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        for row in (self.by_itself, self.cards, self.wrong):
            self.rows.addRow("", row)
        self.folder.textChanged.connect(self.on_folder)
        self.on_folder()

    def on_folder(self) -> None:
        """Only a watched folder can bring photos by itself."""
        self.by_itself.setEnabled(bool(self.folder.text().strip()))
        self.wrong.hide()

    def on_choose(self) -> None:
        """Ask for the folder."""
        start = self.folder.text() or str(Path.home())
        found = QFileDialog.getExistingDirectory(self, tr("Watch a folder"), start)
        if found:
            self.folder.setText(found)

    def accept(self) -> None:
        """Keep the choice, or say why the folder cannot be watched."""
        text = self.folder.text().strip()
        folder = Path(text).expanduser() if text else None
        choice = Choice(folder, self.by_itself.isChecked(), self.cards.isChecked())
        try:
            watching.choose(self._inventory, choice)
        except HeritageError as error:
            self.wrong.setText(str(error))
            theme.set_role(self.wrong, "danger")
            self.wrong.show()
            return
        self.chosen.emit()
        super().accept()
