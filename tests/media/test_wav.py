# SPDX-License-Identifier: Apache-2.0
"""WAV: any cut is playable, other programs agree, and hostile files are refused."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heritage_desktop.media import wav
from heritage_desktop.media.wav import SoundFormat

STEREO = SoundFormat(44_100, 2, 2)


def written(path: Path, samples: bytes, format: SoundFormat = STEREO) -> Path:
    writer = wav.WavWriter(path, format)
    writer.add(samples)
    writer.close()
    return path


def test_the_standard_library_reads_it(tmp_path: Path) -> None:
    samples = bytes(range(256)) * 4
    with wave.open(str(written(tmp_path / "a.wav", samples)), "rb") as other:
        assert (other.getnchannels(), other.getframerate(), other.getsampwidth()) == (2, 44_100, 2)
        assert other.readframes(10_000) == samples


def test_it_reads_what_the_standard_library_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as other:
        other.setparams((1, 3, 8000, 0, "NONE", ""))
        other.writeframes(b"abc" * 800)
    assert wav.read_facts(path) == wav.WavFacts(SoundFormat(8000, 1, 3), 44, 2400)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 4000))
def test_a_cut_anywhere_keeps_every_whole_frame(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.wav"
    path.unlink(missing_ok=True)
    samples = bytes(range(250)) * 16
    written(path, samples)
    with path.open("r+b") as file:
        file.truncate(wav.HEADER_BYTES + cut)
    before = wav.read_facts(path)
    assert before is not None
    assert before.size == cut - cut % 4  # never more than there is, even unmended
    wav.mend(path, STEREO)
    facts = wav.read_facts(path)
    assert facts is not None
    assert path.read_bytes()[facts.start :] == samples[: cut - cut % 4]


def test_beyond_four_gigabytes_the_header_is_rf64(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    size = 5 * 1024**3
    with path.open("wb") as file:
        file.truncate(wav.HEADER_BYTES + size)  # a hole: no disk is used
    wav.mend(path, STEREO)
    with path.open("rb") as file:
        assert file.read(4) == b"RF64"
    facts = wav.read_facts(path)
    assert facts is not None
    assert facts.size == size
    assert facts.duration_ms == size // 4 * 1000 // 44_100


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"RIFF\0\0\0\0AVI LIST",
        b"RIFF\xff\xff\xff\xffWAVEdata\xff\xff\xff\xff",
        b"RIFF\0\0\0\0WAVE" + b"JUNK\0\0\0\0" * 100,
        wav.header(SoundFormat(0, 1, 2), 0),
        wav.header(SoundFormat(8000, 60_000, 1), 0)[:60],
    ],
)
def test_what_is_no_sound_is_no_sound(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.wav"
    path.write_bytes(data)
    assert wav.read_facts(path) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, wav.HEADER_BYTES - 1), byte=st.integers(0, 255))
def test_a_damaged_header_never_promises_more_than_the_file(
    tmp_path: Path, at: int, byte: int
) -> None:
    data = bytearray(wav.header(STEREO, 400) + bytes(400))
    data[at] = byte
    path = tmp_path / "odd.wav"
    path.write_bytes(data)
    facts = wav.read_facts(path)
    assert facts is None or facts.start + facts.size <= len(data)
