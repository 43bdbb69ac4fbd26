# SPDX-License-Identifier: Apache-2.0
"""Take in a bundle: verified and rehearsed first, told in plain words, merged in one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.forms.ui_merge_dialog import Ui_MergeDialog
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.services import twins
from heritage_desktop.services.bundles import merge_bundle, missing
from heritage_desktop.services.receipts import write_receipt
from heritage_desktop.services.rehearsal import TOLD, origin, outcome
from heritage_desktop.services.twins import Question
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.apply import MergeReport
from heritage_desktop.sync.layout import BundleInfo


class MergeDialog(QDialog):
    """Shows what a bundle would change before anything is changed."""

    twins_wanted = Signal()
    settle_wanted = Signal()

    def __init__(self, inventory: Inventory, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inventory, self.path = inventory, Path(path)
        self.report: MergeReport | None = None
        self.merged = False
        self._jobs = Jobs(self)
        self.ui = Ui_MergeDialog()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        theme.set_primary(self.ui.start)
        theme.set_icon(self.ui.start, "merge")
        self.ui.file.setText(self.path.name)
        self.ui.card.hide()
        self.ui.refusal.hide()
        self.ui.start.setEnabled(False)
        self.work = DialogWork(
            self, self.ui.progressBar, self.ui.progressText, self.ui.progressPanel
        )
        self.work.refused.connect(self.on_refused)
        self.receipt = QPushButton(tr("Write the receipt"))
        self.receipt.setToolTip(tr("A small file next to the bundle; the team takes it in."))
        self.receipt.setAutoDefault(False)
        self.receipt.hide()
        self.receipt.clicked.connect(self.on_receipt)
        self.ui.buttons.insertWidget(1, self.receipt)
        self.ui.start.clicked.connect(self.on_start)
        self.ui.cancel.clicked.connect(self.on_cancel)
        self.ui.sender.setText(tr("Checking the bundle…"))
        self.work.done.connect(self.on_rehearsed)
        inventory, bundle = self.inventory, self.path
        self.work.start(
            lambda progress: merge_bundle(inventory, bundle, rehearse=True, progress=progress)
        )

    def on_rehearsed(self, report: MergeReport) -> None:
        """Tell what would happen."""
        self.work.done.disconnect(self.on_rehearsed)
        self.report = report
        self.ui.sender.setText(sender(report.info))
        self._tell(report)
        self.ui.start.setEnabled(True)
        self.ui.start.setFocus()

    def _tell(self, report: MergeReport) -> None:
        self.ui.outcome.setText(outcome(report))
        self.ui.details.setText(details(report))
        self.ui.details.setVisible(bool(self.ui.details.text()))
        self.ui.card.show()

    def on_start(self) -> None:
        """Merge, or close when it is done."""
        if self.merged:
            self.accept()
            return
        self.ui.start.setEnabled(False)
        inventory, path = self.inventory, self.path
        self.work.done.connect(self.on_merged)
        self.work.start(lambda progress: merge_bundle(inventory, path, progress=progress))

    def on_merged(self, report: MergeReport) -> None:
        """Tell what happened."""
        self.report, self.merged = report, True
        self._tell(report)
        self.ui.sender.setText(tr("Merged. Undo takes the whole bundle back."))
        theme.set_role(self.ui.sender, "ok")
        self.ui.promise.hide()
        self.ui.cancel.hide()
        self.work.done.disconnect(self.on_merged)
        self.receipt.show()
        self.ui.start.setText(tr("Done"))
        if report.conflicts:
            self.settle = QPushButton(tr("Settle differences…"))
            self.settle.setAutoDefault(False)
            self.settle.clicked.connect(self.on_settle)
            self.ui.buttons.insertWidget(self.ui.buttons.count() - 1, self.settle)
        self.ui.start.setEnabled(True)
        self._look_for_twins()

    def _look_for_twins(self) -> None:
        """Compare the items in the background: what came may have been recorded here already."""
        inventory = self.inventory
        job = Job(lambda progress: twins.questions(inventory, twins.suggested(inventory, progress)))
        job.succeeded.connect(self.on_twins)
        self._jobs.submit(job)

    def on_twins(self, asked: list[Question]) -> None:
        """Offer to look at the items that may be one place."""
        if asked:
            said = ntr("{n} pair of items may be one place, recorded twice.",
                       "{n} pairs of items may be one place, recorded twice.",
                       len(asked))  # fmt: skip
            self.ui.details.setText("\n".join(filter(None, [self.ui.details.text(), said])))
            self.ui.details.show()
            self.ui.cancel.setText(tr("Look at them…"))
            self.ui.cancel.show()

    def on_receipt(self) -> None:
        """Write next to the bundle what of it is held here."""
        self.receipt.setEnabled(False)
        inventory, path = self.inventory, self.path
        self.work.done.connect(self.on_written)
        self.work.start(lambda progress: write_receipt(inventory, path, progress=progress))

    def on_written(self, path: Path) -> None:
        """Say where the receipt is."""
        self.work.done.disconnect(self.on_written)
        self.receipt.hide()
        self.ui.refusal.hide()
        self.ui.sender.setText(tr("Merged. The receipt {name} lies next to the bundle; give it to "
                                  "the team.", name=path.name))  # fmt: skip

    def on_settle(self) -> None:
        """Close, and ask about what two teams wrote differently."""
        self.accept()
        self.settle_wanted.emit()

    def on_refused(self, sentence: str) -> None:
        """Show why the bundle was not taken, or the receipt not written."""
        if self.merged:
            self.work.done.disconnect(self.on_written)
            self.receipt.setEnabled(True)
            self.ui.refusalText.setText(sentence)
            self.ui.refusal.show()
            return
        self.ui.sender.setText("")
        self.ui.card.hide()
        self.ui.promise.hide()
        self.ui.refusalText.setText(sentence)
        self.ui.refusal.show()
        self.ui.start.hide()
        self.ui.cancel.setText(tr("Close"))

    def on_cancel(self) -> None:
        """Stop the work, or close."""
        if self.work.running:
            self.work.stop()
        elif self.merged:
            self.accept()
            self.twins_wanted.emit()
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        self._jobs.close()
        super().done(result)


def details(report: MergeReport) -> str:
    """Say what is new, and what else the bundle brings."""
    new = [
        f"{tr(ENTITIES[name].label)} {report.new_records[name]}"
        for name in TOLD
        if report.new_records.get(name)
    ]
    lines = [origin(report), " · ".join(new)]
    if report.media:
        lines.append(
            ntr("{n} photo or recording comes along.", "{n} photos and recordings come along.",
                report.media)
        )  # fmt: skip
    if report.trashed:
        lines.append(ntr("{n} goes to the trash.", "{n} go to the trash.", report.trashed))
    lines += missing(report)
    return "\n".join(line for line in lines if line)


def sender(info: BundleInfo) -> str:
    """Say whose bundle it is and when it was made."""
    made = info.created.replace("T", " ")[:16]
    return " · ".join(part for part in (info.sender.title, info.sender.team, made) if part)
