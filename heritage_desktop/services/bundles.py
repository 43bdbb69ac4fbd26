# SPDX-License-Identifier: Apache-2.0
"""Bundles out and in."""

from __future__ import annotations

from pathlib import Path

from heritage_desktop.domain.commits import parse_line
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.apply import merge_bundle
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.bundle_writer import BundleReport, write_bundle
from heritage_desktop.sync.layout import BundleInfo, Sender

__all__ = ["export_bundle", "inspect_bundle", "merge_bundle", "verify_bundle"]


def export_bundle(inventory: Inventory, target: Path, progress: Progress = silent) -> BundleReport:
    """Write everything the inventory holds; the originals of trashed photos travel as well."""
    lines = list(inventory.commit_lines())
    ids = [parse_line(line).id for line in lines]
    media = {
        one.sha256: inventory.blobs.path(one.sha256, one.extension)
        for one in inventory.all(Media)
        if one.sha256
    }
    settings = inventory.get(InventorySettings, inventory.settings_id)
    sender = Sender(
        inventory.replica, inventory.key_id, (settings.team if settings else "") or "",
        queries.localised(settings.title, "zh_CN") if settings else "",
    )  # fmt: skip
    counts = {"items": len(inventory.all(Item)), "villages": len(inventory.all(Village))}
    return write_bundle(target, lines=lines, commit_ids=ids, media=media, key=inventory.key,
                        sender=sender, counts=counts, progress=progress)  # fmt: skip


def verify_bundle(path: Path, progress: Progress = silent) -> BundleInfo:
    """Check every byte; raises BadBundle."""
    return read_bundle(path, progress).info


def inspect_bundle(path: Path, progress: Progress = silent) -> dict[str, object]:
    """Return what a checked bundle carries, as the documented JSON shape."""
    bundle = read_bundle(path, progress)
    return {
        "id": bundle.info.id, "created": bundle.info.created, "team": bundle.info.sender.team,
        "title": bundle.info.sender.title, "key": bundle.key, "counts": bundle.info.counts,
        "commits": len(bundle.commits), "media": len(bundle.media),
        "media_bytes": sum(bundle.media.values()),
    }  # fmt: skip
