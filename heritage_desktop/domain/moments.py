# SPDX-License-Identifier: Apache-2.0
"""When a picture was taken: the wall clock as written, its offset, and how we know it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\Z")
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """``local`` is ISO 8601 without a zone; ``offset`` is ±HH:MM or None; ``method`` says how."""

    local: str
    offset: str | None = None
    method: str = "exif"

    def __post_init__(self) -> None:
        if not _LOCAL.match(self.local):
            raise ValueError(f"not a local time: {self.local!r}")
        if self.offset is not None and not _OFFSET.match(self.offset):
            raise ValueError(f"not an offset: {self.offset!r}")

    def to_json(self) -> dict[str, Any]:
        """Return the register value."""
        made: dict[str, Any] = {"local": self.local, "how": self.method}
        if self.offset:
            made["offset"] = self.offset
        return made

    @classmethod
    def from_json(cls, value: Any) -> Moment:
        """Read ``to_json`` back; raises ValueError when it is something else."""
        if not isinstance(value, dict) or "local" not in value:
            raise ValueError(f"not a moment: {value!r}")
        return cls(str(value["local"]), value.get("offset"), str(value.get("how", "exif")))

    def __str__(self) -> str:
        return self.local.replace("T", " ")[:16]
