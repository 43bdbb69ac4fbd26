# SPDX-License-Identifier: Apache-2.0
"""Check, rebuild and back up: proof that the view is the history, and that originals are there."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from heritage_desktop.domain.commits import parse_line
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.errors import CannotWrite
from heritage_desktop.domain.fields import specs
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.redirects import read_through
from heritage_desktop.storage import (
    fsops,
    journal,
    keys,
    migrate,
    redirects,
    search,
    tables,
    views,
)

from heritage_desktop.domain.commits import SIGNATURE_CONTEXT, header_bytes  # isort: skip

if TYPE_CHECKING:
    from heritage_desktop.storage.inventory import Inventory


def digest(inventory: Inventory) -> str:
    """Return a SHA-256 over every view row, in a fixed order."""
    total = hashlib.sha256()
    with inventory.reading() as connection:
        for name, table in sorted(tables.VIEW.items()):
            for row in connection.execute(select(table).order_by(table.c.id)):
                total.update(repr((name, *row)).encode())
    return total.hexdigest()


def check(inventory: Inventory, progress: Progress = silent) -> list[str]:
    """Compare file, history, heads, view and media; returns one sentence for each problem."""
    problems: list[str] = []
    with inventory.reading() as connection:
        answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if answer != "ok":
            return [f"The database file is damaged ({answer}); restore the newest backup."]
        problems += _check_commits(connection, progress)
        problems += _check_fold(connection)
        table = tables.VIEW["media"]
        query = select(table.c.sha256, table.c.extension, table.c.original_name)
        rows = [row for row in connection.execute(query) if row.sha256]
    for done, row in enumerate(rows, 1):
        problems += _check_original(inventory, row)
        progress(done, len(rows), row.original_name or "")
    return problems


def _check_original(inventory: Inventory, row: Any) -> list[str]:
    """Read an original again: a file that is there may still have rotted."""
    advice = "merge a bundle that holds it or copy it back."
    path = inventory.blobs.path(row.sha256, row.extension)
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return [f"{row.original_name}: the original is not in media/; {advice}"]
    except OSError as error:
        return [f"{row.original_name}: {path.name} cannot be read ({error.strerror}); {advice}"]
    if found != row.sha256:
        return [f"{row.original_name}: {path.name} in media/ was changed; {advice}"]
    return []


def _check_commits(connection: Connection, progress: Progress) -> list[str]:
    problems = []
    rows = connection.execute(select(tables.commit.c.id, tables.commit.c.line)).all()
    for done, row in enumerate(rows, 1):
        progress(done, len(rows))
        try:
            commit = parse_line(row.line)
            signed = SIGNATURE_CONTEXT + header_bytes(commit.header)
            sound = commit.id == row.id
            sound = sound and keys.verify(commit.header.key, signed, commit.signature)
        except ValueError:
            sound = False
        if not sound:
            problems.append(f"Commit {row.id[:12]} was altered; restore the newest backup.")
    return problems


def _check_fold(connection: Connection) -> list[str]:
    problems = []
    known = redirects.load(connection)
    for name, plain in _folds(connection).items():
        table, declared = tables.VIEW[name], specs(ENTITIES[name])
        expected = {id: read_through(ENTITIES[name], id, one, known) for id, one in plain.items()}
        shown = {row.id: row for row in connection.execute(select(table))}
        rows = {record: folded for record, folded in expected.items() if folded is not None}
        for record in sorted(shown.keys() ^ rows.keys()):
            problems.append(f"{ENTITIES[name].label} {record}: shown and recorded state differ.")
        for record in shown.keys() & rows.keys():
            folded, row = rows[record], shown[record]
            wanted = [views.column(spec, folded.values.get(f, {})) for f, spec in declared.items()]
            got = [row._mapping[field] for field in declared]
            if [_plain(v) for v in wanted] != [
                _plain(v) for v in got
            ] or row.state_ != folded.state:
                problems.append(
                    f"{ENTITIES[name].label} {record}: shown values differ from the history."
                )
    return problems


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def _folds(connection: Connection) -> dict[str, dict[str, Any]]:
    heads: dict[str, list[Any]] = {}
    for row in connection.execute(select(tables.head).order_by(tables.head.c.record)):
        heads.setdefault(row.record, []).append(journal.head_of(row))
    folds: dict[str, dict[str, Any]] = {name: {} for name in ENTITIES}
    for record, inner in heads.items():
        for name, folded in journal.fold_record(inner).items():
            folds[name][record] = folded
    return folds


def rebuild(inventory: Inventory) -> None:
    """Drop the view and fold it again from the heads, in one transaction."""
    with inventory.transaction() as connection:
        migrate.make_view(connection)
        folds = _folds(connection)
        journal.store(connection, folds, {})
        known = redirects.load(connection)
        if known:
            journal.store(connection, folds, known)
        wanted = {record for name in search.INDEXED for record in folds[name]}
        search.refresh(connection, wanted)


def backup(inventory: Inventory, target: Path | None = None) -> Path:
    """Write ``inventory-YYYYMMDD-HHMMSS.sqlite``, verified before it gets its name."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S-%f")
    target = target or inventory.folder / "backups" / f"inventory-{stamp}.sqlite"
    if target.exists():
        raise CannotWrite(f"{target.name} already exists; choose another name.")

    def write(temporary: Path) -> None:
        with inventory.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("VACUUM INTO ?", (str(temporary),))
        migrate.verify(temporary)

    return fsops.write_durably(target, write)
