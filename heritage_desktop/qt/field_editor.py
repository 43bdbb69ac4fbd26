# SPDX-License-Identifier: Apache-2.0
"""What every widget of a field has in common, and what it may ask of the form around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from heritage_desktop.domain.fields import Spec
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt.term_widgets import Choice, choice_model, term_choices


@dataclass
class Surroundings:
    """What widgets need from outside: what a reference may point to, and shared word lists."""

    references: Callable[[str], Sequence[Choice]] = lambda _target: ()
    create: Callable[[str, str], str | None] = lambda _target, _text: None
    models: dict[str, QStandardItemModel] = field(default_factory=dict)
    open_groups: set[str] = field(default_factory=set)

    def terms(self, vocabulary_id: str) -> QStandardItemModel:
        """Return the model of one vocabulary in the language of the program."""
        key = f"{vocabulary_id}/{language()}"
        if key not in self.models:
            self.models[key] = choice_model(term_choices(vocabulary_id))
        return self.models[key]


class FieldEditor(QWidget):
    """Edits the value of one field: ``typed`` while typing, ``left`` when the person is done."""

    typed = Signal(str, str)
    left = Signal()
    reverted = Signal()

    def __init__(self, name: str, spec: Spec, around: Surroundings) -> None:
        super().__init__()
        self.name, self.spec, self.around = name, spec, around
        self.touched = False
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(4)
        self.build()
        entry = self.entry()
        entry.setAccessibleName(tr(spec.label))
        self.setFocusProxy(entry)

    def build(self) -> None:
        """Make the widgets; called once."""
        raise NotImplementedError

    def entry(self) -> QWidget:
        """Return the widget that takes the focus."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return what is entered; raises ValueError with a sentence when it cannot be read."""
        raise NotImplementedError

    def settle(self) -> None:
        """Make what was typed storable when the field is left: a new person gets a record."""

    def companions(self) -> dict[str, str]:
        """Return what else of the record follows from what was typed."""
        return {}

    def display(self, value: Any) -> None:
        """Put a stored value into the widgets."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a stored value, forgetting what was typed."""
        self.display(value)
        self.touched = False
        self.mark_wrong(False)

    def show_draft(self, member: str, text: str) -> None:
        """Show text that was being typed when the program ended."""
        self.set_text(member, text)
        self.touched = True

    def set_text(self, member: str, text: str) -> None:
        """Put draft text into the widgets; kinds without typing have none."""

    def mark_wrong(self, wrong: bool) -> None:
        """Outline the entry calmly when its text cannot be read."""
        entry = self.entry()
        if bool(entry.property("wrong")) != wrong:
            entry.setProperty("wrong", wrong)
            entry.style().unpolish(entry)
            entry.style().polish(entry)

    def on_typed(self, text: str, member: str = "") -> None:
        """Pass on a keystroke."""
        self.touched = True
        self.typed.emit(member, text)

    def on_picked(self, text: str = "", member: str = "") -> None:
        """Pass on a choice made at once, without typing."""
        self.on_typed(text, member)
        self.left.emit()
