# SPDX-License-Identifier: Apache-2.0
"""The same verbs without a window. Exit 0 done, 1 refused with one sentence, 2 wrong usage."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from heritage_desktop import (
    __version__,
    cli_alike,
    cli_bundle,
    cli_conflicts,
    cli_record,
    cli_sound,
    cli_twins,
    i18n,
    logs,
    settings,
)
from heritage_desktop.domain.errors import Cancelled, HeritageError
from heritage_desktop.i18n import tr
from heritage_desktop.terminal import Folder, Json, open_inventory, say, show_progress

app = typer.Typer(
    name="heritage-desktop",
    help="Record the heritage of villages, merge it, print it.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(cli_bundle.bundle, name="bundle")
app.add_typer(cli_record.record, name="record")
app.add_typer(cli_record.words, name="words")
app.add_typer(cli_record.own, name="own")
app.add_typer(cli_alike.photos, name="photos")
app.add_typer(cli_twins.twins, name="twins")
app.add_typer(cli_sound.sound, name="sound")
app.add_typer(cli_conflicts.conflicts, name="conflicts")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    i18n.set_language(settings.load().language or i18n.system_language())
    logs.start()
    try:
        code = app(args=list(sys.argv[1:] if argv is None else argv), standalone_mode=False)
    except HeritageError as error:
        typer.echo(str(error), err=True)
        return 1
    except (Cancelled, KeyboardInterrupt, typer.Abort):
        return 1
    except typer.Exit as leaving:
        return leaving.exit_code
    except TyperException as error:
        why = error.format_message().rstrip(".")
        typer.echo(i18n.tr("{why}. Add --help to see how.", why=why), err=True)
        return 2
    finally:
        logs.stop()
    # Not standing alone, typer returns the code of an Exit instead of raising it.
    return code if isinstance(code, int) else 0


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    """Record the heritage of villages, merge it, print it."""


@app.command()
def new(
    folder: Folder,
    village: Annotated[str, typer.Option(help="the first village's name")] = "",
    title: Annotated[str, typer.Option(help="the inventory's title")] = "",
    team: Annotated[str, typer.Option(help="team code, e.g. SY03")] = "",
    office: Annotated[bool, typer.Option(help="kept by the county office")] = False,
) -> None:
    """Make a new inventory."""
    from heritage_desktop.services import inventories

    made = inventories.new_inventory(folder, title=title, village=village, team=team, office=office)
    made.close()
    typer.echo(str(folder))


@app.command()
def demo(
    folder: Folder,
    books: Annotated[bool, typer.Option(help="also write its catalogue and bundle")] = False,
) -> None:
    """Make the demo inventory; an existing demo is kept."""
    from heritage_desktop.services import demo as samples

    for path in samples.build_demo(folder, show_progress, books=books):
        typer.echo(str(path))


@app.command(name="import-photos")
def import_photos(
    folder: Folder,
    paths: Annotated[list[Path], typer.Argument(help="files and folders", exists=True)],
    item: Annotated[str, typer.Option(help="attach to this item")] = "",
    new_items: Annotated[bool, typer.Option("--new-items", help="make an item of each")] = False,
    village: Annotated[str, typer.Option(help="village id for new items")] = "",
    as_json: Json = False,
) -> None:
    """Bring photos, sound and film in; a broken file never stops the others."""
    from heritage_desktop.services import next_steps, photos

    with open_inventory(folder) as inventory:
        report = photos.import_photos(
            inventory, paths, target=item or ("new" if new_items else "tray"),
            village=village or None, progress=show_progress,
        )  # fmt: skip
        left = [] if as_json else next_steps.after_import(inventory, report, show_progress)
    counts = {name: report.count(name) for name in ("added", "duplicate", "refused")}
    for one in report.files:
        if one.reason and not as_json:
            typer.echo(one.reason)
    text = ", ".join(f"{number} {name}" for name, number in counts.items())
    say({"files": [one.to_json() for one in report.files], **counts}, as_json, text)
    if left:
        typer.echo(tr("Next:") + " " + "; ".join(one.words for one in left))
    if report.gone is not None:
        raise HeritageError(photos.card_gone(report))


@app.command(name="list")
def list_items(
    folder: Folder,
    text: Annotated[str, typer.Option("--text", help="search text")] = "",
    kind: Annotated[str, typer.Option(help="only this kind")] = "",
    as_json: Json = False,
) -> None:
    """List the items."""
    from heritage_desktop.services import inventories

    with open_inventory(folder) as inventory:
        rows = inventories.list_items(inventory, text=text, kind=kind or None)
        rows = inventories.with_arrivals(inventory, rows)
    lines = "\n".join(f"{row['id'][:8]}  {row['kind'] or '':<10}  {row['title']}" for row in rows)
    say(rows, as_json, lines)


@app.command()
def show(
    folder: Folder,
    record: Annotated[str, typer.Argument(metavar="ID", help="the id or its beginning")],
    as_json: Json = False,
) -> None:
    """Show one record."""
    from heritage_desktop.services import inventories

    with open_inventory(folder) as inventory:
        found = inventories.describe(inventory, inventories.find(inventory, record))
    say(found, as_json, json.dumps(found, ensure_ascii=False, indent=1))


@app.command(name="set")
def set_field(
    folder: Folder,
    record: Annotated[str, typer.Argument(metavar="ID")],
    field: Annotated[str, typer.Argument(metavar="FIELD")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    language: Annotated[str, typer.Option(help="for texts in several languages")] = "zh-Hans",
) -> None:
    """Write one field of a record or a part; an empty value clears it."""
    from heritage_desktop.services import inventories

    with open_inventory(folder) as inventory:
        target = inventories.find_any(inventory, record)
        inventories.write_field(inventory, target, field, value, language)


@app.command()
def catalogue(
    folder: Folder,
    target: Annotated[Path, typer.Argument(metavar="PDF")],
    language: Annotated[str, typer.Option(help="zh_CN, en or both")] = "both",
    audience: Annotated[str, typer.Option(help="village, county or public")] = "county",
    recordings: Annotated[str, typer.Option(help="full, index or none")] = "full",
    as_json: Json = False,
) -> None:
    """Print the catalogue."""
    from heritage_desktop.services import catalogue as printing

    if language not in ("zh_CN", "en", "both"):
        raise typer.BadParameter(f"{language}: use zh_CN, en or both")
    if audience not in ("village", "county", "public"):
        raise typer.BadParameter(f"{audience}: use village, county or public")
    if recordings not in ("full", "index", "none"):
        raise typer.BadParameter(f"{recordings}: use full, index or none")
    with open_inventory(folder) as inventory:
        report = printing.print_catalogue(
            inventory, target, language=language, audience=audience,  # type: ignore[arg-type]
            heard=recordings, progress=show_progress,  # type: ignore[arg-type]
        )  # fmt: skip
    missing = [{"character": char, "record": title} for char, title in report.missing]
    value = {"path": str(report.path), "pages": report.pages, "missing": missing}
    say(value, as_json, f"{report.path} ({report.pages})")


@app.command()
def export(
    folder: Folder,
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, tables, geojson or jsonl")],
    target: Annotated[Path, typer.Argument(metavar="FILE")],
    audience: Annotated[str, typer.Option(help="village, county or public")] = "county",
) -> None:
    """Export the items for another program."""
    from heritage_desktop.services import exporting

    with open_inventory(folder) as inventory:
        exporting.export(inventory, kind, target, audience=audience, progress=show_progress)
    typer.echo(str(target))


@app.command()
def check(folder: Folder, as_json: Json = False) -> None:
    """Prove that what is shown is what was recorded, and that originals are there."""
    from heritage_desktop.services import checking

    with open_inventory(folder) as inventory:
        problems = inventory.check(show_progress)
        found = checking.findings(inventory)
    value = {"problems": problems, "findings": [one.to_json() for one in found]}
    summary = i18n.tr("{n} problems, {m} findings", n=len(problems), m=len(found))
    say(value, as_json, "\n".join([*problems, summary]))
    if problems:
        raise typer.Exit(1)


@app.command()
def history(
    folder: Folder,
    record: Annotated[str, typer.Argument(metavar="ID")],
    as_json: Json = False,
) -> None:
    """Show who wrote what to a record, newest first."""
    from heritage_desktop.services import inventories

    with open_inventory(folder) as inventory:
        rows = inventories.history(inventory, inventories.find(inventory, record))
    lines = [f"{r['at']}  {r['author']}  {r['entity']}.{r['field']}: {r['after']}" for r in rows]
    say(rows, as_json, "\n".join(lines))


@app.command()
def undo(folder: Folder) -> None:
    """Take the last step back."""
    with open_inventory(folder) as inventory:
        typer.echo(inventory.undo() or i18n.tr("There is nothing to undo."))


@app.command()
def redo(folder: Folder) -> None:
    """Do the last undone step again."""
    with open_inventory(folder) as inventory:
        typer.echo(inventory.redo() or i18n.tr("There is nothing to redo."))


@app.command()
def backup(
    folder: Folder, target: Annotated[Path | None, typer.Argument(metavar="FILE")] = None
) -> None:
    """Write a verified copy of the database."""
    with open_inventory(folder) as inventory:
        typer.echo(str(inventory.backup(target)))


@app.command(name="self-test")
def self_test() -> None:
    """Try every part of this installation."""
    from heritage_desktop import self_test as test

    raise typer.Exit(test.run(typer.echo))
