# SPDX-License-Identifier: Apache-2.0
"""Photos come in: the good ones whole, the broken ones by name, and none by halves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop import assets
from heritage_desktop.domain.errors import Cancelled
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import gathered, import_photos, preview_photos
from heritage_desktop.services.previews import make_previews, missing_previews
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
NAMES = ("wanyue-bridge-autumn.jpg", "fish-scale-weir.heic", "lantern-drum-and-strings.wav")


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an empty inventory."""
    with new_inventory(tmp_path / "x.vhi") as made:
        yield made


def test_originals_are_kept_byte_for_byte(inventory: Inventory) -> None:
    report = import_photos(inventory, [SAMPLES / name for name in NAMES])
    assert report.count("added") == 3
    for name, media in zip(NAMES, (one.media_id for one in report.files), strict=True):
        stored = inventory.get(Media, media or "")
        assert stored is not None
        original = inventory.blobs.path(stored.sha256 or "", stored.extension)
        assert original.read_bytes() == (SAMPLES / name).read_bytes()
        assert stored.sha256 == hashlib.sha256(original.read_bytes()).hexdigest()
    assert {one.media_type for one in inventory.all(Media)} == {"photo", "audio"}


def test_broken_files_are_named_and_stop_nobody(inventory: Inventory, tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    whole = (SAMPLES / NAMES[0]).read_bytes()
    (folder / "a-empty.jpg").write_bytes(b"")
    (folder / "b-text.jpg").write_bytes(b"not a photo")
    (folder / "c-program.exe").write_bytes(b"MZ" + bytes(100))
    (folder / "d-good.jpg").write_bytes(whole)
    (folder / "e-copy.jpg").write_bytes(whole)
    (folder / "f-walk.GPX").write_text("<gpx/>")
    report = import_photos(inventory, [folder])
    status = {one.path.name: one.status for one in report.files}
    assert status == {
        "a-empty.jpg": "refused", "b-text.jpg": "refused", "c-program.exe": "refused",
        "d-good.jpg": "added", "e-copy.jpg": "duplicate", "f-walk.GPX": "refused",
    }  # fmt: skip
    assert "Clocks and places" in report.files[-1].reason, "a track says where it belongs"
    for one in report.files:
        if one.status == "refused":
            assert one.reason.startswith(one.path.name)
            assert len(one.reason.splitlines()) == 1


def test_a_cut_photo_still_gives_what_it_says(inventory: Inventory, tmp_path: Path) -> None:
    whole = (SAMPLES / NAMES[0]).read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (one,) = import_photos(inventory, [tmp_path / "cut.jpg"]).files
    assert one.status == "added"
    assert one.facts.lat == pytest.approx(28.487, abs=0.01)


def test_a_preview_stores_nothing(inventory: Inventory) -> None:
    before = inventory.digest(), sorted(inventory.folder.rglob("*"))
    files = preview_photos(inventory, [SAMPLES / name for name in NAMES])
    assert [one.status for one in files] == ["added"] * 3
    assert files[0].thumbnail
    assert (inventory.digest(), sorted(inventory.folder.rglob("*"))) == before


def test_a_stopped_import_keeps_what_was_read_whole(inventory: Inventory) -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        if done >= 3:
            raise Cancelled

    paths = sorted(SAMPLES.glob("*.jpg"))
    with pytest.raises(Cancelled):
        import_photos(inventory, paths, progress=stop)
    kept = inventory.all(Media)
    assert 0 < len(kept) < len(paths)
    assert inventory.check() == []
    originals = [path for path in (inventory.folder / "media").rglob("*") if path.is_file()]
    assert {path.stem for path in originals} == {one.sha256 for one in kept}
    inventory.undo()
    assert inventory.all(Media) == []


def test_each_photo_may_become_an_item_and_one_undo_takes_all_back(inventory: Inventory) -> None:
    import_photos(inventory, [SAMPLES / name for name in NAMES[:2]], target="new")
    assert len(inventory.all(Item)) == 2
    inventory.undo()
    assert inventory.all(Item) == []
    assert inventory.all(Media) == []
    inventory.redo()
    assert len(inventory.all(Media)) == 2


def test_folders_are_read_in_the_order_people_count(tmp_path: Path) -> None:
    for name in ("IMG_10.jpg", "IMG_9.jpg", ".hidden.jpg", "b/IMG_1.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    names = [path.name for path in gathered([tmp_path])]
    assert names.index("IMG_9.jpg") < names.index("IMG_10.jpg")
    assert ".hidden.jpg" not in names


def test_previews_that_were_deleted_are_made_again(inventory: Inventory) -> None:
    import_photos(inventory, [SAMPLES / name for name in NAMES])
    assert missing_previews(inventory) == []
    for path in inventory.blobs.cache.rglob("*.jpg"):
        path.unlink()
    assert len(missing_previews(inventory)) == 2
    assert make_previews(inventory) == 2
    assert missing_previews(inventory) == []


def test_a_raw_file_stays_with_the_picture_of_the_same_name(
    inventory: Inventory, tmp_path: Path
) -> None:
    picture = (SAMPLES / NAMES[0]).read_bytes()
    (tmp_path / "DSC_1.NEF").write_bytes(b"II*\0\x08\0\0\0\0\0\0\0\0\0" + picture)
    (tmp_path / "DSC_1.JPG").write_bytes(picture)
    (tmp_path / "DSC_2.NEF").write_bytes(b"II*\0\x08\0\0\0\0\0\0\0\0\0" + picture + b" ")
    report = import_photos(inventory, [tmp_path], target="new")
    assert report.count("added") == 3
    by_name = {one.original_name: one for one in inventory.all(Media)}
    assert by_name["DSC_1.NEF"].twin == by_name["DSC_1.JPG"].id
    assert by_name["DSC_2.NEF"].twin is None
    assert len(inventory.all(Item)) == 2
    assert queries.tray(inventory) == []


def test_a_raw_file_whose_picture_is_gone_is_shown_again(
    inventory: Inventory, tmp_path: Path
) -> None:
    picture = (SAMPLES / NAMES[0]).read_bytes()
    (tmp_path / "DSC_1.NEF").write_bytes(b"II*\0\x08\0\0\0\0\0\0\0\0\0" + picture)
    (tmp_path / "DSC_1.JPG").write_bytes(picture)
    import_photos(inventory, [tmp_path])
    (shown,) = queries.tray(inventory)
    assert shown.original_name == "DSC_1.JPG"
    assert queries.counts(inventory).tray == 1
    items.delete(inventory, [shown.id])
    assert [one.original_name for one in queries.tray(inventory)] == ["DSC_1.NEF"]


def test_an_import_again_adds_nothing_and_reads_only_the_bytes(
    inventory: Inventory, tmp_path: Path
) -> None:
    import_photos(inventory, [SAMPLES / name for name in NAMES])
    before = inventory.digest()
    report = import_photos(inventory, [SAMPLES / name for name in NAMES])
    assert report.count("duplicate") == 3
    assert inventory.digest() == before
    assert {one.facts.width for one in report.files} == {None}


def test_the_camera_s_own_words_are_kept_beside_what_is_shown(inventory: Inventory) -> None:
    import_photos(inventory, [SAMPLES / NAMES[0]])
    (one,) = inventory.all(Media)
    assert one.taken is not None
    assert one.camera_time == one.taken.local
    assert len(one.likeness or "") == 32
