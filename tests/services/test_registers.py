# SPDX-License-Identifier: Apache-2.0
"""Real registers come in whole, are read, and are looked over by every rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from heritage_desktop.domain.item import Item, Location
from heritage_desktop.domain.place import Village
from heritage_desktop.services import checking
from heritage_desktop.storage.queries import ItemFilter, counts, items
from tests.benchmarks.registers import load


@pytest.mark.slow
def test_real_registers_are_loaded_and_looked_over(shared: Path, tmp_path: Path) -> None:
    if not (shared / "data/registers").is_dir():
        pytest.skip("the registers are not in the shared folder")
    loaded = load(shared, tmp_path, limit=300)
    with loaded.inventory as inventory:
        assert len(inventory.all(Village)) == 300
        assert len(inventory.all(Item)) == 600
        assert counts(inventory).items == 600
        assert inventory.all(Location)
        assert loaded.eras[False] == 0
        assert items(inventory, ItemFilter(text="塔"))
        rules = Counter(one.rule for one in checking.findings(inventory))
        assert rules["Q1"] > 600
        assert set(checking.scores(inventory)) == {one.id for one in inventory.all(Item)}
