# SPDX-License-Identifier: Apache-2.0
"""Real registers in one inventory: 6,621 villages, 4,103 sites, 12,022 buildings.

Owners named in the Japanese register are not imported; its names and places are.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from heritage_desktop.domain.account import Dating, Designation
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.eras import read_told
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.place import Village
from heritage_desktop.services import checking
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter
from tests.benchmarks.timing import clock

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 500
Row = dict[str, str]


@dataclass
class Loaded:
    """What was loaded and how long it took."""

    inventory: Inventory
    rows: int = 0
    seconds: float = 0.0
    eras: Counter[bool] = field(default_factory=Counter)


def rows_of(shared: Path, name: str, limit: int | None) -> list[Row]:
    """Return the rows of one register."""
    with (shared / "data/registers" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))[:limit]


def load(shared: Path, folder: Path, limit: int | None = None) -> Loaded:
    """Make an inventory of the three registers; the caller closes it."""
    made = Loaded(Inventory.create(folder / "registers.vhi", title={"en": "Registers"}))
    sorts: tuple[tuple[str, Callable[[Loaded, Change, Row], None]], ...] = (
        ("cn-traditional-villages/villages.csv", _village),
        ("cn-national-protected-sites/sites.csv", _site),
        ("jp-registered-buildings/buildings.csv", _building),
    )
    for name, add in sorts:
        rows = rows_of(shared, name, limit)
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            made.seconds += clock(lambda part=part, add=add: _store(made, part, add))  # type: ignore[misc]
        made.rows += len(rows)
    return made


def _store(made: Loaded, rows: list[Row], add: Callable[[Loaded, Change, Row], None]) -> None:
    with made.inventory.change("Import a register") as change:
        for row in rows:
            add(made, change, row)


def _village(_made: Loaded, change: Change, row: Row) -> None:
    point = _point(row["lat_wgs84"], row["lon_wgs84"])
    where = "".join((row["province"], row["city"], row["county"], row["town"]))
    change.add(
        Village(id="", name={"zh-Hans": row["name_zh"]}, code=row["id"], position=point,
                kind="natural", lists=("traditional_village_national",), road=where)
    )  # fmt: skip


def _site(made: Loaded, change: Change, row: Row) -> None:
    item = change.add(
        Item(id="", kind="immovable", field_no=row["id"], access_level="public",
             locality={"zh-Hans": row["province"] + row["city"] + row["district"]})
    )  # fmt: skip
    change.add(ItemName(id="", item=item.id, value=row["name_zh"], language="zh-Hans"))
    made.eras[read_told(row["era_zh"]).edtf is not None] += 1
    change.add(Dating(id="", item=item.id, told=row["era_zh"], qualifier="style"))
    change.add(Designation(id="", item=item.id, level="national", batch=row["batch"]))


def _building(_made: Loaded, change: Change, row: Row) -> None:
    item = change.add(
        Item(id="", kind="immovable", field_no=row["id"], access_level="public",
             dating_told=row["era_ja"] or None, keywords=row["type1_ja"] or None)
    )  # fmt: skip
    name = " ".join(part for part in (row["name_ja"], row["building_ja"]) if part)
    change.add(ItemName(id="", item=item.id, value=name, language="ja"))
    point = _point(row["lat"], row["lon"])
    if point is not None:
        change.add(Location(id="", item=item.id, position=point, role="centre"))


def _point(lat: str, lon: str) -> Position | None:
    return Position(float(lat), float(lon)) if lat and lon else None


def bare(rows: int) -> float:
    """Return the seconds sqlite3 alone takes to store as many rows, one transaction each 500."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (id TEXT PRIMARY KEY, name TEXT, told TEXT, place TEXT)")
    values = [(str(n), f"名称{n}", "清", "28.45,119.48") for n in range(rows)]

    def store() -> None:
        for start in range(0, rows, AT_ONCE):
            with connection:
                connection.executemany(
                    "INSERT INTO t VALUES (?,?,?,?)", values[start : start + AT_ONCE]
                )

    return clock(store)


def questions(inventory: Inventory) -> dict[str, float]:
    """Return the milliseconds (median of five) of what the window asks when it is opened."""
    asked: dict[str, Callable[[], object]] = {
        "whole list": lambda: queries.items(inventory, ItemFilter()),
        "search 宋": lambda: queries.items(inventory, ItemFilter(text="宋")),
        "search 祠": lambda: queries.items(inventory, ItemFilter(text="祠")),
        "counts": lambda: queries.counts(inventory),
    }
    return {
        name: statistics.median(clock(act) for _ in range(5)) * 1000 for name, act in asked.items()
    }


def run(folder: Path) -> Iterator[str]:
    """Yield the lines of the report; says so where the registers are not there."""
    shared = Path(os.environ.get("HERITAGE_SHARED", ROOT.parent / "shared"))
    if not (shared / "data/registers").is_dir():
        yield "registers: not here; set HERITAGE_SHARED"
        return
    made = load(shared, folder)
    with made.inventory as inventory:
        alone = bare(made.rows)
        size = (inventory.folder / "inventory.sqlite").stat().st_size / 1e6
        yield (
            f"registers loaded       {made.rows / made.seconds:9.1f} records/s"
            f" peer {made.rows / alone:9.1f} records/s ratio {alone / made.seconds:.4f}"
            f"   {made.rows} records, {made.seconds:.0f} s, {size:.0f} MB (sqlite3 in memory)"
        )
        share = made.eras[True] / max(1, made.eras.total())
        yield f"eras read              {share:9.2%} of {made.eras.total()} sites"
        for name, spent in questions(inventory).items():
            yield f"window: {name:<14} {spent:9.0f} ms"
        found: list[checking.Finding] = []
        seconds = clock(lambda: found.extend(checking.findings(inventory)))
        rules = ", ".join(f"{rule} {n}" for rule, n in Counter(f.rule for f in found).most_common())
        yield f"findings               {seconds:9.1f} s      {len(found)}: {rules}"
