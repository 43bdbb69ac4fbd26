# SPDX-License-Identifier: Apache-2.0
"""Random merge histories: made from a seed, lived through, judged by the oracle, and shrunk."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from heritage_desktop.domain.commits import EXISTENCE, Commit
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Json, Kind, Spec, specs
from heritage_desktop.domain.merge import ACCESS_LEVELS, CONSENT_STATES, RECORD_STATES, Register
from heritage_desktop.domain.moments import Moment
from tests.torture.oracle import Truth
from tests.torture.world import LIVE, Engine, Laptop, number_id, stepping, write

LATER = "of_a_newer_program"
KINDS = (*ENTITIES, LATER)
_ORDERS = {
    "access_level": ACCESS_LEVELS, "consent_status": CONSENT_STATES, "record_status": RECORD_STATES,
}  # fmt: skip
_VALUES: dict[Kind, Callable[[int], Json]] = {
    Kind.WHOLE: lambda n: n,
    Kind.DECIMAL: lambda n: f"{n}.5",
    Kind.YES_NO: lambda n: n % 2 == 0,
    Kind.DATE: lambda n: f"190{n}",
    Kind.MOMENT: lambda n: Moment(f"2026-05-0{n + 1}T08:00:00", "+08:00").to_json(),
    Kind.POSITION: lambda n: Position(28.0 + n, 119.0).to_json(),
    Kind.REFERENCE: lambda n: number_id("record", n),
    Kind.TERMS: lambda n: True if n % 3 else None,
    Kind.REFERENCES: lambda n: True if n % 3 else None,
}

Step = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What happens: ``records`` are (type, id, registers with their declaration)."""

    seed: int
    laptops: int
    records: tuple[tuple[str, str, tuple[tuple[Register, Spec | None], ...]], ...]
    skews: tuple[int, ...]
    steps: tuple[Step, ...]


def made(seed: int) -> History:
    """Return the history of a seed."""
    chance = random.Random(seed)
    records = []
    for number in range(chance.randint(1, 3)):
        name = chance.choice((*KINDS, *KINDS, "item", "item", "consent", "consent", "media", LATER))
        record = number_id("record", number)
        records.append((name, record, _registers(chance, name, record)))
    laptops = chance.randint(3, 6)
    steps = tuple(_step(chance, laptops, records) for _ in range(chance.randint(10, 32)))
    skews = tuple(chance.randint(-20, 20) for _ in range(laptops))
    return History(seed, laptops, tuple(records), skews, steps)


def _registers(
    chance: random.Random, name: str, record: str
) -> tuple[tuple[Register, Spec | None], ...]:
    declared: dict[str, Spec | None] = {"unheard_of": None}
    if name in ENTITIES:
        declared.update(specs(ENTITIES[name]))
    chosen = chance.sample(sorted(declared), min(len(declared), chance.randint(1, 3)))
    chosen += [key for key in ("status", "access") if key in declared and key not in chosen]
    found: list[tuple[Register, Spec | None]] = []
    for field in chosen:
        spec = declared[field]
        members: tuple[str, ...] = ("",)
        if spec and spec.kind is Kind.LOCALISED:
            members = ("zh-Hans", "en")
        elif spec and spec.kind is Kind.TERMS:
            members = ("wood", "stone")
        elif spec and spec.kind is Kind.REFERENCES:
            members = (number_id("record", 7), number_id("record", 8))
        found += [((name, record, field, member), spec) for member in members]
    return tuple(found)


def _step(chance: random.Random, laptops: int, records: list[Any]) -> Step:
    what = chance.choices(
        (
            "edit",
            "drop",
            "bring",
            "undo",
            "send",
            "pack",
            "late",
            "backup",
            "revert",
            "clone",
            "odd",
        ),
        (40, 6, 3, 6, 26, 8, 10, 5, 3, 1, 2),
    )[0]
    who, other = chance.sample(range(laptops), 2)
    record = chance.randrange(len(records))
    numbers = tuple(
        (chance.randrange(99), chance.randrange(5)) for _ in range(chance.randint(1, 3))
    )
    part = chance.randrange(1, 1000) if chance.random() < 0.3 else 0
    return what, who, other, record, numbers, chance.randrange(99), part


def value_of(spec: Spec | None, number: int) -> Json:
    """Return one of a few values of a field; now and then nothing."""
    if spec and spec.merge == "strictest" and spec.vocabulary in _ORDERS:
        return _ORDERS[spec.vocabulary or ""][number]
    if number == 0:
        return None
    made_ = _VALUES.get(spec.kind) if spec else None
    return made_(number) if made_ else f"text {number}"


