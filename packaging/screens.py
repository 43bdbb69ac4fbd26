# SPDX-License-Identifier: Apache-2.0
"""Render each screen of the program to PNG: ``screens.py FOLDER [--manual]``.

Draws in memory, so the pictures are the same on every machine that has the same fonts. With
``--manual`` only those the README and the manual show are written, which are light.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from screens_desk import walk_desk
from screens_photos import make_alike, walk_alike
from screens_share import make_different, walk_different
from screens_sticks import walk_sticks
from screens_twins import make_twins, walk_twins

from heritage_desktop import assets, settings
from heritage_desktop.domain.agent import Group, Person
from heritage_desktop.domain.place import Village
from heritage_desktop.qt import record_form
from heritage_desktop.qt.chart_window import show_lineage, show_trend, show_year_wheel
from heritage_desktop.qt.clock_dialogs import PictureClockDialog
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.elder_window import ElderWindow
from heritage_desktop.qt.guest_window import GuestWindow
from heritage_desktop.qt.main_window import MainWindow
from heritage_desktop.qt.photo_viewer import PhotoViewer
from heritage_desktop.qt.place_dialogs import NeighbourDialog, TrackDialog
from heritage_desktop.qt.problems_window import ProblemsWindow
from heritage_desktop.qt.recorder_window import RecorderWindow
from heritage_desktop.qt.sound_desk import SoundDesk
from heritage_desktop.qt.transcript_dialogs import ReadTranscriptDialog, WriteTranscriptDialog
from heritage_desktop.services import bundles, clocks
from heritage_desktop.services.demo import build_demo
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

SMALL, LARGE = QSize(1366, 768), QSize(1920, 1080)
WAIT_MS = 20_000
#: What the README and the manual show.
MANUAL = frozenset({
    "first-run", "main-grid", "main-list", "form-building", "form-festival", "import", "viewer",
    "catalogue-dialog", "merge-result", "form-story", "year-wheel", "lineage", "trend", "problems",
    "guest", "elder", "alike-pair", "clocks", "light-table", "recorder", "sound-desk", "twins",
})  # fmt: skip


def wait(milliseconds: int) -> None:
    """Let the program run; QTest.qWait would keep the other threads from it."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(ready: Callable[[], bool]) -> None:
    """Let the program work until something is there; raises RuntimeError if it never comes."""
    for _ in range(WAIT_MS // 20):
        if ready():
            return
        wait(20)
    raise RuntimeError("a screen never became ready")


def settle() -> None:
    """Let pictures that are read in the background arrive."""
    wait(700)


class Studio:
    """Opens the program on the demo in one language and look, and takes pictures of it."""

    def __init__(
        self, desk: Desk, folder: Path, tag: str, size: QSize, only: frozenset[str]
    ) -> None:
        self.desk, self.folder, self.tag, self.size = desk, folder, tag, size
        self.only = only

    @property
    def window(self) -> MainWindow:
        """The window that is open now."""
        window = self.desk.window
        if window is None:
            raise RuntimeError("no window is open")
        return window

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Write a picture of the window, or of a dialog in front of it."""
        self.window.resize(self.size)
        settle()
        picture = self.window.grab()
        if widget is not None:
            corner = self.window.rect().center() - widget.rect().center()
            _put_before(picture, widget, corner)
        if self.only and name not in self.only:
            return
        file = self.folder / f"{name}-{self.tag}.png"
        picture.save(str(file))
        # A palette is enough for a screen and makes the picture a third of its size.
        with Image.open(file) as whole:
            whole.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
        print(file)

    def choose(self, title: str) -> None:
        """Select the record whose title begins so."""
        window = self.window
        assert window.inventory is not None
        rows = queries.items(window.inventory, queries.ItemFilter(text=title))
        window.show_record(min(rows, key=lambda row: len(row.title)).id)
        settle()

    @contextmanager
    def dialog(self) -> Iterator[QDialog]:
        """Give the dialog that was just opened, and close it afterwards."""
        until(lambda: bool(self._dialogs()))
        found = self._dialogs()[-1]
        yield found
        found.done(0)
        settle()

    def _dialogs(self) -> list[QDialog]:
        return [w for w in self.window.findChildren(QDialog) if w.isVisible()]


def _put_before(picture: QPixmap, widget: QWidget, corner: QPoint) -> None:
    """Lay a dialog over a dimmed window, with an edge such as a desktop would draw."""
    front = widget.grab()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
    painter.fillRect(front.rect().translated(corner).adjusted(-1, -1, 1, 1), QColor(0, 0, 0, 60))
    painter.drawPixmap(corner, front)
    painter.end()


def walk_recording(studio: Studio) -> None:
    """Take the pictures of recording in depth: parts, charts, problems, guests."""
    window = studio.window
    assert window.form is not None
    assert window.inventory is not None
    studio.choose("挽月桥")
    for page, tab in record_form.PARTS.items():
        window.form.tabs.setCurrentIndex(tab)
        studio.shoot(f"form-{page}")
    item = window.form.record
    window.form.tabs.setCurrentIndex(record_form.RECORD)
    for name, title in (("object", "迎灯大鼓"), ("landscape", "樟树娘")):
        studio.choose(title)
        studio.shoot(f"form-{name}")
    for name, entity in (("person", Person), ("village", Village), ("group", Group)):
        window.show_record(window.inventory.all(entity)[0].id)
        studio.shoot(f"form-{name}")
    for name, chart in (
        ("year-wheel", show_year_wheel(window.inventory, window)),
        ("lineage", show_lineage(window.inventory, None, window)),
        ("trend", show_trend(window.inventory, item, window)),
    ):
        settle()
        studio.shoot(name, chart)
        chart.close()
    problems = ProblemsWindow(window.inventory, window)
    problems.show()
    until(lambda: problems.tree.topLevelItemCount() > 0)
    studio.shoot("problems", problems)
    problems.close()
    for name, made in (
        ("guest", GuestWindow(window.inventory, window)),
        ("elder", ElderWindow(window.inventory, item, window)),
    ):
        made.resize(studio.size)
        made.show()
        settle()
        studio.shoot(name, made)
        made.done(0)
        settle()


def walk_transcripts(studio: Studio) -> None:
    """Take the pictures of a transcript at the sound desk, coming in and leaving."""
    studio.choose("桥灯")
    studio.window.verbs.on_listen()
    with studio.dialog() as dialog:
        assert isinstance(dialog, SoundDesk)
        dialog.resize(studio.size * 0.9)
        studio.shoot("sound-desk", dialog)
        media = dialog.media
    for name, asked in (
        ("transcript-read", ReadTranscriptDialog(media, Path("灯会.en.srt"), studio.window)),
        ("transcript-write", WriteTranscriptDialog(dialog.inventory, media, studio.window)),
    ):
        asked.show()
        studio.shoot(name, asked)
        asked.close()


def walk_recorder(studio: Studio) -> None:
    """Take the picture of a recorder that is about to begin, with a microphone it does not have."""
    inventory = studio.window.inventory
    assert inventory is not None
    studio.choose("桥灯")
    studio.window.verbs.on_record()
    with studio.dialog() as dialog:
        assert isinstance(dialog, RecorderWindow)
        dialog.device.blockSignals(True)
        dialog.device.clear()
        dialog.device.addItem("USB Audio", None)
        dialog.speaker.show_code(inventory.all(Person)[0].id)
        dialog.show_state()
        studio.shoot("recorder", dialog)


def walk_clocks(studio: Studio) -> None:
    """Take the pictures of a camera whose clock was put wrong, and put it right again."""
    inventory = studio.window.inventory
    assert inventory is not None
    camera = clocks.cameras(inventory)[0]
    clocks.shift(inventory, camera.photos, -22 * 3600)
    studio.window.verbs.on_clocks()
    with studio.dialog() as window:
        until(lambda: not window.work.running)
        studio.shoot("clocks", window)
        asked = PictureClockDialog(inventory, camera, 3, "+08:00", window)
        asked.shown.setText(f"{asked.shown.text()}09:12")
        asked.show()
        studio.shoot("clock-in-photo", asked)
        asked.done(0)
        for name, made in (
            ("tracks", TrackDialog(camera.photos, "+08:00", "", window)),
            ("neighbours", NeighbourDialog(camera.photos, camera.photos, (), "", window)),
        ):
            made.show()
            studio.shoot(name, made)
            made.done(0)
    inventory.undo()


def walk(studio: Studio, demo: Path, office: Path, bundle: Path) -> None:
    """Take every picture in one language and look."""
    studio.shoot("first-run")
    studio.desk.open(demo)
    window = studio.window
    studio.shoot("main-grid")
    studio.choose("挽月")
    studio.shoot("form-building")
    window.verbs.on_as_list()
    studio.shoot("main-list")
    studio.choose("桥灯")
    studio.shoot("form-festival")
    assert window.form is not None
    window.form.tabs.setCurrentIndex(record_form.LINKS)
    studio.shoot("form-links")
    window.form.tabs.setCurrentIndex(record_form.HISTORY)
    studio.shoot("form-history")
    walk_recording(studio)
    walk_transcripts(studio)
    walk_recorder(studio)
    walk_clocks(studio)
    window.form.tabs.setCurrentIndex(0)
    window.verbs.on_as_cards()
    studio.choose("挽月")
    window.verbs.on_look()
    with studio.dialog() as viewer:
        assert isinstance(viewer, PhotoViewer)
        viewer.resize(studio.size * 0.86)
        settle()
        viewer.panel.choose(viewer.panel.regions[-1].id)
        studio.shoot("viewer", viewer)
    window.verbs.on_catalogue()
    with studio.dialog() as dialog:
        studio.shoot("catalogue-dialog", dialog)
    studio.desk.open(office)
    window = studio.window
    studio.shoot("empty")
    window.verbs.import_paths([assets.path("samples")])
    with studio.dialog() as dialog:
        until(lambda: not dialog.work.running)
        studio.shoot("import", dialog)
    window.verbs.merge(bundle)
    with studio.dialog() as dialog:
        until(lambda: not dialog.work.running)
        studio.shoot("merge-rehearsed", dialog)
        dialog.on_start()
        until(lambda: not dialog.work.running)
        studio.shoot("merge-result", dialog)
    studio.shoot("merged")
    studio.desk.close_inventory()


def main() -> int:
    """Return 0 when every picture was written."""
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    target = Path(arguments[0] if arguments else "build/screens")
    target.mkdir(parents=True, exist_ok=True)
    wanted = arguments[1:]
    only = MANUAL if "--manual" in sys.argv else frozenset()
    with tempfile.TemporaryDirectory() as work:
        os.environ["HERITAGE_HOME"] = f"{work}/home"
        demo, bundle = Path(work, "demo.vhi"), Path(work, "demo.vhb")
        build_demo(demo)
        with Inventory.open(demo) as inventory:
            bundles.export_bundle(inventory, bundle)
        make_alike(Path(work, "alike.vhi"))
        make_twins(Path(work, "twins.vhi"))
        make_different(Path(work, "different.vhi"))
        app = QApplication(sys.argv[:1])
        for language, mode, size in (
            ("zh_CN", "light", SMALL),
            ("en", "light", SMALL),
            ("zh_CN", "dark", SMALL),
            ("en", "dark", SMALL),
            ("zh_CN", "light", LARGE),
            ("en", "dark", LARGE),
        ):
            tag = f"{language[:2]}-{mode}" + ("-1920" if size == LARGE else "")
            if (wanted and tag not in wanted) or (only and (size == LARGE or mode == "dark")):
                continue
            settings.save(settings.Settings(language=language, theme=mode, recorder="Lin"))
            Path(work, "home", "layout.ini").unlink(missing_ok=True)
            office = Path(work, f"office-{tag}.vhi")
            Inventory.create(office, title={"zh-Hans": "县文物局", "en": "County office"}).close()
            desk = Desk(app)
            desk.start(None)
            if desk.window is not None:
                desk.window.resize(size)
            studio = Studio(desk, target, tag, size, only)
            walk(studio, demo, office, bundle)
            alike = Path(work, f"alike-{tag}.vhi")
            shutil.copytree(Path(work, "alike.vhi"), alike)
            walk_alike(studio, alike, until)
            twins = Path(work, f"twins-{tag}.vhi")
            shutil.copytree(Path(work, "twins.vhi"), twins)
            walk_twins(studio, twins, until)
            different = Path(work, f"different-{tag}.vhi")
            shutil.copytree(Path(work, "different.vhi"), different)
            walk_different(studio, different, until)
            walk_desk(studio, Path(work, f"desk-{tag}.vhi"), until)
            walk_sticks(studio, Path(work, f"sticks-{tag}.vhi"), until)
            desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
