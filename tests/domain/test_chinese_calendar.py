# SPDX-License-Identifier: Apache-2.0
"""The Chinese calendar: published days, the rules behind the table, names both ways."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain import chinese_calendar as chinese
from heritage_desktop.domain.chinese_calendar import LunarDate

DAYS = st.dates(chinese.FIRST, chinese.LAST)
NEW_YEARS = """
1900-01-31 1911-01-30 1912-02-18 1924-02-05 1949-01-29 1950-02-17 1976-01-31 1984-02-02 1985-02-20
1997-02-07 2000-02-05 2008-02-07 2012-01-23 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22
2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03 2033-01-31 2034-02-19
2050-01-23 2100-02-09
""".split()
LEAP_MONTHS = {
    1900: 8, 1906: 4, 1922: 5, 1949: 7, 1976: 8, 1984: 10, 1987: 6, 1995: 8, 2001: 4, 2004: 2,
    2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3,
    2033: 11, 2036: 6, 2039: 5, 2042: 2,
}  # fmt: skip
TERM_DAYS = """
清明 2020-04-04 清明 2021-04-04 清明 2022-04-05 清明 2023-04-05 清明 2024-04-04 清明 2025-04-04
清明 2026-04-05 冬至 2020-12-21 冬至 2021-12-21 冬至 2022-12-22 冬至 2023-12-22 冬至 2024-12-21
冬至 2025-12-21 冬至 1951-12-23 立春 2021-02-03 立春 2024-02-04 立春 2025-02-03 夏至 2024-06-21
春分 2024-03-20 秋分 2023-09-23 大寒 1979-01-20 小满 2008-05-21 谷雨 1950-04-20 冬至 1918-12-22
""".split()


@pytest.mark.parametrize("day", NEW_YEARS)
def test_new_year_falls_on_the_published_day(day: str) -> None:
    found = date.fromisoformat(day)
    assert chinese.to_lunar(found) == LunarDate(found.year, 1, 1)
    assert chinese.from_lunar(LunarDate(found.year, 1, 1)) == found


@pytest.mark.parametrize(("year", "month"), list(LEAP_MONTHS.items()))
def test_leap_months_are_the_published_ones(year: int, month: int) -> None:
    assert [m.month for m in chinese.months(year) if m.leap] == [month]


@pytest.mark.parametrize(("name", "day"), list(zip(TERM_DAYS[::2], TERM_DAYS[1::2], strict=True)))
def test_solar_terms_fall_on_the_published_day(name: str, day: str) -> None:
    assert chinese.solar_term(name, int(day[:4])) == date.fromisoformat(day)


def test_every_day_has_one_lunar_date_and_back() -> None:
    before = None
    for number in range((chinese.LAST - chinese.FIRST).days + 1):
        day = chinese.FIRST + timedelta(days=number)
        lunar = chinese.to_lunar(day)
        assert chinese.from_lunar(lunar) == day
        assert lunar.day == 1 or before == (lunar.year, lunar.month, lunar.leap, lunar.day - 1)
        before = (lunar.year, lunar.month, lunar.leap, lunar.day)


def test_table_and_sun_agree_on_the_rule_of_the_calendar() -> None:
    """The winter solstice is in the 11th month, and a leap month has no principal term."""
    principal = chinese.SOLAR_TERMS[1::2]
    for year in range(1900, 2100):
        assert chinese.to_lunar(chinese.solar_term("冬至", year)).month == 11
        terms = {chinese.solar_term(t, y) for t in principal for y in (year, year + 1)}
        for month in chinese.months(year):
            days = {month.first + timedelta(days=n) for n in range(month.length)}
            assert not (month.leap and days & terms), f"{year} leap {month.month}"


def test_solar_terms_come_in_order_a_fortnight_apart() -> None:
    days = [chinese.solar_term(t, y) for y in range(1900, 2101) for t in chinese.SOLAR_TERMS]
    assert {(b - a).days for a, b in pairwise(days)} <= {14, 15, 16}
    assert len(chinese.SOLAR_TERMS) == len(set(chinese.SOLAR_TERMS_ENGLISH.values())) == 24


@pytest.mark.parametrize("day", [date(1900, 1, 30), date(2101, 1, 1), date.min, date.max])
def test_days_outside_the_table_are_refused(day: date) -> None:
    with pytest.raises(ValueError, match="is not between"):
        chinese.to_lunar(day)


@pytest.mark.parametrize(
    "lunar",
    [
        LunarDate(1899, 12, 1),
        LunarDate(2101, 1, 1),
        LunarDate(2100, 12, 29),
        LunarDate(2025, 6, 30, leap=True),
        LunarDate(2024, 6, 1, leap=True),
        LunarDate(2024, 13, 1),
        LunarDate(2024, 1, 0),
    ],
)
def test_lunar_dates_that_are_none_are_refused(lunar: LunarDate) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        chinese.from_lunar(lunar)


@pytest.mark.parametrize(("name", "year"), [("清明", 1899), ("清明", 2101), ("清名", 2000)])
def test_solar_terms_outside_are_refused(name: str, year: int) -> None:
    with pytest.raises(ValueError, match="is not"):
        chinese.solar_term(name, year)


@given(DAYS)
def test_lunar_dates_sort_like_days(day: date) -> None:
    if day < chinese.LAST:
        after = chinese.to_lunar(day + timedelta(days=1))
        lunar = chinese.to_lunar(day)
        key = [(d.year, d.month, d.leap, d.day) for d in (lunar, after)]
        assert key[0] < key[1]


def test_names_in_both_languages() -> None:
    said = chinese.month_name(1, "zh_CN") + chinese.day_name(15, "zh_CN")
    assert said == "正月十五"
    assert chinese.month_name(6, "zh_CN", leap=True) == "闰六月"
    assert chinese.month_name(12, "zh-Hans") == "腊月"
    english = [chinese.month_name(1, "en"), chinese.month_name(2, "en", leap=True)]
    assert english == ["1st month", "leap 2nd month"]
    assert chinese.day_name(20, "zh_CN") == "二十"
    for bad in (0, 31):
        with pytest.raises(ValueError, match="not a lunar"):
            chinese.day_name(bad, "en")
        with pytest.raises(ValueError, match="not a lunar"):
            chinese.month_name(bad, "en")


@pytest.mark.parametrize("number", range(1, 31))
def test_day_names_are_read_back(number: int) -> None:
    assert chinese.read_number(chinese.day_name(number, "zh_CN")) == number


@pytest.mark.parametrize("word", ["", "零", "一二", "0", "100", "初", "半"])
def test_what_is_no_number_is_none(word: str) -> None:
    assert chinese.read_number(word) is None
