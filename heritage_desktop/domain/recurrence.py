# SPDX-License-Identifier: Apache-2.0
"""When a practice comes round: a short notation, the days it gives, and how people say it.

========================  ========================================================================
``G:04-05``               each year on that Gregorian day; a span is ``G:04-05..04-07``
``L:01-15``               lunar month and day; ``L:12-last`` the month's last day; spans likewise
``L:x08-15``              the same, and in a year with a leap 8th month in the leap month as well
``L:*-01,15``             those days of every lunar month, leap months too
``S:清明``                a solar term; ``S:清明-1`` the day before; ``S:清明-3..+3`` a span
``W:Sat``                 weekly; ``W:Sat,Sun``
``M:3,6,9``               market days: each lunar day whose number ends in one of the digits
``… EVERY 3Y FROM 2021``  after G, S or a date in L: held in 2021 and every third year both ways
``EVERY 3Y``              the rhythm alone; nothing says on which day, so no date follows
``ON:wedding``            when that happens in a life; no date follows
========================  ========================================================================

Without ``x`` a leap month is passed over. A day that a year does not have (the 30th of a short
month, 29 February) is not held; as the end of a span it is the last day of that month. A span ends
in the month of that number, or in the leap month where that comes between the two.
``EVERY`` counts lunar years for L. Dates are given from 1900 to 2100.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from heritage_desktop.domain import chinese_calendar as chinese

_WEEKDAYS_EN: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAYS: Final = [name[:3] for name in _WEEKDAYS_EN]
_ENDINGS: Final = "十一二三四五六七八九"
_WEEKDAYS_ZH: Final = "一二三四五六日"
_EVENTS: Final = {
    "birth": ("出生", "a birth"),
    "full_month": ("满月", "a child's first month"),
    "first_birthday": ("周岁", "a first birthday"),
    "coming_of_age": ("成人礼", "a coming of age"),
    "betrothal": ("订婚", "a betrothal"),
    "wedding": ("婚礼", "a wedding"),
    "birthday": ("寿诞", "an elder's birthday"),
    "funeral": ("葬礼", "a funeral"),
    "house_raising": ("上梁", "raising a house"),
    "moving_in": ("乔迁", "moving into a house"),
}
_EVENT_WORDS: Final = {
    "结婚": "wedding",
    "婚嫁": "wedding",
    "嫁娶": "wedding",
    "丧葬": "funeral",
    "丧礼": "funeral",
    "出殡": "funeral",
    "做寿": "birthday",
    "祝寿": "birthday",
    "成年礼": "coming_of_age",
    **{zh: code for code, (zh, _en) in _EVENTS.items()},
    **{en: code for code, (_zh, en) in _EVENTS.items()},
}


def _need(right: bool, sentence: str) -> None:
    if not right:
        raise ValueError(sentence)


def _check_rising(values: tuple[int, ...], low: int, high: int, sentence: str) -> None:
    rising = bool(values) and list(values) == sorted(set(values))
    _need(rising and low <= values[0] and values[-1] <= high, sentence)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A Gregorian month and day, or a span up to ``end``."""

    month: int
    day: int
    end: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for month, day in ((self.month, self.day), self.end or (1, 1)):
            real = 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]
            _need(real, "Write a real month and day, for example G:04-05.")
        _check_end(self.month, self.day, self.end)


@dataclass(frozen=True, slots=True)
class Lunar:
    """A lunar month and day, or a span up to ``end``; ``leap_too`` repeats it in a leap month."""

    month: int
    day: int
    end: tuple[int, int] | None = None
    leap_too: bool = False

    def __post_init__(self) -> None:
        for month, day in ((self.month, self.day), self.end or (1, 1)):
            real = 1 <= month <= 12 and 1 <= day <= chinese.LAST_DAY
            _need(real, "Write a lunar month to 12 and a day to 30 or last, for example L:01-15.")
        _check_end(self.month, self.day, self.end)


def _check_end(month: int, day: int, end: tuple[int, int] | None) -> None:
    right = end is None or end[0] != month or end[1] > day
    _need(right, "Write the last day of the span after its first, for example G:04-05..04-07.")


