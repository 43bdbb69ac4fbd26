# SPDX-License-Identifier: Apache-2.0
"""Foreign sound is decoded in a child: real files of cameras and phones, and hostile ones."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.media.wav import header
from heritage_desktop.qt.sound_decoder import decoded_peaks, rehearse
from tests.services.sounds import FORMAT, counting

Children = Callable[[], set[BaseProcess]]


def test_a_sound_is_decoded_to_its_length_and_loudness(tmp_path: Path) -> None:
    samples = counting(0, 0, 3 * FORMAT.rate)
    path = tmp_path / "x.wav"
    path.write_bytes(header(FORMAT, len(samples)) + samples)
    peaks = decoded_peaks(path)
    assert peaks.duration_ms == pytest.approx(3_000, abs=50)
    assert peaks.loudest == pytest.approx(24_000 / 32_768, abs=0.05)


def test_real_films_and_sounds_have_a_waveform(shared: Path) -> None:
    folder = shared / "data" / "camera" / "av"
    lengths = {
        path.suffix: decoded_peaks(path).duration_ms for path in sorted(folder.glob("ME_[csw]*"))
    }
    assert lengths[".mp4"] == pytest.approx(4_990, abs=100)
    assert lengths[".mov"] == pytest.approx(4_010, abs=100)
    assert lengths[".mp3"] == pytest.approx(100, abs=60)


@pytest.mark.parametrize(
    "data", [b"", b"ID3" + bytes(range(256)) * 12, b"OggS" + bytes(5_000), bytes(100_000)]
)
def test_what_cannot_be_decoded_is_one_sentence_and_leaves_no_child(
    tmp_path: Path, data: bytes, children: Children
) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(data)
    with pytest.raises(HeritageError, match="cannot be decoded; it has no waveform"):
        decoded_peaks(path)
    assert children() == set()


def test_decoding_can_be_stopped(tmp_path: Path, children: Children) -> None:
    samples = counting(0, 0, 60 * FORMAT.rate)
    path = tmp_path / "x.wav"
    path.write_bytes(header(FORMAT, len(samples)) + samples)

    def stop(done: int, total: int, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        decoded_peaks(path, stop)
    assert children() == set()


def deadly(film: Path) -> bytes:
    """Return a film with two bytes changed: it ends the process of whoever plays it (Qt 6.11).

    One is in the matrix of its ``mvhd`` (ISO 14496-12), by which its pictures are scaled.
    """
    data = bytearray(film.read_bytes())
    data[data.index(b"mvhd") + 53] = 169
    data[933] = 9
    return bytes(data)


def test_a_film_that_kills_its_player_kills_a_child_only(
    shared: Path, tmp_path: Path, children: Children
) -> None:
    film = shared / "data" / "camera" / "av" / "ME_sample_mpeg4.mp4"
    rehearse(film)
    path = tmp_path / "x.mp4"
    path.write_bytes(deadly(film))
    with pytest.raises(HeritageError, match="stops whoever plays it"):
        rehearse(path)
    assert children() == set()


def test_what_merely_cannot_be_played_comes_through_its_rehearsal(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(b"ID3" + bytes(range(256)) * 12)
    rehearse(path)
