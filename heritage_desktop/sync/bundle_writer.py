# SPDX-License-Identifier: Apache-2.0
"""Writes a bundle: complete, durable and read back before it gets its name; never over another."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.errors import BadBundle, CannotWrite, MissingMedia
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.storage import fsops
from heritage_desktop.storage.keys import DeviceKey
from heritage_desktop.sync import bag, papers
from heritage_desktop.sync.archive import CHUNK, DEFLATED, LEVEL, STORED, ArchiveWriter, deflate
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.info import BundleInfo
from heritage_desktop.sync.papers import Original
from heritage_desktop.sync.signing import sign_bundle

#: Beyond this a file is stored, so that no reader takes it for a bomb.
STORE_BEYOND = 100
_SPARE = 16 << 20
_SPOOL = 32 << 20


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What was written."""

    path: Path
    info: BundleInfo
    size: int


@dataclass(slots=True)
class _History:
    """The commits, deflated aside because their size and hash come before them in the file."""

    spool: BinaryIO
    count: int = 0
    size: int = 0
    packed: int = 0
    crc: int = 0
    hash: str = ""
    created: str = ""


def write_bundle(
    target: Path,
    *,
    lines: Iterable[bytes],
    media: Iterable[tuple[str, Path]],
    key: DeviceKey,
    info: BundleInfo,
    counts: Mapping[str, int],
    progress: Progress = silent,
) -> BundleReport:
    """Write ``target`` from commit lines in id order and (sha256, path) of the originals.

    ``counts`` are further numbers to tell people, such as items. Raises MissingMedia when an
    original is not what it is named, CannotWrite when the disk refuses or the name is taken.
    """
    target = Path(target)
    if target.exists():
        raise _taken(target)
    originals = _originals(media)
    temporary = target.parent / f".{new_id()}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.SpooledTemporaryFile(_SPOOL) as spool, temporary.open("xb") as stream:
            history = _gather(lines, _History(spool))  # type: ignore[arg-type]  # a binary file
            complete = _complete(info, key, counts, history, originals)
            _require_space(target, history, originals)
            steps = 2 * len(originals)
            _write(stream, complete, history, originals, key, _part(progress, 0, steps))
            stream.flush()
            os.fsync(stream.fileno())
        _read_back(temporary, target, complete, _part(progress, len(originals), steps))
        size = temporary.stat().st_size
        place(temporary, target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    return BundleReport(target, complete, size)


def place(source: Path, target: Path) -> None:
    """Give a finished file its name, durably; raises CannotWrite rather than replace another."""
    try:
        if os.name == "nt":
            source.rename(target)
        else:
            _link(source, target)
    except FileExistsError as error:
        raise _taken(target) from error
    fsops.sync_folder(target.parent)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        # FAT and exFAT sticks know no links.
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)


def _originals(media: Iterable[tuple[str, Path]]) -> list[Original]:
    found: dict[str, Original] = {}
    for sha256, path in media:
        if sha256 not in found:
            try:
                found[sha256] = Original(sha256, path, path.stat().st_size)
            except OSError as error:
                raise MissingMedia(
                    f"{path.name} is not in the media folder; copy it back from another laptop "
                    "or a backup."
                ) from error
    return [found[sha256] for sha256 in sorted(found)]


def _gather(lines: Iterable[bytes], history: _History) -> _History:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    total = hashlib.sha256()
    newest: tuple[int, str] = (-1, "")
    for line in lines:
        ended = line + b"\n"
        history.count += 1
        history.size += len(ended)
        history.crc = zlib.crc32(ended, history.crc)
        total.update(ended)
        history.packed += history.spool.write(packer.compress(ended))
        header = json.loads(line)["h"]
        if header["lam"] >= newest[0]:
            mine = (header["lam"], hashlib.sha256(canonical(header)).hexdigest())
            if mine > newest:
                newest, history.created = mine, header["wall"]
    history.packed += history.spool.write(packer.flush())
    history.hash = total.hexdigest()
    return history


def _complete(
    info: BundleInfo,
    key: DeviceKey,
    counts: Mapping[str, int],
    history: _History,
    originals: Sequence[Original],
) -> BundleInfo:
    true = {
        "commits": history.count,
        "media": len(originals),
        "media_bytes": sum(original.size for original in originals),
    }
    return replace(
        info,
        key=key.public,
        created=history.created,
        counts={**counts, **true},
        commits_hash=history.hash,
        media_hash=media_list_hash(original.sha256 for original in originals),
    ).named()


