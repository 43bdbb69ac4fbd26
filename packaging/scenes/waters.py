# SPDX-License-Identifier: Apache-2.0
"""Water at work: the mill, the weir and its stepping stones, the octagonal well."""

from __future__ import annotations

import math

from PySide6.QtGui import QBrush

from scenes.build import Look, Person, figure, house, posts, roof, wall
from scenes.kit import Pt, Sheet, across, curve, fade, grade, ink, mix
from scenes.land import (
    PINE,
    SPRING,
    SUMMER,
    bamboo,
    grass,
    ranges,
    ridge,
    stones,
    thicket,
    tree,
    woods,
)


def mill(s: Sheet) -> None:
    """The water mill in early summer green."""
    h = s.h
    s.wash(0, 700, [(0, "#8fc0c0"), (0.6, "#dbe8cf"), (1, "#f7f0cf")])
    s.soft(420, 120, 600, 320, "#fff6d2", 190)
    ranges(s, "#e6efd8", "#6f9f8d", (330, 420, 520), 290)
    thicket(s, (-40, 470, 700, 640), ("#37604a", "#5f8f58", "#aec377"), 62)
    thicket(s, (900, 440, 1640, 640), PINE, 66)
    bamboo(s, 200, 760, 560, 10)
    s.wash(600, h, [(0, "#a9b97a"), (1, "#59784a")])
    thicket(s, (-40, 660, 620, 740), SUMMER, 36)
    _mill_house(s, 830, 860)
    _flume(s, 620, 392)
    s.area(
        curve(
            [(-20, 905), (400, 880), (900, 905), (1640, 890), (1640, 1230), (-20, 1230)],
            closed=True,
        ),
        grade(880, h, [(0, "#a9d0c4"), (0.4, "#5f9f9c"), (1, "#2d6a72")]),
    )
    _wheel(s, 690, 720, 232)
    s.rect(380, 922, 620, 64, fade(922, 986, "#6fb0a8", 210, 240))
    for _ in range(90):
        x = s.rng.gauss(650, 130)
        s.dot(
            x,
            925 + s.rng.gauss(0, 16),
            s.rng.uniform(8, 34),
            s.rng.uniform(3, 8),
            QBrush(ink("#ffffff", s.rng.randint(60, 190))),
        )
    s.ripples(930, h, "#f4fbf2", 150, 150)
    s.ripples(940, h, "#2f6f78", 90, 110)
    stones(s, (880, 895, 1640, 935), 46, 24, "#a8a690")
    stones(s, (-20, 890, 430, 930), 26, 22, "#a8a690")
    stones(s, (1150, 1040, 1640, 1210), 24, 50, "#98978a")
    stones(s, (-30, 1120, 520, 1215), 16, 54, "#98978a")
    figure(s, 1330, 905, 150, Person("#b5533c", "#343a44", load="#c9a05a"))
    grass(s, (1100, 870, 1600, 910), 60, ("#4d7440", "#86a752", "#c2cc76"), 26)
    tree(s, 1545, 900, 520, SUMMER, -40)


