# SPDX-License-Identifier: Apache-2.0
"""The same histories on real inventories: bundles written, read and merged in random parts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from heritage_desktop.domain.commits import Commit
from heritage_desktop.domain.merge import Heads
from heritage_desktop.storage import journal
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.keys import DeviceKey
from heritage_desktop.sync.apply import merge_bundle
from heritage_desktop.sync.bundle_writer import write_bundle
from heritage_desktop.sync.layout import Sender
from tests.torture.histories import Life, made
from tests.torture.world import Engine, Laptop

KEY = DeviceKey(b"torture of merging: a known key.")


class SigningEngine(Engine):
    """Signs what it writes."""

    key = KEY


def bundled(target: Path, commits: Sequence[Commit], key: DeviceKey = KEY) -> Path:
    """Write commits as one bundle without originals."""
    ordered = sorted(commits, key=lambda one: one.id)
    write_bundle(
        target, lines=[one.line() for one in ordered], commit_ids=[one.id for one in ordered],
        media={}, key=key, sender=Sender("0" * 32, key.public), counts={},
    )  # fmt: skip
    return target


def heads_of(inventory: Inventory, records: Sequence[str]) -> Heads:
    """Return the stored heads of some records."""
    with inventory.reading() as connection:
        return journal.load_heads(connection, records)


def replayed(seed: int, folder: Path) -> str | None:
    """Bring a history to two inventories in different parts and orders; None when all agree."""
    life = Life(made(seed), SigningEngine())
    fault = life.run()
    if fault:
        return fault
    laptop = life.laptops[0]
    chance = random.Random(seed)
    with (
        Inventory.create(folder / "one.vhi", title={"en": "One"}) as one,
        Inventory.create(folder / "two.vhi", title={"en": "Two"}) as two,
    ):
        for name, inventory in (("one", one), ("two", two)):
            _bring(inventory, laptop, chance, folder / name)
            if heads_of(inventory, list(laptop.heads)) != laptop.heads:
                return f"seed {seed}: the tables hold other heads than memory"
            if inventory.check():
                return f"seed {seed}: {inventory.check()[0]}"
        one.merge(list(two.commits()), "Exchange")
        two.merge(list(one.commits()), "Exchange")
        if one.digest() != two.digest():
            return f"seed {seed}: two inventories that hold the same look different"
    return None


def _bring(inventory: Inventory, laptop: Laptop, chance: random.Random, folder: Path) -> None:
    commits = list(laptop.commits.values())
    chance.shuffle(commits)
    before: list[Commit] = []
    number = 0
    while commits:
        size = chance.randint(1, 12)
        chosen, commits = commits[:size], commits[size:]
        number += 1
        repeated = [one for one in before if chance.random() < 0.2]
        bundle = bundled(folder / f"{number}.vhb", chosen + repeated)
        merge_bundle(inventory, bundle)
        before += chosen
