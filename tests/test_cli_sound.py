# SPDX-License-Identifier: Apache-2.0
"""Recordings and transcripts from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heritage_desktop import assets, cli
from heritage_desktop.domain.media import Media
from heritage_desktop.services import takes
from heritage_desktop.services.takes import Take
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import FORMAT, counting

SONG = assets.path("samples") / "lantern-drum-and-strings.wav"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def song(tmp_path: Path, capsys: Capture) -> tuple[str, str]:
    """Return the folder of an inventory, and the recording in it."""
    folder = str(tmp_path / "x.vhi")
    assert cli.main(["new", folder, "--village", "月山村"]) == 0
    assert cli.main(["import-photos", folder, str(SONG), "--new-items"]) == 0
    capsys.readouterr()
    assert cli.main(["sound", "list", folder]) == 0
    media, name, length, size, *_ = capsys.readouterr().out.split("\t")
    assert (name, length, size) == (SONG.name, "0:00:07", "0 passages")
    return folder, media


def test_an_index_grows_leaves_and_comes_back(
    song: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder, media = song
    assert cli.main(["sound", "add", folder, media, "0", "0:03.5", "--title", "锣"]) == 0
    assert cli.main(["sound", "add", folder, media[:8], "4", "--spoken", "叮"]) == 0
    assert cli.main(["sound", "add", folder, media, "5"]) == 0
    for wrong in (["soon"], ["9:00"], ["5", "4"]):
        assert cli.main(["sound", "add", folder, media, *wrong]) == 1
    capsys.readouterr()
    assert cli.main(["sound", "index", folder, media]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0:00:00\t0:00:03\tpart\t锣", "0:00:04\t\tline\t叮", "0:00:05\t\tmark\t",
    ]  # fmt: skip
    assert cli.main(["sound", "index", folder, media, "--json"]) == 0
    assert [one["sort"] for one in json.loads(capsys.readouterr().out)] == ["part", "line", "mark"]
    file = str(tmp_path / "song.eaf")
    assert cli.main(["sound", "write", folder, media, file, "--audience", "village"]) == 0
    assert "3 passages were written." in capsys.readouterr().out
    assert cli.main(["sound", "read", folder, media, file]) == 0
    said = capsys.readouterr().out
    assert "No passage was added." in said
    assert "3 passages were here already." in said


def test_the_book_holds_as_much_of_recordings_as_wanted(
    song: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    folder, media = song
    assert cli.main(["sound", "add", folder, media, "0", "--title", "锣", "--spoken", "匡"]) == 0
    book = str(tmp_path / "b.pdf")
    pages = {}
    for wanted in ("full", "none"):
        capsys.readouterr()
        assert cli.main(["catalogue", folder, book, "--recordings", wanted, "--json"]) == 0
        pages[wanted] = json.loads(capsys.readouterr().out)["pages"]
    assert pages["full"] == pages["none"] + 1
    assert cli.main(["catalogue", folder, book, "--recordings", "some"]) == 2


def test_refusals_are_one_sentence(song: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    folder, media = song
    for arguments, why in (
        (["write", folder, media, "x.srt", "--audience", "press"], "no audience"),
        (["write", folder, media, str(tmp_path / "x.doc")], "ends in .eaf"),
        (["read", folder, media, str(tmp_path / "none.srt")], "cannot be read"),
        (["read", folder, "ffffffff", str(tmp_path / "none.srt")], "no such record"),
    ):
        assert cli.main(["sound", *arguments]) == 1
        assert why in capsys.readouterr().err


def test_takes_that_were_cut_off_are_recovered(
    song: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder, _ = song
    with Inventory.open(Path(folder)) as inventory:
        take = Take(inventory, FORMAT)
        take.add(counting(0, 0))
        take._sound.put(None)  # noqa: SLF001  the power fails here
        take._writing.join()  # noqa: SLF001
        take._writer.close()  # noqa: SLF001
    monkeypatch.setattr(takes, "_live", set())
    assert cli.main(["sound", "recover", folder]) == 0
    assert capsys.readouterr().out.strip().endswith(".wav")
    with Inventory.open(Path(folder)) as inventory:
        assert len(inventory.all(Media)) == 2
        odd = takes.takes_folder(inventory) / "odd"
        odd.mkdir(parents=True)
        (odd / takes.SOUND).write_bytes(b"not a sound at all")
    assert cli.main(["sound", "recover", folder]) == 1
    assert "no sound that can be read" in capsys.readouterr().err
