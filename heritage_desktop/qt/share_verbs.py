# SPDX-License-Identifier: Apache-2.0
"""Share: the book, bundles, and exports for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.verb_base import Doing


class ShareVerbs(Doing):
    """Verbs that carry something out of the inventory or into it."""

    def on_catalogue(self) -> None:
        """Print the book."""
        from heritage_desktop.qt.catalogue_dialog import CatalogueDialog

        self._settle()
        library = self._window.library
        village = library.place.village if library else None
        CatalogueDialog(self._inventory, self._window, village=village).open()

    def on_export_bundle(self) -> None:
        """Write a bundle, usually to a stick."""
        from heritage_desktop.qt.hand_over_dialog import HandOverDialog
        from heritage_desktop.storage import deliveries

        self._settle()
        known = deliveries.peers(self._inventory)
        if not known:
            self._hand_over(None)
            return
        dialog = HandOverDialog(self._inventory, known, self._window)
        dialog.accepted.connect(lambda: self._hand_over(dialog.peer))
        dialog.open()

    def _hand_over(self, peer: str | None) -> None:
        from heritage_desktop.services import bundles

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
            lambda progress: bundles.export_bundle(inventory, path, progress, peer=peer),
            lambda report: tr(
                "{name} is written ({size} MB) and was read back whole. Hand it to the office. It "
                "has arrived when their receipt is here.",
                name=report.path.name, size=f"{report.bytes / 1e6:.1f}",
            ),
            done=lambda _report: self._window.refresh(),
        )  # fmt: skip

    def on_take_receipt(self) -> None:
        """Choose receipts to take in."""
        folder = self._desk.settings.bundle_folder or str(Path.home())
        found, _ = QFileDialog.getOpenFileNames(
            self._window, tr("Take in a receipt"), folder, tr("Receipts (*.vhr)")
        )
        if found:
            self.take_receipts([Path(one) for one in found])

    def take_receipts(self, paths: Sequence[Path]) -> None:
        """Note what others confirmed; a receipt that is refused keeps none of the others out."""
        from heritage_desktop.services import receipts

        self._settle()
        inventory = self._inventory
        self._work(
            tr("Take in a receipt"),
            lambda progress: receipts.take_all(inventory, paths, progress),
            "\n".join,
            done=lambda _said: self._window.refresh(),
        )

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
        dialog = MergeDialog(self._inventory, path, self._window)
        dialog.settle_wanted.connect(self.on_differences)
        dialog.twins_wanted.connect(self.on_twins)
        dialog.open()

    def on_twins(self) -> None:
        """Ask about items that may be one place, recorded twice."""
        from heritage_desktop.qt.twins_window import TwinsWindow

        self._settle()
        window = TwinsWindow(self._inventory, self._window)
        window.answered.connect(self._show_what_stays)
        window.open()

    def _show_what_stays(self) -> None:
        """Show the list anew, and in place of a record the one that now stands for it."""
        self._window.refresh()
        form = self._window.form
        if form is not None and form.record:
            self._window.show_record(form.record)

    def on_differences(self) -> None:
        """Ask about what two teams wrote differently."""
        from heritage_desktop.qt.settle_window import SettleWindow

        self._settle()
        window = SettleWindow(self._inventory, self._window)
        window.opened.connect(self._window.show_record)
        window.open()

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
