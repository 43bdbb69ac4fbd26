# SPDX-License-Identifier: Apache-2.0
"""Believes a bundle only after everything in it was checked; the order is that of FORMAT.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from heritage_desktop.domain.commits import SIGNATURE_CONTEXT as COMMIT_CONTEXT
from heritage_desktop.domain.commits import Commit, canonical, header_bytes, parse_line
from heritage_desktop.domain.errors import BadBundle
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.storage.keys import verify
from heritage_desktop.sync import claims, layout
from heritage_desktop.sync.archive import BadArchive, Entry, read_directory, read_entry
from heritage_desktop.sync.layout import BundleInfo


@dataclass(slots=True)
class Bundle:
    """A bundle every byte of which was checked."""

    path: Path
    info: BundleInfo
    key: str
    commits: list[Commit] = field(default_factory=list)
    media: dict[str, int] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Yield an original's bytes."""
        with self.path.open("rb") as stream:
            yield from read_entry(stream, self.entries[layout.media_name(sha256)])


class _Refused(Exception):
    """Why the bundle is not what it claims."""


@dataclass(slots=True)
class _Parts:
    """The members of an archive of the one allowed form, by name."""

    stream: BinaryIO
    entries: dict[str, Entry]

    def chunks(self, name: str) -> Iterator[bytes]:
        if name not in self.entries:
            _refuse(tr("{name} is missing in it", name=name))
        return read_entry(self.stream, self.entries[name])

    def whole(self, name: str) -> bytes:
        return b"".join(self.chunks(name))


def _refuse(why: str) -> NoReturn:
    raise _Refused(why)


def read_bundle(path: Path, progress: Progress = silent) -> Bundle:
    """Check all of ``path``; raises BadBundle with one sentence and changes nothing."""
    try:
        with path.open("rb") as stream:
            return _contents(path, _parts(stream), progress)
    except (_Refused, BadArchive) as error:
        why = str(error)
    except FileNotFoundError:
        why = tr("it is not there")
    except (OSError, ValueError, MemoryError, RecursionError):
        why = tr("it is incomplete or damaged")
    raise refusal(path, why)


def refusal(path: Path, why: str) -> BadBundle:
    """Return the one sentence that says a bundle was refused."""
    return BadBundle(tr("{name} was refused: {why}; copy it again from where it was made.",
                        name=path.name, why=why))  # fmt: skip


def _parts(stream: BinaryIO) -> _Parts:
    known = {*layout.TAG_FILES, layout.TAG_MANIFEST, layout.SIGNATURE, *layout.TEXTS}
    entries: dict[str, Entry] = {}
    for entry in read_directory(stream):
        is_media = layout.MEDIA.match(entry.name)
        if entry.name in entries:
            _refuse(tr("a part occurs twice"))
        if not (is_media or entry.name in known):
            _refuse(tr("it holds a part that does not belong there"))
        if not is_media and entry.size > layout.MAX_TEXT:
            _refuse(tr("a part is too large"))
        entries[entry.name] = entry
    return _Parts(stream, entries)


def _contents(path: Path, parts: _Parts, progress: Progress) -> Bundle:
    sealed = parts.whole(layout.TAG_MANIFEST)
    key = _signed(parts.whole(layout.SIGNATURE), sealed)
    tags = {name: parts.whole(name) for name in layout.TAG_FILES}
    expected = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
    if _manifest(sealed) != expected or tags["bagit.txt"] != layout.BAGIT:
        _refuse(tr("its table of contents was changed"))
    listed = _manifest(tags[layout.MANIFEST])
    payload = {name for name in parts.entries if name.startswith("data/")}
    if set(listed) != payload or not payload.issuperset(layout.TEXTS):
        _refuse(tr("parts are missing or were added"))
    media: dict[str, int] = {}
    octets = 0
    for done, (name, expected_hash) in enumerate(sorted(listed.items()), 1):
        progress(done, len(listed), name.rpartition("/")[2][:12])
        total = hashlib.sha256()
        for chunk in parts.chunks(name):
            total.update(chunk)
        found = layout.MEDIA.match(name)
        if total.hexdigest() != expected_hash or (found and found[2] != expected_hash):
            _refuse(tr("{name} in it was changed", name=name.rpartition("/")[2]))
        size = parts.entries[name].size
        octets += size
        if found:
            media[found[2]] = size
    _oxum(tags[layout.INFO], octets, len(listed))
    info = _about(parts.whole(layout.ABOUT))
    commits = list(_commits(parts.whole(layout.COMMITS)))
    return Bundle(path, info, key, commits, media, parts.entries)


def _signed(signature: bytes, sealed: bytes) -> str:
    parts = signature.decode("ascii").split()
    sound = len(parts) == 3 and parts[0] == "ed25519"
    if not sound or not verify(parts[1], layout.SIGNATURE_CONTEXT + sealed, parts[2]):
        _refuse(tr("its signature does not fit"))
    return parts[1]


def _manifest(data: bytes) -> dict[str, str]:
    listed: dict[str, str] = {}
    for line in data.decode("ascii").splitlines():
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or name in listed:
            _refuse(tr("its table of contents was changed"))
        listed[name] = digest
    return listed


def _oxum(info: bytes, octets: int, streams: int) -> None:
    if f"Payload-Oxum: {octets}.{streams}" not in info.decode("utf-8").splitlines():
        _refuse(tr("its table of contents was changed"))


def _about(data: bytes) -> BundleInfo:
    if len(data) > layout.MAX_LINE:
        _refuse(tr("a part is too large"))
    try:
        about: Any = json.loads(data)
        canonical(about)
        if type(about["min_reader"]) is not int or about["min_reader"] > layout.READER:
            _refuse(tr("it needs a newer version of this program"))
        counts = {str(name): int(number) for name, number in about["counts"].items()}
        return BundleInfo(
            str(about["id"]), str(about["created"]), claims.sender_of(about["sender"]), counts,
            str(about.get("for", "")), claims.want_of(about.get("want")),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        _refuse(tr("it does not say what it is"))


def _commits(data: bytes) -> Iterator[Commit]:
    last = ""
    if data and not data.endswith(b"\n"):
        _refuse(tr("it is incomplete or damaged"))
    for line in data.split(b"\n")[:-1]:
        if len(line) > layout.MAX_LINE:
            _refuse(tr("a record in it is too large"))
        try:
            commit = parse_line(line)
        except ValueError as error:
            _refuse(tr("a record in it is not well formed ({why})", why=str(error)[:80]))
        signed = COMMIT_CONTEXT + header_bytes(commit.header)
        if commit.id <= last or not verify(commit.header.key, signed, commit.signature):
            _refuse(tr("a record in it was changed"))
        last = commit.id
        yield commit
