# SPDX-License-Identifier: Apache-2.0
"""A bundle is rehearsed and told in plain words before anything is merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.item import Item
from heritage_desktop.qt.merge_dialog import MergeDialog
from heritage_desktop.services.bundles import export_bundle
from heritage_desktop.storage.inventory import Inventory
from tests.qt.village import Small, make

SLOW = 20_000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "team.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}, office=True) as made:
        yield made


def test_rehearsed_then_merged_then_taken_back(
    qtbot: QtBot, small: Small, office: Inventory, tmp_path: Path
) -> None:
    bundle = tmp_path / "team.vhb"
    export_bundle(small.inventory, bundle)
    dialog = MergeDialog(office, bundle)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    assert dialog.ui.outcome.text() == "4 new"
    assert "2 photos" in dialog.ui.details.text()
    assert "Test" in dialog.ui.sender.text()
    assert office.all(Item) == []
    dialog.on_start()
    qtbot.waitUntil(lambda: dialog.merged, timeout=SLOW)
    assert len(office.all(Item)) == 2
    office.undo()
    assert office.all(Item) == []
    dialog.accept()


def test_a_damaged_bundle_is_refused_with_its_sentence(
    qtbot: QtBot, small: Small, office: Inventory, tmp_path: Path
) -> None:
    bundle = tmp_path / "team.vhb"
    export_bundle(small.inventory, bundle)
    damaged = tmp_path / "damaged.vhb"
    damaged.write_bytes(bundle.read_bytes()[:-300])
    dialog = MergeDialog(office, damaged)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.refusal.isVisible, timeout=SLOW)
    assert "damaged.vhb" in dialog.ui.refusalText.text()
    assert not dialog.ui.start.isVisible()
    assert office.all(Item) == []
    dialog.reject()


def test_the_same_bundle_again_brings_nothing(qtbot: QtBot, small: Small, tmp_path: Path) -> None:
    bundle = tmp_path / "team.vhb"
    export_bundle(small.inventory, bundle)
    dialog = MergeDialog(small.inventory, bundle)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.ui.start.isEnabled, timeout=SLOW)
    assert dialog.ui.outcome.text() == "Everything in this bundle is here already."
    dialog.reject()
