# SPDX-License-Identifier: Apache-2.0
"""Kills a life at a random moment and looks at what is left: all or nothing of each act."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from pathlib import Path

from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.services.bundles import export_bundle, verify_bundle
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.apply import merge_bundle

PROGRAM = "tests.torture.life"
STICKS, EACH = 6, 8


def killed(seed: int, folder: Path) -> str | None:
    """Return what was wrong after a kill; None when all was as it should be."""
    chance = random.Random(seed)
    home, sticks = folder / "home.vhi", folder / "sticks"
    sticks.mkdir()
    Inventory.create(home, title={"en": "Killed"}).close()
    brought = {f"in-{n}.vhb": _stick(folder, sticks / f"in-{n}.vhb") for n in range(STICKS)}
    told = _live_and_die(home, sticks, seed, chance)
    with Inventory.open(home) as inventory:
        return _look(inventory, sticks, brought, told)


def _stick(folder: Path, target: Path) -> set[str]:
    with Inventory.create(folder / target.stem, title={"en": "Team"}) as team:
        with team.change("New") as change:
            items = [change.add(Item(id="", kind="movable")) for _ in range(EACH)]
            for item in items:
                change.add(ItemName(id="", item=item.id, value="锣"))
        export_bundle(team, target)
    return {item.id for item in items}


def _live_and_die(
    home: Path, sticks: Path, seed: int, chance: random.Random
) -> list[tuple[str, str]]:
    command = [sys.executable, "-m", PROGRAM, str(home), str(sticks), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as life:
        assert life.stdout is not None
        assert life.stdout.readline() == "open\n"
        lines = [life.stdout.readline() for _ in range(chance.randrange(0, 6))]
        with contextlib.suppress(subprocess.TimeoutExpired):
            life.wait(timeout=chance.random() * 0.1)
        life.kill()
        lines += life.stdout.readlines()
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [(word, name) for word, name in whole]


def _look(
    inventory: Inventory,
    sticks: Path,
    brought: dict[str, set[str]],
    told: list[tuple[str, str]],
) -> str | None:
    problems = inventory.check()
    if problems:
        return problems[0]
    there = {item.id for item in inventory.all(Item)}
    for name, items in brought.items():
        if there & items not in (set(), items):
            return f"half of {name} was merged"
        if ("merged", name) in told and not items <= there:
            return f"{name} was said to be merged and is not there"
    own = there - set().union(*brought.values())
    state = {name: word for word, name in told if word in ("kept", "gone")}
    kept = {name for name, word in state.items() if word == "kept"}
    # The act it died in may be done or not: one item more, one back, or one gone.
    if len(own ^ kept) > 1:
        return f"{len(kept - own)} edits are lost, {len(own - kept)} are there that should not be"
    made = {path.name for path in sticks.glob("out-*.vhb")}
    if not {name for word, name in told if word == "bundle"} <= made:
        return "a bundle that was said to be made is not there"
    for name in sorted(made):
        verify_bundle(sticks / name)
    return _retried(inventory, sticks, brought)


def _retried(inventory: Inventory, sticks: Path, brought: dict[str, set[str]]) -> str | None:
    for name in brought:
        merge_bundle(inventory, sticks / name)
    there = {item.id for item in inventory.all(Item)}
    if not set().union(*brought.values()) <= there or inventory.check():
        return "merging again did not complete what was cut off"
    export_bundle(inventory, sticks / "again.vhb")
    return None
