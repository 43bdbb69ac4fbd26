# SPDX-License-Identifier: Apache-2.0
"""Repairs of times and places that wait for their button: what each says, shows and would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from heritage_desktop.domain.clocks import show_shift
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.services import clocks, placing
from heritage_desktop.services.clocks import Camera
from heritage_desktop.services.placing import Plan
from heritage_desktop.storage.inventory import Inventory

Times = Mapping[str, tuple[Moment, Moment]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a repair says, its button, what becomes of each photo, and the work, which tells."""

    said: str
    verb: str
    after: Mapping[str, str]
    work: Callable[[], str]


def moving(inventory: Inventory, photos: Sequence[Media], seconds: int) -> Prepared:
    """Prepare a shift; raises HeritageError with a sentence when nothing would change."""
    times = clocks.move(photos, seconds).times
    if not times:
        raise HeritageError(tr("No photo has a time."))
    if not seconds:
        raise HeritageError(tr("Nothing would change."))
    verb = ntr("Move {n} time", "Move {n} times", len(times))
    said = f"{show_shift(seconds)} · {_first(times)}"
    return Prepared(said, verb, _after(times),
                    lambda: _moved(clocks.shift(inventory, photos, seconds)))  # fmt: skip


def going_back(inventory: Inventory, photos: Sequence[Media]) -> Prepared:
    """Prepare the camera's own times; raises HeritageError when they are there already."""
    times = clocks.as_said(photos)
    if not times:
        raise HeritageError(tr("The times are what the camera said."))
    return Prepared(_first(times), tr("Back to the camera's times"), _after(times),
                    lambda: _moved(clocks.as_the_camera_said(inventory, photos)))  # fmt: skip


def placing_by(inventory: Inventory, plan: Plan) -> Prepared:
    """Prepare the places of a plan; raises HeritageError when there are none."""
    if not plan.places:
        raise HeritageError(placing.told(plan))

    def work() -> str:
        count = placing.apply(inventory, plan)
        return ntr("{n} place was written.", "{n} places were written.", count)

    after = {one: _place_words(place) for one, place in plan.places.items()}
    return Prepared(placing.told(plan), plan.label, after, work)


def placeable(
    cameras: Sequence[Camera], camera: Camera, chosen: Sequence[Media]
) -> Sequence[Media]:
    """Return the photos to place; of all cameras, those with a wrong clock are left out."""
    if len(chosen) > 1:
        return chosen
    if camera.id:
        return camera.photos
    return [photo for one in cameras if one.id and not one.suspicion for photo in one.photos]


def row_with_time(camera: Camera, chosen: Sequence[Media]) -> int:
    """Return the number of the first chosen photo among those with a time, 0 for none."""
    timed = [one.id for one in camera.photos if one.taken]
    return timed.index(chosen[0].id) if chosen and chosen[0].id in timed else 0


def _moved(count: int) -> str:
    return ntr("{n} time was moved.", "{n} times were moved.", count)


def _after(times: Times) -> dict[str, str]:
    return {one: _clock(new) for one, (_, new) in times.items()}


def _clock(moment: Moment) -> str:
    return moment.local.replace("T", " ")


def _first(times: Times) -> str:
    """Return how many times change and what becomes of the first."""
    before, after = next(iter(times.values()))
    count = ntr("{n} photo", "{n} photos", len(times))
    return f"{count} · {_clock(before)} → {_clock(after)}"


def _place_words(place: Position | None) -> str:
    if place is None:
        return tr("no place")
    if place.accuracy_m is None:
        return f"{place.lat:.5f}, {place.lon:.5f}"
    digits = 4 if place.accuracy_m >= 10 else 5  # 0.0001° are 11 m
    return f"{place.lat:.{digits}f}, {place.lon:.{digits}f} ±{place.accuracy_m:.0f} m"
