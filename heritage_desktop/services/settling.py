# SPDX-License-Identifier: Apache-2.0
"""Differences that wait for a person: listed by village and record, settled with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heritage_desktop.domain import fields, merge, text_merge
from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.consent import Comment
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import TEXT_KINDS, Spec
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.text_merge import Merged
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.storage import queries, settling
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.settling import Background
from heritage_desktop.storage.timeline import Conflict, Version

MINE, THEIRS = "ours", "theirs"


@dataclass(frozen=True, slots=True)
class Question:
    """One difference with the village and the record it is shown under."""

    conflict: Conflict
    village: str
    village_title: str
    title: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return the register, by which a question is found again after it was read anew."""
        one = self.conflict
        return one.entity, one.record, one.field, one.member


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody answered a difference as they did, on an earlier day or another laptop."""

    text: str
    by: str
    on: str


def questions(inventory: Inventory) -> list[Question]:
    """Return what waits for a person, by village, record and field; reads, so not for the window.

    What lies in the trash is not asked about.
    """
    found = []
    around: dict[str, tuple[str, str, str]] = {}
    villages: dict[str, str] = {}
    items = {row.id: row for row in queries.items(inventory, queries.ItemFilter())}
    for conflict in inventory.conflicts():
        root = conflict.root
        if root not in around and root in items:
            row = items[root]
            around[root] = (row.village or "", row.village_name, row.title)
        elif root not in around:
            around[root] = _around(inventory, root, villages)
        found.append(Question(conflict, *around[root]))
    return sorted(
        found, key=lambda one: (not one.village, one.village_title, one.title, one.conflict.root,
                                one.key),
    )  # fmt: skip


def _around(inventory: Inventory, root: str, villages: dict[str, str]) -> tuple[str, str, str]:
    name = queries.entity_of(inventory, root)
    record = inventory.get(ENTITIES[name], root) if name else None
    village = root if isinstance(record, Village) else getattr(record, "village", None) or ""
    if village not in villages:
        villages[village] = queries.title_of(inventory, village) if village else ""
    return village, villages[village], queries.title_of(inventory, root)


def spec_of(conflict: Conflict) -> Spec | None:
    """Return how the field is declared; None for the question whether a record stays."""
    return fields.specs(ENTITIES[conflict.entity]).get(conflict.field)


def is_guarded(conflict: Conflict) -> bool:
    """Tell whether an answer may open what is closed: each of these is looked at by itself."""
    spec = spec_of(conflict)
    return spec is None or spec.merge in merge.GUARDED


def background(inventory: Inventory, conflict: Conflict) -> Background:
    """Return what stood before, and which clocks cannot be right."""
    return settling.background(inventory, conflict)


def teams(inventory: Inventory) -> dict[str, str]:
    """Return laptop -> team; this laptop is always among them."""
    found = settling.teams(inventory)
    found.setdefault(inventory.replica, tr("this laptop"))
    return found


def suggestion(conflict: Conflict, before: Background) -> Merged | None:
    """Return the texts of a difference joined; None where it is no text."""
    spec = spec_of(conflict)
    if spec is None or spec.kind not in TEXT_KINDS - {fields.Kind.TEXT}:
        return None
    base = (before.before or "") if before.known else None
    # The oldest first, so that the order does not depend on whose laptop joins them.
    return text_merge.join(base, [str(one.value) for one in conflict.versions[::-1]])


def settle(inventory: Inventory, conflict: Conflict, value: Any, reason: str = "") -> None:
    """Write one answer as an undoable step; the reason travels as a remark on the field.

    Raises HeritageError when the values changed meanwhile, or a mark of a joined text is left.
    """
    if isinstance(value, str) and _has_marks(value, conflict):
        raise HeritageError(
            tr("Choose in each marked place ⟪ │ ⟫ of the text, and take the marks out.")
        )  # fmt: skip
    with inventory.change(tr("Settle difference")) as change:
        inventory.settle(conflict, value)
        if reason.strip():
            change.add(
                Comment(id="", target=conflict.root, field=reason_key(conflict),
                        text=reason.strip(), by=inventory.author or None,
                        on=datetime.now().astimezone().date().isoformat(), status="settled")
            )  # fmt: skip


def _has_marks(value: str, conflict: Conflict) -> bool:
    written = "".join(str(version.value) for version in conflict.versions)
    return any(mark in value and mark not in written
               for mark in (text_merge.OPEN, text_merge.CLOSE))  # fmt: skip


def reason_key(conflict: Conflict) -> str:
    """Return how a remark names the register it speaks of."""
    member = f"/{conflict.member}" if conflict.member else ""
    return f"{conflict.entity}.{conflict.field}:{conflict.record}{member}"


def reasons(inventory: Inventory, conflict: Conflict) -> list[Reason]:
    """Return the reasons given for earlier answers to the same question, oldest first."""
    found = inventory.all(Comment, target=conflict.root, field=reason_key(conflict))
    made = [Reason(one.text or "", one.by or "", one.on or "") for one in found]
    return sorted(made, key=lambda one: (one.on, one.by, one.text))


# Many at once


def batch(
    asked: Iterable[Question], laptops: Iterable[str], side: str, village: str | None = None
) -> list[tuple[Question, Any]]:
    """Return what an answer for all of one team would write; ``side`` is "ours" or "theirs".

    Left out, to be looked at one by one: who may see something, whether a record stays, and where
    a side wrote several values.
    """
    theirs = set(laptops)
    made = []
    for one in asked:
        if is_guarded(one.conflict) or (village is not None and one.village != village):
            continue
        split: tuple[list[Version], list[Version]] = ([], [])
        for version in one.conflict.versions:
            split[version.replica in theirs].append(version)
        wanted = split[side == THEIRS]
        if all(split) and len(wanted) == 1:
            made.append((one, wanted[0].value))
    return made


def settle_all(
    inventory: Inventory, answers: Sequence[tuple[Question, Any]], reason: str = ""
) -> int:
    """Write many answers as one step that one undo takes back; returns how many."""
    label = ntr("Settle {n} difference", "Settle {n} differences", len(answers))
    with inventory.change(label):
        for question, value in answers:
            settle(inventory, question.conflict, value, reason)
    return len(answers)


# For the command line


def words(conflict: Conflict, value: Any) -> str:
    """Return a value as people read it, on one line."""
    if conflict.field == EXISTENCE:
        return tr("stays, with what was written") if value == "live" else tr("goes to the trash")
    spec = spec_of(conflict)
    if spec is not None and spec.vocabulary and isinstance(value, str):
        return vocabulary(spec.vocabulary).label(value, language())
    return " ".join(str(value).split())


def field_name(conflict: Conflict) -> str:
    """Return the name of the field as ``conflicts settle`` takes it."""
    member = f"/{conflict.member}" if conflict.member else ""
    name = "exists" if conflict.field == EXISTENCE else conflict.field
    return f"{conflict.entity}.{name}{member}"


def listed(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the documented shape of ``conflicts list --json``."""
    by_laptop, made = teams(inventory), []
    for one in questions(inventory):
        conflict = one.conflict
        around = background(inventory, conflict)
        made.append({
            "village": one.village_title, "title": one.title, "record": conflict.record,
            "root": conflict.root, "field": field_name(conflict),
            "before": words(conflict, around.before) if around.before is not None else None,
            "versions": [
                {"number": number, "value": words(conflict, version.value), "by": version.author,
                 "team": by_laptop.get(version.replica, ""), "at": version.wall,
                 "clock_suspect": version.op_id in around.suspect}
                for number, version in enumerate(conflict.versions, 1)
            ],
            "reasons": [{"text": r.text, "by": r.by, "on": r.on}
                        for r in reasons(inventory, conflict)],
        })  # fmt: skip
    return made


