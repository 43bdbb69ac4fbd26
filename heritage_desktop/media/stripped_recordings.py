# SPDX-License-Identifier: Apache-2.0
"""Sound and film without place, camera, owner or notes; nothing is decoded or mixed anew.

A WAV keeps its format and its samples. In films every box that playing does not need is blanked
in place, and so is everything in ``mdat`` that belongs to a track of data, such as the GPS track
of a phone or drone: no byte moves, so no table has to be written again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr

PIECE = 4 * 1024 * 1024
MAX_CHUNKS = 10_000
MAX_BOXES = 200_000
MAX_MOOV = 64 * 1024 * 1024
MAX_SMALL = 64 * 1024

_WAVE_KEPT = frozenset({b"fmt ", b"fact", b"ds64"})
_TOP_KEPT = frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx"})
_MOOV_KEPT = frozenset({b"mvhd", b"trak", b"mvex", b"iods"})
_TRAK_KEPT = frozenset({b"tkhd", b"edts", b"mdia", b"tref", b"tapt", b"clip", b"matt"})
_MDIA_KEPT = frozenset({b"mdhd", b"hdlr", b"minf", b"elng"})
_MOOF_KEPT = frozenset({b"mfhd", b"traf"})
_TRAF_KEPT = frozenset(
    {b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"sdtp"}
)
_SEEN_OR_HEARD = frozenset({b"vide", b"soun"})


def _damaged() -> HeritageError:
    return HeritageError(tr("it cannot be read and may be damaged"))


def _not_possible() -> HeritageError:
    return HeritageError(tr("it holds data that may tell the place and cannot be taken out"))


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    source.seek(start)
    while start < end:
        piece = source.read(min(PIECE, end - start))
        if not piece:
            raise _damaged()
        target.write(piece)
        start += len(piece)


def _blank(target: BinaryIO, length: int) -> None:
    while length > 0:
        target.write(bytes(min(PIECE, length)))
        length -= PIECE


# WAV


def strip_wave(source: Path, target: Path) -> None:
    """Write the format and the samples of a WAV or RF64 file; raises HeritageError."""
    size = source.stat().st_size
    with source.open("rb") as reader, target.open("wb") as writer:
        head = reader.read(12)
        if head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:12] != b"WAVE":
            raise _damaged()
        writer.write(head)
        wide = 0  # the length of the samples where 32 bits cannot hold it
        for name, start, told in _wave_chunks(reader, size):
            if name in _WAVE_KEPT:
                reader.seek(start)
                body = reader.read(min(told, MAX_SMALL))
                wide = struct.unpack_from("<Q", body, 8)[0] if name == b"ds64" else wide
                writer.write(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
            elif name == b"data":
                length = wide if told == 0xFFFFFFFF and wide else told
                _write_samples(reader, writer, start, min(length, size - start))
                break
        else:
            raise _damaged()
        if head[:4] != b"RIFF" and not wide:
            raise _damaged()
        _write_lengths(writer, head[:4])


def _wave_chunks(reader: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, where its bytes begin, the length it tells), up to ``MAX_CHUNKS``."""
    at = 12
    for _ in range(MAX_CHUNKS):
        reader.seek(at)
        head = reader.read(8)
        if len(head) < 8 or at + 8 > size:
            return
        name, length = struct.unpack("<4sI", head)
        yield name, at + 8, length
        at += 8 + length + length % 2


def _write_samples(reader: BinaryIO, writer: BinaryIO, start: int, length: int) -> None:
    writer.write(b"data" + struct.pack("<I", min(length, 0xFFFFFFFF)))
    _copy(reader, writer, start, start + length)
    writer.write(b"\0" * (length % 2))


def _write_lengths(writer: BinaryIO, form: bytes) -> None:
    total = writer.tell() - 8
    writer.seek(4)
    if form == b"RIFF":
        writer.write(struct.pack("<I", min(total, 0xFFFFFFFF)))
    else:
        writer.write(b"\xff\xff\xff\xff")
        writer.seek(20)  # ds64 is the first chunk by definition
        writer.write(struct.pack("<Q", total))


# MP4, MOV, M4A


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    start: int
    body: int  # where its content begins
    end: int


@dataclass(slots=True)
class _Film:
    """What the tables of a film say: where the chunks of each track begin in the file."""

    kept: set[int] = field(default_factory=set)
    data: set[int] = field(default_factory=set)  # of tracks nobody sees or hears
    has_data_track: bool = False
    boxes: int = 0


def strip_boxes(source: Path, target: Path) -> None:
    """Write a film or M4A with every box blanked that is not needed to play it.

    Raises HeritageError when the boxes are out of order or keep their data where it cannot be
    told apart.
    """
    size = source.stat().st_size
    with source.open("rb") as reader, target.open("wb") as writer:
        top = list(_top_boxes(reader, size))
        found = next((box for box in top if box.name == b"moov"), None)
        if found is None or found.end - found.start > MAX_MOOV:
            raise _damaged()
        reader.seek(found.start)
        moov = bytearray(reader.read(found.end - found.start))
        film = _Film()
        _blank_movie(moov, found, film)
        if film.has_data_track and any(box.name == b"moof" for box in top):
            raise _not_possible()
        for box in top:
            if box is found:
                writer.write(moov)
            elif box.name == b"mdat":
                _write_media(reader, writer, box, film)
            else:
                _write_other(reader, writer, box)


