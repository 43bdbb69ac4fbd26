# SPDX-License-Identifier: Apache-2.0
"""The commands for photos as files: exporting them, and finding originals that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.terminal import Folder, open_inventory, show_progress

if TYPE_CHECKING:
    from heritage_desktop.domain.media import Media
    from heritage_desktop.services.clocks import Camera
    from heritage_desktop.services.placing import Plan
    from heritage_desktop.storage.inventory import Inventory

photos = typer.Typer(help="Photos as files: export, and missing originals.", rich_markup_mode=None)


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
    with open_inventory(folder) as inventory:
        ids = [inventories.find(inventory, one) for one in item] if item else None
        report = photo_export.export(
            inventory, target, audience, originals=originals, ids=ids, progress=show_progress
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

    with open_inventory(folder) as inventory:
        found = lost.missing(inventory, show_progress, every_byte=not quick)
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

    with open_inventory(folder) as inventory:
        report = lost.find(inventory, places, show_progress)
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

    with open_inventory(folder) as inventory:
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


@photos.command(name="watch")
def watch(
    folder: Folder,
    watched: Annotated[Path, typer.Argument(metavar="FOLDER", help="where photos arrive")],
    once: Annotated[bool, typer.Option("--once", help="look twice and leave")] = False,
) -> None:
    """Import photos as they come into a folder; files that are still growing are left."""
    import time

    from heritage_desktop.services import watching
    from heritage_desktop.services.photos import ImportReport

    def said(report: ImportReport) -> None:
        for one in report.files:
            typer.echo(one.reason or tr("{name}: imported.", name=one.path.name))

    with open_inventory(folder) as inventory:
        growing = watching.follow(
            inventory, watched, said, lambda: time.sleep(watching.SETTLE_S), once=once,
            progress=show_progress,
        )  # fmt: skip
    if growing:
        typer.echo(
            ntr("{n} file is still growing; it was left.",
                "{n} files are still growing; they were left.", growing), err=True,
        )  # fmt: skip


@photos.command(name="clocks")
def clocks(folder: Folder) -> None:
    """List the cameras, and what is wrong with their clocks or positions."""
    from heritage_desktop.services import clocks as service

    with open_inventory(folder) as inventory:
        for one in service.cameras(inventory):
            size = ntr("{n} photo", "{n} photos", len(one.photos))
            typer.echo("\t".join([one.id, one.name, size, service.advice(one)]))


Preview = Annotated[bool, typer.Option("--preview", help="say what would be done, do nothing")]
OfCamera = Annotated[
    str | None, typer.Option(help="only of this camera: its id or name, as clocks lists it")
]


def _camera(found: Sequence[Camera], name: str) -> Camera:
    named = [one for one in found if one.id == name]
    named = named or [one for one in found if one.name.casefold() == name.casefold()]
    if not named:
        raise HeritageError(tr("There is no camera {name}; list the clocks.", name=name))
    if len(named) > 1:
        raise HeritageError(
            tr("Several cameras are called {name}; write the id that the clocks list.", name=name)
        )
    return named[0]


@photos.command(name="shift")
def shift(
    folder: Folder,
    camera: Annotated[
        str, typer.Argument(metavar="CAMERA", help="its id or name, as clocks lists it")
    ],
    by: Annotated[
        str, typer.Argument(metavar="SHIFT", help="1:30, 22h, 2d 3h; satellites; or back")
    ],
    earlier: Annotated[bool, typer.Option("--earlier", help="subtract it")] = False,
    preview: Preview = False,
) -> None:
    """Move the times of one camera's photos; ``back`` returns to what the camera said."""
    from heritage_desktop.domain.clocks import read_shift
    from heritage_desktop.services import clocks as service

    with open_inventory(folder) as inventory:
        found = _camera(service.cameras(inventory), camera)
        if by == "back":
            count = len(service.as_said(found.photos))
            if not preview:
                service.as_the_camera_said(inventory, found.photos)
            _moved(count, preview=preview)
            return
        moved = list(found.photos)
        if by == "satellites":
            if found.suspicion is None:
                raise HeritageError(tr("The satellites do not contradict {name}.", name=found.name))
            seconds, moved = found.suspicion.shift, service.contradicted(found)
        else:
            try:
                seconds = read_shift(by) * (-1 if earlier else 1)
            except ValueError as error:
                raise HeritageError(
                    tr("{text} is no length of time; write 1:30, 22h or 2d 3h.", text=by)
                ) from error
        _move(inventory, moved, seconds, preview=preview)


