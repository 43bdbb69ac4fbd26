# SPDX-License-Identifier: Apache-2.0
"""Imports files five at a time and says which are safe, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory


def say(line: str) -> None:
    """Write one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path, source: Path) -> None:
    """Print the SHA-256 of every file once its import was reported done."""
    paths = sorted(source.iterdir())
    with Inventory.open(folder) as inventory:
        say("open")
        for start in range(0, len(paths), 5):
            report = import_photos(inventory, paths[start : start + 5])
            for one in report.files:
                say(one.sha256 or "")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
