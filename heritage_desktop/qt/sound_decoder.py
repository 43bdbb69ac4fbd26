# SPDX-License-Identifier: Apache-2.0
"""Decodes foreign sound in a child process that may not hang, grow or outlive its parent."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.media.bounded import MEMORY_BYTES, GaveUp
from heritage_desktop.media.peaks import PeakMaker, Peaks
from heritage_desktop.media.wav import SoundFormat

#: A child that says nothing for so long hangs; no file is given more than the longest.
SILENCE_S, LONGEST_S = 20.0, 1800.0
#: A rehearsal is over after this much time, or this much sound and a picture.
REHEARSAL_S, ENOUGH_MS = 8.0, 200
_TICK_S = 0.2


def decoded_peaks(path: Path, progress: Progress = silent) -> Peaks:
    """Return the waveform of sound or film in any form Qt's decoder knows.

    Raises GaveUp, a HeritageError, when it cannot be decoded, and what progress raises.
    """
    with _child(_decode, path) as pipe:
        return _heard(pipe, progress)


def rehearse(path: Path, progress: Progress = silent) -> None:
    """Play the begin of a file in a child: some damaged films end or hang whoever plays them.

    Raises GaveUp when the child does not come through, and what progress raises. A file that
    merely cannot be played is no reason: the player itself says so.
    """
    with _child(_play, path) as pipe:
        ends = time.monotonic() + REHEARSAL_S
        while not pipe.poll(_TICK_S):
            progress(0, 0, "")
            if time.monotonic() > ends:
                raise GaveUp(tr("This file stops whoever plays it; it can be written about "
                                "all the same."))  # fmt: skip
        try:
            pipe.recv()
        except (EOFError, OSError) as error:
            raise GaveUp(tr("This file stops whoever plays it; it can be written about "
                            "all the same.")) from error  # fmt: skip


@contextmanager
def _child(work: Callable[[Connection, str], None], path: Path) -> Iterator[Connection]:
    """Give the pipe to a child that does ``work``; it ends with the block, whatever it does."""
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    child = context.Process(target=_bounded, args=(work, theirs, str(path)), daemon=True)
    child.start()
    theirs.close()
    try:
        yield pipe
    finally:
        child.kill()
        child.join()
        pipe.close()


def _bounded(work: Callable[[Connection, str], None], pipe: Connection, path: str) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # not on Windows; the deadline still holds
        pass
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # FFmpeg writes its findings to stderr
    work(pipe, path)


def _heard(pipe: Connection, progress: Progress) -> Peaks:
    slow = GaveUp(tr("The sound took too long to decode; it has no waveform."))
    ends = time.monotonic() + LONGEST_S
    done = total = 0
    while time.monotonic() < ends:
        silent_until = time.monotonic() + SILENCE_S
        while not pipe.poll(_TICK_S):
            progress(done, total, "")  # asks whether to stop
            if time.monotonic() > silent_until:
                raise slow
        try:
            said = pipe.recv()
        except (EOFError, OSError):
            said = None
        if isinstance(said, Peaks):
            return said
        if not isinstance(said, tuple):
            raise GaveUp(tr("The sound cannot be decoded; it has no waveform."))
        done, total = said
        progress(done, total, "")
    raise slow


def _decode(pipe: Connection, path: str) -> None:
    """The child: tells how far it is, then the peaks; None when it cannot."""
    from PySide6.QtCore import QCoreApplication

    app = QCoreApplication([])
    decoding = _Decoding(pipe, path, app.quit)
    if decoding.begun:
        app.exec()
    pipe.send(decoding.peaks())


def _play(pipe: Connection, path: str) -> None:
    """The child: plays without a sound until a picture and some time have passed, then says so."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer, QUrl
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

    app = QGuiApplication([])
    player, sink = QMediaPlayer(), QVideoSink()
    seen = set[str]()

    def look(what: str) -> None:
        seen.add(what)
        if seen >= {"picture", "time"} or (what == "time" and not player.hasVideo()):
            app.quit()

    def drawn(frame: QVideoFrame) -> None:
        frame.toImage()
        look("picture")

    sink.videoFrameChanged.connect(drawn)
    player.positionChanged.connect(lambda ms: look("time") if ms >= ENOUGH_MS else None)
    player.errorOccurred.connect(lambda *_: app.quit())
    player.playingChanged.connect(lambda playing: None if playing else app.quit())
    QTimer.singleShot(int(REHEARSAL_S * 500), app.quit)
    player.setVideoOutput(sink)
    player.setSource(QUrl.fromLocalFile(path))
    player.play()
    app.exec()
    pipe.send("came through")
    time.sleep(REHEARSAL_S)  # ended from outside: the threads of a damaged film may hang


class _Decoding:
    """Decodes one file in its own form: with a form asked for, Qt 6.11 stops at some MP3 files."""

    def __init__(self, pipe: Connection, path: str, end: Callable[[], object]) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QAudioDecoder

        self._pipe, self._end, self._told = pipe, end, 0.0
        self._form: tuple[int, int, str] | None = None
        self._maker: PeakMaker | None = None
        self._decoder = QAudioDecoder()
        self._decoder.bufferReady.connect(self.on_buffer)
        # Ends both ways: ``error`` is a method and a signal of one name in Python.
        self._decoder.isDecodingChanged.connect(lambda still: None if still else end())
        self._decoder.setSource(QUrl.fromLocalFile(path))
        self._decoder.start()
        self.begun = self._decoder.isDecoding()

    def on_buffer(self) -> None:
        """Take what was decoded; sound that changes its form in the middle ends there."""
        while self._decoder.bufferAvailable():
            buffer = self._decoder.read()
            format = buffer.format()
            form = (format.sampleRate(), format.channelCount(), format.sampleFormat().name)
            if self._maker is None:
                self._form, self._maker = form, _maker(*form)
            if self._maker is None or form != self._form or self._maker.full:
                self._end()
                return
            self._maker.add(bytes(buffer.constData()))
        if self._maker is not None and time.monotonic() - self._told > _TICK_S:
            self._told = time.monotonic()
            whole = self._decoder.duration()
            self._pipe.send((self._maker.ms, max(self._maker.ms, whole)))

    def peaks(self) -> Peaks | None:
        """Return what was found, None for nothing."""
        self.on_buffer()
        return self._maker.finish() if self._maker is not None and self._maker.ms else None


def _maker(rate: int, channels: int, sample: str) -> PeakMaker | None:
    size = {"UInt8": 1, "Int16": 2, "Int32": 4, "Float": 4}.get(sample, 0)
    if not size or not 1_000 <= rate <= 768_000 or not 1 <= channels <= 64:
        return None
    return PeakMaker(SoundFormat(rate, channels, size), floats=sample == "Float")
