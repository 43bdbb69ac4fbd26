# SPDX-License-Identifier: Apache-2.0
"""Tracks of GPS receivers (GPX 1.0 and 1.1, topografix.com): hostile XML until checked.

Only the track points are read, in one pass and without building a tree. A DOCTYPE is refused, so
no entity can grow or point anywhere; bytes, depth, points and time are bounded.
"""

from __future__ import annotations

import codecs
import math
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.tracks import RECEIVER_M, Fix, Line, lines
from heritage_desktop.i18n import tr

MAX_BYTES = 64 * 1024 * 1024
MAX_POINTS = 1_000_000
MAX_DEPTH = 64
DEADLINE_S = 60.0
PIECE = 64 * 1024
#: One tag, comment or text may be this long at most; a parser must hold it whole.
MAX_TOKEN = 1024 * 1024
_SHORT = 40
#: Metres for a dilution of precision of one; 5 m is what a handheld receiver reaches.
METRES_PER_HDOP, WORST_M = 5.0, 100.0
_NUMBER = re.compile(r"\s*[+-]?\d{1,12}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?\s*\Z", re.ASCII)
_TIME = re.compile(
    r"\s*(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):(\d{2})(\.\d{1,9})?\s*(Z|[+-]\d{2}:\d{2})?\s*\Z",
    re.ASCII,
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,20})", re.ASCII)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
#: Chinese programs say GBK; what cannot be read in a name is no reason to lose a track.
_ENCODINGS = {"gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030",
              "iso-8859-1": "latin-1", "windows-1252": "cp1252", "big5": "big5"}  # fmt: skip


class _Refused(Exception):
    """The file is not what it should be; the text is a part of a sentence."""


def read_gpx(path: Path, progress: Progress = silent) -> list[Line]:
    """Return the track lines of one file; points without a time or a place are left out.

    Raises HeritageError with one sentence that names the file.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise _Refused(tr("it is no file"))
        if size > MAX_BYTES:
            raise _Refused(tr("it is larger than {size} MB", size=MAX_BYTES // 1024**2))
        with path.open("rb") as handle:
            runs = _Reader().read(handle, size, progress)
    except OSError as error:
        why = error.strerror or str(error)
        raise HeritageError(tr("{name} cannot be read: {why}.", name=path.name, why=why)) from error
    except _Refused as error:
        raise HeritageError(
            tr("{name} is no track that can be used: {why}.", name=path.name, why=error)
        ) from error
    return lines(runs)


class _Reader:
    """One file on its way through the parser: where we are, and the segments so far."""

    def __init__(self) -> None:
        self.runs: list[list[Fix]] = []
        self._count = 0
        self._path: list[str] = []
        self._where: tuple[float, float] | None = None
        self._said: dict[str, str] = {}
        self._text: list[str] | None = None
        # We decode, so that the parser and we cannot see different characters.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.EntityDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, handle: BinaryIO, size: int, progress: Progress) -> list[list[Fix]]:
        """Return the segments; raises _Refused."""
        begun, given = time.monotonic(), 0
        try:
            for piece in _pieces(handle):
                progress(min(handle.tell(), size), size)
                self._parser.Parse(piece, False)
                given += len(piece)
                if given - max(0, self._parser.CurrentByteIndex) > MAX_TOKEN:
                    raise _Refused(tr("a single part of it never ends"))
                if time.monotonic() - begun > DEADLINE_S or handle.tell() > MAX_BYTES:
                    raise _Refused(tr("reading it takes too long"))
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise _Refused(tr("it is damaged at line {n}", n=error.lineno)) from error
        if not any(self.runs):
            raise _Refused(tr("it holds no track points with a time"))
        return self.runs

    def _refuse_doctype(self, *_: object) -> None:
        raise _Refused(tr("it has a document type of its own, which a track never needs"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self._path and local != "gpx":
            raise _Refused(tr("it is no GPX file"))
        self._path.append(local)
        if len(self._path) > MAX_DEPTH:
            raise _Refused(tr("it is nested too deeply"))
        if local == "trkseg":
            self.runs.append([])
        elif local == "trkpt":
            self._where, self._said = _where(attributes), {}
        elif self._path[-2:-1] == ["trkpt"] and local in ("time", "ele", "hdop"):
            self._text = []

    def _characters(self, text: str) -> None:
        if self._text is not None and len(self._text) < _SHORT:
            self._text.append(text[:_SHORT])

    def _end(self, _name: str) -> None:
        local = self._path.pop()
        if self._text is not None:
            self._said[local] = "".join(self._text)
            self._text = None
        elif local == "trkpt":
            self._keep()

    def _keep(self) -> None:
        at = _instant(self._said.get("time", ""))
        if at is None or self._where is None or not self.runs:
            return
        self._count += 1
        if self._count > MAX_POINTS:
            raise _Refused(tr("it has more than {n} points", n=f"{MAX_POINTS:,}"))
        alt, hdop = _number(self._said.get("ele")), _number(self._said.get("hdop"))
        if alt is not None and not -1000 <= alt <= 20_000:
            alt = None
        worth = RECEIVER_M
        if hdop is not None and hdop > 0:
            worth = min(WORST_M, max(METRES_PER_HDOP, METRES_PER_HDOP * hdop))
        self.runs[-1].append(Fix(at, *self._where, alt, worth))


def _pieces(handle: BinaryIO) -> Iterator[bytes]:
    """Yield the text as UTF-8, what cannot be decoded replaced."""
    head = handle.read(PIECE)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if not encoding:
        declared = _DECLARED.match(head.lstrip())
        encoding = _ENCODINGS.get(declared[1].decode().lower() if declared else "", "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while head:
        yield decoder.decode(head).encode("utf-8", "replace")
        head = handle.read(PIECE)
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _where(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Return latitude and longitude; None off the earth, and for 0, 0, which is no fix."""
    lat, lon = _number(attributes.get("lat")), _number(attributes.get("lon"))
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        return None
    return lat, lon


def _number(text: str | None) -> float | None:
    if text is None or not _NUMBER.match(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _instant(text: str) -> float | None:
    """Return seconds since 1970 of an XML dateTime; without a zone it is UTC, as GPX says."""
    match = _TIME.match(text)
    if match is None:
        return None
    second = min(int(match[3]), 59)  # a leap second is the end of its minute
    zone = match[5] or "Z"
    try:
        read = datetime.fromisoformat(
            f"{match[1]}T{match[2]}:{second:02d}{zone.replace('Z', '+00:00')}"
        )
        read = read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return (read - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1) + float(match[4] or 0)
