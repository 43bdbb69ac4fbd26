# SPDX-License-Identifier: Apache-2.0
"""The player: speed, stretches and loops on a real sound, one file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop.media.wav import header
from heritage_desktop.qt.player import Player
from tests.services.sounds import FORMAT, counting

SECONDS = 10


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    samples = counting(0, 0, SECONDS * FORMAT.rate)
    path = tmp_path / "x.wav"
    path.write_bytes(header(FORMAT, len(samples)) + samples)
    return path


@pytest.fixture
def player(sound: Path, qtbot: QtBot) -> Iterator[Player]:
    made = Player()
    assert made.open(sound)
    qtbot.waitUntil(lambda: made.length == SECONDS * 1000)
    yield made
    made.close()


def test_it_plays_pauses_and_goes_on_where_it_was(player: Player, qtbot: QtBot) -> None:
    player.toggle()
    qtbot.waitUntil(lambda: player.position > 150)
    player.toggle()
    qtbot.waitUntil(lambda: not player.playing)
    at = player.position
    assert 0 < at < 5_000
    player.toggle()
    qtbot.waitUntil(lambda: player.position > at)


def test_a_loop_goes_back_to_its_begin_and_is_left_again(player: Player, qtbot: QtBot) -> None:
    heard: list[int] = []
    player.moved.connect(heard.append)
    player.set_speed(2.0)
    player.loop(4_000, 4_400)
    player.play()
    qtbot.waitUntil(lambda: sum(b < a for a, b in pairwise(heard)) >= 2)
    assert min(heard) >= 4_000
    assert max(heard) < 4_600
    player.free()
    qtbot.waitUntil(lambda: player.position > 4_450)


def test_a_stretch_ends_at_its_end_and_a_step_out_of_it_frees_it(
    player: Player, qtbot: QtBot
) -> None:
    player.play_stretch(1_000, 1_300)
    qtbot.waitUntil(lambda: player.playing)
    qtbot.waitUntil(lambda: not player.playing)
    assert player.position == 1_300
    player.play_stretch(1_000, 1_300)
    player.seek(5_000)
    qtbot.waitUntil(lambda: player.position > 5_050)


def test_speed_stays_between_half_and_double(player: Player) -> None:
    for asked, taken in ((0.1, 0.5), (0.75, 0.75), (9.0, 2.0)):
        player.set_speed(asked)
        assert player.speed == taken


def test_seeking_stays_within_the_recording(player: Player, qtbot: QtBot) -> None:
    player.seek(99_000)
    qtbot.waitUntil(lambda: player.position == SECONDS * 1000)
    player.seek(-5)
    qtbot.waitUntil(lambda: player.position == 0)


def test_of_two_files_opened_in_a_row_the_later_is_played(
    sound: Path, shared: Path, qtbot: QtBot, children: Callable[[], set[BaseProcess]]
) -> None:
    player = Player()
    player.open(shared / "data" / "camera" / "av" / "ME_sample_mpeg4.mp4")  # is rehearsed first
    player.open(sound)
    player.play()
    qtbot.waitUntil(lambda: player.position > 100)
    assert player.length == SECONDS * 1000
    qtbot.waitUntil(lambda: children() == set(), timeout=20_000)
    qtbot.waitUntil(lambda: player.position > 200)
    assert player.length == SECONDS * 1000
    player.close()
