# SPDX-License-Identifier: Apache-2.0
"""Photos that belong together: taken one soon after the other, near each other."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heritage_desktop.domain.coordinates import Position, distance_m

GAP_SECONDS, DISTANCE_M = 600, 150
#: A photo lies apart when it is further from the middle than three times the usual distance.
APART, APART_AT_LEAST_M = 3, 100
#: Where photos without a time are sorted.
LAST = datetime(9999, 1, 1)  # noqa: DTZ001  cameras write local time


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo as far as grouping goes; ``order`` breaks ties and places those without a time."""

    id: str
    at: datetime | None
    position: Position | None = None
    order: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Photos in the order they were taken."""

    shots: tuple[Shot, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids in order."""
        return tuple(shot.id for shot in self.shots)

    @property
    def begin(self) -> datetime | None:
        """Return when the first was taken."""
        return min((shot.at for shot in self.shots if shot.at), default=None)

    @property
    def end(self) -> datetime | None:
        """Return when the last was taken."""
        return max((shot.at for shot in self.shots if shot.at), default=None)

    @property
    def place(self) -> Position | None:
        """Return the median of the positions: one wrong fix does not move it."""
        found = [shot.position for shot in self.shots if shot.position]
        if not found:
            return None
        lat = statistics.median(one.lat for one in found)
        lon = statistics.median(one.lon for one in found)
        return Position(lat, lon, source="exif")

    def outliers(self) -> dict[str, float]:
        """Return the photos that lie apart from the others, with their distance in metres."""
        middle = self.place
        if middle is None:
            return {}
        far = {shot.id: distance_m(middle, shot.position) for shot in self.shots if shot.position}
        usual = statistics.median(far.values())
        limit = max(APART * usual, APART_AT_LEAST_M)
        return {one: metres for one, metres in far.items() if metres > limit}


def grouped(
    shots: Iterable[Shot], gap_seconds: float = GAP_SECONDS, distance: float = DISTANCE_M
) -> list[Group]:
    """Return groups in the order of time: a new one begins after a long gap or a long way.

    A single wrong fix between two good ones does not split a group: the way is measured to the
    last position that was followed by another one near it. Photos without a time make one group
    of their own at the end, in file order.
    """
    every = sorted(shots, key=lambda shot: (shot.at or LAST, shot.order, shot.id))
    timed = [shot for shot in every if shot.at is not None]
    groups: list[list[Shot]] = []
    last: Position | None = None
    for number, shot in enumerate(timed):
        before = groups[-1][-1].at if groups else None
        late = before is None or (_at(shot) - before).total_seconds() > gap_seconds
        moved = _moved(timed, number, last, distance)
        if late or moved:
            groups.append([])
        groups[-1].append(shot)
        if shot.position is not None and (late or moved or _near(last, shot.position, distance)):
            last = shot.position
    rest = [shot for shot in every if shot.at is None]
    return [Group(tuple(group)) for group in [*groups, rest] if group]


def _at(shot: Shot) -> datetime:
    assert shot.at is not None
    return shot.at


def _near(one: Position | None, other: Position, distance: float) -> bool:
    return one is None or distance_m(one, other) <= distance


def _moved(timed: Sequence[Shot], number: int, last: Position | None, distance: float) -> bool:
    """Tell whether the team went on: this position is far, and the next one agrees with it."""
    here = timed[number].position
    if last is None or here is None or distance_m(last, here) <= distance:
        return False
    following = next((one.position for one in timed[number + 1 : number + 9] if one.position), None)
    return following is None or distance_m(last, following) > distance
