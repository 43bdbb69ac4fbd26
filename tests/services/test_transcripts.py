# SPDX-License-Identifier: Apache-2.0
"""Transcripts come in once, complete what is here, and leave only as far as people agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import Cancelled, CannotWrite, HeritageError
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.exchange import transcripts as files
from heritage_desktop.services import passages
from heritage_desktop.services.transcripts import (
    read_transcript,
    recordings,
    write_transcript,
)
from heritage_desktop.storage import handouts
from heritage_desktop.storage.inventory import Inventory

USES = ("record", "inventory", "name", "image_public", "catalogue", "share_county", "share_beyond")


@dataclass
class Told:
    """A recording on an open item, of a singer who agreed and a drummer who did not."""

    inventory: Inventory
    media: str
    singer: str
    drummer: str


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with Inventory.create(tmp_path / "t.vhi", title={"en": "Told"}, author="Lin") as inventory:
        with inventory.change("Plant") as change:
            item = change.add(Item(id="", kind="intangible", access_level="public"))
            singer = change.add(Person(id="", name={"zh-Hans": "甲歌手", "en": "Singer A"}))
            drummer = change.add(Person(id="", name={"zh-Hans": "乙鼓手"}))
            change.add(Consent(id="", who=singer.id, granted=USES, status="active", date="2026"))
            media = change.add(
                Media(id="", sha256="0" * 64, extension="wav", media_type="audio", language="wuu",
                      duration_ms=10_800_000, original_name="song.wav")
            )  # fmt: skip
            change.add(MediaLink(id="", target=item.id, media=media.id))
        yield Told(inventory, media.id, singer.id, drummer.id)


def subtitles(folder: Path, name: str, *texts: str) -> Path:
    """Write a .srt file with a passage each two seconds."""
    path = folder / name
    blocks = [
        f"{n}\n00:00:{n * 2:02d},000 --> 00:00:{n * 2 + 1:02d},500\n{text}\n"
        for n, text in enumerate(texts)
    ]
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def test_a_file_read_twice_adds_nothing_and_undo_takes_it_back(told: Told, tmp_path: Path) -> None:
    path = subtitles(tmp_path, "song.srt", "锵", "啷", "匡")
    assert read_transcript(told.inventory, told.media, path).added == 3
    again = read_transcript(told.inventory, told.media, path)
    assert (again.added, again.completed, again.known) == (0, 0, 3)
    assert [one.spoken for one in passages.of(told.inventory, told.media)] == ["锵", "啷", "匡"]
    told.inventory.undo()
    assert passages.of(told.inventory, told.media) == []


def test_a_second_language_completes_the_lines(told: Told, tmp_path: Path) -> None:
    read_transcript(told.inventory, told.media, subtitles(tmp_path, "song.srt", "锵", "啷"))
    english = subtitles(tmp_path, "song.en.srt", "clang", "jingle", "silence")
    report = read_transcript(told.inventory, told.media, english)
    assert (report.added, report.completed) == (1, 2)
    first = passages.of(told.inventory, told.media)[0]
    assert (first.spoken, dict(first.translation)) == ("锵", {"en": "clang"})
    plain = subtitles(tmp_path, "other.srt", "锵", "变了")
    chinese = read_transcript(told.inventory, told.media, plain, language="zh")
    assert dict(passages.of(told.inventory, told.media)[1].translation)["zh-Hans"] == "变了"
    assert chinese.completed == 2


def test_words_that_stand_here_are_never_overwritten(told: Told, tmp_path: Path) -> None:
    read_transcript(told.inventory, told.media, subtitles(tmp_path, "a.srt", "锵", "啷"))
    report = read_transcript(told.inventory, told.media, subtitles(tmp_path, "b.srt", "锵", "当"))
    assert report.differing == (2000,)
    assert [one.spoken for one in passages.of(told.inventory, told.media)] == ["锵", "啷"]
    assert "1 passage has other words here, which were kept: 0:00:02." in report.sentences()


def test_speakers_are_found_by_name_and_strangers_keep_theirs(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v singer  a>锵\n\n"
        "00:03.000 --> 00:04.000\n<v 丙过客>啷\n\n00:05.000 --> 00:06.000\n<v Guest>hm",
        encoding="utf-8",
    )
    report = read_transcript(told.inventory, told.media, path)
    known, passer, guest = passages.of(told.inventory, told.media)
    assert (known.speaker, known.spoken) == (told.singer, "锵")
    assert (passer.speaker, passer.spoken) == (None, "丙过客：啷")
    assert guest.spoken == "Guest: hm"
    assert report.strangers == ("丙过客", "Guest")
    assert read_transcript(told.inventory, told.media, path).known == 3


def test_passages_after_the_end_are_told(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("02:59:59,000 --> 03:00:09,000\nlast\n\n04:00:00,000 --> 04:00:01,000\nlate\n")
    report = read_transcript(told.inventory, told.media, path)
    (last,) = passages.of(told.inventory, told.media)
    assert (last.spoken, last.end_ms) == ("last", 10_800_000)
    assert report.findings == ("1 passage begins after the end of the recording; it was left out.",)
    path.write_text("04:00:00,000 --> 04:00:01,000\nlate\n")
    with pytest.raises(HeritageError, match="another recording"):
        read_transcript(told.inventory, told.media, path)


def test_stopping_leaves_nothing(told: Told, tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        if done:
            raise Cancelled

    path = subtitles(tmp_path, "a.srt", *("锵" * 30))
    with pytest.raises(Cancelled):
        read_transcript(told.inventory, told.media, path, progress=stop)
    assert passages.of(told.inventory, told.media) == []


def conversation(told: Told) -> None:
    """Add lines by both, one sealed, one that nobody said who speaks, and an index."""
    lines = (
        (0, told.singer, "歌词", None), (2000, told.drummer, "鼓手的话", None),
        (4000, told.singer, "封存的词", "sealed"), (6000, None, "不知谁说", None),
    )  # fmt: skip
    with told.inventory.change("Talk") as change:
        for begin, speaker, spoken, level in lines:
            change.add(
                Segment(id="", media=told.media, sort="line", start_ms=begin, end_ms=begin + 1500,
                        speaker=speaker, spoken=spoken, access_level=level,
                        translation={"en": f"said at {begin}"})
            )  # fmt: skip
        change.add(
            Segment(id="", media=told.media, sort="part", start_ms=0, speaker=told.singer,
                    title={"en": "Opening"}, synopsis={"zh-Hans": "开场"})
        )  # fmt: skip


@pytest.mark.parametrize("audience", ["village", "county", "public"])
@pytest.mark.parametrize("form", ["eaf", "vtt", "srt"])
def test_what_may_not_leave_is_a_gap(told: Told, tmp_path: Path, form: str, audience: str) -> None:
    conversation(told)
    path = tmp_path / f"out.{form}"
    written = write_transcript(told.inventory, told.media, path, audience)
    text = path.read_text(encoding="utf-8")
    assert "歌词" in text
    for secret in ("鼓手", "封存", "不知谁说", "said at 2000", "said at 4000", "said at 6000"):
        assert secret not in text, secret
    assert written.kept_back == 3
    assert [one.begin_ms for one in files.read(path, "wuu").passages if one.sort == "line"] == [0]
    assert [one.name for one in handouts.all_of(told.inventory, told.media)] == [path.name]


def test_once_everybody_agreed_only_the_sealed_line_stays(told: Told, tmp_path: Path) -> None:
    conversation(told)
    with told.inventory.change("Agree") as change:
        change.add(Consent(id="", who=told.drummer, granted=USES, status="active", date="2026"))
    path = tmp_path / "out.eaf"
    written = write_transcript(told.inventory, told.media, path)
    assert (written.passages, written.kept_back) == (4, 1)
    assert 'PARTICIPANT="Singer A"' in path.read_text(encoding="utf-8")
    again = read_transcript(told.inventory, told.media, path)
    assert (again.added, again.completed, again.known) == (0, 0, 4)


def test_subtitles_of_one_language(told: Told, tmp_path: Path) -> None:
    conversation(told)
    path = tmp_path / "song.en.srt"
    write_transcript(told.inventory, told.media, path, language="en")
    assert path.read_text() == "1\n00:00:00,000 --> 00:00:01,500\nsaid at 0\n"


def test_nothing_to_write_is_said(told: Told, tmp_path: Path) -> None:
    passages.add(
        told.inventory, told.media, sort="part", start_ms=1000, title={"en": "Only an index"}
    )
    with pytest.raises(HeritageError, match="Nothing of this recording"):
        write_transcript(told.inventory, told.media, tmp_path / "a.srt")
    assert write_transcript(told.inventory, told.media, tmp_path / "a.vtt").passages == 1
    assert not (tmp_path / "a.srt").exists()
    (tmp_path / "dir.vtt").mkdir()
    with pytest.raises(CannotWrite):
        write_transcript(told.inventory, told.media, tmp_path / "dir.vtt")


def test_recordings_are_listed_with_what_they_are_on(told: Told) -> None:
    passages.add(told.inventory, told.media, sort="line", start_ms=1000, spoken="锵")
    (one,) = recordings(told.inventory)
    assert (one.name, one.length_ms, one.passages, one.language) == (
        "song.wav", 10_800_000, 1, "wuu",
    )  # fmt: skip
    with pytest.raises(HeritageError, match="no recording"):
        write_transcript(told.inventory, told.singer, Path("x.srt"))


@pytest.mark.slow
def test_three_hours_go_out_and_in(told: Told, tmp_path: Path) -> None:
    lines = tuple(f"第{n}句" for n in range(3000))
    path = tmp_path / "long.srt"
    path.write_text(
        "\n".join(
            f"{n}\n{n * 3600 // 3600_000:02d}:{n * 3600 // 60_000 % 60:02d}:"
            f"{n * 3600 // 1000 % 60:02d},{n * 3600 % 1000:03d} --> 02:59:59,000\n{text}\n"
            for n, text in enumerate(lines)
        ),
        encoding="utf-8",
    )
    assert read_transcript(told.inventory, told.media, path).added == 3000
    written = write_transcript(told.inventory, told.media, tmp_path / "long.vtt")
    assert written.passages == 3000
