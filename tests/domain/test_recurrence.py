# SPDX-License-Identifier: Apache-2.0
"""When it comes round: the notation, everyday words, and the days that follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain import chinese_calendar as chinese
from heritage_desktop.domain.recurrence import (
    Every,
    Fixed,
    LifeEvent,
    Lunar,
    Market,
    Monthly,
    Recurrence,
    SolarTerm,
    Weekly,
    next_after,
    occurrences,
    parse,
    previous_before,
    read,
    show,
    text,
)

EVENTS = ["birth", "full_month", "wedding", "funeral", "house_raising"]
G_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: (d.month, d.day))
L_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 30) | st.just(chinese.LAST_DAY))


def _spans(
    days: st.SearchStrategy[tuple[int, int]],
) -> st.SearchStrategy[tuple[tuple[int, int], tuple[int, int] | None]]:
    ends = st.tuples(days, st.none() | days)
    return ends.filter(lambda p: p[1] is None or p[1][0] != p[0][0] or p[1][1] > p[0][1])


def _several(low: int, high: int) -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(low, high), min_size=1).map(lambda s: tuple(sorted(s)))


FIXED = _spans(G_DAYS).map(lambda p: Fixed(*p[0], p[1]))
LUNAR = st.tuples(_spans(L_DAYS), st.booleans()).map(lambda p: Lunar(*p[0][0], p[0][1], p[1]))
OFFSETS = st.tuples(st.integers(-60, 60), st.integers(-60, 60)).map(sorted)
TERMS = st.tuples(st.sampled_from(chinese.SOLAR_TERMS), OFFSETS).map(
    lambda p: SolarTerm(p[0], *p[1])
)
YEARLY = st.one_of(FIXED, LUNAR, TERMS)
EVERY = st.builds(
    Every, st.none() | YEARLY, st.integers(2, 99), st.none() | st.integers(1900, 2100)
)
KINDS: st.SearchStrategy[Recurrence] = st.one_of(
    YEARLY,
    EVERY,
    _several(1, 30).map(Monthly),
    _several(0, 6).map(Weekly),
    _several(0, 9).map(Market),
    st.sampled_from(EVENTS).map(LifeEvent),
)
DAYS = st.dates(date(1895, 1, 1), date(2105, 1, 1))


@given(KINDS)
def test_the_notation_is_read_back(made: Recurrence) -> None:
    assert parse(text(made)) == made


@given(KINDS, st.sampled_from(["zh_CN", "en"]))
def test_the_words_shown_are_read_back(made: Recurrence, language: str) -> None:
    assert parse(show(made, language)) == made


@given(KINDS, DAYS)
def test_next_and_previous_are_inverse(made: Recurrence, day: date) -> None:
    after, before = next_after(made, day), previous_before(made, day)
    assert after is None or after > day
    assert before is None or before < day
    if after is not None:
        back = previous_before(made, after)
        assert back == (day if day in occurrences(made, day.year) else before)
    if before is not None:
        assert next_after(made, before) == (day if day in occurrences(made, day.year) else after)


@given(KINDS, st.integers(1890, 2110))
def test_days_are_in_the_year_and_in_order(made: Recurrence, year: int) -> None:
    days = occurrences(made, year)
    assert days == sorted(set(days))
    assert all(day.year == year for day in days)
    if days:
        assert next_after(made, days[0] - timedelta(days=1)) == days[0]
        assert previous_before(made, days[-1] + timedelta(days=1)) == days[-1]


@given(
    st.text(max_size=300) | st.text("GLSWMON:x-.,*EVRY FROM 0123456789正月十五每年周清明前后天逢初")
)
def test_reading_free_text_never_raises(written: str) -> None:
    found = read(written)
    assert found is None or parse(text(found)) == found


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("正月十五", "L:01-15"),
        ("农历八月十五", "L:08-15"),
        ("农历8月15日", "L:08-15"),
        ("腊月廿三", "L:12-23"),
        ("腊月二十三", "L:12-23"),
        ("除夕", "L:12-last"),
        ("腊月三十", "L:12-last"),
        ("农历腊月三十", "L:12-30"),
        ("三月三", "L:03-03"),
        ("七月半", "L:07-15"),
        ("端午节", "L:05-05"),
        ("正月初三至初五", "L:01-03..01-05"),
        ("八月十五（闰月也办）", "L:x08-15"),
        ("清明", "S:清明"),
        ("清明节", "S:清明"),
        ("清明前后三天", "S:清明-3..+3"),
        ("清明前一天", "S:清明-1"),
        ("每月初三初六初九", "M:3,6,9"),
        ("逢三六九", "M:3,6,9"),
        ("逢五逢十赶集", "M:0,5"),
        ("每月初一、十五", "L:*-01,15"),
        ("每周六", "W:Sat"),
        ("每星期一和星期四", "W:Mon,Thu"),
        ("4月5日", "G:04-05"),
        ("四月五日", "G:04-05"),
        ("4月5日-7日", "G:04-05..04-07"),
        ("每年正月十五", "L:01-15"),
        ("每三年", "EVERY 3Y"),
        ("三年一次", "EVERY 3Y"),
        ("十月十五，每三年一次", "L:10-15 EVERY 3Y"),
        ("结婚", "ON:wedding"),
        ("every Saturday", "W:Sat"),
        ("Mid-Autumn", "L:08-15"),
        ("April 5", "G:04-05"),
        ("Qingming", "S:清明"),
        ("L：01-15", "L:01-15"),
        ("l:1-15", "L:01-15"),
        ("S:Qingming-3..+3", "S:清明-3..+3"),
        ("W:sunday, sat", "W:Sat,Sun"),
        ("M:9,6,3", "M:3,6,9"),
        ("M:5,10", "M:0,5"),
        ("ON:婚礼", "ON:wedding"),
        ("G:04-05..04-05", "G:04-05"),
        ("正月十五 EVERY 3Y FROM 2021", "L:01-15 EVERY 3Y FROM 2021"),
    ],
)
def test_everyday_words_and_loose_notation(written: str, code: str) -> None:
    assert text(parse(written)) == code


@pytest.mark.parametrize(
    "written",
    [
        *["", "whenever it rains", "八月", "八月十五日", "清明前三天", "4月底", "4月31日"],
        "L:08-31",
        *["L:13-01", "G:02-30", "G:04-07..04-05", "S:清名", "S:清明+3..-3", "W:Foo", "M:", "M:12"],
        *["W:Sat EVERY 3Y", "EVERY 1Y", "L:10-15 EVERY 3Y FROM 1821", "ON:", "农历八月31日"],
        *["每月" + "1" * 90, "正" * 300, "每十三月"],
    ],
)
def test_what_is_unclear_is_refused_with_one_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r"^Write [^\n]+\.") as refused:
        parse(written)
    assert len(str(refused.value)) < 110
    assert read(written) is None


def test_a_short_form_may_carry_a_remark_that_agrees() -> None:
    assert read("L:01-15 正月十五") == read("L:01-15 村口舞龙") == Lunar(1, 15)
    assert read("L:01-15 正月十六") is None
    assert read("L:01-15 每三年") is None


def _days(code: str, year: int) -> list[str]:
    return [day.strftime("%m-%d") for day in occurrences(parse(code), year)]


@pytest.mark.parametrize(
    ("code", "year", "days"),
    [
        ("G:04-05", 2026, ["04-05"]),
        ("G:12-30..01-02", 2026, ["01-01", "01-02", "12-30", "12-31"]),
        ("G:02-29", 2026, []),
        ("G:02-28..02-29", 2026, ["02-28"]),
        ("L:01-15", 2026, ["03-03"]),
        ("L:12-last", 2025, ["01-28"]),
        ("L:12-last", 2026, ["02-16"]),
        ("L:12-30", 2025, []),
        ("L:06-24", 2025, ["07-18"]),
        ("L:x06-24", 2025, ["07-18", "08-17"]),
        ("L:x06-24", 2024, ["07-29"]),
        ("L:12-last..01-02", 2026, ["02-16", "02-17", "02-18"]),
        ("L:06-last..07-02", 2025, ["07-24", "07-25", "07-26"]),
        ("S:清明-1..+1", 2026, ["04-04", "04-05", "04-06"]),
        ("S:清明-1", 2026, ["04-04"]),
        ("S:小寒-6..-5", 2025, ["12-30", "12-31"]),
        ("L:10-15 EVERY 3Y FROM 2021", 2024, ["11-15"]),
        ("L:10-15 EVERY 3Y FROM 2021", 2025, []),
        ("L:10-15 EVERY 3Y FROM 2021", 2018, ["11-22"]),
        ("L:12-last EVERY 3Y FROM 2021", 2022, ["01-31"]),
        ("EVERY 3Y FROM 2021", 2021, []),
        ("ON:wedding", 2026, []),
        ("L:01-15", 1899, []),
        ("S:小寒-9", 1899, []),
        ("L:01-15", 2101, []),
    ],
)
def test_the_days_that_follow(code: str, year: int, days: list[str]) -> None:
    assert _days(code, year) == days


def test_market_days_and_days_of_every_month() -> None:
    market = occurrences(parse("M:0,3"), 2026)
    assert {chinese.to_lunar(day).day for day in market} == {3, 10, 13, 20, 23, 30}
    temple = occurrences(parse("L:*-01,15"), 2025)
    assert {chinese.to_lunar(day).day for day in temple} == {1, 15}
    assert sum(chinese.to_lunar(day).leap for day in temple) == 2


def test_next_and_previous() -> None:
    lantern, today = parse("正月十五"), date(2026, 3, 3)
    assert next_after(lantern, today) == date(2027, 2, 20)
    assert previous_before(lantern, today) == date(2025, 2, 12)
    assert next_after(lantern, date.max) is None
    assert previous_before(lantern, date.min) is None
    assert next_after(parse("L:10-15 EVERY 3Y"), today) is None
    assert next_after(parse("W:Sat"), today) == date(2026, 3, 7)


def test_words_shown() -> None:
    every = parse("L:x10-15 EVERY 3Y FROM 2021")
    assert show(every, "zh_CN") == "农历十月十五（闰月也办），每3年一次（如2021年）"
    assert show(every, "en") == (
        "lunar 10th month, day 15 (also in the leap month), every 3 years (as in 2021)"
    )
    assert show(parse("S:清明-3..+3"), "zh_CN") == "清明前后3天"
    assert show(parse("M:0,5"), "zh_CN") == "农历逢五、十"
    assert show(parse("ON:竣工"), "en") == "竣工"
