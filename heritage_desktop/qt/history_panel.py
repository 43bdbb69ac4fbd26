# SPDX-License-Identifier: Apache-2.0
"""Every write to a record, newest first, each with a way back to the earlier value."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import MEMBER_KINDS, Kind, specs
from heritage_desktop.i18n import tr
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_sheet import LABEL_WIDTH
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import language_name, shown_value, shown_when, spec_of
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.queries import title_of
from heritage_desktop.storage.timeline import HistoryEntry

#: Written along with a new name or place; telling only when somebody changes it later.
_BYWORK = {("item_name", name) for name in ("language", "preferred", "role")} | {
    ("location", name) for name in ("method", "role")
}
#: A register of these kinds holds one member; this is the kind of that one.
_OF_A_MEMBER = {Kind.LOCALISED: Kind.TEXT, Kind.TERMS: Kind.TERM, Kind.REFERENCES: Kind.REFERENCE}
_SETS = (Kind.TERMS, Kind.REFERENCES)
PAGE = 40
LONGEST, SHORT = 160, 12


class HistoryPanel(QWidget):
    """Lists the history of one record; read only when it is looked at."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.autosave = autosave
        self.inventory = autosave.inventory
        self.record = ""
        self._entries: list[HistoryEntry] = []
        self._shown = PAGE
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        self.more = QPushButton(tr("Show earlier entries"))
        self.more.setProperty("flat", True)
        self.more.clicked.connect(self.on_more)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def show_record(self, record: str) -> None:
        """Read and show the history."""
        if record != self.record:
            self._shown = PAGE
        self.record = record
        self._entries = [e for e in self.inventory.history(record) if _is_telling(e)]
        self._redraw()

    def on_more(self) -> None:
        """Show the next page."""
        self._shown += PAGE
        self._redraw()

    def _redraw(self) -> None:
        empty_layout(self._list)
        shown = self._entries[: self._shown]
        for (at, author), group in groupby(shown, key=lambda entry: (entry.at, entry.author)):
            self._list.addWidget(self._card(at, author, list(group)[::-1]))
        self.more.setVisible(len(self._entries) > self._shown)

    def _card(self, at: str, author: str, entries: list[HistoryEntry]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 8, 8, 8)
        inside.setSpacing(4)
        who = author or tr("Somebody")
        inside.addWidget(plain_label(f"{shown_when(at)} · {who}", "caption"))
        for entry in entries:
            if entry.field != EXISTENCE:
                inside.addLayout(self._line(entry))
        told = Counter((self._told(entry), tr(entry.label)) for entry in entries
                       if entry.field == EXISTENCE)  # fmt: skip
        for (act, name), number in told.items():
            times = f" × {number}" if number > 1 else ""
            inside.addWidget(plain_label(f"{name}{times} {act}"))
        return card

    def _line(self, entry: HistoryEntry) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        name = plain_label(entry_label(entry), "muted")
        name.setFixedWidth(LABEL_WIDTH - 12)
        name.setWordWrap(True)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        told = plain_label(self._told(entry))
        told.setWordWrap(True)
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
        if self._may_go_back(entry):
            ways = QVBoxLayout()
            for at in range(len(entry.before)):
                ways.addWidget(self._back(entry, at), 0, Qt.AlignmentFlag.AlignRight)
            row.addLayout(ways)
        return row

    def _back(self, entry: HistoryEntry, at: int) -> QPushButton:
        """Where an answer replaced several values, each of them can be brought back."""
        value = self._value(entry, entry.before[at])
        short = value if len(value) <= SHORT else f"{value[:SHORT]}…"
        several = len(entry.before) > 1
        words = tr("Restore “{value}”", value=short) if several else tr("Restore")
        back = QPushButton(words.replace("&", "&&"))
        back.setProperty("look", "link")
        back.setAccessibleName(
            tr("Restore {label}: {value}", label=entry_label(entry), value=value)
        )
        back.clicked.connect(lambda: self.restore(entry, at))
        return back

    def _told(self, entry: HistoryEntry) -> str:
        if entry.field == EXISTENCE:
            trashed = isinstance(entry.after, dict) and entry.after.get("s") == "trash"
            return tr("moved to the trash") if trashed else tr("recorded")
        after = self._value(entry, entry.after)
        spec = spec_of(entry.entity, entry.field)
        is_set = spec is not None and spec.kind in _SETS
        if is_set or not entry.before or entry.before[0] is None:
            return after
        before = " | ".join(self._value(entry, value) for value in entry.before)
        return f"{before} → {after}"

    def _value(self, entry: HistoryEntry, value: object) -> str:
        spec = spec_of(entry.entity, entry.field)
        one = _OF_A_MEMBER.get(spec.kind) if spec is not None else None
        if spec is not None and one is not None:
            spec = replace(spec, kind=one)
        taken = ""
        if one in (Kind.TERM, Kind.REFERENCE):
            taken = tr("taken away") if not value else ""
            value = entry.member
        text = shown_value(spec, value, lambda record: title_of(self.inventory, str(record)))
        text = f"{text} {taken}".strip()
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def _may_go_back(self, entry: HistoryEntry) -> bool:
        spec = spec_of(entry.entity, entry.field)
        return spec is not None and spec.kind not in _SETS and bool(entry.before)

    def restore(self, entry: HistoryEntry, at: int = 0) -> None:
        """Write one of the earlier values again, as a new change."""
        spec = spec_of(entry.entity, entry.field)
        if spec is None:
            return
        entity = ENTITIES[entry.entity]
        value = entry.before[at]

        def act(change: Change) -> None:
            whole = value
            if spec.kind in MEMBER_KINDS:
                stored = self.inventory.get(entity, entry.record)
                texts = dict(getattr(stored, entry.field)) if stored else {}
                whole = {**texts, entry.member: value or ""}
            change.set(entity, entry.record, entry.field, whole)

        self.autosave.write(tr("Restore {label}", label=tr(spec.label)), act)
        self.show_record(self.record)


def entry_label(entry: HistoryEntry) -> str:
    """Say which field was written, and in which language."""
    spec = spec_of(entry.entity, entry.field)
    name = tr(spec.label) if spec else tr(entry.label)
    if spec is not None and spec.kind is Kind.LOCALISED and entry.member:
        return f"{name}, {language_name(entry.member)}"
    return name


def _is_telling(entry: HistoryEntry) -> bool:
    """Leave out what the program writes for itself: owners, checksums, orders."""
    if entry.field == EXISTENCE:
        return True
    entity = ENTITIES.get(entry.entity)
    spec = specs(entity).get(entry.field) if entity else None
    if not entry.before and (entry.entity, entry.field) in _BYWORK:
        return False
    return spec is None or spec.shown
