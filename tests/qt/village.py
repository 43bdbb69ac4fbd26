# SPDX-License-Identifier: Apache-2.0
"""A small real inventory: one house, one festival, one bearer, two photos."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.moments import Moment
from heritage_desktop.domain.place import Village
from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True)
class Small:
    """The inventory and the ids of what is in it."""

    inventory: Inventory
    house: str
    festival: str
    bearer: str
    village: str
    photos: tuple[str, ...]


def make(folder: Path) -> Small:
    """Create the inventory; the caller closes it."""
    inventory = Inventory.create(folder, title={"en": "Test"}, author="Lin")
    with inventory.change("Fill") as change:
        village = change.add(Village(id="", name={"zh-Hans": "高北村", "en": "Gaobei"}))
        house = change.add(Item(id="", kind="immovable", type="mansion", village=village.id))
        change.add(ItemName(id="", item=house.id, value="承启楼", language="zh-Hans"))
        festival = change.add(Item(id="", kind="intangible", village=village.id))
        change.add(IntangibleDetail(id=festival.id, domain="social"))
        change.add(ItemName(id="", item=festival.id, value="走古事", language="zh-Hans"))
        bearer = change.add(Person(id="", name={"en": "Jiang Fusheng"}, village=village.id))
        change.add(Relation(id="", subject=festival.id, type="takes_place_at", object=house.id))
    photos = tuple(add_photo(inventory, house.id, number) for number in range(2))
    return Small(inventory, house.id, festival.id, bearer.id, village.id, photos)


def add_photo(inventory: Inventory, house: str, number: int) -> str:
    """Add a photo of one colour to the house; the first one is its cover."""
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(40 + 60 * number, 90, 120))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    data = bytes(buffer.data().data())
    name = hashlib.sha256(data).hexdigest()
    inventory.blobs.add(data, name, "jpg")
    with inventory.change("Photo") as change:
        media = change.add(
            Media(
                id="", sha256=name, extension="jpg", media_type="photo", bytes=len(data),
                original_name=f"IMG_{number}.jpg", width=80, height=60,
                taken=Moment("2026-05-12T14:30:00", "+08:00"), make="HUAWEI",
                position=Position(24.6662, 117.0033, 6.0 + number, None, "exif"),
            )
        )  # fmt: skip
        change.add(
            MediaLink(id="", target=house, media=media.id, order=number,
                      cover=True if number == 0 else None)
        )  # fmt: skip
    return media.id
