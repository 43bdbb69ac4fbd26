# SPDX-License-Identifier: Apache-2.0
"""The zip layer of a bundle, with exactly one byte form: what is not signed cannot vary.

Reader and writer make headers with the same functions; the reader compares them byte for byte, so
overlaps, hidden entries, data before or after, and odd flags cannot occur. See FORMAT.md.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

STORED, DEFLATED = 0, 8
MAX_ENTRIES = 100_000
MAX_RATIO = 200
CHUNK = 1 << 20
LEVEL = 6

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
    """One member: its name, how it is packed, and where."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def data_start(self) -> int:
        """Where the packed bytes begin."""
        return self.offset + len(local_header(self))

    @property
    def end(self) -> int:
        """Where the next entry or the directory begins."""
        return self.data_start + self.packed


def local_header(entry: Entry) -> bytes:
    """Return the bytes before a member's data."""
    name = entry.name.encode("ascii")
    big = entry.size >= _BIG or entry.packed >= _BIG
    sizes = (_BIG, _BIG) if big else (entry.packed, entry.size)
    extra = _SIZES_64.pack(1, 16, entry.size, entry.packed) if big else b""
    head = _LOCAL.pack(
        b"PK\3\4", 45 if big else 20, 0, entry.method, 0, _DATE, entry.crc, *sizes,
        len(name), len(extra),
    )  # fmt: skip
    return head + name + extra


