# SPDX-License-Identifier: Apache-2.0
"""The window of missing originals lists them, looks for them and says what came back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop import assets
from heritage_desktop.domain.media import Media
from heritage_desktop.qt.missing_window import MissingWindow, told, volumes
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.missing import FindReport
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
BRIDGE, WELL = SAMPLES / "wanyue-bridge-autumn.jpg", SAMPLES / "octagonal-well.jpg"


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give an inventory whose bridge has lost both photos, one of them with its preview."""
    with new_inventory(tmp_path / "x.vhi", village="月山村") as made:
        item = items.new_item(
            made, kind="immovable", village=items.only_village(made), names={"zh-Hans": "万月桥"}
        )
        import_photos(made, [BRIDGE, WELL], target=item.id)
        for media in made.all(Media):
            made.blobs.path(media.sha256 or "", media.extension).unlink()
            made.blobs.cache_path(media.sha256 or "", 256).unlink()
        yield made


def settled(qtbot: QtBot, window: MissingWindow) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not window.work.running, timeout=30_000)


def cells(window: MissingWindow) -> list[list[str]]:
    """Return the texts of the table."""
    table, made = window.table, []
    for row in range(table.rowCount()):
        found = [table.item(row, column) for column in range(3)]
        made.append([cell.text() if cell else "" for cell in found])
    return made


def test_what_is_lost_is_listed_and_comes_back(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path
) -> None:
    window = MissingWindow(inventory)
    qtbot.addWidget(window)
    window.show()
    settled(qtbot, window)
    assert cells(window) == [
        [WELL.name, "万月桥", "not in the folder"],
        [BRIDGE.name, "万月桥", "not in the folder"],
    ]
    assert window.said.text().startswith("2 originals are not here.")
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "P1.JPG").write_bytes(BRIDGE.read_bytes())
    with qtbot.waitSignal(window.restored, timeout=30_000):
        window.search([tmp_path / "card"])
    settled(qtbot, window)
    assert window.said.text() == "1 original is back. 1 original is still missing."
    assert [row[0] for row in cells(window)] == [WELL.name]
    back = next(one for one in inventory.all(Media) if one.original_name == BRIDGE.name)
    assert inventory.blobs.cache_path(back.sha256 or "", 256).is_file()
    window.search([tmp_path / "card"])
    settled(qtbot, window)
    assert window.said.text() == "None of them is there. 1 original is still missing."
    window.search([SAMPLES])
    settled(qtbot, window)
    assert window.said.text() == "1 original is back."
    assert not window.look.isEnabled()
    window.verify.click()
    settled(qtbot, window)
    assert window.said.text() == "Every original is here, and every byte is as it was taken in."


def test_a_stop_is_said(qtbot: QtBot, inventory: Inventory, tmp_path: Path) -> None:
    for number in range(300):  # enough of the right size to be still at it when the stop comes
        with (tmp_path / f"{number}.jpg").open("wb") as handle:
            handle.truncate(WELL.stat().st_size)
    window = MissingWindow(inventory)
    qtbot.addWidget(window)
    settled(qtbot, window)
    window.search([tmp_path])
    window.leave.click()
    settled(qtbot, window)
    assert window.said.text().startswith("Stopped.")
    assert window.leave.text() == "Close"


def test_the_menu_offers_what_is_plugged_in(qtbot: QtBot, inventory: Inventory) -> None:
    window = MissingWindow(inventory)
    qtbot.addWidget(window)
    settled(qtbot, window)
    window.on_menu()
    shown = [action.text() for action in window.places.menu().actions()]
    names = [name.replace("&", "&&") for name, _ in volumes()]
    assert shown == (names or ["Nothing is plugged in"])


def test_few_of_many_problems_are_shown() -> None:
    report = FindReport(problems=tuple(f"{n}.jpg: broken." for n in range(5)))
    assert told(report).endswith("2.jpg: broken. 2 more could not be read.")
