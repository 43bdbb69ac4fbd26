# SPDX-License-Identifier: Apache-2.0
"""Items that may be one and the same place, recorded twice: how much speaks for it, and what.

Evidence is added up: the names (up to 60), where they lie (25, or down to -35), the village (10 or
-5), the type (5 or -10) and photos that look alike (30). A pair is only ever suggested; a person
answers.

Measured on real registers with one item in ten seeded again as another team writes it (traditional
characters, no ending, a homophone, a character left out; 5 to 300 m off, shifted as on a Chinese
map, or without a place; 15 % without a village, 30 % without a type), at ``LIMIT``:

* 6,621 traditional villages where they lie: 94 % of 662 found, 99.5 % of the pairs right; of the
  three false ones two are rows of one name 55 and 122 m apart.
* 4,103 protected sites laid out in 60 villages of 3 km: 88 % of 410 found, 99.4 % right. Most that
  are missed have neither a place nor a village, or no place and a character less.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from heritage_desktop.domain.coordinates import Position, distance_m
from heritage_desktop.domain.datums import gcj02, in_mainland
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.simplified import simplified
from heritage_desktop.i18n import tr

#: From this score on a pair is suggested.
LIMIT = 60
#: As many pairs as are held; the likeliest first.
MOST_PAIRS = 2000
#: What a position is taken to be good for when nobody says, in metres.
USUAL_ACCURACY_M = 15.0
NEAR_M, FAR_M = 30.0, 1000.0
#: A position read off a Chinese map agrees with the true one within so many metres once shifted.
SHIFTED_M, SHIFT_FROM_M, SHIFT_TO_M = 60.0, 250.0, 800.0
#: A cell is about 1.1 km from south to north.
_CELL = 0.01
#: So many of one block are compared with each other; in a larger one each with the next few.
_WHOLE_BLOCK, _NEXT_IN_BLOCK = 120, 40

#: Words that say what sort of place it is; two that differ speak against.
_SORTS = {
    "house": "古民居群 古民居 民居 故居 旧居 大院 宅院 老宅 古宅 老屋 大屋 祖屋 宅",
    "ancestral": "大宗祠 宗祠 总祠 祠堂 家祠 家庙 祖祠 祠",
    "temple": "禅寺 古寺 寺 古庙 庙 庵 殿 宫 观",
    "bridge": "石拱桥 廊桥 木拱桥 石桥 古桥 大桥 桥",
    "well": "古井 水井 井",
    "stage": "古戏台 戏台",
    "arch": "石牌坊 牌坊 牌楼",
    "tomb": "墓葬群 古墓群 墓群 古墓 墓",
    "pagoda": "石塔 砖塔 塔",
    "pavilion": "凉亭 路亭 亭",
    "tower": "阁 楼",
    "site": "遗址群 古遗址 遗址 旧址",
    "kiln": "古窑址 窑址",
    "village": "自然村 行政村 古村落 古村 村",
}
_ENDINGS = tuple(
    sorted(((word, sort) for sort, words in _SORTS.items() for word in words.split()),
           key=lambda one: -len(one[0]))
)  # fmt: skip
_ENGLISH = {
    "bridge": "bridge", "temple": "temple", "well": "well", "pagoda": "pagoda", "tomb": "tomb",
    "pavilion": "pavilion", "house": "house", "residence": "house", "village": "village",
}  # fmt: skip
_FILLERS = frozenset({"the", "of", "old", "ancient", "ancestral", "hall", "covered"})
#: Where two names differ in one of these only, they are two places, not a slip of the pen.
_TELL_APART = frozenset("一二三四五六七八九十0123456789上下左右前后东西南北中内外大小老新头尾")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item as far as comparing goes; ``village_names`` may stand before its own name."""

    id: str
    kind: str | None
    type: str | None
    village: str | None
    names: tuple[str, ...]
    position: Position | None = None
    village_names: tuple[str, ...] = ()


class Reason(NamedTuple):
    """One thing that speaks for or against, with its number where it has one."""

    code: str
    number: float = 0


@dataclass(frozen=True, slots=True)
class Twins:
    """Two items that may be one place; the smaller id first, ``score`` from ``LIMIT`` on."""

    one: str
    other: str
    score: int
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> frozenset[str]:
        """Return both ids, whichever comes first."""
        return frozenset((self.one, self.other))


#: Gives the syllables of a name without tones, one for each Han character.
Spell = Callable[[str], Sequence[str]]


class _Form(NamedTuple):
    """A name as it is compared: whole, without its sort, and how that sounds."""

    whole: str
    core: str
    sort: str
    sound: tuple[str, ...]
    generic: bool


class _Known(NamedTuple):
    item: Candidate
    forms: tuple[_Form, ...]


