# SPDX-License-Identifier: Apache-2.0
"""The cameras of an inventory: which clock is off, which lose places; moving their times.

What a camera said stays in the original and in ``camera_time``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from heritage_desktop.domain import clocks
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, camera_name
from heritage_desktop.domain.moments import Moment
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.storage.inventory import Inventory

PHONES = ("apple", "huawei", "honor", "xiaomi", "redmi", "oppo", "vivo", "samsung", "oneplus",
          "google", "realme", "zte", "meizu")  # fmt: skip
#: The group of photos that do not say which camera took them.
NAMELESS = "none"
NO_FIX, NO_REF, BAD = "gps-zero", "gps-no-ref", "gps-bad"


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera with its photos in the order of time."""

    id: str
    name: str
    photos: tuple[Media, ...]
    suspicion: clocks.Suspicion | None = None
    zone: str | None = None  # the usual one of the inventory, for photos that write none

    @property
    def placed(self) -> int:
        """Return how many photos have a position."""
        return sum(one.position is not None for one in self.photos)

    @property
    def days(self) -> tuple[str, str] | None:
        """Return the first and the last day, None without any time."""
        times = [one.taken.local[:10] for one in self.photos if one.taken]
        return (times[0], times[-1]) if times else None

    @property
    def strips_position(self) -> bool:
        """Tell whether this is a phone of which not one of several photos kept its position."""
        phone = self.name.lower().startswith(PHONES)
        return phone and self.placed == 0 and len(self.photos) >= 3

    def odd(self, finding: str) -> list[Media]:
        """Return the photos with this finding of media/exif.py that have no position yet."""
        return [
            one for one in self.photos
            if one.position is None and finding in (one.findings or "").split("; ")
        ]  # fmt: skip


def cameras(inventory: Inventory) -> list[Camera]:
    """Return the cameras that took the photos, those with a wrong clock first."""
    by_camera: dict[str, list[Media]] = defaultdict(list)
    for one in inventory.all(Media, media_type="photo"):
        by_camera[camera_of(one)].append(one)
    written = Counter(
        one.taken.offset for photos in by_camera.values() for one in photos
        if one.taken and one.taken.offset
    )  # fmt: skip
    usual = written.most_common(1)[0][0] if written else None
    made = [_camera(key, photos, usual) for key, photos in by_camera.items()]
    return sorted(
        made,
        key=lambda one: (one.suspicion is None, one.id == NAMELESS, -len(one.photos), one.name),
    )


def camera_of(one: Media) -> str:
    """Return the id of the camera that took a photo, NAMELESS where it does not say."""
    if one.camera_id or not (one.make or one.model):
        return one.camera_id or NAMELESS
    return f"{one.make}|{one.model}"


def all_photos(found: Sequence[Camera]) -> Camera:
    """Return the photos of all cameras together, as if they were of one without a clock."""
    photos = sorted((photo for one in found for photo in one.photos), key=_in_time)
    return Camera("", tr("All photos"), tuple(photos))


def _in_time(one: Media) -> tuple[str, str]:
    return one.taken.local if one.taken else "~", one.id


def _camera(key: str, photos: list[Media], zone: str | None) -> Camera:
    photos.sort(key=_in_time)
    if key == NAMELESS:
        return Camera(key, tr("No camera named"), tuple(photos))
    name = camera_name(photos[0]) or tr("Camera without a name")
    return Camera(key, name, tuple(photos), clocks.suspicion(readings(photos, zone)), zone)


def readings(photos: Iterable[Media], zone: str | None = None) -> list[clocks.Reading]:
    """Return both clocks as they are now: a camera that was mended is no longer suspected.

    ``zone`` (±HH:MM) is the usual one here, for photos that write none.
    """
    made = []
    for one in photos:
        if one.taken and one.gps_utc:
            offset = one.taken.offset or zone
            hours = clocks.zone_seconds(offset) / 3600 if offset else None
            lon = one.position.lon if one.position else None
            made.append(clocks.Reading(one.taken.local, one.gps_utc, lon, hours))
    return made


def contradicted(camera: Camera) -> list[Media]:
    """Return the photos to move by what the satellites say: all but those they agree with.

    A clock may have been right before a battery was changed. A photo without a fix goes with the
    one that has one and was taken next to it by the camera's own clock.
    """
    judged = [
        (_seconds(one), clocks.is_off(reading))
        for one in camera.photos
        for reading in readings([one], camera.zone)
    ]
    if not judged:
        return list(camera.photos)
    times = [at for at, _ in judged]  # photos are in the order of time
    wrong = []
    for one in camera.photos:
        if one.taken is not None:
            at = _seconds(one)
            number = bisect_left(times, at)
            near = judged[max(0, number - 1) : number + 1]
            if min(near, key=lambda fix: abs(fix[0] - at))[1]:
                wrong.append(one)
    return wrong


def _seconds(one: Media) -> float:
    assert one.taken is not None
    return datetime.fromisoformat(one.taken.local).replace(tzinfo=UTC).timestamp()


def zone_of(photos: Iterable[Media]) -> str | None:
    """Return the zone ±HH:MM most photos write, or else show by both clocks; None if unknown."""
    known = list(photos)
    written = Counter(one.taken.offset for one in known if one.taken and one.taken.offset)
    return written.most_common(1)[0][0] if written else clocks.derived_zone(readings(known))


