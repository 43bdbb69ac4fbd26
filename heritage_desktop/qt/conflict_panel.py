# SPDX-License-Identifier: Apache-2.0
"""Two teams, one field, two values: side by side with who and when, for a person to settle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_widgets import editor_for
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import language_name, shown_when, spec_of
from heritage_desktop.qt.settle_cards import register_spec, value_words
from heritage_desktop.storage.queries import title_of
from heritage_desktop.storage.timeline import Conflict, Version


class ConflictCard(QFrame):
    """One field with its values; ``settled`` with the value a person chose or wrote."""

    settled = Signal(object)

    def __init__(self, conflict: Conflict, around: Surroundings, panel: ConflictPanel) -> None:
        super().__init__()
        self.conflict, self._around, self._panel = conflict, around, panel
        self.spec = spec_of(conflict.entity, conflict.field)
        theme.set_role(self, "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        name = plain_label(self.title())
        name.setProperty("look", "strong")
        self._column.addWidget(name)
        row = QHBoxLayout()
        row.setSpacing(8)
        for version in conflict.versions:
            row.addWidget(self._version(version), 1)
        self._column.addLayout(row)
        self.editor: FieldEditor | None = None
        self._write_new()

    def title(self) -> str:
        """Say which field it is."""
        spec = self.spec
        if self.conflict.field == EXISTENCE:
            return tr("Whether it stays")
        name = tr(spec.label) if spec else self.conflict.field
        if spec is not None and spec.kind is Kind.LOCALISED and self.conflict.member:
            return f"{name}, {language_name(self.conflict.member)}"
        return name

    def _version(self, version: Version) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "version")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(8)
        who = version.author or tr("Somebody")
        head = plain_label(f"{who} · {shown_when(version.wall)}", "caption")
        head.setWordWrap(True)
        inside.addWidget(head)
        text = value_words(self.conflict, version.value, self._panel.name_of)
        value = plain_label(text)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
        keep = QPushButton(tr("Keep this"))
        keep.setAccessibleName(tr("Keep “{value}” by {who}", value=text[:80], who=who))
        keep.clicked.connect(lambda: self.settled.emit(version.value))
        inside.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _write_new(self) -> None:
        self._other = QPushButton(tr("Write something else"))
        self._other.setProperty("look", "link")
        self._other.clicked.connect(self.on_other)
        if self.spec is None:
            self._other.hide()
        self._column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)

    def on_other(self) -> None:
        """Offer a field to write a third value."""
        spec = self.spec
        if spec is None or self.editor is not None:
            return
        self._other.hide()
        plain = register_spec(spec)
        self.editor = editor_for(self.conflict.field, plain, self._around)
        best = self.conflict.versions[0].value if self.conflict.versions else None
        self.editor.show_value(best)
        self._column.addWidget(self.editor)
        self._trouble = plain_label("", "danger")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        use = QPushButton(tr("Use this text"))
        theme.set_primary(use)
        use.clicked.connect(self.on_use)
        self._column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        self.editor.setFocus()

    def on_use(self) -> None:
        """Take what was written."""
        if self.editor is None:
            return
        try:
            value = self.editor.value()
        except ValueError as error:
            self._trouble.setText(str(error))
            self._trouble.show()
        else:
            self.settled.emit(value)


class ConflictPanel(QWidget):
    """Shows the open differences of one record; the value not chosen stays in the history."""

    counted = Signal(int)
    settled = Signal()

    def __init__(self, around: Surroundings, autosave: Autosave) -> None:
        super().__init__()
        self.around, self.autosave = around, autosave
        self.record = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        note = plain_label(
            tr("Two teams wrote different things. Choose one; the other stays in the history."),
            "muted",
        )
        note.setWordWrap(True)
        column.addWidget(note)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.addLayout(self._list)
        column.addStretch()
        self.cards: list[ConflictCard] = []

    def show_record(self, record: str) -> list[Conflict]:
        """Show the differences of a record and return them."""
        found = self.autosave.inventory.conflicts(record)
        if record != self.record or [card.conflict for card in self.cards] != found:
            self._redraw(found)
        self.record = record
        self.counted.emit(len(found))
        return found

    def _redraw(self, found: list[Conflict]) -> None:
        empty_layout(self._list)
        self.cards = []
        for conflict in found:
            card = ConflictCard(conflict, self.around, self)
            card.settled.connect(lambda value, conflict=conflict: self.settle(conflict, value))
            self._list.addWidget(card)
            self.cards.append(card)

    def name_of(self, record: object) -> str:
        """Return the title of a record a version points to."""
        return title_of(self.autosave.inventory, str(record)) or tr("Without a name")

    def settle(self, conflict: Conflict, value: object) -> None:
        """Write the answer over all versions."""
        try:
            self.autosave.inventory.settle(conflict, value)
        except HeritageError as error:
            self.autosave.state.emit("failed", str(error))
            return
        self.show_record(self.record)
        self.settled.emit()
