# SPDX-License-Identifier: Apache-2.0
"""Sticks without a window: there and back, and what each side knows of the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heritage_desktop import cli


def _said(capsys: pytest.CaptureFixture[str], *arguments: object) -> object:
    assert cli.main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _run(*arguments: object) -> int:
    return cli.main([*map(str, arguments)])


def test_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    team, office = tmp_path / "team.vhi", tmp_path / "office.vhi"
    assert _run("new", team, "--village", "云岭坪", "--team", "SY03") == 0
    assert _run("new", office, "--title", "County office", "--office") == 0
    assert _run("record", "new", team, "well", "Old well") == 0
    capsys.readouterr()
    (item,) = _said(capsys, "list", team)  # type: ignore[misc]
    assert item["arrival"] == {"state": "here", "at": "", "by": ""}
    full, delta, receipt = tmp_path / "1.vhb", tmp_path / "2.vhb", tmp_path / "1.vhr"
    assert _run("bundle", "export", team, full) == 0
    assert _run("bundle", "receipt", office, full) == 1
    assert "not merged here" in capsys.readouterr().err
    assert _run("bundle", "export", team, delta, "--for", "County office") == 1
    assert "nothing came from it yet" in capsys.readouterr().err
    assert _run("bundle", "merge", office, full) == 0
    assert _run("bundle", "receipt", office, full) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(receipt)
    told = _said(capsys, "bundle", "take-receipt", team, receipt)
    assert isinstance(told, dict)
    assert (told["commits_waiting"], told["peer"]["title"]) == (0, "County office")
    assert _run("bundle", "take-receipt", team, receipt) == 0
    assert "nothing new" in capsys.readouterr().out
    (item,) = _said(capsys, "list", team)  # type: ignore[misc]
    assert (item["arrival"]["state"], item["arrival"]["by"]) == ("received", "County office")
    (peer,) = _said(capsys, "bundle", "peers", team)  # type: ignore[misc]
    assert (peer["office"], peer["commits_waiting"], peer["media_waiting"]) == (True, 0, 0)
    made = _said(capsys, "bundle", "export", team, delta, "--for", peer["replica"][:8])
    assert isinstance(made, dict)
    assert (made["for"], made["counts"]["commits"]) == (peer["replica"], 0)
    assert _run("bundle", "peers", office) == 0
    assert "SY03" in capsys.readouterr().out
