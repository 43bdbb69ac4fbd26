# SPDX-License-Identifier: Apache-2.0
"""Peaks: every sample counts, in every form of WAV; files in the cache are believed when whole."""

from __future__ import annotations

import math
import struct
import tracemalloc
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.errors import Cancelled
from heritage_desktop.media.peaks import AMPLITUDES, PeakMaker, Peaks, wav_peaks
from heritage_desktop.media.wav import SoundFormat, header, read_facts

#: The µ-law byte of a sample is at most this far off, in shares of the sample.
COARSE = 0.05


def made(samples: list[int], rate: int = 1_600, pieces: int = 7) -> Peaks:
    maker = PeakMaker(SoundFormat(rate, 1, 2))
    data = array("h", samples).tobytes()
    for start in range(0, len(data), pieces):
        maker.add(data[start : start + pieces])
    return maker.finish()


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=300), st.integers(1, 50))
def test_no_sample_is_left_out(samples: list[int], pieces: int) -> None:
    peaks = made(samples, pieces=pieces)
    assert (peaks.bucket, peaks.frames) == (8, len(samples))
    for number, (low, high) in enumerate(zip(peaks.low, peaks.high, strict=True)):
        part = samples[number * 8 : number * 8 + 8]
        for code, sample in ((low, min(part)), (high, max(part))):
            told = AMPLITUDES[code] * 32_768
            assert abs(told - sample) <= max(8, COARSE * abs(sample))


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=3_000))
def test_every_level_of_the_pyramid_tells_the_same_extremes(samples: list[int]) -> None:
    peaks = made(samples, pieces=4096)
    for bucket, low, high in peaks.levels:
        assert len(low) == len(high) == math.ceil(len(samples) / bucket)
        assert (min(low), max(high)) == (min(peaks.low), max(peaks.high))


@given(st.binary(max_size=400))
def test_a_cache_file_is_whole_or_it_is_none(data: bytes) -> None:
    whole = made(list(range(-500, 500, 3))).to_bytes()
    read = Peaks.from_bytes(whole)
    assert read is not None
    assert read.to_bytes() == whole
    assert Peaks.from_bytes(data) is None
    for cut in (
        whole[:-1],
        whole + b"\0",
        whole[20:],
        whole.replace(b'"rate": 1600', b'"rate": 0'),
    ):
        assert Peaks.from_bytes(cut) is None


@pytest.mark.parametrize(("size", "step"), [(1, 0.02), (2, 0.02), (3, 0.02), (4, 0.02)])
def test_samples_of_every_width_are_read(tmp_path: Path, size: int, step: float) -> None:
    format = SoundFormat(8_000, 2, size)
    top = 1 << (8 * size - 1)
    frames = []
    for n in range(800):
        for loud in (0.5 * math.sin(n / 5), -0.25):
            value = round(loud * (top - 1))
            frames.append((value + 128).to_bytes(1, "little") if size == 1
                          else value.to_bytes(size, "little", signed=True))  # fmt: skip
    data = b"".join(frames)
    path = tmp_path / "x.wav"
    path.write_bytes(header(format, len(data)) + data)
    facts = read_facts(path)
    assert facts is not None
    peaks = wav_peaks(path, facts)
    assert peaks.duration_ms == 100
    ((low, high),) = peaks.envelope(0, 100, 1)
    assert low == pytest.approx(-0.5, abs=step)
    assert high == pytest.approx(0.5, abs=step)


def test_decoded_floats_are_read_and_what_is_no_number_does_no_harm() -> None:
    maker = PeakMaker(SoundFormat(1_600, 1, 4), floats=True)
    maker.add(struct.pack("<8f", 0.5, -0.5, 0, 0, 0, 0, 0, 0))
    maker.add(struct.pack("<8f", 9.0, -9.0, math.inf, -math.inf, 0, 0, 0, 0))
    maker.add(struct.pack("<8f", *[math.nan] * 8))
    shown = maker.finish().envelope(0, 10, 2)
    assert shown[0] == pytest.approx((-0.5, 0.5), abs=0.02)
    assert shown[1] == pytest.approx((-1, 1), abs=0.01)


def test_a_stretch_beyond_the_recording_is_left_out() -> None:
    peaks = made([1000] * 1_600)
    assert peaks.duration_ms == 1000
    assert len(peaks.envelope(500, 1_500, 100)) == 50
    assert peaks.envelope(2_000, 3_000, 10) == []
    assert made([]).envelope(0, 10, 10) == []


def test_an_hour_needs_no_more_memory_than_a_minute(tmp_path: Path) -> None:
    format = SoundFormat(2_000, 1, 2)
    path = tmp_path / "long.wav"
    size = 3_600 * format.per_second
    with path.open("wb") as file:
        file.write(header(format, size))
        file.truncate(80 + size)
    facts = read_facts(path)
    assert facts is not None
    tracemalloc.start()
    peaks = wav_peaks(path, facts)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peaks.duration_ms == 3_600_000
    assert most < 6 * 1024 * 1024 < size


def test_it_can_be_stopped(tmp_path: Path) -> None:
    format = SoundFormat()
    path = tmp_path / "x.wav"
    path.write_bytes(header(format, 4_000_000) + bytes(4_000_000))
    facts = read_facts(path)
    assert facts is not None

    def stop(done: int, total: int, note: str = "") -> None:
        assert 0 < done < total == 4_000_000
        raise Cancelled

    with pytest.raises(Cancelled):
        wav_peaks(path, facts, stop)
