# SPDX-License-Identifier: Apache-2.0
"""What people do with items, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop import assets
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.services import items
from heritage_desktop.services.inventories import describe, new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import relations_of

BRIDGE = assets.path("samples", "wanyue-bridge-autumn.jpg")


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an inventory with one village."""
    with new_inventory(tmp_path / "x.vhi", village="溪口坞", author="Lin") as made:
        yield made


def _item(inventory: Inventory, kind: str = "immovable", name: str = "挽月桥") -> str:
    village = items.only_village(inventory)
    return items.new_item(inventory, kind=kind, village=village, names={"zh-Hans": name}).id


def test_a_new_item_knows_who_recorded_it_and_when(inventory: Inventory) -> None:
    stored = inventory.get(Item, _item(inventory))
    assert stored is not None
    assert (stored.recorder, stored.recorded_on, stored.status) == ("Lin", items.today(), "draft")


def test_a_kind_or_field_that_does_not_exist_is_refused(inventory: Inventory) -> None:
    with pytest.raises(HeritageError, match="immovable"):
        items.new_item(inventory, kind="ghost", village=None, names={})
    with pytest.raises(HeritageError, match="wings"):
        items.new_item(inventory, kind="movable", village=None, names={}, wings="2")
    assert inventory.all(Item) == []


def test_a_name_is_changed_in_its_own_language(inventory: Inventory) -> None:
    item = _item(inventory)
    items.rename(inventory, item, "en", "Wanyue Bridge")
    items.rename(inventory, item, "zh-Hans", "挽月廊桥")
    names = {one.language: one.value for one in inventory.all(ItemName, item=item)}
    assert names == {"zh-Hans": "挽月廊桥", "en": "Wanyue Bridge"}
    items.rename(inventory, item, "en", "")
    assert [one.language for one in inventory.all(ItemName, item=item)] == ["zh-Hans"]


def test_an_item_without_a_place_takes_that_of_its_photo(inventory: Inventory) -> None:
    item = _item(inventory)
    import_photos(inventory, [BRIDGE])
    (photo,) = inventory.all(Media)
    assert items.attach(inventory, [photo.id], item) == 1
    assert items.attach(inventory, [photo.id], item) == 0
    (place,) = inventory.all(Location, item=item)
    assert place.position == photo.position
    assert place.method == "exif"
    (link,) = inventory.all(MediaLink, target=item)
    assert link.cover


def test_a_link_is_read_from_both_ends_and_made_once(inventory: Inventory) -> None:
    bridge, festival = _item(inventory), _item(inventory, "intangible", "灯会")
    first = items.link(inventory, festival, "takes_place_at", bridge)
    second = items.link(inventory, bridge, relations_of(inventory, bridge)[0].label_code, festival)
    assert first == second
    assert len(inventory.all(Relation)) == 1
    (seen,) = relations_of(inventory, bridge)
    assert seen.other_id == festival
    with pytest.raises(HeritageError, match="itself"):
        items.link(inventory, bridge, "related_to", bridge)
    with pytest.raises(HeritageError, match="nobody"):
        items.link(inventory, festival, "carried_by", "nobody")


def test_a_bearer_carries_a_practice(inventory: Inventory) -> None:
    festival = _item(inventory, "intangible", "灯会")
    with inventory.change("New person") as change:
        bearer = change.add(Person(id="", name={"en": "Lin"}))
    items.link(inventory, festival, "carried_by", bearer.id)
    assert describe(inventory, festival)["links"] == [{"type": "carried_by", "other": bearer.id}]


def test_what_was_thrown_away_comes_back_whole(inventory: Inventory) -> None:
    item = _item(inventory)
    before = describe(inventory, item)
    assert items.delete(inventory, [item, "unknown"]) == 1
    assert inventory.all(Item) == []
    assert items.restore(inventory, [item]) == 1
    assert describe(inventory, item) == before
