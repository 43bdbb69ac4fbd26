# SPDX-License-Identifier: Apache-2.0
"""Printing: only pictures that a bounded reader could decode are opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.domain.media import Media
from heritage_desktop.services import catalogue, photos
from heritage_desktop.services.inventories import new_inventory


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_photo_no_reader_could_decode_is_never_opened_by_the_book(tmp_path: Path) -> None:
    card = tmp_path / "card"
    card.mkdir()
    for name, seed in (("bridge.jpg", 40), ("well.jpg", 80)):
        Image.effect_noise((600, 400), seed).convert("RGB").save(card / name)
    with new_inventory(tmp_path / "x.vhi", village="平田") as inventory:
        assert photos.import_photos(inventory, [card], target="new").count("added") == 2
        well = next(one for one in inventory.all(Media) if one.original_name == "well.jpg")
        for size in (256, 1024):
            inventory.blobs.cache_path(well.sha256 or "", size).unlink()
        original = inventory.blobs.path(well.sha256 or "", "jpg")
        original.unlink()
        os.mkfifo(original)  # whoever opens it waits for ever
        book = catalogue.make_book(inventory, language="en")
        entries = [entry for part in book.parts for entry in part.entries]
        shown = {entry.title_zh or entry.title_en: len(entry.pictures) for entry in entries}
    assert shown == {"bridge": 1, "well": 0}
