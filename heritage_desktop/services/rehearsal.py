# SPDX-License-Identifier: Apache-2.0
"""What a bundle would bring, in one sentence: new, changed, need you, withdrawn, size, whose."""

from __future__ import annotations

from datetime import date

from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.sync.apply import MergeReport

#: The sorts of record people count; names, places and links come along with them.
TOLD = ("item", "person", "village", "visit")


def outcome(report: MergeReport) -> str:
    """Say the numbers a person wants to know first."""
    if not report.added:
        return tr("Everything in this bundle is here already.")
    new = sum(report.new_records.get(name, 0) for name in TOLD)
    changed, needs, back = report.changed_records, report.conflicts, report.withdrawn
    parts = [
        tr("{n} new", n=new) if new else "",
        tr("{n} changed", n=changed) if changed else "",
        ntr("{n} needs you", "{n} need you", needs) if needs else "",
        ntr("{n} withdrawn", "{n} withdrawn", back) if back else "",
    ]
    return " · ".join(part for part in parts if part) or tr("Small changes only.")


def origin(report: MergeReport) -> str:
    """Say how large it is, from whom, and of which days."""
    sender = report.info.sender
    team = tr("from team {team}", team=sender.team) if sender.team else ""
    parts = [size(report.bytes), team or sender.title, span(report.days)]
    return " · ".join(part for part in parts if part)


def sentence(report: MergeReport) -> str:
    """Say all of it."""
    return " · ".join(part for part in (outcome(report), origin(report)) if part)


def size(bytes_: int) -> str:
    """Return a number of bytes as people read it; '' for none."""
    if not bytes_:
        return ""
    for unit, step in (("GB", 1e9), ("MB", 1e6)):
        if bytes_ >= step:
            return f"{bytes_ / step:.1f} {unit}"
    return f"{max(1, round(bytes_ / 1e3))} kB"


def span(days: tuple[str, ...]) -> str:
    """Return how many days were written on, and when, by the clocks of those laptops."""
    read = []
    for day in sorted(set(days)):
        try:
            read.append(date.fromisoformat(day))
        except ValueError:
            continue
    if not read:
        return ""
    first, last = read[0], read[-1]
    n = len(read)
    if (first.year, first.month) == (last.year, last.month):
        return ntr("{n} day in {month}", "{n} days in {month}", n, month=_month(first))
    return ntr("{n} day, {first} to {last}", "{n} days, {first} to {last}", n,
               first=first.isoformat(), last=last.isoformat())  # fmt: skip


def _month(day: date) -> str:
    if language().startswith("zh"):
        return f"{day.year}年{day.month}月"
    names = ("January February March April May June July August September October November "
             "December").split()  # fmt: skip
    return f"{names[day.month - 1]} {day.year}"
