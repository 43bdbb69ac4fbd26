# SPDX-License-Identifier: Apache-2.0
"""Waveforms of the recordings of an inventory, kept in its cache and made again where missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.media.peaks import Peaks, wav_peaks
from heritage_desktop.media.wav import read_facts
from heritage_desktop.storage import fsops
from heritage_desktop.storage.inventory import Inventory

#: Reads what is no WAV file; given by who has a decoder.
Decode = Callable[[Path, Progress], Peaks]


def peaks_of(
    inventory: Inventory, media: Media, decode: Decode, progress: Progress = silent
) -> Peaks:
    """Return the waveform of a recording or film, from the cache or from its sound.

    Raises HeritageError when the original is not here or has no sound that can be read.
    """
    kept = _cache_path(inventory, media)
    known = _read(kept)
    if known is not None:
        return known
    path = inventory.blobs.path(media.sha256 or "", media.extension)
    if not path.is_file():
        raise HeritageError(tr("The recording is not on this computer."))
    facts = read_facts(path)
    try:
        made = decode(path, progress) if facts is None else wav_peaks(path, facts, progress)
    except OSError as error:
        raise HeritageError(
            tr("{name} cannot be read: {why}.", name=media.original_name or path.name,
               why=error.strerror or error)
        ) from error  # fmt: skip
    try:
        fsops.write_durably(kept, lambda target: _put(target, made), durable=False)
    except (OSError, CannotWrite):
        pass  # a full disk only means that it is made again
    return made


def _cache_path(inventory: Inventory, media: Media) -> Path:
    sha256 = media.sha256 or ""
    return inventory.blobs.cache / "peaks" / sha256[:2] / f"{sha256}.peaks"


def _read(path: Path) -> Peaks | None:
    try:
        return Peaks.from_bytes(path.read_bytes())
    except OSError:
        return None


def _put(path: Path, peaks: Peaks) -> None:
    path.write_bytes(peaks.to_bytes())
