# SPDX-License-Identifier: Apache-2.0
"""Every verb of the window, those of single records first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.messages import ask, tell
from heritage_desktop.qt.voice_verbs import VoiceVerbs

if TYPE_CHECKING:
    from heritage_desktop.qt.item_model import Card
    from heritage_desktop.storage.inventory import Inventory


class Verbs(VoiceVerbs):
    """One method ``on_<name>`` for each verb of ``actions``."""

    def on_new_item(self) -> None:
        """Ask the first three questions and show the form for the rest."""
        from heritage_desktop.qt.ask_dialogs import NewItemDialog
        from heritage_desktop.services import batch, items

        place = self._window.library.place if self._window.library else None
        village = (place.village if place else None) or items.only_village(self._inventory)
        kind = place.kind if place else None
        dialog = NewItemDialog(self._inventory, village, kind, self._window)
        if not dialog.exec():
            return
        names = _names(dialog.name.text(), dialog.second.text())
        self._add(
            lambda inventory: batch.new(
                inventory, dialog.template, dialog.kind, names, dialog.village
            )
        )

    def on_new_person(self) -> None:
        """Add a bearer."""
        from heritage_desktop.domain.agent import Person
        from heritage_desktop.qt.ask_dialogs import NewPersonDialog
        from heritage_desktop.services import batch, items

        place = self._window.library.place if self._window.library else None
        village = (place.village if place else None) or items.only_village(self._inventory)
        dialog = NewPersonDialog(self._inventory, village, self._window)
        if dialog.exec():
            names, home = _names(dialog.name.text()), dialog.villages.currentData()
            if dialog.bearer.isChecked():
                self._add(lambda inventory: batch.new_bearer(inventory, names, home))
            else:
                self._add_record(tr("New person"), Person(id="", name=names, village=home))

    def on_new_village(self) -> None:
        """Add a village."""
        from heritage_desktop.domain.place import Village
        from heritage_desktop.qt.ask_dialogs import NewVillageDialog

        dialog = NewVillageDialog(self._window)
        if dialog.exec():
            names = _names(dialog.name.text(), dialog.second.text())
            self._add_record(tr("New village"), Village(id="", name=names))

    def on_new_record(self, name: str, _checked: bool = False) -> None:
        """Add a household, a source, a visit, a practice to copy or an own field."""
        from heritage_desktop.domain.entities import ENTITIES

        entity = ENTITIES[name]
        self._add_record(tr("New: {name}", name=tr(entity.label)), entity(id=""))

    def on_many_items(self) -> None:
        """Make an item for each name of a list."""
        from heritage_desktop.qt.many_dialogs import ManyItemsDialog
        from heritage_desktop.services import batch, items

        place = self._window.library.place if self._window.library else None
        village = (place.village if place else None) or items.only_village(self._inventory)
        dialog = ManyItemsDialog(self._inventory, village, self._window)
        if dialog.exec():
            code, names = dialog.templates.currentData(), dialog.wanted()
            chosen = dialog.villages.currentData()
            self._step(lambda inventory: batch.many(inventory, code, names, chosen))

    def on_duplicate(self) -> None:
        """Copy the chosen item and show the copy."""
        from heritage_desktop.services import batch

        ids = [card.id for card in self._chosen_cards() if card.entity == "item"]
        if ids:
            self._settle()
            made = batch.duplicate(self._inventory, ids[0])
            self._window.refresh()
            self._window.show_record(made)

    def on_batch(self) -> None:
        """Change one field of all chosen items."""
        from heritage_desktop.qt.many_dialogs import BatchDialog
        from heritage_desktop.services import batch

        ids = [card.id for card in self._chosen_cards() if card.entity == "item"]
        form = self._window.form
        if not ids or form is None:
            return
        dialog = BatchDialog(self._inventory, ids, form.around, self._window)
        if dialog.exec():
            edits, entity, field = dialog.edits, dialog.entity, dialog.field
            self._step(lambda inventory: batch.apply(inventory, edits, entity, field))

    def _add_record(self, label: str, record: Any) -> None:
        def act(inventory: Inventory) -> Any:
            with inventory.change(label) as change:
                return change.add(record)

        self._add(act)

    def _add(self, act: Callable[[Inventory], Any]) -> None:
        self._settle()
        try:
            made = act(self._inventory)
        except HeritageError as error:
            tell(self._window, str(error))
            return
        self._window.refresh()
        self._window.show_record(made.id)

    def on_attach(self) -> None:
        """Put the chosen photos on a record that is looked for."""
        from heritage_desktop.qt.record_finder import RecordFinder

        finder = RecordFinder(
            self._inventory, tr("Put the photos on a record"), tr("Put on it"), self._window
        )
        if finder.exec() and finder.record:
            self.put_on(self._chosen_ids(), finder.record)

    def put_on(self, media: Sequence[str], target: str) -> None:
        """Let photos show a record."""
        from heritage_desktop.services import items

        ids = list(media)
        self._step(lambda inventory: items.attach(inventory, ids, target))

    def on_look(self) -> None:
        """Look at the first chosen photo, or at the photos of the chosen record."""
        if self._window.library is not None:
            for card in self._window.library.chosen()[:1]:
                self.open_card(card)

    def open_card(self, card: Card) -> None:
        """Open the viewer on a card."""
        from heritage_desktop.qt.viewing import open_media
        from heritage_desktop.storage.queries import media_of

        library = self._window.library
        if card.entity == "media" and library is not None:
            ids = [one.id for one in library.model.cards]
        else:
            ids = [media.id for _, media in media_of(self._inventory, card.id)]
        if ids:
            at = ids.index(card.id) if card.id in ids else 0
            open_media(self._inventory, ids, at, self._window)

    def on_delete(self) -> None:
        """Move the chosen records to the trash; undo brings them back."""
        from heritage_desktop.services import items

        ids = self._chosen_ids()
        if len(ids) > 1 and not ask(
            self._window,
            ntr("Move {n} record to the trash?", "Move {n} records to the trash?", len(ids)),
            tr("Move to the trash"),
        ):
            return
        self._step(lambda inventory: items.delete(inventory, ids))

    def on_restore(self) -> None:
        """Take the chosen records out of the trash."""
        from heritage_desktop.services import items

        ids = self._chosen_ids()
        self._step(lambda inventory: items.restore(inventory, ids))

    def _chosen_ids(self) -> list[str]:
        return self._window.library.chosen_ids() if self._window.library else []


def _names(*texts: str) -> dict[str, str]:
    from heritage_desktop.services.items import language_of

    return {language_of(text): text.strip() for text in texts if text.strip()}
