# SPDX-License-Identifier: Apache-2.0
"""The fields of a record laid out from their declarations: the first few, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.fields import Record, Spec, specs
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_menu import reason_label, reason_of
from heritage_desktop.qt.field_widgets import editor_for
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.storage.drafts import Draft

LABEL_WIDTH = 108

Key = tuple[str, str]  # entity, field
Records = Mapping[str, Record]


class Disclosure(QWidget):
    """A group of fields behind a header that says how many are filled."""

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.header = QPushButton(title.replace("&", "&&"))
        self.header.setCheckable(True)
        self.header.setAutoDefault(False)
        self.header.setProperty("look", "disclosure")
        self.header.setIconSize(QSize(16, 16))
        self.header.toggled.connect(self.set_open)
        self.count = plain_label("", "caption")
        inner = QHBoxLayout(self.header)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addStretch()
        inner.addWidget(self.count)
        self.body = QWidget()
        self.body.setVisible(False)
        column.addWidget(self.header)
        column.addWidget(self.body)
        theme.set_icon(self.header, "chevron-right")

    def set_open(self, opened: bool) -> None:
        """Show or fold the fields."""
        self.header.setChecked(opened)
        self.body.setVisible(opened)
        theme.set_icon(self.header, "chevron-down" if opened else "chevron-right")
        self.toggled.emit(opened)

    def show_count(self, filled: int, total: int) -> None:
        """Say how much of the group is filled."""
        self.count.setText(f"{filled} / {total}")
        said = tr("{title}, {filled} of {total} filled", title=self.title, filled=filled,
                  total=total)  # fmt: skip
        self.header.setAccessibleName(said)


class FieldRow:
    """A label, its editor and the line where trouble is told."""

    def __init__(
        self, editor: FieldEditor, spec: Spec, grid: QGridLayout, *, above: bool = False
    ) -> None:
        self.editor, self.spec = editor, spec
        row = grid.rowCount()
        self.label: QLabel = plain_label(tr(spec.label))
        self.label.setProperty("look", "field")
        self.label.setWordWrap(True)
        if not above:
            self.label.setFixedWidth(LABEL_WIDTH - 20)
        self.label.setBuddy(editor.entry())
        self.mark = QToolButton()
        self.mark.setProperty("look", "small")
        self.mark.setIconSize(QSize(16, 16))
        self.mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mark.setFixedSize(20, 30)
        left = QHBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.label, 1, Qt.AlignmentFlag.AlignTop)
        left.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        self.trouble = plain_label("", "danger")
        self.trouble.setProperty("look", "trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        cell = QVBoxLayout()
        cell.setSpacing(4)
        cell.addWidget(editor)
        cell.addWidget(self.trouble)
        self.note = plain_label("", "caption")
        self.note.hide()
        cell.addWidget(self.note)
        cell.addStretch(1)
        grid.addLayout(left, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(cell, row + above, 0 if above else 1)
        self._marked, self._shown = "", True
        self.set_mark("", "")

    def set_shown(self, shown: bool) -> None:
        """Show the field only where it is asked for."""
        self._shown = shown
        for widget in (self.label, self.mark, self.editor):
            widget.setVisible(shown)

    def set_mark(self, icon: str, said: str) -> None:
        """Put a calm mark beside the label: 'warning' for two values, 'required' when missing."""
        if icon == self._marked and icon:
            return
        self._marked = icon
        self.mark.setVisible(self._shown)
        self.mark.setEnabled(icon == "warning")
        if icon == "warning":
            self.mark.setText("")
            self.mark.setIcon(theme.icon("warning", "warn"))
        else:
            self.mark.setIcon(QIcon())
            self.mark.setText("•" if icon else "")
        self.mark.setFocusPolicy(
            Qt.FocusPolicy.TabFocus if icon == "warning" else Qt.FocusPolicy.NoFocus
        )
        self.mark.setAccessibleName(said)
        self.label.setAccessibleName(f"{self.label.text()} {said}".strip())

    def tell(self, sentence: str) -> None:
        """Show why the text cannot be stored, or clear it."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.editor.mark_wrong(bool(sentence))
        self.editor.entry().setAccessibleDescription(sentence)


