# SPDX-License-Identifier: Apache-2.0
"""The waveform: what is under the pointer stays there, and what plays stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from heritage_desktop.media.peaks import PeakMaker, Peaks
from heritage_desktop.qt import theme
from heritage_desktop.qt.waveform import CLOSEST_MS, FIRST_MS, Span, Waveform
from tests.services.sounds import FORMAT, counting

LENGTH = 3 * 3_600_000


@pytest.fixture
def wave(qtbot: QtBot) -> Waveform:
    made = Waveform()
    qtbot.addWidget(made)
    made.resize(1000, 160)
    made.show()
    made.show_length(LENGTH)
    return made


def peaks(seconds: int = 60) -> Peaks:
    maker = PeakMaker(FORMAT)
    maker.add(counting(0, 0, seconds * FORMAT.rate))
    return maker.finish()


def turn(wave: Waveform, x: int, by: int, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(x, 60)
    detail = wave.detail
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    where = detail.mapToGlobal(at)
    event = QWheelEvent(at, where, QPoint(), QPoint(0, by), none, keys, phase, False)
    detail.wheelEvent(event)


def test_the_wheel_comes_closer_to_what_is_under_the_pointer(wave: Waveform) -> None:
    detail = wave.detail
    before = detail.ms_of(300)
    for _ in range(3):
        turn(wave, 300, 120, Qt.KeyboardModifier.NoModifier)
    assert detail.span < FIRST_MS / 3
    assert detail.ms_of(300) == pytest.approx(before, abs=detail.span / 500)
    for _ in range(40):
        turn(wave, 300, 120, Qt.KeyboardModifier.NoModifier)
    assert detail.span == CLOSEST_MS
    for _ in range(60):
        turn(wave, 300, -120, Qt.KeyboardModifier.NoModifier)
    assert (detail.first, detail.span) == (0, LENGTH)


def test_shift_and_wheel_go_along_and_stop_at_the_ends(wave: Waveform) -> None:
    turn(wave, 300, -120, Qt.KeyboardModifier.ShiftModifier)
    assert wave.detail.first == pytest.approx(FIRST_MS / 8)
    for _ in range(5):
        turn(wave, 300, 120, Qt.KeyboardModifier.ShiftModifier)
    assert wave.detail.first == 0


def test_what_plays_stays_in_sight_and_a_look_elsewhere_is_left_alone(wave: Waveform) -> None:
    wave.show_position(FIRST_MS - 1, follow=True)
    assert wave.detail.first == 0
    wave.show_position(FIRST_MS + 1, follow=False)
    assert wave.detail.first == 0
    wave.show_position(FIRST_MS + 1, follow=True)
    assert 0 < wave.detail.first < FIRST_MS + 1 < wave.detail.first + wave.detail.span


def test_a_click_and_a_drag_go_there(wave: Waveform, qtbot: QtBot) -> None:
    heard: list[int] = []
    wave.sought.connect(heard.append)
    qtbot.mouseClick(wave.detail, Qt.MouseButton.LeftButton, pos=QPoint(500, 60))
    qtbot.mouseClick(wave.overview, Qt.MouseButton.LeftButton, pos=QPoint(500, 10))
    width = wave.detail.width()
    assert heard[0] == pytest.approx(FIRST_MS * 500 / width, abs=100)
    assert heard[1] == pytest.approx(LENGTH * 500 / width, abs=10_000)
    assert wave.detail.first < heard[1] < wave.detail.first + wave.detail.span


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_parts_lines_marks_and_the_sound_are_drawn(
    wave: Waveform, qtbot: QtBot, mode: str, qapp: object
) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    theme.apply(qapp, mode)
    wave.show_length(60_000)
    bare = wave.grab().toImage()
    wave.show_peaks(peaks())
    sounding = wave.grab().toImage()
    assert sounding != bare
    wave.show_spans([
        Span("p", "part", 0, 50_000, "A very long title & <b>no</b> markup " * 9),
        Span("l", "line", 2_000, 9_000), Span("m", "mark", 30_000, 30_000),
    ])  # fmt: skip
    wave.show_loop(3_000, 8_000)
    named = wave.grab().toImage()
    assert named != sounding
    wave.show_chosen("l")
    assert wave.grab().toImage() != named


def test_a_passage_that_is_chosen_comes_into_sight(wave: Waveform) -> None:
    wave.show_stretch(1_000, 2_000)
    assert wave.detail.first == 0
    wave.show_stretch(5_000_000, 5_001_000)
    detail = wave.detail
    assert detail.first < 5_000_000 < 5_001_000 < detail.first + detail.span


def test_a_recording_of_no_length_is_no_trouble(qtbot: QtBot) -> None:
    empty = Waveform()
    qtbot.addWidget(empty)
    empty.show()
    empty.say("There is no waveform.")
    empty.show_length(0)
    empty.zoom(0.1)
    empty.whole()
    empty.show_position(5, follow=True)
    qtbot.mouseClick(empty.detail, Qt.MouseButton.LeftButton)
    assert not empty.grab().isNull()
