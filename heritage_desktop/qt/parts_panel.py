# SPDX-License-Identifier: Apache-2.0
"""One page of parts: voices, datings, assessments, owners, consents; each a card that unfolds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.domain.entities import nested_in, parts_of
from heritage_desktop.domain.fields import Record, inside_field, owner_field
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_sheet import FieldSheet
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import summary_of
from heritage_desktop.qt.term_widgets import FlowLayout
from heritage_desktop.services import parts
from heritage_desktop.storage.drafts import Draft
from heritage_desktop.storage.queries import title_of


@dataclass
class _Card:
    """One part on the screen; its sheet is made when it is first unfolded."""

    entity: type[Record]
    frame: QFrame
    head: QPushButton
    told: QLabel
    body: QVBoxLayout
    sheet: FieldSheet | None = None


class PartsPanel(QWidget):
    """Edits the parts of one record that belong to one page of its form."""

    counted = Signal(int)

    def __init__(self, page: str, around: Surroundings, autosave: Autosave) -> None:
        super().__init__()
        self.page, self.around, self.autosave = page, around, autosave
        self.entity, self.record, self.kind = "", "", ""
        self.cards: dict[str, _Card] = {}
        self._stored: dict[str, Record] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self.empty = plain_label("", "muted")
        self.empty.setWordWrap(True)
        column.addWidget(self.empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addWidget(plain_label(tr("Add"), "caption"))
        self._adders = QWidget()
        self._flow = FlowLayout(self._adders, 8)
        column.addWidget(self._adders)
        column.addStretch()

    def offered(self) -> list[type[Record]]:
        """Return the sorts of parts this page asks of the record."""
        kind = self.kind if self.entity == "item" else None
        return parts_of(self.entity, page=self.page, kind=kind)

    def show_record(self, entity: str, record: str, kind: str = "") -> None:
        """Show the parts of a record; a card being edited keeps its text."""
        if record != self.record:
            self.commit_all()
            self._clear()
        changed = (entity, kind) != (self.entity, self.kind)
        self.entity, self.record, self.kind = entity, record, kind
        if changed or not self._flow.count():
            self._offer()
        self._stored = {
            one.id: one
            for part in self.offered()
            for one in parts.of(self.autosave.inventory, part, record)
        }
        for gone in [name for name in self.cards if name not in self._known()]:
            self._remove_card(gone)
        for name, stored in self._stored.items():
            self._show(name, stored)
        self.empty.setText(tr("Nothing here yet. Choose below what was told or seen."))
        self.empty.setVisible(not self._stored)
        self.counted.emit(len(self._stored))

    def _known(self) -> set[str]:
        nested = {
            one.id for name in self._stored for one in parts.inside(self.autosave.inventory, name)
        }
        return set(self._stored) | nested

    def _clear(self) -> None:
        for name in list(self.cards):
            self._remove_card(name)

    def _offer(self) -> None:
        empty_layout(self._flow)
        for part in self.offered():
            button = self._adder(part, lambda p=part: self.add(p))
            self._flow.addWidget(button)
            button.show()

    def _adder(self, part: type[Record], act: object) -> QPushButton:
        button = QPushButton(tr(part.label))
        button.setProperty("flat", True)
        button.setAutoDefault(False)
        theme.set_icon(button, "add")
        button.setAccessibleName(tr("Add: {part}", part=tr(part.label)))
        if callable(act):
            button.clicked.connect(lambda _on=False: act())
        return button

    def _show(self, name: str, stored: Record, into: QVBoxLayout | None = None) -> None:
        if name not in self.cards:
            self._add_card(name, type(stored), into)
        card = self.cards[name]
        told = summary_of(stored, lambda one: title_of(self.autosave.inventory, one))
        card.told.setText(told or tr("Not filled in yet"))
        card.head.setAccessibleName(f"{tr(stored.label)}: {told}")
        if card.sheet is not None:
            card.sheet.show_records(name, {stored.entity: stored})
            for inner in parts.inside(self.autosave.inventory, name):
                self._show(inner.id, inner, card.body)

    def _add_card(self, name: str, part: type[Record], into: QVBoxLayout | None) -> None:
        frame = QFrame()
        theme.set_role(frame, "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        head = QPushButton(tr(part.label).replace("&", "&&"))
        head.setCheckable(True)
        head.setAutoDefault(False)
        head.setProperty("look", "disclosure")
        head.setIconSize(QSize(16, 16))
        theme.set_icon(head, "chevron-right")
        told = plain_label("", "muted")
        told.setWordWrap(True)
        told.setContentsMargins(24, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(told)
        body = QVBoxLayout()
        body.setSpacing(8)
        column.addLayout(body)
        head.toggled.connect(lambda opened: self.unfold(name, opened))
        self.cards[name] = _Card(part, frame, head, told, body)
        if into is None:
            self._list.addWidget(frame)
        else:
            into.insertWidget(into.count() - 1, frame)

    def unfold(self, name: str, opened: bool) -> None:
        """Show the fields of one part, or fold them away."""
        card = self.cards[name]
        theme.set_icon(card.head, "chevron-down" if opened else "chevron-right")
        card.told.setVisible(not opened)
        if opened and card.sheet is None:
            self._build_sheet(name, card)
        for row in range(card.body.count()):
            entry = card.body.itemAt(row)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.setVisible(opened)
        if not opened and card.sheet is not None:
            card.sheet.commit_all()

    def _build_sheet(self, name: str, card: _Card) -> None:
        card.sheet = FieldSheet([card.entity], self.around, self.autosave)
        card.body.addWidget(card.sheet)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        for part in nested_in(card.entity.entity):
            row.addWidget(self._adder(part, lambda p=part: self.add(p, inside=name)))
        row.addStretch()
        remove = QPushButton(tr("Remove"))
        remove.setProperty("flat", True)
        remove.setAutoDefault(False)
        remove.setAccessibleName(tr("Remove {name}", name=tr(card.entity.label)))
        remove.clicked.connect(lambda: self.remove(name))
        row.addWidget(remove)
        card.body.addWidget(foot)
        stored = self.autosave.inventory.get(card.entity, name)
        if stored is not None:
            self._show(name, stored)

    def add(self, part: type[Record], inside: str = "") -> str:
        """Add one part and unfold it, ready to be typed in; returns its id."""
        self.commit_all()
        owner = owner_field(part) or ""
        values = {owner: self.record, **parts.started(self.autosave.inventory, part)}
        if inside:
            values[inside_field(part) or ""] = inside
        made = part(id="", **values)
        before = set(self.cards)
        label = tr("Add: {part}", part=tr(part.label))
        self.autosave.write(label, lambda change: change.add(made))
        self.show_record(self.entity, self.record, self.kind)
        new = next(iter(set(self.cards) - before), "")
        if new:
            self.open_card(new)
        return new

    def open_card(self, name: str) -> None:
        """Unfold a card and put the cursor into its first field."""
        card = self.cards.get(name)
        if card is None:
            return
        card.head.setChecked(True)
        if card.sheet is not None and card.sheet.rows:
            next(iter(card.sheet.rows.values())).editor.entry().setFocus(
                Qt.FocusReason.OtherFocusReason
            )

    def remove(self, name: str) -> None:
        """Move a part to the trash; Undo brings it back."""
        part = self.cards[name].entity
        label = tr("Remove {name}", name=tr(part.label))
        self.autosave.write(label, lambda change: parts.drop(change, self.autosave.inventory, name))
        self.show_record(self.entity, self.record, self.kind)

    def commit_all(self) -> None:
        """Store what was typed in any card."""
        for card in list(self.cards.values()):
            if card.sheet is not None:
                card.sheet.commit_all()

    @property
    def sheets(self) -> dict[str, FieldSheet]:
        """The sheets that are on the screen, by record."""
        return {name: card.sheet for name, card in self.cards.items() if card.sheet is not None}

    def show_drafts(self, drafts: Sequence[Draft]) -> list[str]:
        """Put restored drafts into their cards, unfolding them."""
        labels: list[str] = []
        for name in {draft.record for draft in drafts} & set(self.cards):
            self.cards[name].head.setChecked(True)
            sheet = self.cards[name].sheet
            labels += sheet.show_drafts(drafts) if sheet is not None else []
        return labels

    def _remove_card(self, name: str) -> None:
        card = self.cards.pop(name, None)
        if card is None:
            return  # it stood inside another one that went before
        for inner in [n for n, c in self.cards.items() if card.frame.isAncestorOf(c.frame)]:
            del self.cards[inner]
        card.frame.hide()
        card.frame.setParent(None)
        card.frame.deleteLater()
