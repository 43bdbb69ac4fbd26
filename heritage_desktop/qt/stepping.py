# SPDX-License-Identifier: Apache-2.0
"""Undo and redo of one window: away from its thread, and only of what was done since it opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.storage.inventory import Inventory


class Stepping(QObject):
    """A transcript that was read in takes seconds to take back: the window stays awake.

    Ctrl+Z in a window that has done nothing yet must not take back the import that came before.
    """

    failed = Signal(str)

    def __init__(self, inventory: Inventory, parent: QObject) -> None:
        super().__init__(parent)
        self._inventory, self._since = inventory, inventory.newest_step
        self._jobs = Jobs(self)

    def undo(self) -> None:
        """Take the last step back."""
        self._take(Job(lambda _progress: self._inventory.undo(self._since)))

    def redo(self) -> None:
        """Do the last step again."""
        self._take(Job(lambda _progress: self._inventory.redo()))

    def _take(self, job: Job) -> None:
        job.failed.connect(lambda error: self.failed.emit(sentence(error)))
        self._jobs.submit(job)

    def close(self) -> None:
        """Wait for the step that is under way."""
        self._jobs.close()
