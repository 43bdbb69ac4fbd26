# SPDX-License-Identifier: Apache-2.0
"""The commands for bundles and receipts: what goes to the office, and whether it arrived."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from heritage_desktop import i18n
from heritage_desktop.terminal import Folder, Json, open_inventory, say, show_progress

bundle = typer.Typer(help="Bundles for the county office and back.", rich_markup_mode=None)


@bundle.command(name="export")
def bundle_export(
    folder: Folder,
    target: Annotated[Path, typer.Argument(metavar="BUNDLE")],
    peer: Annotated[
        str, typer.Option("--for", help="only what this team or office has not confirmed")
    ] = "",
    as_json: Json = False,
) -> None:
    """Write a bundle; an existing file is never overwritten."""
    from heritage_desktop.services import bundles, receipts

    with open_inventory(folder) as inventory:
        replica = receipts.find_peer(inventory, peer).replica if peer else None
        report = bundles.export_bundle(inventory, target, show_progress, peer=replica)
    value = {"path": str(report.path), "bytes": report.bytes, "id": report.info.id,
             "counts": report.info.counts, "for": report.info.addressed}  # fmt: skip
    say(value, as_json, f"{report.path} ({report.bytes} B)")


@bundle.command(name="inspect")
def bundle_inspect(
    path: Annotated[Path, typer.Argument(metavar="BUNDLE")], as_json: Json = False
) -> None:
    """Show what a bundle carries, after checking it."""
    from heritage_desktop.services import bundles

    value = bundles.inspect_bundle(path, show_progress)
    say(value, as_json, json.dumps(value, ensure_ascii=False, indent=1))


@bundle.command(name="verify")
def bundle_verify(
    path: Annotated[Path, typer.Argument(metavar="BUNDLE")], as_json: Json = False
) -> None:
    """Check every byte of a bundle."""
    from heritage_desktop.services import bundles

    info = bundles.verify_bundle(path, show_progress)
    value = {"id": info.id, "counts": info.counts, "verified": True}
    say(value, as_json, i18n.tr("{name} is whole.", name=path.name))


@bundle.command(name="merge")
def bundle_merge(
    folder: Folder,
    path: Annotated[Path, typer.Argument(metavar="BUNDLE")],
    rehearse: Annotated[bool, typer.Option("--rehearse", help="only say what would come")] = False,
    as_json: Json = False,
) -> None:
    """Merge a bundle as one undoable step."""
    import dataclasses

    from heritage_desktop.services import bundles, rehearsal

    with open_inventory(folder) as inventory:
        report = bundles.merge_bundle(inventory, path, rehearse=rehearse, progress=show_progress)
    said = [rehearsal.sentence(report), *bundles.missing(report)]
    say(dataclasses.asdict(report), as_json, "\n".join(said))


@bundle.command(name="receipt")
def bundle_receipt(
    folder: Folder,
    path: Annotated[Path, typer.Argument(metavar="BUNDLE", help="a bundle that was merged")],
    target: Annotated[Path | None, typer.Argument(metavar="RECEIPT")] = None,
) -> None:
    """Write the receipt of a merged bundle, next to it unless a name is given."""
    from heritage_desktop.services import receipts

    with open_inventory(folder) as inventory:
        typer.echo(str(receipts.write_receipt(inventory, path, target, show_progress)))


@bundle.command(name="take-receipt")
def take_receipt(
    folder: Folder,
    path: Annotated[Path, typer.Argument(metavar="RECEIPT")],
    as_json: Json = False,
) -> None:
    """Take in a receipt: what it confirms need not be handed over again."""
    import dataclasses

    from heritage_desktop.services import receipts

    with open_inventory(folder) as inventory:
        report = receipts.take_receipt(inventory, path)
    say(dataclasses.asdict(report), as_json, receipts.told(report))


@bundle.command(name="peers")
def peers(folder: Folder, as_json: Json = False) -> None:
    """List who was heard from, and how much each has not confirmed."""
    from heritage_desktop.services import receipts

    with open_inventory(folder) as inventory:
        rows = receipts.known_peers(inventory)
    lines = [
        f"{row['replica'][:8]}  {row['team'] or '–'}  {row['title']}  {row['at']}  "
        f"{row['commits_waiting']} + {row['media_waiting']}"
        for row in rows
    ]
    say(rows, as_json, "\n".join(lines))
