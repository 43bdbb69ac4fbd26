# SPDX-License-Identifier: Apache-2.0
"""Work of the hands: bamboo, indigo, rice cake, the stove, the spinning wheel."""

from __future__ import annotations

import math

from scenes.build import posts, roof, wall
from scenes.kit import Pt, Sheet, across, curve, grade, ink, mix
from scenes.land import ranges, thicket
from scenes.rooms import Worker, basket, beam, ink_brush, room, window, worker
from scenes.yards import paving


def weaver(s: Sheet) -> None:
    """A bamboo weaver in the light of his window."""
    room(s, 850, "#8a6240")
    window(s, (130, 170, 470, 420), (6, 5), ("#dcebd8", "#f8edc4"))
    for x, y, r in ((790.0, 300, 92), (1010, 250, 74), (1215, 310, 100), (1440, 260, 80)):
        _round_tray(s, x, y, r)
    for k in range(9):
        cane = 1490 + k * 16
        s.line([(cane, 900), (cane + 8, 380)], mix("#8fa35a", "#d9c078", s.rng.random()), 13)
    beam(s, [(130, 170), (600, 170), (1330, 1200), (480, 1200)], "#ffedb8", 40)
    basket(s, 330, 1010, 120, 210, "#c79a52")
    basket(s, 150, 1110, 140, 170, "#b98a48")
    s.soft(880, 1100, 460, 70, "#0f0a07", 160)
    s.rect(700, 960, 230, 34, "#5f4128")
    for x in (716.0, 892.0):
        s.rect(x, 990, 22, 96, "#4a3220")
    worker(
        s,
        812,
        952,
        370,
        Worker("#4a6b84", "#3a3d45", "#8d8a86", 0.06, 1, "#8a7a5c"),
        ((1030, 862), (1120, 880)),
    )
    basket(s, 1090, 1085, 150, 330, "#d8ad62", 0.56)
    for _ in range(26):
        x = 1180 + s.rng.uniform(-40, 360)
        s.line(
            [
                (x, 1130 + s.rng.uniform(-26, 40)),
                (x + s.rng.uniform(60, 190), 1120 + s.rng.uniform(-60, 60)),
            ],
            mix("#e3c27c", "#a9b06a", s.rng.random()),
            6,
        )
    basket(s, 1400, 1050, 100, 130, "#cda158")
    s.glow(300, 330, 900, "#ffe2a0", 100)


def _round_tray(s: Sheet, x: float, y: float, r: float) -> None:
    """A drying tray hung on the wall."""
    s.dot(x + 10, y + 12, r * 1.04, r * 1.04, ink_brush("#0f0a06", 120))
    s.dot(x, y, r, r, "#b98a48")
    s.dot(x, y, r * 0.9, r * 0.9, "#e0bb76")
    n = 9
    for k in range(-n, n + 1):
        t = k / n * 0.88
        half = math.sqrt(max(0.0, 0.77 - t * t)) * r
        s.line([(x + t * r, y - half), (x + t * r, y + half)], ink("#8a5f2c", 105), 3)
        s.line([(x - half, y + t * r), (x + half, y + t * r)], ink("#fff0c4", 110), 3)


def indigo(s: Sheet) -> None:
    """Seven blues drying in the yard."""
    h = s.h
    s.wash(0, 620, [(0, "#8ec2d6"), (0.6, "#dcebdf"), (1, "#fbf3d8")])
    ranges(s, "#edf1dc", "#8ab0a4", (240, 320), 180)
    thicket(s, (-40, 380, 1640, 470), ("#527d56", "#86aa62", "#c6d084"), 50)
    wall(s, [(-10, 640), (1610, 640), (1610, 440), (-10, 440)], "#ead9b4", 3)
    roof(s, ((-40, 456), (1640, 456)), ((-40, 398), (1640, 398)), "#4f565c", 110, 3)
    s.wash(630, h, [(0, "#d6c7a2"), (1, "#98896a")])
    paving(s, 640, ("#c4b691", "#ece1c2", "#948a72", "#a99a78"), 520)
    for row, (top, drop, x0, n) in enumerate(((250, 400, -60, 8), (130, 690, 60, 6))):
        gap = (s.w + 60 - x0) / n
        s.line([(-20, top - 4), (s.w / 2, top + 6), (s.w + 20, top - 4)], "#a9824a", 15)
        for k in range(n):
            cloth(
                s,
                x0 + gap * k,
                top,
                gap * (0.8 if row == 0 else 0.66),
                drop * s.rng.uniform(0.9, 1.04),
                (k * 3 + row * 2) % 7,
                k + row,
            )
        for x in (40 + row * 60, 800, 1520 - row * 40):
            s.rect(
                x - 9,
                top - 30,
                18,
                drop + 250,
                across(x - 9, x + 9, [(0, "#c9a468"), (1, "#7a5a34")]),
            )
    for x, y in ((210, 1000), (430, 1030)):
        _vat(s, x, y, 112)
    worker(
        s,
        1190,
        850,
        300,
        Worker("#2f4f86", "#2a3350", "#2a2422", 0.02, 1, "#dfe6e6", seated=False),
        ((1320, 640), (1290, 690)),
    )
    s.soft(1190, 1050, 190, 30, "#3a3226", 120)
    s.glow(220, 60, 700, "#fff4d0", 110)


