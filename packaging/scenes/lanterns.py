# SPDX-License-Identifier: Apache-2.0
"""The Lantern Festival: bridge, moon and water alight, the procession climbing."""

from __future__ import annotations

import math

from PySide6.QtGui import QBrush

from scenes.bridges import EVENING, covered_bridge
from scenes.build import NIGHT_LOOK, Person, figure, house, lantern
from scenes.kit import Pt, Sheet, curve, fade, ink, mix
from scenes.land import NIGHT, ranges, ridge, stones, thicket, woods


def _people(s: Sheet, x0: float, x1: float, y: float, n: int, h: float) -> None:
    """A line of people, each with a lantern on a stick."""
    for k in range(n):
        x = x0 + (x1 - x0) * (k + s.rng.uniform(-0.25, 0.25)) / max(1, n - 1)
        tall = h * s.rng.uniform(0.72, 1.08)
        coat = s.rng.choice(("#27344d", "#40283a", "#1f3a42", "#4a2e26", "#2c2c44"))
        figure(s, x, y + s.rng.uniform(-4, 6), tall, Person(coat, "#161a24", "#b9764c"))
        lx, ly = x + tall * 0.3, y - tall * 0.62
        s.line([(x + tall * 0.12, y - tall * 0.55), (lx, ly - tall * 0.18)], "#3a2418", 2.4)
        lantern(s, lx, ly, tall * 0.125, s.rng.choice(("#e8492c", "#ee6a2c", "#f0a03c", "#e25a6a")))


def stars(s: Sheet, bottom: float, n: int) -> None:
    """Stars, fewer toward the horizon."""
    for _ in range(n):
        y = s.rng.random() ** 1.6 * bottom
        r = s.rng.choice((0.9, 1.2, 1.7))
        s.dot(s.rng.uniform(0, s.w), y, r, r, QBrush(ink("#fff6dc", s.rng.randint(90, 220))))


def lantern_night(s: Sheet) -> None:
    """The Lantern Festival: bridge, moon and water all alight."""
    h, level = s.h, 760.0
    s.wash(0, level, [(0, "#0a1730"), (0.4, "#173158"), (0.8, "#355078"), (1, "#6a6a84")])
    stars(s, 420, 170)
    s.glow(1180, 190, 420, "#ffe9b8", 150)
    s.dot(1180, 190, 74, 74, "#fff3d3")
    s.soft(1160, 175, 60, 50, "#ffffff", 150)
    ranges(s, "#4b628a", "#16263f", (400, 480, 570), 250)
    woods(s, ridge(s, 650, 130, 2.2, "#101f33", "#22334c", 200)[::3], NIGHT, 27, 8)
    for x, y, flip in (
        (60.0, 700.0, False),
        (190, 655, True),
        (330, 705, False),
        (1230, 690, True),
        (1370, 650, False),
        (1500, 705, True),
    ):
        house(s, x, y, 128, NIGHT_LOOK, flip=flip)
    thicket(s, (-20, 705, 470, 745), NIGHT, 24)
    thicket(s, (1180, 705, 1640, 745), NIGHT, 24)
    s.glow(800, 600, 640, "#ff8a35", 70)
    covered_bridge(s, 240, 1360, 640, EVENING, lit=True)
    _on_the_bridge(s)
    _people(s, 20, 225, 764, 6, 92)
    _people(s, 1385, 1585, 764, 6, 92)
    s.mirror(level, h, 0.8, 4.2)
    s.rect(0, level, s.w, h - level, fade(level, h, "#0a1a33", 50, 178))
    _light_on_water(s, level)
    s.ripples(level + 10, h, "#8fa6c8", 70, 70)
    for x, y, r in (
        (250.0, 960.0, 15.0),
        (420, 1065, 20),
        (640, 985, 15),
        (810, 1120, 25),
        (1000, 1015, 17),
        (1330, 1075, 22),
        (1490, 980, 15),
        (150, 1140, 25),
    ):
        water_lamp(s, x, y, r)
    stones(s, (-20, 1165, 1640, 1215), 26, 30, "#1d2738")


def _on_the_bridge(s: Sheet) -> None:
    """Neighbours leaning on the boards, in twos and threes against the light."""
    for start in (282.0, 412.0, 530.0, 668.0, 778.0, 905.0, 1040.0, 1160.0, 1272.0):
        for k in range(s.rng.choice((1, 2, 2, 3))):
            x = start + k * 25 + s.rng.uniform(-5, 5)
            y = 566 + s.rng.uniform(-6, 9)
            tone = s.rng.choice(("#3a1f1a", "#2b2238", "#43261c", "#1f2a3a"))
            coat = [(x - 15, 606), (x - 12, y + 16), (x, y + 9), (x + 12, y + 16), (x + 15, 606)]
            s.area(curve(coat, closed=True), tone)
            s.dot(x, y, 7.5, 9, "#2b1712")
            s.dot(x + 2, y + 2, 4.5, 5.5, "#8a4a2c")


