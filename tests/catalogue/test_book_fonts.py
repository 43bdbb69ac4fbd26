# SPDX-License-Identifier: Apache-2.0
"""The typefaces: what they have, and the small fonts made from them."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from heritage_desktop.catalogue.fonts import FACES, PLACEHOLDER, face, tidy


@pytest.mark.parametrize("name", FACES)
def test_a_subset_is_a_small_true_type_font_with_the_same_widths(name: str) -> None:
    made = face(name).subset("祠堂 Hall é")
    font = TTFont(BytesIO(made))
    assert "glyf" in font
    assert "CFF " not in font
    letters = font.getBestCmap()
    assert {ord("祠"), ord("é"), ord(PLACEHOLDER), ord("0")} <= set(letters)
    assert font["hmtx"][letters[ord("祠")]][0] == round(1000 * face(name).advance("祠"))
    assert len(made) < 40_000


def test_the_same_characters_give_the_same_bytes() -> None:
    assert face("serif").subset("村落 b a") == face("serif").subset("ab 落村")


def test_english_quotes_are_narrow_and_chinese_ones_wide() -> None:
    assert face("serif").advance("“") == 1.0
    assert face("serif-roman").advance("“") < 0.6


def test_rare_characters_are_known_to_be_lacking() -> None:
    assert face("serif").lacking("𠮷田\u202e") == {"𠮷", "\u202e"}


def test_controls_become_spaces_and_joiners_go() -> None:
    assert tidy("a\x00b\tc\r\nd\u200be\ufe0f") == "a b c\nde"
    assert tidy("e\u0301") == "é"
