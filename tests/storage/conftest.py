# SPDX-License-Identifier: Apache-2.0
"""Real inventories in temporary folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop.storage.inventory import Inventory


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "team.vhi", title={"zh-Hans": "试点"}, team="SY03") as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Inventory]:
    title = {"zh-Hans": "县"}
    with Inventory.create(tmp_path / "office.vhi", title=title, office=True) as made:
        yield made
