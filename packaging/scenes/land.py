# SPDX-License-Identifier: Apache-2.0
"""Mountains, slopes, trees and stones the scenes share."""

from __future__ import annotations

import math

from PySide6.QtGui import QBrush

from scenes.kit import Noise, Pt, Sheet, Tones, grade, ink, mix

PINE: Tones = ("#24413a", "#3c6350", "#6d9068")
SUMMER: Tones = ("#2f5135", "#55804a", "#94ad62")
SPRING: Tones = ("#4c7443", "#85a656", "#c3cf7d")
AUTUMN: Tones = ("#7b3b22", "#c06d2c", "#e5ab4d")
WINTER: Tones = ("#59666b", "#a9b6b8", "#f2f3ee")
NIGHT: Tones = ("#0f1c2c", "#1a2f40", "#2c4656")
BAMBOO: Tones = ("#3d6440", "#6f9550", "#b2c073")


def ridge(
    s: Sheet, base: float, height: float, scale: float, top: str, foot: str, depth: float
) -> list[Pt]:
    """One range of mountains, dissolving downward into mist; its skyline is returned."""
    noise = Noise(s.rng)
    start = s.rng.uniform(0, 100)
    line: list[Pt] = []
    for x in range(-10, s.w + 20, 8):
        t = x / s.w * scale + start
        peak = (1 - abs(2 * noise.rough(t * 1.3, 3) - 1)) ** 1.5
        line.append((x, base - height * (0.62 * peak + 0.38 * noise.rough(t * 2.2 + 40, 5))))
    high = min(y for _, y in line)
    shape = [*line, (s.w + 20, base + depth), (-10, base + depth)]
    s.shape(shape, grade(high, base + depth, [(0, top), (0.35, mix(top, foot, 0.3)), (1, foot)]))
    return line


def ranges(s: Sheet, sky: str, near: str, bases: tuple[float, ...], height: float) -> None:
    """Several ranges, paler with distance, mist lying between them."""
    for i, base in enumerate(bases):
        share = (i + 1) / len(bases)
        colour = mix(sky, near, share**1.15)
        foot = mix(sky, near, share * 0.28)
        ridge(s, base, height * (1.15 - 0.3 * share), 2.2 + 1.3 * i, colour, foot, height * 0.5)
        s.mist(base + height * 0.22, height * 0.2, sky, 110)


def woods(s: Sheet, line: list[Pt], tones: Tones, size: float, drop: float = 0) -> None:
    """Rounded trees set along a line."""
    for x, y in line:
        if s.rng.random() < 0.82:
            r = size * s.rng.uniform(0.6, 1.35)
            s.foliage(x + s.rng.uniform(-4, 4), y + drop - r * 0.4, r, r * 1.1, tones, 16, size / 4)


def thicket(s: Sheet, box: tuple[float, float, float, float], tones: Tones, r: float) -> None:
    """A wood filling a box, far trees first."""
    x0, y0, x1, y1 = box
    spots = sorted(
        ((s.rng.uniform(x0, x1), s.rng.uniform(y0, y1)) for _ in range(int((x1 - x0) / r * 1.6))),
        key=lambda spot: spot[1],
    )
    for x, y in spots:
        size = r * s.rng.uniform(0.7, 1.3)
        s.foliage(x, y, size, size * 0.95, tones, 44, size / 5)


def tree(s: Sheet, x: float, y: float, height: float, tones: Tones, lean: float = 0.0) -> None:
    """A broad-leaved tree of clustered crowns."""
    top = y - height * 0.55
    trunk = mix(tones[0], "#3a2a20", 0.6)
    s.taper(
        [(x, y), (x + lean * 0.4, y - height * 0.3), (x + lean, top)],
        trunk,
        height * 0.085,
        height * 0.03,
    )
    for k in range(6):
        turn = k / 6 * math.tau + s.rng.uniform(-0.4, 0.4)
        cx = x + lean + math.cos(turn) * height * 0.19
        cy = top - height * 0.14 + math.sin(turn) * height * 0.15
        s.line([(x + lean * 0.6, y - height * 0.4), (cx, cy)], trunk, height * 0.02)
        r = height * s.rng.uniform(0.15, 0.22)
        s.foliage(cx, cy, r * 1.15, r * 0.9, tones, 70, height * 0.026)


