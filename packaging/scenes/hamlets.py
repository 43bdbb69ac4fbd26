# SPDX-License-Identifier: Apache-2.0
"""The mountain hamlet at dawn, the old camphor, the path in rain, the pavilion in snow."""

from __future__ import annotations

import math

from PySide6.QtGui import QBrush

from scenes.build import DAWN, SNOW_LOOK, Look, Person, figure, house, posts, roof
from scenes.kit import Pt, Sheet, Tones, curve, grade, ink, mix
from scenes.land import (
    PINE,
    SPRING,
    SUMMER,
    WINTER,
    bamboo,
    grass,
    rain,
    ranges,
    ridge,
    snow,
    thicket,
    tree,
    woods,
)


def sun(s: Sheet, x: float, y: float, r: float, colour: str) -> None:
    """A pale disc in its haze."""
    s.glow(x, y, r * 7, colour, 120)
    s.dot(x, y, r, r, QBrush(ink(mix(colour, "#fffaf0", 0.55), 235)))


def smoke(s: Sheet, x: float, y: float, tall: float) -> None:
    """Kitchen smoke rising and bending."""
    for k in range(40):
        t = k / 39
        bend = math.sin(t * 3) * 16 + t * t * 60
        s.soft(x + bend, y - t * tall, 10 + t * 30, 12 + t * 20, "#fbf3e6", round(62 * (1 - t)))


def cluster(
    s: Sheet, rows: list[tuple[float, float, float, int]], look: Look, tones: Tones
) -> None:
    """Houses climbing a slope: per row the height, left, right and how many."""
    for y, left, right, n in rows:
        gap = (right - left) / n
        for k in range(n):
            w = gap * s.rng.uniform(0.62, 0.76)
            x = left + gap * k + s.rng.uniform(0, gap * 0.12)
            base = y + s.rng.uniform(-0.16, 0.12) * gap
            if s.rng.random() < 0.45:
                r = gap * 0.2
                s.foliage(x + w * 1.3, base - r * 1.3, r, r * 1.5, tones, 60, r / 7)
            house(s, x, base, w, look, flip=s.rng.random() < 0.45)
            for _ in range(4):
                r = gap * s.rng.uniform(0.05, 0.1)
                at = x + s.rng.uniform(-0.1, 1.3) * w
                s.foliage(at, base + r * 0.6, r * 1.6, r, tones, 22, r / 3.4)


def dawn(s: Sheet) -> None:
    """The mountain hamlet above a sea of cloud at first light."""
    h = s.h
    s.wash(0, h * 0.5, [(0, "#4f7fae"), (0.22, "#a3bccb"), (0.44, "#fac690"), (1, "#fde3bd")])
    sun(s, s.w * 0.7, h * 0.17, 38, "#ffc07c")
    ranges(s, "#f8d9b8", "#56788c", (h * 0.4, h * 0.46, h * 0.53), h * 0.2)
    s.mist(h * 0.53, h * 0.1, "#fff3e2", 240)
    for _ in range(26):
        x = s.rng.uniform(0, s.w)
        s.soft(x, h * s.rng.uniform(0.5, 0.58), 170, 34, "#fffaf2", 150)
    woods(s, ridge(s, h * 0.63, h * 0.12, 1.7, "#53735f", "#93a684", h * 0.3)[::2], PINE, 15, 6)
    s.mist(h * 0.64, h * 0.045, "#fdf0dc", 130)
    hill = [
        (-10, h * 0.86),
        (300, h * 0.72),
        (620, h * 0.6),
        (900, h * 0.585),
        (1250, h * 0.67),
        (1640, h * 0.83),
    ]
    slope = curve([*hill, (1660, h + 20), (-20, h + 20)], closed=True)
    s.area(slope, grade(h * 0.58, h, [(0, "#8aa06c"), (0.5, "#6d8a58"), (1, "#4a6a45")]))
    woods(s, [(x, h * 0.6 + abs(x - 800) * 0.11) for x in range(520, 1180, 34)], PINE, 22, 4)
    thicket(s, (-20, h * 0.78, 380, h * 0.95), PINE, 30)
    thicket(s, (1230, h * 0.72, 1640, h * 0.95), PINE, 30)
    rows = [
        (h * 0.665, 610.0, 1130.0, 6),
        (h * 0.725, 500.0, 1240.0, 7),
        (h * 0.795, 420.0, 1300.0, 7),
        (h * 0.875, 330.0, 1330.0, 7),
        (h * 0.965, 250.0, 1300.0, 6),
    ]
    cluster(s, rows, DAWN, SPRING)
    for x, y in ((700, 0.6), (980, 0.63), (560, 0.68), (1150, 0.72)):
        smoke(s, x, h * y, 150)
    s.mist(h * 0.99, h * 0.05, "#f8e9d2", 150)
    tree(s, 120, h * 1.05, 520, SUMMER, 30)
    bamboo(s, 1500, h * 1.04, 470, 12)
    s.glow(s.w * 0.7, h * 0.17, s.w * 0.75, "#ffcf90", 80)


