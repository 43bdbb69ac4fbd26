# SPDX-License-Identifier: Apache-2.0
"""What every test may rely on: a home of its own, English, and the shared real files if present."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from heritage_desktop import i18n

# Fixtures of a module or session come before the home of a test: none may touch the person's own.
os.environ["HERITAGE_HOME"] = tempfile.mkdtemp(prefix="heritage-tests-")
# The same examples each time: a red run must mean that something changed. HERITAGE_RANDOM=1 looks
# for new ones.
settings.register_profile("fixed", derandomize=True)
settings.load_profile("default" if os.environ.get("HERITAGE_RANDOM") else "fixed")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("HERITAGE_HOME", str(tmp_path_factory.mktemp("home")))
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real photos and registers that are never committed."""
    folder = Path(os.environ.get("HERITAGE_SHARED", ROOT.parent / "shared"))
    if not (folder / "data" / "camera").is_dir():
        pytest.skip("set HERITAGE_SHARED to the folder of real camera photos to run this")
    return folder
