# SPDX-License-Identifier: Apache-2.0
"""Consent, protocols and read-back: what people agreed to, and may take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.fields import Kind, Record, declared
from heritage_desktop.domain.item import ItemPart


@dataclass(frozen=True, kw_only=True)
class Consent(Record):
    """What one person or group agreed to, how, until when; a withdrawal beats every other edit."""

    entity: ClassVar[str] = "consent"
    label: ClassVar[str] = "Consent"
    audiences: ClassVar[tuple[str, ...]] = ("county",)
    page: ClassVar[str] = "care"
    owners: ClassVar[tuple[str, ...]] = ("person", "group")

    who: str | None = declared(Kind.REFERENCE, "Who", target="*", owner=True, shown=False)
    granted: tuple[str, ...] = declared(
        Kind.TERMS, "Agrees to", vocabulary="consent_scope", first=True
    )
    refused: tuple[str, ...] = declared(
        Kind.TERMS, "Does not agree to", vocabulary="consent_scope", first=True
    )
    method: str | None = declared(
        Kind.TERM, "How it was given", vocabulary="consent_method", first=True
    )
    date: str | None = declared(Kind.DATE, "Given on", first=True)
    status: str | None = declared(
        Kind.TERM, "State", vocabulary="consent_status", first=True, merge="strictest"
    )
    until: str | None = declared(Kind.DATE, "Holds until", group="How long", merge="soonest")
    withdrawn_on: str | None = declared(Kind.DATE, "Withdrawn on", group="How long")
    withdrawn_how: str | None = declared(Kind.TEXT, "Withdrawn how", group="How long")
    evidence: str | None = declared(
        Kind.REFERENCE, "Spoken clip or form", target="media", group="Evidence", exported=False
    )
    witnesses: str | None = declared(Kind.TEXT, "Witnesses", group="Evidence", exported=False)
    asked_by: str | None = declared(Kind.TEXT, "Asked by", group="How it was asked")
    language: str | None = declared(
        Kind.TERM, "Language", vocabulary="language", group="How it was asked"
    )
    interpreter: str | None = declared(
        Kind.TEXT, "Interpreter", group="How it was asked", exported=False
    )
    told_before: str | None = declared(Kind.DATE, "Told before, on", group="How it was asked")
    explained: tuple[str, ...] = declared(
        Kind.TERMS, "What was explained", vocabulary="explained", group="How it was asked"
    )
    decision_how: str | None = declared(
        Kind.TERM, "Who decided", vocabulary="decision_how", group="How it was asked"
    )
    pressure_note: str | None = declared(
        Kind.LONG_TEXT, "Signs of pressure", group="How it was asked", exported=False
    )
    purpose: str | None = declared(Kind.LONG_TEXT, "Purpose as it was read out", group="Terms")
    conditions: str | None = declared(Kind.LONG_TEXT, "Conditions", group="Terms")
    subjects: tuple[str, ...] = declared(
        Kind.REFERENCES, "Only for these", target="*", group="Terms"
    )
    place: str | None = declared(Kind.TEXT, "Place", group="Terms", exported=False)
    visit: str | None = declared(Kind.REFERENCE, "Visit", target="visit", group="Terms")


@dataclass(frozen=True, kw_only=True)
class Protocol(ItemPart):
    """A TK or BC label or another rule of the community on who may see, hear or use it."""

    entity: ClassVar[str] = "protocol"
    label: ClassVar[str] = "Label or rule"
    page: ClassVar[str] = "care"

    code: str | None = declared(Kind.TERM, "Label", vocabulary="tk_bc_label", first=True)
    applied: str | None = declared(Kind.TERM, "Put on by", vocabulary="label_applied", first=True)
    text: str | None = declared(Kind.LONG_TEXT, "In the community's words", first=True)
    community: str | None = declared(Kind.REFERENCE, "Community", target="group")
    date: str | None = declared(Kind.DATE, "Since")


@dataclass(frozen=True, kw_only=True)
class ReadBack(ItemPart):
    """The record was read to its owner or bearer, who agreed, in part, or refused."""

    entity: ClassVar[str] = "read_back"
    label: ClassVar[str] = "Read back"
    page: ClassVar[str] = "care"

    person: str | None = declared(Kind.REFERENCE, "Read to", target="person", first=True)
    date: str | None = declared(Kind.DATE, "Read on", first=True)
    result: str | None = declared(Kind.TERM, "Answer", vocabulary="readback_result", first=True)
    corrections: str | None = declared(Kind.LONG_TEXT, "What they corrected", first=True)
    proof: str | None = declared(Kind.TERM, "Kept as", vocabulary="readback_proof")
    evidence: str | None = declared(Kind.REFERENCE, "Voice or mark", target="media", exported=False)
    read_by: str | None = declared(Kind.TEXT, "Read by")


@dataclass(frozen=True, kw_only=True)
class Comment(Record):
    """A question or remark on a record or one of its fields, with its answer."""

    entity: ClassVar[str] = "comment"
    label: ClassVar[str] = "Comment"
    audiences: ClassVar[tuple[str, ...]] = ()
    page: ClassVar[str] = "care"
    owners: ClassVar[tuple[str, ...]] = ("item", "person", "group", "village")

    target: str | None = declared(Kind.REFERENCE, "On", target="*", owner=True, shown=False)
    field: str | None = declared(Kind.TEXT, "Field", shown=False, searched=False, exported=False)
    text: str | None = declared(Kind.LONG_TEXT, "Comment", first=True, exported=False)
    by: str | None = declared(Kind.TEXT, "By", exported=False)
    on: str | None = declared(Kind.DATE, "On", exported=False)
    status: str | None = declared(
        Kind.TERM, "State", vocabulary="question_status", first=True, exported=False
    )
    answer: str | None = declared(Kind.LONG_TEXT, "Answer", first=True, exported=False)


@dataclass(frozen=True, kw_only=True)
class Contribution(ItemPart):
    """What a villager said or brought at the laptop; it waits in a tray for the team."""

    entity: ClassVar[str] = "contribution"
    label: ClassVar[str] = "From a guest"
    audiences: ClassVar[tuple[str, ...]] = ()
    page: ClassVar[str] = "care"

    text: str | None = declared(Kind.LONG_TEXT, "What they said", first=True, exported=False)
    by: str | None = declared(Kind.TEXT, "Name, if they gave one", first=True, exported=False)
    media: str | None = declared(
        Kind.REFERENCE, "Photo or recording", target="media", exported=False
    )
    on: str | None = declared(Kind.DATE, "On", exported=False)
    taken_up: bool | None = declared(Kind.YES_NO, "Taken up", first=True, exported=False)
