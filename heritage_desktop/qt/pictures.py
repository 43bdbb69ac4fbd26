# SPDX-License-Identifier: Apache-2.0
"""Pictures for strips and the viewer, read away from the window's thread and kept for a while."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QTransform

from heritage_desktop.domain.media import Media
from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.services.previews import keep
from heritage_desktop.storage.inventory import Inventory

#: The sizes of previews an import keeps in the cache.
THUMBNAIL, SCREEN = 256, 1024
#: Larger pictures are shown reduced: four bytes a pixel must stay far from what a laptop has.
LARGEST = 6000
KEPT = 200


def read_picture(path: Path, longest: int) -> QImage:
    """Return a picture, upright and no longer than ``longest``; empty if it cannot be read."""
    reader = QImageReader(str(path))
    if not reader.canRead():
        # Asking Qt for its error text takes the image lock and then needs the translator, which
        # is Python: with another thread in an image call the two would wait for each other.
        return QImage()
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def turned(image: QImage, degrees: int | None) -> QImage:
    """Return a picture turned clockwise for viewing."""
    if not degrees or image.isNull():
        return image
    return image.transformed(QTransform().rotate(degrees))


def cropped(image: QImage, size: QSize) -> QImage:
    """Return the middle of a picture, filling ``size`` exactly."""
    if image.isNull():
        return image
    filled = image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left = (filled.width() - size.width()) // 2
    top = (filled.height() - size.height()) // 2
    return filled.copy(left, top, size.width(), size.height())


class _Reading(QRunnable):
    def __init__(
        self, pictures: Pictures, key: tuple[str, int], paths: list[Path], original: Path
    ) -> None:
        super().__init__()
        self._pictures, self._key, self._paths = pictures, key, paths
        self._original = original

    def run(self) -> None:
        image = self._read()
        if image.isNull():
            self._pictures.make_previews(self._original, self._key[0])
            image = self._read()
        # The window may have been closed and deleted while the picture was read.
        with suppress(RuntimeError):
            self._pictures.read.emit(*self._key, image)

    def _read(self) -> QImage:
        for path in self._paths:
            image = read_picture(path, self._key[1]) if path.exists() else QImage()
            if not image.isNull():
                return image
        return QImage()


class Pictures(QObject):
    """Reads originals and cached previews in one background thread; ``ready`` brings them."""

    ready = Signal(str, int, QImage)
    read = Signal(str, int, QImage)

    def __init__(self, inventory: Inventory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._kept: dict[tuple[str, int], QImage] = {}
        self._wanted: set[tuple[str, int]] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._reader: PhotoReader | None = None
        self.read.connect(self._on_read)

    def get(self, media: Media, longest: int = THUMBNAIL) -> QImage | None:
        """Return a picture that is at hand, or None and bring it later by ``ready``."""
        key = (media.sha256 or "", longest)
        found = self._kept.get(key)
        if found is None and key not in self._wanted and key[0]:
            self._wanted.add(key)
            blobs, extension = self._inventory.blobs, media.extension or ""
            small, screen = (blobs.cache_path(key[0], size) for size in (THUMBNAIL, SCREEN))
            original = blobs.path(key[0], extension)
            order = [small, screen] if longest <= THUMBNAIL else [original, screen]
            self._pool.start(_Reading(self, key, order, original))
        return found

    def _on_read(self, sha: str, longest: int, image: QImage) -> None:
        key = (sha, longest)
        self._wanted.discard(key)
        if len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = image
        self.ready.emit(sha, longest, image)

    def make_previews(self, original: Path, sha256: str) -> None:
        """Make previews that are missing, in a process of its own; called by the reading thread."""
        if original.exists():
            self._reader = self._reader or PhotoReader(1)
            for reading in self._reader.read_many([original]):
                pictures = reading.pictures
                keep(self._inventory.blobs, sha256, pictures)

    def close(self) -> None:
        """Wait for what is being read."""
        self._pool.clear()
        self._pool.waitForDone()
        if self._reader is not None:
            self._reader.close()
            self._reader = None
