# SPDX-License-Identifier: Apache-2.0
"""The log is written where Help finds it and never stops the program."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop import logs


@pytest.fixture(autouse=True)
def closed_again() -> Iterator[None]:
    yield
    logs.stop()


def test_lines_go_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERITAGE_HOME", str(tmp_path))
    assert logs.start() == logs.log_file()
    logs.start()
    logging.getLogger("heritage_desktop.storage").info("Opened 清单")
    logs.stop()
    lines = logs.log_file().read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert "heritage_desktop.storage: Opened 清单" in lines[0]


def test_old_logs_are_turned_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERITAGE_HOME", str(tmp_path))
    monkeypatch.setattr(logs, "MAX_BYTES", 500)
    logs.start()
    for n in range(50):
        logging.getLogger("heritage_desktop").info("line %d", n)
    logs.stop()
    assert len(list(logs.log_file().parent.iterdir())) == 1 + logs.KEPT


def test_a_folder_that_refuses_does_not_stop_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "log").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("HERITAGE_HOME", str(tmp_path))
    assert logs.start() is None
