# SPDX-License-Identifier: Apache-2.0
"""Photos and recordings as plain files in a folder, named to be read, through the release gate."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import mimetypes
import shutil
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.domain.fields import R, Record
from heritage_desktop.domain.file_names import Names
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.release import Audience, Gate, allows
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.exchange.csv_table import BOM, guarded
from heritage_desktop.i18n import language, tr
from heritage_desktop.media.bounded import Bounded
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.items import today
from heritage_desktop.storage import handouts
from heritage_desktop.storage.fsops import cannot_write, write_durably
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, pick_names

INDEX = "photos.csv"
#: A picture takes a second or two; a film as long as a slow stick needs for it.
DEADLINE_S = 30.0
SLOWEST_BYTES_PER_S = 2_000_000
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM})
_LANGUAGES = ("zh-Hans", "en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that may leave: the released record and how it is to be named."""

    media: Media  # as the gate lets it out; the bytes are named by ``stored``
    stored: Media
    village: str
    titles: tuple[str, ...]
    items: tuple[str, ...]
    number: int
    extension: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """One file that stays, and why."""

    media: str  # its id
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would write, in order, under ``names``; and what it keeps back."""

    audience: Audience
    originals: bool
    entries: tuple[Entry, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def reasons(self) -> Counter[str]:
        """Return reason -> how many files stay for it."""
        return Counter(one.reason for one in self.withheld)

    def names(self, count: int | None = None, folder: Path | None = None) -> list[str]:
        """Return the names of the first files, beside what the folder holds already."""
        given = Names(_present(folder))
        return [_name(given, entry) for entry in self.entries[:count]]


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, with the SHA-256 of its bytes."""

    entry: Entry
    name: str
    sha256: str


@dataclass(slots=True)
class ExportReport:
    """What was written, kept back with reasons, and failed with a sentence each."""

    folder: Path
    written: list[Written] = field(default_factory=list)
    withheld: tuple[Withheld, ...] = ()
    failed: list[str] = field(default_factory=list)
    index: Path | None = None


def plan(
    inventory: Inventory,
    audience: str = "county",
    *,
    originals: bool = False,
    ids: Collection[str] | None = None,
    printed: bool = False,
) -> Plan:
    """Say which files would be written and which are kept back, writing nothing.

    ``ids`` are items, None for all. Raises HeritageError where originals are not to leave.
    """
    wanted = Audience(audience)
    if originals and wanted is not Audience.COUNTY:
        raise HeritageError(
            tr("Originals hold places and cameras; only the county office may get them. "
               "Export copies without hidden details instead.")
        )  # fmt: skip
    records = gather(inventory)
    gate = Gate(wanted, records, printed=printed, today=today())
    return _Planner(gate, records, originals, ids).plan()


def export(
    inventory: Inventory,
    folder: Path,
    audience: str = "county",
    *,
    originals: bool = False,
    ids: Collection[str] | None = None,
    printed: bool = False,
    progress: Progress = silent,
) -> ExportReport:
    """Write the photos and recordings of items into a folder, with ``photos.csv`` beside them.

    No file there is overwritten. A file that cannot be read is named in the report and stops
    nobody; whoever stops the work, or a full disk, leaves whole files and their index.
    Raises HeritageError, CannotWrite.
    """
    wanted = plan(inventory, audience, originals=originals, ids=ids, printed=printed)
    _prepare(inventory, folder)
    report = ExportReport(folder, withheld=wanted.withheld)
    names = Names(_present(folder))
    total = len(wanted.entries)
    try:
        with Bounded() as child:
            for done, entry in enumerate(wanted.entries):
                progress(done, total, entry.media.original_name or "")
                _write_one(inventory, report, entry, names, child if not originals else None)
    finally:
        # What lies there has left, even if the rest did not follow.
        if report.written:
            left = {record for one in report.written for record in (one.entry.media.id,
                    *one.entry.items)}  # fmt: skip
            handouts.note(inventory, "export", folder.name, audience, left)
            report.index = _write_index(report)
    progress(total, total)
    return report


