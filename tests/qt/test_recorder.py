# SPDX-License-Identifier: Apache-2.0
"""The recorder: consent first, marks on a key, and nothing lost by closing or by a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.qt.level_meter import LevelMeter, word
from heritage_desktop.qt.recorder_window import RecorderWindow, clock
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import CHUNK, FORMAT, counting


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


@pytest.fixture
def singer(inventory: Inventory) -> str:
    with inventory.change("Singer") as change:
        return change.add(Person(id="", name={"zh-Hans": "甲歌手"})).id


@pytest.fixture
def song(inventory: Inventory) -> str:
    with inventory.change("Song") as change:
        return change.add(Item(id="", kind="practice")).id


@pytest.fixture
def window(inventory: Inventory, singer: str, song: str, qtbot: QtBot) -> Iterator[RecorderWindow]:
    made = RecorderWindow(inventory, song)
    qtbot.addWidget(made)
    made.device.clear()  # a real microphone would be heard too
    made.device.blockSignals(True)
    made.device.addItem("Made-up microphone", None)
    made.show_state()
    yield made
    made.done(0)


def speak(window: RecorderWindow, qtbot: QtBot, chunks: int = 10) -> None:
    """Let the microphone hear ``chunks`` tenths of a second."""
    assert window.take is not None
    heard = QBuffer()
    heard.setData(counting(0, 0, chunks * CHUNK))
    heard.open(QIODevice.OpenModeFlag.ReadOnly)
    before = window.take.length_ms
    window.microphone.listen(heard, FORMAT)
    take = window.take
    qtbot.waitUntil(lambda: take.length_ms == before + chunks * 100)


def test_a_voice_is_recorded_marked_and_put_on_its_record(
    window: RecorderWindow, inventory: Inventory, song: str, singer: str, qtbot: QtBot
) -> None:
    window.microphone.format = FORMAT
    window.speaker.show_code(singer)
    window.spoken.show_code("wuu")
    window.begin()
    speak(window, qtbot)
    with qtbot.waitActive(window):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    window.show_state()
    assert window.time.text() == "0:00:01"
    with qtbot.waitSignal(window.recorded):
        window.finish()
    (media,) = inventory.all(Media)
    assert (media.duration_ms, media.language) == (1000, "wuu")
    assert inventory.all(MediaLink)[0].target == song
    sorts = {one.sort: one for one in inventory.all(Segment)}
    assert sorts["part"].speaker == singer
    assert sorts["mark"].start_ms == 1000
    assert "0:00:01" in window.said.text()


def test_consent_comes_first_and_points_to_its_clip(
    window: RecorderWindow, inventory: Inventory, singer: str, qtbot: QtBot
) -> None:
    assert window.consent.isHidden()
    window.microphone.format = FORMAT
    window.speaker.show_code(singer)
    window.show_state()
    assert not window.consent.isHidden()
    assert window.consent.property("primary") is True
    window.begin(for_consent=True)
    speak(window, qtbot)
    with qtbot.waitSignal(window.recorded):
        window.finish()
    (clip,) = inventory.all(Media)
    from heritage_desktop.qt.consent_dialog import ConsentDialog

    asked = window.findChild(ConsentDialog)
    assert asked is not None
    assert not asked.go.isEnabled()
    asked.answers["record"][0].click()
    asked.answers["web"][0].click()
    asked.answers["web"][1].click()  # no, after all
    asked.accept()
    (consent,) = inventory.all(Consent)
    assert (consent.granted, consent.refused) == (("record",), ("web",))
    assert consent.evidence == clip.id
    assert window.agreed
    assert inventory.all(MediaLink) == []


def test_a_pause_leaves_no_sound_but_a_mark(
    window: RecorderWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    window.microphone.format = FORMAT
    window.begin()
    speak(window, qtbot, 3)
    window.pause.click()
    take = window.take
    assert take is not None
    assert [one.words for one in take.marks] == ["Pause"]
    window.pause.click()
    speak(window, qtbot, 2)
    window.finish()
    qtbot.waitUntil(lambda: len(inventory.all(Media)) == 1)
    assert inventory.all(Media)[0].duration_ms == 500


def test_closing_the_window_keeps_what_was_said(
    window: RecorderWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    window.microphone.format = FORMAT
    window.begin()
    speak(window, qtbot)
    window.reject()
    assert [one.duration_ms for one in inventory.all(Media)] == [1000]


def test_a_microphone_that_is_pulled_out_ends_the_take_and_keeps_it(
    window: RecorderWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    window.microphone.format = FORMAT
    window.begin()
    speak(window, qtbot)
    window.microphone.failed.emit("The microphone is gone.")
    qtbot.waitUntil(lambda: len(inventory.all(Media)) == 1)
    assert window.take is None


def test_nothing_heard_is_said(window: RecorderWindow, qtbot: QtBot) -> None:
    window.microphone.format = FORMAT
    window.begin()
    window.finish()
    qtbot.waitUntil(lambda: not window.keeping)
    assert "Nothing was heard" in window.said.text()


def test_without_a_microphone_it_says_so(inventory: Inventory, qtbot: QtBot) -> None:
    made = RecorderWindow(inventory)
    qtbot.addWidget(made)
    made.device.clear()
    made.show_state()
    assert not made.start.isEnabled()
    assert made.state.text() == "No microphone is connected."
    made.begin()
    assert made.take is None
    made.done(0)


def test_devices_that_come_and_go_leave_a_running_take_alone(
    window: RecorderWindow, inventory: Inventory, qtbot: QtBot
) -> None:
    window.microphone.format = FORMAT
    window.begin()
    speak(window, qtbot)
    window.on_devices()
    take = window.take
    assert take is not None
    speak(window, qtbot)
    window.finish()
    qtbot.waitUntil(lambda: len(inventory.all(Media)) == 1)
    assert inventory.all(Media)[0].duration_ms == 2000


def test_the_meter_rises_at_once_and_falls_slowly(qtbot: QtBot) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show_level(-3.0)
    meter.show_level(-60.0)
    assert -10 < meter.level < -3
    assert meter.peak > meter.level
    assert word(0.0).startswith("Too loud")
    assert word(-20.0) == "Good"
    assert word(-50.0).startswith("Very quiet")


def test_a_clock_reads_hours() -> None:
    assert clock(3 * 3_600_000 + 61_000) == "3:01:01"
