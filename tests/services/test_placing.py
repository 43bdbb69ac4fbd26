# SPDX-License-Identifier: Apache-2.0
"""Photos get places from tracks, neighbours and half-said positions; all of it can be undone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.tracks import Limits
from heritage_desktop.services import clocks, placing
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

VILLAGE = Position(28.45, 119.48, 12.0, source="exif")


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


def gpx(path: Path, *points: tuple[str, float, float]) -> Path:
    """Write a track of (UTC clock time, latitude, longitude) on 5 April."""
    inside = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><time>2026-04-05T{clock}Z</time></trkpt>'
        for clock, lat, lon in points
    )
    path.write_text(f"<gpx><trk><trkseg>{inside}</trkseg></trk></gpx>")
    return path


def add(inventory: Inventory, clock: str | None, **values: Any) -> str:
    """Record a photo of 5 April; returns its id."""
    taken = Moment(f"2026-04-05T{clock}", values.pop("offset", None)) if clock else None
    values = {"make": "Maker", "model": "One", "media_type": "photo"} | values
    with inventory.change("Photo") as change:
        return change.add(Media(id="", taken=taken, **values)).id


def jpeg(lat_ref: str | None, lon_ref: str | None = "E", lat: int = 28) -> bytes:
    """Return a photo whose position says only so much of its hemisphere."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "One"
    half, none = IFDRational(30 if lat else 0), IFDRational(0)
    gps: dict[int, Any] = {2: (IFDRational(lat), half, none),
                           4: (IFDRational(119 if lat else 0), none, none)}  # fmt: skip
    gps |= {key: ref for key, ref in ((1, lat_ref), (3, lon_ref)) if ref}
    exif.get_ifd(0x8825).update(gps)
    out = io.BytesIO()
    Image.new("RGB", (32, 24), (90, lat, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def place(inventory: Inventory, media: str) -> Position | None:
    """Return where a photo was taken."""
    found = inventory.get(Media, media)
    assert found is not None
    return found.position


def test_a_track_places_what_it_can_and_says_why_not_the_rest(
    inventory: Inventory, tmp_path: Path
) -> None:
    track = gpx(tmp_path / "a.gpx", ("01:00:00", 28.45, 119.48), ("01:02:00", 28.451, 119.48),
                ("02:00:00", 28.46, 119.48))  # fmt: skip
    half = add(inventory, "09:01:00", offset="+08:00")
    zoneless = add(inventory, "09:02:00")
    add(inventory, "09:30:00", offset="+08:00")
    add(inventory, "12:00:00", offset="+08:00")
    add(inventory, None)
    kept = add(inventory, "09:00:30", offset="+08:00", position=VILLAGE)
    read = placing.read_tracks([track, tmp_path / "none.gpx"])
    assert (len(read.lines), read.points, len(read.problems)) == (1, 3, 1)
    assert read.begin_end is not None
    assert read.begin_end[1].isoformat() == "2026-04-05T02:00:00+00:00"
    photos = clocks.cameras(inventory)[0].photos
    plan = placing.plan_tracks(photos, read.lines)
    assert set(plan.places) == {half}
    assert (plan.kept, plan.timeless, plan.zoneless, plan.gap, plan.outside) == (1, 1, 1, 1, 1)
    assert placing.told(plan) == (
        "1 photo gets a place. Accurate to 71 m. 1 has a place and keeps it. "
        "1 falls into a gap of the track. "
        "1 has nothing near in time. 1 does not say when it was taken. "
        "1 does not say its time zone."
    )
    assert place(inventory, half) is None
    zone = clocks.zone_of(photos)
    assert zone == "+08:00"
    plan = placing.plan_tracks(photos, read.lines, zone=zone, replace=True)
    assert set(plan.places) == {half, zoneless, kept}
    before = inventory.all(Media)
    assert placing.apply(inventory, plan) == 3
    found = place(inventory, half)
    assert found is not None
    assert (found.lat, found.source) == (pytest.approx(28.4505), "track")
    inventory.undo()
    assert inventory.all(Media) == before


def test_an_empty_plan_is_no_step(inventory: Inventory) -> None:
    label = inventory.undo_label
    assert placing.apply(inventory, placing.plan_tracks([], [])) == 0
    assert inventory.undo_label == label
    assert placing.read_tracks([]).begin_end is None


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=12), st.integers(1, 600))
def test_no_photo_is_placed_further_from_the_track_than_the_gap(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int], gap: int
) -> None:
    begin = datetime(2026, 4, 5, 1)  # noqa: DTZ001  UTC of the track
    path = tmp_path_factory.getbasetemp() / "walk.gpx"
    clock = [(begin + timedelta(seconds=one)).strftime("%H:%M:%S") for one in seconds]
    gpx(path, *((one, 28.45, 119.48) for one in clock))
    photos = [
        Media(id=str(at), taken=Moment((begin + timedelta(seconds=at)).isoformat(), "+00:00"))
        for at in range(0, 3000, 250)
    ]
    lines = placing.read_tracks([path]).lines
    plan = placing.plan_tracks(photos, lines, limits=Limits(gap))
    for one in plan.places:
        assert min(abs(int(one) - at) for at in seconds) <= gap