def camphor(s: Sheet) -> None:
    """The Camphor Mother on her green, red cloths on the trunk."""
    w, h = s.w, s.h
    s.wash(0, h * 0.72, [(0, "#9cc4c4"), (0.5, "#dfe6c8"), (1, "#fbf0cc")])
    ranges(s, "#eef0d6", "#86a99c", (720, 820, 920), 230)
    woods(s, ridge(s, 1020, 110, 1.6, "#7d9f78", "#c4cf9b", 160)[::3], SPRING, 28, 8)
    house(s, 60, 1130, 190, Look(), flip=True)
    house(s, 900, 1120, 200, Look())
    s.wash(1110, h, [(0, "#b9c27c"), (0.35, "#93a95f"), (1, "#5f7c45")])
    s.soft(600, 1330, 620, 120, "#2f4a2c", 150)
    bark = "#5a4634"
    _trunk(s, bark)
    _crown(s, bark)
    _shrine(s, 790, 1380)
    for k in range(9):
        x = 505 + k * 23
        s.shape(
            [
                (x, 1086),
                (x + 15, 1086),
                (x + 13 + s.rng.uniform(-6, 6), 1086 + s.rng.uniform(70, 130)),
                (x + 2, 1086 + s.rng.uniform(80, 140)),
            ],
            s.rng.choice(("#c93527", "#b02a22", "#d9533a")),
        )
    s.line([(488, 1078), (600, 1094), (722, 1078)], "#a3261e", 12)
    figure(s, 420, 1440, 175, Person("#3c5a7a", "#2e3137"))
    figure(s, 352, 1446, 108, Person("#c9503c", "#3b3f55"))
    grass(s, (0, 1400, w, 1600), 170, ("#4f6f3c", "#86a152", "#b9c472"), 22)
    s.glow(240, 380, 620, "#fff0bd", 90)


def _crown(s: Sheet, bark: str) -> None:
    """Limbs and the great round crown."""
    limbs: list[tuple[float, float]] = [
        (140, 690),
        (270, 470),
        (430, 330),
        (620, 260),
        (800, 340),
        (960, 490),
        (1070, 700),
        (340, 720),
        (860, 730),
    ]
    for x, y in limbs:
        s.taper(
            [
                (600 + (x - 600) * 0.1, 960),
                (600 + (x - 600) * 0.45, 860 + (y - 860) * 0.35),
                (x, y),
            ],
            bark,
            92,
            16,
        )
    crowns = sorted(
        [
            *limbs,
            (220, 590),
            (520, 450),
            (700, 430),
            (600, 600),
            (420, 570),
            (790, 570),
            (980, 610),
            (600, 350),
            (110, 800),
            (1090, 810),
        ],
        key=lambda spot: spot[1],
    )
    for x, y in crowns:
        s.foliage(x, y, 178, 136, ("#2b5138", "#4f8049", "#a4bb63"), 330, 15)
        s.foliage(x - 20, y - 34, 130, 84, ("#4f8049", "#86a854", "#d3d887"), 90, 12)


