# SPDX-License-Identifier: Apache-2.0
"""The screens of photos coming in: the import, a card, a watched folder, the light-table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from heritage_desktop import assets
from heritage_desktop.qt.import_dialog import ImportDialog
from heritage_desktop.qt.light_table import LightTable
from heritage_desktop.qt.watch_dialog import WatchDialog
from heritage_desktop.services import watching
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.watching import Offer

if TYPE_CHECKING:
    from screens import Studio


def walk_desk(studio: Studio, folder: Path, until: Callable[[Callable[[], bool]], None]) -> None:
    """Take the pictures in the order of a day: card, import, groups."""
    new_inventory(folder, village="云岭坪", title="云岭坪").close()
    studio.desk.open(folder)
    window = studio.window
    assert window.library is not None
    samples = assets.path("samples")
    offer = Offer(samples, "NIKON D90", tuple(watching.listing(samples).files), card=True)
    window.library.offers.show_offers([offer])
    studio.shoot("offer")
    window.library.offers.show_offers([])
    window.verbs.on_watch()
    with studio.dialog() as dialog:
        assert isinstance(dialog, WatchDialog)
        dialog.folder.setText("/home/lin/手机照片")
        studio.shoot("watch", dialog)
    window.verbs.import_paths([samples])
    with studio.dialog() as dialog:
        assert isinstance(dialog, ImportDialog)
        dialog.on_start()
        until(lambda: dialog.next.isVisible())
        studio.shoot("import-done", dialog)
    window.verbs.on_light_table()
    with studio.dialog() as dialog:
        assert isinstance(dialog, LightTable)
        dialog.gap.setValue(120)
        dialog.distance.setValue(900)
        most = max(range(len(dialog.drafts)), key=lambda at: len(dialog.drafts[at].ids))
        dialog.groups.setCurrentItem(dialog.groups.topLevelItem(most))
        dialog.photos.choose([1])
        studio.shoot("light-table", dialog)
    studio.desk.close_inventory()
