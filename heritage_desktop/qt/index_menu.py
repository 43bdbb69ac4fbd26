# SPDX-License-Identifier: Apache-2.0
"""What is seldom asked of an index: other languages beside each other, moving all times."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from heritage_desktop.domain.passages import clock, read_clock
from heritage_desktop.i18n import tr
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.passage_model import SPOKEN, column_name
from heritage_desktop.qt.term_widgets import SearchCombo, choice_model, term_choices

USUAL = ("zh-Hans", "en")


class LanguageMenu(QMenu):
    """Chooses the columns of words; ``chosen`` brings the language tags in their order."""

    chosen = Signal(tuple)

    def __init__(
        self,
        shown: Callable[[], Iterable[str]],
        used: Callable[[], Iterable[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Languages"), parent)
        self._shown, self._used = shown, used
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer the usual languages, and those the recording has words in."""
        self.clear()
        shown = [tag for tag in self._shown() if tag != SPOKEN]
        known = dict.fromkeys((*shown, *USUAL, *sorted(self._used())))
        for tag in known:
            action = self.addAction(column_name(tag).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(tag in shown)
            action.triggered.connect(lambda on, tag=tag: self._set(tag, on))
        self.addSeparator()
        self.addAction(tr("Another language…")).triggered.connect(self.ask)

    def _set(self, tag: str, on: bool) -> None:
        others = [one for one in self._shown() if one not in (SPOKEN, tag)]
        self.chosen.emit((SPOKEN, *others, tag) if on else (SPOKEN, *others))

    def ask(self) -> None:
        """Ask for a language that is not offered yet."""
        dialog = AskDialog(tr("Another language"), "", tr("Show it"), self.parentWidget())
        box = SearchCombo()
        box.set_choices(choice_model(term_choices("language")))
        box.setAccessibleName(tr("Language"))
        dialog.rows.addRow(tr("Language"), box)
        if dialog.exec():
            try:
                tag = box.code()
            except ValueError:
                return
            if tag:
                self._set(tag, True)


class ShiftDialog(AskDialog):
    """Asks by how much all passages are moved; offers what brings the chosen one to now."""

    def __init__(self, offered_ms: int, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Move all times"),
            tr("All parts, lines and marks move together. The time that is offered lets the chosen "
               "passage begin where the player is."),
            tr("Move them"),
            parent,
        )  # fmt: skip
        sign = "−" if offered_ms < 0 else ""
        self.by = self.line(tr("By"), sign + clock(abs(offered_ms)), "−0:00:01.500")
        self.trouble = plain_label("", "danger")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.rows.addRow("", self.trouble)
        self.by_ms = 0

    def accept(self) -> None:
        """Take the time when it can be read."""
        text = self.by.text().strip()
        try:
            ms = read_clock(text.lstrip("+-−－")) or 0
        except ValueError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.by_ms = -ms if text[:1] in ("-", "−", "－") else ms
        super().accept()
