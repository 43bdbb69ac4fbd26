# SPDX-License-Identifier: Apache-2.0
"""Choosing from a list by typing a part of the word, in either language; and chips for several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label

CODE = Qt.ItemDataRole.UserRole
SOUGHT = Qt.ItemDataRole.UserRole + 1

#: Letters a box of usual width shows.
LONGEST_SHOWN = 34

Choice = tuple[str, str, str]  # code, shown, sought (all words it may be found by)


def term_choices(vocabulary_id: str) -> list[Choice]:
    """Return the words of a vocabulary in the language of the program, parents before the dot."""
    words = vocabulary(vocabulary_id)
    shown = language()
    made = []
    for code in words.codes():
        term = words.term(code)
        label = words.label(code, shown)
        if term is not None and term.broader:
            label = f"{words.label(term.broader, shown)} › {label}"
        sought = f"{label} {words.sought(code)}"
        made.append((code, label, sought))
    return made


def choice_model(choices: Sequence[Choice]) -> QStandardItemModel:
    """Return a model that several boxes may share."""
    model = QStandardItemModel()
    for code, shown, sought in [("", "—", ""), *choices]:
        item = QStandardItem(shown)
        item.setData(code, CODE)
        item.setData(sought, SOUGHT)
        model.appendRow(item)
    return model


class _Completer(QCompleter):
    """Searches all words of a choice but writes only what is shown."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class SearchCombo(QComboBox):
    """A box that finds choices by any part of their words; ``chosen`` on a choice or on leaving.

    With ``open_list`` a word that is not in the list is kept as it is.
    """

    chosen = Signal()
    edited = Signal(str)
    reverted = Signal()

    def __init__(self, parent: QWidget | None = None, *, open_list: bool = False) -> None:
        super().__init__(parent)
        self._open = open_list
        self._shown: str | None = None
        self.setEditable(True)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self.on_finished)
        self.activated.connect(self.on_activated)

    def set_choices(self, model: QStandardItemModel) -> None:
        """Offer the rows of ``model``; keeps what is shown."""
        code = self._shown
        self.setModel(model)
        completer = _Completer(model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionRole(SOUGHT)
        completer.setMaxVisibleItems(10)
        self.setCompleter(completer)
        self.show_code(code)

    def show_code(self, code: str | None) -> None:
        """Show a stored choice; a code that is not offered is shown as it is."""
        self._shown = code
        row = self.findData(code, CODE) if code else -1
        self.setCurrentIndex(row)
        self.line.setText(_short(self.itemText(row)) if row >= 0 else code or "")
        self.line.setCursorPosition(0)

    def code(self) -> str | None:
        """Return what is chosen now, None for nothing.

        Raises ValueError when the words are not in a closed list.
        """
        text = self.line.text().strip()
        if text in ("", "—"):
            return None
        row = self._row_of(text)
        if row >= 0:
            return str(self.itemData(row, CODE)) or None
        if self._open or text == self._shown:
            return text
        raise ValueError(tr("“{text}” is not in the list; choose one of its words.", text=text))

    def _row_of(self, text: str) -> int:
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if row >= 0:
            return row
        ends = [row for row in range(self.count()) if self.itemText(row).split(" › ")[-1] == text]
        return ends[0] if len(ends) == 1 else -1

    def on_activated(self) -> None:
        """Take a choice from the list."""
        if not self.itemData(self.currentIndex(), CODE):
            self.setCurrentIndex(-1)
            self.line.clear()
        self.chosen.emit()

    def on_finished(self) -> None:
        """Take what was typed when the line is left."""
        completer = self.completer()
        popup = completer.popup() if completer else None
        if popup is None or not popup.isVisible():
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.line.isModified():
            self.reverted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the form must never change a value

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.line.selectAll()


def _short(text: str) -> str:
    """Leave the parent out where both would not fit in the line."""
    return text if len(text) <= LONGEST_SHOWN else text.split(" › ")[-1]


class FlowLayout(QLayout):
    """Lays its widgets in lines, like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        # Qt asks until it gets nothing; the stub does not say so.
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, tallest, gap = rect.x(), rect.y(), 0, self.spacing()
        for item in self._items:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x += width + gap
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()


class Chip(QWidget):
    """One chosen word with a cross to take it away."""

    removed = Signal(str)

    def __init__(self, code: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 2, 2)
        row.setSpacing(2)
        row.addWidget(plain_label(text))
        cross = QToolButton()
        cross.setProperty("look", "small")
        theme.set_icon(cross, "close")
        cross.setIconSize(QSize(12, 12))
        cross.setAccessibleName(tr("Remove {name}", name=text))
        cross.clicked.connect(lambda: self.removed.emit(self.code))
        row.addWidget(cross)
