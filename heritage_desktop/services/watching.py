# SPDX-License-Identifier: Apache-2.0
"""Watching a folder and camera cards: which files are new, whole, and not here yet.

A file is offered when it looked the same twice: one that is still being copied is left alone.
Whether it is here is told by name and size, because a card of 3,000 photos cannot be hashed while
somebody waits; the import itself compares every byte.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.media.sniff import RAW_SUFFIXES
from heritage_desktop.services.photo_records import beside, legible
from heritage_desktop.services.photos import ImportReport, import_photos
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

PICTURES = frozenset({"jpg", "jpeg", "heic", "heif", "png", "tif", "tiff", "webp", "avif"})
RECORDINGS = frozenset(
    {"wav", "mp3", "m4a", "flac", "amr", "ogg", "opus", "mp4", "mov", "m4v", "avi", "3gp"}
)
#: A look ends after so many files, so many folders inside each other, or so many seconds.
MOST_FILES, DEEPEST, LONGEST_S = 50_000, 8, 20.0
#: The seconds between two looks at a file that may still be growing.
SETTLE_S = 4.0

Here = Collection[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file has changed: its size in bytes and its time in nanoseconds."""

    size: int
    changed: int


Listing = Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Listed:
    """The photos and recordings of a folder; ``cut`` when there are more than could be looked at,
    ``there`` is False when the folder is gone."""

    files: Listing = field(default_factory=dict)
    cut: bool = False
    there: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """Files that may be imported, from a watched folder or a card."""

    folder: Path
    name: str
    files: tuple[Path, ...]
    card: bool = False
    cut: bool = False

    @property
    def count(self) -> int:
        """How many there are; a RAW file and its picture are one."""
        return count(self.files)

    def sentence(self) -> str:
        """Say what is offered."""
        number = self.count
        if self.cut:
            return tr("More than {n} photos and recordings in {name} are not here yet.",
                      n=number, name=self.name)  # fmt: skip
        if self.card:
            return ntr("{n} photo or recording on {name} is not here yet.",
                       "{n} photos and recordings on {name} are not here yet.",
                       number, name=self.name)  # fmt: skip
        return ntr("{n} new photo or recording in {name}.",
                   "{n} new photos and recordings in {name}.", number, name=self.name)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: files that may come in, and how many may still be growing."""

    ready: tuple[Path, ...] = ()
    growing: int = 0


class Watch:
    """What was seen of a folder the last time, and what nobody wanted."""

    def __init__(self) -> None:
        self._before: Listing = {}
        self._declined: set[tuple[Path, Stamp]] = set()

    def look(self, now: Listing, here: Here) -> Look:
        """Compare with the last look; a file is ready when it stayed as it was."""
        ready, growing = [], 0
        for path, stamp in now.items():
            known = (_called(path), stamp.size) in here
            if known or (path, stamp) in self._declined:
                continue
            if stamp.size and self._before.get(path) == stamp:
                ready.append(path)
            else:
                growing += 1
        self._before = now
        return Look(tuple(ready), growing)

    def decline(self, files: Iterable[Path]) -> None:
        """Offer these files no more, unless they change."""
        self._declined |= {(one, self._before[one]) for one in files if one in self._before}


def _never() -> bool:
    return False


def listing(folder: Path, stop: Callable[[], bool] = _never) -> Listed:
    """Return the photos and recordings of a folder and those inside it, in the order of names.

    Links are not followed and hidden names left out; what cannot be read is passed over.
    """
    if not _is_folder(folder):
        return Listed(there=False)
    files: dict[Path, Stamp] = {}
    end = time.monotonic() + LONGEST_S
    for entry in _entries(folder, DEEPEST):
        if stop() or len(files) >= MOST_FILES or time.monotonic() > end:
            return Listed(files, cut=True)
        stamp = _stamp(entry)
        if stamp is not None:
            files[Path(entry.path)] = stamp
    return Listed(files)


def _entries(folder: Path | str, depth: int) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_inside(entry):
            if depth:
                yield from _entries(entry.path, depth - 1)
        elif is_wanted(entry.name):
            yield entry


def _is_inside(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns)


def _is_folder(path: Path) -> bool:
    """Tell whether a folder is there; a card that was torn out makes even the question fail."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_wanted(name: str) -> bool:
    """Tell by its name whether a file is a photo or a recording."""
    return name.rpartition(".")[2].lower() in PICTURES | RECORDINGS | RAW_SUFFIXES