def form_of(name: str, village_names: Iterable[str], spell: Spell) -> _Form | None:
    """Return a name as it is compared; None when nothing of it can be."""
    text = simplified(name)
    if text.isascii():
        return _latin(text)
    whole = "".join(char for char in text if unicodedata.category(char)[0] in "LN")
    if not whole:
        return None
    rest = whole
    for village in sorted(map(simplified, village_names), key=len, reverse=True):
        for before in (village, village.removesuffix("村")):
            if len(before) > 1 and rest.startswith(before) and len(rest) - len(before) > 1:
                rest = rest.removeprefix(before)
    core, sort = rest, ""
    for ending, of in _ENDINGS:
        if rest.endswith(ending):
            core, sort = rest.removesuffix(ending), of
            break
    generic = not core
    core = core or rest
    return _Form(whole, core, sort, tuple(spell(core)), generic)


def _latin(text: str) -> _Form | None:
    words = "".join(char if char.isalnum() else " " for char in text).split()
    sort = next((_ENGLISH[word] for word in reversed(words) if word in _ENGLISH), "")
    core = "".join(word for word in words if word not in _ENGLISH and word not in _FILLERS)
    whole = "".join(words)
    return _Form(whole, core or whole, sort, (core or whole,), not core) if whole else None


def find(
    items: Iterable[Candidate],
    spell: Spell,
    *,
    photos: Mapping[frozenset[str], int] | None = None,
    known: Collection[frozenset[str]] = frozenset(),
    progress: Progress = silent,
) -> list[Twins]:
    """Return the pairs that may be one place, likeliest first; ``known`` ones are not asked again.

    ``photos`` are pairs of items of which photos look alike. Only items that share a name, or all
    of it but one syllable, in one village or within about 2 km, or such photos, are compared.
    """
    pictured, every = photos or {}, {}
    for number, item in enumerate(sorted(items, key=lambda one: one.id)):
        if number % 500 == 0:
            progress(number, 0)
        forms = (form_of(name, item.village_names, spell) for name in dict.fromkeys(item.names))
        every[item.id] = _Known(item, tuple(form for form in forms if form))
    seen: set[tuple[str, str]] = set()
    found: list[Twins] = []
    for pair in _pairs(every, pictured, progress):
        if pair in seen:
            continue
        seen.add(pair)
        made = _compare(every[pair[0]], every[pair[1]], frozenset(pair) in pictured)
        if made is not None and made.key not in known:
            found.append(made)
    return sorted(found, key=lambda one: (-one.score, one.one, one.other))[:MOST_PAIRS]


def compare(one: Candidate, other: Candidate, spell: Spell, *, alike: bool = False) -> Twins | None:
    """Return two items as a pair, None when less than ``LIMIT`` speaks for it."""
    first, second = sorted((one, other), key=lambda item: item.id)
    known = [
        _Known(item, tuple(form for name in item.names
                           if (form := form_of(name, item.village_names, spell))))
        for item in (first, second)
    ]  # fmt: skip
    return _compare(known[0], known[1], alike)


# Blocks: who is compared with whom


def _pairs(
    every: Mapping[str, _Known], photos: Iterable[frozenset[str]], progress: Progress
) -> Iterator[tuple[str, str]]:
    blocks: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for id, one in every.items():
        for key in _keys(one):
            blocks[key].append(id)
    for number, mine in enumerate(blocks.values()):
        if number % 2000 == 0:
            progress(number, len(blocks))
        within = len(mine) if len(mine) <= _WHOLE_BLOCK else _NEXT_IN_BLOCK
        for at, first in enumerate(mine):
            for other in mine[at + 1 : at + 1 + within]:
                if first != other:
                    yield min(first, other), max(first, other)
    for pair in photos:
        if pair <= every.keys() and len(pair) == 2:
            first, other = sorted(pair)
            yield first, other
    progress(len(blocks), len(blocks))


def _keys(one: _Known) -> set[tuple[object, ...]]:
    """Return the blocks of an item: each sound, whole and less a syllable, by village and cell."""
    where: list[object] = [one.item.village] if one.item.village else []
    if one.item.position is not None:
        row, column = (math.floor(part / _CELL) for part in _degrees(one.item.position))
        # Each pair of neighbouring cells shares one of these four corners.
        where += [(row + up, column + right) for up in (0, 1) for right in (0, 1)]
    sounds = {form.sound for form in one.forms}
    sounds |= {
        form.sound[:at] + form.sound[at + 1 :]
        for form in one.forms if len(form.sound) > 1 for at in range(len(form.sound))
    }  # fmt: skip
    joined = {"".join(sound) for sound in sounds} | {form.whole for form in one.forms}
    return {(sound, place) for sound in joined for place in where or [""]}


def _degrees(position: Position) -> tuple[float, float]:
    return position.lat, position.lon * max(0.1, math.cos(math.radians(position.lat)))


# Evidence


def _compare(a: _Known, b: _Known, alike: bool) -> Twins | None:
    one, other = a.item, b.item
    if one.kind and other.kind and one.kind != other.kind:
        return None
    evidence = [*_names(a.forms, b.forms), *_places(one, other), *_village(one, other)]
    if one.type and other.type:
        evidence.append((5, Reason("type")) if one.type == other.type
                        else (-10, Reason("other_type")))  # fmt: skip
    if alike:
        evidence.append((30, Reason("photos")))
    score = round(sum(points for points, _ in evidence))
    reasons = tuple(reason for _, reason in evidence)
    return Twins(one.id, other.id, min(score, 100), reasons) if score >= LIMIT else None


