# SPDX-License-Identifier: Apache-2.0
"""What exiftool says of each real camera file, field by field, and where we differ and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

#: What the oracle gives and we do not take, each with its reason.
NO_FIX = {"photos/ME_FLIR Vue Pro 640.jpg": "exactly 0, 0: the device had no fix"}
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
QUICKTIME = "time and position stand in the film's keys, which the oracle prints in another group"
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
    ("av/ME_with-gps.mov", "taken_local"): QUICKTIME,
    ("av/ME_with-gps.mov", "utc_offset"): QUICKTIME,
    ("av/ME_with-gps.mov", "lat"): QUICKTIME,
    ("av/ME_with-gps.mov", "lon"): QUICKTIME,
    ("av/ME_with-gps.mov", "alt_m"): QUICKTIME,
}


#: HEIC is turned by its decoder: it is stored as upright, so that nobody turns it twice.
STORED_UPRIGHT = frozenset({
    ("odd/ME_Issue 487.heic", "orientation"),
    ("odd/ME_Issue 263 dotnet.heic", "orientation"),
    ("photos/EP_iphone_13_pro_max.heic", "orientation"),
})  # fmt: skip
#: How far a stored value may lie from the one read: whole centimetres, hundredths of a degree.
ROUNDED = {"alt_m": 0.0051, "direction": 0.0051, "accuracy_m": 0.0051}
Row = Mapping[str, object]


def rows(shared: Path) -> list[Row]:
    """Return one row of the oracle for each file; ``SourceFile`` is its path in the folder."""
    text = (shared / "data" / "camera" / "ORACLE.exiftool-12.57.json").read_text(encoding="utf-8")
    made: list[Row] = json.loads(text)
    return made


def compared(found: Mapping[str, Row], said: list[Row]) -> tuple[set[tuple[str, str]], int]:
    """Return (file, field) of every difference, and how many values the oracle confirms."""
    differing, agreeing = set(), 0
    for row in said:
        path = str(row["SourceFile"])
        for name, tags in ORACLE.items():
            theirs, ours = _said(row, name, tags), found[path][name]
            if theirs != ours and not _close(name, theirs, ours):
                differing.add((path, name))
            agreeing += theirs is not None and (path, name) not in differing
    return differing, agreeing


def _said(row: Row, name: str, tags: tuple[str, ...]) -> object:
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


def _close(name: str, one: object, other: object) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and other == pytest.approx(one, rel=1e-6, abs=ROUNDED.get(name, 1e-6))
