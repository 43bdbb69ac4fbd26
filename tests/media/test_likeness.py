# SPDX-License-Identifier: Apache-2.0
"""Copies of real photos look like them, different ones do not; blur and burning out are seen."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from heritage_desktop import assets
from heritage_desktop.domain import look_alikes
from heritage_desktop.media.images import picture_previews
from heritage_desktop.media.likeness import likeness, likeness_of
from heritage_desktop.media.sharpness import measure

#: Real files that show the same picture as another one of the corpus.
SAME = frozenset({"ME_Nikon D1X.webp", "ME_cheers_1440x960.heic", "ME_HTC Desire.webp",
                  "ME_exif-at-eof.heic", "EP_iphone_hdr_YES.jpg"})  # fmt: skip


def bits(picture: Image.Image) -> int:
    """Return the likeness of a picture as a number."""
    return int(likeness(picture), 16)


def saved(picture: Image.Image, quality: int = 60) -> Image.Image:
    """Return a picture as it comes back from a small JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer)


def cropped(picture: Image.Image, share: float) -> Image.Image:
    """Return a picture without a strip at each side."""
    width, height = picture.size
    x, y = int(width * share), int(height * share)
    return picture.crop((x, y, width - x, height - y))


def stamped(picture: Image.Image) -> Image.Image:
    """Return a picture with a date in its corner, as cheap cameras print it."""
    width, height = picture.size
    made = picture.copy()
    box = (width * 0.55, height * 0.9, width * 0.97, height * 0.96)
    ImageDraw.Draw(made).rectangle(box, fill=(250, 160, 40))
    return made


Change = Callable[[Image.Image], Image.Image]
#: What is done to a photo on its way, and the least share of copies that must be within a limit.
COPIES: dict[str, tuple[Change, float, int]] = {
    "saved again": (saved, 0.99, look_alikes.LIMIT),
    "halved": (lambda p: saved(p.reduce(2)), 0.99, look_alikes.LIMIT),
    "darker": (lambda p: ImageEnhance.Brightness(p).enhance(0.7), 0.98, look_alikes.LIMIT),
    "brighter": (lambda p: ImageEnhance.Brightness(p).enhance(1.3), 0.96, look_alikes.LIMIT),
    "contrast": (lambda p: ImageEnhance.Contrast(p).enhance(1.4), 0.98, look_alikes.LIMIT),
    "stamped": (stamped, 0.98, look_alikes.LIMIT),
    "cropped 2 %": (lambda p: cropped(p, 0.02), 0.97, look_alikes.LIMIT),
    "cropped 3 %": (lambda p: cropped(p, 0.03), 0.97, look_alikes.NEAR_LIMIT),
}


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Image.Image]:
    """Return previews of the real photos that show different things, blank ones left out."""
    made = []
    for path in sorted((shared / "data" / "camera" / "photos").iterdir()):
        previews, _ = picture_previews(path, 1, (320,))
        if previews and path.name not in SAME:
            picture = Image.open(io.BytesIO(previews[320])).convert("RGB")
            if look_alikes.structure(bits(picture)) >= look_alikes.STRUCTURE:
                made.append(picture)
    return made


@pytest.mark.parametrize("name", COPIES)
def test_copies_of_real_photos_are_recognised(real: list[Image.Image], name: str) -> None:
    change, least, limit = COPIES[name]
    near = [(bits(one) ^ bits(change(one))).bit_count() <= limit for one in real]
    assert sum(near) / len(near) >= least


def test_turned_copies_of_real_photos_are_recognised(real: list[Image.Image]) -> None:
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180):
        far = [look_alikes.distance(bits(one), bits(saved(one.transpose(turn)))) for one in real]
        near = [one <= look_alikes.TURNED_LIMIT for one in far]
        assert sum(near) / len(near) >= 0.85


def test_no_two_different_real_photos_look_alike(real: list[Image.Image]) -> None:
    assert len(real) > 80
    known = [bits(one) for one in real]
    nearest = min(look_alikes.distance(a, b) for a, b in combinations(known, 2))
    assert nearest > look_alikes.NEAR_LIMIT


def test_two_walls_are_too_smooth_to_be_compared() -> None:
    for shade in (Image.new("L", (640, 480), 200), Image.linear_gradient("L").resize((640, 480))):
        assert look_alikes.structure(bits(shade)) < look_alikes.STRUCTURE


def test_the_likeness_of_a_preview_is_that_of_its_picture(tmp_path: Path) -> None:
    previews, stored = picture_previews(assets.path("samples", "rice-cake-pounding.jpg"))
    (tmp_path / "p.jpg").write_bytes(previews[256])
    assert look_alikes.distance(int(likeness_of(tmp_path / "p.jpg"), 16), int(stored, 16)) <= 3
    (tmp_path / "bad.jpg").write_bytes(previews[256][:300])
    assert likeness_of(tmp_path / "bad.jpg") == ""
    assert likeness_of(tmp_path / "none.jpg") == ""


def test_blur_and_burning_out_are_measured_at_one_size(tmp_path: Path) -> None:
    with Image.open(assets.path("samples", "rice-cake-pounding.jpg")) as opened:
        sharp = opened.convert("RGB")
    sharp.thumbnail((1024, 1024))
    made = {
        "sharp": sharp,
        "blurred": sharp.filter(ImageFilter.GaussianBlur(2)),
        "burnt": ImageEnhance.Brightness(sharp).enhance(3.0),
        "small": sharp.resize((sharp.width // 2, sharp.height // 2)),
    }
    paths = [tmp_path / f"{name}.jpg" for name in made]
    for path, picture in zip(paths, made.values(), strict=True):
        picture.save(path, quality=90)
    first, blurred, burnt, small = (one for one in measure(paths) if one is not None)
    assert blurred.sharpness < 0.7 * first.sharpness
    assert burnt.clipped > first.clipped + 0.1
    assert 0.8 < small.sharpness / first.sharpness < 1.25
    assert measure([tmp_path / "none.jpg"]) == [None]
