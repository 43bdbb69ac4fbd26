# SPDX-License-Identifier: Apache-2.0
"""Damaged and hostile files: one reading each, no hang, and their neighbours come in whole."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.domain.media import Media
from heritage_desktop.media.worker import STOPPED, PhotoReader, Reading
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos
from tests.media.mutants import mutants, sound_files

BATCH = 250
NEIGHBOURS = 10


@pytest.fixture
def real(request: pytest.FixtureRequest) -> Path | None:
    """Give the folder of real files where it is."""
    try:
        found: Path = request.getfixturevalue("shared")
    except pytest.skip.Exception:
        return None
    return found


@pytest.mark.parametrize(
    "cases", [600, pytest.param(20_000, marks=pytest.mark.slow)], ids=["a few", "many"]
)
def test_no_mutant_crashes_hangs_or_costs_a_neighbour(
    tmp_path: Path, real: Path | None, cases: int
) -> None:
    sound = sound_files(real)
    good = sound["made.jpg"]
    stopped = 0
    folder = tmp_path / "card"
    folder.mkdir()
    with PhotoReader(deadline=3.0, hashed=True, sizes=(256,)) as reader:
        for start in range(0, cases, BATCH):
            paths, whole = [], set()
            for number, (suffix, data) in enumerate(mutants(sound, BATCH, start)):
                paths.append(folder / f"{number}.{suffix}")
                paths[-1].write_bytes(data)
                if number % (BATCH // NEIGHBOURS) == 0:
                    paths.append(folder / f"{number}-good.jpg")
                    paths[-1].write_bytes(good)
                    whole.add(paths[-1])
            for reading in reader.read_many(paths):
                stopped += reading.facts is STOPPED
                if reading.path in whole:
                    assert is_whole(reading), reading
            for path in paths:
                path.unlink()
    # The reader gives up after the deadline; on a busy machine a sound one may be stopped too.
    assert stopped <= max(2, cases // 1_000), f"{stopped} of {cases} readers had to be stopped"


def is_whole(reading: Reading) -> bool:
    facts = reading.facts
    return bool(
        facts.orientation == 6
        and facts.taken_local == "2026-04-05T09:30:00"
        and facts.lat == pytest.approx(28.458333, abs=1e-5)
        and reading.pictures
    )


def bomb() -> bytes:
    """Return a PNG of a few kilobytes that says it has 2.5 thousand million pixels."""

    def chunk(name: bytes, inner: bytes) -> bytes:
        return (
            struct.pack(">I", len(inner))
            + name
            + inner
            + struct.pack(">I", zlib.crc32(name + inner))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def cyclic() -> bytes:
    """Return a TIFF whose only directory follows itself."""
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


def test_hostile_names_and_contents_get_one_sentence_each(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    photo = Image.effect_noise((200, 150), 50)

    def save(name: str) -> None:
        photo.save(folder / "x.jpg", quality=60 + len(list(folder.iterdir())))
        (folder / "x.jpg").rename(folder / name)

    names = [
        "line\nbreak.jpg", "nfd-e\u0301.jpg", "\u202egpj.exe.jpg", "长" * 83 + ".jpg",
        "CON.jpg", "a:b?.jpg", "trailing. .jpg", "'quoted\" <b>.jpg",
    ]  # fmt: skip
    for name in names:
        save(name)
    (folder / "bomb.png").write_bytes(bomb())
    (folder / "cycle.tif").write_bytes(cyclic())
    (folder / "zero.jpg").write_bytes(b"")
    (folder / "lying.jpg").write_bytes(b"PK\x03\x04" + bytes(200))
    (folder / "secretly.png").write_bytes((folder / "CON.jpg").read_bytes() + b"x")
    with new_inventory(tmp_path / "x.vhi") as inventory:
        report = import_photos(inventory, [folder])
        status = {one.path.name: one.status for one in report.files}
        assert {status[name] for name in names} == {"added"}
        assert (status["bomb.png"], status["cycle.tif"]) == ("added", "added")
        assert (status["zero.jpg"], status["lying.jpg"]) == ("refused", "refused")
        assert status["secretly.png"] == "added"
        for one in report.files:
            assert len(one.reason.splitlines()) <= 1
        kept = {one.original_name: one for one in inventory.all(Media)}
        assert kept["secretly.png"].mime == "image/jpeg"
        assert "no-picture" in (kept["cycle.tif"].findings or "")
        assert inventory.check() == []


def test_a_reader_that_dies_leaves_the_copy_and_the_next_file_is_read(tmp_path: Path) -> None:
    staging = tmp_path / "staging"
    staging.mkdir()
    good = tmp_path / "good.jpg"
    Image.effect_noise((200, 150), 50).save(good)
    heavy = tmp_path / "heavy.png"
    Image.effect_noise((3000, 2500), 80).save(heavy, compress_level=1)
    with PhotoReader(1, deadline=0.0, staging=staging) as reader:
        first, second = reader.read_many([heavy, good])
    assert first.facts is STOPPED
    assert second.facts is STOPPED
    with PhotoReader(1, staging=staging) as reader:
        first, second = reader.read_many([heavy, good])
        assert first.staged is not None
        assert first.staged.read_bytes() == heavy.read_bytes()
        assert second.pictures


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_file_that_never_ends_costs_itself_and_not_the_ones_waiting(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.jpg", "pipe.jpg", "b.jpg", "c.jpg")]
    for path in paths:
        if path.name == "pipe.jpg":
            os.mkfifo(path)  # whoever opens it to read waits for a writer that never comes
        else:
            Image.effect_noise((200, 150), 50).save(path)
    with PhotoReader(1, deadline=2.0, hashed=True, sizes=(256,)) as reader:
        readings = list(reader.read_many(paths))
    assert [one.path for one in readings] == paths
    assert [bool(one.pictures) for one in readings] == [True, False, True, True]
    assert readings[1].facts is STOPPED
