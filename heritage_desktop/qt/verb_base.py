# SPDX-License-Identifier: Apache-2.0
"""What the verbs share: the inventory, work in the background, and the questions they ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.qt.messages import tell

if TYPE_CHECKING:
    from heritage_desktop.qt.main_window import MainWindow
    from heritage_desktop.storage.inventory import Inventory


class Doing(QObject):
    """The ground the groups of verbs stand on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._jobs = Jobs(self)
        self.stepping = False

    @property
    def _inventory(self) -> Inventory:
        inventory = self._window.inventory
        if inventory is None:
            raise HeritageError(tr("Open an inventory first."))
        return inventory

    def _settle(self) -> None:
        """Store what is being typed before something else happens to the record."""
        if self._window.form is not None:
            self._window.form.leave()

    def close(self) -> None:
        """Wait for what is under way."""
        self._jobs.close()

    def open_folder(self, folder: Path, _checked: bool = False) -> None:
        """Open an inventory folder; one that is gone leaves the list."""
        if not folder.is_dir():
            self._desk.remember(recent=self._desk.settings.without_recent(folder).recent)
            tell(self._window, tr("{name} is no longer there.", name=folder.name))
            return
        self._settle()
        QTimer.singleShot(0, partial(self._desk.open, folder))

    def import_paths(self, paths: Sequence[Path], target: str | None = None) -> None:
        """Show the import of these files and folders."""
        from heritage_desktop.qt.import_dialog import ImportDialog

        self._settle()
        library = self._window.library
        village = library.place.village if library else None
        dialog = ImportDialog(
            self._inventory, paths, self._window, target=target or None, village=village
        )
        dialog.accepted.connect(lambda: self._show_tray(dialog.into_tray))
        dialog.wanted.connect(lambda verb: self._window.actions_by_name[verb].trigger())
        dialog.open()

    def _show_tray(self, into_tray: int) -> None:
        """Show what came in: an empty list would look as if nothing had."""
        from heritage_desktop.qt.sidebar import Place

        if into_tray and self._window.sidebar is not None:
            self._window.sidebar.select(Place("tray"))

    def _step(self, act: Callable[[Inventory], object]) -> None:
        """Undoing a large import takes a moment: the window stays awake meanwhile."""
        self._settle()
        inventory = self._inventory
        self.stepping = True
        self._window.update_actions()
        job = Job(lambda _progress: act(inventory))
        job.failed.connect(self.on_failed)
        job.ended.connect(self.on_stepped)
        self._jobs.submit(job)

    def on_stepped(self) -> None:
        """The next step may be taken."""
        self.stepping = False
        self._window.update_actions()

    def on_failed(self, error: object) -> None:
        """Say why a step could not be taken."""
        tell(self._window, sentence(error))

    def _save_as(self, start: Path, pattern: str) -> Path | None:
        found, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save as"), str(start), f"{pattern[2:].upper()} ({pattern})"
        )
        return Path(found) if found else None

    def _work(
        self,
        heading: str,
        work: Callable[[Any], Any],
        said: Callable[[Any], str],
        after: Callable[[Any], None] | None = None,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        """Work behind a dialog; ``done`` is called when it went well, ``after`` closes it, too."""
        from heritage_desktop.qt.work_dialog import WorkDialog

        dialog = WorkDialog(heading, work, said, self._window)
        if done is not None:
            dialog.work.done.connect(done)
        if after is not None:
            dialog.work.done.connect(dialog.accept)
            dialog.accepted.connect(lambda: after(dialog.result_of_work))
        dialog.open()