def _mill_house(s: Sheet, x: float, y: float) -> None:
    """An open timber shed on a rubble base."""
    s.rect(x, y - 110, 480, 150, grade(y - 110, y + 40, [(0, "#b5ad98"), (1, "#6f6c60")]))
    for row in range(5):
        at = x
        while at < x + 470:
            wide = s.rng.uniform(26, 50)
            s.dot(
                at + wide / 2,
                y - 92 + row * 29,
                wide * 0.52,
                15,
                mix("#a39c88", s.rng.choice(("#d6ccb2", "#716f63", "#8f8468")), 0.5),
            )
            at += wide
    wall(
        s, [(x + 12, y - 110), (x + 468, y - 110), (x + 468, y - 330), (x + 12, y - 330)], "#cf9850"
    )
    s.rect(x + 40, y - 290, 210, 180, grade(y - 290, y - 110, [(0, "#241a14"), (1, "#5a3f2a")]))
    s.rect(x + 330, y - 250, 84, 78, "#3a291d")
    for k in range(1, 5):
        s.rect(x + 330 + k * 17 - 2, y - 250, 4, 78, "#7d5636")
    s.line([(x + 60, y - 172), (x + 220, y - 196)], "#a0703f", 16)
    s.line([(x + 74, y - 175), (x + 74, y - 118)], "#a0703f", 14)
    s.dot(x + 74, y - 116, 34, 11, "#b7b1a2")
    s.dot(x + 190, y - 124, 44, 15, "#8d8a80")
    s.dot(x + 190, y - 134, 42, 13, "#bdb8aa")
    posts(s, [x + 20, x + 262, x + 460], y - 338, y - 104, 20, "#6b452b")
    s.rect(x, y - 344, 480, 22, "#5a3a25")
    roof(
        s,
        ((x - 60, y - 326), (x + 545, y - 326)),
        ((x + 10, y - 500), (x + 470, y - 500)),
        "#4d555b",
        46,
        13,
    )


def _flume(s: Sheet, x: float, y: float) -> None:
    """A bamboo flume on trestles, pouring on the wheel."""
    for k in range(4):
        px = x - 120 - k * 150
        s.line([(px - 22, 790), (px, y + 40 - k * 12)], "#6f5233", 12)
        s.line([(px + 22, 790), (px, y + 40 - k * 12)], "#8a683f", 12)
    s.shape(
        [(-20, y - 48), (x + 60, y + 30), (x + 60, y + 62), (-20, y - 12)],
        grade(y - 40, y + 60, [(0, "#a8834f"), (1, "#6b4c2c")]),
    )
    s.shape([(-20, y - 48), (x + 60, y + 30), (x + 60, y + 38), (-20, y - 38)], "#cfeae4")
    for k in range(12):
        bx = x + 58 + k * 2.5
        s.line([(bx, y + 36), (bx + 22, y + 70), (bx + 30 + k, y + 190)], ink("#f3fbf6", 130), 5)


def _wheel(s: Sheet, x: float, y: float, r: float) -> None:
    """The upright wheel: two rims, spokes, paddles and dripping water."""
    s.soft(x + 30, y + 20, r * 1.05, r * 1.05, "#1f2a20", 120)
    for k in range(20):
        turn = k / 20 * math.tau
        c, sn = math.cos(turn), math.sin(turn)
        a = (x + c * r * 0.84, y + sn * r * 0.84)
        b = (x + c * r * 1.1, y + sn * r * 1.1)
        s.line([a, b], "#4f3520", 17)
        s.line([(a[0] - 2, a[1] - 3), (b[0] - 2, b[1] - 3)], "#a77a48", 8)
        if k % 2 == 0:
            s.line([(x, y), a], "#5f4128", 13)
            s.line([(x - 2, y - 3), (a[0] - 2, a[1] - 3)], "#b0834f", 6)
    ring = [(x + math.cos(k / 24 * math.tau), y + math.sin(k / 24 * math.tau)) for k in range(25)]
    for share, tone, wide in (
        (0.86, "#4f3520", 26),
        (0.86, "#96693c", 16),
        (0.99, "#4f3520", 15),
        (0.99, "#b98a55", 7),
    ):
        rim = [(x + (px - x) * r * share, y + (py - y) * r * share) for px, py in ring]
        s.line(rim, tone, wide)
    s.dot(x, y, 34, 34, "#4f3520")
    s.dot(x - 3, y - 4, 24, 24, "#a77a48")
    s.dot(x, y, 8, 8, "#33231a")
    for _ in range(70):
        turn = s.rng.uniform(0.1, 2.6)
        px, py = x + math.cos(turn) * r * 1.05, y + math.sin(turn) * r * 1.05
        s.line(
            [(px, py), (px + 2, py + s.rng.uniform(12, 46))],
            ink("#f4fbf8", s.rng.randint(90, 210)),
            3,
        )


