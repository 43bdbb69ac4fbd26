# SPDX-License-Identifier: Apache-2.0
"""Which photo of several that look alike to keep, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: A photo stays in the running with this share of the most pixels and of the best sharpness …
PIXELS, SHARP = 0.8, 0.9
#: … and with so much more of it burnt out or black than the best.
CLIPPED = 0.05


class Reason(StrEnum):
    """What decided, from the most to the least important."""

    SIZE = "size"
    DETAILS = "details"
    EXPOSURE = "exposure"
    SHARPNESS = "sharpness"
    USED = "used"
    MIDDLE = "middle"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One photo; ``details`` counts what its file still says (time, place), ``used`` records."""

    id: str
    pixels: int = 0
    clipped: float = 0.0
    sharpness: float = 0.0
    details: int = 0
    used: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """The photo to keep, what decided, and among how many it decided."""

    id: str
    reason: Reason
    among: int


def best(candidates: Sequence[Candidate]) -> Pick:
    """Return the suggested photo of ``candidates``, which are in the order they were taken.

    Copies that were made small or stripped go first, then what is burnt out, then what is blurred;
    of equals the one in the middle of a series is the likeliest to show the moment. Raises
    ValueError when there are none.
    """
    if not candidates:
        raise ValueError("no photos to choose from")
    left, reason, among = list(candidates), Reason.FIRST, len(candidates)
    for why, fits in _RULES:
        kept = [one for one in left if fits(one, left)]
        if len(kept) < len(left):
            reason, among, left = why, len(left), kept
        if len(left) == 1:
            return Pick(left[0].id, reason, among)
    if len(left) > 2:
        return Pick(left[(len(left) - 1) // 2].id, Reason.MIDDLE, len(left))
    return Pick(left[0].id, Reason.FIRST, len(left))


Rule = Callable[[Candidate, Sequence[Candidate]], bool]
_RULES: tuple[tuple[Reason, Rule], ...] = (
    (Reason.SIZE, lambda one, all: one.pixels >= PIXELS * max(c.pixels for c in all)),
    (Reason.DETAILS, lambda one, all: one.details == max(c.details for c in all)),
    (Reason.EXPOSURE, lambda one, all: one.clipped <= min(c.clipped for c in all) + CLIPPED),
    (Reason.SHARPNESS, lambda one, all: one.sharpness >= SHARP * max(c.sharpness for c in all)),
    (Reason.USED, lambda one, all: one.used == max(c.used for c in all)),
)
