# SPDX-License-Identifier: Apache-2.0
"""An import killed at any moment: what was reported is there, and nothing is there by halves."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.domain.media import Media
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

PROGRAM = Path(__file__).with_name("kill_import.py")
COUNT = 60


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a folder of different small photos."""
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(COUNT):
        Image.effect_noise((320, 240), 40 + number).save(folder / f"{number:03d}.jpg")
    return folder


def killed(folder: Path, source: Path, chance: random.Random) -> set[str]:
    """Run the import, kill it somewhere and return what it reported as done."""
    command = [sys.executable, str(PROGRAM), str(folder), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "open\n"
        said = [running.stdout.readline() for _ in range(chance.randrange(0, COUNT // 2))]
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=chance.random() * 0.3)
        running.kill()
        said += running.stdout.readlines()
    return {line.strip() for line in said if line.endswith("\n")} - {""}


def check(folder: Path, reported: set[str]) -> None:
    with Inventory.open(folder) as inventory:
        assert inventory.check() == []
        there = {one.sha256 for one in inventory.all(Media)}
        assert reported <= there
        for one in inventory.all(Media):
            assert inventory.blobs.has(one.sha256 or "", one.extension)


@pytest.mark.parametrize(
    "times", [3, pytest.param(50, marks=pytest.mark.slow)], ids=["a few", "fifty"]
)
def test_nothing_reported_is_lost_and_no_row_is_an_orphan(
    tmp_path: Path, source: Path, times: int
) -> None:
    chance = random.Random(times)
    for number in range(times):
        folder = tmp_path / f"{number}.vhi"
        Inventory.create(folder, title={"en": "Killed"}).close()
        reported = killed(folder, source, chance)
        reported |= killed(folder, source, chance)
        check(folder, reported)
    with Inventory.open(folder) as inventory:
        import_photos(inventory, [source])
        assert len(inventory.all(Media)) == COUNT
        assert list(inventory.blobs.staging.iterdir()) == []
