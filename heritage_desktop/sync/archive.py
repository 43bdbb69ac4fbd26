# SPDX-License-Identifier: Apache-2.0
"""The zip layer of a bundle, with exactly one byte form: what is not signed cannot vary.

Reader and writer make headers with the same functions; the reader compares them byte for byte, so
overlaps, hidden entries, data before or after, and odd flags cannot occur. Members are stored, not
packed: photos and sound do not shrink, and what is not packed cannot unpack to an enormous size.
See FORMAT.md.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from heritage_desktop.i18n import tr

MAX_ENTRIES = 100_000
CHUNK = 1 << 20

_BIG, _MANY = 0xFFFFFFFF, 0xFFFF
_DATE = 0x0021  # 1980-01-01
_PLAIN_FILE = 0x81A40000
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
_SIZES_64 = struct.Struct("<2H2Q")
_PLACE_64 = struct.Struct("<2H3Q")


class BadArchive(ValueError):
    """The file is not a zip of the one form allowed; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: its name, CRC-32, size in bytes, and where its header begins."""

    name: str
    crc: int
    size: int
    offset: int

    @property
    def data_start(self) -> int:
        """Where the content begins."""
        return self.offset + len(local_header(self))

    @property
    def end(self) -> int:
        """Where the next entry or the directory begins."""
        return self.data_start + self.size


def local_header(entry: Entry) -> bytes:
    """Return the bytes before a member's data."""
    name = entry.name.encode("ascii")
    big = entry.size >= _BIG
    size = _BIG if big else entry.size
    extra = _SIZES_64.pack(1, 16, entry.size, entry.size) if big else b""
    head = _LOCAL.pack(
        b"PK\3\4", 45 if big else 20, 0, 0, 0, _DATE, entry.crc, size, size, len(name), len(extra)
    )
    return head + name + extra


def central_header(entry: Entry) -> bytes:
    """Return a member's line in the directory."""
    name = entry.name.encode("ascii")
    big = max(entry.size, entry.offset) >= _BIG
    need = 45 if big else 20
    size, offset = (_BIG, _BIG) if big else (entry.size, entry.offset)
    extra = _PLACE_64.pack(1, 24, entry.size, entry.size, entry.offset) if big else b""
    head = _CENTRAL.pack(
        b"PK\1\2", 0x0300 | need, need, 0, 0, 0, _DATE, entry.crc, size, size,
        len(name), len(extra), 0, 0, 0, _PLAIN_FILE, offset,
    )  # fmt: skip
    return head + name + extra


def end_records(count: int, size: int, offset: int) -> bytes:
    """Return what follows a directory of ``count`` entries and ``size`` bytes at ``offset``."""
    if count < _MANY and size < _BIG and offset < _BIG:
        return _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return (
        _END_64.pack(b"PK\6\6", 44, 0x032D, 45, 0, 0, count, count, size, offset)
        + _LOCATOR.pack(b"PK\6\7", 0, offset + size, 1)
        + _END.pack(b"PK\5\6", 0, 0, _MANY, _MANY, _BIG, _BIG, 0)
    )


