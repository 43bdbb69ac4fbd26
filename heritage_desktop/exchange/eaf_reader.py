# SPDX-License-Identifier: Apache-2.0
"""ELAN's .eaf read with suspicion (EAF 2.x and 3.0): tiers become lines, translations, an index.

Own code on the standard library's expat, because what matters here is what may go wrong:
a document type is refused before it can define anything, and depth, number and length are bounded
while the file is read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from heritage_desktop.exchange.passages import (
    LONGEST_MS,
    LONGEST_TEXT,
    MOST_PASSAGES,
    TIER_TYPES,
    BadTranscript,
    Passage,
    Transcript,
    language_named,
    language_tag,
    language_written,
    neat,
    neat_name,
    settled,
    spread,
    too_long,
    too_many,
)
from heritage_desktop.i18n import ntr, tr

MOST_ELEMENTS = 40 * MOST_PASSAGES
DEEPEST = 32
#: A translation that stands on its own tier belongs to the line that begins this near, in ms.
_NEAR_MS = 250
_MOST_TIERS = 300

_INDEX = frozenset(
    ("index", "topic", "topics", "chapter", "chapters", "section", "sections", "theme", "themes")
)
_INDEX_HAN = ("索引", "章节", "话题", "主题", "段落")
_MARKS = frozenset(("mark", "marks", "marker", "markers"))
#: Where somebody's speech has a tier that says so, their other tiers (gestures, gaze) are not it.
_SPEECH = frozenset(
    ("utterance", "utterances", "transcript", "transcription", "orthography", "speech", "spch",
     "spoken", "words", "text")
)  # fmt: skip
_SPEECH_HAN = ("原话", "逐字", "转写", "口语")
_TRANSLATION = frozenset(("translation", "translations", "trans", "translate", "ft", "gloss_free"))
_TRANSLATION_HAN = ("译文", "翻译")
_OURS = {type: sort for sort, type in TIER_TYPES.items()}
_BELOW = ("translation", "title", "synopsis")
Texts = dict[str, dict[str, str]]


@dataclass(slots=True)
class _Annotation:
    """One annotation; it has two time slots, or another one it belongs to."""

    id: str
    slots: tuple[str, str] = ("", "")
    parent: str = ""
    language: str = ""
    text: str = ""


@dataclass(slots=True)
class _Tier:
    id: str
    type: str = ""
    parent: str = ""
    participant: str = ""
    language: str = ""
    annotations: list[_Annotation] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """Return the words its name and its type are made of."""
        text = f"{self.id} {self.type}".casefold()
        return frozenset("".join(c if c.isalnum() else " " for c in text).split())

    def speaks_of(self, words: frozenset[str], parts: tuple[str, ...] = ()) -> bool:
        """Tell whether its name or type holds one of the words."""
        return bool(self.words & words) or any(part in self.id + self.type for part in parts)


class _Document:
    """Gathers what is needed while expat reads."""

    def __init__(self) -> None:
        self.slots: dict[str, int | None] = {}
        self.tiers: dict[str, _Tier] = {}
        self.languages: dict[str, str] = {}
        self.origins: list[int] = []
        self.units = ""
        self.root = ""
        self._depth = self._count = self._annotations = 0
        self._tier: _Tier | None = None
        self._open: _Annotation | None = None
        self._text: list[str] | None = None
        self._length = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self._depth += 1
        self._count += 1
        self.root = self.root or name
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise too_many()
        if name == "TIER":
            self._begin_tier(given)
        elif name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            self._open = _Annotation(
                given.get("ANNOTATION_ID", ""),
                (given.get("TIME_SLOT_REF1", ""), given.get("TIME_SLOT_REF2", "")),
                given.get("ANNOTATION_REF", ""),
                given.get("LANG_REF", ""),
            )
        elif name == "ANNOTATION_VALUE":
            self._text, self._length = [], 0
        else:
            self._note(name, given)

    def _note(self, name: str, given: dict[str, str]) -> None:
        if name == "HEADER":
            self.units = given.get("TIME_UNITS", "")
        elif name == "MEDIA_DESCRIPTOR":
            self.origins.append(_whole(given.get("TIME_ORIGIN")) or 0)
        elif name == "TIME_SLOT":
            self.slots[given.get("TIME_SLOT_ID", "")] = _whole(given.get("TIME_VALUE"))
        elif name == "LANGUAGE":
            code = given.get("LANG_ID", "")
            label = given.get("LANG_LABEL", "")
            self.languages[code] = language_tag(code) or language_named(label)

    def _begin_tier(self, given: dict[str, str]) -> None:
        self._tier = _Tier(
            given.get("TIER_ID", ""), given.get("LINGUISTIC_TYPE_REF", ""),
            given.get("PARENT_REF", ""), neat_name(given.get("PARTICIPANT", "")),
            given.get("LANG_REF", ""),
        )  # fmt: skip
        while self._tier.id in self.tiers:
            self._tier.id += "′"
        self.tiers[self._tier.id] = self._tier
        if len(self.tiers) > _MOST_TIERS:
            raise too_many()

    def words(self, text: str) -> None:
        """Take text between elements."""
        if self._text is None:
            return
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise too_long()
        self._text.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._depth -= 1
        if name == "ANNOTATION_VALUE" and self._text is not None:
            if self._open is not None:
                self._open.text = neat("".join(self._text))
            self._text = None
        elif name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            self._end_annotation()
        elif name == "TIER":
            self._tier = None

    def _end_annotation(self) -> None:
        if self._tier is not None and self._open is not None:
            self._tier.annotations.append(self._open)
            self._annotations += 1
            if self._annotations > 10 * MOST_PASSAGES:
                raise too_many()
        self._open = None


def read(data: bytes, spoken: str = "") -> Transcript:
    """Return the passages of an .eaf file; ``spoken`` is the tag of the recording's language.

    Raises BadTranscript.
    """
    document = _parsed(data)
    if document.root != "ANNOTATION_DOCUMENT":
        raise BadTranscript(tr("it is no ELAN file."))
    if document.units not in ("", "milliseconds"):
        raise BadTranscript(tr("its times are not in milliseconds; save it with a newer ELAN."))
    return _Reading(document, spoken).transcript()


def _parsed(data: bytes) -> _Document:
    document = _Document()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.words
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadTranscript(
            tr("it is damaged at line {line} and cannot be read.", line=error.lineno)
        ) from error
    return document


def _refuse(name: str, system: str | None, public: str | None, internal: int) -> None:
    raise BadTranscript(tr("it defines a document type, as no ELAN file does; it was not read."))


def _whole(text: str | None) -> int | None:
    """Return a number of milliseconds; a huge one is one that cannot be, said later."""
    try:
        return int(text) if text and len(text) < 20 else None
    except ValueError:
        return None


class _Reading:
    """Says what each tier is, then gathers what belongs to each annotation with times."""

    def __init__(self, document: _Document, spoken: str) -> None:
        self._tiers = list(document.tiers.values())
        self._by_id = document.tiers
        self._slots, self._order = document.slots, {s: n for n, s in enumerate(document.slots)}
        self._languages = document.languages
        self._findings: list[str] = []
        self._origin = self._begins_at(document.origins)
        self._tier_of = {a.id: tier for tier in self._tiers for a in tier.annotations}
        self._above = {a.id: a.parent for tier in self._tiers for a in tier.annotations}
        self._roots = {tier.id: tier for tier in self._tiers if self._is_root(tier)}
        self._begins: dict[str, list[tuple[int, int, str]]] = {}
        self.spoken = spoken or self._first_language()

    def _begins_at(self, origins: list[int]) -> int:
        """Return where in the recording the times of the file begin, in milliseconds."""
        if len(origins) > 1 and any(origins):
            self._findings.append(
                tr("The file belongs to several recordings that begin apart; look at the times.")
            )
        return origins[0] if len(origins) == 1 else 0

    def transcript(self) -> Transcript:
        """Return everything that was understood, and sentences about the rest."""
        texts = self._dependent()
        said: list[Passage] = []
        translated: list[Passage] = []
        for tier in self._roots.values():
            if self._is_silent(tier):
                self._leave_out(tier)
                continue
            language = self._language(tier)
            foreign = self._sort(tier) == "line" and language and language != self.spoken
            (translated if foreign else said).extend(self._passages(tier, texts))
        passages = settled(joined(spread(said), spread(translated)), self._findings)
        return Transcript(passages, self.spoken, tuple(self._findings))

    def _is_root(self, tier: _Tier) -> bool:
        """Tell whether its annotations are passages: not notes on those of another tier.

        Some mark turns first, with no words, and write the words on a tier under them.
        """
        above = self._by_id.get(tier.parent)
        if above is None or above is tier:
            return True
        timed = bool(tier.annotations) and all(a.slots[0] for a in tier.annotations)
        return timed and not any(a.text for a in above.annotations)

    def _language(self, tier: _Tier, annotation: _Annotation | None = None) -> str:
        code = (annotation.language if annotation else "") or tier.language
        if code:
            return self._languages.get(code) or language_tag(code)
        if tier.type in _OURS or tier.id.casefold() == tier.participant.casefold():
            return ""
        return language_named(tier.id) or language_named(tier.type)

    def _sort(self, tier: _Tier) -> str:
        if tier.type in _OURS:
            return _OURS[tier.type]
        if tier.participant:
            return "line"
        if tier.speaks_of(_INDEX, _INDEX_HAN):
            return "part"
        return "mark" if tier.speaks_of(_MARKS) else "line"

    def _is_silent(self, tier: _Tier) -> bool:
        """Tell whether somebody's tier holds gestures or the like, as their speech has its own."""
        if self._sort(tier) != "line" or tier.type in _OURS or not tier.participant:
            return False
        theirs = (one for one in self._roots.values() if one.participant == tier.participant)
        spoken = [one.id for one in theirs if one.speaks_of(_SPEECH, _SPEECH_HAN)]
        return bool(spoken) and tier.id not in spoken and not self._language(tier)

    def _leave_out(self, tier: _Tier) -> None:
        if tier.annotations:
            self._findings.append(
                tr("Tier “{name}” holds notes of another kind; it was left out.", name=tier.id)
            )

    def _first_language(self) -> str:
        lines = (tier for tier in self._roots.values() if self._sort(tier) == "line")
        return next((found for tier in lines if (found := self._language(tier))), "")

    def _dependent(self) -> dict[str, Texts]:
        """Return by annotation with times what the tiers under its own say of it."""
        found: dict[str, Texts] = defaultdict(lambda: {name: {} for name in _BELOW})
        lost = 0
        for tier in self._tiers:
            if tier.id in self._roots or not tier.annotations:
                continue
            target = self._target(tier)
            if not target:
                self._leave_out(tier)
                continue
            for annotation in tier.annotations:
                root = self._root_of(annotation, tier)
                if root and annotation.text:
                    self._note(found[root][target], tier, annotation)
                lost += bool(annotation.text and not root)
        if lost:
            self._findings.append(
                ntr("{n} note belongs to no passage; it was left out.",
                    "{n} notes belong to no passage; they were left out.", lost)
            )  # fmt: skip
        return found

    def _note(self, told: dict[str, str], tier: _Tier, annotation: _Annotation) -> None:
        language = self._language(tier, annotation) or language_written(annotation.text)
        known = told.get(language)
        told[language] = f"{known}\n{annotation.text}" if known else annotation.text
        if len(told[language]) > LONGEST_TEXT:
            raise too_long()

    def _target(self, tier: _Tier) -> str:
        """Return which texts a tier under another one holds; '' for what we do not keep."""
        if tier.type in _BELOW:
            return tier.type
        language = self._language(tier)
        if language:
            return "translation" if language != self.spoken else ""
        return "translation" if tier.speaks_of(_TRANSLATION, _TRANSLATION_HAN) else ""

    def _root_of(self, annotation: _Annotation, tier: _Tier) -> str:
        """Follow references up to an annotation that is a passage; '' where they end in a ring."""
        at = annotation.parent or self._around(annotation, tier)
        for _ in range(DEEPEST):
            above = self._tier_of.get(at)
            if above is None:
                return ""
            if above.id in self._roots:
                return at
            at = self._above[at]
        return ""

    def _around(self, annotation: _Annotation, tier: _Tier) -> str:
        """Return the annotation of the tier above that a timed one lies in."""
        above = self._by_id.get(tier.parent)
        begin = self._slots.get(annotation.slots[0])
        if above is None or begin is None:
            return ""
        if above.id not in self._begins:
            times = self._times(above)
            spans = ((times.get(a.slots[0]), times.get(a.slots[1]), a.id) for a in
                     above.annotations)  # fmt: skip
            self._begins[above.id] = sorted(
                (start, end, name) for start, end, name in spans
                if start is not None and end is not None
            )  # fmt: skip
        place = bisect_right(self._begins[above.id], (begin, LONGEST_MS, "\uffff")) - 1
        if place < 0:
            return ""
        _, end, name = self._begins[above.id][place]
        return name if begin < end else ""

    def _passages(self, tier: _Tier, texts: Mapping[str, Texts]) -> Iterator[Passage]:
        times = self._times(tier)
        sort = self._sort(tier)
        for one in tier.annotations:
            begin, end = (times.get(slot) for slot in one.slots)
            # A time that is not there is told together with those that cannot be.
            begin = -1 if begin is None else begin + self._origin
            end = None if end is None else end + self._origin
            more = texts.get(one.id) or {name: {} for name in _BELOW}
            language = self._language(tier, one)
            passage = Passage(
                begin, end, sort, tier.participant, translation=more["translation"],
                synopsis=more["synopsis"], tier=tier.id,
            )  # fmt: skip
            if sort == "line":
                yield _line(passage, one.text, language, self.spoken)
                continue
            language = language or language_written(one.text)
            if sort == "mark" and end is not None and end - begin <= 1:
                passage = replace(passage, end_ms=None)
            title = {language: one.text} if one.text else {}
            yield replace(passage, title={**title, **more["title"]})

    def _times(self, tier: _Tier) -> dict[str, int | None]:
        """Return the time of every slot of a tier.

        Slots without one divide the span between those around them evenly, as ELAN shows them.
        """
        used = {slot for one in tier.annotations for slot in one.slots if slot in self._order}
        ordered = sorted(used, key=self._order.__getitem__)
        times: dict[str, int | None] = {}
        before, waiting = 0, []
        for slot in ordered:
            value = self._slots[slot]
            if value is None:
                waiting.append(slot)
                continue
            times |= _divided(waiting, before, value)
            times[slot] = before = value
            waiting = []
        return times | _divided(waiting, before, before)


