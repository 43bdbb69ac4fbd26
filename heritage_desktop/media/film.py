# SPDX-License-Identifier: Apache-2.0
"""What a film or a phone's sound says of itself: the ``moov`` box of ISO 14496-12 and QuickTime."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_ISO6709 = re.compile(rb"([+-]\d{2}\.\d{2,8})([+-]\d{3}\.\d{2,8})([+-]\d{1,5}(?:\.\d{1,6})?)?/")
#: The value of the key com.apple.quicktime.creationdate: local time with its zone.
_CREATED = re.compile(rb"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d):?(\d\d)")
MAX_BOXES = 64
MAX_MOOV = 32 * 1024 * 1024
MAX_MS = 2**40
_UNKNOWN = (2**32 - 1, 2**64 - 1)


def film_facts(path: Path) -> dict[str, Any]:
    """Return what is there of ``lat``, ``lon``, ``alt_m``, ``duration_ms``, ``taken_local`` with
    ``utc_offset``.

    The creation time of the header is left alone: it should be UTC, and many cameras write local
    time into it.
    """
    try:
        moov = _moov(path)
        return {**_place(moov), **_length(moov), **_taken(moov)}
    except (OSError, struct.error):
        return {}


def _place(moov: bytes) -> dict[str, Any]:
    match = _ISO6709.search(moov)
    if match is None:
        return {}
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return {}
    place = {"lat": lat, "lon": lon}
    if match[3]:
        place["alt_m"] = float(match[3])
    return place


def _length(moov: bytes) -> dict[str, Any]:
    """Return the length from the movie header, unless it is unknown or absurd."""
    for name, at, end in _boxes(moov, 8, len(moov)):
        if name != b"mvhd" or end - at < 20:
            continue
        if moov[at] == 1:
            scale, length = struct.unpack_from(">IQ", moov, at + 20)
        else:
            scale, length = struct.unpack_from(">II", moov, at + 12)
        if scale and length and length not in _UNKNOWN and length * 1000 // scale < MAX_MS:
            return {"duration_ms": length * 1000 // scale}
    return {}


def _taken(moov: bytes) -> dict[str, Any]:
    if b"com.apple.quicktime.creationdate" not in moov:
        return {}
    match = _CREATED.search(moov)
    if match is None or int(match[2]) not in range(-14, 15) or int(match[3]) > 59:
        return {}
    try:
        local = datetime.fromisoformat(match[1].decode())
    except ValueError:
        return {}
    offset = f"{match[2].decode()}:{match[3].decode()}"
    return {"taken_local": local.isoformat(), "utc_offset": offset, "offset_method": "exif"}


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, begin and end of the inside of each box between ``at`` and ``end``."""
    for _ in range(MAX_BOXES):
        if at + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        inside = at + 8
        if size == 1 and at + 16 <= end:
            size, inside = struct.unpack_from(">Q", data, at + 8)[0], at + 16
        if size < inside - at or at + size > end:
            return
        yield name, inside, at + size
        at += size


def _moov(path: Path) -> bytes:
    """Return the ``moov`` box, walking the top level only, within limits."""
    with path.open("rb") as handle:
        at = 0
        for _ in range(MAX_BOXES):
            handle.seek(at)
            head = handle.read(16)
            if len(head) < 16:
                return b""
            size, name = struct.unpack_from(">I4s", head)
            if size == 1:
                size = struct.unpack_from(">Q", head, 8)[0]
            if size < 8:
                return b""
            if name == b"moov":
                handle.seek(at)
                return handle.read(min(size, MAX_MOOV))
            at += size
    return b""
