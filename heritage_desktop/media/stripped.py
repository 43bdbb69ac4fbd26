# SPDX-License-Identifier: Apache-2.0
"""Copies of photos and recordings that say nothing of place, camera, owner or software.

A JPEG keeps its very pixels: only the segments needed to decode it stay. Other pictures are
drawn again from their pixels. Recordings are handled in ``stripped_recordings``.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from PIL import Image, ImageCms

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.media.images import FORMATS, MAX_PIXELS, register_heif, turn
from heritage_desktop.media.stripped_recordings import strip_boxes, strip_wave

#: What a stripped copy becomes, by the media type of its original; nothing else can be stripped.
EXTENSIONS: Mapping[str, str] = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "png", "image/tiff": "jpg",
    "image/webp": "jpg", "image/heic": "jpg", "image/heif": "jpg", "image/avif": "jpg",
    "audio/wav": "wav", "audio/mp4": "m4a", "video/mp4": "mp4", "video/quicktime": "mov",
}  # fmt: skip
MAX_PICTURE_BYTES = 256 * 1024 * 1024
QUALITY = 95
#: Frame headers, tables and scans; everything else in a JPEG is talk.
_NEEDED = (frozenset(range(0xC0, 0xE0)) | {0xDE, 0xDF}) - {0xC8, 0xD8, 0xD9, *range(0xD0, 0xD8)}
_SOI, _EOI, _SOS, _APP0, _APP2, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xE2, 0xEE
_RESTARTS = frozenset(range(0xD0, 0xD8))
_PROFILE = b"ICC_PROFILE\0"
_KEPT_MODES = frozenset({"1", "L", "RGB", "RGBA", "LA", "I;16"})
#: Marker, payload, and the coded data that follows it.
Segment = tuple[int, bytes, bytes]


def stripped(
    path: Path, mime: str, orientation: int = 1, max_side: int | None = None
) -> tuple[bytes, str]:
    """Return the bytes and the extension of a copy of a picture without anything personal.

    ``orientation`` is the EXIF one of the stored pixels, ``max_side`` the longest side in pixels.
    Raises HeritageError for a kind that cannot be stripped, and what a decoder raises.
    """
    if mime not in EXTENSIONS or not mime.startswith("image/"):
        raise HeritageError(tr("this kind of file cannot be freed of hidden details"))
    if path.stat().st_size > MAX_PICTURE_BYTES:
        raise HeritageError(tr("the picture is too large to be freed of hidden details"))
    data = path.read_bytes()
    if mime == "image/jpeg":
        segments = _in_order(data)
        if max_side is None and segments and not _changes_colours(_profile(segments)):
            return _bare_jpeg(segments, orientation), "jpg"
        return _drawn(data, orientation, max_side, "JPEG", _profile(segments)), "jpg"
    kind = "PNG" if EXTENSIONS[mime] == "png" else "JPEG"
    return _drawn(data, orientation, max_side, kind, None), EXTENSIONS[mime]


def strip_to(
    source: str, mime: str, orientation: int, target: str, max_side: int | None = None
) -> str:
    """Write the stripped copy of any kind to ``target``; returns its extension.

    Meant for a child process. Raises HeritageError for a kind that cannot be stripped.
    """
    if mime == "audio/wav":
        strip_wave(Path(source), Path(target))
        return EXTENSIONS[mime]
    if mime in ("audio/mp4", "video/mp4", "video/quicktime"):
        strip_boxes(Path(source), Path(target))
        return EXTENSIONS[mime]
    data, extension = stripped(Path(source), mime, orientation, max_side)
    Path(target).write_bytes(data)
    return extension


# JPEG without a decoder


def _in_order(data: bytes) -> list[Segment]:
    """Return the segments of a JPEG that can be taken apart; none for one that cannot."""
    try:
        found = list(_segments(data))
    except ValueError:
        return []
    return found if any(marker == _SOS for marker, _, _ in found) else []


def _segments(data: bytes) -> Iterator[Segment]:
    """Yield what the first picture of a file holds, whole or cut off in its coded data.

    Raises ValueError at the first byte that is out of order.
    """
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    at = 2
    while at < len(data):
        if data[at] != 0xFF or at + 1 == len(data):
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == _EOI:
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if marker in _RESTARTS or length < 2 or end > len(data):
            raise ValueError("no segment")
        after = _scan_end(data, end) if marker == _SOS else end
        yield marker, data[at + 4 : end], data[end:after]
        at = after


def _scan_end(data: bytes, at: int) -> int:
    """Return where coded data ends: at the first marker that is no restart and no stuffing."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        follower = data[at + 1]
        if follower and follower not in _RESTARTS and follower != 0xFF:
            return at
        at += 1 if follower == 0xFF else 2


