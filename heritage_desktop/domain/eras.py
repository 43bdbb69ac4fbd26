# SPDX-License-Identifier: Apache-2.0
"""Dates as people tell them, read to EDTF: reigns, dynasties, centuries, "about 1920".

What was told is always kept; a reading is only offered. The thirds of a period (初, 中, 末) follow
the convention of this program, not a standard, and are marked as approximate.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from heritage_desktop.domain.dates import Years, edtf_of, is_edtf, year_bounds
from heritage_desktop.domain.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """A reading of what was told: EDTF or None, the parts of a list, and other readings."""

    text: str
    edtf: str | None = None
    parts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    first: int | None
    last: int | None
    about: bool = False
    others: tuple[Years, ...] = ()
    exact: str = ""  # a month or day, as EDTF


#: Polities and periods that no list of ours has, with the bounds usually given for them.
_MORE: Mapping[str, tuple[int | None, int | None, bool]] = {
    "新石器": (-9999, -1999, True), "新时器时代": (-9999, -1999, True),
    "旧石器": (None, -12000, False), "石器时代": (None, -1999, True),
    "更新世": (None, -9700, True), "远古": (None, -2069, True), "传说时代": (None, -2069, True),
    "青铜时代": (-1999, -220, True), "铁器时代": (-770, 220, True), "殷": (-1299, -1045, True),
    "殷商": (-1299, -1045, True), "商周": (-1599, -255, False), "夏商": (-2069, -1045, True),
    "秦汉": (-220, 220, False), "汉魏": (-205, 265, False), "汉晋": (-205, 420, False),
    "魏晋": (220, 420, False), "魏晋南北朝": (220, 589, False), "六朝": (222, 589, False),
    "魏": (220, 265, False), "曹魏": (220, 265, False), "蜀汉": (221, 263, False),
    "十六国": (304, 439, False), "南朝": (420, 589, False), "北朝": (386, 581, False),
    "隋唐": (581, 907, False), "宋金": (960, 1279, False), "辽金": (907, 1234, False),
    "后周": (951, 960, False), "前蜀": (907, 925, False), "南汉": (917, 971, False),
    "吴越": (907, 978, False), "闽": (909, 945, False), "高句丽": (-36, 668, False),
    "渤海": (698, 926, False), "南诏": (738, 902, False), "大理": (937, 1253, False),
    "吐蕃": (618, 842, False), "高昌": (460, 640, False), "古格": (912, 1630, True),
    "近代": (1840, 1949, False), "现代": (1919, None, True), "近现代": (1840, None, False),
    "当代": (1949, None, False), "中华人民共和国": (1949, None, False),
    "建国后": (1949, None, False),
    "解放前": (None, 1949, False), "解放后": (1949, None, False), "文革": (1966, 1976, False),
    "今": (None, None, False), "民國": (1912, 1949, False), "民": (1912, 1949, False),
}  # fmt: skip
_ENGLISH: Mapping[str, str] = {
    "xia": "cn.xia", "shang": "cn.shang", "zhou": "cn.zhou", "qin": "cn.qin", "han": "cn.han",
    "tang": "cn.tang", "song": "cn.song", "northern song": "cn.song_n",
    "southern song": "cn.song_s", "liao": "cn.liao", "yuan": "cn.yuan", "ming": "cn.ming",
    "qing": "cn.qing", "sui": "cn.sui", "republic": "cn.minguo",
    "republic of china": "cn.minguo", "republican": "cn.minguo",
}  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = {ch: n for n, ch in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "两": 2}
_NUMBER = r"[\d〇零一二三四五六七八九十百元廿卅]+"
_RANGE = re.compile(r"至|到|—|~")
_THIRDS = re.compile(r"(早期|初期|初年|初|前期|中期|中叶|中|晚期|末年|末期|末|后期|晚)\Z")
_LEADING = re.compile(r"^(?:约|大约|大概|相传|传|据传|始建于|建于|重建于|重修于|修于|创建于|始于)+")
_TRAILING = re.compile(r"(?:迁建|重建|始建|修建|建造|建|重修|修|左右|前后|间)\Z")
_CENTURY = re.compile(rf"({_NUMBER})世纪(?:({_NUMBER})年代|(上半叶|下半叶|初|中叶|中|末))?\Z")
_YEAR = re.compile(rf"(公元前|前|公元)?({_NUMBER})年?(?:({_NUMBER})月)?(?:({_NUMBER})[日号])?\Z")
_REIGN_YEAR = re.compile(rf"({_NUMBER})年\Z")
_AGO = re.compile(rf"({_NUMBER})多?(?:余)?年(?:以?前|历史)\Z")
_EN_YEAR = re.compile(r"(?:in )?(\d{3,4})(?: ?(bce|bc))?\Z")
_EN_CENTURY = re.compile(r"(?:(early|mid|late)[ -])?(?:the )?(\d{1,2})(?:st|nd|rd|th) century\Z")
_EN_DECADE = re.compile(r"(?:the )?(\d{3}0)s\Z")
_EN_DYNASTY = re.compile(r"(?:(early|mid|late)[ -])?(?:the )?([a-z ]+?)(?: dynasty| period)?\Z")
_EN_RANGE = re.compile(r"\s*(?: to |—| until )\s*")


def read_told(text: str, *, said_in: int | None = None) -> Told:
    """Return how a told date is read; never raises, and reads nothing it is not sure how to read.

    ``said_in`` is the year it was told, for "about 400 years ago".
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().strip("。.")
    if not cleaned:
        return Told(text)
    if is_edtf(cleaned):
        return Told(text, cleaned)
    cleaned = re.sub(r"[‐‑‒–—―－~～〜∼-]+", "—", cleaned)
    inside = re.search(r"\((?:公元)?(\d{3,4})年?\)", cleaned)
    if inside:
        return Told(text, f"{int(inside[1]):04d}")
    cleaned = cleaned.replace("(存疑)", "?")
    lowered = cleaned.casefold()
    english = re.search(r"[a-z]", lowered) is not None
    if english:
        read = _english(lowered, said_in)
        return Told(text, _edtf(read) if read else None)
    cleaned = re.sub(r"\s+", "", cleaned)
    parts = [part for part in re.split(r"[、,，/;]", cleaned) if part]
    reads = [_ranged(part, said_in) for part in parts]
    known = [read for read in reads if read is not None]
    if not known or len(known) < len(reads):
        return Told(text)
    whole = known[0]
    for read in known[1:]:
        whole = _joined(whole, read)
    choices = tuple(edtf_of(y.first, y.last) for y in whole.others) if len(known) == 1 else ()
    listed = tuple(parts) if len(parts) > 1 else ()
    return Told(text, None if choices else _edtf(whole), listed, choices)


