# SPDX-License-Identifier: Apache-2.0
"""Where an answer of one's own is written, and what is shown when nothing waits."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_widgets import editor_for
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.settle_cards import register_spec
from heritage_desktop.services import settling
from heritage_desktop.storage.timeline import Conflict


class AnswerBox(QFrame):
    """The editor of one field, hidden until it is wanted; ``written`` brings what was written."""

    written = Signal(object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        theme.set_role(self, "card")
        self._around = around
        self.editor: FieldEditor | None = None
        space = theme.tokens().space
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(space.m, space.m, space.m, space.m)
        self.said = plain_label("", "muted")
        self.said.setWordWrap(True)
        use = QPushButton(tr("Use this (Ctrl+Enter)"))
        use.setAutoDefault(False)
        theme.set_primary(use)
        use.clicked.connect(self.use)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.use)
        row = QHBoxLayout()
        row.setSpacing(space.s)
        row.addWidget(self.said, 1)
        row.addWidget(use)
        self._column.addLayout(row)
        self.hide()

    def begin(self, conflict: Conflict, value: Any, said: str) -> None:
        """Offer to write a value, begun with this one."""
        spec = settling.spec_of(conflict)
        if spec is None:
            return
        self.end()
        self.said.setText(said)
        theme.set_role(self.said, "muted")
        self.editor = editor_for(conflict.field, register_spec(spec), self._around)
        self.editor.show_value(value)
        self._column.insertWidget(0, self.editor)
        self.show()
        self.editor.setFocus()

    def end(self) -> None:
        """Put the editor away."""
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = None
        self.hide()

    def refuse(self, sentence: str) -> None:
        """Say why what was written cannot be taken."""
        self.said.setText(sentence)
        theme.set_role(self.said, "danger")

    def use(self) -> None:
        """Take what was written."""
        if self.editor is None:
            return
        try:
            value = self.editor.value()
        except ValueError as error:
            self.refuse(str(error))
        else:
            self.written.emit(value)


def calm_page() -> tuple[QWidget, QLabel]:
    """Return the page that says that nothing waits, and its words."""
    page, mark, words = QWidget(), QLabel(), plain_label("", "muted")
    mark.setPixmap(theme.icon("check", "line_strong").pixmap(QSize(64, 64)))
    mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout(page)
    column.setSpacing(theme.tokens().space.m)
    column.addWidget(mark, 2)
    column.addWidget(words, 3)
    return page, words