def _light_on_water(s: Sheet, level: float) -> None:
    """Broken light of lanterns and moon."""
    for k in range(9):
        x = 240 + 1120 / 9 * (k + 0.5)
        for j in range(9):
            y = level + 90 + j * 22
            s.dot(
                x + s.rng.uniform(-14, 14),
                y,
                s.rng.uniform(10, 30),
                2.2,
                QBrush(ink("#ffb659", 150 - j * 13)),
            )
    for j in range(20):
        y = level + 130 + j * 15
        s.dot(
            1180 + s.rng.uniform(-22, 22),
            y,
            s.rng.uniform(14, 46),
            2.2,
            QBrush(ink("#ffeec2", 130 - j * 5)),
        )


def water_lamp(s: Sheet, x: float, y: float, r: float) -> None:
    """A paper lamp set afloat, and its light on the water."""
    s.glow(x, y, r * 6.5, "#ff9340", 150)
    for j in range(5):
        s.dot(
            x + s.rng.uniform(-4, 4),
            y + r * (1 + j * 0.5),
            r * (0.9 - j * 0.12),
            2,
            QBrush(ink("#ffc476", 150 - j * 26)),
        )
    for k in range(-2, 3):
        turn = k * 0.42
        tip = (x + math.sin(turn) * r * 1.5, y - math.cos(turn) * r * 1.05)
        s.area(
            curve(
                [
                    (x - r * 0.3 + k * r * 0.22, y + r * 0.3),
                    tip,
                    (x + r * 0.3 + k * r * 0.22, y + r * 0.3),
                ],
                closed=True,
            ),
            mix("#f08a9a", "#ffd9a8", 0.3 + 0.12 * k),
        )
    s.dot(x, y - r * 0.1, r * 0.42, r * 0.5, "#fff2bd")
    s.dot(x, y + r * 0.38, r * 1.25, r * 0.3, "#a8455a")


def procession(s: Sheet) -> None:
    """Lanterns winding up the stone steps between the houses."""
    _w, h = s.w, s.h
    s.wash(0, h * 0.5, [(0, "#0b1530"), (0.6, "#223a63"), (1, "#4f5c80")])
    stars(s, 430, 120)
    s.glow(300, 190, 320, "#ffe9b8", 120)
    s.dot(300, 190, 54, 54, "#fff3d3")
    ranges(s, "#44577c", "#172742", (470, 560, 650), 250)
    s.wash(690, h, [(0, "#182438"), (1, "#111a29")])
    woods(s, ridge(s, 740, 120, 1.6, "#0f1c2e", "#16243a", 160)[::3], NIGHT, 30, 8)
    path = [
        (560.0, 735.0),
        (690.0, 800.0),
        (640.0, 880.0),
        (470.0, 950.0),
        (420.0, 1050.0),
        (560.0, 1170.0),
        (760.0, 1290.0),
        (720.0, 1450.0),
        (560.0, 1640.0),
    ]
    spots = [
        (430, 790, 120, False),
        (720, 800, 128, True),
        (770, 905, 170, True),
        (240, 905, 160, False),
        (90, 1060, 230, False),
        (640, 1070, 205, True),
        (900, 1150, 240, True),
        (150, 1290, 300, False),
        (900, 1420, 330, True),
    ]
    _steps(s, path)
    for x, y, wide, flip in spots:
        house(s, x, y, wide, NIGHT_LOOK, flip=flip)
        r = wide * 0.14
        s.foliage(x + wide * 0.1, y + 6, r * 1.6, r, NIGHT, 36, r / 4)
    _walkers(s, path)
    thicket(s, (-30, 1500, 330, 1620), NIGHT, 70)
    thicket(s, (930, 1520, 1230, 1620), NIGHT, 70)


def _walkers(s: Sheet, path: list[Pt]) -> None:
    """The walkers, larger as they come near, each with a lantern."""
    at = curve(path)
    for k in range(54):
        t = k / 53
        p = at.pointAtPercent(min(1.0, 0.02 + t * 0.93))
        tall = 20 + 128 * t**1.5
        x = p.x() + s.rng.uniform(-0.16, 0.16) * tall
        figure(
            s,
            x,
            p.y(),
            tall,
            Person(
                s.rng.choice(("#27344d", "#40283a", "#1f3a42", "#4a2e26")), "#161a24", "#b9764c"
            ),
        )
        side = 1 if k % 2 else -1
        lantern(
            s,
            x + side * tall * 0.34,
            p.y() - tall * 0.78,
            tall * 0.14,
            s.rng.choice(("#e8492c", "#ee6a2c", "#f0a03c", "#e25a6a")),
        )


def _steps(s: Sheet, path: list[Pt]) -> None:
    """The stepped lane the procession climbs, lit from above."""
    at = curve(path)
    for k in range(70):
        t = k / 69
        p = at.pointAtPercent(t)
        wide = 24 + 200 * t**1.4
        s.dot(p.x(), p.y() + 4, wide, wide * 0.2, mix("#54485a", "#8a6a55", s.rng.random() * 0.6))
        s.dot(
            p.x(), p.y(), wide * 0.97, wide * 0.15, mix("#7a6258", "#c08a5a", s.rng.random() * 0.5)
        )


SCENES = {"lantern_night": lantern_night, "procession": procession}
