# SPDX-License-Identifier: Apache-2.0
"""All talk to the person: plain text only, one place, so that tests can listen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from heritage_desktop.i18n import tr


def _box(parent: QWidget | None, text: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(icon)
    box.setWindowTitle(tr("Heritage Desktop"))
    box.setText(text)
    return box


def tell(parent: QWidget | None, text: str) -> None:
    """Show one sentence and wait until it was read."""
    _box(parent, text, QMessageBox.Icon.Information).exec()


def ask(parent: QWidget | None, text: str, verb: str) -> bool:
    """Ask before something that is hard to take back; the button says the verb."""
    box = _box(parent, text, QMessageBox.Icon.Question)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is yes
