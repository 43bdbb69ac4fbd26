# SPDX-License-Identifier: Apache-2.0
"""Passages of a recording in time: their order, where they end, and how their times are written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest

from heritage_desktop.domain.media import Segment
from heritage_desktop.i18n import tr

PART, LINE, MARK = "part", "line", "mark"
#: At the same moment a part stands before its lines, and a mark after them.
_RANKS = {PART: 0, LINE: 1, MARK: 2}
#: Longer than any recording that fits on a disk; guards the arithmetic of foreign times.
LONGEST_MS = 1000 * 3_600_000
_CLOCK = re.compile(
    r"(?:(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,4}):)?(?P<seconds>\d{1,6})"
    r"(?:[.,](?P<rest>\d{1,9}))?\Z"
)


def clock(ms: int, *, exact: bool = True) -> str:
    """Return a time in a recording as h:mm:ss.mmm, or h:mm:ss when it need not be exact."""
    seconds, rest = divmod(ms, 1000)
    text = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{rest:03d}" if exact else text


def read_clock(text: str) -> int | None:
    """Return the milliseconds of a written time, None for nothing.

    1:02:03.4, 62:03 and 3723 are read. Raises ValueError with a sentence.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        return None
    found = _CLOCK.match(cleaned)
    ms = LONGEST_MS
    if found:
        seconds = (int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)) * 60
        ms = (seconds + int(found["seconds"])) * 1000 + int(((found["rest"] or "") + "000")[:3])
    if ms >= LONGEST_MS:
        raise ValueError(tr("“{text}” is not a time; write one such as 0:12:34.5.", text=text))
    return ms


def in_order(passages: Iterable[Segment]) -> list[Segment]:
    """Return passages as they follow each other; a part before the lines it begins with."""
    return sorted(passages, key=_order)


def _order(one: Segment) -> tuple[int, int, int, str]:
    return one.start_ms or 0, _RANKS.get(one.sort or "", 1), -(one.end_ms or 0), one.id


def following(passages: Sequence[Segment], one: Segment) -> Segment | None:
    """Return the next passage of the same sort, None after the last."""
    same = in_order(other for other in passages if other.sort == one.sort)
    at = next((n for n, other in enumerate(same) if other.id == one.id), len(same))
    return same[at + 1] if at + 1 < len(same) else None


def end_of(one: Segment, after: Segment | None, length_ms: int | None) -> int:
    """Return where a passage ends: as it says, else where the one ``after`` it begins."""
    start = one.start_ms or 0
    if one.end_ms is not None:
        return max(start, one.end_ms)
    if one.sort == MARK:
        return start
    begins = after.start_ms if after is not None else length_ms
    return max(start, begins or start)


class Timeline:
    """Which passage of one sort is heard at a moment; made once, asked many times a second."""

    def __init__(self, passages: Iterable[Segment], sort: str, length_ms: int | None) -> None:
        self._passages = in_order(one for one in passages if one.sort == sort)
        self._starts = [one.start_ms or 0 for one in self._passages]
        self._ends = [
            end_of(one, after, length_ms or LONGEST_MS)
            for one, after in zip_longest(self._passages, self._passages[1:])
        ]
        self._reach = list(accumulate(self._ends, max))

    def at(self, ms: int) -> Segment | None:
        """Return the last begun passage that is not over at a moment, None for none."""
        place = bisect_right(self._starts, ms) - 1
        while place >= 0 and self._reach[place] > ms:
            if self._ends[place] > ms:
                return self._passages[place]
            place -= 1
        return None


def joined(first: str | None, second: str | None) -> str | None:
    """Return two texts as one; a space stands between words, none between Chinese characters."""
    if not first or not second:
        return first or second
    between = "" if _is_han(first[-1]) or _is_han(second[0]) else " "
    return f"{first}{between}{second}"


def _is_han(letter: str) -> bool:
    return letter >= "\u2e80"
