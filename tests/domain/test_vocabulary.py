# SPDX-License-Identifier: Apache-2.0
"""Every word list is complete in both languages and consistent with itself."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from heritage_desktop.domain.vocabulary import (
    Term,
    UnknownVocabulary,
    Vocabulary,
    vocabulary,
    vocabulary_ids,
)

CHINESE = re.compile(r"[\u3400-\u9fff]")
EVERY = pytest.mark.parametrize("name", vocabulary_ids())


@EVERY
def test_is_named_and_labelled_in_both_languages(name: str) -> None:
    words = vocabulary(name)
    assert words.id == name
    assert words.version >= 1
    assert words.terms
    for labels in [words.title, *(term.labels for term in words)]:
        assert set(labels) == {"en", "zh_CN"}
        assert labels["en"].strip() == labels["en"] != ""
        assert CHINESE.search(labels["zh_CN"])
        assert not CHINESE.search(labels["en"])


@EVERY
def test_codes_and_labels_are_unique(name: str) -> None:
    words = vocabulary(name)
    for values in (
        [term.code for term in words],
        [term.labels["en"] for term in words],
        [term.labels["zh_CN"] for term in words],
    ):
        assert [value for value, n in Counter(values).items() if n > 1] == []


@EVERY
def test_references_lead_somewhere(name: str) -> None:
    words = vocabulary(name)
    for term in words:
        assert not term.broader or term.broader in words
        assert not term.replaced_by or words.current(term.code) in words
        assert bool(term.inverse) == bool(term.inverse_labels)


@EVERY
def test_aat_ids_are_unique_numbers(name: str) -> None:
    ids = [term.mappings["aat"] for term in vocabulary(name) if "aat" in term.mappings]
    assert all(re.fullmatch(r"300\d{6}", aat) for aat in ids)
    assert len(ids) == len(set(ids))


def test_every_relation_reads_from_both_ends() -> None:
    words = vocabulary("relation_type")
    inverses = [term.inverse for term in words]
    assert len(inverses) == len(set(inverses))
    for term in words:
        assert term.domain
        assert term.range
        assert set(term.inverse_labels) == {"en", "zh_CN"}
        assert words.inverse(words.inverse(term.code)) == term.code
        assert term.inverse == term.code or term.inverse not in words
        assert words.label(term.inverse, "zh_CN") == term.inverse_labels["zh_CN"]


def test_labels_and_inverses() -> None:
    words = vocabulary("relation_type")
    assert words.label("carried_by", "zh_CN") == "传承人"
    assert words.label("teaches", "en") == "teaches"
    assert words.inverse_label("part_of", "en") == "has part"
    assert words.forward("carries") == ("carried_by", True)
    assert words.forward("adjacent_to") == ("adjacent_to", False)
    assert words.label("from_elsewhere", "en") == "from_elsewhere"
    assert words.inverse("from_elsewhere") == ""


def test_any_chinese_tag_reads_chinese_and_others_english() -> None:
    words = vocabulary("item_kind")
    assert words.codes() == ("immovable", "movable", "intangible", "landscape")
    assert words.label("landscape", "zh-Hans") == "景观"
    assert words.label("landscape", "fr") == "Landscape"
    assert vocabulary("village_kind").definition("natural", "en").startswith("A settlement")


def test_a_retired_code_leads_to_its_successor() -> None:
    old = Term("old", {"en": "Old"}, retired=True, replaced_by="new")
    words = Vocabulary("x", 1, {}, (old, Term("new", {"en": "New"})))
    assert words.codes() == ("new",)
    assert words.codes(retired=True) == ("old", "new")
    assert words.current("old") == "new"
    assert words.label("old", "en") == "Old"


def test_an_unknown_vocabulary_says_what_to_do() -> None:
    with pytest.raises(UnknownVocabulary, match="install the program again"):
        vocabulary("no_such_list")
