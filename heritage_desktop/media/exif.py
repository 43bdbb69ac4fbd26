# SPDX-License-Identifier: Apache-2.0
"""EXIF of foreign files: values and findings, never an exception, never a guessed sign.

Tag numbers follow CIPA DC-008 (Exif 2.32). Two readers are asked, because each is blind to some
real files; the arithmetic is ours, because both accept impossible values.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import exifread
from PIL import ExifTags, Image

from heritage_desktop.media import wav
from heritage_desktop.media.facts import Finding, PhotoFacts
from heritage_desktop.media.film import film_facts
from heritage_desktop.media.images import FORMATS, UPRIGHT, register_heif
from heritage_desktop.media.sniff import HEAD_BYTES, media_type, sniff
from heritage_desktop.media.thermal import thermal_place

logging.getLogger("exifread").setLevel(logging.CRITICAL)
logging.getLogger("PIL").setLevel(logging.CRITICAL)

#: Foreign parsers raise anything on damaged files, classes of their own too (exifread's BadSize
#: and NoParser derive from Exception alone); whatever it is, the file has a finding and stays.
PARSER_ERRORS = Exception

_GPS = {1: "LatRef", 2: "Lat", 3: "LonRef", 4: "Lon", 5: "AltRef", 6: "Alt", 7: "Time",
        16: "DirRef", 17: "Dir", 29: "Date", 31: "Error"}  # fmt: skip
_EXIF = {0x010E: "Description", 0x010F: "Make", 0x0110: "Model", 0x0112: "Orientation",
         0x0132: "DateTime", 0x9003: "Original", 0x9004: "Digitized", 0x9011: "OffsetOriginal",
         0x9010: "Offset", 0x9291: "Subsec", 0xA431: "Serial"}  # fmt: skip
_DATE = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\Z")
MAX_DERIVED = timedelta(hours=14)

Tags = dict[str, Any]


def read_facts(path: Path, data: bytes | None = None) -> PhotoFacts:
    """Return what ``path`` says, or ``data`` where its bytes were read already.

    Anything unreadable becomes a finding.
    """
    try:
        head = _head(path) if data is None else data[:HEAD_BYTES]
    except OSError:
        return PhotoFacts(findings=(Finding("not-readable", "the file cannot be opened"),))
    if not head:
        return PhotoFacts(findings=(Finding("empty", "the file is empty"),))
    kind = sniff(head, path.name)
    if kind is None:
        return PhotoFacts(findings=(Finding("unknown", "not a photo, recording or document"),))
    mime, extension = kind
    sort = media_type(mime)
    if sort != "photo":
        return PhotoFacts(mime=mime, extension=extension, media_type=sort, **_told(path, mime))
    return _photo(_Source(path, data), mime, extension)


def _told(path: Path, mime: str) -> dict[str, Any]:
    """Return what a recording or film says of itself."""
    if mime == "audio/wav":
        sound = wav.read_facts(path)
        return {"duration_ms": sound.duration_ms} if sound else {}
    return film_facts(path) if media_type(mime) == "video" or mime == "audio/mp4" else {}


def _head(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(HEAD_BYTES)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, or its bytes where they are at hand."""

    path: Path
    data: bytes | None

    def open(self) -> BinaryIO:
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)


def _photo(source: _Source, mime: str, extension: str) -> PhotoFacts:
    findings: list[Finding] = []
    merged, size = _by_pillow(source)
    if mime in UPRIGHT or not _enough(merged):  # Pillow turns these, and says orientation 1
        tags = _by_exifread(source)
        merged.update({k: v for k, v in tags.items() if v not in (None, "", [])})
    if size is None:
        findings.append(Finding("no-picture", "the picture itself could not be read"))
    values: dict[str, Any] = {}
    values.update(_times(merged, findings))
    values.update(_place(merged, findings) or _thermal(source, merged))
    if values.get("taken_local"):
        values.update(_offset(merged, values, findings))
    orientation = _whole(merged.get("Orientation"))
    return PhotoFacts(
        mime=mime, extension=extension, media_type="photo",
        width=size[0] if size else None, height=size[1] if size else None,
        orientation=orientation if orientation and 1 <= orientation <= 8 else 1,
        make=_text(merged.get("Make")), model=_text(merged.get("Model")),
        camera_id=_camera_id(merged),
        description=_text(merged.get("Description")), findings=tuple(findings), **values,
    )  # fmt: skip


