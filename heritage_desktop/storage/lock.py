# SPDX-License-Identifier: Apache-2.0
"""One program per inventory: a lock the system drops by itself when the program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from heritage_desktop.domain.errors import InventoryLocked

if sys.platform == "win32":
    import msvcrt

    def _grab(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grab(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """Held from construction to ``release``."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _grab(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise InventoryLocked(
                f"{path.parent.name} is open in another window; use that one, or close it first."
            ) from error

    def release(self) -> None:
        """Let others in; closing the file is what frees it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
