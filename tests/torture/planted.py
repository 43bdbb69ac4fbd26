# SPDX-License-Identifier: Apache-2.0
"""Faults that merge code is known to have, each planted in the engine: the oracle must find all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from heritage_desktop.domain import merge
from heritage_desktop.domain.commits import EXISTENCE, Commit
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import SET_KINDS, Json, specs
from heritage_desktop.domain.merge import Folded, Head, Register
from tests.torture.world import Engine, Laptop, Step


class SequenceFilter(Engine):
    """Takes only numbers above the highest seen of a replica: a restored laptop is not heard."""

    def absorb(self, laptop: Laptop, commits: Iterable[Commit]) -> None:
        for commit in sorted(commits, key=lambda one: one.header.number):
            seen = [c.header.number for c in laptop.commits.values()
                    if c.header.replica == commit.header.replica]  # fmt: skip
            if commit.header.number > max(seen, default=0):
                super().absorb(laptop, [commit])


class NamedByNumber(Engine):
    """Takes a replica and number for a name: what a clone writes is thought to be known."""

    def absorb(self, laptop: Laptop, commits: Iterable[Commit]) -> None:
        for commit in list(commits):
            names = {(c.header.replica, c.header.number) for c in laptop.commits.values()}
            if (commit.header.replica, commit.header.number) not in names:
                super().absorb(laptop, [commit])


class ForgetsReplacements(Engine):
    """Drops heads when their successor comes, but not when it came before."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        merge.apply(commit, laptop.heads, frozenset())


class NothingReplaced(Engine):
    """Keeps every write ever made as a head."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        bare = tuple(dataclasses.replace(op, replaces=()) for op in commit.ops)
        merge.apply(dataclasses.replace(commit, ops=bare), laptop.heads, frozenset())


def _only_newest(laptop: Laptop, commit: Commit, key: Callable[[Head], Any]) -> None:
    for op in commit.ops:
        rivals = laptop.of(op.register)
        for head in sorted(rivals, key=key)[:-1]:
            del laptop.heads[op.record][head.op_id]


class LatestClockWins(Engine):
    """Keeps the write with the latest clock of each register: a laptop set to 2046 beats all."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        super().apply(laptop, commit)
        _only_newest(laptop, commit, lambda head: (head.wall, head.op_id))


class LatestLamportWins(Engine):
    """Keeps one write of each register, silently."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        super().apply(laptop, commit)
        _only_newest(laptop, commit, merge.rank)


class MembersTogether(Engine):
    """Lets a language replace another language, a material another material."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        super().apply(laptop, commit)
        for op in commit.ops:
            inner = laptop.heads[op.record]
            for head in [h for h in inner.values() if h.register[:3] == op.register[:3]]:
                if head.member != op.member and head.lamport < commit.header.lamport:
                    del inner[head.op_id]


class AnyRegister(Engine):
    """Believes a commit that names writes of other registers as replaced."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        super().apply(laptop, commit)
        for op in commit.ops:
            for earlier in op.replaces:
                laptop.heads[op.record].pop(earlier, None)


class AppliedTwice(Engine):
    """Takes in a commit again that it knows, as if nothing had come since."""

    def absorb(self, laptop: Laptop, commits: Iterable[Commit]) -> None:
        commits = list(commits)
        again = [one for one in commits if one.id in laptop.commits]
        super().absorb(laptop, commits)
        for commit in again:
            merge.apply(commit, laptop.heads, self.replacements(again))


class NewerTypesDropped(Engine):
    """Forgets what a newer program wrote instead of passing it on."""

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        known = tuple(op for op in commit.ops if op.type in ENTITIES)
        super().apply(laptop, dataclasses.replace(commit, ops=known))


class DeleteWins(Engine):
    """One who throws a record away beats all who keep it."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        shown = super().fold(heads)
        gone = any(h.field == EXISTENCE and h.value != {"s": "live"} for h in heads)
        return dataclasses.replace(shown, state="trash") if shown and gone else shown


class TrashIgnoresUnseen(Engine):
    """Throws away with a record what others wrote meanwhile."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        shown = super().fold(heads)
        states = [h.value for h in heads if h.field == EXISTENCE]
        gone = bool(states) and {"s": "live"} not in states
        return dataclasses.replace(shown, state="trash") if shown and gone else shown


class TrashSawNothing(Engine):
    """Throws away without writing down what was seen: everything comes back."""

    def saw(self, laptop: Laptop, record: str) -> list[Json]:
        return []


def _refolded(
    heads: Sequence[Head], pick: Callable[[list[Head], Any], Json], shown: Folded | None
) -> Folded | None:
    """Show another of the rivals of each register."""
    if shown is None:
        return None
    entity, values = ENTITIES[heads[0].type], dict(shown.values)
    for field, members in values.items():
        for member in members:
            rivals = [h for h in heads if (h.field, h.member) == (field, member)]
            values[field] = {**values[field], member: pick(rivals, specs(entity)[field])}
    return dataclasses.replace(shown, values=values)


class StrictestIgnored(Engine):
    """Lets a younger "active" hide a withdrawal made elsewhere."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        def newest(rivals: list[Head], _: Any) -> Json:
            living = [head for head in rivals if head.value is not None]
            return max(living or rivals, key=merge.rank).value

        return _refolded(heads, newest, super().fold(heads))


class RemovingWins(Engine):
    """Takes a word out of a set although somebody put it in at the same time."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        def least(rivals: list[Head], spec: Any) -> Json:
            if spec.kind in SET_KINDS and any(head.value is None for head in rivals):
                return None
            return merge.winner(rivals, spec).value

        return _refolded(heads, least, super().fold(heads))


class ClearingWins(Engine):
    """Shows nothing where one cleared a field and another wrote it."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        def cleared(rivals: list[Head], spec: Any) -> Json:
            empty = any(head.value is None for head in rivals)
            return None if empty else merge.winner(rivals, spec).value

        return _refolded(heads, cleared, super().fold(heads))


class LastToArriveWins(Engine):
    """Shows what came last, so two offices print two books."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        return _refolded(heads, lambda rivals, _: rivals[-1].value, super().fold(heads))


class DifferencesHidden(Engine):
    """Shows one of two values and tells nobody of the other."""

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        shown = super().fold(heads)
        return dataclasses.replace(shown, conflicts=0) if shown else None


class UndoResurrects(Engine):
    """Undoes by making the old heads heads again instead of writing."""

    def undo(self, laptop: Laptop, step: Step) -> dict[Register, list[Json]] | None:
        if self.untouched(laptop, step):
            for after in step.after.values():
                for inner in laptop.heads.values():
                    for op in after:
                        inner.pop(op, None)
        return None


class UndoOverOthers(Engine):
    """Undoes although somebody wrote since."""

    def untouched(self, laptop: Laptop, step: Step) -> bool:
        return True


class WritesBlindly(Engine):
    """Writes without saying what is replaced: every edit disputes the one before."""

    def replaces(self, laptop: Laptop, register: Register) -> tuple[str, ...]:
        return ()


class SettlesOnlyOne(Engine):
    """Replaces the value shown and leaves its rival standing."""

    def replaces(self, laptop: Laptop, register: Register) -> tuple[str, ...]:
        return super().replaces(laptop, register)[:1]


PLANTED: tuple[type[Engine], ...] = tuple(
    found
    for found in list(globals().values())
    if isinstance(found, type) and issubclass(found, Engine) and found is not Engine
)
