# SPDX-License-Identifier: Apache-2.0
"""Windows are drawn in memory: no test needs a display, and none leaves a window behind."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """A left window would be styled again by every later test."""
    yield
    if isinstance(QApplication.instance(), QApplication):
        for window in QApplication.topLevelWidgets():
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def children() -> Callable[[], set[BaseProcess]]:
    """Return what tells the processes this test started that still run; those of others aside."""
    before = set(multiprocessing.active_children())
    return lambda: set(multiprocessing.active_children()) - before
