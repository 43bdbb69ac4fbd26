# SPDX-License-Identifier: Apache-2.0
"""Guests see what the village may see and leave things in the tray; no item changes by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from heritage_desktop import assets
from heritage_desktop.domain.account import Account
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Contribution, ReadBack
from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.domain.item import Item, ItemName, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.use import Party
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.services import guests, items
from heritage_desktop.services.inventories import describe, new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

BRIDGE = assets.path("samples", "wanyue-bridge-autumn.jpg")
FESTIVAL = assets.path("samples", "lantern-night.jpg")
TODAY = "2026-11-24"


@dataclass(frozen=True)
class Kept:
    """The inventory and the ids of what is in it."""

    inventory: Inventory
    bridge: str
    mask: str
    bearer: str
    owner: str


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Give an open bridge with a photo, and a sealed mask with another one."""
    with new_inventory(tmp_path / "x.vhi", village="溪口坞", author="Lin") as inventory:
        village = items.only_village(inventory)
        bridge, mask = (
            items.new_item(inventory, kind=kind, village=village, names={"zh-Hans": name},
                           summary={"zh-Hans": f"{name}的故事"}).id
            for kind, name in (("immovable", "挽月桥"), ("movable", "傩面"))
        )  # fmt: skip
        import_photos(inventory, [BRIDGE], target=bridge)
        import_photos(inventory, [FESTIVAL], target=mask)
        with inventory.change("Fill") as change:
            change.set(Item, mask, "access_level", "sealed")
            bearer = change.add(Person(id="", name={"zh-Hans": "毛秀珠"})).id
            owner = change.add(Person(id="", name={"zh-Hans": "张守和"})).id
            change.add(Person(id="", name={"zh-Hans": "无关者"}))
            change.add(Party(id="", item=bridge, who=owner))
            change.add(Relation(id="", subject=bridge, type="carried_by", object=bearer))
            change.add(Account(id="", item=bridge, said_by=bearer, text={"zh-Hans": "桥下有龙"}))
            change.add(Account(id="", item=bridge, text={"zh-Hans": "秘语"}, access_level="sealed"))
        yield Kept(inventory, bridge, mask, bearer, owner)


def _itself(kept: Kept) -> dict[str, Any]:
    """Return the bridge without what was left or answered about it."""
    told = describe(kept.inventory, kept.bridge)
    aside = {"contribution", "read_back"}
    parts = [part for part in told.get("parts", ()) if part["part"] not in aside]
    return {**told, "parts": parts}


def _media_of(inventory: Inventory, item: str) -> list[str]:
    return [media.id for _, media in queries.media_of(inventory, item)]


def test_a_sealed_item_and_all_that_hangs_on_it_is_not_released(kept: Kept) -> None:
    shown = guests.released(kept.inventory, TODAY)
    ids = {one.id for one in shown}
    assert kept.bridge in ids
    assert kept.mask not in ids
    assert not ids & set(_media_of(kept.inventory, kept.mask))
    assert not [n for n in shown if isinstance(n, ItemName) and n.item == kept.mask]
    assert [tile.title for tile in guests.Shelf(shown).tiles()] == ["挽月桥"]
    assert guests.pages(kept.inventory, kept.mask, TODAY) == []


def test_a_record_is_read_one_thing_a_page(kept: Kept) -> None:
    pages = guests.pages(kept.inventory, kept.bridge, TODAY)
    assert [page.kind for page in pages] == ["name", "photo", "place", "summary", "voice"]
    assert pages[0].text == "挽月桥"
    assert pages[1].media is not None
    assert pages[1].media.id == _media_of(kept.inventory, kept.bridge)[0]
    assert pages[2].text == "溪口坞"
    assert pages[3].text == "挽月桥的故事"
    assert pages[4].text == "桥下有龙\n— 毛秀珠"
    assert all(page.heading for page in pages)


def test_a_bearer_who_is_not_named_is_not_named_here(kept: Kept) -> None:
    with kept.inventory.change("No") as change:
        change.set(Person, kept.bearer, "name_consent", False)
    told = "".join(page.text for page in guests.pages(kept.inventory, kept.bridge, TODAY))
    assert "毛秀珠" not in told
    names = [one.name for one in guests.listeners(kept.inventory, kept.bridge, TODAY)]
    assert {"zh-Hans": "毛秀珠"} not in names


def test_bearers_and_owners_can_be_read_to(kept: Kept) -> None:
    found = guests.listeners(kept.inventory, kept.bridge, TODAY)
    assert {one.id for one in found} == {kept.bearer, kept.owner}


