# SPDX-License-Identifier: Apache-2.0
"""Photos and recordings: the bytes are named by their SHA-256 and never rewritten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import Kind, Record, declared
from heritage_desktop.domain.moments import Moment


@dataclass(frozen=True, kw_only=True)
class Media(Record):
    """One original file with what its camera or recorder said about it."""

    entity: ClassVar[str] = "media"
    label: ClassVar[str] = "Photo or recording"

    sha256: str | None = declared(Kind.TEXT, "Checksum", shown=False, searched=False)
    extension: str | None = declared(Kind.TEXT, "File type", shown=False, searched=False)
    mime: str | None = declared(Kind.TEXT, "Media type", shown=False, searched=False)
    media_type: str | None = declared(Kind.TEXT, "Sort", shown=False, searched=False)
    original_name: str | None = declared(Kind.TEXT, "File name", shown=False)
    bytes: int | None = declared(Kind.WHOLE, "Size", unit="B", shown=False)
    width: int | None = declared(Kind.WHOLE, "Width", unit="px", shown=False)
    height: int | None = declared(Kind.WHOLE, "Height", unit="px", shown=False)
    orientation: int | None = declared(Kind.WHOLE, "EXIF orientation", shown=False)
    turned: int | None = declared(
        Kind.WHOLE, "Turned for viewing", unit="°", shown=False, merge="latest"
    )
    taken: Moment | None = declared(Kind.MOMENT, "Taken", first=True)
    position: Position | None = declared(Kind.POSITION, "Position", first=True)
    direction: str | None = declared(Kind.DECIMAL, "Looking towards", unit="°", shown=False)
    make: str | None = declared(Kind.TEXT, "Camera make", shown=False)
    model: str | None = declared(Kind.TEXT, "Camera model", shown=False)
    caption: Mapping[str, str] = declared(Kind.LOCALISED, "Caption", first=True)
    creator: str | None = declared(Kind.TEXT, "Made by", first=True)
    access_level: str | None = declared(
        Kind.TERM, "Who may see it", vocabulary="access_level", merge="strictest"
    )
    embargo_until: str | None = declared(Kind.DATE, "Kept back until", merge="strictest")
    rights: str | None = declared(Kind.TERM, "Rights", vocabulary="rights")
    same_view_as: str | None = declared(Kind.REFERENCE, "Same viewpoint as", target="media")
    findings: str | None = declared(Kind.TEXT, "Problems noticed", shown=False, searched=False)
    duration_ms: int | None = declared(Kind.WHOLE, "Length", unit="ms", shown=False)
    language: str | None = declared(Kind.TERM, "Language spoken", vocabulary="language")
    #: What the camera's own clock said, and the satellites at the same time (UTC); both stay as
    #: they were read when ``taken`` is corrected.
    camera_time: str | None = declared(Kind.TEXT, "Camera clock", shown=False, searched=False)
    gps_utc: str | None = declared(Kind.TEXT, "GPS clock", shown=False, searched=False)
    #: A hash of make, model and serial number; the serial itself is personal and not kept.
    camera_id: str | None = declared(
        Kind.TEXT, "Camera", shown=False, searched=False, exported=False
    )
    likeness: str | None = declared(
        Kind.TEXT, "Likeness", shown=False, searched=False, exported=False
    )
    twin: str | None = declared(Kind.REFERENCE, "RAW file of", target="media", shown=False)
    set_aside: bool | None = declared(
        Kind.YES_NO, "Set aside as a repeat", shown=False, merge="latest"
    )


def camera_name(media: Media) -> str:
    """Return maker and model as people say them: a model often says its maker again."""
    make, model = (media.make or "").strip(), (media.model or "").strip()
    if make.casefold().split()[:1] == model.casefold().split()[:1]:
        return model
    return f"{make} {model}".strip()


@dataclass(frozen=True, kw_only=True)
class MediaLink(Record):
    """Which record a photo shows, in what role and order."""

    entity: ClassVar[str] = "media_link"
    label: ClassVar[str] = "Photo link"

    target: str | None = declared(Kind.REFERENCE, "Shows", target="*", owner=True, shown=False)
    media: str | None = declared(Kind.REFERENCE, "Photo", target="media", shown=False)
    role: str | None = declared(Kind.TERM, "What it shows", vocabulary="media_role", first=True)
    order: int | None = declared(Kind.WHOLE, "Order", shown=False, merge="latest")
    cover: bool | None = declared(Kind.YES_NO, "Cover", shown=False, merge="latest")


@dataclass(frozen=True, kw_only=True)
class MediaPart(Record):
    """What belongs to one photo or recording and lives in its tree."""

    media: str | None = declared(
        Kind.REFERENCE, "Photo or recording", target="media", owner=True, shown=False
    )


@dataclass(frozen=True, kw_only=True)
class Region(MediaPart):
    """A marked part of a photo: a note, a person, a damage (W3C Media Fragments, ``xywh``)."""

    entity: ClassVar[str] = "region"
    label: ClassVar[str] = "Marked part of a photo"

    #: ``x y w h`` as whole ten-thousandths of the upright picture, from its top left corner.
    box: str | None = declared(
        Kind.TEXT, "Where on the photo", shown=False, searched=False, merge="latest"
    )
    role: str | None = declared(Kind.TERM, "What is marked", vocabulary="region_role", first=True)
    text: Mapping[str, str] = declared(Kind.LOCALISED, "Note", first=True)
    person: str | None = declared(Kind.REFERENCE, "Person", target="person", first=True)
    damage: str | None = declared(Kind.REFERENCE, "Damage", target="damage")
    access_level: str | None = declared(
        Kind.TERM, "Who may see it", vocabulary="access_level", merge="strictest"
    )


@dataclass(frozen=True, kw_only=True)
class Segment(MediaPart):
    """A passage of a recording: a part of its index, a line of its transcript, or a mark."""

    entity: ClassVar[str] = "segment"
    label: ClassVar[str] = "Passage of a recording"

    sort: str | None = declared(Kind.TERM, "Sort", vocabulary="segment_sort", first=True)
    start_ms: int | None = declared(Kind.WHOLE, "Begins", unit="ms", first=True)
    end_ms: int | None = declared(Kind.WHOLE, "Ends", unit="ms", first=True)
    title: Mapping[str, str] = declared(Kind.LOCALISED, "Title", first=True)
    synopsis: Mapping[str, str] = declared(Kind.LOCALISED, "What is told", first=True)
    speaker: str | None = declared(Kind.REFERENCE, "Who speaks", target="person")
    #: The words in the language that is spoken; ``translation`` holds them in others.
    spoken: str | None = declared(Kind.LONG_TEXT, "As spoken")
    translation: Mapping[str, str] = declared(Kind.LOCALISED, "Translation")
    people: tuple[str, ...] = declared(Kind.REFERENCES, "People spoken of", target="person")
    place: str | None = declared(Kind.TEXT, "Place spoken of")
    about: tuple[str, ...] = declared(Kind.REFERENCES, "Records spoken of", target="item")
    access_level: str | None = declared(
        Kind.TERM, "Who may see it", vocabulary="access_level", merge="strictest"
    )


@dataclass(frozen=True, kw_only=True)
class LookAlike(Record):
    """What was answered about two photos that look alike, so that nobody is asked again."""

    entity: ClassVar[str] = "look_alike"
    label: ClassVar[str] = "Photos compared"
    audiences: ClassVar[tuple[str, ...]] = ("county",)

    one: str | None = declared(Kind.REFERENCE, "Photo", target="media", owner=True, shown=False)
    other: str | None = declared(Kind.REFERENCE, "Other photo", target="media", shown=False)
    answer: str | None = declared(Kind.TERM, "Answer", vocabulary="look_alike_answer", first=True)


def look_alike_id(one: str, other: str) -> str:
    """Return the one id under which every laptop keeps the answer about these two photos."""
    return hashlib.sha256("/".join(sorted((one, other))).encode()).hexdigest()[:32]
