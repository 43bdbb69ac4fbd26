# SPDX-License-Identifier: Apache-2.0
"""One widget for each kind of field; the registry ``WIDGETS`` is all a form needs to know."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from heritage_desktop.domain.fields import Kind, Spec
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.form_style import empty_layout
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import (
    language_name,
    read_date,
    read_moment,
)
from heritage_desktop.qt.term_widgets import (
    Chip,
    Choice,
    FlowLayout,
    SearchCombo,
    choice_model,
)
from heritage_desktop.qt.text_widgets import GrowingText, PlainLine
from heritage_desktop.services.words import OPEN_LISTS

NUMBER_WIDTH = 132
#: Fields of one line in each language; all other localised texts grow.
SHORT_LOCALISED = frozenset({"name", "title", "caption"})


class TextEditor(FieldEditor):
    """One line of text."""

    def build(self) -> None:
        self.line = PlainLine()
        self.line.setPlaceholderText(tr(self.spec.hint))
        self.line.textEdited.connect(self.on_typed)
        self.line.left.connect(self.left)
        self.line.reverted.connect(self.reverted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line)
        self.finish_row(row)
        self.rows.addLayout(row)

    def finish_row(self, row: QHBoxLayout) -> None:
        """Add what stands beside the line."""

    def entry(self) -> QWidget:
        return self.line

    def value(self) -> Any:
        return self.line.text().strip() or None

    def display(self, value: Any) -> None:
        self.line.show_text("" if value is None else str(value))

    def set_text(self, member: str, text: str) -> None:
        self.line.setText(text)
        self.line.setModified(True)


class NumberEditor(TextEditor):
    """A whole or decimal number with its unit beside it; kept as text until it is left."""

    def finish_row(self, row: QHBoxLayout) -> None:
        self.line.setMaximumWidth(NUMBER_WIDTH)
        if self.spec.unit:
            row.addWidget(plain_label(tr(self.spec.unit), "muted"))
        row.addStretch()

    def value(self) -> Any:
        text = unicodedata.normalize("NFKC", self.line.text()).strip().replace(",", "")
        if not text:
            return None
        try:
            number = float(text)
            if not -1e15 < number < 1e15:
                raise ValueError(text)
            return int(text) if self.spec.kind is Kind.WHOLE else text
        except ValueError:
            example = "5" if self.spec.kind is Kind.WHOLE else "12.5"
            raise ValueError(
                tr("“{text}” is not a number; write one such as {example}.",
                   text=self.line.text(), example=example)
            ) from None  # fmt: skip


class DateEditor(TextEditor):
    """A day, month or year as far as it is known; 2026年5月12日 is read as well as 2026-05-12."""

    def finish_row(self, row: QHBoxLayout) -> None:
        self.line.setMaximumWidth(NUMBER_WIDTH + 40)
        self.line.setPlaceholderText(tr(self.spec.hint) or "2026-05-12")
        today = QPushButton(tr("Today"))
        today.setProperty("flat", True)
        today.setAutoDefault(False)
        today.setAccessibleName(tr("{label}: today", label=tr(self.spec.label)))
        today.clicked.connect(self.on_today)
        row.addWidget(today)
        row.addStretch()

    def on_today(self) -> None:
        """Take today's date of this computer."""
        self.line.setText(QDate.currentDate().toString("yyyy-MM-dd"))
        self.on_picked(self.line.text())

    def value(self) -> Any:
        return read_date(self.line.text())


class MomentEditor(TextEditor):
    """Local date and time with an offset when it is known."""

    def finish_row(self, row: QHBoxLayout) -> None:
        self.line.setPlaceholderText("2026-05-12 14:30:00 +08:00")
        self._stored: Any = None

    def display(self, value: Any) -> None:
        self._stored = value
        shown = "" if value is None else f"{value.local.replace('T', ' ')} {value.offset or ''}"
        self.line.show_text(shown.strip())

    def value(self) -> Any:
        return read_moment(self.line.text(), self._stored)


class LongTextEditor(FieldEditor):
    """Several lines of plain text."""

    def build(self) -> None:
        self.text = GrowingText()
        self.text.setPlaceholderText(tr(self.spec.hint))
        self.text.textChanged.connect(self.on_changed)
        self.text.left.connect(self.left)
        self.text.reverted.connect(self.reverted)
        self.rows.addWidget(self.text)

    def on_changed(self) -> None:
        """Pass on typing; loading marks the document as not modified."""
        if self.text.document().isModified():
            self.on_typed(self.text.toPlainText())

    def entry(self) -> QWidget:
        return self.text

    def value(self) -> Any:
        return self.text.toPlainText().strip() or None

    def display(self, value: Any) -> None:
        self.text.blockSignals(True)
        self.text.show_text(value or "")
        self.text.blockSignals(False)

    def set_text(self, member: str, text: str) -> None:
        self.display(text)
        self.text.document().setModified(True)


