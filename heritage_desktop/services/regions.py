# SPDX-License-Identifier: Apache-2.0
"""What is marked on a photo: a note, a person, a damage, each in a box or on the whole."""

from __future__ import annotations

from heritage_desktop.domain.assessment import Damage
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, MediaLink, Region
from heritage_desktop.domain.regions import Box, in_order, read
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

NOTE, PERSON, DAMAGE = "note", "person", "damage"


def of(inventory: Inventory, media: Media) -> list[Region]:
    """Return the marks of a photo in the order of their numbers."""
    return in_order(inventory.all(Region, media=media.id), media.turned)


def mark(inventory: Inventory, media: str, box: Box, role: str = NOTE) -> Region:
    """Mark a part of a photo."""
    with inventory.change(tr("Mark a part of a photo")) as change:
        return change.add(Region(id="", media=media, box=str(box), role=role))


def move(inventory: Inventory, region: str, box: Box) -> None:
    """Put a mark elsewhere on its photo."""
    with inventory.change(tr("Move a mark")) as change:
        change.set(Region, region, "box", str(box))


def remove(inventory: Inventory, region: str) -> None:
    """Move a mark to the trash; undo brings it back."""
    with inventory.change(tr("Remove a mark")) as change:
        change.drop(Region, region)


def checked_box(text: object) -> str:
    """Return a box as it is stored; raises HeritageError for what is none."""
    box = read(text if isinstance(text, str) else None)
    if box is None:
        raise HeritageError(
            tr("“{text}” is no box; write left, top, width and height in ten-thousandths of "
               "the photo, such as 1000 2500 3000 2000.", text=text or "")
        )  # fmt: skip
    return str(box)


def told(inventory: Inventory, region: Region) -> str:
    """Return what a mark says in a line: what it is, whom or what it shows, and the note."""
    role = vocabulary("region_role").label(region.role, language()) if region.role else ""
    person = queries.title_of(inventory, region.person) if region.person else ""
    damage = inventory.get(Damage, region.damage) if region.damage else None
    where = damage_told(damage) if damage is not None else ""
    return " · ".join(part for part in (role, person, where, localised(region.text)) if part)


def shown_by(inventory: Inventory, media: str) -> list[str]:
    """Return the ids of the records a photo shows."""
    return [link.target for link in inventory.all(MediaLink, media=media) if link.target]


def damages(inventory: Inventory, media: str) -> list[Damage]:
    """Return the damages of everything a photo shows, that a mark may stand for."""
    shown = shown_by(inventory, media)
    return [one for item in shown for one in inventory.all(Damage, item=item)]


def damage_told(damage: Damage) -> str:
    """Return where a damage is and what did it."""
    cause = vocabulary("damage_cause").label(damage.cause, language()) if damage.cause else ""
    text = " · ".join(part for part in (damage.part, cause) if part)
    return text or (damage.text or "")[:60]
