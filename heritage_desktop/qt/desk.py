# SPDX-License-Identifier: Apache-2.0
"""What outlives a window: the choices, the open inventory, the language and the look."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from heritage_desktop import i18n, settings
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme, translator
from heritage_desktop.qt.main_window import MainWindow
from heritage_desktop.qt.messages import tell

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

log = logging.getLogger(__name__)


class Desk(QObject):
    """Opens and closes inventories; a new language or inventory gets a new window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings.load()
        self.inventory: Inventory | None = None
        self.window: MainWindow | None = None
        translator.install(app, self.settings.language or i18n.system_language())
        theme.apply(app, self.settings.theme)
        app.setWindowIcon(theme.icon("app"))

    def start(self, folder: Path | None = None) -> None:
        """Show the first page, or an inventory; what cannot be opened is told on the page."""
        self.show_window(opening=folder.stem if folder else "")
        if folder is None:
            return
        # The empty window comes first: the database takes most of the time of a start.
        self._app.processEvents()
        if not self.open(folder) and self.window is not None:
            self.window.show_first_page()

    def open(self, folder: Path) -> bool:
        """Open an inventory in place of the one that is open; returns whether it could be."""
        if self.inventory is not None and self.inventory.folder.resolve() == folder.resolve():
            return True
        from heritage_desktop.storage.inventory import Inventory

        try:
            opened = Inventory.open(folder, author=self.settings.recorder)
        except HeritageError as error:
            tell(self.window, str(error))
            return False
        self.take(opened)
        return True

    def take(self, inventory: Inventory) -> None:
        """Show an inventory that is open already."""
        old, self.inventory = self.inventory, inventory
        folder = inventory.folder.resolve()
        self.remember(recent=self.settings.with_recent(folder).recent)
        if old is None and self.window is not None:
            self.window.fill(inventory)
            self._choose_first()
        else:
            self.show_window()
        if old is not None:
            old.close()

    def close_inventory(self) -> None:
        """Go back to the first page."""
        old, self.inventory = self.inventory, None
        self.show_window()
        if old is not None:
            old.close()

    def remember(self, **changes: object) -> None:
        """Keep choices; a disk that refuses them costs the choice, not the work."""
        self.settings = settings.replace(self.settings, **changes)
        try:
            settings.save(self.settings)
        except OSError:
            log.exception("The settings cannot be written")

    def use_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.remember(language=language)
        translator.install(self._app, language)
        self.show_window()

    def use_theme(self, mode: str) -> None:
        """Change the look; the window stays."""
        self.remember(theme=mode)
        theme.apply(self._app, mode)

    def use_recorder(self, name: str) -> None:
        """Sign new records and steps with this name."""
        self.remember(recorder=name)
        if self.inventory is not None:
            self.inventory.author = name

    def demo_folder(self) -> Path:
        """Return where the demo lives on this computer."""
        return settings.data_dir() / tr("Demo.vhi")

    def show_window(self, opening: str = "") -> None:
        """Show a window in place of the old one; ``opening`` names what is about to be shown."""
        old = self.window
        # Windows come and go here without the program ending in between.
        self._app.setQuitOnLastWindowClosed(False)
        if old is not None:
            old.leave()
        self.window = MainWindow(self, opening)
        self.window.show()
        self._choose_first()
        if old is not None:
            old.close()
            old.deleteLater()
        self._app.setQuitOnLastWindowClosed(True)

    def _choose_first(self) -> None:
        """Only once the window is there: the first form takes a moment to build."""
        if self.window is not None and self.window.library is not None:
            QTimer.singleShot(0, self.window.library.select_first)

    def quit(self) -> None:
        """Close the window, which ends the program."""
        if self.window is not None:
            self.window.close()
        self._app.quit()

    def close(self) -> None:
        """Store what was typed and leave the inventory."""
        if self.window is not None:
            self.window.leave()
            self.window.deleteLater()
            self.window = None
        if self.inventory is not None:
            self.inventory.close()
            self.inventory = None
