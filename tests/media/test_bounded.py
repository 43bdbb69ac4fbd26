# SPDX-License-Identifier: Apache-2.0
"""A child that overruns, dies or is stopped costs its own call only."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator

import pytest

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.media.bounded import Bounded, GaveUp, Streamed


def counted(pieces: int, dies: bool = False) -> Streamed:
    def made() -> Iterator[bytes]:
        for number in range(pieces):
            if dies and number == pieces // 2:
                os._exit(1)
            yield bytes([number]) * 1000

    return Streamed(pieces, made())


def endless() -> int:
    while True:
        time.sleep(60)


def refused() -> Streamed:
    raise HeritageError("no such luck")


@pytest.fixture
def child() -> Iterator[Bounded]:
    with Bounded() as made:
        yield made


def stream(child: Bounded, *arguments: object, size: int) -> bytearray:
    data = bytearray(size)
    child.stream(counted, *arguments, deadline_s=20, room=lambda _header: memoryview(data))
    return data


def test_a_large_answer_arrives_piece_by_piece(child: Bounded) -> None:
    assert stream(child, 5, size=5000) == b"".join(bytes([n]) * 1000 for n in range(5))


def test_a_child_that_dies_in_the_middle_costs_its_call_only(child: Bounded) -> None:
    with pytest.raises(GaveUp):
        stream(child, 6, True, size=6000)
    assert len(stream(child, 2, size=2000)) == 2000


def test_more_than_was_announced_is_refused(child: Bounded) -> None:
    with pytest.raises(GaveUp):
        stream(child, 3, size=2500)


def test_what_takes_too_long_is_given_up(child: Bounded) -> None:
    child.run(abs, -1, deadline_s=20)
    with pytest.raises(GaveUp, match="too long"):
        child.run(endless, deadline_s=0.1)
    assert child.run(abs, -1, deadline_s=20) == 1


def test_a_refusal_keeps_its_words(child: Bounded) -> None:
    with pytest.raises(HeritageError, match="no such luck"):
        child.stream(refused, deadline_s=20, room=lambda _header: memoryview(bytearray(1)))


def test_stopping_from_another_thread_ends_a_call_at_once(child: Bounded) -> None:
    child.run(abs, -1, deadline_s=20)
    threading.Timer(0.1, child.stop).start()
    before = time.monotonic()
    with pytest.raises(GaveUp):
        child.run(endless, deadline_s=60)
    assert time.monotonic() - before < 10
    with pytest.raises(GaveUp):
        child.run(abs, -1, deadline_s=60)
