# SPDX-License-Identifier: Apache-2.0
"""What people do with passages of a recording: begin, end, cut, join, mark, move in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from heritage_desktop.domain import passages as times
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.domain.merge import ACCESS_LEVELS, strictness
from heritage_desktop.domain.passages import LINE, MARK, PART, clock
from heritage_desktop.i18n import tr
from heritage_desktop.media.wav import read_facts
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

RECORDINGS = ("audio", "video")


def of(inventory: Inventory, media: str) -> list[Segment]:
    """Return the live passages of a recording in their order."""
    return times.in_order(inventory.all(Segment, media=media))


def recording_of(inventory: Inventory, record: str) -> Media | None:
    """Return a recording or film by its id, or the first one of a record; None for none."""
    own = inventory.get(Media, record)
    shown = [own] if own is not None else [one for _, one in queries.media_of(inventory, record)]
    return next((one for one in shown if one.media_type in RECORDINGS), None)


def length_of(inventory: Inventory, media: str) -> int | None:
    """Return how long a recording is, in milliseconds; None where only playing it can tell."""
    found = inventory.get(Media, media)
    if found is None or found.duration_ms is not None:
        return found.duration_ms if found else None
    facts = read_facts(inventory.blobs.path(found.sha256 or "", found.extension))
    return facts.duration_ms if facts else None


def add(
    inventory: Inventory,
    media: str,
    *,
    sort: str,
    start_ms: int,
    end_ms: int | None = None,
    **values: Any,
) -> Segment:
    """Add a passage; raises HeritageError when its times are not within the recording."""
    made = Segment(id="", media=media, sort=sort, start_ms=start_ms, end_ms=end_ms, **values)
    _check(made, length_of(inventory, media))
    with inventory.change(tr("Add a passage")) as change:
        return change.add(made)


def mark(inventory: Inventory, media: str, at_ms: int) -> Segment:
    """Mark a moment."""
    return add(inventory, media, sort=MARK, start_ms=at_ms)


def move(
    inventory: Inventory, passage: str, *, start_ms: int | None = None, end_ms: int | None = None
) -> Segment:
    """Let a passage begin or end elsewhere; None leaves a time as it is.

    A begin behind the end, or an end before the begin, takes the other with it: the length stays.
    Raises HeritageError when the times are not within the recording.
    """
    one = _passage(inventory, passage)
    length = length_of(inventory, one.media or "")
    start = one.start_ms or 0 if start_ms is None else start_ms
    end = one.end_ms if end_ms is None else end_ms
    if end is not None and end < start:
        if end_ms is None:
            end = start + (one.end_ms or 0) - (one.start_ms or 0)
            end = end if length is None else min(end, length)
        else:
            raise HeritageError(
                tr("The passage begins at {start}; it cannot end before.", start=clock(start))
            )
    moved = replace(one, start_ms=start, end_ms=end)
    _check(moved, length)
    with inventory.change(tr("Move a passage")) as change:
        change.put(moved)
    return moved


def split(inventory: Inventory, passage: str, at_ms: int, cut: int | None = None) -> Segment:
    """Cut a passage in two; return the second, which keeps who speaks and who may hear it.

    All words stay with the first, but those spoken after the letter ``cut``. Raises HeritageError
    when the moment is not inside the passage.
    """
    one = _passage(inventory, passage)
    end = _end(inventory, one)
    if one.sort == MARK or not (one.start_ms or 0) < at_ms < end:
        raise HeritageError(
            tr("{time} is not inside the passage; go to where it should be cut.",
               time=clock(at_ms))
        )  # fmt: skip
    said = one.spoken or ""
    first = said if cut is None else said[:cut].rstrip()
    second = Segment(
        id="", media=one.media, sort=one.sort, start_ms=at_ms, end_ms=one.end_ms,
        speaker=one.speaker, access_level=one.access_level,
        spoken=None if cut is None else said[cut:].lstrip() or None,
    )  # fmt: skip
    with inventory.change(tr("Cut a passage")) as change:
        change.put(replace(one, end_ms=at_ms, spoken=first or None))
        return change.add(second)


def join(inventory: Inventory, passage: str) -> Segment:
    """Join a passage with the next one of its sort; nothing that was written is lost.

    Raises HeritageError when there is no next one, or when somebody else speaks in it.
    """
    one = _passage(inventory, passage)
    after = queries.passage_after(inventory, one)
    if one.sort == MARK or after is None:
        raise HeritageError(tr("There is no passage after this one to join."))
    if one.speaker and after.speaker and one.speaker != after.speaker:
        raise HeritageError(tr("Two people speak in these passages; they cannot be joined to one."))
    whole = _whole(one, after)
    with inventory.change(tr("Join passages")) as change:
        change.put(whole)
        change.drop(Segment, after.id)
    return whole


def _whole(one: Segment, after: Segment) -> Segment:
    levels = [level for level in (one.access_level, after.access_level) if level]
    return replace(
        one,
        end_ms=None if after.end_ms is None else max(one.end_ms or 0, after.end_ms),
        title=_texts(one.title, after.title, " · "),
        synopsis=_texts(one.synopsis, after.synopsis, "\n"),
        speaker=one.speaker or after.speaker,
        spoken=times.joined(one.spoken, after.spoken),
        translation=_texts(one.translation, after.translation),
        people=tuple(sorted({*one.people, *after.people})),
        place="; ".join(dict.fromkeys(filter(None, (one.place, after.place)))) or None,
        about=tuple(sorted({*one.about, *after.about})),
        access_level=max(levels, key=lambda level: strictness(ACCESS_LEVELS, level), default=None),
    )


def _texts(
    first: Mapping[str, str], second: Mapping[str, str], between: str = ""
) -> dict[str, str]:
    made = dict(first)
    for tag, text in second.items():
        before = made.get(tag)
        made[tag] = f"{before}{between}{text}" if before and between else (
            times.joined(before, text) or ""
        )  # fmt: skip
    return made


def part_here(inventory: Inventory, media: str, at_ms: int, passage: str = "") -> Segment:
    """Begin a part of the index at a moment, or make one of a mark; return it.

    The part heard there ends where the new one begins, which keeps its speaker and access level.
    """
    one = _passage(inventory, passage) if passage else Segment(id="", media=media)
    at_ms = one.start_ms or 0 if passage else at_ms
    length = length_of(inventory, media)
    parts = inventory.all(Segment, media=media, sort=PART)
    around = times.Timeline(parts, PART, length).at(at_ms)
    if around is not None and around.start_ms == at_ms and not passage:
        return around
    later = [other.start_ms or 0 for other in parts if (other.start_ms or 0) > at_ms]
    made = replace(one, sort=PART, start_ms=at_ms, end_ms=min(later, default=length))
    if around is not None:
        made = replace(
            made,
            end_ms=made.end_ms if around.end_ms is None else around.end_ms,
            speaker=one.speaker or around.speaker,
            access_level=one.access_level or around.access_level,
        )
    _check(made, length)
    with inventory.change(tr("Begin a part")) as change:
        if around is not None and (around.start_ms or 0) < at_ms:
            change.set(Segment, around.id, "end_ms", at_ms)
        if passage:
            change.put(made)
            return made
        return change.add(made)


def next_line(inventory: Inventory, media: str, at_ms: int, passage: str = "") -> Segment:
    """End a line of the transcript at a moment and begin the next there; return the next.

    A line that has ended and is followed by another is left as it is: the next one is returned.
    The new line takes over who speaks and who may hear it. Raises HeritageError when the moment
    is not after the begin of the line.
    """
    one = _passage(inventory, passage) if passage else None
    if one is None or one.sort != LINE:
        return add(inventory, media, sort=LINE, start_ms=at_ms)
    after = queries.passage_after(inventory, one)
    if one.end_ms is not None and after is not None:
        return after
    ends = at_ms if one.end_ms is None else one.end_ms
    if ends <= (one.start_ms or 0):
        raise HeritageError(
            tr("The line begins at {start}; play on to where it ends.",
               start=clock(one.start_ms or 0))
        )  # fmt: skip
    begins = max(at_ms, ends)
    new = Segment(id="", media=media, sort=LINE, start_ms=begins, speaker=one.speaker,
                  access_level=one.access_level)  # fmt: skip
    _check(new, length_of(inventory, media))
    with inventory.change(tr("Begin the next line")) as change:
        change.set(Segment, one.id, "end_ms", ends)
        return change.add(new)


def remove(inventory: Inventory, passages: Iterable[str]) -> int:
    """Move passages to the trash; returns how many."""
    ids = list(dict.fromkeys(passages))
    with inventory.change(tr("Delete passages")) as change:
        for one in ids:
            change.drop(Segment, one)
    return len(ids)


def shift(inventory: Inventory, media: str, by_ms: int) -> int:
    """Move all passages of a recording in time; returns how many.

    Raises HeritageError, and moves none, when one would begin before the recording or end after.
    """
    moved = [_moved(one, by_ms) for one in of(inventory, media)]
    length = length_of(inventory, media)
    for one in moved:
        _check(one, length)
    with inventory.change(tr("Move all passages")) as change:
        for one in moved:
            change.set(Segment, one.id, "start_ms", one.start_ms)
            if one.end_ms is not None:
                change.set(Segment, one.id, "end_ms", one.end_ms)
    return len(moved)


def _moved(one: Segment, by_ms: int) -> Segment:
    end = None if one.end_ms is None else one.end_ms + by_ms
    return replace(one, start_ms=(one.start_ms or 0) + by_ms, end_ms=end)


def _passage(inventory: Inventory, passage: str) -> Segment:
    found = inventory.get(Segment, passage)
    if found is None or inventory.is_trashed(Segment, passage):
        raise HeritageError(tr("The passage is no longer there."))
    return found


def _end(inventory: Inventory, one: Segment) -> int:
    after = queries.passage_after(inventory, one)
    return times.end_of(one, after, length_of(inventory, one.media or "") or times.LONGEST_MS)


def _check(one: Segment, length: int | None) -> None:
    last = times.LONGEST_MS if length is None else length
    for ms in (one.start_ms or 0, one.end_ms):
        if ms is not None and not 0 <= ms <= last:
            raise HeritageError(
                tr("{time} is outside the recording, which is {length} long.",
                   time=f"−{clock(-ms)}" if ms < 0 else clock(ms), length=clock(last))
            )  # fmt: skip
