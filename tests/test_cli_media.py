# SPDX-License-Identifier: Apache-2.0
"""Photos as files from the command line: exporting them, finding what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from heritage_desktop import assets, cli
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
BRIDGE = SAMPLES / "wanyue-bridge-autumn.jpg"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture) -> Path:
    """Return an inventory with one photo in a record of its own."""
    folder = tmp_path / "x.vhi"
    assert cli.main(["new", str(folder), "--village", "月山村"]) == 0
    assert cli.main(["import-photos", str(folder), str(BRIDGE), "--new-items"]) == 0
    capsys.readouterr()
    return folder


def run(*arguments: str) -> int:
    """Run one command; returns its exit code."""
    return cli.main(["photos", *arguments])


def test_photos_are_exported(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run("export", str(folder), str(tmp_path / "out")) == 0
    (name,) = capsys.readouterr().out.splitlines()
    assert name == "月山村-wanyue-bridge-autumn-01.jpg"
    assert b"GPS" not in (tmp_path / "out" / name).read_bytes()
    assert run("export", str(folder), str(tmp_path / "raw"), "--originals") == 0
    capsys.readouterr()
    assert (tmp_path / "raw" / name).read_bytes() == BRIDGE.read_bytes()
    refused = [
        ("only the county office", "--originals", "--audience", "public"),
        ("no audience", "--audience", "press"),
        ("no such record", "--item", "ffffffff"),
    ]
    for sentence, *options in refused:
        assert run("export", str(folder), str(tmp_path / "p"), *options) == 1
        assert sentence in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_missing_originals_are_listed_and_found(
    folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert run("missing", str(folder)) == 0
    assert capsys.readouterr().out == ""
    shutil.rmtree(next(path for path in (folder / "media").iterdir() if len(path.name) == 2))
    assert run("missing", str(folder), "--quick") == 1
    assert "absent  wanyue-bridge-autumn.jpg" in capsys.readouterr().out
    assert run("export", str(folder), str(tmp_path / "out")) == 1
    assert "look for missing photos first" in capsys.readouterr().err
    (tmp_path / "card").mkdir()
    assert run("find", str(folder), str(tmp_path / "card")) == 1
    assert capsys.readouterr().err == "1 original is still missing.\n"
    shutil.copy(BRIDGE, tmp_path / "card" / "IMG_0001.JPG")
    assert run("find", str(folder), str(tmp_path / "card")) == 0
    assert "IMG_0001.JPG" in capsys.readouterr().out
    assert run("missing", str(folder)) == 0


def test_a_clock_is_listed_moved_and_set_back(tmp_path: Path, capsys: Capture) -> None:
    folder, camera = tmp_path / "clocks.vhi", "c" * 16
    with new_inventory(folder) as inventory, inventory.change("Photo") as change:
        taken = Moment("2026-04-05T09:00:00", "+08:00")
        change.add(Media(id="", media_type="photo", make="Maker", model="One", taken=taken,
                         camera_id=camera))  # fmt: skip
    assert run("clocks", str(folder)) == 0
    assert capsys.readouterr().out.startswith(f"{camera}\tMaker One\t1 photo")

    def shifted(*words: str) -> str:
        assert run("shift", str(folder), camera, *words) == 0
        with Inventory.open(folder) as inventory:
            (one,) = inventory.all(Media)
            return one.taken.local if one.taken else ""

    assert run("shift", str(folder), "maker one", "1m", "--preview") == 0, "its name will do"
    assert shifted("1:30") == "2026-04-05T10:30:00"
    assert shifted("2d", "--earlier") == "2026-04-03T10:30:00"
    assert shifted("back") == "2026-04-05T09:00:00"
    capsys.readouterr()
    assert run("shift", str(folder), camera, "soon") != 0
    assert "no length of time" in capsys.readouterr().err


def test_the_tray_is_grouped(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "tray.vhi"
    new_inventory(folder).close()
    assert cli.main(["import-photos", str(folder), str(BRIDGE)]) == 0
    capsys.readouterr()
    assert run("group", str(folder), "--make") == 0
    assert "1 photo" in capsys.readouterr().out
    with Inventory.open(folder) as inventory:
        assert queries.tray(inventory) == []
        assert len(inventory.all(Item)) == 1


@pytest.fixture
def walked(tmp_path: Path) -> tuple[Path, Path, list[str]]:
    """Return an inventory with photos of two cameras, a track, and the ids of the photos."""
    folder, track = tmp_path / "walk.vhi", tmp_path / "walk.gpx"
    points = "".join(
        f'<trkpt lat="28.4{minute}" lon="119.48"><time>2026-04-05T01:0{minute}:00Z</time></trkpt>'
        for minute in range(3)
    )
    track.write_text(f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>")
    with new_inventory(folder) as inventory, inventory.change("Photos") as change:
        ids = [
            change.add(Media(id="", media_type="photo", make="Maker", model=model,
                             camera_id=model * 16, taken=Moment(f"2026-04-05T{clock}"))).id
            for model, clock in (("a", "09:01:00"), ("a", "09:30:00"), ("b", "03:01:00"))
        ]  # fmt: skip
    return folder, track, ids


def taken(folder: Path, media: str) -> str:
    """Return when a photo was taken."""
    with Inventory.open(folder) as inventory:
        one = inventory.get(Media, media)
        return one.taken.local if one and one.taken else ""


def test_a_clock_is_set_from_what_a_picture_shows(
    walked: tuple[Path, Path, list[str]], capsys: Capture
) -> None:
    folder, _, (right, _, wrong) = walked
    assert run("clock", str(folder), wrong, "09:01:00", "--preview") == 0
    assert "2026-04-05T03:01:00 → 2026-04-05T09:01:00" in capsys.readouterr().out
    assert taken(folder, wrong) == "2026-04-05T03:01:00"
    assert run("clock", str(folder), wrong, "2026-04-06 09:01:00") == 0
    assert taken(folder, wrong) == "2026-04-06T09:01:00"
    assert run("clock", str(folder), wrong, right) == 0
    assert taken(folder, wrong) == "2026-04-05T09:01:00"
    capsys.readouterr()
    for words, sentence in (
        (("clock", str(folder), wrong, "noon"), "not a time"),
        (("clock", str(folder), "f" * 32, "09:00"), "no record"),
        (("clock", str(folder), right, right), "same camera"),
        (("shift", str(folder), "a" * 16, "satellites"), "do not contradict"),
        (("shift", str(folder), "nobody", "1h"), "no camera"),
    ):
        assert run(*words) == 1
        assert sentence in capsys.readouterr().err
    assert run("shift", str(folder), "b" * 16, "back", "--preview") == 0
    assert capsys.readouterr().out == "1 time would be moved.\n"
    assert taken(folder, wrong) == "2026-04-05T09:01:00"


def test_photos_are_placed_by_a_track_and_by_their_neighbours(
    walked: tuple[Path, Path, list[str]], capsys: Capture
) -> None:
    folder, track, (first, late, _) = walked
    assert run("track", str(folder), str(track)) == 0
    assert "3 do not say their time zone." in capsys.readouterr().out
    assert run("track", str(folder), str(track), "--zone", "east") == 1
    assert "write +08:00" in capsys.readouterr().err
    words = ["track", str(folder), str(track), "--zone", "+08:00", "--camera", "a" * 16]
    assert run(*words, "--gap", "0.5", "--distance", "1", "--preview") == 0
    assert f"{first}\t28.410000, 119.480000\t±8 m" in capsys.readouterr().out
    assert run(*words) == 0
    assert (
        "1 photo gets a place. Accurate to 8 m. 1 has nothing near in time."
        in capsys.readouterr().out
    )
    assert run("neighbour", str(folder), "--within", "40") == 0
    out = capsys.readouterr().out
    assert late in out
    assert "1 has a place and keeps it. 1 has nothing near in time." in out
    assert run("neighbour", str(folder), "--same-camera", "--preview") == 0
    assert "0 photos get a place." in capsys.readouterr().out
    assert run("track", str(folder), str(track), str(track.parent / "no.gpx")) == 1
    assert "no.gpx cannot be read" in capsys.readouterr().err
    assert run("unplace", str(folder)) == 0
    assert "2 originals are not here." in capsys.readouterr().out
    assert run("hemisphere", str(folder), "a" * 16, "n", "e") == 1
    assert "Write N or S" in capsys.readouterr().err
    assert run("hemisphere", str(folder), "a" * 16, "N", "E") == 0
    assert "0 photos get a place." in capsys.readouterr().out