def test_a_neighbour_of_any_camera_gives_its_place_unless_a_clock_is_wrong(
    inventory: Inventory,
) -> None:
    bare = add(inventory, "09:02:00")
    far = add(inventory, "10:00:00")
    phone = add(inventory, "09:00:00", make="HUAWEI", model="P30", offset="+08:00",
                position=VILLAGE)  # fmt: skip
    every = inventory.all(Media)
    plan = placing.plan_neighbours(every, every)
    assert set(plan.places) == {bare}
    assert (plan.kept, plan.outside) == (1, 1)
    alone = placing.plan_neighbours(every, every, others=False)
    assert (dict(alone.places), alone.outside) == ({}, 2)
    phones = clocks.camera_of(next(one for one in every if one.id == phone))
    assert placing.plan_neighbours(every, every, wrong=[phones]).places == {}
    placing.apply(inventory, plan)
    found = place(inventory, bare)
    assert found is not None
    assert (found.lat, found.lon, found.source) == (VILLAGE.lat, VILLAGE.lon, "neighbour")
    assert found.accuracy_m == pytest.approx(12 + 120 * 1.4)
    # What a neighbour lent is not lent on.
    again = inventory.all(Media)
    chain = add(inventory, "09:06:00")
    assert chain not in placing.plan_neighbours(inventory.all(Media), again).places
    assert far not in placing.plan_neighbours(again, again).places
    inventory.undo()
    inventory.undo()
    assert place(inventory, bare) is None


def test_a_missing_hemisphere_is_asked_for_and_never_guessed(
    inventory: Inventory, tmp_path: Path
) -> None:
    files = {"none.jpg": jpeg(None, None), "west.jpg": jpeg(None, "W"),
             "zero.jpg": jpeg("N", lat=0), "whole.jpg": jpeg("S")}  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    import_photos(inventory, [tmp_path / name for name in files])
    by_name = {one.original_name: one.id for one in inventory.all(Media)}
    (camera,) = clocks.cameras(inventory)
    assert [len(camera.odd(one)) for one in (clocks.NO_REF, clocks.NO_FIX, clocks.BAD)] == [2, 1, 0]
    assert clocks.notes(camera) == [
        "1 photo says 0, 0: the device had no fix, so it has no place.",
        "2 photos do not say north or south, east or west, so they have no place.",
    ]
    found = placing.half_said(inventory, camera.photos)
    assert {(one.media.original_name, one.north_south, one.east_west) for one in found} == {
        ("none.jpg", "", ""), ("west.jpg", "", "W"),
    }  # fmt: skip
    plan = placing.plan_hemisphere(found, "N", "E")
    placing.apply(inventory, plan)
    there, west = (place(inventory, by_name[name]) for name in ("none.jpg", "west.jpg"))
    assert there is not None
    assert west is not None
    assert (there.lat, there.lon, there.source) == (28.5, 119.0, "hemisphere")
    assert west.lon == -119.0
    assert place(inventory, by_name["zero.jpg"]) is None
    assert clocks.cameras(inventory)[0].odd(clocks.NO_REF) == []
    back = placing.plan_back(inventory, inventory.all(Media))
    assert set(back.places.values()) == {None}
    assert placing.told(back) == "2 places that were worked out go."
    placing.apply(inventory, back)
    assert place(inventory, by_name["none.jpg"]) is None


def test_what_a_camera_wrote_comes_back_after_a_track_replaced_it(
    inventory: Inventory, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg("N"))
    import_photos(inventory, [tmp_path / "a.jpg"])
    (one,) = inventory.all(Media)
    wrote = one.position
    assert wrote is not None
    placing.apply(inventory, placing.Plan("x", {one.id: Position(1, 2, source="track")}))
    assert placing.plan_back(inventory, inventory.all(Media)).places == {one.id: wrote}
    inventory.blobs.path(one.sha256 or "", one.extension).unlink()
    lost = placing.plan_back(inventory, inventory.all(Media))
    assert (dict(lost.places), lost.absent) == ({}, 1)


def test_the_real_photos_are_placed_by_their_neighbours(shared: Path, tmp_path: Path) -> None:
    paths = sorted((shared / "data" / "camera" / "photos").glob("EP_DSCN00*.jpg"))
    with new_inventory(tmp_path / "real.vhi") as inventory:
        import_photos(inventory, paths)
        photos = inventory.all(Media)
        true = {one.id: one.position for one in photos}
        hidden = sorted(photos, key=lambda one: one.taken.local if one.taken else "")[1]
        placing.apply(inventory, placing.Plan("hide", {hidden.id: None}))
        every = inventory.all(Media)
        plan = placing.plan_neighbours(every, every, wrong=[clocks.camera_of(hidden)])
        found, there = plan.places[hidden.id], true[hidden.id]
        assert found is not None
        assert there is not None
        assert distance_m(found, there) < (found.accuracy_m or 0)
