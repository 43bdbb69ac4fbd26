# SPDX-License-Identifier: Apache-2.0
"""Buildings seen close: the hall gate, the sky-well, the old house, the opera stage."""

from __future__ import annotations

from PySide6.QtGui import QBrush

from scenes.build import Look, Person, figure, house, lantern, posts, roof, wall
from scenes.kit import Pt, Sheet, across, curve, grade, ink, mix
from scenes.land import (
    AUTUMN,
    NIGHT,
    PINE,
    SUMMER,
    bamboo,
    grass,
    ranges,
    ridge,
    thicket,
    tree,
    woods,
)
from scenes.lanterns import stars
from scenes.yards import brackets, paving


def hall_gate(s: Sheet) -> None:
    """The gate of Dunmu Hall in morning light."""
    h = s.h
    s.wash(0, 640, [(0, "#7fb0c2"), (0.6, "#d3e0cf"), (1, "#f7ecca")])
    ranges(s, "#e9ecd6", "#7b9f98", (250, 340), 210)
    thicket(s, (-40, 370, 420, 560), PINE, 62)
    thicket(s, (1180, 370, 1640, 560), PINE, 62)
    s.wash(860, h, [(0, "#c9bd9d"), (1, "#8c826a")])
    for x, w in ((-60, 470), (1190, 470)):
        wall(s, [(x, 900), (x + w, 900), (x + w, 500), (x, 500)], "#e9dfc8", 2)
        s.rect(x, 846, w, 56, "#8f8a7c")
        roof(
            s,
            ((x - 14, 512), (x + w + 14, 512)),
            ((x + 6, 452), (x + w - 6, 452)),
            "#474e55",
            40,
            6,
        )
    _gate(s)
    paving(s, 985, ("#b9ad8f", "#e3d8bb", "#8a8372", "#9f8f70"), 620)
    for k in range(4):
        s.rect(500 - k * 34, 902 + k * 24, 600 + k * 68, 12, "#dcd4be")
        s.rect(500 - k * 34, 914 + k * 24, 600 + k * 68, 12, "#948d7c")
    for x in (505, 1095):
        _drum_stone(s, x, 905)
    figure(s, 1240, 1080, 230, Person("#3a5f80", "#2c3138", hat=True))
    figure(s, 1120, 1090, 132, Person("#c8503c", "#35506b"))
    s.soft(800, 1190, 900, 90, "#3a3226", 70)
    tree(s, 130, 1000, 620, SUMMER, 40)
    s.glow(250, 60, 760, "#fff1c4", 120)


def _gate(s: Sheet) -> None:
    """Three bays, carved beams, doors ajar, two tiers of lifted roof."""
    s.rect(410, 480, 780, 424, grade(480, 904, [(0, "#3d281c"), (1, "#6d4930")]))
    for x in (430, 980):
        wall(s, [(x, 904), (x + 190, 904), (x + 190, 560), (x, 560)], "#d9c9a2", 3)
        s.rect(x + 44, 640, 102, 102, "#4a3324")
        for k in range(1, 5):
            s.rect(x + 44 + k * 20.4 - 2, 640, 4, 102, "#a57a4c")
            s.rect(x + 44, 640 + k * 20.4 - 2, 102, 4, "#a57a4c")
    s.rect(640, 600, 320, 304, "#2b1d15")
    s.rect(725, 628, 150, 276, grade(628, 904, [(0, "#8fa58a"), (0.6, "#e6d9a8"), (1, "#c9b98e")]))
    s.rect(760, 700, 80, 204, grade(700, 904, [(0, "#6b4a32"), (1, "#a87f52")]))
    for x in (640, 875):
        s.rect(
            x, 620, 86, 284, across(x, x + 86, [(0, "#8a2c20"), (0.5, "#a8382a"), (1, "#6d2018")])
        )
        s.dot(x + (70 if x < 800 else 16), 770, 9, 9, "#d9a94a")
        s.rect(x + 18, 655, 50, 66, "#c94a34")
        s.rect(x + 24, 661, 38, 54, "#e9b85a")
    s.rect(690, 548, 220, 56, "#2d211a")
    s.rect(698, 555, 204, 42, "#3f5d54")
    for k in range(3):
        s.rect(722 + k * 62, 563, 32, 26, "#e6c877")
    posts(s, [425, 632, 968, 1175], 500, 905, 32, "#7a4a2c")
    s.rect(400, 520, 800, 30, across(400, 1200, [(0, "#8f5f38"), (1, "#5d3c26")]))
    for k in range(16):
        s.dot(430 + k * 49, 535, 15, 8, "#c99a5a")
    brackets(s, 405, 1195, 486, 12, 27, "#7d5130")
    roof(s, ((310, 492), (1290, 492)), ((430, 372), (1170, 372)), "#454c53", 64, 22)
    s.rect(600, 316, 400, 66, "#5d3c26")
    brackets(s, 600, 1000, 330, 7, 24, "#7d5130")
    roof(s, ((530, 336), (1070, 336)), ((640, 210), (960, 210)), "#454c53", 38, 26)
    for x in (670, 930):
        lantern(s, x, 640, 34, "#cf3a2a", lit=False)


