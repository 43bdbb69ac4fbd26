# SPDX-License-Identifier: Apache-2.0
"""Laptops in memory, writing and merging with the product's own commits, merge and fold.

``Engine`` is the seam where tests plant faults; what it calls is what an inventory calls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heritage_desktop.domain import merge
from heritage_desktop.domain.commits import (
    EXISTENCE,
    SIGNATURE_CONTEXT,
    Commit,
    Header,
    Op,
    header_bytes,
    op_hash,
)
from heritage_desktop.domain.fields import Json
from heritage_desktop.domain.merge import Folded, Head, Register
from heritage_desktop.storage import journal
from heritage_desktop.storage.keys import DeviceKey

LIVE: Json = {"s": "live"}


def number_id(space: str, number: int) -> str:
    """Return an id that is the same in each run, unlike those of the product."""
    return hashlib.md5(f"{space}{number}".encode(), usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Step:
    """What undo needs: per register the values before and the writes after."""

    before: dict[Register, list[Json]]
    after: dict[Register, frozenset[str]]


@dataclass(slots=True)
class Laptop:
    """One database: what it holds and which replica it believes to be."""

    replica: str
    commits: dict[str, Commit] = field(default_factory=dict)
    heads: merge.Heads = field(default_factory=dict)
    replaced: set[tuple[str, str]] = field(default_factory=set)
    number: int = 0
    lamport: int = 0
    steps: list[Step] = field(default_factory=list)

    def copy(self) -> Laptop:
        """Return the same database again: a backup, or a clone of the disk."""
        heads = {record: dict(inner) for record, inner in self.heads.items()}
        return Laptop(self.replica, dict(self.commits), heads, set(self.replaced), self.number,
                      self.lamport, list(self.steps))  # fmt: skip

    def of(self, register: Register) -> list[Head]:
        """Return the heads of one register."""
        inner = self.heads.get(register[1], {})
        return [head for head in inner.values() if head.register == register]

    def shape(self) -> dict[str, frozenset[str]]:
        """Return the heads by name, to compare laptops."""
        return {record: frozenset(inner) for record, inner in self.heads.items() if inner}


class Engine:
    """How commits are taken in, written and shown; subclasses plant a fault each.

    With ``key`` commits are signed, so that real inventories take them; without, it goes faster.
    """

    key: DeviceKey | None = None

    def absorb(self, laptop: Laptop, commits: Iterable[Commit]) -> None:
        """Take commits in as ``journal.absorb`` does, without the tables."""
        fresh = {one.id: one for one in commits if one.id not in laptop.commits}
        for commit in fresh.values():
            for op in commit.ops:
                laptop.heads.setdefault(op.record, {})
        laptop.replaced |= self.replacements(fresh.values())
        for commit in fresh.values():
            self.apply(laptop, commit)
            laptop.commits[commit.id] = commit
            laptop.lamport = max(laptop.lamport, commit.header.lamport)

    def replacements(self, commits: Iterable[Commit]) -> set[tuple[str, str]]:
        """Return what the commits replace."""
        return merge.replacements(commits)

    def apply(self, laptop: Laptop, commit: Commit) -> None:
        """Let one commit change the heads."""
        merge.apply(commit, laptop.heads, laptop.replaced)

    def replaces(self, laptop: Laptop, register: Register) -> tuple[str, ...]:
        """Return the writes that a new write to the register names as replaced."""
        return tuple(sorted(head.op_id for head in laptop.of(register)))

    def saw(self, laptop: Laptop, record: str) -> list[Json]:
        """Return what somebody throwing a record away has seen of it."""
        return list(journal.spoken(laptop.heads.get(record, {}).values()))

    def undo(self, laptop: Laptop, step: Step) -> dict[Register, list[Json]] | None:
        """Return what to write to take a step back; None when somebody wrote since."""
        if not self.untouched(laptop, step):
            return None
        writes: dict[Register, list[Json]] = {}
        for register, before in step.before.items():
            writes[register] = before or [None]
            if register[2] == EXISTENCE and not _there(before):
                seen = self.saw(laptop, register[1]) if before else []
                writes[register] = [{"s": "trash", "saw": seen}]
        return writes

    def untouched(self, laptop: Laptop, step: Step) -> bool:
        """Tell whether every register is still as the step left it."""
        return all(
            frozenset(head.op_id for head in laptop.of(register)) == after
            for register, after in step.after.items()
        )

    def fold(self, heads: Sequence[Head]) -> Folded | None:
        """Show the heads of one record of one type."""
        return next(iter(journal.fold_record(heads).values()), None)


def _there(before: list[Json]) -> bool:
    return any(isinstance(value, dict) and value.get("s") == "live" for value in before)


def write(
    engine: Engine,
    laptop: Laptop,
    writes: dict[Register, list[Json]],
    mark: int,
    wall: str,
    also: tuple[str, ...] = (),
) -> Commit:
    """Return the commit of some writes, as ``Change`` makes it; ``mark`` keeps it unlike others.

    ``also`` are writes it names as replaced without having any right to.
    """
    ops = tuple(
        Op(register[1], register[0], register[2], register[3], "text", value,
           (*engine.replaces(laptop, register), *also), number_id(f"op{place}.", mark))
        for register, values in writes.items()
        for place, value in enumerate(values)
    )  # fmt: skip
    key = engine.key
    laptop.number += 1
    header = Header(
        replica=laptop.replica, number=laptop.number, previous=None, lamport=laptop.lamport + 1,
        wall=wall, clock="ok", author="", key=key.public if key else "", root=ops[0].record,
        txn=number_id("txn", mark), schema=1, ops=tuple(op_hash(op) for op in ops),
    )  # fmt: skip
    raw = header_bytes(header)
    signature = key.sign(SIGNATURE_CONTEXT + raw) if key else "00"
    return Commit(hashlib.sha256(raw).hexdigest(), header, ops, signature)


def stepping(engine: Engine, laptop: Laptop, commits: Sequence[Commit]) -> None:
    """Take commits in as one step that undo can take back."""
    registers = sorted({op.register for commit in commits for op in commit.ops})
    before = {register: laptop.of(register) for register in registers}
    engine.absorb(laptop, commits)
    step = Step({}, {})
    for register in registers:
        now = frozenset(head.op_id for head in laptop.of(register))
        if now != frozenset(head.op_id for head in before[register]):
            old = sorted(before[register], key=merge.rank)
            step.before[register] = [head.value for head in old]
            step.after[register] = now
    laptop.steps += [step] if step.after else []
