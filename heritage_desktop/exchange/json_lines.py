# SPDX-License-Identifier: Apache-2.0
"""JSON Lines: every record of every sort, one line each, in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.exchange.columns import plain
from heritage_desktop.exchange.writing import replacing


def write_lines(records: Sequence[Record], path: Path, progress: Progress = silent) -> int:
    """Write ``{"entity": …, "id": …, fields…}`` lines; returns their number, raises CannotWrite."""
    order = {name: place for place, name in enumerate(ENTITIES)}
    ordered = sorted(records, key=lambda record: (order[type(record).entity], record.id))
    with replacing(path) as stream:
        for done, record in enumerate(ordered):
            if done % 200 == 0:
                progress(done, len(ordered))
            value = {"entity": type(record).entity, **plain(record)}
            line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            stream.write(line.encode() + b"\n")
    return len(ordered)
