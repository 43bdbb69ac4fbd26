# SPDX-License-Identifier: Apache-2.0
"""Thermal cameras (FLIR) keep the position in a record of their own, not in EXIF.

Layout as published in the ExifTool tag documentation ("FLIR FFF" and "FLIR GPSInfo").
"""

from __future__ import annotations

import struct
from pathlib import Path

_LIMIT = 32 * 1024 * 1024
_GPS_RECORD = 0x2B
MAX_SEGMENTS, MAX_RECORDS = 512, 256


def thermal_place(path: Path) -> dict[str, float]:
    """Return ``lat`` and ``lon`` of a FLIR photo; empty when it has no valid ones."""
    try:
        with path.open("rb") as handle:
            data = handle.read(_LIMIT)
        return _position(_segments(data)) if b"FLIR\0" in data else {}
    except (OSError, struct.error):
        return {}


def _segments(data: bytes) -> bytes:
    """Join the FLIR parts of the JPEG's APP1 segments."""
    parts, at = [], 2
    for _ in range(MAX_SEGMENTS):
        marker, length = struct.unpack_from(">HH", data, at)
        if marker >> 8 != 0xFF or marker == 0xFFDA:
            break
        if marker == 0xFFE1 and data[at + 4 : at + 9] == b"FLIR\0":
            parts.append(data[at + 12 : at + 2 + length])
        at += 2 + length
    return b"".join(parts)


def _position(record: bytes) -> dict[str, float]:
    if record[:4] not in (b"FFF\0", b"AFF\0"):
        return {}
    order = ">" if 100 <= struct.unpack_from(">I", record, 0x14)[0] < 200 else "<"
    start, count = struct.unpack_from(order + "II", record, 0x18)
    for number in range(min(count, MAX_RECORDS)):
        at = start + 32 * number
        kind = struct.unpack_from(order + "H", record, at)[0]
        offset, length = struct.unpack_from(order + "II", record, at + 12)
        if kind == _GPS_RECORD and length >= 32:
            return _read(record, offset)
    return {}


def _read(record: bytes, at: int) -> dict[str, float]:
    order = next((o for o in "<>" if struct.unpack_from(o + "I", record, at)[0] == 1), None)
    if order is None:
        return {}
    north, east = record[at + 8 : at + 9], record[at + 10 : at + 11]
    lat, lon = struct.unpack_from(order + "dd", record, at + 16)
    sound = north in (b"N", b"S") and east in (b"E", b"W")
    if not (sound and 0 <= lat <= 90 and 0 <= lon <= 180) or (lat == 0 and lon == 0):
        return {}
    return {"lat": -lat if north == b"S" else lat, "lon": -lon if east == b"W" else lon}
