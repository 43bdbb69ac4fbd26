# SPDX-License-Identifier: Apache-2.0
"""Long work inside a dialog: its progress, the time that is left, and the way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.qt.labels import plain_label

#: An estimate from fewer seconds than this jumps about.
ESTIMATE_AFTER_S = 2.0


class ProgressPanel(QWidget):
    """A bar with a line below it: how far the work of a window is, as all windows show it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.text = QProgressBar(), plain_label("", "caption")
        self.bar.setAccessibleName(tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.text)

    def work(self, dialog: QWidget) -> DialogWork:
        """Return what runs the jobs of the dialog and shows them here."""
        return DialogWork(dialog, self.bar, self.text, self)


class DialogWork(QObject):
    """Runs one job at a time for a dialog and shows how far it is."""

    done = Signal(object)
    refused = Signal(str)
    ended = Signal()

    def __init__(self, dialog: QWidget, bar: QProgressBar, text: QLabel, panel: QWidget) -> None:
        super().__init__(dialog)
        self._bar, self._text, self._panel = bar, text, panel
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._began = 0.0
        panel.hide()

    @property
    def running(self) -> bool:
        """Tell whether work is under way."""
        return self._job is not None

    def start(self, work: Callable[[Progress], Any]) -> None:
        """Begin; ``done`` brings the result, ``refused`` the sentence of a HeritageError."""
        self._began = time.monotonic()
        self._bar.setRange(0, 0)
        self._text.setText("")
        self._panel.show()
        job = self._job = Job(work)
        job.progressed.connect(self.on_progress)
        job.succeeded.connect(self.done)
        job.failed.connect(self.on_failed)
        job.ended.connect(self.on_ended)
        self._jobs.submit(job)

    def stop(self) -> None:
        """Ask the work to stop; it ends at its next step."""
        if self._job is not None:
            self._text.setText(tr("Stopping…"))
            self._job.cancel()

    def close(self) -> None:
        """Stop and wait: the dialog is going away."""
        self._jobs.close()

    def on_progress(self, number: int, total: int, note: str) -> None:
        """Show how far the work is."""
        self._bar.setRange(0, total)
        self._bar.setValue(number)
        parts = [tr("{done} of {total}", done=number, total=total) if total else "",
                 time_left(time.monotonic() - self._began, number, total), note]  # fmt: skip
        self._text.setText(" · ".join(part for part in parts if part))

    def on_failed(self, error: object) -> None:
        """Pass on a sentence fit to show; anything else is a bug and says so."""
        self.refused.emit(sentence(error))

    def on_ended(self) -> None:
        """Put the progress away."""
        self._job = None
        self._panel.hide()
        self.ended.emit()


def time_left(spent: float, number: int, total: int) -> str:
    """Say roughly how long it still takes; '' before it can be known."""
    if spent < ESTIMATE_AFTER_S or not 0 < number < total:
        return ""
    seconds = spent / number * (total - number)
    if seconds < 60:
        return tr("less than a minute left")
    return ntr("about {n} minute left", "about {n} minutes left", round(seconds / 60))