@dataclass(frozen=True, slots=True)
class Monthly:
    """Days of every lunar month."""

    days: tuple[int, ...]

    def __post_init__(self) -> None:
        sentence = "Write days of the lunar month from 1 to 30, for example L:*-01,15."
        _check_rising(self.days, 1, 30, sentence)


@dataclass(frozen=True, slots=True)
class SolarTerm:
    """From ``start`` to ``end`` days after a solar term; negative is before it."""

    name: str
    start: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        known = self.name in chinese.SOLAR_TERMS
        _need(known, "Write one of the 24 solar terms, for example S:清明.")
        right = -60 <= self.start <= self.end <= 60
        _need(right, "Write days up to 60 around the term, the earlier first: S:清明-3..+3.")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Days of the week, 0 for Monday."""

    days: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_rising(self.days, 0, 6, "Write days of the week, for example W:Sat.")


@dataclass(frozen=True, slots=True)
class Market:
    """Lunar days whose number ends in one of the digits."""

    digits: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_rising(self.digits, 0, 9, "Write the last digits of the days, for example M:3,6,9.")


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event in a life; a code such as ``wedding`` or any other single word."""

    name: str

    def __post_init__(self) -> None:
        right = re.fullmatch(r"[^\s:]{1,40}", self.name) is not None
        _need(right, "Write one word for the event, for example ON:wedding.")


@dataclass(frozen=True, slots=True)
class Every:
    """``base`` only in some years: those a multiple of ``years`` away from ``anchor``."""

    base: Fixed | Lunar | SolarTerm | None
    years: int
    anchor: int | None = None

    def __post_init__(self) -> None:
        _need(2 <= self.years <= 99, "Write a number of years from 2 to 99, for example EVERY 3Y.")
        right = self.anchor is None or 1900 <= self.anchor <= 2100
        _need(right, "Write a year from 1900 to 2100, for example EVERY 3Y FROM 2021.")


Recurrence = Fixed | Lunar | Monthly | SolarTerm | Weekly | Market | LifeEvent | Every
_Spans = Iterator[tuple[date, date]]


def occurrences(recurrence: Recurrence, year: int) -> list[date]:
    """Return every day of the Gregorian year on which it is held, in order."""
    return list(_days(recurrence, year))


def next_after(recurrence: Recurrence, day: date) -> date | None:
    """Return the first day after ``day`` on which it is held, or None if none is known."""
    for year in range(max(day.year, chinese.FIRST.year), chinese.LAST.year + 1):
        for found in _days(recurrence, year):
            if found > day:
                return found
    return None


def previous_before(recurrence: Recurrence, day: date) -> date | None:
    """Return the last day before ``day`` on which it was held, or None if none is known."""
    for year in range(min(day.year, chinese.LAST.year), chinese.FIRST.year - 1, -1):
        for found in reversed(_days(recurrence, year)):
            if found < day:
                return found
    return None


@lru_cache(maxsize=4096)
def _days(recurrence: Recurrence, year: int) -> tuple[date, ...]:
    known = range(chinese.FIRST.year, chinese.LAST.year + 1)
    found: set[date] = set()
    # A span may have begun a lunar year earlier, and that year a Gregorian one before.
    for counted in range(year - 2, year + 2):
        for begin, end in _held(recurrence, counted) if counted in known else ():
            found.update(begin + timedelta(days=n) for n in range((end - begin).days + 1))
    return tuple(sorted(day for day in found if day.year == year)) if year in known else ()


def _held(recurrence: Recurrence, year: int) -> _Spans:
    """Yield first and last day of each holding that belongs to the year of its own calendar."""
    match recurrence:
        case Every(base, years, anchor):
            if base is not None and anchor is not None and (year - anchor) % years == 0:
                yield from _held(base, year)
        case Fixed():
            yield from _fixed(recurrence, year)
        case Lunar():
            start = recurrence.month, recurrence.day
            yield from chinese.spans(year, start, recurrence.end, recurrence.leap_too)
        case SolarTerm(name, before, after):
            day = chinese.solar_term(name, year)
            yield day + timedelta(days=before), day + timedelta(days=after)
        case Weekly(days):
            first = date(year, 1, 1)
            all_days = (first + timedelta(days=n) for n in range(366))
            yield from ((day, day) for day in all_days if day.weekday() in days)
        case Monthly(days):
            yield from _lunar_days(year, lambda number: number in days)
        case Market(digits):
            yield from _lunar_days(year, lambda number: number % 10 in digits)


