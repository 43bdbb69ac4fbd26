# SPDX-License-Identifier: Apache-2.0
"""The waveform of an hour of sound, against reading the file and against FFmpeg's picture of it."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from heritage_desktop.media.peaks import wav_peaks
from heritage_desktop.media.wav import SoundFormat, header, read_facts
from tests.benchmarks.timing import Pair, interleave

FORMAT = SoundFormat(48_000, 1, 2)
SECONDS = 3_600


def hour(path: Path) -> int:
    """Write an hour of a sawtooth of changing loudness; return its megabytes."""
    size = SECONDS * FORMAT.per_second
    with path.open("wb") as file:
        file.write(header(FORMAT, size))
        for second in range(SECONDS):
            loud = 500 + second * 7 % 30_000
            file.write(array("h", [n * 97 % loud - loud // 2 for n in range(480)]).tobytes() * 100)
    return size // 1_000_000


def measured(path: str) -> int:
    """Make the waveform; return the most memory this process ever had, in megabytes."""
    facts = read_facts(Path(path))
    assert facts is not None
    wav_peaks(Path(path), facts)
    # Not ``getrusage``: a process inherits the peak of the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def bare(path: str) -> None:
    """Read the file in pieces."""
    with Path(path).open("rb") as file:
        while file.read(1024 * 1024):
            pass


def drawn(path: str) -> None:
    """Let FFmpeg draw its picture of the sound."""
    drawing = ["-filter_complex", "[0:a]showwavespic=s=1300x120[out]", "-map", "[out]"]
    picture = ["-frames:v", "1", "-y", f"{path}.png"]
    subprocess.run(["ffmpeg", "-loglevel", "error", "-i", path, *drawing, *picture], check=True)


def run(folder: Path) -> Iterator[str]:
    """Yield the rates in megabytes a second, and the memory of an hour."""
    path = folder / "hour.wav"
    size, name = hour(path), str(path)
    peers = [(bare, "reading the file, cached")]
    if shutil.which("ffmpeg"):
        peers.append((drawn, "ffmpeg showwavespic"))
    for peer, words in peers:
        ours, theirs = interleave(partial(measured, name), partial(peer, name))
        yield Pair("waveform of an hour", "MB/s", size, ours, theirs, words).line()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        yield f"waveform, memory       {pool.apply(measured, (name,)):9d} MB  of {size} MB of sound"
