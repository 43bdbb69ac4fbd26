# SPDX-License-Identifier: Apache-2.0
"""Where each item stands: only here, in a bundle, received, reviewed. Computed, never stored.

An item stands where the last of its parts stands: its own commits, those of its photos and
recordings, and their originals. An edit after a receipt is only here again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, literal, select

from heritage_desktop.storage import deliveries, tables
from heritage_desktop.storage.deliveries import Peer

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

ITEM, LINK, MEDIA = tables.VIEW["item"], tables.VIEW["media_link"], tables.VIEW["media"]
SETTINGS = tables.VIEW["settings"]
#: What an office has looked at and let stand.
REVIEWED = frozenset({"accepted", "published"})


@dataclass(frozen=True, slots=True)
class Standing:
    """``state`` is here, bundle, received or reviewed; since when; whose word it is."""

    state: str
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which roots and originals are wholly marked by a table, and when the last was."""

    whole: dict[str, str]
    open: frozenset[str]

    def of(self, parts: Sequence[str]) -> str | None:
        """Return when the last part was marked, None when one is not."""
        if any(part in self.open for part in parts):
            return None
        return max((self.whole[part] for part in parts if part in self.whole), default="")


def is_shared(inventory: Inventory) -> bool:
    """Tell whether anything was handed over or confirmed yet, and this is not the office."""
    with inventory.reading() as connection:
        office = connection.scalar(
            select(SETTINGS.c.office).where(SETTINGS.c.id == inventory.settings_id)
        )
        if office:
            return False
        return any(
            connection.execute(select(table.c.what).limit(1)).first()
            for table in (tables.carried, tables.held)
        )


def standings(inventory: Inventory, item: str | None = None) -> dict[str, Standing]:
    """Return where every live item stands, or only ``item``."""
    peers = deliveries.counted(inventory)
    with inventory.reading() as connection:
        query = select(ITEM.c.id, ITEM.c.status).where(ITEM.c.state_ == "live")
        links = select(LINK.c.target, LINK.c.media).where(LINK.c.state_ == "live")
        if item is not None:
            query, links = query.where(ITEM.c.id == item), links.where(LINK.c.target == item)
        items = connection.execute(query).all()
        parts: dict[str, list[str]] = {row.id: [row.id] for row in items}
        for row in connection.execute(links):
            if row.target in parts and row.media:
                parts[row.target].append(row.media)
        wanted = parts[item] if item is not None and item in parts else None
        sent = _marks(connection, None, wanted)
        words = [(peer, _marks(connection, peer, wanted)) for peer in peers]
    return {row.id: _standing(row.status, parts[row.id], sent, words) for row in items}


def _standing(
    status: str | None, parts: list[str], sent: _Marks, words: list[tuple[Peer, _Marks]]
) -> Standing:
    for peer, marks in words:
        at = marks.of(parts)
        if at is not None:
            return Standing("reviewed" if status in REVIEWED else "received", at, peer.name)
    at = sent.of(parts)
    return Standing("here") if at is None else Standing("bundle", at)


def _marks(connection: Connection, peer: Peer | None, parts: list[str] | None) -> _Marks:
    """Read the marks of a peer's word, or of what was written to a bundle, for parts or for all."""
    commit: Any = tables.commit
    mark: Any = tables.carried if peer is None else tables.held
    mine: Any = literal(True) if peer is None else mark.c.peer == peer.replica
    of_commit = (mark.c.what == commit.c.id) & mine
    commits = (
        select(commit.c.root.label("part"), func.count().label("n"),
               func.count(mark.c.what).label("marked"), func.max(mark.c.at).label("at"))
        .select_from(commit.outerjoin(mark, of_commit))
        .group_by(commit.c.root)
    )  # fmt: skip
    originals = (
        select(MEDIA.c.id.label("part"), literal(1).label("n"),
               func.count(mark.c.what).label("marked"), func.max(mark.c.at).label("at"))
        .select_from(MEDIA.outerjoin(mark, (mark.c.what == MEDIA.c.sha256) & mine))
        .where(MEDIA.c.sha256.is_not(None))
        .group_by(MEDIA.c.id)
    )  # fmt: skip
    if parts is not None:
        commits, originals = (commits.where(commit.c.root.in_(parts)),
                              originals.where(MEDIA.c.id.in_(parts)))  # fmt: skip
    whole: dict[str, str] = {}
    unmarked: set[str] = set()
    for query in (commits, originals):
        for row in connection.execute(query):
            if row.marked < row.n:
                unmarked.add(row.part)
            else:
                whole[row.part] = max(row.at or "", whole.get(row.part, ""))
    return _Marks(whole, frozenset(unmarked))


def states(inventory: Inventory) -> dict[str, str]:
    """Return the state of every live item, without days and names: a fraction of the time."""
    peers = deliveries.counted(inventory)
    with inventory.reading() as connection:
        query = select(ITEM.c.id, ITEM.c.status).where(ITEM.c.state_ == "live")
        items = connection.execute(query).all()
        sent = _open_items(connection, None)
        words = [_open_items(connection, peer) for peer in peers]
    found = {}
    for item, status in items:
        if any(item not in word for word in words):
            found[item] = "reviewed" if status in REVIEWED else "received"
        else:
            found[item] = "here" if item in sent else "bundle"
    return found


def _open_items(connection: Connection, peer: Peer | None) -> set[str]:
    """Return records of which a part is not marked by a peer's word, or by no bundle."""
    mark: Any = tables.carried if peer is None else tables.held
    marked = select(mark.c.what)
    if peer is not None:
        marked = marked.where(mark.c.peer == peer.replica)
    commit = tables.commit.c
    commits = select(commit.root).where(commit.id.not_in(marked)).distinct()
    originals = select(MEDIA.c.id).where(MEDIA.c.sha256.is_not(None), MEDIA.c.sha256.not_in(marked))
    found = {*connection.scalars(commits), *connection.scalars(originals)}
    links = select(LINK.c.target, LINK.c.media).where(LINK.c.state_ == "live")
    return found | {target for target, media in connection.execute(links) if media in found}


def unconfirmed(inventory: Inventory) -> set[str]:
    """Return the live items nobody has confirmed; empty where nothing is handed over."""
    if not is_shared(inventory):
        return set()
    return {item for item, state in states(inventory).items() if state in ("here", "bundle")}
