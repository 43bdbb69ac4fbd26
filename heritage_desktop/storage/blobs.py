# SPDX-License-Identifier: Apache-2.0
"""Originals by SHA-256: durable before any row names them, never rewritten; and the cache."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from heritage_desktop.domain.errors import MissingMedia
from heritage_desktop.storage import fsops

#: Records come from foreign bundles: only these become names of files, nothing else a path.
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}\Z")
NOWHERE = "no-such-original"


class Blobs:
    """The media folder of one inventory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder.parent / "cache"

    def path(self, sha256: str, extension: str | None) -> Path:
        """Return where an original is or would be; what is no checksum leads nowhere."""
        if not _SHA256.match(sha256) or (extension and not _EXTENSION.match(extension)):
            return self.folder / NOWHERE
        suffix = f".{extension}" if extension else ""
        return self.folder / sha256[:2] / f"{sha256}{suffix}"

    def has(self, sha256: str, extension: str | None) -> bool:
        """Tell whether the original is here."""
        return self.path(sha256, extension).is_file()

    def add(self, data: bytes | Path, sha256: str, extension: str | None) -> Path:
        """Store an original durably; the same bytes are kept once.

        Raises MissingMedia when the bytes are not those named, CannotWrite when the disk refuses.
        """
        target = self.path(sha256, extension)
        if target.is_file():
            return target

        def write(temporary: Path) -> None:
            if isinstance(data, bytes):
                temporary.write_bytes(data)
            else:
                shutil.copyfile(data, temporary)
            with temporary.open("rb") as handle:
                if hashlib.file_digest(handle, "sha256").hexdigest() != sha256:
                    raise MissingMedia(
                        f"{target.name}: the file changed while it was copied; copy it again."
                    )

        return fsops.write_durably(target, write)

    @property
    def staging(self) -> Path:
        """Return the folder for copies that have no name yet; on the same disk as the store."""
        folder = self.folder / ".staging"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def adopt(self, staged: Path, sha256: str, extension: str | None) -> Path:
        """Move a flushed copy to its place; durable once ``settle`` was called.

        Raises CannotWrite when the disk refuses.
        """
        target = self.path(sha256, extension)
        try:
            if target.is_file():
                staged.unlink()
                return target
            target.parent.mkdir(parents=True, exist_ok=True)
            fsops.replace(staged, target)
        except OSError as error:
            raise fsops.cannot_write(target, error) from error
        return target

    def settle(self, adopted: Iterable[Path]) -> None:
        """Make the moves of ``adopt`` survive a power cut, each folder once."""
        folders = {path.parent for path in adopted}
        for folder in sorted(folders | ({self.folder} if folders else set())):
            fsops.sync_folder(folder)

    def sweep(self) -> int:
        """Take away copies that a stopped program left without a name; return how many."""
        left = list(self.staging.glob(".*.part"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def remove(self, sha256: str, extension: str | None) -> None:
        """Unlink an original; only for one staged moments ago and named by nobody."""
        self.path(sha256, extension).unlink(missing_ok=True)

    def cache_path(self, sha256: str, size: int) -> Path:
        """Return where the preview of ``size`` pixels is or would be; see ``path``."""
        if not _SHA256.match(sha256):
            return self.cache / NOWHERE
        return self.cache / str(size) / sha256[:2] / f"{sha256}.jpg"

    def write_cache(self, sha256: str, size: int, data: bytes) -> Path:
        """Keep a preview; it can be made again, so it is not flushed to the disk."""
        target = self.cache_path(sha256, size)
        return fsops.write_durably(target, lambda path: _put(path, data), durable=False)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
