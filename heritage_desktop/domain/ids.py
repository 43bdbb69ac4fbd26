# SPDX-License-Identifier: Apache-2.0
"""Random 128-bit names: teams that never meet must never pick the same one."""

from __future__ import annotations

import re
import secrets

_ID = re.compile(r"[0-9a-f]{32}\Z")


def new_id() -> str:
    """Return 32 hexadecimal digits from the system's random source."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Tell whether text has the form of an id."""
    return bool(_ID.match(text))
