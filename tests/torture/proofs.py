# SPDX-License-Identifier: Apache-2.0
"""The proofs by seeds: each takes a range and tells how many it did and what failed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture import histories
from tests.torture.kills import killed
from tests.torture.machine import ThreeTeams
from tests.torture.planted import PLANTED
from tests.torture.replays import replayed
from tests.torture.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Part:
    """What some runs showed: how many, the failures, sums and greatest values worth telling."""

    done: int = 0
    failures: tuple[str, ...] = ()
    sums: Counter[str] = field(default_factory=Counter)
    greatest: dict[str, float] = field(default_factory=dict)

    def plus(self, other: Part) -> Part:
        """Return both together."""
        greatest = {
            key: max(self.greatest.get(key, 0.0), other.greatest.get(key, 0.0))
            for key in {*self.greatest, *other.greatest}
        }
        return Part(self.done + other.done, (*self.failures, *other.failures),
                    self.sums + other.sums, greatest)  # fmt: skip

    def notes(self) -> list[str]:
        """Return the sums and greatest values as words."""
        told = [f"{count:,} {name}" for name, count in sorted(self.sums.items())]
        return told + [f"{name} at most {value:,.2f}" for name, value in self.greatest.items()]


def random_histories(seeds: range) -> Part:
    """Live histories in memory."""
    failures, sums = [], Counter[str]()
    for number in seeds:
        told = histories.report(number)
        if told:
            failures.append(told)
        history = histories.made(number)
        sums["steps"] += len(history.steps)
        sums["histories with a restore nobody noticed"] += _reverted(history)
        sums["histories with a clone"] += any(step[0] == "clone" for step in history.steps)
    return Part(len(seeds), tuple(failures), sums)


def _reverted(history: histories.History) -> bool:
    saved = set()
    for what, who, *_ in history.steps:
        if what == "backup":
            saved.add(who)
        elif what == "revert" and who in saved:
            return True
    return False


def planted_faults(places: range) -> Part:
    """Look for each planted fault in as many histories as the quick tests have."""
    failures, greatest = [], {}
    for place in places:
        engine = PLANTED[place]
        found = (at for at in range(300) if histories.lived(histories.made(at), engine()))
        first = next(found, None)
        if first is None:
            failures.append(f"the planted fault {engine.__name__} was not found")
        else:
            greatest["histories needed"] = float(first + 1)
    return Part(len(places), tuple(failures), greatest=greatest)


def real_replays(seeds: range) -> Part:
    """Replay histories on real inventories through real bundles."""
    return _in_folders(seeds, replayed)


def _in_folders(seeds: range, prove: Callable[[int, Path], str | None]) -> Part:
    failures = []
    for number in seeds:
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            told = prove(number, Path(folder))
        if told:
            failures.append(told)
    return Part(len(seeds), tuple(failures))


def kills(seeds: range) -> Part:
    """Kill a process at random moments of edits, undo, export and merge."""
    return _in_folders(seeds, killed)


def spoiled_bundles(seeds: range) -> Part:
    """Merge bundles that were spoiled in every way a bundle can be."""
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        verdicts = Verdicts(Path(folder))
        told = tuple(filter(None, map(verdicts.judge, seeds)))
        verdicts.close()
    sums = Counter({"refused": verdicts.refused, "merged exactly": verdicts.merged})
    greatest = {"seconds": verdicts.slowest, "megabytes": verdicts.heaviest}
    return Part(len(seeds), told, sums, greatest)


def real_lives(seeds: range) -> Part:
    """Let Hypothesis live random lives of three real inventories."""
    chosen = settings(
        max_examples=len(seeds),
        stateful_step_count=30,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    machine = type("Lives", (ThreeTeams,), {})
    try:
        run_state_machine_as_test(seed(seeds.start)(machine), settings=chosen)
    except AssertionError as error:
        notes = "\n".join(getattr(error, "__notes__", ()))
        return Part(len(seeds), (f"lives from seed {seeds.start}: {error}\n{notes}",))
    return Part(len(seeds))
