# SPDX-License-Identifier: Apache-2.0
"""The book's typefaces: measured from the packaged fonts, embedded as small TrueType subsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

PLACEHOLDER = "〓"
FACES = ("serif", "sans", "serif-roman", "sans-roman")
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + PLACEHOLDER + "…"
_CUBIC_ERROR = 1.0

# Joiners, variation selectors and the like have no ink; leaving them out loses nothing.
_INKLESS = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u2028\u2029]")


class Face:
    """One typeface: which characters it has, how wide they are, and their outlines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._font = _packaged(name.split("-")[0])
        self._glyphs: dict[int, str] = dict(self._font.getBestCmap())
        if name.endswith("-roman"):
            self._glyphs.update(_proportional(self._font, self._glyphs))
        unit = self._font["head"].unitsPerEm
        advances = self._font["hmtx"].metrics
        self.advances: dict[str, float] = {
            chr(c): advances[g][0] / unit for c, g in self._glyphs.items()
        }

    def has(self, char: str) -> bool:
        """Say whether the typeface can draw the character."""
        return char in self.advances

    def lacking(self, text: str) -> set[str]:
        """Return the characters of ``text`` that cannot be drawn."""
        return set(text).difference(self.advances)

    def advance(self, char: str) -> float:
        """Return a character's width in ems; characters the face lacks count as one em."""
        return self.advances.get(char, 1.0)

    def width(self, text: str, size: float, tracking: float = 0.0) -> float:
        """Return the width in points of text on one line."""
        return sum(map(self.advance, text)) * size + tracking * len(text)

    def subset(self, characters: Iterable[str]) -> bytes:
        """Return a TrueType font of just these characters; the same set gives the same bytes.

        The packaged fonts hold cubic outlines, which the PDF writer does not take: each glyph
        is redrawn with quadratic curves, off by at most a thousandth of an em.
        """
        wanted = sorted({*map(ord, characters), *map(ord, _ALWAYS)} & self._glyphs.keys())
        names = [".notdef", *dict.fromkeys(self._glyphs[code] for code in wanted)]
        outlines = self._font.getGlyphSet()
        builder: Any = FontBuilder(self._font["head"].unitsPerEm, isTTF=True)
        builder.font.recalcTimestamp = False
        builder.setupHead(
            unitsPerEm=self._font["head"].unitsPerEm, created=0, modified=0, fontRevision=1.0
        )
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({code: self._glyphs[code] for code in wanted})
        builder.setupGlyf({name: _quadratic(outlines[name]) for name in names})
        builder.setupHorizontalMetrics({name: self._font["hmtx"][name] for name in names})
        hhea, os2 = self._font["hhea"], self._font["OS/2"]
        builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
        family = f"Heritage {self.name.title()}"
        builder.setupNameTable(
            {"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")}
        )
        builder.setupOS2(
            sTypoAscender=os2.sTypoAscender,
            sTypoDescender=os2.sTypoDescender,
            sCapHeight=os2.sCapHeight,
            sxHeight=os2.sxHeight,
            usWeightClass=os2.usWeightClass,
        )
        builder.setupPost(keepGlyphNames=False)
        stream = BytesIO()
        builder.save(stream)
        return stream.getvalue()


@cache
def face(name: str) -> Face:
    """Return one of ``FACES``, read once."""
    return Face(name)


@cache
def _packaged(family: str) -> Any:
    paths = {"serif": pylopdf_fonts_zh_cn.serif_path, "sans": pylopdf_fonts_zh_cn.sans_path}
    return TTFont(paths[family](), lazy=True)


def tidy(text: str) -> str:
    """Return printable text: composed, without control characters; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INKLESS.sub("", _CONTROL.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def _quadratic(glyph: Any) -> Any:
    pen: Any = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, _CUBIC_ERROR, reverse_direction=True))
    return pen.glyph()


def _proportional(font: Any, glyphs: dict[int, str]) -> dict[int, str]:
    """Return Latin-width forms of quotes and dashes, which Chinese fonts set one em wide."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    wanted = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "pwid"
        for index in record.Feature.LookupListIndex
    }
    swaps: dict[str, str] = {}
    for index in sorted(wanted):
        for part in table.LookupList.Lookup[index].SubTable:
            actual = getattr(part, "ExtSubTable", part)
            swaps.update(getattr(actual, "mapping", {}))
    codes = map(ord, "‘’“”—–…·")
    return {c: swaps[glyphs[c]] for c in codes if glyphs.get(c) in swaps}
