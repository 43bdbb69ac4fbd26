# SPDX-License-Identifier: Apache-2.0
"""Long work reports here, and this is also where it may be stopped."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as ``progress(done, total, note)``; raises ``Cancelled`` when a stop was asked for."""

    def __call__(self, done: int, total: int, note: str = "") -> None: ...


def silent(done: int, total: int, note: str = "") -> None:
    """Report to nobody."""