def _divided(slots: list[str], before: int, after: int) -> dict[str, int]:
    step = max(0, after - before) / (len(slots) + 1)
    return {slot: before + round(step * number) for number, slot in enumerate(slots, 1)}


def _line(passage: Passage, text: str, language: str, spoken: str) -> Passage:
    """Return the passage with its words as spoken, or as a translation on a tier of its own."""
    if not text:
        return passage
    if language and spoken and language != spoken:
        return replace(passage, translation={**passage.translation, language: text})
    return replace(passage, spoken=text)


def joined(said: list[Passage], translated: list[Passage]) -> Iterator[Passage]:
    """Let translations on tiers of their own join the line that begins where they begin."""
    lines = sorted((one for one in said if one.sort == "line"), key=lambda one: one.begin_ms)
    starts = [one.begin_ms for one in lines]
    for one in translated:
        place = _nearest(one, lines, starts)
        if place is None:
            yield one
        else:
            more = {**one.translation, **lines[place].translation}
            lines[place] = replace(lines[place], translation=more)
    yield from lines
    yield from (one for one in said if one.sort != "line")


def _nearest(one: Passage, lines: list[Passage], starts: list[int]) -> int | None:
    """Return which line a translation belongs to, None where there is none without it."""
    first = bisect_left(starts, one.begin_ms - _NEAR_MS)
    last = bisect_right(starts, one.begin_ms + _NEAR_MS)
    fitting = [
        place
        for place in range(first, last)
        if one.speaker in ("", lines[place].speaker) or not lines[place].speaker
        if not set(one.translation) & set(lines[place].translation)
    ]
    return min(fitting, key=lambda place: abs(starts[place] - one.begin_ms), default=None)