def _fixed(recurrence: Fixed, year: int) -> _Spans:
    if recurrence.day > monthrange(year, recurrence.month)[1]:
        return
    begin = date(year, recurrence.month, recurrence.day)
    month, day = recurrence.end or (recurrence.month, recurrence.day)
    year += (month, day) < (recurrence.month, recurrence.day)
    yield begin, date(year, month, min(day, monthrange(year, month)[1]))


def _lunar_days(year: int, wanted: Callable[[int], bool]) -> _Spans:
    for month in chinese.months(year):
        for number in filter(wanted, range(1, month.length + 1)):
            day = month.first + timedelta(days=number - 1)
            yield day, day


def text(recurrence: Recurrence) -> str:
    """Return the one way to write it; ``parse`` reads it back."""
    match recurrence:
        case Every(base, years, anchor):
            parts = (text(base) if base else "", f"EVERY {years}Y", anchor and f"FROM {anchor}")
            return " ".join(part for part in parts if part)
        case Fixed(month, day, end):
            return f"G:{month:02}-{day:02}" + (f"..{end[0]:02}-{end[1]:02}" if end else "")
        case Lunar(month, day, end, leap_too):
            ending = f"..{end[0]:02}-{_day_code(end[1])}" if end else ""
            return f"L:{'x' if leap_too else ''}{month:02}-{_day_code(day)}{ending}"
        case Monthly(days):
            return "L:*-" + ",".join(f"{day:02}" for day in days)
        case SolarTerm(name, start, end):
            if start == end:
                return f"S:{name}" + (f"{start:+}" if start else "")
            return f"S:{name}{start:+}..{end:+}"
        case Weekly(days):
            return "W:" + ",".join(_WEEKDAYS[day] for day in days)
        case Market(digits):
            return "M:" + ",".join(map(str, digits))
        case LifeEvent(name):
            return f"ON:{name}"


def _day_code(day: int) -> str:
    return "last" if day == chinese.LAST_DAY else f"{day:02}"


def parse(written: str) -> Recurrence:
    """Read the notation or everyday wording; ValueError says in one sentence what to write."""
    _need(len(written) <= 200, "Write only when it is held; the story has its own field.")
    clean = " ".join(unicodedata.normalize("NFKC", written).split())
    if (found := _parse_code(clean)) is not None:
        return found
    if (found := _parse_words(clean.casefold().rstrip(".。;"))) is not None:
        return found
    raise ValueError(
        "Write when it is held as 正月十五, 4月5日, 清明, 每周六 or in short as L:01-15, G:04-05."
    )


def read(written: str) -> Recurrence | None:
    """Return what ``parse`` finds, or None; a short form may be followed by a remark."""
    try:
        return parse(written)
    except ValueError:
        code, _, remark = written.strip().partition(" ")
    if len(written) > 200 or not remark or not re.match(r"(G|L|S|W|M|ON)[:：]", code):
        return None
    if re.search(r"EVERY|每.{1,3}年|年一", remark, re.IGNORECASE):
        return None
    try:
        found = parse(code)
    except ValueError:
        return None
    said = read(remark)
    return found if said is None or said == found else None


_EVERY: Final = re.compile(r"(?:(.+) )?EVERY (\d+)Y(?: FROM (\d{4}))?", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"(x?)(\d\d?)-(\d\d?|last)(?:\.\.(?:(\d\d?)-)?(\d\d?|last))?", re.IGNORECASE
)
_TERM: Final = re.compile(r"([^\d+-]+?) ?([+-]\d+)?(?:\.\.([+-]?\d+))?")


def _parse_code(clean: str) -> Recurrence | None:
    """Return None when it is not the notation at all."""
    if every := _EVERY.fullmatch(clean):
        base = parse(every[1]) if every[1] else None
        return _every(base, int(every[2]), every[3])
    kind, colon, rest = clean.partition(":")
    reader = _READERS.get(kind.strip().upper())
    return reader(rest.strip()) if colon and reader else None


