# SPDX-License-Identifier: Apache-2.0
"""Scripts depend on the command line: its verbs, its JSON and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heritage_desktop import assets, cli

Capture = pytest.CaptureFixture[str]
PHOTO_KEYS = {
    "path", "status", "reason", "sha256", "taken_local", "utc_offset", "lat", "lon", "alt_m",
    "direction", "accuracy_m", "width", "height", "make", "model", "findings",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    """Return a new inventory with two photos, each a record."""
    folder = tmp_path / "x.vhi"
    names = ("wanyue-bridge-autumn.jpg", "fish-scale-weir.heic")
    paths = [str(assets.path("samples", name)) for name in names]
    assert cli.main(["new", str(folder), "--village", "杨家堂", "--team", "SY03"]) == 0
    assert cli.main(["import-photos", str(folder), *paths, "--new-items"]) == 0
    capsys.readouterr()
    return folder


def said(capsys: Capture, *arguments: object) -> Any:
    """Run a command that must succeed and return its JSON."""
    assert cli.main([str(one) for one in arguments] + ["--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_photos_are_reported_one_by_one(tmp_path: Path, capsys: Capture) -> None:
    folder, broken = tmp_path / "x.vhi", tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo at all")
    photo = assets.path("samples", "wanyue-bridge-autumn.jpg")
    assert cli.main(["new", str(folder)]) == 0
    capsys.readouterr()
    report = said(capsys, "import-photos", folder, photo, broken)
    added, refused = report["files"]
    assert set(added) >= PHOTO_KEYS
    assert (added["status"], refused["status"]) == ("added", "refused")
    assert added["lat"] == pytest.approx(28.487, abs=0.01)
    assert refused["reason"].startswith("broken.jpg")
    again = said(capsys, "import-photos", folder, photo)
    assert again["files"][0]["status"] == "duplicate"
    assert (
        cli.main(["import-photos", str(folder), str(assets.path("samples", "tea-garden.jpg"))]) == 0
    )
    assert capsys.readouterr().out.endswith("Next: 1 photo to sort\n")


def test_wrong_usage_is_told_in_whole_sentences(folder: Path, capsys: Capture) -> None:
    assert cli.main(["catalogue", str(folder), "x.pdf", "--language", "zh"]) == 2
    assert capsys.readouterr().err.endswith("en or both. Add --help to see how.\n")


def test_list_and_show_agree(folder: Path, capsys: Capture) -> None:
    rows = said(capsys, "list", folder)
    assert len(rows) == 2
    one = said(capsys, "show", folder, rows[0]["id"])
    assert one["kind"] == rows[0]["kind"]
    assert one["media"] == rows[0]["media"]


def test_a_field_is_written_undone_and_remembered(folder: Path, capsys: Capture) -> None:
    item = said(capsys, "list", folder)[0]["id"]
    assert cli.main(["set", str(folder), item, "dating_told", "清光绪三年"]) == 0
    assert said(capsys, "show", folder, item)["dating_told"] == "清光绪三年"
    history = said(capsys, "history", folder, item)
    assert history[0]["field"] == "dating_told"
    assert cli.main(["undo", str(folder)]) == 0
    capsys.readouterr()
    assert "dating_told" not in said(capsys, "show", folder, item)
    assert cli.main(["redo", str(folder)]) == 0
    capsys.readouterr()
    assert said(capsys, "show", folder, item)["dating_told"] == "清光绪三年"


def test_two_inventories_list_the_same_after_a_merge(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    office, bundle = tmp_path / "office.vhi", tmp_path / "x.vhb"
    assert cli.main(["new", str(office), "--office"]) == 0
    capsys.readouterr()
    made = said(capsys, "bundle", "export", folder, bundle)
    assert made["bytes"] == bundle.stat().st_size
    assert said(capsys, "bundle", "verify", bundle)["verified"] is True
    assert said(capsys, "bundle", "inspect", bundle)["team"] == "SY03"
    assert said(capsys, "bundle", "merge", office, bundle, "--rehearse")["rehearsed"] is True
    assert said(capsys, "bundle", "merge", office, bundle)["added"] > 0
    listed = [said(capsys, "list", one) for one in (office, folder)]
    for item in [*listed[0], *listed[1]]:
        del item["arrival"]  # what a laptop knows of the others is its own
    assert listed[0] == listed[1]
    assert said(capsys, "bundle", "merge", office, bundle)["added"] == 0
    assert said(capsys, "check", office)["problems"] == []


def test_the_book_the_exports_and_the_backup_are_written(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    report = said(capsys, "catalogue", folder, tmp_path / "book.pdf", "--language", "both")
    assert report["pages"] > 1
    assert report["missing"] == []
    for name in ("csv", "tables", "geojson", "jsonl"):
        assert cli.main(["export", str(folder), name, str(tmp_path / f"out.{name}")]) == 0
    assert cli.main(["backup", str(folder), str(tmp_path / "copy.sqlite")]) == 0
    assert (tmp_path / "copy.sqlite").stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "nowhere.vhi"], 1),
        (["show", "FOLDER", "no-such-id"], 1),
        (["set", "FOLDER", "no-such-id", "type", "well"], 1),
        (["export", "FOLDER", "docx", "out.docx"], 1),
        (["bundle", "verify", "nowhere.vhb"], 1),
        (["new", "FOLDER"], 1),
        (["catalogue", "FOLDER", "book.pdf", "--language", "fr"], 2),
        (["no-such-verb"], 2),
        (["list"], 2),
    ],
)
def test_refusals_are_one_sentence(
    folder: Path, capsys: Capture, arguments: list[str], code: int
) -> None:
    words = [str(folder) if word == "FOLDER" else word for word in arguments]
    assert cli.main(words) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert code == 2 or len(captured.err.strip().splitlines()) == 1


def test_a_damaged_original_is_found(folder: Path, capsys: Capture) -> None:
    original = max((folder / "media").rglob("*.jpg"), key=lambda path: path.stat().st_size)
    original.chmod(0o644)
    original.write_bytes(original.read_bytes()[:-1] + b"\0")
    assert cli.main(["check", str(folder), "--json"]) == 1
    assert any(original.stem[:8] in one for one in json.loads(capsys.readouterr().out)["problems"])
