# SPDX-License-Identifier: Apache-2.0
"""Start to the visible window, and to its inventory, against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.timing import Pair, interleave

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
os._exit(0)
"""
VISIBLE = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
import heritage_desktop.app
from heritage_desktop.qt.desk import Desk
desk = Desk(app)
desk.show_window(opening=Path(sys.argv[1]).stem)
app.processEvents()
os._exit(0)
"""
FILLED = VISIBLE.replace(
    "desk.show_window(opening=Path(sys.argv[1]).stem)", "desk.start(Path(sys.argv[1]))"
)


def run(folder: Path) -> Iterator[str]:
    """Yield the result lines; one start a second is 1.0."""
    target = folder / "a.vhi"
    Inventory.create(target, title={"en": "Bench"}).close()
    # As installed: compiled, which an environment variable may have kept from happening here.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def start(code: str) -> None:
        command = [sys.executable, "-c", code, str(target)]
        subprocess.run(command, check=True, capture_output=True, env=env)

    for code in (BARE, FILLED):
        start(code)
    for name, code in (("window visible", VISIBLE), ("inventory shown", FILLED)):
        times = interleave(partial(start, code), partial(start, BARE), 9)
        yield Pair(name, "starts/s", 1, *times, "bare PySide6 window").line()
