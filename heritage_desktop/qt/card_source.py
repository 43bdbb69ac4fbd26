# SPDX-License-Identifier: Apache-2.0
"""Reads the cards of a place; after a change only those the change concerns are read again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.qt.item_model import Card, item_card, media_card, person_card, root_card
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.storage import queries, touched
from heritage_desktop.storage.inventory import Inventory, Touched
from heritage_desktop.storage.queries import ItemFilter


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: a place, the text that is sought in it, and the order."""

    place: Place
    text: str = ""
    sort: str = "title"

    @property
    def newest_first(self) -> bool:
        """Whether the order is by a day, the last first."""
        return self.place.sort == "items" and self.sort in ("updated", "recorded_on")

    @property
    def by_parts(self) -> bool:
        """Whether single cards can be read again without the others."""
        return (
            not self.text
            and self.place.sort in ("items", "tray")
            and self.place.smart not in ("recent", "unconfirmed")
        )


Keyed = tuple[tuple[Any, ...], Card]


class CardSource:
    """Remembers the cards of the place shown last and what was written since."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._asked: Asked | None = None
        self._keyed: list[Keyed] = []
        self._news: set[tuple[str, str]] = set()
        self._guard = threading.Lock()
        self._stop: Callable[[], None] | None = inventory.subscribe(self._note)

    def _note(self, news: Touched) -> None:
        """Remember what was written; called by whichever thread wrote."""
        with self._guard:
            self._news |= news

    def close(self) -> None:
        """Listen no more; safe to call twice."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def cards(self, asked: Asked) -> list[Card]:
        """Return the cards in their order."""
        with self._guard:
            news, self._news = frozenset(self._news), set()
        ids = self._concerned(asked, news)
        if ids is None:
            self._keyed = self._read(asked, None)
        elif ids:
            kept = [one for one in self._keyed if one[1].id not in ids]
            kept += self._read(asked, ids)
            self._keyed = sorted(kept, key=lambda one: one[0], reverse=asked.newest_first)
        self._asked = asked
        return [card for _, card in self._keyed]

    def _concerned(self, asked: Asked, news: Touched) -> set[str] | None:
        if asked != self._asked or not asked.by_parts:
            return None
        which = touched.media if asked.place.sort == "tray" else touched.items
        return which(self._inventory, news) if news else set()

    def _read(self, asked: Asked, ids: Collection[str] | None) -> list[Keyed]:
        place = asked.place
        if place.sort == "items":
            wanted = ItemFilter(place.village, place.kind, place.smart, asked.text)
            rows = queries.items(self._inventory, wanted, asked.sort, asked.newest_first, ids)
            return [(queries.sort_key(row, asked.sort), item_card(row)) for row in rows]
        found: list[Keyed]
        if place.sort == "tray":
            media = queries.tray_cards(self._inventory, ids)
            found = [(queries.media_key(one), media_card(one)) for one in media]
        else:
            found = [((card.title,), card) for card in self._others(place)]
        sought = asked.text.casefold()
        return [one for one in found if sought in f"{one[1].title} {one[1].subtitle}".casefold()]

    def _others(self, place: Place) -> Sequence[Card]:
        inventory = self._inventory
        if place.sort == "aside":
            return [media_card(media) for media in queries.set_aside(inventory)]
        if place.sort == "persons":
            found = [person_card(inventory, one) for one in inventory.all(Person)]
        else:
            records = inventory.all(ENTITIES[place.kind or ""])
            found = [root_card(inventory, one) for one in records]
        return sorted(found, key=lambda card: card.title)
