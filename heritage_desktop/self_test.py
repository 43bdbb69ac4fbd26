# SPDX-License-Identifier: Apache-2.0
"""Try every part of an installation on the samples it brings; leaves nothing behind."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from heritage_desktop import __version__, assets
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.passages import LINE
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.media.wav import SoundFormat
from heritage_desktop.services import (
    bundles,
    catalogue,
    exporting,
    items,
    passages,
    photos,
    takes,
    transcripts,
)
from heritage_desktop.services.inventories import list_items, new_inventory
from heritage_desktop.storage.inventory import Inventory

Echo = Callable[[str], object]
PACKAGES = (
    "PySide6-Essentials",
    "PySide6-Addons",
    "SQLAlchemy",
    "pysqlite3",
    "Pillow",
    "pillow-heif",
    "ExifRead",
    "reportlab",
    "alembic",
)
SAMPLE = "wanyue-bridge-autumn.jpg"
WINDOW = "import sys; from heritage_desktop import app; sys.exit(app.run(leave_at_once=True))"
SOUND = "import PySide6.QtMultimedia"
WINDOW_SECONDS = 60


class Failed(Exception):
    """A part does not do what it should."""


def run(echo: Echo = print) -> int:
    """Try each part and say how it went; 0 when all is well, 1 otherwise."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="heritage-self-test-") as name:
        folder = Path(name)
        for label, part in PARTS:
            started = time.perf_counter()
            try:
                said = part(folder)
            except (Failed, HeritageError, OSError, ValueError, LookupError) as error:
                wrong += 1
                echo(f"FAILED  {label}: {error}")
                continue
            echo(f"ok      {label:<12} {time.perf_counter() - started:5.1f} s  {said}")
    echo("All is well." if not wrong else f"{wrong} of {len(PARTS)} parts failed.")
    return 1 if wrong else 0


def expect(truth: bool, what: str) -> None:
    """Raise Failed, saying what, unless it is so."""
    if not truth:
        raise Failed(what)


def _versions(_folder: Path) -> str:
    found = [f"heritage-desktop {__version__}", f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError as error:
            raise Failed(f"{name} is not installed") from error
    return ", ".join(found)


def _resources(_folder: Path) -> str:
    files = [path for path in assets.root().rglob("*") if path.is_file()]
    for path in files:
        expect(len(path.read_bytes()) > 0, f"{path.name} is empty")
    for path in assets.path("vocabularies").glob("*.json"):
        vocabulary(path.stem)
    return f"{len(files)} files"


def _record(folder: Path) -> str:
    with new_inventory(folder / "a.vhi", village="云岭坪", author="self-test") as inventory:
        village = items.only_village(inventory)
        item = items.new_item(
            inventory, kind="immovable", village=village, names={"zh-Hans": "挽月桥"}
        )
        report = photos.import_photos(inventory, [assets.path("samples", SAMPLE)], target=item.id)
        expect(report.count("added") == 1, "the sample photo was not taken in")
        position = inventory.all(Media)[0].position
        expect(position is not None and 28 < position.lat < 29, "the photo's position is wrong")
        before = list_items(inventory)
        items.rename(inventory, item.id, "zh-Hans", "桥")
        inventory.undo()
        expect(list_items(inventory) == before, "undo did not bring back what was there")
    return "create, import, position, undo"


def _voice(folder: Path) -> str:
    with Inventory.open(folder / "a.vhi") as inventory:
        take = takes.Take(inventory, SoundFormat(rate=8_000))
        take.add(bytes(2 * 8_000))
        take.mark("self-test")
        media = take.finish()
        expect(media is not None and media.duration_ms == 1_000, "a second of sound was not kept")
        assert media is not None
        passages.add(inventory, media.id, sort=LINE, start_ms=0, end_ms=1_000, spoken="桥")
        written = transcripts.write_transcript(inventory, media.id, folder / "voice.vtt")
        expect(written.passages == 1, "the transcript was not written")
    _quietly(SOUND, folder)
    return "a second recorded, marked and transcribed"


def _exports(folder: Path) -> str:
    with Inventory.open(folder / "a.vhi") as inventory:
        for name, form in FORMATS.items():
            target = folder / f"export.{form.extension}"
            rows = exporting.export(inventory, name, target)
            expect(rows > 0 and target.stat().st_size > 0, f"{name} wrote nothing")
    return ", ".join(FORMATS)


def _book(folder: Path) -> str:
    with Inventory.open(folder / "a.vhi") as inventory:
        report = catalogue.print_catalogue(inventory, folder / "book.pdf")
    expect(report.pages > 0 and not report.missing, "characters are missing in the book")
    return f"{report.pages} pages"


def _bundle(folder: Path) -> str:
    path = folder / "a.vhb"
    with Inventory.open(folder / "a.vhi") as inventory:
        bundles.export_bundle(inventory, path)
        ours = list_items(inventory)
    bundles.verify_bundle(path)
    with Inventory.create(folder / "b.vhi", title={"en": "Office"}) as office:
        bundles.merge_bundle(office, path)
        expect(list_items(office) == ours, "the merged items differ")
        expect(not office.check(), "the merged inventory is not sound")
    return f"{path.stat().st_size} bytes, merged and checked"


def _window(folder: Path) -> str:
    _quietly(WINDOW, folder)
    return "opened and closed"


def _quietly(program: str, folder: Path) -> None:
    """Run in a process of its own: a system library that is missing ends it without a word."""
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HERITAGE_HOME": str(folder / "home")}
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], env=quiet, capture_output=True, text=True,
            timeout=WINDOW_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Failed("the window did not close") from error
    expect(done.returncode == 0, (done.stderr.strip().splitlines() or ["it ended at once"])[-1])


PARTS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("versions", _versions),
    ("resources", _resources),
    ("record", _record),
    ("voice", _voice),
    ("exports", _exports),
    ("book", _book),
    ("bundle", _bundle),
    ("window", _window),
)
