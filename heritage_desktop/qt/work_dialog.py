# SPDX-License-Identifier: Apache-2.0
"""Long work that needs no questions: how far it is, how long it takes, and its last sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.labels import plain_label


class WorkDialog(QDialog):
    """Runs ``work`` as soon as it is shown; ``tell`` turns the result into what is said."""

    def __init__(
        self,
        heading: str,
        work: Callable[[Progress], Any],
        tell: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tell = tell
        self.result_of_work: Any = None
        self.setWindowTitle(heading)
        self.setMinimumWidth(440)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(plain_label(heading, "title"))
        self.said = plain_label(tr("Working…"), "muted")
        self.said.setWordWrap(True)
        outer.addWidget(self.said)
        panel = ProgressPanel()
        outer.addWidget(panel)
        across = QHBoxLayout()
        across.addStretch(1)
        self.close_button = QPushButton(tr("Cancel"))
        self.close_button.clicked.connect(self.on_close)
        across.addWidget(self.close_button)
        outer.addLayout(across)
        self.work = panel.work(self)
        self.work.done.connect(self.on_done)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self.on_ended)
        self.work.start(work)

    def on_done(self, result: Any) -> None:
        """Say how it went."""
        self.result_of_work = result
        self._say(self._tell(result), "")

    def on_refused(self, sentence: str) -> None:
        """Say why it could not be done."""
        self._say(sentence, "danger")

    def _say(self, text: str, role: str) -> None:
        """Show all of a text: a label that wraps does not ask for its height by itself."""
        self.said.setText(text)
        theme.set_role(self.said, role)
        self.said.setMinimumHeight(self.said.heightForWidth(self.said.width()))

    def on_ended(self) -> None:
        """Nothing is left to stop."""
        if self.said.text() == tr("Working…"):
            self.said.setText(tr("Stopped. Nothing half-done is left."))
        self.close_button.setText(tr("Close"))
        theme.set_primary(self.close_button)

    def on_close(self) -> None:
        """Stop the work, or close."""
        if self.work.running:
            self.work.stop()
        else:
            self.accept()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)
