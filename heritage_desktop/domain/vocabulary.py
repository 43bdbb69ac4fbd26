# SPDX-License-Identifier: Apache-2.0
"""The controlled words of the inventory: their codes are stored, their labels are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from heritage_desktop import assets
from heritage_desktop.domain.errors import HeritageError

_NOTHING: Mapping[str, str] = MappingProxyType({})


class UnknownVocabulary(HeritageError):
    """A field names a vocabulary this installation does not have."""


@dataclass(frozen=True, slots=True)
class Term:
    """One controlled word; ``inverse`` is how a relation reads from its other end."""

    code: str
    labels: Mapping[str, str]
    broader: str = ""
    definition: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    #: Other words for it, by language, separated by "；" (they are found, not shown).
    synonyms: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    mappings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    inverse: str = ""
    inverse_labels: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    retired: bool = False
    replaced_by: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """An ordered list of terms; unknown codes are shown as they are, never lost."""

    id: str
    version: int
    title: Mapping[str, str]
    terms: tuple[Term, ...]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @cached_property
    def _by_code(self) -> dict[str, Term]:
        return {term.code: term for term in self.terms}

    @cached_property
    def _by_inverse(self) -> dict[str, Term]:
        return {term.inverse: term for term in self.terms if term.inverse}

    def codes(self, *, retired: bool = False) -> tuple[str, ...]:
        """Return the codes in the order people should choose from."""
        return tuple(term.code for term in self.terms if retired or not term.retired)

    def term(self, code: str) -> Term | None:
        """Return the term of ``code``, or None for a code from elsewhere."""
        return self._by_code.get(code)

    def label(self, code: str, language: str) -> str:
        """Return the label of a code or of an inverse code; an unknown code is its own label."""
        if found := self._by_code.get(code):
            return _in_language(found.labels, language) or code
        if found := self._by_inverse.get(code):
            return _in_language(found.inverse_labels, language) or code
        return code

    def definition(self, code: str, language: str) -> str:
        """Return what the code means in one sentence, or the empty string."""
        found = self._by_code.get(code)
        return _in_language(found.definition, language) if found else ""

    def sought(self, code: str) -> str:
        """Return every word a term can be found by: labels and synonyms of all languages."""
        found = self._by_code.get(code)
        if found is None:
            return code
        return " ".join([*found.labels.values(), *found.synonyms.values()])

    def inverse(self, code: str) -> str:
        """Return the code as read from the other end, or '' where there is none."""
        if found := self._by_code.get(code):
            return found.inverse
        found = self._by_inverse.get(code)
        return found.code if found else ""

    def inverse_label(self, code: str, language: str) -> str:
        """Return the label as read from the other end; a term without inverse keeps its own."""
        return self.label(self.inverse(code) or code, language)

    def forward(self, code: str) -> tuple[str, bool]:
        """Return the code to store and whether the two ends must be swapped for it."""
        if code not in self._by_code and (found := self._by_inverse.get(code)):
            return found.code, True
        return code, False

    def current(self, code: str) -> str:
        """Follow ``replaced_by`` from a retired code to the one used today."""
        seen: set[str] = set()
        while (found := self._by_code.get(code)) and found.replaced_by and code not in seen:
            seen.add(code)
            code = found.replaced_by
        return code


def _in_language(labels: Mapping[str, str], language: str) -> str:
    """Pick zh_CN for any Chinese tag (zh, zh-Hans, zh_CN), English for everything else."""
    exact = labels.get(language)
    if exact:
        return exact
    return labels.get("zh_CN" if language.startswith("zh") else "en", "") or labels.get("en", "")


def _term(raw: Mapping[str, Any]) -> Term:
    values: dict[str, Any] = {
        key: MappingProxyType(
            {k: "；".join(v) if isinstance(v, list) else v for k, v in value.items()}
        )
        if isinstance(value, dict)
        else tuple(value)
        if isinstance(value, list)
        else value
        for key, value in raw.items()
    }
    return Term(**values)


@cache
def vocabulary(vocabulary_id: str) -> Vocabulary:
    """Return one vocabulary, read once; raises UnknownVocabulary if it is not installed."""
    try:
        raw = json.loads(assets.read_text("vocabularies", f"{vocabulary_id}.json"))
    except FileNotFoundError as error:
        raise UnknownVocabulary(
            f"{vocabulary_id}: this word list is missing; install the program again."
        ) from error
    return Vocabulary(
        id=raw["id"],
        version=raw["version"],
        title=MappingProxyType(raw["title"]),
        terms=tuple(_term(term) for term in raw["terms"]),
    )


@cache
def vocabulary_ids() -> tuple[str, ...]:
    """Return the ids of all installed vocabularies."""
    return tuple(sorted(file.stem for file in assets.path("vocabularies").glob("*.json")))
