# SPDX-License-Identifier: Apache-2.0
"""Items that stand for others, as the tables say now, and the records that speak of them.

An item that is closed to more people than the one that stands for it stands by itself: what a
family closed later must not be seen under an open record.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, and_, or_, select

from heritage_desktop.domain.fields import Kind
from heritage_desktop.domain.merge import ACCESS_LEVELS, strictness
from heritage_desktop.domain.redirects import MERGED, Same, redirects
from heritage_desktop.storage import tables

TWIN, ITEM = tables.VIEW["twin"], tables.VIEW["item"]
_CHUNK = 300


def load(connection: Connection) -> dict[str, str]:
    """Return item -> the item that stands for it; a disputed answer holds for nobody."""
    rows = connection.execute(
        select(TWIN.c.one, TWIN.c.other, TWIN.c.keep).where(
            TWIN.c.state_ == "live", TWIN.c.answer == "same", TWIN.c.conflicts_ == 0
        )
    )
    pairs = [Same(row.one or "", row.other or "", row.keep or "") for row in rows]
    if not pairs:
        return {}
    closed = _there(connection, {id for pair in pairs for id in pair[:2]})
    known = redirects(pairs, closed)
    return {id: stays for id, stays in known.items() if closed[id] <= closed[stays]}


def _there(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return how closed each item is, of those that are there and not in the trash."""
    found: dict[str, int] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        query = select(ITEM.c.id, ITEM.c.access_level).where(
            ITEM.c.id.in_(wanted[start : start + _CHUNK]), ITEM.c.state_.in_(("live", MERGED))
        )
        for row in connection.execute(query):
            level = row.access_level
            found[row.id] = 0 if level is None else strictness(ACCESS_LEVELS, level)
    return found


def group(connection: Connection, record: str) -> list[str]:
    """Return a record and all that it stands for or that stand with it, what stays first."""
    known = load(connection)
    stays = known.get(record, record)
    return [stays, *sorted(id for id, top in known.items() if top == stays)]


def speaking_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return the records that name one of the items in a reference, and the items themselves."""
    wanted, found = sorted(ids), set(ids)
    head = tables.head.c
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        named = [json.dumps(id) for id in part]
        query = select(head.record).where(
            or_(
                and_(head.kind == Kind.REFERENCE.value, head.value.in_(named)),
                and_(head.kind == Kind.REFERENCES.value, head.member.in_(part)),
            )
        )
        found.update(connection.scalars(query))
    return found
