# SPDX-License-Identifier: Apache-2.0
"""Exports are what other programs expect, the same each time, and never half a file."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName, Location
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import silent
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.services import items
from heritage_desktop.services.exporting import export
from heritage_desktop.services.inventories import new_inventory

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
RECORDS: tuple[Record, ...] = (
    Village(id="v1", name={"zh-Hans": "溪口坞", "en": "Xikou Wu"}),
    Item(id="i1", kind="immovable", type="covered_bridge", village="v1",
         summary={"zh-Hans": "九间廊桥，“挽月”之名", "en": "Nine bays,\nthen a \"pavilion\""}),
    ItemName(id="n1", item="i1", value="挽月桥", language="zh-Hans", preferred=True),
    ItemName(id="n2", item="i1", value="Wanyue Bridge", language="en", preferred=True),
    ImmovableDetail(id="i1"),
    Location(id="l1", item="i1", position=Position(28.4872, 119.4424, 5.0, 212.0, "exif"),
             role="centre", method="exif"),
    Item(id="i2", kind="movable", dating_told="=2+3"),
    ItemName(id="n3", item="i2", value="@SUM(A1)", language="en", preferred=True),
)  # fmt: skip


@pytest.mark.parametrize("name", ["csv", "geojson", "jsonl"])
def test_an_export_is_as_it_was(tmp_path: Path, name: str) -> None:
    form = FORMATS[name]
    target = tmp_path / f"records.{form.extension}"
    form.write(RECORDS, target, silent)
    golden = GOLDEN / target.name
    assert target.read_bytes() == golden.read_bytes(), f"compare {target} with {golden}"


def test_a_spreadsheet_runs_no_formula_and_reads_back(tmp_path: Path) -> None:
    target = tmp_path / "records.csv"
    assert FORMATS["csv"].write(RECORDS, target, silent) == 2
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert any("挽月桥" in cell for cell in cells)


def test_map_points_have_longitude_first(tmp_path: Path) -> None:
    target = tmp_path / "records.geojson"
    FORMATS["geojson"].write(RECORDS, target, silent)
    features = json.loads(target.read_text(encoding="utf-8"))["features"]
    (placed,) = [one for one in features if one["geometry"]]
    assert placed["geometry"]["coordinates"][:2] == [119.4424, 28.4872]


def test_all_tables_come_in_one_archive(tmp_path: Path) -> None:
    target = tmp_path / "tables.zip"
    FORMATS["tables"].write(RECORDS, target, silent)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert any("item" in name for name in archive.namelist())


def test_lines_are_records(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    FORMATS["jsonl"].write(RECORDS, target, silent)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(RECORDS)


def test_an_unknown_format_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        items.new_item(inventory, kind="movable", village=None, names={"en": "Drum"})
        with pytest.raises(HeritageError, match="docx"):
            export(inventory, "docx", tmp_path / "out.docx")
        with pytest.raises(CannotWrite):
            export(inventory, "csv", tmp_path / "nowhere" / "out.csv")
