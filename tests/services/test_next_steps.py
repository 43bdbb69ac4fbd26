# SPDX-License-Identifier: Apache-2.0
"""After an import it is said what is left to be put in order."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.next_steps import after_import
from heritage_desktop.services.photos import import_photos


def drawn(path: Path, seed: int, size: int = 320) -> Path:
    """Draw a picture that resembles only those of the same seed."""
    picture = Image.new("RGB", (320, 240), (40 * seed % 255, 90, 140))
    pen = ImageDraw.Draw(picture)
    for number in range(9):
        x, y = (37 * number * (seed + 2)) % 280, (53 * number * (seed + 5)) % 200
        pen.rectangle((x, y, x + 60, y + 45), fill=((71 * number * (seed + 1)) % 255, 200, x % 255))
    picture.resize((size, size * 3 // 4)).save(path, quality=92)
    return path


def test_the_new_photos_say_what_they_ask_for(tmp_path: Path) -> None:
    paths = [drawn(tmp_path / "a.jpg", 1), drawn(tmp_path / "b.jpg", 1, 160),
             drawn(tmp_path / "c.jpg", 6)]  # fmt: skip
    with new_inventory(tmp_path / "x.vhi") as inventory:
        made = after_import(inventory, import_photos(inventory, paths))
        assert [(one.verb, one.words) for one in made] == [
            ("clocks", "3 photos without a place"),
            ("look_alikes", "1 set of look-alikes"),
            ("light_table", "3 photos to sort"),
        ]
        again = after_import(inventory, import_photos(inventory, paths))
        assert again == [], "what was here before asks for nothing"


def test_a_wrong_clock_is_named_first(shared: Path, tmp_path: Path) -> None:
    paths = sorted((shared / "data" / "camera" / "photos").glob("EP_DSCN00*.jpg"))
    with new_inventory(tmp_path / "x.vhi") as inventory:
        made = after_import(inventory, import_photos(inventory, paths))
    assert made[0].verb == "clocks"
    assert made[0].words == "1 wrong clock"
