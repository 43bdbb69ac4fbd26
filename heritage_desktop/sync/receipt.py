# SPDX-License-Identifier: Apache-2.0
"""Receipts: what arrived, said by who holds it; one signed line, see FORMAT.md."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.errors import BadBundle, CannotWrite
from heritage_desktop.i18n import tr
from heritage_desktop.storage import fsops
from heritage_desktop.storage.gaps import NOTHING, Want
from heritage_desktop.storage.keys import DeviceKey, verify
from heritage_desktop.sync import claims, layout
from heritage_desktop.sync.layout import Sender

CONTEXT = b"vhr1\0"
SUFFIX = ".vhr"
#: A million commits and a hundred thousand originals take 47 MB.
MAX_BYTES = 64 * 1024**2
_PARTS = {"r", "s"}
_SIGNATURE = re.compile(r"[0-9a-f]{128}\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\Z")
_BUNDLE = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who holds what since when, which bundles brought it, and what is still missing there."""

    sender: Sender
    to: str
    created: str
    bundles: tuple[str, ...]
    commits: frozenset[str]
    media: frozenset[str]
    want: Want = NOTHING


def write_receipt(target: Path, receipt: Receipt, key: DeviceKey) -> Path:
    """Write ``target``; raises CannotWrite, and never overwrites a file."""
    if target.exists():
        raise CannotWrite(tr("{name} already exists; a receipt is never overwritten, choose "
                             "another name.", name=target.name))  # fmt: skip
    body = _body(receipt)
    line = canonical({"r": body, "s": key.sign(CONTEXT + canonical(body))}) + b"\n"
    return fsops.write_durably(target, partial(_fill, line))


def _fill(line: bytes, path: Path) -> None:
    path.write_bytes(line)


def _body(receipt: Receipt) -> dict[str, Any]:
    return {
        "format": layout.FORMAT, "min_reader": layout.READER, "created": receipt.created,
        "from": claims.sender_json(receipt.sender), "to": receipt.to,
        "bundles": list(receipt.bundles), "commits": _packed(receipt.commits),
        "media": _packed(receipt.media), "want": claims.want_json(receipt.want),
    }  # fmt: skip


def _packed(hashes: Iterable[str]) -> str:
    """Return hashes in order, end to end, 43 bytes each: exact, where numbers would not be."""
    return base64.b64encode(bytes.fromhex("".join(sorted(hashes)))).decode()


def read_receipt(path: Path) -> Receipt:
    """Check all of ``path``; raises BadBundle with one sentence and changes nothing."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        return _contents(data)
    except _Refused as error:
        why = str(error)
    except FileNotFoundError:
        why = tr("it is not there")
    except (OSError, ValueError, KeyError, TypeError, MemoryError, RecursionError):
        why = tr("it is incomplete or damaged")
    raise BadBundle(tr("{name} was refused: {why}; copy it again from where it was made.",
                       name=path.name, why=why))  # fmt: skip


class _Refused(Exception):
    """Why the receipt is not what it claims."""


def _contents(data: bytes) -> Receipt:
    if len(data) > MAX_BYTES:
        raise _Refused(tr("a part is too large"))
    whole = json.loads(data)
    if canonical(whole) + b"\n" != data or not isinstance(whole, dict) or set(whole) != _PARTS:
        raise _Refused(tr("it is incomplete or damaged"))
    body, signature = whole["r"], whole["s"]
    if type(body["min_reader"]) is not int or body["min_reader"] > layout.READER:
        raise _Refused(tr("it needs a newer version of this program"))
    sender = claims.sender_of(body["from"])
    signed = isinstance(signature, str) and _SIGNATURE.match(signature)
    if not signed or not verify(sender.key, CONTEXT + canonical(body), signature):
        raise _Refused(tr("its signature does not fit"))
    bundles = body["bundles"]
    if not all(isinstance(one, str) and _BUNDLE.match(one) for one in bundles):
        raise ValueError("a bundle without a name")
    if sender.earlier is None or not _MOMENT.match(body["created"]):
        raise ValueError("a receipt of nobody or of no day")
    return Receipt(
        sender, str(body["to"]), body["created"], tuple(bundles),
        _unpacked(body["commits"]), _unpacked(body["media"]), claims.want_of(body["want"]),
    )  # fmt: skip


def _unpacked(text: str) -> frozenset[str]:
    raw = base64.b64decode(text, validate=True)
    size = hashlib.sha256().digest_size
    hashes = [raw[at : at + size] for at in range(0, len(raw), size)]
    ordered = all(one < other for one, other in pairwise(hashes))
    if len(raw) % size or not ordered or base64.b64encode(raw).decode() != text:
        raise ValueError("a list that is not in its one form")
    return frozenset(one.hex() for one in hashes)
