# SPDX-License-Identifier: Apache-2.0
"""Previews of originals that came without one: merged, or after the cache was deleted."""

from __future__ import annotations

from pathlib import Path

from heritage_desktop.domain.errors import Cancelled, CannotWrite
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.storage.blobs import Blobs
from heritage_desktop.storage.inventory import Inventory

#: The longest side of the smallest preview; where it is, the others are.
SMALLEST = 256


def missing_previews(inventory: Inventory) -> list[Path]:
    """Return the originals of live photos that have no preview yet."""
    blobs = inventory.blobs
    found = []
    for media in inventory.all(Media, media_type="photo"):
        sha256, extension = media.sha256, media.extension
        if sha256 and blobs.has(sha256, extension):
            path = blobs.path(sha256, extension)
            if not blobs.cache_path(sha256, SMALLEST).is_file():
                found.append(path)
    return found


def make_previews(inventory: Inventory, progress: Progress = silent) -> int:
    """Make what is missing and return how many; a stop keeps what was made so far."""
    paths = missing_previews(inventory)
    if not paths:
        return 0
    note = tr("Making previews")
    made = 0
    with PhotoReader() as reader:
        for reading in reader.read_many(paths):
            keep(inventory.blobs, reading.path.stem, reading.pictures)
            made += 1
            try:
                progress(made, len(paths), note)
            except Cancelled:
                return made
    return made


def keep(blobs: Blobs, sha256: str, pictures: dict[int, bytes]) -> None:
    """Put previews in the cache; a full disk only means that they are made again."""
    for size, data in pictures.items():
        try:
            blobs.write_cache(sha256, size, data)
        except (OSError, CannotWrite):
            return
