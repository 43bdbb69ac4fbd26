# SPDX-License-Identifier: Apache-2.0
"""Photos are grouped by time and place, each exactly once."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.grouping import Group, Shot, grouped

START = datetime(2026, 4, 5, 9, 0)  # noqa: DTZ001  cameras write local time
HALL, BRIDGE = Position(28.4500, 119.4800), Position(28.4600, 119.4900)


def shot(name: str, minutes: float | None, place: Position | None = None) -> Shot:
    at = None if minutes is None else START + timedelta(minutes=minutes)
    return Shot(name, at, place, name)


SHOTS = st.lists(
    st.builds(
        shot,
        st.uuids().map(str),
        st.none() | st.integers(0, 3000),
        st.sampled_from([None, HALL, BRIDGE]),
    ),
    max_size=60,
)


@given(SHOTS, st.randoms())
def test_each_photo_is_in_one_group_and_the_order_of_files_is_nothing(
    shots: list[Shot], chance: random.Random
) -> None:
    groups = grouped(shots)
    assert sorted(one for group in groups for one in group.ids) == sorted(s.id for s in shots)
    mixed = list(shots)
    chance.shuffle(mixed)
    assert grouped(mixed) == groups


def test_a_long_gap_or_a_long_way_begins_a_new_group() -> None:
    shots = [shot("a", 0, HALL), shot("b", 3, HALL), shot("c", 30, HALL), shot("d", 31, HALL),
             shot("e", 32, BRIDGE), shot("f", 33, BRIDGE), shot("g", None)]  # fmt: skip
    found = [group.ids for group in grouped(shots)]
    assert found == [("a", "b"), ("c", "d"), ("e", "f"), ("g",)]
    assert [group.ids for group in grouped(shots, 3600, 5000)] == [tuple("abcdef"), ("g",)]


def test_single_photos_along_a_way_are_groups_of_their_own() -> None:
    way = [Position(28.45 + 0.01 * n, 119.48) for n in range(4)]
    shots = [shot("a", 0, way[0]), shot("b", 1, way[0]), shot("c", 2, way[1]),
             shot("d", 3, way[2]), shot("e", 4, way[3]), shot("f", 5, way[3])]  # fmt: skip
    assert [group.ids for group in grouped(shots)] == [("a", "b"), ("c",), ("d",), ("e", "f")]


NEAR_HALL = st.builds(
    lambda north, east: Position(HALL.lat + north * 1e-5, HALL.lon + east * 1e-5),
    st.integers(-40, 40), st.integers(-40, 40),
)  # fmt: skip
ANYWHERE = st.builds(Position, st.floats(-80, 80), st.floats(-170, 170))


@given(
    st.lists(st.none() | NEAR_HALL, max_size=20),
    st.lists(NEAR_HALL, min_size=2, max_size=2),
    st.integers(0, 22),
    ANYWHERE,
)
def test_one_wild_fix_anywhere_never_splits_a_stay(
    others: list[Position | None], sure: list[Position], at: int, wild: Position
) -> None:
    fixes = [*others, *sure]
    at = min(at, len(fixes))
    fixes.insert(at, wild)
    shots = [shot(f"{n:02d}", n * 9, place) for n, place in enumerate(fixes)]
    assert len(grouped(shots)) == 1


def test_the_place_of_a_group_is_told_without_its_outlier() -> None:
    near = Position(HALL.lat + 0.0002, HALL.lon)
    shots = [shot("a", 0, BRIDGE), shot("b", 1, HALL), shot("c", 2, near), shot("d", 3)]
    (group,) = grouped(shots)
    assert list(group.outliers()) == ["a"]
    assert group.placed == 3
    assert 0 < group.reach < 25


def test_one_wrong_fix_does_not_split_and_is_named() -> None:
    shots = [shot("a", 0, HALL), shot("b", 1, HALL), shot("c", 2, BRIDGE), shot("d", 3, HALL)]
    (group,) = grouped(shots)
    assert list(group.outliers()) == ["c"]
    assert group.place == Position(HALL.lat, HALL.lon, source="exif")


def test_a_photo_without_a_place_stays_with_its_neighbours() -> None:
    (group,) = grouped([shot("a", 0, HALL), shot("b", 1), shot("c", 2, HALL)])
    assert group.ids == ("a", "b", "c")
    assert Group((shot("b", 1),)).place is None
