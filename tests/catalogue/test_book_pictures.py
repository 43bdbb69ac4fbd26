# SPDX-License-Identifier: Apache-2.0
"""Photos for paper: upright, at print size, and nothing but pixels."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.catalogue.content import Picture
from heritage_desktop.catalogue.pictures import measure, render

Painter = Callable[..., Picture]


def printed(picture: Picture, width: float, height: float) -> Image.Image:
    found = render(picture, width, height)
    assert found is not None
    return Image.open(BytesIO(found.data))


def is_red(image: Image.Image, x: float, y: float) -> bool:
    pixel = image.convert("RGB").getpixel((round(x * image.width), round(y * image.height)))
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 > pixel[2]


@pytest.mark.parametrize(
    ("orientation", "red_corner"),
    [
        *[(1, (0.1, 0.1)), (2, (0.9, 0.1)), (3, (0.9, 0.9)), (4, (0.1, 0.9))],
        *[(5, (0.1, 0.1)), (6, (0.9, 0.1)), (7, (0.9, 0.9)), (8, (0.1, 0.9))],
    ],
)
def test_every_exif_orientation_is_turned_upright(
    tmp_path: Path, orientation: int, red_corner: tuple[float, float]
) -> None:
    image = Image.new("RGB", (800, 400), "blue")
    image.paste("red", (0, 0, 300, 150))
    image.save(tmp_path / "a.jpg", quality=95)
    picture = Picture(tmp_path / "a.jpg", orientation=orientation)
    upright = (400, 800) if orientation >= 5 else (800, 400)
    assert measure(picture) == upright
    result = printed(picture, upright[0] / 10, upright[1] / 10)
    assert (result.width < result.height) == (orientation >= 5)
    corners = [(x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)]
    assert [c for c in corners if is_red(result, *c)] == [red_corner]


def test_a_photo_is_reduced_to_print_size(painted: Painter) -> None:
    result = printed(painted("big.jpg", (3600, 2400)), 72, 48)
    assert result.size == (200, 133)


def test_a_small_photo_is_not_enlarged(painted: Painter) -> None:
    assert printed(painted("small.png", (90, 60)), 360, 240).size == (90, 60)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
def test_every_common_pixel_kind_can_be_printed(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (60, 40)).save(tmp_path / "a.tif")
    assert printed(Picture(tmp_path / "a.tif"), 30, 20).mode in ("RGB", "L")


def test_heif_is_read(tmp_path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif", reason="no HEIF reader installed")
    image = Image.new("RGB", (120, 80), "red")
    pillow_heif.from_pillow(image).save(tmp_path / "a.heic")
    # The reader delivers upright pixels whatever the number says.
    picture = Picture(tmp_path / "a.heic", orientation=6)
    assert measure(picture) == (120, 80)
    assert is_red(printed(picture, 60, 40), 0.5, 0.5)


@pytest.mark.parametrize("content", [b"", b"not a photo", b"\xff\xd8\xff\xe0 broken"])
def test_what_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    assert measure(Picture(tmp_path / "a.jpg")) is None
    assert render(Picture(tmp_path / "a.jpg"), 10, 10) is None
    assert measure(Picture(tmp_path / "missing.jpg")) is None
