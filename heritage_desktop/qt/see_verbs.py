# SPDX-License-Identifier: Apache-2.0
"""The verbs that show: problems, charts, local words, guests, reading back, what left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heritage_desktop.i18n import tr
from heritage_desktop.qt.file_verbs import FileVerbs
from heritage_desktop.qt.messages import tell

if TYPE_CHECKING:
    from heritage_desktop.qt.item_model import Card


class SeeVerbs(FileVerbs):
    """One method ``on_<name>`` for each verb of ``actions``."""

    def on_problems(self) -> None:
        """Open the problem centre."""
        from heritage_desktop.qt.problems_window import ProblemsWindow

        self._settle()
        window = ProblemsWindow(self._inventory, self._window)
        window.opened.connect(self._window.show_field)
        window.show()

    def on_year_wheel(self) -> None:
        """Show the year of the village."""
        from heritage_desktop.qt.chart_window import show_year_wheel

        self._settle()
        show_year_wheel(self._inventory, self._window).record_opened.connect(
            self._window.show_record
        )

    def on_lineage(self) -> None:
        """Show teachers and learners of the chosen practice, or of all."""
        from heritage_desktop.qt.chart_window import show_lineage

        self._settle()
        show_lineage(self._inventory, self._chosen_item(), self._window).record_opened.connect(
            self._window.show_record
        )

    def on_trend(self) -> None:
        """Show the chosen item's state over time."""
        from heritage_desktop.qt.chart_window import show_trend

        item = self._chosen_item()
        if item is not None:
            self._settle()
            show_trend(self._inventory, item, self._window)

    def on_wholes(self) -> None:
        """Show wholes and their parts as a tree."""
        from heritage_desktop.qt.wholes_window import WholesWindow

        self._settle()
        window = WholesWindow(self._inventory, self._window)
        window.opened.connect(self._window.show_record)
        window.open()

    def on_words(self) -> None:
        """Show local words and map them."""
        from heritage_desktop.qt.many_dialogs import WordsWindow

        self._settle()
        WordsWindow(self._inventory, self._window).open()

    def on_guest(self) -> None:
        """Hand the laptop to a villager."""
        from heritage_desktop.qt.guest_window import GuestWindow

        self._settle()
        GuestWindow(self._inventory, self._window).exec()
        self._window.refresh()

    def on_read_back(self) -> None:
        """Read the chosen item back to its owner or bearer."""
        from heritage_desktop.qt.elder_window import ElderWindow

        item = self._chosen_item()
        if item is not None:
            self._settle()
            ElderWindow(self._inventory, item, self._window).exec()
            self._window.refresh()

    def on_waiting(self) -> None:
        """Say what guests left; each waits with its item, on the page of consent."""
        from heritage_desktop.services import guests

        waiting = guests.waiting(self._inventory)
        if not waiting:
            tell(self._window, tr("Nothing is waiting."))
            return
        self._window.show_field(waiting[0].item or "", "contribution", "")

    def on_left(self) -> None:
        """List what left this laptop; of a chosen record, only what holds it."""
        from heritage_desktop.storage import handouts

        chosen = self._window.library.chosen_ids() if self._window.library else []
        one = chosen[0] if len(chosen) == 1 else None
        found = handouts.all_of(self._inventory, one)
        sorts = {"bundle": tr("Bundle"), "print": tr("Book"), "export": tr("Export")}
        lines = [
            f"{hand.at[:16].replace('T', ' ')} · {sorts.get(hand.sort, hand.sort)} · {hand.name}"
            for hand in found[:20]
        ]
        tell(self._window, "\n".join(lines) or tr("Nothing that holds it has left this laptop."))

    def _chosen_item(self) -> str | None:
        return next((card.id for card in self._chosen_cards() if card.entity == "item"), None)

    def _chosen_cards(self) -> list[Card]:
        return self._window.library.chosen() if self._window.library else []
