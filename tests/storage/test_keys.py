# SPDX-License-Identifier: Apache-2.0
"""One key for one device, whatever happens while it is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from heritage_desktop.storage.keys import device_key, verify

MAKE = """
import sys
from pathlib import Path
from heritage_desktop.storage.keys import device_key
sys.stdin.readline()
print(device_key(Path(sys.argv[1])).public)
"""


def test_windows_opened_at_once_share_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    made = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for one in made:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = {one.communicate()[0] for one in made}
    assert said == {device_key(tmp_path).public + "\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["device.key"]


@pytest.mark.parametrize("spoiled", ["", "abc", "zz" * 32])
def test_a_spoiled_key_is_put_aside_and_replaced(tmp_path: Path, spoiled: str) -> None:
    (tmp_path / "device.key").write_text(spoiled)
    key = device_key(tmp_path)
    assert verify(key.public, b"a song", key.sign(b"a song"))
    assert device_key(tmp_path).public == key.public
    assert [path.read_text() for path in tmp_path.glob("*.damaged")] == [spoiled]


def test_only_its_owner_reads_a_key(tmp_path: Path) -> None:
    device_key(tmp_path)
    mode = (tmp_path / "device.key").stat().st_mode & 0o777
    assert mode == 0o600 or sys.platform == "win32"
