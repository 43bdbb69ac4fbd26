# SPDX-License-Identifier: Apache-2.0
"""The names of an item: one line for each language, more where the village has more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.fields import Spec, specs
from heritage_desktop.domain.item import ItemName
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_sheet import LABEL_WIDTH
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import language_name
from heritage_desktop.qt.text_widgets import PlainLine
from heritage_desktop.storage.drafts import Draft

CHINESE, ENGLISH = "zh-Hans", "en"


@dataclass
class _Line:
    """One name on the screen; ``record`` is None until it is stored."""

    record: ItemName | None
    language: str
    label: QLabel
    edit: PlainLine
    cross: QToolButton


class NamesPanel(QWidget):
    """Edits the ``ItemName`` records of one item."""

    changed = Signal()

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.autosave = autosave
        self.item = ""
        self.lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self.add = QPushButton(tr("Another name"))
        self.add.setProperty("flat", True)
        self.add.setAutoDefault(False)
        theme.set_icon(self.add, "add")
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self.menu)
        foot = QHBoxLayout()
        foot.setContentsMargins(LABEL_WIDTH, 0, 0, 0)
        foot.addWidget(self.add)
        foot.addStretch()
        column.addLayout(foot)

    def show_item(self, item: str) -> None:
        """Show another item, or the same one again; a line being edited keeps its text."""
        if item != self.item:
            self.commit_all()
        elif any(line.edit.isModified() for line in self.lines):
            return
        self.item = item
        names = sorted(
            self.autosave.inventory.all(ItemName, item=item),
            key=lambda name: (not name.preferred, name.id),
        )
        self._lay_out(_ordered(names))

    def _lay_out(self, wanted: Sequence[tuple[str, ItemName | None]]) -> None:
        focused = next((n for n, line in enumerate(self.lines) if line.edit.hasFocus()), None)
        while len(self.lines) > len(wanted):
            self._drop_line()
        while len(self.lines) < len(wanted):
            self._add_line()
        for line, (tag, record) in zip(self.lines, wanted, strict=True):
            self._fill(line, tag, record)
        if focused is not None and focused < len(self.lines):
            self.lines[focused].edit.setFocus()

    def _fill(self, line: _Line, tag: str, record: ItemName | None) -> None:
        line.language, line.record = tag, record
        role = record.role if record and record.role not in (None, "official") else None
        text = tr("Name, {language}", language=language_name(tag))
        if role:
            text = f"{vocabulary('name_role').label(role, language())}, {language_name(tag)}"
        line.label.setText(text)
        line.edit.setAccessibleName(text)
        line.edit.setPlaceholderText(_HINTS.get(tag, ""))
        line.edit.show_text(record.value or "" if record else "")
        extra = record is not None and self.lines.index(line) > 1
        line.cross.setVisible(extra)
        line.cross.setAccessibleName(tr("Remove {name}", name=text))

    def _add_line(self) -> None:
        row = len(self.lines)
        label = plain_label("")
        label.setProperty("look", "field")
        label.setFixedWidth(LABEL_WIDTH)
        label.setWordWrap(True)
        edit, cross = PlainLine(), QToolButton()
        label.setBuddy(edit)
        theme.set_icon(cross, "close")
        cross.setProperty("look", "small")
        cross.setIconSize(QSize(14, 14))
        line = _Line(None, "", label, edit, cross)
        edit.textEdited.connect(lambda text: self.on_typed(line, text))
        edit.left.connect(lambda: self.commit(line))
        edit.reverted.connect(lambda: self.revert(line))
        cross.clicked.connect(lambda: self.remove(line))
        self.lines.append(line)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(edit, row, 1)
        self._grid.addWidget(cross, row, 2)
        if row:
            QWidget.setTabOrder(self.lines[row - 1].edit, edit)

    def _drop_line(self) -> None:
        line = self.lines.pop()
        for widget in (line.label, line.edit, line.cross):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _place(self, line: _Line) -> tuple[str, str, str, str]:
        record = line.record.id if line.record else self.item
        return "item_name", record, "value", "" if line.record else line.language

    def on_typed(self, line: _Line, text: str) -> None:
        """Pass a keystroke to the drafts."""
        self.autosave.typed(self._place(line), text)

    def commit(self, line: _Line) -> None:
        """Store a line that was typed in."""
        if not line.edit.isModified() or not self.item:
            return
        text, place = line.edit.text().strip(), self._place(line)
        record, item, tag = line.record, self.item, line.language
        label = tr("Edit {label}", label=tr(_VALUE.label))
        line.edit.setModified(False)
        if record is not None and text:
            done = self.autosave.write_field(ItemName, record.id, "value", text)
        elif record is not None:
            done = self.autosave.write(label, lambda c: c.drop(ItemName, record.id))
        elif text:
            first = not any(other.record and other.language == tag for other in self.lines)
            made = ItemName(id="", item=item, value=text, language=tag, preferred=first or None,
                            role="official" if first else "alternative")  # fmt: skip
            done = self.autosave.write(label, lambda c: c.add(made))
        else:
            done = True
        if done:
            self.autosave.forget(*place[:3])
            self.changed.emit()
        else:
            line.edit.setModified(True)

    def commit_all(self) -> None:
        """Store every line that was typed in."""
        for line in list(self.lines):
            self.commit(line)

    def revert(self, line: _Line) -> None:
        """Give up what was typed in a line."""
        self.autosave.forget(*self._place(line)[:3])
        line.edit.show_text(line.record.value or "" if line.record else "")
        self.autosave.state.emit("saved", "")

    def remove(self, line: _Line) -> None:
        """Move one name to the trash; Undo brings it back."""
        record = line.record
        if record is not None:
            line.edit.setModified(False)
            label = tr("Remove name {name}", name=record.value or "")
            self.autosave.write(label, lambda change: change.drop(ItemName, record.id))

    def show_drafts(self, drafts: Sequence[Draft]) -> list[str]:
        """Put restored drafts into their lines; returns what to call them."""
        labels = []
        for draft in drafts:
            for line in self.lines:
                if self._place(line) == (draft.entity, draft.record, draft.field, draft.member):
                    line.edit.setText(draft.text)
                    line.edit.setModified(True)
                    labels.append(line.label.text())
        return labels

    def _fill_menu(self) -> None:
        self.menu.clear()
        for code in vocabulary("language").codes():
            action = self.menu.addAction(language_name(code))
            action.triggered.connect(lambda _on=False, code=code: self.add_name(code))

    def add_name(self, tag: str) -> None:
        """Open an empty line for one more name."""
        self.commit_all()
        wanted: list[tuple[str, ItemName | None]] = [(ln.language, ln.record) for ln in self.lines]
        if (tag, None) not in wanted:
            wanted.append((tag, None))
        self._lay_out(wanted)
        next(ln for ln in self.lines if (ln.language, ln.record) == (tag, None)).edit.setFocus()


_VALUE: Spec = specs(ItemName)["value"]
_HINTS = {CHINESE: "承启楼", ENGLISH: "Chengqi House"}


def _ordered(names: list[ItemName]) -> list[tuple[str, ItemName | None]]:
    """Chinese and English lines always stand first, empty or not; the rest follows."""
    rest = list(names)
    wanted: list[tuple[str, ItemName | None]] = []
    for tag in (CHINESE, ENGLISH):
        found = next((n for n in rest if (n.language or "").startswith(tag[:2])), None)
        if found is not None:
            rest.remove(found)
        wanted.append((found.language or tag if found else tag, found))
    return wanted + [(name.language or "und", name) for name in rest]