def _trunk(s: Sheet, bark: str) -> None:
    """The hollow trunk with its roots and bark."""
    for foot in (-250, -150, -70, 80, 170, 270):
        s.taper(
            [
                (600 + foot, 1352 + abs(foot) * 0.08),
                (600 + foot * 0.42, 1270),
                (600 + foot * 0.3, 1080),
            ],
            mix(bark, "#2c211a", 0.25),
            46,
            84,
        )
    s.taper([(600, 1330), (595, 1120), (606, 900)], bark, 290, 210)
    for _ in range(120):
        x, y = 600 + s.rng.uniform(-120, 120), s.rng.uniform(920, 1320)
        tone = s.rng.choice(("#3c2d22", "#7a6148", "#94795a", "#6d7a4c"))
        s.line(
            [
                (x, y),
                (x + s.rng.uniform(-7, 7), y + 28),
                (x + s.rng.uniform(-10, 10), y + s.rng.uniform(48, 86)),
            ],
            ink(tone, 150),
            5,
        )
    s.area(
        curve([(560, 1330), (556, 1210), (598, 1140), (640, 1212), (640, 1330)], closed=True),
        "#1f1813",
    )


def _shrine(s: Sheet, x: float, y: float) -> None:
    """A small stone shrine with incense before it."""
    s.soft(x, y, 110, 20, "#22301d", 130)
    s.rect(x - 62, y - 106, 124, 104, grade(y - 106, y, [(0, "#c9c0ab"), (1, "#938b78")]))
    s.rect(x - 34, y - 78, 68, 76, "#3a2720")
    s.rect(x - 27, y - 70, 54, 30, "#b23a2a")
    roof(
        s,
        ((x - 92, y - 100), (x + 92, y - 100)),
        ((x - 50, y - 142), (x + 50, y - 142)),
        "#5c6264",
        15,
        8,
    )
    for k in (-10, 0, 10):
        s.line([(x + k, y - 2), (x + k, y - 32)], "#c9563a", 3)
        s.dot(x + k, y - 33, 3, 3, "#ffd37a")
    smoke(s, x, y - 40, 120)


def path_rain(s: Sheet) -> None:
    """Stone steps climbing through bamboo in summer rain."""
    _w, h = s.w, s.h
    s.wash(0, h, [(0, "#b9cbc6"), (0.45, "#d6ddcf"), (1, "#6f8a74")])
    ranges(s, "#d3dcd2", "#7f9f98", (430, 520, 610), 250)
    for x in (120.0, 260.0, 960.0, 1110.0):
        bamboo(s, x, 900, 620, 7, ("#7c9c88", "#9db79a", "#bccdb0"))
    s.mist(760, 150, "#dbe4da", 200)
    thicket(s, (-60, 800, 430, 1080), ("#3f6650", "#648a63", "#9db483"), 60)
    thicket(s, (790, 800, 1260, 1080), ("#3f6650", "#648a63", "#9db483"), 60)
    s.wash(1060, h, [(0, "#6d8a66"), (1, "#37543f")])
    steps = 30
    for k in range(steps):
        t = k / (steps - 1)
        y = 770 + (h + 30 - 770) * t**1.7
        wide = 48 + 390 * t**1.35
        x = 610 + math.sin(t * 4.2 + 0.3) * 110 * (1 - t * 0.55)
        _step(s, x, y, wide, 9 + 62 * t**1.3)
    for x, y, size in (
        (60, 1330, 60),
        (240, 1480, 84),
        (1120, 1350, 74),
        (1010, 1530, 92),
        (120, 1590, 100),
        (330, 1300, 42),
        (930, 1260, 46),
    ):
        s.foliage(x, y, size * 1.7, size * 0.9, ("#2c4f39", "#507a50", "#8fae69"), 100, size / 6)
    bamboo(s, -10, 1560, 1250, 8, ("#2c5340", "#4f7d52", "#93ad68"))
    bamboo(s, 1230, 1560, 1180, 8, ("#2c5340", "#4f7d52", "#93ad68"))
    _umbrella(s, 640, 1010, 190, "#c8452f")
    s.mist(990, 70, "#dfe7dd", 90)
    rain(s, 420, "#f2f6f2")


