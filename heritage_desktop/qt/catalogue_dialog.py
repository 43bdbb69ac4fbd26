# SPDX-License-Identifier: Apache-2.0
"""Print the catalogue: which languages, for whom, which village, and where the book goes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import DialogWork
from heritage_desktop.qt.forms.ui_catalogue_dialog import Ui_CatalogueDialog
from heritage_desktop.services.catalogue import print_catalogue
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised


class CatalogueDialog(QDialog):
    """Asks for the edition and prints it; the book can be opened from here."""

    def __init__(
        self, inventory: Inventory, parent: QWidget | None = None, *, village: str | None = None
    ) -> None:
        super().__init__(parent)
        self.inventory = inventory
        self.written: Path | None = None
        self.ui = Ui_CatalogueDialog()
        self.ui.setupUi(self)  # type: ignore[no-untyped-call]
        self._fill(village)
        theme.set_primary(self.ui.start)
        theme.set_icon(self.ui.start, "print")
        for button in (self.ui.open, self.ui.reveal):
            button.hide()
        self.work = DialogWork(
            self, self.ui.progressBar, self.ui.progressText, self.ui.progressPanel
        )
        self.work.done.connect(self.on_printed)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(lambda: self._lock(False))
        self.ui.edition.currentIndexChanged.connect(self.on_edition)
        self.ui.choose.clicked.connect(self.on_choose)
        self.ui.start.clicked.connect(self.on_start)
        self.ui.cancel.clicked.connect(self.on_cancel)
        self.ui.open.clicked.connect(lambda: self._show(self.written))
        self.ui.reveal.clicked.connect(lambda: self._show(self.written and self.written.parent))
        self.on_edition()

    def _fill(self, village: str | None) -> None:
        ui = self.ui
        settings = self.inventory.get(InventorySettings, self.inventory.settings_id)
        self._titles = dict(settings.title) if settings else {}
        ui.bookTitle.setText(localised(self._titles))
        for code, text in (
            ("both", tr("Chinese and English")),
            ("zh_CN", "中文"),
            ("en", "English"),
        ):
            ui.language.addItem(text, code)
        editions = (("village", tr("For the village")), ("county", tr("For the county office")),
                    ("public", tr("For everybody")))  # fmt: skip
        for code, text in editions:
            ui.edition.addItem(text, code)
        ui.edition.setCurrentIndex(1)
        ui.village.addItem(tr("All villages"), None)
        for place in sorted(self.inventory.all(Village), key=lambda v: localised(v.name)):
            ui.village.addItem(localised(place.name), place.id)
        if village:
            ui.village.setCurrentIndex(ui.village.findData(village))
        for code, text in (("full", tr("With transcripts")), ("index", tr("Only their index")),
                           ("none", tr("Left out"))):  # fmt: skip
            ui.recordings.addItem(text, code)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        day = datetime.now(UTC).astimezone().strftime("%Y-%m-%d")
        name = "".join(ch for ch in localised(self._titles) if ch.isalnum() or ch in " -_")
        ui.target.setText(str(folder / f"{name.strip() or 'heritage'} {day}.pdf"))

    def on_edition(self) -> None:
        """Say what the edition leaves out."""
        notes = {
            "village": tr("Everything the village may see; nothing meant for the family alone."),
            "county": tr("The full record with places and field details, for office use."),
            "public": tr("Only what may be shown to everybody; guarded places are made coarse."),
        }
        self.ui.editionNote.setText(notes[self.ui.edition.currentData()])

    def on_choose(self) -> None:
        """Ask where the book goes."""
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the book as"), self.ui.target.text(), "PDF (*.pdf)"
        )
        if path:
            self.ui.target.setText(path)

    def on_start(self) -> None:
        """Print."""
        try:
            self._store_title()
        except HeritageError as error:
            self.on_refused(str(error))
            return
        target = Path(self.ui.target.text().strip()).expanduser()
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        inventory, ui = self.inventory, self.ui
        spoken, audience = ui.language.currentData(), ui.edition.currentData()
        village, heard = ui.village.currentData(), ui.recordings.currentData()
        self.written = target
        self.ui.result.setText("")
        self._lock(True)
        self.work.start(
            lambda progress: print_catalogue(
                inventory, target, language=spoken, audience=audience, village=village,
                heard=heard, progress=progress,
            )
        )  # fmt: skip

    def _store_title(self) -> None:
        text = self.ui.bookTitle.text().strip()
        if not text or text == localised(self._titles):
            return
        first = "zh" if language() == "zh_CN" else "en"
        tag = next((t for t in self._titles if t.startswith(first)), None)
        self._titles[tag or ("zh-Hans" if first == "zh" else "en")] = text
        with self.inventory.change(tr("Edit {label}", label=tr("Title"))) as change:
            change.set(InventorySettings, self.inventory.settings_id, "title", self._titles)

    def _lock(self, locked: bool) -> None:
        ui = self.ui
        for widget in (ui.bookTitle, ui.language, ui.edition, ui.village, ui.recordings,
                       ui.target, ui.choose, ui.start):  # fmt: skip
            widget.setEnabled(not locked)

    def on_printed(self, report: Any) -> None:
        """Say that the book is there and offer to open it."""
        self.written = Path(getattr(report, "path", None) or self.written or "")
        pages = getattr(report, "pages", None)
        said = tr("{name} is printed, {pages} pages.", name=self.written.name, pages=pages)
        plain = tr("{name} is printed.", name=self.written.name)
        self.ui.result.setText(said if pages else plain)
        theme.set_role(self.ui.result, "ok")
        for button in (self.ui.open, self.ui.reveal):
            button.show()
        self.ui.cancel.setText(tr("Close"))

    def on_refused(self, sentence: str) -> None:
        """Show why the book could not be printed."""
        self.ui.result.setText(sentence)
        theme.set_role(self.ui.result, "danger")

    def _show(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def on_cancel(self) -> None:
        """Stop the work, or close."""
        if self.work.running:
            self.work.stop()
        else:
            self.reject()

    def done(self, result: int) -> None:
        self.work.close()
        super().done(result)