def media_list_hash(hashes: Iterable[str]) -> str:
    """Return the hash over the originals' hashes in ascending order."""
    total = hashlib.sha256()
    for sha256 in sorted(hashes):
        total.update(f"{sha256}\n".encode("ascii"))
    return total.hexdigest()


def _require_space(target: Path, history: _History, originals: Sequence[Original]) -> None:
    need = sum(original.size for original in originals) + 2 * history.packed + _SPARE
    free = shutil.disk_usage(target.parent).free
    if free < need:
        raise CannotWrite(
            f"{target.name} needs {need // 1_000_000 + 1} MB and only {free // 1_000_000} MB are "
            "free there; free some space or choose another disk."
        )


def _write(
    stream: BinaryIO,
    info: BundleInfo,
    history: _History,
    originals: Sequence[Original],
    key: DeviceKey,
    progress: Progress,
) -> None:
    small = {
        bag.README: papers.readme(info),
        bag.INFO: info.to_bytes(),
        bag.CRATE: papers.crate(info, originals),
    }
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in small.items()}
    hashes[bag.COMMITS] = history.hash
    sizes = [history.size, *(len(data) for data in small.values())]
    for original in originals:
        hashes[bag.media_name(original.sha256)] = original.sha256
        sizes.append(original.size)
    small[bag.BAGIT], small[bag.MANIFEST] = bag.BAGIT_TEXT, bag.manifest(hashes)
    small[bag.BAG_INFO] = bag.bag_info(info, sizes)
    tagged = {name: hashlib.sha256(small[name]).hexdigest() for name in bag.TAGGED}
    small[bag.TAG_MANIFEST] = bag.manifest(tagged)
    small[bag.SIGNATURE] = sign_bundle(key, small[bag.TAG_MANIFEST])
    archive = ArchiveWriter(stream)
    by_name = {bag.media_name(original.sha256): original for original in originals}
    done = 0
    for name in sorted({*small, *by_name, bag.COMMITS}):
        if name in small:
            archive.add(name, small[name], method=_method(name, small[name]))
        elif name in by_name:
            _copy(archive, by_name[name])
            done += 1
            progress(done, len(originals), by_name[name].path.name)
        else:
            _add_history(archive, history)
    archive.finish()


def _method(name: str, data: bytes) -> int:
    if name not in bag.PACKED or len(data) > STORE_BEYOND * len(deflate(data)):
        return STORED
    return DEFLATED


def _add_history(archive: ArchiveWriter, history: _History) -> None:
    history.spool.seek(0)
    packed = iter(lambda: history.spool.read(CHUNK), b"")
    if history.size <= STORE_BEYOND * history.packed:
        sizes = (history.packed, history.size)
        archive.add_packed(bag.COMMITS, packed, DEFLATED, history.crc, sizes)
    else:
        archive.add_stored(bag.COMMITS, _inflated(packed), history.size)


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    opener = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in packed:
        while piece:
            yield opener.decompress(piece, CHUNK)
            piece = opener.unconsumed_tail
    yield opener.flush()


def _copy(archive: ArchiveWriter, original: Original) -> None:
    total = hashlib.sha256()

    def pieces(handle: BinaryIO) -> Iterator[bytes]:
        while piece := handle.read(CHUNK):
            total.update(piece)
            yield piece

    name, changed = bag.media_name(original.sha256), False
    with original.path.open("rb") as handle:
        try:
            archive.add_stored(name, pieces(handle), original.size)
        except ValueError:
            changed = True
    if changed or total.hexdigest() != original.sha256:
        raise MissingMedia(
            f"{original.path.name} was damaged on this computer; copy it back from another laptop "
            "or a backup."
        )


def _read_back(temporary: Path, target: Path, info: BundleInfo, progress: Progress) -> None:
    try:
        found = read_bundle(temporary, progress, keep=False)
    except BadBundle as error:
        why = str(error).removeprefix(f"{temporary.name} ")
        raise CannotWrite(
            f"{target.name} did not read back as it was written ({why}); try another disk."
        ) from error
    if found.info != info:
        raise CannotWrite(f"{target.name} did not read back as it was written; try another disk.")


def _part(progress: Progress, before: int, total: int) -> Progress:
    """Return progress for one of the two passes over the originals."""

    def report(done: int, _: int, note: str = "") -> None:
        progress(before + done, total, note)

    return report


def _taken(target: Path) -> CannotWrite:
    return CannotWrite(f"{target.name} already exists; choose another name.")


def _refused(target: Path, error: OSError) -> CannotWrite:
    if error.errno == errno.EFBIG:
        return CannotWrite(
            f"{target.name} is too large for this stick; use one formatted exFAT, NTFS or ext4."
        )
    return fsops.cannot_write(target, error)
