# SPDX-License-Identifier: Apache-2.0
"""Bringing photos and recordings in: originals first, then one step that can be undone.

Nothing is locked while files are read; the records are written at the end in one change (at most
500 files each), so typing goes on meanwhile. Whoever stops an import keeps what was read so far.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.domain.fields import SHORT_TEXT_LIMIT
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.media.sniff import HEAD_BYTES, media_type, sniff
from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.services import items, previews
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

TRAY, NEW = "tray", "new"
ONE_STEP = 500
BATCH = 25
#: Decoders hand these out upright already, whatever their EXIF orientation says.
UPRIGHT = frozenset({"image/heic", "image/heif", "image/avif"})
_ACCEPTED = frozenset({"photo", "audio", "video", "document"})
FACTS = (
    "taken_local", "utc_offset", "lat", "lon", "alt_m", "direction", "accuracy_m", "width",
    "height", "make", "model",
)  # fmt: skip
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
            "path": _legible(str(self.path)), "status": self.status, "reason": self.reason,
            "sha256": self.sha256, "media": self.media_id, "item": self.item_id,
        }  # fmt: skip
        made.update({name: getattr(self.facts, name) for name in FACTS})
        made["findings"] = [{"code": one.code, "text": one.text} for one in self.facts.findings]
        return made


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all the files, in the order they were found."""

    files: tuple[ImportedFile, ...] = ()

    def count(self, status: str) -> int:
        """Return how many files ended as 'added', 'duplicate' or 'refused'."""
        return sum(file.status == status for file in self.files)


@dataclass(slots=True)
class _Read:
    """A new file whose original is safe in the media folder."""

    record: Media
    index: int


@dataclass(slots=True)
class _Run:
    """One import under way."""

    inventory: Inventory
    total: int
    progress: Progress
    known: dict[str, str]  # sha256 -> media id, of the inventory and of this run
    files: list[ImportedFile] = field(default_factory=list)
    read: list[_Read] = field(default_factory=list)