def _move(inventory: Inventory, moved: Sequence[Media], seconds: int, *, preview: bool) -> None:
    from heritage_desktop.domain.clocks import show_shift
    from heritage_desktop.services import clocks as service

    times = service.move(moved, seconds).times
    for before, after in list(times.values())[:1]:
        typer.echo(f"{show_shift(seconds)}  {before.local} → {after.local}")
    if not preview:
        service.shift(inventory, moved, seconds)
    _moved(len(times), preview=preview)


def _moved(count: int, *, preview: bool) -> None:
    if preview:
        typer.echo(ntr("{n} time would be moved.", "{n} times would be moved.", count))
    else:
        typer.echo(ntr("{n} time was moved.", "{n} times were moved.", count))


@photos.command(name="clock")
def clock(
    folder: Folder,
    media: Annotated[str, typer.Argument(metavar="MEDIA", help="a photo that shows a clock")],
    shown: Annotated[
        str, typer.Argument(metavar="TIME", help="what that clock shows: 2026-04-12 14:03:20; "
                            "or the id of another camera's photo of the same moment")
    ],
    preview: Preview = False,
) -> None:  # fmt: skip
    """Set a camera's clock from one photo of a clock, or from two photos of one moment."""
    from heritage_desktop.domain.media import Media
    from heritage_desktop.services import clocks as service

    with open_inventory(folder) as inventory:
        one = inventory.get(Media, media)
        if one is None:
            raise HeritageError(tr("There is no record {id}; list the inventory.", id=media))
        right = inventory.get(Media, shown)
        seconds = service.shift_from(one, shown) if right is None else service.same(one, right)
        found = _camera(service.cameras(inventory), service.camera_of(one))
        _move(inventory, found.photos, seconds, preview=preview)


@photos.command(name="track")
def track(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(metavar="GPX…", help="track files")],
    gap: Annotated[float, typer.Option(help="longest gap to bridge, in minutes")] = 5.0,
    distance: Annotated[float, typer.Option(help="longest way to bridge, in metres")] = 1000.0,
    zone: Annotated[
        str | None, typer.Option(help="zone of photos that do not say theirs: +08:00")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="places that are there too")] = False,
    camera: OfCamera = None,
    preview: Preview = False,
) -> None:
    """Give photos their places from GPS tracks, by the time they were taken."""
    from heritage_desktop.domain.clocks import read_zone
    from heritage_desktop.domain.tracks import Limits
    from heritage_desktop.services import clocks as service
    from heritage_desktop.services import placing

    with open_inventory(folder) as inventory:
        wanted, every, _ = _to_place(inventory, camera)
        try:
            known = read_zone(zone or "")
        except ValueError as error:
            raise HeritageError(
                tr("{text} is no time zone; write +08:00.", text=zone or "")
            ) from error
        read = placing.read_tracks(files, show_progress)
        for sentence in read.problems:
            typer.echo(sentence, err=True)
        plan = placing.plan_tracks(
            wanted, read.lines, zone=known or service.zone_of(every), replace=replace,
            limits=Limits(gap * 60, distance),
        )  # fmt: skip
        _place(inventory, plan, preview=preview)
    if read.problems:
        raise typer.Exit(1)


@photos.command(name="neighbour")
def neighbour(
    folder: Folder,
    within: Annotated[float, typer.Option(help="how near in time, in minutes")] = 5.0,
    same: Annotated[bool, typer.Option("--same-camera", help="only of the same camera")] = False,
    camera: OfCamera = None,
    preview: Preview = False,
) -> None:
    """Give photos the place of another one taken soon before or after."""
    from heritage_desktop.services import placing

    with open_inventory(folder) as inventory:
        wanted, every, wrong = _to_place(inventory, camera)
        plan = placing.plan_neighbours(
            wanted, every, within_s=within * 60, others=not same, wrong=wrong
        )
        _place(inventory, plan, preview=preview)


