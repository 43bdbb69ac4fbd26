# SPDX-License-Identifier: Apache-2.0
"""The list of entities: adding one is a class, and its name here."""

from __future__ import annotations

from heritage_desktop.domain.account import (
    Account,
    Dating,
    Designation,
    Function,
    Identifier,
    Measurement,
    Phase,
    Source,
    Step,
    ValueStatement,
)
from heritage_desktop.domain.agent import BearerProfile, Group, Person
from heritage_desktop.domain.assessment import (
    ConditionAssessment,
    Damage,
    Recommendation,
    Safeguarding,
    Threat,
    ViabilityAssessment,
)
from heritage_desktop.domain.consent import Comment, Consent, Contribution, Protocol, ReadBack
from heritage_desktop.domain.fields import Record, inside_field, owner_field, owner_types, specs
from heritage_desktop.domain.item import (
    ImmovableDetail,
    IntangibleDetail,
    Item,
    ItemName,
    LandscapeDetail,
    Location,
    MovableDetail,
    Relation,
    Twin,
)
from heritage_desktop.domain.media import LookAlike, Media, MediaLink, Region, Segment
from heritage_desktop.domain.own import OwnField, OwnValue, TermMapping
from heritage_desktop.domain.place import AdminUnit, InventorySettings, Village, Visit
from heritage_desktop.domain.use import GoodPractice, Participant, Party, Transmission, UseRecord

ENTITIES: dict[str, type[Record]] = {
    entity.entity: entity
    for entity in (
        InventorySettings,
        AdminUnit,
        Village,
        Visit,
        Person,
        Group,
        Source,
        GoodPractice,
        Item,
        ImmovableDetail,
        MovableDetail,
        IntangibleDetail,
        LandscapeDetail,
        ItemName,
        Location,
        Relation,
        Twin,
        Account,
        Dating,
        Phase,
        Function,
        ValueStatement,
        Measurement,
        Step,
        Designation,
        Identifier,
        ConditionAssessment,
        Damage,
        Recommendation,
        ViabilityAssessment,
        Threat,
        Safeguarding,
        UseRecord,
        Party,
        Participant,
        Transmission,
        BearerProfile,
        Consent,
        Protocol,
        ReadBack,
        Comment,
        Contribution,
        Media,
        MediaLink,
        Region,
        Segment,
        LookAlike,
        OwnField,
        OwnValue,
        TermMapping,
    )
}

DETAILS: dict[str, type[Record]] = {
    name: entity for name, entity in ENTITIES.items() if entity.part_of == "item"
}

#: Records that stand by themselves and may be opened.
ROOTS: tuple[str, ...] = tuple(
    name for name, entity in ENTITIES.items() if not entity.part_of and not owner_field(entity)
)

#: The pages of a form, in their order, and what they are called.
PAGES: dict[str, str] = {"story": "Story", "state": "State", "people": "People", "care": "Consent"}


def parts_of(owner: str, *, page: str = "", kind: str | None = None) -> list[type[Record]]:
    """Return the parts a record of the entity ``owner`` may have, top level only.

    ``page`` narrows to one page of the form, ``kind`` to what is asked of that kind of item.
    """
    return [
        entity
        for entity in ENTITIES.values()
        if owner in owner_types(entity)
        and entity.page
        and page in ("", entity.page)
        and (kind is None or not entity.kinds or kind in entity.kinds)
        and inside_field(entity) is None
    ]


def nested_in(part: str) -> list[type[Record]]:
    """Return the parts shown inside another part, as damages in their assessment."""
    found = []
    for entity in ENTITIES.values():
        name = inside_field(entity)
        if name is not None and specs(entity)[name].target == part:
            found.append(entity)
    return found
