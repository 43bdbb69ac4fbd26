# SPDX-License-Identifier: Apache-2.0
"""Bundles: one file that carries a whole inventory to the county office and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from heritage_desktop.domain.commits import Commit, parse_line
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.services.previews import make_previews
from heritage_desktop.storage import deliveries, gaps, handouts, queries
from heritage_desktop.storage.gaps import Gap
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync import apply
from heritage_desktop.sync.apply import MergeReport
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.bundle_writer import BundleReport, write_bundle
from heritage_desktop.sync.layout import BundleInfo, Sender

__all__ = [
    "BundleReport", "MergeReport", "export_bundle", "inspect_bundle", "merge_bundle", "missing",
    "sender_of", "suggested_name", "verify_bundle",
]  # fmt: skip

#: How many gaps are told one by one.
TOLD = 5


def export_bundle(
    inventory: Inventory, target: Path, progress: Progress = silent, *, peer: str | None = None
) -> BundleReport:
    """Write everything, or all that ``peer`` (a replica) has not confirmed, and read it back.

    An original that is lost here does not keep the rest from travelling; ``check`` names it.
    Nothing counts as delivered by this. Raises CannotWrite when the file exists or the disk
    refuses.
    """
    commits = [parse_line(line) for line in deliveries.lines_for(inventory, peer)]
    progress(0, 0, tr("Gathering originals"))
    originals = _originals(inventory, peer)
    report = write_bundle(
        target,
        lines=[commit.line() for commit in commits],
        commit_ids=[commit.id for commit in commits],
        media=originals,
        key=inventory.key,
        sender=sender_of(inventory),
        counts=_counts(inventory, commits if peer else None),
        addressed=peer or "",
        want=gaps.wanted(inventory),
        progress=progress,
    )
    deliveries.note_carried(inventory, [*(commit.id for commit in commits), *originals])
    spoken = {op.record for commit in commits for op in commit.ops}
    if peer is not None:
        spoken |= {one.id for one in inventory.all(Media) if one.sha256 in originals}
    handouts.note(inventory, "bundle", target.name, "county", spoken)
    return report


def _counts(inventory: Inventory, commits: Iterable[Commit] | None) -> dict[str, int]:
    """Return how many items and villages there are, or are spoken of in ``commits``."""
    spoken = None if commits is None else {commit.header.root for commit in commits}
    return {
        name: len([one for one in inventory.all(entity) if spoken is None or one.id in spoken])
        for name, entity in (("items", Item), ("villages", Village))
    }


def _originals(inventory: Inventory, peer: str | None) -> Mapping[str, Path]:
    """Return the originals that are here, also of photos in the trash; undone imports stay."""
    named = deliveries.originals_for(inventory, peer)
    return {
        sha256: inventory.blobs.path(sha256, extension)
        for sha256, extension in named.items()
        if inventory.blobs.has(sha256, extension)
    }


def sender_of(inventory: Inventory) -> Sender:
    """Return how this inventory speaks of itself."""
    settings = inventory.get(InventorySettings, inventory.settings_id)
    return Sender(
        inventory.replica,
        inventory.key_id,
        (settings.team if settings else None) or "",
        queries.localised(settings.title) if settings else "",
        bool(settings and settings.office),
        deliveries.earlier(inventory),
        inventory.commit_count(),
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
        "commits": len(bundle.commits), "media": len(bundle.media), "for": info.addressed,
        "asks_for": len(info.want.commits) + len(info.want.media),
        "media_bytes": sum(bundle.media.values()),
    }  # fmt: skip


def missing(report: MergeReport) -> list[str]:
    """Say in plain words what never arrived, one sentence each; empty when all is there."""
    said = [_gap(one) for one in report.gaps[:TOLD]]
    if len(report.gaps) > TOLD:
        said.append(tr("{n} more gaps.", n=len(report.gaps) - TOLD))
    if said:
        said.append(tr("The next bundle or receipt from here asks for them."))
    for one in report.forks[:TOLD]:
        said.append(tr("Laptop {name} was copied or set back: several edits have the number {n}. "
                       "All are kept.", name=one.replica[:6], n=one.number))  # fmt: skip
    if report.for_another:
        said.append(tr("This bundle leaves out what another inventory, or an earlier copy of this "
                       "one, confirmed. Give its maker a receipt; the next one fits."))  # fmt: skip
    return said


def _gap(gap: Gap) -> str:
    name = f"{gap.author} ({gap.replica[:6]})" if gap.author else gap.replica[:6]
    if gap.first >= gap.last:
        return tr("Laptop {name}: edit {first} never arrived.", name=name, first=gap.last)
    return tr("Laptop {name}: edits {first}–{last} never arrived.", name=name, first=gap.first,
              last=gap.last)  # fmt: skip
