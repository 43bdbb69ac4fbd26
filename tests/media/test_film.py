# SPDX-License-Identifier: Apache-2.0
"""What films and phones' recordings say: place, length, and when; never an exception."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.media.exif import read_facts
from heritage_desktop.media.film import film_facts

KEY = b"com.apple.quicktime.creationdate"


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def header(scale: int, length: int, *, long: bool = False) -> bytes:
    if long:
        return box(b"mvhd", b"\1" + bytes(19) + struct.pack(">IQ", scale, length) + bytes(80))
    return box(b"mvhd", bytes(12) + struct.pack(">II", scale, length) + bytes(80))


def film(*inside: bytes) -> bytes:
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"free", b"x") + box(b"moov", b"".join(inside))


def told(tmp_path: Path, data: bytes) -> dict[str, object]:
    path = tmp_path / "a.mov"
    path.write_bytes(data)
    return film_facts(path)


@pytest.mark.parametrize("long", [False, True])
def test_the_length_is_that_of_the_movie_header(tmp_path: Path, long: bool) -> None:
    assert told(tmp_path, film(header(600, 2400, long=long))) == {"duration_ms": 4000}


@pytest.mark.parametrize(
    "bad", [header(0, 5), header(600, 0), header(600, 2**32 - 1), header(1, 2**60, long=True)]
)
def test_an_unknown_or_absurd_length_is_none(tmp_path: Path, bad: bytes) -> None:
    assert told(tmp_path, film(bad)) == {}


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        (b"2019-07-24T11:25:40+0300", ("2019-07-24T11:25:40", "+03:00")),
        (b"2019-07-24T11:25:40-09:30", ("2019-07-24T11:25:40", "-09:30")),
        (b"2019-13-24T11:25:40+0300", None),
        (b"2019-07-24T11:25:40+9900", None),
        (b"2019-07-24", None),
    ],
)
def test_the_phone_says_when_with_its_zone(
    tmp_path: Path, said: bytes, taken: tuple[str, str] | None
) -> None:
    found = told(tmp_path, film(box(b"meta", KEY + box(b"data", said))))
    if taken is None:
        assert found == {}
    else:
        assert (found["taken_local"], found["utc_offset"]) == taken


def test_real_films_and_sounds(shared: Path) -> None:
    folder = shared / "data" / "camera" / "av"
    film = read_facts(folder / "ME_with-gps.mov")
    assert (film.taken_local, film.utc_offset) == ("2019-07-24T11:25:40", "+03:00")
    assert film.duration_ms == pytest.approx(4_000, abs=5)
    assert read_facts(folder / "ME_sample_mpeg4.mp4").duration_ms == pytest.approx(4_970, abs=5)


@given(st.binary(max_size=200), st.integers(0, 300), st.booleans())
def test_damage_is_never_an_exception(junk: bytes, at: int, cut: bool) -> None:
    whole = film(header(600, 2400), box(b"meta", KEY + b"2019-07-24T11:25:40+0300"))
    data = whole[:at] + junk + (b"" if cut else whole[at + len(junk) :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.mov")
        path.write_bytes(data)
        assert film_facts(path).keys() <= {
            "lat", "lon", "alt_m", "duration_ms", "taken_local", "utc_offset", "offset_method",
        }  # fmt: skip