def weir(s: Sheet) -> None:
    """The curved weir and forty-two stepping stones, afternoon."""
    h = s.h
    s.wash(0, 470, [(0, "#86b8c6"), (0.6, "#d9e4cc"), (1, "#f9efc9")])
    ranges(s, "#ecefd4", "#6d9a90", (250, 320, 390), 220)
    woods(s, ridge(s, 400, 120, 2.2, "#6f9474", "#a9bf8c", 100)[::3], SUMMER, 26, 8)
    thicket(s, (-40, 400, 620, 460), PINE, 54)
    thicket(s, (1000, 395, 1640, 460), SUMMER, 54)
    for x, y, flip in ((690, 440, False), (800, 452, True), (900, 440, False)):
        house(s, x, y, 88, Look(), flip=flip)
    thicket(s, (560, 440, 1080, 470), SPRING, 24)
    s.mirror(478, 640, 0.7, 2.2)
    s.rect(0, 478, s.w, 170, fade(478, 648, "#4f9a98", 50, 120))
    s.ripples(490, 640, "#f7f8e2", 60, 130)
    s.rect(0, 640, s.w, h - 640, grade(640, h, [(0, "#7fb9b0"), (0.5, "#4a9092"), (1, "#235b66")]))
    _fall(s)
    s.ripples(800, h, "#f2faf0", 190, 150)
    s.ripples(800, h, "#1f5662", 120, 110)
    for k in range(15):
        t = k / 14
        _pier(s, 120 + 1380 * t, 905 - 34 * math.sin(t * math.pi), 38)
    figure(s, 690, 862, 136, Person("#d0503c", "#2f4a6b"))
    figure(s, 890, 860, 118, Person("#3f78a0", "#39404a"))
    figure(s, 1085, 864, 126, Person("#e0a93c", "#4a3a4a"))
    stones(s, (-30, 960, 520, 1090), 26, 44, "#9c9a8a")
    stones(s, (1180, 975, 1640, 1090), 22, 48, "#9c9a8a")
    grass(s, (0, 940, 380, 1067), 44, ("#41683c", "#7fa04e", "#bcc873"), 34)
    bamboo(s, 1560, 1080, 760, 9)
    s.glow(300, 100, 620, "#fff2c4", 110)


def _fall(s: Sheet) -> None:
    """Water dividing over courses of boulders set like scales."""
    for row in range(7):
        t = row / 6
        n = 34
        for k in range(n + 1):
            u = (k + (row % 2) * 0.5) / n
            x = -30 + 1660 * u
            y = 645 + 62 * math.sin(u * math.pi) + row * 19
            tone = mix("#8e9284", s.rng.choice(("#c4c0a6", "#6b7470", "#7d8a6a")), 0.5)
            s.dot(x, y, 28, 15, mix(tone, "#1f3a3c", 0.35))
            s.dot(x - 2, y - 3, 25, 11, mix(tone, "#eef2dc", 0.12 + 0.1 * t))
    for _ in range(620):
        u = s.rng.random()
        x = -20 + 1640 * u
        top = 640 + 62 * math.sin(u * math.pi) + s.rng.uniform(0, 90)
        s.line(
            [(x, top), (x + s.rng.uniform(-5, 5), top + s.rng.uniform(16, 46))],
            ink("#ffffff", s.rng.randint(50, 190)),
            s.rng.uniform(1.6, 5),
        )
    for _ in range(240):
        u = s.rng.random()
        s.dot(
            1600 * u,
            785 + 62 * math.sin(u * math.pi) + s.rng.gauss(0, 8),
            s.rng.uniform(8, 30),
            s.rng.uniform(3, 8),
            QBrush(ink("#ffffff", s.rng.randint(60, 170))),
        )


