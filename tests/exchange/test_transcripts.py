# SPDX-License-Identifier: Apache-2.0
"""Transcripts: what is written is read back, what others write is understood, nothing runs away."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.exchange import subtitles, transcripts
from heritage_desktop.exchange.passages import Passage, Transcript, neat, neat_name, with_ends
from heritage_desktop.exchange.transcripts import TRANSCRIPTS

_CHARS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co"))
_TEXT = st.text(st.one_of(_CHARS, st.sampled_from("\n<>&-1{}锣：")), max_size=40).map(
    lambda text: neat("\n".join(line.strip() for line in text.split("\n")))
)
_TAGGED = st.dictionaries(st.sampled_from(["en", "zh-Hans", "shx"]), _TEXT.filter(bool), max_size=3)
_NAME = st.sampled_from(["", "甲歌手", "Mark", "index", "A & <B>", "English"])
_BEGIN = st.integers(0, 10_800_000)


@st.composite
def passages(draw: st.DrawFn, sort: str) -> Passage:
    """Draw one passage as the inventory may hold it."""
    begin = draw(_BEGIN)
    end = draw(st.none() | st.integers(begin + 2, begin + 60_000))
    if sort == "line":
        return Passage(begin, end, sort, draw(_NAME), draw(_TEXT), translation=draw(_TAGGED))
    return Passage(
        begin, end, sort, draw(_NAME), title=draw(_TAGGED),
        synopsis=draw(_TAGGED) if sort == "part" else {},
    )  # fmt: skip


LINES = st.lists(passages("line"), min_size=1, max_size=8)
EVERYTHING = st.lists(
    st.sampled_from(["line", "part", "mark"]).flatmap(passages), min_size=1, max_size=10
)


def told(found: list[Passage]) -> list[Passage]:
    """Return passages that say something, in order."""
    return sorted(
        (one for one in found if not one.blank), key=lambda one: repr(replace(one, tier=""))
    )


def there_and_back(form: str, given: list[Passage], spoken: str = "wuu") -> list[Passage]:
    """Write and read; ends are closed as the writer must."""
    data = TRANSCRIPTS[form].write(Transcript(tuple(given), spoken), "song.wav")
    return told(list(TRANSCRIPTS[form].read(data, spoken).passages))


@given(EVERYTHING)
def test_elan_gives_back_everything(drawn: list[Passage]) -> None:
    closed = [
        one if one.sort != "mark" or (one.end_ms or 0) > one.begin_ms + 1
        else Passage(one.begin_ms, None, "mark", one.speaker, title=one.title)
        for one in with_ends(drawn)
    ]  # fmt: skip
    assert there_and_back("eaf", drawn) == told(closed)


@given(LINES)
def test_webvtt_gives_back_lines_voices_and_translations(drawn: list[Passage]) -> None:
    assert there_and_back("vtt", drawn) == told(list(with_ends(drawn)))


@given(st.lists(_TEXT.filter(bool), min_size=1, max_size=6))
def test_subrip_gives_back_times_and_words(texts: list[str]) -> None:
    texts = [t for t in texts if "-->" not in t and not subtitles._SRT_MARKUP.search(t)]  # noqa: SLF001  the reader's own idea of markup
    drawn = [Passage(n * 1000, n * 1000 + 900, spoken=text) for n, text in enumerate(texts)]
    assert there_and_back("srt", drawn) == told(drawn)


def test_an_index_without_lines_is_chapters() -> None:
    parts = [Passage(0, 5000, "part", title={"en": "Gong", "zh-Hans": "锣"})]
    data = TRANSCRIPTS["vtt"].write(Transcript(tuple(parts)), "")
    assert b"Kind: chapters" in data
    assert list(TRANSCRIPTS["vtt"].read(data, "").passages) == parts


def test_no_two_annotations_share_a_time_slot() -> None:
    lines = (Passage(0, 1000, spoken="a"), Passage(1000, 2000, spoken="b"))
    text = TRANSCRIPTS["eaf"].write(Transcript(lines), "").decode()
    used = re.findall(r'TIME_SLOT_REF\d="(ts\d)"', text)
    assert used == ["ts1", "ts2", "ts3", "ts4"]
    assert re.findall(r'TIME_VALUE="(\d+)"', text) == ["0", "1000", "1000", "2000"]


def eaf(tiers: str, slots: str = "", languages: str = "") -> bytes:
    """Return an .eaf file as ELAN writes it, with four seconds of time slots."""
    slots = slots or "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 1000}"/>' for n in range(5)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" '
        'DATE="2021-04-23T17:53:41+08:00" FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" '
        f'TIME_UNITS="milliseconds"/><TIME_ORDER>{slots}</TIME_ORDER>{tiers}'
        f'<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="u" TIME_ALIGNABLE="true"/>{languages}'
        "</ANNOTATION_DOCUMENT>"
    ).encode()


def aligned(name: str, first: str, last: str, text: str) -> str:
    """Return an annotation with times."""
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}" TIME_SLOT_REF1="{first}" '
        f'TIME_SLOT_REF2="{last}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def noted(name: str, above: str, text: str) -> str:
    """Return an annotation that refers to another one."""
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}" ANNOTATION_REF="{above}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def tier(name: str, content: str, **more: str) -> str:
    """Return a tier."""
    given = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<TIER TIER_ID="{name}" LINGUISTIC_TYPE_REF="u"{given}>{content}</TIER>'


def test_tiers_become_speakers_translations_and_an_index() -> None:
    data = eaf(
        tier("A-words", aligned("a1", "ts0", "ts1", "锵锵"), PARTICIPANT="甲歌手", LANG_REF="wuu")
        + tier("A-notes", noted("a2", "a1", "gloss"), PARENT_REF="A-words")
        + tier("A-English", noted("a3", "a1", "clang"), PARENT_REF="A-words", LANG_REF="eng")
        + tier("译文", noted("a4", "a1", "锣响"), PARENT_REF="A-words")
        + tier("deep", noted("a5", "a3", "deep 二"), PARENT_REF="A-English", LANG_REF="zh-Hant")
        + tier("B", aligned("a6", "ts1", "ts2", "啷"), LANG_REF="wuu")
        + tier("B in English", aligned("a7", "ts1", "ts2", "jingle"), LANG_REF="eng")
        + tier("topics", aligned("a8", "ts0", "ts4", "The opening")),
        languages='<LANGUAGE LANG_ID="eng" LANG_LABEL="English (eng)"/>'
        '<LANGUAGE LANG_ID="wuu" LANG_LABEL="Wu Chinese (wuu)"/>',
    )
    found = TRANSCRIPTS["eaf"].read(data, "")
    assert found.language == "wuu"
    first, part, second = found.passages
    assert (first.speaker, first.spoken) == ("甲歌手", "锵锵")
    assert first.translation == {"en": "clang", "zh-Hans": "锣响", "zh-Hant": "deep 二"}
    assert (first.begin_ms, first.end_ms) == (0, 1000)
    assert (part.sort, part.title) == ("part", {"en": "The opening"})
    assert (second.spoken, second.translation, second.tier) == ("啷", {"en": "jingle"}, "B")
    assert found.findings == ("Tier “A-notes” holds notes of another kind; it was left out.",)


def test_times_that_elan_left_open_are_divided_evenly() -> None:
    slots = (
        '<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="ts2"/>'
        '<TIME_SLOT TIME_SLOT_ID="ts3"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="4000"/>'
        '<TIME_SLOT TIME_SLOT_ID="ts5"/>'
    )
    content = (
        aligned("a1", "ts1", "ts2", "x") + aligned("a2", "ts2", "ts3", "y")
        + aligned("a3", "ts3", "ts4", "z") + aligned("a4", "ts4", "ts5", "end")
    )  # fmt: skip
    found = TRANSCRIPTS["eaf"].read(eaf(tier("t", content), slots), "")
    assert [(one.begin_ms, one.end_ms) for one in found.passages] == [
        (1000, 2000), (2000, 3000), (3000, 4000), (4000, 4000),
    ]  # fmt: skip


def test_gestures_are_no_speech() -> None:
    data = eaf(
        tier("K-Spch", aligned("a1", "ts0", "ts1", "so"), PARTICIPANT="K")
        + tier("K-RGU", aligned("a2", "ts0", "ts1", "stroke"), PARTICIPANT="K")
        + tier("W", aligned("a3", "ts1", "ts2", "yes"), PARTICIPANT="W")
    )
    found = TRANSCRIPTS["eaf"].read(data, "")
    assert [one.spoken for one in found.passages] == ["so", "yes"]
    assert found.findings == ("Tier “K-RGU” holds notes of another kind; it was left out.",)


def test_times_count_from_where_the_recording_begins() -> None:
    data = eaf(tier("t", aligned("a1", "ts1", "ts2", "x"))).decode()
    media = '<MEDIA_DESCRIPTOR MEDIA_URL="a.wav" MIME_TYPE="audio/x-wav" TIME_ORIGIN="500"/>'
    inside = data.replace(
        'TIME_UNITS="milliseconds"/>', f'TIME_UNITS="milliseconds">{media}</HEADER>'
    )
    (one,) = TRANSCRIPTS["eaf"].read(inside.encode(), "").passages
    assert (one.begin_ms, one.end_ms) == (1500, 2500)
    both = inside.replace(media, media + media.replace("500", "900"))
    found = TRANSCRIPTS["eaf"].read(both.encode(), "")
    assert found.passages[0].begin_ms == 1000
    assert "several recordings" in found.findings[0]


def test_words_under_empty_turns_are_the_lines() -> None:
    data = eaf(
        tier("turns", aligned("a1", "ts0", "ts4", ""))
        + tier("words", aligned("a2", "ts0", "ts1", "one"), PARENT_REF="turns")
    )
    assert [one.spoken for one in TRANSCRIPTS["eaf"].read(data, "").passages] == ["one"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_subtitles_are_read_in_the_encodings_met_in_china(encoding: str) -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n{注}<i>锣响</i> <甲>\r\n\r\n"
        "2\r\n0:0:3.5 --> 0:0:4\r\n1984\r\n"
    )
    found = TRANSCRIPTS["srt"].read(text.encode(encoding), "")
    assert [(one.begin_ms, one.end_ms, one.spoken) for one in found.passages] == [
        (1000, 2500, "{注}锣响 <甲>"), (3500, 4000, "1984"),
    ]  # fmt: skip


def test_subtitles_without_numbers_keep_a_last_line_of_digits() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nin\n1984\n\n00:00:03,000 --> 00:00:04,000\nend"
    found = TRANSCRIPTS["srt"].read(text.encode(), "")
    assert [one.spoken for one in found.passages] == ["in\n1984", "end"]


def test_webvtt_is_read_as_specified() -> None:
    data = (
        "\ufeffWEBVTT - a song\r\nLanguage: wuu\r\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,"
        "MPEGTS:900000\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE 00:00 nothing\r\nmore\r\n"
        "\r\nthe first\r\n00:01.000 --> 00:02.000 align:start position:10%\r\n"
        "<v.loud 甲歌手>锵 &amp; <c.x>锵</c> &lt;3 &copy; AT&T<00:00:01.500> x</v>\r\n"
        "<lang en>clang</lang>\r\n"
        "00:03.000 --> 00:04.000\r\n<v A>one\r\n<v B>two\r\n"
    )
    found = TRANSCRIPTS["vtt"].read(data.encode(), "wuu")
    first, one, two = found.passages
    assert (first.speaker, first.spoken) == ("甲歌手", "锵 & 锵 <3 © AT&T x")
    assert first.translation == {"en": "clang"}
    assert (one.speaker, one.spoken, two.speaker, two.spoken) == ("A", "one", "B", "two")
    assert found.language == "wuu"


def test_odd_times_are_told_and_words_are_kept() -> None:
    text = (
        "1\n00:00:05,000 --> 00:00:02,000\nturned\n\n2\n-00:00:05,000 --> 00:00:02,000\nbefore\n"
        "\n3\n999999:00:00,000 --> 999999:00:01,000\nlate\n\n4\n00:00:04,000 --> 00:00:09,000\nover"
    )
    found = TRANSCRIPTS["srt"].read(text.encode(), "")
    assert [(o.begin_ms, o.end_ms, o.spoken) for o in found.passages] == [
        (4000, 9000, "over"), (5000, None, "turned"),
    ]  # fmt: skip
    assert len(found.findings) == 2
    assert found.findings[0].startswith("2 passages")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    "<ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>"
)
RING = eaf(
    tier("t", aligned("a1", "ts0", "ts1", "said"))
    + tier("English", noted("r1", "r2", "x") + noted("r2", "r1", "y"), PARENT_REF="t")
)
HOSTILE = {
    "bomb.eaf": (BOMB.encode(), "document type"),
    "outside.eaf": (b'<!DOCTYPE x SYSTEM "secret.txt"><x/>', "document type"),
    "deep.eaf": (b"<ANNOTATION_DOCUMENT>" + b"<a>" * 100_000, "more passages"),
    "cut.eaf": (eaf(tier("t", ""))[:300], "damaged at line"),
    "other.eaf": (b"<html/>", "no ELAN file"),
    "frames.eaf": (eaf("").replace(b"milliseconds", b"PAL-frames"), "not in milliseconds"),
    "empty.eaf": (eaf(""), "no passage"),
    "long.eaf": (eaf(tier("t", aligned("a", "ts0", "ts1", "x" * 10_000_000))), "long as a book"),
    "long.srt": (b"1\n00:00:01,000 --> 00:00:02,000\n" + b"x" * 10_000_000, "long as a book"),
    "long.vtt": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 10_000_000, "long as a book"),
    "line.srt": (b"x" * 10_000_000, "no passage"),
    "many.srt": (b"00:00:01,000 --> 00:00:02,000\nx\n" * 60_000, "more passages"),
    "heap.srt": (b"00:00:01,000 --> 00:00:02,000\nx\n" * 300, "more passages"),
    "heap.eaf": (
        eaf(
            "".join(
                tier(
                    f"t{n}",
                    "".join(aligned(f"a{n}-{k}", "ts0", "ts1", "x") for k in range(5_000)),
                    LANG_REF=("wuu", "eng")[n],
                )
                for n in range(2)
            )
        ),
        "more passages",
    ),
    "tiers.eaf": (eaf("".join(tier(f"t{n}", "") for n in range(3_000))), "more passages"),
    "zeros.srt": (b"\0" * 100_000, "no text"),
    "noise.srt": (bytes(range(128, 256)) * 50, "no text"),
    "empty.vtt": (b"", "WEBVTT"),
    "song.mp3": (b"ID3", "ends in .eaf, .vtt, .srt"),
    "large.srt": (b"\n" * (transcripts.MOST_BYTES + 1), "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_one_sentence(tmp_path: Path, name: str) -> None:
    data, why = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    began = time.monotonic()
    with pytest.raises(HeritageError) as caught:
        transcripts.read(tmp_path / name)
    assert time.monotonic() - began < 5
    assert why in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_references_in_a_ring_are_left_out_and_told() -> None:
    found = TRANSCRIPTS["eaf"].read(RING, "wuu")
    assert [(one.spoken, one.translation) for one in found.passages] == [("said", {})]
    assert found.findings == ("2 notes belong to no passage; they were left out.",)


@given(st.binary(max_size=400), st.sampled_from(sorted(TRANSCRIPTS)))
def test_any_bytes_are_passages_or_one_refusal(data: bytes, form: str) -> None:
    head = {"vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n", "eaf": b"", "srt": b""}[form]
    with contextlib.suppress(HeritageError):
        found = TRANSCRIPTS[form].read(head + data, "")
        assert all(one.begin_ms >= 0 for one in found.passages)


def test_names_are_one_line() -> None:
    assert neat_name(" 甲\n 歌手\x00 ") == "甲 歌手"
