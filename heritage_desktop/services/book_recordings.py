# SPDX-License-Identifier: Apache-2.0
"""What the book's appendix says of recordings: their index and transcript as far as released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from heritage_desktop.catalogue.content import IndexPart, Line, Link, Part, Recording
from heritage_desktop.domain.dates import show
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.domain.passages import LINE, PART, clock, in_order
from heritage_desktop.services import passages
from heritage_desktop.services.book_source import Source, chinese, english, term_label, translated

Titles = Callable[[str], tuple[str, str]]
"""Gives the Chinese and the English title of an item."""


def recordings(
    source: Source, within: Collection[str], titles: Titles, *, lines: bool = True
) -> tuple[Recording, ...]:
    """Return the recordings of what is ``within`` the book, oldest first, that say something.

    Without ``lines`` they have their index only.
    """
    targets: dict[str, list[str]] = {}
    for link in sorted(source.of(MediaLink), key=lambda link: (link.order or 0, link.id)):
        target, media = link.target or "", link.media or ""
        if target in within and media in source.media:
            targets.setdefault(media, []).append(target)
    heard = [source.media[one] for one in targets]
    heard.sort(key=lambda one: (one.taken.local if one.taken else "", one.id))
    made = (
        _recording(source, one, targets[one.id], titles, lines)
        for one in heard
        if one.media_type in passages.RECORDINGS
    )
    return tuple(one for one in made if one.parts or one.lines)


def referring(parts: Iterable[Part], made: Iterable[Recording], source: Source) -> list[Part]:
    """Return the parts of the book with each item leading to its recordings in the appendix."""
    label = source.both("录音", "Recording")
    found: dict[str, list[Link]] = defaultdict(list)
    for one in made:
        for item, _ in one.items:
            found[item].append(Link(label, one.id, source.both(one.title_zh, one.title_en)))
    return [
        replace(
            part,
            entries=tuple(
                replace(entry, links=(*entry.links, *found[entry.id]))
                if entry.id in found
                else entry
                for entry in part.entries
            ),
        )
        for part in parts
    ]


def _recording(
    source: Source, media: Media, targets: list[str], titles: Titles, lines: bool
) -> Recording:
    items = [one for one in targets if one in source.items]
    named = titles(items[0]) if items else ("", "")
    zh, en = chinese(media.caption), english(media.caption)
    if not zh and not en:
        zh, en = named
    length = passages.length_of(source.inventory, media.id)
    found = in_order(source.grouped(Segment, "media").get(media.id, ()))
    return Recording(
        id=media.id,
        length=clock(length, exact=False) if length else "",
        title_zh=zh or en or (media.original_name or "–"),
        title_en=en if zh else "",
        facts=_facts(source, media, targets, found),
        items=tuple((one, source.both(*titles(one))) for one in items),
        language=term_label(source, "language", media.language) if media.language else "",
        film=media.media_type == "video",
        parts=tuple(
            IndexPart(one.start_ms or 0, source.text(one.title), _synopsis(source, one))
            for one in found
            if one.sort == PART and (any(one.title.values()) or any(one.synopsis.values()))
        ),
        lines=tuple(
            _line(source, one)
            for one in found
            if lines and one.sort == LINE and (one.spoken or any(one.translation.values()))
        ),
    )


def _facts(
    source: Source, media: Media, targets: list[str], found: list[Segment]
) -> tuple[tuple[str, str], ...]:
    speakers = dict.fromkeys(one.speaker for one in found if one.speaker in source.people)
    places = dict.fromkeys(
        source.text(source.villages[village].name)
        for one in targets
        if (village := _village(source, one)) in source.villages
    )
    day = media.taken.local[:10] if media.taken else ""
    facts = (
        ("Who speaks", "\n".join(source.text(source.people[one].name) for one in speakers if one)),
        ("Place", "\n".join(places)),
        ("Recorded on", show(day, "en" if source.language == "en" else "zh_CN") if day else ""),
        ("Language spoken", term_label(source, "language", media.language)
         if media.language else ""),
    )  # fmt: skip
    return tuple((source.both(translated(name), name), told) for name, told in facts if told)


def _village(source: Source, target: str) -> str:
    if target in source.items:
        return source.items[target].village or ""
    return (source.people[target].village or "") if target in source.people else target


def _synopsis(source: Source, one: Segment) -> str:
    parts = (chinese(one.synopsis), english(one.synopsis))
    if source.language == "en":
        parts = (parts[1] or parts[0], "")
    elif source.language == "zh_CN":
        parts = (parts[0] or parts[1], "")
    return "\n".join(filter(None, parts))


def _line(source: Source, one: Segment) -> Line:
    speaker = source.people.get(one.speaker or "")
    # A translation in a third language is better than none.
    other = next((text for _, text in sorted(one.translation.items()) if text), "")
    return Line(
        one.start_ms or 0,
        source.text(speaker.name) if speaker else "",
        (one.spoken or "").strip(),
        chinese(one.translation).strip(),
        (english(one.translation) or ("" if chinese(one.translation) else other)).strip(),
    )
