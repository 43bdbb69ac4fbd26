# SPDX-License-Identifier: Apache-2.0
"""The screens of one place that two teams recorded, of an inventory made for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageEnhance

from heritage_desktop import assets
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import Village
from heritage_desktop.qt.twins_window import TwinsWindow
from heritage_desktop.services import items, photos
from heritage_desktop.services.inventories import new_inventory

if TYPE_CHECKING:
    from screens import Studio


def make_twins(folder: Path) -> None:
    """Make an inventory in which a well and a mill were recorded by two teams."""
    card = folder.with_suffix(".card")
    card.mkdir()
    for name, sample in (("well", "octagonal-well.jpg"), ("mill", "water-mill.jpg")):
        with Image.open(assets.path("samples", sample)) as opened:
            whole = opened.convert("RGB")
        whole.save(card / f"{name}-1.jpg", quality=92)
        ImageEnhance.Brightness(whole).enhance(1.12).save(card / f"{name}-2.jpg", quality=70)
    with new_inventory(folder, village="云岭坪", title="云岭坪") as inventory:
        photos.import_photos(inventory, [card])
        with inventory.change("Village") as change:
            again = change.add(Village(id="", name={"zh-Hans": "云岭坪村", "en": "Yunlingping"}))
        home = items.only_village(inventory) or inventory.all(Village)[0].id
        told = (
            ("八角井", "Octagonal well", home, "甲组", 28.42531, 119.51288, "well-1",
             "井栏八面，每面刻字，相传宋代开凿，至今仍有人取水。"),
            ("八角古井", "Bajiao well", again.id, "乙组", 28.42560, 119.51302, "well-2",
             "石栏八角，内壁有绳痕。村中老人说清代重修过两次。"),
            ("下坑水碓", "Water mill", home, "甲组", 28.42110, 119.50912, "mill-1",
             "水轮直径约三米，舂米用。"),
            ("下坑水碓", "", again.id, "乙组", 28.42118, 119.50905, "mill-2", ""),
        )  # fmt: skip
        for name, english, village, team, lat, lon, photo, summary in told:
            made = items.new_item(
                inventory, kind="immovable", village=village, recorder=team,
                names={"zh-Hans": name, "en": english},
            )  # fmt: skip
            if summary:
                with inventory.change("Words") as change:
                    change.set(Item, made.id, "summary", {"zh-Hans": summary})
            items.set_place(inventory, made.id, Position(lat, lon, 12.0), "gnss")
            items.attach(inventory, [
                one.id for one in inventory.all(Media) if one.original_name == f"{photo}.jpg"
            ], made.id)  # fmt: skip


def walk_twins(studio: Studio, folder: Path, until: Callable[[Callable[[], bool]], None]) -> None:
    """Take the pictures of a pair, and of what is left when all is answered."""
    studio.desk.open(folder)
    studio.window.verbs.on_twins()
    with studio.dialog() as dialog:
        assert isinstance(dialog, TwinsWindow)
        dialog.resize(studio.size * 0.94)
        until(lambda: dialog.question is not None)
        until(lambda: all(not side.view.picture_item.pixmap().isNull() for side in dialog.sides))
        studio.shoot("twins", dialog)
        while dialog.question is not None:
            dialog.same()
            until(lambda: not dialog.storing)
        studio.shoot("twins-done", dialog)
    studio.desk.close_inventory()
