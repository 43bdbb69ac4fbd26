# SPDX-License-Identifier: Apache-2.0
"""All real camera files, through the command line and through the window, against the oracle."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from heritage_desktop import cli
from heritage_desktop.domain.media import Media
from heritage_desktop.qt.import_dialog import ImportDialog
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory
from tests.media import oracle
from tests.media.oracle import Row

pytestmark = pytest.mark.slow
MINUTES = 300_000


def said(media: Media) -> dict[str, object]:
    """Return what is stored of a file, named as the oracle's fields are."""
    taken, place = media.taken, media.position
    written = taken is not None and taken.method == "exif"
    return {
        "taken_local": taken.local if taken else None,
        "utc_offset": taken.offset if taken and written else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "alt_m": place.alt_m if place else None,
        "direction": float(media.direction) if media.direction else None,
        "accuracy_m": place.accuracy_m if place else None,
        "orientation": media.orientation,
    }


def stored(inventory: Inventory, shas: dict[str, str]) -> dict[str, Row]:
    """Return what is stored of each file by its path, as far as it was taken in."""
    media = {one.sha256: one for one in inventory.all(Media)}
    return {path: said(media[sha]) for path, sha in shas.items() if sha in media}


def expected(paths: set[str]) -> set[tuple[str, str]]:
    every = oracle.DIFFERENCES.keys() | oracle.STORED_UPRIGHT
    return {(path, name) for path, name in every if path in paths}


def test_the_command_line_agrees_with_the_oracle_field_by_field(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    camera, folder = shared / "data" / "camera", tmp_path / "x.vhi"
    assert cli.main(["new", str(folder)]) == 0
    capsys.readouterr()
    assert cli.main(["import-photos", str(folder), str(camera), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    found, shas = {}, {}
    for one in report["files"]:
        path = Path(one["path"]).relative_to(camera).as_posix()
        written = one["offset_method"] == "exif"
        found[path] = {**one, "utc_offset": one["utc_offset"] if written else None}
        if one["status"] == "added":
            shas[path] = one["sha256"]
    rows = oracle.rows(shared)
    differing, agreeing = oracle.compared(found, rows)
    assert differing == set(oracle.DIFFERENCES)
    assert agreeing > 450
    with Inventory.open(folder) as inventory:
        kept = stored(inventory, shas)
        assert len(kept) == report["added"]
        differing, _ = oracle.compared(kept, [one for one in rows if one["SourceFile"] in kept])
        assert differing == expected(set(kept))


def test_the_window_agrees_with_the_oracle_field_by_field(
    shared: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    camera = shared / "data" / "camera"
    with new_inventory(tmp_path / "x.vhi") as inventory:
        dialog = ImportDialog(inventory, [camera])
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: not dialog.work.running, timeout=MINUTES)
        dialog.on_start()
        qtbot.waitUntil(lambda: dialog.report is not None, timeout=MINUTES)
        qtbot.waitUntil(lambda: not dialog.work.running, timeout=MINUTES)
        assert dialog.report is not None
        shas = {
            one.path.relative_to(camera).as_posix(): one.sha256 or ""
            for one in dialog.report.files
            if one.status == "added"
        }
        kept = stored(inventory, shas)
        assert len(kept) == dialog.report.count("added") > 200
        rows = [one for one in oracle.rows(shared) if one["SourceFile"] in kept]
        differing, agreeing = oracle.compared(kept, rows)
        assert differing == expected(set(kept))
        assert agreeing > 400
        dialog.done(0)
