# SPDX-License-Identifier: Apache-2.0
"""The screens of photos that look alike, of an inventory made for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageEnhance, ImageFilter

from heritage_desktop import assets
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.alike_window import AlikeWindow
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.services import items, photos
from heritage_desktop.services.inventories import new_inventory

if TYPE_CHECKING:
    from screens import Studio

#: A series as a hand makes it: moved a little, blurred, sharp, burnt out.
_SERIES = (
    lambda one: one.filter(ImageFilter.GaussianBlur(2.5)),
    lambda one: one,
    lambda one: ImageEnhance.Brightness(one).enhance(1.9),
    lambda one: one.filter(ImageFilter.GaussianBlur(1.2)),
    lambda one: one.filter(ImageFilter.GaussianBlur(4)),
)


def make_alike(folder: Path) -> None:
    """Make an inventory with a chat copy, a series and two photos of their own."""
    card = folder.with_suffix(".card")
    card.mkdir()
    with Image.open(assets.path("samples", "water-mill.jpg")) as opened:
        opened.save(card / "IMG_20260405_101503.jpg", exif=opened.getexif(), quality=92)
        opened.resize((opened.width // 2, opened.height // 2)).save(card / "mmexport17755.jpg")
    with Image.open(assets.path("samples", "rice-cake-pounding.jpg")) as opened:
        whole = opened.convert("RGB")
    for number, change in enumerate(_SERIES):
        left = 4 * number
        moved = whole.crop((left, 0, whole.width - 20 + left, whole.height - 10))
        change(moved).save(card / f"IMG_20260405_14300{number}.jpg", quality=90)
    with new_inventory(folder, village="云岭坪", title="云岭坪") as inventory:
        photos.import_photos(inventory, [
            card, assets.path("samples", "tea-garden.jpg"),
            assets.path("samples", "octagonal-well.jpg"),
        ])  # fmt: skip
        mill = items.new_item(
            inventory, kind="immovable", village=items.only_village(inventory),
            names={"zh-Hans": "水碓", "en": "Water mill"},
        )  # fmt: skip
        with inventory.change("Times") as change:
            for one in inventory.all(Media):
                name = one.original_name or ""
                if name.startswith("IMG_20260405_1430"):
                    taken = Moment(f"2026-04-05T14:30:{name[-6:-4]}", "+08:00")
                    change.set(Media, one.id, "taken", taken)
                    change.set(Media, one.id, "model", "PHONE")
                if name.startswith("mmexport"):
                    change.set(Media, one.id, "caption", {"zh-Hans": "群里的照片"})
                    items.attach(inventory, [one.id], mill.id)


def walk_alike(studio: Studio, folder: Path, until: Callable[[Callable[[], bool]], None]) -> None:
    """Take the pictures of a pair, a series, a close look, and what was set aside."""
    studio.desk.open(folder)
    window = studio.window
    window.verbs.on_look_alikes()
    with studio.dialog() as dialog:
        assert isinstance(dialog, AlikeWindow)
        dialog.resize(studio.size * 0.94)
        until(lambda: dialog.question is not None)
        for _ in dialog.asked:
            until(lambda: any(pane.advice.text() for pane in dialog.photos.panes))
            pair = len(dialog.photos.panes) == 2
            studio.shoot("alike-pair" if pair else "alike-series", dialog)
            if pair:
                dialog.photos.zoom(3.0)
                studio.shoot("alike-closely", dialog)
            dialog.later()
        while dialog.question is not None:
            dialog.keep_chosen()
            until(lambda: not dialog.storing)
        studio.shoot("alike-done", dialog)
    assert window.sidebar is not None
    window.sidebar.select(Place("aside"))
    studio.shoot("set-aside")
    studio.desk.close_inventory()
