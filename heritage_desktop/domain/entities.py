# SPDX-License-Identifier: Apache-2.0
"""The list of entities: adding one is a class, and its name here."""

from __future__ import annotations

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import (
    ImmovableDetail,
    IntangibleDetail,
    Item,
    ItemName,
    LandscapeDetail,
    Location,
    MovableDetail,
    Relation,
)
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import AdminUnit, InventorySettings, Village, Visit

ENTITIES: dict[str, type[Record]] = {
    entity.entity: entity
    for entity in (
        InventorySettings,
        AdminUnit,
        Village,
        Visit,
        Person,
        Item,
        ImmovableDetail,
        MovableDetail,
        IntangibleDetail,
        LandscapeDetail,
        ItemName,
        Location,
        Relation,
        Media,
        MediaLink,
    )
}

DETAILS: dict[str, type[Record]] = {
    name: entity for name, entity in ENTITIES.items() if entity.part_of == "item"
}
