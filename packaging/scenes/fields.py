# SPDX-License-Identifier: Apache-2.0
"""Worked land: flooded terraces, the tea garden, trays of the drying season."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QPainterPath

from scenes.build import Look, Person, figure, house
from scenes.hamlets import sun
from scenes.kit import Noise, Pt, Sheet, across, curve, grade, ink, mix
from scenes.land import ranges, ridge, tree, woods


def contour(s: Sheet, noise: Noise, y: float, bend: float, phase: float) -> list[Pt]:
    """A field edge following the hill."""
    line: list[Pt] = []
    for x in range(-40, s.w + 60, 20):
        t = x / s.w
        line.append(
            (
                x,
                y
                + bend
                * (math.sin(t * 4.6 + phase) * 0.55 + noise.rough(t * 3.1 + phase, 3) * 1.2 - 0.6),
            )
        )
    return line


def terraces(s: Sheet) -> None:
    """Flooded terraces holding the evening sky."""
    h = s.h
    s.wash(0, 430, [(0, "#54739c"), (0.4, "#c99a98"), (0.75, "#f6b878"), (1, "#fbdca0")])
    sun(s, 1130, 135, 44, "#ffb45c")
    ranges(s, "#f4c596", "#6f6f8e", (330, 390, 450), 190)
    s.mist(450, 50, "#fbdcb4", 170)
    woods(
        s,
        ridge(s, 500, 110, 2.0, "#4c5a5c", "#8d8a70", 120)[::3],
        ("#2f4448", "#4f6656", "#8d8f62"),
        22,
        6,
    )
    for x, y, flip in ((300, 500, False), (395, 518, True), (210, 522, False), (480, 505, False)):
        house(s, x, y, 74, Look("#c98f52", "#835a40", "#4a4855"), flip=flip)
    noise = Noise(s.rng)
    s.wash(520, h, [(0, "#5d6b4a"), (1, "#33452f")])
    rows = 19
    for k in range(rows):
        t = k / (rows - 1)
        y = 530 + 640 * t**1.35
        tall = 15 + 62 * t**1.2
        bend = 46 + 70 * t
        top = contour(s, noise, y, bend, 0.6 + t * 2.4)
        foot = contour(s, noise, y + tall * 0.62, bend, 0.6 + t * 2.4)
        _paddy(s, top, foot, y, tall, t)
    for x, y, r in (
        (80, 840, 60),
        (1530, 760, 52),
        (1450, 1080, 84),
        (60, 1170, 96),
        (1010, 620, 26),
        (520, 700, 30),
    ):
        s.foliage(x, y, r * 1.2, r, ("#22382f", "#3f5c40", "#7d8a4e"), 110, r / 6)
    figure(s, 700, 878, 84, Person("#3a4a66", "#2b2a33", hat=True))
    _buffalo(s, 800, 880, 96)
    figure(s, 1090, 1010, 104, Person("#8a4438", "#2b2a33", hat=True, load="#6f9a4a"))
    s.glow(1130, 135, 900, "#ffb060", 90)


def _paddy(s: Sheet, top: list[Pt], foot: list[Pt], y: float, tall: float, t: float) -> None:
    """One flooded field, its earth bank and the sky lying in it."""
    edge = curve(top)
    for x, py in reversed(foot):
        edge.lineTo(QPointF(x, py))
    shift = 0.25 * math.sin(y * 0.021)
    sky = across(
        0,
        s.w,
        [
            (0, mix("#7d93b4", "#51648a", t)),
            (0.42 + shift, mix("#d9a79a", "#a9829a", t)),
            (0.7, mix("#ffd08a", "#f6b679", t)),
            (1, mix("#c99a9a", "#6d7796", t)),
        ],
    )
    s.area(edge, sky)
    s.p.save()
    s.p.setClipPath(edge)
    for _ in range(9):
        x = s.rng.uniform(0, s.w)
        s.soft(
            x,
            y + s.rng.uniform(0, tall),
            90,
            7 + 6 * t,
            s.rng.choice(("#fff0cf", "#5f6f95", "#f2b486")),
            110,
        )
    x, gap = 0.0, s.rng.uniform(180, 420)
    while x < s.w:
        s.line([(x, y - 130), (x + s.rng.uniform(-16, 16), y + 130)], "#4a5a38", 4 + 5 * t)
        x += gap * s.rng.uniform(0.7, 1.5)
    s.p.restore()
    bank = QPainterPath(QPointF(*foot[0]))
    for px, py in foot[1:]:
        bank.lineTo(QPointF(px, py))
    for px, py in reversed(foot):
        bank.lineTo(QPointF(px, py + tall * 0.46))
    s.area(bank, grade(y, y + tall * 1.6, [(0, "#7f8a4e"), (0.4, "#55663f"), (1, "#2f3f2e")]))
    s.line(foot, mix("#c9cf86", "#a9b06a", t), 2 + 3 * t)
    for px, py in foot:
        for _ in range(3):
            gx, gy = px + s.rng.uniform(-12, 12), py + s.rng.uniform(1, tall * 0.4)
            s.line(
                [(gx, gy + 4 + 5 * t), (gx + s.rng.uniform(-3, 3), gy - 3 - 6 * t)],
                s.rng.choice(("#9aa75a", "#6d7f46", "#46573a")),
                1.5 + 1.8 * t,
            )


def _buffalo(s: Sheet, x: float, y: float, w: float) -> None:
    """A buffalo at the plough, knee-deep."""
    coat = "#3b353c"
    for k in (-0.34, -0.22, 0.22, 0.34):
        s.taper([(x + k * w, y - w * 0.28), (x + k * w, y)], coat, w * 0.1, w * 0.07)
    s.area(
        curve(
            [
                (x - w * 0.46, y - w * 0.4),
                (x - w * 0.2, y - w * 0.56),
                (x + w * 0.25, y - w * 0.54),
                (x + w * 0.46, y - w * 0.4),
                (x + w * 0.36, y - w * 0.18),
                (x - w * 0.34, y - w * 0.17),
            ],
            closed=True,
        ),
        grade(y - w * 0.6, y - w * 0.1, [(0, "#7a6a68"), (1, "#2c282f")]),
    )
    s.dot(x + w * 0.58, y - w * 0.4, w * 0.15, w * 0.1, coat)
    s.line(
        [(x + w * 0.5, y - w * 0.48), (x + w * 0.42, y - w * 0.6), (x + w * 0.56, y - w * 0.66)],
        "#8d8076",
        w * 0.035,
    )


def tea(s: Sheet) -> None:
    """Combed rows of tea and the pickers among them, early April."""
    h = s.h
    s.wash(0, 420, [(0, "#8dbcc4"), (0.6, "#d6e4d2"), (1, "#f8f0d2")])
    ranges(s, "#eaf0dc", "#7fa79a", (250, 310, 380), 200)
    s.mist(400, 46, "#f7f4e0", 200)
    woods(
        s,
        ridge(s, 450, 100, 2.4, "#6d9274", "#b4c48d", 100)[::3],
        ("#3e6a4c", "#6f9a5c", "#b9cb7c"),
        22,
        6,
    )
    for x, y, flip in ((1130, 470, False), (1225, 486, True), (1320, 470, False)):
        house(s, x, y, 74, Look(), flip=flip)
    noise = Noise(s.rng)
    s.wash(455, h, [(0, "#a9a56a"), (1, "#7b6a44")])
    rows = 17
    for k in range(rows):
        t = k / (rows - 1)
        y = 480 + 610 * t**1.45
        line = contour(s, noise, y, 40 + 120 * t, 2.2 + t * 1.1)
        _hedge(s, line, 11 + 44 * t**1.2, t)
        for seat, x, coat in (
            (7, 560, "#c4533c"),
            (9, 1010, "#3d6a8a"),
            (11, 330, "#d09a3c"),
            (12, 1290, "#8a4a6b"),
        ):
            if seat == k:
                at = min(line, key=lambda p: abs(p[0] - x))
                tall = 60 + 120 * t
                figure(
                    s, x, at[1] + tall * 0.2, tall, Person(coat, "#33402f", hat=True), stoop=0.07
                )
                s.dot(x - tall * 0.2, at[1] - tall * 0.2, tall * 0.13, tall * 0.15, "#c79a55")
    tree(s, 1490, 720, 300, ("#5f7a45", "#9bb05a", "#e3d98a"), -20)
    for x, y in ((150, 560), (870, 520)):
        _blossom(s, x, y)
    s.glow(260, 120, 640, "#fff3c8", 120)


def _hedge(s: Sheet, line: list[Pt], tall: float, t: float) -> None:
    """A clipped row of tea: shadow, body, light top and new buds."""
    s.line([(x, y + tall * 0.5) for x, y in line], ink("#3c4a2c", 130), tall * 1.1)
    s.line(line, mix("#5f8a58", "#2f5f3c", t), tall * 1.15)
    s.line([(x, y - tall * 0.2) for x, y in line], mix("#7fa662", "#4d8048", t), tall * 0.76)
    s.line([(x, y - tall * 0.36) for x, y in line], mix("#a9c877", "#7fae58", t), tall * 0.36)
    for _ in range(int(170 + 120 * t)):
        x, y = s.rng.choice(line)
        px, py = x + s.rng.uniform(-14, 14), y + s.rng.uniform(-0.6, 0.5) * tall
        up = (y - py) / tall
        tone = mix("#3f6f41", "#d3e08a", max(0.0, min(1.0, 0.45 + up * 0.9)))
        s.dot(px, py, 1.6 + tall * 0.075, 1.2 + tall * 0.045, tone)


def _blossom(s: Sheet, x: float, y: float) -> None:
    """A wild cherry in flower."""
    s.taper([(x, y), (x + 6, y - 70)], "#5d4636", 12, 6)
    s.foliage(x, y - 100, 74, 52, ("#d7a4a8", "#efc6c4", "#fff0ea"), 150, 8)


def drying(s: Sheet) -> None:
    """Autumn drying: trays of colour before every window."""
    h = s.h
    s.wash(0, 520, [(0, "#5f9fc4"), (0.6, "#b5d3d2"), (1, "#f3e8c8")])
    ranges(s, "#e4e8d8", "#6f9a98", (270, 340, 420), 210)
    woods(
        s,
        ridge(s, 480, 130, 2.2, "#56794f", "#a3a868", 160)[::3],
        ("#3f5f3c", "#7a8a48", "#c9b058"),
        24,
        8,
    )
    s.wash(560, h, [(0, "#a8976a"), (1, "#85704c")])
    look = Look("#d39a50", "#9a6639", "#4a4f55")
    for x, y, w, flip in (
        (90, 640, 170, False),
        (420, 610, 160, True),
        (760, 620, 170, False),
        (1120, 610, 170, True),
        (1390, 650, 180, True),
    ):
        house(s, x, y, w, look, flip=flip)
        _rack(s, x - 20, y + 6, w + 80, 2, 24)
    for x, y, w, flip in ((-60, 880, 330, False), (530, 850, 310, False), (1120, 880, 340, True)):
        house(s, x, y, w, look, flip=flip)
    _rack(s, 20, 800, 420, 2, 52)
    _rack(s, 520, 780, 470, 2, 52)
    _rack(s, 1010, 800, 470, 2, 52)
    _rack(s, -60, 1010, 620, 2, 84)
    _rack(s, 560, 1000, 560, 2, 84)
    _rack(s, 1080, 1020, 620, 2, 84)
    figure(s, 520, 1118, 190, Person("#2f5d86", "#2c3038"))
    figure(s, 1120, 1126, 184, Person("#b84a3a", "#39404a", hat=True))
    for k in range(6):
        tray(
            s,
            60 + k * 300 + s.rng.uniform(-20, 20),
            1170 + s.rng.uniform(-14, 14),
            118,
            s.rng.randrange(7),
        )
    for x in (1010, 470):
        _corn(s, x, 560)


HARVEST = (
    ("#c92f22", "#e8533a", "#8f1f18"),
    ("#e0a52c", "#f6cf5c", "#a86f18"),
    ("#efe6cc", "#ffffff", "#c9bd9a"),
    ("#d9772c", "#f0a04a", "#9c4a1a"),
    ("#5f7d3c", "#93aa55", "#3d5628"),
    ("#5a3a2c", "#7d5640", "#35211a"),
    ("#e9c98a", "#f8e3b4", "#b8925a"),
)


def tray(s: Sheet, x: float, y: float, r: float, kind: int) -> None:
    """A round bamboo tray of drying crops."""
    s.dot(x + r * 0.04, y + r * 0.16, r * 1.04, r * 0.42, QBrush(ink("#3a2a18", 100)))
    s.dot(x, y, r, r * 0.4, "#b98a4c")
    s.dot(x, y - r * 0.03, r * 0.96, r * 0.37, "#e3bd7c")
    main, light, dark = HARVEST[kind]
    s.dot(x, y - r * 0.02, r * 0.86, r * 0.32, main)
    for _ in range(int(30 + r * 1.3)):
        turn, far = s.rng.uniform(0, math.tau), math.sqrt(s.rng.random()) * 0.84
        tone = s.rng.choice((main, light, dark, light, main))
        s.dot(
            x + math.cos(turn) * far * r,
            y - r * 0.02 + math.sin(turn) * far * r * 0.38,
            max(1.4, r * 0.055),
            max(1, r * 0.028),
            tone,
        )


def _rack(s: Sheet, x: float, y: float, w: float, rows: int, r: float) -> None:
    """Poles run out from the windows with trays along them."""
    for row in range(rows):
        py = y + row * r * 0.95
        for k in range(3):
            px = x + w * (0.08 + 0.42 * k)
            s.line([(px, py + r * 0.2), (px, py + r * 1.5)], "#7a5a34", max(2, r * 0.07))
        s.line([(x, py + r * 0.24), (x + w, py + r * 0.24)], "#9c7642", max(2.5, r * 0.09))
        n = int(w / (r * 2.15))
        for k in range(n):
            tray(s, x + w * (k + 0.5) / n, py, r, s.rng.randrange(7))


def _corn(s: Sheet, x: float, y: float) -> None:
    """Strings of maize and chillies hung from an eave."""
    for k in range(7):
        top = y + s.rng.uniform(0, 10)
        for j in range(9):
            red = k % 2 == 0
            s.dot(
                x + k * 13,
                top + j * 11,
                5,
                8,
                s.rng.choice(("#d23c26", "#b02a1c") if red else ("#f0b93c", "#d9962a")),
            )


SCENES = {"terraces": terraces, "tea": tea, "drying": drying}
