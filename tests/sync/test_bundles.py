# SPDX-License-Identifier: Apache-2.0
"""A bundle arrives whole or not at all, and merging it twice is merging it once."""

from __future__ import annotations

import shutil
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heritage_desktop import assets
from heritage_desktop.domain.errors import BadBundle, Cancelled, HeritageError
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.services import items, photos
from heritage_desktop.services.bundles import (
    export_bundle,
    inspect_bundle,
    merge_bundle,
    verify_bundle,
)
from heritage_desktop.services.inventories import list_items, new_inventory
from heritage_desktop.storage.inventory import Inventory


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return an inventory with an item and a photo, and its bundle."""
    folder = tmp_path_factory.mktemp("sent")
    with new_inventory(folder / "team.vhi", village="云岭坪", team="SY03") as inventory:
        item = items.new_item(
            inventory, kind="immovable", village=items.only_village(inventory),
            names={"zh-Hans": "挽月桥", "en": "Wanyue Bridge"},
        )  # fmt: skip
        photo = assets.path("samples", "wanyue-bridge-autumn.jpg")
        photos.import_photos(inventory, [photo], target=item.id)
        export_bundle(inventory, folder / "team.vhb")
    return folder / "team.vhi", folder / "team.vhb"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Inventory]:
    """Give an empty inventory that receives bundles."""
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}) as inventory:
        yield inventory


def _copy_of(folder: Path, target: Path) -> Inventory:
    """Return a second inventory that merged everything of the first."""
    with Inventory.open(folder) as first:
        export_bundle(first, target.with_suffix(".vhb"))
    second = Inventory.create(target, title={"en": "Second"})
    merge_bundle(second, target.with_suffix(".vhb"))
    return second


def test_what_is_merged_equals_what_was_sent(sent: tuple[Path, Path], office: Inventory) -> None:
    verify_bundle(sent[1])
    report = merge_bundle(office, sent[1])
    with Inventory.open(sent[0]) as team:
        assert list_items(office) == list_items(team)
    assert report.added > 0
    assert report.media == 1
    assert office.check() == []


def test_merging_again_changes_nothing(sent: tuple[Path, Path], office: Inventory) -> None:
    merge_bundle(office, sent[1])
    before = office.digest(), office.commit_count()
    again = merge_bundle(office, sent[1])
    assert again.added == 0
    assert (office.digest(), office.commit_count()) == before


def test_a_rehearsal_keeps_nothing(sent: tuple[Path, Path], office: Inventory) -> None:
    before = office.digest(), office.commit_count(), sorted(office.folder.rglob("*.jpg"))
    report = merge_bundle(office, sent[1], rehearse=True)
    assert report.new_records["item"] == 1
    after = office.digest(), office.commit_count(), sorted(office.folder.rglob("*.jpg"))
    assert after == before


def test_one_undo_takes_a_merge_back(sent: tuple[Path, Path], office: Inventory) -> None:
    merge_bundle(office, sent[1])
    assert len(office.all(Item)) == 1
    office.undo()
    assert office.all(Item) == []
    office.redo()
    assert len(office.all(Item)) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_flipped_byte_is_refused(
    sent: tuple[Path, Path], tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(sent[1].read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    spoiled = tmp_path / "spoiled.vhb"
    spoiled.write_bytes(whole)
    with pytest.raises(BadBundle, match="spoiled"):
        verify_bundle(spoiled)


@pytest.mark.slow
def test_every_byte_outside_the_photo_counts(sent: tuple[Path, Path], tmp_path: Path) -> None:
    """The photo itself is a hash away; all that surrounds it is tried byte by byte."""
    whole = sent[1].read_bytes()
    with zipfile.ZipFile(sent[1]) as archive:
        photo = max(archive.infolist(), key=lambda entry: entry.file_size)
    inside = range(photo.header_offset + 200, photo.header_offset + photo.file_size)
    spoiled = tmp_path / "spoiled.vhb"
    unnoticed = []
    for at in range(len(whole)):
        if at in inside:
            continue
        spoiled.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            verify_bundle(spoiled)
        except BadBundle:
            continue
        unnoticed.append(at)
    assert unnoticed == []


def test_a_refused_bundle_leaves_the_inventory_as_it_was(
    sent: tuple[Path, Path], office: Inventory, tmp_path: Path
) -> None:
    whole = bytearray(sent[1].read_bytes())
    whole[len(whole) // 2] ^= 4
    spoiled = tmp_path / "spoiled.vhb"
    spoiled.write_bytes(whole)
    before = office.digest(), office.commit_count(), sorted(office.folder.rglob("*"))
    with pytest.raises(BadBundle):
        merge_bundle(office, spoiled)
    assert (office.digest(), office.commit_count(), sorted(office.folder.rglob("*"))) == before


@pytest.mark.parametrize("keep", [0, 1, 21, 22, 100, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_bundle_is_refused(sent: tuple[Path, Path], tmp_path: Path, keep: float) -> None:
    whole = sent[1].read_bytes()
    cut = tmp_path / "cut.vhb"
    cut.write_bytes(whole[: keep if isinstance(keep, int) else int(len(whole) * keep)])
    with pytest.raises(BadBundle, match="cut"):
        verify_bundle(cut)


@pytest.mark.parametrize("more", [b"\0", b"PK\x05\x06" + bytes(18), b"x" * 70000])
def test_something_added_is_refused(sent: tuple[Path, Path], tmp_path: Path, more: bytes) -> None:
    longer = tmp_path / "longer.vhb"
    longer.write_bytes(sent[1].read_bytes() + more)
    with pytest.raises(BadBundle):
        verify_bundle(longer)


@pytest.mark.parametrize("extra", ["../evil", "/etc/evil", "data/more.txt", "bagit.txt", "C:evil"])
def test_a_bundle_packed_again_with_another_file_is_refused(
    sent: tuple[Path, Path], tmp_path: Path, extra: str
) -> None:
    packed = tmp_path / "packed.vhb"
    shutil.copy(sent[1], packed)
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "a") as archive:
        warnings.simplefilter("ignore")  # a name that is there already is the point
        archive.writestr(extra, "evil")
    with pytest.raises(BadBundle):
        verify_bundle(packed)
    assert not (tmp_path.parent / "evil").exists()


def test_a_compressed_bundle_is_refused(sent: tuple[Path, Path], tmp_path: Path) -> None:
    """There is one byte form only, so nothing can be hidden in another."""
    packed = tmp_path / "packed.vhb"
    with (
        zipfile.ZipFile(sent[1]) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    with pytest.raises(BadBundle):
        verify_bundle(packed)


def test_any_bagit_tool_can_check_a_bundle(sent: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(sent[1]) as archive:
        archive.extractall(tmp_path / "bag")
    bag = next(path.parent for path in (tmp_path / "bag").rglob("bagit.txt"))
    assert bagit.Bag(str(bag)).is_valid()


def test_a_bundle_is_never_overwritten(sent: tuple[Path, Path]) -> None:
    before = sent[1].read_bytes()
    with Inventory.open(sent[0]) as inventory, pytest.raises(HeritageError, match="never"):
        export_bundle(inventory, sent[1])
    assert sent[1].read_bytes() == before


def test_a_stopped_export_leaves_no_file(sent: tuple[Path, Path], tmp_path: Path) -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        if total:
            raise Cancelled

    with Inventory.open(sent[0]) as inventory, pytest.raises(Cancelled):
        export_bundle(inventory, tmp_path / "half.vhb", stop)
    assert list(tmp_path.iterdir()) == []


def test_inspecting_tells_what_it_carries(sent: tuple[Path, Path]) -> None:
    told = inspect_bundle(sent[1])
    assert told["team"] == "SY03"
    assert told["media"] == 1


def test_edits_of_different_fields_are_both_kept(sent: tuple[Path, Path], tmp_path: Path) -> None:
    with new_inventory(tmp_path / "one.vhi", village="溪口坞") as one:
        item = items.new_item(one, kind="immovable", village=None, names={"en": "Mill"}).id
    two = _copy_of(tmp_path / "one.vhi", tmp_path / "two.vhi")
    with two, Inventory.open(tmp_path / "one.vhi") as one:
        with one.change("Edit") as change:
            change.set(Item, item, "type", "well")
        with two.change("Edit") as change:
            change.set(Item, item, "dating_told", "清")
        export_bundle(two, tmp_path / "back.vhb")
        merge_bundle(one, tmp_path / "back.vhb")
        stored = one.get(Item, item)
        assert stored is not None
        assert (stored.type, stored.dating_told) == ("well", "清")
        assert one.conflicts() == []


def test_edits_of_one_field_are_shown_side_by_side_and_the_answer_travels(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "one.vhi", village="溪口坞") as one:
        item = items.new_item(one, kind="immovable", village=None, names={"en": "Mill"})
        name = one.all(ItemName, item=item.id)[0].id
    two = _copy_of(tmp_path / "one.vhi", tmp_path / "two.vhi")
    with two, Inventory.open(tmp_path / "one.vhi") as one:
        for inventory, text in ((one, "Water mill"), (two, "Old mill")):
            with inventory.change("Rename") as change:
                change.set(ItemName, name, "value", text)
        export_bundle(two, tmp_path / "back.vhb")
        report = merge_bundle(one, tmp_path / "back.vhb")
        assert report.conflicts == 1
        (conflict,) = one.conflicts()
        assert {version.value for version in conflict.versions} == {"Water mill", "Old mill"}
        one.settle(conflict, "Old mill")
        assert one.conflicts() == []
        export_bundle(one, tmp_path / "settled.vhb")
        merge_bundle(two, tmp_path / "settled.vhb")
        assert two.conflicts() == []
        assert two.get(ItemName, name) == one.get(ItemName, name)
        assert list_items(one) == list_items(two)
