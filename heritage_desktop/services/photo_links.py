# SPDX-License-Identifier: Apache-2.0
"""How photos stand on a record: their order, the cover, and which way up they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.i18n import tr
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import media_of

QUARTER = 90


def arrange(inventory: Inventory, target: str, first: Sequence[str]) -> None:
    """Put photos of a record, named by their media ids, in this order; the others follow.

    The cover leads whatever the order says: books and cards begin with it.
    Raises HeritageError for a photo the record does not have.
    """
    links = [link for link, _ in media_of(inventory, target)]
    mine = {link.media or "": link for link in links}
    wanted = [_linked(mine, one) for one in dict.fromkeys(first)]
    order = [*wanted, *(link for link in links if link not in wanted)]
    order.sort(key=lambda link: not link.cover)
    moved = [(link, place) for place, link in enumerate(order, 1) if link.order != place]
    if [link.id for link in order] == [link.id for link in links]:
        return
    with inventory.change(tr("Put photos in order")) as change:
        for link, place in moved:
            change.set(MediaLink, link.id, "order", place)


def choose_cover(inventory: Inventory, target: str, media: str) -> None:
    """Make one photo the cover of a record, and no other.

    Raises HeritageError for a photo the record does not have.
    """
    links = [link for link, _ in media_of(inventory, target)]
    chosen = _linked({link.media or "": link for link in links}, media)
    with inventory.change(tr("Choose the cover")) as change:
        for link in links:
            if link.cover and link != chosen:
                change.set(MediaLink, link.id, "cover", None)
        if not chosen.cover:
            change.set(MediaLink, chosen.id, "cover", True)


def turn(inventory: Inventory, ids: Iterable[str], degrees: int) -> None:
    """Turn photos clockwise for viewing; the originals stay as they are.

    Raises HeritageError for what is no quarter of a turn.
    """
    if degrees % QUARTER:
        raise HeritageError(tr("Photos are turned by 90, 180 or 270 degrees."))
    found = [inventory.get(Media, one) for one in dict.fromkeys(ids)]
    with inventory.change(tr("Turn a photo")) as change:
        for media in found:
            if media is not None:
                angle = ((media.turned or 0) + degrees) % 360
                change.set(Media, media.id, "turned", angle or None)


def _linked(links: dict[str, MediaLink], media: str) -> MediaLink:
    link = links.get(media)
    if link is None:
        raise HeritageError(tr("The record does not have the photo {id}.", id=media[:8]))
    return link
