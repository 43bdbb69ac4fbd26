# SPDX-License-Identifier: Apache-2.0
"""Camera clocks: what the satellites say of them, and moving times by what they are off."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from heritage_desktop.domain.moments import Moment

#: A fix may be minutes older than the shot; less than this is no wrong clock.
TOLERANCE = timedelta(minutes=20)
#: Zones reach three hours to either side of the sun's (domain: China keeps one for five).
ZONE_REACH_HOURS = 3
_SHIFT = re.compile(
    r"\s*(?P<sign>[+\-−])?\s*(?:(?P<days>\d{1,5})\s*d)?\s*(?:(?P<hours>\d{1,6})\s*h)?"
    r"\s*(?:(?P<minutes>\d{1,6})\s*m(?:in)?)?\s*(?:(?P<seconds>\d{1,9})\s*s)?\s*\Z"
)
_CLOCK = re.compile(
    r"\s*(?P<sign>[+\-−])?\s*(?:(?P<days>\d{1,5})\s*d\s+)?(?P<hours>\d{1,6}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?\s*\Z"
)


#: What a clock in a picture shows, with or without its day and its seconds.
_SHOWN = re.compile(
    r"(?:(?P<year>\d{4})[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?[T\s]+)?"
    r"(?P<hour>\d{1,2})[:时](?P<minute>\d{2})分?(?:[:]?(?P<second>\d{2})秒?)?\Z"
)
_ZONE = re.compile(r"(?:(?:UTC|GMT)\s*)?([+-])?(\d{1,2})(?::?(\d{2}))?", re.ASCII | re.IGNORECASE)
QUARTER = 900


@dataclass(frozen=True, slots=True)
class Reading:
    """One photo with both clocks: ``local`` by the camera, ``utc`` by the satellites (ISO).

    ``zone`` in hours east of UTC is what the camera or the others around it write.
    """

    local: str
    utc: str
    lon: float | None = None
    zone: float | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A clock that is off: add ``shift`` seconds; ``count`` photos of the camera say so."""

    shift: int
    count: int


def off_by(reading: Reading) -> timedelta | None:
    """Return how far the camera is ahead of the true local time; None when it is right.

    A clock is right when it differs from UTC by a whole quarter of an hour that fits the longitude
    (within 3 h of lon/15). Otherwise the true local time is UTC plus the zone where one is known
    that fits; else plus a zone within that reach that leaves whole days, for the day is what people
    set wrong; else plus the zone of the sun. Raises ValueError when a clock is no ISO time.
    """
    apart = datetime.fromisoformat(reading.local) - datetime.fromisoformat(reading.utc)
    quarter = timedelta(minutes=15)
    rest = abs(apart - quarter * round(apart / quarter))
    sun = None if reading.lon is None else reading.lon / 15
    hours = apart / timedelta(hours=1)
    fits = abs(hours) <= 14 if sun is None else abs(hours - sun) <= ZONE_REACH_HOURS
    if fits and (rest < timedelta(minutes=3) or sun is None):
        return None
    zone = reading.zone
    if zone is None or (sun is not None and abs(zone - sun) > ZONE_REACH_HOURS):
        zone = _zone(apart, sun or 0.0)
    off = apart - timedelta(hours=zone)
    return None if abs(off) < TOLERANCE else off


def _zone(apart: timedelta, sun: float) -> float:
    """Return the zone, in hours, that makes the clock wrong by whole days; else the sun's."""
    day, middle = timedelta(days=1), round(sun)
    reach = range(middle - ZONE_REACH_HOURS, middle + ZONE_REACH_HOURS + 1)

    def rest(zone: int) -> timedelta:
        off = apart - timedelta(hours=zone)
        return abs(off - day * round(off / day))

    best = min(reach, key=lambda zone: (rest(zone), abs(zone - sun)))
    return best if rest(best) < TOLERANCE else middle


def is_off(reading: Reading) -> bool:
    """Tell whether the clocks of a photo contradict each other; one that is no time does not."""
    try:
        return off_by(reading) is not None
    except ValueError:
        return False


def suspicion(readings: Iterable[Reading]) -> Suspicion | None:
    """Return what is wrong with one camera's clock, None when most of its photos are right."""
    found: list[timedelta] = []
    total = 0
    for reading in readings:
        try:
            off = off_by(reading)
        except ValueError:
            continue
        total += 1
        if off is not None:
            found.append(off)
    if not found or len(found) * 2 <= total:
        return None
    middle = statistics.median(one.total_seconds() for one in found)
    return Suspicion(-round(middle), len(found))


