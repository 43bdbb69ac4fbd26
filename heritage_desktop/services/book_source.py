# SPDX-License-Identifier: Apache-2.0
"""What the release gate let through, looked up once, and how the book words it."""

from __future__ import annotations

import gettext
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from heritage_desktop import assets
from heritage_desktop.catalogue.content import Language
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.fields import Kind, Record, Spec
from heritage_desktop.domain.item import Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.storage.inventory import Inventory

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Source:
    """What the gate let through, looked up once."""

    inventory: Inventory
    records: Sequence[Record]
    language: Language

    @cached_property
    def _groups(self) -> dict[tuple[Any, str], Any]:
        return {}

    def of(self, entity: type[R]) -> list[R]:
        """Return the released records of one sort."""
        return [record for record in self.records if isinstance(record, entity)]

    def grouped(self, entity: type[R], key: str) -> Mapping[str, list[R]]:
        """Return the released records of one sort by the record they hang on."""
        known: Mapping[str, list[R]] | None = self._groups.get((entity, key))
        if known is not None:
            return known
        found: dict[str, list[R]] = defaultdict(list)
        for record in self.of(entity):
            found[getattr(record, key) or ""].append(record)
        self._groups[entity, key] = found
        return found

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, str]]:
        """Return the names of everything that has one: groups, sources, villages, items."""
        found: dict[str, Mapping[str, str]] = {}
        for one in self.records:
            name = getattr(one, "name", None) or getattr(one, "title", None)
            if isinstance(name, Mapping):
                found[one.id] = name
        for item, names in self.names.items():
            found[item] = {name.language or "und": name.value or "" for name in reversed(names)}
        return found

    @cached_property
    def villages(self) -> Mapping[str, Village]:
        return {one.id: one for one in self.of(Village)}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        return {one.id: one for one in self.of(Person)}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {one.id: one for one in self.of(Item)}

    @cached_property
    def names(self) -> Mapping[str, list[ItemName]]:
        return self.grouped(ItemName, "item")

    @cached_property
    def places(self) -> Mapping[str, list[Location]]:
        return self.grouped(Location, "item")

    @cached_property
    def links(self) -> Mapping[str, list[MediaLink]]:
        return self.grouped(MediaLink, "target")

    @cached_property
    def media(self) -> Mapping[str, Media]:
        return {one.id: one for one in self.of(Media)}

    @cached_property
    def relations(self) -> Mapping[str, list[tuple[Relation, bool]]]:
        """Return the links of each record; True where it is read from its other end."""
        found: dict[str, list[tuple[Relation, bool]]] = defaultdict(list)
        for one in self.of(Relation):
            found[one.subject or ""].append((one, False))
            found[one.object or ""].append((one, True))
        return found

    @cached_property
    def sheets(self) -> Mapping[tuple[str, str], Record]:
        return {(type(one).entity, one.id): one for one in self.records}

    def both(self, chinese: str, english: str) -> str:
        """Return a label in the language of the book, once where both are the same."""
        if self.language == "zh_CN":
            return chinese or english
        if self.language == "en":
            return english or chinese
        return " ".join(dict.fromkeys(part for part in (chinese, english) if part))

    def text(self, texts: Mapping[str, str]) -> str:
        """Return a text of several languages as one line of the book."""
        return self.both(chinese(texts), english(texts))


def chinese(texts: Mapping[str, str]) -> str:
    return next((text for tag, text in sorted(texts.items()) if tag.startswith("zh") and text), "")


def english(texts: Mapping[str, str]) -> str:
    return texts.get("en", "")


@cache
def _translations() -> gettext.NullTranslations:
    """Return the Chinese words: a book may be in another language than the window."""
    return gettext.translation(
        "heritage", str(assets.path("locale")), languages=["zh_CN"], fallback=True
    )


def translated(text: str) -> str:
    """Return a word of the program in Chinese."""
    return _translations().gettext(text)


def field_label(source: Source, spec: Spec) -> str:
    return source.both(_translations().gettext(spec.label), spec.label)


def term_label(source: Source, words: str, code: str) -> str:
    terms = vocabulary(words)
    return source.both(terms.label(code, "zh_CN"), terms.label(code, "en"))


def said(source: Source, spec: Spec, value: Any) -> str:
    if spec.vocabulary and spec.kind is Kind.TERM:
        return term_label(source, spec.vocabulary, value)
    if spec.vocabulary:
        return "、".join(term_label(source, spec.vocabulary, code) for code in value)
    if isinstance(value, bool):
        return source.both("是", "yes")
    text = str(value)
    if not spec.unit:
        return text
    return f"{text}{spec.unit}" if spec.unit == "°" else f"{text} {_unit(source, spec.unit)}"


def _unit(source: Source, unit: str) -> str:
    return source.both("年", "years") if unit == "years" else unit
