# SPDX-License-Identifier: Apache-2.0
"""The two quiet pages of a window that asks one question after another: at work, and done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from heritage_desktop.qt import theme
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.labels import plain_label


def working_page(words: str) -> tuple[QWidget, ProgressPanel]:
    """Return a page that says what is being done, and its progress."""
    page, panel = QWidget(), ProgressPanel()
    panel.bar.setMaximumWidth(480)
    column = QVBoxLayout(page)
    column.addStretch(1)
    column.addWidget(plain_label(words, "muted"))
    column.addWidget(panel)
    column.addStretch(2)
    return page, panel


def calm_page(icon: str) -> tuple[QWidget, QLabel]:
    """Return a page that says there is nothing to do, and the label that says it."""
    page, mark, words = QWidget(), QLabel(), plain_label("", "muted")
    mark.setPixmap(theme.icon(icon, "line_strong").pixmap(QSize(64, 64)))
    mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout(page)
    column.setSpacing(theme.tokens().space.m)
    column.addWidget(mark, 2)
    column.addWidget(words, 3)
    return page, words
