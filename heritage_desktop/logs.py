# SPDX-License-Identifier: Apache-2.0
"""The program's diary: one rotating file, found by Help, never in anybody's way."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from heritage_desktop import settings

FILE_NAME = "heritage.log"
MAX_BYTES = 1_000_000
KEPT = 3
FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def log_file() -> Path:
    """Return where the log is written."""
    return settings.log_dir() / FILE_NAME


def start(level: int = logging.INFO) -> Path | None:
    """Write the package's log to a rotating file; returns it, or None where no file may be written.

    A disk that refuses is no reason not to start: warnings then go to stderr.
    Calling it again replaces the handler, so a changed HERITAGE_HOME takes effect.
    """
    stop()
    logger = logging.getLogger("heritage_desktop")
    logger.setLevel(level)
    path: Path | None = log_file()
    handler: logging.Handler
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_file(), maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8"
        )
    except OSError:
        path = None
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(FORMAT))
    handler.set_name("heritage")
    logger.addHandler(handler)
    return path


def stop() -> None:
    """Close the log; safe to call twice."""
    logger = logging.getLogger("heritage_desktop")
    for handler in [h for h in logger.handlers if h.get_name() == "heritage"]:
        logger.removeHandler(handler)
        handler.close()
