# SPDX-License-Identifier: Apache-2.0
"""Import photos: see what the cameras wrote before anything is copied, then copy it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QVBoxLayout, QWidget

from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.forms.ui_import_dialog import Ui_ImportDialog
from heritage_desktop.qt.import_model import NAME, PLACE, STATE, THUMB, TIME, Arrivals, ImportModel
from heritage_desktop.qt.next_line import NextLine
from heritage_desktop.services.photos import (
    ONE_STEP,
    ImportReport,
    card_gone,
    import_photos,
    preview_photos,
)
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, title_of

TRAY, EACH = "tray", "new"
#: How often files that were read meanwhile are shown.
TICK_MS = 100


class ImportDialog(QDialog):
    """Shows the files as they are read, asks where they go, imports and says what became of each.

    The import may begin while the files are still being looked at: it looks at them itself.
    ``wanted`` brings the name of the verb somebody wants to go on with.
    """

    wanted = Signal(str)

    def __init__(
        self,
        inventory: Inventory,
        paths: Sequence[Path],
        parent: QWidget | None = None,
        *,
        target: str | None = None,
        village: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.inventory, self.paths = inventory, list(paths)
        self.report: ImportReport | None = None
        self.ui = Ui_ImportDialog()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        self.model = ImportModel()
        self.importing = False
        self._stopped, self._start_next, self._total = False, False, 0
        self._arrivals, self._follow = Arrivals(), 0
        self.next = NextLine(self)
        self.next.wanted.connect(self.on_next)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self.ui.summary) + 1, self.next)
        self._fill_choices(target, village)
        self._set_up_table()
        theme.set_primary(self.ui.start)
        theme.set_icon(self.ui.start, "import")
        self.work = DialogWork(
            self, self.ui.progressBar, self.ui.progressText, self.ui.progressPanel
        )
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._take)
        self.work.done.connect(self.on_done)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self.on_ended)
        self.ui.start.clicked.connect(self.on_start)
        self.ui.cancel.clicked.connect(self.on_cancel)
        self.ui.target.currentIndexChanged.connect(self.on_target)
        self._preview()
        self.on_target()

    def _fill_choices(self, target: str | None, village: str | None) -> None:
        box = self.ui.target
        box.addItem(theme.icon("tray"), tr("In the tray, to sort later"), TRAY)
        box.addItem(theme.icon("add"), tr("Each in a new record"), EACH)
        if target:
            name = title_of(self.inventory, target) or tr("Without a name")
            box.addItem(theme.icon("link"), tr("On “{name}”", name=name), target)
            box.setCurrentIndex(2)
        for place in sorted(self.inventory.all(Village), key=lambda v: localised(v.name)):
            self.ui.village.addItem(localised(place.name), place.id)
        if village:
            self.ui.village.setCurrentIndex(self.ui.village.findData(village))

    def _set_up_table(self) -> None:
        table = self.ui.files
        table.setModel(self.model)
        table.setIconSize(THUMB)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(THUMB.height() + 12)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in ((NAME, 270), (TIME, 180), (PLACE, 170)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)

    def on_target(self) -> None:
        """A village is asked for only where new records are made."""
        new = self.ui.target.currentData() == EACH
        self.ui.village.setVisible(new)
        self.ui.villageLabel.setVisible(new)

    def _run(self, work: Callable[[Progress], object]) -> None:
        self._tick.start(TICK_MS)
        self.work.start(work)

    def _preview(self) -> None:
        inventory, paths, arrived = self.inventory, self.paths, self._arrivals.add
        self.ui.summary.setText(tr("Looking at the files…"))
        self._run(
            lambda progress: preview_photos(inventory, paths, self._noting(progress), arrived)
        )
        self.ui.start.setEnabled(True)

    def _noting(self, progress: Progress) -> Progress:
        """Remember how many files there are; called in the working thread."""

        def noting(done: int, total: int, note: str = "") -> None:
            self._total = total
            progress(done, total, note)

        return noting

    def _take(self) -> None:
        """Show the files that were read since the last time."""
        arrived = self._arrivals.take()
        if not arrived:
            return
        last = self.model.take(arrived, done=self.importing)
        bar = self.ui.files.verticalScrollBar()
        if self.importing and bar.value() == self._follow:
            # Whoever scrolls away is left alone.
            self.ui.files.scrollTo(self.model.index(last, NAME))
            self._follow = bar.value()
        if self.report is None and not self._stopped:
            counted = self.model.counted()
            self.ui.summary.setText(found(counted))
            if not self.importing:
                left = max(0, self._total - counted["refused"])
                self.ui.start.setText(ntr("Import {n} file", "Import {n} files", left))

    def on_start(self) -> None:
        """Import, or close when it is done."""
        if self.report is not None:
            self.accept()
        elif self.work.running and not self.importing:
            self._start_next = True  # looking stops first: one thread reads the card at a time
            self.ui.start.setEnabled(False)
            self.work.stop()
        elif not self.work.running:
            self._import()

    def _import(self) -> None:
        target = self.ui.target.currentData()
        village = self.ui.village.currentData() if target == EACH else None
        inventory, paths, arrived = self.inventory, self.paths, self._arrivals.add
        self._start_next, self._stopped, self.importing = False, False, True
        self._lock(True)
        self._follow = self.ui.files.verticalScrollBar().value()
        self._run(
            lambda progress: import_photos(
                inventory, paths, target=target, village=village, progress=progress, seen=arrived
            )
        )

    def _lock(self, locked: bool) -> None:
        for widget in (self.ui.target, self.ui.village, self.ui.start):
            widget.setEnabled(not locked)

    def on_done(self, result: object) -> None:
        """The files were looked at, or imported."""
        self._take()
        if not isinstance(result, ImportReport):
            counted = self.model.counted()
            self.ui.summary.setText(found(counted))
            usable = counted["added"] + counted["duplicate"] + counted["raw"]
            self.ui.start.setText(ntr("Import {n} file", "Import {n} files", usable))
            self.ui.start.setEnabled(bool(self.model.rows))
            return
        self.report = result
        self.model.settle(lambda _file: True)
        gone = card_gone(result)
        self.ui.summary.setText(paragraph([gone, said(self.model.counted())]))
        theme.set_role(self.ui.summary, "danger" if gone else "")
        self.ui.start.setText(tr("Done"))
        theme.set_icon(self.ui.start, "check")
        self.ui.cancel.hide()
        self.next.look(self.inventory, result)

    @property
    def into_tray(self) -> int:
        """How many files an import has brought into the tray."""
        tray = self.report is not None and self.ui.target.currentData() == TRAY
        return self.report.count("added") if self.report is not None and tray else 0

    def on_next(self, verb: str) -> None:
        """Go on with putting the photos in order."""
        self.accept()
        self.wanted.emit(verb)

    def on_refused(self, sentence: str) -> None:
        """Show why it could not go on; the rows say which files are in."""
        self._take()
        self.ui.summary.setText(sentence)
        theme.set_role(self.ui.summary, "danger")
        if self.importing:
            self.model.settle(
                lambda file: self.inventory.get(Media, file.media_id or "") is not None
            )

    def on_ended(self) -> None:
        """Give the buttons back; a stopped import says how much of it is in."""
        self._tick.stop()
        self._take()
        was, self.importing = self.importing, False
        if self._start_next:
            self._import()
            return
        self._lock(False)
        self.ui.cancel.setEnabled(True)
        if was and self._stopped and self.report is None:
            self.model.settle(lambda _file: True)
            self.ui.summary.setText(stopped(self.model.in_count()))
        self.ui.start.setFocus()

    def on_cancel(self) -> None:
        """Stop the import, or close."""
        if self.importing:
            self._stopped = True
            self.ui.cancel.setEnabled(False)
            self.work.stop()
        else:
            self.reject()

    def reject(self) -> None:
        """Esc stops an import first; only then does it close the window."""
        if self.importing and not self._stopped:
            self.on_cancel()
        elif not self.importing:
            super().reject()

    def done(self, result: int) -> None:
        self._tick.stop()
        self.work.close()
        self.next.stop()
        super().done(result)


def stopped(number: int) -> str:
    """Say how much of a stopped import is in."""
    if not number:
        return tr("Stopped. Nothing was imported.")
    if number > ONE_STEP:
        return tr("Stopped. {n} files are in; Undo takes them back, {step} at a time.",
                  n=number, step=ONE_STEP)  # fmt: skip
    return ntr("Stopped. {n} file is in; Undo takes it back.",
               "Stopped. {n} files are in; Undo takes them back.", number)  # fmt: skip


def found(counted: Counter[str]) -> str:
    """Sum up what the files are before anything is copied."""
    parts = [ntr("{n} new file.", "{n} new files.", counted["added"]), *_raw(counted)]
    if counted["duplicate"]:
        parts.append(ntr("{n} is here already.", "{n} are here already.", counted["duplicate"]))
    if counted["refused"]:
        parts.append(ntr("{n} cannot be read.", "{n} cannot be read.", counted["refused"]))
    return paragraph(parts)


def said(counted: Counter[str]) -> str:
    """Sum up an import in one sentence for each outcome."""
    parts = [
        ntr("{n} file was imported.", "{n} files were imported.", counted["added"]),
        *_raw(counted),
    ]
    if counted["duplicate"]:
        parts.append(ntr("{n} was here already.", "{n} were here already.", counted["duplicate"]))
    if counted["refused"]:
        parts.append(
            ntr("{n} could not be read; the list says why.",
                "{n} could not be read; the list says why.", counted["refused"])
        )  # fmt: skip
    return paragraph(parts)


def _raw(counted: Counter[str]) -> list[str]:
    raw = counted["raw"]
    said = ntr("{n} RAW file goes with its photo.", "{n} RAW files go with their photos.", raw)
    return [said] if raw else []
