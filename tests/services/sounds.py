# SPDX-License-Identifier: Apache-2.0
"""Sounds whose every sample says where it belongs."""

from __future__ import annotations

from array import array

from heritage_desktop.media.wav import SoundFormat

FORMAT = SoundFormat(rate=8000, channels=1, sample_bytes=2)
#: Samples of a tenth of a second.
CHUNK = 800


def counting(take: int, start: int, count: int = CHUNK) -> bytes:
    """Return samples that count up from ``start``; each take has its own beginning."""
    return array("h", [(take * 7 + n) % 30_000 for n in range(start, start + count)]).tobytes()
