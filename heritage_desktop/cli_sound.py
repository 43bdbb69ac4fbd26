# SPDX-License-Identifier: Apache-2.0
"""The commands for sound: recordings, their passages, transcripts in and out, cut-off takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.terminal import Folder, open_inventory, show_progress

sound = typer.Typer(help="Recordings, their passages and transcripts.", rich_markup_mode=None)

Recording = Annotated[str, typer.Argument(metavar="MEDIA", help="the id or its beginning")]


@sound.command(name="list")
def list_recordings(folder: Folder) -> None:
    """List the recordings: length, passages, language, and what they are on."""
    from heritage_desktop.domain.passages import clock
    from heritage_desktop.services import transcripts

    with open_inventory(folder) as inventory:
        for one in transcripts.recordings(inventory):
            size = ntr("{n} passage", "{n} passages", one.passages)
            length = clock(one.length_ms, exact=False) if one.length_ms is not None else "–"
            typer.echo("\t".join(
                [one.id, one.name, length, size, one.language, " · ".join(one.shown_on)]
            ))  # fmt: skip


@sound.command(name="index")
def index(
    folder: Folder,
    media: Recording,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Show the passages of a recording: its index, transcript and marks, in their order."""
    from heritage_desktop.domain.passages import clock
    from heritage_desktop.services import inventories, passages, transcripts

    with open_inventory(folder) as inventory:
        target = transcripts.recording(inventory, inventories.find(inventory, media))
        found = passages.of(inventory, target.id)
        if as_json:
            value = [{"id": one.id, **inventories.plain(one)} for one in found]
            typer.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))
            return
        for one in found:
            texts = [*one.title.values(), one.spoken or "", *one.translation.values()]
            said = " / ".join(text.replace("\n", " ") for text in texts if text)
            end = clock(one.end_ms, exact=False) if one.end_ms is not None else ""
            begin = clock(one.start_ms or 0, exact=False)
            typer.echo("\t".join([begin, end, one.sort or "", said]))


@sound.command(name="add")
def add(
    folder: Folder,
    media: Recording,
    begin: Annotated[str, typer.Argument(metavar="BEGIN", help="12:10, 1:02:03.5 or seconds")],
    end: Annotated[str, typer.Argument(metavar="END")] = "",
    title: Annotated[str, typer.Option(help="a part of the index")] = "",
    told: Annotated[str, typer.Option(help="what is told in it")] = "",
    spoken: Annotated[str, typer.Option(help="a line of the transcript, as it is spoken")] = "",
    translation: Annotated[str, typer.Option(help="the line in LANGUAGE")] = "",
    speaker: Annotated[str, typer.Option(help="the id of who speaks, or its beginning")] = "",
    language: Annotated[str, typer.Option(help="of title, synopsis, translation")] = "zh-Hans",
) -> None:
    """Add a part of the index, with --spoken a line of the transcript, with neither a mark."""
    from heritage_desktop.domain.passages import LINE, MARK, PART, clock, read_clock
    from heritage_desktop.services import inventories, passages, transcripts

    try:
        start_ms, end_ms = read_clock(begin) or 0, read_clock(end)
    except ValueError as error:
        raise HeritageError(str(error)) from error
    if end_ms is not None and end_ms < start_ms:
        raise HeritageError(
            tr("The passage begins at {start}; it cannot end before.", start=clock(start_ms))
        )
    with open_inventory(folder) as inventory:
        target = transcripts.recording(inventory, inventories.find(inventory, media))
        made = passages.add(
            inventory,
            target.id,
            sort=LINE if spoken or translation else PART if title or told else MARK,
            start_ms=start_ms,
            end_ms=end_ms,
            title={language: title} if title else {},
            synopsis={language: told} if told else {},
            spoken=spoken or None,
            translation={language: translation} if translation else {},
            speaker=inventories.find(inventory, speaker) if speaker else None,
        )
        typer.echo(made.id)


@sound.command(name="read")
def read(
    folder: Folder,
    media: Recording,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ends in .eaf, .vtt or .srt")],
    language: Annotated[str, typer.Option(help="of the words, where the file is silent")] = "",
) -> None:
    """Take in a transcript as one undoable step; what stands here is never overwritten."""
    from heritage_desktop.services import inventories, transcripts

    with open_inventory(folder) as inventory:
        target = inventories.find(inventory, media)
        report = transcripts.read_transcript(
            inventory, target, file, language=language, progress=show_progress
        )
        for sentence in report.sentences():
            typer.echo(sentence)


@sound.command(name="write")
def write(
    folder: Folder,
    media: Recording,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ends in .eaf, .vtt or .srt")],
    audience: Annotated[str, typer.Option(help="village, county or public")] = "county",
    language: Annotated[str, typer.Option(help="only this translation, as subtitles")] = "",
) -> None:
    """Write the passages that may leave; what may not is a gap in time."""
    from heritage_desktop.domain.release import Audience
    from heritage_desktop.services import inventories, transcripts

    if audience not in set(Audience):
        raise HeritageError(tr("{name} is no audience; use one of {names}.",
                               name=audience, names=", ".join(Audience)))  # fmt: skip
    with open_inventory(folder) as inventory:
        target = inventories.find(inventory, media)
        written = transcripts.write_transcript(inventory, target, file, audience, language=language)
        for sentence in written.sentences():
            typer.echo(sentence)


@sound.command(name="recover")
def recover(folder: Folder) -> None:
    """Make recordings of the takes that a stopped program left."""
    from heritage_desktop.services import takes

    with open_inventory(folder) as inventory:
        for one in takes.recover(inventory):
            typer.echo(f"{one.id}  {one.original_name}")
        left = [str(one) for one in takes.left_over(inventory)]
    for folder_left in left:
        typer.echo(tr("{path} is no sound that can be read; look at it.", path=folder_left),
                   err=True)  # fmt: skip
    if left:
        raise typer.Exit(1)
