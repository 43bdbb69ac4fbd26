# SPDX-License-Identifier: Apache-2.0
"""What a foreign record calls its original never leads out of the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.storage.blobs import Blobs


@pytest.mark.parametrize(
    ("sha256", "extension"),
    [
        ("../../secret", "txt"),
        ("/etc/hostname", ""),
        ("a" * 64, "/../../secret"),
        ("a" * 64, "../jpg"),
        ("A" * 64, "jpg"),
        ("a" * 64 + "\n", "jpg"),
        ("", None),
    ],
)
def test_what_is_no_checksum_leads_nowhere(
    tmp_path: Path, sha256: str, extension: str | None
) -> None:
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    blobs = Blobs(tmp_path / "x.vhi" / "media")
    assert not blobs.has(sha256, extension)
    assert blobs.path(sha256, extension).parent == blobs.folder


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=10)))
def test_every_path_stays_in_the_store(sha256: str, extension: str | None) -> None:
    blobs = Blobs(Path("x.vhi/media").absolute())
    assert blobs.path(sha256, extension).resolve().is_relative_to(blobs.folder.resolve())
    assert blobs.cache_path(sha256, 256).resolve().is_relative_to(blobs.cache.resolve())


def test_a_checksum_is_a_name(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "media")
    assert blobs.path("ab" * 32, "jpg") == tmp_path / "media" / "ab" / f"{'ab' * 32}.jpg"
