# SPDX-License-Identifier: Apache-2.0
"""Reads the history in a bundle line by line, trusting nothing, keeping little in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from heritage_desktop.domain.commits import EXISTENCE, MAX_DEPTH, Commit, Op, parse_line
from heritage_desktop.sync.info import WALL
from heritage_desktop.sync.signing import commit_is_signed

MAX_LINE = 16 << 20
MAX_PARTS = 1_000_000
MAX_MEMBER = 500
#: The tallest stack of brackets: an empty list at the greatest depth.
_MAX_OPEN = MAX_DEPTH + 1

_TEXTS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_NO_PARTS = bytes(set(range(256)) - set(b"[]{},"))
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_OP_ID = re.compile(r"[0-9a-f]{64}\.\d{1,7}\Z", re.ASCII)
_EXTENSION = re.compile(r"[a-z0-9]{1,5}\Z")


def read_commits(pieces: Iterable[bytes]) -> Iterator[Commit]:
    """Yield the commits of ``commits.jsonl`` in order; raises ValueError with the reason."""
    last = ""
    for number, line in enumerate(_lines(pieces), 1):
        try:
            commit = read_commit(line)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"line {number} of its history is wrong ({error})") from error
        if commit.id <= last:
            raise ValueError(f"line {number} of its history stands in the wrong place")
        last = commit.id
        yield commit


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    kept: list[bytes] = []
    length = 0
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            yield b"".join((*kept, part))
            kept, length = [], 0
        kept.append(rest)
        length += len(rest)
        if length > MAX_LINE:
            raise ValueError("its history has an endless line")
    if length:
        raise ValueError("its history breaks off")


def read_commit(line: bytes) -> Commit:
    """Read one line; raises ValueError when anything about it is not as FORMAT.md says."""
    _check_shape(line)
    commit = parse_line(line)
    if not commit.ops:
        raise ValueError("a commit without operations")
    header = commit.header
    if header.clock not in ("ok", "suspect") or not WALL.match(header.wall):
        raise ValueError("a commit without a proper time")
    datetime.fromisoformat(header.wall)
    if header.previous is not None and not _HASH.match(header.previous):
        raise ValueError("a commit that follows something that is no commit")
    for op in commit.ops:
        _check_op(op)
    if not commit_is_signed(commit):
        raise ValueError("a commit with a false signature")
    return commit


def _check_shape(line: bytes) -> None:
    """Refuse what would cost much memory or stack, before the parser sees it."""
    if len(line) > MAX_LINE:
        raise ValueError("too long")
    parts = _TEXTS.sub(b"", line).translate(None, _NO_PARTS)
    if len(parts) > MAX_PARTS:
        raise ValueError("too many parts")
    depth = 0
    for part in parts:
        if part in b"[{":
            depth += 1
            if depth > _MAX_OPEN:
                raise ValueError("nested too deeply")
        elif part in b"]}":
            depth -= 1


def _check_op(op: Op) -> None:
    if len(op.member) > MAX_MEMBER:
        raise ValueError("a member with an endless name")
    if op.field == EXISTENCE:
        if not _is_existence(op.value):
            raise ValueError("a record that is neither there nor in the trash")
    elif op.type == "media" and op.field in ("sha256", "extension") and op.value is not None:
        form = _HASH if op.field == "sha256" else _EXTENSION
        if not isinstance(op.value, str) or not form.match(op.value):
            raise ValueError("an original with an impossible name")


def _is_existence(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    if value.get("s") == "trash":
        saw = value.get("saw")
        return isinstance(saw, list) and all(isinstance(op, str) and _OP_ID.match(op) for op in saw)
    return value.get("s") == "live"
