# SPDX-License-Identifier: Apache-2.0
"""What looks alike is found as surely as by comparing all with all, and put into small sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain import look_alikes
from heritage_desktop.domain.errors import Cancelled
from heritage_desktop.domain.look_alikes import LIMIT, STRUCTURE, TURNED_LIMIT, Alike, Look

NINE = datetime(2026, 4, 5, 9, 0, 0)  # noqa: DTZ001  cameras write local time
BITS = st.integers(0, 2**128 - 1)
#: A likeness with much in it, from which near ones are made by turning bits over.
BUSY = int("a5c3965a" * 4, 16)


def changed(bits: int, *places: int) -> int:
    """Return ``bits`` with the bits at some places turned over."""
    for place in places:
        bits ^= 1 << place
    return bits


@st.composite
def photos(draw: st.DrawFn) -> list[Look]:
    """Return photos around a few pictures, some turned, a few bits to each side of the limits."""
    bases = draw(st.lists(BITS, min_size=1, max_size=3))
    made = []
    for number in range(draw(st.integers(2, 14))):
        base = draw(st.sampled_from(bases))
        for _ in range(draw(st.integers(0, 3))):
            base = look_alikes.turned(base)
        places = draw(st.sets(st.integers(0, 127), max_size=LIMIT + 3))
        made.append(Look(f"{number:02}", changed(base, *places)))
    return made


def plainly(looks: list[Look]) -> set[frozenset[str]]:
    """Return what looks alike at any time, by comparing all with all."""
    found = set()
    for one, other in combinations(looks, 2):
        assert one.bits is not None
        assert other.bits is not None
        if min(look_alikes.structure(look.bits or 0) for look in (one, other)) < STRUCTURE:
            continue
        plain = (one.bits ^ other.bits).bit_count()
        back = min((way ^ other.bits).bit_count() for way in look_alikes.turns(one.bits))
        if plain <= LIMIT or back <= TURNED_LIMIT:
            found.add(frozenset((one.id, other.id)))
    return found


@given(photos())
def test_the_bands_find_what_comparing_all_with_all_finds(looks: list[Look]) -> None:
    assert {pair.key for pair in look_alikes.find(looks)} == plainly(looks)


@given(BITS, BITS)
def test_the_distance_is_the_same_both_ways(one: int, other: int) -> None:
    assert look_alikes.distance(one, other) == look_alikes.distance(other, one)
    assert look_alikes.distance(one, one) == 0


@given(BITS)
def test_four_quarters_are_a_whole_turn_and_leave_the_structure(bits: int) -> None:
    ways = list(look_alikes.turns(bits))
    assert look_alikes.turned(ways[3]) == bits
    assert {look_alikes.structure(way) for way in ways} == {look_alikes.structure(bits)}


@given(st.integers(0, 7), st.integers(0, 7))
def test_a_quarter_turn_moves_each_cell_to_its_place(row: int, column: int) -> None:
    lighter_below = 1 << (63 - (row * 8 + column))
    right = look_alikes.turned(lighter_below) >> 64
    assert right == (2**64 - 1) ^ 1 << (63 - (column * 8 + 7 - row))


def test_a_plain_wall_is_like_no_other() -> None:
    blank, shaded = 0, 2**64 - 1
    looks = [Look("a", blank), Look("b", blank), Look("c", shaded), Look("d", shaded)]
    assert look_alikes.find(looks) == []


def test_the_same_bytes_are_found_even_without_a_likeness() -> None:
    (pair,) = look_alikes.find([Look("a", None, sha256="x"), Look("b", None, sha256="x"),
                                Look("c", None, sha256="y")])  # fmt: skip
    assert (pair.one, pair.other, pair.distance) == ("a", "b", 0)


def test_within_an_hour_less_likeness_is_enough() -> None:
    less = changed(BUSY, *range(0, 2 * look_alikes.NEAR_LIMIT, 2))
    then, hour = Look("a", BUSY, NINE), timedelta(hours=1)
    assert look_alikes.find([then, Look("b", less, NINE + hour)]) != []
    assert look_alikes.find([then, Look("b", less, NINE + hour * 2)]) == []
    assert look_alikes.find([then, Look("b", less)]) == []


def burst(count: int, apart_s: float, camera: str = "c", bits: int | None = BUSY) -> list[Look]:
    """Return photos of one camera, so many seconds apart."""
    return [
        Look(f"{camera}{n:02}", bits, NINE + timedelta(seconds=n * apart_s), camera)
        for n in range(count)
    ]


def test_photos_of_one_camera_within_seconds_are_a_series() -> None:
    assert {pair.series for pair in look_alikes.find(burst(3, 2.0))} == {True}
    assert {pair.series for pair in look_alikes.find(burst(3, 9.0))} == {False}
    dance = [Look("a", 0, NINE, "c"), Look("b", BUSY, NINE, "c"), Look("c", None, NINE, "c")]
    assert len(look_alikes.find(dance)) == 3
    assert [pair.distance for pair in look_alikes.find(dance)].count(None) == 2


def test_two_phones_of_one_model_in_one_second_are_no_series() -> None:
    two = [Look("a", 0, NINE, "c"), Look("b", BUSY, NINE, "c")]
    assert look_alikes.find(two) == []
    alike = [Look("a", 0, NINE, "c"), Look("b", 1, NINE, "c")]
    assert [pair.series for pair in look_alikes.find(alike)] == [True]


def test_another_picture_in_the_same_second_is_not_of_the_series() -> None:
    other = Look("x", 0, NINE + timedelta(seconds=2), "c")
    found = look_alikes.find([*burst(3, 1.0), other])
    assert {id for pair in found for id in pair.key} == {"c00", "c01", "c02"}


def test_a_copy_is_asked_about_together_with_its_series() -> None:
    looks = [*burst(3, 1.0), Look("copy", BUSY)]
    (made,) = look_alikes.sets(look_alikes.find(looks), [look.id for look in looks])
    assert made == ("c00", "c01", "c02", "copy")


def test_a_long_series_comes_in_parts_of_at_most_eight() -> None:
    long = burst(20, 1.0, bits=None)
    made = look_alikes.sets(look_alikes.find(long), [look.id for look in long])
    assert [len(one) for one in made] == [6, 7, 7]
    assert sum(made, ()) == tuple(look.id for look in long)


PAIRS = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]))


@given(PAIRS, PAIRS)
def test_in_a_set_each_is_paired_with_each_and_nobody_is_in_two(
    some: set[tuple[int, int]], series: set[tuple[int, int]]
) -> None:
    pairs = [Alike(f"{a:02}", f"{b:02}", 0, (a, b) in series) for a, b in sorted(some | series)]
    made = look_alikes.sets(pairs, [f"{n:02}" for n in range(12)])
    keys = {pair.key for pair in pairs}
    placed = [one for photos in made for one in photos]
    assert len(placed) == len(set(placed))
    assert bool(made) == bool(pairs)
    for one in made:
        assert 2 <= len(one) <= look_alikes.LARGEST_SET
        assert {frozenset(pair) for pair in combinations(one, 2)} <= keys


@given(PAIRS, PAIRS)
def test_answering_one_set_after_the_other_asks_about_each_pair_once(
    some: set[tuple[int, int]], series: set[tuple[int, int]]
) -> None:
    left = [Alike(f"{a:02}", f"{b:02}", 0, (a, b) in series) for a, b in sorted(some | series)]
    order = [f"{n:02}" for n in range(12)]
    asked: list[frozenset[str]] = []
    while left:
        first = look_alikes.sets(left, order)[0]
        asked += [frozenset(pair) for pair in combinations(first, 2)]
        left = [pair for pair in left if pair.key not in asked]
    assert len(asked) == len(set(asked)) == len(some | series)


def test_pairs_that_are_known_are_left_out() -> None:
    looks = [Look(name, BUSY) for name in "abc"]
    left = look_alikes.find(looks, known={frozenset("ab"), frozenset("ac")})
    assert [(pair.one, pair.other) for pair in left] == [("b", "c")]


def test_thousands_of_like_photos_do_not_fill_the_memory() -> None:
    alike = [Look(f"{n:05}", BUSY, NINE) for n in range(5000)]
    assert len(look_alikes.find(alike)) == look_alikes.MOST_PAIRS


def test_looking_can_be_stopped() -> None:
    def stop(done: int, total: int, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look_alikes.find([Look("a", BUSY)], stop)


def test_an_older_or_damaged_likeness_is_none() -> None:
    assert look_alikes.bits_of("f" * 16) is None
    assert look_alikes.bits_of("x" * 32) is None
    assert look_alikes.bits_of(None) is None
    assert look_alikes.bits_of("0" * 31 + "f") == 15
