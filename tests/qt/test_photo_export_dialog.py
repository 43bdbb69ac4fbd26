# SPDX-License-Identifier: Apache-2.0
"""Exporting photos by hand: what would leave is seen before it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop import assets
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.qt.photo_export_dialog import SHOWN_NAMES, PhotoExportDialog
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

NAMES = ("wanyue-bridge-autumn.jpg", "octagonal-well.jpg")


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an inventory with a bridge and a well of one photo each."""
    with new_inventory(tmp_path / "x.vhi", village="月山村") as made:
        for title, name in zip(("万月桥", "八角井"), NAMES, strict=True):
            item = items.new_item(
                made, kind="immovable", village=items.only_village(made), names={"zh-Hans": title}
            )
            import_photos(made, [assets.path("samples") / name], target=item.id)
        yield made


def shown(qtbot: QtBot, inventory: Inventory, **more: object) -> PhotoExportDialog:
    """Return the dialog once it knows what may leave."""
    dialog = PhotoExportDialog(inventory, **more)  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    settled(qtbot, dialog)
    return dialog


def settled(qtbot: QtBot, dialog: PhotoExportDialog) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=30_000)


def texts(dialog: PhotoExportDialog) -> list[str]:
    """Return the lines of the list of names."""
    return [dialog.names.item(row).text() for row in range(dialog.names.count())]


def test_names_are_seen_and_then_written(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path
) -> None:
    dialog = shown(qtbot, inventory)
    assert texts(dialog) == ["月山村-万月桥-01.jpg", "月山村-八角井-01.jpg"]
    assert dialog.start.text() == "Export 2 files"
    assert dialog.kept.text() == "Nothing is kept back."
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.start.click()
    settled(qtbot, dialog)
    assert dialog.said.text() == "2 files were written. photos.csv lists them."
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*texts(dialog), "photos.csv"}
    assert dialog.reveal.isVisible()
    dialog.start.click()
    assert not dialog.isVisible()


def test_the_choice_changes_what_leaves(qtbot: QtBot, inventory: Inventory, tmp_path: Path) -> None:
    with inventory.change("Guard") as change:
        change.set(Media, inventory.all(Media)[0].id, "access_level", "county")
    dialog = shown(qtbot, inventory)
    dialog.form.setCurrentIndex(1)
    settled(qtbot, dialog)
    assert dialog.plan is not None
    assert dialog.plan.originals
    dialog.audience.setCurrentIndex(dialog.audience.findData("public"))
    settled(qtbot, dialog)
    assert not dialog.form.isEnabled()
    assert dialog.form.currentData() is False
    assert dialog.start.text() == "Export 1 file"
    assert dialog.kept.text() == "1 file is kept back: the photo itself is not for them (1)."
    dialog.folder.setText(str(inventory.folder / "media"))
    dialog.start.click()
    settled(qtbot, dialog)
    assert "inside the inventory" in dialog.said.text()
    assert dialog.start.isEnabled()


def test_chosen_items_come_first(qtbot: QtBot, inventory: Inventory) -> None:
    one = next(link for link in inventory.all(Media) if link.original_name == NAMES[1])
    (item,) = (row.target for row in inventory.all(MediaLink) if row.media == one.id)
    dialog = shown(qtbot, inventory, chosen=[item])
    assert texts(dialog) == ["月山村-八角井-01.jpg"]
    dialog.which.setCurrentIndex(1)
    settled(qtbot, dialog)
    assert len(texts(dialog)) == 2


def test_many_names_are_summed_up(qtbot: QtBot, inventory: Inventory) -> None:
    with inventory.change("Many") as change:
        media = inventory.all(Media)[0]
        target = next(one.target for one in inventory.all(MediaLink) if one.media == media.id)
        for _ in range(9):
            more = change.add(Media(id="", sha256=media.sha256, extension="jpg", mime="image/jpeg"))
            change.add(MediaLink(id="", target=target, media=more.id))
    dialog = shown(qtbot, inventory)
    assert len(texts(dialog)) == SHOWN_NAMES + 1
    assert texts(dialog)[-1] == "… and 3 more"


def test_an_inventory_without_photos_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with new_inventory(tmp_path / "e.vhi", village="月山村") as empty:
        dialog = shown(qtbot, empty)
        assert dialog.kept.text() == "There is no photo on these items yet."
        assert not dialog.start.isEnabled()
        dialog.close()