def _drum_stone(s: Sheet, x: float, y: float) -> None:
    """A drum-shaped gate stone."""
    s.rect(x - 42, y - 26, 84, 30, "#8b8a80")
    s.dot(x, y - 72, 46, 50, "#8f9088")
    s.dot(x - 4, y - 74, 40, 44, "#b3b3a8")
    s.dot(x - 4, y - 74, 24, 27, "#93948c")
    s.dot(x - 4, y - 74, 10, 11, "#c4c3b6")


def skywell(s: Sheet) -> None:
    """Rain from four roofs falling into the sky-well."""
    _w, h = s.w, s.h
    s.wash(0, h, [(0, "#33241b"), (0.5, "#5d4230"), (1, "#4a3626")])
    s.rect(0, 318, 1200, 300, grade(318, 618, [(0, "#d5e4da"), (1, "#f1efd9")]))
    s.rect(0, 0, 1200, 320, grade(0, 320, [(0, "#8fb4c4"), (1, "#d5e4da")]))
    s.rect(300, 590, 600, 420, grade(590, 1010, [(0, "#2b1d16"), (1, "#7a5535")]))
    _altar(s)
    posts(s, [330, 470, 730, 870], 590, 1030, 30, "#8a5733")
    s.rect(290, 596, 620, 34, "#6b4429")
    for k in range(13):
        s.dot(320 + k * 47, 613, 15, 9, "#c9985a")
    brackets(s, 300, 900, 560, 9, 26, "#7d5130")
    roof(s, ((230, 566), (970, 566)), ((320, 430), (880, 430)), "#4a5157", 50, 15)
    for side in (-1, 1):
        _side_wing(s, side)
    s.shape([(330, 1040), (870, 1040), (1090, 1440), (110, 1440)], "#7f8a80")
    for k in range(17):
        for j in range(9):
            t = j / 9
            half = 265 + 215 * t
            x = 600 - half + 2 * half * (k + s.rng.uniform(0.2, 0.8)) / 17
            y = 1052 + 380 * t**1.15 + s.rng.uniform(-6, 6)
            r = 15 + 13 * t
            s.dot(
                x,
                y,
                r,
                r * 0.5,
                mix("#8d978e", s.rng.choice(("#c9cdb9", "#5f6a66", "#a39c84")), 0.5),
            )
    s.shape([(330, 1040), (870, 1040), (1090, 1440), (110, 1440)], QBrush(ink("#cfe3e0", 60)))
    s.shape(
        [(60, 1440), (1140, 1440), (1260, 1620), (-60, 1620)],
        grade(1440, 1600, [(0, "#b5ad99"), (1, "#7f7867")]),
    )
    _jar(s, 420, 1270, 92)
    _jar(s, 790, 1180, 74)
    for _ in range(150):
        x = s.rng.uniform(250, 950)
        y = s.rng.uniform(600, 1300)
        s.line(
            [(x, y), (x + 1, y + s.rng.uniform(30, 90))],
            ink("#f3faf8", s.rng.randint(40, 130)),
            2.2,
        )
    for _ in range(80):
        s.dot(
            s.rng.uniform(240, 960),
            s.rng.uniform(1090, 1420),
            s.rng.uniform(8, 22),
            s.rng.uniform(2, 6),
            QBrush(ink("#ffffff", 110)),
        )
    s.glow(600, 180, 760, "#eef8f2", 120)


def _altar(s: Sheet) -> None:
    """The hall behind: table, tablets in shadow, two lanterns."""
    s.rect(480, 700, 240, 190, "#40281b")
    s.rect(500, 716, 200, 150, "#7d2c20")
    for row in range(3):
        for k in range(7):
            s.rect(512 + k * 26, 728 + row * 44, 16, 34, "#d9a95a")
    s.rect(440, 890, 320, 20, "#8a5733")
    s.rect(456, 910, 18, 90, "#6b4429")
    s.rect(726, 910, 18, 90, "#6b4429")
    for x in (400, 800):
        lantern(s, x, 716, 30, "#dd4a2e")
    for x in (560, 600, 640):
        s.dot(x, 884, 6, 8, "#ffd98a")
        s.glow(x, 878, 60, "#ffb45a", 120)


