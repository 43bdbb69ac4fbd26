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
        far = self._far()
        limit = max(APART * statistics.median(far.values()), APART_AT_LEAST_M) if far else 0.0
        return {one: metres for one, metres in far.items() if metres > limit}

    @property
    def reach(self) -> float:
        """Return how far from the place the photos were taken, outliers left out, in metres."""
        apart = self.outliers()
        return max((m for one, m in self._far().items() if one not in apart), default=0.0)

    @property
    def placed(self) -> int:
        """Return how many photos have a position."""
        return sum(shot.position is not None for shot in self.shots)

    def _far(self) -> dict[str, float]:
        middle = self.place
        if middle is None:
            return {}
        return {shot.id: distance_m(middle, shot.position) for shot in self.shots if shot.position}


@dataclass(slots=True)
class _Stay:
    """Photos taken one after the other near each other; ``fixes`` of them have a position."""

    shots: list[Shot]
    first: Position | None = None
    last: Position | None = None
    fixes: int = 0

    def take(self, shot: Shot) -> None:
        """Add the next photo."""
        self.shots.append(shot)
        if shot.position is not None:
            self.first = self.first or shot.position
            self.last = shot.position
            self.fixes += 1


def grouped(
    shots: Iterable[Shot], gap_seconds: float = GAP_SECONDS, distance: float = DISTANCE_M
) -> list[Group]:
    """Return groups in the order of time: a new one begins after a long gap or a long way.

    A single wrong fix among photos of one place does not split them, wherever it stands: one fix
    alone is no stay. Photos without a time make one group of their own at the end, in file order.
    """
    every = sorted(shots, key=lambda shot: (shot.at or LAST, shot.order, shot.id))
    groups: list[list[Shot]] = []
    before: datetime | None = None
    session: list[Shot] = []
    for shot in every:
        if shot.at is None:
            continue
        if before is not None and (shot.at - before).total_seconds() > gap_seconds:
            groups += _stays(session, distance)
            session = []
        session.append(shot)
        before = shot.at
    groups += _stays(session, distance)
    rest = [shot for shot in every if shot.at is None]
    return [Group(tuple(group)) for group in [*groups, rest] if group]


def _stays(session: Sequence[Shot], distance: float) -> list[list[Shot]]:
    """Divide photos without a long gap where the team went on."""
    stays = [_Stay([])]
    for shot in session:
        if not _near(stays[-1].last, shot.position, distance):
            stays.append(_Stay([]))
        stays[-1].take(shot)
    merged: list[_Stay] = []
    for stay in stays:
        # A, wrong, A: the middle one is a fix alone between two that agree.
        if (
            len(merged) > 1
            and merged[-1].fixes == 1
            and _near(merged[-2].last, stay.first, distance)
        ):
            wrong = merged.pop()
            here = merged[-1]
            here.shots += wrong.shots + stay.shots
            here.last, here.fixes = stay.last, here.fixes + stay.fixes
        else:
            merged.append(stay)
    return [stay.shots for stay in _forgiven(merged)]


def _forgiven(stays: list[_Stay]) -> list[_Stay]:
    """Give a fix alone to the stay before or after it; several in a row are a way that was gone."""
    alone = [stay.fixes <= 1 for stay in stays]
    made: list[_Stay] = []
    for at, stay in enumerate(stays):
        beside = alone[max(0, at - 1) : at] + alone[at + 1 : at + 2]
        lonely = alone[at] and beside and not any(beside)
        if made and (lonely or made[-1].fixes == 0):
            made[-1].shots += stay.shots
            made[-1].fixes += 0 if lonely else stay.fixes
        else:
            made.append(_Stay(stay.shots, fixes=0 if lonely else stay.fixes or 1))
    return made


def _near(one: Position | None, other: Position | None, distance: float) -> bool:
    return one is None or other is None or distance_m(one, other) <= distance
