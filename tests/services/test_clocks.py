# SPDX-License-Identifier: Apache-2.0
"""A wrong clock is found by itself and mended in one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, camera_name
from heritage_desktop.domain.moments import Moment
from heritage_desktop.services import clocks
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory


def test_the_nikons_of_the_corpus_are_found_by_themselves(shared: Path, tmp_path: Path) -> None:
    paths = sorted((shared / "data" / "camera" / "photos").glob("EP_DSCN00*.jpg"))
    assert len(paths) == 9
    with new_inventory(tmp_path / "x.vhi") as inventory:
        import_photos(inventory, paths)
        (camera,) = clocks.cameras(inventory)
        assert camera.suspicion is not None
        # The day was set wrong: 14:27 UTC was 16:27 of summer time in Tuscany, the day after.
        assert camera.suspicion.count == 9
        assert camera.suspicion.shift == pytest.approx(24 * 3600, abs=120)
        assert "satellites" in clocks.advice(camera)
        before = [one.taken for one in camera.photos]
        assert clocks.shift(inventory, camera.photos, camera.suspicion.shift) == len(before)
        (mended,) = clocks.cameras(inventory)
        assert mended.suspicion is None
        clocks.as_the_camera_said(inventory, mended.photos)
        (again,) = clocks.cameras(inventory)
        assert [one.taken and one.taken.local for one in again.photos] == [
            one and one.local for one in before
        ]
        inventory.undo()
        inventory.undo()
        (undone,) = clocks.cameras(inventory)
        assert [one.taken for one in undone.photos] == before


@pytest.mark.parametrize(("make", "model", "name"), [
    ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
    ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
    ("HUAWEI", "P40", "HUAWEI P40"),
    ("FLIR", None, "FLIR"),
    (None, "QM100", "QM100"),
])  # fmt: skip
def test_a_camera_is_not_called_by_its_maker_twice(
    make: str | None, model: str | None, name: str
) -> None:
    assert camera_name(Media(id="a" * 32, make=make, model=model)) == name


def test_a_phone_that_removes_positions_is_named(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        with inventory.change("Photos") as change:
            for minute in range(3):
                taken = Moment(f"2026-04-05T09:0{minute}:00", "+08:00")
                change.add(Media(id="", media_type="photo", make="HUAWEI", model="P30",
                                 taken=taken))  # fmt: skip
        (phone,) = clocks.cameras(inventory)
        assert phone.strips_position
        assert "by cable" in clocks.advice(phone)


def photo(inventory: Inventory, clock: str | None, model: str = "One", **values: Any) -> Media:
    """Record a photo of 5 April."""
    taken = Moment(f"2026-04-05T{clock}", values.pop("offset", None)) if clock else None
    with inventory.change("Photo") as change:
        return change.add(
            Media(id="", media_type="photo", make="Maker", model=model, taken=taken, **values)
        )


def test_the_clock_in_one_picture_mends_the_whole_camera(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        shows = photo(inventory, "03:03:41")
        other = photo(inventory, "03:10:00")
        assert clocks.shift_from(shows, "09:03:40") == 6 * 3600 - 1
        seconds = clocks.shift_from(shows, "2026-04-06 09:03")
        assert seconds == 30 * 3600
        (camera,) = clocks.cameras(inventory)
        assert camera.days == ("2026-04-05", "2026-04-05")
        before, after = clocks.move(camera.photos, seconds).times[other.id]
        assert (before.local, after.local) == ("2026-04-05T03:10:00", "2026-04-06T09:10:00")
        with pytest.raises(HeritageError, match="“noon” is not a time"):
            clocks.shift_from(shows, "noon")
        with pytest.raises(HeritageError, match="does not say when"):
            clocks.shift_from(photo(inventory, None), "09:00")
        with pytest.raises(HeritageError, match="before the year 1"):
            clocks.shift(inventory, camera.photos, 10**12)


def test_two_photos_of_one_moment_mend_the_wrong_camera(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        wrong, right = photo(inventory, "03:00:00"), photo(inventory, "09:00:10", "Two")
        assert clocks.same(wrong, right) == 6 * 3600 + 10
        with pytest.raises(HeritageError, match="same camera"):
            clocks.same(wrong, photo(inventory, "04:00:00"))
        with pytest.raises(HeritageError, match="does not say when"):
            clocks.same(wrong, photo(inventory, None, "Two"))


@given(st.integers(-(10**9), 10**9))
def test_a_shift_and_back_is_what_the_camera_said(seconds: int) -> None:
    taken = Moment("2026-04-05T09:00:00", "+08:00")
    one = Media(id="a", taken=taken, camera_time=taken.local)
    ((_, there),) = clocks.move([one], seconds).times.values()
    moved = replace(one, taken=there)
    ((_, back),) = clocks.move([moved], -seconds).times.values()
    assert (back.local, back.offset) == (taken.local, taken.offset)
    said = clocks.as_said([moved])
    assert [after for _, after in said.values()] == ([taken] if seconds else [])


def test_photos_that_name_no_camera_are_a_group_of_their_own(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        with inventory.change("Photos") as change:
            change.add(Media(id="", media_type="photo"))
        photo(inventory, "09:00:00", offset="+08:00")
        one, nameless = clocks.cameras(inventory)
        assert nameless.name == "No camera named"
        assert nameless.days is None
        assert clocks.advice(nameless).startswith("1 photo does not say which camera")
        assert clocks.advice(one) == ""
        every = clocks.all_photos([one, nameless])
        assert [len(every.photos), every.suspicion] == [2, None]
        assert clocks.zone_of(every.photos) == "+08:00"
        assert clocks.zone_of(nameless.photos) is None


def test_the_zone_others_write_tells_what_a_wrong_clock_should_show(tmp_path: Path) -> None:
    place = Position(28.45, 119.48)
    with new_inventory(tmp_path / "x.vhi") as inventory:
        photo(inventory, "11:00:00", gps_utc="2026-04-06T01:00:00", position=place)
        (alone,) = clocks.cameras(inventory)
        assert alone.suspicion is not None
        # Nobody says the zone: the day is what people set wrong.
        assert alone.suspicion.shift == 24 * 3600
        photo(inventory, "09:00:00", "Two", offset="+08:00")
        first = clocks.cameras(inventory)[0]
        assert first.suspicion is not None
        assert first.suspicion.shift == 22 * 3600
        photo(inventory, "09:00:00", "Three", offset="-05:00")
        photo(inventory, "09:00:01", "Three", offset="-05:00")
        far = clocks.cameras(inventory)[0]
        assert far.suspicion is not None
        # A zone of the other side of the earth is not this village's.
        assert far.suspicion.shift == 24 * 3600


def test_photos_the_satellites_agree_with_are_left_as_they_are(tmp_path: Path) -> None:
    place = Position(28.45, 119.48)
    with new_inventory(tmp_path / "x.vhi") as inventory:
        right = [photo(inventory, f"09:0{minute}:00", offset="+08:00", position=place,
                       gps_utc=f"2026-04-05T01:0{minute}:00") for minute in range(2)]  # fmt: skip
        right.append(photo(inventory, "09:03:00"))
        # The battery was changed: from now on the clock is behind by thirteen hours.
        wrong = [photo(inventory, f"00:0{minute}:00", offset="+08:00", position=place,
                       gps_utc=f"2026-04-05T05:0{minute}:00") for minute in range(3)]  # fmt: skip
        wrong.append(photo(inventory, "00:30:00"))
        photo(inventory, None)
        (camera,) = clocks.cameras(inventory)
        assert camera.suspicion is not None
        assert (camera.suspicion.shift, camera.suspicion.count) == (13 * 3600, 3)
        assert {one.id for one in clocks.contradicted(camera)} == {one.id for one in wrong}
        clocks.shift(inventory, clocks.contradicted(camera), camera.suspicion.shift)
        assert clocks.cameras(inventory)[0].suspicion is None
        assert inventory.get(Media, right[0].id) == right[0]


def test_without_a_fix_all_photos_of_a_camera_are_moved(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        photo(inventory, "09:00:00")
        (camera,) = clocks.cameras(inventory)
        assert clocks.contradicted(camera) == list(camera.photos)