def _pier(s: Sheet, x: float, y: float, r: float) -> None:
    """One squared stepping stone in the current."""
    s.dot(x, y + r * 0.75, r * 1.3, r * 0.32, QBrush(ink("#123a44", 120)))
    s.shape(
        [
            (x - r, y - r * 0.5),
            (x + r, y - r * 0.5),
            (x + r * 0.95, y + r * 0.7),
            (x - r * 0.95, y + r * 0.7),
        ],
        grade(y - r, y + r, [(0, "#9c9887"), (1, "#5a5d58")]),
    )
    s.shape(
        [
            (x - r, y - r * 0.5),
            (x - r * 0.8, y - r * 0.9),
            (x + r * 0.84, y - r * 0.9),
            (x + r, y - r * 0.5),
        ],
        "#d3ccb4",
    )
    s.dot(x - r * 0.9, y + r * 0.7, r * 0.6, r * 0.1, QBrush(ink("#ffffff", 190)))
    s.dot(x + r * 0.9, y + r * 0.74, r * 0.7, r * 0.12, QBrush(ink("#ffffff", 170)))


def well(s: Sheet) -> None:
    """The octagonal well where three lanes meet, morning."""
    h = s.h
    s.wash(0, 520, [(0, "#a9cdd0"), (1, "#f6efd4")])
    ranges(s, "#edf0d8", "#86aa9c", (220, 290), 150)
    house(s, 40, 640, 420, Look())
    house(s, 1010, 620, 440, Look("#d7a259"), flip=True)
    tree(s, 780, 560, 420, SUMMER, 20)
    s.wash(600, h, [(0, "#cfc3a0"), (0.4, "#b3a786"), (1, "#847b64")])
    for _ in range(1150):
        t = s.rng.random() ** 0.8
        y = 615 + 590 * t
        r = 9 + 26 * t
        tone = mix(
            "#b7ab8c",
            s.rng.choice(("#e6dcc0", "#8a8472", "#a08f6d", "#9aa08a")),
            s.rng.random() * 0.7,
        )
        x = s.rng.uniform(0, s.w)
        s.dot(x, y + r * 0.14, r, r * 0.46, mix(tone, "#4a4438", 0.45))
        s.dot(x, y, r * 0.94, r * 0.4, tone)
    for k, x in enumerate((1130.0, 1330.0, 1530.0)):
        _basin(s, x, 850 + 62 * k, 118)
    s.soft(690, 1010, 470, 120, "#3a3226", 150)
    _kerb(s, 640, 850, 300)
    figure(s, 1010, 835, 270, Person("#355f86", "#2d3138"), stoop=-0.1)
    s.line([(985, 640), (900, 640), (760, 770)], "#c9b083", 6)
    for x, y in ((300, 1000), (210, 1050)):
        _bucket(s, x, y, 76)
    s.line([(120, 1128), (400, 1092)], "#b98a4f", 15)
    grass(s, (0, 640, 330, 690), 40, ("#4a7040", "#86a552", "#bac973"), 22)
    for x, y in ((60, 700), (1480, 690)):
        s.foliage(x, y, 70, 44, SUMMER, 70, 10)
    for x in (90, 150, 200):
        s.dot(x, 690, 9, 9, "#e07a8a")
    s.glow(300, 90, 700, "#fff2c8", 120)


