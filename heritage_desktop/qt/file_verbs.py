# SPDX-License-Identifier: Apache-2.0
"""File, Edit, View and Help: inventories come and go, steps are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit

from heritage_desktop import __version__, logs
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt.drops import dropped_paths
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.share_verbs import ShareVerbs


class FileVerbs(ShareVerbs):
    """Verbs that concern the inventory as a whole, the window, or the program."""

    _pasted: QTemporaryDir | None = None

    def on_new_inventory(self) -> None:
        """Make an inventory and open it."""
        from heritage_desktop.qt.ask_dialogs import NewInventoryDialog
        from heritage_desktop.services.inventories import new_inventory

        chosen = self._desk.settings
        dialog = NewInventoryDialog(chosen.recorder, chosen.team, self._window)
        if not dialog.exec():
            return
        recorder, team = dialog.recorder.text().strip(), dialog.team.text().strip()
        try:
            made = new_inventory(
                dialog.path(), title=dialog.title.text().strip(), team=team, author=recorder,
                village=dialog.village.text().strip(), office=dialog.office.isChecked(),
            )  # fmt: skip
        except HeritageError as error:
            tell(self._window, str(error))
            return
        self._desk.remember(recorder=recorder, team=team)
        QTimer.singleShot(0, partial(self._desk.take, made))

    def on_open_inventory(self) -> None:
        """Ask for a folder and open it."""
        start = next(iter(self._desk.settings.recent), str(Path.home()))
        found = QFileDialog.getExistingDirectory(
            self._window, tr("Choose a folder ending in .vhi"), str(Path(start).parent)
        )
        if found:
            self.open_folder(Path(found))

    def on_demo(self) -> None:
        """Make the demo if it is not there, and open it."""
        from heritage_desktop.services.demo import build_demo

        folder = self._desk.demo_folder()
        if (folder / "inventory.sqlite").is_file():
            self.open_folder(folder)
            return
        self._work(
            tr("Look around in the demo"),
            lambda progress: build_demo(folder, progress),
            lambda made: tr("The demo is ready."),
            after=lambda made: self.open_folder(made[0]),
        )

    def on_import_files(self) -> None:
        """Choose photos to bring in."""
        folder = self._desk.settings.photo_folder or str(Path.home())
        found, _ = QFileDialog.getOpenFileNames(self._window, tr("Import photos"), folder)
        if found:
            self._desk.remember(photo_folder=str(Path(found[0]).parent))
            self.import_paths([Path(one) for one in found])

    def on_import_folder(self) -> None:
        """Choose a folder of photos to bring in."""
        folder = self._desk.settings.photo_folder or str(Path.home())
        found = QFileDialog.getExistingDirectory(self._window, tr("Import a folder"), folder)
        if found:
            self._desk.remember(photo_folder=found)
            self.import_paths([Path(found)])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Do with dropped files what they are for: bundles merge, inventories open."""
        bundles = [path for path in paths if path.suffix.lower() == ".vhb"]
        receipts = [path for path in paths if path.suffix.lower() == ".vhr"]
        folders = [path for path in paths if (path / "inventory.sqlite").is_file()]
        if folders:
            self.open_folder(folders[0])
        elif self._window.inventory is None:
            tell(self._window, tr("Open an inventory first, then drop the files on it."))
        elif bundles:
            self.merge(bundles[0])
        elif receipts:
            self.take_receipts(receipts)
        elif paths:
            self.import_paths(paths)

    def on_backup(self) -> None:
        """Write a verified copy of the database."""
        self._settle()
        inventory = self._inventory
        self._work(
            tr("Back up"),
            lambda _progress: inventory.backup(),
            lambda path: tr("The backup {name} is written and was read back.", name=path.name),
        )

    def on_check(self) -> None:
        """Prove that nothing is lost or changed."""
        from heritage_desktop.services import checking

        self._settle()
        inventory = self._inventory

        def work(progress: Any) -> tuple[list[str], list[Any]]:
            return inventory.check(progress), checking.findings(inventory)

        def said(found: tuple[list[str], list[Any]]) -> str:
            problems, hints = found
            if problems:
                return "\n".join(problems[:12])
            return paragraph([
                tr("All is well: what is shown is what was recorded, and every original is there."),
                ntr("{n} hint on the records.", "{n} hints on the records.", len(hints)),
            ])  # fmt: skip

        self._work(tr("Check the inventory"), work, said)

    def on_close_inventory(self) -> None:
        """Go back to the first page."""
        self._settle()
        QTimer.singleShot(0, self._desk.close_inventory)

    def on_quit(self) -> None:
        """Leave the program."""
        self._window.close()

    def on_undo(self) -> None:
        """Take the last step back."""
        self._step(lambda inventory: inventory.undo())

    def on_redo(self) -> None:
        """Do the last undone step again."""
        self._step(lambda inventory: inventory.redo())

    def on_paste(self) -> None:
        """Import copied files, or a copied picture."""
        data = QGuiApplication.clipboard().mimeData()
        paths = dropped_paths(data)
        image = QImage(data.imageData()) if data.hasImage() else QImage()
        if not paths and not image.isNull():
            self._pasted = QTemporaryDir()
            stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
            paths = [Path(self._pasted.filePath(f"{tr('Pasted')} {stamp}.png"))]
            image.save(str(paths[0]))
        if paths:
            self.take_paths(paths)
        else:
            tell(self._window, tr("The clipboard holds no photos or files."))

    def on_find(self) -> None:
        """Go to the search box."""
        if self._window.library is not None:
            self._window.library.search.setFocus()
            self._window.library.search.selectAll()

    def on_as_cards(self) -> None:
        """Show cards."""
        if self._window.library is not None:
            self._window.library.show_grid(True)

    def on_as_list(self) -> None:
        """Show rows."""
        if self._window.library is not None:
            self._window.library.show_grid(False)

    def on_recorder(self) -> None:
        """Ask for the name that signs new records."""
        now = self._desk.settings.recorder
        name, taken = QInputDialog.getText(
            self._window, tr("My name"), tr("My name, as it stands in the records:"),
            QLineEdit.EchoMode.Normal, now,
        )  # fmt: skip
        if taken:
            self._desk.use_recorder(name.strip())

    def on_manual(self) -> None:
        """Show the first page of the manual."""
        from heritage_desktop.qt.manual_window import ManualWindow

        ManualWindow("first-day.md", self._window).show()

    def on_commands(self) -> None:
        """Show what the command line can do."""
        from heritage_desktop.qt.manual_window import ManualWindow

        ManualWindow("command-line.md", self._window).show()

    def on_log(self) -> None:
        """Show where the log is."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs.log_file().parent)))

    def on_about(self) -> None:
        """Say what this is and whose."""
        tell(
            self._window,
            tr("Heritage Desktop {version}\nFree software under the Apache License 2.0.\n"
               "What you record belongs to the village.", version=__version__),
        )  # fmt: skip
