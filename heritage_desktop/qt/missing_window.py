# SPDX-License-Identifier: Apache-2.0
"""Originals that are missing: which, on what, and looking for them on cards and sticks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStorageInfo, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services import previews
from heritage_desktop.services.missing import ABSENT, CHANGED, FindReport, Missing, find, missing
from heritage_desktop.storage.inventory import Inventory

NAME, SHOWN_ON, STATE = range(3)
_MANY_PROBLEMS = 3


class MissingWindow(QDialog):
    """Lists the originals that are lost; ``restored`` says that some came back."""

    restored = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.lost: tuple[Missing, ...] = ()
        self._every_byte = False
        self._told = ""  # what the last search brought; stays above the list
        self.setWindowTitle(tr("Missing photos and recordings"))
        self.resize(820, 560)
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Missing photos and recordings"), "title"))
        self.said = plain_label("", "muted")
        self.said.setWordWrap(True)
        outer.addWidget(self.said)
        self.table = _table()
        outer.addWidget(self.table, 1)
        panel = ProgressPanel()
        outer.addWidget(panel)
        outer.addLayout(self._buttons())
        self.work = panel.work(self)
        self.work.done.connect(self.on_done)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self.on_ended)
        self.look_again()

    def _buttons(self) -> QHBoxLayout:
        self.look = QPushButton(tr("Look in a folder…"))
        self.places = QPushButton(tr("Cards and sticks"))
        self.verify = QPushButton(tr("Check every byte"))
        self.leave = QPushButton(tr("Close"))
        theme.set_primary(self.look)
        theme.set_icon(self.look, "search")
        menu = QMenu(self.places)
        menu.aboutToShow.connect(self.on_menu)
        self.places.setMenu(menu)
        self.look.clicked.connect(self.on_look)
        self.verify.clicked.connect(lambda: self.look_again(every_byte=True))
        self.leave.clicked.connect(self.on_leave)
        across = QHBoxLayout()
        for button in (self.look, self.places, self.verify):
            across.addWidget(button)
        across.addStretch(1)
        across.addWidget(self.leave)
        return across

    # Looking what is lost

    def look_again(self, *, every_byte: bool = False) -> None:
        """List what is lost; with ``every_byte`` each original is read through."""
        inventory, self._every_byte, self._told = self._inventory, every_byte, ""
        self._begin(tr("Looking through the originals…"))
        self.work.start(lambda progress: missing(inventory, progress, every_byte=every_byte))

    def on_listed(self, lost: tuple[Missing, ...]) -> None:
        """Show what is lost."""
        self._show(lost)
        if lost:
            self._told = ntr(
                "{n} original is not here. Look on the cards, sticks and computers it may be on.",
                "{n} originals are not here. Look on the cards, sticks and computers they may "
                "be on.",
                len(lost),
            )
        elif self._every_byte:
            self._told = tr("Every original is here, and every byte is as it was taken in.")
        else:
            self._told = tr("Every original is here.")
        theme.set_role(self.said, "warn" if lost else "ok")

    def _show(self, lost: tuple[Missing, ...]) -> None:
        self.lost = lost
        self.table.setRowCount(len(lost))
        for row, one in enumerate(lost):
            shown = " · ".join(one.shown_on) or tr("In the tray")
            for column, text in ((NAME, one.name), (SHOWN_ON, shown), (STATE, why(one))):
                self.table.setItem(row, column, QTableWidgetItem(text))

    # Bringing it back

    def on_menu(self) -> None:
        """Offer what is plugged in now."""
        menu = self.places.menu()
        menu.clear()
        found = volumes()
        for name, path in found:
            action = menu.addAction(theme.icon("open"), name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, at=path: self.search([at]))
        if not found:
            menu.addAction(tr("Nothing is plugged in")).setEnabled(False)

    def on_look(self) -> None:
        """Ask for a folder and look there."""
        found = QFileDialog.getExistingDirectory(self, tr("Look in a folder"), str(Path.home()))
        if found:
            self.search([Path(found)])

    def search(self, folders: Sequence[Path]) -> None:
        """Look in folders for what is lost and put it back."""
        inventory, lost = self._inventory, self.lost
        self._told = ""
        self._begin(tr("Looking…"))

        def work(progress: Progress) -> FindReport:
            report = find(inventory, folders, progress, wanted=lost)
            if report.found:
                previews.make_previews(inventory, progress)
            return report

        self.work.start(work)

    def on_found(self, report: FindReport) -> None:
        """Say what came back and what did not."""
        self._show(report.still)
        self._told = told(report)
        theme.set_role(self.said, "warn" if report.still else "ok")
        if report.found:
            self.restored.emit()

    # Around the work

    def _begin(self, sentence: str) -> None:
        theme.set_role(self.said, "muted")
        self.said.setText(sentence)
        for button in (self.look, self.places, self.verify):
            button.setEnabled(False)
        self.leave.setText(tr("Stop"))

    def on_done(self, result: tuple[Missing, ...] | FindReport) -> None:
        """Show the list, or what a search brought."""
        if isinstance(result, FindReport):
            self.on_found(result)
        else:
            self.on_listed(result)

    def on_refused(self, sentence: str) -> None:
        """Say why it went no further."""
        self._told = sentence
        theme.set_role(self.said, "danger")

    def on_ended(self) -> None:
        """Give the buttons back; after a stop the list says what was reached."""
        stopped = not self._told
        self.said.setText(self._told or tr("Stopped. What was found before is back."))
        if stopped:
            still = tuple(one for one in self.lost if not self._is_back(one))
            if len(still) < len(self.lost):
                self._show(still)
                self.restored.emit()
        for button in (self.look, self.places):
            button.setEnabled(bool(self.lost))
        self.verify.setEnabled(True)
        self.leave.setText(tr("Close"))

    def _is_back(self, one: Missing) -> bool:
        path = self._inventory.blobs.path(one.media.sha256 or "", one.media.extension)
        return one.why == ABSENT and path.is_file()

    def on_leave(self) -> None:
        """Stop the work, or close."""
        if self.work.running:
            self.work.stop()
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)


def _table() -> QTableWidget:
    table = QTableWidget(0, 3)
    table.setAccessibleName(tr("Missing photos and recordings"))
    table.setHorizontalHeaderLabels([tr("File"), tr("On which record"), tr("What is wrong")])
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(32)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setColumnWidth(NAME, 260)
    header.setSectionResizeMode(SHOWN_ON, QHeaderView.ResizeMode.Stretch)
    table.setColumnWidth(STATE, 220)
    return table


def why(one: Missing) -> str:
    """Return in words what is wrong with an original."""
    if one.why == ABSENT:
        return tr("not in the folder")
    return tr("changed since it came in") if one.why == CHANGED else tr("cannot be read")


def told(report: FindReport) -> str:
    """Sum up a search."""
    back = ntr("{n} original is back.", "{n} originals are back.", len(report.found))
    parts = [back if report.found else tr("None of them is there.")]
    if report.still:
        parts.append(
            ntr("{n} original is still missing.", "{n} originals are still missing.",
                len(report.still))
        )  # fmt: skip
    parts += report.problems[:_MANY_PROBLEMS]
    if len(report.problems) > _MANY_PROBLEMS:
        rest = len(report.problems) - _MANY_PROBLEMS
        parts.append(ntr("{n} more could not be read.", "{n} more could not be read.", rest))
    return paragraph(parts)


def volumes() -> list[tuple[str, Path]]:
    """Return (name, folder) of the cards, sticks and disks besides the system's own."""
    found = []
    for one in QStorageInfo.mountedVolumes():
        device = bytes(one.device().data()).decode("utf-8", "replace")
        real = device.startswith("/dev/") and not device.startswith("/dev/loop")
        usable = one.isValid() and one.isReady() and not one.isRoot()
        system = one.rootPath().startswith(("/boot", "/usr", "/etc", "/System", "/snap"))
        if usable and not system and (real or device.startswith("\\\\?\\Volume")):
            found.append((one.displayName() or one.rootPath(), Path(one.rootPath())))
    return found