def _every(base: Recurrence | None, years: int, anchor: str | None) -> Every:
    if base is not None and not isinstance(base, Fixed | Lunar | SolarTerm):
        raise ValueError("Write EVERY only after a date or a solar term, as in L:10-15 EVERY 3Y.")
    return Every(base, years, int(anchor) if anchor else None)


def _read_fixed(rest: str) -> Recurrence:
    found = _SPAN.fullmatch(rest)
    if found is None or found[1] or "last" in rest.casefold():
        raise ValueError("Write month and day, for example G:04-05 or G:04-05..04-07.")
    return Fixed(*_dated(found))


def _read_lunar(rest: str) -> Recurrence:
    if rest.startswith("*-"):
        return Monthly(_numbers(rest[2:]))
    found = _SPAN.fullmatch(rest)
    if found is None or "31" in (found[3], found[5]):
        raise ValueError("Write lunar month and day, for example L:01-15, L:12-last or L:x08-15.")
    return Lunar(*_dated(found), bool(found[1]))


def _dated(found: re.Match[str]) -> tuple[int, int, tuple[int, int] | None]:
    def day(word: str) -> int:
        return chinese.LAST_DAY if word.casefold() == "last" else int(word)

    month, start = int(found[2]), day(found[3])
    end = (int(found[4] or month), day(found[5])) if found[5] else None
    return month, start, None if end == (month, start) else end


def _numbers(rest: str) -> tuple[int, ...]:
    parts = rest.split(",")
    _need(
        all(part.strip().isdigit() for part in parts), "Write numbers with commas, as in M:3,6,9."
    )
    return tuple(sorted({int(part) for part in parts}))


def _read_term(rest: str) -> Recurrence:
    found = _TERM.fullmatch(rest)
    if found is None or (found[3] and not found[2]):
        raise ValueError("Write a solar term, for example S:清明, S:清明-1 or S:清明-3..+3.")
    start = int(found[2] or 0)
    name = _TERMS.get(found[1].casefold(), found[1])
    return SolarTerm(name, start, int(found[3]) if found[3] else start)


def _read_weekly(rest: str) -> Recurrence:
    codes = [part.strip()[:3].capitalize() for part in rest.split(",")]
    _need(all(code in _WEEKDAYS for code in codes), "Write days of the week, for example W:Sat.")
    return Weekly(tuple(sorted({_WEEKDAYS.index(code) for code in codes})))


def _read_event(rest: str) -> Recurrence:
    return LifeEvent(_EVENT_WORDS.get(rest.casefold(), rest))


_TERMS: Final = {en.casefold(): zh for zh, en in chinese.SOLAR_TERMS_ENGLISH.items()}
_READERS: Final[dict[str, Callable[[str], Recurrence]]] = {
    "G": _read_fixed,
    "L": _read_lunar,
    "S": _read_term,
    "W": _read_weekly,
    "M": lambda rest: Market(tuple(sorted({0 if n == 10 else n for n in _numbers(rest)}))),
    "ON": _read_event,
}


_N: Final = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_SAID_EVERY: Final = re.compile(
    rf"(.*?)[, ]*(?:每{_N}年(?:一[次届])?|{_N}年一[次届]|every (\d+) years)"
    r"(?: ?\((?:如(\d{4})年|as in (\d{4}))\))?"
)
_SAID_LEAP: Final = re.compile(r"(.+?)[, (]+(?:遇?闰月也[办过]|also in the leap month)\)?")
_SAID_WEEKLY: Final = re.compile(
    r"每(?:周|星期|礼拜)([一二三四五六日天、,和及每周星期礼拜]+)"
    r"|every ((?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:, | and |$))+)"
)
_SAID_MARKET: Final = re.compile(
    r"(?:农历)?(?:每月|每旬)?逢([\d一二三四五六七八九十、,逢]+)(?:日|赶?[集墟圩场])*"
    r"|market days ([\d, ]+)"
)
_DAY: Final = r"初[一二三四五六七八九十]|(?:二十|十|廿)[一二三四五六七八九]?|三十|\d\d?(?!\d)"
_SAID_MONTHLY: Final = re.compile(
    rf"(农历)?每月((?:(?:{_DAY})[日号]?[、,和及]?)+)|every lunar month, day ([\d, ]+)"
)


