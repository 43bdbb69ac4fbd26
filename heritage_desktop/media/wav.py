# SPDX-License-Identifier: Apache-2.0
"""WAV files: written so that a cut at any moment leaves a playable one, and read with suspicion.

Linear PCM after Microsoft's RIFF; from four gigabytes on the header becomes RF64 in place
(EBU Tech 3306), for which a ``JUNK`` chunk keeps the room.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEADER = struct.Struct("<4sI4s 4sI28s 4sIHHIIHH 4sI")
HEADER_BYTES = _HEADER.size
_FULL = 0xFFFFFFFF
_MAX_CHUNKS = 64
_PCM = (1, 0xFFFE)


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """Signed little-endian samples: how many a second, how many channels, bytes of one."""

    rate: int = 48_000
    channels: int = 1
    sample_bytes: int = 2

    @property
    def frame(self) -> int:
        """Return the bytes of one moment in all channels."""
        return self.channels * self.sample_bytes

    @property
    def per_second(self) -> int:
        """Return the bytes of one second."""
        return self.rate * self.frame

    def ms(self, size: int) -> int:
        """Return how long ``size`` bytes of sound last, in milliseconds."""
        return size // self.frame * 1000 // self.rate


@dataclass(frozen=True, slots=True)
class WavFacts:
    """Where the samples are in a file."""

    format: SoundFormat
    start: int
    size: int

    @property
    def duration_ms(self) -> int:
        """Return the length in milliseconds."""
        return self.format.ms(self.size)


def header(format: SoundFormat, size: int) -> bytes:
    """Return the 80 bytes before ``size`` bytes of samples."""
    whole = size + HEADER_BYTES - 8
    large = whole > _FULL
    spare = struct.pack("<QQQI", whole, size, size // format.frame, 0) if large else b""
    return _HEADER.pack(
        b"RF64" if large else b"RIFF", _FULL if large else whole, b"WAVE",
        b"ds64" if large else b"JUNK", 28, spare,
        b"fmt ", 16, 1, format.channels, format.rate, format.per_second, format.frame,
        format.sample_bytes * 8,
        b"data", _FULL if large else size,
    )  # fmt: skip


class WavWriter:
    """Appends samples; what was settled survives a crash or a flat battery."""

    def __init__(self, path: Path, format: SoundFormat) -> None:
        """Create the file; raises OSError when it exists or cannot be written."""
        self.format = format
        self.size = self.settled = 0
        self._file: BinaryIO = path.open("xb", buffering=0)
        self._file.write(header(format, 0))

    def add(self, samples: bytes) -> None:
        """Append samples, and settle them once a second of sound; raises OSError."""
        view = memoryview(samples)
        while view:
            written = self._file.write(view)
            self.size += written
            view = view[written:]
        if self.size - self.settled >= self.format.per_second:
            self.settle()

    def settle(self) -> None:
        """Bring everything onto the disk, with a header that tells the length."""
        whole = self.size - self.size % self.format.frame
        self._file.seek(0)
        self._file.write(header(self.format, whole))
        self._file.seek(0, os.SEEK_END)
        os.fsync(self._file.fileno())
        self.settled = self.size

    def close(self) -> None:
        """Settle what is left and close; closing twice does nothing."""
        if not self._file.closed:
            try:
                self.settle()
            finally:
                self._file.close()


def read_facts(path: Path) -> WavFacts | None:
    """Return where the samples are; None when it is no PCM WAV. Never more than the file holds."""
    try:
        with path.open("rb") as file:
            return _walk(file, path.stat().st_size)
    except (OSError, struct.error):
        return None


def _walk(file: BinaryIO, total: int) -> WavFacts | None:
    head = file.read(12)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
        return None
    format: SoundFormat | None = None
    large = 0
    for _ in range(_MAX_CHUNKS):
        name, size = struct.unpack("<4sI", file.read(8))
        at = file.tell()
        if name == b"ds64":
            large = struct.unpack("<QQ", file.read(16))[1]
        elif name == b"fmt ":
            format = _format(file.read(16))
        elif name == b"data":
            if format is None:
                return None
            said = large if size == _FULL else size
            held = min(said, max(0, total - at))
            return WavFacts(format, at, held - held % format.frame)
        file.seek(at + size + size % 2)
    return None


def _format(data: bytes) -> SoundFormat | None:
    code, channels, rate, _, frame, bits = struct.unpack("<HHIIHH", data)
    usual = bits in (8, 16, 24, 32) and 1 <= channels <= 8 and 1000 <= rate <= 768_000
    if code not in _PCM or not usual or frame != channels * bits // 8:
        return None
    return SoundFormat(rate, channels, bits // 8)


def mend(path: Path, format: SoundFormat) -> int:
    """Give a recording that was cut off its right length; return its milliseconds.

    The samples are what lies after our header; half a frame at the end is cut. Raises OSError.
    """
    with path.open("r+b", buffering=0) as file:
        size = max(0, path.stat().st_size - HEADER_BYTES)
        size -= size % format.frame
        file.truncate(HEADER_BYTES + size)
        file.write(header(format, size))
        os.fsync(file.fileno())
    return format.ms(size)
