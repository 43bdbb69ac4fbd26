# SPDX-License-Identifier: Apache-2.0
"""Previews of foreign pictures: upright, bounded, free of metadata."""

from __future__ import annotations

import io
import struct
import warnings
from functools import cache
from pathlib import Path

from PIL import Image, ImageOps

MAX_PIXELS = 120_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF", "GIF")
PREVIEW_SIZES = (1024, 256)
_SEARCHED = 64 * 1024 * 1024

Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow raises at twice this and warns before

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip


@cache
def register_heif() -> None:
    """Teach Pillow HEIC once, when the first picture is opened."""
    import pillow_heif

    pillow_heif.register_heif_opener()


def previews(path: Path, orientation: int = 1) -> dict[int, bytes]:
    """Return upright JPEG previews by longest side in pixels, from one decode; {} if unreadable."""
    largest = max(PREVIEW_SIZES)
    picture = _open(path, largest)
    if picture is None:
        return {}
    made = {}
    for size in sorted(PREVIEW_SIZES, reverse=True):
        picture.thumbnail((size, size), Image.Resampling.BILINEAR, reducing_gap=None)
        upright = turn(picture, orientation)
        made[size] = encode(upright)
    return made


def turn(picture: Image.Image, orientation: int) -> Image.Image:
    """Apply an EXIF orientation."""
    how = _TURNS.get(orientation)
    return picture.transpose(how) if how is not None else picture


def encode(picture: Image.Image, quality: int = 82) -> bytes:
    """Return JPEG bytes of the bare pixels: no EXIF, comment, profile or thumbnail."""
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=quality, optimize=False)
    return buffer.getvalue()


def _open(source: Path | io.BytesIO, size: int) -> Image.Image | None:
    from heritage_desktop.media.exif import PARSER_ERRORS

    register_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    return None
                opened.draft("RGB", (size, size))
                return _rgb(opened)
    except PARSER_ERRORS:
        if isinstance(source, Path):
            return _embedded(source, size)
    return None


def _rgb(opened: Image.Image) -> Image.Image:
    if opened.mode in ("RGBA", "LA", "P", "PA"):
        layered = opened.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if opened.mode.startswith("I"):
        return ImageOps.autocontrast(opened.convert("F").convert("L")).convert("RGB")
    return opened.convert("RGB")


def _embedded(path: Path, size: int) -> Image.Image | None:
    """Return the largest JPEG found inside a RAW file."""
    try:
        with path.open("rb") as handle:
            data = handle.read(_SEARCHED)
    except OSError:
        return None
    best: tuple[int, int] | None = None
    start = data.find(b"\xff\xd8\xff", 1)
    for _ in range(64):
        if start < 0:
            break
        area = _jpeg_area(data, start)
        if area and (best is None or area > best[0]):
            best = (area, start)
        start = data.find(b"\xff\xd8\xff", start + 3)
    return _open(io.BytesIO(data[best[1] :]), size) if best else None


def _jpeg_area(data: bytes, start: int) -> int:
    """Return width times height from the frame header of a JPEG at ``start``; 0 if none."""
    at = start + 2
    for _ in range(64):
        if at + 9 > len(data) or data[at] != 0xFF:
            return 0
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return int(height * width)
        at += 2 + length
    return 0