def _side_wing(s: Sheet, side: int) -> None:
    """A gallery to the left or right, its eave dripping inward."""

    def at(x: float) -> float:
        return x if side < 0 else s.w - x

    s.shape(
        [(at(-20), 560), (at(330), 640), (at(330), 1040), (at(-20), 1500)],
        across(at(-20), at(330), [(0, "#33231a"), (1, "#7d5837")]),
    )
    for high, foot, post, wide in (
        (600, 1370, 60, 36),
        (622, 1180, 200, 28),
        (640, 1060, 300, 22),
    ):
        posts(s, [at(post)], high, foot, wide, "#8a5733")
    for top, low, a, b in ((760, 1160, 84, 186), (750, 1040, 216, 290)):
        s.shape([(at(a), top - 20), (at(b), top), (at(b), low - 90), (at(a), low)], "#5a3c27")
        for k in range(1, 6):
            x = a + (b - a) * k / 6
            s.line([(at(x), top - 20 + 20 * k / 6), (at(x), low - 90 * k / 6)], "#c08f58", 3)
        for k in range(1, 8):
            t = k / 8
            s.line(
                [(at(a), top - 20 + (low - top + 20) * t), (at(b), top + (low - 90 - top) * t)],
                "#c08f58",
                3,
            )
    s.shape(
        [(at(-40), 130), (at(250), 300), (at(390), 590), (at(100), 720), (at(-40), 660)],
        grade(130, 700, [(0, "#737b80"), (1, "#363d44")]),
    )
    for k in range(16):
        t = k / 15
        s.line(
            [(at(-40 + 290 * t), 130 + 170 * t), (at(60 + 330 * t), 735 - 145 * t)],
            ink("#14181c", 130),
            8,
        )
        s.line(
            [(at(-48 + 290 * t), 130 + 170 * t), (at(52 + 330 * t), 735 - 145 * t)],
            ink("#ffffff", 36),
            4,
        )
        s.dot(at(60 + 330 * t), 737 - 145 * t, 11, 11, "#8f9690")


def _jar(s: Sheet, x: float, y: float, r: float) -> None:
    """A glazed rain jar with water lilies."""
    s.soft(x, y + r * 0.9, r * 1.2, r * 0.3, "#20241f", 150)
    s.area(
        curve(
            [
                (x - r * 0.8, y - r * 0.6),
                (x - r, y),
                (x - r * 0.6, y + r * 0.9),
                (x + r * 0.6, y + r * 0.9),
                (x + r, y),
                (x + r * 0.8, y - r * 0.6),
            ],
            closed=True,
        ),
        across(x - r, x + r, [(0, "#8a6a48"), (0.35, "#b98e5a"), (1, "#3f2f24")]),
    )
    s.dot(x, y - r * 0.58, r * 0.84, r * 0.24, "#a57f54")
    s.dot(x, y - r * 0.57, r * 0.7, r * 0.17, "#3f6460")
    for k in range(4):
        s.dot(x + (k - 1.5) * r * 0.32, y - r * 0.58 + (k % 2) * 6, r * 0.2, r * 0.08, "#7fa863")
    s.dot(x + r * 0.1, y - r * 0.72, r * 0.12, r * 0.12, "#e58a9a")


def persimmon_house(s: Sheet) -> None:
    """The old house on its terrace, the persimmon hung with fruit."""
    h = s.h
    s.wash(0, 640, [(0, "#6aa0c0"), (0.5, "#bcd3d0"), (1, "#fbe4b8")])
    ranges(s, "#f3e4c4", "#7f8f9a", (330, 410, 500), 240)
    woods(s, ridge(s, 640, 150, 2.0, "#75774f", "#c4b377", 200)[::3], AUTUMN, 34, 8)
    s.mist(600, 44, "#f9e8c8", 130)
    bamboo(s, 170, 760, 540, 11)
    s.wash(730, h, [(0, "#c2a565"), (0.4, "#a38a52"), (1, "#6f6340")])
    house(s, 440, 830, 560, Look("#d49a4c", "#9c6636", "#474d54"))
    for k in range(9):
        _maize(s, 476 + k * 58, 530)
    for row in range(4):
        for k in range(40):
            x = -20 + k * 43 + (row % 2) * 20
            tone = mix("#9c927c", s.rng.choice(("#d0c4a4", "#6f6a5c", "#83795f")), 0.55)
            s.dot(x, 868 + row * 26, 25, 15, mix(tone, "#2f2a22", 0.35))
            s.dot(x - 1, 865 + row * 26, 22, 11, tone)
    grass(s, (0, 960, 1600, 1000), 90, ("#77763c", "#a99a4c", "#d0bd62"), 24)
    _persimmon(s, 1260, 1010)
    for _ in range(60):
        s.dot(
            s.rng.uniform(950, 1560),
            s.rng.uniform(1000, 1160),
            11,
            5,
            s.rng.choice(("#c0592c", "#d98a3c", "#9a3f24")),
        )
    figure(s, 640, 1110, 215, Person("#34597c", "#2d3138"))
    _hens(s)
    s.glow(1450, 200, 760, "#ffd998", 120)