def _edtf(read: _Read) -> str | None:
    if read.first is None and read.last is None:
        return None
    if read.exact:
        return read.exact
    return edtf_of(read.first, read.last, about=read.about)


def _joined(a: _Read, b: _Read) -> _Read:
    first = None if None in (a.first, b.first) else min(a.first or 0, b.first or 0)
    last = None if None in (a.last, b.last) else max(a.last or 0, b.last or 0)
    return _Read(first, last, a.about or b.about)


def _reversed(a: _Read, b: _Read) -> bool:
    return a.first is not None and b.last is not None and a.first > b.last


def _ranged(text: str, said_in: int | None) -> _Read | None:
    """Read one entry of a list: a range of two ends, or a single period."""
    ends = [end for end in _RANGE.split(text) if end]
    if len(ends) == 2:
        start, end = ends
        if "年" in end and start[-1:].isdigit():
            start += "年"
        a, b = _atom(start, said_in), _atom(end, said_in)
        if a is None or b is None or _reversed(a, b):
            return None
        return _Read(a.first, b.last, a.about or b.about)
    return _atom(text, said_in) if len(ends) == 1 else None


def _atom(text: str, said_in: int | None) -> _Read | None:
    about = bool(re.match("约|大约|大概|相传|传|据传", text)) or text.endswith(("左右", "前后"))
    doubt = text.endswith("?")
    bare = _LEADING.sub("", text.rstrip("?"))
    read = (
        _plain(text, said_in) or _plain(bare, said_in) or _plain(_TRAILING.sub("", bare), said_in)
    )
    if read is not None and (about or doubt):
        return _Read(read.first, read.last, True, read.others)
    return read


def _plain(text: str, said_in: int | None) -> _Read | None:
    for suffix, keep in (("以前", "last"), ("之前", "last"), ("以后", "first"), ("之后", "first"),
                         ("前", "last"), ("后", "first")):  # fmt: skip
        ago = _AGO.match(text)
        if text.endswith(suffix) and text != suffix and (not ago or _is_calendar_year(ago[1])):
            inner = _plain(text[: -len(suffix)], said_in)
            if inner is None:
                continue
            # "Before the Ming" ends where the Ming begins; "before 1911" ends with that year.
            edge = inner.first if keep == "last" else inner.last
            return _Read(None, edge) if keep == "last" else _Read(edge, None)
    for reader in (_years_ago, _century, _reign, _year_alone, _period, _run_together):
        read = reader(text, said_in)
        if read is not None:
            return read
    return None


