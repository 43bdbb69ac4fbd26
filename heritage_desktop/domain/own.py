# SPDX-License-Identifier: Apache-2.0
"""What a team adds without code: its own fields, and local words mapped later by the office."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, Record, declared


@dataclass(frozen=True, kw_only=True)
class OwnField(Record):
    """A question the team asks besides the declared ones; it travels with the records."""

    entity: ClassVar[str] = "own_field"
    label: ClassVar[str] = "Own field"

    name: Mapping[str, str] = declared(Kind.LOCALISED, "Name", first=True, required=True)
    kind: str | None = declared(
        Kind.TERM, "Sort of answer", vocabulary="own_kind", first=True, required=True
    )
    scope: tuple[str, ...] = declared(Kind.TERMS, "Asked of", vocabulary="record_scope", first=True)
    terms: str | None = declared(
        Kind.LONG_TEXT, "Words to choose from, one a line", searched=False, first=True
    )
    hint: str | None = declared(Kind.TEXT, "Example")
    retired: bool | None = declared(Kind.YES_NO, "No longer asked")


@dataclass(frozen=True, kw_only=True)
class OwnValue(Record):
    """The answer to an own field; its id follows from record and field, so teams never collide."""

    entity: ClassVar[str] = "own_value"
    label: ClassVar[str] = "Own field, answer"
    owners: ClassVar[tuple[str, ...]] = ("item", "person", "village")

    target: str | None = declared(Kind.REFERENCE, "Of", target="*", owner=True, shown=False)
    field: str | None = declared(Kind.REFERENCE, "Own field", target="own_field", shown=False)
    value: str | None = declared(Kind.LONG_TEXT, "Answer", first=True)


@dataclass(frozen=True, kw_only=True)
class TermMapping(Record):
    """A word of the field, and the word of the list the office chose for it."""

    entity: ClassVar[str] = "term_mapping"
    label: ClassVar[str] = "Local word"
    audiences: ClassVar[tuple[str, ...]] = ("county",)

    vocabulary: str | None = declared(Kind.TEXT, "Word list", first=True)
    word: str | None = declared(Kind.TEXT, "Local word", first=True)
    code: str | None = declared(Kind.TEXT, "Word of the list", first=True, searched=False)
    note: str | None = declared(Kind.TEXT, "Note")


def own_value_id(target: str, field: str) -> str:
    """Return the one id under which every laptop keeps this answer."""
    return hashlib.sha256(f"{target}/{field}".encode()).hexdigest()[:32]
