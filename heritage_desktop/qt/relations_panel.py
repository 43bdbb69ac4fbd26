# SPDX-License-Identifier: Apache-2.0
"""The links of a record, read from either end, and a line to add one by typing a name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.item import Item, Relation
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.term_widgets import Choice, SearchCombo, choice_model
from heritage_desktop.qt.text_widgets import PlainLine
from heritage_desktop.services.batch import question_of
from heritage_desktop.services.items import link
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import (
    ItemFilter,
    RelationRow,
    items,
    localised,
    relations_of,
)

KIND_ICONS = {
    "immovable": "hall",
    "movable": "object",
    "intangible": "festival",
    "landscape": "landscape",
    "person": "person",
    "village": "village",
    "visit": "calendar",
    "media": "photo",
}
FOUND_LIMIT = 12


def kind_icon(inventory: Inventory, entity: str, record: str) -> str:
    """Return the icon name of a record."""
    if entity == "item":
        item = inventory.get(Item, record)
        return KIND_ICONS.get(item.kind or "" if item else "", "object")
    return KIND_ICONS.get(entity, "object")


def find_records(inventory: Inventory, text: str, without: str) -> list[tuple[str, str, str, str]]:
    """Return (entity, id, title, second line) of items, people and villages matching text."""
    found = [
        ("item", row.id, row.title, " · ".join(p for p in (row.subtitle, row.village_name) if p))
        for row in items(inventory, ItemFilter(text=text))
        if row.id != without
    ]
    sought = text.casefold()
    for person in inventory.all(Person):
        words = " ".join([*person.name.values(), person.romanised or ""]).casefold()
        if sought in words and person.id != without:
            found.append(("person", person.id, localised(person.name), tr("Person")))
    for village in inventory.all(Village):
        words = " ".join([*village.name.values(), village.romanised or ""]).casefold()
        if sought in words and village.id != without:
            found.append(("village", village.id, localised(village.name), tr("Village")))
    return found[:FOUND_LIMIT]


def link_choices() -> list[Choice]:
    """Return every link as it reads from this end, forwards and backwards."""
    words, shown = vocabulary("relation_type"), language()
    made: dict[str, Choice] = {}
    for code in words.codes():
        for end in (code, words.inverse(code)):
            if end and end not in made:
                label = words.label(end, shown)
                sought = f"{label} {words.label(end, 'en')} {words.label(end, 'zh_CN')}"
                made[end] = (end, label, sought)
    return list(made.values())


class _Finder(PlainLine):
    """A search line whose arrow keys move through what was found."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class RelationsPanel(QWidget):
    """Shows and edits the links of one record."""

    opened = Signal(str)
    counted = Signal(int)

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.autosave = autosave
        self.inventory = autosave.inventory
        self.record = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self.look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.empty = plain_label(
            tr("No links yet. Link the festival to its hall, the craft to its bearer."), "muted"
        )
        self.empty.setWordWrap(True)
        column.addWidget(self.empty)
        column.addLayout(self._list)
        self.question = plain_label("", "muted")
        self.question.setWordWrap(True)
        column.addWidget(self.question)
        column.addWidget(self._adder())
        column.addStretch()

    def _adder(self) -> QFrame:
        card = QFrame()
        theme.set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        title = plain_label(tr("Add a link"))
        title.setProperty("look", "strong")
        inside.addWidget(title)
        self.sort = SearchCombo()
        self.sort.set_choices(choice_model(link_choices()))
        self.sort.show_code("related_to")
        self.sort.setAccessibleName(tr("What sort of link"))
        inside.addWidget(self.sort)
        self.search = _Finder()
        self.search.setPlaceholderText(tr("Type a name of an item, person or village"))
        self.search.setAccessibleName(tr("Record to link to"))
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self.search.moved.connect(self.on_moved)
        self.search.returnPressed.connect(self.on_take)
        self.search.reverted.connect(self.search.clear)
        inside.addWidget(self.search)
        self.found = QListWidget()
        self.found.setAccessibleName(tr("Records found"))
        self.found.setIconSize(QSize(16, 16))
        self.found.itemClicked.connect(lambda _item: self.on_take())
        self.found.itemActivated.connect(lambda _item: self.on_take())
        self.found.hide()
        inside.addWidget(self.found)
        self.search.textChanged.connect(lambda text: None if text else self.found.hide())
        return card

    def show_record(self, record: str) -> None:
        """Show the links of a record."""
        if record != self.record:
            self.search.clear()
        self.record = record
        empty_layout(self._list)
        rows = relations_of(self.inventory, record)
        for row in rows:
            self._list.addWidget(self._row(row))
        self.empty.setVisible(not rows)
        self.counted.emit(len(rows))
        self._ask_for_pair(rows)

    def _ask_for_pair(self, rows: list[RelationRow]) -> None:
        """Ask for the other half: a bridge has its festival, a craft its tools."""
        item = self.inventory.get(Item, self.record)
        if item is None:
            self.question.hide()
            return
        practice = item.kind == "intangible"
        others = [self.inventory.get(Item, row.other_id) for row in rows]
        paired = any(o is not None and (o.kind == "intangible") is not practice for o in others)
        self.question.setText("" if paired else question_of(self.inventory, item))
        self.question.setVisible(bool(self.question.text()))

    def _row(self, row: RelationRow) -> QFrame:
        frame = QFrame()
        theme.set_role(frame, "card")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(12, 8, 8, 8)
        inside.setSpacing(8)
        said = vocabulary("relation_type").label(row.label_code, language())
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(plain_label(said, "caption"))
        open_button = QPushButton((row.other_title or tr("Without a name")).replace("&", "&&"))
        open_button.setProperty("look", "link")
        open_button.setAccessibleName(f"{said}: {row.other_title}")
        theme.set_icon(open_button, kind_icon(self.inventory, row.other_entity, row.other_id))
        open_button.clicked.connect(lambda: self.opened.emit(row.other_id))
        texts.addWidget(open_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addLayout(texts, 1)
        cross = QToolButton()
        theme.set_icon(cross, "close")
        cross.setProperty("look", "small")
        cross.setIconSize(QSize(14, 14))
        cross.setAccessibleName(tr("Remove the link to {name}", name=row.other_title))
        cross.clicked.connect(lambda: self.remove(row.relation.id))
        inside.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def look_up(self) -> None:
        """List the records that match what is typed."""
        text = self.search.text().strip()
        self.found.clear()
        found = find_records(self.inventory, text, self.record) if text else []
        for entity, record, title, second in found:
            entry = QListWidgetItem(f"{title}   {second}" if second else title)
            entry.setIcon(theme.icon(kind_icon(self.inventory, entity, record), "muted"))
            entry.setData(Qt.ItemDataRole.UserRole, record)
            self.found.addItem(entry)
        self.found.setVisible(self.found.count() > 0)
        self.found.setFixedHeight(min(6, self.found.count()) * 32 + 4)
        self.found.setCurrentRow(0)

    def on_moved(self, step: int) -> None:
        """Move the choice by keys."""
        row = self.found.currentRow() + step
        self.found.setCurrentRow(max(0, min(self.found.count() - 1, row)))

    def on_take(self) -> None:
        """Link to the chosen record."""
        if self._wait.isActive():
            self._wait.stop()
            self.look_up()
        chosen = self.found.currentItem()
        if chosen is None:
            return
        try:
            code = self.sort.code() or "related_to"
        except ValueError:
            code = "related_to"
        self.link(code, chosen.data(Qt.ItemDataRole.UserRole))
        self.search.clear()
        self.search.setFocus()

    def link(self, code: str, other: str) -> None:
        """Store one link; a link read backwards is stored forwards from the other end."""
        forward, swapped = vocabulary("relation_type").forward(code)
        subject, target = (other, self.record) if swapped else (self.record, other)
        self.autosave.act(lambda inventory: link(inventory, subject, forward, target))
        self.show_record(self.record)

    def remove(self, relation: str) -> None:
        """Move one link to the trash; Undo brings it back."""
        self.autosave.write(tr("Remove a link"), lambda change: change.drop(Relation, relation))
        self.show_record(self.record)