def central_header(entry: Entry) -> bytes:
    """Return a member's line in the directory."""
    name = entry.name.encode("ascii")
    big = max(entry.size, entry.packed, entry.offset) >= _BIG
    need = 45 if big else 20
    packed, size, offset = (_BIG,) * 3 if big else (entry.packed, entry.size, entry.offset)
    extra = _PLACE_64.pack(1, 24, entry.size, entry.packed, entry.offset) if big else b""
    head = _CENTRAL.pack(
        b"PK\1\2", 0x0300 | need, need, 0, entry.method, 0, _DATE, entry.crc, packed, size,
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

    def add(self, name: str, data: bytes, *, method: int = STORED) -> None:
        """Add a member held in memory."""
        packed = deflate(data) if method == DEFLATED else data
        self.add_packed(name, (packed,), method, zlib.crc32(data), (len(packed), len(data)))

    def add_packed(
        self, name: str, chunks: Iterable[bytes], method: int, crc: int, sizes: tuple[int, int]
    ) -> None:
        """Add a member packed elsewhere; ``sizes`` are (packed, unpacked)."""
        entry = Entry(name, method, crc, *sizes, self._offset)
        self._stream.write(local_header(entry))
        for chunk in chunks:
            self._stream.write(chunk)
        self._entries.append(entry)
        self._offset = entry.end

    def add_stored(self, name: str, chunks: Iterable[bytes], size: int) -> None:
        """Add a member of known size straight from a stream; its CRC is filled in afterwards.

        Raises ValueError when the stream has another size.
        """
        start, crc, written = self._offset, 0, 0
        self._stream.write(local_header(Entry(name, STORED, 0, size, size, start)))
        for chunk in chunks:
            self._stream.write(chunk)
            crc = zlib.crc32(chunk, crc)
            written += len(chunk)
        if written != size:
            raise ValueError(f"{written} bytes instead of {size}")
        entry = Entry(name, STORED, crc, size, size, start)
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


def deflate(data: bytes) -> bytes:
    """Return data packed without a header, as zip wants it."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def read_directory(stream: BinaryIO) -> list[Entry]:
    """Return the members after checking every byte that is not a member's content.

    Raises BadArchive, or OSError when the stick was pulled.
    """
    length = stream.seek(0, 2)
    count, size, offset, end_length = _read_end(stream, length)
    if count > MAX_ENTRIES:
        raise BadArchive("it holds too many files")
    if offset + size + end_length != length or size > MAX_ENTRIES * 256:
        raise BadArchive("it is incomplete or something was added to it")
    stream.seek(offset)
    directory, tail = stream.read(size), stream.read(end_length)
    if tail != end_records(count, size, offset):
        raise BadArchive("its end was altered")
    entries = list(_entries(directory))
    if len(entries) != count or b"".join(map(central_header, entries)) != directory:
        raise BadArchive("it was altered or packed again by another program")
    _check_places(stream, entries, offset)
    return entries


def _read_end(stream: BinaryIO, length: int) -> tuple[int, int, int, int]:
    """Return (entries, directory size, directory offset, length of the end records)."""
    short, long = _END.size, _END.size + _LOCATOR.size + _END_64.size
    if length < short:
        raise BadArchive("it is incomplete")
    stream.seek(length - short)
    raw = stream.read(short)
    if raw[:4] != b"PK\5\6":
        raise BadArchive("it is incomplete or not a bundle")
    _, _, _, _, count, size, offset, _ = _END.unpack(raw)
    if _BIG not in (size, offset) and count != _MANY:
        return count, size, offset, short
    if length < long:
        raise BadArchive("it is incomplete")
    stream.seek(length - long)
    raw = stream.read(_END_64.size)
    if raw[:4] != b"PK\6\6":
        raise BadArchive("its end was altered")
    *_, count, size, offset = _END_64.unpack(raw)
    return count, size, offset, long


def _entries(directory: bytes) -> Iterator[Entry]:
    place = 0
    while place < len(directory):
        try:
            head = _CENTRAL.unpack_from(directory, place)
            method, crc, packed, size = head[4], head[7], head[8], head[9]
            name_length, extra_length, offset = head[10], head[11], head[16]
            name_end = place + _CENTRAL.size + name_length
            name = directory[place + _CENTRAL.size : name_end].decode("ascii")
            if extra_length:
                _, _, size, packed, offset = _PLACE_64.unpack_from(directory, name_end)
        except (struct.error, UnicodeDecodeError) as error:
            raise BadArchive("its list of files was altered") from error
        yield Entry(name, method, crc, packed, size, offset)
        place = name_end + extra_length


def _check_places(stream: BinaryIO, entries: list[Entry], directory: int) -> None:
    place = 0
    for entry in entries:
        if entry.offset != place or entry.end > directory:
            raise BadArchive("its files do not follow one another")
        if entry.method not in (STORED, DEFLATED):
            raise BadArchive("it is packed in an unknown way")
        if entry.method == STORED and entry.packed != entry.size:
            raise BadArchive("it names a false size")
        if entry.size > MAX_RATIO * entry.packed:
            raise BadArchive("it would unpack to an enormous size")
        wanted = local_header(entry)
        stream.seek(place)
        if stream.read(len(wanted)) != wanted:
            raise BadArchive("it was altered or packed again by another program")
        place = entry.end
    if place != directory:
        raise BadArchive("something is hidden between its files")


def read_entry(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield a member's content in pieces of at most 1 MiB, never more than it promised.

    Raises BadArchive when size or CRC differ.
    """
    pieces = _inflated(stream, entry) if entry.method == DEFLATED else _plain(stream, entry)
    crc, length = 0, 0
    for piece in pieces:
        length += len(piece)
        if length > entry.size:
            raise BadArchive("it unpacks to more than it promised")
        crc = zlib.crc32(piece, crc)
        yield piece
    if length != entry.size or crc != entry.crc:
        raise BadArchive(f"{entry.name} was damaged on the way")


def _plain(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    place, left = entry.data_start, entry.packed
    while left:
        stream.seek(place)
        piece = stream.read(min(CHUNK, left))
        if not piece:
            raise BadArchive("it is incomplete")
        yield piece
        place, left = place + len(piece), left - len(piece)


def _inflated(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    opener = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for packed in _plain(stream, entry):
            rest = packed
            while rest and not opener.eof:
                piece = opener.decompress(rest, CHUNK)
                rest = opener.unconsumed_tail
                if piece:
                    yield piece
            if opener.unused_data or (opener.eof and rest):
                raise BadArchive("something is hidden in one of its files")
        while not opener.eof:
            piece = opener.decompress(opener.unconsumed_tail, CHUNK)
            if not piece:
                break
            yield piece
    except zlib.error as error:
        raise BadArchive(f"{entry.name} was damaged on the way") from error
    if not opener.eof:
        raise BadArchive(f"{entry.name} was damaged on the way")
