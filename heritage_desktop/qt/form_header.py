# SPDX-License-Identifier: Apache-2.0
"""The head of the record form: what it is called, what it is, and whether it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import Village, Visit
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.arrival_watch import standing_line
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.relations_panel import KIND_ICONS
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, pick_names, title_of


@dataclass(frozen=True, slots=True)
class Heading:
    """Title in the window's language, the other title, a line of what and where, an icon."""

    title: str
    other: str
    line: str
    icon: str
    arrival: str = ""  # whether it is elsewhere, too


def heading_of(inventory: Inventory, entity: str, record: str) -> Heading:
    """Return what the head of the form says about a record."""
    found = inventory.get(ENTITIES[entity], record)
    if isinstance(found, Item):
        title, other = pick_names(list(inventory.all(ItemName, item=record)))
        line = " · ".join(part for part in (_village(inventory, found.village),
                                            _sort(inventory, found)) if part)  # fmt: skip
        arrived = standing_line(inventory, record)
        return Heading(title, other, line, KIND_ICONS.get(found.kind or "", "object"), arrived)
    if isinstance(found, Person | Village):
        title = localised(found.name)
        other = next((text for text in found.name.values() if text and text != title), "")
        where = _village(inventory, found.village) if isinstance(found, Person) else ""
        line = " · ".join(part for part in (where, tr(found.label)) if part)
        return Heading(title, other, line, KIND_ICONS[entity])
    if isinstance(found, Visit):
        village = _village(inventory, found.village)
        return Heading(village or tr("Visit"), "", title_of(inventory, record), "calendar")
    if isinstance(found, Media):
        said = localised(found.caption) or found.original_name or ""
        return Heading(said, "", str(found.taken or ""), "photo")
    return Heading(title_of(inventory, record), "", tr(ENTITIES[entity].label), "info")


def _village(inventory: Inventory, village: str | None) -> str:
    found = inventory.get(Village, village) if village else None
    return localised(found.name) if found else ""


def _sort(inventory: Inventory, item: Item) -> str:
    shown = language()
    if item.kind == "intangible":
        detail = inventory.get(IntangibleDetail, item.id)
        if detail is not None and detail.domain:
            return vocabulary("ich_domain").label(detail.domain, shown)
    elif item.type:
        return vocabulary("tangible_type").label(item.type, shown)
    detail_class = DETAILS.get(item.kind or "")
    return tr(detail_class.label) if detail_class else ""


class FormHeader(QWidget):
    """Title in both languages, kind, village and type, the saved sign, and banners below."""

    kept = Signal()
    discarded = Signal()
    restored = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("formHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.icon = QToolButton()
        self.icon.setIconSize(QSize(24, 24))
        self.icon.setEnabled(True)
        self.icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.icon.setProperty("look", "small")
        self.title = plain_label("", "title")
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sign = plain_label("")
        self.sign.setProperty("look", "saved")
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.title, 1)
        top.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self.other = plain_label("")
        self.other.setProperty("look", "subtitle")
        self.other.setWordWrap(True)
        self.line = plain_label("", "muted")
        self.line.setWordWrap(True)
        self.arrival = plain_label("", "caption")
        self.arrival.setWordWrap(True)
        for label in (self.other, self.line, self.arrival):
            label.setContentsMargins(41, 0, 0, 0)
            column.addWidget(label)
        self.draft_banner, self.draft_text = self._banner(
            "banner", (tr("Keep"), self.kept), (tr("Discard"), self.discarded)
        )
        self.trash_banner, trash_text = self._banner("banner", (tr("Restore"), self.restored))
        trash_text.setText(tr("This record is in the trash."))
        self.error_banner, self.error_text = self._banner("error")
        for banner in (self.draft_banner, self.trash_banner, self.error_banner):
            column.addWidget(banner)
        self.show_state("saved", "")

    def _banner(self, role: str, *buttons: tuple[str, SignalInstance]) -> tuple[QFrame, QLabel]:
        frame = QFrame()
        theme.set_role(frame, role)
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        text = plain_label("")
        text.setWordWrap(True)
        row.addWidget(text, 1)
        for title, signal in buttons:
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(signal)
            row.addWidget(button)
        frame.hide()
        return frame, text

    def show_heading(self, heading: Heading) -> None:
        """Show what the record is called and what it is."""
        theme.set_icon(self.icon, heading.icon)
        self.title.setText(heading.title or tr("Without a name"))
        theme.set_role(self.title, "title")
        self.other.setText(heading.other)
        self.other.setVisible(bool(heading.other))
        self.line.setText(heading.line)
        self.line.setVisible(bool(heading.line))
        self.arrival.setText(heading.arrival)
        self.arrival.setVisible(bool(heading.arrival))

    def show_state(self, state: str, why: str) -> None:
        """Show 'saving', 'saved' or 'failed'; only what is on the disk is called saved."""
        said = {"saving": tr("Saving…"), "failed": tr("Not saved")}.get(state, tr("Saved"))
        mark = {"saving": "○", "failed": "!"}.get(state, "●")
        self.sign.setText(f"{mark} {said}")
        if self.sign.property("look") != state:
            self.sign.setProperty("look", state)
            self.sign.style().unpolish(self.sign)
            self.sign.style().polish(self.sign)
        self.error_text.setText(why)
        self.error_banner.setVisible(bool(why))

    def show_drafts(self, labels: list[str]) -> None:
        """Offer text that was being typed when the program ended."""
        self.draft_text.setText(
            tr("Text you had not finished was brought back: {fields}.", fields=", ".join(labels))
        )
        self.draft_banner.setVisible(bool(labels))
