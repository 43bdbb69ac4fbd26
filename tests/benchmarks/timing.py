# SPDX-License-Identifier: Apache-2.0
"""Interleaved rounds of ours and theirs; medians with their spread."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Seconds of both sides over all rounds."""

    name: str
    unit: str
    amount: float
    ours: list[float]
    theirs: list[float]
    peer: str

    def line(self) -> str:
        """Return one row: rate of ours, rate of the peer, their ratio, the spread."""
        mine, other = statistics.median(self.ours), statistics.median(self.theirs)
        return (
            f"{self.name:<22} {self.amount / mine:9.1f} {self.unit:<9}"
            f" peer {self.amount / other:9.1f} {self.unit:<9} ratio {other / mine:5.2f}"
            f"   spread {_spread(self.ours)} / {_spread(self.theirs)}   ({self.peer})"
        )


def _spread(values: list[float]) -> str:
    middle = statistics.median(values)
    return f"{(min(values) / middle - 1) * 100:+.0f}…{(max(values) / middle - 1) * 100:+.0f} %"


def interleave(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 3
) -> tuple[list[float], list[float]]:
    """Run both in turn, once to warm up and ``rounds`` times for the record."""
    ours()
    theirs()
    mine, other = [], []
    for _ in range(rounds):
        mine.append(clock(ours))
        other.append(clock(theirs))
    return mine, other


def clock(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
