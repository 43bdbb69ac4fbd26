# SPDX-License-Identifier: Apache-2.0
"""Joined texts lose no new word, and a side that changed nothing changes nothing."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.text_merge import CLOSE, OPEN, OR, changed_spans, join, pieces

WORDS = st.sampled_from(["mill ", "wheel ", "old ", "水", "碓", "三", "。", "\n", "two ", "new "])
TEXTS = st.lists(WORDS, max_size=14).map("".join)


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_a_side_added_is_lost(before: str, one: str, other: str) -> None:
    joined = _words(join(before, [one, other]).text)
    for text in (one, other):
        assert _words(text) - _words(before) <= joined


@given(TEXTS, TEXTS)
def test_joining_with_a_side_that_changed_nothing_gives_the_other(before: str, one: str) -> None:
    assert join(before, [before, one]) == join(before, [one, before])
    assert join(before, [before, one]).text == one
    assert join(before, [before, one]).open == 0


@given(TEXTS, TEXTS, TEXTS)
def test_the_order_of_the_sides_changes_only_the_order_of_choices(
    before: str, one: str, other: str
) -> None:
    here, there = join(before, [one, other]), join(before, [other, one])
    assert here.open == there.open
    if not here.open:
        assert here.text == there.text


@given(TEXTS)
def test_pieces_are_the_text_again(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(TEXTS, TEXTS)
def test_what_is_not_marked_as_changed_stands_in_the_other_text_in_order(
    text: str, other: str
) -> None:
    left, at = text, 0
    for begin, end in reversed(changed_spans(text, other)):
        left = left[:begin] + left[end:]
    for sign in left:
        at = other.index(sign, at) + 1


def test_edits_in_different_places_join_by_themselves() -> None:
    joined = join("水碓有两轮。很旧。", ["水碓有三轮。很旧。", "水碓有两轮。非常旧了。"])
    assert (joined.text, joined.open) == ("水碓有三轮。非常旧了。", 0)


def test_edits_of_the_same_words_are_left_to_the_person() -> None:
    joined = join("It has two wheels.", ["It has three wheels.", "It has four wheels."])
    assert joined.text == f"It has {OPEN}three {OR}four {CLOSE}wheels."
    assert joined.open == 1


def test_three_teams_join_at_once() -> None:
    joined = join("one two three", ["ONE two three", "one TWO! three", "one two THREE"])
    assert joined.open == 1
    assert {"ONE", "TWO", "THREE"} <= _words(joined.text)
    assert join("a. b. c.", ["A. b. c.", "a. B. c.", "a. b. C."]).text == "A. B. C."


def test_without_a_text_before_paragraphs_stand_one_after_the_other() -> None:
    assert join(None, ["The mill.\nIt is old.", "The mill.\nIt is wet."]).text == (
        "The mill.\nIt is old.\nIt is wet."
    )


def test_a_very_long_text_is_joined_in_bounded_time() -> None:
    before = "的水。" * 60_000
    began = time.monotonic()
    joined = join(before, ["前" + before, before + "后"])
    assert time.monotonic() - began < 5
    assert "前" in joined.text
    assert "后" in joined.text


def _words(text: str) -> set[str]:
    """Return the words of a text, Chinese characters one by one."""
    return set(re.findall(r"[a-zA-Z]+|[^\W\d_]|。", text))
