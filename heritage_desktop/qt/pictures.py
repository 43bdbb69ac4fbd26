# SPDX-License-Identifier: Apache-2.0
"""Pictures for strips and the viewer, read away from the window's thread and kept for a while.

Previews, which the program wrote itself, are read here; an original is foreign and is decoded in
a child process with a deadline, a limit of memory and a limit of pixels.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QTransform

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.media.bounded import Bounded
from heritage_desktop.media.images import PREVIEW_SIZES, Size, picture_previews, pixels
from heritage_desktop.services.previews import keep
from heritage_desktop.storage.inventory import Inventory

#: The sizes of previews an import keeps in the cache.
THUMBNAIL, SCREEN = 256, 1024
#: Larger pictures are shown reduced: four bytes a pixel must stay far from what a laptop has.
LARGEST = 6000
#: How many bytes of pictures are kept, and the seconds an original may take to be decoded.
KEPT_BYTES = 400_000_000
DEADLINE_S = 20.0
_PREVIEWS_FIRST = 1_000_000_000


def read_picture(path: Path, longest: int) -> QImage:
    """Return a preview of our own, no longer than ``longest``; empty if it cannot be read."""
    reader = QImageReader(str(path))
    if not reader.canRead():
        # Asking Qt for its error text takes the image lock and then needs the translator, which
        # is Python: with another thread in an image call the two would wait for each other.
        return QImage()
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def read_original(
    child: Bounded, path: Path, orientation: int, longest: int, deadline_s: float = DEADLINE_S
) -> tuple[QImage, bool]:
    """Return an upright original no longer than ``longest``, and whether its file is whole.

    Raises HeritageError for one that cannot be read, and GaveUp for one that kills its reader.
    """
    made: list[QImage] = []

    def room(size: Size) -> memoryview:
        made.append(QImage(size.width, size.height, QImage.Format.Format_RGB32))
        return memoryview(made[0].bits())

    size = child.stream(pixels, path, orientation, longest, deadline_s=deadline_s, room=room)
    return made[0], size.whole


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
    """Reads one picture in the background: previews first, and the newest wish before others."""

    def __init__(self, pictures: Pictures, media: Media, longest: int) -> None:
        super().__init__()
        self._pictures, self._media, self._longest = pictures, media, longest

    def run(self) -> None:
        # The window may have been closed and deleted while the picture was read.
        with suppress(RuntimeError):
            if self._pictures.passed_by(self._media, self._longest):
                self._pictures.dropped.emit(self._media.sha256, self._longest)
                return
            image, trouble = self._pictures.read_one(self._media, self._longest)
            self._pictures.read.emit(self._media.sha256, self._longest, image, trouble)


class Pictures(QObject):
    """Reads originals and cached previews in one background thread; ``ready`` brings them."""

    ready = Signal(str, int, QImage)
    read = Signal(str, int, QImage, str)
    dropped = Signal(str, int)

    def __init__(self, inventory: Inventory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._kept: dict[tuple[str, int], QImage] = {}
        self._trouble: dict[str, str] = {}
        self._wanted: set[tuple[str, int]] = set()
        self._wishes = 0
        self._looked_at = ""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._child = Bounded()
        self._closed = False
        self.deadline_s = DEADLINE_S
        self.read.connect(self._on_read)
        self.dropped.connect(self._on_dropped)

    def get(self, media: Media, longest: int = THUMBNAIL) -> QImage | None:
        """Return a picture that is at hand, or None and bring it later by ``ready``."""
        key = (media.sha256 or "", longest)
        found = self._kept.get(key)
        if longest > SCREEN:
            self._looked_at = key[0]
        if found is None and key not in self._wanted and key[0] and not self._closed:
            self._wanted.add(key)
            self._wishes += 1
            first = _PREVIEWS_FIRST if longest <= SCREEN else 0
            self._pool.start(_Reading(self, media, longest), self._wishes + first)
        return found

    def best(self, media: Media, longest: int = LARGEST) -> QImage:
        """Return the best picture at hand, empty for none; a better one comes by ``ready``."""
        large = self._kept.get((media.sha256 or "", longest))
        small = self.get(media, SCREEN) if large is None or large.isNull() else None
        return self.get(media, longest) or small or QImage()

    def passed_by(self, media: Media, longest: int) -> bool:
        """Tell whether an original is no longer looked at; called by the reading thread."""
        return longest > SCREEN and media.sha256 != self._looked_at

    def trouble(self, media: Media) -> str:
        """Return why the original is not shown, or not whole; '' when nothing is known."""
        return self._trouble.get(media.sha256 or "", "")

    def _on_read(self, sha: str, longest: int, image: QImage, trouble: str) -> None:
        key = (sha, longest)
        self._wanted.discard(key)
        self._kept[key] = image
        while len(self._kept) > 1 and self._bytes() > KEPT_BYTES:
            self._kept.pop(next(iter(self._kept)))
        if trouble:
            self._trouble[sha] = trouble
        self.ready.emit(sha, longest, image)

    def _on_dropped(self, sha: str, longest: int) -> None:
        self._wanted.discard((sha, longest))
        if sha == self._looked_at:  # somebody came back meanwhile
            self.ready.emit(sha, longest, QImage())

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values())

    def read_one(self, media: Media, longest: int) -> tuple[QImage, str]:
        """Return a picture, empty if there is none, and what is wrong with the original.

        Called by the reading thread.
        """
        trouble = ""
        if longest > SCREEN:
            image, trouble = self._original(media, longest)
            if not image.isNull():
                return image, trouble
        image = self._preview(media, longest)
        if image.isNull() and not self._closed:
            self._make_previews(media)
            image = self._preview(media, longest)
        return image, trouble

    def _original(self, media: Media, longest: int) -> tuple[QImage, str]:
        path = self._path(media)
        name = media.original_name or path.name
        if not path.is_file():
            return QImage(), tr(
                "The original of {name} is not on this computer; look for missing photos.",
                name=name,
            )
        try:
            image, whole = read_original(
                self._child, path, media.orientation or 1, longest, self.deadline_s
            )
        except HeritageError as error:
            why = str(error).rstrip(".")
            return QImage(), tr(
                "{name} cannot be shown at full size: {why}. "
                "Its preview is shown, the file is kept.",
                name=name,
                why=why,
            )
        cut = tr(
            "The file of {name} ends early, so a part of the photo is missing; copy it from the "
            "card again if you can.",
            name=name,
        )
        return image, "" if whole else cut

    def _preview(self, media: Media, longest: int) -> QImage:
        sizes = (THUMBNAIL, SCREEN) if longest <= THUMBNAIL else (SCREEN, THUMBNAIL)
        for size in sizes:
            path = self._inventory.blobs.cache_path(media.sha256 or "", size)
            image = read_picture(path, longest) if path.exists() else QImage()
            if not image.isNull():
                return image
        return QImage()

    def _make_previews(self, media: Media) -> None:
        """Make previews that are missing, in a process of its own."""
        path = self._path(media)
        if not path.is_file():
            return
        with suppress(HeritageError):
            made, _ = self._child.run(
                picture_previews, path, media.orientation or 1, PREVIEW_SIZES,
                deadline_s=self.deadline_s,
            )  # fmt: skip
            keep(self._inventory.blobs, media.sha256 or "", made)

    def _path(self, media: Media) -> Path:
        return self._inventory.blobs.path(media.sha256 or "", media.extension)

    def close(self) -> None:
        """Stop reading; what is being read is given up, and what was read is forgotten."""
        self._closed = True
        self._pool.clear()
        self._child.stop()
        self._pool.waitForDone()
        self._child.close()
        self._kept.clear()
