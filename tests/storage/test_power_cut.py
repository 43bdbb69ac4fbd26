# SPDX-License-Identifier: Apache-2.0
"""The process may die at any moment: what was said to be stored is there, and nothing is torn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from heritage_desktop.domain.item import Item
from heritage_desktop.storage.inventory import Inventory

WRITER = """
import sys
from pathlib import Path
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.storage.inventory import Inventory

inventory = Inventory.open(Path(sys.argv[1]))
while True:
    with inventory.change("New item") as change:
        item = change.add(Item(id="", kind="movable"))
        change.add(ItemName(id="", item=item.id, value="鼓", language="zh-Hans"))
    inventory.save_draft("item", item.id, "dating_told", "", "half a wo")
    print(item.id, flush=True)
"""


@pytest.mark.parametrize("stored", [1, 4, 15])
def test_a_killed_process_loses_nothing_it_had_stored(tmp_path: Path, stored: int) -> None:
    folder = tmp_path / "x.vhi"
    Inventory.create(folder, title={"en": "Test"}).close()
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        seen = [writer.stdout.readline().strip() for _ in range(stored)]
        writer.kill()
        seen += writer.stdout.read().split()
    with Inventory.open(folder) as inventory:
        assert inventory.check() == []
        there = {item.id for item in inventory.all(Item)}
        # One more may have been stored between the last word and the end.
        assert set(seen) <= there
        assert len(there) <= len(seen) + 1
        drafted = {draft.record for draft in inventory.drafts()}
        assert set(seen) <= drafted


def test_a_copy_taken_while_it_is_written_is_whole(tmp_path: Path) -> None:
    with Inventory.create(tmp_path / "x.vhi", title={"en": "Test"}) as inventory:
        with inventory.change("New item") as change:
            item = change.add(Item(id="", kind="movable"))
        copy = inventory.backup(tmp_path / "copy.sqlite")
    restored = tmp_path / "restored.vhi"
    restored.mkdir()
    copy.rename(restored / "inventory.sqlite")
    with Inventory.open(restored) as inventory:
        assert [one.id for one in inventory.all(Item)] == [item.id]
        assert inventory.check() == []
