# SPDX-License-Identifier: Apache-2.0
"""Whatever teams do and whatever comes when, nothing is lost, nothing comes back, all agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture import histories, planted
from tests.torture.machine import ThreeTeams
from tests.torture.replays import replayed


def _counts(few: int, many: int) -> pytest.MarkDecorator:
    more = pytest.param(many, marks=pytest.mark.slow)
    return pytest.mark.parametrize("count", [few, more], ids=["few", "many"])


@_counts(300, 15_000)
def test_random_histories_converge_and_lose_nothing(count: int) -> None:
    for seed in range(count):
        assert histories.report(seed) is None


@pytest.mark.parametrize("engine", planted.PLANTED, ids=lambda engine: str(engine.__name__))
def test_a_planted_fault_is_found(engine: type[planted.Engine]) -> None:
    """The proof itself is proved: with this fault the same histories fail."""
    found = (histories.lived(histories.made(seed), engine()) for seed in range(300))
    assert next(filter(None, found), None) is not None


def test_a_failing_history_is_told_in_few_steps() -> None:
    told = histories.report(0, planted.ForgetsReplacements())
    assert told is not None
    assert len(told.splitlines()) <= 6


@_counts(3, 100)
def test_real_inventories_hold_what_memory_holds(count: int, tmp_path: Path) -> None:
    for seed in range(count):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert replayed(seed, folder) is None


@_counts(1, 40)
def test_real_inventories_live_as_the_oracle_says(count: int) -> None:
    chosen = settings(
        max_examples=count,
        stateful_step_count=16,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(ThreeTeams, settings=chosen)
