# SPDX-License-Identifier: Apache-2.0
"""Import photos: see what the cameras wrote before anything is copied, then copy it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidgetItem, QWidget

from heritage_desktop.domain.place import Village
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.forms.ui_import_dialog import Ui_ImportDialog
from heritage_desktop.qt.pictures import cropped
from heritage_desktop.services.photos import (
    ImportedFile,
    ImportReport,
    import_photos,
    preview_photos,
)
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, title_of

TRAY, EACH = "tray", "new"
THUMB = QSize(64, 48)
NAME, TIME, PLACE, STATE = range(4)


class ImportDialog(QDialog):
    """Shows a preview of the files, asks where they go, imports and says what became of each."""

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
        self._rows: dict[str, int] = {}
        self._before = inventory.commit_count()
        self._fill_choices(target, village)
        self._set_up_table()
        theme.set_primary(self.ui.start)
        theme.set_icon(self.ui.start, "import")
        self.work = DialogWork(
            self, self.ui.progressBar, self.ui.progressText, self.ui.progressPanel
        )
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self.on_ended)
        self.ui.start.clicked.connect(self.on_start)
        self.ui.cancel.clicked.connect(self.on_cancel)
        self.ui.target.currentIndexChanged.connect(self.on_target)
        self.on_target()
        self._preview()

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
        table.setColumnCount(4)
        table.setHorizontalHeaderLabels([tr("File"), tr("Taken"), tr("Place"), tr("Remarks")])
        table.setIconSize(THUMB)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(THUMB.height() + 12)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((NAME, 280), (TIME, 150), (PLACE, 170)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)

    def on_target(self) -> None:
        """A village is asked for only where new records are made."""
        new = self.ui.target.currentData() == EACH
        self.ui.village.setVisible(new)
        self.ui.villageLabel.setVisible(new)
        self.ui.start.setEnabled(not self.work.running and bool(self._rows))

    def _preview(self) -> None:
        inventory, paths = self.inventory, self.paths
        self.ui.summary.setText(tr("Looking at the files…"))
        self.ui.start.setEnabled(False)
        self.work.done.connect(self.on_previewed)
        self.work.start(lambda progress: preview_photos(inventory, paths, progress))

    def on_previewed(self, files: list[ImportedFile]) -> None:
        """Show what was found in the files."""
        self.work.done.disconnect(self.on_previewed)
        table = self.ui.files
        table.setRowCount(len(files))
        for row, file in enumerate(files):
            self._rows[str(file.path)] = row
            self._show_file(row, file)
        counted = Counter(file.status for file in files)
        self.ui.summary.setText(found(counted))
        usable = counted["added"] + counted["duplicate"]
        self.ui.start.setText(ntr("Import {n} file", "Import {n} files", usable))

    def _show_file(self, row: int, file: ImportedFile) -> None:
        name = QTableWidgetItem(Path(file.path).name)
        image = QImage.fromData(file.thumbnail) if file.thumbnail else QImage()
        shown = _blank() if image.isNull() else cropped(image, THUMB)
        name.setIcon(QIcon(QPixmap.fromImage(shown)))
        cells = (name, QTableWidgetItem(_when(file)), QTableWidgetItem(_where(file)),
                 QTableWidgetItem(_remarks(file)))  # fmt: skip
        for column, cell in enumerate(cells):
            if file.status == "refused":
                cell.setForeground(theme.tokens().colour("danger" if column == STATE else "muted"))
            self.ui.files.setItem(row, column, cell)

    def on_start(self) -> None:
        """Import, or close when it is done."""
        if self.report is not None:
            self.accept()
        if self.report is not None or self.work.running:
            return
        target = self.ui.target.currentData()
        village = self.ui.village.currentData() if target == EACH else None
        inventory, paths = self.inventory, self.paths
        self._lock(True)
        self.work.done.connect(self.on_imported)
        self.work.start(
            lambda progress: import_photos(
                inventory, paths, target=target, village=village, progress=progress
            )
        )

    def _lock(self, locked: bool) -> None:
        for widget in (self.ui.target, self.ui.village, self.ui.start):
            widget.setEnabled(not locked)

    def on_imported(self, report: ImportReport) -> None:
        """Say what became of each file."""
        self.report = report
        for file in report.files:
            row = self._rows.get(str(file.path))
            if row is not None:
                self.ui.files.setItem(row, STATE, QTableWidgetItem(_became(file)))
        self.ui.summary.setText(said(report.files))
        self.ui.start.setText(tr("Done"))
        self.ui.cancel.hide()

    def on_refused(self, sentence: str) -> None:
        """Show why nothing could be done."""
        self.ui.summary.setText(sentence)
        theme.set_role(self.ui.summary, "danger")

    def on_ended(self) -> None:
        """Give the buttons back; a stopped import says what is in already."""
        self._lock(False)
        self.ui.start.setEnabled(bool(self._rows))
        if self.report is None and self.ui.summary.text() == "":
            kept = self.inventory.commit_count() > self._before
            self.ui.summary.setText(
                tr("Stopped. What was read before is in; Undo takes it back.")
                if kept
                else tr("Stopped. Nothing was imported.")
            )

    def on_cancel(self) -> None:
        """Stop the work, or close."""
        if self.work.running:
            self.ui.summary.setText("")
            self.work.stop()
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)


def found(counted: Counter[str]) -> str:
    """Sum up what the files are before anything is copied."""
    parts = [ntr("{n} new file.", "{n} new files.", counted["added"])]
    if counted["duplicate"]:
        parts.append(ntr("{n} is here already.", "{n} are here already.", counted["duplicate"]))
    if counted["refused"]:
        parts.append(ntr("{n} cannot be read.", "{n} cannot be read.", counted["refused"]))
    return " ".join(parts)


def said(files: Sequence[ImportedFile]) -> str:
    """Sum up an import in one sentence for each outcome."""
    counted = Counter(file.status for file in files)
    parts = [ntr("{n} photo was imported.", "{n} photos were imported.", counted["added"])]
    if counted["duplicate"]:
        parts.append(ntr("{n} was here already.", "{n} were here already.", counted["duplicate"]))
    if counted["refused"]:
        parts.append(
            ntr("{n} could not be read; the list says why.",
                "{n} could not be read; the list says why.", counted["refused"])
        )  # fmt: skip
    return " ".join(parts)


def _blank() -> QImage:
    tokens = theme.tokens()
    picture = QImage(THUMB, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(tokens.colour("sunken"))
    painter = QPainter(picture)
    painter.drawImage((THUMB.width() - 20) // 2, (THUMB.height() - 20) // 2,
                      theme.image("no-photo", 20, "muted"))  # fmt: skip
    painter.end()
    return picture


def _when(file: ImportedFile) -> str:
    if not file.facts.taken_local:
        return "—"
    return f"{file.facts.taken_local.replace('T', ' ')[:16]} {file.facts.utc_offset or ''}".strip()


def _where(file: ImportedFile) -> str:
    facts = file.facts
    if facts.lat is None or facts.lon is None:
        return "—"
    near = f" ±{facts.accuracy_m:.0f} m" if facts.accuracy_m is not None else ""
    return f"{facts.lat:.5f}, {facts.lon:.5f}{near}"


def _remarks(file: ImportedFile) -> str:
    if file.status == "refused":
        return file.reason
    if file.status == "duplicate":
        return tr("here already")
    return " ".join(tr(finding.text) for finding in file.facts.findings)


def _became(file: ImportedFile) -> str:
    done = {"added": tr("imported"), "duplicate": tr("here already")}
    return done.get(file.status) or file.reason
