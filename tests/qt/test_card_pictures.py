# SPDX-License-Identifier: Apache-2.0
"""Pictures are read away from the window, the last asked for first, and kept by their weight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.media import Media
from heritage_desktop.qt import card_pictures as module
from heritage_desktop.qt.card_pictures import PASSING, CardPictures, Shape, read_fitting
from heritage_desktop.storage.inventory import Inventory

CARD = Shape(200, 140, 8, 0)


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "a.vhi", title={"en": "A"}) as made:
        yield made


@pytest.fixture
def pictures(
    inventory: Inventory, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CardPictures]:
    monkeypatch.setattr(module, "PAUSE_S", 60)
    made = CardPictures(inventory)
    yield made
    made.close()


def photo(inventory: Inventory, number: int, width: int = 256, height: int = 192) -> Media:
    """Put a preview in the cache: left half red, right half blue."""
    sha = f"{number:064x}"
    path = inventory.blobs.cache_path(sha, 256)
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    for x in range(width // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor("red"))
    image.save(str(path), "JPEG", 95)
    return Media(id=str(number), sha256=sha, extension="jpg", media_type="photo")


def is_like(colour: QColor, name: str) -> bool:
    wanted = QColor(name)
    return abs(colour.red() - wanted.red()) < 40 and abs(colour.blue() - wanted.blue()) < 40


def test_a_card_gets_exactly_its_pixels_rounded_at_the_top(
    inventory: Inventory, pictures: CardPictures, qtbot: QtBot
) -> None:
    media = photo(inventory, 1)
    with qtbot.waitSignal(pictures.came) as told:
        assert pictures.fit(media, CARD) is None
    assert told.args == [media.sha256]
    image = pictures.fit(media, CARD)
    assert image is not None
    assert (image.width(), image.height()) == (200, 140)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(0, 139).alpha() == 255
    assert is_like(image.pixelColor(20, 70), "red")
    assert is_like(image.pixelColor(180, 70), "blue")


def test_a_turned_photo_is_turned_on_its_card_too(inventory: Inventory) -> None:
    path = inventory.blobs.cache_path(photo(inventory, 1).sha256 or "", 256)
    image = read_fitting(path, Shape(200, 140, turn=90))
    assert (image.width(), image.height()) == (200, 140)
    assert is_like(image.pixelColor(100, 10), "red")
    assert is_like(image.pixelColor(100, 130), "blue")
    whole = read_fitting(path, Shape(160, 160, fill=False))
    assert (whole.width(), whole.height()) == (160, 120)


def test_what_was_scrolled_past_is_not_read(
    inventory: Inventory, pictures: CardPictures, qtbot: QtBot
) -> None:
    first = photo(inventory, 0, 8, 8)
    last = [photo(inventory, number, 8, 8) for number in range(1, PASSING + 1)]
    came: list[str] = []
    pictures.came.connect(came.append)
    with pictures.waiting():
        for media in (first, *last):
            pictures.fit(media, CARD)
    qtbot.waitUntil(lambda: len(came) >= PASSING)
    assert first.sha256 not in came
    assert pictures.fit(first, CARD) is None
    qtbot.waitUntil(lambda: first.sha256 in came)


def test_the_card_asked_for_last_comes_first(
    inventory: Inventory, pictures: CardPictures, qtbot: QtBot
) -> None:
    every = [photo(inventory, number, 8, 8) for number in range(20)]
    came: list[str] = []
    pictures.came.connect(came.append)
    with pictures.waiting():
        for media in every:
            pictures.fit(media, CARD)
    qtbot.waitUntil(lambda: len(came) == 20)
    assert came == [media.sha256 for media in reversed(every)]


def test_pictures_are_forgotten_by_weight_the_longest_unused_first(
    inventory: Inventory, pictures: CardPictures, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CARDS_BYTES", 3 * 200 * 140 * 4)
    every = [photo(inventory, number, 8, 8) for number in range(4)]
    for media in every[:3]:
        with qtbot.waitSignal(pictures.came):
            pictures.fit(media, CARD)
    assert pictures.fit(every[0], CARD) is not None
    with qtbot.waitSignal(pictures.came):
        pictures.fit(every[3], CARD)
    assert pictures.fit(every[0], CARD) is not None
    assert pictures.fit(every[1], CARD) is None


def test_a_photo_that_cannot_be_read_is_asked_for_once(
    inventory: Inventory, pictures: CardPictures, qtbot: QtBot
) -> None:
    lost = Media(id="x", sha256="f" * 64, extension="jpg", media_type="photo")
    with qtbot.waitSignal(pictures.came):
        pictures.fit(lost, CARD)
    image = pictures.fit(lost, CARD)
    assert image is not None
    assert image.isNull()
