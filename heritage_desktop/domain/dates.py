# SPDX-License-Identifier: Apache-2.0
"""Dates as EDTF (ISO 8601-2, levels 0 and 1): their years, and how they are written for people.

Years are astronomical: 1 BCE is 0, 221 BCE is -220.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SINGLE = re.compile(
    r"(?:Y(?P<long>-?\d{5,9})|(?P<year>-?\d{3}[\dX]|-?\d{2}XX|-?\dXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?)(?P<mark>[?~%]?)\Z"
)
_SEASONS = {
    "21": ("春", "spring"), "22": ("夏", "summer"), "23": ("秋", "autumn"), "24": ("冬", "winter"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Years:
    """The signed astronomical years a date may fall in; None is open."""

    first: int | None
    last: int | None


def year_bounds(edtf: str) -> Years:
    """Return the years of an EDTF date, interval or set; raises ValueError for anything else."""
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}":
        inner = [_single(part.strip()) for part in text[1:-1].split(",")]
        return Years(min(low for low, _ in inner), max(high for _, high in inner))
    start, slash, end = text.partition("/")
    if not slash:
        low, high = _single(start)
        return Years(low, high)
    first = None if start in ("", "..") else _single(start)[0]
    last = None if end in ("", "..") else _single(end)[1]
    if first is not None and last is not None and first > last:
        raise ValueError(f"“{edtf}” ends before it begins")
    if first is None and last is None:
        raise ValueError(f"“{edtf}” is not a date; write 1877, 1368/1644 or 195X")
    return Years(first, last)


def _single(text: str) -> tuple[int, int]:
    found = _SINGLE.match(text)
    if found is None:
        raise ValueError(f"“{text}” is not a date; write 1877, 1368/1644 or 195X")
    if found["long"]:
        return int(found["long"]), int(found["long"])
    sign, digits = (-1, found["year"][1:]) if found["year"][0] == "-" else (1, found["year"])
    ends = sorted((sign * int(digits.replace("X", "0")), sign * int(digits.replace("X", "9"))))
    return ends[0], ends[1]


def is_edtf(text: str) -> bool:
    """Tell whether text is a date of the profile this program reads."""
    try:
        year_bounds(text)
    except ValueError:
        return False
    return True


def edtf_of(first: int | None, last: int | None, *, about: bool = False) -> str:
    """Return the EDTF text of a range of astronomical years."""
    mark = "~" if about else ""
    if first is not None and first == last:
        return _year(first) + mark
    if first is not None and last is not None and first >= 0 and not about:
        if first % 100 == 0 and last == first + 99:
            return f"{first // 100:02d}XX"
        if first % 10 == 0 and last == first + 9:
            return f"{first // 10:03d}X"
    start = ".." if first is None else _year(first) + mark
    end = ".." if last is None else _year(last) + mark
    return f"{start}/{end}"


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def show(edtf: str, language: str) -> str:
    """Return an EDTF date as people write it; what is not one is returned as it is."""
    if not is_edtf(edtf):
        return edtf
    chinese = language.startswith("zh")
    text = edtf.strip()
    if text[:1] in "[{":
        parts = [_show(part.strip(), chinese) for part in text[1:-1].split(",")]
        return ("、" if chinese else ", ").join(parts)
    start, slash, end = text.partition("/")
    if not slash:
        return _show(start, chinese)
    if start in ("", ".."):
        return f"{_show(end, chinese)}以前" if chinese else f"until {_show(end, chinese)}"
    if end in ("", ".."):
        return f"{_show(start, chinese)}以后" if chinese else f"since {_show(start, chinese)}"
    return f"{_show(start, chinese)}{'至' if chinese else ' – '}{_show(end, chinese)}"


def _show(text: str, chinese: bool) -> str:
    found = _SINGLE.match(text)
    assert found is not None
    about = ("约" if chinese else "about ") if found["mark"] in ("~", "%") else ""
    doubt = ("（存疑）" if chinese else " (?)") if found["mark"] in ("?", "%") else ""
    year = found["long"] or found["year"]
    if "X" in year:
        return about + _span(year, chinese) + doubt
    number = int(year)
    if chinese:
        said = f"{number}年" if number > 0 else f"公元前{1 - number}年"
        said += _SEASONS[found["month"]][0] + "季" if found["month"] in _SEASONS else ""
        if found["month"] and found["month"] not in _SEASONS:
            said += f"{int(found['month'])}月" + (f"{int(found['day'])}日" if found["day"] else "")
        return about + said + doubt
    said = str(number) if number > 0 else f"{1 - number} BCE"
    if found["month"] in _SEASONS:
        said = f"{_SEASONS[found['month']][1]} {said}"
    elif found["month"]:
        said = "-".join(part for part in (f"{number:04d}", found["month"], found["day"]) if part)
    return about + said + doubt


def _span(year: str, chinese: bool) -> str:
    """Return a decade, century or millennium; spans before our era stay as they are written."""
    if year.startswith("-") or year.count("X") > 2:
        return year
    if year.endswith("XX"):
        century = int(year[:2]) + 1
        return f"{century}世纪" if chinese else f"{_ordinal(century)} century"
    decade = int(year[:3]) * 10
    if chinese:
        return f"{decade // 100 + 1}世纪{decade % 100}年代" if decade % 100 else f"{decade}年代"
    return f"{decade}s"


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
