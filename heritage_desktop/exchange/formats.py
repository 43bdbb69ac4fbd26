# SPDX-License-Identifier: Apache-2.0
"""The list of export formats: adding one is a file, and its line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.progress import Progress
from heritage_desktop.exchange import csv_table, geojson, json_lines
from heritage_desktop.i18n import tr


@dataclass(frozen=True, slots=True)
class Format:
    """A way out: ``write(records, path, progress)`` returns how many rows it wrote."""

    id: str
    name: Callable[[], str]  # asked each time: the language may have changed
    extension: str
    write: Callable[[Sequence[Record], Path, Progress], int]

    @property
    def label(self) -> str:
        """What the format is called in the window's language."""
        return self.name()


FORMATS: dict[str, Format] = {
    one.id: one
    for one in (
        Format("csv", lambda: tr("Spreadsheet of items (CSV)"), "csv", csv_table.write_items),
        Format("tables", lambda: tr("All tables (CSV in a ZIP)"), "zip", csv_table.write_tables),
        Format("geojson", lambda: tr("Map points (GeoJSON)"), "geojson", geojson.write_features),
        Format("jsonl", lambda: tr("All records (JSON Lines)"), "jsonl", json_lines.write_lines),
    )
}
