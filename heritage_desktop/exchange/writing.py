# SPDX-License-Identifier: Apache-2.0
"""Putting an exported file in place: the old one stays until the new one is complete on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from heritage_desktop.domain.errors import CannotWrite
from heritage_desktop.domain.ids import new_id
from heritage_desktop.i18n import tr


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream that becomes ``target`` when the block ends well; raises CannotWrite."""
    temporary = target.parent / f".{new_id()}.part"
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotWrite(
            tr(
                "{path} cannot be written ({reason}); choose another folder or free some space.",
                path=target,
                reason=reason,
            )
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
