# SPDX-License-Identifier: Apache-2.0
"""What is read of many photos to compare them: their likeness, and what was answered before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from heritage_desktop.domain.media import LookAlike, Media
from heritage_desktop.storage import tables, views

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

MEDIA, ANSWER = tables.VIEW["media"], tables.VIEW["look_alike"]
LINK = tables.VIEW["media_link"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of two photos; ``open`` when two teams said different things."""

    key: frozenset[str]
    answer: str
    open: bool


def pictures(inventory: Inventory) -> list[Media]:
    """Return the live photos but for RAW files beside a picture, which go where it goes."""
    with inventory.reading() as connection:
        rows = connection.execute(
            select(MEDIA).where(MEDIA.c.state_ == "live", MEDIA.c.media_type == "photo")
        )
        found = {one.id: one for one in (views.record_of(Media, row) for row in rows)}
    return [one for one in found.values() if one.twin not in found]


def raw_files(inventory: Inventory, ids: set[str]) -> list[Media]:
    """Return the live RAW files that belong to these pictures."""
    query = select(MEDIA).where(MEDIA.c.state_ == "live", MEDIA.c.twin.is_not(None))
    with inventory.reading() as connection:
        found = [views.record_of(Media, row) for row in connection.execute(query)]
    return [one for one in found if one.twin in ids]


def aside(inventory: Inventory) -> set[str]:
    """Return the ids of live photos and recordings that were set aside."""
    query = select(MEDIA.c.id).where(MEDIA.c.state_ == "live", MEDIA.c.set_aside.is_(True))
    with inventory.reading() as connection:
        return set(connection.scalars(query))


def answers(inventory: Inventory) -> list[Answer]:
    """Return everything that was answered about two photos."""
    query = select(ANSWER).where(ANSWER.c.state_ == "live", ANSWER.c.answer.is_not(None))
    made = []
    with inventory.reading() as connection:
        for row in connection.execute(query):
            one = views.record_of(LookAlike, row)
            if one.one and one.other:
                key = frozenset((one.one, one.other))
                made.append(Answer(key, one.answer or "", row.conflicts_ > 0))
    return made


def shown_on(inventory: Inventory, ids: set[str]) -> dict[str, list[str]]:
    """Return photo id -> the records it shows, for those that show any."""
    query = select(LINK.c.media, LINK.c.target).where(
        LINK.c.state_ == "live", LINK.c.media.in_(sorted(ids))
    )
    made: dict[str, list[str]] = {}
    with inventory.reading() as connection:
        for row in connection.execute(query.order_by(LINK.c.id)):
            made.setdefault(row.media, []).append(row.target)
    return made
