# SPDX-License-Identifier: Apache-2.0
"""Two records of one place are listed, made one, and separated from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heritage_desktop.cli import main
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory


def test_twins_are_listed_answered_and_separated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "x.vhi"
    with new_inventory(folder, village="平田村") as made:
        village = items.only_village(made)
        ids = [
            items.new_item(made, kind="immovable", village=village, names={"zh-Hans": name}).id
            for name in ("平田文昌阁", "文昌閣", "挽月桥", "挽月桥")
        ]

    def run(*words: str) -> str:
        assert main(["twins", words[0], str(folder), *words[1:]]) == 0
        return capsys.readouterr().out

    found = json.loads(run("list", "--json"))
    assert {frozenset((p["one"], p["other"])) for p in found["pairs"]} \
        == {frozenset(ids[:2]), frozenset(ids[2:])}  # fmt: skip
    assert "same village" in found["pairs"][0]["why"]
    run("different", *ids[2:])
    assert run("same", ids[0], ids[1], "--keep", ids[1]).strip() == ids[1]
    found = json.loads(run("list", "--json"))
    merged = {"stays": ids[1], "title": "文昌閣", "others": [ids[0]]}
    assert found == {"pairs": [], "merged": [merged]}
    assert ids[1] in run("separate", ids[0])
    assert json.loads(run("list", "--json"))["merged"] == []
    assert main(["twins", "separate", str(folder), ids[0]]) != 0
    assert "nothing to separate" in capsys.readouterr().err