def count(files: Iterable[Path]) -> int:
    """Count photos and recordings; a RAW file beside its picture is no photo of its own."""
    every = list(files)
    pictures = {beside(one) for one in every if _suffix(one) in PICTURES}
    return sum(_suffix(one) not in RAW_SUFFIXES or beside(one) not in pictures for one in every)


def _called(path: Path) -> str:
    return legible(path.name).casefold()


def _suffix(path: Path) -> str:
    return path.suffix[1:].lower()


def here(inventory: Inventory) -> frozenset[tuple[str, int]]:
    """Return name and size of every original of the inventory, set aside and trashed ones too."""
    return frozenset((name.casefold(), size) for name, size in queries.names_and_sizes(inventory))


def may_be_card(root: str, system: str) -> bool:
    """Tell whether a volume is mounted where cards and phones are; ``system`` as sys.platform."""
    if system == "win32":
        return bool(re.fullmatch(r"[D-Zd-z]:[/\\]?", root))
    if system == "darwin":
        return root.startswith("/Volumes/")
    return root.startswith(("/media/", "/run/media/", "/mnt/"))


def photo_folder(root: Path) -> Path | None:
    """Return the DCIM folder at the root of a card, None when there is none."""
    try:
        names = [entry.name for entry in os.scandir(root) if entry.name.upper() == "DCIM"]
    except OSError:
        return None
    found = root / names[0] if names else None
    return found if found is not None and _is_folder(found) else None


def card_offer(
    root: Path, name: str, known: Here, stop: Callable[[], bool] = _never
) -> Offer | None:
    """Return what a card holds that is not here yet, None when it holds nothing new."""
    folder = photo_folder(root)
    if folder is None:
        return None
    listed = listing(folder, stop)
    files = tuple(path for path, stamp in listed.files.items()
                  if stamp.size and (_called(path), stamp.size) not in known)  # fmt: skip
    return Offer(folder, name or root.name or str(root), files, True, listed.cut) if files else None


@dataclass(frozen=True, slots=True)
class Choice:
    """The folder an inventory watches on this computer, whether its photos come by themselves,
    and whether cards are offered."""

    folder: Path | None = None
    by_itself: bool = False
    cards: bool = True


def chosen(inventory: Inventory) -> Choice:
    """Return what was chosen; it is kept in the inventory but never travels."""
    found = inventory.meta()
    folder = found.get("watched_folder", "")
    by_itself, cards = (found.get(name) for name in ("watched_by_itself", "watched_cards"))
    return Choice(Path(folder) if folder else None, by_itself == "yes", cards != "no")


def choose(inventory: Inventory, choice: Choice) -> None:
    """Keep a choice; raises HeritageError for a folder that cannot be watched."""
    folder = choice.folder
    if folder is not None:
        if not _is_folder(folder):
            raise HeritageError(tr("{name} is no folder; choose one.", name=str(folder)))
        home = inventory.folder.resolve()
        if folder.resolve().is_relative_to(home) or home.is_relative_to(folder.resolve()):
            raise HeritageError(
                tr("The inventory itself lies in {name}; choose another folder.", name=folder.name)
            )
    inventory.set_meta(
        watched_folder=str(folder) if folder else "",
        watched_by_itself="yes" if folder and choice.by_itself else "",
        watched_cards="yes" if choice.cards else "no",
    )


def follow(
    inventory: Inventory,
    folder: Path,
    said: Callable[[ImportReport], None],
    pause: Callable[[], None],
    *,
    once: bool = False,
    progress: Progress = silent,
) -> int:
    """Import what comes into a folder, as soon as it looked the same twice; into the tray.

    With ``once`` two looks are enough. Returns how many files were left because they may still be
    growing. Raises HeritageError when the folder is not there at the start.
    """
    if not _is_folder(folder):
        raise HeritageError(tr("{name} is no folder; choose one.", name=str(folder)))
    watch, looks = Watch(), 0
    while True:
        found = watch.look(listing(folder).files, here(inventory))
        looks += 1
        if found.ready:
            said(import_photos(inventory, found.ready, progress=progress))
            watch.decline(found.ready)
        if once and looks > 1:
            return found.growing
        pause()
