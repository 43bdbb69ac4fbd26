# SPDX-License-Identifier: Apache-2.0
"""Lost originals are named, and come back from wherever the very same bytes lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from heritage_desktop import assets
from heritage_desktop.domain.errors import Cancelled
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.media import Media
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.missing import ABSENT, CHANGED, DAMAGED, find, missing
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
BRIDGE, WELL, DRUM = (
    SAMPLES / name
    for name in ("wanyue-bridge-autumn.jpg", "octagonal-well.jpg", "lantern-drum-and-strings.wav")
)


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an inventory with a bridge that has three files."""
    with new_inventory(tmp_path / "x.vhi", village="月山村") as made:
        item = items.new_item(
            made, kind="immovable", village=items.only_village(made), names={"zh-Hans": "万月桥"}
        )
        import_photos(made, [BRIDGE, WELL, DRUM], target=item.id)
        yield made


def original(inventory: Inventory, path: Path) -> Path:
    """Return where the inventory keeps the bytes of this file."""
    data = path.read_bytes()
    return inventory.blobs.path(hashlib.sha256(data).hexdigest(), path.suffix[1:])


def lose(inventory: Inventory, *paths: Path) -> None:
    """Take originals away."""
    for path in paths:
        original(inventory, path).unlink()


def card(tmp_path: Path, *paths: Path) -> Path:
    """Return a card with these files under names of its own, some in hidden folders."""
    folder = tmp_path / "card" / "DCIM" / ".Trash-1000"
    folder.mkdir(parents=True)
    for number, path in enumerate(paths):
        (folder / f"DSC{number:05d}.bin").write_bytes(path.read_bytes())
    return tmp_path / "card"


def test_nothing_is_missing_at_first(inventory: Inventory, tmp_path: Path) -> None:
    assert missing(inventory) == ()
    report = find(inventory, [card(tmp_path, BRIDGE)])
    assert (report.found, report.still, report.problems) == ((), (), ())


def test_what_is_lost_or_changed_is_named(inventory: Inventory) -> None:
    lose(inventory, BRIDGE)
    kept = original(inventory, WELL)
    data = bytearray(kept.read_bytes())
    data[-1] ^= 1
    kept.write_bytes(data)
    original(inventory, DRUM).write_bytes(b"RIFF")
    by_name = {one.name: one for one in missing(inventory)}
    assert {name: one.why for name, one in by_name.items()} == {
        BRIDGE.name: ABSENT, WELL.name: CHANGED, DRUM.name: CHANGED,
    }  # fmt: skip
    assert by_name[BRIDGE.name].shown_on == ("万月桥",)
    quick = {one.name for one in missing(inventory, every_byte=False)}
    assert quick == {BRIDGE.name, DRUM.name}  # same size: only reading it tells


def test_the_very_same_bytes_come_back(inventory: Inventory, tmp_path: Path) -> None:
    lose(inventory, BRIDGE, DRUM)
    folder = card(tmp_path, WELL, BRIDGE)
    (folder / "same-size.jpg").write_bytes(bytes(BRIDGE.stat().st_size))
    report = find(inventory, [folder])
    assert [one.media.original_name for one in report.found] == [BRIDGE.name]
    assert report.found[0].source.name == "DSC00001.bin"
    assert [one.name for one in report.still] == [DRUM.name]
    assert original(inventory, BRIDGE).read_bytes() == BRIDGE.read_bytes()
    assert inventory.check() == [one for one in inventory.check() if DRUM.name in one]
    again = find(inventory, [SAMPLES])
    assert (len(again.found), again.still) == (1, ())
    assert inventory.check() == []


def test_a_changed_original_is_kept_beside(inventory: Inventory, tmp_path: Path) -> None:
    kept = original(inventory, WELL)
    kept.write_bytes(b"somebody drew on it")
    report = find(inventory, [card(tmp_path, WELL)])
    assert len(report.found) == 1
    assert kept.read_bytes() == WELL.read_bytes()
    (aside,) = (inventory.folder / DAMAGED).iterdir()
    assert aside.read_bytes() == b"somebody drew on it"
    assert missing(inventory) == ()


def test_a_changed_original_stays_where_nothing_better_is(
    inventory: Inventory, tmp_path: Path
) -> None:
    original(inventory, WELL).write_bytes(b"half")
    report = find(inventory, [card(tmp_path, BRIDGE), inventory.folder])
    assert [one.name for one in report.still] == [WELL.name]
    assert original(inventory, WELL).read_bytes() == b"half"
    assert not (inventory.folder / DAMAGED).exists()


def test_two_records_of_one_file_come_back_together(inventory: Inventory, tmp_path: Path) -> None:
    (one,) = (m for m in inventory.all(Media) if m.original_name == WELL.name)
    with inventory.change("Merged") as change:
        change.add(replace(one, id=new_id(), bytes=None, extension="jpeg"))
    lose(inventory, WELL)
    assert len(missing(inventory)) == 2
    report = find(inventory, [card(tmp_path, WELL)])
    assert len(report.found) == 2
    assert missing(inventory) == ()


def test_a_file_of_no_known_size_is_found_by_its_kind(inventory: Inventory, tmp_path: Path) -> None:
    (one,) = (m for m in inventory.all(Media) if m.original_name == WELL.name)
    with inventory.change("Old") as change:
        change.set(Media, one.id, "bytes", None)
    lose(inventory, WELL)
    (tmp_path / "IMG.JPG").write_bytes(WELL.read_bytes())
    assert len(find(inventory, [tmp_path / "IMG.JPG"]).found) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_and_loops_hold_nobody_up(inventory: Inventory, tmp_path: Path) -> None:
    lose(inventory, WELL)
    folder = card(tmp_path, WELL)
    os.mkfifo(folder / "a.jpg")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.jpg").symlink_to(folder / "gone")
    report = find(inventory, [folder, tmp_path / "not there"])
    assert len(report.found) == 1
    assert len(report.problems) == 2
    assert all(len(one.splitlines()) == 1 for one in report.problems)


def test_a_stop_keeps_what_was_put_back(inventory: Inventory, tmp_path: Path) -> None:
    lose(inventory, BRIDGE, WELL)
    lost = missing(inventory)

    def stop(done: int, total: int, note: str = "") -> None:
        if total and done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        find(inventory, [card(tmp_path, BRIDGE, WELL)], stop, wanted=lost)
    assert [one.name for one in missing(inventory)] == [WELL.name]
