# SPDX-License-Identifier: Apache-2.0
"""Differences of two and three teams, carried by real bundles, settled and carried back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from heritage_desktop.domain.consent import Comment, Consent
from heritage_desktop.domain.errors import HeritageError, StaleRecord
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.services import items, settling
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.timeline import Conflict


@dataclass
class Teams:
    """Three laptops that hold the same mill; ``carry`` takes a bundle from one to others."""

    folder: Path
    one: Inventory
    two: Inventory
    three: Inventory
    item: str
    name: str
    carried: int = 0

    def carry(self, sender: Inventory, *receivers: Inventory) -> None:
        """Carry everything by a real bundle."""
        self.carried += 1
        path = self.folder / f"{self.carried}.vhb"
        export_bundle(sender, path)
        for receiver in receivers:
            merge_bundle(receiver, path)

    def meet(self) -> None:
        """Let all three know everything."""
        for sender in (self.one, self.two, self.three):
            self.carry(sender, *{self.one, self.two, self.three} - {sender})


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[Teams]:
    with ExitStack() as stack:
        first = stack.enter_context(
            new_inventory(tmp_path / "one.vhi", village="云岭坪", team="SY01", author="甲记录员")
        )
        item = items.new_item(first, kind="immovable", village=items.only_village(first),
                              names={"zh-Hans": "水碓"})  # fmt: skip
        with first.change("Summary") as change:
            change.set(Item, item.id, "summary", {"en": "The mill has two wheels. It is old."})
        others = [
            stack.enter_context(
                new_inventory(tmp_path / f"{team}.vhi", title=team, team=team, author=author)
            )
            for team, author in (("SY02", "乙记录员"), ("SY03", "丙记录员"))
        ]
        name = first.all(ItemName, item=item.id)[0].id
        made = Teams(tmp_path, first, others[0], others[1], item.id, name)
        made.carry(first, *others)
        yield made


def write(inventory: Inventory, entity: type, record: str, field: str, value: object) -> None:
    """Write one field as a person does."""
    with inventory.change("Edit") as change:
        change.set(entity, record, field, value)


def only(inventory: Inventory) -> Conflict:
    """Return the one difference there is."""
    (found,) = inventory.conflicts()
    return found


def test_three_teams_three_values_one_answer_that_settles_it_for_all(teams: Teams) -> None:
    for inventory, text in ((teams.one, "大水碓"), (teams.two, "老水碓"), (teams.three, "水车")):
        write(inventory, ItemName, teams.name, "value", text)
    teams.meet()
    conflict = only(teams.two)
    assert {version.value for version in conflict.versions} == {"大水碓", "老水碓", "水车"}
    assert settling.background(teams.two, conflict).before == "水碓"
    by_laptop = settling.teams(teams.two)
    assert {by_laptop[v.replica] for v in conflict.versions} == {"SY01", "SY02", "SY03"}
    settling.settle(teams.two, conflict, "老水碓", "村里人都这么叫")
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        assert inventory.conflicts() == []
        stored = inventory.get(ItemName, teams.name)
        assert stored is not None
        assert stored.value == "老水碓"
        assert [one.text for one in settling.reasons(inventory, conflict)] == ["村里人都这么叫"]
    assert teams.one.digest() == teams.two.digest() == teams.three.digest()


def test_settled_differently_twice_is_asked_again_with_both_reasons(teams: Teams) -> None:
    write(teams.one, ItemName, teams.name, "value", "大水碓")
    write(teams.two, ItemName, teams.name, "value", "老水碓")
    teams.meet()
    settling.settle(teams.two, only(teams.two), "老水碓", "石碑上这样刻")
    settling.settle(teams.three, only(teams.three), "大水碓", "县志这样写")
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        again = only(inventory)
        assert {version.value for version in again.versions} == {"大水碓", "老水碓"}
        told = {(one.by, one.text) for one in settling.reasons(inventory, again)}
        assert told == {("乙记录员", "石碑上这样刻"), ("丙记录员", "县志这样写")}
    settling.settle(teams.one, only(teams.one), "老水碓")
    teams.meet()
    assert [one.conflicts() for one in (teams.one, teams.two, teams.three)] == [[], [], []]


def test_undo_asks_again_and_the_value_not_chosen_can_be_brought_back(teams: Teams) -> None:
    write(teams.one, ItemName, teams.name, "value", "大水碓")
    write(teams.two, ItemName, teams.name, "value", "老水碓")
    teams.meet()
    before = only(teams.one)
    settling.settle(teams.one, before, "老水碓", "因为")
    assert teams.one.conflicts() == []
    teams.one.undo()
    again = only(teams.one)
    assert {v.value for v in again.versions} == {v.value for v in before.versions}
    assert teams.one.all(Comment) == []
    settling.settle(teams.one, again, "老水碓")
    lost = [entry.after for entry in teams.one.history(teams.item)]
    assert "大水碓" in lost
    write(teams.one, ItemName, teams.name, "value", "大水碓")
    teams.carry(teams.one, teams.two)
    stored = teams.two.get(ItemName, teams.name)
    assert stored is not None
    assert stored.value == "大水碓"
    assert teams.two.conflicts() == []


def test_an_answer_to_values_that_were_replaced_meanwhile_is_refused(teams: Teams) -> None:
    write(teams.one, ItemName, teams.name, "value", "大水碓")
    write(teams.two, ItemName, teams.name, "value", "老水碓")
    teams.carry(teams.two, teams.one)
    seen = only(teams.one)
    write(teams.three, ItemName, teams.name, "value", "水车")
    teams.carry(teams.three, teams.one)
    with pytest.raises(StaleRecord, match="look at them again"):
        settling.settle(teams.one, seen, "老水碓")
    assert len(only(teams.one).versions) == 3


def test_a_withdrawal_wins_and_no_answer_and_no_old_bundle_brings_it_back(teams: Teams) -> None:
    with teams.one.change("Consent") as change:
        consent = change.add(Consent(id="", who=teams.item, status="active"))
    teams.carry(teams.one, teams.two, teams.three)
    write(teams.one, Consent, consent.id, "status", "expired")
    write(teams.three, Consent, consent.id, "status", "superseded")
    teams.carry(teams.three, teams.one)
    asked = only(teams.one)
    write(teams.two, Consent, consent.id, "status", "withdrawn")
    teams.carry(teams.two, teams.one, teams.three)
    assert teams.one.conflicts() == []
    with pytest.raises(HeritageError, match="stays taken back"):
        teams.one.settle(asked, "expired")
    settling_elsewhere = teams.three
    write(settling_elsewhere, Item, teams.item, "type", "mill")
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        stored = inventory.get(Consent, consent.id)
        assert stored is not None
        assert stored.status == "withdrawn"


def test_access_stays_closed_until_somebody_saw_both(teams: Teams) -> None:
    write(teams.one, Item, teams.item, "access_level", "sealed")
    write(teams.two, Item, teams.item, "access_level", "public")
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        stored = inventory.get(Item, teams.item)
        assert stored is not None
        assert stored.access_level == "sealed"
        assert settling.is_guarded(only(inventory))
    asked = settling.questions(teams.one)
    theirs = {teams.two.replica}
    assert settling.batch(asked, theirs, settling.THEIRS) == []


@pytest.mark.parametrize("answer", ["live", "trash"])
def test_thrown_away_here_and_edited_there_is_asked_and_both_answers_hold(
    teams: Teams, answer: str
) -> None:
    with teams.one.change("Trash") as change:
        change.drop(Item, teams.item)
    write(teams.two, Item, teams.item, "dating_told", "清")
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        conflict = only(inventory)
        assert [version.value for version in conflict.versions] == ["trash", "live"]
        assert [version.author for version in conflict.versions] == ["甲记录员", "乙记录员"]
        assert not inventory.is_trashed(Item, teams.item)
    settling.settle(teams.three, only(teams.three), answer)
    teams.meet()
    for inventory in (teams.one, teams.two, teams.three):
        assert inventory.conflicts() == []
        assert inventory.is_trashed(Item, teams.item) == (answer == "trash")
    teams.three.undo()
    assert len(teams.three.conflicts()) == 1


def test_long_texts_join_by_themselves_where_they_do_not_overlap(teams: Teams) -> None:
    write(teams.one, Item, teams.item, "summary", {"en": "The mill has three wheels. It is old."})
    write(
        teams.two, Item, teams.item, "summary", {"en": "The mill has two wheels. It is very old."}
    )
    teams.meet()
    conflict = only(teams.three)
    joined = settling.suggestion(conflict, settling.background(teams.three, conflict))
    assert joined is not None
    assert (joined.text, joined.open) == ("The mill has three wheels. It is very old.", 0)
    settling.settle(teams.three, conflict, joined.text)
    stored = teams.three.get(Item, teams.item)
    assert stored is not None
    assert stored.summary == {"en": joined.text}


def test_a_joined_text_is_not_taken_while_a_mark_is_left(teams: Teams) -> None:
    for inventory, number in ((teams.one, "three"), (teams.two, "four")):
        text = f"The mill has {number} wheels. It is old."
        write(inventory, Item, teams.item, "summary", {"en": text})
    teams.meet()
    conflict = only(teams.one)
    joined = settling.suggestion(conflict, settling.background(teams.one, conflict))
    assert joined is not None
    assert joined.open == 1
    with pytest.raises(HeritageError, match="marked place"):
        settling.settle(teams.one, conflict, joined.text)


def test_a_clock_that_is_ahead_or_runs_behind_what_it_replaced_is_suspect(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(teams.one, ItemName, teams.name, "value", "大水碓")
    original = teams.two.stamp

    def early(*arguments: object) -> Iterator[dict[str, object]]:
        for stamp in original(*arguments):
            yield {**stamp, "wall": "2009-01-01T00:00:00+08:00"}

    monkeypatch.setattr(teams.two, "stamp", early)  # a laptop whose battery was empty
    write(teams.two, ItemName, teams.name, "value", "老水碓")
    teams.carry(teams.two, teams.one)
    conflict = only(teams.one)
    suspect = settling.background(teams.one, conflict).suspect
    assert {v.author for v in conflict.versions if v.op_id in suspect} == {"乙记录员"}


def test_all_of_one_team_in_a_village_are_answered_in_one_step(teams: Teams) -> None:
    village = items.only_village(teams.one)
    more = [items.new_item(teams.one, kind="immovable", village=village,
                           names={"zh-Hans": f"桥{number}"}) for number in range(3)]  # fmt: skip
    teams.carry(teams.one, teams.two, teams.three)
    for one in more:
        write(teams.one, Item, one.id, "dating_told", "清")
        write(teams.two, Item, one.id, "dating_told", "明")
    write(teams.one, Item, teams.item, "dating_told", "清")
    write(teams.three, Item, teams.item, "dating_told", "宋")
    teams.meet()
    asked = settling.questions(teams.one)
    assert [one.title for one in asked] == ["桥0", "桥1", "桥2", "水碓"]
    assert {one.village_title for one in asked} == {"云岭坪"}
    theirs = settling.batch(asked, {teams.two.replica}, settling.THEIRS, village)
    assert [value for _, value in theirs] == ["明"] * 3
    ours = settling.batch(asked, {teams.two.replica}, settling.MINE, village)
    assert [value for _, value in ours] == ["清"] * 3
    assert settling.settle_all(teams.one, theirs) == 3
    assert len(teams.one.conflicts()) == 1
    teams.one.undo()
    assert len(teams.one.conflicts()) == 4


def test_five_hundred_differences_are_all_listed(teams: Teams) -> None:
    village = items.only_village(teams.one)
    with teams.one.change("Many") as change:
        made = [change.add(Item(id="", kind="immovable", village=village)) for _ in range(500)]
    teams.carry(teams.one, teams.two)
    for inventory, told in ((teams.one, "清"), (teams.two, "明")):
        with inventory.change("Dates") as change:
            for one in made:
                change.set(Item, one.id, "dating_told", told)
    teams.carry(teams.two, teams.one)
    asked = settling.questions(teams.one)
    assert len(asked) == 500
    assert settling.background(teams.one, asked[250].conflict).suspect == frozenset()
