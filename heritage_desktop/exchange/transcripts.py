# SPDX-License-Identifier: Apache-2.0
"""The list of transcript formats: adding one is a file, and its line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.exchange import eaf_reader, eaf_writer, subtitles
from heritage_desktop.exchange.passages import BadTranscript, Passage, Transcript, language_tag
from heritage_desktop.i18n import tr

MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TranscriptFormat:
    """A form of transcript: reads bytes, writes bytes."""

    extension: str
    name: str
    read: Callable[[bytes, str], Transcript]
    write: Callable[[Transcript, str], bytes]
    #: The sorts it can hold, tried in order: all of the first for which there are any.
    sorts: tuple[tuple[str, ...], ...] = (("part", "line", "mark"),)

    def holds(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return those passages that the form can hold."""
        told = [one for one in passages if not one.blank]
        kept: list[Passage] = []
        for sorts in self.sorts:
            kept = kept or [one for one in told if one.sort in sorts]
        return kept


_LINES, _INDEX = ("line",), ("part",)
TRANSCRIPTS: dict[str, TranscriptFormat] = {
    one.extension: one
    for one in (
        TranscriptFormat("eaf", "ELAN", eaf_reader.read, eaf_writer.write),
        TranscriptFormat(
            "vtt", "WebVTT", subtitles.read_vtt, subtitles.write_vtt, (_LINES, _INDEX)
        ),
        TranscriptFormat("srt", "SubRip", subtitles.read_srt, subtitles.write_srt, (_LINES,)),
    )
}


def format_of(path: Path) -> TranscriptFormat:
    """Return the form a file name asks for; raises HeritageError for another one."""
    found = TRANSCRIPTS.get(path.suffix.lower().lstrip("."))
    if found is None:
        raise HeritageError(
            tr("{name} is no transcript; use a file that ends in {endings}.", name=path.name,
               endings=", ".join(f".{one}" for one in TRANSCRIPTS))
        )  # fmt: skip
    return found


def read(path: Path, spoken: str = "") -> Transcript:
    """Return what a transcript file says; ``spoken`` is the language of the recording, if known.

    Raises HeritageError with one sentence that names the file.
    """
    form = format_of(path)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise HeritageError(
            tr("{name} cannot be read: {why}.", name=path.name, why=error.strerror or str(error))
        ) from error
    if len(data) > MOST_BYTES:
        raise HeritageError(tr("{name} is too large for a transcript.", name=path.name))
    try:
        found = form.read(data, language_tag(spoken))
    except BadTranscript as error:
        raise HeritageError(tr("{name}: {why}", name=path.name, why=str(error))) from error
    if not found.passages:
        raise HeritageError(tr("{name} holds no passage that can be used.", name=path.name))
    return found
