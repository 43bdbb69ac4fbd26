# SPDX-License-Identifier: Apache-2.0
"""Crosswalks name fields that exist, every element once, and say why something is not held."""

from __future__ import annotations

from collections import Counter

import pytest

from heritage_desktop.domain.crosswalk import (
    SCHEMES,
    Scheme,
    Words,
    coverage,
    exported_fields,
    not_asked,
    not_held,
    spec_of,
)

EVERY = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))


@EVERY
def test_every_named_field_is_declared(scheme: Scheme) -> None:
    missing = []
    for element in scheme.elements:
        for field in element.fields:
            try:
                spec_of(field)
            except KeyError:
                missing.append((element.id, field))
    assert missing == []


@EVERY
def test_every_element_stands_once(scheme: Scheme) -> None:
    assert [id for id, n in Counter(one.id for one in scheme.elements).items() if n > 1] == []
    for element in scheme.elements:
        assert len(set(element.fields)) == len(element.fields), element.id


@EVERY
def test_what_is_missing_is_explained_in_both_languages(scheme: Scheme) -> None:
    for element in scheme.elements:
        assert element.name.en, element.id
        assert element.name.zh_CN, element.id
        assert bool(element.note.en) == bool(element.note.zh_CN), element.id
        if element.partial or not element.fields:
            assert element.note.en, element.id
        assert not (element.partial and not element.fields), element.id


@EVERY
def test_nothing_that_stays_in_house_answers_an_element(scheme: Scheme) -> None:
    kept = [
        (element.id, field)
        for element in scheme.elements
        for field in element.fields
        if not spec_of(field).exported
    ]
    assert kept == []


@EVERY
def test_the_counts_add_up(scheme: Scheme) -> None:
    found = coverage(scheme)
    assert found.full + found.partial + found.absent == len(scheme.elements)
    assert found.absent == len(not_held(scheme))
    assert found.asked + len(not_asked(scheme)) == found.exported == len(exported_fields())


def test_the_numbers_of_the_outline_and_the_fifteen_elements_are_complete() -> None:
    outline = [one.id for one in SCHEMES["unesco"].elements]
    assert outline == sorted(outline)
    assert Counter(number[0] for number in outline) == {
        "1": 5, "2": 4, "3": 5, "4": 5, "5": 6, "6": 1,
    }  # fmt: skip
    core = [one.id for one in SCHEMES["dublin_core"].elements]
    assert len(core) == 15
    assert core == sorted(core)


def test_exported_fields_that_no_scheme_asks_for_are_found() -> None:
    left = set(not_asked(*SCHEMES.values()))
    each = [set(not_asked(scheme)) for scheme in SCHEMES.values()]
    assert left == set.intersection(*each)
    assert "village.school" in left
    assert "item.summary" not in left
    for never_leaves in ("item.field_notes", "person.phone", "comment.text"):
        assert never_leaves not in exported_fields()


def test_a_field_that_is_not_declared_is_refused() -> None:
    for wrong in ("item.nothing", "nothing.item", "item", ""):
        with pytest.raises(KeyError):
            spec_of(wrong)


def test_words_fall_back_to_english() -> None:
    words = Words("bridge", "桥")
    assert [words.within(language) for language in ("zh_CN", "en", "fr")] == [
        "桥",
        "bridge",
        "bridge",
    ]
