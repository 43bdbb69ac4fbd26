# SPDX-License-Identifier: Apache-2.0
"""How loud sound is: peaks of samples in decibels below full scale (dBFS, IEC 61606-3)."""

from __future__ import annotations

import math
from array import array

QUIETEST = -60.0
FULL = 32_768.0


def peak_db(samples: bytes) -> float:
    """Return the peak of 16-bit samples of this machine's byte order, -60 to 0 dBFS."""
    view = memoryview(samples)[: len(samples) // 2 * 2].cast("h")
    if not view:
        return QUIETEST
    highest = max(max(view), -min(view))
    return max(QUIETEST, 20 * math.log10(highest / FULL)) if highest else QUIETEST


def from_floats(samples: bytes) -> bytes:
    """Return 16-bit samples of 32-bit floats between -1 and 1; louder ones are cut."""
    floats = memoryview(samples)[: len(samples) // 4 * 4].cast("f")
    made = (round(max(-1.0, min(1.0, one)) * 32_767) if one == one else 0 for one in floats)
    return array("h", made).tobytes()
