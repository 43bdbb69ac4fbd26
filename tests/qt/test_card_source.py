# SPDX-License-Identifier: Apache-2.0
"""Whatever is written, the list shows what reading everything again would show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.place import Village
from heritage_desktop.qt.card_source import Asked, CardSource
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

PLACES = (
    Place(), Place(kind="movable"), Place(smart="no_photo"), Place(smart="no_place"),
    Place(smart="recent"), Place(smart="trash"), Place("tray"), Place("persons"),
)  # fmt: skip


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        with made.change("Fill") as change:
            for number in range(12):
                item = change.add(Item(id="", kind=("immovable", "movable")[number % 2]))
                change.add(ItemName(id="", item=item.id, value=f"井 {number}", language="zh-Hans"))
            for number in range(8):
                taken = Moment(f"2026-04-05T09:{number:02d}:00")
                change.add(Media(id="", media_type="photo", sha256=f"{number:064x}", taken=taken,
                                 original_name=f"IMG_{number}.jpg"))  # fmt: skip
        made.forget_steps()
        yield made


def write(inventory: Inventory, chance: random.Random) -> None:
    """Write one of the things people do."""
    item = chance.choice(inventory.all(Item))
    photo = chance.choice(inventory.all(Media))
    what = chance.randrange(9)
    if what == 0:
        items.rename(inventory, item.id, "zh-Hans", f"井 {chance.random()}")
    elif what == 1:
        items.attach(inventory, [photo.id], item.id)
    elif what == 2 and (links := inventory.all(MediaLink)):
        with inventory.change("Take off") as change:
            change.drop(MediaLink, chance.choice(links).id)
    elif what == 3:
        items.set_place(inventory, item.id, Position(28.45, 119.48), "gps")
    elif what == 4 and (places := inventory.all(Location)):
        with inventory.change("No place") as change:
            change.drop(Location, places[0].id)
    elif what == 5:
        with inventory.change("Kind") as change:
            change.set(Item, item.id, "kind", chance.choice(("immovable", "movable")))
    elif what == 6:
        inventory.undo()
    elif what == 7:
        with inventory.change("Caption") as change:
            change.set(Media, photo.id, "caption", {"en": f"{chance.random()}"})
    else:
        items.new_item(inventory, kind="movable", village=None, names={"en": "Drum"})


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.smart or one.kind or one.sort)
@pytest.mark.parametrize("sort", ["title", "updated"])
def test_what_a_change_concerns_is_read_again_and_nothing_is_missed(
    inventory: Inventory, place: Place, sort: str
) -> None:
    source, chance, asked = CardSource(inventory), random.Random(7), Asked(place, "", sort)
    for _ in range(14):
        write(inventory, chance)
        fresh = CardSource(inventory)
        assert source.cards(asked) == fresh.cards(asked)
        fresh.close()
    source.close()


def test_a_village_that_is_renamed_changes_every_card(inventory: Inventory) -> None:
    village = inventory.all(Village)[0]
    items.new_item(inventory, kind="movable", village=village.id, names={"en": "Drum"})
    source = CardSource(inventory)
    asked = Asked(Place())
    assert any("平田" in card.line for card in source.cards(asked))
    with inventory.change("Rename") as change:
        change.set(Village, village.id, "name", {"en": "Pingtian"})
    assert any("Pingtian" in card.line for card in source.cards(asked))
    source.close()


def test_a_window_may_be_left_twice(inventory: Inventory) -> None:
    source = CardSource(inventory)
    source.close()
    source.close()


def test_cards_that_nothing_concerns_are_the_very_same(inventory: Inventory) -> None:
    source, asked = CardSource(inventory), Asked(Place())
    before = {card.id: card for card in source.cards(asked)}
    changed = queries.items(inventory, queries.ItemFilter())[3]
    items.rename(inventory, changed.id, "zh-Hans", "新井")
    after = source.cards(asked)
    assert [card.id for card in after if before[card.id] is not card] == [changed.id]
    source.close()
