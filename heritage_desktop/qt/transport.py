# SPDX-License-Identifier: Apache-2.0
"""The row below the waveform: play, steps, speed, A and B, where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from heritage_desktop.domain.passages import clock
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.player import Player

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
STRIDE = 5_000


class Transport(QWidget):
    """Drives a player; what it cannot know is asked for by signals."""

    passage_asked = Signal(int)
    again_asked = Signal()
    loop_asked = Signal()
    stretch_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.player: Player | None = None
        self.a: int | None = None
        self.b: int | None = None
        self._length = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens().space.s)
        self.play = QPushButton(tr("Play"))
        theme.set_primary(self.play)
        theme.set_icon(self.play, "play")
        self.play.setMinimumWidth(96)
        before = self._tool("chevron-left", tr("Passage before"), "Alt+Up",
                            partial(self.passage_asked.emit, -1))  # fmt: skip
        after = self._tool("chevron-right", tr("Passage after"), "Alt+Down",
                           partial(self.passage_asked.emit, 1))  # fmt: skip
        row.addWidget(before)
        row.addWidget(self._plain("−5 s", tr("Five seconds back"), "Alt+Left",
                                  partial(self.skip, -STRIDE)))  # fmt: skip
        row.addWidget(self._dressed(self.play, tr("Play or pause"), "F5", self._on_play))
        row.addWidget(self._plain("+5 s", tr("Five seconds on"), "Alt+Right",
                                  partial(self.skip, STRIDE)))  # fmt: skip
        row.addWidget(after)
        row.addWidget(self._plain(tr("Again"), tr("Play the passage again"), "Ctrl+R",
                                  self.again_asked.emit))  # fmt: skip
        row.addSpacing(8)
        self.time = plain_label(clock(0), "heading")
        self.time.setMinimumWidth(96)
        self.whole = plain_label("", "muted")
        row.addWidget(self.time)
        row.addWidget(self.whole)
        row.addStretch(1)
        self._build_right(row)

    def _build_right(self, row: QHBoxLayout) -> None:
        self.a_button = self._plain("A", tr("A: the loop begins here"), "F6", self.set_a)
        self.b_button = self._plain("B", tr("B: the loop ends here"), "F7", self.set_b)
        self.loop_button = self._plain(
            tr("Loop"), tr("Play from A to B, or the passage, over and over"), "Ctrl+Shift+L",
            self.loop_asked.emit,
        )  # fmt: skip
        self.loop_button.setCheckable(True)
        self.stretch_said = plain_label("", "muted")
        self.speed = QComboBox()
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g} ×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        shown = [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText)
                 for k in ("Ctrl+Down", "Ctrl+Up")]  # fmt: skip
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.setToolTip(f"{tr('Slower, faster')} ({', '.join(shown)})")
        self.speed.currentIndexChanged.connect(self._on_speed)
        for widget in (self.stretch_said, self.a_button, self.b_button, self.loop_button,
                       plain_label(tr("Speed"), "muted"), self.speed):  # fmt: skip
            row.addWidget(widget)

    def _tool(self, icon: str, said: str, keys: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, icon)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda _checked=False: act())
        _say(button, said, keys)
        return button

    def _plain(self, text: str, said: str, keys: str, act: Callable[[], object]) -> QPushButton:
        return self._dressed(QPushButton(text), said, keys, act)

    def _dressed(
        self, button: QPushButton, said: str, keys: str, act: Callable[[], object]
    ) -> QPushButton:
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        _say(button, said, keys)
        return button

    # The player

    def follow(self, player: Player) -> None:
        """Drive this player."""
        self.player = player
        player.sounding.connect(self.show_sounding)
        player.looped.connect(self.loop_button.setChecked)

    def _on_play(self) -> None:
        if self.player is not None:
            self.player.toggle()

    def skip(self, by: int) -> None:
        """Go back or on."""
        if self.player is not None:
            self.player.seek(self.player.position + by)

    def faster(self, steps: int) -> None:
        """Take the next speed up or down."""
        wanted = self.speed.currentIndex() + steps
        self.speed.setCurrentIndex(max(0, min(wanted, len(SPEEDS) - 1)))

    def _on_speed(self) -> None:
        if self.player is not None:
            self.player.set_speed(self.speed.currentData())

    # A and B

    def set_a(self) -> None:
        """The loop begins here; set twice at one place it is taken away."""
        now = self.player.position if self.player is not None else 0
        self.a = None if self.a == now else now
        self._settle(moved_a=True)

    def set_b(self) -> None:
        """The loop ends here."""
        now = self.player.position if self.player is not None else 0
        self.b = None if self.b == now else now
        self._settle(moved_a=False)

    def _settle(self, *, moved_a: bool) -> None:
        if self.a is not None and self.b is not None and self.b <= self.a:
            self.a, self.b = (self.a, None) if moved_a else (None, self.b)
        self._say_stretch()
        if self.player is not None and self.player.looping and self.a is not None:
            if self.b is not None:
                self.player.loop(self.a, self.b)

    def _say_stretch(self) -> None:
        said = [f"{name} {clock(at)[:-2]}" for name, at in (("A", self.a), ("B", self.b))
                if at is not None]  # fmt: skip
        self.stretch_said.setText("  ".join(said))
        self.stretch_changed.emit()

    def toggle_loop(self, otherwise: tuple[int, int] | None) -> None:
        """Play from A to B over and over, or ``otherwise`` where they are not set; or go on."""
        player = self.player
        if player is None:
            return
        marked = (self.a, self.b) if self.a is not None and self.b is not None else otherwise
        if player.looping or marked is None:
            player.free()
        else:
            player.loop(*marked)
        self.loop_button.setChecked(player.looping)

    # What is shown

    def show_position(self, ms: int) -> None:
        """Show where it is."""
        self.time.setText(clock(ms)[:-2])

    def show_length(self, ms: int) -> None:
        """Show how long it is."""
        self._length = ms
        self.whole.setText(tr("of {length}", length=clock(ms, exact=False)) if ms else "")

    def show_sounding(self, playing: bool) -> None:
        """The button says what it will do next."""
        self.play.setText(tr("Pause") if playing else tr("Play"))
        theme.set_icon(self.play, "pause" if playing else "play")


def _say(button: QPushButton | QToolButton, said: str, keys: str) -> None:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    button.setAccessibleName(said)
    button.setToolTip(f"{said} ({shown})")
