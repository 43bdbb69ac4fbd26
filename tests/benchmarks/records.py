# SPDX-License-Identifier: Apache-2.0
"""Recording with history against a bare insert of the same rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.item import Item
from heritage_desktop.storage import tables
from heritage_desktop.storage.engine import make_engine
from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.timing import Pair, interleave

ROWS = 2000


def run(folder: Path) -> Iterator[str]:
    """Yield the result line."""
    inventory = Inventory.create(folder / "a.vhi", title={"en": "Bench"})
    engine = make_engine(folder / "bare.sqlite")
    tables.view.create_all(engine)
    numbers = itertools.count()

    def ours() -> None:
        with inventory.change("Bulk") as change:
            for _ in range(ROWS):
                change.add(Item(id="", kind="movable", field_no=str(next(numbers)), recorder="x"))

    def theirs() -> None:
        rows = [
            {"id": new_id(), "state_": "live", "conflicts_": 0, "updated_": "", "kind": "movable",
             "field_no": str(next(numbers)), "recorder": "x"}
            for _ in range(ROWS)
        ]  # fmt: skip
        with engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                connection.execute(insert(tables.VIEW["item"]), rows)

    yield Pair("record items", "items/s", ROWS, *interleave(ours, theirs), "Core insert").line()
    inventory.close()
