# SPDX-License-Identifier: Apache-2.0
"""Damaged files of every form, made from sound ones by a seeded hand."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from heritage_desktop import assets

SMALL = 400_000


def sound_files(shared: Path | None) -> dict[str, bytes]:
    """Return small sound files by name, one or more of every form the program reads."""
    picture = Image.effect_noise((160, 120), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", "Model", 6
    exif.get_ifd(0x8769)[0x9003] = "2026:04:05 09:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 27.0, 30.0), 3: "E", 4: (119.0, 28.0, 5.0)})
    made = {}
    for form, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif"), ("WEBP", "webp"),
                         ("GIF", "gif")):  # fmt: skip
        buffer = io.BytesIO()
        more = {} if form == "GIF" else {"exif": exif.tobytes()}
        picture.save(buffer, form, **more)
        made[f"made.{suffix}"] = buffer.getvalue()
    made["made.nef"] = made["made.tif"] + made["made.jpg"]
    made["film.mp4"] = _film()
    for path in sorted(assets.path("samples").iterdir()):
        if path.suffix in (".heic", ".wav") and path.stat().st_size < 4 * SMALL:
            made[path.name] = path.read_bytes()[:SMALL]
    if shared is not None:
        for path in sorted((shared / "data" / "camera").rglob("*.*")):
            if path.is_file() and 0 < path.stat().st_size < SMALL and path.suffix != ".csv":
                made[path.name] = path.read_bytes()
    return made


def _film() -> bytes:
    def box(name: bytes, inner: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(inner), name) + inner

    place = box(b"\xa9xyz", struct.pack(">HH", 26, 0) + b"+28.4500+119.4800+120.000/")
    return (
        box(b"ftyp", b"isom\0\0\2\0isommp42")
        + box(b"moov", box(b"udta", place))
        + box(b"mdat", bytes(4096))
    )


def mutants(sound: dict[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` damaged files with their names."""
    chance = random.Random(seed)
    names = sorted(sound)
    hands = (_flipped, _cut, _blanked, _doubled, _huge, _looped, _grafted)
    for _ in range(count):
        name = chance.choice(names)
        data = bytearray(sound[name])
        for _ in range(chance.choice((1, 1, 2, 5))):
            if data:
                data = chance.choice(hands)(data, chance)
        suffix = name.rpartition(".")[2] if chance.random() < 0.8 else chance.choice(("jpg", "cr2"))
        yield suffix, bytes(data)


def _at(data: bytearray, chance: random.Random) -> int:
    """Choose a place, most often among the headers, where damage does most."""
    return chance.randrange(min(len(data), 2048) if chance.random() < 0.7 else len(data))


def _flipped(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 4, 32))):
        data[_at(data, chance)] = chance.randrange(256)
    return data


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: _at(data, chance)]


def _blanked(data: bytearray, chance: random.Random) -> bytearray:
    at = _at(data, chance)
    length = chance.choice((2, 16, 512))
    data[at : at + length] = bytes(min(length, len(data) - at))
    return data


def _doubled(data: bytearray, chance: random.Random) -> bytearray:
    at = _at(data, chance)
    return data[:at] + data[at : at + 256] * chance.choice((2, 8)) + data[at:]


def _huge(data: bytearray, chance: random.Random) -> bytearray:
    at = _at(data, chance)
    data[at : at + 4] = chance.choice(
        (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")
    )
    return data


def _looped(data: bytearray, chance: random.Random) -> bytearray:
    """Point somewhere back to the beginning, as directories that contain themselves do."""
    at = _at(data, chance)
    data[at : at + 4] = struct.pack(chance.choice("<>") + "I", chance.choice((0, 8, 12, at)))
    return data


def _grafted(data: bytearray, chance: random.Random) -> bytearray:
    head = chance.choice((b"\xff\xd8\xff\xe1", b"II*\0\x08\0\0\0", b"\x89PNG\r\n\x1a\n", b"RIFF"))
    data[: len(head)] = head
    return data
