# SPDX-License-Identifier: Apache-2.0
"""What left this laptop, kept so that a withdrawal can name every copy to call back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from heritage_desktop.storage import tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class Handout:
    """One bundle, book or export; ``records`` are the ids of the items, people and media in it."""

    at: str
    sort: str  # bundle, print or export
    name: str
    audience: str
    records: frozenset[str]


def note(inventory: Inventory, sort: str, name: str, audience: str, records: Iterable[str]) -> None:
    """Remember that something left; it is local and never travels."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    row = {
        "at": at, "sort": sort, "name": name, "audience": audience,
        "records": json.dumps(sorted(set(records))),
    }  # fmt: skip
    with inventory.transaction() as connection:
        connection.execute(insert(tables.handout), [row])


def all_of(inventory: Inventory, record: str | None = None) -> list[Handout]:
    """Return what left, newest first, or only what held ``record``."""
    query = select(tables.handout).order_by(tables.handout.c.id.desc())
    with inventory.reading() as connection:
        found = [
            Handout(row.at, row.sort, row.name, row.audience, frozenset(json.loads(row.records)))
            for row in connection.execute(query)
        ]
    return [one for one in found if record is None or record in one.records]


def counts(inventory: Inventory) -> Counter[str]:
    """Return record id -> how many things that left hold it."""
    return Counter(record for one in all_of(inventory) for record in one.records)