BLUES = ("#dbe7ee", "#a9c9dc", "#7aa6c8", "#4b7fb0", "#2f5f98", "#234678", "#182c54")


def cloth(s: Sheet, x: float, y: float, w: float, drop: float, shade: int, seed: int) -> None:
    """One hung length, swelling a little in the wind, some with resist patterns."""
    sway = 14 * math.sin(seed * 1.9)
    tone = BLUES[shade]
    left = [(x, y), (x + sway * 0.6, y + drop * 0.4), (x + sway * 2.4, y + drop)]
    right = [(x + w + sway * 2.2, y + drop - 12), (x + w + sway * 0.4, y + drop * 0.4), (x + w, y)]
    path = curve(left)
    path.connectPath(
        curve([(x + sway * 2.4, y + drop), (x + w * 0.5 + sway * 2.3, y + drop + 14), right[0]])
    )
    path.connectPath(curve(right))
    path.closeSubpath()
    folds = [(0.0, mix(tone, "#ffffff", 0.12))]
    for k in range(1, 8):
        folds.append((k / 8, mix(tone, "#ffffff" if k % 2 else "#0c1630", 0.2)))
    s.area(path, across(x, x + w, [*folds, (1, mix(tone, "#0c1630", 0.26))]))
    s.p.save()
    s.p.setClipPath(path)
    if seed % 3 != 1 and shade > 1:
        _pattern(s, x, y, w, drop, sway, seed)
    for k in range(5):
        s.line(
            [
                (x + w * (k + 0.5) / 5, y),
                (x + w * (k + 0.5) / 5 + sway, y + drop * 0.5),
                (x + w * (k + 0.5) / 5 + sway * 2.3, y + drop),
            ],
            ink("#0c1630", 26),
            w * 0.05,
        )
    s.p.restore()
    s.rect(x, y - 4, w, 12, mix(tone, "#0c1630", 0.3))


def _pattern(s: Sheet, x: float, y: float, w: float, drop: float, sway: float, seed: int) -> None:
    """White flowers or lozenges left by the resist paste."""
    rows = int(drop / 76)
    for row in range(1, rows):
        for k in range(3):
            px = x + w * (k + 0.5 + (row % 2) * 0.25) / 3 + sway * 2.2 * row / rows
            py = y + drop * row / rows
            if seed % 2:
                s.shape(
                    [(px - 13, py), (px, py - 20), (px + 13, py), (px, py + 20)],
                    ink_brush("#f4f7f4", 225),
                )
                s.dot(px, py, 4, 4, BLUES[4])
            else:
                for petal in range(6):
                    turn = petal / 6 * math.tau
                    s.dot(
                        px + math.cos(turn) * 13,
                        py + math.sin(turn) * 13,
                        7,
                        7,
                        ink_brush("#f4f7f4", 225),
                    )
                s.dot(px, py, 4, 4, "#f4f7f4")


def _vat(s: Sheet, x: float, y: float, r: float) -> None:
    """A dye vat with its froth."""
    s.soft(x, y + 66, r * 1.4, 30, "#2b2418", 150)
    s.area(
        curve(
            [
                (x - r, y - 60),
                (x - r * 1.06, y),
                (x - r * 0.72, y + 74),
                (x + r * 0.72, y + 74),
                (x + r * 1.06, y),
                (x + r, y - 60),
            ],
            closed=True,
        ),
        across(x - r, x + r, [(0, "#a5835c"), (0.4, "#7d6044"), (1, "#3d2f24")]),
    )
    s.dot(x, y - 58, r, r * 0.27, "#98764f")
    s.dot(x, y - 57, r * 0.87, r * 0.21, "#16294f")
    for _ in range(16):
        s.dot(
            x + s.rng.gauss(0, r * 0.3),
            y - 57 + s.rng.gauss(0, r * 0.06),
            s.rng.uniform(4, 12),
            s.rng.uniform(2, 5),
            s.rng.choice(("#4f6fb0", "#8fa6d8", "#2f4f92")),
        )