def import_photos(
    inventory: Inventory,
    paths: Iterable[Path],
    *,
    target: str = TRAY,
    village: str | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Import files and folders; ``target`` is 'tray', 'new' or the id of a record.

    One bad file never stops the others: it is stored with findings if it is a known kind of
    media, and refused with a reason if not. ``Cancelled`` leaves what was read so far imported.
    Raises HeritageError when the target is unknown, CannotWrite when the disk refuses.
    """
    if target not in (TRAY, NEW) and queries.entity_of(inventory, target) is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=target))
    found = gathered(paths)
    home = village or items.only_village(inventory)
    run = _Run(inventory, len(found), progress, _known(inventory))
    with PhotoReader() if found else _nothing() as reader:
        for start in range(0, len(found), ONE_STEP):
            try:
                _read_all(run, found[start : start + ONE_STEP], reader)
            except Cancelled:
                _record(run, target, home)
                raise
            _record(run, target, home)
    return ImportReport(tuple(run.files))


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def preview_photos(
    inventory: Inventory, paths: Iterable[Path], progress: Progress = silent
) -> list[ImportedFile]:
    """Say what an import would do with each file, storing nothing; thumbnails are small JPEGs."""
    found = gathered(paths)
    known = _known(inventory)
    made: list[ImportedFile] = []
    with PhotoReader() if found else _nothing() as reader:
        readings = reader.read_many(found) if reader is not None else iter(())
        for done, (path, facts, pictures) in enumerate(readings):
            progress(done, len(found), path.name)
            one = _judged(path, _sha256(path), facts, known)
            if one.status == "added" and one.sha256:
                known[one.sha256] = ""
            made.append(replace(one, thumbnail=pictures[min(pictures)] if pictures else None))
    progress(len(found), len(found))
    return made


def _judged(
    path: Path, sha256: str | None, facts: PhotoFacts, known: Mapping[str, str]
) -> ImportedFile:
    if sha256 is None:
        return _refused(path, tr("the file cannot be opened"))
    if sha256 in known:
        return _duplicate(path, sha256, known[sha256], facts)
    facts, why = _accepted(path, facts)
    if why:
        return _refused(path, why, sha256, facts)
    return ImportedFile(path, "added", "", sha256, facts)


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


def _read_all(run: _Run, paths: Sequence[Path], reader: PhotoReader | None) -> None:
    """Read one step's worth of files, hashing the next batch while this one is decoded."""
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    with ThreadPoolExecutor(1, "import-hash") as pool:
        waiting: Future[list[str | None]] | None = pool.submit(_hashes, batches[0])
        for number, batch in enumerate(batches):
            assert waiting is not None
            hashes = waiting.result()
            more = number + 1 < len(batches)
            waiting = pool.submit(_hashes, batches[number + 1]) if more else None
            _read_batch(run, list(zip(batch, hashes, strict=True)), reader)


def _hashes(paths: Sequence[Path]) -> list[str | None]:
    return [_sha256(path) for path in paths]


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return None


def _read_batch(
    run: _Run, batch: Sequence[tuple[Path, str | None]], reader: PhotoReader | None
) -> None:
    first: set[str] = set()
    new = []
    for path, sha256 in batch:
        if sha256 and sha256 not in run.known and sha256 not in first:
            first.add(sha256)
            new.append(path)
    readings = reader.read_many(new) if reader is not None and new else iter(())
    for path, sha256 in batch:
        run.progress(len(run.files), run.total, path.name)
        if sha256 is None:
            run.files.append(_refused(path, tr("the file cannot be opened")))
        elif sha256 in run.known:
            run.files.append(_duplicate(path, sha256, run.known[sha256]))
        elif sha256 not in first:  # refused a moment ago under another name
            run.files.append(_same_again(run, path, sha256))
        else:
            first.discard(sha256)
            read, facts, pictures = next(readings)
            assert read == path
            _keep(run, path, sha256, facts, pictures)


def _same_again(run: _Run, path: Path, sha256: str) -> ImportedFile:
    earlier = next(file for file in reversed(run.files) if file.sha256 == sha256)
    _, why = _accepted(path, earlier.facts)
    return _refused(path, why, sha256, earlier.facts)


def _keep(
    run: _Run, path: Path, sha256: str, facts: PhotoFacts, pictures: dict[int, bytes]
) -> None:
    """Store the original and its previews; the record follows in one change with the others."""
    one = _judged(path, sha256, facts, {})
    if one.status == "added":
        blobs = run.inventory.blobs
        blobs.add(path, sha256, one.facts.extension)
        previews.keep(blobs, sha256, pictures)
        record = _media(path, sha256, one.facts)
        run.known[sha256] = record.id
        run.read.append(_Read(record, len(run.files)))
        one = replace(one, media_id=record.id)
    run.files.append(one)


def _accepted(path: Path, facts: PhotoFacts) -> tuple[PhotoFacts, str]:
    """Return the facts, completed by the first bytes where reading failed, and why not."""
    unknown = tr("it is no photo, recording or document the program knows")
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


def _media(path: Path, sha256: str, facts: PhotoFacts) -> Media:
    codes = "; ".join(finding.code for finding in facts.findings)
    return Media(
        id=new_id(),
        sha256=sha256,
        extension=facts.extension,
        mime=facts.mime,
        media_type=facts.media_type,
        original_name=_legible(path.name),
        bytes=path.stat().st_size,
        width=facts.width,
        height=facts.height,
        orientation=1 if facts.mime in UPRIGHT else facts.orientation,
        taken=_moment(facts),
        position=_position(facts),
        direction=None if facts.direction is None else f"{facts.direction:.2f}",
        make=facts.make,
        model=facts.model,
        findings=codes[:SHORT_TEXT_LIMIT] or None,
    )


def _moment(facts: PhotoFacts) -> Moment | None:
    if not facts.taken_local:
        return None
    try:
        return Moment(facts.taken_local, facts.utc_offset, facts.offset_method or "exif")
    except ValueError:
        return None


def _position(facts: PhotoFacts) -> Position | None:
    if facts.lat is None or facts.lon is None:
        return None
    return Position(facts.lat, facts.lon, facts.accuracy_m, facts.alt_m, source="exif")


def _record(run: _Run, target: str, village: str | None) -> None:
    """Write the records of everything read since the last step, in one change."""
    fresh, run.read = run.read, []
    again = {
        file.media_id for file in run.files if file.status == "duplicate" and file.media_id
    } - {one.record.id for one in fresh}
    if not fresh and not (again and target not in (TRAY, NEW)):
        return
    label = ntr("Import {n} photo", "Import {n} photos", len(fresh))
    with run.inventory.change(label) as change:
        for one in fresh:
            change.add(one.record)
            if target == NEW:
                item = _new_item(run.inventory, change, one.record, village)
                run.files[one.index] = replace(run.files[one.index], item_id=item)
        if target not in (TRAY, NEW):
            _attach(run, change, target, [one.record for one in fresh], sorted(again))


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


def _new_item(inventory: Inventory, change: Change, media: Media, village: str | None) -> str:
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


def _refused(
    path: Path, why: str, sha256: str | None = None, facts: PhotoFacts | None = None
) -> ImportedFile:
    if not path.exists():
        why = tr("the file is not there")
    name = _legible(path.name)
    reason = tr("{name}: {why}; it was left out.", name=name, why=why)
    return ImportedFile(path, "refused", reason, sha256, facts or PhotoFacts())


def _duplicate(
    path: Path, sha256: str, media: str, facts: PhotoFacts | None = None
) -> ImportedFile:
    reason = tr("{name}: the very same photo is already here.", name=_legible(path.name))
    return ImportedFile(
        path, "duplicate", reason, sha256, facts or PhotoFacts(), media_id=media or None
    )


def _legible(name: str) -> str:
    """Return a file name that any terminal and JSON reader can take, bytes of no encoding too."""
    return os.fsencode(name).decode("utf-8", "replace")
