# SPDX-License-Identifier: Apache-2.0
"""A wrong clock is found by itself and mended in one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.services import clocks
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos


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
