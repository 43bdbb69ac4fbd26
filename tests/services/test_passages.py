# SPDX-License-Identifier: Apache-2.0
"""Verbs of passages: cutting and joining lose nothing, and times stay within the recording."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.services import passages
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory

LENGTH = 60_000
TEXTS = st.text(alphabet="灯 abc迎。", max_size=12).map(str.strip)


@pytest.fixture(scope="module")
def shelf() -> Iterator[Inventory]:
    """One inventory for all: each test has a recording of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_inventory(Path(folder, "x.vhi"), village="平田") as made,
    ):
        yield made


def recording(inventory: Inventory, length: int | None = LENGTH) -> str:
    with inventory.change("Recording") as change:
        return change.add(Media(id="", media_type="audio", duration_ms=length)).id


def spans(inventory: Inventory, media: str) -> list[tuple[str | None, int | None, int | None]]:
    return [(one.sort, one.start_ms, one.end_ms) for one in passages.of(inventory, media)]


@settings(max_examples=12, deadline=None)
@given(
    start=st.integers(0, LENGTH - 2), length=st.integers(2, LENGTH), at=st.integers(1, LENGTH),
    spoken=TEXTS, english=TEXTS,
)  # fmt: skip
def test_to_cut_and_to_join_again_changes_nothing(
    shelf: Inventory, start: int, length: int, at: int, spoken: str, english: str
) -> None:
    media = recording(shelf)
    end = min(start + length, LENGTH)
    one = passages.add(
        shelf, media, sort="line", start_ms=start, end_ms=end, spoken=spoken or None,
        translation={"en": english} if english else {}, access_level="community",
    )  # fmt: skip
    before = shelf.get(Segment, one.id)
    try:
        second = passages.split(shelf, one.id, at)
    except HeritageError:
        assert not start < at < end
        return
    assert second.access_level == "community"
    assert passages.join(shelf, one.id) == before
    assert passages.of(shelf, media) == [before]


def step(inventory: Inventory, media: str, what: str, ms: int, last: str) -> Segment:
    """Do one of the verbs, by its letter."""
    act: dict[str, Callable[[], Segment]] = {
        "l": lambda: passages.next_line(inventory, media, ms, last),
        "m": lambda: passages.mark(inventory, media, ms),
        "p": lambda: passages.part_here(inventory, media, ms),
        "s": lambda: passages.move(inventory, last, start_ms=ms),
        "e": lambda: passages.move(inventory, last, end_ms=ms),
        "c": lambda: passages.split(inventory, last, ms),
        "j": lambda: passages.join(inventory, last),
    }
    return act[what]()


@settings(max_examples=8, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from("lmpscje"), st.integers(-5, LENGTH + 5))))
def test_whatever_is_done_passages_stay_sorted_and_within_the_recording(
    shelf: Inventory, steps: list[tuple[str, int]]
) -> None:
    media = recording(shelf)
    last = ""
    for what, ms in steps:
        try:
            last = step(shelf, media, what, ms, last).id
        except HeritageError:
            continue
    found = spans(shelf, media)
    assert [start for _, start, _ in found] == sorted(start or 0 for _, start, _ in found)
    for _, start, end in found:
        assert 0 <= (start or 0) <= LENGTH
        assert end is None or (start or 0) <= end <= LENGTH


def test_the_words_after_the_cursor_go_to_the_second_half(shelf: Inventory) -> None:
    media = recording(shelf)
    one = passages.add(
        shelf, media, sort="line", start_ms=0, end_ms=10_000, spoken="迎灯。 落雨也迎"
    )
    second = passages.split(shelf, one.id, 4_000, 3)
    assert [each.spoken for each in passages.of(shelf, media)] == ["迎灯。", "落雨也迎"]
    assert (second.start_ms, second.end_ms) == (4_000, 10_000)


