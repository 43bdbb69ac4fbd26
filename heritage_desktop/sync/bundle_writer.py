# SPDX-License-Identifier: Apache-2.0
"""Writes a bundle once: temporary name, one pass over the media, flush, verify, rename."""

from __future__ import annotations

import hashlib
import html
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.errors import CannotWrite, MissingMedia
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.storage import fsops
from heritage_desktop.storage.gaps import NOTHING, Want
from heritage_desktop.storage.keys import DeviceKey
from heritage_desktop.sync import claims, layout
from heritage_desktop.sync.archive import ArchiveWriter
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.layout import BundleInfo, Sender

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BundleReport:
    """Where the bundle is and what it carries."""

    path: Path
    info: BundleInfo
    bytes: int


def write_bundle(
    target: Path,
    *,
    lines: Sequence[bytes],
    commit_ids: Sequence[str],
    media: Mapping[str, Path],
    key: DeviceKey,
    sender: Sender,
    counts: Mapping[str, int],
    addressed: str = "",
    want: Want = NOTHING,
    progress: Progress = silent,
) -> BundleReport:
    """Write ``target``; raises CannotWrite, MissingMedia, and never overwrites a file."""
    if target.exists():
        raise CannotWrite(tr("{name} already exists; a bundle is never overwritten, choose another "
                             "name.", name=target.name))  # fmt: skip
    names = sorted(media)
    identity = hashlib.sha256("\n".join([*sorted(commit_ids), *names]).encode()).hexdigest()[:32]
    created = datetime.now().astimezone().date().isoformat()
    info = BundleInfo(
        identity, created, sender, {**counts, "commits": len(lines), "media": len(names)},
        addressed, want,
    )  # fmt: skip
    temporary = target.parent / f".{new_id()}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as handle:
            _fill(handle, info, lines, {name: media[name] for name in names}, key, progress)
            handle.flush()
            os.fsync(handle.fileno())
        read_bundle(temporary)
        os.link(temporary, target) if os.name != "nt" else temporary.rename(target)
        fsops.sync_folder(target.parent)
    except OSError as error:
        raise fsops.cannot_write(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    return BundleReport(target, info, target.stat().st_size)


def _fill(
    handle: BinaryIO,
    info: BundleInfo,
    lines: Sequence[bytes],
    media: Mapping[str, Path],
    key: DeviceKey,
    progress: Progress,
) -> None:
    hashes: dict[str, str] = {}
    octets = 0
    archive = ArchiveWriter(handle)
    texts = {
        layout.README: _readme(info),
        layout.ABOUT: canonical(_about(info)),
        layout.COMMITS: b"".join(line + b"\n" for line in lines),
        layout.CRATE: _crate(info, media),
    }
    for name, data in texts.items():
        archive.add(name, data)
        hashes[name] = hashlib.sha256(data).hexdigest()
        octets += len(data)
    for done, (sha256, path) in enumerate(media.items(), 1):
        progress(done, len(media), path.name)
        octets += _copy(archive, sha256, path)
        hashes[layout.media_name(sha256)] = sha256
    tags = {
        "bagit.txt": layout.BAGIT,
        layout.MANIFEST: _listing(hashes),
        layout.INFO: _bag_info(info, octets, len(hashes)),
    }
    sealed = _listing({name: hashlib.sha256(data).hexdigest() for name, data in tags.items()})
    tags[layout.TAG_MANIFEST] = sealed
    signature = key.sign(layout.SIGNATURE_CONTEXT + sealed)
    tags[layout.SIGNATURE] = f"ed25519 {key.public} {signature}\n".encode()
    for name, data in tags.items():
        archive.add(name, data)
    archive.finish()


def _listing(hashes: Mapping[str, str]) -> bytes:
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def _copy(archive: ArchiveWriter, sha256: str, path: Path) -> int:
    """Copy one original while hashing it, in a single pass; returns its size."""
    total = hashlib.sha256()

    def chunks(source: BinaryIO) -> Iterator[bytes]:
        while chunk := source.read(_CHUNK):
            total.update(chunk)
            yield chunk

    damaged = tr("{name} is damaged; merge a bundle that holds the original and try again.",
                 name=path.name)  # fmt: skip
    try:
        with path.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            archive.add_stream(layout.media_name(sha256), chunks(source), size)
    except FileNotFoundError as error:
        raise MissingMedia(tr("{name} is not in the media folder; copy it back or take the photo "
                              "out of its record.", name=path.name)) from error  # fmt: skip
    except ValueError as error:
        raise MissingMedia(damaged) from error
    if total.hexdigest() != sha256:
        raise MissingMedia(damaged)
    return size


def _about(info: BundleInfo) -> dict[str, object]:
    return {
        "id": info.id, "format": layout.FORMAT, "min_reader": layout.READER,
        "created": info.created, "counts": dict(info.counts), "for": info.addressed,
        "sender": claims.sender_json(info.sender), "want": claims.want_json(info.want),
    }  # fmt: skip


def _bag_info(info: BundleInfo, octets: int, streams: int) -> bytes:
    return (
        f"Payload-Oxum: {octets}.{streams}\nBagging-Date: {info.created}\n"
        f"External-Identifier: {info.id}\nBag-Count: 1 of 1\n"
    ).encode()


def _readme(info: BundleInfo) -> bytes:
    title, team = html.escape(info.sender.title), html.escape(info.sender.team)
    rows = "".join(f"<tr><td>{html.escape(k)}</td><td>{v}</td></tr>"
                   for k, v in sorted(info.counts.items()))  # fmt: skip
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f"<title>{title}</title><h1>{title}</h1><p>{team} · {info.created}</p>"
        "<p>乡村遗产数据包。请用 Heritage Desktop 合并；原始照片与录音在 data/media 中。</p>"
        "<p>A village heritage bundle. Merge it with Heritage Desktop; the original photos and "
        f"recordings are in data/media.</p><table>{rows}</table>"
    ).encode()


def _crate(info: BundleInfo, media: Mapping[str, Path]) -> bytes:
    parts: list[dict[str, object]] = [
        {"@id": layout.media_name(name).removeprefix("data/")} for name in media
    ]
    graph: list[dict[str, object]] = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
         "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"}},
        {"@id": "./", "@type": "Dataset", "name": info.sender.title or "Village heritage",
         "description": "Records and original media of a village heritage inventory",
         "datePublished": info.created, "license": "See the rights of each record",
         "hasPart": [{"@id": "commits.jsonl"}, *parts]},
        {"@id": "commits.jsonl", "@type": "File", "encodingFormat": "application/jsonl",
         "name": "Signed commits"},
        *({"@id": part["@id"], "@type": "File", "name": part["@id"]} for part in parts),
    ]  # fmt: skip
    whole = {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()
