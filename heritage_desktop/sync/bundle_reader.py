# SPDX-License-Identifier: Apache-2.0
"""Believes a bundle only after everything in it was checked; the order is that of FORMAT.md."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NoReturn

from heritage_desktop.domain.commits import SIGNATURE_CONTEXT as COMMIT_CONTEXT
from heritage_desktop.domain.commits import Commit, header_bytes, parse_line
from heritage_desktop.domain.errors import BadBundle
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.storage.keys import verify
from heritage_desktop.sync import layout
from heritage_desktop.sync.layout import BundleInfo, Sender

_CHUNK = 1024 * 1024
_ZIP_ERRORS = (
    zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError,
    zlib.error, struct.error, MemoryError, OverflowError,
)  # fmt: skip


@dataclass(slots=True)
class Bundle:
    """A bundle every byte of which was checked."""

    path: Path
    info: BundleInfo
    key: str
    commits: list[Commit] = field(default_factory=list)
    media: dict[str, int] = field(default_factory=dict)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Yield an original's bytes."""
        with zipfile.ZipFile(self.path) as archive, archive.open(layout.media_name(sha256)) as one:
            while chunk := one.read(_CHUNK):
                yield chunk


class _Refused(Exception):
    """Why the bundle is not what it claims."""


def _refuse(why: str) -> NoReturn:
    raise _Refused(why)


def read_bundle(path: Path, progress: Progress = silent) -> Bundle:
    """Check all of ``path``; raises BadBundle with one sentence and changes nothing."""
    try:
        with path.open("rb") as handle, zipfile.ZipFile(handle) as archive:
            _structure(handle, archive)
            return _contents(path, archive, progress)
    except _Refused as error:
        why = str(error)
    except FileNotFoundError:
        why = tr("it is not there")
    except _ZIP_ERRORS:
        why = tr("it is incomplete or damaged")
    raise BadBundle(tr("{name} was refused: {why}; copy it again from where it was made.",
                       name=path.name, why=why))  # fmt: skip


