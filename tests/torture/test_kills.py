# SPDX-License-Identifier: Apache-2.0
"""Killed at any moment of an edit, undo, export or merge: each act is done or not, never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.kills import killed


@pytest.mark.parametrize(
    "count", [2, pytest.param(40, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_a_killed_life_leaves_nothing_by_halves(count: int, tmp_path: Path) -> None:
    for seed in range(count):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert killed(seed, folder) is None
