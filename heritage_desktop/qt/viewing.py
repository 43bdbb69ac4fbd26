# SPDX-License-Identifier: Apache-2.0
"""Opening a photo or a recording: the viewer for what is seen, the sound desk for what is heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from heritage_desktop.qt.photo_viewer import open_viewer
from heritage_desktop.services.passages import recording_of
from heritage_desktop.storage.inventory import Inventory


def open_media(
    inventory: Inventory, media_ids: Sequence[str], index: int, parent: QWidget | None = None
) -> QDialog:
    """Open what stands at ``index`` beside the window and return its window."""
    sound = recording_of(inventory, media_ids[index])
    if sound is None:
        return open_viewer(inventory, media_ids, index, parent)
    from heritage_desktop.qt.sound_desk import open_desk

    return open_desk(inventory, sound, parent)
