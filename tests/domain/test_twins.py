# SPDX-License-Identifier: Apache-2.0
"""Two records of one place are noticed, and neighbours of a like name are let be."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from heritage_desktop.domain import twins
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.datums import gcj02
from heritage_desktop.domain.errors import Cancelled
from heritage_desktop.domain.twins import Candidate, find
from tests.benchmarks.seeded_twins import judge, sites, spell, villages

HERE = Position(28.43, 119.5, 5)


def hall(id: str, name: str, *, north_m: float = 0, village: str | None = "v") -> Candidate:
    """Return a building some metres north of here."""
    at = Position(HERE.lat + north_m / 111_195, HERE.lon, 5)
    return Candidate(id, "immovable", "ancestral_hall", village, (name,), at, ("平田村",))


def said(one: Candidate, other: Candidate) -> list[str]:
    """Return the reasons that are given for a pair; none when it is not suggested."""
    return [twins.words(r) for pair in find([one, other], spell) for r in pair.reasons]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("陈氏宗祠", "陳氏宗祠", "same name"),
        ("陈氏宗祠", "陈氏", "same name but for the sort of place"),
        ("平田村文昌阁", "文昌阁", "same name but for the sort of place"),
        ("陈氏宗祠", "程氏宗祠", ""),
        ("洪山庙", "红山庙", "same name in pinyin"),
        ("挽月廊桥", "Wanyue Bridge", "same name in pinyin"),
        ("太平天国忠王府", "太平天国忠王", "names nearly the same"),
        ("文昌阁", "文昌桥", ""),
        ("上田村", "下田村", ""),
        ("一号民居", "二号民居", ""),
        ("古井", "古井", "same name"),
        ("陈宅", "张宅", ""),
    ],
)
def test_names_are_compared_as_people_write_them(one: str, other: str, why: str) -> None:
    reasons = said(hall("1", one), hall("2", other, north_m=40))
    assert (reasons[0] if reasons else "") == why
    if why:
        assert reasons[1:] == ["40 m apart", "same village", "same type"]


def test_distance_is_weighed_with_what_is_known_of_it() -> None:
    one, far = hall("1", "陈氏宗祠"), hall("2", "陈氏祠堂", north_m=900, village="w")
    assert said(one, far) == []
    assert said(one, replace(far, position=None, village="v"))
    blurred = replace(far, position=replace(far.position or HERE, accuracy_m=500.0))
    assert said(one, replace(blurred, position=replace(HERE, accuracy_m=900.0)))
    shifted = Position(*gcj02(HERE.lat, HERE.lon))
    assert "as a Chinese map shifts places (GCJ-02)" in said(
        one, replace(far, position=shifted, village="v")
    )[1]  # fmt: skip


def test_wells_without_a_name_of_their_own_must_lie_together() -> None:
    assert said(hall("1", "古井"), hall("2", "古井", north_m=300)) == []


def test_photos_that_look_alike_bring_other_names_together() -> None:
    one, other = hall("1", "陈家老屋"), hall("2", "将军第", north_m=20)
    assert find([one, other], spell) == []
    (pair,) = find([one, other], spell, photos={frozenset("12"): 3})
    assert pair.key == frozenset("12")
    assert "photos look alike" in [twins.words(r) for r in pair.reasons]
    assert find([one, other], spell, photos={frozenset("12"): 3}, known={pair.key}) == []


def test_another_kind_is_another_thing() -> None:
    one = hall("1", "三月三")
    assert said(one, replace(one, id="2", kind="intangible")) == []


def test_real_registers_give_back_most_seeded_twins_and_hardly_others(shared: Path) -> None:
    if not (shared / "data/registers").is_dir():
        pytest.skip("the registers are not in the shared folder")
    found = judge(villages(shared))
    assert found.recall > 0.9
    assert found.precision > 0.98
    found = judge(sites(shared))
    assert found.recall > 0.85
    assert found.precision > 0.98


def test_twenty_thousand_items_take_seconds_and_can_be_stopped() -> None:
    chars = "陈张王李文武昌盛东山水月清平安福寿德明光华云龙"
    items = [
        hall(f"{n:05}", chars[n % 23] + chars[n // 23 % 23] + chars[n // 529 % 23] + "祠",
             north_m=n % 40 * 5000 + n % 1500, village=f"v{n % 40}")
        for n in range(20_000)
    ]  # fmt: skip
    began = time.monotonic()
    find(items, spell)
    assert time.monotonic() - began < 60

    def stop(done: int, total: int, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find(items, spell, progress=stop)
