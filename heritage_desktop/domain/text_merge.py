# SPDX-License-Identifier: Apache-2.0
"""Joining texts that were written on apart from each other: a suggestion, never a decision.

Three-way as in diff3 (Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007): what only
one side changed is taken, what several changed differently is left to the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: A word with the space behind it, one Chinese character, or one other sign.
_WORDS = re.compile(
    r"[^\W\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+\s*|[\s\S]\s*", re.UNICODE
)
_SENTENCES = re.compile(r"[^\n。！？.!?]*[\n。！？.!?]+|[^\n。！？.!?]+")
#: Beyond so many pieces whole sentences are compared, and then whole texts: the time is bounded.
MOST_PIECES = 3000
#: Around what a person has to choose from in a suggestion.
OPEN, OR, CLOSE = "⟪", "│", "⟫"


@dataclass(frozen=True, slots=True)
class Merged:
    """A joined text; ``open`` places in it hold several texts between the marks."""

    text: str
    open: int


def pieces(text: str) -> list[str]:
    """Cut a text into words, or into sentences where it is long; together they are the text."""
    words = _WORDS.findall(text)
    if len(words) <= MOST_PIECES:
        return words
    sentences = _SENTENCES.findall(text)
    return sentences if len(sentences) <= MOST_PIECES else [text]


def changed_spans(text: str, other: str) -> list[tuple[int, int]]:
    """Return (begin, end) of what ``text`` has and ``other`` has not, in characters."""
    mine, theirs = pieces(text), pieces(other)
    starts = [0]
    for piece in mine:
        starts.append(starts[-1] + len(piece))
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    return [
        (starts[begin], starts[end])
        for tag, _, _, begin, end in matcher.get_opcodes()
        if tag != "equal" and begin < end
    ]


def join(before: str | None, texts: Sequence[str]) -> Merged:
    """Return ``texts`` joined over what stood ``before`` them, None where that is not known.

    No word that a text added is lost. A text that changed nothing leaves the others as they are.
    """
    texts = list(dict.fromkeys(texts))
    if len(texts) < 2:
        return Merged("".join(texts), 0)
    if before is None:
        return Merged(_one_after_the_other(texts), 0)
    made, left = [], 0
    for base, sides in _parts(pieces(before), [pieces(text) for text in texts]):
        different = list(dict.fromkeys(side for side in sides if side != base))
        if len(different) > 1:
            left += 1
            made.append(OPEN + OR.join(different) + CLOSE)
        else:
            made.append(different[0] if different else base)
    return Merged("".join(made), left)


def _one_after_the_other(texts: Sequence[str]) -> str:
    """Return the paragraphs of the first text and those of the others that it does not have."""
    made = texts[0].rstrip().split("\n")
    for text in texts[1:]:
        made += [line for line in text.rstrip().split("\n") if line.strip() and line not in made]
    return "\n".join(made)


def _parts(base: list[str], sides: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield pieces of the base with what each side has there; equal and differing by turns."""
    kept = [_matches(base, side) for side in sides]
    at, ats = 0, [0] * len(sides)
    for number in range(len(base) + 1):
        if number < len(base) and not all(number in one for one in kept):
            continue
        ends = [
            one[number] if number < len(base) else len(side)
            for one, side in zip(kept, sides, strict=True)
        ]
        yield (
            "".join(base[at:number]),
            ["".join(s[a:e]) for s, a, e in zip(sides, ats, ends, strict=True)],
        )
        if number < len(base):
            yield base[number], [base[number]] * len(sides)
        at, ats = number + 1, [end + 1 for end in ends]


def _matches(base: list[str], side: list[str]) -> dict[int, int]:
    """Return where pieces of the base stand in a side, in the same order."""
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