def _maize(s: Sheet, x: float, y: float) -> None:
    """Maize and chillies strung under the eave."""
    red = s.rng.random() < 0.42
    for j in range(8):
        for side in (-1, 1):
            s.dot(
                x + side * 6,
                y + j * 12,
                6,
                9,
                s.rng.choice(("#cf3a26", "#a8281a") if red else ("#f2bd42", "#dd9a2c")),
            )


def _persimmon(s: Sheet, x: float, y: float) -> None:
    """A bare persimmon tree, its fruit like lamps."""
    tips: list[Pt] = []
    for tx, ty in (
        (-330, -560),
        (-230, -690),
        (-90, -770),
        (80, -790),
        (220, -700),
        (320, -560),
        (-380, -420),
        (360, -400),
        (-10, -640),
    ):
        bend = (x + tx * 0.32 + s.rng.uniform(-20, 20), y - 330 + ty * 0.18)
        s.taper([(x, y - 220), bend, (x + tx, y + ty)], "#4a3a30", 34, 5)
        for _ in range(7):
            t = s.rng.uniform(0.45, 1)
            px, py = bend[0] + (x + tx - bend[0]) * t, bend[1] + (y + ty - bend[1]) * t
            tip = (px + s.rng.uniform(-80, 80), py + s.rng.uniform(-60, 50))
            s.taper([(px, py), ((px + tip[0]) / 2, (py + tip[1]) / 2 - 8), tip], "#55443a", 7, 2)
            tips.append(tip)
    s.taper([(x + 6, y), (x - 6, y - 130), (x, y - 330)], "#4a3a30", 78, 50)
    for px, py in tips:
        s.dot(px, py + 12, 15, 14, "#b8431c")
        s.dot(px - 1, py + 10, 13.5, 12.5, "#ee7a26")
        s.dot(px - 4, py + 6, 6, 4.5, "#ffc27a")
        s.dot(px, py - 1, 6, 2.6, "#5f5a34")


def _hens(s: Sheet) -> None:
    """Three hens scratching in the yard."""
    for x, y, tone in ((830, 1090, "#a8482c"), (905, 1120, "#e6d2a8"), (420, 1085, "#5a4438")):
        s.soft(x, y + 20, 38, 8, "#2b2418", 130)
        s.area(
            curve(
                [
                    (x - 34, y - 26),
                    (x - 12, y - 14),
                    (x + 16, y - 20),
                    (x + 26, y - 42),
                    (x + 36, y - 36),
                    (x + 26, y + 4),
                    (x, y + 14),
                    (x - 22, y + 2),
                ],
                closed=True,
            ),
            tone,
        )
        s.dot(x + 31, y - 44, 5, 6, "#c9302a")
        s.line([(x - 4, y + 10), (x - 4, y + 22)], "#d09a3c", 3)
        s.line([(x + 8, y + 10), (x + 8, y + 22)], "#d09a3c", 3)


