# SPDX-License-Identifier: Apache-2.0
"""File names that any system takes, in any script, and no two alike."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.file_names import LIMIT_BYTES, Names, clean, key, photo_name

TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(alphabet='A=+@<>:"/\\|?*. -_\u202e\u200d\u0301文é', max_size=200),
    st.sampled_from(
        ["CON", "con.x", "LPT¹", "aux ", "NUL.tar", "👩‍👩‍👧‍👦" * 9, "क्षि" * 30, "é" * 90]
    ),
)
EXTENSIONS = st.sampled_from(["jpg", "JPG", "", "m4a", "../x", "heic"])
DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])\Z", re.IGNORECASE)


@given(TEXTS, TEXTS, st.integers(0, 99_999), TEXTS, EXTENSIONS)
def test_every_system_takes_every_name(
    village: str, item: str, number: int, caption: str, extension: str
) -> None:
    name = photo_name(village, item, number, caption, extension)
    assert 0 < len(name.encode("utf-8")) <= LIMIT_BYTES
    assert name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(c)[0] != "C" or c in "\u200c\u200d" for c in name)
    assert not unicodedata.bidirectional(name[0]).startswith(("RL", "LR", "PD", "FS"))
    assert not name.endswith((".", " "))
    assert not name.startswith((".", " ", "-", "=", "+", "@"))
    assert not DEVICES.match(name.split(".")[0].rstrip())


@given(TEXTS, TEXTS, st.integers(0, 99_999), TEXTS)
def test_number_and_extension_always_stay(
    village: str, item: str, number: int, caption: str
) -> None:
    name = photo_name(village, item, number, caption, "jpg")
    assert name.endswith(".jpg")
    assert f"{number:02d}" in re.split(r"[-.]", name)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=12))
def test_no_two_names_are_taken_for_the_same(parts: list[tuple[str, str, str]]) -> None:
    names = Names(["photos.csv"])
    made = [names.take(village, item, 1, caption, "jpg") for village, item, caption in parts]
    assert len({key(name) for name in made} | {"photos.csv"}) == len(made) + 1
    assert all(len(name.encode()) <= LIMIT_BYTES for name in made)


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_name_can_be_read() -> None:
    assert (
        photo_name("杨家堂村", "宋氏宗祠", 3, "天井/雨后", "JPG")
        == "杨家堂村-宋氏宗祠-03-天井 雨后.jpg"
    )
    assert photo_name("", "", 1, "", "") == "01"


def test_the_longest_text_is_cut_and_the_others_stay() -> None:
    name = photo_name("杨家堂村", "宋氏宗祠", 12, "很长的说明" * 40, "jpg")
    assert name.startswith("杨家堂村-宋氏宗祠-12-很长的说明很长的说明")
    assert name.endswith(".jpg")
    assert LIMIT_BYTES - 3 < len(name.encode()) <= LIMIT_BYTES


@pytest.mark.parametrize(
    "unit", ["👩‍👩‍👧‍👦", "क्षि", "🇨🇳", "👍🏽", "x\u0323\u0324", "\u1112\u119e\u11ab"]
)
def test_what_is_seen_as_one_character_is_never_cut(unit: str) -> None:
    for length in range(20):
        name = photo_name("a" * length, "", 1, unit * 40, "jpg")
        caption = name.removesuffix(".jpg").rpartition("01-")[2]
        assert len(caption) > len(unit)
        assert caption == unit * (len(caption) // len(unit))


def test_names_differ_where_a_system_ignores_case_or_form() -> None:
    names = Names()
    made = [
        names.take("Hall", item, 1, "", "jpg") for item in ("Straße", "STRASSE", "e\u0301", "É")
    ]
    assert made == [
        "Hall-Straße-01.jpg",
        "Hall-STRASSE-01-2.jpg",
        "Hall-é-01.jpg",
        "Hall-É-01-2.jpg",
    ]


def test_many_of_one_name_are_counted_on() -> None:
    names = Names(["Hall-01.jpg"])
    made = [names.take("Hall", "", 1, "", "jpg") for _ in range(3)]
    assert made == ["Hall-01-2.jpg", "Hall-01-3.jpg", "Hall-01-4.jpg"]
