# SPDX-License-Identifier: Apache-2.0
"""ELAN's .eaf written (EAF 3.0): a tier for each speaker, translations under it, an index.

Annotations of one tier never overlap in ELAN, so voices that do get a second tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.exchange.passages import (
    TIER_TYPES,
    Passage,
    Transcript,
    neat,
    with_ends,
)

_SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
_CONSTRAINTS = (
    ("Time_Subdivision", "Time subdivision of parent annotation's time interval, no time gaps "
     "allowed within this interval"),
    ("Symbolic_Subdivision", "Symbolic subdivision of a parent annotation. Annotations referring "
     "to the same parent are ordered"),
    ("Symbolic_Association", "1-1 association with a parent annotation"),
    ("Included_In", "Time alignable annotations within the parent annotation's time interval, "
     "gaps are allowed"),
)  # fmt: skip
_NAMES = {"line": "transcript", "part": "index", "mark": "marks"}


@dataclass(slots=True)
class _Lane:
    """One tier of passages that follow each other, and the texts under them."""

    id: str
    sort: str
    speaker: str
    language: str
    end_ms: int = 0
    passages: list[tuple[str, Passage]] = field(default_factory=list)  # annotation id, passage


def write(transcript: Transcript, media_name: str) -> bytes:
    """Return the .eaf file of a transcript; it looks for the recording beside itself."""
    passages = with_ends(transcript.passages)
    slots = _slots(passages)
    lanes = _lanes(passages, transcript.language)
    below = list(_below(lanes))
    # The day is left out: the same passages give the same bytes, and ELAN writes its own.
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" '
        'VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{_SCHEMA}">',
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">',
        *_media(media_name),
        f'<PROPERTY NAME="lastUsedAnnotationId">{len(passages) + len(below)}</PROPERTY>',
        "</HEADER>",
        "<TIME_ORDER>",
        *(f'<TIME_SLOT TIME_SLOT_ID="{slots[edge]}" TIME_VALUE="{edge.ms}"/>' for edge in slots),
        "</TIME_ORDER>",
        *_tiers(lanes, below, slots),
        *_types(),
        *_languages(lanes, below),
        *(f'<CONSTRAINT DESCRIPTION={quoteattr(text)} STEREOTYPE="{name}"/>'
          for name, text in _CONSTRAINTS),
        "</ANNOTATION_DOCUMENT>",
        "",
    ]  # fmt: skip
    return "\n".join(lines).encode()


def _media(name: str) -> Iterator[str]:
    if name:
        mime = guess_type(name)[0] or "unknown"
        url = quoteattr(f"./{name}")
        yield f'<MEDIA_DESCRIPTOR MEDIA_URL={url} MIME_TYPE="{mime}" RELATIVE_MEDIA_URL={url}/>'


class _Edge(NamedTuple):
    """Where an annotation begins or ends; at the same moment one ends before the next begins."""

    ms: int
    begins: bool
    annotation: str


def _slots(passages: Iterable[Passage]) -> dict[_Edge, str]:
    """Return the time slots in order.

    No two annotations share one: who drags an edge in ELAN moves everything on its slot.
    """
    edges = [
        edge
        for number, one in enumerate(passages, 1)
        for edge in (
            _Edge(one.begin_ms, True, f"a{number}"), _Edge(one.end_ms or 0, False, f"a{number}"),
        )
    ]  # fmt: skip
    return {edge: f"ts{number}" for number, edge in enumerate(sorted(edges), 1)}


def _lanes(passages: Iterable[Passage], language: str) -> list[_Lane]:
    """Put passages on tiers by sort and speaker, a further one where voices overlap."""
    lanes: dict[tuple[str, str], list[_Lane]] = {}
    for number, one in enumerate(passages, 1):
        mine = lanes.setdefault((one.sort, one.speaker), [])
        lane = next((lane for lane in mine if lane.end_ms <= one.begin_ms), None)
        if lane is None:
            base = _NAMES[one.sort]
            if one.speaker:
                base = one.speaker if one.sort == "line" else f"{base} {one.speaker}"
            name = f"{base} {len(mine) + 1}" if mine else base
            spoken = language if one.sort == "line" else ""
            lane = _Lane(name, one.sort, one.speaker, spoken)
            mine.append(lane)
        lane.passages.append((f"a{number}", one))
        lane.end_ms = one.end_ms or one.begin_ms
    order = {sort: n for n, sort in enumerate(("part", "line", "mark"))}
    made = [lane for mine in lanes.values() for lane in mine]
    made.sort(key=lambda lane: (order[lane.sort], lane.id))
    taken: set[str] = set()
    for lane in made:
        while lane.id in taken:
            lane.id += "′"
        taken.add(lane.id)
    return made


Below = tuple[_Lane, str, str, str, str]
"""The lane, the type, the language, the annotation above and the text of a dependent one."""


def _below(lanes: Iterable[_Lane]) -> Iterator[Below]:
    for lane in lanes:
        for name, one in lane.passages:
            shown = _shown(one)
            texts: list[tuple[str, Mapping[str, str]]] = [("translation", one.translation)]
            texts += [("title", one.title), ("synopsis", one.synopsis)]
            for type, told in texts:
                for language, text in sorted(told.items()):
                    if text and (type, language) != ("title", shown):
                        yield lane, type, language, name, text


def _shown(one: Passage) -> str:
    """Return the language of the title that stands on the tier of an index itself."""
    for language in ("zh-Hans", "en", *sorted(one.title)):
        if one.title.get(language):
            return language
    return ""


def _tiers(
    lanes: Iterable[_Lane], below: Iterable[Below], slots: Mapping[_Edge, str]
) -> Iterator[str]:
    grouped: dict[str, dict[tuple[str, str], list[tuple[str, str]]]] = {}
    for lane, type, language, above, text in below:
        mine = grouped.setdefault(lane.id, {})
        mine.setdefault((type, language), []).append((above, text))
    last = 0
    for lane in lanes:
        last += len(lane.passages)
        yield from _lane(lane, slots)
    for lane in lanes:
        for (type, language), notes in grouped.get(lane.id, {}).items():
            attributes = _attributes(
                LANG_REF=language, LINGUISTIC_TYPE_REF=type, PARENT_REF=lane.id,
                PARTICIPANT=lane.speaker, TIER_ID=f"{lane.id} [{type} {language}]",
            )  # fmt: skip
            yield f"<TIER{attributes}>"
            for above, text in notes:
                last += 1
                yield (
                    f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a{last}" '
                    f'ANNOTATION_REF="{above}">{_value(text)}</REF_ANNOTATION></ANNOTATION>'
                )
            yield "</TIER>"


def _lane(lane: _Lane, slots: Mapping[_Edge, str]) -> Iterator[str]:
    attributes = _attributes(
        LANG_REF=lane.language, LINGUISTIC_TYPE_REF=TIER_TYPES[lane.sort],
        PARTICIPANT=lane.speaker, TIER_ID=lane.id,
    )  # fmt: skip
    yield f"<TIER{attributes}>"
    for name, one in lane.passages:
        language = _shown(one) if lane.sort != "line" else ""
        text = one.title.get(language, "") if lane.sort != "line" else one.spoken
        given = _attributes(
            ANNOTATION_ID=name, LANG_REF=language,
            TIME_SLOT_REF1=slots[_Edge(one.begin_ms, True, name)],
            TIME_SLOT_REF2=slots[_Edge(one.end_ms or 0, False, name)],
        )  # fmt: skip
        yield (
            f"<ANNOTATION><ALIGNABLE_ANNOTATION{given}>{_value(text)}"
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        )
    yield "</TIER>"


def _types() -> Iterator[str]:
    for type in TIER_TYPES.values():
        yield (
            f'<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="{type}" '
            'TIME_ALIGNABLE="true"/>'
        )
    for type in ("translation", "title", "synopsis"):
        yield (
            '<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" GRAPHIC_REFERENCES="false" '
            f'LINGUISTIC_TYPE_ID="{type}" TIME_ALIGNABLE="false"/>'
        )


def _languages(lanes: Iterable[_Lane], below: Iterable[Below]) -> Iterator[str]:
    tags = {lane.language for lane in lanes} | {language for _, _, language, _, _ in below}
    tags |= {_shown(one) for lane in lanes for _, one in lane.passages if lane.sort != "line"}
    words = vocabulary("language")
    for tag in sorted(tags - {""}):
        yield f"<LANGUAGE{_attributes(LANG_ID=tag, LANG_LABEL=words.label(tag, 'en'))}/>"


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value)


def _value(text: str) -> str:
    return f"<ANNOTATION_VALUE>{escape(neat(text))}</ANNOTATION_VALUE>"
