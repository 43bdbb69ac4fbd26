# SPDX-License-Identifier: Apache-2.0
"""Where a receiver was at a moment: fixes in the order of time, and how well it is known between.

Between two fixes a place is interpolated in a straight line, and its accuracy says how far from
that line a person may have been meanwhile.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heritage_desktop.domain.coordinates import Position, distance_m

#: A phone's receiver under open sky (vocabulary location_method, phone_gnss).
RECEIVER_M = 8.0
#: Walking, metres a second: adults walk 1.3 to 1.4 (Bohannon and Williams Andrews, Physiotherapy
#: 97, 2011).
WALK_M_S = 1.4
#: A way on roads is so many times the straight line (Boscoe, Henry and Zdeb, The Professional
#: Geographer 64, 2012).
DETOUR = 1.4
SOURCE = "track"


@dataclass(frozen=True, slots=True)
class Fix:
    """One point of a track: ``at`` in seconds since 1970 UTC, degrees WGS-84, metres."""

    at: float
    lat: float
    lon: float
    alt_m: float | None = None
    accuracy_m: float = RECEIVER_M

    @property
    def position(self) -> Position:
        """Return the point as a place of its own."""
        return Position(self.lat, self.lon, self.accuracy_m, self.alt_m, source=SOURCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far apart in seconds and metres two fixes may be, and how far beyond one we go."""

    gap_s: float = 300.0
    leap_m: float = 1000.0
    reach_s: float = 60.0


class Miss(StrEnum):
    """Why there is no place: between two fixes that are too far apart, or not on the track."""

    GAP = "gap"
    OUTSIDE = "outside"


class Line:
    """Fixes of one receiver in the order of time, one for each moment."""

    def __init__(self, fixes: Iterable[Fix]) -> None:
        first: dict[float, Fix] = {}
        for fix in sorted(fixes, key=lambda one: one.at):
            first.setdefault(fix.at, fix)
        self.fixes = tuple(first.values())
        self._times = list(first)

    def at(self, moment: float, limits: Limits) -> Position | Miss:
        """Return where the receiver was, or why that is not known."""
        number = bisect_left(self._times, moment)
        before = self.fixes[number - 1] if number else None
        after = self.fixes[number] if number < len(self.fixes) else None
        if before is not None and after is not None:
            close = after.at - before.at <= limits.gap_s
            if close and (apart := _apart(before, after)) <= limits.leap_m:
                return between(before, after, moment, apart)
        ends = [one for one in (before, after) if one is not None]
        nearest = min(ends, key=lambda one: abs(one.at - moment), default=None)
        if nearest and abs(nearest.at - moment) <= min(limits.reach_s, limits.gap_s):
            return beside(nearest, moment)
        return Miss.GAP if len(ends) == 2 else Miss.OUTSIDE


def lines(runs: Iterable[Sequence[Fix]]) -> list[Line]:
    """Chain the segments of one file; those that overlap in time are of different receivers."""
    chains: list[list[Fix]] = []
    ordered = [sorted(run, key=lambda one: one.at) for run in runs if run]
    for run in sorted(ordered, key=lambda one: one[0].at):
        chain = next((one for one in chains if one[-1].at <= run[0].at), None)
        if chain is None:
            chains.append(run)
        else:
            chain += run
    return [Line(one) for one in chains]


def place_at(tracks: Iterable[Line], moment: float, limits: Limits) -> Position | Miss:
    """Return the most accurate place that any track gives, or why none does."""
    found = [one.at(moment, limits) for one in tracks]
    places = [one for one in found if isinstance(one, Position)]
    if places:
        return min(places, key=lambda one: one.accuracy_m or 0.0)
    return Miss.GAP if Miss.GAP in found else Miss.OUTSIDE


def _apart(before: Fix, after: Fix) -> float:
    return distance_m(before.position, after.position)


def between(before: Fix, after: Fix, moment: float, apart: float) -> Position:
    """Return the place on the straight line between two fixes that are ``apart`` metres.

    ``moment`` is between theirs.
    """
    span = after.at - before.at
    part = min(1.0, max(0.0, (moment - before.at) / span)) if span > 0 else 0.0
    east = (after.lon - before.lon + 540) % 360 - 180  # the short way, over the date line too
    lon = (before.lon + part * east + 540) % 360 - 180
    alt = None
    if before.alt_m is not None and after.alt_m is not None:
        alt = before.alt_m + part * (after.alt_m - before.alt_m)
    astray = wander(part, span, apart)
    accuracy = max(before.accuracy_m, after.accuracy_m) + astray
    lat = before.lat + part * (after.lat - before.lat)
    return Position(lat, lon, round(accuracy, 1), alt, source=SOURCE)


def beside(fix: Fix, moment: float) -> Position:
    """Return the place of a fix for a moment before or after it; a walk makes it less sure."""
    accuracy = fix.accuracy_m + WALK_M_S * abs(moment - fix.at)
    return Position(fix.lat, fix.lon, round(accuracy, 1), fix.alt_m, source=SOURCE)


def wander(part: float, span: float, apart: float) -> float:
    """Return how far from the straight line somebody can have been, in metres.

    They went from one fix to the other, ``apart`` metres, in ``span`` seconds, no faster than v:
    a walk, or the detours of a road where the fixes are further apart than that. Then both fixes
    are within v times the time to them, and Stewart's theorem on the triangle bounds the distance
    to the point that divides the line as the moment divides the time:
    ``part·(1 − part)·((v·span)² − apart²)`` is its greatest square.
    """
    fastest = max(WALK_M_S * span, DETOUR * apart)
    return math.sqrt(max(0.0, part * (1 - part) * (fastest**2 - apart**2)))
