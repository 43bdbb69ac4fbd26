# SPDX-License-Identifier: Apache-2.0
"""The parts of a record: voices, datings, assessments, owners, consents, answers."""

from __future__ import annotations

from typing import Any

from heritage_desktop.domain.entities import ENTITIES, nested_in
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import (
    R,
    Record,
    inside_field,
    owner_field,
    owner_types,
    specs,
)
from heritage_desktop.domain.media import MediaPart, Region
from heritage_desktop.domain.own import OwnValue
from heritage_desktop.i18n import tr
from heritage_desktop.services import regions
from heritage_desktop.services.items import today
from heritage_desktop.storage import queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

#: Fields that start with today, and with the one who has the inventory open.
_TODAY = frozenset({"date", "said_on", "on"})
_AUTHOR = frozenset({"assessor", "asked_by", "read_by", "by"})
_STARTED = frozenset(
    {"condition_assessment", "viability_assessment", "read_back", "comment", "account", "consent"}
)


def of(inventory: Inventory, part: type[R], owner: str) -> list[R]:
    """Return the live parts of one sort, dated and numbered ones in their order."""
    found = inventory.all(part, **{owner_field(part) or "": owner})
    return sorted(found, key=_order)


def _order(record: Record) -> tuple[Any, ...]:
    number = getattr(record, "number", None)
    return (
        not getattr(record, "preferred", None),
        number if isinstance(number, int) else 0,
        str(getattr(record, "date", None) or ""),
        record.id,
    )


def inside(inventory: Inventory, part: str) -> list[Record]:
    """Return the parts shown inside another one, as damages in their assessment."""
    name = queries.part_of(inventory, part)
    return [
        one
        for entity in (nested_in(name) if name else ())
        for one in inventory.all(entity, **{inside_field(entity) or "": part})
    ]


def all_of(inventory: Inventory, owner: str) -> list[Record]:
    """Return every part that belongs to a record, sort by sort."""
    entity = queries.entity_of(inventory, owner) or ""
    return [
        one
        for part in ENTITIES.values()
        if entity in owner_types(part)
        and part.entity != "item_name"
        and (_is_added(part) or part is OwnValue)
        for one in of(inventory, part, owner)
    ]


def _is_added(part: type[Record]) -> bool:
    """Tell whether people add such parts: on a page of a form, or to a photo or recording."""
    return bool(part.page) or issubclass(part, MediaPart)


def started(inventory: Inventory, part: type[Record]) -> dict[str, Any]:
    """Return what a new part begins with: today, and who has the inventory open."""
    if part.entity not in _STARTED:
        return {}
    made: dict[str, Any] = {name: today() for name in specs(part) if name in _TODAY}
    if inventory.author:
        made |= {name: inventory.author for name in specs(part) if name in _AUTHOR}
    if part.entity == "consent":
        made["status"] = "active"
    return made


def add(inventory: Inventory, owner: str, name: str, **values: Any) -> Record:
    """Add a part to a record; raises HeritageError when it cannot have such a part."""
    part = ENTITIES.get(name)
    entity = queries.entity_of(inventory, owner)
    if part is None or not _is_added(part) or entity not in owner_types(part):
        fitting = sorted(
            n for n, e in ENTITIES.items() if _is_added(e) and entity in owner_types(e)
        )
        raise HeritageError(
            tr("{name} is no part of such a record; use one of {names}.", name=name,
               names=", ".join(fitting))
        )  # fmt: skip
    unknown = sorted(set(values) - set(specs(part)))
    if unknown:
        raise HeritageError(tr("{field} is no field of it; show the record to see the fields.",
                               field=unknown[0]))  # fmt: skip
    if part is Region:
        values["box"] = regions.checked_box(values.get("box"))
    given = {**started(inventory, part), **values, owner_field(part) or "": owner}
    with inventory.change(tr("Add: {part}", part=tr(part.label))) as change:
        return change.add(part(id="", **given))


def drop(change: Change, inventory: Inventory, part: str) -> None:
    """Move a part and what is inside it to the trash, within a running change."""
    name = queries.part_of(inventory, part)
    if name is not None:
        for one in inside(inventory, part):
            change.drop(type(one), one.id)
        change.drop(ENTITIES[name], part)