def notes(camera: Camera) -> list[str]:
    """Return what is wrong with a camera, a sentence each; empty when nothing is."""
    said = []
    size = len(camera.photos)
    if camera.suspicion is not None:
        shift = clocks.show_shift(camera.suspicion.shift)
        said.append(tr("The clock differs from the satellites; add {shift}.", shift=shift))
    if camera.strips_position:
        said.append(ntr(
            "No position is left in {n} photo of this phone. Copy it by cable, not by chat, "
            "and let the phone's camera use its location.",
            "No position is left in the {n} photos of this phone. Copy them by cable, not by "
            "chat, and let the phone's camera use its location.",
            size,
        ))  # fmt: skip
    if camera.id == NAMELESS:
        said.append(ntr(
            "{n} photo does not say which camera took it; chats and screenshots remove that.",
            "{n} photos do not say which camera took them; chats and screenshots remove that.",
            size,
        ))  # fmt: skip
    if zero := len(camera.odd(NO_FIX)):
        said.append(ntr(
            "{n} photo says 0, 0: the device had no fix, so it has no place.",
            "{n} photos say 0, 0: the device had no fix, so they have no place.", zero,
        ))  # fmt: skip
    if bare := len(camera.odd(NO_REF)):
        said.append(ntr(
            "{n} photo does not say north or south, east or west, so it has no place.",
            "{n} photos do not say north or south, east or west, so they have no place.", bare,
        ))  # fmt: skip
    if bad := len(camera.odd(BAD)):
        said.append(ntr(
            "{n} photo has a position that cannot be read.",
            "{n} photos have a position that cannot be read.", bad,
        ))  # fmt: skip
    return said


def advice(camera: Camera) -> str:
    """Return what is wrong with a camera in one line, '' when nothing is."""
    return paragraph(notes(camera))


def shift_from(photo: Media, shown: str) -> int:
    """Return the seconds a camera is to be moved by, from what a clock in its photo shows.

    Raises HeritageError when the photo has no time or the text is none.
    """
    if photo.taken is None:
        raise HeritageError(_no_time(photo))
    try:
        time, seconds = clocks.read_shown(shown, photo.taken.local[:10])
        return clocks.shift_to(photo.taken.local, time, seconds=seconds)
    except ValueError as error:
        raise HeritageError(
            tr("“{text}” is not a time; write 2026-04-12 14:03:20.", text=shown)
        ) from error


def same(wrong: Media, right: Media) -> int:
    """Return the seconds a camera is to be moved by, from two photos of the same moment.

    Raises HeritageError when a photo has no time or both are of one camera.
    """
    if camera_of(wrong) == camera_of(right):
        raise HeritageError(tr("Both photos are of the same camera; choose one of another camera."))
    if wrong.taken is None or right.taken is None:
        raise HeritageError(_no_time(right if wrong.taken else wrong))
    return clocks.shift_between(wrong.taken, right.taken)


def _no_time(photo: Media) -> str:
    name = photo.original_name or photo.id
    return tr("{name} does not say when it was taken; choose another photo.", name=name)


@dataclass(frozen=True, slots=True)
class Move:
    """What a shift would do: the times by photo, now and then, in the order of time."""

    seconds: int
    times: dict[str, tuple[Moment, Moment]]


def move(photos: Iterable[Media], seconds: int) -> Move:
    """Work out a shift, changing nothing; raises HeritageError beyond the years 1 to 9999."""
    try:
        times = {one.id: (one.taken, clocks.shifted(one.taken, seconds))
                 for one in photos if one.taken}  # fmt: skip
    except ValueError as error:
        raise HeritageError(
            tr("That would be before the year 1 or after 9999; choose a shorter time.")
        ) from error
    return Move(seconds, times)


def shift(inventory: Inventory, photos: Iterable[Media], seconds: int) -> int:
    """Move the times of photos in one step; return how many had a time.

    What the camera said stays in ``camera_time``. Raises HeritageError beyond the years 1 to 9999.
    """
    known = list(photos)
    moved = move(known, seconds).times
    said = {one.id for one in known if one.camera_time}
    with inventory.change(ntr("Move {n} time", "Move {n} times", len(moved))) as change:
        for one, (before, after) in moved.items():
            if one not in said:
                change.set(Media, one, "camera_time", before.local)
            change.set(Media, one, "taken", after)
    return len(moved)


def as_said(photos: Iterable[Media]) -> dict[str, tuple[Moment, Moment]]:
    """Return the times that would change if the camera's own came back, now and then."""
    return {
        one.id: (one.taken, Moment(one.camera_time, one.taken.offset, "exif"))
        for one in photos
        if one.camera_time and one.taken and one.taken.local != one.camera_time
    }


def as_the_camera_said(inventory: Inventory, photos: Iterable[Media]) -> int:
    """Go back to the camera's own times in one step; return how many changed."""
    back = as_said(photos)
    with inventory.change(tr("Back to the camera's times")) as change:
        for one, (_, said) in back.items():
            change.set(Media, one, "taken", said)
    return len(back)
