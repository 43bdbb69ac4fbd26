# SPDX-License-Identifier: Apache-2.0
"""Photos and recordings in: read apart, stored durably, then named by a record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.media.facts import PhotoFacts
from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.services import items
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

REFUSED = {"empty", "unknown"}
FIELDS = (
    "taken_local", "utc_offset", "lat", "lon", "alt_m", "direction", "accuracy_m", "width",
    "height", "make", "model",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file: status is added, duplicate or refused."""

    path: Path
    status: str
    reason: str
    sha256: str | None
    facts: PhotoFacts
    media_id: str | None = None
    thumbnail: bytes | None = None

    def to_json(self) -> dict[str, object]:
        """Return the documented shape of ``import-photos --json``."""
        made: dict[str, object] = {
            "path": str(self.path), "status": self.status, "reason": self.reason,
            "sha256": self.sha256,
        }  # fmt: skip
        made.update({name: getattr(self.facts, name) for name in FIELDS})
        made["findings"] = [{"code": f.code, "text": f.text} for f in self.facts.findings]
        return made


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one import, in the order they were read."""

    files: tuple[ImportedFile, ...]

    def count(self, status: str) -> int:
        """Return how many files ended so."""
        return sum(one.status == status for one in self.files)


def walk(paths: Iterable[Path]) -> list[Path]:
    """Return the files named or inside the folders named, hidden ones left out, in natural order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        kept = [p for p in inside if p.is_file() and not p.name.startswith(".")]
        found.update(dict.fromkeys(sorted(kept, key=_natural)))
    return list(found)


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", str(path).casefold())
    return [(1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts]


def preview_photos(
    inventory: Inventory, paths: Iterable[Path], progress: Progress = silent
) -> list[ImportedFile]:
    """Read files without storing anything; the thumbnails are 256 pixels."""
    files = walk(paths)
    known = _known(inventory)
    made = []
    for done, (one, pictures) in enumerate(_readings(files, known), 1):
        progress(done, len(files), one.path.name)
        made.append(_with(one, None, pictures.get(256)))
    return made


def import_photos(
    inventory: Inventory,
    paths: Iterable[Path],
    *,
    target: str = "tray",
    village: str | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Bring files in as one undoable step; ``target`` is tray, new (an item each) or an item's id.

    Cancelling stores no record; originals copied by then are swept later as unnamed.
    """
    files = walk(paths)
    known = _known(inventory)
    report: list[ImportedFile] = []
    added: list[ImportedFile] = []
    with inventory.change(tr("Import photos")) as change:
        for done, (one, pictures) in enumerate(_readings(files, known), 1):
            progress(done, len(files), one.path.name)
            if one.status == "added":
                one = _store(inventory, change, one, pictures)
                added.append(one)
            elif one.status == "duplicate" and target not in ("tray", "new"):
                added.append(one)
            report.append(one)
        _assign(inventory, change, added, target, village)
    return ImportReport(tuple(report))


def _known(inventory: Inventory) -> dict[str, str]:
    return {media.sha256: media.id for media in inventory.all(Media) if media.sha256}


def _readings(
    files: Sequence[Path], known: dict[str, str]
) -> Iterator[tuple[ImportedFile, dict[int, bytes]]]:
    seen = dict(known)
    with PhotoReader() as reader:
        for path, facts, pictures in reader.read_many(files):
            one = _judge(path, facts, seen)
            if one.sha256 and one.status == "added":
                seen[one.sha256] = ""
            yield one, pictures


def _judge(path: Path, facts: PhotoFacts, seen: dict[str, str]) -> ImportedFile:
    refused = [f for f in facts.findings if f.code in REFUSED]
    if refused or facts.mime is None:
        why = (refused or facts.findings)[0].text
        reason = tr("{name}: {why}; it was left out.", name=path.name, why=why)
        return ImportedFile(path, "refused", reason, None, facts)
    try:
        with path.open("rb") as handle:
            name = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        reason = tr("{name}: cannot be read ({why}); copy it again.",
                    name=path.name, why=error.strerror or "")  # fmt: skip
        return ImportedFile(path, "refused", reason, None, facts)
    if name in seen:
        reason = tr("{name}: these very bytes are here already.", name=path.name)
        return ImportedFile(path, "duplicate", reason, name, facts, seen[name] or None)
    return ImportedFile(path, "added", "", name, facts)


def _with(one: ImportedFile, media: str | None, thumbnail: bytes | None) -> ImportedFile:
    return ImportedFile(
        one.path, one.status, one.reason, one.sha256, one.facts, media or one.media_id, thumbnail
    )


def _store(
    inventory: Inventory, change: Change, one: ImportedFile, pictures: dict[int, bytes]
) -> ImportedFile:
    facts = one.facts
    assert one.sha256 is not None
    inventory.blobs.add(one.path, one.sha256, facts.extension)
    for size, data in pictures.items():
        inventory.blobs.write_cache(one.sha256, size, data)
    moment = None
    if facts.taken_local:
        moment = Moment(facts.taken_local, facts.utc_offset, facts.offset_method or "exif")
    media = change.add(
        Media(
            id="", sha256=one.sha256, extension=facts.extension, mime=facts.mime,
            media_type=facts.media_type, original_name=one.path.name,
            bytes=one.path.stat().st_size, width=facts.width, height=facts.height,
            orientation=facts.orientation, taken=moment, position=place_of(facts),
            direction=None if facts.direction is None else f"{facts.direction:.2f}",
            make=facts.make, model=facts.model,
            findings=" ".join(f.code for f in facts.findings) or None,
        )
    )  # fmt: skip
    return _with(one, media.id, None)


def place_of(facts: PhotoFacts) -> Position | None:
    """Return the position a file gives, None when it gives none."""
    if facts.lat is None or facts.lon is None:
        return None
    return Position(facts.lat, facts.lon, facts.accuracy_m, facts.alt_m, "exif")


def _assign(
    inventory: Inventory,
    change: Change,
    added: list[ImportedFile],
    target: str,
    village: str | None,
) -> None:
    if target == "tray":
        return
    if target != "new":
        taken = {link.media for link in inventory.all(MediaLink, target=target)}
        fresh = [one for one in added if one.media_id and one.media_id not in taken]
        for order, one in enumerate(fresh, len(taken)):
            change.add(MediaLink(id="", target=target, media=one.media_id, order=order))
        place = next((p for p in (place_of(one.facts) for one in fresh) if p), None)
        if place and inventory.get(Item, target) and not inventory.all(Location, item=target):
            change.add(Location(id="", item=target, position=place, role="centre", method="exif"))
        return
    for one in added:
        item = change.add(
            Item(id="", kind="immovable", village=village, status="draft",
                 recorder=inventory.author or None, recorded_on=items.today())
        )  # fmt: skip
        change.add(ItemName(id="", item=item.id, value=one.path.stem, language="zh-Hans"))
        change.add(MediaLink(id="", target=item.id, media=one.media_id, order=0, cover=True))
        place = place_of(one.facts)
        if place:
            change.add(Location(id="", item=item.id, position=place, role="centre", method="exif"))
