# SPDX-License-Identifier: Apache-2.0
"""Places for photos that have none: from tracks, from neighbours in time, from a half-said one.

Each is worked out as a ``Plan`` first, which changes nothing; ``apply`` writes it as one step.
Originals are never touched, so what a camera wrote can always be read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from heritage_desktop.domain import neighbours, tracks
from heritage_desktop.domain.clocks import zone_seconds
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.media.gpx import read_gpx
from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.services import clocks
from heritage_desktop.services.clocks import NO_REF
from heritage_desktop.services.photo_records import position_of
from heritage_desktop.storage.inventory import Inventory

HEMISPHERE = "hemisphere"
SHARED = ""
#: Sources of places that were worked out here and not written by a camera or a person.
WORKED_OUT = frozenset({tracks.SOURCE, neighbours.SOURCE, HEMISPHERE})


@dataclass(frozen=True, slots=True)
class Plan:
    """Which photos would get which place (None takes one away), and how many would not, by why."""

    label: str
    places: Mapping[str, Position | None] = field(default_factory=dict)
    kept: int = 0  # have a place that stays
    timeless: int = 0  # do not say when they were taken
    zoneless: int = 0  # do not say in which zone
    gap: int = 0  # fall into a gap of the track
    outside: int = 0  # before it began or after it ended; no neighbour in time
    absent: int = 0  # their original is not here


@dataclass(frozen=True, slots=True)
class Tracks:
    """What was read of track files; ``problems`` are sentences about those that were not."""

    lines: tuple[tracks.Line, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """Return how many points there are."""
        return sum(len(one.fixes) for one in self.lines)

    @property
    def begin_end(self) -> tuple[datetime, datetime] | None:
        """Return the first and last moment, UTC."""
        if not self.lines:
            return None
        begin = min(one.fixes[0].at for one in self.lines)
        end = max(one.fixes[-1].at for one in self.lines)
        return datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC)


def read_tracks(paths: Iterable[Path], progress: Progress = silent) -> Tracks:
    """Read GPX files; a bad one is a sentence and costs the others nothing."""
    lines: list[tracks.Line] = []
    problems = []
    for path in paths:
        try:
            lines += read_gpx(path, progress)
        except HeritageError as error:
            problems.append(str(error))
    return Tracks(tuple(lines), tuple(problems))


def instant(taken: Moment, zone: str | None) -> float | None:
    """Return seconds since 1970 UTC of a photo, ``zone`` where it names none; None without any."""
    offset = taken.offset or zone
    if offset is None:
        return None
    local = datetime.fromisoformat(taken.local).replace(tzinfo=UTC)
    return local.timestamp() - zone_seconds(offset)


def plan_tracks(
    photos: Iterable[Media],
    lines: Sequence[tracks.Line],
    *,
    zone: str | None = None,
    limits: tracks.Limits | None = None,
    replace: bool = False,
) -> Plan:
    """Work out places by the time of each photo; those that have one keep it unless ``replace``.

    ``zone`` (±HH:MM) is for photos that do not name theirs.
    """
    within = limits or tracks.Limits()
    places: dict[str, Position | None] = {}
    why = dict.fromkeys(("kept", "timeless", "zoneless", "gap", "outside"), 0)
    for one in photos:
        if one.position is not None and not replace:
            why["kept"] += 1
        elif one.taken is None:
            why["timeless"] += 1
        elif (at := instant(one.taken, zone)) is None:
            why["zoneless"] += 1
        else:
            found = tracks.place_at(lines, at, within)
            if isinstance(found, Position):
                places[one.id] = found
            else:
                why[found] += 1
    label = ntr("Place {n} photo by a track", "Place {n} photos by a track", len(places))
    return Plan(label, places, **why)


def plan_neighbours(
    photos: Iterable[Media],
    every: Iterable[Media],
    *,
    within_s: float = neighbours.WITHIN_S,
    others: bool = True,
    wrong: Collection[str] = (),
) -> Plan:
    """Work out places from photos of ``every`` taken soon before or after.

    Places that came from a neighbour are not handed on. The clocks of the cameras ``wrong`` are
    compared with themselves only; without ``others`` that goes for every camera.
    """
    known = list(every)
    zone = clocks.zone_of(known) or "+00:00"
    placed = defaultdict(list)
    for one in known:
        if one.position and one.position.source != neighbours.SOURCE and one.taken:
            at = neighbours.Placed(_at(one.taken, zone), one.position)
            alone = clocks.camera_of(one) in wrong or not others
            placed[clocks.camera_of(one) if alone else SHARED].append(at)
    near = {camera: neighbours.Neighbours(found) for camera, found in placed.items()}
    places: dict[str, Position | None] = {}
    why = dict.fromkeys(("kept", "timeless", "outside"), 0)
    for one in photos:
        camera = clocks.camera_of(one)
        index = near.get(camera if camera in wrong or not others else SHARED)
        if one.position is not None:
            why["kept"] += 1
        elif one.taken is None:
            why["timeless"] += 1
        elif index and (found := index.place_at(_at(one.taken, zone), within_s)):
            places[one.id] = found
        else:
            why["outside"] += 1
    label = ntr("Place {n} photo by its neighbour", "Place {n} photos by their neighbours",
                len(places))  # fmt: skip
    return Plan(label, places, **why)


def _at(taken: Moment, zone: str) -> float:
    at = instant(taken, zone)
    assert at is not None
    return at


@dataclass(frozen=True, slots=True)
class HalfSaid:
    """A photo whose file gives degrees but not the hemisphere; '' where N, S, E or W is missing."""

    media: Media
    lat: float
    north_south: str
    lon: float
    east_west: str


def half_said(
    inventory: Inventory, photos: Iterable[Media], progress: Progress = silent
) -> list[HalfSaid]:
    """Read again the originals whose position lacks a hemisphere."""
    wanted = [one for one in photos if NO_REF in (one.findings or "") and one.position is None]
    found = _read_again(inventory, wanted, progress)
    return [HalfSaid(one, *facts.bare) for one, facts in found if facts.bare is not None]


def plan_hemisphere(found: Iterable[HalfSaid], north_south: str, east_west: str) -> Plan:
    """Give degrees the hemisphere a person named; what the file says itself stays."""
    places: dict[str, Position | None] = {}
    for one in found:
        south = (one.north_south or north_south) == "S"
        west = (one.east_west or east_west) == "W"
        lat, lon = -one.lat if south else one.lat, -one.lon if west else one.lon
        places[one.media.id] = Position(lat, lon, source=HEMISPHERE)
    label = ntr("Say the hemisphere of {n} photo", "Say the hemisphere of {n} photos", len(places))
    return Plan(label, places)


def plan_back(inventory: Inventory, photos: Iterable[Media], progress: Progress = silent) -> Plan:
    """Go back to what the cameras wrote where a place was worked out here; originals are read."""
    wanted = [one for one in photos if one.position and one.position.source in WORKED_OUT]
    found = _read_again(inventory, wanted, progress)
    places = {one.id: position_of(facts) for one, facts in found}
    return Plan(tr("Back to the camera's places"), places, absent=len(wanted) - len(found))


def _read_again(
    inventory: Inventory, photos: Iterable[Media], progress: Progress
) -> list[tuple[Media, PhotoFacts]]:
    """Return what the originals say, of those that are here."""
    blobs = inventory.blobs
    here = [one for one in photos if one.sha256 and blobs.has(one.sha256, one.extension)]
    made: list[tuple[Media, PhotoFacts]] = []
    if not here:
        return made
    paths = [blobs.path(one.sha256 or "", one.extension) for one in here]
    with PhotoReader(min(2, len(here)), sizes=()) as reader:
        for one, reading in zip(here, reader.read_many(paths), strict=True):
            progress(len(made), len(here), one.original_name or "")
            made.append((one, reading.facts))
    return made


def told(plan: Plan) -> str:
    """Say what a plan would do, and why some photos get no place."""
    gone = sum(place is None for place in plan.places.values())
    given = len(plan.places) - gone
    said = []
    if given or not gone:
        said.append(ntr("{n} photo gets a place.", "{n} photos get a place.", given))
    worth = {round(place.accuracy_m) for place in plan.places.values()
             if place and place.accuracy_m}  # fmt: skip
    if worth:
        least, most = min(worth), max(worth)
        metres = f"{least}" if least == most else f"{least}–{most}"
        said.append(tr("Accurate to {metres} m.", metres=metres))
    reasons = (
        (gone, ntr("{n} place that was worked out goes.", "{n} places that were worked out go.",
                   gone)),
        (plan.kept, ntr("{n} has a place and keeps it.", "{n} have a place and keep it.",
                        plan.kept)),
        (plan.gap, ntr("{n} falls into a gap of the track.", "{n} fall into gaps of the track.",
                       plan.gap)),
        (plan.outside, ntr("{n} has nothing near in time.", "{n} have nothing near in time.",
                           plan.outside)),
        (plan.timeless, ntr("{n} does not say when it was taken.",
                            "{n} do not say when they were taken.", plan.timeless)),
        (plan.zoneless, ntr("{n} does not say its time zone.", "{n} do not say their time zone.",
                            plan.zoneless)),
        (plan.absent, ntr("{n} original is not here.", "{n} originals are not here.",
                          plan.absent)),
    )  # fmt: skip
    said += [sentence for count, sentence in reasons if count]
    return paragraph(said)


def apply(inventory: Inventory, plan: Plan) -> int:
    """Write the places of a plan in one step; return how many."""
    if not plan.places:
        return 0
    with inventory.change(plan.label) as change:
        for one, place in plan.places.items():
            change.set(Media, one, "position", place)
    return len(plan.places)
