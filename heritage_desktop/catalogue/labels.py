# SPDX-License-Identifier: Apache-2.0
"""Fixed words of the printed book; its language is chosen apart from that of the screen."""

from __future__ import annotations

from heritage_desktop.catalogue.content import Language

_WORDS: dict[str, tuple[str, str]] = {
    "contents": ("目录", "Contents"),
    "part": ("第 {n} 部分", "Part {n}"),
    "in_part": ("本部分条目", "In this part"),
    "place": ("地点", "Place"),
    "bearers": ("传承人", "Bearers"),
    "related": ("相关条目", "Related"),
    "captions": ("图注", "Captions"),
    "recordings": ("录音与逐字稿", "Recordings and transcripts"),
    "recording": ("录音", "Recording"),
    "film": ("录像", "Film"),
    "heard_of": ("所录", "Recorded of"),
    "told": ("内容", "What is told"),
    "spoken": ("原话", "As spoken"),
    "translation": ("译文", "Translation"),
    "continued": ("续", "continued"),
    "index": ("索引", "Index"),
    "index_zh": ("索引（拼音）", "Index by pinyin"),
    "index_en": ("英文索引", "Index of English names"),
    "index_bearers": ("传承人索引", "Index of bearers"),
    "colophon": ("版权页", "Colophon"),
    "no_picture": ("照片无法读取", "Picture cannot be read"),
}


def both(name: str) -> tuple[str, str]:
    """Return a heading in Chinese and in English."""
    return _WORDS[name]


def pair(name: str, language: Language, **values: object) -> tuple[str, str]:
    """Return the main heading and its second-language companion ('' unless ``both``)."""
    chinese, english = (word.format(**values) for word in _WORDS[name])
    if language == "both":
        return chinese, english
    return (chinese, "") if language == "zh_CN" else (english, "")


def word(name: str, language: Language, **values: object) -> str:
    """Return a heading on one line, e.g. ``目录 Contents``."""
    return " ".join(part for part in pair(name, language, **values) if part)


def see_page(page: int, language: Language) -> str:
    """Return the cross-reference to a page."""
    chinese, english = f"见第 {page} 页", f"see page {page}"
    if language == "both":
        return f"{chinese} / {english}"
    return chinese if language == "zh_CN" else english