def _camera_id(tags: Tags) -> str | None:
    """Return a hash that tells cameras apart without keeping the serial number, a personal one."""
    names = [_text(tags.get(name)) or "" for name in ("Make", "Model", "Serial")]
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:16] if any(names) else None


def _thermal(source: _Source, tags: Tags) -> dict[str, float]:
    if "FLIR" not in (_text(tags.get("Make")) or "").upper():
        return {}
    return thermal_place(source.path)


def _enough(tags: Tags) -> bool:
    """Tell whether one reader found all that matters, each value in a form that can be read.

    Pillow is two times faster; exifread sees what it misses and mends what it spoils.
    """
    if not any(_moment(_text(tags.get(key))) for key in ("Original", "Digitized", "DateTime")):
        return False
    placed = {"Lat", "Lon", "LatRef", "LonRef"} & tags.keys()
    return not placed or "lat" in _place(tags, [])


def _by_exifread(source: _Source) -> Tags:
    try:
        with source.open() as handle:
            found = exifread.process_file(handle, details=False, extract_thumbnail=False)
    except PARSER_ERRORS:
        return {}
    tags: Tags = {}
    for name, tag in found.items():
        group, _, _rest = name.partition(" ")
        number = getattr(tag, "tag", None)
        names = {"GPS": _GPS, "Image": _EXIF, "EXIF": _EXIF}.get(group, {})
        key = names.get(number) if isinstance(number, int) else None
        if key and hasattr(tag, "values"):
            tags[key] = tag.values
    return tags


def _by_pillow(source: _Source) -> tuple[Tags, tuple[int, int] | None]:
    register_heif()
    try:
        with source.open() as handle, Image.open(handle, formats=FORMATS) as opened:
            size = opened.size
            exif = opened.getexif()
            tags = _named(exif, _EXIF)
            tags.update(_named(exif.get_ifd(ExifTags.IFD.Exif), _EXIF))
            tags.update(_named(exif.get_ifd(ExifTags.IFD.GPSInfo), _GPS))
    except PARSER_ERRORS:
        return {}, None
    return tags, size


def _named(found: Mapping[int, Any], names: dict[int, str]) -> Tags:
    return {name: found[number] for number, name in names.items() if number in found}


def _text(value: Any) -> str | None:
    if isinstance(value, list | tuple) and value and all(isinstance(v, int) for v in value):
        value = bytes(v & 0xFF for v in value)
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.decode("gb18030", "replace")
    if not isinstance(value, str):
        return None
    text = value.split("\0", 1)[0].strip()
    return "".join(ch for ch in text if ch.isprintable()) or None


def _number(value: Any) -> float | None:
    """Return a finite number from a rational, number or one-element list; 0/0 is None."""
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    try:
        denominator = getattr(value, "denominator", getattr(value, "den", 1))
        if denominator == 0:
            return None
        number = float(value)
    except PARSER_ERRORS:
        return None
    return number if number == number and abs(number) < 1e12 else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _degrees(value: Any) -> float | None:
    """Return degrees from one to three rationals (degrees, minutes, seconds)."""
    parts = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    if not 1 <= len(parts) <= 3:
        return None
    numbers = [_number(part) for part in parts]
    if any(n is not None and n < 0 for n in numbers):
        return None
    total = 0.0
    for scale, number in zip((1, 60, 3600), numbers, strict=False):
        if number is None and scale < 3600:  # undefined seconds follow decimal minutes
            return None
        total += (number or 0.0) / scale
    return total


