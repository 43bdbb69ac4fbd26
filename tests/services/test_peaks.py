# SPDX-License-Identifier: Apache-2.0
"""Waveforms in the cache: made once, made again when lost, and no reason to stop working."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress
from heritage_desktop.media.peaks import Peaks
from heritage_desktop.media.wav import header
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.peaks import peaks_of
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import FORMAT, counting


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


def take_in(inventory: Inventory, data: bytes, extension: str) -> Media:
    name = hashlib.sha256(data).hexdigest()
    inventory.blobs.add(data, name, extension)
    with inventory.change("Recording") as change:
        return change.add(Media(id="", sha256=name, extension=extension, media_type="audio"))


def nobody(path: Path, _progress: Progress) -> Peaks:
    raise AssertionError(f"{path.name} needs no decoder")


def test_a_waveform_is_made_once_and_again_when_the_cache_is_deleted(inventory: Inventory) -> None:
    samples = counting(0, 0, 16_000)
    media = take_in(inventory, header(FORMAT, len(samples)) + samples, "wav")
    first = peaks_of(inventory, media, nobody)
    assert first.duration_ms == 2_000
    (kept,) = inventory.blobs.cache.rglob("*.peaks")
    inventory.blobs.remove(media.sha256 or "", "wav")
    assert peaks_of(inventory, media, nobody) == first  # from the cache
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(HeritageError, match="not on this computer"):
        peaks_of(inventory, media, nobody)  # half a file is not believed
    inventory.blobs.add(header(FORMAT, len(samples)) + samples, media.sha256 or "", "wav")
    shutil.rmtree(inventory.blobs.cache)
    assert peaks_of(inventory, media, nobody) == first
    assert kept.is_file()


def test_what_is_no_wav_goes_to_the_decoder_whatever_it_is_called(inventory: Inventory) -> None:
    media = take_in(inventory, b"ID3 and so on", "wav")
    answer = Peaks(100, 1, 2, b"\x80\x80", b"\x90\x90")
    asked = []

    def decode(path: Path, _progress: Progress) -> Peaks:
        asked.append(path)
        return answer

    assert peaks_of(inventory, media, decode) == answer
    assert peaks_of(inventory, media, decode) == answer
    assert asked == [inventory.blobs.path(media.sha256 or "", "wav")]


def test_a_cache_that_cannot_be_written_costs_only_the_cache(inventory: Inventory) -> None:
    samples = counting(0, 0, 800)
    media = take_in(inventory, header(FORMAT, len(samples)) + samples, "wav")
    (inventory.blobs.cache / "peaks").write_bytes(b"in the way")
    assert peaks_of(inventory, media, nobody).duration_ms == 100
