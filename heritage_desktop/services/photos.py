# SPDX-License-Identifier: Apache-2.0
"""Bringing photos and recordings in: originals first, then one step that can be undone.

Nothing is locked while files are read; the records are written at the end in one change (at most
500 files each), so typing goes on meanwhile. Whoever stops an import keeps what was read so far.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.domain.item import Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.media.sniff import HEAD_BYTES, media_type, sniff
from heritage_desktop.media.worker import PhotoReader, Reading
from heritage_desktop.services import items, previews
from heritage_desktop.services.photo_records import legible, media_record, new_item, paired
from heritage_desktop.services.previews import SMALLEST
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

TRAY, NEW = "tray", "new"
ONE_STEP = 500
_ACCEPTED = frozenset({"photo", "audio", "video", "document"})
FACTS = (
    "taken_local", "utc_offset", "offset_method", "lat", "lon", "alt_m", "direction",
    "accuracy_m", "orientation", "width", "height", "make", "model",
)  # fmt: skip
Seen = Callable[["ImportedFile"], None]
_IGNORED = frozenset({"thumbs.db", "desktop.ini"})
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file: status is added, duplicate or refused."""

    path: Path
    status: str
    reason: str = ""
    sha256: str | None = None
    facts: PhotoFacts = field(default_factory=PhotoFacts)
    media_id: str | None = None
    thumbnail: bytes | None = None
    item_id: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the documented shape of ``import-photos --json``."""
        made: dict[str, object] = {
            "path": legible(str(self.path)), "status": self.status, "reason": self.reason,
            "sha256": self.sha256, "media": self.media_id, "item": self.item_id,
        }  # fmt: skip
        made.update({name: getattr(self.facts, name) for name in FACTS})
        made["findings"] = [{"code": one.code, "text": one.text} for one in self.facts.findings]
        return made


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all the files, in the order they were found.

    ``gone`` is the folder or card that was taken away while it was read; what was read is in.
    """

    files: tuple[ImportedFile, ...] = ()
    gone: Path | None = None

    def count(self, status: str) -> int:
        """Return how many files ended as 'added', 'duplicate' or 'refused'."""
        return sum(file.status == status for file in self.files)


@dataclass(slots=True)
class _Run:
    """One import under way."""

    inventory: Inventory
    total: int
    progress: Progress
    seen: Seen
    roots: list[Path]  # folders that were named, for noticing that a card was taken out
    known: dict[str, str]  # sha256 -> media id, of the inventory and of this run
    gone: Path | None = None
    files: list[ImportedFile] = field(default_factory=list)
    fresh: list[tuple[int, Media]] = field(default_factory=list)  # safe, not yet recorded
    adopted: list[Path] = field(default_factory=list)


def import_photos(
    inventory: Inventory,
    paths: Iterable[Path],
    *,
    target: str = TRAY,
    village: str | None = None,
    progress: Progress = silent,
    seen: Seen | None = None,
) -> ImportReport:
    """Import files and folders; ``target`` is 'tray', 'new' or the id of a record.

    One bad file never stops the others: it is stored with findings if it is a known kind of
    media, and refused with a reason if not. ``Cancelled`` leaves what was read so far imported,
    and so does a card that is taken out. ``seen`` is told of every file as soon as it was read.
    Raises HeritageError when the target is unknown, CannotWrite when the disk refuses.
    """
    if target not in (TRAY, NEW) and queries.entity_of(inventory, target) is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=target))
    named = list(paths)
    found = gathered(named)
    home = village or items.only_village(inventory)
    roots = list(dict.fromkeys(path if path.is_dir() else path.parent for path in named))
    roots = [folder for folder in roots if _there(folder)]
    run = _Run(inventory, len(found), progress, seen or _unseen, roots, _known(inventory))
    if not found:
        return ImportReport()
    inventory.blobs.sweep()
    with PhotoReader(staging=inventory.blobs.staging, known=run.known) as reader:
        try:
            for reading in reader.read_many(found):
                _take(run, reading)
                if run.gone is not None:
                    break
                if len(run.files) % ONE_STEP == 0:
                    _record(run, target, home)
        except Cancelled:
            _record(run, target, home)
            raise
        _record(run, target, home)
    return ImportReport(tuple(run.files), run.gone)


