# SPDX-License-Identifier: Apache-2.0
"""What may be dragged: files of the computer, and photos of our own."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QMimeData

MIME = "application/x-heritage-media"


def media_ids(data: QMimeData) -> list[str]:
    """Return the ids dragged from our own views."""
    raw = bytes(data.data(MIME).data()).decode("utf-8", "replace")
    if raw.startswith("["):
        return [str(name) for name in json.loads(raw)]
    return raw.split()


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files dragged from a folder window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
