# SPDX-License-Identifier: Apache-2.0
"""What never arrived: predecessors that commits name, numbers left out, originals not here."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, text

from heritage_desktop.storage import tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

_HASH = re.compile(r"[0-9a-f]{64}\Z")
#: A list longer than this is asked for in parts, one with each bundle.
MOST = 5_000

_CHAINS = text(
    """SELECT replica, n, json_extract(CAST(line AS TEXT), '$.h.prev') AS before,
              json_extract(CAST(line AS TEXT), '$.h.by') AS author
       FROM commits WHERE before IS NOT NULL AND before NOT IN (SELECT id FROM commits)
       ORDER BY replica, n LIMIT :most"""
)
_REPLACED = text(
    """SELECT DISTINCT substr(op_id, 1, 64) AS id FROM superseded
       WHERE substr(op_id, 1, 64) NOT IN (SELECT id FROM commits) ORDER BY id LIMIT :most"""
)
_FORKS = text(
    """SELECT replica, n, count(*) AS several FROM commits
       GROUP BY replica, n HAVING several > 1 ORDER BY replica, n LIMIT :most"""
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Commits ``first`` to ``last`` of a replica are not here; ``author`` wrote the next one."""

    replica: str
    first: int
    last: int
    author: str = ""
    before: str = ""  # the id of the last one, which the next one names


@dataclass(frozen=True, slots=True)
class Fork:
    """A replica used the same number for several commits: it was copied or set back."""

    replica: str
    number: int


@dataclass(frozen=True, slots=True)
class Want:
    """What an inventory asks for: commit ids, (replica, first, last) and originals' SHA-256."""

    commits: tuple[str, ...] = ()
    ranges: tuple[tuple[str, int, int], ...] = ()
    media: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.commits or self.ranges or self.media)


NOTHING = Want()


def gaps(connection: Connection) -> list[Gap]:
    """Return the holes in the replicas' chains, by the predecessor each commit names."""
    rows = connection.execute(_CHAINS, {"most": MOST}).all()
    if not rows:
        return []
    numbers: dict[str, list[int]] = {row.replica: [] for row in rows}
    for row in connection.execute(select(tables.commit.c.replica, tables.commit.c.n)):
        if row.replica in numbers:
            numbers[row.replica].append(row.n)
    for known in numbers.values():
        known.sort()
    found = {}
    for row in rows:
        known = numbers[row.replica]
        at = bisect_left(known, row.n)
        # A number that is here beside a predecessor that is not: a fork, so ask for that one too.
        first = min(known[at - 1] + 1 if at else 1, max(row.n - 1, 0))
        found[row.before] = Gap(row.replica, first, max(row.n - 1, 0), row.author, row.before)
    return list(found.values())


def forks(connection: Connection) -> list[Fork]:
    """Return the numbers a replica used more than once, the first of each replica."""
    found: dict[str, Fork] = {}
    for row in connection.execute(_FORKS, {"most": MOST}):
        found.setdefault(row.replica, Fork(row.replica, row.n))
    return list(found.values())


def wanted(inventory: Inventory) -> Want:
    """Return what this inventory knows of but does not hold."""
    media = tables.VIEW["media"]
    originals = select(media.c.sha256, media.c.extension).where(
        media.c.sha256.is_not(None), media.c.state_ == "live"
    )
    with inventory.reading() as connection:
        holes = gaps(connection)
        replaced = [row.id for row in connection.execute(_REPLACED, {"most": MOST})]
        rows = connection.execute(originals.order_by(media.c.sha256)).all()
    absent = [
        row.sha256
        for row in rows
        if _HASH.match(row.sha256) and not inventory.blobs.has(row.sha256, row.extension)
    ]
    ids = sorted({*replaced, *(hole.before for hole in holes)})
    ranges = sorted((hole.replica, hole.first, hole.last) for hole in holes)
    return Want(tuple(ids[:MOST]), tuple(ranges), tuple(dict.fromkeys(absent))[:MOST])
