# SPDX-License-Identifier: Apache-2.0
"""A receipt is hostile until every byte of it was checked."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.errors import BadBundle
from heritage_desktop.services import receipts
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.keys import device_key
from heritage_desktop.sync import receipt as receipt_file


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sound")
    with (
        new_inventory(folder / "a.vhi", village="云岭坪") as one,
        new_inventory(folder / "b.vhi", village="溪口坞") as two,
    ):
        export_bundle(one, folder / "a.vhb")
        merge_bundle(two, folder / "a.vhb")
        return receipts.write_receipt(two, folder / "a.vhb").read_bytes()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_receipt_with_a_flipped_byte_is_refused(
    sound: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sound) - 1))
    spoiled = bytearray(sound)
    spoiled[at] ^= data.draw(st.integers(1, 255))
    (tmp_path / "r.vhr").write_bytes(spoiled)
    with pytest.raises(BadBundle, match=r"r\.vhr"):
        receipt_file.read_receipt(tmp_path / "r.vhr")


def _hostile() -> list[tuple[str, object]]:
    unordered = base64.b64encode(b"\xff" * 32 + b"\0" * 32).decode()
    twice = base64.b64encode(b"\1" * 64).decode()
    return [
        ("min_reader", 99), ("min_reader", "1"), ("created", "yesterday"), ("bundles", ["x"]),
        ("bundles", 3), ("commits", "AA=="), ("commits", unordered), ("commits", twice),
        ("commits", 7), ("media", "*"), ("want", {}), ("want", []),
        ("want", {"commits": ["0"], "ranges": [], "media": []}),
        ("want", {"commits": [], "ranges": [["a" * 32, 5, 1]], "media": []}),
        ("want", {"commits": [], "ranges": [["a" * 32, 1]], "media": []}),
        ("want", {"commits": ["0" * 64] * 5_001, "ranges": [], "media": []}),
        ("from", {}), ("from", []),
    ]  # fmt: skip


@pytest.mark.parametrize(("part", "value"), _hostile())
def test_a_receipt_signed_by_a_stranger_who_knows_the_form_is_still_read_strictly(
    sound: bytes, tmp_path: Path, part: str, value: object
) -> None:
    key = device_key(tmp_path / "keys")
    body = json.loads(sound)["r"]
    body["from"]["key"] = key.public
    body[part] = value
    signed = {"r": body, "s": key.sign(receipt_file.CONTEXT + canonical(body))}
    path = tmp_path / "r.vhr"
    path.write_bytes(canonical(signed) + b"\n")
    with pytest.raises(BadBundle, match=r"r\.vhr was refused"):
        receipt_file.read_receipt(path)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"[]\n", b"{}\n", b"[" * 100_000, b"\xff\xfe", b'{"r":1e999,"s":""}\n']
)
def test_what_is_no_receipt_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r.vhr").write_bytes(data)
    with pytest.raises(BadBundle):
        receipt_file.read_receipt(tmp_path / "r.vhr")
