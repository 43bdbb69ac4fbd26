# SPDX-License-Identifier: Apache-2.0
"""Exports for other programs, each through the release gate."""

from __future__ import annotations

from pathlib import Path

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.i18n import tr
from heritage_desktop.services.inventories import gather
from heritage_desktop.services.items import today
from heritage_desktop.storage import handouts
from heritage_desktop.storage.inventory import Inventory


def export(
    inventory: Inventory,
    format_id: str,
    target: Path,
    *,
    audience: str = "county",
    progress: Progress = silent,
) -> int:
    """Write ``target`` and return the number of rows; raises HeritageError, CannotWrite."""
    if format_id not in FORMATS:
        raise HeritageError(tr("{name} is no export format; use one of {names}.",
                               name=format_id, names=", ".join(FORMATS)))  # fmt: skip
    released = list(Gate(Audience(audience), gather(inventory), today=today()).open())
    written = FORMATS[format_id].write(released, target, progress)
    handouts.note(inventory, "export", target.name, audience, (one.id for one in released))
    return written
