# SPDX-License-Identifier: Apache-2.0
"""The place of a photo from another one taken soon before or after, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.tracks import WALK_M_S

WITHIN_S = 300.0
#: What a photo's position is worth when it does not say (vocabulary location_method, exif).
UNSAID_M = 20.0
SOURCE = "neighbour"


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo that knows its place: ``at`` in seconds on the clock that all of them share."""

    at: float
    position: Position

    @property
    def accuracy_m(self) -> float:
        """Return its accuracy in metres, the usual one when it does not say."""
        said = self.position.accuracy_m
        return UNSAID_M if said is None else said


class Neighbours:
    """The photos with a place in the order of time."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._placed = sorted(placed, key=lambda one: one.at)
        self._times = [one.at for one in self._placed]

    def place_at(self, moment: float, within_s: float = WITHIN_S) -> Position | None:
        """Return the place of the neighbour that leaves it most accurate, None without any.

        Its accuracy grows by a walk (1.4 m/s) for each second between, or by the pace from the
        neighbour before to the one after where that is faster.
        """
        first = bisect_left(self._times, moment - within_s)
        last = bisect_right(self._times, moment + within_s)
        near = self._placed[first:last]
        pace = _pace(near, moment)

        def worth(one: Placed) -> tuple[float, float]:
            away = abs(one.at - moment)
            return one.accuracy_m + pace * away, away

        best = min(near, key=worth, default=None)
        if best is None:
            return None
        place = best.position
        return Position(place.lat, place.lon, round(worth(best)[0], 1), source=SOURCE)


def _pace(near: list[Placed], moment: float) -> float:
    """Return how fast the way was around a moment, in metres a second, a walk at least."""
    before = max((one for one in near if one.at <= moment), key=lambda one: one.at, default=None)
    after = min((one for one in near if one.at > moment), key=lambda one: one.at, default=None)
    if before is None or after is None:
        return WALK_M_S
    way = distance_m(before.position, after.position)
    # Positions are not exact: what their accuracy explains is no way that somebody went.
    way = max(0.0, way - before.accuracy_m - after.accuracy_m)
    return max(WALK_M_S, way / (after.at - before.at))
