# SPDX-License-Identifier: Apache-2.0
"""Reads a bundle in the strict order of FORMAT.md; what it returns was verified to the last byte."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from heritage_desktop.domain.commits import Commit
from heritage_desktop.domain.errors import BadBundle
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.sync import bag
from heritage_desktop.sync.archive import (
    DEFLATED,
    BadArchive,
    Entry,
    read_directory,
    read_entry,
)
from heritage_desktop.sync.commit_lines import read_commits
from heritage_desktop.sync.info import BundleInfo, NewerBundle
from heritage_desktop.sync.signing import signer

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_SMALL = 1 << 20
MAX_LISTS = 64 << 20
MAX_HISTORY = 4 << 30
MAX_TOTAL = 1 << 40
_LISTS = {bag.MANIFEST, bag.CRATE}
_EVERY = 1000


@dataclass(frozen=True, slots=True)
class Bundle:
    """A verified bundle; ``media`` are (sha256, size) in ascending order."""

    path: Path
    info: BundleInfo
    commits: list[Commit]
    media: list[tuple[str, int]]
    places: Mapping[str, int] = field(repr=False)

    def open_media(self, sha256: str) -> BinaryIO:
        """Return a stream of one original; raises KeyError when it is not in the bundle.

        The file may have changed since it was verified: check the hash of what is kept.
        """
        sizes = dict(self.media)
        piece = _Piece(self.path, self.places[sha256], sizes[sha256])
        return io.BufferedReader(piece, 1 << 20)


def read_bundle(path: Path, progress: Progress = silent, *, keep: bool = True) -> Bundle:
    """Verify a bundle and return it; with ``keep`` False its commits are checked but not kept.

    Raises BadBundle with one sentence; nothing is written anywhere.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            return _Reading(path, stream, progress).bundle(keep)
    except NewerBundle as error:
        raise BadBundle(
            f"{path.name} was made by a newer version of this program ({error}); "
            "install the new version first."
        ) from error
    except ValueError as error:
        raise BadBundle(
            f"{path.name} cannot be used: {error}; copy it again or ask for a new one."
        ) from error
    except OSError as error:
        raise BadBundle(
            f"{path.name} cannot be read ({error.strerror or error}); "
            "put the stick in again or copy the file to this computer."
        ) from error


def verify_bundle(path: Path, progress: Progress = silent) -> BundleInfo:
    """Verify a bundle and return what it says about itself; raises BadBundle."""
    return read_bundle(path, progress, keep=False).info


