# SPDX-License-Identifier: Apache-2.0
"""How a field is declared: once, on a frozen dataclass; every other room reads the declaration.

A record class lists its fields with ``declared(...)``. Tables, forms, list columns, search text,
exports, history and merge are all driven by the resulting ``Spec``.
"""

from __future__ import annotations

import dataclasses
import inspect
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.ids import is_id
from heritage_desktop.domain.moments import Moment

Json = None | bool | int | str | list[Any] | dict[str, Any]


class Kind(StrEnum):
    """The shapes a value may have; fixed for ever once a bundle has carried them."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LOCALISED = "localised"  # {language tag: text}; one register per language
    TERM = "term"
    TERMS = "terms"  # set of codes; one register per code, adding wins
    WHOLE = "whole"
    DECIMAL = "decimal"  # kept as the text of a decimal number: no floats in commits
    YES_NO = "yes_no"
    DATE = "date"  # EDTF text
    MOMENT = "moment"
    POSITION = "position"
    REFERENCE = "reference"
    REFERENCES = "references"  # set of record ids; one register per id, adding wins


#: Kinds whose values are stored member by member, so that two teams never collide on the whole.
MEMBER_KINDS = frozenset({Kind.LOCALISED, Kind.TERMS, Kind.REFERENCES})
#: Kinds that hold a set of codes or ids.
SET_KINDS = frozenset({Kind.TERMS, Kind.REFERENCES})
TEXT_KINDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LOCALISED})

SHORT_TEXT_LIMIT = 500
LONG_TEXT_LIMIT = 1_000_000
INTEGER_LIMIT = 2**53


@dataclass(frozen=True, slots=True)
class Spec:
    """What the rest of the house knows about one field."""

    kind: Kind
    label: str
    group: str = "Basics"
    vocabulary: str | None = None
    target: str | None = None  # entity type a REFERENCE points to; "*" for any
    owner: bool = False  # the referenced record is the root this one belongs to
    inside: bool = False  # shown under the referenced part (a damage in its assessment)
    required: bool = False
    unit: str | None = None
    listed: bool = False  # offered as a list column
    searched: bool = True
    exported: bool = True  # False: never leaves in an export or print
    shown: bool = True  # False: set by the program, not in the form
    first: bool = False  # among the few fields the form shows first
    hint: str = ""
    #: Concurrent values: "ask" a person; "latest" wins without a question; the "strictest" (of
    #: days to keep something back, the last) or the "soonest" day holds until a person has looked.
    merge: str = "ask"


def declared(kind: Kind, label: str, **more: Any) -> Any:
    """Declare a field of a record; see ``Spec`` for the keywords."""
    empty: Any = None
    if kind is Kind.LOCALISED:
        return dataclasses.field(default_factory=dict, metadata={"spec": Spec(kind, label, **more)})
    if kind in SET_KINDS:
        empty = ()
    return dataclasses.field(default=empty, metadata={"spec": Spec(kind, label, **more)})


@dataclass(frozen=True, kw_only=True)
class Record:
    """A value: one row of one entity, free of any connection."""

    entity: ClassVar[str] = ""
    label: ClassVar[str] = ""
    #: A part shares its owner's id and lives and dies with it (an item's detail sheet).
    part_of: ClassVar[str | None] = None
    #: The page of its owner's form where a part with an owner is filled in; '' for none.
    page: ClassVar[str] = ""
    #: The kinds of item it is asked of, empty for all; and the owners of one that fits several.
    kinds: ClassVar[tuple[str, ...]] = ()
    owners: ClassVar[tuple[str, ...]] = ()
    #: Who may ever get it in a print or export, beyond what consent and access level say.
    audiences: ClassVar[tuple[str, ...]] = ("village", "county", "public")

    id: str


R = TypeVar("R", bound=Record)


def specs(entity: type[Record]) -> Mapping[str, Spec]:
    """Return the declared fields of a record class in their order."""
    found = _SPECS.get(entity)
    if found is None:
        own = inspect.get_annotations(entity)
        # What a class adds comes before what it shares with other classes.
        ordered = sorted(dataclasses.fields(entity), key=lambda field: field.name not in own)
        found = {
            field.name: field.metadata["spec"] for field in ordered if "spec" in field.metadata
        }
        _SPECS[entity] = found
    return found


_SPECS: dict[type[Record], dict[str, Spec]] = {}


def owner_field(entity: type[Record]) -> str | None:
    """Name the field that points to the record this one belongs to, if any."""
    for name, spec in specs(entity).items():
        if spec.owner:
            return name
    return None


def owner_types(entity: type[Record]) -> tuple[str, ...]:
    """Return the entities a part may belong to; empty for a record that stands by itself."""
    owner = owner_field(entity)
    if owner is None:
        return ()
    target = specs(entity)[owner].target or "*"
    return entity.owners if target == "*" else (target,)


def inside_field(entity: type[Record]) -> str | None:
    """Name the field that says under which other part this one is shown, if any."""
    return next((name for name, spec in specs(entity).items() if spec.inside), None)


def clean_text(text: str, *, multiline: bool, limit: int) -> str:
    """Return text as it may be stored: NFC, no controls, no lone surrogates, within ``limit``."""
    keep = "\n\t" if multiline else ""
    kept = "".join(
        ch
        if ch in keep or unicodedata.category(ch) not in {"Cc", "Cs"}
        else (" " if ch in "\n\t\r" else "")
        for ch in text.replace("\r\n", "\n")
    )
    return unicodedata.normalize("NFC", kept)[:limit]


def members(kind: Kind, value: Any) -> Iterator[tuple[str, Json]]:
    """Split a field value into ``(member, JSON value)`` registers; plain kinds have member ''."""
    if kind is Kind.LOCALISED:
        for language, text in sorted((value or {}).items()):
            if text:
                cleaned = clean_text(text, multiline=True, limit=LONG_TEXT_LIMIT)
                yield language, cleaned
    elif kind in SET_KINDS:
        for code in sorted(value or ()):
            yield (_reference(code) if kind is Kind.REFERENCES else code), True
    else:
        encoded = encode(kind, value)
        if encoded is not None:
            yield "", encoded


def encode(kind: Kind, value: Any) -> Json:
    """Return the JSON form of a single register; ``None`` and blank text are both 'nothing'.

    Raises ValueError when the value does not fit the kind.
    """
    if value is None or value == "":
        return None
    encoded: Json = _ENCODERS[kind](value)
    return encoded


def decode(kind: Kind, value: Json) -> Any:
    """Turn a JSON register back into the value of its kind; raises ValueError on a misfit."""
    if value is None:
        return None
    if kind is Kind.POSITION:
        return Position.from_json(value)
    if kind is Kind.MOMENT:
        return Moment.from_json(value)
    return _ENCODERS[kind](value)


def join(kind: Kind, registers: Mapping[str, Json]) -> Any:
    """Rebuild a field value from its member registers (the reverse of ``members``)."""
    if kind is Kind.LOCALISED:
        return {language: text for language, text in sorted(registers.items()) if text}
    if kind in SET_KINDS:
        return tuple(sorted(code for code, present in registers.items() if present))
    return decode(kind, registers.get(""))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text expected, not {type(value).__name__}")
    return clean_text(value, multiline=False, limit=SHORT_TEXT_LIMIT)


def _long_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text expected, not {type(value).__name__}")
    return clean_text(value, multiline=True, limit=LONG_TEXT_LIMIT)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= INTEGER_LIMIT:
        raise ValueError(f"whole number expected, not {value!r}")
    return value


def _decimal(value: Any) -> str:
    text = str(value).strip()
    float(text)
    return text


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"yes or no expected, not {value!r}")
    return value


def _reference(value: Any) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise ValueError(f"record id expected, not {value!r}")
    return value


def _position(value: Any) -> Json:
    return value.to_json() if isinstance(value, Position) else Position.from_json(value).to_json()


def _moment(value: Any) -> Json:
    return value.to_json() if isinstance(value, Moment) else Moment.from_json(value).to_json()


_ENCODERS: dict[Kind, Any] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.LOCALISED: _long_text,
    Kind.TERM: _text,
    Kind.TERMS: _yes_no,
    Kind.WHOLE: _whole,
    Kind.DECIMAL: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _text,
    Kind.MOMENT: _moment,
    Kind.POSITION: _position,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _yes_no,
}
