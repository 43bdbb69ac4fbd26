# SPDX-License-Identifier: Apache-2.0
"""What is typed becomes a draft within two seconds and a change when the field is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Record, specs
from heritage_desktop.i18n import tr
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.drafts import Draft
from heritage_desktop.storage.inventory import Inventory

DRAFT_AFTER_MS = 1_500

Place = tuple[str, str, str, str]  # entity, record, field, member


class Autosave(QObject):
    """Keeps drafts of one form; ``state`` says 'saving', 'saved' or 'failed' with why."""

    state = Signal(str, str)

    def __init__(self, inventory: Inventory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.inventory = inventory
        self._pending: dict[Place, str] = {}
        self._kept: set[Place] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def typed(self, place: Place, text: str) -> None:
        """Note a keystroke; a running timer is not put off by further typing."""
        self._pending[place] = text
        self.state.emit("saving", "")
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write the waiting drafts now."""
        self._timer.stop()
        try:
            while self._pending:
                place, text = self._pending.popitem()
                self._kept.add(place)
                self.inventory.save_draft(*place, text)
        except HeritageError as error:
            self.state.emit("failed", str(error))
        else:
            self.state.emit("saved", "")

    def drafts_of(self, record: str) -> list[Draft]:
        """Return drafts an earlier session left for a record, and keep an eye on them."""
        found = [draft for draft in self.inventory.drafts() if draft.record == record]
        self._kept.update((d.entity, d.record, d.field, d.member) for d in found)
        return found

    def forget(self, entity: str, record: str, field: str) -> None:
        """Drop the drafts of one field: it was committed or given up."""
        for place in [p for p in self._pending if p[:3] == (entity, record, field)]:
            del self._pending[place]
        for place in [p for p in self._kept if p[:3] == (entity, record, field)]:
            self._kept.discard(place)
            self.inventory.drop_draft(*place)
        if not self._pending:
            self._timer.stop()

    def write_field(self, entity: type[Record], record: str, field: str, value: Any) -> bool:
        """Store one field if it differs; tells whether all is well."""
        stored = self.inventory.get(entity, record)
        if value == getattr(stored or entity(id=record), field):
            self.forget(entity.entity, record, field)
            self.state.emit("saved", "")
            return True
        label = tr("Edit {label}", label=tr(specs(entity)[field].label))
        done = self.write(label, lambda change: change.set(entity, record, field, value))
        if done:
            self.forget(entity.entity, record, field)
        return done

    def write(self, label: str, act: Callable[[Change], object]) -> bool:
        """Do one change; a refusal is shown in the state line and nothing is lost."""

        def store(inventory: Inventory) -> None:
            with inventory.change(label) as change:
                act(change)

        return self.act(store)

    def act(self, verb: Callable[[Inventory], object]) -> bool:
        """Do one verb of the application; a refusal is shown in the state line."""
        self.state.emit("saving", "")
        try:
            verb(self.inventory)
        except HeritageError as error:
            self.state.emit("failed", str(error))
            return False
        self.state.emit("saved", "")
        return True
