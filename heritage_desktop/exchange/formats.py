# SPDX-License-Identifier: Apache-2.0
"""The list of export formats: adding one is a file, and its line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.progress import Progress
from heritage_desktop.exchange import csv_table, geojson, json_lines


@dataclass(frozen=True, slots=True)
class Format:
    """A way out: ``write(records, path, progress)`` returns how many rows it wrote."""

    id: str
    label: str  # a message id
    extension: str
    write: Callable[[Sequence[Record], Path, Progress], int]


def mark(message: str) -> str:
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return message


FORMATS: dict[str, Format] = {
    one.id: one
    for one in (
        Format("csv", mark("Spreadsheet of items (CSV)"), "csv", csv_table.write_items),
        Format("tables", mark("All tables (CSV in a ZIP)"), "zip", csv_table.write_tables),
        Format("geojson", mark("Map points (GeoJSON)"), "geojson", geojson.write_features),
        Format("jsonl", mark("All records (JSON Lines)"), "jsonl", json_lines.write_lines),
    )
}
