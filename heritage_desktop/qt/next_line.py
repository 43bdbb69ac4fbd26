# SPDX-License-Identifier: Apache-2.0
"""The quiet line at the end of an import that leads to the photo desk."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.actions import verb_of
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services.next_steps import NextStep, after_import
from heritage_desktop.services.photos import ImportReport
from heritage_desktop.storage.inventory import Inventory


class NextLine(QWidget):
    """Hidden until there is something to point to; ``wanted`` brings the name of a verb."""

    wanted = Signal(str)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.tokens().space.s)
        self._row.addWidget(plain_label(tr("Next:"), "muted"))
        self._row.addStretch(1)
        self.hide()

    def look(self, inventory: Inventory, report: ImportReport) -> None:
        """Find out in the background what the import leaves to be done."""
        job = Job(lambda progress: after_import(inventory, report, progress))
        job.succeeded.connect(self.show_steps)
        self._jobs.submit(job)

    def show_steps(self, steps: object) -> None:
        """Show one button for each step, or stay away."""
        for step in cast("list[NextStep]", steps):
            verb = verb_of(step.verb)
            button = QPushButton(step.words)
            button.setFlat(True)
            button.setAutoDefault(False)
            theme.set_icon(button, verb.icon)
            button.setToolTip(f"{verb.words} ({verb.keys})")
            button.setAccessibleName(f"{verb.words} {step.words}")
            button.clicked.connect(partial(self.wanted.emit, step.verb))
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
        self.setVisible(bool(self.buttons))
        self.shown.emit()

    def stop(self) -> None:
        """Look no longer: the window is going away."""
        self._jobs.close()
