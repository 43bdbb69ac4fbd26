# SPDX-License-Identifier: Apache-2.0
"""The cameras of an inventory: which clock is off, and moving their times; originals stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from heritage_desktop.domain import clocks
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.storage.inventory import Inventory

PHONES = ("apple", "huawei", "honor", "xiaomi", "oppo", "vivo", "samsung", "oneplus", "google",
          "realme", "zte", "meizu")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera with its photos in the order of time."""

    id: str
    name: str
    photos: tuple[Media, ...]
    suspicion: clocks.Suspicion | None

    @property
    def placed(self) -> int:
        """Return how many photos have a position."""
        return sum(one.position is not None for one in self.photos)

    @property
    def strips_position(self) -> bool:
        """Tell whether this is a phone of which not one of several photos kept its position."""
        phone = self.name.lower().startswith(PHONES)
        return phone and self.placed == 0 and len(self.photos) >= 3


def cameras(inventory: Inventory) -> list[Camera]:
    """Return the cameras that took the photos, those with a wrong clock first."""
    by_camera: dict[str, list[Media]] = defaultdict(list)
    for one in inventory.all(Media, media_type="photo"):
        if one.model or one.make or one.camera_id:
            by_camera[one.camera_id or f"{one.make}|{one.model}"].append(one)
    made = []
    for key, photos in by_camera.items():
        photos.sort(key=lambda one: (one.taken.local if one.taken else "", one.id))
        first = photos[0]
        name = " ".join(filter(None, [first.make, first.model])) or tr("Camera without a name")
        made.append(Camera(key, name, tuple(photos), clocks.suspicion(_readings(photos))))
    return sorted(made, key=lambda one: (one.suspicion is None, -len(one.photos), one.name))


def _readings(photos: Iterable[Media]) -> list[clocks.Reading]:
    """Return both clocks as they are now: a camera that was mended is no longer suspected."""
    return [
        clocks.Reading(one.taken.local, one.gps_utc, one.position.lon if one.position else None)
        for one in photos
        if one.taken and one.gps_utc
    ]


def advice(camera: Camera) -> str:
    """Return what is wrong with a camera in one sentence, '' when nothing is."""
    if camera.suspicion is not None:
        return tr(
            "The clock differs from the satellites; add {shift}.",
            shift=clocks.show_shift(camera.suspicion.shift),
        )
    if camera.strips_position:
        return ntr(
            "This phone removed the position of {n} photo; copy it by cable, not by chat.",
            "This phone removed the position of {n} photos; copy them by cable, not by chat.",
            len(camera.photos),
        )
    return ""


def shift(inventory: Inventory, photos: Iterable[Media], seconds: int) -> int:
    """Move the times of photos in one step; return how many had a time.

    What the camera said stays in ``camera_time``. Raises ValueError beyond the years 1 to 9999.
    """
    timed = [(one, one.taken) for one in photos if one.taken]
    moved = [(one, taken, clocks.shifted(taken, seconds)) for one, taken in timed]
    with inventory.change(ntr("Move {n} time", "Move {n} times", len(moved))) as change:
        for one, taken, new in moved:
            if not one.camera_time:
                change.set(Media, one.id, "camera_time", taken.local)
            change.set(Media, one.id, "taken", new)
    return len(moved)


def as_the_camera_said(inventory: Inventory, photos: Iterable[Media]) -> int:
    """Go back to the camera's own times in one step; return how many changed."""
    back = [one for one in photos
            if one.camera_time and one.taken and one.taken.local != one.camera_time]  # fmt: skip
    with inventory.change(tr("Back to the camera's times")) as change:
        for one in back:
            assert one.taken is not None
            said = Moment(one.camera_time or "", one.taken.offset, "exif")
            change.set(Media, one.id, "taken", said)
    return len(back)