def _place(tags: Tags, findings: list[Finding]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    lat, lon = _degrees(tags.get("Lat")), _degrees(tags.get("Lon"))
    lat_ref = (_text(tags.get("LatRef")) or "").upper()[:1]
    lon_ref = (_text(tags.get("LonRef")) or "").upper()[:1]
    said = tags.get("Lat") is not None or tags.get("Lon") is not None
    if lat is None or lon is None:
        if said:
            findings.append(Finding("gps-bad", "the position in the file cannot be read"))
    elif lat_ref not in ("N", "S") or lon_ref not in ("E", "W"):
        findings.append(Finding("gps-no-ref", "the position does not say north/south, east/west"))
        if lat <= 90 and lon <= 180 and (lat, lon) != (0, 0):
            north = lat_ref if lat_ref in ("N", "S") else ""
            east = lon_ref if lon_ref in ("E", "W") else ""
            made["bare"] = (round(lat, 8), north, round(lon, 8), east)
    elif lat == 0 and lon == 0:
        findings.append(Finding("gps-zero", "the position is 0, 0: the device had no fix"))
    elif lat > 90 or lon > 180:
        findings.append(Finding("gps-bad", "the position is not on the earth"))
    else:
        made["lat"] = round(-lat if lat_ref == "S" else lat, 8)
        made["lon"] = round(-lon if lon_ref == "W" else lon, 8)
        made.update(_around(tags))
    return made


def _around(tags: Tags) -> dict[str, Any]:
    made: dict[str, Any] = {}
    altitude = _number(tags.get("Alt"))
    if altitude is not None and altitude < 20_000:
        ref = tags.get("AltRef")
        first = list(ref)[:1] if isinstance(ref, bytes | list | tuple) else [ref]
        below = first == [1]
        made["alt_m"] = -altitude if below else altitude
    direction = _number(tags.get("Dir"))
    if direction is not None and 0 <= direction <= 360:
        made["direction"] = direction
        ref_text = (_text(tags.get("DirRef")) or "").upper()[:1]
        made["direction_ref"] = ref_text if ref_text in ("T", "M") else None
    accuracy = _number(tags.get("Error"))
    if accuracy is not None and accuracy > 0:
        made["accuracy_m"] = accuracy
    return made


def _times(tags: Tags, findings: list[Finding]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key in ("Original", "Digitized", "DateTime"):
        text = _text(tags.get(key))
        moment = _moment(text)
        if moment is not None:
            made["taken_local"] = moment.isoformat()
            break
        if text and any(ch in "123456789" for ch in text):
            findings.append(Finding("date-bad", "the date in the file cannot be read"))
    subsec = _text(tags.get("Subsec"))
    if subsec and subsec.isdigit():
        made["subsec"] = subsec
    made["gps_utc"] = _gps_utc(tags)
    return made


def _moment(text: str | None) -> datetime | None:
    match = _DATE.match(text or "")
    if match is None:
        return None
    try:
        return datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


def _gps_utc(tags: Tags) -> str | None:
    date = re.fullmatch(r"(\d{4})[:\-](\d{1,2})[:\-](\d{1,2})", _text(tags.get("Date")) or "")
    clock = tags.get("Time")
    if date is None or not isinstance(clock, list | tuple) or len(clock) != 3:
        return None
    hours, minutes, seconds = (_number(part) for part in clock)
    if hours is None or minutes is None or seconds is None:
        return None
    try:
        day = datetime(int(date[1]), int(date[2]), int(date[3]))  # noqa: DTZ001  UTC by definition
        if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 61):
            return None
        fix = day + timedelta(hours=hours, minutes=minutes, seconds=int(seconds))
    except (ValueError, OverflowError):
        return None
    return fix.isoformat()


def _offset(tags: Tags, values: Tags, findings: list[Finding]) -> dict[str, Any]:
    """Take the written offset, else derive it from the GPS clock where both fit the place."""
    for key in ("OffsetOriginal", "Offset"):
        match = _OFFSET.match(_text(tags.get(key)) or "")
        if match and int(match[2]) <= 14 and int(match[3]) < 60:
            return {"utc_offset": f"{match[1]}{match[2]}:{match[3]}", "offset_method": "exif"}
    if not values.get("gps_utc"):
        return {}
    local = datetime.fromisoformat(values["taken_local"])
    apart = local - datetime.fromisoformat(values["gps_utc"])
    quarters = round(apart / timedelta(minutes=15))
    rounded = timedelta(minutes=15) * quarters
    lon = values.get("lon")
    fits = lon is None or abs(rounded / timedelta(hours=1) - lon / 15) <= 3
    if abs(rounded) > MAX_DERIVED or abs(apart - rounded) >= timedelta(minutes=3) or not fits:
        findings.append(Finding("clock-off", "the camera's clock and the GPS time do not agree"))
        return {}
    sign, size = ("-", -quarters) if quarters < 0 else ("+", quarters)
    return {"utc_offset": f"{sign}{size // 4:02d}:{size % 4 * 15:02d}", "offset_method": "gps"}