class TermEditor(FieldEditor):
    """One word of a vocabulary, found by typing a part of it."""

    def build(self) -> None:
        self.box = SearchCombo(open_list=self.spec.vocabulary in OPEN_LISTS)
        self.offer()
        self.box.edited.connect(self.on_typed)
        self.box.chosen.connect(self.on_chosen)
        self.box.reverted.connect(self.reverted)
        self.rows.addWidget(self.box)

    def offer(self) -> None:
        """Fill the box."""
        self.box.set_choices(self.around.terms(self.spec.vocabulary or ""))

    def on_chosen(self) -> None:
        """Take the choice; the form sees whether it differs."""
        self.touched = True
        self.left.emit()

    def entry(self) -> QWidget:
        return self.box

    def value(self) -> Any:
        return self.box.code()

    def display(self, value: Any) -> None:
        self.box.show_code(value)
        self.box.line.setModified(False)

    def set_text(self, member: str, text: str) -> None:
        self.box.line.setText(text)


class ReferenceEditor(TermEditor):
    """Another record, found by its name."""

    def offer(self) -> None:
        self._choices: list[Choice] = []
        self.refresh_choices()

    def refresh_choices(self) -> None:
        """Offer the records there are now."""
        choices = list(self.around.references(self.spec.target or "*"))
        if choices != self._choices or not self.box.count():
            self._choices = choices
            self.box.set_choices(choice_model(choices))

    def display(self, value: Any) -> None:
        self.refresh_choices()
        super().display(value)

    def settle(self) -> None:
        text = self.box.line.text().strip()
        try:
            self.box.code()
        except ValueError:
            made = self.around.create(self.spec.target or "", text)
            if made is None:
                raise
            self.refresh_choices()
            self.box.show_code(made)


class TermsEditor(FieldEditor):
    """Several words of a vocabulary as chips, with a box to add one."""

    def build(self) -> None:
        self._codes: list[str] = []
        self.chips = QWidget()
        self.flow = FlowLayout(self.chips)
        self.box = SearchCombo(open_list=self.spec.vocabulary in OPEN_LISTS)
        if self.spec.vocabulary:
            self.box.set_choices(self.around.terms(self.spec.vocabulary))
        self.box.line.setPlaceholderText(tr("Add…"))
        self.box.chosen.connect(self.on_chosen)
        self.rows.addWidget(self.chips)
        self.rows.addWidget(self.box)

    def entry(self) -> QWidget:
        return self.box

    def value(self) -> Any:
        return tuple(sorted(self._codes))

    def display(self, value: Any) -> None:
        self._codes = list(value or ())
        self._redraw()

    def on_chosen(self) -> None:
        """Add the chosen word."""
        try:
            code = self.box.code()
        except ValueError:
            return
        self.box.show_code(None)
        self.box.setCurrentIndex(-1)
        if code and code not in self._codes:
            self._codes.append(code)
            self._redraw()
            self.on_picked()

    def _words(self) -> dict[str, str]:
        words = vocabulary(self.spec.vocabulary or "")
        return {code: words.label(code, language()) for code in self._codes}

    def on_removed(self, code: str) -> None:
        """Take a word away."""
        self._codes.remove(code)
        self._redraw()
        self.on_picked()

    def _redraw(self) -> None:
        empty_layout(self.flow)
        words = self._words()
        for code in self._codes:
            chip = Chip(code, words.get(code, code))
            chip.removed.connect(self.on_removed)
            self.flow.addWidget(chip)
            chip.show()
        self.chips.setVisible(bool(self._codes))
        self.flow.invalidate()
        self.chips.updateGeometry()


class ReferencesEditor(TermsEditor):
    """Several other records as chips."""

    def _choices(self) -> list[Choice]:
        return list(self.around.references(self.spec.target or "*"))

    def display(self, value: Any) -> None:
        self.box.set_choices(choice_model(self._choices()))
        super().display(value)

    def _words(self) -> dict[str, str]:
        return {code: shown for code, shown, _ in self._choices()}


class YesNoEditor(FieldEditor):
    """Yes, no, or not asked: three buttons, because nobody asked is not no."""

    def build(self) -> None:
        self.group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, (text, place) in enumerate(
            ((tr("Yes"), "first"), (tr("No"), "middle"), (tr("Not asked"), "last"))
        ):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("segment", place)
            button.setAccessibleName(f"{tr(self.spec.label)}: {text}")
            self.group.addButton(button, number)
            row.addWidget(button)
        row.addStretch()
        self.rows.addLayout(row)
        self.group.idClicked.connect(lambda _number: self.on_picked())

    def entry(self) -> QWidget:
        return self.group.button(0)

    def value(self) -> Any:
        return {0: True, 1: False}.get(self.group.checkedId())

    def display(self, value: Any) -> None:
        self.group.button({True: 0, False: 1}.get(value, 2)).setChecked(True)


