# SPDX-License-Identifier: Apache-2.0
"""Every real camera file: positions as exiftool reads them, none invented, no exception."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from heritage_desktop.media.exif import read_facts
from heritage_desktop.media.facts import PhotoFacts
from tests.media import oracle

#: The oracle's EXIF group prints nothing for seconds of 0/0; its XMP group confirms the position.
CONFIRMED_BY_XMP = {"photos/ME_Nikon D5000.jpg": (48.8887263666667, 21.0432511666667)}

Readings = dict[str, tuple[dict[str, str], PhotoFacts]]


@pytest.fixture(scope="module")
def readings(shared: Path) -> Readings:
    folder = shared / "data" / "camera"
    with (folder / "MANIFEST.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return {row["path"]: (row, read_facts(folder / row["path"])) for row in rows}


def oracle_position(row: dict[str, str]) -> tuple[float, float] | None:
    if row["path"] in oracle.NO_FIX:
        return None
    if row["gps_lat"] and row["gps_lon"]:
        return float(row["gps_lat"]), float(row["gps_lon"])
    return CONFIRMED_BY_XMP.get(row["path"])


def test_positions_are_those_of_the_oracle_and_none_is_invented(readings: Readings) -> None:
    wrong = []
    for path, (row, facts) in readings.items():
        expected = oracle_position(row)
        found = None if facts.lat is None or facts.lon is None else (facts.lat, facts.lon)
        if (expected is None) != (found is None):
            wrong.append(f"{path}: {found} against {expected}")
        elif expected and found and max(map(abs, map(float.__sub__, expected, found))) > 1e-5:
            wrong.append(f"{path}: {found} against {expected}")
    assert wrong == []
    assert sum(facts.lat is not None for _, facts in readings.values()) >= 51


def test_times_agree_with_the_oracle(readings: Readings) -> None:
    wrong = []
    for path, (row, facts) in readings.items():
        said = row["date_time_original"].replace(":", "-", 2).replace(" ", "T")[:19]
        meant = len(said) == 19 and said[:4].isdigit() and said[:4] != "0000"
        if facts.taken_local and meant and said != facts.taken_local:
            wrong.append(f"{path}: {facts.taken_local} against {said}")
    assert wrong == []


def test_every_field_is_the_oracles_or_the_difference_is_explained(
    shared: Path, readings: Readings
) -> None:
    folder, rows = shared / "data" / "camera", oracle.rows(shared)
    found = {}
    for row in rows:
        path = str(row["SourceFile"])
        facts = readings[path][1] if path in readings else read_facts(folder / path)
        found[path] = {name: getattr(facts, name) for name in oracle.ORACLE}
        if facts.offset_method != "exif":
            found[path]["utc_offset"] = None
    differing, agreeing = oracle.compared(found, rows)
    assert differing == set(oracle.DIFFERENCES)
    assert agreeing > 450