class FieldSheet(QWidget):
    """Edits the declared fields of one record and of its detail sheet, which share an id."""

    conflict_opened = Signal(str, str)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        entities: Sequence[type[Record]],
        around: Surroundings,
        autosave: Autosave,
        *,
        hidden: Iterable[str] = (),
        folded: bool = True,
        above: bool = False,
    ) -> None:
        super().__init__()
        self.around, self.autosave, self._above = around, autosave, above
        self.entities = {entity.entity: entity for entity in entities}
        self.record = ""
        self.rows: dict[Key, FieldRow] = {}
        self.groups: dict[str, tuple[Disclosure, list[Key]]] = {}
        self._grids: dict[str, QGridLayout] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._build(set(hidden), folded)

    def _build(self, hidden: set[str], folded: bool) -> None:
        wanted = [
            ((name, field), spec)
            for name, entity in self.entities.items()
            for field, spec in specs(entity).items()
            if spec.shown and field not in hidden
        ]
        self._grids[""] = self._grid(self._column)
        for key, spec in wanted:
            if spec.first or not folded:
                self._add_row(key, spec, self._grids[""])
        for key, spec in wanted:
            if not spec.first and folded:
                self._add_row(key, spec, self._group(spec.group))
                self.groups[spec.group][1].append(key)

    def _grid(self, column: QVBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        if not self._above:
            grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(0 if self._above else 1, 1)
        column.addLayout(grid)
        return grid

    def _group(self, name: str) -> QGridLayout:
        if name not in self._grids:
            fold = Disclosure(tr("More") if name == "Basics" else tr(name))
            inner = QVBoxLayout(fold.body)
            inner.setContentsMargins(0, 0, 0, 8)
            self._grids[name] = self._grid(inner)
            self.groups[name] = (fold, [])
            fold.set_open(name in self.around.open_groups)
            fold.toggled.connect(lambda opened, name=name: self._on_fold(name, opened))
            self._column.addWidget(fold)
        return self._grids[name]

    def _on_fold(self, name: str, opened: bool) -> None:
        (self.around.open_groups.add if opened else self.around.open_groups.discard)(name)

    def _add_row(self, key: Key, spec: Spec, grid: QGridLayout) -> None:
        editor = editor_for(key[1], spec, self.around)
        row = self.rows[key] = FieldRow(editor, spec, grid, above=self._above)
        editor.typed.connect(lambda member, text: self.on_typed(key, member, text))
        editor.left.connect(lambda: self.commit(key))
        editor.reverted.connect(lambda: self.revert(key))
        row.label.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.label.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(key, row.label.mapToGlobal(at))
        )
        row.mark.clicked.connect(lambda: self.conflict_opened.emit(*key))

    def show_records(self, record: str, records: Records) -> None:
        """Show another record, or the same one again; fields being edited keep their text."""
        changed = record != self.record
        if changed:
            self.commit_all()
        self.record = record
        for fold_name, (fold, _) in self.groups.items():
            fold.set_open(fold_name in self.around.open_groups)
        for key in self.rows:
            self._show(key, records, force=changed)
        self._recount()

    def _show(self, key: Key, records: Records, *, force: bool) -> None:
        row = self.rows[key]
        if row.editor.touched and not force:
            return
        entity = self.entities[key[0]]
        value = getattr(records.get(key[0]) or entity(id=self.record), key[1])
        row.editor.show_value(value)
        row.tell("")
        missing = row.spec.required and not value
        row.set_mark("required" if missing else "", tr("needed") if missing else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Period:
            focused = self.focusWidget()
            for key, row in self.rows.items():
                if focused is not None and row.editor.isAncestorOf(focused):
                    at = row.editor.mapToGlobal(QPoint(0, row.editor.height()))
                    self.menu_wanted.emit(key, at)
                    return
        super().keyPressEvent(event)

    def focus_field(self, entity: str, field: str) -> None:
        """Unfold the group of a field and put the cursor into it."""
        row = self.rows.get((entity, field))
        if row is not None:
            self._open_group_of(row.spec)
            row.editor.entry().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reasons(self, unsaid: tuple[str, ...]) -> None:
        """Say under a field why it is empty."""
        for key, row in self.rows.items():
            row.note.setText(reason_label(reason_of(unsaid, key)))
            row.note.setVisible(bool(row.note.text()))

    def show_conflicts(self, keys: set[Key]) -> None:
        """Mark the fields where two values stand side by side."""
        for key, row in self.rows.items():
            if key in keys:
                row.set_mark("warning", tr("Two different values; choose one"))

    def show_drafts(self, drafts: Iterable[Draft]) -> list[str]:
        """Put restored drafts into their fields; returns the labels of those fields."""
        labels = []
        for draft in drafts:
            row = self.rows.get((draft.entity, draft.field))
            if row is not None and draft.record == self.record:
                row.editor.show_draft(draft.member, draft.text)
                self._open_group_of(row.spec)
                labels.append(tr(row.spec.label))
        return labels

    def _open_group_of(self, spec: Spec) -> None:
        if not spec.first and spec.group in self.groups:
            self.groups[spec.group][0].set_open(True)

    def on_typed(self, key: Key, member: str, text: str) -> None:
        """Pass a keystroke to the drafts."""
        if self.record:
            self.autosave.typed((key[0], self.record, key[1], member), text)

    def commit(self, key: Key) -> None:
        """Store what a field holds; text that cannot be read stays, marked, as a draft."""
        row = self.rows[key]
        if not self.record or not row.editor.touched:
            return
        try:
            row.editor.settle()
            value = row.editor.value()
        except ValueError as error:
            row.tell(str(error))
            self.autosave.flush()
            return
        entity = self.entities[key[0]]
        beside = {n: v for n, v in row.editor.companions().items() if n in specs(entity)}
        if self.autosave.write_field(entity, self.record, key[1], value):
            for name, said in beside.items():
                self.autosave.write_field(entity, self.record, name, said)
            row.editor.touched = False
            row.tell("")
            missing = row.spec.required and not value
            row.set_mark("required" if missing else "", tr("needed") if missing else "")
            self._recount()

    def commit_all(self) -> None:
        """Store every field that was touched: the record is being left."""
        for key in self.rows:
            self.commit(key)

    def revert(self, key: Key) -> None:
        """Give up what was typed in one field."""
        name, field = key
        stored = self.autosave.inventory.get(self.entities[name], self.record)
        self.autosave.forget(name, self.record, field)
        self._show(key, {name: stored} if stored else {}, force=True)
        self.autosave.state.emit("saved", "")

    def revert_all(self) -> None:
        """Give up all that was typed."""
        for key, row in self.rows.items():
            if row.editor.touched:
                self.revert(key)

    def _recount(self) -> None:
        for fold, keys in self.groups.values():
            filled = 0
            for key in keys:
                try:
                    filled += self.rows[key].editor.value() not in (None, "", {}, ())
                except ValueError:
                    filled += 1
            fold.show_count(filled, len(keys))
