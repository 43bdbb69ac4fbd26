# SPDX-License-Identifier: Apache-2.0
"""What is loaded when: the command line needs no window, and a start loads no printing press."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("heritage_desktop.cli", ("PySide6", "reportlab", "sqlalchemy", "alembic", "PIL")),
        ("heritage_desktop.services.photos", ("PySide6", "reportlab")),
        ("heritage_desktop.services.catalogue", ("PySide6",)),
        ("heritage_desktop.app", ("reportlab", "fontTools", "PIL", "exifread")),
    ],
)
def test_a_module_loads_no_more_than_it_needs(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*[n for n in {absent!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