def _parse_words(said: str) -> Recurrence | None:
    said = re.sub("^每年的?", "", said)
    if every := _SAID_EVERY.fullmatch(said):
        base = _parse_words(every[1]) if every[1] else None
        years = chinese.read_number(every[2] or every[3] or every[4]) or 0
        anchor = every[5] or every[6]
        return None if every[1] and not base else _every(base, years, anchor)
    leap = _SAID_LEAP.fullmatch(said)
    if dates := chinese.read_dates(leap[1] if leap else said):
        if dates.lunar:
            return Lunar(*dates.start, dates.end, leap is not None)
        return None if leap else Fixed(*dates.start, dates.end)
    if code := _EVENT_WORDS.get(said.removesuffix("时")):
        return LifeEvent(code)
    if term := chinese.read_term(said):
        return SolarTerm(*term)
    return _round_words(said)


def _round_words(said: str) -> Recurrence | None:
    if week := _SAID_WEEKLY.fullmatch(said):
        days = [_WEEKDAYS_ZH.find(ch) for ch in (week[1] or "").replace("天", "日")]
        days += [_WEEKDAYS.index(name[:3].capitalize()) for name in re.findall(r"\w+day", said)]
        return Weekly(tuple(sorted(set(days) - {-1})))
    if market := _SAID_MARKET.fullmatch(said):
        found = re.findall(r"[\d一二三四五六七八九十]", market[1] or market[2])
        return Market(tuple(sorted({(chinese.read_number(ch) or 0) % 10 for ch in found})))
    if month := _SAID_MONTHLY.fullmatch(said):
        names = re.findall(_DAY, month[2] or month[3])
        numbers = tuple(sorted({chinese.read_number(name) or 0 for name in names}))
        # 每月初三初六初九 names the rounds of a market; 农历每月 or a later day is meant exactly.
        rounds = month[2] and not month[1] and len(numbers) > 2 and numbers[-1] <= 10
        return Market(tuple(sorted(n % 10 for n in numbers))) if rounds else Monthly(numbers)
    return None


def show(recurrence: Recurrence, language: str) -> str:
    """Return it in Chinese for a zh tag, else English; ``parse`` reads all but unknown events."""
    zh = language.startswith("zh")
    match recurrence:
        case Every(base, years, anchor):
            said = show(base, language) + ("，" if zh else ", ") if base else ""
            said += f"每{years}年一次" if zh else f"every {years} years"
            return said + ((f"（如{anchor}年）" if zh else f" (as in {anchor})") if anchor else "")
        case Fixed(month, day, end):
            return chinese.say_dates(chinese.Dates(False, (month, day), end), language)
        case Lunar(month, day, end, leap_too):
            said = chinese.say_dates(chinese.Dates(True, (month, day), end), language)
            leap = "（闰月也办）" if zh else " (also in the leap month)"
            return said + (leap if leap_too else "")
        case SolarTerm(name, start, finish):
            return chinese.say_term(name, start, finish, language)
        case Weekly(days):
            names = _WEEKDAYS_ZH if zh else _WEEKDAYS_EN
            return ("每周" if zh else "every ") + _listed((names[day] for day in days), zh)
        case Monthly(days):
            names = [chinese.day_name(day, language).removeprefix("day ") for day in days]
            return ("农历每月" if zh else "every lunar month, day ") + _listed(names, zh)
        case Market(digits):
            low = 0 in digits  # the tenth comes last
            said = _listed(
                (_ENDINGS[n] if zh else str(n) for n in (*digits[low:], *digits[:low])), zh
            )
            return f"农历逢{said}" if zh else f"market days {said}"
        case LifeEvent(name):
            return _EVENTS.get(name, (name, name))[0 if zh else 1]


def _listed(names: Iterable[str], zh: bool) -> str:
    return ("、" if zh else ", ").join(names)
