# SPDX-License-Identifier: Apache-2.0
"""Rooms and things: the stove, the spinning wheel, the drum, the puppet and its master."""

from __future__ import annotations

import math

from scenes.build import lantern, posts, roof, wall
from scenes.kit import Pt, Sheet, across, curve, grade, ink, mix
from scenes.rooms import Worker, basket, beam, ink_brush, room, window, worker
from scenes.yards import brackets, paving


def stove(s: Sheet) -> None:
    """Doufuniang on the family stove, first light at the window."""
    room(s, 830, "#7d5a40", 10)
    window(s, (1120, 150, 330, 320), (4, 4), ("#b9d3dc", "#f7dfae"))
    wall(s, [(-10, 830), (250, 830), (250, -10), (-10, -10)], "#a8825a", 4)
    for k, x in enumerate((330, 420, 520, 610)):
        _hanging(s, x, 60, k)
    worker(
        s,
        820,
        720,
        390,
        Worker("#b8503f", "#3a3a42", "#2a2422", 0.03, -1, "#e9dcc0", seated=False),
        ((650, 560), (700, 590)),
    )
    _stove_body(s)
    _ladle(s, (650, 560), (560, 690))
    for x, wide in ((520, 1.0), (820, 0.7)):
        for k in range(26):
            s.soft(
                x + s.rng.gauss(0, 34 * wide) + math.sin(k * 0.5) * 22,
                660 - k * 24,
                (58 + k * 6) * wide,
                (34 + k * 3) * wide,
                "#fff8ea",
                62,
            )
    worker(
        s,
        1260,
        1000,
        330,
        Worker("#3f6580", "#33373f", "#8d8a86", -0.05, -1),
        ((1060, 930), (1090, 960)),
    )
    s.rect(1170, 1005, 190, 26, "#6b4a2e")
    for x in (1184, 1326):
        s.rect(x, 1030, 18, 90, "#4f3521")
    for k in range(12):
        s.line(
            [(1000 + k * 5, 1120 - k * 5), (1180 + k * 6, 1090 - k * 5)],
            s.rng.choice(("#7d5a38", "#a07a4c", "#5a3f28")),
            15,
        )
    s.glow(940, 980, 420, "#ff8a35", 190)
    beam(s, [(1120, 150), (1450, 150), (1000, 1200), (420, 1200)], "#ffe6b0", 34)
    s.glow(1285, 300, 640, "#ffe8b8", 110)


def _stove_body(s: Sheet) -> None:
    """A whitewashed stove with two woks, a fire mouth and the kitchen god's niche."""
    s.soft(640, 1120, 560, 60, "#0f0a07", 170)
    s.shape(
        [(240, 700), (1000, 700), (1010, 1110), (230, 1110)],
        across(240, 1010, [(0, "#f3e9d2"), (0.6, "#dccbab"), (1, "#a8906c")]),
    )
    s.shape([(220, 690), (1020, 690), (1050, 740), (200, 740)], "#8f4a34")
    s.shape([(220, 690), (1020, 690), (1000, 650), (260, 650)], "#b5634a")
    for x, r in ((480, 150), (790, 120)):
        s.dot(x, 676, r, r * 0.2, "#2b2a2c")
        s.dot(x, 674, r * 0.88, r * 0.16, "#efe6cc")
        for _ in range(26):
            s.dot(
                x + s.rng.uniform(-0.7, 0.7) * r,
                674 + s.rng.uniform(-0.1, 0.1) * r,
                s.rng.uniform(4, 13),
                s.rng.uniform(2, 5),
                s.rng.choice(("#fffdf2", "#a9c078", "#d9cfae", "#7fa35a")),
            )
    s.rect(860, 900, 140, 150, "#1d1512")
    s.area(
        curve(
            [
                (870, 1046),
                (880, 960),
                (906, 1000),
                (930, 916),
                (955, 1000),
                (985, 950),
                (992, 1046),
            ],
            closed=True,
        ),
        "#f0742a",
    )
    s.area(
        curve([(890, 1046), (905, 1000), (930, 960), (952, 1004), (970, 1046)], closed=True),
        "#ffd36a",
    )
    for x, y in ((330, 830), (560, 840)):
        s.rect(x, y, 150, 150, "#a84a34")
        s.rect(x + 9, y + 9, 132, 132, "#f3e2b4")
        for k in range(6):
            turn = k / 6 * math.tau
            s.dot(x + 75 + math.cos(turn) * 34, y + 75 + math.sin(turn) * 34, 22, 22, "#c9563c")
        s.dot(x + 75, y + 75, 20, 20, "#e8b04a")
    s.rect(240, 1040, 620, 16, "#8f7a58")