Evidence = Iterator[tuple[float, Reason]]


def _names(mine: Sequence[_Form], others: Sequence[_Form]) -> Evidence:
    best: tuple[float, Reason] | None = None
    for one in mine:
        for other in others:
            said = _two_names(one, other)
            if best is None or said[0] > best[0]:
                best = said
    if best is not None and best[1].code:
        yield best


def _two_names(one: _Form, other: _Form) -> tuple[float, Reason]:
    """Return points for two names, 0 to 60, and how they are alike."""
    if one.whole == other.whole:
        return (35 if one.generic else 60), Reason("same_name")
    if one.generic or other.generic:
        return 0, Reason("")
    if one.core == other.whole or one.whole == other.core:
        return 52, Reason("same_core")
    against = -40 if one.sort and other.sort and one.sort != other.sort else 0
    if one.core == other.core:
        return 52 + against, Reason("same_core" if not against else "other_sort")
    if "".join(one.sound) == "".join(other.sound):
        return 50 + against, Reason("same_sound" if not against else "other_sort")
    share = _share(one, other)
    if share < 0.6 or against:
        return 0, Reason("")
    return 62 * share - 8, Reason("near_name")


def _share(one: _Form, other: _Form) -> float:
    """Return which share of two cores is the same, 0 to 1; characters that sound alike nearly are.

    Levenshtein's distance; a character that tells places apart makes the names different.
    """
    a, b = one.core, other.core
    if len(one.sound) != len(a) or len(other.sound) != len(b) or abs(len(a) - len(b)) > 2:
        return 0.0
    row = [float(n) for n in range(len(b) + 1)]
    for i, char in enumerate(a, 1):
        before, row[0] = row[0], float(i)
        for j, against in enumerate(b, 1):
            swapped = before + _swap(char, against, one.sound[i - 1] == other.sound[j - 1])
            cost = min(row[j] + _weight(char), row[j - 1] + _weight(against), swapped)
            before, row[j] = row[j], cost
    return max(0.0, 1 - row[-1] / max(len(a), len(b)))


def _weight(char: str) -> float:
    return 9.0 if char in _TELL_APART else 1.0


def _swap(char: str, other: str, same_sound: bool) -> float:
    if char == other:
        return 0.0
    if char in _TELL_APART and other in _TELL_APART:
        return 9.0
    return 0.3 if same_sound else 1.0


def _places(one: Candidate, other: Candidate) -> Evidence:
    a, b = one.position, other.position
    if a is None or b is None:
        return
    apart = distance_m(a, b)
    slack = sum(USUAL_ACCURACY_M if p.accuracy_m is None else min(p.accuracy_m, 200.0)
                for p in (a, b))  # fmt: skip
    gap = max(0.0, apart - slack)
    if SHIFT_FROM_M < apart < SHIFT_TO_M and _shifted(a, b):
        yield 20, Reason("shifted", apart)
    elif gap <= NEAR_M:
        yield 25, Reason("near", apart)
    elif gap <= FAR_M:
        # Straight in the logarithm: 25 at 30 m, 2 at 300 m, -10 at 1 km.
        points = 25 - 35 * math.log(gap / NEAR_M) / math.log(FAR_M / NEAR_M)
        yield points, Reason("apart", apart)
    else:
        yield -35, Reason("apart", apart)


def _shifted(a: Position, b: Position) -> bool:
    """Tell whether one position is the other as Chinese maps show it (GCJ-02)."""
    for one, other in ((a, b), (b, a)):
        if in_mainland(one.lat, one.lon):
            lat, lon = gcj02(one.lat, one.lon)
            if distance_m(Position(lat, lon), other) <= SHIFTED_M:
                return True
    return False


def _village(one: Candidate, other: Candidate) -> Evidence:
    if one.village and other.village:
        same = one.village == other.village
        yield (10, Reason("village")) if same else (-5, Reason("other_village"))


def words(reason: Reason) -> str:
    """Say one reason; distances in metres, from 1 km on in kilometres."""
    number = reason.number
    far = (
        tr("{km} km", km=f"{number / 1000:.1f}") if number >= 1000 else tr("{m} m", m=round(number))
    )
    said = {
        "same_name": lambda: tr("same name"),
        "same_core": lambda: tr("same name but for the sort of place"),
        "same_sound": lambda: tr("same name in pinyin"),
        "near_name": lambda: tr("names nearly the same"),
        "other_sort": lambda: tr("same name, but another sort of place"),
        "near": lambda: tr("{far} apart", far=far),
        "apart": lambda: tr("{far} apart", far=far),
        "shifted": lambda: tr("{far} apart, as a Chinese map shifts places (GCJ-02)", far=far),
        "village": lambda: tr("same village"),
        "other_village": lambda: tr("another village is written down"),
        "type": lambda: tr("same type"),
        "other_type": lambda: tr("another type is written down"),
        "photos": lambda: tr("photos look alike"),
    }
    return said[reason.code]()
