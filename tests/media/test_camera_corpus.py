# SPDX-License-Identifier: Apache-2.0
"""Every real camera file: positions as exiftool reads them, none invented, no exception."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from heritage_desktop.media.exif import read_facts
from heritage_desktop.media.facts import PhotoFacts

#: Positions the oracle gives and we judge wrong or unconfirmed, each with its reason.
JUDGED: dict[str, str] = {}


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, tuple[dict[str, str], PhotoFacts]]:
    folder = shared / "data" / "camera"
    with (folder / "MANIFEST.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return {row["path"]: (row, read_facts(folder / row["path"])) for row in rows}


def test_positions_agree_with_the_oracle(
    readings: dict[str, tuple[dict[str, str], PhotoFacts]],
) -> None:
    found, wrong = 0, []
    for path, (row, facts) in readings.items():
        if path in JUDGED or facts.media_type != "photo":
            continue
        said = (row["gps_lat"], row["gps_lon"])
        if facts.lat is None or facts.lon is None:
            continue
        if "" in said:
            wrong.append(f"{path}: invented")
        elif max(abs(facts.lat - float(said[0])), abs(facts.lon - float(said[1]))) > 1e-5:
            wrong.append(f"{path}: {facts.lat}, {facts.lon} against {said}")
        else:
            found += 1
    assert wrong == []
    assert found >= 51


def test_times_agree_with_the_oracle(
    readings: dict[str, tuple[dict[str, str], PhotoFacts]],
) -> None:
    wrong = []
    for path, (row, facts) in readings.items():
        said = row["date_time_original"].replace(":", "-", 2).replace(" ", "T")[:19]
        if facts.taken_local and len(said) == 19 and said != facts.taken_local:
            wrong.append(f"{path}: {facts.taken_local} against {said}")
    assert wrong == []
