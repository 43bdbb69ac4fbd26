# SPDX-License-Identifier: Apache-2.0
"""Cobbles underfoot and brackets overhead."""

from __future__ import annotations

from scenes.kit import Sheet, mix


def paving(s: Sheet, top: float, tints: tuple[str, ...], n: int = 900) -> None:
    """A cobbled ground, stones growing toward the viewer."""
    spots = sorted(
        (top + (s.h - top) * s.rng.random() ** 0.85, s.rng.uniform(0, s.w)) for _ in range(n)
    )
    for y, x in spots:
        t = (y - top) / (s.h - top)
        r = 8 + 24 * t
        tone = mix(tints[0], s.rng.choice(tints[1:]), s.rng.random() * 0.7)
        s.dot(x, y + r * 0.14, r, r * 0.44, mix(tone, "#2d2a28", 0.42))
        s.dot(x, y, r * 0.94, r * 0.38, tone)


def brackets(s: Sheet, x0: float, x1: float, y: float, n: int, size: float, tone: str) -> None:
    """A row of bracket sets under an eave."""
    for k in range(n):
        x = x0 + (x1 - x0) * (k + 0.5) / n
        for level, half in enumerate((0.9, 0.62, 0.34)):
            top = y + level * size * 0.34
            s.rect(
                x - half * size,
                top,
                half * size * 2,
                size * 0.24,
                mix(tone, "#f5d9a0", 0.28 - level * 0.1),
            )
            s.rect(
                x - half * size,
                top + size * 0.18,
                half * size * 2,
                size * 0.08,
                mix(tone, "#000000", 0.4),
            )
