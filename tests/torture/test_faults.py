# SPDX-License-Identifier: Apache-2.0
"""The disk is full, read-only or gone at the n-th write, flush or rename: nothing is half-done."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heritage_desktop.domain.errors import CannotWrite
from heritage_desktop.services.bundles import export_bundle, verify_bundle
from heritage_desktop.storage import migrate
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync.apply import merge_bundle
from tests.torture.verdicts import prepared


class Disk:
    """Counts what reaches the disk through Python and lets the n-th fail."""

    def __init__(self, patch: pytest.MonkeyPatch, code: int) -> None:
        self.code, self.at, self.count = code, 0, 0
        opened = Path.open

        def watched(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            stream = opened(path, mode, *more, **named)
            return Writing(stream, self) if set(mode) & set("wxa") else stream

        patch.setattr(Path, "open", watched)
        for owner, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (shutil, "copyfile")):
            patch.setattr(owner, name, self.failing(getattr(owner, name)))

    def failing(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``work`` as one of the points that may fail."""

        def tried(*given: Any, **named: Any) -> Any:
            self.touch()
            return work(*given, **named)

        return tried

    def touch(self) -> None:
        """Count a point, and fail at the one that is due."""
        self.count += 1
        if self.count == self.at:
            raise OSError(self.code, os.strerror(self.code))


class Writing:
    """A file opened for writing whose writes are points."""

    def __init__(self, stream: Any, disk: Disk) -> None:
        self._stream, self._disk = stream, disk

    def write(self, data: Any) -> int:
        """Write, or fail."""
        self._disk.touch()
        return int(self._stream.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


def failed(disk: Disk, work: Callable[[], object]) -> bool:
    """Do the work with the next point failing; tell whether it was reached, in one sentence."""
    disk.at, disk.count = disk.at + 1, 0
    try:
        work()
    except CannotWrite as error:
        return "could not be written" in str(error)
    return False


def _state(inventory: Inventory, folder: Path) -> tuple[str, int, list[Path]]:
    files = [path for path in folder.rglob("*") if path.is_file() and "journal" not in path.name]
    return inventory.digest(), inventory.commit_count(), sorted(files)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("act", ["export", "merge", "backup"])
def test_a_failing_disk_leaves_nothing_by_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, code: int
) -> None:
    _, office = prepared(tmp_path)
    target, copy = tmp_path / "out.vhb", tmp_path / "copy.sqlite"
    with Inventory.open(office) as inventory:
        work: dict[str, Callable[[], object]] = {
            "export": lambda: export_bundle(inventory, target),
            "merge": lambda: merge_bundle(inventory, tmp_path / "sound.vhb"),
            "backup": lambda: inventory.backup(copy),
        }
        before = _state(inventory, tmp_path)
        with monkeypatch.context() as patch:
            disk = Disk(patch, code)
            while failed(disk, work[act]):
                for made, whole in ((target, verify_bundle), (copy, migrate.verify)):
                    if made.exists():  # only the flush of the folder failed
                        whole(made)
                        made.unlink()
                assert _state(inventory, tmp_path) == before
        assert disk.at > (1 if act == "backup" else 4)
        assert _state(inventory, tmp_path) != before
        assert inventory.check() == []
