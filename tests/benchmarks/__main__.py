# SPDX-License-Identifier: Apache-2.0
"""Run every benchmark that the machine has the peers for."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HERITAGE_HOME"] = tempfile.mkdtemp()

from tests.benchmarks import (
    book,
    bundle,
    look_alikes,
    photos,
    records,
    registers,
    repaint,
    scroll,
    start_up,
    waveform,
)


def main() -> int:
    """Print one line for each benchmark; those without their peer say so."""
    for module in (
        records,
        registers,
        photos,
        look_alikes,
        book,
        bundle,
        repaint,
        scroll,
        start_up,
        waveform,
    ):
        with tempfile.TemporaryDirectory() as folder:
            for line in module.run(Path(folder)):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
