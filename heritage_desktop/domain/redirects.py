# SPDX-License-Identifier: Apache-2.0
"""Which item stands for others that are the same place: one rule, the same on every laptop."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from heritage_desktop.domain.fields import Kind, Record, specs
from heritage_desktop.domain.merge import Folded

#: The state of a view row that is shown under another record.
MERGED = "merged"
#: Says itself which items are meant, and is never read through a redirect.
_PLAIN = frozenset({"twin"})


class Same(NamedTuple):
    """Two items that were answered to be one, and the one that is to stay."""

    one: str
    other: str
    keep: str


def redirects(pairs: Iterable[Same], there: Collection[str]) -> dict[str, str]:
    """Return item -> the item that stands for it, for those that do not stand for themselves.

    Items that belong together by any chain of answers are one. The one that stays was chosen and
    never given up; where there are several such, or none (a circle), the smallest id decides.
    ``there`` are the items that are not in the trash: a thrown away item hides no other.
    """
    above: dict[str, str] = {}

    def top(id: str) -> str:
        while above.get(id, id) != id:
            above[id] = above.get(above[id], above[id])
            id = above[id]
        return id

    chosen: set[str] = set()
    given_up: set[str] = set()
    for pair in pairs:
        if pair.one == pair.other or pair.one not in there or pair.other not in there:
            continue
        for id in (pair.one, pair.other):
            above.setdefault(id, id)
        low, high = sorted((top(pair.one), top(pair.other)))
        above[high] = low
        if pair.keep in (pair.one, pair.other):
            chosen.add(pair.keep)
            given_up.add(pair.other if pair.keep == pair.one else pair.one)
    groups: dict[str, list[str]] = {}
    for id in above:
        groups.setdefault(top(id), []).append(id)
    found = {}
    for group in groups.values():
        stays = min([id for id in group if id in chosen - given_up] or group)
        found.update({id: stays for id in group if id != stays})
    return found


def read_through(
    entity: type[Record], record: str, folded: Folded | None, known: Mapping[str, str]
) -> Folded | None:
    """Return a folded record with its references to redirected items pointing to what stays.

    A redirected item itself, and a link that would lead back to where it comes from, are not shown.
    """
    if folded is None or not known or entity.entity in _PLAIN:
        return folded
    values: dict[str, Any] = dict(folded.values)
    for name, spec in specs(entity).items():
        registers = values.get(name) or {}
        if spec.kind is Kind.REFERENCE and registers.get("") in known:
            values[name] = {"": known[registers[""]]}
        elif spec.kind is Kind.REFERENCES:
            values[name] = {known.get(id, id): there for id, there in registers.items() if there}
    state = folded.state
    if state == "live" and (
        (entity.entity == "item" and record in known) or _bites_its_tail(entity, values)
    ):
        state = MERGED
    return dataclasses.replace(folded, values=values, state=state)


def _bites_its_tail(entity: type[Record], values: Mapping[str, Any]) -> bool:
    if entity.entity != "relation":
        return False
    ends = [(values.get(name) or {}).get("") for name in ("subject", "object")]
    return ends[0] is not None and ends[0] == ends[1]
