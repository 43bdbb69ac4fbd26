# SPDX-License-Identifier: Apache-2.0
"""The records of an imported file: what its camera said, and the item it may become."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import SHORT_TEXT_LIMIT
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.i18n import tr
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.media.images import UPRIGHT
from heritage_desktop.services import items
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

RAW = "image/x-"


def media_record(path: Path, sha256: str, size: int, facts: PhotoFacts) -> Media:
    """Return the record of a file; its times and place are those its camera wrote."""
    codes = "; ".join(finding.code for finding in facts.findings)
    return Media(
        id=new_id(),
        sha256=sha256,
        extension=facts.extension,
        mime=facts.mime,
        media_type=facts.media_type,
        original_name=legible(path.name),
        bytes=size,
        width=facts.width,
        height=facts.height,
        orientation=1 if facts.mime in UPRIGHT else facts.orientation,
        taken=_moment(facts),
        position=position_of(facts),
        direction=None if facts.direction is None else f"{facts.direction:.2f}",
        make=facts.make,
        model=facts.model,
        camera_time=facts.taken_local,
        gps_utc=facts.gps_utc,
        camera_id=facts.camera_id,
        likeness=facts.likeness or None,
        duration_ms=facts.duration_ms,
        findings=codes[:SHORT_TEXT_LIMIT] or None,
    )


def _moment(facts: PhotoFacts) -> Moment | None:
    if not facts.taken_local:
        return None
    try:
        return Moment(facts.taken_local, facts.utc_offset, facts.offset_method or "exif")
    except ValueError:
        return None


def position_of(facts: PhotoFacts) -> Position | None:
    """Return the place a camera wrote, None when it wrote none that can be used."""
    if facts.lat is None or facts.lon is None:
        return None
    return Position(facts.lat, facts.lon, facts.accuracy_m, facts.alt_m, source="exif")


def new_item(inventory: Inventory, change: Change, media: Media, village: str | None) -> str:
    """Make an item named after the file, where the photo was taken, on the day it was taken."""
    stem = Path(media.original_name or "").stem or tr("Without name")
    day = media.taken.local[:10] if media.taken else None
    item = change.add(
        Item(
            id="", kind="immovable", village=village, recorded_on=day,
            recorder=inventory.author or None,
        )
    )  # fmt: skip
    name = ItemName(
        id="", item=item.id, value=stem, language=items.language_of(stem), preferred=True
    )
    change.add(name)
    change.add(items.link_to(item.id, media.id, 1, cover=True))
    if media.position is not None:
        items.add_place(change, item.id, media.position, "exif")
    return str(item.id)


def beside(path: Path) -> tuple[str, str]:
    """Return what a RAW file and the picture the camera wrote beside it have in common."""
    return str(path.parent), path.stem.casefold()


def is_raw(mime: str | None) -> bool:
    """Tell whether a file holds what the sensor saw, not a picture."""
    return (mime or "").startswith(RAW)


def paired(inventory: Inventory, fresh: Sequence[tuple[Path, Media]]) -> list[Media]:
    """Return the records, each RAW file as the twin of the picture the camera wrote beside it."""
    pictures: dict[tuple[str, str], str] = {
        beside(path): one.id
        for path, one in fresh
        if one.media_type == "photo" and not is_raw(one.mime)
    }
    made = []
    for path, one in fresh:
        if is_raw(one.mime):
            twin = pictures.get(beside(path))
            one = replace(one, twin=twin or _earlier(inventory, path, one))
        made.append(one)
    return made


def _earlier(inventory: Inventory, path: Path, raw: Media) -> str | None:
    """Return the picture of the same name and second that came in before, if there is one."""
    if not raw.camera_time:
        return None
    for one in inventory.all(Media, camera_time=raw.camera_time):
        stem = Path(one.original_name or "").stem.casefold()
        if stem == path.stem.casefold() and not is_raw(one.mime):
            return one.id
    return None


def legible(name: str) -> str:
    """Return a file name that any terminal and JSON reader can take, bytes of no encoding too."""
    return os.fsencode(name).decode("utf-8", "replace")
