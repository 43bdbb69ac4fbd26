# SPDX-License-Identifier: Apache-2.0
"""Bundles: one file that carries a whole inventory to the county office and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from heritage_desktop.domain.commits import Commit
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.services.previews import make_previews
from heritage_desktop.storage import handouts, queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync import apply
from heritage_desktop.sync.apply import MergeReport
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.bundle_writer import BundleReport, write_bundle
from heritage_desktop.sync.layout import BundleInfo, Sender

__all__ = [
    "BundleReport", "MergeReport", "export_bundle", "inspect_bundle", "merge_bundle",
    "suggested_name", "verify_bundle",
]  # fmt: skip


def export_bundle(inventory: Inventory, target: Path, progress: Progress = silent) -> BundleReport:
    """Write everything the inventory holds to one new file, and read it back to be sure.

    An original that is lost here does not keep the rest from travelling; ``check`` names it.
    Raises CannotWrite when the file exists or the disk refuses.
    """
    commits = list(inventory.commits())
    progress(0, 0, tr("Gathering originals"))
    report = write_bundle(
        target,
        lines=[commit.line() for commit in commits],
        commit_ids=[commit.id for commit in commits],
        media=_originals(inventory, commits),
        key=inventory.key,
        sender=_sender(inventory),
        counts={
            "items": len(inventory.all(Item)),
            "villages": len(inventory.all(Village)),
        },
        progress=progress,
    )
    spoken = {op.record for commit in commits for op in commit.ops}
    handouts.note(inventory, "bundle", target.name, "county", spoken)
    return report


def _originals(inventory: Inventory, commits: Iterable[Commit]) -> Mapping[str, Path]:
    """Return the originals of the photos that are here or in the trash; undone imports stay."""
    known = {media.id: media for media in inventory.all(Media)}
    spoken = {op.record for commit in commits for op in commit.ops if op.type == Media.entity}
    found = {}
    for one in sorted(spoken):
        media = known.get(one) or inventory.get(Media, one)
        if media is None or media.sha256 is None:
            continue
        if inventory.blobs.has(media.sha256, media.extension):
            found[media.sha256] = inventory.blobs.path(media.sha256, media.extension)
    return found


def _sender(inventory: Inventory) -> Sender:
    settings = inventory.get(InventorySettings, inventory.settings_id)
    return Sender(
        inventory.replica,
        inventory.key_id,
        (settings.team if settings else None) or "",
        queries.localised(settings.title) if settings else "",
    )


def suggested_name(inventory: Inventory, day: str) -> str:
    """Return a file name that tells the team and the day, but no village."""
    settings = inventory.get(InventorySettings, inventory.settings_id)
    team = (settings.team if settings else None) or inventory.replica[:6]
    safe = "".join(ch for ch in team if ch.isalnum() or ch in "-_") or "team"
    return f"{safe}-{day}.vhb"


def merge_bundle(
    inventory: Inventory, path: Path, *, rehearse: bool = False, progress: Progress = silent
) -> MergeReport:
    """Merge as one undoable step, and make the previews of what came; raises BadBundle."""
    report = apply.merge_bundle(inventory, path, rehearse=rehearse, progress=progress)
    if not rehearse:
        make_previews(inventory, progress)
    return report


def verify_bundle(path: Path, progress: Progress = silent) -> BundleInfo:
    """Check every byte; raises BadBundle."""
    return read_bundle(path, progress).info


def inspect_bundle(path: Path, progress: Progress = silent) -> dict[str, object]:
    """Return what a checked bundle carries, as the documented JSON shape; raises BadBundle."""
    bundle = read_bundle(path, progress)
    info = bundle.info
    return {
        "id": info.id, "created": info.created, "team": info.sender.team,
        "title": info.sender.title, "key": bundle.key, "counts": info.counts,
        "commits": len(bundle.commits), "media": len(bundle.media),
        "media_bytes": sum(bundle.media.values()),
    }  # fmt: skip
