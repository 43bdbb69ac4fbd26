# SPDX-License-Identifier: Apache-2.0
"""Photos for paper: measured, turned upright and re-encoded without anything but the pixels."""

from __future__ import annotations

import warnings
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import cast

from PIL import Image, ImageCms, ImageOps

from heritage_desktop.catalogue.content import Picture

DOTS_PER_POINT = 200 / 72
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")
_MOST_PIXELS, _LONGEST_SIDE = 120_000_000, 30_000
_QUALITY = 84
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


@dataclass(frozen=True, slots=True)
class Print:
    """A JPEG ready for the page: pixels only, no metadata."""

    data: bytes
    width: int
    height: int
    grey: bool


def measure(picture: Picture) -> tuple[int, int] | None:
    """Return upright (width, height) in pixels from the header, or None if it cannot be read."""
    try:
        with _opened(picture) as image:
            width, height = image.size
            return (height, width) if _turn(picture, image) >= 5 else (width, height)
    except Exception:  # noqa: BLE001 - foreign decoders raise anything; a bad photo is a grey box
        return None


def render(picture: Picture, width: float, height: float, *, crop: bool = False) -> Print | None:
    """Return the photo for a box of ``width`` by ``height`` points, or None if it cannot be read.

    With ``crop`` the box is filled and the overhang cut evenly; otherwise the caller's box
    already has the photo's own proportions.
    """
    dots = (max(1, round(width * DOTS_PER_POINT)), max(1, round(height * DOTS_PER_POINT)))
    try:
        with _opened(picture) as image:
            return _encoded(_upright(picture, image, dots), dots, crop)
    except Exception:  # noqa: BLE001 - foreign decoders raise anything; a bad photo is a grey box
        return None


def _opened(picture: Picture) -> Image.Image:
    with picture.path.open("rb") as file:
        head = file.read(12)
    Image.init()
    formats = (*_FORMATS, *_heif_formats()) if head[4:8] == b"ftyp" else _FORMATS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        image = Image.open(picture.path, formats=formats)
    width, height = image.size
    if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        image.close()
        raise ValueError("too many pixels to print safely")
    return image


@cache
def _heif_formats() -> tuple[str, ...]:
    """Make the HEIF reader known and return what it is called; loaded only when one is met."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    return ("HEIF",)


def _turn(picture: Picture, image: Image.Image) -> int:
    # The HEIF reader already delivers upright pixels; turning them again would lay them down.
    return 1 if image.format in ("HEIF", "AVIF") else picture.orientation


def _upright(picture: Picture, image: Image.Image, dots: tuple[int, int]) -> Image.Image:
    turn = _turn(picture, image)
    stored = (dots[1], dots[0]) if turn >= 5 else dots
    # JPEG decoders can deliver an eighth, a quarter or a half directly: far less work.
    image.draft("RGB", stored)
    scale = max(stored[0] / image.width, stored[1] / image.height)
    profile = image.info.get("icc_profile")
    if scale < 1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        smaller = _plain(image).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    else:
        smaller = _plain(image)
    smaller = _in_screen_colours(smaller, profile)
    for step in _TURNS.get(turn, ()):
        smaller = smaller.transpose(step)
    return smaller


def _plain(image: Image.Image) -> Image.Image:
    """Return the image as RGB or L, transparent parts on white, deep greys brought to 8 bits."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode.startswith("I") or image.mode == "F":
        return _in_eight_bits(image.convert("F"))
    if "A" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _in_eight_bits(image: Image.Image) -> Image.Image:
    # Thermal and scanner images use a narrow part of their range: spread it from black to white.
    lowest, highest = cast(tuple[float, float], image.getextrema())
    scale = 255 / ((highest - lowest) or 1.0)
    return image.point(lambda level: level * scale - lowest * scale).convert("L")


def _in_screen_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    # The profile itself is dropped from the print, so its colours are applied first.
    if not profile or image.mode != "RGB":
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, own, screen, outputMode="RGB")
        return converted or image
    return image


def _encoded(image: Image.Image, dots: tuple[int, int], crop: bool) -> Print:
    if crop:
        scale = min(1.0, image.width / dots[0], image.height / dots[1])
        box = (max(1, round(dots[0] * scale)), max(1, round(dots[1] * scale)))
        image = ImageOps.fit(image, box, Image.Resampling.LANCZOS)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    stream = BytesIO()
    bare.save(stream, "JPEG", quality=_QUALITY, subsampling="4:2:0")
    return Print(stream.getvalue(), bare.width, bare.height, bare.mode == "L")
