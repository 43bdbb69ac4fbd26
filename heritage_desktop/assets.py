# SPDX-License-Identifier: Apache-2.0
"""The only place that knows where ``resources/`` is: checkout, wheel or frozen program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """Return the resources folder; raises FileNotFoundError if the installation is incomplete."""
    here = Path(__file__).resolve().parent
    frozen = Path(getattr(sys, "_MEIPASS", here))
    for folder in (here / "resources", here.parent / "resources", frozen / "resources"):
        if (folder / "vocabularies").is_dir():
            return folder
    raise FileNotFoundError(f"{here}: the resources folder is missing; install the program again")


def path(*parts: str) -> Path:
    """Return the path of one resource, e.g. ``path("icons", "photo.svg")``."""
    return root().joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a UTF-8 text resource."""
    return path(*parts).read_text(encoding="utf-8")
