# SPDX-License-Identifier: Apache-2.0
"""Differences are listed and settled without a window, and a bundle is rehearsed in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heritage_desktop.cli import main
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.item import Item
from heritage_desktop.services import items
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return the folder of an office that does not yet have the team's last bundle."""
    with (
        new_inventory(tmp_path / "team.vhi", village="云岭坪", team="SY03", author="甲") as team,
        new_inventory(tmp_path / "office.vhi", title="县", office=True, author="乙") as made,
    ):
        bridge = items.new_item(team, kind="immovable", village=items.only_village(team),
                                names={"en": "Bridge"})  # fmt: skip
        with team.change("Consent") as change:
            consent = change.add(Consent(id="", who=bridge.id, status="active"))
        export_bundle(team, tmp_path / "first.vhb")
        merge_bundle(made, tmp_path / "first.vhb")
        for inventory, told in ((team, "明"), (made, "清")):
            with inventory.change("Edit") as change:
                change.set(Item, bridge.id, "dating_told", told)
        with team.change("Edit") as change:
            change.set(Consent, consent.id, "status", "withdrawn")
        items.new_item(team, kind="immovable", village=None, names={"en": "Well"})
        export_bundle(team, tmp_path / "second.vhb")
    return tmp_path / "office.vhi"


def test_a_rehearsal_says_in_one_line_what_would_come(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(office.parent / "second.vhb")
    assert main(["bundle", "merge", str(office), bundle, "--rehearse"]) == 0
    said = capsys.readouterr().out.strip()
    parts = said.split(" · ")
    assert parts[0] == "1 new"
    assert "1 needs you" in parts
    assert "1 withdrawn" in parts
    assert "from team SY03" in parts
    assert parts[-1].startswith("1 day in ")
    assert main(["conflicts", "list", str(office), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_waits_is_listed_and_settled_by_number(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["bundle", "merge", str(office), str(office.parent / "second.vhb")])
    capsys.readouterr()
    assert main(["conflicts", "list", str(office), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["village"], one["title"], one["field"]) == ("云岭坪", "Bridge", "item.dating_told")
    assert {(v["value"], v["by"], v["team"]) for v in one["versions"]} == {
        ("明", "甲", "SY03"), ("清", "乙", "this laptop"),
    }  # fmt: skip
    number = next(v["number"] for v in one["versions"] if v["value"] == "明")
    assert main(["conflicts", "list", str(office)]) == 0
    assert f" {number} 明  (甲, SY03" in capsys.readouterr().out
    record = one["record"][:8]
    settle = ["conflicts", "settle", str(office), record, "dating_told"]
    assert main([*settle, "7"]) == 1
    assert "from 1 to 2" in capsys.readouterr().err
    assert main([*settle, "join"]) == 1
    capsys.readouterr()
    assert main([*settle, str(number), "--reason", "on the stone"]) == 0
    assert capsys.readouterr().out.strip() == "明"
    assert main([*settle, str(number)]) == 1
    assert "nothing waits there" in capsys.readouterr().err
    assert main(["undo", str(office)]) == 0
    capsys.readouterr()
    main(["conflicts", "list", str(office), "--json"])
    assert len(json.loads(capsys.readouterr().out)) == 1
