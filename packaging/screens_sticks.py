# SPDX-License-Identifier: Apache-2.0
"""The screens of sticks: the signs on the cards, what to hand over, a receipt that came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heritage_desktop.qt.hand_over_dialog import HandOverDialog
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import bundles, items, receipts
from heritage_desktop.services.inventories import new_inventory

if TYPE_CHECKING:
    from screens import Studio


def walk_sticks(studio: Studio, folder: Path, until: Callable[[Callable[[], bool]], None]) -> None:
    """Take the pictures in the order of a season: receipt, signs, the next bundle."""
    stick, office = folder.with_suffix(".vhb"), folder.with_name(f"office-{folder.name}")
    with new_inventory(folder, village="云岭坪", title="云岭坪", team="SY03") as team:
        names = ({"zh-Hans": "古井", "en": "Old well"}, {"zh-Hans": "水碓", "en": "Water mill"})
        for name in names:
            items.new_item(team, kind="immovable", village=None, names=name)
        bundles.export_bundle(team, stick)
        items.new_item(team, kind="immovable", village=None, names={"en": "Weir", "zh-Hans": "堰"})
    with new_inventory(office, title="县文物局", office=True) as held:
        bundles.merge_bundle(held, stick)
        receipt = receipts.write_receipt(held, stick)
    studio.desk.open(folder)
    studio.window.verbs.take_paths([receipt])
    with studio.dialog() as dialog:
        assert isinstance(dialog, WorkDialog)
        until(lambda: not dialog.work.running)
        studio.shoot("receipt-taken", dialog)
    library = studio.window.library
    assert library is not None
    until(lambda: len(set(library.model.arrivals.values())) == 2)
    studio.shoot("arrivals")
    studio.window.verbs.on_export_bundle()
    with studio.dialog() as dialog:
        assert isinstance(dialog, HandOverDialog)
        until(lambda: all(label.text() for label in dialog.left.values()))
        studio.shoot("hand-over", dialog)
    studio.desk.close_inventory()
