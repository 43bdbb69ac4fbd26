# SPDX-License-Identifier: Apache-2.0
"""Recording: every second goes to the disk as it is spoken, and no take is ever thrown away.

A take lives in a folder of its own until its record is written. A program that dies at any
moment leaves the folder, and ``recover`` makes the recording of it at the next start.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import shutil
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.domain.moments import Moment
from heritage_desktop.i18n import language, tr
from heritage_desktop.media.wav import SoundFormat, WavWriter, mend, read_facts
from heritage_desktop.services import items
from heritage_desktop.storage import fsops, queries
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

#: Below this a recording is not begun: the disk would be full within minutes.
LEAST_FREE = 200 * 1024 * 1024
SOUND, NOTES, MARKS = "sound.wav", "take.json", "marks.jsonl"
CUT = "recording_cut"

_live: set[str] = set()


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment marked while recording, in milliseconds from its start."""

    at_ms: int
    words: str = ""


@dataclass(slots=True)
class Notes:
    """What is known of a take besides its sound; kept beside it on the disk."""

    began: str
    offset: str
    by: str = ""
    language: str = ""
    target: str = ""
    speaker: str = ""
    caption: str = ""
    sha256: str = ""
    sound: dict[str, int] = field(default_factory=dict)

    @property
    def format(self) -> SoundFormat:
        """Return the format of the samples."""
        return SoundFormat(**self.sound)


