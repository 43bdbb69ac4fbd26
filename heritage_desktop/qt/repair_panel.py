# SPDX-License-Identifier: Apache-2.0
"""The repairs of times and places in two rows: those that can be used are enabled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.services.clocks import NO_REF, Camera


class RepairPanel(QWidget):
    """Says by its signals which repair was asked for; ``typed`` when a shift is being typed."""

    satellites = Signal()
    typed = Signal()
    picture = Signal()
    moment = Signal()
    said_time = Signal()
    track = Signal()
    near = Signal()
    half = Signal()
    said_place = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shift = QLineEdit()
        self.shift.setPlaceholderText("1:30, -22h, 2d 3h")
        self.shift.setAccessibleName(tr("Move the times by"))
        self.shift.setToolTip(tr("Move the times by: later without a sign, earlier with a minus"))
        self.shift.setFixedWidth(150)
        self.shift.textEdited.connect(lambda _text: self.typed.emit())
        back = tr("As the camera said")
        self.satellites_button = button(
            tr("Satellites"), tr("Take the time that the satellites say"), self.satellites.emit
        )
        self.picture_button = button(
            tr("Clock in a photo…"), tr("Read the right time in a photo"), self.picture.emit
        )
        self.moment_button = button(
            tr("Two photos…"), tr("Two photos of one moment by two cameras"), self.moment.emit
        )
        self.said_time_button = button(
            back, tr("Go back to what the camera's clock said"), self.said_time.emit
        )
        self.track_button = button(
            tr("GPS tracks…"), tr("Places from tracks of a receiver or phone"), self.track.emit
        )
        self.near_button = button(
            tr("Photos near in time…"), tr("Places from photos before or after"), self.near.emit
        )
        self.half_button = button(
            tr("North or south…"), tr("Say the hemisphere where photos do not"), self.half.emit
        )
        self.said_place_button = button(
            back, tr("Go back to the places the camera wrote"), self.said_place.emit
        )
        self._lay_out()

    def _lay_out(self) -> None:
        space = theme.tokens().space
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.m)
        grid.setVerticalSpacing(space.s)
        time = (self.satellites_button, self.shift, self.picture_button, self.moment_button,
                self.said_time_button)  # fmt: skip
        place = (self.track_button, self.near_button, self.half_button, self.said_place_button)
        for row, (label, widgets) in enumerate(((tr("Time"), time), (tr("Place"), place))):
            grid.addWidget(plain_label(label, "muted"), row, 0)
            across = QHBoxLayout()
            across.setSpacing(space.s)
            for widget in widgets:
                across.addWidget(widget)
            across.addStretch()
            grid.addLayout(across, row, 1)

    def allow(self, camera: Camera | None, *, idle: bool, cameras: int) -> None:
        """Enable what can be used for a camera; all photos together have no clock."""
        several = idle and camera is not None and bool(camera.photos)
        clock = several and camera is not None and bool(camera.id) and camera.days is not None
        wrong = clock and camera is not None and camera.suspicion is not None
        half = several and camera is not None and bool(camera.odd(NO_REF))
        self.satellites_button.setEnabled(wrong)
        self.shift.setEnabled(clock)
        self.picture_button.setEnabled(clock)
        self.moment_button.setEnabled(clock and cameras > 1)
        self.half_button.setEnabled(half)
        for widget in (self.said_time_button, self.track_button, self.near_button,
                       self.said_place_button):  # fmt: skip
            widget.setEnabled(several)


def button(words: str, tip: str, act: Callable[[], object]) -> QPushButton:
    """Return a button that is never the one Enter presses."""
    made = QPushButton(words)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    made.clicked.connect(lambda _checked=False: act())
    return made