def _kerb(s: Sheet, x: float, y: float, r: float) -> None:
    """Eight slabs of bluestone, rope grooves inside, sky in the water."""

    def corner(k: float, share: float, lift: float = 0) -> Pt:
        turn = (k + 0.5) / 8 * math.tau
        return x + math.cos(turn) * r * share, y + math.sin(turn) * r * 0.42 * share - lift

    s.shape([corner(k, 1.5, -190) for k in range(8)], "#8f8a78")
    s.shape([corner(k, 1.45, -182) for k in range(8)], "#b7b09a")
    tones = ("#6f7d80", "#86949a", "#9aa8aa", "#7d8b90")
    for k in (7, 3, 0, 2, 1):
        a, b = corner(k, 1), corner(k + 1, 1)
        tone = tones[k % 4] if k != 1 else "#a9b5b4"
        s.shape(
            [a, b, (b[0], b[1] + 180), (a[0], a[1] + 180)],
            grade(y, y + 300, [(0, tone), (1, mix(tone, "#2c3438", 0.5))]),
        )
        s.line([b, (b[0], b[1] + 180)], ink("#27313a", 130), 4)
        for _ in range(16):
            px = a[0] + (b[0] - a[0]) * s.rng.random()
            s.dot(
                px,
                y + s.rng.uniform(80, 290),
                s.rng.uniform(3, 12),
                s.rng.uniform(2, 5),
                QBrush(ink(s.rng.choice(("#5f7a58", "#c9d0c8", "#4a565a")), 90)),
            )
    s.shape([corner(k, 1) for k in range(8)], "#bcc7c4")
    s.shape(
        [corner(k, 0.74) for k in range(8)],
        grade(y - r * 0.35, y + r * 0.35, [(0, "#2b3a40"), (1, "#4f6468")]),
    )
    s.dot(x, y + 34, r * 0.55, r * 0.19, grade(y, y + 90, [(0, "#3f6f80"), (1, "#bfe0e2")]))
    s.dot(x - 40, y + 52, r * 0.26, r * 0.05, "#f1faf4")
    for k in range(18):
        turn = 0.12 + k * 0.17
        px, py = x + math.cos(turn) * r * 0.72, y + math.sin(turn) * r * 0.31
        s.line([(px, py), (px + math.cos(turn) * 20, py + math.sin(turn) * 11)], "#5f6d70", 7)


def _basin(s: Sheet, x: float, y: float, r: float) -> None:
    """One of the three stone basins, each a step lower."""
    s.shape(
        [(x - r, y - 40), (x + r, y - 40), (x + r * 1.08, y + 46), (x - r * 1.08, y + 46)],
        "#aab0a6",
    )
    s.shape(
        [
            (x - r * 1.08, y + 46),
            (x + r * 1.08, y + 46),
            (x + r * 1.08, y + 86),
            (x - r * 1.08, y + 86),
        ],
        "#737b76",
    )
    s.shape(
        [
            (x - r * 0.84, y - 28),
            (x + r * 0.84, y - 28),
            (x + r * 0.9, y + 32),
            (x - r * 0.9, y + 32),
        ],
        grade(y - 28, y + 32, [(0, "#3d6b74"), (1, "#a9d3d2")]),
    )
    s.dot(x - 18, y + 8, 44, 5, QBrush(ink("#ffffff", 150)))


def _bucket(s: Sheet, x: float, y: float, r: float) -> None:
    """A coopered wooden bucket full of water."""
    s.soft(x, y + 62, r * 1.2, 20, "#2e281f", 140)
    s.shape(
        [
            (x - r * 0.72, y - 42),
            (x + r * 0.72, y - 42),
            (x + r * 0.58, y + 60),
            (x - r * 0.58, y + 60),
        ],
        across(x - r, x + r, [(0, "#d9a862"), (0.5, "#a87440"), (1, "#6b4526")]),
    )
    for level in (-14, 38):
        s.line(
            [(x - r * 0.68, y + level), (x, y + level + 8), (x + r * 0.68, y + level)], "#4d3a2a", 5
        )
    s.dot(x, y - 42, r * 0.72, r * 0.24, "#d9b278")
    s.dot(x, y - 41, r * 0.6, r * 0.17, "#6fa6ac")
    s.line(
        [
            (x - r * 0.66, y - 42),
            (x - r * 0.5, y - 112),
            (x + r * 0.5, y - 112),
            (x + r * 0.66, y - 42),
        ],
        "#8a5f35",
        8,
    )


SCENES = {"mill": mill, "weir": weir, "well": well}
