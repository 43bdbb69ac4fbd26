# SPDX-License-Identifier: Apache-2.0
"""The waveform of a recording: lowest and highest sample of each few milliseconds.

Samples are kept as bytes after the µ-law of ITU-T G.711, whose order is that of the samples: the
lowest byte is the lowest sample, and quiet speech stays visible. Every sample counts; files are
read in pieces, so that hours of sound need no more memory than minutes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageChops

from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.media.wav import SoundFormat, WavFacts

#: About this many pairs describe a second.
PER_SECOND = 200
PIECE = 1024 * 1024
#: Each level of the pyramid describes this many pairs of the one below by one.
STEP = 8
MAGIC = b"heritage-peaks-1\n"
#: A day of sound; what claims to be longer is not kept.
MOST = 24 * 3600 * 800
ZERO = 128
_MU = 255
Fold = Callable[[Image.Image, Image.Image], Image.Image]


def _coded(word: int) -> int:
    sample = word - 65_536 if word >= 32_768 else word
    loud = math.log1p(_MU * abs(sample) / 32_768) / math.log1p(_MU)
    return ZERO + round(math.copysign(127 * loud, sample))


def _decoded(code: int) -> float:
    loud = math.expm1(abs(code - ZERO) / 127 * math.log1p(_MU)) / _MU
    return math.copysign(loud, code - ZERO)


#: The byte of each 16-bit word, and the amplitude between -1 and 1 of each byte.
_CODES = [_coded(word) for word in range(65_536)]
_CODES_FROM_LOWEST = _CODES[32_768:] + _CODES[:32_768]
AMPLITUDES = tuple(_decoded(code) for code in range(256))


@dataclass(frozen=True)
class Peaks:
    """``low`` and ``high`` hold a byte for every ``bucket`` moments of ``rate`` a second."""

    rate: int
    bucket: int
    frames: int
    low: bytes
    high: bytes

    @property
    def duration_ms(self) -> int:
        """Return how long the recording is, in milliseconds."""
        return self.frames * 1000 // self.rate

    @cached_property
    def levels(self) -> list[tuple[int, bytes, bytes]]:
        """Return the pyramid: moments of one pair, lows, highs; the finest first."""
        made = [(self.bucket, self.low, self.high)]
        while len(made[-1][1]) > STEP * STEP:
            bucket, low, high = made[-1]
            made.append(
                (bucket * STEP, _folded(low, STEP, ImageChops.darker),
                 _folded(high, STEP, ImageChops.lighter))
            )  # fmt: skip
        return made

    @cached_property
    def loudest(self) -> float:
        """Return the largest amplitude, 0 to 1."""
        _, low, high = self.levels[-1]
        return max((abs(AMPLITUDES[code]) for code in (*low, *high)), default=0.0)

    def envelope(self, begin_ms: float, end_ms: float, columns: int) -> list[tuple[float, float]]:
        """Return the lowest and highest amplitude of each column of a stretch, -1 to 1.

        Columns beyond the recording are left out.
        """
        wide = (end_ms - begin_ms) / columns * self.rate / 1000
        fitting = [level for level in self.levels if level[0] <= wide] or self.levels[:1]
        bucket, low, high = fitting[-1]
        first, step = begin_ms * self.rate / 1000 / bucket, wide / bucket
        made = []
        for column in range(columns):
            at = max(0, int(first + column * step))
            to = max(at + 1, int(first + (column + 1) * step))
            if at >= len(low):
                break
            made.append((AMPLITUDES[min(low[at:to])], AMPLITUDES[max(high[at:to])]))
        return made

    def to_bytes(self) -> bytes:
        """Return the bytes of a cache file."""
        head = {"rate": self.rate, "bucket": self.bucket, "frames": self.frames}
        return MAGIC + json.dumps(head).encode() + b"\n" + self.low + self.high

    @classmethod
    def from_bytes(cls, data: bytes) -> Peaks | None:
        """Return what a cache file holds; None when it is not one, or not whole."""
        head, _, body = data.removeprefix(MAGIC).partition(b"\n")
        try:
            said = json.loads(head)
            rate, bucket, frames = (int(said[name]) for name in ("rate", "bucket", "frames"))
        except (ValueError, TypeError, KeyError):
            return None
        if rate <= 0 or bucket <= 0 or frames < 0 or len(body) != 2 * -(-frames // bucket):
            return None
        middle = len(body) // 2
        return cls(rate, bucket, frames, body[:middle], body[middle:])


def _folded(codes: bytes, width: int, fold: Fold) -> bytes:
    """Return the lowest or highest of every ``width`` bytes; the last ones may be fewer."""
    short = -len(codes) % width
    whole = codes + codes[-1:] * short
    return _columns(Image.frombytes("L", (width, len(whole) // width), whole), fold)


def _columns(image: Image.Image, fold: Fold) -> bytes:
    """Fold an image to its first column; the halves may overlap, which changes no extreme."""
    width, height = image.size
    while width > 1:
        half = (width + 1) // 2
        left, right = image.crop((0, 0, half, height)), image.crop((width - half, 0, width, height))
        image, width = fold(left, right), half
    return image.tobytes()


class PeakMaker:
    """Takes samples in pieces of any size and keeps their peaks; with ``floats`` -1 to 1."""

    def __init__(self, format: SoundFormat, *, floats: bool = False) -> None:
        self._format, self._floats = format, floats
        self.bucket = 1 << max(0, round(math.log2(format.rate / PER_SECOND)))
        self._size = self.bucket * format.frame
        self._waiting = bytearray()
        self._bytes = 0
        self._low, self._high = bytearray(), bytearray()

    @property
    def ms(self) -> int:
        """Return how much sound was taken, in milliseconds."""
        return self._format.ms(self._bytes)

    @property
    def full(self) -> bool:
        """Tell whether there is more sound than a day has."""
        return len(self._low) >= MOST

    def add(self, samples: bytes) -> None:
        """Take samples."""
        self._bytes += len(samples)
        self._waiting += samples
        if len(self._waiting) >= max(PIECE, self._size):
            whole = len(self._waiting) - len(self._waiting) % self._size
            self._take(bytes(self._waiting[:whole]))
            del self._waiting[:whole]

    def finish(self) -> Peaks:
        """Return the peaks of all that was taken; half a moment at the end does not count."""
        frame = self._format.frame
        rest = bytes(self._waiting[: len(self._waiting) - len(self._waiting) % frame])
        if rest:
            self._take(rest + rest[-frame:] * (-len(rest) % self._size // frame))
        self._waiting.clear()
        return Peaks(self._format.rate, self.bucket, self._bytes // frame, bytes(self._low),
                     bytes(self._high))  # fmt: skip

    def _take(self, data: bytes) -> None:
        width = self.bucket * self._format.channels
        size = (width, len(data) // self._size)
        if self._floats:
            image = Image.frombytes("F", size, data).point(lambda loud: loud * 32_767 + 32_768)
            coded = image.convert("I").point(_CODES_FROM_LOWEST, "L")
        else:
            words = _words(data, self._format.sample_bytes)
            coded = Image.frombytes("I;16", size, words).convert("I").point(_CODES, "L")
        self._low += _columns(coded, ImageChops.darker)
        self._high += _columns(coded, ImageChops.lighter)


def _words(data: bytes, sample_bytes: int) -> bytes:
    """Return samples as little-endian 16-bit words: the upper two bytes of longer ones."""
    if sample_bytes == 2:
        return data
    words = bytearray(len(data) // sample_bytes * 2)
    if sample_bytes == 1:  # the one unsigned form of WAV
        words[1::2] = data.translate(bytes((byte + 128) % 256 for byte in range(256)))
    else:
        words[0::2] = data[sample_bytes - 2 :: sample_bytes]
        words[1::2] = data[sample_bytes - 1 :: sample_bytes]
    return bytes(words)


def wav_peaks(path: Path, facts: WavFacts, progress: Progress = silent) -> Peaks:
    """Return the peaks of a WAV file, read in pieces; raises OSError and what progress raises."""
    maker = PeakMaker(facts.format)
    done = 0
    with path.open("rb") as file:
        file.seek(facts.start)
        while done < facts.size and not maker.full:
            piece = file.read(min(PIECE, facts.size - done))
            if not piece:
                break
            maker.add(piece)
            done += len(piece)
            progress(done, facts.size, "")
    return maker.finish()
