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
    shots = [shot("a", 0, HALL), shot("b", 3, HALL), shot("c", 30, HALL),
             shot("d", 31, BRIDGE), shot("e", 32, BRIDGE), shot("f", None)]  # fmt: skip
    assert [group.ids for group in grouped(shots)] == [("a", "b"), ("c",), ("d", "e"), ("f",)]
    assert [group.ids for group in grouped(shots, 3600, 5000)] == [tuple("abcde"), ("f",)]


def test_one_wrong_fix_does_not_split_and_is_named() -> None:
    shots = [shot("a", 0, HALL), shot("b", 1, HALL), shot("c", 2, BRIDGE), shot("d", 3, HALL)]
    (group,) = grouped(shots)
    assert list(group.outliers()) == ["c"]
    assert group.place == Position(HALL.lat, HALL.lon, source="exif")


def test_a_photo_without_a_place_stays_with_its_neighbours() -> None:
    (group,) = grouped([shot("a", 0, HALL), shot("b", 1), shot("c", 2, HALL)])
    assert group.ids == ("a", "b", "c")
    assert Group((shot("b", 1),)).place is None
