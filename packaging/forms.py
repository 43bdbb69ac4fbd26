# SPDX-License-Identifier: Apache-2.0
"""Compile ui/*.ui into heritage_desktop/qt/forms; ``--check`` only compares."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "heritage_desktop" / "qt" / "forms"


def compiled(source: Path) -> str:
    """Return the Python module made from one drawn form."""
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-uic"
    made = subprocess.run([tool, source], check=True, capture_output=True, text=True)
    return made.stdout


def main() -> int:
    """Return 1 when ``--check`` finds a form that was not compiled again."""
    stale = []
    for source in sorted((ROOT / "ui").glob("*.ui")):
        target = FORMS / f"ui_{source.stem}.py"
        text = compiled(source)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale.append(source.name)
        if "--check" not in sys.argv:
            target.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print("Run make forms, these changed:", ", ".join(stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
