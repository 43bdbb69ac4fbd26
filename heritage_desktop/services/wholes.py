# SPDX-License-Identifier: Apache-2.0
"""Wholes and their parts: a hall and its wings, a festival and its rites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import Item, Relation
from heritage_desktop.i18n import tr
from heritage_desktop.storage.inventory import Inventory

PART_OF = "part_of"


def parts_by_whole(inventory: Inventory) -> Mapping[str, list[str]]:
    """Return whole -> its parts; the items that are part of nothing stand under ''.

    A part of several wholes stands under the first; a circle from a merge is cut open.
    """
    live = {item.id for item in inventory.all(Item)}
    whole_of: dict[str, str] = {}
    for row in inventory.all(Relation, type=PART_OF):
        if row.subject in live and row.object in live and row.subject != row.object:
            whole_of.setdefault(row.subject or "", row.object or "")
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(live):
        whole = whole_of.get(one, "")
        found["" if _circles(one, whole_of) else whole].append(one)
    return found


def _circles(start: str, whole_of: Mapping[str, str]) -> bool:
    """Tell whether an item is the smallest id of a circle it lies in."""
    seen = [start]
    while (above := whole_of.get(seen[-1])) and above not in seen:
        seen.append(above)
    return above == start and start == min(seen)


def move(inventory: Inventory, item: str, whole: str | None) -> None:
    """Make an item part of another one, or of nothing, as one step.

    Raises HeritageError where it would become a part of itself.
    """
    above, wholes = whole, {r.subject: r.object for r in inventory.all(Relation, type=PART_OF)}
    seen: set[str] = set()
    while above and above not in seen:
        if above == item:
            raise HeritageError(tr("A thing cannot be a part of itself; choose another whole."))
        seen.add(above)
        above = wholes.get(above)
    with inventory.change(tr("Move to another whole")) as change:
        for row in inventory.all(Relation, type=PART_OF, subject=item):
            change.drop(Relation, row.id)
        if whole:
            change.add(Relation(id="", subject=item, type=PART_OF, object=whole))
