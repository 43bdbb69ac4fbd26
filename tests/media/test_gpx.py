# SPDX-License-Identifier: Apache-2.0
"""Tracks are read as receivers write them; hostile and damaged ones cost one sentence."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.domain.tracks import Line
from heritage_desktop.media import gpx
from heritage_desktop.media.gpx import read_gpx

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
POINT = '<trkpt lat="28.45" lon="119.48"><time>2026-04-05T01:00:00Z</time></trkpt>'


def track(*points: str) -> str:
    """Return a whole GPX file with one segment."""
    return f"{HEAD}{OPEN}<trk><trkseg>{''.join(points)}</trkseg></trk></gpx>"


def point(time: str, lat: str = "28.45", lon: str = "119.48", more: str = "") -> str:
    """Return one track point."""
    return f'<trkpt lat="{lat}" lon="{lon}">{more}<time>{time}</time></trkpt>'


def read(tmp_path: Path, text: str | bytes) -> list[Line]:
    """Write a file and read it as a track."""
    path = tmp_path / "走过的路.gpx"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_gpx(path)


def times(made: list[Line]) -> list[str]:
    """Return the times of all points as UTC clock times."""
    return [datetime.fromtimestamp(one.at, UTC).strftime("%H:%M:%S.%f")[:10]
            for line in made for one in line.fixes]  # fmt: skip


def test_both_versions_with_and_without_prefixes_are_read(tmp_path: Path) -> None:
    old = track(POINT).replace("1/1", "1/0").replace('"1.1"', '"1.0"')
    bare = track(POINT).replace(' xmlns="http://www.topografix.com/GPX/1/1"', "")
    prefixed = (f'{HEAD}<g:gpx xmlns:g="http://www.topografix.com/GPX/1/1"><g:trk><g:trkseg>'
                '<g:trkpt lat="28.45" lon="119.48"><g:time>2026-04-05T01:00:00Z</g:time></g:trkpt>'
                "</g:trkseg></g:trk></g:gpx>")  # fmt: skip
    for text in (track(POINT), old, bare, prefixed):
        (line,) = read(tmp_path, text)
        assert [(one.lat, one.lon) for one in line.fixes] == [(28.45, 119.48)]


def test_times_come_with_z_offset_fraction_or_nothing(tmp_path: Path) -> None:
    made = read(tmp_path, track(
        point("2026-04-05T01:00:00Z"), point("2026-04-05T09:00:01+08:00"),
        point("2026-04-05T01:00:02"), point(" 2026-04-05T01:00:03.5Z\n"),
        point("2026-04-05T00:59:60Z"),
    ))  # fmt: skip
    assert times(made) == ["00:59:59.0", "01:00:00.0", "01:00:01.0", "01:00:02.0", "01:00:03.5"]


def test_points_without_time_or_place_are_left_out(tmp_path: Path) -> None:
    bad = ["NaN", "inf", "-inf", "91", "1_0", "０", "", "1e999", "28,45", "9" * 40]
    odd = [point("2026-04-05T02:00:00Z", lat=one) for one in bad]
    odd += [point("2026-04-05T02:00:00Z", lon="180.5"), point("2026-04-05T02:00:00Z", "0", "0.0")]
    never = ("", "soon", "2026-13-05T01:00:00Z", "0000-00-00T00:00:00Z",
             "0001-01-01T00:00:00+14:00", "2026-04-05T25:00:00Z")  # fmt: skip
    odd += [point(one) for one in never]
    odd += ['<trkpt lat="1" lon="1"/>', '<trkpt><time>2026-04-05T02:00:00Z</time></trkpt>',
            '<trkpt lat="1" lon="1"><extensions><time>2026-04-05T02:00:00Z</time></extensions>'
            "</trkpt>"]  # fmt: skip
    assert times(read(tmp_path, track(*odd, POINT))) == ["01:00:00.0"]


def test_height_and_the_receivers_own_doubt_are_kept(tmp_path: Path) -> None:
    more = "<ele>312.5</ele><hdop>3.0</hdop>"
    ((one,),) = [line.fixes for line in read(tmp_path, track(
        point("2026-04-05T01:00:00Z", more=more)))]  # fmt: skip
    assert (one.alt_m, one.accuracy_m) == (312.5, 15.0)
    more = "<ele>NaN</ele><hdop>-3</hdop>"
    ((one,),) = [line.fixes for line in read(tmp_path, track(
        point("2026-04-05T01:00:00Z", more=more)))]  # fmt: skip
    assert (one.alt_m, one.accuracy_m) == (None, 8.0)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "latin-1"])
def test_names_in_any_script_do_not_cost_the_track(tmp_path: Path, encoding: str) -> None:
    name = "é" if encoding == "latin-1" else "杨家堂到平田"
    declared = {"gb18030": "GBK", "latin-1": "ISO-8859-1"}.get(encoding, encoding[:6])
    text = track(POINT).replace("UTF-8", declared).replace("<trk>", f"<trk><name>{name}</name>")
    assert times(read(tmp_path, text.encode(encoding))) == ["01:00:00.0"]


def test_bytes_of_no_encoding_do_not_cost_the_track(tmp_path: Path) -> None:
    data = track(POINT).encode().replace(b"<trk>", b"<trk><name>\xff\xc0\xaf\xed\xa0\x80</name>")
    assert times(read(tmp_path, data)) == ["01:00:00.0"]


BOMB = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10)
)  # fmt: skip
DEEP = f"{HEAD}{OPEN}{'<a>' * 100_000}"
HOSTILE = {
    "billion laughs": (f"{HEAD}<!DOCTYPE gpx [{BOMB}]>{OPEN}&l9;</gpx>", "document type"),
    "outside entity": (f'{HEAD}<!DOCTYPE gpx [<!ENTITY x SYSTEM "secret.txt">]>'
                       f"{OPEN}<name>&x;</name></gpx>", "document type"),
    "outside type": (f'{HEAD}<!DOCTYPE gpx SYSTEM "http://127.0.0.1/x.dtd">{OPEN}</gpx>',
                     "document type"),
    "unknown entity": (track("&x;", POINT), "damaged at line 2"),
    "deep": (DEEP, "nested too deeply"),
    "no end": (track(POINT)[:-6], "damaged at line 2"),
    "endless tag": (f"{HEAD}{OPEN}<a b='{'x' * 3_000_000}", "never ends"),
    "endless comment": (f"{HEAD}{OPEN}<!--{'x' * 3_000_000}", "never ends"),
    "another format": (f"{HEAD}<kml><trkseg>{POINT}</trkseg></kml>", "no GPX file"),
    "no points": (f"{HEAD}{OPEN}</gpx>", "no track points"),
    "only marks": (f"{HEAD}{OPEN}{POINT.replace('trkpt', 'wpt')}</gpx>", "no track points"),
    "a point outside": (f"{HEAD}{OPEN}{POINT}</gpx>", "no track points"),
    "empty": ("", "damaged at line 1"),
    "a picture": (b"\xff\xd8\xff\xe0\0\x10JFIF", "damaged at line 1"),
    "zeros": (bytes(100_000), "damaged at line 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_one_sentence_at_once(tmp_path: Path, name: str) -> None:
    text, why = HOSTILE[name]
    begun = time.monotonic()
    with pytest.raises(HeritageError, match=why) as refused:
        read(tmp_path, text)
    assert "走过的路.gpx" in str(refused.value)
    assert str(refused.value).count(". ") == 0
    assert time.monotonic() - begun < 5


def test_too_large_and_too_many_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.gpx"
    with path.open("wb") as handle:
        handle.truncate(gpx.MAX_BYTES + 1)
    with pytest.raises(HeritageError, match="larger than 64 MB"):
        read_gpx(path)
    monkeypatch.setattr(gpx, "MAX_POINTS", 2)
    with pytest.raises(HeritageError, match="more than 2 points"):
        read(tmp_path, track(POINT, POINT, POINT))
    with pytest.raises(HeritageError, match=r"none\.gpx cannot be read"):
        read_gpx(tmp_path / "none.gpx")
    with pytest.raises(HeritageError, match="it is no file"):
        read_gpx(tmp_path)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_text(track(POINT))

    def stop(_done: int, _total: int, _note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_gpx(tmp_path / "a.gpx", stop)


@pytest.mark.slow
def test_a_large_track_is_read_in_seconds(tmp_path: Path) -> None:
    begin = datetime(2026, 4, 5, tzinfo=UTC).timestamp()
    path = tmp_path / "large.gpx"
    with path.open("w") as handle:
        handle.write(f"{HEAD}{OPEN}<trk><trkseg>")
        number = 0
        while handle.tell() < 50 * 1024**2:
            at = datetime.fromtimestamp(begin + number, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            handle.write(point(at, more="<ele>300.0</ele>") + "\n")
            number += 1
        handle.write("</trkseg></trk></gpx>")
    begun = time.monotonic()
    (line,) = read_gpx(path)
    assert len(line.fixes) == number
    assert time.monotonic() - begun < gpx.DEADLINE_S


@given(st.binary(max_size=400), st.integers(0, 400))
def test_mutated_tracks_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    data = track(POINT, POINT).encode()
    path = tmp_path_factory.getbasetemp() / "mutated.gpx"
    path.write_bytes(data[:at] + junk + data[at + len(junk) // 2 :])
    made: list[Line] = []
    with suppress(HeritageError):
        made = read_gpx(path)
    assert all(abs(one.lat) <= 90 for line in made for one in line.fixes)
