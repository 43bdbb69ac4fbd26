# SPDX-License-Identifier: Apache-2.0
"""The first page: make an inventory, open one, or look around in the demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label


class FirstRun(QWidget):
    """Emits what the person chose."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    recent_wanted = Signal(Path)

    def __init__(self, recent: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout()
        column.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(theme.icon("app").pixmap(QSize(72, 72)))
        column.addWidget(mark)
        column.addWidget(plain_label(tr("Heritage Desktop"), "display"))
        promise = plain_label(
            tr("Record what a village holds dear: its halls and bridges, its festivals and songs, "
               "and the people who carry them. Nothing that was told is ever lost."), "muted"
        )  # fmt: skip
        promise.setWordWrap(True)
        column.addWidget(promise)
        column.addSpacing(12)
        for icon, text, hint, signal, primary in (
            ("add", tr("New inventory…"), tr("Start with the name of a village"),
             self.new_wanted, True),
            ("open", tr("Open an inventory…"), tr("Choose a folder ending in .vhi"),
             self.open_wanted, False),
            ("star", tr("Look around in the demo"),
             tr("Two invented hamlets, with pictures to try everything on"),
             self.demo_wanted, False),
        ):  # fmt: skip
            column.addWidget(_choice(icon, text, hint, signal, primary))
        known = [Path(one) for one in recent if (Path(one) / "inventory.sqlite").is_file()]
        if known:
            column.addSpacing(12)
            column.addWidget(plain_label(tr("Opened before"), "caption"))
        for folder in known[:5]:
            button = QPushButton(folder.stem.replace("&", "&&"))
            button.setProperty("flat", True)
            button.setFlat(True)
            theme.set_icon(button, "recent")
            button.setToolTip(folder.name)
            button.clicked.connect(lambda _=False, f=folder: self.recent_wanted.emit(f))
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        frame = QFrame()
        frame.setFixedWidth(460)
        frame.setLayout(column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)


def _choice(icon: str, text: str, hint: str, signal: object, primary: bool) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(16)
    button = QPushButton(text)
    button.setMinimumSize(200, 40)
    theme.set_icon(button, icon)
    theme.set_primary(button, primary)
    button.clicked.connect(lambda: signal.emit())  # type: ignore[attr-defined]
    note = plain_label(hint, "muted")
    note.setWordWrap(True)
    across.addWidget(button)
    across.addWidget(note, 1)
    return row
