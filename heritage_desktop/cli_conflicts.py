# SPDX-License-Identifier: Apache-2.0
"""The commands for differences that wait for a person."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.terminal import Folder, open_inventory

conflicts = typer.Typer(help="Differences that wait for a person.", rich_markup_mode=None)


@conflicts.command(name="list")
def list_(
    folder: Folder, as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False
) -> None:
    """List what waits, by village and record, with every value numbered."""
    from heritage_desktop.services import settling

    with open_inventory(folder) as inventory:
        found = settling.listed(inventory)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for one in found:
        title = " · ".join(part for part in (one["village"], one["title"]) if part)
        typer.echo(f"{one['record']}\t{one['field']}\t{title}")
        if one["before"]:
            typer.echo(f"   {tr('before')}: {one['before']}")
        for version in one["versions"]:
            who = [version["by"], version["team"], version["at"][:16].replace("T", " ")]
            if version["clock_suspect"]:
                who.append(tr("clock cannot be right"))
            said = ", ".join(part for part in who if part)
            typer.echo(f" {version['number']} {version['value']}  ({said})")
        for reason in one["reasons"]:
            typer.echo(f"   {tr('reason')}: {reason['text']}  ({reason['by']}, {reason['on']})")
    typer.echo(ntr("{n} to settle", "{n} to settle", len(found)), err=True)


@conflicts.command()
def settle(
    folder: Folder,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="its id or the beginning")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="as conflicts list names it")],
    choice: Annotated[str, typer.Argument(metavar="CHOICE", help="a number, or join")],
    reason: Annotated[str, typer.Option(help="why; the other team reads it")] = "",
) -> None:
    """Keep one value, or join long texts; the others stay in the history."""
    from heritage_desktop.services import settling

    with open_inventory(folder) as inventory:
        typer.echo(settling.settle_named(inventory, record, field, choice, reason))