def _unseen(_file: ImportedFile) -> None:
    """Tell nobody."""


def preview_photos(
    inventory: Inventory,
    paths: Iterable[Path],
    progress: Progress = silent,
    seen: Seen | None = None,
) -> list[ImportedFile]:
    """Say what an import would do with each file, storing nothing; thumbnails are small JPEGs.

    ``seen`` is told of every file as soon as it was read; the list then holds no thumbnails,
    which of 5,000 files would be 75 MB.
    """
    found = gathered(paths)
    known = _known(inventory)
    made: list[ImportedFile] = []
    if not found:
        return made
    with PhotoReader(hashed=True, known=known, sizes=(SMALLEST,)) as reader:
        for done, reading in enumerate(reader.read_many(found)):
            progress(done, len(found), reading.path.name)
            one = _judged(reading, known)
            if one.status == "added" and one.sha256:
                known[one.sha256] = ""
            shown = replace(one, thumbnail=reading.pictures.get(SMALLEST))
            made.append(shown if seen is None else one)
            if seen is not None:
                seen(shown)
    progress(len(found), len(found))
    return made


def _judged(reading: Reading, known: Mapping[str, str]) -> ImportedFile:
    path, sha256 = reading.path, reading.sha256
    if sha256 is None:
        return _refused(path, _unread(reading))
    if sha256 in known:
        return _duplicate(path, sha256, known[sha256], reading.facts)
    facts, why = _accepted(path, reading.facts)
    if why:
        return _refused(path, why, sha256, facts)
    return ImportedFile(path, "added", "", sha256, facts)


def _unread(reading: Reading) -> str:
    if reading.facts.findings:
        return tr("reading it took too long; copy it to this computer and try again")
    return tr("the file cannot be opened")


