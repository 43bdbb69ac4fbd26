# SPDX-License-Identifier: Apache-2.0
"""Spoils bundles: bits, cuts, other zips, other contents with right hashes, hostile signers."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heritage_desktop.domain.commits import SIGNATURE_CONTEXT as COMMIT_CONTEXT
from heritage_desktop.domain.commits import canonical
from heritage_desktop.storage.keys import DeviceKey
from heritage_desktop.sync import layout
from heritage_desktop.sync.archive import ArchiveWriter

Members = dict[str, bytes]
HOSTILE_KEY = DeviceKey(b"a hostile signer with a good key")

#: Values that some reader, database or screen somewhere trips over.
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**53 - 1, 2**53, -(2**53) - 1, 2**64, 1.5, float("inf"),
    float("nan"), 10**400, "", " ", "x" * 501, "桥" * 20_000, "\u202e", "e\u0301", "a\x00b",
    "\ud800",
    "../../../../../etc/passwd", "C:\\evil", "=1+1", "<img src=x>", "{name}", "%s", "nan", "inf",
    "1e999", "9" * 400, "0" * 32, "f" * 64, "0" * 64 + ".0", "2026-02-30", "active", "public", [],
    [[]], [{}], [None], ["x"], ["x"] * 5_000, {}, {"": ""}, {"s": None}, {"s": []}, {"s": "live"},
    {"s": "gone"}, {"s": "trash"}, {"s": "trash", "saw": 5}, {"s": "trash", "saw": None},
    {"s": "trash", "saw": "all"}, {"s": "trash", "saw": [[]]}, {"s": "trash", "saw": [{}, 1]},
    {"s": "trash", "saw": {}}, {"s": "live", "saw": [1]}, {"lat": 0, "lon": 0},
    {"lat": 2**52, "lon": -(2**52)}, {"lat": "1", "lon": "2"}, {"lat": 1, "lon": 1, "acc": "x"},
    {"lat": [], "lon": {}}, {"lat": 1, "lon": 1, "datum": 5, "src": []}, {"local": "x"},
    {"local": "2026-99-99T99:99:99"}, {"local": "2026-05-06T07:08:09", "offset": 5},
    {"local": "2026-05-06T07:08:09", "offset": [], "how": {}}, {"local": None},
    {"lat": 1, "lon": 1, "alt": 2**52, "acc": -5},
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A sound bundle in its parts, and what its receiver is called."""

    whole: bytes
    members: Members
    receiver: str


