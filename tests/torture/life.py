# SPDX-License-Identifier: Apache-2.0
"""Edits, undoes, redoes, exports and merges without end, and says what is done, until killed."""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.services.bundles import export_bundle
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.apply import merge_bundle


def say(*words: object) -> None:
    """Write one line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(folder: Path, sticks: Path, seed: int) -> None:
    """Live in ``folder``; ``sticks`` holds the bundles to merge and takes those made."""
    chance = random.Random(seed)
    waiting = sorted(sticks.glob("in-*.vhb"))
    chance.shuffle(waiting)
    with Inventory.open(folder) as inventory:
        say("open")
        for number in itertools.count():
            act = chance.choice(("edit", "edit", "export", "merge"))
            if act == "edit":
                with inventory.change("Edit") as change:
                    item = change.add(Item(id="", kind="movable"))
                    change.add(ItemName(id="", item=item.id, value="鼓"))
                say("kept", item.id)
                if chance.random() < 0.5 and inventory.undo():
                    say("gone", item.id)
                    if chance.random() < 0.5 and inventory.redo():
                        say("kept", item.id)
            elif act == "export":
                target = sticks / f"out-{seed}-{number}.vhb"
                export_bundle(inventory, target)
                say("bundle", target.name)
            elif waiting:
                stick = waiting.pop()
                merge_bundle(inventory, stick)
                say("merged", stick.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
