# SPDX-License-Identifier: Apache-2.0
"""Merges a bundle into an inventory: verified first, originals stored next, history added last."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heritage_desktop.domain.commits import Commit
from heritage_desktop.domain.errors import BadBundle, CannotWrite, HeritageError, MissingMedia
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.bundle_reader import Bundle, read_bundle
from heritage_desktop.sync.info import BundleInfo

MERGE_LABEL = "Merge bundle"
MAX_LAMPORT_JUMP = 10_000_000
_IN_MEMORY = 64 << 20
_SPARE = 200_000_000

Name = tuple[str, str | None]  # (sha256, extension) of an original


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or with ``rehearsed`` would do."""

    path: Path
    info: BundleInfo
    rehearsed: bool
    added: int = 0
    known: int = 0
    new_records: Mapping[str, int] = field(default_factory=dict)
    changed_records: int = 0
    trashed: int = 0
    conflicts: int = 0
    media_added: int = 0
    media_missing: int = 0


def merge_bundle(
    inventory: Inventory, path: Path, *, rehearse: bool = False, progress: Progress = silent
) -> MergeReport:
    """Take in what a bundle holds and this inventory does not; one step for undo.

    Raises BadBundle, CannotWrite or MissingMedia; the inventory is then as it was.
    """
    bundle = read_bundle(path, progress)
    _check_lamport(inventory, bundle)
    names = _names(inventory, bundle.commits)
    carried = {sha256 for sha256, _ in bundle.media}
    absent = {name for name in names if not inventory.blobs.has(*name)}
    wanted = sorted((name for name in absent if name[0] in carried), key=_order)
    staged: list[Name] = []
    try:
        if not rehearse:
            _require_space(inventory, bundle, wanted)
            _stage(inventory, bundle, wanted, staged, progress)
        done = inventory.merge(bundle.commits, MERGE_LABEL, rehearse=rehearse)
    except BaseException:
        _unstage(inventory, staged)
        raise
    return MergeReport(
        path=bundle.path, info=bundle.info, rehearsed=rehearse, added=done.added, known=done.known,
        new_records=dict(done.new_records), changed_records=done.changed_records,
        trashed=done.trashed, conflicts=done.conflicts,
        media_added=len({sha256 for sha256, _ in wanted}),
        media_missing=len({sha256 for sha256, _ in absent} - carried),
    )  # fmt: skip


def _check_lamport(inventory: Inventory, bundle: Bundle) -> None:
    """Refuse times so far ahead that they would use up the numbers there are."""
    with inventory.reading() as connection:
        next_time: int = next(inventory.stamp(connection))["lamport"]
    newest = max((commit.header.lamport for commit in bundle.commits), default=0)
    if newest > next_time + MAX_LAMPORT_JUMP:
        raise BadBundle(
            f"{bundle.path.name} cannot be used: its history counts impossibly far ahead; "
            "ask for a new one."
        )


def _names(inventory: Inventory, commits: Iterable[Commit]) -> set[Name]:
    """Return under which names the originals the commits speak of will be looked for."""
    hashes: dict[str, set[str]] = {}
    newest: dict[str, tuple[int, str, str | None]] = {}
    for commit in commits:
        for index, op in enumerate(commit.ops):
            if op.type != "media" or not isinstance(op.value, str):
                continue
            if op.field == "sha256":
                hashes.setdefault(op.record, set()).add(op.value)
            elif op.field == "extension":
                mine = (commit.header.lamport, commit.op_id(index), op.value)
                newest[op.record] = max(newest.get(op.record, (-1, "", None)), mine)
    names: set[Name] = set()
    for record in hashes.keys() | newest.keys():
        mine, extensions = set(hashes.get(record, ())), set[str | None]()
        if record in newest:
            extensions.add(newest[record][2])
        stored = inventory.get(Media, record)
        if stored is not None and stored.sha256:
            mine.add(stored.sha256)
            extensions.add(stored.extension)
        names.update((sha256, extension) for sha256 in mine for extension in extensions or {None})
    return names


def _order(name: Name) -> tuple[str, str]:
    return name[0], name[1] or ""


def _require_space(inventory: Inventory, bundle: Bundle, wanted: Iterable[Name]) -> None:
    sizes = dict(bundle.media)
    need = sum(sizes[sha256] for sha256, _ in wanted)
    free = shutil.disk_usage(inventory.folder).free
    if need and free < need + _SPARE:
        short = (need + _SPARE - free) // 1_000_000 + 1
        raise CannotWrite(
            f"{inventory.folder.name} has too little room for the photos of {bundle.path.name}; "
            f"free {short} MB and try again."
        )


def _stage(
    inventory: Inventory,
    bundle: Bundle,
    wanted: list[Name],
    staged: list[Name],
    progress: Progress,
) -> None:
    """Store the originals durably; each one is noted before it is written."""
    sizes = dict(bundle.media)
    for done, (sha256, extension) in enumerate(wanted, 1):
        staged.append((sha256, extension))
        if sizes[sha256] <= _IN_MEMORY:
            with _open(bundle, sha256) as stream:
                inventory.blobs.add(stream.read(), sha256, extension)
        else:
            _stage_large(inventory, bundle, sha256, extension)
        progress(done, len(wanted), sha256[:12])
