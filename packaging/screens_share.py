# SPDX-License-Identifier: Apache-2.0
"""The screens of what two teams wrote differently, of inventories made for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heritage_desktop import assets
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.qt.settle_window import SettleWindow
from heritage_desktop.services import items, photos, settling
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory

if TYPE_CHECKING:
    from screens import Studio

_BEFORE = (
    "水碓在村口石桥下游，利用溪水冲动水轮舂米。原有两座水轮，现存一座。每年腊月全村在此舂年糕粉。"
)
_TEXTS = (
    "水碓在村口石桥下游，利用溪水冲动水轮舂米。原有三座水轮，现存一座。每年腊月全村在此舂年糕粉，"
    "由蓝氏轮流看管。",
    "水碓在村口老石桥下游，利用溪水冲动水轮舂米。原有两座水轮，现存一座，一九九八年重修。每年腊月"
    "全村在此舂年糕粉。",
    "水碓在村口石桥下游，利用溪水冲动水轮舂米。原有四座水轮，现存一座。每年腊月全村在此舂年糕粉。",
)


def make_different(folder: Path) -> None:
    """Make three inventories with one mill, written on by each, and merge them into the first."""
    work = folder.with_suffix(".work")
    work.mkdir()
    with (
        new_inventory(
            folder, village="云岭坪", title="云岭坪", team="SY01", author="甲记录员"
        ) as one,
        new_inventory(work / "b.vhi", title="二队", team="SY02", author="乙记录员") as two,
        new_inventory(work / "c.vhi", title="三队", team="SY03", author="丙记录员") as three,
    ):
        mill = _mill(one)
        village = items.only_village(one)
        well = items.new_item(one, kind="immovable", village=village, names={"zh-Hans": "八角井"})
        with one.change("Place") as change:
            place = change.add(
                Location(id="", item=mill, position=Position(28.4500, 119.5000, 30.0))
            )
        _carry(one, work / "1.vhb", two, three)
        name = one.all(ItemName, item=mill)[0].id
        teams = (one, two, three)
        _write(teams, Item, mill, "summary", [{"zh-Hans": text} for text in _TEXTS])
        _write(teams[:2], ItemName, name, "value", ["下水碓", "桥头水碓"])
        _write(teams[:2], Item, mill, "type", ["bridge", "workshop"])
        _write(teams[:2], Item, mill, "access_level", ["restricted", "public"])
        here, there = Position(28.45010, 119.50010, 12.0), Position(28.45040, 119.50060, 25.0)
        _write(teams[:2], Location, place.id, "position", [here, there])
        with one.change("Trash") as change:
            change.drop(Item, well.id)
        _write((two,), Item, well.id, "dating_told", ["清光绪三年"])
        _carry(two, work / "2.vhb", three)
        asked = next(c for c in three.conflicts(mill) if c.field == "summary")
        settling.settle(three, asked, _TEXTS[2], "碓主说一直是四座，两座毁于大水。")
        _carry(three, folder.with_suffix(".vhb"))


def _mill(inventory: Inventory) -> str:
    mill = items.new_item(
        inventory, kind="immovable", village=items.only_village(inventory),
        names={"zh-Hans": "水碓"},
    )  # fmt: skip
    photos.import_photos(inventory, [assets.path("samples", "water-mill.jpg")], target=mill.id)
    with inventory.change("Summary") as change:
        change.set(Item, mill.id, "summary", {"zh-Hans": _BEFORE})
    return mill.id


def _write(
    teams: tuple[Inventory, ...], entity: type[Any], record: str, field: str, values: list[Any]
) -> None:
    for inventory, value in zip(teams, values, strict=True):
        with inventory.change("Edit") as change:
            change.set(entity, record, field, value)


def _carry(sender: Inventory, path: Path, *receivers: Inventory) -> None:
    export_bundle(sender, path)
    for receiver in receivers:
        merge_bundle(receiver, path)


def walk_different(
    studio: Studio, folder: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    """Take the pictures of a merge that needs somebody, and of each sort of difference."""
    studio.desk.open(folder)
    window = studio.window
    window.verbs.merge(folder.with_name("different.vhb"))
    with studio.dialog() as dialog:
        until(lambda: not dialog.work.running)
        dialog.on_start()
        until(lambda: not dialog.work.running)
        studio.shoot("merge-needs-you", dialog)
    window.verbs.on_differences()
    with studio.dialog() as dialog:
        assert isinstance(dialog, SettleWindow)
        dialog.resize(studio.size * 0.94)
        until(lambda: dialog.seen is not None)
        for question in list(dialog.asked):
            dialog.tree.wanted.emit(question)
            until(lambda asked=question: dialog.question == asked)
            field = question.conflict.field
            studio.shoot(f"settle-{'stays' if field == '@' else field.replace('_', '-')}", dialog)
            if field == "summary":
                dialog.join()
                studio.shoot("settle-joined", dialog)
        while dialog.question is not None:
            dialog.keep(1)
            until(lambda: not dialog.storing)
            asked_now = bool(dialog.asked)
            until(lambda more=asked_now: (dialog.seen is not None) == more)
            if asked_now:
                until(lambda: dialog.question in dialog.asked)
        studio.shoot("settle-done", dialog)
    studio.desk.close_inventory()
