# SPDX-License-Identifier: Apache-2.0
"""Breaking text into lines: Chinese punctuation rules, whole Latin words, linear in any text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

NO_START = frozenset("，。、；：？！）》」』】〕〉”’…—％‰℃·ー々〻ぁぃぅぇぉっゃゅょ,.;:?!)]}%")
NO_END = frozenset("（《「『【〔〈“‘([{￥＄$№#")
_PAIRED = frozenset("—…")
_FIRST_WIDE = 0x2E80


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two neighbouring characters."""
    if after == " " or after in NO_START or before in NO_END:
        return False
    if before == " ":
        return True
    if before in _PAIRED and after in _PAIRED:
        return False
    if ord(before) >= _FIRST_WIDE or ord(after) >= _FIRST_WIDE or before in NO_START:
        return before not in NO_START or ord(before) > 0x7F or ord(after) >= _FIRST_WIDE
    return before in "-/–" and after.isalpha()


def broken(text: str, advance: Callable[[str], float], limit: float) -> Iterator[tuple[str, bool]]:
    """Yield ``(line, is_last)`` of one paragraph; ``limit`` is in the unit of ``advance``.

    A run without any permitted break is cut where it overflows. Every character is looked at
    once, so a 200,000-character run costs no more than as much prose.
    """
    start = cut = 0
    width = width_at_cut = 0.0
    for place, char in enumerate(text):
        extent = advance(char)
        if place > start and may_break(text[place - 1], char):
            cut, width_at_cut = place, width
        while width + extent > limit and place > start and char != " ":
            if cut <= start:
                cut, width_at_cut = place, width
            yield text[start:cut].rstrip(" "), False
            start = cut
            width -= width_at_cut
            width_at_cut = 0.0
        width += extent
    yield text[start:].rstrip(" "), True