def _structure(handle: IO[bytes], archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > layout.MAX_MEMBERS:
        _refuse(tr("it has too many parts"))
    if len({member.filename for member in members}) != len(members):
        _refuse(tr("a part occurs twice"))
    for member in members:
        _member(member)
    size = handle.seek(0, io.SEEK_END)
    end = archive.start_dir
    at = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset != at:
            _refuse(tr("it holds bytes that belong to no part"))
        handle.seek(at)
        local = handle.read(30)
        if len(local) < 30 or local[:4] != b"PK\x03\x04":
            _refuse(tr("it is incomplete or damaged"))
        name_size, extra_size = struct.unpack_from("<HH", local, 26)
        at += 30 + name_size + extra_size + member.compress_size
    if at != end or archive.comment:
        _refuse(tr("it holds bytes that belong to no part"))
    _tail(handle, end, size)


def _tail(handle: IO[bytes], start: int, size: int) -> None:
    """The central directory must run to the end of the file with nothing between or after."""
    handle.seek(start)
    rest = handle.read(min(size - start, 64 * 1024 * 1024))
    at = 0
    while rest[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", rest, at + 28)
        if comment:
            _refuse(tr("it holds bytes that belong to no part"))
        at += 46 + name + extra
    sizes = {b"PK\x06\x06": 56, b"PK\x06\x07": 20, b"PK\x05\x06": 22}
    while rest[at : at + 4] in sizes:
        at += sizes[rest[at : at + 4]]
    if start + at != size:
        _refuse(tr("it holds bytes that belong to no part"))


def _member(member: zipfile.ZipInfo) -> None:
    known = {*layout.TAG_FILES, layout.TAG_MANIFEST, layout.SIGNATURE, *layout.TEXTS}
    name = member.filename
    if member.orig_filename != name or not (name in known or layout.MEDIA.match(name)):
        _refuse(tr("it holds a part that does not belong there"))
    mode = member.external_attr >> 16
    if member.flag_bits & 0x1 or stat.S_ISLNK(mode) or stat.S_ISDIR(mode):
        _refuse(tr("it holds an encrypted or linked part"))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(tr("it is packed in an unknown way"))
    if member.file_size > layout.MAX_RATIO * max(member.compress_size, 1):
        _refuse(tr("a part would grow beyond measure"))
    if not layout.MEDIA.match(name) and member.file_size > layout.MAX_TEXT:
        _refuse(tr("a part is too large"))


def _stream(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a member, never more than it declares."""
    left = archive.getinfo(name).file_size
    with archive.open(name) as one:
        while chunk := one.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                _refuse(tr("a part is larger than it says"))
            yield chunk
    if left:
        _refuse(tr("a part is shorter than it says"))


def _whole(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo:
        _refuse(tr("{name} is missing in it", name=name))
    return b"".join(_stream(archive, name))


def _contents(path: Path, archive: zipfile.ZipFile, progress: Progress) -> Bundle:
    sealed = _whole(archive, layout.TAG_MANIFEST)
    key = _signed(_whole(archive, layout.SIGNATURE), sealed)
    tags = {name: _whole(archive, name) for name in layout.TAG_FILES}
    expected = {name: hashlib.sha256(data).hexdigest() for name, data in tags.items()}
    if _manifest(sealed) != expected or tags["bagit.txt"] != layout.BAGIT:
        _refuse(tr("its table of contents was changed"))
    listed = _manifest(tags[layout.MANIFEST])
    payload = {name for name in archive.namelist() if name.startswith("data/")}
    if set(listed) != payload or not payload.issuperset(layout.TEXTS):
        _refuse(tr("parts are missing or were added"))
    media: dict[str, int] = {}
    octets = 0
    for done, (name, expected_hash) in enumerate(sorted(listed.items()), 1):
        progress(done, len(listed), name.rpartition("/")[2][:12])
        total = hashlib.sha256()
        for chunk in _stream(archive, name):
            total.update(chunk)
        found = layout.MEDIA.match(name)
        if total.hexdigest() != expected_hash or (found and found[2] != expected_hash):
            _refuse(tr("{name} in it was changed", name=name.rpartition("/")[2]))
        size = archive.getinfo(name).file_size
        octets += size
        if found:
            media[found[2]] = size
    _oxum(tags[layout.INFO], octets, len(listed))
    info = _about(_whole(archive, layout.ABOUT))
    bundle = Bundle(path, info, key, media=media)
    bundle.commits = list(_commits(archive))
    return bundle


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
        if type(about["min_reader"]) is not int or about["min_reader"] > layout.READER:
            _refuse(tr("it needs a newer version of this program"))
        sender = about["sender"]
        counts = {str(name): int(number) for name, number in about["counts"].items()}
        return BundleInfo(
            str(about["id"]), str(about["created"]),
            Sender(*(str(sender[part]) for part in ("replica", "key", "team", "title"))), counts,
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError, RecursionError):
        _refuse(tr("it does not say what it is"))


def _commits(archive: zipfile.ZipFile) -> Iterator[Commit]:
    last = ""
    with archive.open(layout.COMMITS) as lines:
        while line := lines.readline(layout.MAX_LINE + 1):
            if len(line) > layout.MAX_LINE or not line.endswith(b"\n"):
                _refuse(tr("a record in it is too large"))
            _depth(line)
            try:
                commit = parse_line(line[:-1])
            except ValueError as error:
                _refuse(tr("a record in it is not well formed ({why})", why=str(error)[:80]))
            signed = COMMIT_CONTEXT + header_bytes(commit.header)
            if commit.id <= last or not verify(commit.header.key, signed, commit.signature):
                _refuse(tr("a record in it was changed"))
            last = commit.id
            yield commit


def _depth(line: bytes) -> None:
    """Refuse deep nesting before the parser sees it; brackets inside texts only make it stricter."""
    if line.count(b"[") + line.count(b"{") > 40_000:
        _refuse(tr("a record in it is nested too deeply"))
    run = 0
    for byte in line:
        if byte in b"[{":
            run += 1
            if run > 64:
                _refuse(tr("a record in it is nested too deeply"))
        elif byte in b"]}":
            run = 0 if run <= 0 else run - 1
