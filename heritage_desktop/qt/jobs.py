# SPDX-License-Identifier: Apache-2.0
"""Long work away from the window: create a job, connect it, submit it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.i18n import tr

log = logging.getLogger(__name__)

TICK_S = 0.1


class Job(QObject):
    """One piece of work taking ``progress``; ``ended`` comes exactly once, whatever happens."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Callable[..., Any]) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Pass progress on, ten times a second at most, and the last tick always."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last >= TICK_S:
            self._last = now
            self.progressed.emit(done, total, note)

    def run(self) -> None:
        """Do the work and say how it went."""
        try:
            self.succeeded.emit(self._work(self.progress))
        except Cancelled:
            pass
        except HeritageError as error:
            self.failed.emit(error)
        except Exception as error:
            log.exception("A job failed")
            self.failed.emit(error)
        finally:
            self.ended.emit()


def sentence(error: object) -> str:
    """Return what is said of a job that failed; what is no HeritageError is a mistake of ours."""
    known = isinstance(error, HeritageError)
    return str(error) if known else tr("The program made a mistake; the log has the details.")


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """Runs jobs one after another in one thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: set[Job] = set()

    def submit(self, job: Job) -> None:
        """Start a job whose signals are connected."""
        self._running.add(job)
        job.ended.connect(lambda: self._running.discard(job))
        self._pool.start(_Runnable(job))

    def close(self) -> None:
        """Cancel everything and wait."""
        for job in list(self._running):
            job.cancel()
        self._pool.waitForDone()
