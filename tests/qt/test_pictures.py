# SPDX-License-Identifier: Apache-2.0
"""Originals are decoded in a child process; a bad one costs a sentence, and its preview stays."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.media.bounded import Bounded
from heritage_desktop.qt.photo_viewer import PhotoViewer
from heritage_desktop.qt.pictures import LARGEST, SCREEN, Pictures, read_original
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory
from tests.media.mutants import mutants, sound_files


@pytest.fixture(scope="module")
def child() -> Iterator[Bounded]:
    with Bounded() as made:
        yield made


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "test.vhi", title={"en": "Test"}) as made:
        yield made


def quarters(path: Path, **more: object) -> Path:
    """Write a picture of four colours, 80 by 48."""
    image = Image.new("RGB", (80, 48), "white")
    for colour, box in {"red": (0, 0), "green": (40, 0), "blue": (0, 24)}.items():
        image.paste(colour, (*box, box[0] + 40, box[1] + 24))
    image.save(path, **more)  # type: ignore[arg-type]  # any fields of Media  # Pillow's options differ by format
    return path


def colours(image: QImage) -> list[str]:
    """Name the corners: top left, top right, bottom left, bottom right."""
    right, bottom = image.width() - 9, image.height() - 9
    said = []
    for x, y in ((8, 8), (right, 8), (8, bottom), (right, bottom)):
        colour = image.pixelColor(x, y)
        parts = (colour.red() > 90, colour.green() > 90, colour.blue() > 90)
        said.append({(True, False, False): "red", (False, True, False): "green",
                     (False, False, True): "blue"}.get(parts, "white"))  # fmt: skip
    return said


def added(inventory: Inventory, data: bytes, extension: str, **more: object) -> Media:
    """Record a file by its bytes, whatever they are."""
    name = hashlib.sha256(data).hexdigest()
    inventory.blobs.add(data, name, extension)
    with inventory.change("Photo") as change:
        return change.add(
            Media(id="", sha256=name, extension=extension, media_type="photo",
                  original_name=f"IMG_9.{extension}", **more)  # type: ignore[arg-type]  # any fields of Media
        )  # fmt: skip


def bomb(side: int) -> bytes:
    """Return a small PNG that says it is very large."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    body = zlib.compress(b"\0" * 100_000)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, ["red", "green", "blue", "white"]),
        (2, ["green", "red", "white", "blue"]),
        (3, ["white", "blue", "green", "red"]),
        (6, ["blue", "red", "white", "green"]),
        (8, ["green", "white", "red", "blue"]),
    ],
)
def test_an_original_stands_upright(
    child: Bounded, tmp_path: Path, orientation: int, corners: list[str]
) -> None:
    image, whole = read_original(child, quarters(tmp_path / "a.jpg", quality=95), orientation, 6000)
    assert whole
    assert colours(image) == corners


@pytest.mark.parametrize("extension", ["jpg", "png", "tif", "webp", "gif", "heic", "avif"])
def test_every_form_of_picture_is_shown(child: Bounded, tmp_path: Path, extension: str) -> None:
    if extension == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    path = quarters(tmp_path / f"a.{extension}")
    image, _ = read_original(child, path, 1, LARGEST)
    assert (image.width(), image.height()) == (80, 48)
    assert colours(image) == ["red", "green", "blue", "white"]


def test_a_raw_file_shows_the_picture_inside_it(child: Bounded, tmp_path: Path) -> None:
    inner = quarters(tmp_path / "inner.jpg", quality=95).read_bytes()
    raw = tmp_path / "a.arw"
    raw.write_bytes(b"II*\0" + bytes(600) + inner + bytes(50))
    image, whole = read_original(child, raw, 1, LARGEST)
    assert whole
    assert colours(image) == ["red", "green", "blue", "white"]


def test_a_large_original_is_reduced(child: Bounded, tmp_path: Path) -> None:
    Image.new("RGB", (900, 300)).save(tmp_path / "a.png")
    image, _ = read_original(child, tmp_path / "a.png", 6, 600)
    assert (image.width(), image.height()) == (200, 600)


