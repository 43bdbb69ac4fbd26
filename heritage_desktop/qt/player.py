# SPDX-License-Identifier: Apache-2.0
"""Plays a recording or a film: at any speed with its pitch kept, in loops, to the end of a passage.

QtMultimedia is loaded when something is first opened: it needs system libraries for sound that
not every computer has.
"""

from __future__ import annotations

import importlib
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from heritage_desktop.i18n import tr
from heritage_desktop.media.wav import read_facts
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.sound_decoder import rehearse

SLOWEST, FASTEST = 0.5, 2.0
#: Files that came through their rehearsal; originals never change.
_rehearsed: set[Path] = set()
#: Nearer than this to the end of a stretch its end is awaited on the clock, in milliseconds.
NEAR_MS = 200


class Player(QObject):
    """One file at a time; ``moved`` tells the position, ``sounding`` whether it plays."""

    moved = Signal(int)
    measured = Signal(int)
    sounding = Signal(bool)
    looped = Signal(bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine: Any = None
        self._stretch: tuple[int, int] | None = None
        self._again = False
        self._rate = 1.0
        self._jobs = Jobs(self)
        self.waiting = self._wanted = False
        self._asked: Path | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setTimerType(Qt.TimerType.PreciseTimer)
        self._end.timeout.connect(self._on_end)

    # What it is

    @property
    def playing(self) -> bool:
        """Tell whether it sounds now."""
        return self._engine is not None and bool(self._engine.isPlaying())

    @property
    def position(self) -> int:
        """Return where it is, in milliseconds."""
        return int(self._engine.position()) if self._engine is not None else 0

    @property
    def length(self) -> int:
        """Return how long the file is, in milliseconds; 0 before it is known."""
        return int(self._engine.duration()) if self._engine is not None else 0

    @property
    def speed(self) -> float:
        """Return the speed; 1 is as recorded."""
        return self._rate

    @property
    def looping(self) -> bool:
        """Tell whether a stretch is played over and over."""
        return self._stretch is not None and self._again

    # Opening

    def open(self, path: Path, screen: QObject | None = None) -> bool:
        """Make a file ready, a film on ``screen`` (a video item); False when it cannot be.

        A file of a foreign form is rehearsed in a child first; ``play`` waits for that.
        """
        self._wanted, self._asked = False, path
        if not path.is_file():
            self.failed.emit(tr("The recording is not on this computer."))
            return False
        if not self._ready():
            self._on_error()
            return False
        if path in _rehearsed or read_facts(path) is not None:
            self._load(path, screen)
            return True
        job = Job(partial(rehearse, path))
        job.succeeded.connect(lambda _: self._load(path, screen))
        job.failed.connect(self._on_refused)
        self.waiting = True
        self._jobs.submit(job)
        return True

    def _load(self, path: Path, screen: QObject | None) -> None:
        _rehearsed.add(path)
        if path != self._asked:
            return  # another one was opened meanwhile
        self.waiting = False
        self.free()
        if screen is not None:
            self._engine.setVideoOutput(screen)
        self._engine.setSource(QUrl.fromLocalFile(str(path)))
        if self._wanted:
            self.play()
        elif screen is not None:
            self._engine.pause()  # shows the first picture

    def _on_refused(self, error: object) -> None:
        self.waiting = self._wanted = False
        self.failed.emit(str(error))

    def _ready(self) -> bool:
        if self._engine is None:
            try:
                sound: Any = importlib.import_module("PySide6.QtMultimedia")
            except ImportError:
                return False
            self._engine = sound.QMediaPlayer(self)
            output = sound.QAudioOutput(self._engine)
            _ask_now(output.mutedChanged)
            _ask_now(self._engine.errorOccurred)
            self._engine.setAudioOutput(output)
            self._engine.playingChanged.connect(self.sounding)
            self._engine.positionChanged.connect(self._on_position)
            self._engine.durationChanged.connect(self._on_length)
            self._engine.errorOccurred.connect(self._on_error)
        return True

    # Playing

    def toggle_file(self, path: Path, screen: QObject | None = None) -> None:
        """Play a file from its begin, or stop; where this installation cannot, the system's player
        is asked to.
        """
        if self.playing or self.waiting:
            self.stop()
        elif path.is_file() and not self._ready():
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._on_error()
        elif self.open(path, screen):
            self.play()

    def toggle(self) -> None:
        """Play on, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play on; a stretch that is set is played from its begin once it was left."""
        if self.waiting:
            self._wanted = True
        if self._engine is None or self.waiting:
            return
        if self._stretch is not None:
            begin, end = self._stretch
            if not begin <= self.position < end:
                self._engine.setPosition(begin)
        elif self.length and self.position >= self.length:
            self._engine.setPosition(0)
        self._engine.play()

    def pause(self) -> None:
        """Be silent and stay where it is."""
        self._end.stop()
        self._wanted = False
        if self._engine is not None:
            self._engine.pause()

    def stop(self) -> None:
        """Be silent and go back to the begin."""
        self.free()
        self._wanted = False
        if self._engine is not None:
            self._engine.stop()

    def close(self) -> None:
        """Let go of the file."""
        self._jobs.close()
        self.stop()
        if self._engine is not None:
            self._engine.setVideoOutput(None)
            self._engine.setSource(QUrl())

    def seek(self, ms: int) -> None:
        """Go to a moment, within the recording."""
        if self._engine is None:
            return
        self._end.stop()
        if self._stretch is not None and not self._again:
            begin, end = self._stretch
            if not begin <= ms < end:
                self.free()
        self._engine.setPosition(max(0, min(ms, self.length or ms)))

    def set_speed(self, speed: float) -> None:
        """Play faster or slower, between half and double; voices keep their pitch."""
        self._rate = round(max(SLOWEST, min(FASTEST, speed)), 2)
        if self._engine is not None:
            self._engine.setPlaybackRate(self._rate)

    def play_stretch(self, begin: int, end: int, *, again: bool = False) -> None:
        """Play from ``begin`` to ``end`` once, or over and over until ``free``."""
        if end > begin and self._engine is not None:
            self._set_stretch((begin, end), again)
            self.seek(begin)
            self._engine.play()

    def loop(self, begin: int, end: int) -> None:
        """From now on play only this stretch, over and over; play or pause stays as it is."""
        if end > begin:
            self._set_stretch((begin, end), True)

    def free(self) -> None:
        """Play on beyond any stretch."""
        self._set_stretch(None, False)

    def _set_stretch(self, stretch: tuple[int, int] | None, again: bool) -> None:
        self._end.stop()
        self._stretch, self._again = stretch, again
        self.looped.emit(self.looping)

    # What the engine says

    def _on_position(self, ms: int) -> None:
        self.moved.emit(ms)
        if self._stretch is None or not self.playing:
            return
        left = (self._stretch[1] - ms) / self._rate
        if left <= 0:
            self._on_end()
        elif left < NEAR_MS and not self._end.isActive():
            self._end.start(round(left))

    def _on_end(self) -> None:
        if self._stretch is None or self._engine is None:
            return
        begin, end = self._stretch
        if self._again:
            self._engine.setPosition(begin)
            return
        self.free()
        self._engine.pause()
        self._engine.setPosition(end)

    def _on_length(self, ms: int) -> None:
        if ms > 0:
            self.measured.emit(ms)

    def _on_error(self, *_: object) -> None:
        self.failed.emit(tr("The recording cannot be played on this computer."))


def _ask_now(signal: Any) -> None:
    """Let PySide find out here that nobody in Python hears of disconnections.

    It asks once for each object. The threads of the player would ask when they end, holding a
    lock that the window waits for while it holds Python: both would wait for ever.
    """
    signal.connect(_nothing)
    signal.disconnect(_nothing)


def _nothing(*_: object) -> None:
    pass
