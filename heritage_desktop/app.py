# SPDX-License-Identifier: Apache-2.0
"""The window: what is set up once before the first one opens."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from heritage_desktop import __version__, logs
from heritage_desktop.qt.desk import Desk

log = logging.getLogger(__name__)


def run(folder: Path | None = None, *, leave_at_once: bool = False) -> int:
    """Open the window, on an inventory if one is given, and return the exit code when it closes.

    With ``leave_at_once`` it closes as soon as it was drawn, which proves an installation.
    """
    logs.start()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise RuntimeError("a window needs a QApplication")
    app.setApplicationName("heritage-desktop")
    app.setApplicationDisplayName("Heritage Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("heritage-desktop")
    sys.excepthook = on_mistake
    desk = Desk(app)
    try:
        desk.start(folder)
        if leave_at_once:
            QTimer.singleShot(0, desk.quit)
        return app.exec()
    finally:
        desk.close()
        logs.stop()


def on_mistake(
    kind: type[BaseException], mistake: BaseException, trace: TracebackType | None
) -> None:
    """Write a mistake of ours to the log and go on: what was typed is stored already."""
    log.critical("A mistake of the program", exc_info=(kind, mistake, trace))
    sys.__excepthook__(kind, mistake, trace)
