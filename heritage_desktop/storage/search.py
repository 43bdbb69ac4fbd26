# SPDX-License-Identifier: Apache-2.0
"""Full text over every searched field of an item and what belongs to it.

Chinese is indexed one character a token and looked up as a phrase, so that any substring is found
from the first character on; SQLite's own tokenizers miss two-character words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, text, true

from heritage_desktop.domain.entities import DETAILS, ENTITIES, ROOTS
from heritage_desktop.domain.fields import TEXT_KINDS, Kind, owner_field, specs
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.storage import redirects, tables

_HAN = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_HAN_RUN = re.compile(f"{_HAN.pattern[1:-1]}+")
_WORD = re.compile(r"\w+", re.UNICODE)
#: The words of a record and of all that belongs to it are found under the record.
INDEXED = tuple(name for name in ROOTS if name not in ("settings", "own_field", "term_mapping"))
PARTS = tuple((name, owner) for name, entity in ENTITIES.items() if (owner := owner_field(entity)))


def fold_text(value: str) -> str:
    """Return text as it is compared: compatibility forms, lower case, Han characters apart."""
    folded = unicodedata.normalize("NFKC", value).casefold()
    return _HAN_RUN.sub(lambda run: f" {'  '.join(run[0])} ", folded)


def match_query(typed: str) -> str:
    """Return the FTS5 query for what a person typed; '' when nothing can be looked up.

    Words separated by spaces must all occur; the last Latin word may be unfinished.
    """
    phrases = []
    for part in typed.split():
        tokens = _WORD.findall(fold_text(part))
        if tokens:
            tail = "" if _HAN.match(tokens[-1]) else "*"
            phrases.append('"' + " ".join(tokens) + '"' + tail)
    return " AND ".join(phrases)


def refresh(connection: Connection, records: Iterable[str]) -> None:
    """Write the search text of the given records again; what one stands for is found under it."""
    known = redirects.load(connection)
    asked = set(records)
    stays = asked | {known[id] for id in asked & known.keys()}
    wanted = sorted(stays | {id for id, top in known.items() if top in stays})
    bodies: dict[str, list[str]] = {}
    for start in range(0, len(wanted), 400):
        part = wanted[start : start + 400]
        for name in INDEXED:
            _collect(connection, name, "id", part, bodies)
        for name in DETAILS:
            _collect(connection, name, "id", part, bodies)
        for name, owner in PARTS:
            _collect(connection, name, owner, part, bodies)
    for id in known.keys() & bodies.keys():
        bodies.setdefault(known[id], []).extend(bodies.pop(id))
    remove = text("DELETE FROM search WHERE rowid = :row")
    # Ids that begin alike are forged, never drawn; they cost a search result, not the merge.
    place = text("REPLACE INTO search (rowid, record, body) VALUES (:row, :record, :body)")
    if wanted:
        connection.execute(remove, [{"row": row_number(record)} for record in wanted])
    rows = [
        {"row": row_number(record), "record": record, "body": fold_text("\n".join(parts))}
        for record, parts in bodies.items()
    ]
    if rows:
        connection.execute(place, rows)


def row_number(record: str) -> int:
    """Return a 63-bit row number from the random record id, so that deletion needs no scan."""
    return int(record[:16], 16) >> 1


def _collect(
    connection: Connection, name: str, key: str, ids: list[str], bodies: dict[str, list[str]]
) -> None:
    table = tables.VIEW[name]
    live = table.c.state_ == "live" if key != "id" else true()
    for row in connection.execute(select(table).where(table.c[key].in_(ids), live)):
        parts = bodies.setdefault(row._mapping[key], [])
        parts += _words(name, row._mapping)


def _words(name: str, row: Any) -> list[str]:
    found: list[str] = []
    for field, spec in specs(ENTITIES[name]).items():
        value = row[field]
        if value is None or not spec.searched:
            continue
        if spec.kind is Kind.LOCALISED:
            found += json.loads(value).values()
        elif spec.kind in TEXT_KINDS:
            found.append(value)
        elif spec.vocabulary and spec.kind in {Kind.TERM, Kind.TERMS}:
            codes = json.loads(value) if spec.kind is Kind.TERMS else [value]
            terms = vocabulary(spec.vocabulary)
            found += [terms.sought(code) for code in codes]
    return found
