# SPDX-License-Identifier: Apache-2.0
"""What the charts are told: days of a year, lines of teachers, the course of a state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.agent import BearerProfile, Person
from heritage_desktop.domain.assessment import ConditionAssessment, ViabilityAssessment
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Relation
from heritage_desktop.domain.use import Transmission
from heritage_desktop.services import charts
from heritage_desktop.storage.inventory import Inventory

TODAY = date(2026, 3, 4)


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "a.vhi", title={"en": "Test"}) as made:
        yield made


def practice(inventory: Inventory, name: str, recurrence: str | None = None) -> str:
    with inventory.change("Practice") as change:
        item = change.add(Item(id="", kind="intangible"))
        change.add(IntangibleDetail(id=item.id, recurrence=recurrence))
        change.add(ItemName(id="", item=item.id, value=name, language="zh-Hans"))
    return item.id


def person(inventory: Inventory, name: str, born: int | None = None, **values: object) -> str:
    with inventory.change("Person") as change:
        added = change.add(Person(id="", name={"zh-Hans": name}, birth_year=born, **values))
    return added.id


def taught(inventory: Inventory, item: str, *pairs: tuple[str, str], **values: object) -> None:
    with inventory.change("Teach") as change:
        for teacher, learner in pairs:
            change.add(Transmission(id="", item=item, teacher=teacher, learner=learner, **values))


def by_name(found: charts.Lineage) -> dict[str, charts.Node]:
    return {node.name: node for node in found.nodes}


# The wheel


def test_a_lunar_day_is_found_in_each_year(inventory: Inventory) -> None:
    lantern = practice(inventory, "元宵", "L:01-15")
    wheel = charts.year_wheel(inventory, 2026, TODAY)
    assert [(e.item, e.title, e.day) for e in wheel.entries] == [
        (lantern, "元宵", date(2026, 3, 3))
    ]
    assert [e.day for e in wheel.upcoming] == [date(2027, 2, 20)]
    assert wheel.unplaced == []


def test_what_has_no_day_is_kept_apart(inventory: Inventory) -> None:
    practice(inventory, "造纸", "择吉日")
    practice(inventory, "哭嫁", "ON:wedding")
    practice(inventory, "无")
    wheel = charts.year_wheel(inventory, 2026, TODAY)
    assert {entry.title for entry in wheel.unplaced} == {"造纸", "哭嫁"}
    assert next(e for e in wheel.unplaced if e.title == "造纸").recurrence_text == "择吉日"
    assert (wheel.entries, wheel.upcoming) == ([], [])


def test_today_counts_as_the_next_day(inventory: Inventory) -> None:
    practice(inventory, "节", "G:03-04")
    assert charts.year_wheel(inventory, 2026, TODAY).upcoming[0].day == TODAY


def test_what_lies_in_the_trash_has_no_day(inventory: Inventory) -> None:
    item = practice(inventory, "元宵", "L:01-15")
    with inventory.change("Delete") as change:
        change.drop(Item, item)
    assert charts.year_wheel(inventory, 2026, TODAY).entries == []


# The lineage


def test_learners_stand_after_their_teachers(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    old, middle, young = (person(inventory, name) for name in ("甲", "乙", "丙"))
    taught(inventory, song, (old, middle), (middle, young), (old, young), mode="family")
    found = charts.lineage(inventory, song, TODAY)
    assert [by_name(found)[name].layer for name in "甲乙丙"] == [0, 1, 2]
    assert by_name(found)["甲"].learners == 2
    assert by_name(found)["丙"].modes == ("family",)
    long = next(edge for edge in found.edges if (edge.teacher, edge.learner) == (old, young))
    assert len(long.bends) == 1
    assert long.bends[0][1] != by_name(found)["乙"].row
    assert found.loose_row is None


def test_a_stated_generation_moves_a_learner_down(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    one, two, three, four = (person(inventory, name) for name in ("甲", "乙", "丙", "丁"))
    taught(inventory, song, (one, two), (two, three))
    taught(inventory, song, (one, four), generation=2)
    found = by_name(charts.lineage(inventory, song, TODAY))
    assert found["丁"].generation == 2
    assert found["丁"].layer > found["乙"].layer


def test_a_circle_is_drawn_and_told(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    one, two, three = (person(inventory, name, 1950 + n) for n, name in enumerate("甲乙丙"))
    taught(inventory, song, (one, two), (two, one), (two, three), (three, three))
    found = charts.lineage(inventory, song, TODAY)
    back = [(edge.teacher, edge.learner) for edge in found.edges if edge.back]
    assert back == [(two, one)]
    assert len(found.edges) == 3


def test_the_only_living_old_bearer_is_the_last_link(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    old = person(inventory, "甲", 1940)
    taught(inventory, song, (person(inventory, "师", 1900, alive=False), old))
    assert by_name(charts.lineage(inventory, song, TODAY))["甲"].last_link
    taught(inventory, song, (old, person(inventory, "徒", 1990)))
    assert not by_name(charts.lineage(inventory, song, TODAY))["甲"].last_link


@pytest.mark.parametrize(
    ("born", "values", "last"),
    [(1950, {}, True), (1951, {}, False), (None, {}, False), (1940, {"died": "2020"}, False)],
)
def test_age_and_life_make_a_last_link(
    inventory: Inventory, born: int | None, values: dict[str, object], last: bool
) -> None:
    song = practice(inventory, "山歌")
    with inventory.change("Bearer") as change:
        bearer = person(inventory, "甲", born, **values)
        change.add(Relation(id="", subject=song, type="carried_by", object=bearer))
    found = charts.lineage(inventory, song, TODAY)
    assert [node.last_link for node in found.nodes] == [last]
    assert found.loose_row == 0.0


def test_every_practice_is_judged_by_itself(inventory: Inventory) -> None:
    song, mask = practice(inventory, "山歌"), practice(inventory, "面具")
    taught(inventory, song, (person(inventory, "甲", 1960), person(inventory, "乙", 1990)))
    with inventory.change("Bearer") as change:
        last = person(inventory, "丙", 1940)
        change.add(BearerProfile(id="", person=last, item=mask, generation=7))
    found = charts.lineage(inventory, None, TODAY)
    assert {name for name, node in by_name(found).items() if node.last_link} == {"丙"}
    assert by_name(found)["丙"].generation == 7
    assert found.loose_row == by_name(found)["丙"].row


def test_nobody_stands_on_another(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    people = [person(inventory, f"人{n}") for n in range(40)]
    pairs = [(people[n // 3], people[n]) for n in range(1, 35)]
    taught(inventory, song, *pairs, (people[0], people[34]), (people[20], people[3]))
    found = charts.lineage(inventory, song, TODAY)
    places = [(node.layer, node.row) for node in found.nodes]
    assert len(places) == 35
    for layer in {layer for layer, _ in places}:
        rows = sorted(row for other, row in places if other == layer)
        assert all(b - a > 0.999 for a, b in pairwise(rows))


def test_a_picture_for_others_names_only_who_agreed(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    one = person(inventory, "甲方", 1900, alive=False, name_consent=False)
    two = person(inventory, "乙方", 1940, name_consent=True)
    taught(inventory, song, (one, two))
    found = charts.lineage(inventory, song, TODAY, audience="public")
    names = {node.person: node for node in found.nodes}
    assert names[two].name == "乙方"
    assert names[two].last_link
    assert names[one].name == "A bearer"
    assert names[one].birth_year is None


def test_a_sealed_practice_leaves_no_picture(inventory: Inventory) -> None:
    song = practice(inventory, "山歌", "L:01-15")
    with inventory.change("Seal") as change:
        change.set(Item, song, "access_level", "sealed")
    taught(inventory, song, (person(inventory, "甲"), person(inventory, "乙")))
    assert charts.lineage(inventory, song, TODAY).nodes != []
    assert charts.lineage(inventory, song, TODAY, audience="county").nodes == []
    assert charts.year_wheel(inventory, 2026, TODAY, "county") == ([], [], [])
    assert charts.title(inventory, song, "county") == ""
    assert charts.title(inventory, song) == "山歌"


# The trend


def test_a_trend_goes_by_date(inventory: Inventory) -> None:
    with inventory.change("House") as change:
        house = change.add(Item(id="", kind="immovable")).id
        for day, state, than in (
            ("2024-05", "poor", "worse"),
            ("2019", "good", None),
            ("long ago", "fair", None),
            ("2026", "unknown", None),
        ):
            change.add(
                ConditionAssessment(id="", item=house, date=day, overall=state, compared=than)
            )
    points = charts.trend(inventory, house)
    assert [point.level for point in points] == [0, 3, None, 2]
    assert [point.date for point in points] == [
        date(2019, 1, 1), date(2024, 5, 1), date(2026, 1, 1), None,
    ]  # fmt: skip
    assert (points[1].label, points[1].compared) == ("Poor", "Worse")
    assert charts.trend_levels(inventory, house)[points[1].level or 0] == "Poor"
    assert "Not assessed" not in charts.trend_levels(inventory, house)


def test_a_practice_is_judged_by_its_vitality(inventory: Inventory) -> None:
    song = practice(inventory, "山歌")
    with inventory.change("Look") as change:
        change.add(ViabilityAssessment(id="", item=song, date="2026-01-02", viability="critical"))
        change.add(ViabilityAssessment(id="", item=song, date="2025-01-02", viability="odd"))
    points = charts.trend(inventory, song)
    assert [(point.level, point.label) for point in points] == [
        (None, "odd"),
        (4, "Critically endangered"),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-12", date(2026, 5, 12)),
        ("2026-22", date(2026, 6, 1)),
        ("196X", date(1960, 1, 1)),
        ("1987-XX?", date(1987, 1, 1)),
        ("2020/2022", date(2020, 1, 1)),
        ("2026-02-31", None),
        ("..", None),
        (None, None),
    ],
)
def test_the_first_day_a_date_may_mean(written: str | None, day: date | None) -> None:
    assert charts.first_day(written) == day


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 50)), min_size=1, max_size=30))
def test_spread_keeps_order_and_distance(wanted: list[tuple[float, float]]) -> None:
    places = [place for place, _ in wanted]
    sizes = [size for _, size in wanted]
    found = charts.spread(places, sizes, 0, 2000)
    edges = [
        (middle - size / 2, middle + size / 2) for middle, size in zip(found, sizes, strict=True)
    ]
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(edges))
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 2000 + 1e-6
    if len(wanted) == 1:
        assert found[0] == pytest.approx(min(max(places[0], sizes[0] / 2), 2000 - sizes[0] / 2))
