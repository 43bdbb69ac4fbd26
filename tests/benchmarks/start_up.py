# SPDX-License-Identifier: Apache-2.0
"""Start to visible window with an inventory open, against a bare PySide6 window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.timing import Pair, interleave

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); w = QMainWindow()
w.resize(1366, 768); w.show(); app.processEvents(); w.grab()
"""
OURS = """
import sys
from pathlib import Path
from heritage_desktop import app
sys.exit(app.run(Path(sys.argv[1]), leave_at_once=True))
"""


def run(folder: Path) -> Iterator[str]:
    """Yield the result line; one start a second is 1.0."""
    target = folder / "a.vhi"
    Inventory.create(target, title={"en": "Bench"}).close()

    def start(code: str) -> None:
        subprocess.run([sys.executable, "-c", code, str(target)], check=True, capture_output=True)

    times = interleave(lambda: start(OURS), lambda: start(BARE), 7)
    yield Pair("start-up", "starts/s", 1, *times, "bare PySide6 window").line()