class _Reading:
    """One pass over one file, step by step; every failure is a ValueError."""

    def __init__(self, path: Path, stream: BinaryIO, progress: Progress) -> None:
        self.path = path
        self.stream = stream
        self.progress = progress
        self.entries: dict[str, Entry] = {}

    def bundle(self, keep: bool) -> Bundle:
        self._list()
        key = self._check_signature()
        hashes = self._check_tags()
        info = self._info(hashes, key)
        sizes = self._check_media(hashes)
        for name in (bag.README, bag.CRATE):
            self._digest(name, hashes)
        commits = self._commits(hashes, info, keep)
        places = {
            sha256: self.entries[bag.media_name(sha256)].data_start for sha256 in sorted(sizes)
        }
        return Bundle(self.path, info, commits, sorted(sizes.items()), places)

    def _list(self) -> None:
        listed = read_directory(self.stream)
        names = [entry.name for entry in listed]
        if any(a >= b for a, b in zip(names, names[1:], strict=False)):
            raise BadArchive("a file is in it twice or out of order")
        for entry in listed:
            _check_entry(entry)
        if sum(entry.size for entry in listed) > MAX_TOTAL:
            raise BadArchive("it would unpack to an enormous size")
        self.entries = {entry.name: entry for entry in listed}
        missing = bag.FIXED - self.entries.keys()
        if missing:
            raise BadArchive(f"{min(missing)} is missing")

    def _read(self, name: str) -> bytes:
        return b"".join(read_entry(self.stream, self.entries[name]))

    def _check_signature(self) -> str:
        return signer(self._read(bag.SIGNATURE), self._read(bag.TAG_MANIFEST))

    def _check_tags(self) -> dict[str, str]:
        """Return the hashes of the payload after checking everything that leads to them."""
        tags = bag.read_manifest(self._read(bag.TAG_MANIFEST))
        if set(tags) != set(bag.TAGGED):
            raise ValueError("its list of tag files names others than it should")
        contents = {name: self._read(name) for name in bag.TAGGED}
        for name, data in contents.items():
            if hashlib.sha256(data).hexdigest() != tags[name]:
                raise ValueError(f"{name} was damaged on the way")
        if contents[bag.BAGIT] != bag.BAGIT_TEXT:
            raise ValueError("it is a bag of another kind")
        hashes = bag.read_manifest(contents[bag.MANIFEST])
        payload = {name for name in self.entries if name.startswith("data/")}
        if set(hashes) != payload:
            odd = min(set(hashes) ^ payload)
            raise ValueError(f"{odd} is listed and missing, or there and not listed")
        total = sum(self.entries[name].size for name in payload)
        if bag.oxum(contents[bag.BAG_INFO]) != f"{total}.{len(payload)}":
            raise ValueError("it does not hold as much as it says")
        return hashes

    def _info(self, hashes: Mapping[str, str], key: str) -> BundleInfo:
        data = self._read(bag.INFO)
        if hashlib.sha256(data).hexdigest() != hashes[bag.INFO]:
            raise ValueError(f"{bag.INFO} was damaged on the way")
        info = BundleInfo.from_bytes(data)
        if info.key != key:
            raise ValueError("it was signed by somebody else than its sender")
        return info

    def _check_media(self, hashes: Mapping[str, str]) -> dict[str, int]:
        names = [name for name in hashes if bag.media_hash(name)]
        sizes: dict[str, int] = {}
        for done, name in enumerate(names, 1):
            self._digest(name, hashes)
            sha256 = bag.media_hash(name)
            if sha256 is None or hashes[name] != sha256:
                raise ValueError("a photo or recording is not the one it is named")
            sizes[sha256] = self.entries[name].size
            self.progress(done, len(names), sha256[:12])
        return sizes

    def _digest(self, name: str, hashes: Mapping[str, str]) -> None:
        total = hashlib.sha256()
        for piece in read_entry(self.stream, self.entries[name]):
            total.update(piece)
        if total.hexdigest() != hashes[name]:
            raise ValueError(f"{name} was damaged on the way")

    def _commits(self, hashes: Mapping[str, str], info: BundleInfo, keep: bool) -> list[Commit]:
        # The hash is known before a line is parsed: a damaged stick is told from a wrong history.
        self._digest(bag.COMMITS, hashes)
        media = [sha256 for name in hashes if (sha256 := bag.media_hash(name))]
        listed = hashlib.sha256("".join(f"{sha256}\n" for sha256 in sorted(media)).encode("ascii"))
        if (info.commits_hash, info.media_hash) != (hashes[bag.COMMITS], listed.hexdigest()):
            raise ValueError("what it says about itself does not fit its content")
        kept: list[Commit] = []
        count = 0
        for commit in read_commits(read_entry(self.stream, self.entries[bag.COMMITS])):
            count += 1
            if keep:
                kept.append(commit)
            if count % _EVERY == 0:
                self.progress(len(media), len(media), "")
        size = sum(self.entries[bag.media_name(sha256)].size for sha256 in media)
        true = {"commits": count, "media": len(media), "media_bytes": size}
        if any(info.counts[name] != number for name, number in true.items()):
            raise ValueError("it does not hold as much as it says")
        return kept


def _check_entry(entry: Entry) -> None:
    name = entry.name
    if bag.media_hash(name):
        limit = MAX_TOTAL
    elif name == bag.COMMITS:
        limit = MAX_HISTORY
    elif name in bag.FIXED:
        limit = MAX_LISTS if name in _LISTS else MAX_SMALL
    else:
        raise BadArchive("it holds a file that does not belong there")
    if entry.size > limit:
        raise BadArchive(f"{name} is too large")
    if entry.method == DEFLATED and name not in bag.PACKED:
        raise BadArchive(f"{name} is packed in a way not agreed")


class _Piece(io.RawIOBase):
    """A part of a file, read as if it were one."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        super().__init__()
        self._handle = path.open("rb", buffering=0)
        self._handle.seek(start)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)[: self._left]
        count = self._handle.readinto(view) or 0
        self._left -= count
        return count

    def close(self) -> None:
        self._handle.close()
        super().close()


