# SPDX-License-Identifier: Apache-2.0
"""The microphone: read in a thread of its own, so that a busy window never loses a syllable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QObject, QThread, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from heritage_desktop.i18n import tr
from heritage_desktop.media.levels import from_floats, peak_db
from heritage_desktop.media.wav import SoundFormat

Sink = Callable[[bytes], object]
#: The sound card may hold this much while the reader is kept waiting.
BUFFER_S = 4
WATCH_MS = 500
_RATES = (48_000, 44_100)
_INT16, _FLOAT = QAudioFormat.SampleFormat.Int16, QAudioFormat.SampleFormat.Float


def microphones() -> list[QAudioDevice]:
    """Return what can be recorded from, the usual one first."""
    usual = QMediaDevices.defaultAudioInput().id()
    return sorted(QMediaDevices.audioInputs(), key=lambda one: one.id() != usual)


def best_format(device: QAudioDevice) -> QAudioFormat:
    """Return mono of 48 kHz and 16 bits, or the nearest the device gives."""
    usual = device.preferredFormat()
    tries = [(rate, channels, _INT16) for channels in (1, 2) for rate in _RATES]
    tries += [(usual.sampleRate(), usual.channelCount(), kind) for kind in (_INT16, _FLOAT)]
    for rate, channels, kind in tries:
        wanted = QAudioFormat()
        wanted.setSampleRate(rate)
        wanted.setChannelCount(channels)
        wanted.setSampleFormat(kind)
        if device.isFormatSupported(wanted):
            return wanted
    return usual


class _Reader(QObject):
    """Lives in the reading thread."""

    level = Signal(float)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sink: Sink | None = None
        self._source: QAudioSource | None = None
        self._io: QIODevice | None = None
        self._floats = False

    def open(self, device: QAudioDevice, format: QAudioFormat) -> None:
        """Begin to listen."""
        self.shut()
        self._floats = format.sampleFormat() == _FLOAT
        self._source = QAudioSource(device, format)
        self._source.setBufferSize(format.bytesForDuration(BUFFER_S * 1_000_000))
        io = self._source.start()
        if io is None or self._source.state() == QtAudio.State.StoppedState:
            self.failed.emit(tr("The microphone cannot be opened; choose another one."))
            return
        # Not ``stateChanged``: PySide 6.11 cannot convert its argument for Python.
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.on_watch)
        self._watch.start(WATCH_MS)
        self.listen(io)

    def listen(self, io: QIODevice) -> None:
        """Read what is there and whatever comes from ``io``."""
        self._io = io
        io.readyRead.connect(self.on_ready)
        self.on_ready()

    def on_ready(self) -> None:
        """Pass the samples on, whole ones of 16 bits."""
        if self._io is None:
            return
        samples = bytes(self._io.readAll().data())
        if self._floats:
            samples = from_floats(samples)
        if not samples:
            return
        if self.sink is not None:
            self.sink(samples)
        self.level.emit(peak_db(samples))

    def on_watch(self) -> None:
        """A device that is pulled out stops by itself."""
        stopped = self._source is not None and self._source.state() == QtAudio.State.StoppedState
        if stopped and self._io is not None:
            self._io = None
            self.failed.emit(tr("The microphone is gone; what was said until now is kept."))

    def shut(self) -> None:
        """Stop listening."""
        self.on_ready()
        self._io = None
        if self._source is not None:
            self._watch.stop()
            self._source.stop()
            self._source = None


class Microphone(QObject):
    """Listens all the time for the level; what it hears goes to the sink while there is one."""

    level = Signal(float)
    failed = Signal(str)
    _open = Signal(QAudioDevice, QAudioFormat)
    _listen = Signal(QIODevice)
    _shut = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.format = SoundFormat()
        self._thread = QThread(self)
        self._reader = _Reader()
        self._reader.moveToThread(self._thread)
        self._reader.level.connect(self.level)
        self._reader.failed.connect(self.failed)
        self._open.connect(self._reader.open)
        self._listen.connect(self._reader.listen)
        self._shut.connect(self._reader.shut)
        self._thread.finished.connect(self._reader.deleteLater)
        self._thread.start(QThread.Priority.HighPriority)

    def open(self, device: QAudioDevice | None) -> None:
        """Listen to a device, or to none; ``failed`` says when it cannot be."""
        if device is None:
            self._shut.emit()
            return
        format = best_format(device)
        self.format = SoundFormat(format.sampleRate(), format.channelCount(), 2)
        self._open.emit(device, format)

    def listen(self, io: QIODevice, format: SoundFormat) -> None:
        """Listen to ``io``, 16-bit samples of ``format``; it moves to the reading thread."""
        self.format = format
        io.moveToThread(self._thread)
        self._listen.emit(io)

    def record(self, sink: Sink | None) -> None:
        """Give everything heard from now on to ``sink``; None only shows the level."""
        self._reader.sink = sink

    def close(self) -> None:
        """Stop; everything heard has reached the sink when this returns."""
        if self._thread.isRunning():
            self._shut.emit()
            self._thread.quit()
            self._thread.wait()