def gathered(paths: Iterable[Path]) -> list[Path]:
    """Return the files named and those in the folders named, hidden ones left out, 2 before 10."""
    found: list[Path] = []
    for path in paths:
        found += _walked(path) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _walked(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted((n for n in folders if not n.startswith(".")), key=_natural)
        for name in sorted(names, key=_natural):
            if not name.startswith(".") and name.lower() not in _IGNORED:
                yield Path(here) / name


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = _DIGITS.split(name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _known(inventory: Inventory) -> dict[str, str]:
    return {media.sha256: media.id for media in inventory.all(Media) if media.sha256}


def _take(run: _Run, reading: Reading) -> None:
    """Judge one file and keep it; whatever happens, no copy is left without a name."""
    try:
        run.progress(len(run.files), run.total, reading.path.name)
        one = _judged(reading, run.known)
        if one.status == "refused" and _taken_out(run, reading.path):
            return
        run.files.append(one)
        if one.status == "added" and reading.staged is not None:
            _keep(run, reading, one)
        run.seen(replace(run.files[-1], thumbnail=reading.pictures.get(SMALLEST)))
    finally:
        if reading.staged is not None:
            reading.staged.unlink(missing_ok=True)


def card_gone(report: ImportReport) -> str:
    """Return the sentence about a card that was taken out, '' when it stayed."""
    if report.gone is None:
        return ""
    return tr("{name} is no longer there. What was read is in; put it back and import again for "
              "the rest.", name=legible(report.gone.name or str(report.gone)))  # fmt: skip


def _taken_out(run: _Run, path: Path) -> bool:
    """Tell whether the folder a file came from went away: a card pulled out, a phone unplugged."""
    if _there(path):
        return False
    inside = [root for root in run.roots if path.is_relative_to(root)]
    run.gone = next((one for one in inside if not (_there(one) and _there(path.parent))), None)
    return run.gone is not None


def _there(path: Path) -> bool:
    """Tell whether a path is there; a card that is torn out makes even the question fail."""
    try:
        return path.exists()
    except OSError:
        return False


def _keep(run: _Run, reading: Reading, one: ImportedFile) -> None:
    """Name the copy and its previews; the record follows in one change with the others."""
    assert reading.staged is not None
    assert reading.sha256 is not None
    blobs = run.inventory.blobs
    run.adopted.append(blobs.adopt(reading.staged, reading.sha256, one.facts.extension))
    previews.keep(blobs, reading.sha256, reading.pictures)
    record = media_record(reading.path, reading.sha256, reading.size, one.facts)
    run.known[reading.sha256] = record.id
    run.fresh.append((len(run.files) - 1, record))
    run.files[-1] = replace(one, media_id=record.id)


def _accepted(path: Path, facts: PhotoFacts) -> tuple[PhotoFacts, str]:
    """Return the facts, completed by the first bytes where reading failed, and why not."""
    unknown = tr("it is no photo, recording or document the program knows")
    if path.suffix.casefold() == ".gpx":
        unknown = tr("it is a GPS track; “Clocks and places” places photos by it")
    if facts.mime is None:
        try:
            with path.open("rb") as handle:
                head = handle.read(HEAD_BYTES)
        except OSError:
            return facts, tr("the file cannot be opened")
        if not head:
            return facts, tr("the file is empty")
        kind = sniff(head, path.name)
        if kind is None:
            return facts, unknown
        mime, extension = kind
        facts = replace(facts, mime=mime, extension=extension, media_type=media_type(mime))
    return facts, "" if facts.media_type in _ACCEPTED else unknown


def _record(run: _Run, target: str, village: str | None) -> None:
    """Write the records of everything read since the last step, in one change."""
    fresh, run.fresh = run.fresh, []
    run.inventory.blobs.settle(run.adopted)
    run.adopted.clear()
    records = paired(run.inventory, [(run.files[at].path, one) for at, one in fresh])
    pictures = [one for one in records if one.twin is None]
    again = {
        file.media_id for file in run.files if file.status == "duplicate" and file.media_id
    } - {one.id for one in records}
    if not fresh and not (again and target not in (TRAY, NEW)):
        return
    label = ntr("Import {n} photo", "Import {n} photos", len(fresh))
    with run.inventory.change(label) as change:
        for (at, _), one in zip(fresh, records, strict=True):
            change.add(one)
            if target == NEW and one.twin is None:
                item = new_item(run.inventory, change, one, village)
                run.files[at] = replace(run.files[at], item_id=item)
        if target not in (TRAY, NEW):
            _attach(run, change, target, pictures, sorted(again))


def _attach(run: _Run, change: Change, target: str, fresh: list[Media], again: list[str]) -> None:
    """Attach the new photos and those that were here already under another record."""
    links = run.inventory.all(MediaLink, target=target)
    there = {link.media for link in links}
    order = max((link.order or 0 for link in links), default=0)
    older = [run.inventory.get(Media, one) for one in again if one not in there]
    media = [*fresh, *(one for one in older if one is not None)]
    for number, one in enumerate(media, order + 1):
        change.add(items.link_to(target, one.id, number, cover=not links and number == 1))
    placed = next((one.position for one in media if one.position), None)
    if placed is not None and queries.entity_of(run.inventory, target) == "item":
        places = run.inventory.all(Location, item=target)
        if not any(place.position for place in places):
            items.add_place(change, target, placed, "exif")


def _refused(
    path: Path, why: str, sha256: str | None = None, facts: PhotoFacts | None = None
) -> ImportedFile:
    if not _there(path):
        why = tr("the file is not there")
    name = legible(path.name)
    reason = tr("{name}: {why}; it was left out.", name=name, why=why)
    return ImportedFile(path, "refused", reason, sha256, facts or PhotoFacts())


def _duplicate(
    path: Path, sha256: str, media: str, facts: PhotoFacts | None = None
) -> ImportedFile:
    reason = tr("{name}: the very same photo is already here.", name=legible(path.name))
    return ImportedFile(
        path, "duplicate", reason, sha256, facts or PhotoFacts(), media_id=media or None
    )
