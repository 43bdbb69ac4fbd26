# SPDX-License-Identifier: Apache-2.0
"""Where a film was taken: the ISO 6709 text that phones write into the ``moov`` box."""

from __future__ import annotations

import re
import struct
from pathlib import Path

_ISO6709 = re.compile(rb"([+-]\d{2}\.\d{2,8})([+-]\d{3}\.\d{2,8})([+-]\d{1,5}(?:\.\d{1,6})?)?/")
MAX_BOXES = 64
MAX_MOOV = 32 * 1024 * 1024


def film_place(path: Path) -> dict[str, float]:
    """Return ``lat``, ``lon`` and perhaps ``alt_m``; empty when the film does not say."""
    try:
        match = _ISO6709.search(_moov(path))
    except (OSError, struct.error):
        return {}
    if match is None:
        return {}
    lat, lon = float(match[1]), float(match[2])
    if abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return {}
    place = {"lat": lat, "lon": lon}
    if match[3]:
        place["alt_m"] = float(match[3])
    return place


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