class LocalisedEditor(FieldEditor):
    """The same text in several languages, one at a time behind small tabs."""

    def build(self) -> None:
        self._texts: dict[str, str] = {}
        self._tag = ""
        self.tabs = QHBoxLayout()
        self.tabs.setSpacing(2)
        self.group = QButtonGroup(self)
        short = self.name in SHORT_LOCALISED
        self.text: PlainLine | GrowingText = PlainLine() if short else GrowingText()
        if isinstance(self.text, PlainLine):
            self.text.textEdited.connect(self.on_text)
        else:
            self.text.textChanged.connect(self.on_text)
        self.text.left.connect(self.left)
        self.text.reverted.connect(self.reverted)
        self.rows.addLayout(self.tabs)
        self.rows.addWidget(self.text)
        self.group.buttonClicked.connect(lambda button: self.show_language(button.property("tag")))
        self.tabs.addStretch()
        self._offer(("zh-Hans", "en"))

    def entry(self) -> QWidget:
        return self.text

    def value(self) -> Any:
        return {tag: text for tag, text in self._texts.items() if text.strip()}

    def display(self, value: Mapping[str, str] | None) -> None:
        self._texts = dict(value or {})
        chinese = next((tag for tag in self._texts if tag.startswith("zh")), "zh-Hans")
        others = [tag for tag in self._texts if tag not in (chinese, "en")]
        self._offer((chinese, "en", *others))
        mine = chinese if language() == "zh_CN" else "en"
        filled = [tag for tag in (mine, chinese, "en") if self._texts.get(tag)]
        tag = self._tag if self._tag in self._texts else (filled or [mine])[0]
        self.show_language(tag)

    def show_language(self, tag: str) -> None:
        """Turn to one language."""
        self._tag = tag
        for button in self.group.buttons():
            button.setChecked(button.property("tag") == tag)
            filled = bool(self._texts.get(button.property("tag"), "").strip())
            button.setText(language_name(button.property("tag")) + (" •" if filled else ""))
        self.text.blockSignals(True)
        self.text.show_text(self._texts.get(tag, ""))
        self.text.blockSignals(False)

    def on_text(self) -> None:
        """Keep what is typed under its language."""
        text = self.text
        typed = text.text() if isinstance(text, PlainLine) else text.toPlainText()
        if typed != self._texts.get(self._tag, ""):
            self._texts[self._tag] = typed
            self.on_typed(typed, self._tag)

    def set_text(self, member: str, text: str) -> None:
        self._texts[member] = text
        if member not in [button.property("tag") for button in self.group.buttons()]:
            self._offer((*[b.property("tag") for b in self.group.buttons()], member))
        self.show_language(member)

    def _offer(self, tags: Sequence[str]) -> None:
        if [button.property("tag") for button in self.group.buttons()] == list(tags):
            return
        for button in self.group.buttons():
            self.group.removeButton(button)
            button.hide()
            button.deleteLater()
        for place, tag in enumerate(tags):
            button = QPushButton(language_name(tag))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("look", "tab")
            button.setProperty("tag", tag)
            button.setAccessibleName(f"{tr(self.spec.label)}: {language_name(tag)}")
            self.group.addButton(button)
            self.tabs.insertWidget(place, button)


WIDGETS: dict[Kind, type[FieldEditor]] = {
    Kind.TEXT: TextEditor,
    Kind.LONG_TEXT: LongTextEditor,
    Kind.LOCALISED: LocalisedEditor,
    Kind.TERM: TermEditor,
    Kind.TERMS: TermsEditor,
    Kind.WHOLE: NumberEditor,
    Kind.DECIMAL: NumberEditor,
    Kind.YES_NO: YesNoEditor,
    Kind.DATE: DateEditor,
    Kind.MOMENT: MomentEditor,
    Kind.POSITION: TextEditor,  # made by editor_for: it reads while it is typed
    Kind.REFERENCE: ReferenceEditor,
    Kind.REFERENCES: ReferencesEditor,
}


def editor_for(name: str, spec: Spec, around: Surroundings) -> FieldEditor:
    """Return the widget for one declared field."""
    from heritage_desktop.qt.reading_editors import READ, ClockEditor, PositionEditor

    if spec.kind is Kind.WHOLE and spec.unit == "ms":
        return ClockEditor(name, spec, around)
    if spec.kind is Kind.POSITION:
        return PositionEditor(name, spec, around)
    if spec.kind is Kind.TEXT and name in READ:
        return READ[name](name, spec, around)
    return WIDGETS[spec.kind](name, spec, around)
