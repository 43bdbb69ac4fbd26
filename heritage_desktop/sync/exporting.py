# SPDX-License-Identifier: Apache-2.0
"""One inventory to one bundle: all its history, and the originals it shows or has in the trash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import InventorySettings
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.bundle_writer import BundleReport, write_bundle
from heritage_desktop.sync.info import BundleInfo


@dataclass(frozen=True, slots=True)
class Gathered:
    """The originals to send, and the names of those that are not on this computer."""

    media: dict[str, Path] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


def gather_media(inventory: Inventory) -> Gathered:
    """Find the originals of all photos and recordings, live or in the trash.

    An original that is not here does not stop the bundle: it may never have been sent to us.
    """
    media: dict[str, Path] = {}
    absent = []
    for record in _media_records(inventory):
        if record.sha256 is None or record.sha256 in media:
            continue
        path = inventory.blobs.path(record.sha256, record.extension)
        if path.is_file():
            media[record.sha256] = path
        else:
            absent.append(record.original_name or record.sha256)
    return Gathered(media, tuple(sorted(absent)))


def _media_records(inventory: Inventory) -> Iterator[Media]:
    live = inventory.all(Media)
    yield from live
    shown = {record.id for record in live}
    mark = b'"t":"media"'
    for line in inventory.commit_lines():
        if mark not in line:
            continue
        for op in json.loads(line)["o"]:
            if op["t"] == "media" and op["e"] not in shown:
                shown.add(op["e"])
                record = inventory.get(Media, op["e"])
                if record is not None:
                    yield record


def export_bundle(
    inventory: Inventory,
    target: Path,
    progress: Progress = silent,
    *,
    counts: Mapping[str, int] | None = None,
) -> BundleReport:
    """Write the whole inventory into ``target``; raises MissingMedia or CannotWrite."""
    settings = inventory.get(InventorySettings, inventory.settings_id)
    info = BundleInfo(
        replica=inventory.replica,
        team=(settings.team if settings else None) or "",
        title=dict(settings.title) if settings else {},
    )
    gathered = gather_media(inventory)
    return write_bundle(
        target,
        lines=inventory.commit_lines(),
        media=gathered.media.items(),
        key=inventory.key,
        info=info,
        counts=counts or {},
        progress=progress,
    )
