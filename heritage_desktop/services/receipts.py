# SPDX-License-Identifier: Apache-2.0
"""Did it arrive: receipts written, taken in and asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from heritage_desktop.domain.errors import BadBundle, HeritageError
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, paragraph, tr
from heritage_desktop.services.bundles import sender_of
from heritage_desktop.storage import deliveries, gaps
from heritage_desktop.storage.deliveries import Peer, Word
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync import receipt as receipts
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.receipt import Receipt


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """What a receipt said: how much of it was news, and what its writer still does not have."""

    peer: Peer
    created: str
    news: int
    commits_waiting: int
    media_waiting: int
    asked: int


def write_receipt(
    inventory: Inventory, bundle: Path, target: Path | None = None, progress: Progress = silent
) -> Path:
    """Say which commits and originals of a bundle are held here; returns the file.

    Without ``target`` it goes next to the bundle under a free name. Raises BadBundle,
    HeritageError when the bundle was not merged, CannotWrite.
    """
    found = read_bundle(bundle, progress)
    commits = {commit.id for commit in found.commits}
    if inventory.known_commits(commits) != commits:
        raise HeritageError(tr("{name} was not merged here; take it in first, then write the "
                               "receipt.", name=bundle.name))  # fmt: skip
    endings = deliveries.endings(inventory, found.media)
    held = {one for one, ending in endings.items() if inventory.blobs.has(one, ending)}
    made = Receipt(
        sender_of(inventory), found.info.sender.replica,
        datetime.now().astimezone().isoformat(timespec="seconds"), (found.info.id,),
        frozenset(commits), frozenset(held), gaps.wanted(inventory),
    )  # fmt: skip
    return receipts.write_receipt(target or _free_name(bundle), made, inventory.key)


def _free_name(bundle: Path) -> Path:
    target, number = bundle.with_suffix(receipts.SUFFIX), 1
    while target.exists():
        number += 1
        target = bundle.with_name(f"{bundle.stem}-{number}{receipts.SUFFIX}")
    return target


def take_receipt(inventory: Inventory, path: Path) -> ReceiptReport:
    """Believe a checked receipt; raises BadBundle and changes nothing when it is not sound."""
    found = receipts.read_receipt(path)
    sender = found.sender
    if sender.replica in (inventory.replica, *deliveries.earlier(inventory)):
        raise HeritageError(tr("{name} was written here; it is for the team that made the bundle.",
                               name=path.name))  # fmt: skip
    peer = Peer(sender.replica, sender.key, sender.team, sender.title, sender.office,
                sender.earlier or (), found.created)  # fmt: skip
    word = Word(peer, found.commits, found.media, found.want, sender.commits)
    news = deliveries.take(inventory, word)
    if news is None:
        raise BadBundle(tr("{name} was refused: it speaks for {who} but another laptop signed it; "
                           "ask {who} for a new one.", name=path.name, who=peer.name))  # fmt: skip
    left = deliveries.waiting(inventory, peer.replica)
    asked = len(found.want.ranges) + len(found.want.media)
    return ReceiptReport(peer, found.created, news, left.commits, left.media, asked)


def take_all(inventory: Inventory, paths: Sequence[Path], progress: Progress = silent) -> list[str]:
    """Take in several receipts and return a sentence for each; one is refused by itself.

    Raises the HeritageError of the last one when none could be taken in.
    """
    said: list[str] = []
    taken = 0
    refusal: HeritageError | None = None
    for done, path in enumerate(paths, 1):
        try:
            said.append(told(take_receipt(inventory, path)))
            taken += 1
        except HeritageError as error:
            refusal = error
            said.append(str(error))
        progress(done, len(paths), path.name)
    if refusal is not None and not taken:
        raise refusal
    return said


def known_peers(inventory: Inventory) -> list[dict[str, Any]]:
    """Return who was heard from, as the documented JSON shape, offices first."""
    rows: list[dict[str, Any]] = []
    for peer in deliveries.peers(inventory):
        left = deliveries.waiting(inventory, peer.replica)
        rows.append(
            {"replica": peer.replica, "title": peer.title, "team": peer.team, "at": peer.at,
             "office": peer.office, "commits_waiting": left.commits, "media_waiting": left.media}
        )  # fmt: skip
    return rows


def find_peer(inventory: Inventory, asked: str) -> Peer:
    """Return the one peer with this replica id or its beginning, team or title.

    Raises HeritageError for none or several.
    """
    known = deliveries.peers(inventory)
    named = [one for one in known if asked in (one.team, one.title, one.replica)]
    found = named or [one for one in known if one.replica.startswith(asked)]
    if len(found) == 1:
        return found[0]
    why = tr("several inventories are called so") if found else tr("nothing came from it yet")
    raise HeritageError(tr("{who}: {why}; “bundle peers” lists who was heard from.",
                           who=asked, why=why))  # fmt: skip


def told(report: ReceiptReport) -> str:
    """Say in plain words what a receipt brought."""
    day = report.created[:10]
    parts = [
        tr("{who} confirmed on {day} what it holds.", who=report.peer.name, day=day)
        if report.news
        else tr("{who} confirmed nothing new on {day}.", who=report.peer.name, day=day),
    ]
    if report.asked:
        parts.append(tr("It asks for something that never arrived; the next bundle holds it."))
    left = report.commits_waiting, report.media_waiting
    if any(left):
        edits = ntr("{n} edit", "{n} edits", left[0])
        photos = ntr("{n} photo or recording", "{n} photos and recordings", left[1])
        parts.append(tr("Not yet confirmed: {edits}, {photos}.", edits=edits, photos=photos))
    else:
        parts.append(tr("Everything here has arrived."))
    return paragraph(parts)
