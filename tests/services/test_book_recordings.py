# SPDX-License-Identifier: Apache-2.0
"""The book's appendix holds what the reader may see of recordings, and the item leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.place import Village
from heritage_desktop.services.catalogue import make_book
from heritage_desktop.storage.inventory import Inventory

USES = ("record", "inventory", "catalogue", "image_public", "share_county", "share_beyond")


@dataclass
class Sung:
    """A song recorded in one of two villages, by somebody who is not to be named."""

    inventory: Inventory
    village: str
    other: str
    item: str
    media: str


@pytest.fixture
def sung(tmp_path: Path) -> Iterator[Sung]:
    with Inventory.create(tmp_path / "b.vhi", title={"en": "B"}, author="Lin") as inventory:
        with inventory.change("Plant") as change:
            here, there = (
                change.add(Village(id="", name={"zh-Hans": name})) for name in ("云岭", "溪口")
            )
            item = change.add(
                Item(id="", kind="intangible", village=here.id, access_level="public")
            )
            change.add(ItemName(id="", item=item.id, value="采茶歌", language="zh-Hans"))
            singer = change.add(Person(id="", name={"zh-Hans": "甲歌手"}, name_consent=False))
            change.add(Consent(id="", who=singer.id, granted=USES, status="active", date="2026"))
            media = change.add(
                Media(id="", sha256="0" * 64, extension="wav", media_type="audio", language="wuu",
                      duration_ms=125_000, taken=Moment("2026-02-11T19:05:00", "+08:00"))
            )  # fmt: skip
            change.add(MediaLink(id="", target=item.id, media=media.id))
            for start, text, level in ((0, "甲歌手先唱", None), (2000, "封存", "sealed")):
                change.add(
                    Segment(id="", media=media.id, sort="line", start_ms=start, spoken=text,
                            speaker=singer.id, access_level=level,
                            translation={"zh-Hans": "译", "fra": "traduit"})
                )  # fmt: skip
            change.add(
                Segment(id="", media=media.id, sort="part", start_ms=0, title={"en": "Opening"})
            )
            # The recorder names who speaks in a part of full length: no row of the index.
            change.add(
                Segment(id="", media=media.id, sort="part", start_ms=0, end_ms=125_000,
                        speaker=singer.id)
            )  # fmt: skip
        yield Sung(inventory, here.id, there.id, item.id, media.id)


@pytest.mark.parametrize("audience", ["village", "county", "public"])
def test_the_appendix_says_what_may_be_said(sung: Sung, audience: str) -> None:
    book = make_book(sung.inventory, language="zh_CN", audience=audience)
    (one,) = book.recordings
    assert (one.title_zh, one.length, one.language) == ("采茶歌", "0:02:05", "吴语")
    assert one.items == ((sung.item, "采茶歌"),)
    facts = dict(one.facts)
    assert facts["讲述人"] == "一位传承人"
    assert (facts["地点"], facts["记录日期"]) == ("云岭", "2026年2月11日")
    assert [(line.spoken, line.zh) for line in one.lines] == [("一位传承人先唱", "译")]
    assert [part.title for part in one.parts] == ["Opening"]
    (entry,) = [e for part in book.parts for e in part.entries if e.id == sung.item]
    assert [(link.target, link.text) for link in entry.links] == [(sung.media, "采茶歌")]
    assert "封存" not in repr(book)
    assert "甲歌手" not in repr(book)


def test_long_transcripts_may_be_left_out(sung: Sung) -> None:
    (one,) = make_book(sung.inventory, heard="index").recordings
    assert (len(one.parts), one.lines) == (1, ())
    assert make_book(sung.inventory, heard="none").recordings == ()


def test_only_recordings_of_the_village_are_in_its_book(sung: Sung) -> None:
    assert len(make_book(sung.inventory, village=sung.village).recordings) == 1
    assert make_book(sung.inventory, village=sung.other).recordings == ()


def test_a_recording_without_words_is_not_in_the_appendix(sung: Sung) -> None:
    with sung.inventory.change("Empty") as change:
        for one in sung.inventory.all(Segment, media=sung.media):
            change.drop(Segment, one.id)
    assert make_book(sung.inventory).recordings == ()


def test_a_third_language_is_better_than_none(sung: Sung) -> None:
    with sung.inventory.change("French only") as change:
        for one in sung.inventory.all(Segment, media=sung.media, sort="line"):
            change.set(Segment, one.id, "translation", {"fra": "traduit"})
    (one,) = make_book(sung.inventory, language="en").recordings
    assert [line.en for line in one.lines] == ["traduit"]