@photos.command(name="hemisphere")
def hemisphere(
    folder: Folder,
    camera: Annotated[
        str, typer.Argument(metavar="CAMERA", help="its id or name, as clocks lists it")
    ],
    north_south: Annotated[str, typer.Argument(metavar="N|S")],
    east_west: Annotated[str, typer.Argument(metavar="E|W")],
    preview: Preview = False,
) -> None:
    """Say north or south, east or west where the photos of a camera do not."""
    from heritage_desktop.services import placing

    if north_south not in ("N", "S") or east_west not in ("E", "W"):
        raise HeritageError(tr("Write N or S, then E or W."))
    with open_inventory(folder) as inventory:
        wanted, _, _ = _to_place(inventory, camera)
        found = placing.half_said(inventory, wanted, show_progress)
        plan = placing.plan_hemisphere(found, north_south, east_west)
        _place(inventory, plan, preview=preview)


@photos.command(name="order")
def order(
    folder: Folder,
    owner: Annotated[str, typer.Argument(metavar="ID", help="the record they show")],
    first: Annotated[list[str], typer.Argument(metavar="PHOTO…", help="in their new order")],
) -> None:
    """Put photos of a record in order; those not named follow, the cover leads."""
    from heritage_desktop.services import inventories, photo_links

    with open_inventory(folder) as inventory:
        ids = [inventories.find(inventory, one) for one in first]
        photo_links.arrange(inventory, inventories.find(inventory, owner), ids)


@photos.command(name="cover")
def cover(
    folder: Folder,
    owner: Annotated[str, typer.Argument(metavar="ID", help="the record it shows")],
    photo: Annotated[str, typer.Argument(metavar="PHOTO")],
) -> None:
    """Make a photo the cover of a record."""
    from heritage_desktop.services import inventories, photo_links

    with open_inventory(folder) as inventory:
        photo_links.choose_cover(
            inventory, inventories.find(inventory, owner), inventories.find(inventory, photo)
        )


@photos.command(name="turn")
def turn(
    folder: Folder,
    degrees: Annotated[int, typer.Argument(metavar="90|180|270", help="clockwise")],
    ids: Annotated[list[str], typer.Argument(metavar="PHOTO…")],
) -> None:
    """Turn photos for viewing and printing; the originals stay as they are."""
    from heritage_desktop.services import inventories, photo_links

    with open_inventory(folder) as inventory:
        photo_links.turn(inventory, [inventories.find(inventory, one) for one in ids], degrees)


@photos.command(name="unplace")
def unplace(folder: Folder, camera: OfCamera = None, preview: Preview = False) -> None:
    """Go back to the places the cameras wrote, where others were worked out."""
    from heritage_desktop.services import placing

    with open_inventory(folder) as inventory:
        wanted, _, _ = _to_place(inventory, camera)
        plan = placing.plan_back(inventory, wanted, show_progress)
        _place(inventory, plan, preview=preview)


def _to_place(
    inventory: Inventory, camera: str | None
) -> tuple[list[Media], list[Media], list[str]]:
    """Return the photos asked for, all photos, and the cameras whose clock is wrong.

    Photos with a wrong clock are left out, and that is said, unless their camera was named.
    """
    from heritage_desktop.services import clocks as service

    found = service.cameras(inventory)
    every = [photo for one in found for photo in one.photos]
    wrong = [one for one in found if one.suspicion]
    for one in wrong:
        if camera in (None, one.id):
            typer.echo(f"{one.name}: {service.advice(one)}", err=True)
    names = [one.id for one in wrong]
    if camera is not None:
        return list(_camera(found, camera).photos), every, names
    return [photo for one in found if not one.suspicion for photo in one.photos], every, names


def _place(inventory: Inventory, plan: Plan, *, preview: bool) -> None:
    from heritage_desktop.services import placing

    for one, place in plan.places.items():
        worth = f"±{place.accuracy_m:.0f} m" if place and place.accuracy_m is not None else ""
        typer.echo(f"{one}\t{place or ''}\t{worth}")
    if not preview:
        placing.apply(inventory, plan)
    typer.echo(placing.told(plan))
