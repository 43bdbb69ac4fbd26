# SPDX-License-Identifier: Apache-2.0
"""A note outside the folder that shows when an inventory was restored, copied or moved.

A store cannot prove from its own contents that it is current. Nothing depends on the note being
right: in doubt the laptop takes a new replica id, which costs 32 bytes.
"""

from __future__ import annotations

import json
import logging
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from heritage_desktop import settings
from heritage_desktop.domain.ids import new_id
from heritage_desktop.storage import tables

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory

#: A laptop that moves each day for half a year; beyond that nobody waits for a receipt.
KEPT = 200

log = logging.getLogger(__name__)


def _path(inventory: Inventory) -> Path:
    return settings.data_dir() / "witness" / f"{inventory.replica}.json"


def _tip(inventory: Inventory) -> int:
    mine = tables.commit.c.replica == inventory.replica
    with inventory.reading() as connection:
        return connection.scalar(select(func.max(tables.commit.c.n)).where(mine)) or 0


def note(inventory: Inventory) -> None:
    """Write down how far this replica has come, and where."""
    path = _path(inventory)
    facts = {"n": _tip(inventory), "held": inventory.commit_count(), "machine": _machine(),
             "folder": str(inventory.folder.resolve())}  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(facts), encoding="utf-8")
    except OSError:
        log.warning("the witness note could not be written")


def examine(inventory: Inventory) -> None:
    """Take a new replica id when the folder may be an older or a second copy."""
    try:
        facts = json.loads(_path(inventory).read_text(encoding="utf-8"))
        behind = _tip(inventory) < int(facts["n"]) or facts["machine"] != _machine()
        # An office that only takes in writes nothing of its own: what it holds tells its age.
        behind = behind or inventory.commit_count() < int(facts.get("held", 0))
        copied = facts["folder"] != str(inventory.folder.resolve())
        doubt = behind or (copied and Path(facts["folder"]).exists())
    except (OSError, ValueError, KeyError, TypeError):
        doubt = True
    if doubt:
        renew(inventory)


def renew(inventory: Inventory) -> None:
    """Take a new replica id, and keep which ones it follows on: their receipts end with them."""
    before: list[str] = json.loads(inventory.meta().get("earlier", "[]"))
    inventory.replica, old = new_id(), inventory.replica
    inventory.set_meta(replica=inventory.replica, earlier=json.dumps([*before, old][-KEPT:]))
    log.info("a copied or restored inventory took a new replica id")


def _machine() -> str:
    return f"{uuid.getnode():012x}"
