# SPDX-License-Identifier: Apache-2.0
"""What the verbs of the menus do. Dialogs and the book are loaded when they are first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTemporaryDir, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit

from heritage_desktop import __version__, assets, i18n, logs
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.item_model import Card
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.messages import ask, tell
from heritage_desktop.qt.photo_strip import dropped_paths
from heritage_desktop.storage.inventory import Inventory

if TYPE_CHECKING:
    from heritage_desktop.qt.main_window import MainWindow


class Verbs(QObject):
    """One method for each verb of ``actions``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._jobs = Jobs(self)
        self._pasted: QTemporaryDir | None = None
        self.stepping = False

    @property
    def _inventory(self) -> Inventory:
        inventory = self._window.inventory
        if inventory is None:
            raise HeritageError(tr("Open an inventory first."))
        return inventory

    def _settle(self) -> None:
        """Store what is being typed before something else happens to the record."""
        if self._window.form is not None:
            self._window.form.leave()

    def close(self) -> None:
        """Wait for what is under way."""
        self._jobs.close()

    # File

    def on_new_inventory(self) -> None:
        """Make an inventory and open it."""
        from heritage_desktop.qt.ask_dialogs import NewInventoryDialog
        from heritage_desktop.services.inventories import new_inventory

        chosen = self._desk.settings
        dialog = NewInventoryDialog(chosen.recorder, chosen.team, self._window)
        if not dialog.exec():
            return
        recorder, team = dialog.recorder.text().strip(), dialog.team.text().strip()
        try:
            made = new_inventory(
                dialog.path(), title=dialog.title.text().strip(), team=team, author=recorder,
                village=dialog.village.text().strip(), office=dialog.office.isChecked(),
            )  # fmt: skip
        except HeritageError as error:
            tell(self._window, str(error))
            return
        self._desk.remember(recorder=recorder, team=team)
        QTimer.singleShot(0, partial(self._desk.take, made))

    def on_open_inventory(self) -> None:
        """Ask for a folder and open it."""
        start = next(iter(self._desk.settings.recent), str(Path.home()))
        found = QFileDialog.getExistingDirectory(
            self._window, tr("Choose a folder ending in .vhi"), str(Path(start).parent)
        )
        if found:
            self.open_folder(Path(found))

    def open_folder(self, folder: Path, _checked: bool = False) -> None:
        """Open an inventory folder; one that is gone leaves the list."""
        if not folder.is_dir():
            self._desk.remember(recent=self._desk.settings.without_recent(folder).recent)
            tell(self._window, tr("{name} is no longer there.", name=folder.name))
            return
        self._settle()
        QTimer.singleShot(0, partial(self._desk.open, folder))

    def on_demo(self) -> None:
        """Make the demo if it is not there, and open it."""
        from heritage_desktop.services.demo import build_demo

        folder = self._desk.demo_folder()
        if (folder / "inventory.sqlite").is_file():
            self.open_folder(folder)
            return
        self._work(
            tr("Look around in the demo"),
            lambda progress: build_demo(folder, progress),
            lambda made: tr("The demo is ready."),
            after=lambda made: self.open_folder(made[0]),
        )

    def on_import_files(self) -> None:
        """Choose photos to bring in."""
        folder = self._desk.settings.photo_folder or str(Path.home())
        found, _ = QFileDialog.getOpenFileNames(self._window, tr("Import photos"), folder)
        if found:
            self._desk.remember(photo_folder=str(Path(found[0]).parent))
            self.import_paths([Path(one) for one in found])

    def on_import_folder(self) -> None:
        """Choose a folder of photos to bring in."""
        folder = self._desk.settings.photo_folder or str(Path.home())
        found = QFileDialog.getExistingDirectory(self._window, tr("Import a folder"), folder)
        if found:
            self._desk.remember(photo_folder=found)
            self.import_paths([Path(found)])

    def import_paths(self, paths: Sequence[Path], target: str | None = None) -> None:
        """Show the import of these files and folders."""
        from heritage_desktop.qt.import_dialog import ImportDialog

        self._settle()
        library = self._window.library
        village = library.place.village if library else None
        ImportDialog(
            self._inventory, paths, self._window, target=target or None, village=village
        ).open()

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Do with dropped files what they are for: bundles merge, inventories open."""
        bundles = [path for path in paths if path.suffix.lower() == ".vhb"]
        folders = [path for path in paths if (path / "inventory.sqlite").is_file()]
        if folders:
            self.open_folder(folders[0])
        elif self._window.inventory is None:
            tell(self._window, tr("Open an inventory first, then drop the files on it."))
        elif bundles:
            self.merge(bundles[0])
        elif paths:
            self.import_paths(paths)

    def on_backup(self) -> None:
        """Write a verified copy of the database."""
        self._settle()
        inventory = self._inventory
        self._work(
            tr("Back up"),
            lambda _progress: inventory.backup(),
            lambda path: tr("The backup {name} is written and was read back.", name=path.name),
        )

    def on_check(self) -> None:
        """Prove that nothing is lost or changed."""
        from heritage_desktop.services import checking

        self._settle()
        inventory = self._inventory

        def work(progress: Any) -> tuple[list[str], list[Any]]:
            return inventory.check(progress), checking.findings(inventory)

        def said(found: tuple[list[str], list[Any]]) -> str:
            problems, hints = found
            if problems:
                return "\n".join(problems[:12])
            return " ".join([
                tr("All is well: what is shown is what was recorded, and every original is there."),
                ntr("{n} hint on the records.", "{n} hints on the records.", len(hints)),
            ])  # fmt: skip

        self._work(tr("Check the inventory"), work, said)

    def on_close_inventory(self) -> None:
        """Go back to the first page."""
        self._settle()
        QTimer.singleShot(0, self._desk.close_inventory)

    def on_quit(self) -> None:
        """Leave the program."""
        self._window.close()

    # Edit

    def on_undo(self) -> None:
        """Take the last step back."""
        self._step(lambda inventory: inventory.undo())

    def on_redo(self) -> None:
        """Do the last undone step again."""
        self._step(lambda inventory: inventory.redo())

    def _step(self, act: Callable[[Inventory], object]) -> None:
        """Undoing a large import takes a moment: the window stays awake meanwhile."""
        self._settle()
        inventory = self._inventory
        self.stepping = True
        self._window.update_actions()
        job = Job(lambda _progress: act(inventory))
        job.failed.connect(self.on_failed)
        job.ended.connect(self.on_stepped)
        self._jobs.submit(job)

    def on_stepped(self) -> None:
        """The next step may be taken."""
        self.stepping = False
        self._window.update_actions()

    def on_failed(self, error: object) -> None:
        """Say why a step could not be taken."""
        known = isinstance(error, HeritageError)
        tell(
            self._window,
            str(error) if known else tr("The program made a mistake; the log has the details."),
        )

    def on_paste(self) -> None:
        """Import copied files, or a copied picture."""
        data = QGuiApplication.clipboard().mimeData()
        paths = dropped_paths(data)
        image = QImage(data.imageData()) if data.hasImage() else QImage()
        if not paths and not image.isNull():
            self._pasted = QTemporaryDir()
            stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")
            paths = [Path(self._pasted.filePath(f"{tr('Pasted')} {stamp}.png"))]
            image.save(str(paths[0]))
        if paths:
            self.take_paths(paths)
        else:
            tell(self._window, tr("The clipboard holds no photos or files."))

    def on_find(self) -> None:
        """Go to the search box."""
        if self._window.library is not None:
            self._window.library.search.setFocus()
            self._window.library.search.selectAll()

    # Record

    def on_new_item(self) -> None:
        """Ask the first three questions and show the form for the rest."""
        from heritage_desktop.qt.ask_dialogs import NewItemDialog
        from heritage_desktop.services import items

        place = self._window.library.place if self._window.library else None
        village = (place.village if place else None) or items.only_village(self._inventory)
        kind = place.kind if place else None
        dialog = NewItemDialog(self._inventory, village, kind, self._window)
        if not dialog.exec():
            return
        names = _names(dialog.name.text(), dialog.second.text())
        self._add(
            lambda inventory: items.new_item(
                inventory, kind=dialog.kind, village=dialog.village, names=names
            )
        )

    def on_new_person(self) -> None:
        """Add a bearer."""
        from heritage_desktop.domain.agent import Person
        from heritage_desktop.qt.ask_dialogs import NewPersonDialog
        from heritage_desktop.services import items

        place = self._window.library.place if self._window.library else None
        village = (place.village if place else None) or items.only_village(self._inventory)
        dialog = NewPersonDialog(self._inventory, village, self._window)
        if dialog.exec():
            person = Person(
                id="", name=_names(dialog.name.text()), village=dialog.villages.currentData()
            )
            self._add_record(tr("New person"), person)

    def on_new_village(self) -> None:
        """Add a village."""
        from heritage_desktop.domain.place import Village
        from heritage_desktop.qt.ask_dialogs import NewVillageDialog

        dialog = NewVillageDialog(self._window)
        if dialog.exec():
            names = _names(dialog.name.text(), dialog.second.text())
            self._add_record(tr("New village"), Village(id="", name=names))

    def _add_record(self, label: str, record: Any) -> None:
        def act(inventory: Inventory) -> Any:
            with inventory.change(label) as change:
                return change.add(record)

        self._add(act)

    def _add(self, act: Callable[[Inventory], Any]) -> None:
        self._settle()
        try:
            made = act(self._inventory)
        except HeritageError as error:
            tell(self._window, str(error))
            return
        self._window.refresh()
        self._window.show_record(made.id)

    def on_attach(self) -> None:
        """Put the chosen photos on a record that is looked for."""
        from heritage_desktop.qt.record_finder import RecordFinder

        finder = RecordFinder(
            self._inventory, tr("Put the photos on a record"), tr("Put on it"), self._window
        )
        if finder.exec() and finder.record:
            self.put_on(self._chosen_ids(), finder.record)

    def put_on(self, media: Sequence[str], target: str) -> None:
        """Let photos show a record."""
        from heritage_desktop.services import items

        ids = list(media)
        self._in_background(lambda inventory: items.attach(inventory, ids, target))

    def on_look(self) -> None:
        """Look at the first chosen photo, or at the photos of the chosen record."""
        if self._window.library is not None:
            for card in self._window.library.chosen()[:1]:
                self.open_card(card)

    def open_card(self, card: Card) -> None:
        """Open the viewer on a card."""
        from heritage_desktop.qt.photo_viewer import open_viewer
        from heritage_desktop.storage.queries import media_of

        library = self._window.library
        if card.entity == "media" and library is not None:
            ids = [one.id for one in library.model.cards]
        else:
            ids = [media.id for _, media in media_of(self._inventory, card.id)]
        if ids:
            at = ids.index(card.id) if card.id in ids else 0
            open_viewer(self._inventory, ids, at, self._window)

    def on_delete(self) -> None:
        """Move the chosen records to the trash; undo brings them back."""
        from heritage_desktop.services import items

        ids = self._chosen_ids()
        if len(ids) > 1 and not ask(
            self._window,
            ntr("Move {n} record to the trash?", "Move {n} records to the trash?", len(ids)),
            tr("Move to the trash"),
        ):
            return
        self._in_background(lambda inventory: items.delete(inventory, ids))

    def on_restore(self) -> None:
        """Take the chosen records out of the trash."""
        from heritage_desktop.services import items

        ids = self._chosen_ids()
        self._in_background(lambda inventory: items.restore(inventory, ids))

    def _chosen_ids(self) -> list[str]:
        return self._window.library.chosen_ids() if self._window.library else []

    def _in_background(self, act: Callable[[Inventory], object]) -> None:
        self._step(act)

    # View

    def on_as_cards(self) -> None:
        """Show cards."""
        if self._window.library is not None:
            self._window.library.show_grid(True)

    def on_as_list(self) -> None:
        """Show rows."""
        if self._window.library is not None:
            self._window.library.show_grid(False)

    def on_recorder(self) -> None:
        """Ask for the name that signs new records."""
        now = self._desk.settings.recorder
        name, taken = QInputDialog.getText(
            self._window, tr("My name"), tr("My name, as it stands in the records:"),
            QLineEdit.EchoMode.Normal, now,
        )  # fmt: skip
        if taken:
            self._desk.use_recorder(name.strip())

    # Share

    def on_catalogue(self) -> None:
        """Print the book."""
        from heritage_desktop.qt.catalogue_dialog import CatalogueDialog

        self._settle()
        library = self._window.library
        village = library.place.village if library else None
        CatalogueDialog(self._inventory, self._window, village=village).open()

    def on_export_bundle(self) -> None:
        """Write a bundle, usually to a stick."""
        from heritage_desktop.services import bundles

        self._settle()
        inventory = self._inventory
        day = datetime.now().astimezone().strftime("%Y-%m-%d")
        folder = Path(self._desk.settings.bundle_folder or Path.home())
        path = self._save_as(folder / bundles.suggested_name(inventory, day), "*.vhb")
        if path is None:
            return
        path = path if path.suffix == ".vhb" else path.with_name(f"{path.name}.vhb")
        self._desk.remember(bundle_folder=str(path.parent))
        self._work(
            tr("Hand over a bundle"),
            lambda progress: bundles.export_bundle(inventory, path, progress),
            lambda report: tr(
                "{name} is written ({size} MB) and was read back whole. Hand it to the office.",
                name=report.path.name, size=f"{report.bytes / 1e6:.1f}",
            ),
        )  # fmt: skip

    def on_merge_bundle(self) -> None:
        """Choose a bundle to take in."""
        folder = self._desk.settings.bundle_folder or str(Path.home())
        found, _ = QFileDialog.getOpenFileName(
            self._window, tr("Take in a bundle"), folder, tr("Bundles (*.vhb)")
        )
        if found:
            self._desk.remember(bundle_folder=str(Path(found).parent))
            self.merge(Path(found))

    def merge(self, path: Path) -> None:
        """Show what a bundle would change."""
        from heritage_desktop.qt.merge_dialog import MergeDialog

        self._settle()
        MergeDialog(self._inventory, path, self._window).open()

    def export_formats(self) -> list[tuple[str, str]]:
        """Return the ways out, as (id, label)."""
        from heritage_desktop.exchange.formats import FORMATS

        return [(one.id, f"{one.label}…") for one in FORMATS.values()]

    def on_export(self, code: str, _checked: bool = False) -> None:
        """Write the items for another program."""
        from heritage_desktop.exchange.formats import FORMATS
        from heritage_desktop.services.exporting import export

        self._settle()
        inventory, extension = self._inventory, FORMATS[code].extension
        name = f"{inventory.folder.stem}.{extension}"
        path = self._save_as(Path.home() / name, f"*.{extension}")
        if path is not None:
            self._work(
                tr("Export for another program"),
                lambda progress: export(inventory, code, path, progress=progress),
                lambda rows: ntr("{n} row written.", "{n} rows written.", rows),
            )

    # Help

    def on_manual(self) -> None:
        """Open the manual in the window's language."""
        file = assets.path("manual", i18n.language(), "first-day.md")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def on_log(self) -> None:
        """Show where the log is."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs.log_file().parent)))

    def on_about(self) -> None:
        """Say what this is and whose."""
        QApplication.beep()
        tell(
            self._window,
            tr("Heritage Desktop {version}\nFree software under the Apache License 2.0.\n"
               "What you record belongs to the village.", version=__version__),
        )  # fmt: skip

    # Help for the verbs

    def _save_as(self, start: Path, pattern: str) -> Path | None:
        found, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save as"), str(start), f"{pattern[2:].upper()} ({pattern})"
        )
        return Path(found) if found else None

    def _work(
        self,
        heading: str,
        work: Callable[[Any], Any],
        said: Callable[[Any], str],
        after: Callable[[Any], None] | None = None,
    ) -> None:
        from heritage_desktop.qt.work_dialog import WorkDialog

        dialog = WorkDialog(heading, work, said, self._window)
        if after is not None:
            dialog.work.done.connect(dialog.accept)
            dialog.accepted.connect(lambda: after(dialog.result_of_work))
        dialog.open()


def _names(*texts: str) -> dict[str, str]:
    from heritage_desktop.services.items import language_of

    return {language_of(text): text.strip() for text in texts if text.strip()}