class ArchiveWriter:
    """Writes members one after the other, then the directory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._entries: list[Entry] = []
        self._offset = 0

    def add(self, name: str, data: bytes) -> None:
        """Add a member held in memory."""
        self.add_stream(name, (data,), len(data))

    def add_stream(self, name: str, chunks: Iterable[bytes], size: int) -> None:
        """Add a member of ``size`` bytes from a stream; its CRC is filled in afterwards.

        Raises ValueError when the stream has another size.
        """
        start, crc, written = self._offset, 0, 0
        self._stream.write(local_header(Entry(name, 0, size, start)))
        for chunk in chunks:
            self._stream.write(chunk)
            crc = zlib.crc32(chunk, crc)
            written += len(chunk)
        if written != size:
            raise ValueError(f"{written} bytes instead of {size}")
        entry = Entry(name, crc, size, start)
        self._stream.seek(start)
        self._stream.write(local_header(entry))
        self._stream.seek(entry.end)
        self._entries.append(entry)
        self._offset = entry.end

    def finish(self) -> None:
        """Write the directory."""
        directory = b"".join(map(central_header, self._entries))
        self._stream.write(directory)
        self._stream.write(end_records(len(self._entries), len(directory), self._offset))


def read_directory(stream: BinaryIO) -> list[Entry]:
    """Return the members after checking every byte that is not a member's content.

    Raises BadArchive, or OSError when the stick was pulled.
    """
    length = stream.seek(0, 2)
    count, size, offset, end_length = _read_end(stream, length)
    if count > MAX_ENTRIES:
        raise BadArchive(tr("it holds too many files"))
    if offset + size + end_length != length or size > MAX_ENTRIES * 256:
        raise BadArchive(tr("it is incomplete or something was added to it"))
    stream.seek(offset)
    directory, tail = stream.read(size), stream.read(end_length)
    if tail != end_records(count, size, offset):
        raise BadArchive(tr("its end was altered"))
    entries = list(_entries(directory))
    if len(entries) != count or b"".join(map(central_header, entries)) != directory:
        raise BadArchive(tr("it was altered or packed again by another program"))
    _check_places(stream, entries, offset)
    return entries


def _read_end(stream: BinaryIO, length: int) -> tuple[int, int, int, int]:
    """Return (entries, directory size, directory offset, length of the end records)."""
    short, long = _END.size, _END.size + _LOCATOR.size + _END_64.size
    if length < short:
        raise BadArchive(tr("it is incomplete"))
    stream.seek(length - short)
    raw = stream.read(short)
    if raw[:4] != b"PK\5\6":
        raise BadArchive(tr("it is incomplete or not a bundle"))
    _, _, _, _, count, size, offset, _ = _END.unpack(raw)
    if _BIG not in (size, offset) and count != _MANY:
        return count, size, offset, short
    if length < long:
        raise BadArchive(tr("it is incomplete"))
    stream.seek(length - long)
    raw = stream.read(_END_64.size)
    if raw[:4] != b"PK\6\6":
        raise BadArchive(tr("its end was altered"))
    *_, count, size, offset = _END_64.unpack(raw)
    return count, size, offset, long


def _entries(directory: bytes) -> Iterator[Entry]:
    place = 0
    while place < len(directory):
        try:
            head = _CENTRAL.unpack_from(directory, place)
            crc, size = head[7], head[9]
            name_length, extra_length, offset = head[10], head[11], head[16]
            name_end = place + _CENTRAL.size + name_length
            name = directory[place + _CENTRAL.size : name_end].decode("ascii")
            if extra_length:
                _, _, size, _, offset = _PLACE_64.unpack_from(directory, name_end)
        except (struct.error, UnicodeDecodeError) as error:
            raise BadArchive(tr("its list of files was altered")) from error
        yield Entry(name, crc, size, offset)
        place = name_end + extra_length


def _check_places(stream: BinaryIO, entries: list[Entry], directory: int) -> None:
    place = 0
    for entry in entries:
        if entry.offset != place or entry.end > directory:
            raise BadArchive(tr("its files do not follow one another"))
        wanted = local_header(entry)
        stream.seek(place)
        if stream.read(len(wanted)) != wanted:
            raise BadArchive(tr("it was altered or packed again by another program"))
        place = entry.end
    if place != directory:
        raise BadArchive(tr("something is hidden between its files"))


def read_entry(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield a member's content in pieces of at most 1 MiB.

    Raises BadArchive when bytes are missing or the CRC differs.
    """
    crc, place, left = 0, entry.data_start, entry.size
    while left:
        stream.seek(place)
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise BadArchive(tr("it is incomplete"))
        crc = zlib.crc32(piece, crc)
        yield piece
        place, left = place + len(piece), left - len(piece)
    if crc != entry.crc:
        raise BadArchive(tr("{name} was damaged on the way", name=entry.name))
