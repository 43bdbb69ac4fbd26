# SPDX-License-Identifier: Apache-2.0
"""What every command does the same way: open the inventory, say a result, show progress."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from heritage_desktop import settings

Folder = Annotated[Path, typer.Argument(metavar="INVENTORY", help="the inventory folder")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]


def open_inventory(folder: Path) -> Any:
    """Open an inventory as the person whose name the settings hold; raises HeritageError."""
    from heritage_desktop.storage.inventory import Inventory

    return Inventory.open(folder, author=settings.load().recorder)


def say(value: Any, as_json: bool, text: str = "") -> None:
    """Print a value as JSON, or its words."""
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))
    elif text:
        typer.echo(text)


def show_progress(done: int, total: int, note: str = "") -> None:
    """Show a count on the error stream, where a person looks at it."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} {note[:48]:<48}", err=True, nl=done >= total > 0)