def test_joining_keeps_every_word_and_the_stricter_access(shelf: Inventory) -> None:
    media = recording(shelf)
    one = passages.add(
        shelf, media, sort="part", start_ms=0, end_ms=5_000, title={"en": "Bamboo"}, place="平田",
        synopsis={"en": "Cut in winter."}, access_level="restricted",
    )  # fmt: skip
    passages.add(
        shelf, media, sort="part", start_ms=5_000, end_ms=9_000, title={"en": "Paper"},
        synopsis={"en": "From the town."}, place="松阳", access_level="county",
    )  # fmt: skip
    whole = passages.join(shelf, one.id)
    assert (whole.start_ms, whole.end_ms) == (0, 9_000)
    assert whole.title == {"en": "Bamboo · Paper"}
    assert whole.synopsis == {"en": "Cut in winter.\nFrom the town."}
    assert whole.place == "平田; 松阳"
    assert whole.access_level == "restricted"


def test_two_voices_are_not_joined_to_one(shelf: Inventory) -> None:
    media = recording(shelf)
    one = passages.add(shelf, media, sort="line", start_ms=0, end_ms=5, speaker="a" * 32)
    passages.add(shelf, media, sort="line", start_ms=5, end_ms=9, speaker="b" * 32)
    with pytest.raises(HeritageError, match="Two people speak"):
        passages.join(shelf, one.id)
    assert len(passages.of(shelf, media)) == 2


def test_a_line_ends_where_the_next_begins_and_keeps_who_speaks(shelf: Inventory) -> None:
    media = recording(shelf)
    first = passages.add(shelf, media, sort="line", start_ms=1_000, speaker="a" * 32)
    second = passages.next_line(shelf, media, 4_000, first.id)
    assert spans(shelf, media) == [("line", 1_000, 4_000), ("line", 4_000, None)]
    assert second.speaker == "a" * 32
    assert passages.next_line(shelf, media, 50_000, first.id).id == second.id
    with pytest.raises(HeritageError, match="play on"):
        passages.next_line(shelf, media, 4_000, second.id)


def test_a_mark_becomes_a_part_and_the_part_around_it_ends_there(shelf: Inventory) -> None:
    media = recording(shelf)
    passages.add(shelf, media, sort="part", start_ms=0, end_ms=LENGTH, speaker="a" * 32)
    mark = passages.mark(shelf, media, 20_000)
    made = passages.part_here(shelf, media, 0, mark.id)
    assert made.id == mark.id
    assert made.speaker == "a" * 32
    assert spans(shelf, media) == [("part", 0, 20_000), ("part", 20_000, LENGTH)]
    assert passages.part_here(shelf, media, 20_000).id == mark.id
    shelf.undo()
    assert spans(shelf, media) == [("part", 0, LENGTH), ("mark", 20_000, None)]


def test_all_passages_move_together_or_none(shelf: Inventory) -> None:
    media = recording(shelf)
    passages.add(shelf, media, sort="line", start_ms=1_000, end_ms=2_000)
    passages.add(shelf, media, sort="line", start_ms=3_000)
    assert passages.shift(shelf, media, 500) == 2
    assert spans(shelf, media) == [("line", 1_500, 2_500), ("line", 3_500, None)]
    with pytest.raises(HeritageError, match="outside the recording"):
        passages.shift(shelf, media, -2_000)
    assert spans(shelf, media) == [("line", 1_500, 2_500), ("line", 3_500, None)]


def test_a_begin_behind_the_end_takes_the_end_along(shelf: Inventory) -> None:
    media = recording(shelf)
    one = passages.add(shelf, media, sort="line", start_ms=1_000, end_ms=3_000)
    passages.move(shelf, one.id, start_ms=10_000)
    assert spans(shelf, media) == [("line", 10_000, 12_000)]
    with pytest.raises(HeritageError, match="cannot end before"):
        passages.move(shelf, one.id, end_ms=9_000)


def test_a_recording_of_unknown_length_takes_any_time(shelf: Inventory) -> None:
    media = recording(shelf, None)
    assert passages.length_of(shelf, media) is None
    passages.add(shelf, media, sort="line", start_ms=9_999_999)
    with pytest.raises(HeritageError, match="outside"):
        passages.add(shelf, media, sort="line", start_ms=-1)
