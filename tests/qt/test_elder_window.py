# SPDX-License-Identifier: Apache-2.0
"""A record is read back page by page, and what the listener says of it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.consent import ReadBack
from heritage_desktop.domain.item import Item, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.media.wav import header
from heritage_desktop.qt.elder_window import SMALLEST, ElderWindow
from tests.qt.village import Small, make
from tests.services.sounds import FORMAT, counting


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    with made.inventory.change("Fill") as change:
        change.set(Item, made.house, "summary", {"en": "<b>Four rings</b>"})
        change.add(Relation(id="", subject=made.house, type="carried_by", object=made.bearer))
        sound = change.add(Media(id="", sha256="0" * 64, extension="mp3", media_type="audio"))
        change.add(MediaLink(id="", target=made.house, media=sound.id, order=9))
    yield made
    made.inventory.close()


@pytest.fixture
def window(small: Small, qtbot: QtBot) -> Iterator[ElderWindow]:
    made = ElderWindow(small.inventory, small.house)
    made.show()
    yield made
    made.done(0)


def _stored(small: Small) -> list[ReadBack]:
    return small.inventory.all(ReadBack, item=small.house)


def _to_the_question(qtbot: QtBot, window: ElderWindow) -> None:
    for _ in window.pages:
        qtbot.keyClick(window, Qt.Key.Key_Space)
    assert window.stack.currentWidget() is window.question


def test_keys_turn_the_pages(qtbot: QtBot, window: ElderWindow) -> None:
    assert [page.kind for page in window.pages] == [
        "name", "photo", "photo", "place", "summary", "recording",
    ]  # fmt: skip
    assert window.said.text() == "承启楼"
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.place.text() == "2 of 6"
    assert window.picture.isVisibleTo(window)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.place.text() == "1 of 6"
    assert not window.picture.isVisibleTo(window)
    window.show_page(4)
    assert window.said.text() == "<b>Four rings</b>"
    assert window.said.textFormat() == Qt.TextFormat.PlainText


def test_the_key_that_turns_pages_never_answers(
    qtbot: QtBot, window: ElderWindow, small: Small
) -> None:
    _to_the_question(qtbot, window)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Right):
        qtbot.keyClick(window, key)
    assert window.stack.currentWidget() is window.question
    assert window.result_code == ""
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.place.text() == "6 of 6"


def test_letters_grow_and_never_get_small(qtbot: QtBot, window: ElderWindow) -> None:
    assert SMALLEST >= 34
    assert window.said.fontInfo().pixelSize() >= SMALLEST
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert window.said.fontInfo().pixelSize() > SMALLEST
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Minus)
    assert window.said.fontInfo().pixelSize() == SMALLEST


def test_yes_is_kept_with_the_person(qtbot: QtBot, window: ElderWindow, small: Small) -> None:
    _to_the_question(qtbot, window)
    window.yes.click()
    assert not window.save.isEnabled()
    names = [button.text() for button in window.people.buttons()]
    assert names == ["Jiang Fusheng", "Somebody else"]
    window.people.buttons()[0].click()
    window.proof.setCurrentIndex(window.proof.findData("voice"))
    window.save.click()
    (one,) = _stored(small)
    assert (one.person, one.result, one.proof) == (small.bearer, "agreed", "voice")
    assert window.stack.currentWidget() is window.thanks
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.stack.currentWidget() is window.thanks
    window.reject()
    assert len(_stored(small)) == 1


def test_not_quite_keeps_the_words(qtbot: QtBot, window: ElderWindow, small: Small) -> None:
    window.not_quite.click()
    assert not window.corrected.isEnabled()
    qtbot.keyClicks(window.text, "Five + one rings")
    window.corrected.click()
    window.people.buttons()[-1].click()
    window.save.click()
    (one,) = _stored(small)
    assert (one.person, one.result, one.corrections) == (None, "in_part", "Five + one rings")
    item = small.inventory.get(Item, small.house)
    assert item is not None
    assert item.summary == {"en": "<b>Four rings</b>"}


def test_a_refusal_is_kept_even_when_the_window_is_closed(
    qtbot: QtBot, window: ElderWindow, small: Small
) -> None:
    window.not_quite.click()
    window.refuse.click()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert [one.result for one in _stored(small)] == ["refused"]


def test_closing_keeps_what_was_typed(qtbot: QtBot, window: ElderWindow, small: Small) -> None:
    window.not_quite.click()
    qtbot.keyClicks(window.text, "Five rings")
    qtbot.keyClick(window.text, Qt.Key.Key_Escape)
    assert not window.isVisible()
    (one,) = _stored(small)
    assert (one.result, one.corrections) == ("not_yet", "Five rings")


def test_closing_early_keeps_nothing_that_was_not_said(
    qtbot: QtBot, window: ElderWindow, small: Small
) -> None:
    _to_the_question(qtbot, window)
    window.yes.click()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert _stored(small) == []


def test_a_sealed_record_is_not_shown(qtbot: QtBot, small: Small) -> None:
    with small.inventory.change("Seal") as change:
        change.set(Item, small.house, "access_level", "sealed")
    window = ElderWindow(small.inventory, small.house)
    window.show()
    assert "Four rings" not in window.said.text()
    assert "承启楼" not in window.said.text()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space):
        qtbot.keyClick(window, key)
    assert window.stack.currentWidget() is window.reading
    window.reject()
    assert _stored(small) == []


def test_a_recording_that_is_not_here_is_said(window: ElderWindow) -> None:
    window.show_page(5)
    window.listen.click()
    assert window.silent.text() == "The recording is not on this computer."
    window.on_sounding(True)
    assert window.listen.text() == "Stop"


def _with(small: Small, qtbot: QtBot, data: bytes, extension: str, sort: str) -> ElderWindow:
    name = hashlib.sha256(data).hexdigest()
    small.inventory.blobs.add(data, name, extension)
    (old,) = small.inventory.all(Media, sha256="0" * 64)
    with small.inventory.change("Here") as change:
        change.put(replace(old, sha256=name, extension=extension, media_type=sort))
    window = ElderWindow(small.inventory, small.house)
    window.show()
    window.show_page(5)
    return window


def test_a_recording_is_played_and_stopped_by_the_turning_of_the_page(
    small: Small, qtbot: QtBot
) -> None:
    samples = counting(0, 0, 8 * FORMAT.rate)
    window = _with(small, qtbot, header(FORMAT, len(samples)) + samples, "wav", "audio")
    window.listen.click()
    qtbot.waitUntil(lambda: window.listen.text() == "Stop")
    qtbot.waitUntil(lambda: window.player.position > 0)
    assert not window.film.isVisibleTo(window)
    window.show_page(4)
    qtbot.waitUntil(lambda: not window.player.playing)
    window.done(0)


def test_a_film_is_seen_inside(small: Small, shared: Path, qtbot: QtBot) -> None:
    film = (shared / "data/camera/av/ME_sample_mpeg4.mp4").read_bytes()
    window = _with(small, qtbot, film, "mp4", "video")
    assert window.film.isVisibleTo(window)
    window.listen.click()
    qtbot.waitUntil(lambda: window.player.playing)
    item = window.film.item
    assert item is not None
    qtbot.waitUntil(lambda: not item.property("nativeSize").isEmpty())
    window.done(0)
