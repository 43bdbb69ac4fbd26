# SPDX-License-Identifier: Apache-2.0
"""Recording: what was said is on the disk within two seconds and never thrown away."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import CannotWrite, HeritageError
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.media import wav
from heritage_desktop.services import takes
from heritage_desktop.services.takes import Take
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import CHUNK, FORMAT, counting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def inventory(tmp_path: Path):
    with Inventory.create(tmp_path / "v.vhi", title={"en": "Voices"}, author="A. Recorder") as one:
        yield one


def samples_of(inventory: Inventory, media: Media) -> bytes:
    path = inventory.blobs.path(media.sha256 or "", "wav")
    facts = wav.read_facts(path)
    assert facts is not None
    return path.read_bytes()[facts.start : facts.start + facts.size]


def test_a_take_becomes_a_recording_with_its_marks_and_speaker(inventory: Inventory) -> None:
    with inventory.change("Set up") as change:
        song = change.add(Item(id="", kind="practice"))
        singer = change.add(Person(id=""))
    take = Take(inventory, FORMAT, target=song.id, speaker=singer.id, spoken="cmn")
    take.add(counting(0, 0))
    take.mark("refrain")
    take.add(counting(0, CHUNK))
    media = take.finish()
    assert media is not None
    assert samples_of(inventory, media) == counting(0, 0, 2 * CHUNK)
    assert (media.duration_ms, media.media_type, media.creator) == (200, "audio", "A. Recorder")
    assert media.language == "cmn"
    assert [link.target for link in inventory.all(MediaLink, media=media.id)] == [song.id]
    part, mark = sorted(inventory.all(Segment, media=media.id), key=lambda one: one.start_ms or 0)
    assert (part.speaker, part.start_ms, part.end_ms) == (singer.id, 0, 200)
    assert (mark.sort, mark.start_ms, dict(mark.title)) == ("mark", 100, {"en": "refrain"})
    assert takes.left_over(inventory) == []
    assert inventory.check() == []


def test_silence_of_no_length_leaves_nothing(inventory: Inventory) -> None:
    assert Take(inventory, FORMAT).finish() is None
    assert takes.left_over(inventory) == []
    assert inventory.all(Media) == []


def test_no_more_than_a_second_of_sound_is_ever_unsafe(tmp_path: Path) -> None:
    writer = wav.WavWriter(tmp_path / "a.wav", FORMAT)
    for number in range(60):
        writer.add(counting(0, number * CHUNK))
        assert FORMAT.ms(writer.size - writer.settled) < 1000
    writer.close()
    assert writer.settled == writer.size == 60 * CHUNK * 2


def test_a_take_under_way_is_not_taken_for_a_lost_one(inventory: Inventory) -> None:
    take = Take(inventory, FORMAT)
    take.add(counting(0, 0))
    assert takes.recover(inventory) == []
    assert take.finish() is not None


def test_a_full_disk_is_said_before_the_song_begins(
    inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(takes, "LEAST_FREE", 1 << 60)
    with pytest.raises(HeritageError, match="nearly full"):
        Take(inventory, FORMAT)
    assert takes.left_over(inventory) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_disk_that_fails_keeps_what_it_has(inventory: Inventory) -> None:
    take = Take(inventory, FORMAT)
    take.add(counting(0, 0))
    while take._writer.size < CHUNK * 2:  # noqa: SLF001  its file is made to fail below
        pass
    full = os.open("/dev/full", os.O_WRONLY)
    os.dup2(full, take._writer._file.fileno())  # noqa: SLF001
    os.close(full)
    take.add(counting(0, CHUNK))
    media = take.finish()
    assert (
        take.failure
        == "sound.wav could not be written: the disk is full; free some space and try again."
    )
    assert media is not None
    assert samples_of(inventory, media) == counting(0, 0)


def test_a_take_without_its_notes_is_still_recovered(inventory: Inventory) -> None:
    folder = takes.takes_folder(inventory) / "lost"
    folder.mkdir(parents=True)
    with contextlib.closing(wav.WavWriter(folder / takes.SOUND, FORMAT)) as writer:
        writer.add(counting(3, 0))
    (folder / takes.NOTES).write_text("{", encoding="utf-8")
    (folder / takes.MARKS).write_text('{"at_ms": 40}\n{"at_m', encoding="utf-8")
    (media,) = takes.recover(inventory)
    assert media.findings == takes.CUT
    assert samples_of(inventory, media) == counting(3, 0)
    assert [one.start_ms for one in inventory.all(Segment)] == [40]


def test_what_is_no_sound_stays_for_a_person_to_look_at(inventory: Inventory) -> None:
    folder = takes.takes_folder(inventory) / "odd"
    folder.mkdir(parents=True)
    (folder / takes.SOUND).write_bytes(b"not a sound at all")
    assert takes.recover(inventory) == []
    assert (folder / takes.SOUND).is_file()


def test_the_takes_folder_that_cannot_be_made_is_named(inventory: Inventory) -> None:
    takes.takes_folder(inventory).write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"sound\.wav"):
        Take(inventory, FORMAT)


def test_spoken_consent_points_to_its_clip(inventory: Inventory) -> None:
    with inventory.change("Set up") as change:
        singer = change.add(Person(id=""))
    take = Take(inventory, FORMAT, speaker=singer.id, spoken="cmn")
    take.add(counting(0, 0))
    clip = take.finish()
    assert clip is not None
    consent = takes.agree(
        inventory, clip, singer.id, granted=("record", "inventory"), refused=("web",)
    )
    kept = inventory.get(Consent, consent.id)
    assert kept is not None
    assert (kept.who, kept.evidence, kept.method) == (singer.id, clip.id, "oral_recorded")
    assert (kept.granted, kept.status) == (("inventory", "record"), "active")


def killed(folder: Path, chance: random.Random) -> tuple[int, set[str]]:
    """Record, kill somewhere; return the safe milliseconds of the last take, and the done."""
    command = [sys.executable, "-m", "tests.services.kill_recording", str(folder), "3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(chance.randrange(1, 600))]
        running.kill()
        said += running.stdout.readlines()
    safe = 0
    done = set()
    for line in said:
        words = line.split() if line.endswith("\n") else []
        match words:
            case ["begun"]:
                safe = 0
            case ["safe", now]:
                safe = int(now)
            case ["done", sha]:
                done.add(sha)
                safe = 0
    return safe, done


@pytest.mark.parametrize(
    "times", [3, pytest.param(50, marks=pytest.mark.slow)], ids=["a few", "fifty"]
)
def test_a_recording_that_is_killed_keeps_what_was_safe(tmp_path: Path, times: int) -> None:
    chance = random.Random(times)
    for number in range(times):
        folder = tmp_path / f"{number}.vhi"
        Inventory.create(folder, title={"en": "Killed"}).close()
        safe, done = killed(folder, chance)
        with Inventory.open(folder) as inventory:
            found = takes.recover(inventory)
            assert inventory.check() == []
            assert done <= {one.sha256 for one in inventory.all(Media)}
            assert takes.left_over(inventory) == []
            if safe:
                assert len(found) == 1
                assert (found[0].duration_ms or 0) >= safe
            for media in inventory.all(Media):
                whole = {counting(n, 0, 200 * CHUNK) for n in range(3)}
                kept = samples_of(inventory, media)
                assert any(one.startswith(kept) for one in whole)