def settle_named(
    inventory: Inventory, record: str, field: str, choice: str, reason: str = ""
) -> str:
    """Settle the difference of a record (or its beginning) in a field by number or "join".

    Returns the value written, in words; raises HeritageError when it is not clear which is meant.
    """
    fits = [
        one.conflict for one in questions(inventory)
        if field in (field_name(one.conflict), field_name(one.conflict).partition(".")[2])
        and any(id.startswith(record) for id in (one.conflict.record, one.conflict.root))
    ]  # fmt: skip
    if len(fits) != 1:
        why = tr("several differences are called so") if fits else tr("nothing waits there")
        raise HeritageError(tr("{record} {field}: {why}; conflicts list shows what waits.",
                               record=record, field=field, why=why))  # fmt: skip
    (conflict,) = fits
    value = _chosen(inventory, conflict, choice)
    settle(inventory, conflict, value, reason)
    return words(conflict, value)


def _chosen(inventory: Inventory, conflict: Conflict, choice: str) -> Any:
    if choice == "join":
        joined = suggestion(conflict, background(inventory, conflict))
        if joined is None or joined.open:
            raise HeritageError(
                tr("These do not join by themselves; choose a number, or write the field anew "
                   "with set.")
            )  # fmt: skip
        return joined.text
    if (
        not choice.isascii()
        or not choice.isdigit()
        or not 1 <= int(choice) <= len(conflict.versions)
    ):
        raise HeritageError(
            tr("{choice} is no choice; give a number from 1 to {n}, or join.",
               choice=choice, n=len(conflict.versions))
        )  # fmt: skip
    return conflict.versions[int(choice) - 1].value
