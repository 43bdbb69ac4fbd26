# SPDX-License-Identifier: Apache-2.0
"""Dates: their years, how they are shown, and how told ones are read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.dates import Years, edtf_of, is_edtf, show, year_bounds
from heritage_desktop.domain.eras import read_told


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1877", 1877, 1877), ("-0220", -220, -220), ("0000", 0, 0), ("1368/1644", 1368, 1644),
        ("195X", 1950, 1959), ("18XX", 1800, 1899), ("1877-03-05", 1877, 1877),
        ("1920~", 1920, 1920), ("../1911", None, 1911), ("1949/..", 1949, None),
        ("Y-12000", -12000, -12000), ("1920-21", 1920, 1920), ("[1662,1722]", 1662, 1722),
        ("-9999~/-1999~", -9999, -1999),
    ],
)  # fmt: skip
def test_the_years_of_a_date(edtf: str, first: int | None, last: int | None) -> None:
    assert year_bounds(edtf) == Years(first, last)


@pytest.mark.parametrize("text", ["", "1644/1368", "../..", "77", "1877-13", "soon", "1877-02-32"])
def test_what_is_no_date_says_what_to_write(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(ValueError, match=r"1877|ends before"):
        year_bounds(text)


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ("明", "1368/1644"), ("明至清", "1368/1911"), ("明—清", "1368/1911"),
        ("明清", "1368/1911"), ("明、清", "1368/1911"), ("战国至汉", "-0474/0220"),
        ("清乾隆三年", "1738"), ("清光绪三年", "1877"), ("清乾隆年间", "1736/1795"),
        ("光绪丙申", "1896"), ("民国二十三年", "1934"), ("1914～1929年", "1914/1929"),
        ("１９１４－１９２９年", "1914/1929"), ("清末", "1822~/1911~"), ("清初", "1644~/1733~"),
        ("明末清初", "1552~/1733~"), ("北宋至清", "0960/1911"), ("晋", "0265/0420"),
        ("金", "1115/1234"), ("20世纪50年代", "195X"), ("十八世纪", "17XX"),
        ("约400年前", "1626~"), ("公元前221年", "-0220"), ("大理国仁寿三年(1238)", "1238"),
        ("新石器时代、商、汉", "-9999~/0220~"), ("民国元年", "1912"), ("1958年3月", "1958-03"),
        ("一九五八年", "1958"), ("老祖宗传下来的", None), ("about 1920", "1920~"),
        ("grandfather's time", None), ("Qing dynasty", "1644/1911"), ("1920s", "192X"),
        ("19th century", "18XX"), ("before 1911", "../1911"), ("221 BC", "-0220"),
        ("同治十三年重修", "1874"), ("1368/1644", "1368/1644"),
        ("1911年以前", "../1911"), ("1911年前", "../1911"), ("1949年后", "1949/.."),
        ("221–206 BCE", "-0220/-0205"), ("1930 to 1920", None), ("2000年前", "0026~"),
    ],
)  # fmt: skip
def test_a_told_date_is_read(told: str, edtf: str | None) -> None:
    assert read_told(told, said_in=2026).edtf == edtf
    assert read_told(told).text == told


def test_two_readings_are_a_question() -> None:
    found = read_told("康熙壬寅")
    assert found.edtf is None
    assert found.choices == ("1662", "1722")


def test_a_list_keeps_its_parts() -> None:
    assert read_told("新石器时代、商、汉").parts == ("新石器时代", "商", "汉")


def test_years_ago_need_the_year_they_were_told_in() -> None:
    assert read_told("约400年前").edtf is None


@given(st.text(max_size=40))
def test_reading_never_raises_and_reads_only_dates(text: str) -> None:
    found = read_told(text, said_in=2026)
    assert found.text == text
    assert found.edtf is None or is_edtf(found.edtf)


YEARS = st.integers(-9999, 9999)


@given(st.tuples(YEARS, YEARS).map(sorted), st.booleans())
def test_a_range_keeps_its_years(ends: list[int], about: bool) -> None:
    edtf = edtf_of(ends[0], ends[1], about=about)
    assert year_bounds(edtf) == Years(*ends)


@given(
    st.tuples(st.integers(-999, 2100), st.integers(-999, 2100)).map(sorted),
    st.booleans(),
)
def test_what_is_shown_in_chinese_is_read_back(ends: list[int], about: bool) -> None:
    ends = [year if year > 999 or year <= 0 else year + 1000 for year in ends]
    edtf = edtf_of(min(ends), max(ends), about=about)
    shown = show(edtf, "zh_CN")
    read = read_told(shown)
    assert read.edtf is not None, shown
    assert year_bounds(read.edtf) == year_bounds(edtf), shown


def test_eras_of_the_real_register_are_read(shared: Path) -> None:
    file = shared / "data/registers/cn-national-protected-sites/era_strings.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        told = [row["era_zh"] for row in csv.DictReader(stream)]
    unread = [text for text in told if read_told(text).edtf is None]
    assert len(told) == 745
    # Slips of the pen (胡 for 明, 离 for 清) and a name: a person has to look at these.
    assert unread == ["宋、元、胡", "离", "唐王清"]
