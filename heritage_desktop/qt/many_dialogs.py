# SPDX-License-Identifier: Apache-2.0
"""Several at once: items from a list of names, one field of many records, words to map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import Record, specs
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.ask_dialogs import AskDialog, template_box, village_box
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_widgets import editor_for
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import shown_value
from heritage_desktop.services import batch, words
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import title_of

SHOWN_AT_MOST = 200


class ManyItemsDialog(AskDialog):
    """Asks for a template and a list of names, one a line."""

    def __init__(self, inventory: Inventory, village: str | None, parent: QWidget) -> None:
        super().__init__(
            tr("Several items"), tr("One name a line: an item is made for each, as one step."),
            tr("Make them"), parent,
        )  # fmt: skip
        self.templates = template_box(required=True)
        self.rows.addRow(tr("Template"), self.templates)
        self.villages = village_box(inventory, village)
        self.rows.addRow(tr("Village"), self.villages)
        self.names = QPlainTextEdit()
        self.names.setTabChangesFocus(True)
        self.names.setAccessibleName(tr("Names"))
        self.rows.addRow(tr("Names"), self.names)
        self.names.textChanged.connect(self._on_names)
        self._on_names()
        self.names.setFocus()

    def wanted(self) -> list[str]:
        """Return the names that were written."""
        return [line.strip() for line in self.names.toPlainText().splitlines() if line.strip()]

    def _on_names(self) -> None:
        count = len(self.wanted())
        self.go.setEnabled(count > 0)
        self.go.setText(ntr("Make {n} item", "Make {n} items", count) if count else tr("Make them"))


class BatchDialog(AskDialog):
    """Asks for a field and a value, shows what would change, and changes it as one step."""

    def __init__(
        self, inventory: Inventory, ids: Sequence[str], around: Surroundings, parent: QWidget
    ) -> None:
        super().__init__(
            tr("Change many"), ntr("{n} item is chosen.", "{n} items are chosen.", len(ids)),
            tr("Change"), parent,
        )  # fmt: skip
        self._inventory, self._ids, self._around = inventory, list(ids), around
        self.edits: list[batch.Edit] = []
        self.editor: FieldEditor | None = None
        self.entity: type[Record] = Item
        self.fields = QComboBox()
        self.fields.setAccessibleName(tr("Field"))
        kinds = {item.kind for one in ids if (item := inventory.get(Item, one))}
        kind = kinds.pop() if len(kinds) == 1 else None
        for entity, name in batch.batch_fields(kind):
            self.fields.addItem(tr(specs(entity)[name].label), f"{entity.entity}.{name}")
        self.fields.currentIndexChanged.connect(self._on_field)
        self.rows.addRow(tr("Field"), self.fields)
        self._place = QVBoxLayout()
        self.rows.addRow(tr("New value"), self._place)
        self.told = plain_label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What changes"))
        self.list.setMinimumHeight(180)
        self.rows.addRow(self.told)
        self.rows.addRow(self.list)
        self._on_field()

    @property
    def field(self) -> str:
        """The chosen field."""
        return str(self.fields.currentData()).partition(".")[2]

    def _on_field(self) -> None:
        name, _, field = str(self.fields.currentData()).partition(".")
        self.entity = DETAILS.get(name, Item)
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
        self.editor = editor_for(field, specs(self.entity)[field], self._around)
        self.editor.show_value(None)
        self.editor.typed.connect(lambda *_: self.rehearse())
        self.editor.left.connect(self.rehearse)
        self._place.addWidget(self.editor)
        self.rehearse()

    def rehearse(self) -> None:
        """Show what would change."""
        assert self.editor is not None
        self.list.clear()
        self.edits = []
        try:
            value = self.editor.value()
        except ValueError as error:
            self.told.setText(str(error))
            self.go.setEnabled(False)
            return
        # Opening the dialog must not offer to empty a field: somebody has to have written.
        if self.editor.touched:
            self.edits = batch.rehearse(self._inventory, self._ids, self.entity, self.field, value)
        spec = specs(self.entity)[self.field]
        for edit in self.edits[:SHOWN_AT_MOST]:
            before, after = (
                shown_value(spec, v or None, lambda one: title_of(self._inventory, one))
                for v in (edit.before, edit.after)
            )
            self.list.addItem(f"{edit.title}: {before} → {after}")
        self.told.setText(ntr("{n} record changes", "{n} records change", len(self.edits)))
        self.go.setEnabled(bool(self.edits))


class WordsWindow(QDialog):
    """Local words and the word of the list each stands for."""

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.setWindowTitle(tr("Local words"))
        self.resize(720, 520)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(plain_label(tr("Local words"), "title"))
        note = plain_label(
            tr("Words typed in the field that no list has. Choose a word of the list for one:"
               " every record follows, and Undo takes it back."), "muted",
        )  # fmt: skip
        note.setWordWrap(True)
        outer.addWidget(note)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("Local word"), tr("Word list"), tr("Used"), tr("Stands for")])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName(tr("Local words"))
        self.tree.currentItemChanged.connect(lambda *_: self._on_current())
        outer.addWidget(self.tree, 1)
        self.codes = QComboBox()
        self.codes.setAccessibleName(tr("Word of the list"))
        self.map = QPushButton(tr("Let it stand for this"))
        theme.set_primary(self.map)
        self.map.clicked.connect(self.on_map)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.close)
        self.follow = QPushButton(tr("Apply to new records"))
        self.follow.clicked.connect(self.on_follow)
        foot = QHBoxLayout()
        foot.addWidget(self.codes, 1)
        foot.addWidget(self.map)
        foot.addWidget(self.follow)
        foot.addWidget(close)
        outer.addLayout(foot)
        self.refresh()

    def refresh(self) -> None:
        """Read the words again."""
        self.tree.clear()
        for one in words.local_words(self._inventory):
            row = QTreeWidgetItem(self.tree)
            known = vocabulary(one.vocabulary)
            title = known.title.get(language(), known.title["en"])
            mapped = known.label(one.mapped_to, language()) if one.mapped_to else ""
            for column, text in enumerate((one.word, title, str(one.uses), mapped)):
                row.setText(column, text)
            row.setData(0, Qt.ItemDataRole.UserRole, one)
        self.tree.resizeColumnToContents(0)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self._on_current()

    def _on_current(self) -> None:
        item = self.tree.currentItem()
        self.codes.clear()
        if item is not None:
            known = vocabulary(item.data(0, Qt.ItemDataRole.UserRole).vocabulary)
            for code in known.codes():
                self.codes.addItem(known.label(code, language()), code)
        self.map.setEnabled(item is not None)
        every = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        mapped = [one.data(0, Qt.ItemDataRole.UserRole).mapped_to for one in every if one]
        self.follow.setEnabled(any(mapped))

    def on_follow(self) -> None:
        """Let records that came in since follow what was chosen before."""
        words.follow_mappings(self._inventory)
        self.refresh()

    def on_map(self) -> None:
        """Let the chosen word of the list stand for the local one everywhere."""
        item = self.tree.currentItem()
        if item is not None:
            one = item.data(0, Qt.ItemDataRole.UserRole)
            words.map_word(self._inventory, one.vocabulary, one.word, self.codes.currentData())
            self.refresh()
