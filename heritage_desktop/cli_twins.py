# SPDX-License-Identifier: Apache-2.0
"""The commands for items that may be one and the same place."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from heritage_desktop.i18n import tr
from heritage_desktop.terminal import Folder, open_inventory, show_progress

twins = typer.Typer(help="Items that may be one place, recorded twice.", rich_markup_mode=None)

One = Annotated[str, typer.Argument(metavar="ONE", help="the id or its beginning")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="the id or its beginning")]


@twins.command(name="list")
def list_twins(
    folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False
) -> None:
    """List the pairs that may be one place, with the reasons, and the items that are one."""
    from heritage_desktop.services import twins as service

    with open_inventory(folder) as inventory:
        found = service.listed(inventory, show_progress)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for pair in found["pairs"]:
        typer.echo(f"{pair['score']}: {' · '.join(pair['why'])}")
        for side in ("one", "other"):
            mark = "*" if pair[side] == pair["suggested"] else " "
            typer.echo(f"{mark} {pair[side]}\t{pair[f'{side}_title']}")
    for one in found["merged"]:
        typer.echo(f"= {one['stays']}\t{one['title']}\t{' '.join(one['others'])}")


@twins.command(name="same")
def same(
    folder: Folder,
    one: One,
    other: Other,
    keep: Annotated[str, typer.Option(help="the one that stays; else the fuller one")] = "",
) -> None:
    """Make one item of two; undo and `twins separate` take it back. Prints the one that stays."""
    from heritage_desktop.services import twins as service

    with open_inventory(folder) as inventory:
        first, second = (service.named(inventory, start) for start in (one, other))
        stays = service.named(inventory, keep) if keep else ""
        typer.echo(service.same(inventory, first, second, stays))


@twins.command(name="different")
def different(folder: Folder, one: One, other: Other) -> None:
    """Remember for all teams that two items are two places."""
    from heritage_desktop.services import twins as service

    with open_inventory(folder) as inventory:
        service.different(inventory, *(service.named(inventory, start) for start in (one, other)))


@twins.command(name="separate")
def separate(folder: Folder, one: One) -> None:
    """Let an item that was made one with others stand by itself again."""
    from heritage_desktop.services import twins as service

    with open_inventory(folder) as inventory:
        others = service.separate(inventory, service.named(inventory, one))
        typer.echo(tr("Separated from {ids}.", ids=" ".join(others)))
