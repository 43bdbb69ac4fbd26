# SPDX-License-Identifier: Apache-2.0
"""Many at once: templates, copies, lists of names, one field of many records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heritage_desktop.domain.agent import BearerProfile, Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.entities import DETAILS, ENTITIES
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind, Record, owner_field, specs
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.vocabulary import Term, vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.services import parts
from heritage_desktop.services.items import language_of, new_item, today
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import title_of

#: What a copy takes over besides the item's own fields and its sheet.
_COPIED_PARTS = ("function", "participant", "party", "step", "protocol")
#: What says of one thing only, and is asked again of its copy.
_NOT_COPIED = frozenset(
    {"field_no", "status", "recorded_on", "recorder", "summary", "history", "legend",
     "dating_told", "field_notes", "condition", "unsaid"}
)  # fmt: skip


def templates() -> list[Term]:
    """Return the ready-made kinds of items, in the order people should choose from."""
    return list(vocabulary("template"))


def template_values(code: str) -> dict[str, Any]:
    """Return the first values of a template, 'kind' among them; raises HeritageError."""
    term = vocabulary("template").term(code)
    if term is None:
        known = ", ".join(vocabulary("template").codes())
        raise HeritageError(tr("{name} is no template; use one of {names}.", name=code,
                               names=known))  # fmt: skip
    values: dict[str, Any] = dict(term.mappings)
    detail = DETAILS[values["kind"]]
    for name, spec in specs(detail).items():
        if name in values and spec.kind is Kind.TERMS:
            values[name] = tuple(values[name].split())
    return values


def question_of(inventory: Inventory, item: Item) -> str:
    """Return what to ask for the other half of a pair: which festival uses this bridge?"""
    words = vocabulary("template")
    for term in words:
        fits = term.mappings.get("type") == item.type if item.type else False
        if item.kind == "intangible":
            detail = inventory.get(DETAILS["intangible"], item.id)
            fits = term.mappings.get("domain") == getattr(detail, "domain", None)
        if fits and term.mappings["kind"] == item.kind:
            return words.definition(term.code, language())
    kinds = {"immovable": tr("Which festival, craft or custom belongs to this place?"),
             "movable": tr("In which craft or festival is it used?"),
             "landscape": tr("Which custom or work belongs to this land?"),
             "intangible": tr("Where does it happen, and with what objects?")}  # fmt: skip
    return kinds.get(item.kind or "", "")


def from_template(
    inventory: Inventory, code: str, names: Mapping[str, str], village: str | None, **more: Any
) -> Item:
    """Record an item that starts with what its template knows and what is carried forward."""
    values = {**template_values(code), **carried_values(inventory), **more}
    kind = str(values.pop("kind"))
    return new_item(inventory, kind=kind, village=village, names=names, **values)


def new(
    inventory: Inventory, code: str, kind: str, names: Mapping[str, str], village: str | None
) -> Item:
    """Record an item from a template, or of a bare kind where ``code`` is empty."""
    if code:
        return from_template(inventory, code, names, village)
    return new_item(inventory, kind=kind, village=village, names=names, **carried_values(inventory))


def many(inventory: Inventory, code: str, names: Iterable[str], village: str | None) -> list[str]:
    """Record one item for each name, as one step; returns their ids."""
    wanted = [name.strip() for name in names if name.strip()]
    with inventory.change(tr("New items: {n}", n=len(wanted))):
        return [
            from_template(inventory, code, {language_of(name): name}, village).id for name in wanted
        ]


def new_bearer(inventory: Inventory, names: Mapping[str, str], village: str | None) -> Person:
    """Record a bearer with a profile and a consent to fill in, as one step."""
    with inventory.change(tr("New bearer")) as change:
        person = change.add(Person(id="", name=names, village=village))
        change.add(BearerProfile(id="", person=person.id))
        asked = parts.started(inventory, Consent)
        change.add(Consent(id="", who=person.id, **asked))
    return person


def carried_fields(inventory: Inventory) -> tuple[str, ...]:
    """Return the fields of an item whose last answer starts the next one."""
    return tuple(inventory.meta().get("carry", "").split())


def carry(inventory: Inventory, field: str, on: bool) -> None:
    """Carry a field forward to the next new item, or stop doing so."""
    fields = [name for name in carried_fields(inventory) if name != field]
    inventory.set_meta(carry=" ".join([*fields, field] if on else fields))


def carried_values(inventory: Inventory) -> dict[str, Any]:
    """Return the values the next item starts with: those of the item recorded last."""
    wanted = [name for name in carried_fields(inventory) if name in specs(Item)]
    if not wanted:
        return {}
    last = inventory.latest(Item)
    values = {name: getattr(last, name) for name in wanted} if last else {}
    return {name: value for name, value in values.items() if value}


def duplicate(inventory: Inventory, item_id: str) -> str:
    """Copy an item with its sheet and those parts that are often the same; returns the new id."""
    item = inventory.get(Item, item_id)
    if item is None:
        raise HeritageError(tr("There is no record {id}; list the inventory.", id=item_id))
    values = {name: getattr(item, name) for name in specs(Item) if name not in _NOT_COPIED}
    recorder = inventory.author or item.recorder
    with inventory.change(tr("Duplicate")) as change:
        made = change.add(
            Item(id="", status="draft", recorded_on=today(), recorder=recorder, **values)
        )
        sheet = inventory.get(DETAILS[item.kind], item_id) if item.kind in DETAILS else None
        if sheet is not None:
            change.add(dataclasses.replace(sheet, id=made.id))
        for name in inventory.all(ItemName, item=item_id):
            text = tr("{name} (copy)", name=name.value or "") if name.preferred else name.value
            change.add(dataclasses.replace(name, id="", item=made.id, value=text))
        for part in (ENTITIES[name] for name in _COPIED_PARTS):
            owner = owner_field(part) or ""
            for one in inventory.all(part, **{owner: item_id}):
                change.add(dataclasses.replace(one, **{"id": "", owner: made.id}))
    return made.id


@dataclass(frozen=True, slots=True)
class Edit:
    """What a batch edit would do to one record."""

    record: str
    title: str
    before: Any
    after: Any


def batch_fields(kind: str | None = None) -> list[tuple[type[Record], str]]:
    """Return the fields many records may get at once: own fields of items and of one sheet."""
    entities: list[type[Record]] = [Item, *([DETAILS[kind]] if kind in DETAILS else [])]
    return [
        (entity, name)
        for entity in entities
        for name, spec in specs(entity).items()
        if spec.shown and name != "kind"
    ]


def rehearse(
    inventory: Inventory, ids: Sequence[str], entity: type[Record], field: str, value: Any
) -> list[Edit]:
    """Return the records a batch edit would change, with before and after."""
    found = []
    for one in ids:
        item = inventory.get(Item, one)
        if item is None or (entity is not Item and DETAILS.get(item.kind or "") is not entity):
            continue
        stored = item if entity is Item else inventory.get(entity, one)
        before = getattr(stored or entity(id=one), field)
        if before != value:
            found.append(Edit(one, title_of(inventory, one), before, value))
    return found


def apply(inventory: Inventory, edits: Sequence[Edit], entity: type[Record], field: str) -> int:
    """Write a rehearsed batch edit as one step; returns how many records were changed."""
    label = tr("Edit {field} of {n} records", field=tr(specs(entity)[field].label), n=len(edits))
    with inventory.change(label) as change:
        for edit in edits:
            change.set(entity, edit.record, field, edit.after)
    return len(edits)
