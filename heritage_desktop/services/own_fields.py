# SPDX-License-Identifier: Apache-2.0
"""The team's own fields: asked, answered and read without code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind, Spec
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.own import OwnField, OwnValue, own_value_id
from heritage_desktop.i18n import tr
from heritage_desktop.services.items import language_of
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

_KINDS = {
    "text": Kind.TEXT, "number": Kind.DECIMAL, "date": Kind.DATE, "term": Kind.TEXT,
    "yes_no": Kind.YES_NO, "person": Kind.REFERENCE, "place": Kind.REFERENCE,
}  # fmt: skip
_TARGETS = {"person": "person", "place": "village"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One own field of a record and what was answered; ``value`` has the kind of the field."""

    field: OwnField
    value: Any

    @property
    def label(self) -> str:
        """What the field is called in the window's language."""
        return localised(self.field.name)

    @property
    def spec(self) -> Spec:
        """The field as forms and tables know fields."""
        kind = _KINDS.get(self.field.kind or "", Kind.TEXT)
        target = _TARGETS.get(self.field.kind or "")
        return Spec(kind, self.label, target=target, hint=self.field.hint or "")


def words_of(field: OwnField) -> tuple[str, ...]:
    """Return the words an own field lets people choose from."""
    return tuple(line.strip() for line in (field.terms or "").splitlines() if line.strip())


def asked_of(inventory: Inventory, record: str) -> list[OwnField]:
    """Return the own fields asked of a record, by name; retired ones only where answered."""
    entity = queries.entity_of(inventory, record)
    scopes = {entity}
    item = inventory.get(Item, record) if entity == "item" else None
    scopes |= {item.kind} if item is not None else set()
    answered = {one.field for one in inventory.all(OwnValue, target=record)}
    found = [
        field
        for field in inventory.all(OwnField)
        if (field.id in answered)
        or (not field.retired and scopes & set(field.scope or ("item", "person", "village")))
    ]
    return sorted(found, key=lambda field: (localised(field.name), field.id))


def answers(inventory: Inventory, record: str) -> list[Answer]:
    """Return every own field asked of a record with its answer, None where nobody answered."""
    stored = {one.field: one.value for one in inventory.all(OwnValue, target=record)}
    return [
        Answer(field, _value(field, stored.get(field.id))) for field in asked_of(inventory, record)
    ]


def _value(field: OwnField, text: str | None) -> Any:
    if text is None:
        return None
    return text == "yes" if field.kind == "yes_no" else text


def new_field(
    inventory: Inventory, name: str, kind: str, *, scope: tuple[str, ...] = (), terms: str = ""
) -> OwnField:
    """Add an own field; raises HeritageError for an unknown sort of answer."""
    if kind not in _KINDS:
        raise HeritageError(tr("{kind} is no sort of answer; use one of {kinds}.", kind=kind,
                               kinds=", ".join(_KINDS)))  # fmt: skip
    made = OwnField(
        id="", name={language_of(name): name}, kind=kind, scope=scope, terms=terms or None
    )
    with inventory.change(tr("New own field")) as change:
        return change.add(made)


def answer(inventory: Inventory, record: str, field: OwnField, value: Any) -> None:
    """Store an answer, or take it away with None; raises HeritageError where it does not fit."""
    text = _text(field, value)
    name = own_value_id(record, field.id)
    stored = inventory.get(OwnValue, name)
    with inventory.change(tr("Edit {field}", field=localised(field.name))) as change:
        if text is None and stored is not None:
            change.drop(OwnValue, name)
        elif text is not None:
            if inventory.is_trashed(OwnValue, name):
                change.restore(OwnValue, name)
            change.set_root(name, record)
            change.add(OwnValue(id=name, target=record, field=field.id, value=text))


def _text(field: OwnField, value: Any) -> str | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value).strip()
    label = localised(field.name)
    if field.kind == "number":
        try:
            float(text)
        except ValueError:
            raise HeritageError(tr("{field}: “{text}” is not a number.", field=label,
                                   text=text)) from None  # fmt: skip
    words = words_of(field)
    if field.kind == "term" and words and text not in words:
        raise HeritageError(tr("{field}: choose one of {words}.", field=label,
                               words=", ".join(words)))  # fmt: skip
    return text
