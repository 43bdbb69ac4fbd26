# SPDX-License-Identifier: Apache-2.0
"""The team's own fields of one record, below the declared ones."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.own import OwnField
from heritage_desktop.i18n import tr
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_sheet import LABEL_WIDTH, FieldRow
from heritage_desktop.qt.field_widgets import TermEditor, editor_for
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.term_widgets import choice_model
from heritage_desktop.services import own_fields


class OwnTermEditor(TermEditor):
    """A word of the team's own list."""

    words: tuple[str, ...] = ()

    def offer(self) -> None:
        """The words come with the field, not from a vocabulary."""

    def use_words(self, words: tuple[str, ...]) -> None:
        """Offer these words."""
        self.words = words
        self.box.set_choices(choice_model([(word, word, word) for word in words]))


class OwnPanel(QWidget):
    """Asks the own fields of one record; hidden while there are none."""

    def __init__(self, around: Surroundings, autosave: Autosave) -> None:
        super().__init__()
        self.around, self.autosave = around, autosave
        self.record = ""
        self.fields: list[OwnField] = []
        self.rows: dict[str, FieldRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(plain_label(tr("Own fields"), "caption"))
        self._body: QWidget | None = None

    def show_record(self, record: str) -> None:
        """Show the answers of a record; a field being edited keeps its text."""
        if record != self.record:
            self.commit_all()
        changed = record != self.record
        self.record = record
        found = own_fields.answers(self.autosave.inventory, record)
        asked = [answer.field for answer in found]
        if asked != self.fields:
            self.fields = asked
            self._build(found)
        for answer in found:
            row = self.rows[answer.field.id]
            if changed or not row.editor.touched:
                row.editor.show_value(answer.value)
                row.tell("")
        self.setVisible(bool(found))

    def _build(self, found: list[own_fields.Answer]) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        self.rows = {}
        for answer in found:
            editor = self._editor(answer)
            row = self.rows[answer.field.id] = FieldRow(editor, answer.spec, grid)
            editor.left.connect(lambda field=answer.field: self.commit(field))
            editor.reverted.connect(lambda: self.show_record(self.record))
            row.set_mark("", "")
        self._column.addWidget(self._body)

    def _editor(self, answer: own_fields.Answer) -> FieldEditor:
        words = own_fields.words_of(answer.field)
        if answer.field.kind == "term" and words:
            made = OwnTermEditor(answer.field.id, answer.spec, self.around)
            made.use_words(words)
            return made
        return editor_for(answer.field.id, answer.spec, self.around)

    def commit(self, field: OwnField) -> None:
        """Store an answer; one that does not fit stays, with the reason."""
        row = self.rows.get(field.id)
        if row is None or not row.editor.touched or not self.record:
            return
        try:
            row.editor.settle()
            value = row.editor.value()
            row.editor.touched = False
            own_fields.answer(self.autosave.inventory, self.record, field, value)
        except (ValueError, HeritageError) as error:
            row.editor.touched = True
            row.tell(str(error))
            return
        row.tell("")

    def commit_all(self) -> None:
        """Store every answer that was touched."""
        for field in list(self.fields):
            self.commit(field)
