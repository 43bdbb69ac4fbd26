# SPDX-License-Identifier: Apache-2.0
"""Records as flat columns or plain JSON, both read from the field declarations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from heritage_desktop.domain.fields import SET_KINDS, Kind, Record, Spec, specs

Cell = str | int | float | None

#: Composite values become several columns; the suffix is joined to the field's name by a dot.
_PARTS: Mapping[Kind, tuple[tuple[str, Callable[[Any], Cell]], ...]] = {
    Kind.POSITION: (
        ("lat", lambda value: round(value.lat, 7)),
        ("lon", lambda value: round(value.lon, 7)),
        ("alt_m", lambda value: value.alt_m),
        ("accuracy_m", lambda value: value.accuracy_m),
        ("datum", lambda value: value.datum),
    ),
    Kind.MOMENT: (
        ("local", lambda value: value.local),
        ("offset", lambda value: value.offset),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table and how to read its cell from a record."""

    name: str
    cell: Callable[[Record], Cell]


def columns(entity: type[Record], records: Iterable[Record]) -> list[Column]:
    """Return the columns of an entity; each language met in a text gets a column of its own."""
    records = list(records)
    made = []
    for name, spec in specs(entity).items():
        if spec.exported:
            made += _columns_of(name, spec, records)
    return made


def _columns_of(name: str, spec: Spec, records: list[Record]) -> list[Column]:
    if spec.kind is Kind.LOCALISED:
        spoken = sorted({code for record in records for code in getattr(record, name)})
        return [Column(f"{name}.{code}", _reading(name, _word(code))) for code in spoken]
    if spec.kind in _PARTS:
        return [
            Column(f"{name}.{part}", _reading(name, partial(_part, read)))
            for part, read in _PARTS[spec.kind]
        ]
    return [Column(name, _reading(name, _plain_cell))]


def _reading(name: str, read: Callable[[Any], Cell]) -> Callable[[Record], Cell]:
    return lambda record: read(getattr(record, name))


def _word(code: str) -> Callable[[Any], Cell]:
    return lambda texts: texts.get(code)


def _part(read: Callable[[Any], Cell], value: Any) -> Cell:
    return None if value is None else read(value)


def _plain_cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return value  # type: ignore[no-any-return]  # text and whole numbers are left


def plain(record: Record, *, private: bool = False) -> dict[str, Any]:
    """Return a record as JSON values without its empty fields; ``private`` keeps all fields."""
    made: dict[str, Any] = {"id": record.id}
    for name, spec in specs(type(record)).items():
        value = getattr(record, name)
        if value in (None, "", (), {}) or not (spec.exported or private):
            continue
        made[name] = plain_value(spec.kind, value)
    return made


def plain_value(kind: Kind, value: Any) -> Any:
    """Return one value as people exchange it: degrees and metres, lists, language maps."""
    if kind in _PARTS and value is not None:
        parts = {part: read(value) for part, read in _PARTS[kind]}
        return {part: cell for part, cell in parts.items() if cell is not None}
    if kind is Kind.LOCALISED:
        return dict(sorted(value.items()))
    return list(value) if kind in SET_KINDS else value
