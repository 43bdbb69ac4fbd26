# SPDX-License-Identifier: Apache-2.0
"""Export photos: for whom, in what form, which items, where to; and how the files will be named."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services.photo_export import ExportReport, Plan, export, plan
from heritage_desktop.storage.inventory import Inventory

SHOWN_NAMES = 8
_SHOWN_FAILURES = 3
COUNTY = "county"


class PhotoExportDialog(QDialog):
    """Shows what would leave and what stays, then writes it; ``chosen`` are ids of items."""

    def __init__(
        self,
        inventory: Inventory,
        chosen: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inventory, self._chosen = inventory, tuple(chosen)
        self.report: ExportReport | None = None
        self.plan: Plan | None = None
        self._asked: tuple[str, bool, tuple[str, ...] | None] | None = None
        self._exporting = False
        self.setWindowTitle(tr("Export photos"))
        self.resize(720, 690)
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Export photos"), "title"))
        outer.addLayout(self._form())
        self.note = plain_label("", "caption")
        self.note.setWordWrap(True)
        outer.addWidget(self.note)
        self.names_label = plain_label(tr("The files will be called"), "heading")
        outer.addWidget(self.names_label)
        self.names = QListWidget()
        self.names.setAccessibleName(tr("The files will be called"))
        self.names.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        outer.addWidget(self.names, 1)
        self.kept = plain_label("", "muted")
        self.kept.setWordWrap(True)
        outer.addWidget(self.kept)
        panel = ProgressPanel()
        outer.addWidget(panel)
        self.said = plain_label("")
        self.said.setWordWrap(True)
        outer.addWidget(self.said)
        outer.addLayout(self._buttons())
        self.work = panel.work(self)
        self.work.done.connect(self.on_done)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self.on_ended)
        self.on_choice()

    def _form(self) -> QFormLayout:
        self.audience, self.form, self.which = QComboBox(), QComboBox(), QComboBox()
        editions = (("village", tr("For the village")), (COUNTY, tr("For the county office")),
                    ("public", tr("For everybody")))  # fmt: skip
        for code, text in editions:
            self.audience.addItem(text, code)
        self.audience.setCurrentIndex(1)
        self.form.addItem(tr("Without hidden details"), False)
        self.form.addItem(tr("Originals as they are"), True)
        if self._chosen:
            many = ntr("The chosen item", "The {n} chosen items", len(self._chosen))
            self.which.addItem(many, self._chosen)
        self.which.addItem(tr("All items"), None)
        documents = QStandardPaths.StandardLocation.PicturesLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        self.folder = QLineEdit(str(folder / self._inventory.folder.stem))
        choose = QPushButton(tr("Choose…"))
        choose.clicked.connect(self.on_choose)
        self.choose = choose
        across = QHBoxLayout()
        across.addWidget(self.folder, 1)
        across.addWidget(choose)
        form = QFormLayout()
        form.setSpacing(theme.tokens().space.m)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in (
            (tr("For whom"), self.audience), (tr("Form"), self.form), (tr("Which"), self.which)
        ):  # fmt: skip
            widget.setAccessibleName(label)
            form.addRow(plain_label(label), widget)
            widget.currentIndexChanged.connect(self.on_choice)
        self.folder.setAccessibleName(tr("Folder"))
        form.addRow(plain_label(tr("Folder")), across)
        return form

    def _buttons(self) -> QHBoxLayout:
        self.reveal, self.start = QPushButton(tr("Open the folder")), QPushButton(tr("Export"))
        self.leave = QPushButton(tr("Cancel"))
        theme.set_primary(self.start)
        theme.set_icon(self.start, "export")
        self.reveal.hide()
        self.reveal.clicked.connect(self.on_open)
        self.start.clicked.connect(self.on_start)
        self.leave.clicked.connect(self.on_leave)
        across = QHBoxLayout()
        across.addWidget(self.reveal)
        across.addStretch(1)
        across.addWidget(self.leave)
        across.addWidget(self.start)
        return across

    # What would leave

    def on_choice(self) -> None:
        """Say what the choice means and work out what would be written."""
        county = self.audience.currentData() == COUNTY
        self.form.setEnabled(county)
        if not county and self.form.currentIndex():
            self.form.setCurrentIndex(0)  # comes back here
            return
        self.said.setText("")
        self.note.setText(
            tr("With place, camera and all that the camera wrote; for the office's own use.")
            if self.form.currentData()
            else tr("The pictures as they are, without place, camera, owner or hidden thumbnails.")
        )
        self.start.setEnabled(False)
        self.start.setText(tr("Export"))
        self._plan_soon()

    def _choice(self) -> tuple[str, bool, tuple[str, ...] | None]:
        return (
            self.audience.currentData(), bool(self.form.currentData()), self.which.currentData()
        )  # fmt: skip

    def _plan_soon(self) -> None:
        """Work out the plan of the present choice, after the one under way."""
        if self.work.running:
            return  # on_ended comes back here
        inventory, choice = self._inventory, self._choice()
        self._asked = choice
        audience, originals, ids = choice
        self.kept.setText(tr("Looking what may leave…"))
        self.work.start(lambda _progress: plan(inventory, audience, originals=originals, ids=ids))

    def on_done(self, result: Plan | ExportReport) -> None:
        """Show a plan or a report."""
        if isinstance(result, Plan):
            self.on_planned(result)
        else:
            self.on_exported(result)

    def on_planned(self, made: Plan) -> None:
        """Show the first names and what stays."""
        self.plan = made
        count = len(made.entries)
        self.names.clear()
        self.names.addItems(made.names(SHOWN_NAMES))
        if count > SHOWN_NAMES:
            more = count - SHOWN_NAMES
            self.names.addItem(ntr("… and {n} more", "… and {n} more", more))
        self.start.setText(ntr("Export {n} file", "Export {n} files", count))
        self.kept.setText(kept_back(made))

    # Writing

    def on_choose(self) -> None:
        """Ask where the files go."""
        found = QFileDialog.getExistingDirectory(
            self, tr("Folder for the photos"), self.folder.text()
        )
        if found:
            self.folder.setText(found)

    def on_start(self) -> None:
        """Write the files, or close when it is done."""
        if self.report is not None:
            self.accept()
            return
        if self.work.running or not self.folder.text().strip():
            return
        inventory, (audience, originals, ids) = self._inventory, self._choice()
        folder = Path(self.folder.text().strip()).expanduser()
        self._exporting = True
        self._lock(True)
        self.said.setText("")
        work: Callable[[Progress], ExportReport] = lambda progress: export(  # noqa: E731
            inventory, folder, audience, originals=originals, ids=ids, progress=progress
        )
        self.work.start(work)

    def on_exported(self, report: ExportReport) -> None:
        """Say what was written and what was not."""
        self.report = report
        self.said.setText(said(report))
        theme.set_role(self.said, "warn" if report.failed else "ok")
        self.start.setText(tr("Done"))
        self.leave.hide()
        self.reveal.setVisible(bool(report.written))

    def on_refused(self, sentence: str) -> None:
        """Say why it could not be done."""
        self.said.setText(sentence)
        theme.set_role(self.said, "danger")

    def on_ended(self) -> None:
        """Give the buttons back, or plan again where the choice was changed meanwhile."""
        stopped = self._exporting and self.report is None and not self.said.text()
        if stopped:
            self.said.setText(tr("Stopped. The files written before are whole."))
            theme.set_role(self.said, "")
        exporting, self._exporting = self._exporting, False
        if not exporting and self._asked != self._choice():
            self._plan_soon()
            return
        self._lock(False)
        ready = self.plan is not None and bool(self.plan.entries)
        self.start.setEnabled(ready or self.report is not None)

    def _lock(self, locked: bool) -> None:
        locked = locked or self.report is not None
        for widget in (self.audience, self.which, self.folder, self.choose, self.start):
            widget.setEnabled(not locked)
        self.form.setEnabled(not locked and self.audience.currentData() == COUNTY)

    def on_open(self) -> None:
        """Show the files."""
        if self.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report.folder)))

    def on_leave(self) -> None:
        """Stop the work, or close."""
        if self._exporting:
            self.work.stop()
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)


def kept_back(made: Plan) -> str:
    """Say how many files stay and why."""
    if not made.entries and not made.withheld:
        return tr("There is no photo on these items yet.")
    if not made.withheld:
        return tr("Nothing is kept back.")
    reasons = "; ".join(f"{reason} ({n})" for reason, n in made.reasons().most_common())
    return ntr(
        "{n} file is kept back: {reasons}.", "{n} files are kept back: {reasons}.",
        len(made.withheld), reasons=reasons,
    )  # fmt: skip


def said(report: ExportReport) -> str:
    """Sum up an export."""
    parts = [ntr("{n} file was written.", "{n} files were written.", len(report.written))]
    if report.index is not None:
        parts.append(tr("{name} lists them.", name=report.index.name))
    parts += report.failed[:_SHOWN_FAILURES]
    rest = len(report.failed) - _SHOWN_FAILURES
    if rest > 0:
        parts.append(ntr("{n} more failed.", "{n} more failed.", rest))
    return paragraph(parts)
