# SPDX-License-Identifier: Apache-2.0
"""The verbs of the photo desk."""

from __future__ import annotations

from heritage_desktop.qt.see_verbs import SeeVerbs

FIRST_LOOK_MS = 3000


class PhotoVerbs(SeeVerbs):
    """One method ``on_<name>`` for each verb of ``actions``."""

    def on_light_table(self) -> None:
        """Make items of the photos in the tray, grouped by time and place."""
        from heritage_desktop.qt.light_table import LightTable

        self._settle()
        library = self._window.library
        village = library.place.village if library else None
        table = LightTable(self._inventory, village, self._window)
        table.applied.connect(self._window.refresh)
        table.open()

    def on_clocks(self) -> None:
        """Say which camera clocks are wrong and which photos have no place, and mend them."""
        from heritage_desktop.qt.clock_window import ClockWindow

        self._settle()
        window = ClockWindow(self._inventory, self._window)
        window.applied.connect(self._window.refresh)
        window.open()

    def on_look_alikes(self) -> None:
        """Ask which of the photos that look alike are to stay."""
        from heritage_desktop.qt.alike_window import AlikeWindow

        self._settle()
        AlikeWindow(self._inventory, self._window).open()

    def on_set_aside(self) -> None:
        """Set the chosen photos aside; they wait in their own list."""
        from heritage_desktop.services import look_alikes

        ids = [card.id for card in self._chosen_cards() if card.entity == "media"]
        self._step(lambda inventory: look_alikes.set_aside(inventory, ids))

    def on_take_back(self) -> None:
        """Take the chosen photos back that were set aside."""
        from heritage_desktop.services import look_alikes

        ids = [card.id for card in self._chosen_cards() if card.entity == "media"]
        self._step(lambda inventory: look_alikes.take_back(inventory, ids))

    def on_watch(self) -> None:
        """Choose the folder whose new photos are offered."""
        from heritage_desktop.qt.watch_dialog import WatchDialog

        dialog = WatchDialog(self._inventory, self._window)
        dialog.chosen.connect(self._watch)
        dialog.open()

    def begin_watching(self) -> None:
        """Look at the watched folder and at cards once the window has settled."""
        from heritage_desktop.qt.sidebar import Place

        library, sidebar = self._window.library, self._window.sidebar
        if library is not None and sidebar is not None:
            library.offers.wanted.connect(self.import_paths)
            library.offers.tray_wanted.connect(lambda: sidebar.select(Place("tray")))
            library.offers.watcher.soon(FIRST_LOOK_MS)

    def _watch(self) -> None:
        from heritage_desktop.services import watching

        if self._window.library is not None:
            self._window.library.offers.watcher.take(watching.chosen(self._inventory))

    def on_missing(self) -> None:
        """Say which originals are not here, and look for them in folders."""
        from heritage_desktop.qt.missing_window import MissingWindow

        self._settle()
        window = MissingWindow(self._inventory, self._window)
        window.restored.connect(self._window.refresh)
        window.open()

    def on_export_photos(self) -> None:
        """Write photos and recordings as files, of the chosen items or of all."""
        from heritage_desktop.qt.photo_export_dialog import PhotoExportDialog

        self._settle()
        chosen = self._chosen_item_ids()
        PhotoExportDialog(self._inventory, chosen, self._window).open()

    def _chosen_item_ids(self) -> list[str]:
        return [card.id for card in self._chosen_cards() if card.entity == "item"]