class Take:
    """One recording under way; ``add`` and ``mark`` may be called from any thread."""

    def __init__(
        self,
        inventory: Inventory,
        format: SoundFormat,
        *,
        target: str = "",
        speaker: str = "",
        spoken: str = "",
        caption: str = "",
    ) -> None:
        """Begin a recording of ``target`` with ``speaker`` in the language ``spoken``.

        Raises CannotWrite when the disk refuses and HeritageError when it is nearly full.
        """
        self.inventory, self.format = inventory, format
        self.id = new_id()
        self.folder = takes_folder(inventory) / self.id
        now = datetime.now().astimezone().replace(microsecond=0)
        zone = now.strftime("%z")
        self.notes = Notes(
            now.strftime("%Y-%m-%dT%H:%M:%S"), f"{zone[:3]}:{zone[3:]}", inventory.author or "",
            spoken, target, speaker, caption, sound=asdict(format),
        )  # fmt: skip
        self.marks: list[Mark] = []
        self.failure = ""
        self._sound: queue.Queue[bytes | None] = queue.Queue()
        self._added = 0
        self._begin()
        self._writing = threading.Thread(target=self._write, name="take", daemon=True)
        self._writing.start()

    def _begin(self) -> None:
        try:
            self.folder.mkdir(parents=True)
            if shutil.disk_usage(self.folder).free < LEAST_FREE:
                self.folder.rmdir()
                raise HeritageError(
                    tr("The disk is nearly full; make room before you begin to record.")
                )
            _keep_notes(self.folder, self.notes)
            self._writer = WavWriter(self.folder / SOUND, self.format)
            fsops.sync_folder(self.folder)
            fsops.sync_folder(self.folder.parent)
        except OSError as error:
            raise fsops.cannot_write(self.folder / SOUND, error) from error
        _live.add(self.id)

    @property
    def length_ms(self) -> int:
        """Return how much sound was taken, in milliseconds."""
        return self.format.ms(self._added)

    @property
    def safe_ms(self) -> int:
        """Return how much of it survives a crash."""
        return self.format.ms(self._writer.settled)

    @property
    def room_ms(self) -> int:
        """Return for how long the disk has room, in milliseconds."""
        return self.format.ms(max(0, shutil.disk_usage(self.folder).free - LEAST_FREE // 2))

    def add(self, samples: bytes) -> None:
        """Take samples; they are written by another thread, so this never waits for the disk."""
        self._added += len(samples)
        self._sound.put(samples)

    def _write(self) -> None:
        while (samples := self._sound.get()) is not None:
            if self.failure:
                continue
            try:
                self._writer.add(samples)
            except OSError as error:
                self.failure = str(fsops.cannot_write(self.folder / SOUND, error))

    def mark(self, words: str = "") -> Mark:
        """Mark this moment; it is on the disk when this returns. Raises CannotWrite."""
        made = Mark(self.length_ms, words)
        path = self.folder / MARKS
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise fsops.cannot_write(path, error) from error
        self.marks.append(made)
        return made

    def finish(self) -> Media | None:
        """Store the recording and return its record; None when nothing was heard.

        Raises CannotWrite; the take is then still in its folder and can be recovered.
        """
        self._sound.put(None)
        self._writing.join()
        try:
            self._writer.close()
        except OSError as error:
            self.failure = self.failure or str(fsops.cannot_write(self.folder / SOUND, error))
        finally:
            _live.discard(self.id)
        return _store(self.inventory, self.folder)


def takes_folder(inventory: Inventory) -> Path:
    """Return where the takes are that have no record yet."""
    return inventory.folder / "takes"


def left_over(inventory: Inventory) -> list[Path]:
    """Return the folders of takes that a stopped program left."""
    folder = takes_folder(inventory)
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if one.is_dir() and one.name not in _live)


def recover(inventory: Inventory) -> list[Media]:
    """Make recordings of the takes that were cut off; return their records.

    One that cannot be read stays where it is for a person to look at. Raises CannotWrite.
    """
    made = []
    for folder in left_over(inventory):
        media = _store(inventory, folder, cut=True)
        if media is not None:
            made.append(media)
    return made


def agree(
    inventory: Inventory,
    clip: Media,
    person: str,
    *,
    granted: tuple[str, ...],
    refused: tuple[str, ...] = (),
    purpose: str = "",
) -> Consent:
    """Record that ``person`` agreed on ``clip`` to the scopes ``granted``."""
    with inventory.change(tr("Spoken consent")) as change:
        consent = change.add(
            Consent(
                id="", who=person, granted=granted, refused=refused, method="oral_recorded",
                date=clip.taken.local[:10] if clip.taken else items.today(),
                status="active" if granted else "refused", evidence=clip.id,
                asked_by=inventory.author or None, language=clip.language,
                purpose=purpose or None,
            )
        )  # fmt: skip
    return consent


def _store(inventory: Inventory, folder: Path, *, cut: bool = False) -> Media | None:
    """Move the sound to the originals, then write its record; each step can be done again."""
    notes = _read_notes(folder)
    sound = folder / SOUND
    if sound.is_file():
        try:
            format = notes.format if notes else _format_of(sound)
            if format is None:
                return None
            if mend(sound, format) == 0:
                shutil.rmtree(folder)
                return None
            notes = notes or _unknown(sound, format)
            with sound.open("rb") as file:
                notes.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            _keep_notes(folder, notes)
        except OSError as error:
            raise fsops.cannot_write(sound, error) from error
        inventory.blobs.settle([inventory.blobs.adopt(sound, notes.sha256, "wav")])
    if notes is None or not notes.sha256 or not inventory.blobs.has(notes.sha256, "wav"):
        return None
    known = inventory.all(Media, sha256=notes.sha256)
    media = known[0] if known else _record(inventory, notes, _marks(folder), cut)
    shutil.rmtree(folder)
    return media


def _record(inventory: Inventory, notes: Notes, marks: list[Mark], cut: bool) -> Media:
    path = inventory.blobs.path(notes.sha256, "wav")
    facts = read_facts(path)
    caption = {language(): notes.caption} if notes.caption else {}
    with inventory.change(tr("Voice recording")) as change:
        media = change.add(
            Media(
                id="", sha256=notes.sha256, extension="wav", mime="audio/wav",
                media_type="audio", bytes=path.stat().st_size,
                original_name=f"{notes.began.replace('T', ' ').replace(':', '')}.wav",
                duration_ms=facts.duration_ms if facts else None,
                taken=Moment(notes.began, notes.offset, "recorder"),
                camera_time=notes.began, creator=notes.by or None,
                language=notes.language or None, caption=caption,
                findings=CUT if cut else None,
            )
        )  # fmt: skip
        for passage in _passages(media, notes, marks):
            change.add(passage)
        _put_on(inventory, change, notes.target, media)
    return media


def _passages(media: Media, notes: Notes, marks: list[Mark]) -> Iterator[Segment]:
    """The speaker is named in a passage of full length: the gate asks for their consent."""
    if notes.speaker:
        yield Segment(
            id="", media=media.id, sort="part", start_ms=0, end_ms=media.duration_ms,
            speaker=notes.speaker,
        )  # fmt: skip
    for mark in marks:
        title = {language(): mark.words} if mark.words else {}
        yield Segment(id="", media=media.id, sort="mark", start_ms=mark.at_ms, title=title)


def _put_on(inventory: Inventory, change: Change, target: str, media: Media) -> None:
    if target and queries.entity_of(inventory, target) is not None:
        order = len(queries.media_of(inventory, target)) + 1
        change.add(items.link_to(target, media.id, order))


def _keep_notes(folder: Path, notes: Notes) -> None:
    text = json.dumps(asdict(notes), ensure_ascii=False)
    fsops.write_durably(folder / NOTES, lambda path: _put(path, text))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _read_notes(folder: Path) -> Notes | None:
    try:
        notes = Notes(**json.loads((folder / NOTES).read_text(encoding="utf-8")))
        return notes if notes.format.frame > 0 else None
    except (OSError, ValueError, TypeError):
        return None


def _unknown(sound: Path, format: SoundFormat) -> Notes:
    """The notes of a take that lost them: its file still says when it was begun."""
    began = datetime.fromtimestamp(sound.stat().st_mtime).astimezone()
    zone = began.strftime("%z")
    when = began.strftime("%Y-%m-%dT%H:%M:%S")
    return Notes(when, f"{zone[:3]}:{zone[3:]}", sound=asdict(format))


def _format_of(sound: Path) -> SoundFormat | None:
    facts = read_facts(sound)
    return facts.format if facts else None


def _marks(folder: Path) -> list[Mark]:
    """Return the marks; a last line cut in the middle is left out."""
    made = []
    try:
        lines = (folder / MARKS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    for line in lines:
        try:
            found: dict[str, Any] = json.loads(line)
            made.append(Mark(int(found["at_ms"]), str(found.get("words", ""))))
        except (ValueError, TypeError, KeyError):
            continue
    return made
