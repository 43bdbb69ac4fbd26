# SPDX-License-Identifier: Apache-2.0
"""What others said they hold: local facts, kept apart from the commits they speak of.

Exporting delivers nothing. Only the word of a peer does, bound to that incarnation of its database.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, insert, select, text

from heritage_desktop.storage import tables
from heritage_desktop.storage.gaps import NOTHING, Want
from heritage_desktop.storage.journal import chunks

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

COMMIT, HELD, PEER, CARRIED = tables.commit, tables.held, tables.peer, tables.carried
MEDIA = tables.VIEW["media"]
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_EXTENSION = re.compile(r"[a-z0-9]{1,5}\Z")


@dataclass(frozen=True, slots=True)
class Peer:
    """One incarnation of another inventory's database; ``earlier`` are those it followed on."""

    replica: str
    key: str
    team: str = ""
    title: str = ""
    office: bool = False
    earlier: tuple[str, ...] = ()
    at: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.team or self.replica[:6]


@dataclass(frozen=True, slots=True)
class Word:
    """What a peer said at a moment: what it holds and what it misses, and how many it has."""

    peer: Peer
    commits: frozenset[str]
    media: frozenset[str]
    want: Want = NOTHING
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a peer has not confirmed: commits and originals."""

    commits: int
    media: int


def is_trusted(connection: Connection, replica: str, key: str) -> bool:
    """Tell whether a replica may speak with this key: the first one heard of it counts."""
    noted = connection.scalar(select(PEER.c.key).where(PEER.c.replica == replica))
    if noted == key:
        return True
    written = connection.execute(
        text("SELECT DISTINCT json_extract(CAST(line AS TEXT), '$.h.dev') AS key "
             "FROM commits WHERE replica = :replica"), {"replica": replica},
    )  # fmt: skip
    keys = {row.key for row in written}
    return key in keys or (noted is None and not keys)


def take(inventory: Inventory, word: Word) -> int | None:
    """Note what a peer says; returns how much of it is news, None when its key is another's.

    Any order, any number of times: what is held is a union; what is wanted counts as not held.
    """
    peer = word.peer
    with inventory.transaction() as connection:
        if not is_trusted(connection, peer.replica, peer.key):
            return None
        mine = select(func.count()).select_from(HELD).where(HELD.c.peer == peer.replica)
        before = connection.scalar(mine) or 0
        if word.count is not None and _set_back(connection, word):
            connection.execute(delete(HELD).where(HELD.c.peer == peer.replica))
        _note_peer(connection, peer)
        statement = text(
            "INSERT INTO held VALUES (:what, :peer, :at) "
            "ON CONFLICT DO UPDATE SET at = min(at, excluded.at)"
        )
        rows = [{"what": what, "peer": peer.replica, "at": peer.at}
                for what in sorted(word.commits | word.media)]  # fmt: skip
        if rows:
            connection.execute(statement, rows)
        news = (connection.scalar(mine) or 0) - before
        _revoke(connection, peer.replica, word.want)
    return max(0, news)


def _set_back(connection: Connection, word: Word) -> bool:
    """Tell whether a peer now holds fewer commits than it confirmed: an old copy was put back.

    A clock that is wrong costs bytes here, never a commit: what is in doubt is sent again.
    """
    known = (
        select(func.count())
        .select_from(HELD.join(COMMIT, COMMIT.c.id == HELD.c.what))
        .where(HELD.c.peer == word.peer.replica)
    )
    last = select(func.max(HELD.c.at)).where(HELD.c.peer == word.peer.replica)
    later = word.peer.at > (connection.scalar(last) or "")
    return later and (word.count or 0) < (connection.scalar(known) or 0)


def _note_peer(connection: Connection, peer: Peer) -> None:
    old = connection.execute(select(PEER).where(PEER.c.replica == peer.replica)).first()
    earlier = {*peer.earlier, *(json.loads(old.earlier) if old else ())}
    named: Any = peer if old is None or peer.at >= old.at else old
    row = {
        "replica": peer.replica, "key": peer.key, "earlier": json.dumps(sorted(earlier)),
        "team": named.team, "title": named.title, "office": int(named.office), "at": named.at,
    }  # fmt: skip
    connection.execute(insert(PEER).prefix_with("OR REPLACE"), [row])


def _revoke(connection: Connection, replica: str, want: Want) -> None:
    mine = HELD.c.peer == replica
    for part in chunks([*want.commits, *want.media]):
        connection.execute(delete(HELD).where(mine, HELD.c.what.in_(part)))
    for author, first, last in want.ranges:
        missing = select(COMMIT.c.id).where(
            COMMIT.c.replica == author, COMMIT.c.n >= first, COMMIT.c.n <= last
        )
        connection.execute(delete(HELD).where(mine, HELD.c.what.in_(missing)))


def peers(inventory: Inventory) -> list[Peer]:
    """Return those heard from, offices first; not incarnations another one followed on."""
    with inventory.reading() as connection:
        rows = connection.execute(select(PEER).order_by(PEER.c.at.desc())).all()
    found = [
        Peer(row.replica, row.key, row.team, row.title, bool(row.office),
             tuple(json.loads(row.earlier)), row.at)
        for row in rows
    ]  # fmt: skip
    ended = {replica for one in found for replica in one.earlier if replica != one.replica}
    ended |= {inventory.replica, *earlier(inventory)}
    living = [one for one in found if one.replica not in ended]
    return sorted(living, key=lambda one: not one.office)


def counted(inventory: Inventory) -> list[Peer]:
    """Return the peers whose word makes a record received: the offices, or else all."""
    known = peers(inventory)
    return [one for one in known if one.office] or known


def earlier(inventory: Inventory) -> tuple[str, ...]:
    """Return the replicas this database followed on, oldest first."""
    return tuple(json.loads(inventory.meta().get("earlier", "[]")))


def _unheld(what: Any, replica: str) -> Any:
    return what.not_in(select(HELD.c.what).where(HELD.c.peer == replica))


def lines_for(inventory: Inventory, replica: str | None) -> list[bytes]:
    """Return the commits a peer has not confirmed (None: all) as lines in id order."""
    query = select(COMMIT.c.line).order_by(COMMIT.c.id)
    if replica is not None:
        query = query.where(_unheld(COMMIT.c.id, replica))
    with inventory.reading() as connection:
        return list(connection.scalars(query))


def originals_for(inventory: Inventory, replica: str | None) -> dict[str, str]:
    """Return SHA-256 -> extension of the originals a peer has not listed (None: all)."""
    query = select(MEDIA.c.sha256, MEDIA.c.extension).where(MEDIA.c.sha256.is_not(None))
    if replica is not None:
        query = query.where(_unheld(MEDIA.c.sha256, replica))
    with inventory.reading() as connection:
        rows = connection.execute(query.order_by(MEDIA.c.id)).all()
    # What others wrote may name no hash at all; it is never made into a path.
    return {row.sha256: row.extension for row in rows
            if _HASH.match(row.sha256) and _EXTENSION.match(row.extension or "bin")}  # fmt: skip


def waiting(inventory: Inventory, replica: str) -> Waiting:
    """Return how much a peer has not confirmed."""
    query = select(func.count()).select_from(COMMIT).where(_unheld(COMMIT.c.id, replica))
    with inventory.reading() as connection:
        commits = connection.scalar(query) or 0
    return Waiting(commits, len(originals_for(inventory, replica)))


def endings(inventory: Inventory, originals: Iterable[str]) -> dict[str, str]:
    """Return SHA-256 -> extension where a record here names the original."""
    found: dict[str, str] = {}
    with inventory.reading() as connection:
        for part in chunks(originals):
            query = select(MEDIA.c.sha256, MEDIA.c.extension).where(MEDIA.c.sha256.in_(part))
            rows = connection.execute(query).all()
            found |= {row.sha256: row.extension for row in rows
                      if _EXTENSION.match(row.extension or "bin")}  # fmt: skip
    return found


def note_carried(inventory: Inventory, what: Iterable[str]) -> None:
    """Remember what was written to a bundle; it delivers nothing."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    rows = [{"what": one, "at": at} for one in sorted(set(what))]
    if rows:
        with inventory.transaction() as connection:
            connection.execute(insert(CARRIED).prefix_with("OR REPLACE"), rows)
