# SPDX-License-Identifier: Apache-2.0
"""What all forms of transcript have in common: passages with sound times and clean texts.

Limits are far above any real recording (a day of talk), and far below what a laptop cannot hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.fields import clean_text
from heritage_desktop.i18n import ntr, tr

MOST_PASSAGES = 50_000
#: More cannot begin in one second of talk, be it every word of ten people.
MOST_IN_A_SECOND = 200
LONGEST_TEXT = 100_000
LONGEST_MS = 7 * 24 * 3_600_000
#: The linguistic types of the tiers we write in .eaf, by sort of passage.
TIER_TYPES = {"line": "transcript", "part": "index", "mark": "mark"}
#: How long a passage lasts whose end nobody told and nothing follows.
_LAST_MS = 2_000

_NOT_IN_XML = {0xFFFE: None, 0xFFFF: None}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
#: ISO 639-3 as ELAN writes it, and what people call these languages -> the tags of the inventory.
_TAGS = {
    "eng": "en", "english": "en", "英文": "en", "英语": "en", "en": "en",
    "zh": "zh-Hans", "zho": "zh-Hans", "chi": "zh-Hans", "cmn": "zh-Hans", "zh-cn": "zh-Hans",
    "zh-hans": "zh-Hans", "zh-sg": "zh-Hans", "chinese": "zh-Hans", "mandarin": "zh-Hans",
    "putonghua": "zh-Hans", "普通话": "zh-Hans", "中文": "zh-Hans", "汉语": "zh-Hans",
    "zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as a file tells it; times in milliseconds, texts by language tag."""

    begin_ms: int
    end_ms: int | None = None
    sort: str = "line"  # part, line or mark
    speaker: str = ""
    spoken: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    synopsis: Mapping[str, str] = field(default_factory=dict)
    translation: Mapping[str, str] = field(default_factory=dict)
    #: What its tier is called: a name, where nobody filled in who takes part.
    tier: str = field(default="", compare=False)

    @property
    def order(self) -> tuple[int, int, str, str, str]:
        """Return by what passages are put in order."""
        return self.begin_ms, self.end_ms or 0, self.sort, self.speaker, self.spoken

    @property
    def blank(self) -> bool:
        """Tell whether nothing is said in it; who speaks in a part is something."""
        texts = self.spoken or self.title or self.synopsis or self.translation
        return not texts and not (self.sort == "part" and self.speaker) and self.sort != "mark"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The passages of one recording in order; ``language`` is the tag of the words as spoken."""

    passages: tuple[Passage, ...] = ()
    language: str = ""
    findings: tuple[str, ...] = ()  # sentences about what was odd


class BadTranscript(HeritageError):
    """What is wrong with a file, in one sentence without its name."""


def too_many() -> BadTranscript:
    """Return the refusal of a file with too many passages."""
    return BadTranscript(tr("it has more passages than any recording; it was not read."))


def too_long() -> BadTranscript:
    """Return the refusal of a file with a passage as long as a book."""
    return BadTranscript(tr("one of its passages is as long as a book; it was not read."))


def neat(text: str) -> str:
    """Return a text as every format can hold it: no controls, no blanks around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return clean_text(lines, multiline=True, limit=LONGEST_TEXT).translate(_NOT_IN_XML).strip()


def neat_name(text: str) -> str:
    """Return a name on one line."""
    return " ".join(neat(text).split())


def language_tag(text: str) -> str:
    """Return the tag of a language told by code or name; '' for what is neither."""
    text = text.strip()
    return _TAGS.get(text.casefold()) or (text if _TAG.match(text) else "")


def language_named(text: str) -> str:
    """Return the tag of a language that a tier's name speaks of, as in “free translation (eng)”."""
    words = _WORD.findall(text.casefold())
    return next(
        (tag for name, tag in _TAGS.items() if name in words or (name > "z" and name in text)), ""
    )


def language_written(text: str) -> str:
    """Return the language a translation is most likely in, by its script."""
    return "zh-Hans" if any("\u3400" <= char <= "\u9fff" for char in text) else "en"


def spread(passages: list[Passage]) -> list[Passage]:
    """Return passages that lie apart as talk does; raises BadTranscript for a heap of them."""
    heaps = Counter(one.begin_ms // 1000 for one in passages)
    if len(passages) > MOST_PASSAGES or max(heaps.values(), default=0) > MOST_IN_A_SECOND:
        raise too_many()
    return passages


def settled(passages: Iterable[Passage], findings: list[str]) -> tuple[Passage, ...]:
    """Return passages in order with sound times; notes what had to be changed or left out."""
    kept, lost, turned = [], 0, 0
    for one in passages:
        if one.blank:
            continue
        if not 0 <= one.begin_ms <= LONGEST_MS:
            lost += 1
            continue
        if one.end_ms is not None and not one.begin_ms <= one.end_ms <= LONGEST_MS:
            turned += 1
            one = replace(one, end_ms=None)
        kept.append(one)
    if lost:
        findings.append(
            ntr("{n} passage has a time that cannot be; it was left out.",
                "{n} passages have times that cannot be; they were left out.", lost)
        )  # fmt: skip
    if turned:
        findings.append(
            ntr("{n} passage ends before it begins; its end was left open.",
                "{n} passages end before they begin; their ends were left open.", turned)
        )  # fmt: skip
    return tuple(sorted(spread(kept), key=lambda one: one.order))


def with_ends(passages: Iterable[Passage], length_ms: int | None = None) -> tuple[Passage, ...]:
    """Return passages that say something and end after they begin, as other programs ask for.

    An end nobody told is where the next passage of the same sort begins, or the recording ends.
    """
    following: dict[str, int] = {}
    made = []
    told = (one for one in passages if not one.blank)
    for one in sorted(told, key=lambda one: one.order, reverse=True):
        end = one.end_ms
        if one.sort == "mark":
            end = end or one.begin_ms + 1
        elif end is None:
            end = following.get(one.sort) or length_ms or one.begin_ms + _LAST_MS
        made.append(replace(one, end_ms=max(end, one.begin_ms + 1)))
        if one.begin_ms < following.get(one.sort, LONGEST_MS + 1):
            following[one.sort] = one.begin_ms
    return tuple(sorted(made, key=lambda one: one.order))
