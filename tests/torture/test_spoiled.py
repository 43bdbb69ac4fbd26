# SPDX-License-Identifier: Apache-2.0
"""A spoiled bundle is refused with nothing changed, or taken in exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.verdicts import Verdicts


@pytest.mark.parametrize(
    "count", [60, pytest.param(2_000, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_spoiled_bundles_are_refused_or_merged_exactly(count: int, tmp_path: Path) -> None:
    verdicts = Verdicts(tmp_path, limited=False)
    try:
        assert [told for seed in range(count) if (told := verdicts.judge(seed))] == []
    finally:
        verdicts.close()
    assert verdicts.refused > verdicts.merged > count // 10
