# SPDX-License-Identifier: Apache-2.0
"""Photos and recordings: the bytes are named by their SHA-256 and never rewritten."""

from __future__ import annotations

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
    embargo_until: str | None = declared(Kind.DATE, "Kept back until", merge="latest")
    rights: str | None = declared(Kind.TERM, "Rights", vocabulary="rights")
    same_view_as: str | None = declared(Kind.REFERENCE, "Same viewpoint as", target="media")
    findings: str | None = declared(Kind.TEXT, "Problems noticed", shown=False, searched=False)


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