def sample(path: Path, receiver: str) -> Sample:
    """Take a bundle apart."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return Sample(path.read_bytes(), members, receiver)


def spoil(seed: int, sound: Sample) -> tuple[str, bytes]:
    """Return the name of what was done and the bytes of the spoiled bundle."""
    chance = random.Random(seed)
    work = chance.choice(_WAYS)
    return work.__name__.strip("_"), work(chance, sound)


# Bytes


def _flipped(chance: random.Random, sound: Sample) -> bytes:
    data = bytearray(sound.whole)
    for _ in range(chance.choice((1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(chance: random.Random, sound: Sample) -> bytes:
    return sound.whole[: chance.randrange(len(sound.whole))]


def _moved(chance: random.Random, sound: Sample) -> bytes:
    data = sound.whole
    start, size = chance.randrange(len(data)), chance.choice((1, 4, 30, 46, 500))
    piece = chance.choice((b"", bytes(size), data[:size], chance.randbytes(size)))
    to = start + chance.choice((0, size))
    return data[:start] + piece + data[to:]


def _tail(chance: random.Random, sound: Sample) -> bytes:
    """Numbers of the directory and the end are what a reader believes first."""
    data = bytearray(sound.whole)
    at = len(data) - chance.randrange(1, 400)
    number = chance.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(data)))
    data[at : at + 4] = number.to_bytes(4, "little")
    return bytes(data)


def _glued(chance: random.Random, sound: Sample) -> bytes:
    other = chance.choice((b"PK\5\6" + bytes(18), b"\0", sound.whole, b"MZ" + bytes(500)))
    return chance.choice((sound.whole + other, other + sound.whole))


# Zips


def _zipped(chance: random.Random, sound: Sample) -> bytes:
    """Another program packs it again, perhaps with more in it."""
    target = io.BytesIO()
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in sound.members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
        if chance.random() < 0.5:
            archive.writestr(chance.choice(("../evil", "/evil", "CON", "data/x", "a\\b")), b"evil")
    return target.getvalue()


def _renamed(chance: random.Random, sound: Sample) -> bytes:
    members = dict(sound.members)
    name = chance.choice(sorted(members))
    other = chance.choice(("../evil", "data/../x", "DATA/bundle.json", "a" * 60_000, "data/media/x",
                           "data/media/ab/" + "a" * 64, name + " ", "bagit.txt\0"))  # fmt: skip
    members[other] = members.pop(name)
    return sealed(members, list(members))


def _twice(chance: random.Random, sound: Sample) -> bytes:
    order = list(sound.members)
    order.insert(chance.randrange(len(order)), chance.choice(order))
    return packed(sound.members, order)


def _shuffled(chance: random.Random, sound: Sample) -> bytes:
    order = list(sound.members)
    chance.shuffle(order)
    return packed(sound.members, order)


def _without(chance: random.Random, sound: Sample) -> bytes:
    members = dict(sound.members)
    del members[chance.choice(sorted(members))]
    return chance.choice((packed, sealed))(members, list(members))


# Contents, packed by the book


def _unsigned(chance: random.Random, sound: Sample) -> bytes:
    """Something inside is changed and only the zip made right."""
    members = dict(sound.members)
    name = chance.choice(sorted(members))
    data = bytearray(members[name] or b"x")
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    members[name] = bytes(data)
    return packed(members, list(members))


def _resealed(chance: random.Random, sound: Sample) -> bytes:
    """Something inside is changed, hashed and signed again."""
    members = dict(sound.members)
    name = chance.choice(sorted(members))
    data = bytearray(members[name] or b"x")
    at = chance.randrange(len(data))
    data[at : at + chance.choice((0, 1, 3))] = chance.choice((b"", b"\xff", b"{", b"\r\n", b"0"))
    members[name] = bytes(data)
    return sealed(members, list(members))


def _tags(chance: random.Random, sound: Sample) -> bytes:
    """The lists of a bag are written otherwise and signed."""
    members = dict(sound.members)
    name = chance.choice((layout.INFO, layout.MANIFEST, "bagit.txt", layout.TAG_MANIFEST))
    text = members[name].decode()
    lines = text.splitlines(keepends=True)
    members[name] = chance.choice((
        text.replace("\n", "\r\n"), text + lines[0], "".join(reversed(lines)), text.upper(),
        text.replace("  ", " *"), text + "\x85", "", text[:-1], "\ufeff" + text, text + "é",
        text.replace("data/", "./data/"), text.replace("Oxum: ", "Oxum: 9"), text * 3_000,
    )).encode()  # fmt: skip
    return _signed(members, list(members))


def _about(chance: random.Random, sound: Sample) -> bytes:
    """``bundle.json`` says something odd."""
    members = dict(sound.members)
    about = json.loads(members[layout.ABOUT])
    _put_odd(chance, about)
    members[layout.ABOUT] = _dumped(about)
    return sealed(members, list(members))


def _lines(chance: random.Random, sound: Sample) -> bytes:
    """Lines of commits are repeated, lost, reordered, or written in another form."""
    members = dict(sound.members)
    lines = members[layout.COMMITS].splitlines(keepends=True)
    at = chance.randrange(len(lines))
    line = lines[at]
    lines[at : at + 1] = chance.choice((
        [line, line], [], [line[:-1]], [line.replace(b":", b": ", 1)], [b"\n", line], [line + b" "],
        [line, *reversed(lines)], [b"[" * 9_000 + b"\n"], [b"null\n"],
        [b'{"h":{},"o":[],"s":""}\n'],
        [b"\xef\xbb\xbf" + line], [line.replace(b'"n":', b'"n":1,"n":', 1)], [line[:60] + b"\n"],
        [b"x" * (layout.MAX_LINE + 1) + b"\n"], [b"9" * 20_000 + b"\n"], [line.upper()],
    ))  # fmt: skip
    members[layout.COMMITS] = b"".join(lines)
    return sealed(members, list(members))


def _media(chance: random.Random, sound: Sample) -> bytes:
    members = dict(sound.members)
    name = next(name for name in members if layout.MEDIA.match(name))
    data = members[name]
    if chance.random() < 0.5:
        members[name] = chance.choice((b"", data[:-1], data + b"x", bytes(len(data))))
    else:
        other = chance.randbytes(40)
        members[layout.media_name(hashlib.sha256(other).hexdigest())] = other
    return sealed(members, list(members))


# Commits made by a hostile program that knows the format and has a good key


def _forged(chance: random.Random, sound: Sample) -> bytes:
    """One or more commits say odd things in any place, hashed and signed by the book."""
    lines = sound.members[layout.COMMITS].splitlines()
    commits = [json.loads(line) for line in chance.sample(lines, chance.randint(1, 3))]
    for commit in commits:
        _forge_parts(chance, commit, sound.receiver)
    return _with_commits(sound, [_signed_line(commit) for commit in commits])


def _many(chance: random.Random, sound: Sample) -> bytes:
    """A commit is large in some way that costs more than it should."""
    commit = json.loads(chance.choice(sound.members[layout.COMMITS].splitlines()))
    op = {**commit["o"][0], "t": "item", "f": "materials", "k": "terms", "v": True, "p": []}
    count = chance.choice((200, 1_500))
    made = {
        "members": lambda n: {**op, "m": f"m{n}"},
        "records": lambda n: {**op, "e": f"{n:032x}", "f": "summary", "v": "x" * 40},
        "replaced": lambda n: {**op, "p": [f"{n:064x}.0"], "v": f"{n}"},
        "rivals": lambda n: {**op, "f": "dating_told", "v": f"{n}", "p": []},
        "unknown": lambda n: {**op, "t": f"t{n}", "v": [n] * 20},
    }
    kind = chance.choice(sorted(made))
    commit["o"] = [{**made[kind](n), "z": f"{n:032x}"} for n in range(count)]
    if kind == "rivals":
        for body in commit["o"]:
            body.pop("m", None)
    return _with_commits(sound, [_signed_line(commit)])


def _fat(chance: random.Random, sound: Sample) -> bytes:
    """One value is as heavy as a line may be."""
    commit = json.loads(chance.choice(sound.members[layout.COMMITS].splitlines()))
    size = chance.choice((50_000, 400_000))
    commit["o"][0]["v"] = chance.choice(([0] * size, [[]] * (size // 2), "桥" * size,
                                         {str(n): n for n in range(size // 4)}))  # fmt: skip
    return _with_commits(sound, [_signed_line(commit)])


def _forge_parts(chance: random.Random, commit: dict[str, Any], receiver: str) -> None:
    for _ in range(chance.randint(1, 3)):
        ops, head = commit.get("o"), commit.get("h")
        op = chance.choice(ops) if isinstance(ops, list) and ops else None
        if isinstance(op, dict) and isinstance(head, dict):
            chance.choice(_FORGERIES)(chance, commit, op, receiver)


def _odd_value(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    op["v"] = chance.choice(ODD)


def _odd_state(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    op.update(f="@", v=chance.choice(ODD), t=chance.choice(("item", "item_name", "media")))


def _odd_part(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    op[chance.choice("zetfkvpm")] = chance.choice(ODD)


def _odd_header(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    parts = ("lam", "n", "sv", "wall", "by", "root", "txn", "prev", "clk", "r")
    commit["h"][chance.choice(parts)] = chance.choice(ODD)


def _stolen_name(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    commit["h"].update(r=receiver, n=chance.choice((1, 2**53 - 1, 10**6)))


def _odd_count(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    commit["o"] = chance.choice(([], [op, op], [op]))


def _odd_original(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    field = chance.choice(("sha256", "extension", "original_name"))
    op.update(t="media", f=field, v=chance.choice(ODD))
    op.pop("m", None)


def _odd_place(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    kind = chance.choice(("item", "consent", "person", "of_later", "x" * 64))
    field = chance.choice(("status", "access_level", "summary", "of_later", "position"))
    op.update(t=kind, f=field)


def _odd_anything(chance: random.Random, commit: Any, op: dict[str, Any], receiver: str) -> None:
    _put_odd(chance, commit)


_FORGERIES = (_odd_value, _odd_value, _odd_value, _odd_state, _odd_part, _odd_header, _stolen_name,
              _odd_count, _odd_original, _odd_place, _odd_anything)  # fmt: skip


def _put_odd(chance: random.Random, tree: Any) -> None:
    """Replace, remove or add something somewhere in a JSON tree."""
    place = tree
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
            place = place[key]
            continue
        act = chance.randrange(6)
        if act == 0:
            del place[key]
        elif act == 1 and isinstance(place, dict):
            place["more"] = chance.choice(ODD)
        else:
            place[key] = chance.choice(ODD)
        return


def _dumped(value: Any) -> bytes:
    """Return canonical bytes where there are any, else what a careless program would write."""
    try:
        return canonical(value)
    except (ValueError, RecursionError):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")


def _signed_line(commit: dict[str, Any]) -> tuple[str, bytes]:
    head = commit["h"] if isinstance(commit.get("h"), dict) else {}
    ops = commit["o"] if isinstance(commit.get("o"), list) else []
    head["dev"] = HOSTILE_KEY.public
    head["ops"] = [hashlib.sha256(_dumped(op)).hexdigest() for op in ops]
    raw = _dumped(head)
    commit["s"] = HOSTILE_KEY.sign(COMMIT_CONTEXT + raw)
    return hashlib.sha256(raw).hexdigest(), _dumped(commit)


def _with_commits(sound: Sample, more: list[tuple[str, bytes]]) -> bytes:
    members = dict(sound.members)
    lines = dict(more)
    for line in members[layout.COMMITS].splitlines():
        lines[hashlib.sha256(canonical(json.loads(line)["h"])).hexdigest()] = line
    members[layout.COMMITS] = b"".join(lines[name] + b"\n" for name in sorted(lines))
    return sealed(members, list(members))


# Packing


def packed(members: Members, order: list[str]) -> bytes:
    """Pack members in the one form of zip, in the order given."""
    target = io.BytesIO()
    writer = ArchiveWriter(target)
    for name in order:
        writer.add(name, members[name])
    writer.finish()
    return target.getvalue()


def sealed(members: Members, order: list[str]) -> bytes:
    """Hash everything again, sign it with the hostile key and pack it."""
    members = dict(members)
    payload = {name: data for name, data in members.items() if name.startswith("data/")}
    members[layout.MANIFEST] = _listing(payload)
    octets = sum(map(len, payload.values()))
    info = members.get(layout.INFO, b"").decode("utf-8", "replace").splitlines()
    kept = [line for line in info if not line.startswith("Payload-Oxum")]
    said = [f"Payload-Oxum: {octets}.{len(payload)}", *kept]
    members[layout.INFO] = "".join(f"{line}\n" for line in said).encode()
    tags = {name: members[name] for name in layout.TAG_FILES if name in members}
    members[layout.TAG_MANIFEST] = _listing(tags)
    return _signed(members, [*order, *(members.keys() - set(order))])


def _listing(members: Members) -> bytes:
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def _signed(members: Members, order: list[str]) -> bytes:
    signature = HOSTILE_KEY.sign(layout.SIGNATURE_CONTEXT + members[layout.TAG_MANIFEST])
    members[layout.SIGNATURE] = f"ed25519 {HOSTILE_KEY.public} {signature}\n".encode()
    return packed(members, order)


Way = Callable[[random.Random, Sample], bytes]
_WAYS: tuple[Way, ...] = (
    _flipped, _flipped, _cut, _cut, _moved, _moved, _tail, _glued, _zipped, _renamed, _twice,
    _shuffled, _without, _unsigned, _unsigned, _resealed, _resealed, _tags, _tags, _about, _about,
    _lines, _lines, _media, *(_flipped, _cut, _resealed) * 4, *(_forged,) * 16, _many, _fat,
)  # fmt: skip
