# SPDX-License-Identifier: Apache-2.0
"""Three real inventories that edit, throw away, undo, redo, lose and swap sticks, judged alike."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import UndoRefused
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.storage import journal
from heritage_desktop.storage.inventory import DATABASE, Inventory
from tests.torture.oracle import Truth
from tests.torture.replays import heads_of

TEAMS = st.integers(0, 2)
PICK = st.integers(0, 9)
EDITS = st.sampled_from(
    [
        (Item, "dating_told", "明"),
        (Item, "dating_told", "清"),
        (Item, "dating_told", None),
        (Item, "summary", {"zh-Hans": "桥"}),
        (Item, "summary", {"en": "bridge"}),
        (Item, "access_level", "public"),
        (Item, "access_level", "sealed"),
        (ItemName, "value", "挽月桥"),
        (ItemName, "value", None),
        (Consent, "status", "active"),
        (Consent, "status", "withdrawn"),
        (Consent, "granted", ("name",)),
        (Consent, "granted", ("name", "voice")),
        (ImmovableDetail, "materials", ("wood",)),
        (ImmovableDetail, "materials", ("stone",)),
    ]
)


class ThreeTeams(RuleBasedStateMachine):
    """Each step is one act of a person; after each, every inventory is what the oracle says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.teams = [
            Inventory.create(self.root / f"{name}.vhi", title={"en": name}) for name in "abc"
        ]
        self.truth = Truth()
        self.held: list[frozenset[str]] = [frozenset()] * 3
        self.shelf: list[Path] = []
        self.saved: dict[int, Path] = {}
        for team in range(3):
            self._learn(team)

    def _learn(self, team: int) -> None:
        """Tell the oracle what was just written, one commit after the other."""
        held = self.held[team]
        for commit in sorted(self.teams[team].commits(), key=lambda one: one.header.lamport):
            if commit.id not in self.truth.writes:
                self.truth.made(commit, held, whole=True)
        self.held[team] = frozenset(commit.id for commit in self.teams[team].commits())

    def _live(self, team: int, entity: type[Record], pick: int) -> Record | None:
        live: list[Any] = self.teams[team].all(entity)
        return live[pick % len(live)] if live else None

    @rule(team=TEAMS)
    def new_item(self, team: int) -> None:
        with self.teams[team].change("New") as change:
            item = change.add(Item(id="", kind="immovable", access_level="county"))
            change.add(ItemName(id="", item=item.id, value="桥"))
            change.add(ImmovableDetail(id=item.id, materials=("brick",)))
            change.add(Consent(id="", who=item.id, status="active", granted=("name",)))
        self._learn(team)

    @rule(team=TEAMS, pick=PICK, edit=EDITS)
    def edit(self, team: int, pick: int, edit: tuple[type[Record], str, Any]) -> None:
        entity, field, value = edit
        found = self._live(team, entity, pick)
        if found:
            with self.teams[team].change("Edit") as change:
                change.set(entity, found.id, field, value)
            self._learn(team)

    @rule(team=TEAMS, pick=PICK, entity=st.sampled_from([Item, ItemName, Consent]))
    def throw_away(self, team: int, pick: int, entity: type[Record]) -> None:
        found = self._live(team, entity, pick)
        if found:
            with self.teams[team].change("Throw away") as change:
                change.drop(entity, found.id)
            assert self.teams[team].is_trashed(entity, found.id)
            self._learn(team)

    @rule(team=TEAMS, pick=PICK)
    def bring_back(self, team: int, pick: int) -> None:
        inventory = self.teams[team]
        known = sorted({r[1] for c in self.truth.writes.values() for r in (w.register for w in c)
                        if r[0] == "item"})  # fmt: skip
        trashed = [one for one in known if inventory.is_trashed(Item, one)]
        if trashed:
            with inventory.change("Bring back") as change:
                change.restore(Item, trashed[pick % len(trashed)])
            self._learn(team)

    @rule(team=TEAMS)
    def undo(self, team: int) -> None:
        try:
            self.teams[team].undo()
        except UndoRefused:
            return
        self._learn(team)

    @rule(team=TEAMS)
    def undo_and_redo(self, team: int) -> None:
        inventory = self.teams[team]
        before = [inventory.all(entity) for entity in (Item, ItemName, Consent)]
        try:
            undone = inventory.undo()
        except UndoRefused:
            return
        self._learn(team)
        if undone is not None:
            assert inventory.redo() == undone
            self._learn(team)
        assert [inventory.all(entity) for entity in (Item, ItemName, Consent)] == before

    @rule(team=TEAMS)
    def pack(self, team: int) -> None:
        target = self.root / f"{len(self.shelf)}.vhb"
        export_bundle(self.teams[team], target)
        self.shelf.append(target)

    @rule(team=TEAMS, pick=PICK)
    def unpack(self, team: int, pick: int) -> None:
        if self.shelf:
            merge_bundle(self.teams[team], self.shelf[pick % len(self.shelf)])
            self._learn(team)

    @rule(team=TEAMS)
    def save(self, team: int) -> None:
        self.saved[team] = self.teams[team].backup()

    @rule(team=TEAMS)
    def put_back_unnoticed(self, team: int) -> None:
        """A backup is copied over the database; the witness is told to keep quiet."""
        if team not in self.saved:
            return
        old = self.teams[team]
        replica = old.replica
        old.close()
        shutil.copy(self.saved[team], old.folder / DATABASE)
        again = self.teams[team] = Inventory.open(old.folder)
        again.replica = replica
        again.set_meta(replica=replica)
        self._learn(team)

    @invariant()
    def each_is_what_the_oracle_says(self) -> None:
        for team, inventory in enumerate(self.teams):
            assert inventory.check() == []
            standing = self.truth.standing(self.held[team])
            records = sorted({register[1] for register in standing})
            heads = heads_of(inventory, records)
            got = {op for inner in heads.values() for op in inner}
            assert got == {one.op_id for rivals in standing.values() for one in rivals}
            for record in records:
                for name, folded in journal.fold_record(heads[record].values()).items():
                    assert self.truth.complaint(standing, name, record, folded) is None

    def teardown(self) -> None:
        hub, *others = self.teams
        for other in others:
            hub.merge(list(other.commits()), "Exchange")
        for other in others:
            other.merge(list(hub.commits()), "Exchange")
            assert other.digest() == hub.digest()
        for team in self.teams:
            team.close()
        self.folder.cleanup()
