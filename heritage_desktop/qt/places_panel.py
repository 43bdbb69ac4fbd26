# SPDX-License-Identifier: Apache-2.0
"""Where an item is: its places, each with a position that may be pasted, or taken from a photo."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Location
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_sheet import FieldSheet
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.drafts import Draft
from heritage_desktop.storage.queries import media_of


class PlacesPanel(QWidget):
    """Edits the ``Location`` records of one item."""

    counted = Signal(int)

    def __init__(self, around: Surroundings, autosave: Autosave) -> None:
        super().__init__()
        self.around, self.autosave = around, autosave
        self.item = ""
        self.sheets: dict[str, FieldSheet] = {}
        self._cards: dict[str, QFrame] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self.empty = plain_label(
            tr("No place yet. Paste coordinates, or take them from a photo of this item."), "muted"
        )
        self.empty.setWordWrap(True)
        column.addWidget(self.empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.addLayout(self._list)
        self.from_photos = QPushButton(tr("Use the photos' position"))
        theme.set_icon(self.from_photos, "photo")
        self.from_photos.clicked.connect(self.use_photos)
        self.add = QPushButton(tr("Add a place"))
        theme.set_icon(self.add, "add")
        self.add.clicked.connect(lambda: self.add_place(None, None))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.from_photos)
        row.addWidget(self.add)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def show_item(self, item: str) -> None:
        """Show the places of an item."""
        if item != self.item:
            self.commit_all()
        self.item = item
        places = {place.id: place for place in self.autosave.inventory.all(Location, item=item)}
        for gone in set(self.sheets) - set(places):
            self._remove_card(gone)
        for name, place in places.items():
            if name not in self.sheets:
                self._add_card(name)
            self.sheets[name].show_records(name, {"location": place})
        self.empty.setVisible(not places)
        self.from_photos.setVisible(bool(self.photo_positions()))
        self.counted.emit(sum(1 for place in places.values() if place.position))

    def photo_positions(self) -> list[Position]:
        """Return the positions the photos of the item brought, the most precise first."""
        found = [media.position for _, media in media_of(self.autosave.inventory, self.item)]
        return sorted(
            (place for place in found if place is not None), key=lambda p: p.accuracy_m or 50.0
        )

    def use_photos(self) -> None:
        """Take the position of the photos: into the first place without one, or a new place."""
        positions = self.photo_positions()
        if not positions:
            return
        places = self.autosave.inventory.all(Location, item=self.item)
        bare = next((place for place in places if place.position is None), None)
        if bare is None:
            self.add_place(positions[0], "exif")
            return

        label = tr("Take the position of the photos")
        target = bare.id

        def act(change: Change) -> None:
            change.set(Location, target, "position", positions[0])
            change.set(Location, target, "method", "exif")

        self.autosave.write(label, act)
        self.show_item(self.item)

    def add_place(self, position: Position | None, method: str | None) -> None:
        """Add one place; the first is the centre."""
        first = not self.sheets
        made = Location(id="", item=self.item, position=position, method=method,
                        role="centre" if first else None)  # fmt: skip
        self.autosave.write(tr("Add a place"), lambda change: change.add(made))
        before = set(self.sheets)
        self.show_item(self.item)
        for name in set(self.sheets) - before:
            self.sheets[name].rows["location", "position"].editor.entry().setFocus()

    def remove(self, name: str) -> None:
        """Move one place to the trash; Undo brings it back."""
        self.autosave.write(tr("Remove a place"), lambda change: change.drop(Location, name))
        self.show_item(self.item)

    def commit_all(self) -> None:
        """Store what was typed in any place."""
        for sheet in self.sheets.values():
            sheet.commit_all()

    def show_drafts(self, drafts: list[Draft]) -> list[str]:
        """Put restored drafts into their places."""
        return [label for sheet in self.sheets.values() for label in sheet.show_drafts(drafts)]

    def _add_card(self, name: str) -> None:
        card = QFrame()
        theme.set_role(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 12, 12, 8)
        inside.setSpacing(8)
        sheet = FieldSheet([Location], self.around, self.autosave)
        inside.addWidget(sheet)
        remove = QPushButton(tr("Remove this place"))
        remove.setProperty("flat", True)
        remove.clicked.connect(lambda: self.remove(name))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(remove)
        inside.addLayout(row)
        self.sheets[name], self._cards[name] = sheet, card
        self._list.addWidget(card)

    def _remove_card(self, name: str) -> None:
        del self.sheets[name]
        card = self._cards.pop(name)
        self._list.removeWidget(card)
        card.hide()
        card.deleteLater()
