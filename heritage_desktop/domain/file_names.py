# SPDX-License-Identifier: Apache-2.0
"""Names for files that leave: readable in every script and safe on every system and stick."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LIMIT_BYTES = 100
#: Longer texts are cut first: no name can use more than that many characters.
_LOOKED_AT = 4 * LIMIT_BYTES
_FORBIDDEN = frozenset('<>:"/\\|?*')
_ENDS = " .-_。，、；：,;"
_FORMULA = "=+@"  # where a spreadsheet lists the files, none may begin a formula
#: Between letters and within emoji these decide what is seen; all other invisible ones go.
_JOINERS = "\u200c\u200d"
_ZWJ = "\u200d"
_VIRAMA = 9  # canonical combining class: the next consonant belongs to the same cluster
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\Z", re.IGNORECASE
)


def clean(text: str) -> str:
    """Return a text as part of a file name: NFC, one line, nothing a system or eye trips over."""
    kept = "".join(_safe(char) for char in unicodedata.normalize("NFC", text[:_LOOKED_AT]))
    bare = unicodedata.normalize("NFC", " ".join(kept.split()))
    return bare.lstrip(_ENDS + _JOINERS + _FORMULA).rstrip(_ENDS + _JOINERS)


def photo_name(
    village: str, item: str, number: int, caption: str, extension: str, *, again: int = 1
) -> str:
    """Return ``village-item-number-caption.ext`` of at most ``LIMIT_BYTES`` bytes of UTF-8.

    The longest text is cut first, between characters as people see them; number and extension
    always stay. ``again`` from 2 on is put at the end of the stem.
    """
    suffix = "".join(char for char in extension.lower() if char.isascii() and char.isalnum())[:8]
    suffix = f".{suffix}" if suffix else ""
    tail = f"-{again}{suffix}" if again > 1 else suffix
    counted = f"{max(number, 0):02d}"
    texts = [_clusters(clean(text)) for text in (village, item, caption)]
    name = _joined(texts, counted, tail)
    while len(name.encode()) > LIMIT_BYTES:
        max(texts, key=lambda parts: sum(len(part.encode()) for part in parts)).pop()
        name = _joined(texts, counted, tail)
    return name


class Names:
    """Gives every file of one export a name that no other has, on systems that ignore case too."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {key(name) for name in taken}
        self._next: dict[str, int] = {}

    def take(self, village: str, item: str, number: int, caption: str, extension: str) -> str:
        """Return the name of ``photo_name``, with -2, -3 and so on where it is in use."""
        first = name = photo_name(village, item, number, caption, extension)
        again = self._next.get(key(first), 1)
        while key(name) in self._taken:
            again += 1
            name = photo_name(village, item, number, caption, extension, again=again)
        self._next[key(first)] = again
        self._taken.add(key(name))
        return name


def key(name: str) -> str:
    """Return what two names share when some system takes them for the same."""
    bare = "".join(char for char in name if char not in _JOINERS)
    folded = unicodedata.normalize("NFD", bare).upper().casefold()
    return unicodedata.normalize("NFC", folded)


def _safe(char: str) -> str:
    if char in _FORBIDDEN or char.isspace():
        return " "
    if char in _JOINERS:
        return char
    return "" if unicodedata.category(char)[0] == "C" else char


def _joined(texts: list[list[str]], counted: str, tail: str) -> str:
    village, item, caption = ("".join(parts).rstrip(_ENDS + _JOINERS) for parts in texts)
    stem = "-".join(part for part in (village, item, counted, caption) if part)
    # Windows reads a device in CON.hall-01.jpg: all that counts is what stands before a dot.
    guard = "_" if _RESERVED.match(f"{stem}{tail}".split(".")[0].rstrip()) else ""
    return f"{guard}{stem}{tail}"


def _clusters(text: str) -> list[str]:
    """Split a text into what people see as characters, near enough to Unicode's own rule."""
    made: list[str] = []
    for char in text:
        if made and _belongs(made[-1], char):
            made[-1] += char
        else:
            made.append(char)
    return made


def _belongs(cluster: str, char: str) -> bool:
    last = cluster[-1]
    if unicodedata.category(char)[0] == "M" or char in _JOINERS or last == _ZWJ:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or unicodedata.combining(last) == _VIRAMA:
        return True
    if "\u1160" <= char <= "\u11ff":  # vowels and final consonants of Hangul
        return "\u1100" <= last <= "\u11ff" or "\uac00" <= last <= "\ud7a3"
    return _is_flag(char) and len(cluster) == 1 and _is_flag(last)


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
