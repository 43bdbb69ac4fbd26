# SPDX-License-Identifier: Apache-2.0
"""Local words: used in the field at once, mapped later by the office, all records following."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import Kind, Record, Spec, specs
from heritage_desktop.domain.own import TermMapping
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.storage.inventory import Inventory

#: Lists where the field may need a word nobody foresaw; it is kept as it was typed.
OPEN_LISTS = frozenset(
    {"tangible_type", "structure", "material", "current_use", "language", "function", "unit",
     "practice_type", "landscape_type", "plan_form", "roof_type", "damage_cause", "landform"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalWord:
    """A word no list has, how often it stands in records, and what it was mapped to, if at all."""

    vocabulary: str
    word: str
    uses: int
    mapped_to: str | None


def local_words(inventory: Inventory) -> list[LocalWord]:
    """Return the words used outside their lists, the most used first."""
    uses: Counter[tuple[str, str]] = Counter()
    for _, _, spec, codes in _coded(inventory):
        known = vocabulary(spec.vocabulary or "")
        for code in codes:
            if code not in known:
                uses[spec.vocabulary or "", code] += 1
    mapped = {(one.vocabulary, one.word): one.code for one in inventory.all(TermMapping)}
    return [
        LocalWord(name, word, count, mapped.get((name, word)))
        for (name, word), count in sorted(uses.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _coded(inventory: Inventory) -> Iterator[tuple[Record, str, Spec, tuple[str, ...]]]:
    for entity in ENTITIES.values():
        fields = [
            (name, spec) for name, spec in specs(entity).items() if spec.vocabulary in OPEN_LISTS
        ]
        for record in inventory.all(entity) if fields else ():
            for name, spec in fields:
                value = getattr(record, name)
                if value:
                    yield record, name, spec, value if spec.kind is Kind.TERMS else (value,)


def map_word(inventory: Inventory, name: str, word: str, code: str) -> int:
    """Let ``code`` stand for a local word in every record; returns how many were changed.

    The mapping is kept, so that records that arrive later can follow. Raises HeritageError.
    """
    if code not in vocabulary(name):
        raise HeritageError(tr("“{text}” is not in the list; choose one of its words.", text=code))
    with inventory.change(tr("Map local word {word}", word=word)) as change:
        changed = 0
        for record, field, spec, codes in _coded(inventory):
            if spec.vocabulary != name or word not in codes:
                continue
            new = code if spec.kind is Kind.TERM else tuple({*codes} - {word} | {code})
            change.set(type(record), record.id, field, new)
            changed += 1
        known = inventory.all(TermMapping, vocabulary=name, word=word)
        if known:
            change.set(TermMapping, known[0].id, "code", code)
        else:
            change.add(TermMapping(id="", vocabulary=name, word=word, code=code))
    return changed


def follow_mappings(inventory: Inventory) -> int:
    """Apply every kept mapping again, to records that came in since; returns how many changed."""
    return sum(
        map_word(inventory, one.vocabulary, one.word, one.mapped_to)
        for one in local_words(inventory)
        if one.mapped_to
    )
