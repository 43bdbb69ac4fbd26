# SPDX-License-Identifier: Apache-2.0
"""Order, cover and turning are one change each, and the same from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from heritage_desktop import cli
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.services.photo_links import arrange, choose_cover, turn
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import media_of


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "t.vhi", title={"en": "Test"}, author="Lin") as made:
        with made.change("Fill") as change:
            item = change.add(Item(id="", kind="immovable"))
            for number in range(4):
                media = change.add(Media(id="", original_name=str(number), media_type="photo"))
                change.add(
                    MediaLink(id="", target=item.id, media=media.id, order=number or None,
                              cover=number == 0 or None)
                )  # fmt: skip
        yield made


def item_of(inventory: Inventory) -> str:
    return inventory.all(Item)[0].id


def names(inventory: Inventory) -> str:
    return "".join(m.original_name for _, m in media_of(inventory, item_of(inventory)))


def ids(inventory: Inventory, called: str) -> list[str]:
    known = {one.original_name: one.id for one in inventory.all(Media)}
    return [known[name] for name in called]


@pytest.mark.parametrize(
    ("first", "then"), [("0312", "0312"), ("3", "0312"), ("32", "0321"), ("", "0123")]
)
def test_those_named_come_first_and_the_cover_leads(
    inventory: Inventory, first: str, then: str
) -> None:
    arrange(inventory, item_of(inventory), ids(inventory, first))
    assert names(inventory) == then


def test_an_order_is_one_change_and_an_order_that_is_there_none(inventory: Inventory) -> None:
    arrange(inventory, item_of(inventory), ids(inventory, "0321"))
    assert inventory.undo_label == "Put photos in order"
    before = inventory.commit_count()
    arrange(inventory, item_of(inventory), ids(inventory, "0321"))
    assert inventory.commit_count() == before
    inventory.undo()
    assert names(inventory) == "0123"


@given(st.permutations("0123"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_any_order_is_kept_behind_the_cover(inventory: Inventory, order: list[str]) -> None:
    arrange(inventory, item_of(inventory), ids(inventory, "".join(order)))
    assert names(inventory) == "0" + "".join(one for one in order if one != "0")


def test_a_cover_leads_and_there_is_one(inventory: Inventory) -> None:
    choose_cover(inventory, item_of(inventory), ids(inventory, "2")[0])
    assert names(inventory) == "2013"
    assert [link.cover for link, _ in media_of(inventory, item_of(inventory))].count(True) == 1
    inventory.undo()
    assert names(inventory) == "0123"


def test_several_photos_turn_in_one_change(inventory: Inventory) -> None:
    turn(inventory, ids(inventory, "12"), -90)
    turn(inventory, ids(inventory, "1"), 90)
    assert [one.turned for one in sorted(inventory.all(Media), key=lambda m: m.original_name)] == [
        None, None, 270, None
    ]  # fmt: skip
    inventory.undo()
    inventory.undo()
    assert {one.turned for one in inventory.all(Media)} == {None}


def test_what_does_not_fit_is_refused_in_words(inventory: Inventory) -> None:
    with inventory.change("Another") as change:
        other = change.add(Media(id=""))
    with pytest.raises(HeritageError, match="does not have the photo"):
        arrange(inventory, item_of(inventory), [other.id])
    with pytest.raises(HeritageError, match="does not have the photo"):
        choose_cover(inventory, item_of(inventory), other.id)
    with pytest.raises(HeritageError, match="90, 180 or 270"):
        turn(inventory, [other.id], 45)


def test_the_command_line_does_the_same(inventory: Inventory) -> None:
    folder, item = str(inventory.folder), item_of(inventory)
    three, two = (one[:10] for one in ids(inventory, "32"))
    inventory.close()
    for words in (
        ["order", folder, item[:10], three, two],
        ["cover", folder, item[:10], two],
        ["turn", folder, "90", three],
    ):
        assert CliRunner().invoke(cli.app, ["photos", *words]).exit_code == 0
    with Inventory.open(inventory.folder) as opened:
        assert names(opened) == "2031"
        assert [one.original_name for one in opened.all(Media, turned=90)] == ["3"]
