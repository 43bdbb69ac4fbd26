# SPDX-License-Identifier: Apache-2.0
"""Creating and upgrading the file: a backup first, the steps on a copy, then a rename.

Only the history tables are migrated; the view is folded again whenever its declarations changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text

from heritage_desktop.domain.errors import InventoryDamaged, InventoryTooNew
from heritage_desktop.storage import fsops, tables
from heritage_desktop.storage.engine import driver, make_engine


def create(engine: Engine, meta: Mapping[str, str]) -> None:
    """Make all tables in a new file and stamp it with the current revision."""
    version = f"{tables.SCHEMA_MAJOR}.{tables.SCHEMA_MINOR}"
    with engine.connect() as plain:
        connection = plain.execution_options(writing=True)
        with connection.begin():
            tables.history.create_all(connection)
            connection.execute(text("CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY)"))
            connection.execute(
                text("INSERT INTO alembic_version VALUES (:revision)"),
                {"revision": tables.REVISION},
            )
            rows = [{"key": key, "value": value} for key, value in meta.items()]
            connection.execute(insert(tables.meta), [*rows, {"key": "schema", "value": version}])
            make_view(connection)


def make_view(connection: Connection) -> None:
    """Make the view tables anew, empty, and note which declarations they follow."""
    old = connection.scalars(
        text("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'v_*'")
    ).all()
    for name in old:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    connection.exec_driver_sql("DROP TABLE IF EXISTS search")
    tables.view.create_all(connection)
    connection.exec_driver_sql(tables.SEARCH_DDL)
    row = {"key": "view", "value": tables.view_fingerprint()}
    connection.execute(insert(tables.meta).prefix_with("OR REPLACE"), [row])


def view_is_stale(engine: Engine) -> bool:
    """Tell whether the declarations changed since the view was made."""
    with engine.connect() as connection:
        query = select(tables.meta.c.value).where(tables.meta.c.key == "view")
        return connection.scalar(query) != tables.view_fingerprint()


def verify(path: Path) -> None:
    """Raise InventoryDamaged unless the file is a sound database."""
    module: Any = driver()
    try:
        connection = module.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            connection.close()
    except module.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise InventoryDamaged(f"{path.name} is damaged ({answer}); restore the newest backup.")


def upgrade(path: Path, backups: Path) -> None:
    """Bring an older file up to date; raises InventoryTooNew for a newer major version."""
    engine = make_engine(path)
    module: Any = driver()
    try:
        with engine.connect() as connection:
            query = select(tables.meta.c.value).where(tables.meta.c.key == "schema")
            version = str(connection.scalar(query) or "1.0")
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    except Exception as error:
        if not isinstance(getattr(error, "orig", error), module.DatabaseError):
            raise
        raise InventoryDamaged(
            f"{path.parent.name} cannot be read; restore the newest file of its backups folder."
        ) from error
    finally:
        engine.dispose()
    major, minor = (int(part) for part in version.split("."))
    if major > tables.SCHEMA_MAJOR:
        raise InventoryTooNew(
            f"{path.parent.name} was written by version {version} of the format; "
            "install the newest program to open it."
        )
    if revision == tables.REVISION or minor > tables.SCHEMA_MINOR:
        return
    _migrate(path, backups)


def _migrate(path: Path, backups: Path) -> None:
    from alembic import command  # loaded only here: it costs a quarter of a second
    from alembic.config import Config

    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    copy = path.with_suffix(".migrating")
    copy.unlink(missing_ok=True)
    connection = driver().connect(str(path))
    try:
        for target in (backups / f"before-migration-{stamp}.sqlite", copy):
            connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    engine = make_engine(copy)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as plain:
        writing = plain.execution_options(writing=True)
        with writing.begin():
            config.attributes["connection"] = writing
            command.upgrade(config, tables.REVISION)
    engine.dispose()
    verify(copy)
    fsops.replace(copy, path)
    fsops.sync_folder(path.parent)
