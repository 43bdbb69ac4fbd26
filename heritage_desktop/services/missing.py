# SPDX-License-Identifier: Apache-2.0
"""Originals that are not in the media folder, and bringing them back from cards and sticks."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.services.photo_records import legible
from heritage_desktop.storage import queries
from heritage_desktop.storage.fsops import cannot_write
from heritage_desktop.storage.inventory import Inventory

ABSENT, CHANGED, UNREADABLE = "absent", "changed", "unreadable"
#: Where files of the media folder go that are not what their name says; never deleted.
DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Missing:
    """A photo or recording whose original is not here as it was taken in; ``why`` says how."""

    media: Media
    why: str  # ABSENT, CHANGED or UNREADABLE
    shown_on: tuple[str, ...] = ()  # titles of the records it stands on

    @property
    def name(self) -> str:
        """Return the name the file had on its card."""
        return self.media.original_name or (self.media.sha256 or self.media.id)[:12]


@dataclass(frozen=True, slots=True)
class Found:
    """One original that was put back, and the file it was copied from."""

    media: Media
    source: Path


@dataclass(frozen=True, slots=True)
class FindReport:
    """What was put back, what is still missing, and what could not be looked at or written."""

    found: tuple[Found, ...] = ()
    still: tuple[Missing, ...] = ()
    problems: tuple[str, ...] = ()


def missing(
    inventory: Inventory, progress: Progress = silent, *, every_byte: bool = True
) -> tuple[Missing, ...]:
    """Return the photos and recordings whose originals are lost, by file name.

    With ``every_byte`` each original is read and its SHA-256 compared; without, only its size is.
    """
    everything = [one for one in inventory.all(Media) if one.sha256]
    links = _links(inventory)
    lost = []
    for done, media in enumerate(everything):
        progress(done, len(everything), media.original_name or "")
        why = _why(inventory, media, every_byte)
        if why:
            lost.append(Missing(media, why, _shown_on(inventory, links.get(media.id, ()))))
    progress(len(everything), len(everything))
    return tuple(sorted(lost, key=lambda one: (one.name.casefold(), one.media.id)))


def find(
    inventory: Inventory,
    folders: Iterable[Path],
    progress: Progress = silent,
    *,
    wanted: Sequence[Missing] | None = None,
) -> FindReport:
    """Look for lost originals in folders and put back those that are the very same bytes.

    Files are compared by size first, then by SHA-256; names do not matter. What lies under the
    name of an original and is something else goes to the folder ``damaged``. A stop keeps what
    was put back. Raises CannotWrite when the disk of the inventory refuses.
    """
    lost: dict[str, list[Missing]] = defaultdict(list)
    for one in missing(inventory, progress) if wanted is None else wanted:
        lost[one.media.sha256 or ""].append(one)
    problems: list[str] = []
    candidates = _candidates(folders, chain(*lost.values()), progress, problems) if lost else []
    found: list[Found] = []
    for done, path in enumerate(candidates):
        progress(done, len(candidates), legible(path.name))
        if not lost:
            break
        try:
            sha256 = _digest(path)
            if sha256 in lost:
                found += [_put_back(inventory, path, one.media) for one in lost[sha256]]
                del lost[sha256]
        except CannotWrite:
            raise
        except (OSError, HeritageError) as error:
            why = getattr(error, "strerror", None) or str(error)
            problems.append(tr("{name}: {why}.", name=legible(path.name), why=why.rstrip(".")))
    progress(len(candidates), len(candidates))
    return FindReport(tuple(found), tuple(chain(*lost.values())), tuple(problems))


def _why(inventory: Inventory, media: Media, every_byte: bool) -> str:
    path = inventory.blobs.path(media.sha256 or "", media.extension)
    try:
        if not path.is_file():
            return ABSENT
        sized = media.bytes is None or path.stat().st_size == media.bytes
        if sized and not every_byte:
            return ""
        return "" if _digest(path) == media.sha256 else CHANGED
    except OSError:
        return UNREADABLE


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _links(inventory: Inventory) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for link in inventory.all(MediaLink):
        if link.media and link.target:
            found[link.media].append(link.target)
    return found


def _shown_on(inventory: Inventory, targets: Iterable[str]) -> tuple[str, ...]:
    titles = (queries.title_of(inventory, one) or tr("Without a name") for one in targets)
    return tuple(dict.fromkeys(titles))


def _candidates(
    folders: Iterable[Path], lost: Iterable[Missing], progress: Progress, problems: list[str]
) -> list[Path]:
    """Return the files that may be wanted: of the right size, or of the kind where none is known.

    Hidden folders are looked into as well: a stick keeps there what was thrown away.
    """
    lost = list(lost)
    sizes = {one.media.bytes for one in lost if one.media.bytes is not None}
    kinds = {f".{one.media.extension}" for one in lost if one.media.bytes is None}
    found: dict[Path, None] = {}
    for here, names in _walked(folders, problems):
        progress(0, 0, legible(here.name))
        for name in names:
            path = here / name
            try:
                fits = path.stat().st_size in sizes or path.suffix.lower() in kinds
                if fits and path.is_file():  # no pipe or device, which would never end
                    found[path] = None
            except OSError as error:
                problems.append(
                    tr("{name}: {why}.", name=legible(name), why=error.strerror or error)
                )
    return list(found)


def _walked(folders: Iterable[Path], problems: list[str]) -> Iterator[tuple[Path, list[str]]]:
    def note(error: OSError) -> None:
        name = legible(Path(error.filename or "").name)
        problems.append(tr("{name}: {why}.", name=name, why=error.strerror or error))

    for folder in folders:
        if folder.is_file():
            yield folder.parent, [folder.name]
        for here, inner, names in os.walk(folder, onerror=note):
            inner.sort()
            yield Path(here), sorted(names)


def _put_back(inventory: Inventory, source: Path, media: Media) -> Found:
    """Store the bytes durably; a file that is the original itself is left as it is."""
    blobs, sha256 = inventory.blobs, media.sha256 or ""
    target = blobs.path(sha256, media.extension)
    if target.exists() and source.samefile(target):
        return Found(media, source)
    aside = _set_aside(inventory, target)
    try:
        blobs.add(source, sha256, media.extension)
    except BaseException:
        if aside is not None and not target.exists():
            aside.replace(target)
        raise
    return Found(media, source)


def _set_aside(inventory: Inventory, target: Path) -> Path | None:
    """Move what is not the original out of its place; it may be the only copy of an edit."""
    if not target.exists():
        return None
    aside = inventory.folder / DAMAGED / f"{target.stem[:16]}-{new_id()[:8]}{target.suffix}"
    try:
        aside.parent.mkdir(exist_ok=True)
        return target.replace(aside)
    except OSError as error:
        raise cannot_write(aside, error) from error