def stage(s: Sheet) -> None:
    """The opera stage lit for the evening, the audience dark before it."""
    h = s.h
    s.wash(0, 802, [(0, "#1b2c52"), (0.45, "#4a5480"), (0.8, "#a8788a"), (1, "#e3a880")])
    stars(s, 300, 90)
    ranges(s, "#8f7f9a", "#2b3557", (420, 500, 580), 230)
    thicket(s, (-40, 520, 400, 760), NIGHT, 64)
    thicket(s, (1220, 520, 1640, 760), NIGHT, 64)
    house(
        s,
        40,
        800,
        210,
        Look("#5d4a4a", "#3f3540", "#262f40", "#3a3840", "#2a2226", "#1a161c", "#ffc96b"),
    )
    house(
        s,
        1330,
        800,
        210,
        Look("#5d4a4a", "#3f3540", "#262f40", "#3a3840", "#2a2226", "#1a161c", "#ffc96b"),
        flip=True,
    )
    s.wash(800, h, [(0, "#6d5248"), (0.4, "#43343a"), (1, "#1d1a26")])
    s.glow(800, 620, 780, "#ff9a45", 120)
    s.rect(430, 780, 740, 120, grade(780, 900, [(0, "#7d7266"), (1, "#3f3a3a")]))
    for k in range(13):
        for row in range(3):
            s.rect(
                432 + k * 57 + (row % 2) * 18,
                786 + row * 38,
                52,
                32,
                mix("#8a7d6c", "#564d48", s.rng.random()),
            )
    s.rect(470, 430, 660, 350, grade(430, 780, [(0, "#5a3420"), (0.5, "#c07a38"), (1, "#e8a850")]))
    _players(s)
    s.rect(430, 768, 740, 20, "#5d3820")
    posts(s, [490, 1110], 430, 782, 38, "#8c3524")
    s.rect(440, 428, 720, 36, across(440, 1160, [(0, "#a56a38"), (0.5, "#d9984c"), (1, "#7a4a28")]))
    for k in range(15):
        s.dot(470 + k * 47, 446, 16, 9, "#f0c070")
    brackets(s, 440, 1160, 392, 11, 28, "#a86a34")
    roof(s, ((320, 402), (1280, 402)), ((590, 190), (1010, 190)), "#2e3947", 56, 44)
    for k in range(4):
        lantern(s, 570 + k * 153, 516, 30, "#e8492c")
    for x in (372, 1228):
        lantern(s, x, 500, 38, "#e8492c")
    _audience(s)


def _players(s: Sheet) -> None:
    """Backcloth, table and two players in costume."""
    s.rect(620, 480, 360, 250, "#8f2a24")
    for k in range(9):
        s.rect(620 + k * 40, 480, 14, 250, QBrush(ink("#5f1a18", 120)))
    s.dot(800, 600, 74, 74, "#e0a84a")
    s.dot(800, 600, 60, 60, "#a83a2c")
    for x, robe, trim, way in ((690, "#2f6f8f", "#f0d9a0", 1), (930, "#e8c34a", "#b8352a", -1)):
        s.area(
            curve(
                [
                    (x - 62, 774),
                    (x - 40, 650),
                    (x - 22, 606),
                    (x + 22, 606),
                    (x + 40, 650),
                    (x + 62, 774),
                ],
                closed=True,
            ),
            grade(600, 774, [(0, mix(robe, "#ffffff", 0.25)), (1, robe)]),
        )
        s.taper([(x, 628), (x + way * 74, 640), (x + way * 108, 596)], robe, 40, 30)
        s.shape(
            [(x + way * 94, 596), (x + way * 124, 592), (x + way * 140, 690), (x + way * 112, 690)],
            "#fff6e2",
        )
        s.rect(x - 46, 676, 92, 13, trim)
        s.dot(x, 582, 22, 26, "#f2c9a4")
        s.dot(x, 562, 29, 17, "#221a1c")
        s.dot(x, 548, 13, 11, trim)
        for side in (-1, 1):
            s.line([(x + side * 14, 550), (x + side * 44, 510), (x + side * 70, 528)], trim, 5)


def _audience(s: Sheet) -> None:
    """Backs of heads and shoulders, benches, a child on a shoulder."""
    for row, (y, size, n) in enumerate(((930, 34, 21), (1015, 46, 17), (1120, 62, 13))):
        for k in range(n):
            x = 1600 * (k + 0.5 + s.rng.uniform(-0.3, 0.3)) / n
            tone = mix(
                s.rng.choice(("#2b2838", "#3a2a34", "#243244", "#40302c")), "#0f0f18", row * 0.25
            )
            s.area(
                curve(
                    [
                        (x - size, y + size * 2),
                        (x - size * 0.8, y + size * 0.7),
                        (x, y + size * 0.42),
                        (x + size * 0.8, y + size * 0.7),
                        (x + size, y + size * 2),
                    ],
                    closed=True,
                ),
                tone,
            )
            s.dot(x, y, size * 0.46, size * 0.54, mix(tone, "#120e12", 0.5))
            if row < 2:
                s.dot(x, y - size * 0.4, size * 0.34, size * 0.12, QBrush(ink("#ffb066", 130)))
    lantern(s, 260, 1060, 26, "#ee6a2c")
    lantern(s, 1370, 1030, 24, "#f0a03c")


SCENES = {
    "hall_gate": hall_gate,
    "skywell": skywell,
    "persimmon_house": persimmon_house,
    "stage": stage,
}
