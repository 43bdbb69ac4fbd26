# SPDX-License-Identifier: Apache-2.0
"""Marks on photos: what must stay inside is read in no output, what may leave is printed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from heritage_desktop import assets
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media, Region
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.regions import Box
from heritage_desktop.domain.release import Audience
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.services import guests, photo_export, regions
from heritage_desktop.services.catalogue import make_book, print_catalogue
from heritage_desktop.services.exporting import export
from heritage_desktop.services.items import today
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
OPEN, FACE = "wanyue-bridge-autumn.jpg", "octagonal-well.jpg"
EVERYWHERE = ("暗格所在", "脸上的疤", "旁边的字", "不愿留名")


def mark(inventory: Inventory, media: str, text: str, **more: str) -> str:
    made = regions.mark(inventory, media, Box(1000, 1000, 2000, 2000))
    with inventory.change("Note") as change:
        change.set(Region, made.id, "text", {"zh-Hans": text})
        for name, value in more.items():
            change.set(Region, made.id, name, value)
    return made.id


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inventory]:
    """Give a bridge with an open photo and one of a person who never agreed to anything."""
    folder = tmp_path_factory.mktemp("marked") / "m.vhi"
    with Inventory.create(folder, title={"en": "Marks"}, author="Lin") as inventory:
        with inventory.change("Fill") as change:
            village = change.add(Village(id="", name={"zh-Hans": "明村"}))
            item = change.add(
                Item(id="", kind="immovable", village=village.id, access_level="public")
            )
            change.add(ItemName(id="", item=item.id, value="万月桥", language="zh-Hans"))
            shy = change.add(Person(id="", name={"zh-Hans": "不愿留名"}, village=village.id))
            change.add(Consent(id="", who=shy.id, status="refused", refused=("name",)))
        import_photos(inventory, [SAMPLES / OPEN, SAMPLES / FACE], target=item.id)
        photos = {one.original_name: one.id for one in inventory.all(Media)}
        mark(inventory, photos[OPEN], "桥心石刻")
        mark(inventory, photos[OPEN], "题字出自不愿留名之手")
        mark(inventory, photos[OPEN], "暗格所在", access_level="sealed")
        mark(inventory, photos[OPEN], "只给县里", access_level="county")
        mark(inventory, photos[OPEN], "只给村里", access_level="community")
        mark(inventory, photos[FACE], "脸上的疤", role="person", person=shy.id)
        mark(inventory, photos[FACE], "旁边的字")
        yield inventory


def read(path: Path) -> str:
    if path.is_dir():
        return "".join(f"{one.name}\n{read(one)}" for one in sorted(path.iterdir()))
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("audience", [str(one) for one in Audience])
@pytest.mark.parametrize("way", [*FORMATS, "pdf", "photos"])
def test_a_mark_leaves_only_to_whom_it_is_for(
    marked: Inventory, tmp_path: Path, way: str, audience: str
) -> None:
    target = tmp_path / "out"
    if way == "pdf":
        target = target.with_suffix(".pdf")
        print_catalogue(marked, target, audience=audience)
    elif way == "photos":
        photo_export.export(marked, target, audience)
    else:
        target = tmp_path / f"out.{FORMATS[way].extension}"
        export(marked, way, target, audience=audience)
    said = read(target)
    hidden = [text for text in EVERYWHERE if text in said]
    hidden += [text for whose, text in (("county", "只给县里"), ("village", "只给村里"))
               if whose != audience and text in said]  # fmt: skip
    assert hidden == []
    if way in ("tables", "jsonl", "pdf"):
        assert "桥心石刻" in said
        assert "题字出自一位传承人之手" in said
        assert ("只给县里" in said) == (audience == "county")
        assert ("只给村里" in said) == (audience == "village")


def test_a_guest_sees_no_mark_that_is_not_for_the_village(marked: Inventory) -> None:
    said = repr(guests.released(marked, today()))
    assert [text for text in (*EVERYWHERE, "只给县里") if text in said] == []
    assert "桥心石刻" in said


def test_a_photo_with_a_marked_person_who_never_agreed_stays(marked: Inventory) -> None:
    plan = photo_export.plan(marked, "county")
    assert [one.name for one in plan.withheld] == [FACE]
    assert plan.reasons() == {"somebody on it has not agreed to this": 1}


def test_the_book_numbers_only_what_it_may_tell(marked: Inventory) -> None:
    (part,) = make_book(marked, language="zh_CN", audience="public").parts
    (picture,) = next(entry.pictures for entry in part.entries if entry.pictures)
    assert sorted((note.number, note.box) for note in picture.notes) == [
        (1, (1000, 1000, 2000, 2000)), (2, (1000, 1000, 2000, 2000))
    ]  # fmt: skip


def test_frames_are_printed_as_the_photo_is_turned(marked: Inventory) -> None:
    photo = next(one for one in marked.all(Media) if one.original_name == OPEN)
    with marked.change("Turn") as change:
        change.set(Media, photo.id, "turned", 90)
    (part,) = make_book(marked, language="zh_CN", audience="public").parts
    (picture,) = next(entry.pictures for entry in part.entries if entry.pictures)
    marked.undo()
    assert {note.box for note in picture.notes} == {(7000, 1000, 2000, 2000)}
    assert picture.orientation != 1
