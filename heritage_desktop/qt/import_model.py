# SPDX-License-Identifier: Apache-2.0
"""The rows of the import window: they come as the files are read, thousands without a stop."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.pictures import cropped
from heritage_desktop.services.photo_records import beside, is_raw, legible
from heritage_desktop.services.photos import ImportedFile

Index = QModelIndex | QPersistentModelIndex
THUMB = QSize(64, 48)
NAME, TIME, PLACE, STATE = range(4)
_NO_PARENT = QModelIndex()
_ROLE = Qt.ItemDataRole


@dataclass(slots=True)
class Row:
    """One file: what was found in it, its picture, and what became of it ('' while waiting)."""

    file: ImportedFile
    image: QImage | None
    became: str = ""


class Arrivals:
    """Takes files from the thread that reads them; the window fetches them when it has time."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[ImportedFile, QImage | None]] = deque()

    def add(self, file: ImportedFile) -> None:
        """Make the small picture here, away from the window; called by the reading thread."""
        image = QImage.fromData(file.thumbnail) if file.thumbnail else QImage()
        # Two bytes a pixel: 5,000 files are 31 MB.
        small = None if image.isNull() else cropped(image, THUMB)
        if small is not None:
            small = small.convertToFormat(QImage.Format.Format_RGB16)
        self._waiting.append((replace(file, thumbnail=None), small))

    def take(self) -> list[tuple[ImportedFile, QImage | None]]:
        """Return what has come since the last time."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]


class ImportModel(QAbstractTableModel):
    """Files in the order they are read; a file that is seen again changes its row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._at: dict[str, int] = {}
        self._pictures: set[tuple[str, str]] = set()
        self._blanks: dict[str, QImage] = {}

    def take(self, arrived: Sequence[tuple[ImportedFile, QImage | None]], *, done: bool) -> int:
        """Add or change rows; ``done`` tells looking from importing. Returns the last row."""
        fresh: list[Row] = []
        last = -1
        for file, image in arrived:
            if file.facts.media_type == "photo" and not is_raw(file.facts.mime):
                self._pictures.add(beside(file.path))
            at = self._at.get(str(file.path))
            if at is None:
                at = self._at[str(file.path)] = len(self.rows) + len(fresh)
                fresh.append(Row(file, image, file.status if done else ""))
            elif at < len(self.rows):
                row = self.rows[at]
                became = file.status if done else row.became
                self.rows[at] = Row(file, image or row.image, became)
                self.dataChanged.emit(self.index(at, 0), self.index(at, STATE))
            last = at
        if fresh:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self.rows += fresh
            self.endInsertRows()
        return last

    def settle(self, is_in: Callable[[ImportedFile], bool]) -> None:
        """The import has ended: say of every file whether it is in."""
        for row in self.rows:
            if row.file.status == "added":
                row.became = "in" if row.became and is_in(row.file) else "left"
        if self.rows:
            last = self.index(len(self.rows) - 1, STATE)
            self.dataChanged.emit(self.index(0, STATE), last)

    def counted(self) -> Counter[str]:
        """Count what was found; 'raw' are RAW files that go with a picture, not photos of their
        own."""
        found: Counter[str] = Counter()
        for row in self.rows:
            pair = row.file.status == "added" and self.pair(row.file)
            found["raw" if pair else row.file.status] += 1
        return found

    def in_count(self) -> int:
        """Return how many files an ended import brought in."""
        return sum(row.became == "in" for row in self.rows)

    def pair(self, file: ImportedFile) -> bool:
        """Tell whether a file is the RAW file of a picture in the list."""
        return is_raw(file.facts.mime) and beside(file.path) in self._pictures

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != _ROLE.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("File"), tr("Taken"), tr("Place"), tr("Remarks"))[section]

    def data(self, index: Index, role: int = 0) -> Any:
        row = self.rows[index.row()]
        column = index.column()
        if role == _ROLE.DisplayRole:
            return self._words(row, column)
        if role == _ROLE.DecorationRole:
            return (row.image or self._blank(row.file)) if column == NAME else None
        if role == _ROLE.ForegroundRole and row.file.status == "refused":
            return theme.tokens().colour("danger" if column == STATE else "muted")
        if role == _ROLE.ToolTipRole:
            return self._words(row, column) if column == STATE else None
        return None

    def _blank(self, file: ImportedFile) -> QImage:
        """Return what stands for a file that has no picture: a note for sound and film."""
        icon = "sound" if file.facts.media_type in ("audio", "video") else "no-photo"
        if icon not in self._blanks:
            self._blanks[icon] = _blank(icon)
        return self._blanks[icon]

    def _words(self, row: Row, column: int) -> str:
        if column == NAME:
            return legible(Path(row.file.path).name)
        if column == TIME:
            return _when(row.file)
        return _where(row.file) if column == PLACE else self._state(row)

    def _state(self, row: Row) -> str:
        file = row.file
        if file.status == "refused":
            return file.reason
        if file.status == "duplicate":
            return tr("here already")
        known = {"added": tr("copied"), "in": tr("imported"), "left": tr("not imported")}
        said = [known.get(row.became, "")]
        if self.pair(file):
            said.append(tr("RAW file of the photo of the same name"))
        if not row.became:
            said += [tr(finding.text) for finding in file.facts.findings]
        return " · ".join(part for part in said if part)


def _blank(icon: str) -> QImage:
    tokens = theme.tokens()
    picture = QImage(THUMB, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(tokens.colour("sunken"))
    painter = QPainter(picture)
    painter.drawImage((THUMB.width() - 20) // 2, (THUMB.height() - 20) // 2,
                      theme.image(icon, 20, "muted"))  # fmt: skip
    painter.end()
    return picture


def _when(file: ImportedFile) -> str:
    if not file.facts.taken_local:
        return "—"
    return f"{file.facts.taken_local.replace('T', ' ')[:16]} {file.facts.utc_offset or ''}".strip()


def _where(file: ImportedFile) -> str:
    facts = file.facts
    if facts.lat is None or facts.lon is None:
        return "—"
    near = f" ±{facts.accuracy_m:.0f} m" if facts.accuracy_m is not None else ""
    return f"{facts.lat:.5f}, {facts.lon:.5f}{near}"
