# SPDX-License-Identifier: Apache-2.0
"""The commands for photos that look alike, among the others for photos."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from heritage_desktop.cli_media import photos as photos
from heritage_desktop.i18n import ntr
from heritage_desktop.terminal import Folder, open_inventory, show_progress

Media = Annotated[list[str], typer.Argument(metavar="MEDIA…", help="the ids or their beginnings")]


@photos.command(name="alike")
def alike(
    folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False
) -> None:
    """List the photos that look alike, and which one of each set to keep (marked *)."""
    from heritage_desktop.services import look_alikes

    with open_inventory(folder) as inventory:
        found = look_alikes.listed(inventory, show_progress)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found["sets"]:
        typer.echo(f"{one['sort']}: {one['why']}")
        for photo in one["photos"]:
            mark = "*" if photo["id"] == one["best"] else " "
            apart = "" if photo["distance"] is None else photo["distance"]
            typer.echo(f"{mark} {photo['id']}\t{apart}\t{photo['name']}")
    if found["not_compared"]:
        n = found["not_compared"]
        said = ntr("{n} photo has no preview and was not compared.",
                   "{n} photos have no preview and were not compared.", n)  # fmt: skip
        typer.echo(said, err=True)


@photos.command(name="set-aside")
def set_aside(folder: Folder, media: Media) -> None:
    """Set photos aside as repeats; nothing is deleted."""
    from heritage_desktop.services import look_alikes

    with open_inventory(folder) as inventory:
        n = look_alikes.set_aside(inventory, look_alikes.named(inventory, media))
    typer.echo(ntr("{n} photo was set aside.", "{n} photos were set aside.", n))


@photos.command(name="take-back")
def take_back(folder: Folder, media: Media) -> None:
    """Take photos back that were set aside."""
    from heritage_desktop.services import look_alikes

    with open_inventory(folder) as inventory:
        n = look_alikes.take_back(inventory, look_alikes.named(inventory, media))
    typer.echo(ntr("{n} photo was taken back.", "{n} photos were taken back.", n))


@photos.command(name="different")
def different(
    folder: Folder,
    one: Annotated[str, typer.Argument(metavar="ONE")],
    other: Annotated[str, typer.Argument(metavar="OTHER")],
) -> None:
    """Remember that two photos show different things, so that nobody is asked again."""
    from heritage_desktop.services import look_alikes

    with open_inventory(folder) as inventory:
        look_alikes.different(inventory, look_alikes.named(inventory, [one, other]))