def _years_ago(text: str, said_in: int | None) -> _Read | None:
    found = _AGO.match(text)
    if not found or said_in is None or _is_calendar_year(found[1]):
        return None
    count = _count(found[1])
    return _Read(said_in - count, said_in - count, True) if count else None


def _is_calendar_year(digits: str) -> bool:
    """Tell 1911年以前 (before that year) from 2000年前 (two thousand years ago)."""
    return bool(re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", digits)) and not digits.endswith("00")


def _century(text: str, _said_in: int | None) -> _Read | None:
    before = text.startswith("公元前")
    found = _CENTURY.match(text.removeprefix("公元前").removeprefix("公元"))
    if not found or not _count(found[1]):
        return None
    first = (_count(found[1]) - 1) * 100
    if before:
        return _Read(-first - 99, -first)
    if found[2]:
        first += _count(found[2])
        return _Read(first, first + 9)
    spans = {"上半叶": (0, 49), "下半叶": (50, 99), "初": (0, 32), "中叶": (33, 66),
             "中": (33, 66), "末": (67, 99)}  # fmt: skip
    low, high = spans.get(found[3] or "", (0, 99))
    return _Read(first + low, first + high, found[3] in ("初", "中叶", "中", "末"))


@cache
def _reigns() -> Mapping[str, tuple[str, int, int]]:
    return {
        term.labels["zh_CN"]: (
            term.mappings["period"], int(term.mappings["first"]), int(term.mappings["last"]),
        )
        for term in vocabulary("reign_era_cn")
    }  # fmt: skip


def _reign(text: str, _said_in: int | None) -> _Read | None:
    """Read a reign with its year, its sexagenary year, or whole: 光绪三年, 光绪丙申, 乾隆年间."""
    for name, (_, first, last) in _reigns().items():
        at = text.find(name)
        if at < 0 or text[:at] not in (
            "",
            "清",
            "明",
            "清代",
            "明代",
            "清朝",
            "明朝",
            "大清",
            "大明",
        ):
            continue
        rest = text[at + len(name) :]
        numbered = _REIGN_YEAR.match(rest)
        if numbered:
            year = first + _count(numbered[1]) - 1
            return _Read(year, year) if _count(numbered[1]) and year <= last + 1 else None
        cyclic = re.match(rf"([{_STEMS}])([{_BRANCHES}])年?\Z", rest)
        if cyclic:
            return _sexagenary(cyclic[1], cyclic[2], first, last)
        if rest in ("", "年间", "间", "年", "时期", "朝", "帝"):
            return _Read(first, last)
        third = _THIRDS.search(rest.replace("年间", ""))
        if third and third.start() == 0:
            return _third(third[1], first, last)
    return None


def _sexagenary(stem: str, branch: str, first: int, last: int) -> _Read | None:
    hits = [
        year
        for year in range(first, last + 1)
        if _STEMS[(year - 4) % 10] == stem and _BRANCHES[(year - 4) % 12] == branch
    ]
    if not hits:
        return None
    if len(hits) > 1:
        return _Read(None, None, others=tuple(Years(year, year) for year in hits))
    return _Read(hits[0], hits[0])


def _year_alone(text: str, _said_in: int | None) -> _Read | None:
    found = _YEAR.match(text)
    if not found:
        return None
    digits = found[2]
    arabic = digits.isdigit()
    if not (arabic and len(digits) >= 3) and not found[1] and len(digits) < 4:
        return None
    year = int(digits) if arabic else _spelled(digits)
    if year is None or year > 9999:
        return None
    if found[1] in ("公元前", "前"):
        year = 1 - year
    exact = ""
    if found[3] and 1 <= _count(found[3]) <= 12 and year > 0:
        day = _count(found[4] or "")
        exact = f"{year:04d}-{_count(found[3]):02d}" + (f"-{day:02d}" if 1 <= day <= 31 else "")
    return _Read(year, year, exact=exact)


@cache
def _periods() -> Mapping[str, tuple[int | None, int | None, bool]]:
    found: dict[str, tuple[int | None, int | None, bool]] = {}
    for term in vocabulary("period_cn"):
        bounds = year_bounds(term.mappings["edtf"])
        found[term.labels["zh_CN"]] = (bounds.first, bounds.last, "~" in term.mappings["edtf"])
    return {**found, **_MORE}


def _period(text: str, _said_in: int | None) -> _Read | None:
    """Read a dynasty or archaeological period, perhaps with 代, 朝 or a third of it."""
    for form in (text, re.sub(r"(?:时代|时期|年间|王朝|代|朝|国)\Z", "", text)):
        if form in _periods():
            first, last, about = _periods()[form]
            return _Read(first, last, about)
    third = _THIRDS.search(text)
    if not third:
        return None
    whole = _period(text[: third.start()], _said_in) if third.start() else None
    if whole is None or whole.first is None or whole.last is None:
        return None
    return _third(third[1], whole.first, whole.last)


def _third(word: str, first: int, last: int) -> _Read:
    size = (last - first) // 3
    if word[0] in "初早前":
        return _Read(first, first + size, True)
    if word[0] == "中":
        return _Read(first + size, last - size, True)
    return _Read(last - size, last, True)


def _run_together(text: str, said_in: int | None) -> _Read | None:
    """Read periods written without a sign between them: 明清, 宋元明, 明末清初, 五代南汉."""
    for cut in range(len(text) - 1, 0, -1):
        head = _period(text[:cut], said_in)
        if head is None:
            continue
        tail = _period(text[cut:], said_in) or _run_together(text[cut:], said_in)
        if tail is not None and not (head.first is None and head.last is None):
            return _joined(head, tail)
    return None


def _count(text: str) -> int:
    """Return a counted number: 二十三, 廿三, 一百二十, 元 (the first year)."""
    if text.isdigit():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text == "元":
        return 1
    total, digit = 0, 0
    for ch in text:
        if ch in "十百":
            total += (digit or 1) * (10 if ch == "十" else 100)
            digit = 0
        elif ch in _DIGITS and not ch.isdigit():
            digit = _DIGITS[ch]
        else:
            return 0
    return total + digit


def _spelled(text: str) -> int | None:
    """Return a year spelled digit by digit: 一九三〇."""
    if any(ch not in _DIGITS for ch in text):
        return _count(text) or None
    return int("".join(str(_DIGITS[ch]) for ch in text))


def _english(text: str, said_in: int | None) -> _Read | None:
    about = re.match(r"(?:about|around|circa|c\.|ca\.|approximately)\s*", text)
    if about:
        read = _english(text[about.end() :], said_in)
        return _Read(read.first, read.last, True) if read else None
    ago = re.match(r"(\d+) years ago\Z", text)
    if ago:
        year = said_in - int(ago[1]) if said_in is not None else None
        return _Read(year, year, True) if year is not None else None
    edge = re.match(r"(before|until|after|since)\s+(.*)\Z", text)
    if edge:
        read = _english(edge[2], said_in)
        if read is None:
            return None
        before = edge[1] in ("before", "until")
        return (
            _Read(None, read.last if edge[1] == "until" else read.first)
            if before
            else _Read(read.first if edge[1] == "since" else read.last, None)
        )
    ends = _EN_RANGE.split(text)
    if len(ends) == 2:
        era = re.search(r" bce?\Z", ends[1])
        start = ends[0] + era[0] if era and ends[0][-1:].isdigit() else ends[0]
        a, b = _english(start, said_in), _english(ends[1], said_in)
        if a is None or b is None or _reversed(a, b):
            return None
        return _Read(a.first, b.last, a.about or b.about)
    return _english_atom(text)


def _english_atom(text: str) -> _Read | None:
    if found := _EN_YEAR.match(text):
        year = 1 - int(found[1]) if found[2] else int(found[1])
        return _Read(year, year)
    if found := _EN_DECADE.match(text):
        return _Read(int(found[1]), int(found[1]) + 9)
    thirds = {"early": "初", "mid": "中", "late": "末"}
    if found := _EN_CENTURY.match(text):
        first = (int(found[2]) - 1) * 100
        return _third(thirds[found[1]], first, first + 99) if found[1] else _Read(first, first + 99)
    if (found := _EN_DYNASTY.match(text)) and found[2] in _ENGLISH:
        term = vocabulary("period_cn").term(_ENGLISH[found[2]])
        bounds = year_bounds(term.mappings["edtf"]) if term else Years(None, None)
        if found[1] and bounds.first is not None and bounds.last is not None:
            return _third(thirds[found[1]], bounds.first, bounds.last)
        return _Read(bounds.first, bounds.last)
    return None
