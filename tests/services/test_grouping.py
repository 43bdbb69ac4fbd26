# SPDX-License-Identifier: Apache-2.0
"""The tray becomes items in one step, and one undo takes all back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.services import grouping, items
from heritage_desktop.services.grouping import Decision
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

HALL = Position(28.4500, 119.4800)


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        with made.change("Photos") as change:
            for hour, minute in ((9, 0), (9, 2), (9, 4), (11, 0), (11, 1)):
                taken = Moment(f"2026-04-05T{hour:02d}:{minute:02d}:00")
                name = f"IMG_{hour}{minute:02d}.jpg"
                position = HALL if hour == 9 else None
                change.add(Media(id="", media_type="photo", original_name=name, taken=taken,
                                 position=position))  # fmt: skip
            change.add(Media(id="", media_type="audio", original_name="song.wav"))
        yield made


def test_suggestions_become_items_with_place_cover_and_day(inventory: Inventory) -> None:
    first, second = grouping.suggest(inventory)
    assert (len(first.group.ids), len(second.group.ids)) == (3, 2)
    decisions = [Decision(first.group.ids, "上井"), Decision(second.group.ids, "Old mill")]
    made = grouping.apply(inventory, decisions)
    assert [queries.title_of(inventory, one) for one in made] == ["上井", "Old mill"]
    (place,) = inventory.all(Location)
    assert (place.item, str(place.position)) == (made[0], str(HALL))
    links = inventory.all(MediaLink, target=made[0])
    assert [link.cover for link in sorted(links, key=lambda one: one.order or 0)] == [
        True, None, None,
    ]  # fmt: skip
    assert {item.recorded_on for item in inventory.all(Item)} == {"2026-04-05"}
    assert [one.media_type for one in queries.tray(inventory)] == ["audio"]
    inventory.undo()
    assert inventory.all(Item) == []
    assert len(queries.tray(inventory)) == 6


def test_photos_taken_beside_a_known_item_are_offered_to_it(inventory: Inventory) -> None:
    well = items.new_item(inventory, kind="immovable", village=None, names={"zh-Hans": "古井"})
    items.set_place(inventory, well.id, Position(HALL.lat + 0.0002, HALL.lon), "gps")
    first, second = grouping.suggest(inventory)
    assert (first.near, first.near_title) == (well.id, "古井")
    assert first.near_m == pytest.approx(22, abs=1)
    assert second.near is None
    grouping.apply(inventory, [Decision(first.group.ids, target=well.id)])
    assert len(inventory.all(MediaLink, target=well.id)) == 3
    assert len(inventory.all(Item)) == 1
    assert len(inventory.all(Location)) == 1