def rice_cake(s: Sheet) -> None:
    """Four mallets and one turning hand: pounding yellow cake under the eave."""
    h = s.h
    s.wash(0, 880, [(0, "#4a3020"), (0.4, "#8a5c38"), (1, "#a87648")])
    for k in range(1, 14):
        s.line([(s.w * k / 14, 150), (s.w * k / 14, 880)], ink("#22140a", 100), 4)
    s.rect(560, 250, 480, 560, grade(250, 810, [(0, "#2a1a12"), (1, "#5f3f28")]))
    for x in (470, 1070):
        s.rect(x, 250, 62, 470, "#b8302a")
        for k in range(5):
            s.rect(x + 15, 276 + k * 88, 32, 54, "#e9b85a")
    wall(s, [(-10, 880), (300, 880), (300, 420), (-10, 420)], "#d9b070", 3)
    wall(s, [(1310, 880), (1610, 880), (1610, 420), (1310, 420)], "#d9b070", 3)
    posts(s, [330, 1280], 120, 900, 46, "#7a4a2c")
    roof(s, ((-80, 150), (1680, 150)), ((-80, -60), (1680, -60)), "#4a4f55", 80, 8)
    s.wash(880, h, [(0, "#b8a684"), (1, "#7d6f58")])
    paving(s, 900, ("#aa9c7d", "#d9ccac", "#81765f", "#968867"), 420)
    for x in (640, 800, 960):
        s.glow(x, 330, 160, "#ff9a45", 60)
    _steamer(s, 1400, 960)
    _mortar(s, 800, 985)
    worker(
        s,
        470,
        800,
        345,
        Worker("#3a6288", "#333b4a", way=1, lean=0.12, seated=False),
        ((655, 640), (690, 690)),
    )
    _mallet(s, (628, 600), (790, 800))
    worker(
        s,
        1120,
        800,
        345,
        Worker("#a8483a", "#3a3a42", way=-1, lean=-0.1, seated=False),
        ((975, 560), (950, 500)),
    )
    _mallet(s, (1005, 640), (905, 380))
    worker(
        s,
        560,
        1070,
        300,
        Worker("#7a8f4c", "#4a3f38", "#5d5856", 0.2, 1, "#e6dcc4"),
        ((735, 925), (715, 955)),
    )
    for k in range(16):
        s.soft(800 + s.rng.gauss(0, 60), 860 - k * 26, 60 + k * 6, 34 + k * 3, "#fff6e6", 46)
    _cakes(s, 1090, 1120)
    s.glow(800, 860, 520, "#ffe2a8", 90)


def _mallet(s: Sheet, grip: Pt, head: Pt) -> None:
    """A long wooden mallet."""
    s.taper([grip, head], "#8a5f35", 20, 18)
    s.taper(
        [head, (head[0] + (head[0] - grip[0]) * 0.34, head[1] + (head[1] - grip[1]) * 0.34)],
        "#a9743f",
        54,
        50,
    )


def _mortar(s: Sheet, x: float, y: float) -> None:
    """The granite mortar and its golden dough."""
    s.soft(x, y + 118, 280, 46, "#2b2216", 160)
    s.area(
        curve(
            [
                (x - 190, y - 70),
                (x - 196, y + 10),
                (x - 130, y + 120),
                (x + 130, y + 120),
                (x + 196, y + 10),
                (x + 190, y - 70),
            ],
            closed=True,
        ),
        across(x - 190, x + 190, [(0, "#c9c4b6"), (0.45, "#98948a"), (1, "#55534e")]),
    )
    for _ in range(150):
        s.dot(
            x + s.rng.uniform(-170, 170),
            y + s.rng.uniform(-40, 108),
            3,
            2,
            ink_brush(s.rng.choice(("#ffffff", "#3f3d3a")), 70),
        )
    s.dot(x, y - 70, 192, 56, "#d3cfc2")
    s.dot(x, y - 66, 160, 42, "#6f6b62")
    s.dot(x, y - 72, 140, 38, "#e0a93a")
    s.dot(x - 16, y - 82, 108, 28, "#f4cd68")
    s.dot(x - 40, y - 90, 48, 11, "#fdeaa8")


def _steamer(s: Sheet, x: float, y: float) -> None:
    """A stacked bamboo steamer breathing."""
    s.soft(x, y + 84, 170, 30, "#2b2216", 150)
    for level in range(3):
        top = y - level * 74
        s.rect(
            x - 116,
            top,
            232,
            72,
            across(x - 116, x + 116, [(0, "#e9c98a"), (0.5, "#c79a55"), (1, "#7d5a30")]),
        )
        s.rect(x - 122, top, 244, 14, "#a87a40")
    s.dot(x, y - 148, 118, 30, "#e3c080")
    for k in range(20):
        s.soft(
            x + s.rng.gauss(0, 30) + k * 3, y - 170 - k * 25, 46 + k * 6, 32 + k * 3, "#fff8ec", 66
        )


def _cakes(s: Sheet, x: float, y: float) -> None:
    """A tray of shaped cakes."""
    s.soft(x, y + 34, 220, 40, "#2b2216", 140)
    s.dot(x, y + 6, 196, 66, "#a8783e")
    s.dot(x, y, 190, 62, "#dcb472")
    for k in range(13):
        turn = k * 2.4
        far = math.sqrt((k + 0.5) / 13) * 0.78
        px, py = x + math.cos(turn) * 180 * far, y - 6 + math.sin(turn) * 54 * far
        s.dot(px, py + 7, 34, 16, "#a8741f")
        s.dot(px, py, 34, 16, "#e8b443")
        s.dot(px - 6, py - 4, 20, 7, "#fae08a")


SCENES = {"weaver": weaver, "indigo": indigo, "rice_cake": rice_cake}
