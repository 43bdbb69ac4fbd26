# SPDX-License-Identifier: Apache-2.0
"""An open inventory: the folder, its lock, its history; everything that writes passes here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, insert, select, text

from heritage_desktop.domain import fields, ids
from heritage_desktop.domain.commits import Commit, parse_line
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.errors import HeritageError, InventoryDamaged
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.place import InventorySettings
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.storage import (
    drafts,
    gaps,
    journal,
    migrate,
    settling,
    tables,
    timeline,
    undo,
    upkeep,
    views,
    witness,
)
from heritage_desktop.storage.blobs import Blobs
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.engine import make_engine
from heritage_desktop.storage.fsops import cannot_write
from heritage_desktop.storage.keys import DeviceKey, device_key
from heritage_desktop.storage.lock import Lock

R = TypeVar("R", bound=Record)
Touched = frozenset[tuple[str, str]]
Listener = Callable[[Touched], None]

DATABASE = "inventory.sqlite"
FOLDERS = ("media", "cache", "tmp", "bundles", "backups", "quarantine")
README = """\
This folder is one Heritage Desktop inventory.
Do not copy it while the program has it open; use File > Back up instead.
media/ holds the original photos and recordings, named by their SHA-256; never change them.
cache/ can be deleted at any time.

此文件夹是一个乡村遗产清单。
程序打开时请勿复制；请使用“文件 > 备份”。media/ 中为原始照片与录音，请勿改动；cache/ 可随时删除。
"""


class Inventory:
    """Opened with ``create`` or ``open``; closed with ``close`` or as a context manager."""

    def __init__(self, folder: Path, lock: Lock, engine: Engine, author: str) -> None:
        self.folder = folder
        self.author = author
        self.blobs = Blobs(folder / "media")
        self.key: DeviceKey = device_key()
        self.replica = ""
        self.settings_id = ""
        self.engine = engine
        self._lock = lock
        self._writing = threading.RLock()
        self._current: Change | None = None
        self._listeners: list[Listener] = []

    # Opening and closing

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        title: Mapping[str, str],
        team: str | None = None,
        office: bool = False,
        author: str = "",
    ) -> Inventory:
        """Make a new inventory folder; raises HeritageError when something is there already."""
        folder = Path(folder)
        if folder.exists() and any(folder.iterdir()):
            raise HeritageError(f"{folder.name} already exists; choose another name.")
        try:
            for name in ("", *FOLDERS):
                (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / "README.txt").write_text(README, encoding="utf-8")
        except OSError as error:
            raise cannot_write(folder, error) from error
        engine = make_engine(folder / DATABASE)
        made = cls(folder, Lock(folder / ".lock"), engine, author)
        migrate.create(engine, {"replica": ids.new_id(), "settings": ids.new_id()})
        made._read_meta()
        with made.change("New inventory") as change:
            settings = InventorySettings(
                id=made.settings_id, title=title, team=team, office=office or None
            )
            change.add(settings)
        undo.forget(made)
        return made

    @classmethod
    def open(cls, folder: Path, author: str = "") -> Inventory:
        """Open a folder; raises InventoryLocked, InventoryTooNew or InventoryDamaged."""
        folder = Path(folder)
        if not (folder / DATABASE).is_file():
            raise HeritageError(
                f"{folder.name} is not an inventory folder; choose one ending .vhi."
            )
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        lock = Lock(folder / ".lock")
        try:
            migrate.upgrade(folder / DATABASE, folder / "backups")
            engine = make_engine(folder / DATABASE)
            opened = cls(folder, lock, engine, author)
            opened._read_meta()
            witness.examine(opened)
            if migrate.view_is_stale(engine):
                upkeep.rebuild(opened)
        except BaseException:
            lock.release()
            raise
        for stray in (folder / "tmp").iterdir():
            if stray.is_file():
                stray.unlink()
        return opened

    def close(self) -> None:
        """Leave the inventory; safe to call twice."""
        if self.replica:
            witness.note(self)
        self.engine.dispose()
        self._lock.release()

    def __enter__(self) -> Inventory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read_meta(self) -> None:
        with self.reading() as connection:
            found = _pairs(connection)
        if "replica" not in found:
            raise InventoryDamaged(
                f"{self.folder.name} has lost its identity; restore the newest file of backups/."
            )
        self.replica, self.settings_id = found["replica"], found["settings"]

    # Reading

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reads; what a change still gathers is not seen yet."""
        with self.engine.connect() as connection:
            yield connection

    def get(self, entity: type[R], record: str) -> R | None:
        """Return one record, trashed or not; None when there is none."""
        table = tables.VIEW[entity.entity]
        with self.reading() as connection:
            row = connection.execute(select(table).where(table.c.id == record)).first()
        return views.record_of(entity, row) if row else None

    def all(self, entity: type[R], **equals: Any) -> list[R]:
        """Return the live records whose fields equal the given values, in id order."""
        table = tables.VIEW[entity.entity]
        query = select(table).where(table.c.state_ == "live").order_by(table.c.id)
        for name, value in equals.items():
            query = query.where(table.c[name] == value)
        with self.reading() as connection:
            return [views.record_of(entity, row) for row in connection.execute(query)]

    def latest(self, entity: type[R]) -> R | None:
        """Return the live record written last, None when there is none."""
        table = tables.VIEW[entity.entity]
        query = select(table).where(table.c.state_ == "live")
        with self.reading() as connection:
            # A view row written again gets a new row number: it decides within one second.
            newest = query.order_by(table.c.updated_.desc(), text("rowid DESC")).limit(1)
            row = connection.execute(newest).first()
        return views.record_of(entity, row) if row else None

    def is_trashed(self, entity: type[Record], record: str) -> bool:
        """Tell whether a record lies in the trash."""
        table = tables.VIEW[entity.entity]
        with self.reading() as connection:
            state = connection.scalar(select(table.c.state_).where(table.c.id == record))
        return state == "trash"

    def root_of(self, connection: Connection, name: str, record: str) -> str:
        """Return the id of the record tree a stored record belongs to."""
        owner = fields.owner_field(ENTITIES[name]) if name in ENTITIES else None
        if owner is None:
            return record
        table = tables.VIEW[name]
        found = connection.scalar(select(table.c[owner]).where(table.c.id == record))
        return str(found or record)

    # Writing

    @contextmanager
    def change(self, label: str) -> Iterator[Change]:
        """Gather writes and store them in one transaction when the block is left.

        A change inside a change joins the outer one; an exception stores nothing.
        """
        with self._writing:
            if self._current is not None:
                yield self._current
                return
            with self.engine.connect() as connection:
                change = self._current = Change(label, self, connection)
                try:
                    yield change
                finally:
                    self._current = None
            self._store(change, ("edit", None))

    def _store(self, change: Change, how: tuple[str, int | None]) -> Touched:
        with self._writing:
            with self.transaction() as connection:
                change._connection = connection  # noqa: SLF001  read heads inside the transaction
                commits = change.commits()
                step = (change.label, *how)
                done = journal.absorb(connection, commits, step=step)
            self._tell(done.touched)
        return done.touched

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection that holds the write lock from the start; commits on leaving."""
        with self._writing, self.engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin():
                yield connection

    def stamp(self, connection: Connection) -> Iterator[dict[str, Any]]:
        """Yield number, predecessor and Lamport time for each commit about to be made."""
        mine = tables.commit.c.replica == self.replica
        last = connection.execute(
            select(tables.commit.c.n, tables.commit.c.id)
            .where(mine)
            .order_by(tables.commit.c.n.desc())
            .limit(1)
        ).first()
        number, previous = (last.n, last.id) if last else (0, None)
        lamport = journal.latest(connection)
        wall = datetime.now().astimezone().isoformat(timespec="seconds")
        while True:
            number, lamport = number + 1, lamport + 1
            made: list[str] = []
            yield {"n": number, "prev": previous, "lamport": lamport, "wall": wall,
                   "made": made.append}  # fmt: skip
            previous = made[0]

    def merge(
        self, commits: Sequence[Commit], label: str, *, rehearse: bool = False
    ) -> journal.Absorbed:
        """Take in commits whose signatures were checked; with ``rehearse`` nothing is kept."""
        with self._writing, self.engine.connect() as plain:
            connection = plain.execution_options(writing=True)
            with connection.begin() as transaction:
                mine = {one.id for one in commits if one.header.replica == self.replica}
                copied = mine - journal.known(connection, mine)
                done = journal.absorb(connection, commits, step=(label, "merge", None))
                done.gaps = tuple(gaps.gaps(connection))
                done.forks = tuple(gaps.forks(connection))
                if rehearse:
                    transaction.rollback()
            if copied and not rehearse:  # a copy of this folder wrote on under our name
                witness.renew(self)
            if not rehearse:
                self._tell(done.touched)
        return done

    def settle(self, conflict: timeline.Conflict, value: Any) -> None:
        """Write a person's answer over all versions; the others stay in the history.

        Raises StaleRecord when other values stand there now, HeritageError for a withdrawal.
        """
        settling.settle(self, conflict, value)

    # Undo, history, listeners, drafts, upkeep: each is one module of this room

    def undo(self, after: int = 0) -> str | None:
        """Take the last step back as a new step; returns its label, None when there is none.

        With ``after``, a ``newest_step`` of before, only steps that came later are taken back.
        Raises UndoRefused when somebody wrote in between.
        """
        return undo.undo(self, after)

    @property
    def newest_step(self) -> int:
        """The number of the step that ``undo`` would take back, 0 for none."""
        return undo.newest(self)

    def redo(self) -> str | None:
        """Do the last undone step again; returns its label."""
        return undo.redo(self)

    @property
    def undo_label(self) -> str | None:
        """What ``undo`` would take back."""
        return undo.label(self, "done")

    @property
    def redo_label(self) -> str | None:
        """What ``redo`` would do again."""
        return undo.label(self, "undone")

    def forget_steps(self) -> None:
        """Start with an empty undo stack."""
        undo.forget(self)

    def history(self, record: str) -> list[timeline.HistoryEntry]:
        """Return every write to a record and what belongs to it, newest first."""
        return timeline.history(self, record)

    def conflicts(self, record: str | None = None) -> list[timeline.Conflict]:
        """Return the registers where different values stand side by side."""
        return timeline.conflicts(self, record)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the touched records after each store; returns how to stop it."""
        self._listeners.append(listener)
        return lambda: _forget(self._listeners, listener)

    def _tell(self, touched: Touched) -> None:
        if touched:
            for listener in list(self._listeners):
                listener(touched)

    def save_draft(self, entity: str, record: str, field: str, member: str, text: str) -> None:
        """Keep what is being typed, durably, before it becomes a commit."""
        drafts.save(self, drafts.Draft(entity, record, field, member, text))

    def drafts(self) -> list[drafts.Draft]:
        """Return what was being typed when the program ended."""
        return drafts.load(self)

    def drop_draft(self, entity: str, record: str, field: str, member: str) -> None:
        """Forget a draft: it was committed or given up."""
        drafts.drop(self, entity, record, field, member)

    def check(self, progress: Progress = silent) -> list[str]:
        """Return what is wrong with the store, empty when all is well."""
        return upkeep.check(self, progress)

    def digest(self) -> str:
        """Return a hash of the visible state; equal where the same commits are held."""
        return upkeep.digest(self)

    def backup(self, target: Path | None = None) -> Path:
        """Write a verified copy of the database; media are named by hash and never change."""
        return upkeep.backup(self, target)

    def commit_lines(self, progress: Progress = silent) -> Iterator[bytes]:
        """Yield every commit as its line, in id order."""
        total = self.commit_count()
        with self.reading() as connection:
            query = select(tables.commit.c.line).order_by(tables.commit.c.id)
            for done, row in enumerate(connection.execute(query), 1):
                if done % 500 == 0:
                    progress(done, total)
                yield row.line

    def commits(self) -> Iterator[Commit]:
        """Yield every commit, read back."""
        return (parse_line(line) for line in self.commit_lines())

    def commit_count(self) -> int:
        """Return how many commits are held."""
        with self.reading() as connection:
            return connection.scalar(select(func.count()).select_from(tables.commit)) or 0

    def known_commits(self, names: Iterable[str]) -> set[str]:
        """Return those of the given commit ids that are here."""
        with self.reading() as connection:
            return journal.known(connection, names)

    @property
    def key_id(self) -> str:
        """The public key of this device, hexadecimal."""
        return self.key.public

    def set_meta(self, **values: str) -> None:
        """Write local facts that never travel."""
        with self.transaction() as connection:
            rows = [{"key": key, "value": value} for key, value in values.items()]
            connection.execute(insert(tables.meta).prefix_with("OR REPLACE"), rows)

    def meta(self) -> dict[str, str]:
        """Return local facts."""
        with self.reading() as connection:
            return _pairs(connection)


def _forget(listeners: list[Listener], listener: Listener) -> None:
    """Stop telling a listener; twice does no harm: a window may close before its program."""
    if listener in listeners:
        listeners.remove(listener)


def _pairs(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(tables.meta))}
