# SPDX-License-Identifier: Apache-2.0
"""Photos leave as files: named to be read, through the gate, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop import assets, i18n
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import Cancelled, CannotWrite, HeritageError
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.media.exif import read_facts
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photo_export import ExportReport, export, plan, turned
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage import handouts
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
BRIDGE, WELL = SAMPLES / "wanyue-bridge-autumn.jpg", SAMPLES / "octagonal-well.jpg"
WEIR, DRUM = SAMPLES / "fish-scale-weir.heic", SAMPLES / "lantern-drum-and-strings.wav"


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an inventory with a village, a bridge with three files and a well with one."""
    with new_inventory(tmp_path / "x.vhi", village="月山村", author="Lin") as made:
        for name, files in (("万月桥", [BRIDGE, WEIR, DRUM]), ("八角井", [WELL])):
            item = items.new_item(
                made, kind="immovable", village=items.only_village(made), names={"zh-Hans": name}
            )
            import_photos(made, files, target=item.id)
        bridge = by_name(made, BRIDGE)
        with made.change("Caption") as change:
            change.set(Media, bridge, "caption", {"zh-Hans": "秋天/雨后", "en": "=After rain"})
            change.set(Media, bridge, "creator", "Lin")
        yield made


def by_name(inventory: Inventory, path: Path) -> str:
    """Return the media id of the file that came in under this name."""
    return next(one.id for one in inventory.all(Media) if one.original_name == path.name)


def item_called(inventory: Inventory, name: str) -> str:
    """Return the id of the item of this name."""
    (found,) = inventory.all(ItemName, value=name)
    return found.item or ""


