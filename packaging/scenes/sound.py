# SPDX-License-Identifier: Apache-2.0
"""A short sound for the sample inventory: a plucked melody, a bell and a soft gong."""

from __future__ import annotations

import array
import math
import random
import wave
from pathlib import Path

RATE = 22_050
SECONDS = 7.0
PENTATONIC = (293.66, 329.63, 369.99, 440.0, 493.88, 587.33, 659.26, 739.99)
MELODY = (
    (0.55, 3), (0.95, 4), (1.35, 5), (1.95, 4), (2.35, 3), (2.75, 2), (3.35, 3),
    (3.75, 5), (3.95, 6), (4.15, 5), (4.75, 4), (5.05, 3), (5.35, 1), (5.75, 0),
)  # fmt: skip
GONG = ((1.0, 1.0, 2.4), (1.48, 0.5, 1.9), (2.03, 0.45, 1.5), (2.74, 0.25, 1.0), (3.61, 0.14, 0.6))
BELL = ((1.0, 0.7, 1.6), (2.0, 0.5, 1.3), (2.76, 0.6, 0.9), (5.4, 0.3, 0.45))


def pluck(out: list[float], start: float, pitch: float, gain: float, rng: random.Random) -> None:
    """A plucked string (Karplus-Strong)."""
    size = int(RATE / pitch)
    ring = [rng.uniform(-1, 1) for _ in range(size)]
    for _ in range(3):
        ring = [(ring[i] + ring[i - 1]) / 2 for i in range(size)]
    first = int(start * RATE)
    for n in range(min(int(2.2 * RATE), len(out) - first)):
        i = n % size
        out[first + n] += ring[i] * gain
        ring[i] = (ring[i] + ring[(i + 1) % size]) * 0.4985


def ring(
    out: list[float],
    start: float,
    pitch: float,
    gain: float,
    partials: tuple[tuple[float, float, float], ...],
) -> None:
    """A struck bell or gong: decaying inharmonic partials."""
    first = int(start * RATE)
    for ratio, share, life in partials:
        step = math.tau * pitch * ratio / RATE
        for n in range(min(int(life * 2.4 * RATE), len(out) - first)):
            t = n / RATE
            swell = min(1.0, t / 0.012) * math.exp(-t / life * 2.1)
            out[first + n] += math.sin(step * n + 0.9 * math.sin(t * 7)) * swell * share * gain


def write_wav(path: Path, seed: int) -> float:
    """Write the sound; its length in seconds is returned."""
    rng = random.Random(seed)
    out = [0.0] * int(SECONDS * RATE)
    ring(out, 0.0, 98.0, 0.5, GONG)
    ring(out, 3.35, 110.0, 0.3, GONG)
    ring(out, 0.1, 880.0, 0.10, BELL)
    ring(out, 5.75, 1174.66, 0.09, BELL)
    for start, degree in MELODY:
        pluck(out, start + rng.uniform(-0.012, 0.012), PENTATONIC[degree], 0.8, rng)
    top = max(abs(v) for v in out)
    tail = int(0.6 * RATE)
    frames = array.array("h")
    for n, value in enumerate(out):
        close = min(1.0, (len(out) - n) / tail)
        frames.append(round(value / top * 26_000 * close))
    with wave.open(str(path), "wb") as sink:
        sink.setnchannels(1)
        sink.setsampwidth(2)
        sink.setframerate(RATE)
        sink.writeframes(frames.tobytes())
    return SECONDS