def _hanging(s: Sheet, x: float, y: float, kind: int) -> None:
    """Ham, garlic, maize, chillies on the beam."""
    s.line([(x, -10), (x, y + 40)], "#3a281a", 5)
    if kind == 0:
        s.area(
            curve(
                [
                    (x - 20, y + 40),
                    (x - 56, y + 190),
                    (x - 10, y + 290),
                    (x + 46, y + 200),
                    (x + 22, y + 40),
                ],
                closed=True,
            ),
            across(x - 50, x + 50, [(0, "#c9774a"), (0.5, "#94482c"), (1, "#5a2a1c")]),
        )
        return
    tones = (("#f4ecd9", "#d9cdb0"), ("#f2bd42", "#d9962c"), ("#cf3a26", "#a8281a"))[kind - 1]
    for k in range(13):
        for side in (-1, 0, 1):
            s.dot(
                x + side * 17 + s.rng.uniform(-3, 3), y + 46 + k * 15, 11, 13, tones[(k + side) % 2]
            )


def _ladle(s: Sheet, grip: Pt, bowl: Pt) -> None:
    """A long ladle in the wok."""
    s.taper([grip, bowl], "#8a6a45", 12, 9)


def spinning(s: Sheet) -> None:
    """The spinning wheel in the loft, late sun on the boards."""
    room(s, 800, "#94693f", 13)
    window(s, (150, 130, 420, 400), (5, 5), ("#f7e2b4", "#f6c98a"))
    for x0, x1 in ((-40, 700), (1640, 900)):
        s.line([(x0, 330), (x1, -40)], "#4a301c", 52)
        s.line([(x0, 318), (x1, -52)], "#8a5f38", 22)
    beam(s, [(150, 130), (570, 130), (1300, 1200), (330, 1200)], "#ffe0a0", 52)
    s.shape([(520, 900), (1010, 900), (1290, 1200), (470, 1200)], ink_brush("#ffd68a", 70))
    basket(s, 1340, 900, 130, 150, "#c4964f")
    for k in range(9):
        s.dot(
            1260 + (k % 5) * 40,
            742 - (k // 5) * 26,
            34,
            26,
            mix("#f3e9cf", "#cdbd94", s.rng.random()),
        )
    s.soft(800, 1066, 520, 60, "#140c06", 170)
    s.shape(
        [(390, 1010), (1200, 990), (1230, 1032), (410, 1056)],
        across(390, 1230, [(0, "#c98f55"), (0.5, "#94623a"), (1, "#5d3c24")]),
    )
    for x in (470, 1130):
        s.rect(x, 1026, 40, 70, "#5d3c24")
    _spokes(s, 930, 760, 255)
    for x in (890, 975):
        s.taper([(x, 1010), (930 + (x - 930) * 0.2, 740)], "#7d5030", 36, 26)
    s.dot(930, 760, 30, 30, "#4a2f1c")
    s.dot(926, 756, 18, 18, "#c08a52")
    s.line([(930, 760), (1010, 800), (1016, 860)], "#5d3c24", 15)
    for k in range(5):
        s.dot(1016, 838 + k * 7, 11, 4, "#d23a2c")
    s.taper([(500, 1010), (490, 800)], "#7d5030", 36, 24)
    s.line([(420, 800), (580, 794)], "#5a3a22", 12)
    s.area(
        curve(
            [(440, 800), (476, 770), (520, 768), (548, 796), (516, 824), (474, 824)], closed=True
        ),
        "#f4ead2",
    )
    for k in range(7):
        s.line([(456 + k * 12, 776), (462 + k * 12, 820)], ink("#b9a678", 150), 3)
    s.line([(490, 796), (700, 590), (860, 516)], ink("#fff8e2", 235), 4)
    s.line([(490, 806), (720, 930), (900, 1012)], ink("#fff8e2", 170), 4)
    _stool(s, 300, 1100)
    for _ in range(90):
        s.dot(
            s.rng.uniform(250, 1150),
            s.rng.uniform(150, 1050),
            2,
            2,
            ink_brush("#fff3c8", s.rng.randint(60, 170)),
        )
    s.glow(340, 320, 900, "#ffc87a", 120)


def _spokes(s: Sheet, x: float, y: float, r: float) -> None:
    """A wheel of split bamboo laced across two rings of spokes."""
    tips: list[Pt] = []
    for k in range(16):
        turn = k / 16 * math.tau + 0.1
        tips.append((x + math.cos(turn) * r, y + math.sin(turn) * r))
    for k, tip in enumerate(tips):
        s.taper([(x, y), tip], "#6b4526" if k % 2 else "#a97a45", 17, 11)
    for k in range(16):
        s.line([tips[k], tips[(k + 1) % 16]], ink("#f6ead0", 230), 4)
        s.line([tips[k], tips[(k + 3) % 16]], ink("#f6ead0", 70), 2)
    for px, py in tips:
        s.dot(px, py, 9, 9, "#5a3a22")


def _stool(s: Sheet, x: float, y: float) -> None:
    """A low stool with its woven seat."""
    s.soft(x, y + 70, 150, 24, "#140c06", 150)
    for dx in (-84, 84):
        s.taper([(x + dx * 0.8, y), (x + dx, y + 72)], "#5d3c24", 22, 18)
    s.dot(x, y, 116, 32, "#7d5433")
    s.dot(x, y - 7, 112, 28, "#c99a5c")
    for k in range(-4, 5):
        s.line(
            [(x + k * 24, y - 30 + abs(k) * 3), (x + k * 24, y + 16 - abs(k) * 3)],
            ink("#7a5128", 130),
            3,
        )


def drum(s: Sheet) -> None:
    """The lantern drum on its stand before the temple."""
    h = s.h
    s.wash(0, 940, [(0, "#4a2c1e"), (0.5, "#8a5a38"), (1, "#a87246")])
    s.rect(420, 260, 760, 680, grade(260, 940, [(0, "#2b1a13"), (1, "#6a432a")]))
    for x in (150, 1290):
        s.rect(x, 300, 160, 560, "#6d2a20")
        for k in range(5):
            for j in range(3):
                s.rect(
                    x + 14 + j * 46,
                    320 + k * 74,
                    38,
                    62,
                    grade(320 + k * 74, 382 + k * 74, [(0, "#e9d3a0"), (1, "#c99a5c")]),
                )
    posts(s, [90, 370, 1230, 1510], 170, 960, 58, "#9a3826")
    s.rect(-10, 196, 1620, 56, across(0, 1600, [(0, "#a86a38"), (0.5, "#d59a52"), (1, "#8a5430")]))
    for k in range(20):
        s.dot(50 + k * 79, 224, 26, 15, "#f0c476")
    brackets(s, 0, 1600, 138, 14, 38, "#8f5a34")
    roof(s, ((-80, 142), (1680, 142)), ((-60, -70), (1660, -70)), "#474d54", 76, 10)
    s.wash(940, h, [(0, "#c4b492"), (1, "#83755c")])
    paving(s, 960, ("#b3a582", "#e0d4b4", "#877c65", "#9c8d6c"), 360)
    for x in (520, 1080):
        lantern(s, x, 350, 46, "#e0452e")
    _banner(s, 250, 330)
    _banner(s, 1350, 330)
    s.soft(800, 1105, 560, 66, "#20160e", 180)
    for x, way in ((520, 1), (1080, -1)):
        s.taper([(x - way * 60, 1110), (x + way * 40, 880), (x + way * 20, 640)], "#5a2a1c", 48, 40)
        s.taper([(x + way * 180, 1110), (x + way * 60, 900)], "#6d3422", 42, 34)
    s.rect(440, 1070, 720, 42, across(440, 1160, [(0, "#8a4a30"), (1, "#4a2418")]))
    _drum_body(s, 800, 690, 330)
    for a, b in (((1190, 985), (1420, 1075)), ((1200, 1050), (1440, 1000))):
        s.taper([a, b], "#b07a44", 26, 18)
        s.dot(a[0], a[1], 24, 22, "#d9a862")
    s.glow(800, 520, 760, "#ffc47a", 120)


def _drum_body(s: Sheet, x: float, y: float, r: float) -> None:
    """The head seen from the front, barrel behind it, studs, cords and tassels."""
    s.dot(x + 54, y + 10, r * 1.06, r * 1.08, "#5f1712")
    s.dot(x + 30, y + 6, r * 1.1, r * 1.1, "#8f2219")
    s.dot(
        x,
        y,
        r * 1.1,
        r * 1.1,
        across(x - r, x + r, [(0, "#d8452f"), (0.6, "#b52c20"), (1, "#7d1b15")]),
    )
    s.dot(x, y, r * 0.98, r * 0.98, "#7a2018")
    s.dot(x, y, r * 0.95, r * 0.95, "#e6cf9c")
    s.soft(x - 70, y - 90, r * 0.8, r * 0.7, "#fdf2d0", 210)
    s.soft(x + 120, y + 150, r * 0.6, r * 0.5, "#a87c48", 120)
    for _ in range(110):
        turn, far = s.rng.uniform(0, math.tau), r * 0.92 * math.sqrt(s.rng.random())
        s.dot(
            x + math.cos(turn) * far,
            y + math.sin(turn) * far,
            s.rng.uniform(4, 22),
            s.rng.uniform(2, 8),
            ink_brush(s.rng.choice(("#b58a52", "#fff6da", "#c9a26a")), 34),
        )
    s.dot(x, y, r * 0.3, r * 0.3, ink_brush("#b98a50", 90))
    for k in range(40):
        turn = k / 40 * math.tau
        px, py = x + math.cos(turn) * r * 1.03, y + math.sin(turn) * r * 1.03
        s.dot(px + 2, py + 3, 12, 12, "#4a120e")
        s.dot(px, py, 11, 11, "#d9a441")
        s.dot(px - 3, py - 3, 4, 4, "#fff0b8")
    for side in (-1, 1):
        px = x + side * r * 1.12
        s.dot(px, y - 60, 26, 30, "#c9973c")
        s.dot(px, y - 60, 14, 18, "#5f1712")
        for k in range(9):
            s.line(
                [
                    (px + (k - 4) * 4, y - 20),
                    (px + (k - 4) * 6, y + 90),
                    (px + (k - 4) * 7 + s.rng.uniform(-5, 5), y + 150 + s.rng.uniform(0, 22)),
                ],
                s.rng.choice(("#e8b440", "#d98f2c", "#c9402a")),
                6,
            )
        s.dot(px, y - 22, 24, 16, "#d9a441")


def _banner(s: Sheet, x: float, y: float) -> None:
    """A festival banner with its scalloped edge."""
    s.shape(
        [(x - 50, y), (x + 50, y), (x + 50, y + 420), (x, y + 470), (x - 50, y + 420)],
        across(x - 50, x + 50, [(0, "#f0bf4a"), (0.5, "#e0a432"), (1, "#b5761c")]),
    )
    s.shape(
        [(x - 36, y + 16), (x + 36, y + 16), (x + 36, y + 408), (x, y + 444), (x - 36, y + 408)],
        "#c23a28",
    )
    for k in range(4):
        s.dot(x, y + 70 + k * 94, 27, 27, "#f2cf6c")
        s.dot(x, y + 70 + k * 94, 18, 18, "#c23a28")
        s.dot(x, y + 70 + k * 94, 9, 9, "#f2cf6c")


SCENES = {"stove": stove, "spinning": spinning, "drum": drum}
