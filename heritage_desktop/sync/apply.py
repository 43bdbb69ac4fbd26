# SPDX-License-Identifier: Apache-2.0
"""Merging a checked bundle: originals first, then all commits in one undoable step."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.storage import deliveries, journal
from heritage_desktop.storage.deliveries import Peer, Word
from heritage_desktop.storage.fsops import cannot_write
from heritage_desktop.storage.gaps import Fork, Gap
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync import layout
from heritage_desktop.sync.bundle_reader import Bundle, read_bundle, refusal
from heritage_desktop.sync.layout import BundleInfo

_EXTENSION = re.compile(r"[a-z0-9]{1,5}\Z")


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or with ``rehearsed`` would do."""

    info: BundleInfo
    rehearsed: bool
    added: int
    known: int
    new_records: dict[str, int] = field(default_factory=dict)
    changed_records: int = 0
    conflicts: int = 0
    trashed: int = 0
    media: int = 0
    gaps: tuple[Gap, ...] = ()
    forks: tuple[Fork, ...] = ()
    for_another: bool = False  # it leaves out what somebody else confirmed
    #: Consents that were taken back, bytes of the bundle, days (ISO) that were written on.
    withdrawn: int = 0
    bytes: int = 0
    days: tuple[str, ...] = ()


def merge_bundle(
    inventory: Inventory, path: Path, *, rehearse: bool = False, progress: Progress = silent
) -> MergeReport:
    """Merge ``path``; raises BadBundle and leaves the inventory as it was when anything is off."""
    bundle = read_bundle(path, progress)
    with inventory.reading() as connection:
        _check_leap(bundle, journal.latest(connection))
    extensions = _extensions(inventory, bundle)
    missing = [
        sha256
        for sha256 in sorted(bundle.media)
        if sha256 in extensions and not inventory.blobs.has(sha256, extensions[sha256])
    ]
    withdrawn, days = _told(inventory, bundle)
    staged: list[str] = []
    try:
        if not rehearse:
            for done, sha256 in enumerate(missing, 1):
                progress(done, len(missing), sha256[:12])
                staged.append(sha256)  # first: it may have its name although the disk failed after
                _stage(inventory, bundle, sha256, extensions[sha256])
        label = tr("Merge {title}", title=bundle.info.sender.team or bundle.info.sender.title)
        done_ = inventory.merge(bundle.commits, label, rehearse=rehearse)
    except BaseException:
        for sha256 in staged:
            inventory.blobs.remove(sha256, extensions[sha256])
        raise
    word = _word(bundle)
    if word is not None and not rehearse:
        deliveries.take(inventory, word)
    addressed = bundle.info.addressed
    return MergeReport(
        bundle.info, rehearse, done_.added, done_.known, dict(done_.new_records),
        done_.changed_records, done_.conflicts, done_.trashed, len(missing),
        done_.gaps, done_.forks, bool(addressed) and addressed != inventory.replica,
        withdrawn, sum(entry.size for entry in bundle.entries.values()), days,
    )  # fmt: skip


def _told(inventory: Inventory, bundle: Bundle) -> tuple[int, tuple[str, ...]]:
    """Return how many consents are taken back in what is new, and the days it was written on."""
    known = inventory.known_commits(commit.id for commit in bundle.commits)
    fresh = [commit for commit in bundle.commits if commit.id not in known]
    back = {
        op.record for commit in fresh for op in commit.ops
        if (op.type, op.field, op.value) == ("consent", "status", "withdrawn")
    }  # fmt: skip
    return len(back), tuple(sorted({commit.header.wall[:10] for commit in fresh}))


def _check_leap(bundle: Bundle, reached: int) -> None:
    """Refuse a count no teams can have come to: the next numbers would not fit any more."""
    for lamport in sorted(commit.header.lamport for commit in bundle.commits):
        if lamport - reached > layout.MAX_LEAP:
            raise refusal(bundle.path, tr("a record in it counts more edits than there can be"))
        reached = max(reached, lamport)


def _stage(inventory: Inventory, bundle: Bundle, sha256: str, extension: str) -> None:
    temporary = inventory.folder / "tmp" / new_id()
    try:
        with temporary.open("wb") as sink:
            for chunk in bundle.chunks(sha256):
                sink.write(chunk)
        inventory.blobs.add(temporary, sha256, extension)
    except OSError as error:
        raise cannot_write(temporary, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _word(bundle: Bundle) -> Word | None:
    """Return what a bundle proves: its sender holds what it carries, and lacks what it asks for."""
    info, sender = bundle.info, bundle.info.sender
    if sender.earlier is None:  # VHB 1.0: its reader could not tell what a delta leaves out
        return None
    peer = Peer(sender.replica, bundle.key, sender.team, sender.title, sender.office,
                sender.earlier, info.created[:25])  # fmt: skip
    commits = frozenset(commit.id for commit in bundle.commits)
    return Word(peer, commits, frozenset(bundle.media), info.want, sender.commits)


def _extensions(inventory: Inventory, bundle: Bundle) -> dict[str, str]:
    """Return the extension each original is stored under, from the media records' own fields.

    A delta may bring an original whose record came long before.
    """
    hashes: dict[str, str] = {}
    endings: dict[str, str] = {}
    for commit in bundle.commits:
        for op in commit.ops:
            if op.type == "media" and isinstance(op.value, str):
                if op.field == "sha256":
                    hashes[op.record] = op.value
                elif op.field == "extension" and _EXTENSION.match(op.value):
                    endings[op.record] = op.value
    told = {sha256: endings.get(record, "bin") for record, sha256 in hashes.items()}
    return {**deliveries.endings(inventory, bundle.media.keys() - told.keys()), **told}
