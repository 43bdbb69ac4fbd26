# SPDX-License-Identifier: Apache-2.0
"""Making an inventory, reading records as plain values, writing single fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from heritage_desktop import i18n
from heritage_desktop.domain import fields
from heritage_desktop.domain.coordinates import Position, parse_position
from heritage_desktop.domain.entities import DETAILS, ENTITIES, ROOTS
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind, Record
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Region
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.place import Village
from heritage_desktop.i18n import tr
from heritage_desktop.services import parts, regions
from heritage_desktop.storage import arrivals, joining, queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemFilter


def language_tag() -> str:
    """Return the tag under which texts typed in the window's language are kept."""
    return "zh-Hans" if i18n.language().startswith("zh") else "en"


def new_inventory(
    folder: Path,
    *,
    title: str = "",
    village: str = "",
    team: str = "",
    office: bool = False,
    author: str = "",
) -> Inventory:
    """Make and return an open inventory, with its first village when one is named."""
    folder = folder if folder.suffix == ".vhi" else folder.with_name(folder.name + ".vhi")
    tag = "zh-Hans" if any(ch > "\u2e7f" for ch in title + village) else "en"
    name = title or village or folder.stem
    made = Inventory.create(
        folder, title={tag: name}, team=team or None, office=office, author=author
    )
    if village:
        with made.change(tr("New village")) as change:
            change.add(Village(id="", name={tag: village}))
        made.forget_steps()
    return made


def gather(inventory: Inventory) -> list[Record]:
    """Return every live record, for the gate."""
    return [record for entity in ENTITIES.values() for record in inventory.all(entity)]


def find(inventory: Inventory, start: str) -> str:
    """Return the one root record whose id begins so, or the item that stands for it.

    Raises HeritageError for none or several.
    """
    with_start = [
        record.id
        for name in ROOTS
        for record in inventory.all(ENTITIES[name])
        if record.id.startswith(start)
    ]
    if len(with_start) == 1:
        return with_start[0]
    if queries.entity_of(inventory, start):
        return joining.canonical(inventory, start)
    why = tr("several records begin so") if with_start else tr("there is no such record")
    raise HeritageError(tr("{start}: {why}; list the inventory to see the ids.",
                           start=start, why=why))  # fmt: skip


def find_any(inventory: Inventory, start: str) -> str:
    """Return the one record, or else the one part, whose id begins so; raises HeritageError."""
    try:
        return find(inventory, start)
    except HeritageError:
        return find_part(inventory, start)


def plain(record: Record) -> dict[str, Any]:
    """Return a record's filled fields as JSON values."""
    made: dict[str, Any] = {}
    for name, spec in fields.specs(type(record)).items():
        value = getattr(record, name)
        if value in (None, "", (), {}):
            continue
        if spec.kind is Kind.POSITION:
            value = {k: v for k, v in dataclasses.asdict(value).items() if v is not None}
        elif spec.kind is Kind.MOMENT:
            value = {k: v for k, v in dataclasses.asdict(value).items() if v is not None}
        made[name] = list(value) if isinstance(value, tuple) else value
    return made


def describe(inventory: Inventory, record: str) -> dict[str, Any]:
    """Return one record with all that belongs to it; equal wherever the same commits are held."""
    name = queries.entity_of(inventory, record) or "item"
    found = inventory.get(ENTITIES[name], record)
    made = {"id": record, "entity": name, **(plain(found) if found else {})}
    if name == "item":
        made["names"] = [plain(one) for one in inventory.all(ItemName, item=record)]
        made["title"] = next((n["value"] for n in made["names"] if n.get("value")), "")
        for detail, entity in DETAILS.items():
            sheet = inventory.get(entity, record)
            if sheet is not None:
                made[detail] = plain(sheet)
        made["places"] = [plain(one) for one in inventory.all(Location, item=record)]
    made["parts"] = [{"part": one.entity, **plain(one)} for one in parts.all_of(inventory, record)]
    made["media"] = [media.sha256 for _, media in queries.media_of(inventory, record)]
    made["links"] = [
        {"type": row.label_code, "other": row.other_id}
        for row in queries.relations_of(inventory, record)
    ]
    return made


def list_items(
    inventory: Inventory, *, text: str = "", kind: str | None = None
) -> list[dict[str, Any]]:
    """Return the items in id order, each as ``describe`` gives it; equal on every laptop."""
    rows = queries.items(inventory, ItemFilter(text=text, kind=kind), sort="id")
    return [{"kind": None, **describe(inventory, row.id)} for row in rows]


