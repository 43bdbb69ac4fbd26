# SPDX-License-Identifier: Apache-2.0
"""The words of one line beside each other: as spoken, in the standard language, in others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from heritage_desktop.domain.media import Segment
from heritage_desktop.domain.passages import LINE
from heritage_desktop.i18n import tr
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.passage_model import SPOKEN, column_name
from heritage_desktop.qt.text_widgets import GrowingText
from heritage_desktop.storage.drafts import Draft


class WordsPane(QWidget):
    """Edits ``spoken`` and ``translation`` of one passage; drafts while typing, then changes."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.autosave = autosave
        self.passage: Segment | None = None
        self.boxes: dict[str, GrowingText] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_columns(self, columns: Sequence[str]) -> None:
        """Offer a box for each of these languages; '' is the one that is spoken."""
        self.commit_all()
        empty_layout(self._row)
        self.boxes = {}
        for tag in columns:
            self._row.addWidget(self._column(tag), 1)
        self.show_passage(self.passage)

    def _column(self, tag: str) -> QWidget:
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(plain_label(column_name(tag), "caption"))
        box = self.boxes[tag] = GrowingText(least=3, most=5)
        box.setAccessibleName(column_name(tag))
        box.textChanged.connect(lambda: self._on_typed(tag))
        box.left.connect(self.commit_all)
        box.reverted.connect(self.revert)
        box.installEventFilter(self)
        inside.addWidget(box)
        inside.addStretch()
        return column

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo and redo belong to the box only while it has something to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key, box in ((QKeySequence.StandardKey.Undo, "isUndoAvailable"),
                             (QKeySequence.StandardKey.Redo, "isRedoAvailable")):  # fmt: skip
                if event.matches(key) and isinstance(watched, GrowingText):
                    if not getattr(watched.document(), box)():
                        event.ignore()
                        return True
        return super().eventFilter(watched, event)

    def show_passage(self, one: Segment | None) -> None:
        """Show a passage; boxes that are being typed in keep their text when it is the same."""
        same = one is not None and self.passage is not None and one.id == self.passage.id
        if not same:
            self.commit_all()
        self.passage = one
        line = one is not None and one.sort == LINE
        for tag, box in self.boxes.items():
            box.setEnabled(line)
            box.setPlaceholderText("" if line or tag else tr("Ctrl+Enter begins a line here."))
            if not (same and box.document().isModified()):
                self._put(box, _words(one, tag))

    def _put(self, box: GrowingText, text: str) -> None:
        box.blockSignals(True)
        box.show_text(text)
        box.blockSignals(False)

    def show_drafts(self, drafts: Iterable[Draft]) -> None:
        """Put text back that was being typed when the program ended."""
        for draft in drafts:
            box = self.boxes.get(draft.member)
            if box is not None and draft.field in ("spoken", "translation"):
                self._put(box, draft.text)
                box.document().setModified(True)

    def focus(self, tag: str = SPOKEN) -> None:
        """Put the cursor at the end of one box."""
        box = self.boxes.get(tag)
        if box is not None and box.isEnabled():
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            box.moveCursor(box.textCursor().MoveOperation.End)

    def place(self) -> int | None:
        """Return where the cursor stands in the spoken words, None when it is elsewhere."""
        box = self.boxes.get(SPOKEN)
        return box.textCursor().position() if box is not None and box.hasFocus() else None

    def _on_typed(self, tag: str) -> None:
        box = self.boxes[tag]
        if self.passage is not None and box.document().isModified():
            field = "translation" if tag else "spoken"
            self.autosave.typed(("segment", self.passage.id, field, tag), box.toPlainText())

    def commit_all(self) -> None:
        """Store what was typed."""
        one = self.passage
        typed = {tag: box for tag, box in self.boxes.items() if box.document().isModified()}
        if one is None or not typed:
            return
        stored = self.autosave.inventory.get(Segment, one.id) or one
        texts = {tag: box.toPlainText().strip() for tag, box in typed.items()}
        translation = {**stored.translation, **{tag: text for tag, text in texts.items() if tag}}
        done = True
        if SPOKEN in texts:
            done = self.autosave.write_field(Segment, one.id, "spoken", texts[SPOKEN] or None)
        if any(texts.keys() - {SPOKEN}):
            kept = {tag: text for tag, text in translation.items() if text}
            done = self.autosave.write_field(Segment, one.id, "translation", kept) and done
        if done:
            for box in typed.values():
                box.document().setModified(False)

    def revert(self) -> None:
        """Give up what was typed."""
        if self.passage is None:
            return
        for field in ("spoken", "translation"):
            self.autosave.forget("segment", self.passage.id, field)
        stored = self.autosave.inventory.get(Segment, self.passage.id)
        for tag, box in self.boxes.items():
            self._put(box, _words(stored, tag))


def _words(one: Segment | None, tag: str) -> str:
    if one is None:
        return ""
    return (one.translation.get(tag, "") if tag else one.spoken) or ""