def _top_boxes(reader: BinaryIO, size: int) -> Iterator[_Box]:
    """Yield the boxes of the file; what follows the last whole one is left out."""
    at, seen = 0, set()
    for _ in range(MAX_BOXES):
        reader.seek(at)
        box = _box(reader.read(16), at, size)
        if box is None:
            break
        seen.add(box.name)
        yield box
        at = box.end
    if b"moov" not in seen:
        raise _damaged()


def _box(head: bytes, at: int, limit: int) -> _Box | None:
    """Return the box whose header begins at ``at``; None when there is no whole one."""
    if len(head) < 8:
        return None
    length, name = struct.unpack_from(">I4s", head)
    body = at + 8
    if length == 1 and len(head) >= 16:
        length, body = struct.unpack_from(">Q", head, 8)[0], at + 16
    elif length == 0:
        length = limit - at
    if length < body - at or at + length > limit:
        return None
    return _Box(name, at, body, at + length)


def _inner(data: bytearray, box: _Box, film: _Film) -> Iterator[_Box]:
    """Yield the boxes inside one; positions count from the beginning of ``data``."""
    at = box.body
    while at + 8 <= box.end:
        inner = _box(bytes(data[at : at + 16]), at, box.end)
        film.boxes += 1
        if inner is None and not any(data[at : box.end]):
            return  # QuickTime may end a list with zeros
        if inner is None or film.boxes > MAX_BOXES:
            raise _damaged()
        yield inner
        at = inner.end


def _hollow(data: bytearray, box: _Box) -> None:
    """Make a box free space of the same length."""
    data[box.start + 4 : box.start + 8] = b"free"
    data[box.body : box.end] = bytes(box.end - box.body)


def _blank_movie(moov: bytearray, placed: _Box, film: _Film) -> None:
    whole = _Box(b"moov", 0, placed.body - placed.start, len(moov))
    for box in list(_inner(moov, whole, film)):
        if box.name in (b"cmov", b"gps "):  # packed tables; the places of a dashboard camera
            raise _not_possible()
        if box.name not in _MOOV_KEPT:
            _hollow(moov, box)
        elif box.name == b"trak":
            _blank_track(moov, box, film)


def _blank_track(moov: bytearray, trak: _Box, film: _Film) -> None:
    inner = list(_inner(moov, trak, film))
    media = next((box for box in inner if box.name == b"mdia"), None)
    within = list(_inner(moov, media, film)) if media else []
    handler = next((box for box in within if box.name == b"hdlr"), None)
    kind = bytes(moov[handler.body + 8 : handler.body + 12]) if handler else b""
    starts = _chunk_starts(moov, within, film)
    if kind not in _SEEN_OR_HEARD:
        film.has_data_track = True
        film.data |= starts
        _hollow(moov, trak)
        return
    film.kept |= starts
    for box in inner:
        if box.name not in _TRAK_KEPT:
            _hollow(moov, box)
    for box in within:
        if box.name not in _MDIA_KEPT:
            _hollow(moov, box)


def _chunk_starts(moov: bytearray, within: list[_Box], film: _Film) -> set[int]:
    """Return where in the file the chunks of a track begin."""
    found: set[int] = set()
    information = next((box for box in within if box.name == b"minf"), None)
    for table in _inner(moov, information, film) if information else ():
        if table.name != b"stbl":
            continue
        for box in _inner(moov, table, film):
            width = {b"stco": 4, b"co64": 8}.get(box.name)
            if width is not None:
                count = int.from_bytes(moov[box.body + 4 : box.body + 8], "big")
                if box.body + 8 + count * width > box.end:
                    raise _damaged()
                letter = "I" if width == 4 else "Q"
                found.update(struct.unpack_from(f">{count}{letter}", moov, box.body + 8))
    return found


def _write_media(reader: BinaryIO, writer: BinaryIO, box: _Box, film: _Film) -> None:
    """Copy the samples; what a data track owns, up to the next chunk of any track, is blank."""
    if film.data & film.kept:
        raise _not_possible()
    _copy(reader, writer, box.start, box.body)
    starts = sorted(at for at in film.data | film.kept if box.body <= at < box.end)
    # In pieces (moof) no chunk is named here: then there are no data tracks and all is kept.
    at = starts[0] if starts and film.kept else box.body
    _blank(writer, at - box.body)
    for start, end in zip(starts, [*starts[1:], box.end], strict=True):
        if start in film.kept:
            _copy(reader, writer, start, end)
        else:
            _blank(writer, end - start)
    if not starts:
        _copy(reader, writer, box.body, box.end)


def _write_other(reader: BinaryIO, writer: BinaryIO, box: _Box) -> None:
    if box.name in _TOP_KEPT:
        if box.end - box.start > MAX_MOOV:
            raise _damaged()
        reader.seek(box.start)
        data = bytearray(reader.read(box.end - box.start))
        if box.name == b"moof":
            _blank_piece(data, box)
        writer.write(data)
        return
    reader.seek(box.start)
    head = bytearray(reader.read(box.body - box.start))
    head[4:8] = b"free"
    writer.write(head)
    _blank(writer, box.end - box.body)


def _blank_piece(data: bytearray, placed: _Box) -> None:
    film = _Film()
    whole = _Box(b"moof", 0, placed.body - placed.start, len(data))
    for box in list(_inner(data, whole, film)):
        if box.name not in _MOOF_KEPT:
            _hollow(data, box)
        elif box.name == b"traf":
            for inner in list(_inner(data, box, film)):
                if inner.name not in _TRAF_KEPT:
                    _hollow(data, inner)