def with_arrivals(inventory: Inventory, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with where each item stands: ``{state, at, by}``, this laptop's view."""
    found = arrivals.standings(inventory)
    return [{**row, "arrival": dataclasses.asdict(found[row["id"]])} for row in rows]


def write_field(
    inventory: Inventory, record: str, field: str, value: str, language: str = "zh-Hans"
) -> None:
    """Write one field of a record or of a part; raises HeritageError when it does not fit."""
    name = queries.entity_of(inventory, record) or queries.part_of(inventory, record) or "item"
    candidates = [ENTITIES[name], *(DETAILS.values() if name == "item" else ())]
    kind = getattr(inventory.get(Item, record), "kind", None) if name == "item" else None
    order = sorted(candidates, key=lambda e: e.entity not in (name, kind))
    entity = next((e for e in order if field in fields.specs(e)), None)
    if entity is None or fields.specs(entity)[field].owner:
        raise HeritageError(tr("{field} is no field of it; show the record to see the fields.",
                               field=field))  # fmt: skip
    spec = fields.specs(entity)[field]
    try:
        parsed = _parsed(spec.kind, value)
        if entity is Region and field == "box":
            parsed = regions.checked_box(value)
        if spec.kind is Kind.LOCALISED:
            stored = inventory.get(entity, record)
            parsed = {**(getattr(stored, field) if stored else {}), language: value}
        with inventory.change(tr("Edit {field}", field=tr(spec.label))) as change:
            change.set(entity, record, field, parsed)
    except ValueError as error:
        raise HeritageError(
            tr("{field}: {why}.", field=field, why=str(error).rstrip("."))
        ) from error


def parsed_fields(name: str, pairs: Mapping[str, str], language: str) -> dict[str, Any]:
    """Return typed values for the fields of one sort of record; raises HeritageError."""
    entity = ENTITIES.get(name)
    made: dict[str, Any] = {}
    if entity is None:
        return made
    for field, text in pairs.items():
        spec = fields.specs(entity).get(field)
        if spec is None:
            raise HeritageError(tr("{field} is no field of it; show the record to see the fields.",
                                   field=field))  # fmt: skip
        try:
            value = _parsed(spec.kind, text)
            made[field] = {language: text} if spec.kind is Kind.LOCALISED else value
            list(fields.members(spec.kind, made[field]))
        except ValueError as error:
            raise HeritageError(
                tr("{field}: {why}.", field=field, why=str(error).rstrip("."))
            ) from error
    return made


def create(inventory: Inventory, name: str, values: Mapping[str, Any]) -> Record:
    """Make a record that stands by itself; raises HeritageError for a sort that does not."""
    if name not in ROOTS or name in ("settings", "item", "media"):
        known = ", ".join(one for one in ROOTS if one not in ("settings", "item", "media"))
        raise HeritageError(tr("{name} is no such record; use one of {names}.", name=name,
                               names=known))  # fmt: skip
    entity = ENTITIES[name]
    with inventory.change(tr("New: {name}", name=tr(entity.label))) as change:
        return change.add(entity(id="", **values))


def find_part(inventory: Inventory, start: str) -> str:
    """Return the one part whose id begins so; raises HeritageError for none or several."""
    found = [
        record.id
        for entity in ENTITIES.values()
        if fields.owner_field(entity)
        for record in inventory.all(entity)
        if record.id.startswith(start)
    ]
    if len(found) == 1:
        return found[0]
    why = tr("several records begin so") if found else tr("there is no such record")
    raise HeritageError(tr("{start}: {why}; list the inventory to see the ids.",
                           start=start, why=why))  # fmt: skip


def _parsed(kind: Kind, text: str) -> Any:
    if not text.strip():
        return () if kind in fields.SET_KINDS else None
    if kind is Kind.WHOLE:
        return int(text)
    if kind is Kind.YES_NO:
        return text.strip().casefold() in {"yes", "true", "1", "是"}
    if kind in fields.SET_KINDS:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if kind is Kind.POSITION:
        return parse_position(text)
    return text


def history(inventory: Inventory, record: str) -> list[dict[str, Any]]:
    """Return a record's history as JSON values, newest first."""
    return [
        {
            "at": entry.at,
            "author": entry.author,
            "replica": entry.replica,
            "entity": entry.entity,
            "record": entry.record,
            "field": entry.field,
            "member": entry.member,
            "before": [_json(value) for value in entry.before],
            "after": _json(entry.after),
        }
        for entry in inventory.history(record)
    ]


def _json(value: Any) -> Any:
    return dataclasses.asdict(value) if isinstance(value, Position | Moment) else value