def test_words_wait_in_the_tray_and_change_nothing(kept: Kept) -> None:
    before = _itself(kept)
    made = guests.leave_word(kept.inventory, kept.bridge, " 桥是1712年修的 ", "叶婆婆")
    assert _itself(kept) == before
    stored = kept.inventory.get(Contribution, made.id)
    assert stored is not None
    assert (stored.item, stored.text, stored.by) == (kept.bridge, "桥是1712年修的", "叶婆婆")
    assert [one.id for one in guests.waiting(kept.inventory)] == [made.id]
    assert made.id not in {one.id for one in guests.released(kept.inventory, TODAY)}


def test_nothing_said_is_no_contribution(kept: Kept) -> None:
    with pytest.raises(HeritageError):
        guests.leave_word(kept.inventory, kept.bridge, "  ")
    with pytest.raises(HeritageError):
        guests.leave_word(kept.inventory, "0" * 32, "桥")
    assert guests.waiting(kept.inventory) == []


def _new_photo(folder: Path) -> Path:
    path = folder / "old.jpg"
    path.write_bytes(assets.path("samples", "octagonal-well.jpg").read_bytes())
    return path


def test_files_go_to_the_tray_and_only_the_team_attaches_them(kept: Kept, tmp_path: Path) -> None:
    before = _itself(kept)
    paths = [_new_photo(tmp_path), tmp_path / "gone.jpg"]
    report = guests.leave_files(kept.inventory, kept.bridge, paths, "叶婆婆")
    assert (report.count("added"), report.count("refused")) == (1, 1)
    assert _itself(kept) == before
    (one,) = guests.waiting(kept.inventory)
    assert [media.id for media in queries.tray(kept.inventory)] == [one.media]
    shown = {record.id for record in guests.released(kept.inventory, TODAY)}
    assert one.media not in shown
    count = kept.inventory.undo_label
    guests.take_up(kept.inventory, one.id, True)
    assert guests.waiting(kept.inventory) == []
    assert one.media in _media_of(kept.inventory, kept.bridge)
    kept.inventory.undo()
    assert kept.inventory.undo_label == count
    assert [again.id for again in guests.waiting(kept.inventory)] == [one.id]
    assert _itself(kept) == before


def test_taking_up_without_attaching_leaves_the_item_alone(kept: Kept, tmp_path: Path) -> None:
    guests.leave_files(kept.inventory, kept.bridge, [_new_photo(tmp_path)])
    before = _itself(kept)
    (one,) = guests.waiting(kept.inventory)
    guests.take_up(kept.inventory, one.id, False)
    assert guests.waiting(kept.inventory) == []
    assert _itself(kept) == before
    with pytest.raises(HeritageError):
        guests.take_up(kept.inventory, "0" * 32, True)


def test_the_same_photo_brought_twice_waits_once(kept: Kept, tmp_path: Path) -> None:
    for _ in range(2):
        guests.leave_files(kept.inventory, kept.bridge, [_new_photo(tmp_path)])
    assert len(guests.waiting(kept.inventory)) == 1


def test_a_stop_keeps_what_was_read(kept: Kept, tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        if done >= 1:
            raise Cancelled

    files = [_new_photo(tmp_path), assets.path("samples", "tea-garden.jpg")]
    with pytest.raises(Cancelled):
        guests.leave_files(kept.inventory, kept.bridge, files, progress=stop)
    waiting = {one.media for one in guests.waiting(kept.inventory)}
    assert len(waiting) == 1
    assert waiting == {media.id for media in queries.tray(kept.inventory)}


def test_an_answer_is_kept_with_who_gave_it(kept: Kept) -> None:
    before = _itself(kept)
    made = guests.answer(
        kept.inventory, kept.bridge, kept.bearer, "in_part", " 名字写错了 ", "voice"
    )
    stored = kept.inventory.get(ReadBack, made.id)
    assert stored is not None
    assert (stored.person, stored.result, stored.corrections) == (
        kept.bearer, "in_part", "名字写错了",
    )  # fmt: skip
    assert (stored.proof, stored.date, stored.read_by) == ("voice", items.today(), "Lin")
    assert _itself(kept) == before
    with pytest.raises(HeritageError):
        guests.answer(kept.inventory, kept.bridge, None, "perhaps")


def test_the_answers_are_those_of_the_word_list() -> None:
    assert set(guests.RESULTS) == set(vocabulary("readback_result").codes())


def test_a_photo_of_an_open_and_a_sealed_thing_is_closed(kept: Kept) -> None:
    (photo,) = _media_of(kept.inventory, kept.bridge)
    with kept.inventory.change("Link") as change:
        change.add(MediaLink(id="", target=kept.mask, media=photo))
    shown = guests.released(kept.inventory, TODAY)
    assert photo not in {one.id for one in shown if isinstance(one, Media)}
    assert guests.Shelf(shown).tiles()[0].cover is None
