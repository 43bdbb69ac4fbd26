# SPDX-License-Identifier: Apache-2.0
"""Pictures for lists of many cards: cut to the very pixels of a card, away from the window.

Reading, scaling, cropping and rounding happen in the reading thread, and the window only paints.
What was asked for last is read first, and what was scrolled past is not read at all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QRunnable, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

from heritage_desktop.domain.media import Media
from heritage_desktop.qt.pictures import SCREEN, THUMBNAIL, Pictures, turned
from heritage_desktop.storage.inventory import Inventory

#: Cards' pictures are forgotten, the longest unused first, when together they weigh more.
CARDS_BYTES = 128_000_000
#: More wishes than any screen has cards: older ones were scrolled past.
PASSING = 96
#: How long painting may keep the reading thread waiting.
PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Shape:
    """The pixels of a card's picture: filled and cropped, or whole inside them; corner radii.

    ``turn`` is clockwise, in degrees.
    """

    width: int
    height: int
    top: int = 0
    bottom: int = 0
    fill: bool = True
    turn: int = 0


Key = tuple[str, Shape]


def read_fitting(path: Path, shape: Shape) -> QImage:
    """Return a preview in the pixels of ``shape``, ready to be painted; empty if unreadable.

    Qt scales inside its reader without holding Python; ``QImage.scaled`` would stop the window.
    """
    size = QSize(shape.width, shape.height)
    reader = QImageReader(str(path))
    if not reader.canRead():
        return QImage()
    wanted = size.transposed() if shape.turn % 180 else size
    how = Qt.AspectRatioMode.KeepAspectRatio
    reader.setScaledSize(
        reader.size().scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding if shape.fill else how
        )
    )
    image = turned(reader.read(), shape.turn)
    if image.isNull() or not shape.fill:
        return image
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    left, top = (shape.width - image.width()) // 2, (shape.height - image.height()) // 2
    painter.drawImage(left, top, image)
    if shape.top or shape.bottom:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, _mask(shape.width, shape.height, shape.top, shape.bottom))
    painter.end()
    return made


@lru_cache(maxsize=16)
def _mask(width: int, height: int, top: int, bottom: int) -> QImage:
    """Return a white rectangle with corners rounded by ``top`` and ``bottom`` pixels."""
    mask = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    mask.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = height / 2
    for radius, y in ((top, 0.0), (bottom, half)):
        path = QPainterPath()
        # Twice as high as its half: the inner corners lie in the other half.
        path.addRoundedRect(QRectF(0, y if y == 0 else y - half, width, height), radius, radius)
        painter.setClipRect(QRectF(0, y, width, half))
        painter.fillPath(path, Qt.GlobalColor.white)
    painter.end()
    return mask


class _Turn(QRunnable):
    """Reads whatever is wished for most when its turn comes."""

    def __init__(self, pictures: CardPictures) -> None:
        super().__init__()
        self._pictures = pictures

    def run(self) -> None:
        # The window may have been closed and deleted while the picture was read.
        with suppress(RuntimeError):
            self._pictures.read_next()


class CardPictures(Pictures):
    """Also brings pictures cut for cards; ``came`` tells the checksum of each that is there."""

    came = Signal(str)
    cut = Signal(object, QImage)

    def __init__(self, inventory: Inventory, parent: QObject | None = None) -> None:
        super().__init__(inventory, parent)
        self._cards: OrderedDict[Key, QImage] = OrderedDict()
        self._weight = 0
        self._passing: OrderedDict[Key, Media] = OrderedDict()
        self._reading: set[Key] = set()
        self._guard = threading.Lock()
        self._calm = threading.Event()
        self._calm.set()
        self.cut.connect(self._on_cut)

    def fit(self, media: Media, shape: Shape) -> QImage | None:
        """Return a picture in the pixels of a card, or None and tell by ``came`` that it is there.

        For views that ask again whenever they paint: a wish is dropped when many newer ones come.
        A picture that cannot be read is empty.
        """
        key = (media.sha256 or "", shape)
        found = self._cards.get(key)
        if found is not None:
            self._cards.move_to_end(key)
        elif key[0] and not self._closed:
            self._wish(key, media)
        return found

    def _wish(self, key: Key, media: Media) -> None:
        with self._guard:
            if key in self._reading:
                return
            known = key in self._passing
            self._passing[key] = media
            self._passing.move_to_end(key)
            if len(self._passing) > PASSING:
                self._passing.popitem(last=False)
        if not known:
            self._pool.start(_Turn(self))

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Begin no reading while a list is painted.

        Every call of the painter lets the other thread in, and each time the window waits for it:
        a page of cards would take three times as long.
        """
        self._calm.clear()
        try:
            yield
        finally:
            self._calm.set()

    def read_next(self) -> None:
        """Read the newest wish, if one is left; called by the reading thread."""
        self._calm.wait(PAUSE_S)
        with self._guard:
            if not self._passing:
                return
            key, media = self._passing.popitem()
            self._reading.add(key)
        image = self._cut(media, key[1])
        if image.isNull() and not self._closed:
            self._make_previews(media)
            image = self._cut(media, key[1])
        self.cut.emit(key, image)

    def _cut(self, media: Media, shape: Shape) -> QImage:
        large = max(shape.width, shape.height) > THUMBNAIL
        for size in (SCREEN, THUMBNAIL) if large else (THUMBNAIL, SCREEN):
            path = self._inventory.blobs.cache_path(media.sha256 or "", size)
            image = read_fitting(path, shape) if path.exists() else QImage()
            if not image.isNull():
                return image
        return QImage()

    def _on_cut(self, key: Key, image: QImage) -> None:
        with self._guard:
            self._reading.discard(key)
        self._cards[key] = image
        self._weight += _weight(image)
        while self._weight > CARDS_BYTES and len(self._cards) > 1:
            _, old = self._cards.popitem(last=False)
            self._weight -= _weight(old)
        self.came.emit(key[0])

    def close(self) -> None:
        """Stop reading; what is being read is given up."""
        with self._guard:
            self._passing.clear()
        self._calm.set()
        super().close()


def _weight(image: QImage) -> int:
    """Return the bytes of a picture; one that cannot be read is remembered too."""
    return max(image.sizeInBytes(), 256)
