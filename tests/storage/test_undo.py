# SPDX-License-Identifier: Apache-2.0
"""Random lives of two inventories: undo and redo are exact, merges converge, nothing is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from heritage_desktop.domain.item import Item
from heritage_desktop.storage.inventory import Inventory

FIELDS = st.sampled_from(["dating_told", "recorder", "field_no"])
WORDS = st.sampled_from(["明", "清", "宋", "Tang", None])
SIDES = st.integers(0, 1)


class TwoTeams(RuleBasedStateMachine):
    """Two replicas edit, throw away, undo, redo and exchange everything now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        self.sides = [Inventory.create(root / f"{n}.vhi", title={"en": str(n)}) for n in "ab"]
        self.items: list[str] = []

    @rule(side=SIDES)
    def new_item(self, side: int) -> None:
        with self.sides[side].change("New") as change:
            self.items.append(change.add(Item(id="", kind="movable")).id)

    @rule(side=SIDES, pick=st.integers(0, 9), field=FIELDS, value=WORDS)
    def edit(self, side: int, pick: int, field: str, value: str | None) -> None:
        live = self.sides[side].all(Item)
        if live:
            with self.sides[side].change("Edit") as change:
                change.set(Item, live[pick % len(live)].id, field, value)

    @rule(side=SIDES, pick=st.integers(0, 9))
    def throw_away(self, side: int, pick: int) -> None:
        live = self.sides[side].all(Item)
        if live:
            with self.sides[side].change("Throw away") as change:
                change.drop(Item, live[pick % len(live)].id)

    @rule(side=SIDES)
    def undo_then_redo(self, side: int) -> None:
        before = self.sides[side].all(Item)
        if self.sides[side].undo() is not None:
            assert self.sides[side].redo() is not None
            assert self.sides[side].all(Item) == before

    @rule(side=SIDES)
    def undo(self, side: int) -> None:
        self.sides[side].undo()

    @rule()
    def exchange(self) -> None:
        a, b = self.sides
        a.merge(list(b.commits()), "Merge")
        b.merge(list(a.commits()), "Merge")
        for entity in (Item,):
            assert a.all(entity) == b.all(entity)
        assert len(a.conflicts()) == len(b.conflicts())

    @invariant()
    def view_is_the_fold(self) -> None:
        for side in self.sides:
            assert side.check() == []

    def teardown(self) -> None:
        for side in self.sides:
            side.close()
        self.folder.cleanup()


def test_a_step_that_changes_nothing_any_more_keeps_its_turn(tmp_path: Path) -> None:
    """A merge of what was done and undone elsewhere writes nothing when it is taken back."""
    with (
        Inventory.create(tmp_path / "a.vhi", title={"en": "a"}) as a,
        Inventory.create(tmp_path / "b.vhi", title={"en": "b"}) as b,
    ):
        a.merge(list(b.commits()), "Merge")
        b.merge(list(a.commits()), "Merge")
        b.undo()
        b.redo()
        a.merge(list(b.commits()), "Merge again")
        with a.change("New") as change:
            change.add(Item(id="", kind="movable"))
        assert [a.undo(), a.undo()] == ["New", "Merge again"]
        assert a.redo() == "Merge again"
        assert a.all(Item) == []
        assert a.redo() == "New"
        assert len(a.all(Item)) == 1


def test_redo_repeats_the_step_undone_last(tmp_path: Path) -> None:
    """A step that was undone, redone and undone again is the next to be redone."""
    with Inventory.create(tmp_path / "x.vhi", title={"en": "Test"}) as inventory:
        for label in ("First", "Second"):
            with inventory.change(label) as change:
                change.add(Item(id="", kind="movable"))
        assert [inventory.undo(), inventory.undo()] == ["Second", "First"]
        assert inventory.redo() == "First"
        assert inventory.undo() == "First"
        assert [inventory.redo(), inventory.redo(), inventory.redo()] == ["First", "Second", None]
        assert len(inventory.all(Item)) == 2


TwoTeams.TestCase.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestTwoTeams = TwoTeams.TestCase
