# SPDX-License-Identifier: Apache-2.0
"""Every real camera file: positions as exiftool reads them, none invented, no exception."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from heritage_desktop.media.exif import read_facts
from heritage_desktop.media.facts import PhotoFacts

#: What the oracle gives and we do not take, each with its reason.
NO_FIX = {"photos/ME_FLIR Vue Pro 640.jpg": "exactly 0, 0: the device had no fix"}
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
    if row["path"] in NO_FIX:
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


#: Our field -> the oracle's groups and names, the first that is there counts.
ORACLE = {
    "taken_local": ("ExifIFD:DateTimeOriginal", "ExifIFD:CreateDate", "IFD0:ModifyDate"),
    "utc_offset": ("ExifIFD:OffsetTimeOriginal", "ExifIFD:OffsetTime"),
    "lat": ("GPS:GPSLatitude",),
    "lon": ("GPS:GPSLongitude",),
    "alt_m": ("GPS:GPSAltitude",),
    "direction": ("GPS:GPSImgDirection",),
    "accuracy_m": ("GPS:GPSHPositioningError",),
    "orientation": ("IFD0:Orientation",),
}
BLANK = "the camera's clock was never set: zeros or blanks are no time"
FLIR = "the position stands in the FLIR record, which the oracle prints in another group"
QUICKTIME = "the position stands in the film's keys, which the oracle prints in another group"
#: Every difference from the oracle, with its reason.
DIFFERENCES = {
    ("photos/ME_FLIR iPhone device.jpg", "lat"): FLIR,
    ("photos/ME_FLIR iPhone device.jpg", "lon"): FLIR,
    ("photos/ME_Nikon D5000.jpg", "lat"): "seconds of 0/0 follow decimal minutes",
    ("photos/ME_Nikon D5000.jpg", "lon"): "seconds of 0/0 follow decimal minutes",
    ("photos/ME_FLIR Vue Pro 640.jpg", "lat"): NO_FIX["photos/ME_FLIR Vue Pro 640.jpg"],
    ("photos/ME_FLIR Vue Pro 640.jpg", "lon"): NO_FIX["photos/ME_FLIR Vue Pro 640.jpg"],
    ("photos/ME_FLIR Vue Pro 640.jpg", "alt_m"): NO_FIX["photos/ME_FLIR Vue Pro 640.jpg"],
    ("photos/ME_Nikon E885.jpg", "taken_local"): BLANK,
    ("photos/ME_FujiFilm DX-5.jpg", "taken_local"): BLANK,
    ("photos/ME_Nikon E900 (2).jpg", "taken_local"): BLANK,
    ("photos/ME_Nikon E900 (1).jpg", "taken_local"): BLANK,
    ("photos/ME_Olympus C4040Z.jpg", "taken_local"): BLANK,
    ("odd/ME_Issue 609.jpg", "taken_local"): "DateTimeOriginal is zeros, DateTime is a time",
    ("av/ME_with-gps.mov", "lat"): QUICKTIME,
    ("av/ME_with-gps.mov", "lon"): QUICKTIME,
    ("av/ME_with-gps.mov", "alt_m"): QUICKTIME,
}


def test_every_field_is_the_oracles_or_the_difference_is_explained(
    shared: Path, readings: Readings
) -> None:
    folder = shared / "data" / "camera"
    text = (folder / "ORACLE.exiftool-12.57.json").read_text(encoding="utf-8")
    differing, agreeing = set(), 0
    for row in json.loads(text):
        path = row["SourceFile"]
        facts = readings[path][1] if path in readings else read_facts(folder / path)
        for name, tags in ORACLE.items():
            said, found = _said(row, name, tags), getattr(facts, name)
            if name == "utc_offset" and facts.offset_method != "exif":
                found = None
            if said != found and not _close(said, found):
                differing.add((path, name))
            agreeing += said is not None and (path, name) not in differing
    assert differing == set(DIFFERENCES)
    assert agreeing > 450


def _said(row: dict[str, object], name: str, tags: tuple[str, ...]) -> object:
    """Return what the oracle says, in our form."""
    said = next((row[tag] for tag in tags if str(row.get(tag, "")).strip()), None)
    if name == "taken_local" and said is not None:
        return str(said).replace(":", "-", 2).replace(" ", "T")[:19]
    if name == "orientation":
        return said or 1
    if isinstance(said, int | float):
        ref = {"lat": "Latitude", "lon": "Longitude", "alt_m": "Altitude"}.get(name, "")
        below = str(row.get(f"GPS:GPS{ref}Ref", "")).upper()[:1] in ("S", "W", "1")
        return -said if ref and below else said
    return said


def _close(one: object, other: object) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and other == pytest.approx(one, rel=1e-6, abs=1e-6)
