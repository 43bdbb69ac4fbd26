# SPDX-License-Identifier: Apache-2.0
"""CSV for spreadsheets: UTF-8 with a mark, codes as text, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import MediaLink
from heritage_desktop.domain.own import OwnField, OwnValue
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.exchange.columns import Cell, columns
from heritage_desktop.exchange.writing import replacing

BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_items(records: Sequence[Record], path: Path, progress: Progress = silent) -> int:
    """Write one row for each item, with its sheet, names, first place and photo count.

    Returns the number of rows; raises CannotWrite.
    """
    rows = list(_item_rows(records, progress))
    with replacing(path) as stream:
        stream.write(BOM + _table(rows))
    return len(rows) - 1


def write_tables(records: Sequence[Record], path: Path, progress: Progress = silent) -> int:
    """Write a ZIP with one CSV for each sort of record; returns the number of records."""
    by_entity = _by_entity(records)
    with replacing(path) as stream, zipfile.ZipFile(stream, "w") as archive:
        for done, (name, entity) in enumerate(ENTITIES.items()):
            progress(done, len(ENTITIES), entity.label)
            found = by_entity[name]
            shown = columns(entity, found)
            rows: list[list[Cell]] = [["id", *(column.name for column in shown)]]
            rows += [[one.id, *(column.cell(one) for column in shown)] for one in found]
            entry = zipfile.ZipInfo(f"{name}.csv", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, BOM + _table(rows))
    return len(records)


def _by_entity(records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.id):
        found[type(record).entity].append(record)
    return found


def _item_rows(records: Sequence[Record], progress: Progress) -> Iterator[list[Cell]]:
    by_entity = _by_entity(records)
    items = by_entity["item"]
    own = columns(Item, items)
    sheets = [
        (name, column)
        for name, entity in DETAILS.items()
        for column in columns(entity, by_entity[name])
    ]
    details = {(type(one).entity, one.id): one for name in DETAILS for one in by_entity[name]}
    around = _Around(by_entity)
    place = columns(Location, by_entity["location"])
    place = [column for column in place if column.name != "item"]
    languages = sorted({language for language, _ in around.names})
    yield [
        "id", *(f"name.{language}" for language in languages), "village_name",
        *(column.name for column in own),
        *(f"{name}.{column.name}" for name, column in sheets),
        *(f"place.{column.name}" for column in place), "photos",
        *(f"own.{name}" for _, name in around.own_fields),
    ]  # fmt: skip
    for done, item in enumerate(items):
        progress(done, len(items))
        yield [
            item.id, *("; ".join(around.names.get((one, item.id), ())) for one in languages),
            around.village_name(item), *(column.cell(item) for column in own),
            *(
                column.cell(details[name, item.id]) if (name, item.id) in details else None
                for name, column in sheets
            ),
            *(
                column.cell(around.places[item.id]) if item.id in around.places else None
                for column in place
            ),
            around.photos.get(item.id, 0),
            *(around.answers.get((item.id, field)) for field, _ in around.own_fields),
        ]  # fmt: skip


class _Around:
    """What hangs on the items, looked up once."""

    def __init__(self, by_entity: dict[str, list[Record]]) -> None:
        self.names: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.places: dict[str, Location] = {}
        self.photos: dict[str, int] = defaultdict(int)
        self.answers: dict[tuple[str, str], str | None] = {}
        self.own_fields: list[tuple[str, str]] = []
        for own in by_entity["own_field"]:
            assert isinstance(own, OwnField)
            called = next(iter(sorted(own.name.values(), reverse=True)), own.id[:8])
            self.own_fields.append((own.id, called))
        for answer in by_entity["own_value"]:
            assert isinstance(answer, OwnValue)
            self.answers[answer.target or "", answer.field or ""] = answer.value
        self._villages = {one.id: one for one in by_entity["village"]}
        for name in by_entity["item_name"]:
            assert isinstance(name, ItemName)
            if name.value and name.item:
                self.names[name.language or "und", name.item].append(name.value)
        for place in by_entity["location"]:
            assert isinstance(place, Location)
            if place.item and place.position:
                self.places.setdefault(place.item, place)
        for link in by_entity["media_link"]:
            assert isinstance(link, MediaLink)
            self.photos[link.target or ""] += 1

    def village_name(self, item: Record) -> Cell:
        """Return the village's names, the Chinese one first."""
        village = self._villages.get(getattr(item, "village", None) or "")
        if not isinstance(village, Village):
            return None
        return " ".join(text for _, text in sorted(village.name.items(), reverse=True))


def _table(rows: Sequence[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else guarded(cell) for cell in row])
    return text.getvalue().encode()


def guarded(cell: Cell) -> Cell:
    """Return the cell so that no spreadsheet takes it for a formula (OWASP CSV injection)."""
    if not isinstance(cell, str):
        return cell
    clean = _CONTROLS.sub("", cell)
    if clean.startswith(_FORMULA) and not _NUMBER.match(clean):
        return "'" + clean
    return clean
