# SPDX-License-Identifier: Apache-2.0
"""Templates, copies, batch edits, own fields, local words, repairs and scores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop.domain.account import Account
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName, Location, Relation
from heritage_desktop.domain.own import OwnValue, TermMapping
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.use import Party
from heritage_desktop.services import batch, bundles, checking, own_fields, parts, wholes, words
from heritage_desktop.services.exporting import export
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter, items


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "a.vhi", title={"en": "A"}, author="Lin") as made:
        with made.change("Fill") as change:
            change.add(Village(id="", name={"zh-Hans": "明村"}, position=Position(28.45, 119.48)))
        yield made


@pytest.mark.parametrize("code", [term.code for term in batch.templates()])
def test_every_template_makes_an_item_of_its_kind(inventory: Inventory, code: str) -> None:
    item = batch.from_template(inventory, code, {"zh-Hans": "名"}, None)
    values = batch.template_values(code)
    assert item.kind == values["kind"]
    sheet = inventory.get(DETAILS[item.kind or ""], item.id)
    for name, value in values.items():
        assert getattr(item if hasattr(item, name) else sheet, name) == value
    assert batch.question_of(inventory, item)


def test_there_are_templates_enough_and_unknown_ones_are_named(inventory: Inventory) -> None:
    assert len(batch.templates()) >= 16
    with pytest.raises(HeritageError, match="ancestral_hall"):
        batch.from_template(inventory, "castle", {}, None)


def test_many_names_are_one_step(inventory: Inventory) -> None:
    assert len(batch.many(inventory, "well", ["东井", " 西井 ", ""], None)) == 2
    assert {row.title for row in items(inventory, ItemFilter())} == {"东井", "西井"}
    inventory.undo()
    assert items(inventory, ItemFilter()) == []


def test_chosen_fields_are_carried_forward(inventory: Inventory) -> None:
    batch.carry(inventory, "ownership", True)
    first = batch.from_template(inventory, "well", {"en": "One"}, None, ownership="clan")
    assert first.ownership == "clan"
    assert batch.from_template(inventory, "well", {"en": "Two"}, None).ownership == "clan"
    batch.carry(inventory, "ownership", False)
    assert batch.from_template(inventory, "well", {"en": "Three"}, None).ownership is None


def test_a_copy_takes_what_is_the_same_and_leaves_what_was_told(inventory: Inventory) -> None:
    item = batch.from_template(inventory, "ancestral_hall", {"zh-Hans": "叶祠"}, None,
                               ownership="clan", summary={"en": "Told"})  # fmt: skip
    parts.add(inventory, item.id, "party", role="owner", share="1/17")
    parts.add(inventory, item.id, "account", text={"en": "Mine"})
    copy = batch.duplicate(inventory, item.id)
    made = inventory.get(Item, copy)
    assert made is not None
    assert (made.type, made.ownership, dict(made.summary)) == ("ancestral_hall", "clan", {})
    assert [one.share for one in inventory.all(Party, item=copy)] == ["1/17"]
    assert inventory.all(Account, item=copy) == []
    names = [one.value for one in inventory.all(ItemName, item=copy)]
    assert names == ["叶祠 (copy)"]
    inventory.undo()
    assert inventory.get(Item, copy) is None or inventory.is_trashed(Item, copy)


def test_a_batch_edit_is_rehearsed_and_undone_as_one(inventory: Inventory) -> None:
    made = batch.many(inventory, "well", ["一", "二", "三"], None)
    with inventory.change("One") as change:
        change.set(Item, made[0], "ownership", "clan")
    edits = batch.rehearse(inventory, made, Item, "ownership", "clan")
    assert [edit.title for edit in edits] == ["二", "三"]
    assert batch.apply(inventory, edits, Item, "ownership") == 2
    assert {one.ownership for one in inventory.all(Item)} == {"clan"}
    inventory.undo()
    assert sorted(one.ownership or "" for one in inventory.all(Item)) == ["", "", "clan"]


def test_a_local_word_is_mapped_and_later_records_follow(inventory: Inventory) -> None:
    made = batch.many(inventory, "well", ["一", "二"], None)
    with inventory.change("Words") as change:
        change.set(ImmovableDetail, made[0], "materials", ("石板", "stone"))
        change.set(Item, made[1], "type", "洗衣埠")
    found = {(one.vocabulary, one.word): one.uses for one in words.local_words(inventory)}
    assert found == {("material", "石板"): 1, ("tangible_type", "洗衣埠"): 1}
    assert words.map_word(inventory, "material", "石板", "granite") == 1
    sheet = inventory.get(ImmovableDetail, made[0])
    assert sheet is not None
    assert sheet.materials == ("granite", "stone")
    later = batch.many(inventory, "well", ["三"], None)[0]
    with inventory.change("Later") as change:
        change.set(ImmovableDetail, later, "materials", ("石板",))
    assert words.follow_mappings(inventory) == 1
    assert [one.code for one in inventory.all(TermMapping)] == ["granite"]
    with pytest.raises(HeritageError, match="unheard"):
        words.map_word(inventory, "material", "石板", "unheard")


def test_an_own_field_is_asked_answered_and_travels(inventory: Inventory, tmp_path: Path) -> None:
    item = batch.from_template(inventory, "well", {"zh-Hans": "井"}, None)
    depth = own_fields.new_field(inventory, "井深", "number", scope=("immovable",))
    keeper = own_fields.new_field(inventory, "谁管", "term", scope=("item",), terms="村里\n各户")
    own_fields.new_field(inventory, "别的", "text", scope=("intangible",))
    asked = [one.id for one in own_fields.asked_of(inventory, item.id)]
    assert set(asked) == {depth.id, keeper.id}
    own_fields.answer(inventory, item.id, depth, "8.5")
    own_fields.answer(inventory, item.id, keeper, "村里")
    with pytest.raises(HeritageError, match="井深"):
        own_fields.answer(inventory, item.id, depth, "deep")
    with pytest.raises(HeritageError, match="各户"):
        own_fields.answer(inventory, item.id, keeper, "县里")
    export(inventory, "csv", tmp_path / "a.csv")
    sheet = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert '"own.井深"' in sheet
    assert '"8.5"' in sheet
    bundle = tmp_path / "a.vhb"
    bundles.export_bundle(inventory, bundle)
    with Inventory.create(tmp_path / "b.vhi", title={"en": "B"}) as office:
        bundles.merge_bundle(office, bundle)
        found = {one.label: one.value for one in own_fields.answers(office, item.id)}
        assert found == {"井深": "8.5", "谁管": "村里"}
        own_fields.answer(office, item.id, depth, None)
        assert len(office.all(OwnValue)) == 1
        own_fields.answer(office, item.id, depth, "9")
        assert {one.value for one in office.all(OwnValue)} == {"9", "村里"}


def test_what_is_missing_is_scored_and_a_reason_counts(inventory: Inventory) -> None:
    village = inventory.all(Village)[0].id
    item = batch.from_template(inventory, "well", {"zh-Hans": "井"}, village)
    before = checking.score(inventory, item.id)
    assert before is not None
    assert "Summary" in before.missing_catalogue
    with inventory.change("Why") as change:
        change.set(Item, item.id, "unsaid", ("summary:not_told",))
    after = checking.score(inventory, item.id)
    assert after is not None
    assert after.catalogue > before.catalogue
    assert "Summary" not in after.missing_catalogue


def test_a_place_from_a_chinese_map_is_found_and_mended(inventory: Inventory) -> None:
    from heritage_desktop.domain.datums import from_wgs84

    village = inventory.all(Village)[0]
    item = batch.from_template(inventory, "well", {"zh-Hans": "井"}, village.id)
    assert village.position is not None
    shifted = Position(*from_wgs84(village.position, "gcj02"))
    with inventory.change("Place") as change:
        place = change.add(Location(id="", item=item.id, position=shifted))
    finding = next(one for one in checking.findings(inventory) if one.rule == "L4")
    assert finding.record == place.id
    assert checking.repair_label(finding)
    assert checking.repair(inventory, finding)
    assert "L4" not in {one.rule for one in checking.findings(inventory)}
    mended = inventory.get(Location, place.id)
    assert mended is not None
    assert mended.position is not None
    assert mended.position.datum == "gcj02"
    assert mended.original == str(shifted)


def test_looked_none_found_is_covered(inventory: Inventory) -> None:
    village = inventory.all(Village)[0].id
    batch.from_template(inventory, "well", {"zh-Hans": "井"}, village)
    batch.from_template(inventory, "well", {"zh-Hans": "桥"}, village, presence="looked_none_found")
    found = checking.coverage(inventory)
    assert [(one.village, one.items, one.none_found) for one in found] == [(village, 1, 1)]


def test_a_part_that_does_not_fit_is_refused_by_name(inventory: Inventory) -> None:
    item = batch.from_template(inventory, "well", {"zh-Hans": "井"}, None)
    with pytest.raises(HeritageError, match="dating"):
        parts.add(inventory, item.id, "bearer_profile")
    with pytest.raises(HeritageError, match="tune"):
        parts.add(inventory, item.id, "dating", tune="x")
    made = parts.add(inventory, item.id, "condition_assessment", overall="poor")
    inner = parts.add(inventory, item.id, "damage", assessment=made.id, cause="nat_flood")
    assert [one.id for one in parts.inside(inventory, made.id)] == [inner.id]
    with inventory.change("Remove") as change:
        parts.drop(change, inventory, made.id)
    assert parts.all_of(inventory, item.id) == []
    inventory.undo()
    assert len(parts.all_of(inventory, item.id)) == 2


def test_wholes_and_parts_move_as_one_step_and_never_in_a_circle(inventory: Inventory) -> None:
    hall, wing, room = batch.many(inventory, "ancestral_hall", ["祠", "厢", "房"], None)
    wholes.move(inventory, wing, hall)
    wholes.move(inventory, room, wing)
    assert wholes.parts_by_whole(inventory) == {"": [hall], hall: [wing], wing: [room]}
    with pytest.raises(HeritageError, match="itself"):
        wholes.move(inventory, hall, room)
    wholes.move(inventory, room, hall)
    assert sorted(wholes.parts_by_whole(inventory)[hall]) == sorted([wing, room])
    inventory.undo()
    assert wholes.parts_by_whole(inventory)[wing] == [room]
    wholes.move(inventory, wing, None)
    assert set(wholes.parts_by_whole(inventory)[""]) == {hall, wing}


def test_a_circle_that_came_by_a_merge_still_shows_every_item(inventory: Inventory) -> None:
    a, b, c = batch.many(inventory, "well", ["一", "二", "三"], None)
    with inventory.change("Circle") as change:
        for subject, whole in ((a, b), (b, c), (c, a)):
            change.add(Relation(id="", subject=subject, type="part_of", object=whole))
    parts_of = wholes.parts_by_whole(inventory)
    reached, waiting = set(), list(parts_of.get("", ()))
    while waiting:
        one = waiting.pop()
        reached.add(one)
        waiting += parts_of.get(one, [])
    assert reached == {a, b, c}
