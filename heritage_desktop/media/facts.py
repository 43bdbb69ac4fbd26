# SPDX-License-Identifier: Apache-2.0
"""What a file says of itself, and what was odd about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One oddity: a stable code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Values read from a file; None where it does not say. Degrees, metres, stored pixels."""

    mime: str | None = None
    extension: str | None = None
    media_type: str = "other"  # photo, audio, video, document, other
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    taken_local: str | None = None  # YYYY-MM-DDTHH:MM:SS
    subsec: str | None = None
    utc_offset: str | None = None  # ±HH:MM
    offset_method: str | None = None  # exif, gps
    gps_utc: str | None = None
    lat: float | None = None
    lon: float | None = None
    #: Degrees that lack a hemisphere: latitude, N, S or '', longitude, E, W or ''; no place yet.
    bare: tuple[float, str, float, str] | None = None
    alt_m: float | None = None
    direction: float | None = None
    direction_ref: str | None = None
    accuracy_m: float | None = None
    make: str | None = None
    model: str | None = None
    camera_id: str | None = None  # a hash of make, model and serial number
    likeness: str = ""
    duration_ms: int | None = None
    description: str | None = None
    findings: tuple[Finding, ...] = ()
