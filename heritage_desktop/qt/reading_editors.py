# SPDX-License-Identifier: Apache-2.0
"""Lines that say how they are understood while they are typed: places, told dates, festivals."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from heritage_desktop.domain.coordinates import Position, parse_position
from heritage_desktop.domain.dates import show
from heritage_desktop.domain.datums import datum_of_text, needs_local_parameters, to_wgs84
from heritage_desktop.domain.eras import read_told
from heritage_desktop.domain.passages import clock, read_clock
from heritage_desktop.domain.recurrence import next_after
from heritage_desktop.domain.recurrence import read as read_recurrence
from heritage_desktop.domain.recurrence import show as show_recurrence
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt.field_widgets import NUMBER_WIDTH, TextEditor
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.readings import dms, source_text


class ReadingEditor(TextEditor):
    """A line of text with its reading below; the words typed are what is stored."""

    def build(self) -> None:
        super().build()
        self.reading = plain_label("", "caption")
        self.reading.setWordWrap(True)
        self.rows.addWidget(self.reading)
        self.line.textChanged.connect(self.on_reading)

    def on_reading(self, text: str) -> None:
        """Say how the text is understood."""
        said = self.read(text.strip()) if text.strip() else ""
        self.reading.setText(said)
        self.reading.setVisible(bool(said))

    def read(self, text: str) -> str:
        """Return the reading, '' for none."""
        raise NotImplementedError


class ToldDateEditor(ReadingEditor):
    """When, in the words of the one who tells."""

    def read(self, text: str) -> str:
        found = read_told(text, said_in=date.today().year)  # noqa: DTZ011  the year is local
        if found.choices:
            return tr("May be {choices}", choices=" / ".join(found.choices))
        return tr("Read as {date}", date=show(found.edtf, language())) if found.edtf else ""


class ClockEditor(TextEditor):
    """A moment of a recording as h:mm:ss.mmm."""

    def finish_row(self, row: QHBoxLayout) -> None:
        self.line.setMaximumWidth(NUMBER_WIDTH)
        self.line.setPlaceholderText("0:00:00.000")
        row.addStretch()

    def display(self, value: Any) -> None:
        self.line.show_text("" if value is None else clock(value))

    def value(self) -> Any:
        return read_clock(self.line.text())


class RecurrenceEditor(ReadingEditor):
    """When it happens: in words or in the short form, with the next day it falls on."""

    def read(self, text: str) -> str:
        found = read_recurrence(text)
        if found is None:
            return tr("Kept as it is told; no day can be worked out.")
        day = next_after(found, date.today())  # noqa: DTZ011  the village's own day
        said = show_recurrence(found, language())
        return tr("{when}; next on {day}", when=said, day=day.isoformat()) if day else said


class PositionEditor(TextEditor):
    """A pasted pair of coordinates in any usual form, with where its numbers come from."""

    def finish_row(self, row: QHBoxLayout) -> None:
        self._stored: Position | None = None
        self.line.setPlaceholderText(tr("28.4500, 119.4800 or 28°27′N 119°29′E"))

    def build(self) -> None:
        super().build()
        words = vocabulary("datum")
        self.datum = QComboBox()
        self.datum.setAccessibleName(tr("Where the numbers come from"))
        for code in words.codes():
            self.datum.addItem(words.label(code, language()), code)
        self.datum.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.datum.activated.connect(self.on_datum)
        self.reading = plain_label("", "caption")
        self.reading.setWordWrap(True)
        self.rows.addWidget(self.datum)
        self.rows.addWidget(self.reading)
        self.line.textEdited.connect(self.on_reading)

    def on_datum(self) -> None:
        """Read the numbers again as another map shows them."""
        self._stored = None
        self.on_reading(self.line.text())
        self.on_picked(self.line.text())

    def on_reading(self, text: str) -> None:
        """Say how the pair is understood, while it is typed; a map link knows its datum."""
        hinted = datum_of_text(text)
        if hinted:
            self.datum.setCurrentIndex(self.datum.findData(hinted))
        try:
            place = self._read(text)
        except ValueError:
            self.reading.setText("")
            return
        kept = needs_local_parameters(place.datum)
        self.reading.setText(f"{dms(place)} · {tr('kept, not converted')}" if kept else dms(place))

    def _read(self, text: str) -> Position:
        pair = parse_position(text)
        datum = str(self.datum.currentData())
        return pair if datum == "wgs84" else to_wgs84(pair.lat, pair.lon, datum)

    def display(self, value: Any) -> None:
        self._stored = value
        self.line.show_text("" if value is None else str(value))
        self.reading.setText("" if value is None else f"{dms(value)} · {source_text(value)}")
        # The stored numbers are WGS-84 already; only what is typed next may be something else.
        kept = value is not None and needs_local_parameters(value.datum)
        self.datum.setCurrentIndex(self.datum.findData(value.datum if kept else "wgs84"))

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text or (self._stored is not None and text == str(self._stored)):
            return self._stored if text else None
        try:
            return self._read(text)
        except ValueError:
            raise ValueError(
                tr("“{text}” is not a pair of coordinates; write 28.4500, 119.4800.", text=text)
            ) from None

    def companions(self) -> dict[str, str]:
        """Keep the numbers as they were written beside what was made of them."""
        text = self.line.text().strip()
        other = self.datum.currentData() != "wgs84"
        typed = self._stored is None or text != str(self._stored)
        if not text or not other or not typed:
            return {}
        return {"original": f"{text} ({self.datum.currentText()})"}


#: Fields of one line that are read while they are typed.
READ: dict[str, type[ReadingEditor]] = {
    "dating_told": ToldDateEditor,
    "told": ToldDateEditor,
    "recurrence": RecurrenceEditor,
}
