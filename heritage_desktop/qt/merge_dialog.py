# SPDX-License-Identifier: Apache-2.0
"""Take in a bundle: verified and rehearsed first, told in plain words, merged in one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.forms.ui_merge_dialog import Ui_MergeDialog
from heritage_desktop.services.bundles import inspect_bundle, merge_bundle
from heritage_desktop.storage.inventory import Inventory


class MergeDialog(QDialog):
    """Shows what a bundle would change before anything is changed."""

    def __init__(self, inventory: Inventory, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inventory, self.path = inventory, Path(path)
        self.report: Any = None
        self.merged = False
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
        self.ui.start.clicked.connect(self.on_start)
        self.ui.cancel.clicked.connect(self.on_cancel)
        self.ui.sender.setText(tr("Checking the bundle…"))
        self.work.done.connect(self.on_rehearsed)
        self.work.start(self._rehearse)

    def _rehearse(self, progress: Progress) -> tuple[Any, Any]:
        about = inspect_bundle(self.path)
        return about, merge_bundle(self.inventory, self.path, rehearse=True, progress=progress)

    def on_rehearsed(self, found: tuple[Any, Any]) -> None:
        """Tell what would happen."""
        self.work.done.disconnect(self.on_rehearsed)
        about, report = found
        self.report = report
        self.ui.sender.setText(sender(about))
        self._tell(report)
        self.ui.start.setEnabled(True)
        self.ui.start.setFocus()

    def _tell(self, report: Any) -> None:
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

    def on_merged(self, report: Any) -> None:
        """Tell what happened."""
        self.report, self.merged = report, True
        self._tell(report)
        self.ui.sender.setText(tr("Merged. Undo takes the whole bundle back."))
        theme.set_role(self.ui.sender, "ok")
        self.ui.promise.hide()
        self.ui.cancel.hide()
        self.ui.start.setText(tr("Done"))
        self.ui.start.setEnabled(True)

    def on_refused(self, sentence: str) -> None:
        """Show why the bundle was not taken; nothing of it was used."""
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
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)


def outcome(report: Any) -> str:
    """Say the three numbers a person wants to know."""
    new, changed, needs = _sum(report.new_records), _sum(report.changed_records), report.conflicts
    if not (new or changed or needs):
        return tr("Everything in this bundle is here already.")
    parts = [tr("{n} new", n=new) if new else "", tr("{n} changed", n=changed) if changed else "",
             ntr("{n} needs you", "{n} need you", needs) if needs else ""]  # fmt: skip
    return " · ".join(part for part in parts if part)


def details(report: Any) -> str:
    """Say what else the bundle brings."""
    trashed, photos = _sum(getattr(report, "trashed", 0)), _sum(getattr(report, "new_media", 0))
    lines = [
        ntr("{n} photo or recording comes along.", "{n} photos and recordings come along.", photos)
        if photos
        else "",
        ntr("{n} goes to the trash.", "{n} go to the trash.", trashed) if trashed else "",
    ]
    return "\n".join(line for line in lines if line)


def sender(about: Any) -> str:
    """Say whose bundle it is and when it was made."""
    who = [str(text) for name in ("title", "team", "author") if (text := getattr(about, name, ""))]
    made = str(getattr(about, "created", "") or "").replace("T", " ")[:16]
    return " · ".join(part for part in (*who, made) if part)


def _sum(value: Any) -> int:
    return sum(value.values()) if isinstance(value, dict) else int(value or 0)
