# SPDX-License-Identifier: Apache-2.0
"""Working out places for photos: by tracks, by photos near in time, by naming a hemisphere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)

from heritage_desktop.domain.clocks import read_zone
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.tracks import Limits
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services import clocks, placing
from heritage_desktop.services.placing import HalfSaid, Plan, Tracks
from heritage_desktop.storage.inventory import Inventory

_MANY_PROBLEMS = 3


class _PlanDialog(AskDialog):
    """An AskDialog whose answer is a plan; ``warning`` is said first."""

    def __init__(self, heading: str, hint: str, warning: str, parent: QWidget | None) -> None:
        super().__init__(heading, hint, tr("Show it on the photos"), parent)
        self.setMinimumWidth(560)
        self.plan: Plan | None = None
        if warning:
            said = plain_label(warning, "warn")
            said.setWordWrap(True)
            self.rows.addRow(said)
        self.said = plain_label("", "muted")
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(40)

    def spin(self, label: str, value: int, most: int, unit: str) -> QSpinBox:
        """Add a number to choose."""
        box = QSpinBox()
        box.setRange(1, most)
        box.setValue(value)
        box.setSuffix(unit)
        # The style sheet's padding does not reach the line inside the box.
        box.lineEdit().setTextMargins(theme.tokens().space.xs, 0, 0, 0)
        box.setAccessibleName(label)
        self.rows.addRow(label, box)
        return box

    def take(self, plan: Plan | None, instead: str = "") -> None:
        """Keep a plan and say what it would do, or say something else."""
        self.plan = plan
        self.go.setEnabled(plan is not None and bool(plan.places))
        self.said.setText(placing.told(plan) if plan is not None else instead)


class _WorkingDialog(_PlanDialog):
    """A plan that needs files read first."""

    def __init__(self, heading: str, hint: str, warning: str, parent: QWidget | None) -> None:
        super().__init__(heading, hint, warning, parent)
        self.panel = ProgressPanel()
        self.work = self.panel.work(self)
        self.work.refused.connect(lambda sentence: self.take(None, sentence))

    def done(self, result: int) -> None:
        """Stop reading before the dialog goes."""
        self.work.close()
        super().done(result)


class TrackDialog(_WorkingDialog):
    """Asks for GPX files, the zone of the cameras and the limits."""

    def __init__(
        self,
        photos: Sequence[Media],
        zone: str | None = None,
        warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Places from GPS tracks"),
            tr("A receiver or phone that was carried along wrote where it was; each photo gets the "
               "place of its time. Times of tracks are UTC, so the zone of the cameras is needed."),
            warning, parent,
        )  # fmt: skip
        self._photos = photos
        self.tracks = Tracks()
        self.files = plain_label(tr("No track chosen yet."), "muted")
        self.files.setWordWrap(True)
        self.choose = QPushButton(tr("Choose…"))
        self.choose.setAccessibleName(tr("Choose track files"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.on_choose)
        across = QHBoxLayout()
        across.addWidget(self.files, 1)
        across.addWidget(self.choose)
        self.rows.addRow(tr("Tracks"), across)
        self.problems = plain_label("", "danger")
        self.problems.setWordWrap(True)
        self.problems.hide()
        self.rows.addRow(self.problems)
        self.zone = self.line(tr("Time zone"), zone or "", "+08:00")
        note = tr("as most photos here say") if zone else tr("for photos that do not say theirs")
        self.zone.setToolTip(note)
        self.rows.addRow("", plain_label(note, "caption"))
        self.gap = self.spin(tr("Longest gap"), 5, 120, tr(" min"))
        self.leap = self.spin(tr("Longest way"), 1000, 100_000, " m")
        self.replace = QCheckBox(tr("Also photos that have a place"))
        self.rows.addRow("", self.replace)
        self.rows.addRow(self.panel)
        self.rows.addRow(self.said)
        self.work.done.connect(self.on_read)
        self.zone.textChanged.connect(self.look)
        self.gap.valueChanged.connect(self.look)
        self.leap.valueChanged.connect(self.look)
        self.replace.toggled.connect(self.look)
        self.look()

    def on_choose(self) -> None:
        """Ask for track files."""
        found, _ = QFileDialog.getOpenFileNames(
            self, tr("Choose track files"), str(Path.home()), tr("GPS tracks (*.gpx)")
        )
        if found:
            self.read([Path(one) for one in found])

    def read(self, paths: Sequence[Path]) -> None:
        """Read track files in the background."""
        if not self.work.running:
            self.take(None, tr("Reading…"))
            self.work.start(lambda progress: placing.read_tracks(paths, progress))

    def on_read(self, tracks: Tracks) -> None:
        """Say what was read and work the places out."""
        self.tracks = tracks
        words = tr("No track chosen yet.")
        if tracks.begin_end is not None:
            begin, end = tracks.begin_end
            points = ntr("{n} point", "{n} points", tracks.points)
            words = f"{points} · {begin:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} UTC"
        self.files.setText(words)
        theme.set_role(self.files, "" if tracks.lines else "muted")
        self.problems.setText("\n".join(tracks.problems[:_MANY_PROBLEMS]))
        self.problems.setVisible(bool(tracks.problems))
        self.look()

    def look(self) -> None:
        """Work out the places by what is chosen now."""
        if not self.tracks.lines:
            self.take(None, tr("Choose the track files of these days."))
            return
        text = self.zone.text().strip()
        try:
            zone = read_zone(text)
        except ValueError:
            self.take(None, tr("{text} is no time zone; write +08:00.", text=text))
            return
        limits = Limits(self.gap.value() * 60.0, float(self.leap.value()))
        self.take(placing.plan_tracks(
            self._photos, self.tracks.lines, zone=zone, limits=limits,
            replace=self.replace.isChecked(),
        ))  # fmt: skip


class NeighbourDialog(_PlanDialog):
    """Asks how near in time a photo must be to lend its place."""

    def __init__(
        self,
        photos: Sequence[Media],
        every: Sequence[Media],
        wrong: Collection[str] = (),
        warning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Places from photos near in time"),
            tr("A photo without a place takes that of one taken soon before or after. Its accuracy "
               "grows by a walk of 1.4 m each second between, or by the pace the photos show."),
            warning, parent,
        )  # fmt: skip
        self._photos, self._every, self._wrong = photos, every, wrong
        self.within = self.spin(tr("Not further apart than"), 5, 120, tr(" min"))
        self.others = QCheckBox(tr("Also photos of other cameras"))
        self.others.setChecked(True)
        self.others.setToolTip(tr("Only where the cameras were carried together"))
        self.rows.addRow("", self.others)
        self.rows.addRow(self.said)
        self.within.valueChanged.connect(self.look)
        self.others.toggled.connect(self.look)
        self.look()

    def look(self) -> None:
        """Work out the places by what is chosen now."""
        self.take(placing.plan_neighbours(
            self._photos, self._every, within_s=self.within.value() * 60.0,
            others=self.others.isChecked(), wrong=self._wrong,
        ))  # fmt: skip


class HemisphereDialog(_WorkingDialog):
    """Lists the photos that do not say north or south, east or west, and asks."""

    def __init__(
        self,
        inventory: Inventory,
        photos: Sequence[Media],
        every: Sequence[Media],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("North or south, east or west"),
            tr("These photos give degrees but not the hemisphere, so they have no place. "
               "Say it if you know it; leave it open if you do not."),
            "", parent,
        )  # fmt: skip
        self.half: list[HalfSaid] = []
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Photos without a hemisphere"))
        self.list.setMinimumHeight(160)
        self.rows.addRow(self.list)
        unknown = tr("not known")
        self.north_south = self._box(tr("Latitude"), (unknown, tr("North"), tr("South")), "NS")
        self.east_west = self._box(tr("Longitude"), (unknown, tr("East"), tr("West")), "EW")
        if hint := _where_others_lie(every):
            self.rows.addRow("", plain_label(hint, "caption"))
        self.rows.addRow(self.panel)
        self.rows.addRow(self.said)
        self.work.done.connect(self.on_read)
        self.take(None, tr("Reading the originals…"))
        self.work.start(lambda progress: placing.half_said(inventory, photos, progress))

    def _box(self, label: str, words: tuple[str, ...], codes: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(label)
        for word, code in zip(words, ("", *codes), strict=True):
            box.addItem(word, code)
        box.currentIndexChanged.connect(self.look)
        self.rows.addRow(label, box)
        return box

    def on_read(self, found: list[HalfSaid]) -> None:
        """List the photos with what they say."""
        self.half = found
        for one in found:
            name = one.media.original_name or one.media.id
            lat = f"{one.lat:.6f}° {one.north_south or '?'}"
            self.list.addItem(f"{name} · {lat}, {one.lon:.6f}° {one.east_west or '?'}")
        self.look()

    def look(self) -> None:
        """Work out the places once the hemisphere is said."""
        north_south, east_west = self.north_south.currentData(), self.east_west.currentData()
        ready = [one for one in self.half
                 if (one.north_south or north_south) and (one.east_west or east_west)]  # fmt: skip
        if not self.half:
            self.take(None, tr("The originals do not give degrees that could be used."))
        elif not ready:
            self.take(None, tr("Choose the hemisphere; without it the photos keep no place."))
        else:
            self.take(placing.plan_hemisphere(ready, north_south, east_west))


def _where_others_lie(every: Sequence[Media]) -> str:
    """Say in which hemisphere the photos with a place lie, when it is one."""
    places = [one.position for one in every
              if one.position and one.position.source != placing.HEMISPHERE]  # fmt: skip
    north = {place.lat >= 0 for place in places}
    east = {place.lon >= 0 for place in places}
    if len(north) != 1 or len(east) != 1:
        return ""
    return tr(
        "The other photos of this inventory lie {north}, {east}.",
        north=tr("north") if north.pop() else tr("south"),
        east=tr("east") if east.pop() else tr("west"),
    )


def warning(cameras: Sequence[clocks.Camera], chosen: str) -> str:
    """Say that clocks are wrong, for those photos would land in wrong places; '' for none."""
    wrong = [one.name for one in cameras if one.suspicion and (not chosen or one.id == chosen)]
    if not wrong:
        return ""
    names = tr(", ").join(wrong)
    if chosen:
        return tr("The clock of {names} is wrong; mend it first, or its photos get wrong places.",
                  names=names)  # fmt: skip
    return tr("The clock of {names} is wrong; its photos are left out until it is mended.",
              names=names)  # fmt: skip
