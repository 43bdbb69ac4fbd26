# SPDX-License-Identifier: Apache-2.0
"""Clocks and places: which camera is wrong, what a repair would do to each photo, and doing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.clocks import read_shift, show_shift
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.camera_list import CameraList, facts
from heritage_desktop.qt.clock_dialogs import PictureClockDialog, SameMomentDialog
from heritage_desktop.qt.clock_repairs import (
    Prepared,
    going_back,
    moving,
    placeable,
    placing_by,
    row_with_time,
)
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.drops import dropped_paths
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.place_dialogs import (
    HemisphereDialog,
    NeighbourDialog,
    TrackDialog,
    warning,
)
from heritage_desktop.qt.repair_panel import RepairPanel, button
from heritage_desktop.qt.timed_photos import TimedPhotos
from heritage_desktop.services import clocks, placing
from heritage_desktop.services.clocks import Camera
from heritage_desktop.services.placing import Plan
from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class Loaded:
    """The cameras as they are now, all photos first, and what was just done."""

    cameras: list[Camera]
    told: str = ""


class ClockWindow(QDialog):
    """Cameras on the left, their photos on the right; ``applied`` when something was changed."""

    applied = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory, self._since = inventory, inventory.newest_step
        self.cameras: list[Camera] = []
        self.prepared: Prepared | None = None
        self.setWindowTitle(tr("Clocks and places"))
        self.resize(1200, 700)
        self.setAcceptDrops(True)
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Clocks and places"), "title"))
        panes = QHBoxLayout()
        panes.setSpacing(space.l)
        self.list = CameraList()
        self.list.setFixedWidth(300)
        self.list.chosen.connect(self.on_camera)
        panes.addWidget(self.list)
        panes.addLayout(self._right(), 1)
        outer.addLayout(panes, 1)
        outer.addLayout(self._foot())
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.on_undo)
        self.reload()

    # Building

    def _right(self) -> QVBoxLayout:
        space = theme.tokens().space
        column = QVBoxLayout()
        column.setSpacing(space.s)
        head = QHBoxLayout()
        self.name, self.facts = plain_label("", "heading"), plain_label("", "muted")
        head.addWidget(self.name)
        head.addWidget(self.facts)
        head.addStretch()
        column.addLayout(head)
        self.banner = QFrame()
        self.banner.setProperty("role", "banner")
        inside = QVBoxLayout(self.banner)
        inside.setContentsMargins(space.m, space.s, space.m, space.s)
        self.notes = plain_label("")
        self.notes.setWordWrap(True)
        inside.addWidget(self.notes)
        column.addWidget(self.banner)
        self.photos = TimedPhotos(self._inventory)
        self.photos.looked_at.connect(self.on_look)
        self.photos.chosen_changed.connect(self.on_chosen)
        column.addWidget(self.photos, 1)
        self.repairs = RepairPanel()
        for asked, act in (
            (self.repairs.satellites, self.on_satellites), (self.repairs.typed, self.on_typed),
            (self.repairs.picture, self.on_picture), (self.repairs.moment, self.on_moment),
            (self.repairs.said_time, self.on_as_said), (self.repairs.track, self.on_track),
            (self.repairs.near, self.on_near), (self.repairs.half, self.on_half),
            (self.repairs.said_place, self.on_unplace),
        ):  # fmt: skip
            asked.connect(act)
        self.shift = self.repairs.shift
        column.addWidget(self.repairs)
        return column

    def _foot(self) -> QHBoxLayout:
        self.said = plain_label("", "muted")
        self.said.setWordWrap(True)
        self.panel = ProgressPanel()
        self.undo = button(tr("Undo"), "", self.on_undo)
        self.leave = button(tr("Close"), tr("Close"), self.reject)
        self.go = QPushButton()
        theme.set_primary(self.go)
        self.go.setDefault(True)
        self.go.clicked.connect(self.on_go)
        self.work = self.panel.work(self)
        self.work.done.connect(self.on_loaded)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self._refresh_buttons)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(self.said, 1)
        row.addWidget(self.panel)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        return row

    # Loading and choosing

    def _load(self, told: str = "") -> Loaded:
        found = clocks.cameras(self._inventory)
        return Loaded([clocks.all_photos(found), *found] if found else [], told)

    def reload(self) -> None:
        """Read the cameras in the background."""
        if not self.work.running:
            self.work.start(lambda _progress: self._load())
            self._refresh_buttons()

    def on_loaded(self, loaded: Loaded | Plan) -> None:
        """Show the cameras, and say what was done; or show a plan that was worked out."""
        if isinstance(loaded, Plan):
            self.prepare_plan(loaded)
            return
        self.cameras = loaded.cameras
        self.prepared = None
        self.list.show_cameras(self.cameras)
        if not self.cameras:
            self._say(tr("There are no photos yet."))
        if loaded.told:
            self._say(loaded.told, "ok")
            self.applied.emit()

    @property
    def camera(self) -> Camera | None:
        """Return the camera that is chosen; all photos count as one without an id."""
        return self.list.camera

    def on_camera(self, camera: Camera) -> None:
        """Show a camera's photos; what the satellites say is prepared at once."""
        self.name.setText(camera.name)
        placed = ntr("{n} with a place", "{n} with a place", camera.placed)
        self.facts.setText(f"{facts(camera)} · {placed}")
        notes = clocks.notes(camera)
        self.notes.setText("\n".join(notes))
        self.banner.setVisible(bool(notes))
        self.shift.clear()
        self.photos.show_photos(camera.photos)
        self._drop()
        if camera.suspicion is not None:
            self.on_satellites()

    def wanted(self) -> list[Media]:
        """Return the photos a repair is for: the chosen ones when they are several, else all."""
        chosen = self.photos.chosen()
        camera = self.camera
        return chosen if len(chosen) > 1 else list(camera.photos) if camera else []

    def on_chosen(self) -> None:
        """Other photos are chosen: what is prepared was for others."""
        if self.prepared is not None and self.shift.text().strip():
            self.on_typed()
        elif self.prepared is not None and len(self.photos.chosen()) > 1:
            self._drop()

    def on_look(self, row: int) -> None:
        """Show a photo large."""
        from heritage_desktop.qt.photo_viewer import open_viewer

        if self.camera is not None:
            open_viewer(self._inventory, [one.id for one in self.camera.photos], row, self)

    # Preparing a repair

    def prepare(self, make: Callable[[], Prepared]) -> None:
        """Show what a repair would do; it writes nothing yet, and says so when it cannot."""
        try:
            self.prepared = make()
        except HeritageError as error:
            self._drop(str(error))
            return
        self.photos.prepare(self.prepared.after)
        self._say(self.prepared.said)
        self._refresh_buttons()

    def prepare_shift(self, seconds: int) -> None:
        """Show what moving the times would do."""
        wanted = self.wanted()
        self.prepare(lambda: moving(self._inventory, wanted, seconds))

    def prepare_plan(self, plan: Plan) -> None:
        """Show which photos would get which place."""
        self.shift.clear()
        self.prepare(lambda: placing_by(self._inventory, plan))

    def on_satellites(self) -> None:
        """Prepare what the satellites say of the camera's clock."""
        camera = self.camera
        if camera is not None and camera.suspicion is not None:
            self.shift.clear()
            wanted, seconds = clocks.contradicted(camera), camera.suspicion.shift
            if len(chosen := self.photos.chosen()) > 1:
                wanted = chosen
            self.prepare(lambda: moving(self._inventory, wanted, seconds))

    def on_typed(self) -> None:
        """Prepare the shift that is typed."""
        text = self.shift.text().strip()
        if not text:
            self._drop()
            return
        try:
            self.prepare_shift(read_shift(text))
        except ValueError:
            said = tr("{text} is no length of time; write 1:30, 22h or 2d 3h.", text=text)
            self._drop(said, "muted")

    def on_picture(self) -> None:
        """Ask what the clock in a photo shows."""
        camera = self.camera
        if camera is not None:
            zone, row = clocks.zone_of(self.cameras[0].photos), self._row(camera)
            self._ask_shift(PictureClockDialog(self._inventory, camera, row, zone, self))

    def on_moment(self) -> None:
        """Ask for two photos of the same moment."""
        camera = self.camera
        if camera is not None:
            others = [one for one in self.cameras[1:] if one.id != camera.id and one.days]
            others.sort(key=lambda one: one.suspicion is not None)
            row = self._row(camera)
            self._ask_shift(SameMomentDialog(self._inventory, camera, others, row, self))

    def _row(self, camera: Camera) -> int:
        return row_with_time(camera, self.photos.chosen())

    def _ask_shift(self, dialog: PictureClockDialog | SameMomentDialog) -> None:
        if dialog.exec() and dialog.seconds is not None:
            self.shift.setText(show_shift(dialog.seconds))
            self.prepare_shift(dialog.seconds)
        dialog.deleteLater()  # and its pictures

    def _ask_plan(self, dialog: TrackDialog | NeighbourDialog | HemisphereDialog) -> None:
        if dialog.exec() and dialog.plan is not None:
            self.prepare_plan(dialog.plan)
        dialog.deleteLater()

    def on_as_said(self) -> None:
        """Prepare going back to the camera's own times."""
        wanted = self.wanted()
        self.shift.clear()
        self.prepare(lambda: going_back(self._inventory, wanted))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.repairs.track_button.isEnabled() and _tracks(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        # The other program waits until the drop is over; a dialog must not keep it.
        found = _tracks(event.mimeData())
        QTimer.singleShot(0, self, lambda: self.on_track(found))

    def on_track(self, files: Sequence[Path] = ()) -> None:
        """Ask for tracks and prepare the places they give."""
        camera = self.camera
        if camera is not None:
            wanted = placeable(self.cameras, camera, self.photos.chosen())
            zone = clocks.zone_of(camera.photos) or clocks.zone_of(self.cameras[0].photos)
            dialog = TrackDialog(wanted, zone, warning(self.cameras, camera.id), self)
            if files:
                dialog.read(files)
            self._ask_plan(dialog)

    def on_near(self) -> None:
        """Ask how near in time and prepare the places of neighbours."""
        camera = self.camera
        if camera is not None:
            wanted = placeable(self.cameras, camera, self.photos.chosen())
            wrong = [one.id for one in self.cameras if one.suspicion]
            every, said = self.cameras[0].photos, warning(self.cameras, camera.id)
            self._ask_plan(NeighbourDialog(wanted, every, wrong, said, self))

    def on_half(self) -> None:
        """Ask for the hemisphere of photos that do not say it."""
        if self.camera is not None:
            every = self.cameras[0].photos
            self._ask_plan(HemisphereDialog(self._inventory, self.wanted(), every, self))

    def on_unplace(self) -> None:
        """Read the originals again for the places their cameras wrote."""
        wanted, inventory = self.wanted(), self._inventory
        self._drop(tr("Reading the originals…"))

        def work(progress: Progress) -> Plan:
            return placing.plan_back(inventory, wanted, progress)

        self.work.start(work)
        self._refresh_buttons()

    def _drop(self, said: str = "", role: str = "muted") -> None:
        self.prepared = None
        self.photos.prepare({})
        self._say(said, role)
        self._refresh_buttons()

    # Doing it

    def on_go(self) -> None:
        """Do what is prepared, in one step of the inventory."""
        prepared = self.prepared
        if prepared is None or self.work.running:
            return
        self.work.start(lambda _progress: self._load(prepared.work()))
        self._refresh_buttons()

    def on_undo(self) -> None:
        """Take the last step back that was done since the window was opened."""
        if self.work.running:
            return

        def work(_progress: Progress) -> Loaded:
            label = self._inventory.undo(self._since)
            if label is None:
                return self._load()
            return self._load(tr("Undone: {label}.", label=label))

        self.work.start(work)
        self._refresh_buttons()

    def on_refused(self, sentence: str) -> None:
        """Say why it could not be done."""
        self._drop(sentence, "danger")

    def _say(self, sentence: str, role: str = "") -> None:
        self.said.setText(sentence)
        theme.set_role(self.said, role)

    def _refresh_buttons(self) -> None:
        idle = not self.work.running
        self.list.setEnabled(idle)
        self.repairs.allow(self.camera, idle=idle, cameras=len(self.cameras) - 1)
        label = self._inventory.undo_label
        self.undo.setEnabled(idle and self._inventory.newest_step > self._since)
        self.undo.setToolTip(tr("Undo: {label} (Ctrl+Z)", label=label or ""))
        self.go.setEnabled(idle and self.prepared is not None)
        self.go.setText(self.prepared.verb if self.prepared else tr("Choose a repair"))

    def done(self, result: int) -> None:
        """Stop reading before the window goes."""
        self.work.close()
        self.photos.close_pictures()
        super().done(result)


def _tracks(data: QMimeData) -> list[Path]:
    return [path for path in dropped_paths(data) if path.suffix.lower() == ".gpx"]
