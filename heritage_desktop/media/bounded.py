# SPDX-License-Identifier: Apache-2.0
"""Runs work on foreign files in a child process with a deadline and a limit of memory."""

from __future__ import annotations

import errno
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ProcessError, SpawnProcess
from types import TracebackType
from typing import Any, TypeVar

from heritage_desktop import i18n
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import tr

MEMORY_BYTES = 3 * 1024**3
#: Not the fault of the file that is read: the caller gets the OSError itself.
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EFBIG})
T = TypeVar("T")


class GaveUp(HeritageError):
    """The child overran its deadline, ran out of memory or died."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """A large answer: what is to be known first, then its bytes piece by piece."""

    header: Any
    pieces: Iterator[bytes]


class Bounded:
    """One child that is started when it is first needed and kept; a context manager.

    A call that overruns or dies costs itself only: the next one gets a new child.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._stopped = False

    def __enter__(self) -> Bounded:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, function: Callable[..., T], *arguments: Any, deadline_s: float) -> T:
        """Return what a function of a module returns.

        Raises its HeritageError, OSError for a full disk, and GaveUp.
        """
        answer: T = self._asked(function, arguments, deadline_s, None)
        return answer

    def stream(
        self,
        function: Callable[..., Streamed],
        *arguments: Any,
        deadline_s: float,
        room: Callable[[Any], memoryview],
    ) -> Any:
        """Return the header of a large answer, its bytes laid into the ``room`` made for it.

        Raises as ``run`` does.
        """
        return self._asked(function, arguments, deadline_s, room)

    def _asked(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        deadline_s: float,
        room: Callable[[Any], memoryview] | None,
    ) -> Any:
        ends = time.monotonic() + deadline_s
        try:
            pipe = self._started()
            pipe.send((i18n.language(), function, arguments))
            _await(pipe, ends)
            done, result = pipe.recv()
            if done and room is not None:
                _fill(pipe, room(result), ends)
        except (EOFError, OSError, ProcessError) as error:
            self.close()
            raise GaveUp(tr("it cannot be read and may be damaged")) from error
        except BaseException:
            self.close()
            raise
        if isinstance(result, int) and not done:
            raise OSError(result, os.strerror(result))
        if not done:
            raise HeritageError(result or tr("it cannot be read and may be damaged"))
        return result

    def stop(self) -> None:
        """End the child from another thread, for good: a running call gives up at once."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the child at once; a later call starts a new one."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._stopped:
            raise EOFError
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            self._process = process
            theirs.close()
        if self._stopped:  # meanwhile
            raise EOFError
        return self._pipe


def _await(pipe: Connection, ends: float) -> None:
    if not pipe.poll(max(0.0, ends - time.monotonic())):
        raise GaveUp(tr("it took too long to read"))


def _fill(pipe: Connection, room: memoryview, ends: float) -> None:
    at = 0
    while at < len(room):
        _await(pipe, ends)
        at += pipe.recv_bytes_into(room, at)


def run_bounded(function: Callable[..., T], arguments: tuple[Any, ...], deadline_s: float) -> T:
    """Run one call in a child of its own; see ``Bounded.run``."""
    with Bounded() as child:
        return child.run(function, *arguments, deadline_s=deadline_s)


def _serve(pipe: Connection) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # not on Windows; the deadline still holds
        pass
    while True:
        try:
            language, function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        i18n.set_language(language)
        done, result = _answer(function, arguments)
        if isinstance(result, Streamed):
            pipe.send((done, result.header))
            for piece in result.pieces:
                pipe.send_bytes(piece)
        else:
            pipe.send((done, result))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
    """Return (True, result), or (False, a sentence or the number of a full disk's error).

    '' stands for an error nobody foresaw.
    """
    try:
        return True, function(*arguments)
    except HeritageError as error:
        return False, str(error)
    except OSError as error:
        return False, error.errno if error.errno in _OF_THE_DISK else ""
    except Exception:  # noqa: BLE001  a parser may fail in any way; the parent says so
        return False, ""
