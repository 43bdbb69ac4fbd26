# SPDX-License-Identifier: Apache-2.0
"""Planted secrets: every way out is tried, and none of them is read there."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from heritage_desktop.domain.account import Account
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Comment, Consent
from heritage_desktop.domain.item import Item, ItemName, Relation
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.release import Audience
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.exchange.transcripts import TRANSCRIPTS
from heritage_desktop.services import guests, photo_export
from heritage_desktop.services.catalogue import print_catalogue
from heritage_desktop.services.exporting import export
from heritage_desktop.services.items import today
from heritage_desktop.services.takes import Take
from heritage_desktop.services.transcripts import write_transcript
from heritage_desktop.storage import handouts
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import FORMAT, counting

SECRETS = (
    "密祠", "封存的故事", "不愿留名", "内部批注", "收回的话", "明年才开", "封存的段落",
    "没答应的话", "没答应的录音", "说到隐去的人",
)  # fmt: skip
#: What all may read; a test that finds no word of it would find no secret either.
OPEN_WORDS = "人人可听的话"


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inventory]:
    folder = tmp_path_factory.mktemp("secrets") / "s.vhi"
    with Inventory.create(folder, title={"en": "Secrets"}, author="Lin") as inventory:
        with inventory.change("Plant") as change:
            village = change.add(Village(id="", name={"zh-Hans": "明村"}))
            sealed = change.add(
                Item(id="", kind="immovable", village=village.id, access_level="sealed")
            )
            change.add(ItemName(id="", item=sealed.id, value="密祠", language="zh-Hans"))
            later = change.add(
                Item(id="", kind="movable", village=village.id, embargo_until="2999",
                     summary={"zh-Hans": "明年才开"})
            )  # fmt: skip
            change.add(Account(id="", item=later.id, text={"zh-Hans": "封存的故事"}))
            shy = change.add(Person(id="", name={"zh-Hans": "不愿留名"}, village=village.id))
            change.add(
                Consent(id="", who=shy.id, status="withdrawn", granted=("inventory", "name"),
                        withdrawn_on="2026-03-01")
            )  # fmt: skip
            open_item = change.add(
                Item(id="", kind="intangible", village=village.id, access_level="public",
                     summary={"zh-Hans": "人人可看，由不愿留名传承。"}, field_notes="内部批注")
            )  # fmt: skip
            change.add(ItemName(id="", item=open_item.id, value="迎灯", language="zh-Hans"))
            change.add(Comment(id="", target=open_item.id, text="内部批注"))
            change.add(
                Account(id="", item=open_item.id, said_by=shy.id, text={"zh-Hans": "收回的话"})
            )
            change.add(Relation(id="", subject=open_item.id, type="carried_by", object=shy.id))
        record_voices(inventory, village.id, open_item.id, shy.id)
        yield inventory


def record_voices(inventory: Inventory, village: str, item: str, shy: str) -> None:
    """Record one who agreed, and one together with somebody who did not."""
    uses = ("record", "inventory", "catalogue", "image_public", "share_county", "share_beyond")
    with inventory.change("People") as change:
        singer, silent = (
            change.add(Person(id="", name={"zh-Hans": name}, village=village, name_consent=True))
            for name in ("甲歌手", "丙听客")
        )
        change.add(Consent(id="", who=singer.id, granted=uses, status="active", date="2026"))
    for number, caption in enumerate(("开放的录音", "没答应的录音")):
        take = Take(inventory, FORMAT, target=item, speaker=singer.id, caption=caption)
        take.add(counting(number, 0))
        media = take.finish()
        assert media is not None
        told = {"zh-Hans": f"译：{OPEN_WORDS}"}
        with inventory.change("Talk") as change:
            for say in (
                Segment(id="", speaker=singer.id, spoken=OPEN_WORDS, translation=told),
                Segment(id="", speaker=singer.id, spoken="封存的段落", access_level="sealed",
                        translation={"en": "封存的段落"}),
                Segment(id="", spoken="说到隐去的人", people=(shy,)),
                Segment(id="", sort="part", title={"en": "封存的段落"}, access_level="restricted"),
                *([Segment(id="", speaker=silent.id, spoken="没答应的话")] if number else []),
            ):  # fmt: skip
                change.add(replace(say, media=media.id, sort=say.sort or "line", start_ms=0))


def read(path: Path) -> str:
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("audience", [str(one) for one in Audience])
@pytest.mark.parametrize("way", [*FORMATS, "pdf"])
def test_no_secret_is_read_in_any_output(
    secretive: Inventory, tmp_path: Path, way: str, audience: str
) -> None:
    target = tmp_path / f"out.{'pdf' if way == 'pdf' else FORMATS[way].extension}"
    if way == "pdf":
        print_catalogue(secretive, target, audience=audience)
    else:
        export(secretive, way, target, audience=audience)
    said = read(target)
    for secret in SECRETS:
        assert secret not in said, secret
    if way != "geojson":
        assert "明村" in said
    if way in ("pdf", "jsonl", "tables"):
        assert OPEN_WORDS in said


@pytest.mark.parametrize("audience", [str(one) for one in Audience])
@pytest.mark.parametrize("form", sorted(TRANSCRIPTS))
def test_no_secret_is_read_in_a_transcript(
    secretive: Inventory, tmp_path: Path, form: str, audience: str
) -> None:
    for media in secretive.all(Media):
        target = tmp_path / f"{media.id}.{form}"
        write_transcript(secretive, media.id, target, audience)
        said = read(target)
        for secret in SECRETS:
            assert secret not in said, secret
        assert OPEN_WORDS in said


@pytest.mark.parametrize("audience", [str(one) for one in Audience])
def test_no_secret_is_in_the_list_of_exported_files(
    secretive: Inventory, tmp_path: Path, audience: str
) -> None:
    report = photo_export.export(secretive, tmp_path / "out", audience)
    assert report.index is not None
    said = read(report.index) + " ".join(one.name for one in (tmp_path / "out").iterdir())
    assert "开放的录音" in said
    for secret in SECRETS:
        assert secret not in said, secret


def test_no_secret_is_shown_to_a_guest(secretive: Inventory) -> None:
    said = repr(guests.released(secretive, today()))
    for secret in SECRETS:
        assert secret not in said, secret


def test_what_left_is_remembered_by_record(secretive: Inventory, tmp_path: Path) -> None:
    export(secretive, "csv", tmp_path / "给县里.csv", audience="county")
    item = next(one.id for one in secretive.all(Item) if one.access_level == "public")
    sealed = next(one.id for one in secretive.all(Item) if one.access_level == "sealed")
    assert "给县里.csv" in [one.name for one in handouts.all_of(secretive, item)]
    assert handouts.all_of(secretive, sealed) == []
