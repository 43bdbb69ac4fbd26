# SPDX-License-Identifier: Apache-2.0
"""Reads foreign files in child processes: a bad photo costs itself, not the rest."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from heritage_desktop.media.facts import Finding, PhotoFacts

DEADLINE_SECONDS = 10.0
MEMORY_BYTES = 3 * 1024**3

Reading = tuple[PhotoFacts, dict[int, bytes]]
STOPPED = PhotoFacts(
    findings=(Finding("not-readable", "reading it took too long or failed; the file is kept"),)
)


def read(path: Path) -> Reading:
    """Return facts and previews of one file, here and now."""
    from heritage_desktop.media.exif import read_facts
    from heritage_desktop.media.images import previews

    facts = read_facts(path)
    if facts.media_type != "photo":
        return facts, {}
    upright = facts.mime in ("image/heic", "image/heif", "image/avif")
    return facts, previews(path, 1 if upright else facts.orientation)


def _serve(pipe: Connection) -> None:
    """Answer one path after another until the pipe is closed."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # not on Windows; the deadline still holds
        pass
    while True:
        try:
            name = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(read(Path(name)))


class _Child:
    """One process and the path it is at."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, path: Path) -> bool:
        """Send a path; False when the process is gone."""
        try:
            self._pipe.send(str(path))
        except (OSError, ValueError):
            return False
        return True

    def answer(self, seconds: float) -> Reading | None:
        """Return the reading; None when the process died or overran."""
        try:
            return self._pipe.recv() if self._pipe.poll(seconds) else None
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """End the process at once."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


class PhotoReader:
    """A few children kept for one import; a context manager."""

    def __init__(self, workers: int | None = None, deadline: float = DEADLINE_SECONDS) -> None:
        self._deadline = deadline
        self._children = [_Child() for _ in range(workers or min(4, os.cpu_count() or 1))]

    def __enter__(self) -> PhotoReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children."""
        for child in self._children:
            child.stop()

    def read_many(
        self, paths: Iterable[Path]
    ) -> Iterator[tuple[Path, PhotoFacts, dict[int, bytes]]]:
        """Yield a reading for every path, in order; each child is one file ahead of the caller."""
        waiting = deque(paths)
        busy: deque[tuple[int, Path]] = deque()
        for slot in range(len(self._children)):
            self._start(slot, waiting, busy)
        while busy:
            slot, path = busy.popleft()
            reading = self._children[slot].answer(self._deadline)
            if reading is None:
                self._children[slot].stop()
                self._children[slot] = _Child()
                reading = (STOPPED, {})
            self._start(slot, waiting, busy)
            yield path, *reading

    def _start(self, slot: int, waiting: deque[Path], busy: deque[tuple[int, Path]]) -> None:
        if not waiting:
            return
        path = waiting.popleft()
        if not self._children[slot].ask(path):
            self._children[slot] = _Child()
            self._children[slot].ask(path)
        busy.append((slot, path))
