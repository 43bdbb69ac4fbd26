# SPDX-License-Identifier: Apache-2.0
"""Camera-sized JPEGs with noise, so that decoding costs what it costs on real ones."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image


def camera_like(folder: Path, count: int, size: tuple[int, int] = (4000, 3000)) -> list[Path]:
    """Write ``count`` different photos and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 60).resize(size)
    made = []
    for number in range(count):
        random.seed(number)
        tint = tuple(random.randrange(40, 216) for _ in range(3))
        flat = Image.new("RGB", size, tint)
        picture = Image.blend(flat, grain.convert("RGB"), 0.5)
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Bench", f"Model {number}"
        path = folder / f"photo{number:04d}.jpg"
        picture.save(path, quality=88, exif=exif)
        made.append(path)
    return made


def copies(folder: Path, total: int) -> None:
    """Fill up to ``total`` files with copies that differ in the bytes after the picture's end."""
    made = sorted(folder.glob("*.jpg"))
    for number in range(len(made), total):
        whole = made[number % len(made)].read_bytes()
        (folder / f"copy{number:05d}.jpg").write_bytes(whole + number.to_bytes(4, "big"))
