# SPDX-License-Identifier: Apache-2.0
"""Look-alikes from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heritage_desktop import cli
from heritage_desktop.domain.media import Media
from heritage_desktop.services.inventories import new_inventory

Capture = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    """Run one command; returns its exit code."""
    return cli.main(["photos", *arguments])


def test_look_alikes_are_listed_set_aside_and_taken_back(tmp_path: Path, capsys: Capture) -> None:
    folder, first, other = tmp_path / "alike.vhi", "a" * 32, "b" * 32
    with new_inventory(folder) as inventory, inventory.change("Photos") as change:
        for id, pixels in ((first, 4000), (other, 1000)):
            change.add(Media(id=id, media_type="photo", original_name=f"{id[0]}.jpg",
                             likeness="a5c3965a" * 4, width=pixels, height=pixels))  # fmt: skip
    assert run("alike", str(folder)) == 0
    listed = f"alike: largest of 2\n* {first}\t0\ta.jpg\n  {other}\t0\tb.jpg\n"
    assert capsys.readouterr().out == listed
    assert run("set-aside", str(folder), "bbb") == 0
    assert capsys.readouterr().out == "1 photo was set aside.\n"
    assert run("alike", str(folder), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"sets": [], "not_compared": 0}
    assert run("take-back", str(folder), "b") == 0
    assert run("different", str(folder), "a", "b") == 0
    capsys.readouterr()
    assert run("alike", str(folder)) == 0
    assert capsys.readouterr().out == ""
    assert run("different", str(folder), "a", "c") == 1
    assert "no such photo" in capsys.readouterr().err
