# SPDX-License-Identifier: Apache-2.0
"""Places to type in: plain text only, safe with input methods, told when the person leaves."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from heritage_desktop.domain.fields import LONG_TEXT_LIMIT, SHORT_TEXT_LIMIT

#: A menu takes the focus for a moment; the person has not left the field.
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class PlainLine(QLineEdit):
    """One line; ``left`` when the person is done, ``reverted`` on Escape after a change."""

    left = Signal()
    reverted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(SHORT_TEXT_LIMIT)
        self._composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            if self.isModified():
                self.reverted.emit()
            else:
                event.ignore()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()  # nothing was typed here: the last change is meant
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False
        if event.reason() not in _PASSING:
            self.left.emit()

    def show_text(self, text: str) -> None:
        """Show stored text from its start, as if nothing had been typed."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)


class GrowingText(QPlainTextEdit):
    """Several lines that grow with their text between ``least`` and ``most`` lines."""

    left = Signal()
    reverted = Signal()
    shortened = Signal()

    def __init__(self, parent: QWidget | None = None, *, least: int = 2, most: int = 14) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self._composing = False
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The frame of the style sheet has its own padding; the document needs no second one.
        self.document().setDocumentMargin(1)
        self.document().clearUndoRedoStacks()  # or Undo would take the margin back
        self.document().documentLayout().documentSizeChanged.connect(self.on_grown)

    def on_grown(self) -> None:
        """Take the height of the text."""
        # WHY later: the layout may not be re-entered from its own signal.
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        wanted = self.sizeHint().height()
        if wanted != self.height():
            self.setFixedHeight(wanted)
        full = self._lines() > self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def _lines(self) -> int:
        return int(self.document().documentLayout().documentSize().height())

    def sizeHint(self) -> QSize:
        lines = max(self._least, min(self._most, self._lines()))
        return QSize(240, math.ceil(lines * self._line_height()) + 18)

    def _line_height(self) -> float:
        """A line of Chinese is higher than the font of the widget says."""
        block = self.document().firstBlock()
        height = self.blockBoundingRect(block).height() / max(1, block.lineCount())
        return max(height, self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.on_grown()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._composing:
            if self.document().isModified():
                self.reverted.emit()
            else:
                event.ignore()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()  # nothing was typed here: the last change is meant
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._lines() > self._most:
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False
        if event.reason() not in _PASSING:
            self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = LONG_TEXT_LIMIT - self.document().characterCount()
        text = source.text()
        if len(text) > room:
            text = text[: max(0, room)]
            self.shortened.emit()
        self.insertPlainText(text)
        self.ensureCursorVisible()

    def show_text(self, text: str) -> None:
        """Show stored text, as if nothing had been typed; the cursor stays where it can."""
        if text != self.toPlainText():
            place = self.textCursor().position()
            self.setPlainText(text)
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
            self.setTextCursor(cursor)
        self.document().setModified(False)