def shifted(moment: Moment, seconds: int) -> Moment:
    """Return the moment moved by ``seconds``; raises ValueError beyond the years 1 to 9999."""
    try:
        moved = datetime.fromisoformat(moment.local) + timedelta(seconds=seconds)
    except OverflowError as error:
        raise ValueError(f"{moment.local} cannot be moved by {seconds} s") from error
    return Moment(moved.isoformat(timespec="seconds"), moment.offset, "shifted")


def read_shown(text: str, day: str) -> tuple[datetime, bool]:
    """Return the time a clock in a picture shows and whether it shows seconds.

    ``2026-04-12 14:03:20``, ``2026年4月12日 14:03`` or ``14:03``, which is on ``day`` (ISO).
    Raises ValueError for anything else.
    """
    match = _SHOWN.match(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise ValueError(f"not a time: {text!r}")
    found = match.groupdict()
    date = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found["year"] else day
    clock = f"{found['hour']:0>2}:{found['minute']}:{found['second'] or '00'}"
    return datetime.fromisoformat(f"{date}T{clock}"), found["second"] is not None


def shift_to(taken: str, shown: datetime, *, seconds: bool = True) -> int:
    """Return the seconds to add so that a photo ``taken`` (ISO) has the time its picture shows.

    A clock without seconds shows a whole minute: the shift is a whole quarter of an hour where
    one is in that minute, for hours and zones are what people set wrong; else its middle.
    """
    least = round((shown - datetime.fromisoformat(taken)).total_seconds())
    if seconds:
        return least
    whole = -(-least // QUARTER) * QUARTER
    return whole if whole < least + 60 else least + 30


def shift_between(wrong: Moment, right: Moment) -> int:
    """Return the seconds to add to a clock, from two photos of the same moment.

    Where both say their zone it is moments that agree, else the hands of the clocks.
    """
    ahead = datetime.fromisoformat(right.local) - datetime.fromisoformat(wrong.local)
    if wrong.offset and right.offset:
        ahead -= timedelta(seconds=zone_seconds(right.offset) - zone_seconds(wrong.offset))
    return round(ahead.total_seconds())


def read_zone(text: str) -> str | None:
    """Return ±HH:MM of ``+08:00``, ``8``, ``UTC+8`` or ``-0330``; None for nothing.

    Raises ValueError for anything else, and beyond 14 hours.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not cleaned:
        return None
    match = _ZONE.fullmatch(cleaned)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        raise ValueError(f"not a zone: {text!r}")
    return f"{match[1] or '+'}{int(match[2]):02d}:{match[3] or '00'}"


def zone_seconds(offset: str) -> int:
    """Return the seconds east of UTC of ``±HH:MM``; raises ValueError for anything else."""
    zone = read_zone(offset)
    if zone is None:
        raise ValueError(f"not a zone: {offset!r}")
    size = int(zone[1:3]) * 3600 + int(zone[4:]) * 60
    return -size if zone[0] == "-" else size


def derived_zone(readings: Iterable[Reading]) -> str | None:
    """Return the zone most photos show by both clocks, None when they do not agree on one.

    Whole quarters of an hour that are less than 3 min off and fit the longitude (domain: zone).
    """
    found: Counter[int] = Counter()
    for reading in readings:
        try:
            apart = datetime.fromisoformat(reading.local) - datetime.fromisoformat(reading.utc)
            quarters = round(apart.total_seconds() / QUARTER)
            if off_by(reading) is None and abs(apart.total_seconds() - quarters * QUARTER) < 180:
                found[quarters] += 1
        except ValueError:
            continue
    if not found:
        return None
    ((quarters, count),) = found.most_common(1)
    size = abs(quarters)
    sign = "-" if quarters < 0 else "+"
    return f"{sign}{size // 4:02d}:{size % 4 * 15:02d}" if count * 2 > found.total() else None


def read_shift(text: str) -> int:
    """Return the seconds of ``-22h``, ``+1:30``, ``2d 3h`` or ``+00:00:45``.

    Raises ValueError for anything else.
    """
    match = _CLOCK.match(text) or _SHIFT.match(text)
    parts = {k: int(v) for k, v in match.groupdict("").items() if v.isdigit()} if match else {}
    if match is None or not parts:
        raise ValueError(f"not a shift: {text!r}")
    seconds = round(timedelta(**parts).total_seconds())
    return -seconds if match["sign"] in ("-", "−") else seconds


def show_shift(seconds: int) -> str:
    """Return a shift as people write it: ``+1:30:00``, ``-22:00:00``, ``+3d 2:00:00``.

    ``read_shift`` reads it.
    """
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours >= 48 else (0, hours)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{f'{days}d ' if days else ''}{hours}:{minutes:02d}:{rest:02d}"
