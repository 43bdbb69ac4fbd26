# SPDX-License-Identifier: Apache-2.0
"""Two records of one place become one, whoever says so, and not a sentence is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from heritage_desktop.domain.account import Account
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import Item, ItemName, Location, Relation, Twin, twin_id
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.services import checking, items, twins
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import find, new_inventory
from heritage_desktop.storage import joining, queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter

BUSY = "a5c3965a" * 4


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田村") as made:
        yield made


def add(
    inventory: Inventory, name: str, at: tuple[float, float] | None = None, **fields: Any
) -> str:
    """Record a building with a name, and a place where one is given; returns its id."""
    village = fields.pop("village", items.only_village(inventory))
    made = items.new_item(
        inventory, kind="immovable", village=village, names={"zh-Hans": name}, **fields
    )
    if at is not None:
        items.set_place(inventory, made.id, Position(*at), "gnss")
    return made.id


def photo(inventory: Inventory, letter: str, item: str, likeness: str = BUSY) -> str:
    """Let a photo show an item."""
    with inventory.change("Photo") as change:
        change.add(Media(id=letter * 32, media_type="photo", original_name=f"{letter}.jpg",
                         likeness=likeness, sha256=letter * 64))  # fmt: skip
    items.attach(inventory, [letter * 32], item)
    return letter * 32


def asked(inventory: Inventory) -> list[twins.Question]:
    """Return what is to be answered."""
    return twins.questions(inventory, twins.suggested(inventory))


def unsound(inventory: Inventory) -> list[str]:
    """Return what the check says, but for the photos that were made up without a file."""
    return [one for one in inventory.check() if "original" not in one]


def two(inventory: Inventory) -> tuple[str, str]:
    """Record one ancestral hall twice, as two teams do."""
    one = add(inventory, "陈氏宗祠", (28.4300, 119.5000), summary={"zh-Hans": "三进五开间。"},
              field_no="A-7", condition="good")  # fmt: skip
    other = add(inventory, "陳氏祠堂", (28.4303, 119.5001), summary={"zh-Hans": "道光年间重建。"},
                history={"zh-Hans": "族谱有载。"}, field_no="B-3")  # fmt: skip
    return one, other


def shown(inventory: Inventory, **wanted: Any) -> list[str]:
    """Return the ids of the list."""
    return [row.id for row in queries.items(inventory, ItemFilter(**wanted))]


def test_a_pair_is_suggested_with_its_reasons_and_the_answer_no_is_kept(
    inventory: Inventory,
) -> None:
    one, other = two(inventory)
    photo(inventory, "a", one)
    photo(inventory, "b", other)
    add(inventory, "陈氏桥", (28.4301, 119.5000))
    (question,) = asked(inventory)
    assert question.key == {one, other}
    assert question.why == (
        "same name but for the sort of place", "35 m apart", "same village", "photos look alike",
    )  # fmt: skip
    twins.different(inventory, one, other)
    assert asked(inventory) == []
    assert inventory.undo() == "Two different places"
    assert len(asked(inventory)) == 1


def test_every_team_keeps_a_village_of_its_own_and_it_is_still_one(inventory: Inventory) -> None:
    with inventory.change("Village") as change:
        again = change.add(Village(id="", name={"zh-Hans": "平田"}))
        far = change.add(Village(id="", name={"zh-Hans": "上田"}))
    (mine,) = [v.id for v in inventory.all(Village) if v.name["zh-Hans"] == "平田村"]
    one, other = (add(inventory, "文昌阁", village=village) for village in (mine, again.id))
    add(inventory, "文昌阁", village=far.id)
    assert [one.key for one in asked(inventory)] == [{one, other}]


def test_two_items_become_one_and_both_sentences_stand(inventory: Inventory) -> None:
    one, other = two(inventory)
    picture = photo(inventory, "b", other)
    with inventory.change("Voice") as change:
        voice = change.add(Account(id="", item=other, text={"zh-Hans": "我爷爷修过屋顶。"}))
    before = inventory.digest()
    assert twins.same(inventory, one, other, keep=one) == one

    assert shown(inventory) == [one]
    assert queries.counts(inventory).items == 1
    assert queries.title_of(inventory, one) == "陈氏宗祠"
    assert {name.value for name in inventory.all(ItemName, item=one)} == {"陈氏宗祠", "陳氏祠堂"}
    assert len(inventory.all(Location, item=one)) == 2
    assert [media.id for _, media in queries.media_of(inventory, one)] == [picture]
    assert inventory.all(Account, item=one) == [inventory.get(Account, voice.id)]
    stays = inventory.get(Item, one)
    assert stays is not None
    assert (stays.history, stays.condition) == ({"zh-Hans": "族谱有载。"}, "good")
    (summary,) = [one for one in inventory.conflicts(one) if one.field == "summary"]
    assert {v.value for v in summary.versions} == {"三进五开间。", "道光年间重建。"}
    for words in ("屋顶", "道光", "B-3", "陳氏"):
        assert shown(inventory, text=words) == [one], words
    assert {entry.record for entry in inventory.history(one)} >= {one, other, voice.id}
    assert find(inventory, other) == one
    assert unsound(inventory) == []

    assert inventory.undo() == "Make one of two items"
    assert set(shown(inventory)) == {one, other}
    assert inventory.all(Account, item=other)
    assert shown(inventory, text="道光") == [other]
    assert unsound(inventory) == []
    inventory.redo()
    assert shown(inventory) == [one]
    assert before != inventory.digest()


def test_what_another_team_writes_later_shows_under_the_item_that_stays(tmp_path: Path) -> None:
    with (
        new_inventory(tmp_path / "a.vhi", village="平田村") as mine,
        new_inventory(tmp_path / "b.vhi", village="平田村") as theirs,
    ):
        one, other = two(mine)
        carry(mine, theirs, tmp_path / "1.vhb")
        twins.same(mine, one, other, keep=one)
        with theirs.change("Later") as change:
            change.set(Item, other, "history", {"zh-Hans": "族谱有载，光绪续修。"})
            change.add(Account(id="", item=other, text={"zh-Hans": "祠里办过学堂。"}))
        photo(theirs, "c", other)
        carry(theirs, mine, tmp_path / "2.vhb", without_media=True)
        carry(mine, theirs, tmp_path / "3.vhb", without_media=True)
        assert mine.digest() == theirs.digest()
        for inventory in (mine, theirs):
            assert one in shown(inventory)
            assert other not in shown(inventory)
            assert len(inventory.all(Account, item=one)) == 1
            assert [link.target for link in inventory.all(MediaLink)] == [one]
            (late,) = twins.heard(inventory, one)
            assert (late.label, late.text) == ("History", "族谱有载，光绪续修。")
            rules = [f for f in checking.findings(inventory) if f.rule == "N4"]
            assert [f.record for f in rules] == [one]
            assert unsound(inventory) == []
        assert twins.take_over(mine, one) == 1
        assert twins.heard(mine, one) == []
        assert {v.value for c in mine.conflicts(one) if c.field == "history" for v in c.versions} \
            == {"族谱有载。", "族谱有载，光绪续修。"}  # fmt: skip


def carry(
    source: Inventory, target: Inventory, stick: Path, *, without_media: bool = False
) -> None:
    """Bring a bundle from one laptop to another."""
    if without_media:
        target.merge(list(source.commits()), "Bundle")
    else:
        export_bundle(source, stick)
        merge_bundle(target, stick)


def test_teams_that_answer_differently_are_asked_and_nothing_is_merged(tmp_path: Path) -> None:
    with (
        new_inventory(tmp_path / "a.vhi", village="平田村") as mine,
        new_inventory(tmp_path / "b.vhi", village="平田村") as theirs,
    ):
        one, other = two(mine)
        carry(mine, theirs, tmp_path / "1.vhb")
        twins.same(mine, one, other, keep=one)
        twins.different(theirs, one, other)
        carry(theirs, mine, tmp_path / "2.vhb")
        assert {one, other} <= set(shown(mine))
        (question,) = [q for q in asked(mine) if q.disputed]
        assert question.key == {one, other}
        twins.same(mine, one, other, keep=other)
        assert other in shown(mine)
        assert one not in shown(mine)
        assert not [q for q in asked(mine) if q.disputed]


def test_a_record_that_is_closed_later_is_not_seen_under_an_open_one(inventory: Inventory) -> None:
    one, other = two(inventory)
    twins.same(inventory, one, other, keep=one)
    with inventory.change("The family asked") as change:
        change.set(Item, other, "access_level", "sealed")
    assert set(shown(inventory)) == {one, other}
    with inventory.change("Closed too") as change:
        change.set(Item, one, "access_level", "sealed")
    assert shown(inventory) == [one]


def test_the_stricter_level_holds_for_the_item_that_stays(inventory: Inventory) -> None:
    one, other = two(inventory)
    with inventory.change("Levels") as change:
        change.set(Item, one, "access_level", "public")
        change.set(Item, other, "access_level", "sealed")
    twins.same(inventory, one, other, keep=one)
    stays = inventory.get(Item, one)
    assert stays is not None
    assert stays.access_level == "sealed"
    assert shown(inventory) == [one]


def test_links_between_the_two_are_not_shown_as_links_to_itself(inventory: Inventory) -> None:
    one, other = two(inventory)
    bridge = add(inventory, "挽月桥")
    items.link(inventory, one, "near", other)
    items.link(inventory, other, "near", bridge)
    twins.same(inventory, one, other, keep=one)
    assert [(r.subject, r.object) for r in inventory.all(Relation)] == [(one, bridge)]
    assert [row.other_id for row in queries.relations_of(inventory, one)] == [bridge]
    assert not [f for f in checking.findings(inventory) if f.rule == "R1" and "itself" in f.text]


def test_an_item_thrown_away_takes_the_others_along_and_brings_them_back(
    inventory: Inventory,
) -> None:
    one, other = two(inventory)
    twins.same(inventory, one, other, keep=one)
    items.delete(inventory, [one])
    assert shown(inventory) == []
    inventory.undo()
    assert shown(inventory) == [one]
    items.delete(inventory, [one])
    items.restore(inventory, [one, other])
    assert shown(inventory) == [one]
    assert unsound(inventory) == []


def test_one_of_three_stands_by_itself_again(inventory: Inventory) -> None:
    one, other = two(inventory)
    third = add(inventory, "陈氏大宗祠", (28.4301, 119.5))
    twins.same(inventory, one, other, keep=one)
    twins.same(inventory, other, third, keep=third)
    assert joining.group(inventory, one) == [third, *sorted((one, other))]
    twins.separate(inventory, third)
    assert set(shown(inventory)) == {third, min(one, other)}
    with pytest.raises(HeritageError, match="nothing to separate"):
        twins.separate(inventory, third)
    with pytest.raises(HeritageError, match="one item already"):
        twins.same(inventory, one, other)
    assert unsound(inventory) == []


def test_the_fuller_record_is_suggested_to_stay(inventory: Inventory) -> None:
    bare, full = add(inventory, "古井"), two(inventory)[0]
    assert twins.fuller(inventory, bare, full) == full == twins.fuller(inventory, full, bare)
    assert twins.same(inventory, bare, full) == full


@given(st.data())
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)  # each example writes three inventories
def test_three_teams_agree_whatever_the_order_of_answers_and_sticks(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("teams")
    teams = [new_inventory(folder / f"{n}.vhi", village="平田村") for n in range(3)]
    ids = [add(teams[0], name) for name in ("文昌阁", "魁星楼", "三圣宫", "土地庙")]
    for team in teams[1:]:
        team.merge(list(teams[0].commits()), "Bundle")
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1])
    for n, (one, other), answer in data.draw(
        st.lists(st.tuples(st.integers(0, 2), pair, st.sampled_from("same apart undo".split())),
                 min_size=1, max_size=7)
    ):  # fmt: skip
        if answer == "undo":
            if teams[n].undo_label in ("Make one of two items", "Two different places"):
                teams[n].undo()
        elif answer == "apart":
            twins.different(teams[n], one, other)
        elif joining.canonical(teams[n], one) != joining.canonical(teams[n], other):
            twins.same(teams[n], one, other, keep=one)
    first = data.draw(st.permutations(range(3)))
    teams[first[0]].merge(list(teams[first[1]].commits()), "Bundle")
    for n in (0, 1, 2, 0, 1):  # once more around, so that everybody has everything
        teams[(n + 1) % 3].merge(list(teams[n].commits()), "Bundle")
    assert len({team.digest() for team in teams}) == 1
    for team in teams:
        assert unsound(team) == []
        team.close()


def test_both_answers_about_one_pair_have_one_id(inventory: Inventory) -> None:
    one, other = two(inventory)
    twins.different(inventory, other, one)
    twins.same(inventory, one, other)
    assert [answer.id for answer in inventory.all(Twin)] == [twin_id(one, other)]
