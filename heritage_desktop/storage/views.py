# SPDX-License-Identifier: Apache-2.0
"""View rows: folded records in and out of their tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert

from heritage_desktop.domain import fields
from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Kind, Record, Spec
from heritage_desktop.domain.merge import Folded
from heritage_desktop.storage import tables

R = TypeVar("R", bound=Record)


def store(connection: Connection, name: str, folds: Mapping[str, Folded | None]) -> None:
    """Write or remove the view rows of one entity."""
    table = tables.VIEW[name]
    declared = fields.specs(ENTITIES[name])
    gone = [{"b_id": record} for record, folded in folds.items() if folded is None]
    if gone:
        connection.execute(delete(table).where(table.c.id == bindparam("b_id")), gone)
    rows = [
        {
            "id": record,
            "state_": folded.state,
            "conflicts_": folded.conflicts,
            "updated_": folded.updated,
            **{key: column(spec, folded.values.get(key, {})) for key, spec in declared.items()},
        }
        for record, folded in folds.items()
        if folded is not None
    ]
    if rows:
        connection.execute(insert(table).prefix_with("OR REPLACE"), rows)


def column(spec: Spec, registers: Mapping[str, Any]) -> Any:
    """Return what the view column of a field holds."""
    if spec.kind in fields.SET_KINDS:
        value: Any = sorted(code for code, present in registers.items() if present)
        return canonical(value).decode() if value else None
    if spec.kind is Kind.LOCALISED:
        value = {language: text for language, text in registers.items() if text}
        return canonical(value).decode() if value else None
    value = registers.get("")
    if value is not None and spec.kind in tables.JSON_KINDS:
        return canonical(value).decode()
    return value


def value_of(spec: Spec, stored: Any) -> Any:
    """Return a field's value from its view column."""
    if spec.kind is Kind.LOCALISED:
        return json.loads(stored) if stored else {}
    if spec.kind in fields.SET_KINDS:
        return tuple(json.loads(stored)) if stored else ()
    if stored is None:
        return None
    if spec.kind in tables.JSON_KINDS:
        return fields.decode(spec.kind, json.loads(stored))
    return bool(stored) if spec.kind is Kind.YES_NO else stored


def record_of(entity: type[R], row: Any) -> R:
    """Return the record a view row holds."""
    mapping = row._mapping  # SQLAlchemy's documented accessor
    values = {name: value_of(spec, mapping[name]) for name, spec in fields.specs(entity).items()}
    return entity(id=mapping["id"], **values)