def rows(report: ExportReport) -> list[dict[str, str]]:
    """Return the lines of the index."""
    assert report.index is not None
    data = report.index.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_files_are_named_stripped_and_listed(inventory: Inventory, tmp_path: Path) -> None:
    report = export(inventory, tmp_path / "out")
    names = [one.name for one in report.written]
    assert names == [
        "月山村-万月桥-01-After rain.jpg", "月山村-万月桥-02.jpg", "月山村-万月桥-03.wav",
        "月山村-八角井-01.jpg",
    ]  # fmt: skip
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*names, "photos.csv"}
    assert report.failed == []
    assert report.withheld == ()
    original = inventory.get(Media, by_name(inventory, BRIDGE))
    assert original is not None
    assert original.position is not None
    assert original.make
    facts = read_facts(tmp_path / "out" / names[0])
    assert (facts.lat, facts.make, facts.taken_local) == (None, None, None)
    first, *_, last = rows(report)
    assert first["File"] == names[0]
    assert (first["Village"], first["Item"]) == ("月山村", "万月桥")
    assert first["Caption (zh-Hans)"] == "秋天/雨后"
    assert first["Caption (en)"] == "'=After rain"  # no spreadsheet may run it
    assert first["Made by"] == "Lin"
    assert first["Original name"] == BRIDGE.name
    assert last["Item"] == "八角井"
    for row in rows(report):
        data = (tmp_path / "out" / row["File"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["SHA-256"]
        assert b"GPS" not in data


def test_originals_leave_for_the_county_only(inventory: Inventory, tmp_path: Path) -> None:
    report = export(inventory, tmp_path / "out", "county", originals=True)
    written = {one.sha256 for one in report.written}
    assert written == {one.sha256 for one in inventory.all(Media)}
    assert (tmp_path / "out" / "月山村-万月桥-02.heic").read_bytes() == WEIR.read_bytes()
    for audience in ("village", "public"):
        with pytest.raises(HeritageError, match="only the county office"):
            export(inventory, tmp_path / audience, audience, originals=True)
        assert not (tmp_path / audience).exists()


def test_what_may_not_leave_stays_with_a_reason(inventory: Inventory, tmp_path: Path) -> None:
    with inventory.change("Guard") as change:
        change.set(Item, item_called(inventory, "八角井"), "access_level", "sealed")
        change.set(Media, by_name(inventory, BRIDGE), "access_level", "county")
        change.set(Media, by_name(inventory, WEIR), "embargo_until", "2999")
        singer = change.add(Person(id="", name={"zh-Hans": "歌手"}))
        change.add(MediaLink(id="", target=singer.id, media=by_name(inventory, DRUM)))
    report = export(inventory, tmp_path / "public", "public")
    assert report.written == []
    assert not (tmp_path / "public" / "photos.csv").exists()
    assert {one.name: one.reason for one in report.withheld} == {
        WELL.name: "something it shows is not for them",
        BRIDGE.name: "the photo itself is not for them",
        WEIR.name: "kept back until a later day",
        DRUM.name: "somebody on it has not agreed to this",
    }
    assert [one.entry.media.original_name for one in export(inventory, tmp_path / "c").written] == [
        BRIDGE.name
    ]
    with inventory.change("Agree") as change:
        change.add(
            Consent(id="", who=singer.id, status="active", granted=("share_county",),
                    date="2026-01-01")
        )  # fmt: skip
    names = {one.media.original_name for one in plan(inventory, "county").entries}
    assert names == {BRIDGE.name, DRUM.name}


def test_repeats_and_kinds_that_cannot_be_freed_stay(inventory: Inventory, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"ID3" + bytes(500))
    import_photos(inventory, [tmp_path / "a.mp3"], target=item_called(inventory, "八角井"))
    with inventory.change("Aside") as change:
        change.set(Media, by_name(inventory, WELL), "set_aside", True)
    well = [item_called(inventory, "八角井")]
    made = plan(inventory, "village", ids=well)
    assert made.entries == ()
    assert made.reasons() == {
        "set aside as a repeat": 1, "this kind of file cannot be freed of hidden details": 1,
    }  # fmt: skip
    whole = plan(inventory, "county", originals=True, ids=well)
    assert [one.extension for one in whole.entries] == ["mp3"]


def test_chosen_items_only_and_each_file_once(inventory: Inventory, tmp_path: Path) -> None:
    bridge, well = item_called(inventory, "万月桥"), item_called(inventory, "八角井")
    with inventory.change("Both") as change:
        change.add(MediaLink(id="", target=bridge, media=by_name(inventory, WELL), order=9))
    assert len(export(inventory, tmp_path / "well", ids=[well]).written) == 1
    report = export(inventory, tmp_path / "all")
    assert len(report.written) == 4
    assert rows(report)[3]["Item"] == "万月桥 · 八角井"
    assert report.written[3].name == "月山村-万月桥-04.jpg"


def test_one_bad_file_stops_nobody(inventory: Inventory, tmp_path: Path) -> None:
    lost, hurt = (inventory.get(Media, by_name(inventory, one)) for one in (BRIDGE, WEIR))
    assert lost is not None
    assert hurt is not None
    inventory.blobs.path(lost.sha256 or "", lost.extension).unlink()
    path = inventory.blobs.path(hurt.sha256 or "", hurt.extension)
    path.write_bytes(path.read_bytes()[:4000])
    for number, originals in enumerate((False, True)):
        report = export(inventory, tmp_path / str(number), originals=originals)
        assert [one.name for one in report.written] == [
            "月山村-万月桥-03.wav", "月山村-八角井-01.jpg"
        ]  # fmt: skip
        assert len(report.failed) == 2
        assert report.failed[0].startswith(BRIDGE.name)
        assert report.failed[1].startswith(WEIR.name)
        assert report.failed[1].count(".") == 2  # one sentence, and the dot of the name
        assert len(rows(report)) == 2
        assert not list((tmp_path / str(number)).glob(".*"))


def test_a_stop_leaves_whole_files_and_their_index(inventory: Inventory, tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        if done == 2:
            raise Cancelled

    out = tmp_path / "out"
    with pytest.raises(Cancelled):
        export(inventory, out, progress=stop)
    assert {path.name for path in out.iterdir()} == {
        "月山村-万月桥-01-After rain.jpg", "月山村-万月桥-02.jpg", "photos.csv"
    }  # fmt: skip
    with Image.open(out / "月山村-万月桥-02.jpg") as picture:
        picture.load()
    (left,) = handouts.all_of(inventory)
    assert left.records >= {by_name(inventory, BRIDGE), item_called(inventory, "万月桥")}
    assert by_name(inventory, WELL) not in left.records


def test_what_left_is_remembered(inventory: Inventory, tmp_path: Path) -> None:
    before = inventory.digest()
    export(inventory, tmp_path / "for the office")
    (left,) = handouts.all_of(inventory, by_name(inventory, WELL))
    assert (left.sort, left.name, left.audience) == ("export", "for the office", "county")
    assert inventory.digest() == before


def test_nothing_in_the_folder_is_overwritten(inventory: Inventory, tmp_path: Path) -> None:
    export(inventory, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    report = export(inventory, tmp_path / "out")
    assert report.written[1].name == "月山村-万月桥-02-2.jpg"
    assert report.index is not None
    assert report.index.name == "photos-2.csv"
    for name, data in before.items():
        assert (tmp_path / "out" / name).read_bytes() == data
    assert plan(inventory).names(1, tmp_path / "out") == ["月山村-万月桥-01-After rain-3.jpg"]


def test_a_folder_that_cannot_be_is_said_so(inventory: Inventory, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite, match="file"):
        export(inventory, tmp_path / "file")
    with pytest.raises(HeritageError, match="inside the inventory"):
        export(inventory, inventory.folder / "media" / "out")
    assert not (inventory.folder / "media" / "out").exists()


def test_a_full_disk_ends_it_in_one_sentence(
    inventory: Inventory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(CannotWrite, match="the disk is full"):
        export(inventory, tmp_path / "out", originals=True)
    assert list((tmp_path / "out").iterdir()) == []


def test_names_follow_the_language(inventory: Inventory, tmp_path: Path) -> None:
    i18n.set_language("zh_CN")
    assert plan(inventory).names(1) == ["月山村-万月桥-01-秋天 雨后.jpg"]


@pytest.mark.parametrize(
    ("orientation", "degrees", "wanted"),
    [
        (1, 0, 1),
        (1, 90, 6),
        (6, 90, 3),
        (8, 90, 1),
        (3, 270, 6),
        (2, 90, 7),
        (5, 180, 7),
        (9, 90, 1),
    ],
)
def test_turning_is_added_to_what_the_camera_said(
    orientation: int, degrees: int, wanted: int
) -> None:
    assert turned(orientation, degrees) == wanted


def test_a_photo_turned_here_leaves_turned(inventory: Inventory, tmp_path: Path) -> None:
    with inventory.change("Turn") as change:
        change.set(Media, by_name(inventory, WELL), "turned", 90)
    report = export(inventory, tmp_path / "out", ids=[item_called(inventory, "八角井")])
    with Image.open(tmp_path / "out" / report.written[0].name) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}
