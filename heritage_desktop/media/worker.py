# SPDX-License-Identifier: Apache-2.0
"""Reads foreign files in child processes: a bad photo costs itself, not the rest.

A child reads the bytes of a file once: their SHA-256, the copy, the EXIF values and the previews
all come from that one reading. The copy is flushed to the disk before anything is decoded, so a
picture that kills its reader is kept all the same.
"""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import time
import warnings
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType

from heritage_desktop.media.facts import Finding, PhotoFacts

DEADLINE_SECONDS = 10.0
MEMORY_BYTES = 3 * 1024**3
#: Larger files (films, long recordings) are read in pieces of ``PIECE`` and not kept in memory.
IN_MEMORY = 96 * 1024 * 1024
PIECE = 8 * 1024 * 1024
#: How many readings may wait for their turn, for each child.
AHEAD = 4
#: Paths given to a child at once: it works on while the program writes rows.
IN_HAND = 2

STOPPED = PhotoFacts(
    findings=(Finding("not-readable", "reading it took too long or failed; the file is kept"),)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a child found; ``staged`` is a durable copy that has no name in the store yet."""

    path: Path
    facts: PhotoFacts = field(default_factory=PhotoFacts)
    pictures: dict[int, bytes] = field(default_factory=dict)
    sha256: str | None = None
    size: int = 0
    staged: Path | None = None
    why: str = ""  # why the file could not be read or copied, in the system's words


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to do: ``staging`` is a folder for copies, ``known`` needs no reading."""

    sizes: tuple[int, ...]
    staging: Path | None = None
    known: frozenset[str] = frozenset()
    hashed: bool = False


class _Worker:
    """The child's side: one path after another until the pipe is closed."""

    def __init__(self, pipe: Connection, task: Task) -> None:
        self._pipe, self._task = pipe, task

    def serve(self) -> None:
        while True:
            try:
                name, staged = self._pipe.recv()
            except (EOFError, OSError):
                return
            path, target = Path(name), Path(staged) if staged else None
            try:
                reading = self._taken(path, target)
            except OSError as error:
                reading = Reading(path, why=error.strerror or str(error))
            self._pipe.send(reading)

    def _taken(self, path: Path, target: Path | None) -> Reading:
        from heritage_desktop.media.sniff import HEAD_BYTES, sniff

        large = path.stat().st_size > IN_MEMORY
        if not self._task.hashed or large:
            data = None
            with path.open("rb") as handle:
                head = handle.read(HEAD_BYTES)
        else:
            data = path.read_bytes()
            head = data[:HEAD_BYTES]
        reading = Reading(path, size=path.stat().st_size)
        if self._task.hashed:
            wanted = target if sniff(head, path.name) else None
            reading = self._kept(reading, data, wanted)
            if reading.sha256 in self._task.known:
                return reading
            self._pipe.send(reading)  # from here on the copy is safe, whatever decoding does
        return _looked(reading, data, self._task.sizes)

    def _kept(self, reading: Reading, data: bytes | None, target: Path | None) -> Reading:
        """Hash the bytes and copy them durably, unless they are in the store already."""
        if data is not None:
            sha256 = hashlib.sha256(data).hexdigest()
            if target is not None and sha256 not in self._task.known:
                _write(target, [data])
                reading = replace(reading, staged=target)
            return replace(reading, sha256=sha256, size=len(data))
        digest = hashlib.sha256()
        if target is None:
            size = sum(len(piece) for piece in self._pieces(reading.path, digest))
        else:
            size = _write(target, self._pieces(reading.path, digest))
            reading = replace(reading, staged=target)
        return replace(reading, sha256=digest.hexdigest(), size=size)

    def _pieces(self, path: Path, digest: hashlib._Hash) -> Iterator[bytes]:
        with path.open("rb") as handle:
            while piece := handle.read(PIECE):
                digest.update(piece)
                self._pipe.send(None)  # a sign of life: slow cards are no reason to give up
                yield piece


def _write(target: Path, pieces: Iterable[bytes]) -> int:
    size = 0
    with target.open("wb") as handle:
        for piece in pieces:
            size += handle.write(piece)
        handle.flush()
        os.fsync(handle.fileno())
    return size


def _looked(reading: Reading, data: bytes | None, sizes: tuple[int, ...]) -> Reading:
    """Return the reading with the facts and, of a picture, the previews."""
    from heritage_desktop.media.exif import read_facts
    from heritage_desktop.media.images import UPRIGHT, picture_previews

    facts = read_facts(reading.path, data)
    if facts.media_type != "photo" or not sizes:
        return replace(reading, facts=facts)
    source = reading.path if data is None else io.BytesIO(data)
    turned = 1 if facts.mime in UPRIGHT else facts.orientation
    pictures, likeness = picture_previews(source, turned, sizes)
    return replace(reading, facts=replace(facts, likeness=likeness), pictures=pictures)


def read(path: Path, sizes: tuple[int, ...] = (1024, 256)) -> Reading:
    """Return facts and previews of one file, here and now."""
    return _looked(Reading(path), None, sizes)


def _serve(pipe: Connection, task: Task) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # not on Windows; the deadline still holds
        pass
    warnings.simplefilter("ignore")  # what is odd about a file is a finding, not a word on stderr
    _Worker(pipe, task).serve()


@dataclass(frozen=True, slots=True)
class _Order:
    """One path given to a child, with its turn."""

    turn: int
    path: Path
    staged: Path | None


class _Child:
    """The parent's side: one process, the paths it was given and what it said of the first."""

    def __init__(self, task: Task) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, task), daemon=True
        )
        self._process.start()
        theirs.close()
        self.orders: deque[_Order] = deque()
        self.said = Reading(Path())
        self.since = 0.0

    def ask(self, order: _Order) -> None:
        """Give it a path; that the process is gone shows when its answer is waited for."""
        if not self.orders:
            self._begin(order.path)
        self.orders.append(order)
        with suppress(OSError, ValueError):
            self.pipe.send((str(order.path), str(order.staged) if order.staged else ""))

    def ended(self) -> _Order:
        """Take its first path off; the next one begins now."""
        order = self.orders.popleft()
        if self.orders:
            self._begin(self.orders[0].path)
        return order

    def _begin(self, path: Path) -> None:
        self.said, self.since = Reading(path), time.monotonic()

    def stop(self) -> None:
        """End the process at once."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


class PhotoReader:
    """A few children kept for one import; a context manager.

    With a ``staging`` folder every new file is also copied there, durably, under a name of no
    meaning; the caller moves the copy to its place. Files whose SHA-256 is in ``known`` are only
    hashed. Without ``hashed`` or ``staging`` only facts and previews are read.
    """

    def __init__(
        self,
        workers: int | None = None,
        deadline: float = DEADLINE_SECONDS,
        *,
        staging: Path | None = None,
        known: Collection[str] = (),
        hashed: bool = False,
        sizes: tuple[int, ...] = (1024, 256),
    ) -> None:
        self._deadline, self._staging = deadline, staging
        self._task = Task(sizes, staging, frozenset(known), hashed or staging is not None)
        self._children = [_Child(self._task) for _ in range(workers or min(4, os.cpu_count() or 1))]
        self._staged: dict[int, Path] = {}

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
        """End the children and take away copies nobody asked for any more."""
        for child in self._children:
            child.stop()
        for staged in self._staged.values():
            staged.unlink(missing_ok=True)

    def read_many(self, paths: Iterable[Path]) -> Iterator[Reading]:
        """Yield a reading for every path, in order, while the children read ahead."""
        waiting = deque(enumerate(paths))
        done: dict[int, Reading] = {}
        total = len(waiting)
        for turn in range(total):
            while turn not in done:
                self._feed(waiting, turn)
                self._collect(done)
            self._feed(waiting, turn)
            self._staged.pop(turn, None)
            yield done.pop(turn)

    def _feed(self, waiting: deque[tuple[int, Path]], turn: int) -> None:
        """Give the children paths, those with the fewest first, as far ahead as memory allows."""
        limit = turn + AHEAD * len(self._children)
        for hand in range(IN_HAND):
            for child in self._children:
                if len(child.orders) > hand or not waiting or waiting[0][0] >= limit:
                    continue
                number, path = waiting.popleft()
                staged = self._staging / f".{os.urandom(16).hex()}.part" if self._staging else None
                if staged is not None:
                    self._staged[number] = staged
                child.ask(_Order(number, path, staged))

    def _collect(self, done: dict[int, Reading]) -> None:
        """Take what the children say, and replace those that died or overran."""
        busy = {child.pipe: slot for slot, child in enumerate(self._children) if child.orders}
        wait(list(busy), timeout=0.2)
        for pipe, slot in busy.items():
            child = self._children[slot]
            try:
                while child.orders and pipe.poll():
                    self._hear(child, pipe.recv(), done)
                late = time.monotonic() - child.since > self._deadline
            except (EOFError, OSError):
                late = True
            if late and child.orders:
                self._replace(slot, done)

    def _replace(self, slot: int, done: dict[int, Reading]) -> None:
        """Give up the path a child was at; a new child gets those it had not begun."""
        child = self._children[slot]
        child.stop()
        done[child.orders[0].turn] = replace(child.said, facts=STOPPED)
        self._children[slot] = _Child(self._task)
        for order in list(child.orders)[1:]:
            self._children[slot].ask(order)

    def _hear(self, child: _Child, said: Reading | None, done: dict[int, Reading]) -> None:
        """Note a sign of life (None), news of a safe copy, or the whole reading."""
        child.since = time.monotonic()
        if said is None:
            return
        first = child.said.sha256 is None
        child.said = said
        copied_only = self._task.hashed and said.sha256 and first
        if copied_only and said.sha256 not in self._task.known:
            return
        done[child.ended().turn] = said
