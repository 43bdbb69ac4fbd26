# SPDX-License-Identifier: Apache-2.0
"""Commits: what was written, by whom, on which laptop, replacing which earlier writes.

The byte form is specified in ``sync/FORMAT.md``. A commit is named by the SHA-256 of its header,
so a restored or cloned laptop can never hide somebody's work behind a reused number.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from heritage_desktop.domain.fields import INTEGER_LIMIT, Json
from heritage_desktop.domain.ids import is_id

MAX_DEPTH = 12
SIGNATURE_CONTEXT = b"vhc1\0"
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_OP_ID = re.compile(r"[0-9a-f]{64}\.\d{1,7}\Z")
_NAME = re.compile(r"@?[a-z][a-z0-9_]{0,62}\Z|@\Z")
_BAD_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")

#: The register that says whether a record is there; its value is ``{"s": "live" | "trash", …}``.
EXISTENCE = "@"


def canonical(value: Any) -> bytes:
    """Return the one byte form of a JSON value: sorted keys, no spaces, UTF-8 (RFC 8785 subset).

    Raises ValueError for floats, integers beyond 2^53, controls, lone surrogates and non-NFC text.
    """
    _check(value, 0)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)
    elif isinstance(value, int):
        if abs(value) >= INTEGER_LIMIT:
            raise ValueError("a number beyond 2^53")
    elif value is not None:
        raise ValueError(f"{type(value).__name__} has no place here")


def _check_text(text: Any) -> None:
    if not isinstance(text, str):
        raise ValueError("a key that is not text")
    if _BAD_TEXT.search(text) or not unicodedata.is_normalized("NFC", text):
        raise ValueError("text with control characters or not in NFC")


@dataclass(frozen=True, slots=True)
class Op:
    """One write to one register: entity id, type, field, member; and what it replaces."""

    record: str
    type: str
    field: str
    member: str
    kind: str
    value: Json
    replaces: tuple[str, ...]
    salt: str

    def to_json(self) -> dict[str, Any]:
        """Return the body as it travels."""
        made: dict[str, Any] = {
            "z": self.salt, "e": self.record, "t": self.type, "f": self.field,
            "k": self.kind, "v": self.value, "p": list(self.replaces),
        }  # fmt: skip
        if self.member:
            made["m"] = self.member
        return made

    @property
    def register(self) -> tuple[str, str, str, str]:
        """Return (type, record, field, member): the key writes compete for."""
        return self.type, self.record, self.field, self.member

    @classmethod
    def from_json(cls, body: Any) -> Op:
        """Read a body strictly; raises ValueError when anything is off."""
        if not isinstance(body, dict) or set(body) - {"m"} != set("zetfkvp"):
            raise ValueError("an operation with other parts than expected")
        texts = [body[key] for key in "zetfk"] + [body.get("m", "")]
        if not all(isinstance(text, str) for text in texts) or body.get("m") == "":
            raise ValueError("an operation with a part that is not text")
        replaces = body["p"]
        if not isinstance(replaces, list) or not all(
            isinstance(op, str) and _OP_ID.match(op) for op in replaces
        ):
            raise ValueError("an operation that replaces something that is no operation")
        if not (is_id(body["z"]) and is_id(body["e"])):
            raise ValueError("an operation without a proper id")
        if not (_NAME.match(body["t"]) and _NAME.match(body["f"])):
            raise ValueError("an operation with an impossible field name")
        return cls(
            record=body["e"], type=body["t"], field=body["f"], member=body.get("m", ""),
            kind=body["k"], value=body["v"], replaces=tuple(replaces), salt=body["z"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """Who wrote, when they say they did, and the hashes of what they wrote."""

    replica: str
    number: int
    previous: str | None
    lamport: int
    wall: str
    clock: str
    author: str
    key: str
    root: str
    txn: str
    schema: int
    ops: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the header as it is hashed and signed."""
        return {
            "v": 1, "r": self.replica, "n": self.number, "prev": self.previous,
            "lam": self.lamport, "wall": self.wall, "clk": self.clock, "by": self.author,
            "dev": self.key, "root": self.root, "txn": self.txn, "sv": self.schema,
            "ops": list(self.ops),
        }  # fmt: skip

    @classmethod
    def from_json(cls, head: Any) -> Header:
        """Read a header strictly; raises ValueError when anything is off."""
        keys = {"v", "r", "n", "prev", "lam", "wall", "clk", "by", "dev", "root", "txn", "sv"}
        if not isinstance(head, dict) or set(head) != keys | {"ops"} or head["v"] != 1:
            raise ValueError("a commit header with other parts than expected")
        whole = [head[key] for key in ("n", "lam", "sv")]
        if not all(type(number) is int and number >= 0 for number in whole):
            raise ValueError("a commit header with a strange number")
        texts = [head[key] for key in ("r", "wall", "clk", "by", "dev", "root", "txn")]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a commit header with a part that is not text")
        if not all(is_id(head[key]) for key in ("r", "root", "txn")):
            raise ValueError("a commit header without proper ids")
        ops = head["ops"]
        first = "0" * 64 if head["prev"] is None else head["prev"]
        hashes = [*ops, first] if isinstance(ops, list) else [""]
        if not all(isinstance(text, str) and _HASH.match(text) for text in hashes):
            raise ValueError("a commit header with something that is no hash")
        if not ops:
            raise ValueError("a commit that says nothing")
        return cls(
            replica=head["r"], number=head["n"], previous=head["prev"], lamport=head["lam"],
            wall=head["wall"], clock=head["clk"], author=head["by"], key=head["dev"],
            root=head["root"], txn=head["txn"], schema=head["sv"], ops=tuple(ops),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commit:
    """A header, its operations and the device's signature (hexadecimal Ed25519)."""

    id: str
    header: Header
    ops: tuple[Op, ...]
    signature: str

    def op_id(self, index: int) -> str:
        """Return the name of the operation at ``index``."""
        return f"{self.id}.{index}"

    def line(self) -> bytes:
        """Return the commit as one canonical JSON line, without the line end."""
        return canonical(
            {
                "h": self.header.to_json(),
                "o": [op.to_json() for op in self.ops],
                "s": self.signature,
            }
        )


def op_hash(op: Op) -> str:
    """Return the SHA-256 of an operation's canonical body."""
    return hashlib.sha256(canonical(op.to_json())).hexdigest()


def header_bytes(header: Header) -> bytes:
    """Return the bytes whose SHA-256 is the commit's id."""
    return canonical(header.to_json())


def parse_line(line: bytes) -> Commit:
    """Read one line strictly: canonical form, hashes agree. The signature is checked by the caller.

    Raises ValueError with the reason.
    """
    try:
        value = json.loads(line, parse_float=_no_float, parse_constant=_no_float)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if canonical(value) != line:
        raise ValueError("a line that is not in canonical form")
    if not isinstance(value, dict) or set(value) != set("hos"):
        raise ValueError("a line that is no commit")
    if not isinstance(value["o"], list) or not isinstance(value["s"], str):
        raise ValueError("a commit with parts of the wrong type")
    header = Header.from_json(value["h"])
    ops = tuple(Op.from_json(body) for body in value["o"])
    if tuple(op_hash(op) for op in ops) != header.ops:
        raise ValueError("a commit whose operations are not those it was signed for")
    name = hashlib.sha256(header_bytes(header)).hexdigest()
    return Commit(name, header, ops, value["s"])


def _no_float(text: str) -> Any:
    raise ValueError(f"{text} is not a whole number")