class Life:
    """A history being lived; ``fault`` says what went wrong first."""

    def __init__(self, history: History, engine: Engine) -> None:
        self.history, self.engine = history, engine
        self.laptops = [Laptop(number_id("replica", n)) for n in range(history.laptops)]
        self.held: list[frozenset[str]] = [frozenset()] * history.laptops
        self.whole = [True] * history.laptops
        self.truth = Truth()
        self.shelf: list[tuple[list[Commit], frozenset[str], bool]] = []
        self.backups: dict[int, tuple[Laptop, frozenset[str], bool]] = {}
        self.fault: str | None = None
        self.mark = 0

    def run(self) -> str | None:
        """Live all of it and exchange everything; return the first fault."""
        for step in self.history.steps:
            getattr(self, f"on_{step[0]}")(step)
            if self.fault:
                return self.fault
        return self.fault or self._associative() or self._settled()

    # What a person or a stick does

    def _commit(
        self, who: int, writes: dict[Register, list[Json]], also: tuple[str, ...] = ()
    ) -> None:
        if not writes:
            return
        laptop = self.laptops[who]
        self.mark += 1
        year = 2026 + self.history.skews[who]
        wall = f"{year}-05-06T07:{self.mark % 60:02d}:00+08:00"
        commit = write(self.engine, laptop, writes, self.mark, wall, also)
        self.truth.made(commit, self.held[who], whole=self.whole[who])
        stepping(self.engine, laptop, [commit])
        self.held[who] |= {commit.id}
        self._look(who)

    def _edits(self, step: Step) -> dict[Register, list[Json]]:
        _, who, _, record, numbers, *_ = step
        name, key, registers = self.history.records[record]
        writes: dict[Register, list[Json]] = {}
        for place, number in numbers:
            register, spec = registers[place % len(registers)]
            writes[register] = [value_of(spec, number)]
        part = name in ENTITIES and ENTITIES[name].part_of
        if not part and not self.laptops[who].heads.get(key):
            writes[name, key, EXISTENCE, ""] = [LIVE]
        return writes

    def on_edit(self, step: Step) -> None:
        self._commit(step[1], self._edits(step))

    def on_odd(self, step: Step) -> None:
        """A commit that names writes of other registers as replaced; that must not count."""
        key = self.history.records[step[3]][1]
        others = tuple(sorted(self.laptops[step[1]].heads.get(key, {})))
        self._commit(step[1], self._edits(step), others)

    def on_drop(self, step: Step) -> None:
        name, key, _ = self.history.records[step[3]]
        if name in ENTITIES and not ENTITIES[name].part_of and self._has(step):
            saw = self.engine.saw(self.laptops[step[1]], key)
            self._commit(step[1], {(name, key, EXISTENCE, ""): [{"s": "trash", "saw": saw}]})

    def on_bring(self, step: Step) -> None:
        name, key, _ = self.history.records[step[3]]
        if name in ENTITIES and not ENTITIES[name].part_of and self._has(step):
            self._commit(step[1], {(name, key, EXISTENCE, ""): [LIVE]})

    def _has(self, step: Step) -> bool:
        return bool(self.laptops[step[1]].heads.get(self.history.records[step[3]][1]))

    def on_undo(self, step: Step) -> None:
        """The last step is taken back, or the one before, if nobody wrote there since."""
        who = step[1]
        laptop = self.laptops[who]
        if not laptop.steps:
            return
        place = -1 - step[5] % min(2, len(laptop.steps))
        made_it = any(
            r[2] == EXISTENCE and not was for r, was in laptop.steps[place].before.items()
        )
        if place < -1 and made_it:  # what came to a new record since has to be taken back first
            return
        taken = laptop.steps.pop(place)
        standing = self.truth.standing(self.held[who], whole=self.whole[who])
        wrote_since = any(
            {one.op_id for one in standing.get(register, ())} != after
            for register, after in taken.after.items()
        )
        writes = self.engine.undo(laptop, taken)
        if writes is not None and wrote_since:
            self.fault = "undo wrote over what somebody wrote since"
        elif writes is not None:
            self._commit(who, writes)

    def on_send(self, step: Step) -> None:
        _, who, other, *_ = step
        bundle = list(self.laptops[who].commits.values())
        self._deliver(other, bundle, self.held[who], whole=self.whole[who])

    def on_pack(self, step: Step) -> None:
        who = step[1]
        bundle = list(self.laptops[who].commits.values())
        self.shelf.append((bundle, self.held[who], self.whole[who]))

    def on_late(self, step: Step) -> None:
        """A bundle from the shelf, once or again, whole or only some of its commits."""
        *_, pick, part = step
        if not self.shelf:
            return
        bundle, held, whole = self.shelf[pick % len(self.shelf)]
        if part:
            chance = random.Random(part)
            held = frozenset(one for one in sorted(held) if chance.random() < 0.6)
            bundle = [one for one in bundle if one.id in held]
            whole = False
        self._deliver(step[1], bundle, held, whole=whole)

    def _deliver(self, to: int, bundle: list[Commit], held: frozenset[str], *, whole: bool) -> None:
        if not held <= self.held[to] and bundle:
            stepping(self.engine, self.laptops[to], bundle)
        else:
            self.engine.absorb(self.laptops[to], bundle)
        self.held[to] |= held
        self.whole[to] &= whole
        self._look(to)

    def on_backup(self, step: Step) -> None:
        who = step[1]
        self.backups[who] = (self.laptops[who].copy(), self.held[who], self.whole[who])

    def on_revert(self, step: Step) -> None:
        """A backup is put back and nobody notices: replica and numbers are used again."""
        who = step[1]
        if who in self.backups:
            old, self.held[who], self.whole[who] = self.backups[who]
            self.laptops[who] = old.copy()

    def on_clone(self, step: Step) -> None:
        """One laptop's disk is copied onto another."""
        _, who, other, *_ = step
        self.laptops[other] = self.laptops[who].copy()
        self.held[other], self.whole[other] = self.held[who], self.whole[who]

    # What must hold

    def _look(self, who: int) -> None:
        standing = self.truth.standing(self.held[who], whole=self.whole[who])
        wanted = {one.op_id for rivals in standing.values() for one in rivals}
        got = {op for inner in self.laptops[who].heads.values() for op in inner}
        if wanted - got:
            self.fault = f"laptop {who} lost {len(wanted - got)} write(s)"
        elif got - wanted:
            self.fault = f"laptop {who} shows {len(got - wanted)} replaced write(s) again"

    def _associative(self) -> str | None:
        first, second, third = (one.copy() for one in self.laptops[:3])
        left, right = first.copy(), first
        self.engine.absorb(left, list(second.commits.values()))
        self.engine.absorb(left, list(third.commits.values()))
        self.engine.absorb(second, list(third.commits.values()))
        self.engine.absorb(right, list(second.commits.values()))
        if left.shape() != right.shape() or left.replaced != right.replaced:
            return "(A and B) and C is not A and (B and C)"
        return None

    def _settled(self) -> str | None:
        """All give to the first, the first gives to all: everybody must show the same."""
        chance = random.Random(self.history.seed)
        for other in range(1, len(self.laptops)):
            self.on_send(("send", other, 0))
        everything = frozenset().union(*self.held)
        for other in range(1, len(self.laptops)):
            self.on_send(("send", 0, other))
        self.whole = [True] * len(self.laptops)
        for who in range(len(self.laptops)):
            self._look(who)
        if self.fault:
            return self.fault
        return self._same_in_any_order(chance) or self._shown(everything)

    def _same_in_any_order(self, chance: random.Random) -> str | None:
        commits = list(self.laptops[0].commits.values())
        chance.shuffle(commits)
        single, heap = Laptop(""), Laptop("")
        for commit in commits:
            self.engine.absorb(single, [commit])
        while commits:
            size = chance.randint(1, 6)
            chosen, commits = commits[:size], commits[size:]
            self.engine.absorb(heap, chosen + commits[:2])
            self.engine.absorb(heap, chosen)
        shapes = [one.shape() for one in (*self.laptops, single, heap)]
        if any(shape != shapes[0] for shape in shapes):
            return "the order of arrival changes what is held"
        if self.laptops[0].replaced != single.replaced or single.replaced != heap.replaced:
            return "the order of arrival changes what counts as replaced"
        self.laptops.append(single)
        return None

    def _shown(self, everything: frozenset[str]) -> str | None:
        standing = self.truth.standing(everything)
        for name, record, _ in self.history.records:
            if name not in ENTITIES:
                continue
            folds = []
            for laptop in (self.laptops[0], self.laptops[-1]):
                inner = [h for h in laptop.heads.get(record, {}).values() if h.type == name]
                folds.append(self.engine.fold(inner) if inner else None)
            if folds[0] != folds[1]:
                return f"{name} looks different on two laptops that hold the same"
            complaint = self.truth.complaint(standing, name, record, folds[0])
            if complaint:
                return complaint
        return None


def lived(history: History, engine: Engine | None = None) -> str | None:
    """Return what went wrong in a history, None when all was well."""
    return Life(history, engine or Engine()).run()


def shrunk(history: History, engine: Engine | None = None) -> History:
    """Return a shorter history that still fails: steps are dropped while it does."""
    at = 0
    while at < len(history.steps):
        fewer = replace(history, steps=history.steps[:at] + history.steps[at + 1 :])
        if lived(fewer, engine):
            history = fewer
        else:
            at += 1
    return history


def report(seed: int, engine: Engine | None = None) -> str | None:
    """Return the story of a seed that fails, as short as it gets; None when it does not."""
    history = made(seed)
    if lived(history, engine) is None:
        return None
    short = shrunk(history, engine)
    told = "\n".join(f"  {step}" for step in short.steps)
    names = ", ".join(name for name, *_ in short.records)
    return f"seed {seed}: {lived(short, engine)} (records: {names})\n{told}"
