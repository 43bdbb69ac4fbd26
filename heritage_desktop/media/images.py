# SPDX-License-Identifier: Apache-2.0
"""Previews of foreign pictures: upright, bounded, free of metadata."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageFile, ImageOps

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.media.bounded import Streamed
from heritage_desktop.media.likeness import likeness
from heritage_desktop.media.sniff import RAW_SUFFIXES

MAX_PIXELS = 120_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF", "GIF")
PREVIEW_SIZES = (1024, 256)
#: Decoders hand these out upright already, whatever their EXIF orientation says.
UPRIGHT = frozenset({"image/heic", "image/heif", "image/avif"})
_SEARCHED = 64 * 1024 * 1024
#: Rows sent at once: a piece of a megabyte stays in the processor's cache.
_ROWS = 64

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


def picture_previews(
    source: Path | io.BytesIO, orientation: int = 1, sizes: tuple[int, ...] = PREVIEW_SIZES
) -> tuple[dict[int, bytes], str]:
    """Return upright JPEG previews by longest side in pixels, and the likeness of the picture.

    One decode gives them all, at the smallest scale of the JPEG transform that is large enough;
    ({}, "") when the picture cannot be read.
    """
    picture = _open(source, max(sizes))
    if picture is None:
        return {}, ""
    made = {}
    for size in sorted(sizes, reverse=True):
        picture.thumbnail((size, size), Image.Resampling.BILINEAR, reducing_gap=1.0)
        made[size] = encode(turn(picture, orientation))
    return made, likeness(turn(picture, orientation))


@dataclass(frozen=True, slots=True)
class Size:
    """A decoded picture in pixels; not ``whole`` when its file ends before the picture does."""

    width: int
    height: int
    whole: bool = True


def pixels(path: Path, orientation: int, longest: int) -> Streamed:
    """Return an upright picture: its ``Size``, then its rows from the top.

    Four bytes are a pixel: blue, green, red and one of no meaning. No side is longer than
    ``longest`` pixels. What a cut-off file still holds is shown, the rest is grey.
    Raises HeritageError for what is no picture, damaged or larger than ``MAX_PIXELS``.
    """
    from heritage_desktop.media.exif import PARSER_ERRORS

    whole = True
    try:
        found = _decoded(path, longest)
        if found is None:
            raise Image.DecompressionBombError
    except Image.DecompressionBombError as error:
        most = MAX_PIXELS // 1_000_000
        raise HeritageError(tr("it has more than {n} million pixels", n=most)) from error
    except PARSER_ERRORS:
        found, whole = _cut_off(path, longest), False
    if found is None or path.suffix.lower().removeprefix(".") in RAW_SUFFIXES:
        inner = _embedded(path, longest)
        found, whole = (inner, True) if _area(inner) > _area(found) else (found, whole)
    if found is None:
        raise HeritageError(tr("it cannot be read and may be damaged"))
    found.thumbnail((longest, longest), Image.Resampling.BILINEAR, reducing_gap=2.0)
    upright = turn(found, orientation)
    return Streamed(Size(*upright.size, whole=whole), _rows(upright))


def _area(picture: Image.Image | None) -> int:
    return picture.width * picture.height if picture is not None else 0


def _rows(picture: Image.Image) -> Iterator[bytes]:
    width, height = picture.size
    for top in range(0, height, _ROWS):
        yield picture.crop((0, top, width, min(height, top + _ROWS))).tobytes("raw", "BGRX")


def turn(picture: Image.Image, orientation: int) -> Image.Image:
    """Apply an EXIF orientation."""
    how = _TURNS.get(orientation)
    return picture.transpose(how) if how is not None else picture


def encode(picture: Image.Image, quality: int = 82) -> bytes:
    """Return JPEG bytes of the bare pixels: no EXIF, comment, profile or thumbnail."""
    picture.info = {}  # where Pillow keeps comment, profile and density
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, optimize=False)
    return buffer.getvalue()


def _open(source: Path | io.BytesIO, size: int) -> Image.Image | None:
    from heritage_desktop.media.exif import PARSER_ERRORS

    try:
        return _decoded(source, size)
    except PARSER_ERRORS:
        return _embedded(source, size)


def _decoded(source: Path | io.BytesIO, size: int) -> Image.Image | None:
    """Return the picture, None when it has too many pixels; raises what its decoder raises."""
    register_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(source, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return None
            opened.draft("RGB", _least(opened.size, size))
            return _rgb(opened)


def _cut_off(path: Path, size: int) -> Image.Image | None:
    """Return what can be read of a file that ends before its picture does."""
    from heritage_desktop.media.exif import PARSER_ERRORS

    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return _decoded(path, size)
    except PARSER_ERRORS:
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _least(size: tuple[int, int], wanted: int) -> tuple[int, int]:
    """Return the smallest decoding that will do: 1,000 px from a 4,000 px photo, not 2,000.

    A preview a twentieth smaller than asked for costs half the decoding and cannot be told apart.
    """
    longest = max(size)
    least = wanted * 0.95
    return max(1, int(size[0] * least / longest)), max(1, int(size[1] * least / longest))


def _rgb(opened: Image.Image) -> Image.Image:
    if opened.mode == "RGB":
        opened.load()
        return opened  # a copy would cost a third of the decoding
    if opened.mode in ("RGBA", "LA", "P", "PA"):
        layered = opened.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if opened.mode.startswith("I"):
        return ImageOps.autocontrast(opened.convert("F").convert("L")).convert("RGB")
    return opened.convert("RGB")


def _embedded(source: Path | io.BytesIO, size: int) -> Image.Image | None:
    """Return the largest JPEG found inside a RAW file."""
    try:
        if isinstance(source, Path):
            with source.open("rb") as handle:
                data = handle.read(_SEARCHED)
        else:
            data = source.getvalue()[:_SEARCHED]
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
    if best is None or best[1] == 0:
        return None
    inner = data[best[1] :]
    return _open(io.BytesIO(inner), size) if inner[:3] == b"\xff\xd8\xff" else None


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