def _prepare(inventory: Inventory, folder: Path) -> None:
    if folder.absolute().resolve().is_relative_to(inventory.folder.resolve()):
        raise HeritageError(tr("That is inside the inventory; choose a folder elsewhere."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


class _Planner:
    """Goes through the items in order and names what the gate lets out."""

    def __init__(
        self, gate: Gate, records: Iterable[Record], originals: bool, ids: Collection[str] | None
    ) -> None:
        self._gate, self._originals = gate, originals
        self._records = list(records)
        self._wanted = None if ids is None else set(ids)
        self._media = {one.id: one for one in self._of(Media)}
        self._targets: dict[str, set[str]] = defaultdict(set)
        for link in self._of(MediaLink):
            self._targets[link.media or ""].add(link.target or "")
        self._names: dict[str, list[ItemName]] = defaultdict(list)
        for name in self._of(ItemName):
            shown = gate.release(name)
            if isinstance(shown, ItemName):
                self._names[name.item or ""].append(shown)
        villages = [gate.release(one) for one in self._of(Village)]
        self._villages = {
            one.id: localised(one.name) for one in villages if isinstance(one, Village)
        }

    def _of(self, entity: type[R]) -> list[R]:
        return [one for one in self._records if isinstance(one, entity)]

    def plan(self) -> Plan:
        items = {one.id: one for one in self._of(Item)}
        links: dict[str, list[MediaLink]] = defaultdict(list)
        for link in self._of(MediaLink):
            if link.target in items and link.media in self._media:
                links[link.target].append(link)
        order = sorted(items, key=lambda one: (self._village(items[one]), self._title(one), one))
        entries: dict[str, Entry] = {}
        kept: dict[str, Withheld] = {}
        for item in order:
            if self._wanted is not None and item not in self._wanted:
                continue
            number = 0
            for link in sorted(links[item], key=lambda a: (not a.cover, a.order or 0, a.id)):
                stored = self._media[link.media or ""]
                if stored.id in entries:
                    entries[stored.id] = self._also_on(entries[stored.id], item)
                    continue
                if stored.id in kept:
                    continue
                reason = self._reason(stored, link)
                if reason:
                    kept[stored.id] = Withheld(stored.id, stored.original_name or "", reason)
                    continue
                number += 1
                entries[stored.id] = self._entry(stored, items[item], number)
        return Plan(
            self._gate.audience, self._originals, tuple(entries.values()), tuple(kept.values())
        )

    def _entry(self, stored: Media, item: Item, number: int) -> Entry:
        from heritage_desktop.media.stripped import EXTENSIONS

        shown = self._gate.release(stored)
        assert isinstance(shown, Media)
        extension = stored.extension or ""
        if not self._originals:
            extension = EXTENSIONS.get(_mime(stored), extension)
        return Entry(
            shown, stored, self._village(item), (self._title(item.id),), (item.id,), number,
            extension,
        )  # fmt: skip

    def _also_on(self, entry: Entry, item: str) -> Entry:
        return replace(
            entry,
            titles=tuple(dict.fromkeys((*entry.titles, self._title(item)))),
            items=(*entry.items, item),
        )

    def _village(self, item: Item) -> str:
        return self._villages.get(item.village or "", "")

    def _title(self, item: str) -> str:
        return pick_names(list(self._names.get(item, ())))[0] or tr("Without a name")

    def _reason(self, media: Media, link: MediaLink) -> str:
        """Return why a file stays; '' when it may leave."""
        from heritage_desktop.media.stripped import EXTENSIONS

        gate = self._gate
        if media.set_aside:
            return tr("set aside as a repeat")
        if not self._originals and _mime(media) not in EXTENSIONS:
            return tr("this kind of file cannot be freed of hidden details")
        if media.id not in gate.withheld_media and gate.release(link) and gate.release(media):
            return ""
        if media.embargo_until and not today() > media.embargo_until:
            return tr("kept back until a later day")
        if not allows(media.access_level, gate.audience):
            return tr("the photo itself is not for them")
        if self._targets[media.id] & gate.withheld:
            return tr("something it shows is not for them")
        return tr("somebody on it has not agreed to this")


def _mime(media: Media) -> str:
    return media.mime or mimetypes.guess_type(f"x.{media.extension}")[0] or ""


def _present(folder: Path | None) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()] if folder else []
    except OSError:
        return []


def _name(names: Names, entry: Entry) -> str:
    caption = localised(entry.media.caption)
    return names.take(entry.village, entry.titles[0], entry.number, caption, entry.extension)


def _write_one(
    inventory: Inventory, report: ExportReport, entry: Entry, names: Names, child: Bounded | None
) -> None:
    stored = entry.stored
    source = inventory.blobs.path(stored.sha256 or "", stored.extension)
    called = stored.original_name or source.name
    if not source.is_file():
        lost = tr("{name}: the original is not on this computer; look for missing photos first.",
                  name=called)  # fmt: skip
        report.failed.append(lost)
        return
    name = _name(names, entry)
    made: dict[str, str] = {}

    def write(temporary: Path) -> None:
        if child is None:
            shutil.copyfile(source, temporary)
        else:
            _strip(child, source, stored, temporary)
        with temporary.open("rb") as stream:
            made["sha256"] = hashlib.file_digest(stream, "sha256").hexdigest()
        if child is None and made["sha256"] != stored.sha256:
            raise HeritageError(tr("the original was changed; look for missing photos first"))

    try:
        write_durably(report.folder / name, write)
    except CannotWrite as error:
        if _stops_all(error, report.folder, source):
            raise
        report.failed.append(str(error))
    except HeritageError as error:
        why = str(error).rstrip(".")
        report.failed.append(tr("{name}: {why}; it was not exported.", name=called, why=why))
    else:
        report.written.append(Written(entry, name, made["sha256"]))


def _stops_all(error: CannotWrite, folder: Path, source: Path) -> bool:
    """Tell whether the next file would fare no better: the disk is full, shut or gone."""
    cause = error.__cause__
    if not isinstance(cause, OSError) or cause.filename == str(source):
        return False
    return cause.errno in _OF_THE_DISK or not folder.is_dir()


def _strip(child: Bounded, source: Path, stored: Media, temporary: Path) -> None:
    from heritage_desktop.media.stripped import strip_to

    orientation = turned(stored.orientation or 1, stored.turned or 0)
    deadline = DEADLINE_S + source.stat().st_size / SLOWEST_BYTES_PER_S
    child.run(
        strip_to, str(source), _mime(stored), orientation, str(temporary), deadline_s=deadline
    )


def turned(orientation: int, degrees: int) -> int:
    """Return the EXIF orientation after a further turn clockwise, in steps of 90 degrees."""
    for cycle in ((1, 6, 3, 8), (2, 7, 4, 5)):
        if orientation in cycle:
            return cycle[(cycle.index(orientation) + degrees // 90) % 4]
    return 1


# The index


def _write_index(report: ExportReport) -> Path:
    """Write ``photos.csv``, or ``photos-2.csv`` beside an older one."""
    target, again = report.folder / INDEX, 1
    while target.exists():
        again += 1
        target = report.folder / f"photos-{again}.csv"
    data = BOM + _table(report.written)
    return write_durably(target, partial(_put, data=data))


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _table(written: Iterable[Written]) -> bytes:
    rows = list(written)
    spoken = {tag for one in rows for tag in one.entry.media.caption}
    languages = [*_LANGUAGES, *sorted(spoken - set(_LANGUAGES))]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        [tr("File"), tr("Village"), tr("Item"),
         *(tr("Caption ({language})", language=tag) for tag in languages),
         tr("Taken"), tr("Made by"), tr("Original name"), tr("Rights"), "SHA-256"]
    )  # fmt: skip
    for one in rows:
        writer.writerow([guarded(cell) for cell in _row(one, languages)])
    return text.getvalue().encode()


def _row(one: Written, languages: Iterable[str]) -> list[str]:
    media = one.entry.media
    caption: Mapping[str, str] = media.caption
    taken = f"{media.taken} {media.taken.offset or ''}".strip() if media.taken else ""
    return [
        one.name, one.entry.village, " · ".join(one.entry.titles),
        *(caption.get(tag, "") for tag in languages),
        taken, media.creator or "", media.original_name or "", _rights(media), one.sha256,
    ]  # fmt: skip


def _rights(media: Media) -> str:
    return vocabulary("rights").label(media.rights, language()) if media.rights else ""
