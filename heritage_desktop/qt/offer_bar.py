# SPDX-License-Identifier: Apache-2.0
"""The quiet line above the list that says what a folder or a card has to offer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.watcher import Volumes, Watcher, mounted
from heritage_desktop.services.photos import ONE_STEP, ImportReport, card_gone
from heritage_desktop.services.watching import Offer
from heritage_desktop.storage.inventory import Inventory


class OfferBar(QFrame):
    """Shows one offer at a time; ``wanted`` brings the files somebody wants to import."""

    wanted = Signal(list)
    tray_wanted = Signal()

    def __init__(
        self, inventory: Inventory, parent: QWidget | None = None, volumes: Volumes = mounted
    ) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self._offers: list[Offer] = []
        self._told, self._taken = False, False  # told: a sentence without an offer
        space = theme.tokens().space
        across = QHBoxLayout(self)
        across.setContentsMargins(space.m, space.s, space.s, space.s)
        across.setSpacing(space.s)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.said, self.how = plain_label(""), plain_label("", "caption")
        for label in (self.said, self.how):
            label.setWordWrap(True)
            words.addWidget(label)
        across.addLayout(words, 1)
        self.later, self.take = QPushButton(), QPushButton()
        self.later.clicked.connect(self.on_later)
        self.take.clicked.connect(self.on_take)
        for button in (self.later, self.take):
            across.addWidget(button)
        self.hide()
        self.watcher = Watcher(inventory, self, volumes)
        self.watcher.offered.connect(self.show_offers)
        self.watcher.came_in.connect(self.show_came_in)
        self.watcher.refused.connect(self.show_refused)

    def show_offers(self, offers: list[Offer]) -> None:
        """Show the first offer, or nothing."""
        self._offers = offers
        if offers:
            self._told = False
            self.take.show()
            self.said.setText(offers[0].sentence())
            self.how.setText(tr("Told by name and size; the import compares every byte."))
            self.later.setText(tr("Not now"))
            self.take.setText(tr("Import…"))
            theme.set_icon(self.take, "import")
        self.setVisible(bool(offers) or self._told)

    def show_came_in(self, report: ImportReport) -> None:
        """Say what came into the tray by itself, and what did not."""
        came, refused = report.count("added"), report.count("refused")
        if not came and not refused and report.gone is None:
            return
        words = [ntr("{n} photo or recording came into the tray.",
                     "{n} photos and recordings came into the tray.", came)]  # fmt: skip
        if refused:
            words.append(ntr("{n} cannot be read.", "{n} cannot be read.", refused))
        one_step = came <= ONE_STEP
        how = tr("From the watched folder; Undo takes them back.") if one_step else ""
        self._tell(paragraph(words), card_gone(report) or how)
        self.take.setText(tr("Show the tray"))
        theme.set_icon(self.take, "tray")
        self.take.setVisible(came > 0)

    def show_refused(self, sentence: str) -> None:
        """Say why watched photos could not be imported."""
        self._tell(sentence, "")
        self.take.hide()

    def _tell(self, said: str, how: str) -> None:
        self._offers, self._told = [], True
        self.said.setText(said)
        self.how.setText(how)
        self.later.setText(tr("Close"))
        self.show()

    def on_take(self) -> None:
        """Import what is offered, or show what came in."""
        if not self._offers:
            self.tray_wanted.emit()
            self._put_away()
            return
        files: list[Path] = list(self._offers[0].files)
        self._taken = True
        self.hide()
        self.wanted.emit(files)

    def on_changed(self) -> None:
        """The inventory has changed: what was offered may be here now."""
        if self._offers or self._taken:
            self._taken = False
            self.watcher.soon()

    def on_later(self) -> None:
        """Put the offer away; these files are not offered again."""
        if self._offers:
            self.watcher.decline(self._offers[0])
            self.show_offers(self._offers[1:])
        else:
            self._put_away()

    def _put_away(self) -> None:
        self._told = False
        self.hide()
