# SPDX-License-Identifier: Apache-2.0
"""Durable file writing: temporary name, flush, rename, flush the folder; never half a file."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

from heritage_desktop.domain.errors import CannotWrite
from heritage_desktop.domain.ids import new_id

#: Virus scanners and indexers hold fresh files on Windows for moments.
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_HELD = {5, 32, 33}


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """Translate the system's words into one sentence."""
    if error.errno == errno.ENOSPC:
        why = "the disk is full; free some space and try again"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        why = "writing is not allowed there; choose another folder"
    else:
        why = f"{error.strerror or error}; choose another folder or try again"
    return CannotWrite(f"{path.name} could not be written: {why}.")


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(source: Path, target: Path) -> None:
    """Rename over ``target``, waiting for other programs to let go of it (Windows)."""
    for pause in (*_RETRY_SECONDS, None):
        try:
            source.replace(target)
            return
        except PermissionError as error:
            if pause is None or getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)


def write_durably(target: Path, write: Callable[[Path], None], *, durable: bool = True) -> Path:
    """Let ``write`` fill a temporary file beside ``target``, then rename it into place.

    Raises CannotWrite; whatever happens, no partial file stays at the final name.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{new_id()}.part"
    try:
        write(temporary)
        if durable:
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
        replace(temporary, target)
        if durable:
            sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    return target