def test_a_bomb_is_refused_in_words(child: Bounded, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(bomb(30_000))
    with pytest.raises(HeritageError, match="120 million pixels"):
        read_original(child, tmp_path / "a.png", 1, LARGEST)


def test_no_mutant_costs_a_neighbour(child: Bounded, tmp_path: Path) -> None:
    good = quarters(tmp_path / "good.jpg", quality=95)
    answers = set()
    for number, (suffix, data) in enumerate(mutants(sound_files(None), 150, 70_000)):
        path = tmp_path / f"{number}.{suffix}"
        path.write_bytes(data)
        try:
            answers.add(read_original(child, path, 1, 512)[1])
        except HeritageError as error:
            answers.add(str(error))
        path.unlink()
        if number % 15 == 0:
            assert colours(read_original(child, good, 1, 512)[0])[0] == "red"
    assert {True, False, "it cannot be read and may be damaged"} <= answers


def test_noise_is_refused_in_words(child: Bounded, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff" + bytes(range(256)) * 40)
    with pytest.raises(HeritageError, match="may be damaged"):
        read_original(child, tmp_path / "a.jpg", 1, LARGEST)


def test_a_file_that_ends_early_shows_what_it_holds(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path
) -> None:
    noise = Image.effect_noise((600, 400), 60).convert("RGB")
    noise.save(tmp_path / "a.jpg", quality=90)
    data = (tmp_path / "a.jpg").read_bytes()
    media = added(inventory, data[: len(data) // 2], "jpg", width=600, height=400)
    viewer = PhotoViewer(inventory, [media.id])
    qtbot.addWidget(viewer)
    qtbot.waitUntil(lambda: "ends early" in viewer.trouble.text(), timeout=15_000)
    assert viewer.pictures.get(media, LARGEST).size().toTuple() == (600, 400)
    viewer.close()


def test_a_picture_that_overruns_its_reader_costs_a_sentence_and_keeps_its_preview(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heritage_desktop.qt.pictures.DEADLINE_S", 0.0)
    quarters(tmp_path / "a.jpg")
    report = import_photos(inventory, [tmp_path / "a.jpg"])
    media = inventory.get(Media, report.files[0].media_id)
    viewer = PhotoViewer(inventory, [media.id])
    qtbot.addWidget(viewer)
    viewer.show()
    qtbot.waitUntil(lambda: bool(viewer.trouble.text()), timeout=15_000)
    assert viewer.trouble.text() == (
        "a.jpg cannot be shown at full size: it took too long to read. "
        "Its preview is shown, the file is kept."
    )
    assert viewer.trouble.isVisible()
    qtbot.waitUntil(lambda: viewer.view.picture_size().toTuple() == (80, 48), timeout=15_000)
    viewer.close()


def test_an_original_that_is_gone_is_told_and_its_preview_stays(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path
) -> None:
    quarters(tmp_path / "a.jpg")
    report = import_photos(inventory, [tmp_path / "a.jpg"])
    media = inventory.get(Media, report.files[0].media_id)
    inventory.blobs.path(media.sha256, "jpg").unlink()
    viewer = PhotoViewer(inventory, [media.id])
    qtbot.addWidget(viewer)
    qtbot.waitUntil(lambda: "look for missing photos" in viewer.trouble.text(), timeout=15_000)
    qtbot.waitUntil(lambda: viewer.view.picture_size().toTuple() == (80, 48), timeout=15_000)
    viewer.close()


def test_missing_previews_are_made_again(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path
) -> None:
    media = added(inventory, quarters(tmp_path / "a.jpg").read_bytes(), "jpg")
    pictures = Pictures(inventory)
    with qtbot.waitSignal(pictures.ready, timeout=15_000) as brought:
        assert pictures.get(media, SCREEN) is None
    assert brought.args[2].size().toTuple() == (80, 48)
    assert inventory.blobs.cache_path(media.sha256, 256).is_file()
    pictures.close()


def test_what_is_kept_has_a_limit(
    qtbot: QtBot, inventory: Inventory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heritage_desktop.qt.pictures.KEPT_BYTES", 20_000)
    pictures = Pictures(inventory)
    found = [
        added(inventory, quarters(tmp_path / f"{n}.jpg", quality=70 + n).read_bytes(), "jpg")
        for n in range(3)
    ]
    for media in found:
        with qtbot.waitSignal(pictures.ready, timeout=15_000):
            pictures.get(media, LARGEST)
    assert pictures.get(found[2], LARGEST) is not None
    assert pictures.get(found[0], LARGEST) is None
    pictures.close()


def test_real_photos_of_every_sort_are_shown(child: Bounded, shared: Path) -> None:
    folder = shared / "data" / "camera" / "photos"
    seen = set()
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if suffix in seen:
            continue
        image, _ = read_original(child, path, 1, 1024)
        assert not image.isNull(), path.name
        seen.add(suffix)
    assert {".heic", ".jpg", ".tif", ".webp", ".avif"} <= seen
