# SPDX-License-Identifier: Apache-2.0
"""The short questions before something new: an inventory, an item, a person, a village."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop import i18n
from heritage_desktop.domain.item import ITEM_KINDS
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services import batch
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised


class AskDialog(QDialog):
    """A heading, a sentence, a few rows, and one button that says what it will do."""

    def __init__(self, heading: str, hint: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setMinimumWidth(460)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(plain_label(heading, "title"))
        if hint:
            note = plain_label(hint, "muted")
            note.setWordWrap(True)
            outer.addWidget(note)
        self.rows = QFormLayout()
        self.rows.setSpacing(12)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        outer.addLayout(self.rows)
        outer.addSpacing(8)
        self.go, cancel = QPushButton(verb), QPushButton(tr("Cancel"))
        theme.set_primary(self.go)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (cancel, self.go):
            buttons.addWidget(button)
        outer.addLayout(buttons)

    def line(self, label: str, text: str = "", placeholder: str = "") -> QLineEdit:
        """Add a line to fill in."""
        edit = QLineEdit(text)
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(label)
        self.rows.addRow(label, edit)
        return edit

    def need(self, *edits: QLineEdit) -> None:
        """The button waits until these are filled in."""

        def look() -> None:
            self.go.setEnabled(all(edit.text().strip() for edit in edits))

        for edit in edits:
            edit.textChanged.connect(look)
        look()


class NewInventoryDialog(AskDialog):
    """Asks for the village and where the folder goes; the name of the folder follows."""

    def __init__(self, recorder: str, team: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("New inventory"),
            tr("One inventory holds one survey: a village, or several that belong together."),
            tr("Make it"),
            parent,
        )
        self.village = self.line(tr("Village"), placeholder=tr("for example 杨家堂"))
        self.title = self.line(tr("Title"), placeholder=tr("as the village, if left empty"))
        self.recorder = self.line(tr("My name"), recorder)
        self.team = self.line(tr("Team"), team, tr("a code such as SY03"))
        self.office = QCheckBox(tr("This is the county office, which merges the teams"))
        self.rows.addRow("", self.office)
        across = QHBoxLayout()
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._parent = Path(QStandardPaths.writableLocation(documents) or Path.home())
        self.folder = QLineEdit()
        self.folder.setAccessibleName(tr("Folder"))
        choose = QPushButton(tr("Choose…"))
        choose.clicked.connect(self.on_choose)
        across.addWidget(self.folder, 1)
        across.addWidget(choose)
        self.rows.addRow(tr("Folder"), across)
        for edit in (self.village, self.title):
            edit.textChanged.connect(self.on_named)
        self.on_named()
        self.need(self.village, self.folder)

    def on_named(self) -> None:
        """Let the folder's name follow the village until somebody writes another."""
        if not self.folder.isModified():
            said = self.title.text() or self.village.text()
            name = "".join(ch for ch in said if ch.isalnum() or ch in " -_").strip()
            self.folder.setText(str(self._parent / f"{name or tr('inventory')}.vhi"))

    def on_choose(self) -> None:
        """Ask for the folder the new one goes into."""
        found = QFileDialog.getExistingDirectory(self, tr("Folder"), str(self._parent))
        if found:
            self._parent = Path(found)
            self.folder.setModified(False)
            self.on_named()

    def path(self) -> Path:
        """Return the folder to make."""
        return Path(self.folder.text().strip()).expanduser()


class NewItemDialog(AskDialog):
    """Asks what it is, what it is called and where it belongs; the form asks the rest."""

    def __init__(
        self, inventory: Inventory, village: str | None, kind: str | None, parent: QWidget
    ) -> None:
        super().__init__(tr("New item"), "", tr("Describe it"), parent)
        self.kinds = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(8)
        for name in ITEM_KINDS:
            across.addWidget(self._kind(name, name == (kind or "immovable")))
        self.rows.addRow(across)
        self.templates = template_box()
        self.templates.currentIndexChanged.connect(self._on_template)
        self.rows.addRow(tr("Template"), self.templates)
        self.name = self.line(tr("Name"), placeholder=tr("as the village says it"))
        self.second = self.line(tr("Name in the other language"))
        self.villages = village_box(inventory, village)
        self.rows.addRow(tr("Village"), self.villages)
        self.need(self.name)
        self.name.setFocus()

    def _kind(self, name: str, chosen: bool) -> QToolButton:
        button = QToolButton()
        button.setText(vocabulary("item_kind").label(name, i18n.language()))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        theme.set_icon(button, KIND_ICONS[name])
        button.setIconSize(QSize(28, 28))
        button.setMinimumSize(96, 72)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        button.setChecked(chosen)
        button.setProperty("kind", name)
        button.setProperty("look", "tile")
        self.kinds.addButton(button)
        return button

    def _on_template(self) -> None:
        """A template knows its kind."""
        code = self.template
        kind = batch.template_values(code)["kind"] if code else None
        for button in self.kinds.buttons():
            if kind is not None:
                button.setChecked(button.property("kind") == kind)
            button.setEnabled(kind in (None, button.property("kind")))

    @property
    def template(self) -> str:
        """The template that is chosen, '' for none."""
        return str(self.templates.currentData() or "")

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        button = self.kinds.checkedButton()
        return str(button.property("kind")) if button else ITEM_KINDS[0]

    @property
    def village(self) -> str | None:
        """The village that is chosen."""
        found = self.villages.currentData()
        return str(found) if found else None


class NewPersonDialog(AskDialog):
    """Asks for a bearer's name and home."""

    def __init__(self, inventory: Inventory, village: str | None, parent: QWidget) -> None:
        super().__init__(
            tr("New person"), tr("Someone who carries, tells or looks after something here."),
            tr("Add"), parent,
        )  # fmt: skip
        self.name = self.line(tr("Name"))
        self.villages = village_box(inventory, village)
        self.rows.addRow(tr("Home village"), self.villages)
        self.bearer = QCheckBox(tr("A bearer, with profile and consent to fill in"))
        self.rows.addRow("", self.bearer)
        self.need(self.name)


class NewVillageDialog(AskDialog):
    """Asks for a village's name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("New village"), "", tr("Add"), parent)
        self.name = self.line(tr("Name"), placeholder=tr("for example 杨家堂"))
        self.second = self.line(tr("Name in the other language"))
        self.need(self.name)


def template_box(*, required: bool = False) -> QComboBox:
    """Return a box of the templates; the first letters typed choose one."""
    box = QComboBox()
    box.setAccessibleName(tr("Template"))
    if not required:
        box.addItem(tr("None"), "")
    words = vocabulary("template")
    for term in batch.templates():
        icon = KIND_ICONS[term.mappings["kind"]]
        box.addItem(theme.icon(icon), words.label(term.code, i18n.language()), term.code)
    box.setMaxVisibleItems(20)
    return box


def village_box(inventory: Inventory, chosen: str | None) -> QComboBox:
    """Return a box of the villages with one chosen."""
    box = QComboBox()
    box.setAccessibleName(tr("Village"))
    for place in sorted(inventory.all(Village), key=lambda one: localised(one.name)):
        box.addItem(localised(place.name), place.id)
    if not box.count():
        box.addItem("—", None)
    if chosen:
        box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
