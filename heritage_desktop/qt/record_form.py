# SPDX-License-Identifier: Apache-2.0
"""The record form: one record, made from the declarations of its fields, with no Save button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.entities import DETAILS, ENTITIES, PAGES, parts_of
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item
from heritage_desktop.i18n import tr
from heritage_desktop.qt import references
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.conflict_panel import ConflictPanel
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_menu import open_menu
from heritage_desktop.qt.field_sheet import FieldSheet
from heritage_desktop.qt.form_header import FormHeader, heading_of
from heritage_desktop.qt.form_style import dress
from heritage_desktop.qt.history_panel import HistoryPanel
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.names_panel import NamesPanel
from heritage_desktop.qt.own_panel import OwnPanel
from heritage_desktop.qt.parts_panel import PartsPanel
from heritage_desktop.qt.photo_strip import PhotoStrip
from heritage_desktop.qt.photo_viewer import open_viewer
from heritage_desktop.qt.places_panel import PlacesPanel
from heritage_desktop.qt.relations_panel import RelationsPanel
from heritage_desktop.qt.term_widgets import Choice
from heritage_desktop.qt.viewing import open_media
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.joining import canonical
from heritage_desktop.storage.queries import entity_of

RECORD = 0
PARTS = {page: number for number, page in enumerate(PAGES, RECORD + 1)}
LINKS, PLACES, HISTORY, CONFLICTS = range(len(PARTS) + 1, len(PARTS) + 5)
#: A practice has a domain and no building type.
_NO_TYPE = frozenset({"intangible"})
_WITHOUT_PHOTOS = frozenset({"media", "own_field", "term_mapping", "settings", "admin_unit"})


class RecordForm(QWidget):
    """Shows and edits one record of any sort; follows undo, merges and other windows."""

    record_opened = Signal(str)
    title_changed = Signal(str)
    _touched = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.inventory = inventory
        self.record, self.entity = "", ""
        self.autosave = Autosave(inventory, self)
        self.around = Surroundings(references=self.references, create=self.make_record)
        self._sheets: dict[str, FieldSheet] = {}
        self.sheet: FieldSheet | None = None
        self.parts: dict[str, PartsPanel] = {}
        self._build()
        dress(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        # A merge stores in another thread: a signal brings its news to this one.
        self._touched.connect(self._soon.start)
        self._leave = inventory.subscribe(lambda _touched: self._touched.emit())
        self.destroyed.connect(partial(_call, self._leave))
        self.show_record(None)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages)
        nothing = plain_label(tr("Choose a record to see it here."), "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(nothing)
        whole = QWidget()
        self.pages.addWidget(whole)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = FormHeader()
        self.header.kept.connect(self.on_kept)
        self.header.discarded.connect(self.on_discarded)
        self.header.restored.connect(self.on_restored)
        self.autosave.state.connect(self.header.show_state)
        column.addWidget(self.header)
        self.strip = PhotoStrip(self.inventory, self.autosave)
        self.strip.opened.connect(self.on_photo_opened)
        self.strip.captioned.connect(self.on_captioned)
        self.strip.files_dropped.connect(self.on_files_dropped)
        column.addWidget(self.strip)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Parts of the record"))
        column.addWidget(self.tabs)
        rule = QFrame()
        rule.setProperty("look", "rule")
        column.addWidget(rule)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self._build_panels()
        self.tabs.currentChanged.connect(self.show_tab)

    def _build_panels(self) -> None:
        self.names = NamesPanel(self.autosave)
        self.names.changed.connect(self.show_heading)
        page = QWidget()
        self._fields = QVBoxLayout(page)
        self._fields.setContentsMargins(16, 12, 16, 16)
        self._fields.setSpacing(8)
        self._fields.addWidget(self.names)
        self.own = OwnPanel(self.around, self.autosave)
        self._fields.addWidget(self.own)
        self._fields.addStretch()
        self.links = RelationsPanel(self.autosave)
        self.links.opened.connect(self.record_opened)
        self.places = PlacesPanel(self.around, self.autosave)
        self.history = HistoryPanel(self.autosave)
        self.conflicts = ConflictPanel(self.around, self.autosave)
        self.links.counted.connect(lambda n: self._count(LINKS, tr("Links"), n))
        self.places.counted.connect(lambda n: self._count(PLACES, tr("Places"), n))
        self.conflicts.counted.connect(self._on_conflicts)
        for name in PAGES:
            self.parts[name] = panel = PartsPanel(name, self.around, self.autosave)
            panel.counted.connect(lambda n, p=name: self._count(PARTS[p], tr(PAGES[p]), n))
        own = (self.links, self.places, self.history, self.conflicts)
        words = (tr("Links"), tr("Places"), tr("History"), tr("Two values"))
        titles = (tr("Record"), *(tr(word) for word in PAGES.values()), *words)
        panels: tuple[QWidget, ...] = (page, *self.parts.values(), *own)
        for title, shown in zip(titles, panels, strict=True):
            self.tabs.addTab(title)
            area = QScrollArea()
            area.setObjectName("formPage")
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(shown)
            self.stack.addWidget(area)

    def _count(self, tab: int, title: str, number: int) -> None:
        self.tabs.setTabText(tab, f"{title} {number}" if number else title)

    def _on_conflicts(self, number: int) -> None:
        self._count(CONFLICTS, tr("Two values"), number)
        self.tabs.setTabVisible(CONFLICTS, number > 0)

    def references(self, target: str) -> Sequence[Choice]:
        """Return what a field may point to."""
        return references.choices(self.inventory, target, self.record)

    def make_record(self, target: str, text: str) -> str | None:
        """Make a record for a name typed for the first time."""
        return references.create(self.inventory, target, text, self.record)

    def show_record(self, record: str | None) -> None:
        """Show a record, or the one that stands for it, storing first what was typed before."""
        record = canonical(self.inventory, record) if record else None
        if record and record == self.record:
            return
        self.leave()
        entity = entity_of(self.inventory, record) if record else None
        self.record, self.entity = (record or "", entity) if entity else ("", "")
        self.pages.setCurrentIndex(1 if self.record else 0)
        if not self.record:
            return
        self.header.show_state("saved", "")
        self._use_sheet()
        is_item = self.entity == "item"
        self.names.setVisible(is_item)
        self.tabs.setTabVisible(PLACES, is_item)
        self.tabs.setTabVisible(LINKS, self.entity in ("item", "person", "village", "group"))
        for name, tab in PARTS.items():
            self.tabs.setTabVisible(tab, bool(parts_of(self.entity, page=name)))
        self.strip.setVisible(self.entity not in _WITHOUT_PHOTOS)
        if not self.tabs.isTabVisible(self.tabs.currentIndex()):
            self.tabs.setCurrentIndex(RECORD)
        self.refresh()
        self._offer_drafts()
        area = self.stack.widget(RECORD)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read the record again; fields being edited keep their text."""
        if not self.record:
            return
        stored = self.inventory.get(ENTITIES[self.entity], self.record)
        if stored is None:
            self.record = ""
            self.pages.setCurrentIndex(0)
            return
        if isinstance(stored, Item) and self.sheet is not self._sheets.get(_key(stored.kind)):
            self._use_sheet()
        records: dict[str, Record] = {self.entity: stored}
        for name in self.sheet.entities if self.sheet else ():
            found = self.inventory.get(ENTITIES[name], self.record)
            if found is not None:
                records[name] = found
        if self.sheet:
            self.sheet.show_records(self.record, records)
        if self.entity == "item":
            self.names.show_item(self.record)
            self.places.show_item(self.record)
        kind = stored.kind or "" if isinstance(stored, Item) else ""
        self.own.show_record(self.record)
        if self.sheet:
            self.sheet.show_reasons(tuple(getattr(stored, "unsaid", ())))
        for panel in self.parts.values():
            panel.show_record(self.entity, self.record, kind)
        self._refresh_panels()
        self.show_heading()

    def _refresh_panels(self) -> None:
        self.strip.show_target(self.record)
        if self.tabs.isTabVisible(LINKS):
            self.links.show_record(self.record)
        if self.tabs.currentIndex() == HISTORY:
            self.history.show_record(self.record)
        found = self.conflicts.show_record(self.record)
        if self.sheet and found:
            self.sheet.show_conflicts({(c.entity, c.field) for c in found})
        entity = ENTITIES[self.entity]
        trashed = self.inventory.is_trashed(entity, self.record)
        self.header.trash_banner.setVisible(trashed)

    def show_heading(self) -> None:
        """Show the titles as they are stored now."""
        heading = heading_of(self.inventory, self.entity, self.record)
        self.header.show_heading(heading)
        self.title_changed.emit(heading.title)

    def _use_sheet(self) -> None:
        """Put in the sheet for this sort of record, made once and used again."""
        key, entities, hidden = self.entity, [ENTITIES[self.entity]], set()
        if self.entity == "item":
            item = self.inventory.get(Item, self.record)
            kind = item.kind if item else None
            key = _key(kind)
            entities += [DETAILS[kind]] if kind in DETAILS else []
            hidden = {"type"} if kind in _NO_TYPE else set()
        old = self.sheet
        if key not in self._sheets:
            sheet = FieldSheet(entities, self.around, self.autosave, hidden=hidden)
            sheet.menu_wanted.connect(
                lambda key, at, sheet=sheet: open_menu(sheet, self.entity, key, at)
            )
            sheet.conflict_opened.connect(lambda *_key: self.tabs.setCurrentIndex(CONFLICTS))
            self._sheets[key] = sheet
            self._fields.insertWidget(1, sheet)
        self.sheet = self._sheets[key]
        if old is not None and old is not self.sheet:
            old.commit_all()
            old.hide()
            old.record = ""
        self.sheet.show()

    def show_field(self, entity: str, field: str) -> None:
        """Turn to the part or field that is meant and put the cursor there."""
        part = entity if entity in ENTITIES and ENTITIES[entity].page else field
        if part in ENTITIES and ENTITIES[part].page:
            page = ENTITIES[part].page
            self.tabs.setCurrentIndex(PARTS[page])
            for name, card in self.parts[page].cards.items():
                if card.entity.entity == part:
                    self.parts[page].open_card(name)
                    return
        elif entity == "location" or field == "places":
            self.tabs.setCurrentIndex(PLACES)
        elif entity == "relation" or field == "bearers":
            self.tabs.setCurrentIndex(LINKS)
        else:
            self.tabs.setCurrentIndex(RECORD)
            if self.sheet:
                self.sheet.focus_field(entity, field)

    def show_tab(self, tab: int) -> None:
        """Turn to a part of the record; the history is read only now."""
        self.stack.setCurrentIndex(tab)
        if tab == HISTORY and self.record:
            self.leave()
            self.history.show_record(self.record)

    def _offer_drafts(self) -> None:
        mine = {self.record, *self.places.sheets}
        mine |= {card for panel in self.parts.values() for card in panel.cards}
        mine |= {line.record.id for line in self.names.lines if line.record}
        drafts = [d for record in sorted(mine) for d in self.autosave.drafts_of(record)]
        labels = self.sheet.show_drafts(drafts) if self.sheet else []
        if self.entity == "item":
            labels += self.names.show_drafts(drafts) + self.places.show_drafts(drafts)
        for panel in self.parts.values():
            labels += panel.show_drafts(drafts)
        self.header.show_drafts(labels)

    def on_photo_opened(self, ids: list[str], index: int) -> None:
        """Look at a photo closely, or listen to a recording."""
        self.leave()
        open_media(self.inventory, ids, index, self.window())

    def on_captioned(self, ids: list[str], index: int) -> None:
        """Look at a photo with the cursor in its caption."""
        self.leave()
        open_viewer(self.inventory, ids, index, self.window(), caption=True)

    def on_files_dropped(self, paths: list[Path]) -> None:
        """Import files dropped on the strip into this record."""
        from heritage_desktop.qt.import_dialog import ImportDialog

        ImportDialog(self.inventory, paths, self.window(), target=self.record).open()

    def on_kept(self) -> None:
        """Store the text that was brought back."""
        self.leave()

    def on_discarded(self) -> None:
        """Give up the text that was brought back."""
        self.header.show_drafts([])
        shown = [sheet for panel in self.parts.values() for sheet in panel.sheets.values()]
        for sheet in (self.sheet, *self.places.sheets.values(), *shown):
            if sheet is not None:
                sheet.revert_all()
        for line in self.names.lines:
            if line.edit.isModified():
                self.names.revert(line)

    def on_restored(self) -> None:
        """Take the record out of the trash."""
        entity, record = ENTITIES[self.entity], self.record
        self.autosave.write(tr("Restore"), lambda change: change.restore(entity, record))

    def leave(self) -> None:
        """Store everything that was typed: the record or the window is being left."""
        if not self.record:
            return
        self.header.show_drafts([])
        if self.entity == "item":
            self.names.commit_all()
            self.places.commit_all()
        for panel in self.parts.values():
            panel.commit_all()
        self.own.commit_all()
        if self.sheet:
            self.sheet.commit_all()
        self.autosave.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)


def _key(kind: str | None) -> str:
    return f"item/{kind or ''}"


def _call(stop: object) -> None:
    if callable(stop):
        stop()