def _bare_jpeg(segments: list[Segment], orientation: int) -> bytes:
    """Put together what is needed to decode: same coefficients, same colours, no talk."""
    made = [b"\xff\xd8"]
    jfif = next((p for m, p, _ in segments if m == _APP0 and p[:5] == b"JFIF\0"), None)
    if jfif is not None and len(jfif) >= 12:
        made.append(_segment(_APP0, jfif[:12] + b"\0\0"))  # a thumbnail of no pixels
    if 2 <= orientation <= 8:
        made.append(_segment(0xE1, _orientation(orientation)))
    for marker, payload, scan in segments:
        if marker == _ADOBE and payload[:5] == b"Adobe":
            made.append(_segment(_ADOBE, payload[:12]))
        elif marker in _NEEDED:
            made += [_segment(marker, payload), scan]
    return b"".join([*made, b"\xff\xd9"])


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _orientation(value: int) -> bytes:
    """Return an EXIF block of one entry: which way up the picture stands."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, value, 0)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _profile(segments: list[Segment]) -> bytes:
    """Return the colour profile of a JPEG, put together in order; b'' for none."""
    pieces = {
        payload[12]: payload[14:]
        for marker, payload, _ in segments
        if marker == _APP2 and payload.startswith(_PROFILE) and len(payload) > 14
    }
    return b"".join(pieces[number] for number in sorted(pieces))


# Pictures drawn again


def _changes_colours(profile: bytes | None) -> bool:
    """Tell whether a picture would look otherwise without its profile; screens take sRGB."""
    if not profile:
        return False
    try:
        name = ImageCms.getProfileDescription(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return False  # nobody can use it: every viewer shows the picture without
    return "srgb" not in name.lower() and "61966" not in name


def _drawn(
    data: bytes, orientation: int, max_side: int | None, kind: str, profile: bytes | None
) -> bytes:
    """Return the first picture of a file upright in sRGB, as bare pixels."""
    register_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise HeritageError(tr("the picture is too large to be freed of hidden details"))
            opened.load()
            profile = profile or opened.info.get("icc_profile")
            picture = turn(_shown(opened, profile), orientation)
    if max_side is not None:
        picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    if kind == "JPEG" and picture.mode == "I;16":
        picture = _in_eight_bits(picture.convert("F"))
    elif kind == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = _on_white(picture)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = io.BytesIO()
    if kind == "PNG":
        bare.save(buffer, "PNG")
    else:
        bare.save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()


def _shown(opened: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the pixels in a mode that can be kept, in the colours the profile means."""
    picture: Image.Image = opened
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode in ("I", "F", "I;16B", "I;16L"):
        picture = _in_eight_bits(picture.convert("F"))
    if _changes_colours(profile):
        picture = _in_srgb(picture, profile or b"")
    return picture if picture.mode in _KEPT_MODES else picture.convert("RGB")


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Spread the values of a scan or a measurement over what a screen shows."""
    low, high = cast(tuple[float, float], picture.getextrema())
    scale = 255 / max(high - low, 1.0)
    return picture.point(lambda value: value * scale - low * scale).convert("L")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    alpha = picture.getchannel("A") if picture.mode in ("RGBA", "LA") else None
    if alpha is not None:
        picture = picture.convert("RGB")
    try:
        colours = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # the profile is for another kind of pixels: it was never applied
    if colours is None:
        return picture
    if alpha is not None:
        colours.putalpha(alpha)
    return colours


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in ("RGBA", "LA"):
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")