def _step(s: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    """One worn step of several slabs, wet on top."""
    s.rect(
        x - wide / 2,
        y,
        wide,
        tall * 0.62,
        grade(y, y + tall * 0.62, [(0, "#5a665f"), (1, "#333f3a")]),
    )
    at = x - wide / 2
    while at < x + wide / 2 - 6:
        slab = min(wide * s.rng.uniform(0.2, 0.36), x + wide / 2 - at)
        tone = s.rng.choice(("#a9b5ab", "#94a39b", "#b9c0b2", "#8a9a94"))
        bend = s.rng.uniform(-0.06, 0.06) * tall
        s.shape(
            [
                (at, y - tall * 0.3),
                (at + slab - 3, y - tall * 0.3 + bend),
                (at + slab - 3, y + tall * 0.16),
                (at, y + tall * 0.16 + bend),
            ],
            tone,
        )
        s.dot(
            at + slab * 0.45, y - tall * 0.12, slab * 0.34, tall * 0.08, QBrush(ink("#eef4ee", 150))
        )
        at += slab
    s.dot(x - wide / 2, y + tall * 0.2, tall * 0.7, tall * 0.3, "#5f8450")
    s.dot(x + wide / 2, y + tall * 0.2, tall * 0.8, tall * 0.3, "#54794b")


def _umbrella(s: Sheet, x: float, y: float, h: float, colour: str) -> None:
    """Someone climbing under an oiled-paper umbrella."""
    figure(s, x, y, h, Person("#40566d", "#2b2f36"), stoop=-0.05)
    top = y - h * 1.22
    s.line([(x + 10, y - h * 0.62), (x + 4, top)], "#4a3020", 5)
    s.area(
        curve(
            [
                (x - h * 0.5, top + h * 0.34),
                (x - h * 0.3, top + h * 0.1),
                (x + 4, top),
                (x + h * 0.32, top + h * 0.1),
                (x + h * 0.5, top + h * 0.34),
                (x, top + h * 0.28),
            ],
            closed=True,
        ),
        colour,
    )
    for k in (-0.36, -0.18, 0, 0.18, 0.36):
        s.line(
            [(x + 4, top), (x + k * h * 0.7, top + h * 0.14), (x + k * h * 1.25, top + h * 0.31)],
            ink("#6d1d14", 140),
            2,
        )


def pavilion_snow(s: Sheet) -> None:
    """The wayside pavilion on its saddle after snow."""
    h = s.h
    s.wash(0, h * 0.66, [(0, "#7f9ab0"), (0.5, "#bccad0"), (1, "#f1e4d4")])
    sun(s, 1210, 330, 34, "#ffdcae")
    ranges(s, "#edeae4", "#8da1ad", (430, 520, 620), 290)
    woods(s, ridge(s, 760, 190, 2.0, "#a9b7bb", "#f1f1ec", 240)[::3], WINTER, 26, 8)
    s.mist(760, 60, "#f6f4ee", 160)
    hill: list[Pt] = [
        (-20, 800),
        (300, 830),
        (620, 770),
        (980, 790),
        (1300, 730),
        (1640, 690),
        (1640, 1220),
        (-20, 1220),
    ]
    s.area(
        curve(hill, closed=True), grade(720, h, [(0, "#f6f4ec"), (0.4, "#e3e8ea"), (1, "#b6c5d2")])
    )
    _pavilion(s, 800, 850)
    for k in range(40):
        t = k / 39
        y, wide = 856 + 360 * t**1.5, 90 + 330 * t
        x = 800 - 330 * t**1.6
        s.dot(x, y, wide * 0.5, 6 + 14 * t, mix("#9fb0bf", "#c7d2d8", s.rng.random()))
        s.dot(x, y - 4 - 4 * t, wide * 0.47, 5 + 10 * t, mix("#f7f6f0", "#e6ebec", s.rng.random()))
    figure(s, 610, 1030, 150, Person("#8c3a30", "#2f3238", hat=True, load="#9c7a48"))
    for x, y, tall in ((170, 960, 520), (1420, 900, 560), (1560, 1010, 640), (20, 1090, 600)):
        _bare(s, x, y, tall)
    for _ in range(26):
        x, y = s.rng.uniform(0, s.w), s.rng.uniform(880, 1190)
        s.foliage(x, y, 44, 20, ("#7d8b8c", "#dfe4e3", "#ffffff"), 22, 9)
    snow(s, 330)


def _bare(s: Sheet, x: float, y: float, tall: float) -> None:
    """A leafless tree carrying snow."""

    def branch(at: Pt, turn: float, long: float, wide: float) -> None:
        tip = (at[0] + math.cos(turn) * long, at[1] + math.sin(turn) * long)
        bow = ((at[0] + tip[0]) / 2 + s.rng.uniform(-0.08, 0.08) * long, (at[1] + tip[1]) / 2)
        s.taper([at, bow, tip], "#4b4038", wide, wide * 0.55)
        s.line(
            [(p[0], p[1] - wide * 0.4) for p in (at, bow, tip)],
            ink("#ffffff", 210),
            max(1.2, wide * 0.36),
        )
        if wide > 3:
            for _ in range(3):
                branch(
                    tip,
                    turn + s.rng.uniform(-0.75, 0.75),
                    long * s.rng.uniform(0.62, 0.8),
                    wide * 0.55,
                )

    branch((x, y), -math.pi / 2 + s.rng.uniform(-0.12, 0.12), tall * 0.32, tall * 0.05)


def _pavilion(s: Sheet, x: float, y: float) -> None:
    """Four posts, benches and a snow-laden hip roof."""
    s.shape([(x - 250, y + 26), (x + 250, y + 26), (x + 225, y - 6), (x - 225, y - 6)], "#8d949a")
    s.rect(x - 225, y - 18, 450, 16, "#f1f2ee")
    s.rect(
        x - 185,
        y - 230,
        370,
        212,
        grade(y - 230, y, [(0, "#3a3230"), (0.4, "#8d9aa2"), (1, "#d3dade")]),
    )
    posts(s, [x - 130, x + 130], y - 235, y - 14, 17, "#4f382b")
    s.rect(x - 195, y - 72, 130, 14, "#7a573c")
    s.rect(x + 65, y - 72, 130, 14, "#7a573c")
    posts(s, [x - 195, x + 195], y - 240, y - 6, 25, "#6b4732")
    s.rect(x - 215, y - 246, 430, 26, "#5a3b2a")
    s.rect(x - 60, y - 218, 120, 34, "#2d2522")
    roof(
        s,
        ((x - 300, y - 232), (x + 300, y - 232)),
        ((x - 105, y - 385), (x + 105, y - 385)),
        SNOW_LOOK.roof,
        30,
        22,
    )
    s.line(
        [
            (x - 290, y - 222),
            (x - 150, y - 196),
            (x, y - 186),
            (x + 150, y - 196),
            (x + 290, y - 222),
        ],
        "#4d4644",
        9,
    )
    for k in range(24):
        t = k / 23
        s.line(
            [
                (x - 280 + 560 * t, y - 214 + 110 * t * (1 - t)),
                (x - 280 + 560 * t, y - 200 + 110 * t * (1 - t) + s.rng.uniform(4, 22)),
            ],
            ink("#eaf3f7", 220),
            4,
        )


SCENES = {"dawn": dawn, "camphor": camphor, "path_rain": path_rain, "pavilion_snow": pavilion_snow}
