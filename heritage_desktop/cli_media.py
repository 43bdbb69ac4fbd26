# SPDX-License-Identifier: Apache-2.0
"""The commands for photos as files: exporting them, and finding originals that are missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from heritage_desktop import settings
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, tr

photos = typer.Typer(help="Photos as files: export, and missing originals.", rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(metavar="INVENTORY", help="the inventory folder")]


def _open(folder: Path) -> Any:
    from heritage_desktop.storage.inventory import Inventory

    return Inventory.open(folder, author=settings.load().recorder)


def _progress(done: int, total: int, note: str = "") -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} {note[:48]:<48}", err=True, nl=done >= total > 0)


@photos.command(name="export")
def export(
    folder: Folder,
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the files go")],
    audience: Annotated[str, typer.Option(help="village, county or public")] = "county",
    originals: Annotated[
        bool, typer.Option("--originals/--stripped", help="as they are, or without hidden details")
    ] = False,
    item: Annotated[
        list[str] | None, typer.Option(help="only of this item; may be repeated")
    ] = None,
) -> None:
    """Write the photos and recordings of items as files, with a list beside them."""
    from heritage_desktop.domain.release import Audience
    from heritage_desktop.services import inventories, photo_export

    if audience not in set(Audience):
        raise HeritageError(tr("{name} is no audience; use one of {names}.",
                               name=audience, names=", ".join(Audience)))  # fmt: skip
    with _open(folder) as inventory:
        ids = [inventories.find(inventory, one) for one in item] if item else None
        report = photo_export.export(
            inventory, target, audience, originals=originals, ids=ids, progress=_progress
        )
        for one in report.written:
            typer.echo(one.name)
        for name, reason in ((one.name, one.reason) for one in report.withheld):
            typer.echo(tr("{name}: kept back, {reason}.", name=name, reason=reason), err=True)
        for sentence in report.failed:
            typer.echo(sentence, err=True)
    if report.failed:
        raise typer.Exit(1)


@photos.command(name="missing")
def missing(
    folder: Folder,
    quick: Annotated[bool, typer.Option("--quick", help="compare sizes only")] = False,
) -> None:
    """List photos and recordings whose originals are not here as they were taken in."""
    from heritage_desktop.services import missing as lost

    with _open(folder) as inventory:
        found = lost.missing(inventory, _progress, every_byte=not quick)
        for one in found:
            typer.echo(
                "  ".join([one.media.id, one.why, one.name, " · ".join(one.shown_on)]).rstrip()
            )
    if found:
        raise typer.Exit(1)


@photos.command(name="find")
def find(
    folder: Folder,
    places: Annotated[list[Path], typer.Argument(metavar="FOLDER…", help="cards, sticks, folders")],
) -> None:
    """Look for missing originals in folders and put back the very same bytes."""
    from heritage_desktop.services import missing as lost

    with _open(folder) as inventory:
        report = lost.find(inventory, places, _progress)
        for one in report.found:
            typer.echo(f"{one.media.original_name or one.media.id}  {one.source}")
        for sentence in report.problems:
            typer.echo(sentence, err=True)
        still = len(report.still)
        if still:
            typer.echo(
                ntr("{n} original is still missing.", "{n} originals are still missing.", still),
                err=True,
            )
    if still:
        raise typer.Exit(1)


@photos.command(name="group")
def group(
    folder: Folder,
    gap: Annotated[float, typer.Option(help="minutes between two groups")] = 10.0,
    distance: Annotated[float, typer.Option(help="metres between two groups")] = 150.0,
    make: Annotated[bool, typer.Option("--make", help="make an item of each group")] = False,
) -> None:
    """Group the photos of the tray by time and place; with --make each group becomes an item."""
    from heritage_desktop.services import grouping

    with _open(folder) as inventory:
        found = grouping.suggest(inventory, None, gap * 60, distance)
        for one in found:
            size = len(one.group.ids)
            near = tr("{metres} m from {title}", metres=round(one.near_m), title=one.near_title)
            typer.echo("\t".join([
                one.name, ntr("{n} photo", "{n} photos", size), near if one.near else "",
            ]))  # fmt: skip
        if make and found:
            grouping.apply(
                inventory,
                [grouping.Decision(one.group.ids, one.name, one.near) for one in found],
            )


@photos.command(name="clocks")
def clocks(folder: Folder) -> None:
    """List the cameras, and what is wrong with their clocks or positions."""
    from heritage_desktop.services import clocks as service

    with _open(folder) as inventory:
        for one in service.cameras(inventory):
            size = ntr("{n} photo", "{n} photos", len(one.photos))
            typer.echo("\t".join([one.id, one.name, size, service.advice(one)]))


@photos.command(name="shift")
def shift(
    folder: Folder,
    camera: Annotated[str, typer.Argument(metavar="CAMERA", help="as clocks lists it")],
    by: Annotated[str, typer.Argument(metavar="SHIFT", help="1:30, 22h, 2d 3h; or back")],
    earlier: Annotated[bool, typer.Option("--earlier", help="subtract it")] = False,
) -> None:
    """Move the times of one camera's photos; ``back`` returns to what the camera said."""
    from heritage_desktop.domain.clocks import read_shift
    from heritage_desktop.services import clocks as service

    with _open(folder) as inventory:
        found = next((one for one in service.cameras(inventory) if one.id == camera), None)
        if found is None:
            raise HeritageError(tr("There is no camera {name}; list the clocks.", name=camera))
        if by == "back":
            count = service.as_the_camera_said(inventory, found.photos)
        else:
            try:
                seconds = read_shift(by) * (-1 if earlier else 1)
                count = service.shift(inventory, found.photos, seconds)
            except ValueError as error:
                raise HeritageError(
                    tr("{text} is no length of time; write 1:30, 22h or 2d 3h.", text=by)
                ) from error
        typer.echo(ntr("{n} time was moved.", "{n} times were moved.", count))
