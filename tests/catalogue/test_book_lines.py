# SPDX-License-Identifier: Apache-2.0
"""Line breaking: punctuation stays where Chinese readers expect it, and nothing is lost."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.catalogue.lines import NO_END, NO_START, broken


def one_each(char: str) -> float:
    return 1.0 if ord(char) >= 0x2E80 else 0.5


def split(text: str, limit: float) -> list[str]:
    return [line for line, _ in broken(text, one_each, limit)]


def test_no_line_begins_with_closing_punctuation() -> None:
    assert split("祠堂在村口，坐北朝南。", 5) == ["祠堂在村", "口，坐北朝", "南。"]


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert split("族谱名叫《陈氏族谱》", 5) == ["族谱名叫", "《陈氏族", "谱》"]


def test_latin_words_stay_whole_beside_chinese() -> None:
    assert split("这是 camphor tree 老樟树", 5) == ["这是", "camphor", "tree 老樟", "树"]


def test_only_the_last_line_is_marked_last() -> None:
    assert list(broken("一二三四", one_each, 2)) == [("一二", False), ("三四", True)]


def test_an_unbroken_run_is_cut_where_it_overflows() -> None:
    assert split("x" * 10, 2) == ["xxxx", "xxxx", "xx"]


@given(st.text(alphabet="中文，。《》“”（）ab —…-1", max_size=80), st.integers(2, 12))
def test_nothing_is_lost_and_rules_hold(text: str, limit: int) -> None:
    lines = split(text, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(sum(map(one_each, line)) <= limit for line in lines)
    if limit < 12 or set(text) & set("ab—…-1 "):
        return
    marks = NO_START | NO_END
    if not any(a in marks and b in marks for a, b in pairwise(text)):
        assert not any(line[0] in NO_START for line in lines[1:] if line)
        assert not any(line[-1] in NO_END for line in lines[:-1] if line)


def test_a_very_long_run_takes_linear_time() -> None:
    started = time.perf_counter()
    short = len(split("汉" * 20_000, 32))
    middle = time.perf_counter()
    long = len(split("，" * 200_000, 32))
    ended = time.perf_counter()
    assert (short, long) == (625, 6250)
    assert ended - middle < 40 * (middle - started) + 0.5
