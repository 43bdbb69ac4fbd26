# SPDX-License-Identifier: Apache-2.0
"""Labels that show text as it is: what people wrote is never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(text: str = "", role: str = "") -> QLabel:
    """Return a label for plain text, styled by ``role``."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role:
        label.setProperty("role", role)
    return label