def bamboo(s: Sheet, x: float, y: float, height: float, n: int, tones: Tones = BAMBOO) -> None:
    """A clump of bending bamboo."""
    for _ in range(n):
        lean = s.rng.uniform(-0.42, 0.42) * height
        foot = x + s.rng.uniform(-0.16, 0.16) * height
        tall = height * s.rng.uniform(0.7, 1.05)
        stem = [
            (foot + lean * t**2.2, y - tall * (t - 0.06 * t**4)) for t in (0, 0.25, 0.5, 0.75, 1)
        ]
        s.taper(stem, mix(tones[0], tones[1], s.rng.random()), height * 0.017, 1.5)
        for k in range(34):
            t = s.rng.uniform(0.4, 1.02)
            px = foot + lean * t**2.2 + s.rng.gauss(0, height * 0.06)
            py = y - tall * t + s.rng.gauss(height * 0.02, height * 0.04)
            tone = tones[min(2, int(s.rng.random() * 2 + (0.9 if k > 20 else 0)))]
            s.p.save()
            s.p.translate(px, py)
            s.p.rotate(s.rng.uniform(20, 80) * (1 if lean > 0 else -1))
            s.dot(0, 0, height * 0.034, height * 0.0075, tone)
            s.p.restore()


def stones(
    s: Sheet, box: tuple[float, float, float, float], n: int, size: float, tint: str
) -> None:
    """Rounded stones, larger as they come near."""
    x0, y0, x1, y1 = box
    for y in sorted(s.rng.uniform(y0, y1) for _ in range(n)):
        t = (y - y0) / max(1, y1 - y0)
        r = size * (0.5 + 0.8 * t) * s.rng.uniform(0.6, 1.3)
        stone(s, s.rng.uniform(x0, x1), y, r, mix(tint, "#8a8577", s.rng.random() * 0.5))


def stone(s: Sheet, x: float, y: float, r: float, tint: str) -> None:
    """One stone with its lit top and its shadow."""
    s.dot(x + r * 0.12, y + r * 0.3, r * 1.12, r * 0.42, QBrush(ink("#2a2a2a", 60)))
    s.dot(x, y, r, r * 0.62, mix(tint, "#3a3a38", 0.32))
    s.dot(x - r * 0.08, y - r * 0.1, r * 0.88, r * 0.48, tint)
    s.dot(x - r * 0.2, y - r * 0.22, r * 0.5, r * 0.22, mix(tint, "#f6efdc", 0.45))


def grass(
    s: Sheet, box: tuple[float, float, float, float], n: int, tones: Tones, size: float
) -> None:
    """Tufts of grass."""
    x0, y0, x1, y1 = box
    for y in sorted(s.rng.uniform(y0, y1) for _ in range(n)):
        x = s.rng.uniform(x0, x1)
        for _ in range(4):
            tip = (x + s.rng.uniform(-0.7, 0.7) * size, y - size * s.rng.uniform(0.6, 1.4))
            s.line([(x, y), tip], s.rng.choice(tones), max(1.2, size * 0.12))


def rain(s: Sheet, n: int, colour: str) -> None:
    """Slanting rain."""
    for _ in range(n):
        x, y = s.rng.uniform(-50, s.w), s.rng.uniform(-50, s.h)
        long = s.rng.uniform(26, 78)
        s.line([(x, y), (x + long * 0.17, y + long)], ink(colour, s.rng.randint(26, 90)), 1.4)


def snow(s: Sheet, n: int) -> None:
    """Falling snow, near flakes larger."""
    for _ in range(n):
        r = s.rng.choice((1.2, 1.8, 2.4, 3.6, 5))
        s.dot(
            s.rng.uniform(0, s.w),
            s.rng.uniform(0, s.h),
            r,
            r,
            QBrush(ink("#ffffff", s.rng.randint(110, 230))),
        )
