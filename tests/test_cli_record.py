# SPDX-License-Identifier: Apache-2.0
"""Recording from the command line: templates, parts, own fields, local words, what left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heritage_desktop import cli

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    """Return a new inventory with one village."""
    folder = tmp_path / "x.vhi"
    assert cli.main(["new", str(folder), "--village", "杨家堂"]) == 0
    capsys.readouterr()
    return folder


def run(capsys: Capture, *arguments: str) -> str:
    """Run one command that must succeed; returns what it printed."""
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out.strip()


def refused(capsys: Capture, *arguments: str) -> str:
    """Run one command that must be refused; returns the sentence."""
    assert cli.main(list(arguments)) == 1
    return capsys.readouterr().err.strip()


def test_items_and_parts_are_recorded(folder: Path, capsys: Capture) -> None:
    assert "covered_bridge" in run(capsys, "record", "templates")
    made = run(capsys, "record", "new", str(folder), "well", "东井", "西井").splitlines()
    assert len(made) == 2
    part = run(capsys, "record", "add", str(folder), made[0], "dating", "told=清光绪三年")
    run(capsys, "record", "add", str(folder), made[0], "account", "text=井水甜", "role=memory")
    found = json.loads(run(capsys, "record", "parts", str(folder), made[0]))
    assert {one["part"] for one in found} == {"dating", "account"}
    assert next(one for one in found if one["part"] == "account")["text"] == {"zh-Hans": "井水甜"}
    shown: dict[str, Any] = json.loads(run(capsys, "show", str(folder), made[0], "--json"))
    assert len(shown["parts"]) == 2
    run(capsys, "record", "remove", str(folder), part)
    assert len(json.loads(run(capsys, "record", "parts", str(folder), made[0]))) == 1
    copy = run(capsys, "record", "duplicate", str(folder), made[0])
    assert copy not in made
    bearer = run(capsys, "record", "bearer", str(folder), "章师傅")
    found = json.loads(run(capsys, "record", "parts", str(folder), bearer))
    assert {one["part"] for one in found} == {"bearer_profile", "consent"}
    person = run(capsys, "record", "create", str(folder), "person", "name=叶老")
    run(capsys, "record", "add", str(folder), person, "consent", "granted=name,catalogue")
    ready = json.loads(run(capsys, "record", "ready", str(folder)))
    assert len(ready) == 3
    assert json.loads(run(capsys, "record", "coverage", str(folder)))[0]["items"] == 3


def test_what_does_not_fit_is_refused_with_one_sentence(folder: Path, capsys: Capture) -> None:
    item = run(capsys, "record", "new", str(folder), "well", "井")
    assert "castle" in refused(capsys, "record", "new", str(folder), "castle", "x")
    assert "tune" in refused(capsys, "record", "add", str(folder), item, "dating", "tune=x")
    assert "FIELD=VALUE" in refused(capsys, "record", "add", str(folder), item, "dating", "x")
    assert "practitioners" in refused(
        capsys, "record", "add", str(folder), item, "viability_assessment", "practitioners=many"
    )
    assert "spoon" in refused(capsys, "record", "create", str(folder), "spoon", "name=x")
    assert "ffff" in refused(capsys, "record", "remove", str(folder), "ffff")


def test_own_fields_and_local_words(folder: Path, capsys: Capture) -> None:
    item = run(capsys, "record", "new", str(folder), "well", "井")
    run(capsys, "own", "new", str(folder), "谁管", "term", "--terms", "村里, 各户")
    run(capsys, "own", "set", str(folder), item, "谁管", "村里")
    assert json.loads(run(capsys, "own", "show", str(folder), item)) == {"谁管": "村里"}
    assert "各户" in refused(capsys, "own", "set", str(folder), item, "谁管", "县里")
    assert "没有的" in refused(capsys, "own", "set", str(folder), item, "没有的", "x")
    run(capsys, "set", str(folder), item, "type", "洗衣埠")
    assert "洗衣埠" in run(capsys, "words", "list", str(folder))
    assert run(capsys, "words", "map", str(folder), "tangible_type", "洗衣埠", "well") == "1"
    assert run(capsys, "words", "list", str(folder)) == ""
    assert run(capsys, "words", "follow", str(folder)) == "0"


def test_what_left_is_listed(folder: Path, capsys: Capture, tmp_path: Path) -> None:
    item = run(capsys, "record", "new", str(folder), "well", "井")
    assert run(capsys, "record", "left", str(folder)) == ""
    run(capsys, "export", str(folder), "csv", str(tmp_path / "a.csv"))
    run(capsys, "bundle", "export", str(folder), str(tmp_path / "a.vhb"))
    said = run(capsys, "record", "left", str(folder), "--record", item)
    assert "a.csv" in said
    assert "a.vhb" in said
