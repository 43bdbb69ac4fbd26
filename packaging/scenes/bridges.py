# SPDX-License-Identifier: Apache-2.0
"""The covered bridge: by day, by lantern light, and from inside; the procession of lanterns."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QBrush

from scenes.build import NIGHT_LOOK, Look, Person, figure, house, lantern, posts, roof
from scenes.kit import Pt, Sheet, across, curve, fade, grade, ink, mix
from scenes.land import (
    AUTUMN,
    BAMBOO,
    NIGHT,
    PINE,
    SUMMER,
    bamboo,
    grass,
    ranges,
    ridge,
    stone,
    stones,
    thicket,
    tree,
    woods,
)


@dataclass(frozen=True)
class Timber:
    """The colours of the bridge at one hour."""

    roof: str = "#4b5258"
    board: str = "#8a5431"
    post: str = "#6b3f25"
    inside: str = "#5a4434"
    far: str = "#c7b99a"
    masonry: str = "#9b9482"


EVENING = Timber("#202c3d", "#4a2c23", "#3a2118", "#c2681f", "#f2a94a", "#343b4a")


def covered_bridge(s: Sheet, x0: float, x1: float, deck: float, t: Timber, *, lit: bool) -> None:
    """Nine bays on timber cantilevers, a raised pavilion over the middle."""
    long = x1 - x0
    bay, tall = long / 9, long * 0.115
    _abutment(s, x0, deck, long, t, 1)
    _abutment(s, x1, deck, long, t, -1)
    s.rect(x0, deck - tall, long, tall, grade(deck - tall, deck, [(0, mix(t.inside, "#000000", 0.35)), (0.6, t.inside)]))
    for k in range(9):
        left = x0 + bay * k
        s.rect(left + bay * 0.14, deck - tall * 0.86, bay * 0.72, tall * 0.42, grade(deck - tall, deck - tall * 0.4, [(0, mix(t.far, t.inside, 0.5)), (1, t.far)]))
        s.rect(left + bay * 0.47, deck - tall * 0.9, bay * 0.06, tall * 0.5, mix(t.inside, "#000000", 0.25))
    _boards(s, x0, x1, deck, tall * 0.46, t)
    for k in range(10):
        x = x0 + bay * k
        wide = bay * 0.085
        s.rect(x - wide / 2, deck - tall, wide, tall * 1.08, across(x - wide, x + wide, [(0, mix(t.post, "#ffd9a0", 0.3)), (1, mix(t.post, "#000000", 0.4))]))
    s.rect(x0 - 8, deck - 2, long + 16, long * 0.013, t.post)
    s.rect(x0 - 8, deck - 2, long + 16, 3, mix(t.post, "#ffe0b0", 0.35))
    eave = deck - tall * 0.93
    over = long * 0.028
    roof(s, ((x0 - over, eave), (x1 + over, eave)), ((x0 + over * 0.7, eave - tall * 0.72), (x1 - over * 0.7, eave - tall * 0.72)), t.roof, 84, long * 0.007)
    mid = (x0 + x1) / 2
    wide = bay * 1.12
    s.rect(mid - wide * 0.8, eave - tall * 1.05, wide * 1.6, tall * 0.5, t.board)
    for k in range(9):
        s.rect(mid - wide * 0.8 + wide * 0.2 * k, eave - tall * 1.05, wide * 0.03, tall * 0.5, mix(t.post, "#000000", 0.3))
    roof(s, ((mid - wide * 1.35, eave - tall * 0.78), (mid + wide * 1.35, eave - tall * 0.78)), ((mid - wide * 0.72, eave - tall * 1.45), (mid + wide * 0.72, eave - tall * 1.45)), t.roof, 30, long * 0.012)
    s.dot(mid, eave - tall * 1.53, long * 0.006, long * 0.009, mix(t.roof, "#e8d9b0", 0.4))
    if lit:
        _hang_lanterns(s, x0, bay, eave, tall)


def _abutment(s: Sheet, x: float, deck: float, long: float, t: Timber, way: int) -> None:
    """A rubble abutment and the stepped beams that grow out of it."""
    low = deck + long * 0.2
    s.shape([(x - way * long * 0.14, deck), (x + way * long * 0.05, deck), (x + way * long * 0.085, low), (x - way * long * 0.14, low)], grade(deck, low, [(0, t.masonry), (1, mix(t.masonry, "#20262a", 0.5))]))
    for row in range(9):
        y = deck + (low - deck) * (row + 0.5) / 9
        reach = long * (0.05 + 0.035 * row / 9)
        at = -long * 0.13
        while at < reach - long * 0.012:
            wide = long * s.rng.uniform(0.013, 0.024)
            tone = mix(t.masonry, s.rng.choice(("#d9cfb4", "#5f5f58", "#8a7d62", "#77786c")), 0.4)
            if t is EVENING:
                tone = mix(tone, "#1d2533", 0.6)
            s.dot(x + way * (at + wide / 2), y, wide * 0.54, long * 0.0098, tone)
            at += wide
    for k in range(4):
        out, y = long * (0.1 + 0.075 * (3 - k)), deck + long * (0.014 + 0.017 * k)
        left = min(x - way * long * 0.02, x + way * out)
        s.rect(left, y, abs(out) + long * 0.02, long * 0.012, grade(y, y + long * 0.012, [(0, mix(t.post, "#e9c08a", 0.25)), (1, mix(t.post, "#000000", 0.45))]))
        s.dot(x + way * out, y + long * 0.006, long * 0.0066, long * 0.0066, mix(t.post, "#e9c08a", 0.42))


def _boards(s: Sheet, x0: float, x1: float, deck: float, tall: float, t: Timber) -> None:
    """Weatherboards laid like fish scales."""
    s.rect(x0, deck - tall, x1 - x0, tall, t.board)
    wide = (x1 - x0) / 90
    for row in range(4):
        y = deck - tall + tall * row / 4
        for k in range(91):
            x = x0 + wide * (k + (row % 2) * 0.5)
            if x > x1 - 2:
                continue
            tone = mix(t.board, s.rng.choice(("#c98a55", "#4c2b1b", "#a56b41")), s.rng.uniform(0.05, 0.36))
            s.dot(x, y + tall * 0.12, wide * 0.5, tall * 0.15, tone)
        s.rect(x0, y, x1 - x0, 2, ink_soft(t))
    s.rect(x0, deck - tall - 4, x1 - x0, 5, mix(t.post, "#f3cf96", 0.25))


def ink_soft(t: Timber) -> QBrush:
    """The shadow line under a row of boards."""
    return QBrush(ink(mix(t.post, "#000000", 0.4), 90))


def _hang_lanterns(s: Sheet, x0: float, bay: float, eave: float, tall: float) -> None:
    """One lantern in each bay, its light on boards and beams."""
    for k in range(9):
        x = x0 + bay * (k + 0.5)
        s.glow(x, eave + tall * 0.3, bay * 1.5, "#ff8a2c", 110)
    for k in range(9):
        x = x0 + bay * (k + 0.5)
        lantern(s, x, eave + tall * 0.34, bay * 0.155, "#e8492c" if k != 6 else "#f3e3c0")


def bridge_autumn(s: Sheet) -> None:
    """The bridge and its reflection in October light."""
    h, level = s.h, 770.0
    s.wash(0, level, [(0, "#6fa0b4"), (0.45, "#bcd0c8"), (1, "#f4e6c6")])
    s.soft(1240, 180, 560, 300, "#fff3d2", 170)
    ranges(s, "#e6e2cf", "#6d8c93", (330, 410, 490), 270)
    line = ridge(s, 590, 190, 2.4, "#5a7a5c", "#b7bd93", 240)
    woods(s, line[::3], ("#3f5f45", "#6f8c56", "#b9ac5e"), 26, 8)
    thicket(s, (-20, 600, 560, 735), PINE, 40)
    thicket(s, (1050, 590, 1640, 735), ("#6b4a2c", "#b3702f", "#dfa84e"), 42)
    for k, x in enumerate((420.0, 560.0, 1010.0)):
        house(s, x, 668 - 16 * (k % 2), 118, Look(), flip=k == 2)
    thicket(s, (330, 690, 1250, 742), ("#46653e", "#86934f", "#cbb963"), 26)
    s.mist(640, 60, "#f4ead2", 90)
    covered_bridge(s, 235, 1365, 640, Timber(), lit=False)
    for x, coat in ((470, "#2f5570"), (700, "#b34a35"), (1090, "#3b6b58")):
        s.dot(x, 555, 9, 11, "#3a2a22")
        s.area(curve([(x - 15, 592), (x - 11, 568), (x, 562), (x + 11, 568), (x + 15, 592)], closed=True), coat)
    stones(s, (-10, 745, 330, 772), 34, 17, "#a39b86")
    stones(s, (1290, 745, 1610, 772), 34, 17, "#a39b86")
    s.mirror(level, h, 0.78, 3.4)
    s.rect(0, level, s.w, h - level, fade(level, h, "#2d6a72", 40, 150))
    s.rect(0, level - 2, s.w, 10, fade(level - 2, level + 8, "#f8f0dc", 130, 0))
    s.ripples(level + 12, h, "#f6ecd2", 130, 120)
    s.ripples(level + 40, h, "#1f4a55", 90, 90)
    tree(s, 1525, 1010, 560, AUTUMN, -70)
    stones(s, (1240, 1010, 1640, 1210), 30, 46, "#8f8b7c")
    stones(s, (-40, 1090, 420, 1215), 20, 44, "#8f8b7c")
    grass(s, (1250, 1060, 1600, 1200), 40, ("#6d6a34", "#a89a4c", "#cbb55e"), 34)
    for _ in range(46):
        s.dot(s.rng.uniform(700, 1560), s.rng.uniform(840, 1190), 7, 3, s.rng.choice(AUTUMN))


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
    for x, y, flip in ((60, 700, False), (190, 655, True), (330, 705, False), (1230, 690, True), (1370, 650, False), (1500, 705, True)):
        house(s, x, y, 128, NIGHT_LOOK, flip=flip)
    thicket(s, (-20, 705, 470, 745), NIGHT, 24)
    thicket(s, (1180, 705, 1640, 745), NIGHT, 24)
    s.glow(800, 600, 640, "#ff8a35", 70)
    covered_bridge(s, 240, 1360, 640, EVENING, lit=True)
    for k in range(26):
        x = 275 + k * 42 + s.rng.uniform(-9, 9)
        s.dot(x, 564, 8, 10, "#1b100c")
        s.dot(x, 586, 13, 17, "#221310")
    _people(s, 20, 225, 764, 6, 92)
    _people(s, 1385, 1585, 764, 6, 92)
    s.mirror(level, h, 0.8, 4.2)
    s.rect(0, level, s.w, h - level, fade(level, h, "#0a1a33", 50, 178))
    for k in range(9):
        x = 240 + 1120 / 9 * (k + 0.5)
        for j in range(9):
            y = level + 90 + j * 22
            s.dot(x + s.rng.uniform(-14, 14), y, s.rng.uniform(10, 30), 2.2, QBrush(ink("#ffb659", 150 - j * 13)))
    for j in range(20):
        y = level + 130 + j * 15
        s.dot(1180 + s.rng.uniform(-22, 22), y, s.rng.uniform(14, 46), 2.2, QBrush(ink("#ffeec2", 130 - j * 5)))
    s.ripples(level + 10, h, "#8fa6c8", 70, 70)
    for x, y, r in ((250, 960, 15), (420, 1065, 20), (640, 985, 15), (810, 1120, 25), (1000, 1015, 17), (1330, 1075, 22), (1490, 980, 15), (150, 1140, 25)):
        water_lamp(s, x, y, r)
    stones(s, (-20, 1165, 1640, 1215), 26, 30, "#1d2738")


def water_lamp(s: Sheet, x: float, y: float, r: float) -> None:
    """A paper lamp set afloat, and its light on the water."""
    s.glow(x, y, r * 6.5, "#ff9340", 150)
    for j in range(5):
        s.dot(x + s.rng.uniform(-4, 4), y + r * (1 + j * 0.5), r * (0.9 - j * 0.12), 2, QBrush(ink("#ffc476", 150 - j * 26)))
    for k in range(-2, 3):
        turn = k * 0.42
        tip = (x + math.sin(turn) * r * 1.5, y - math.cos(turn) * r * 1.05)
        s.area(curve([(x - r * 0.3 + k * r * 0.22, y + r * 0.3), tip, (x + r * 0.3 + k * r * 0.22, y + r * 0.3)], closed=True), mix("#f08a9a", "#ffd9a8", 0.3 + 0.12 * k))
    s.dot(x, y - r * 0.1, r * 0.42, r * 0.5, "#fff2bd")
    s.dot(x, y + r * 0.38, r * 1.25, r * 0.3, "#a8455a")


def bridge_inside(s: Sheet) -> None:
    """Looking along the gallery: frame behind frame to the light."""
    w, h = s.w, s.h
    vx, vy = w * 0.5, h * 0.53
    s.wash(0, h, [(0, "#3b281d"), (0.5, "#6c4a30"), (1, "#4a3324")])

    def at(x: float, y: float, z: float) -> Pt:
        return vx + (x * w - vx) / z, vy + (y * h - vy) / z

    s.shape([at(-0.2, 1.08, 1), at(1.2, 1.08, 1), at(1.2, 1.08, 9), at(-0.2, 1.08, 9)], grade(h * 0.55, h, [(0, "#e0b67c"), (0.3, "#a87646"), (1, "#5e3f29")]))
    for k in range(-10, 31):
        s.line([at(k / 20, 1.08, 1), at(k / 20, 1.08, 9)], ink("#2a1a10", 120), 3)
    for side in (-1, 1):
        _gallery_side(s, at, side)
    s.rect(*at(0.02, 0.1, 9), w * 0.96 / 9, h * 0.98 / 9, grade(h * 0.48, h * 0.6, [(0, "#d7e6d5"), (0.6, "#b7cf9d"), (1, "#f4e5b8")]))
    s.glow(vx, vy, 330, "#ffe7b0", 190)
    for k in range(9, 0, -1):
        _frame(s, at, 1 + (k - 1) * 0.86, 1 - (k - 1) / 9)
    for z, coat, x in ((4.6, "#2f5570", 0.36), (3.1, "#94513a", 0.62)):
        fx, fy = at(x, 1.06, z)
        figure(s, fx, fy, h * 0.56 / z, Person(coat, "#2b2f36", "#c98f6b", hat=z > 4))
    s.glow(vx, vy, 760, "#ffd690", 60)
    for z, x in ((2.2, 0.5), (3.9, 0.5)):
        lx, ly = at(x, 0.23, z)
        lantern(s, lx, ly, 92 / z, "#cf3f2b", lit=False)


def _gallery_side(s: Sheet, at: object, side: int) -> None:
    """Boards, the strip of outdoors above them, and the long bench."""
    place = at  # a projection: share of width, share of height, depth
    edge, seat = (-0.12, 0.1) if side < 0 else (1.12, 0.9)
    strip = ("#dfe9d2", "#a9c6a4", "#8fae7c")
    near, far = 1.0, 9.0
    s.shape([place(edge, 0.34, near), place(edge, 0.66, near), place(edge, 0.66, far), place(edge, 0.34, far)], grade(s.h * 0.34, s.h * 0.66, [(0, strip[0]), (0.55, strip[1]), (1, strip[2])]))  # type: ignore[operator]
    for _ in range(160):
        z = s.rng.uniform(1.0, 4)
        x, y = place(edge, s.rng.uniform(0.46, 0.66), z)  # type: ignore[operator]
        s.dot(x, y, 26 / z, 16 / z, s.rng.choice(("#7da067", "#a9be7a", "#c9cf8d", "#6b9160")))
    s.shape([place(edge, 0.66, near), place(edge, 1.08, near), place(edge, 1.08, far), place(edge, 0.66, far)], across(0 if side < 0 else s.w, s.w * 0.5, [(0, "#4a2e1d"), (1, "#9a6a40")]))  # type: ignore[operator]
    for k in range(1, 6):
        y = 0.66 + 0.42 * k / 6
        s.line([place(edge, y, near), place(edge, y, far)], ink("#22140c", 130), 3)  # type: ignore[operator]
    s.shape([place(edge, 0.87, near), place(seat, 0.89, near), place(seat, 0.89, far), place(edge, 0.87, far)], across(0 if side < 0 else s.w, s.w * 0.5, [(0, "#7c5433"), (1, "#d9a86c")]))  # type: ignore[operator]
    s.shape([place(seat, 0.89, near), place(seat, 0.925, near), place(seat, 0.925, far), place(seat, 0.89, far)], "#4a2f1e")  # type: ignore[operator]


def _frame(s: Sheet, at: object, z: float, near: float) -> None:
    """One timber frame at depth z: posts, beams, king post, rafters."""
    place = at
    tone = mix("#b98654", "#5a3822", near)
    wide = s.w * 0.055 / z

    def beam(a: tuple[float, float], b: tuple[float, float], size: float) -> None:
        p, q = place(*a, z), place(*b, z)  # type: ignore[operator]
        s.line([p, q], mix(tone, "#140b06", 0.45), size)
        s.line([(p[0] - size * 0.12, p[1] - size * 0.16), (q[0] - size * 0.12, q[1] - size * 0.16)], tone, size * 0.62)

    for x in (-0.08, 1.08):
        beam((x, 0.2), (x, 1.1), wide)
    beam((-0.2, 0.25), (1.2, 0.25), wide * 1.1)
    beam((0.18, 0.1), (0.82, 0.1), wide * 0.9)
    beam((0.18, 0.1), (0.18, 0.25), wide * 0.7)
    beam((0.82, 0.1), (0.82, 0.25), wide * 0.7)
    beam((0.5, -0.06), (0.5, 0.1), wide * 0.7)
    beam((-0.3, 0.31), (0.5, -0.08), wide * 0.6)
    beam((1.3, 0.31), (0.5, -0.08), wide * 0.6)


def procession(s: Sheet) -> None:
    """Lanterns winding up the stone steps between the houses."""
    w, h = s.w, s.h
    s.wash(0, h * 0.5, [(0, "#0b1530"), (0.6, "#223a63"), (1, "#4f5c80")])
    stars(s, 430, 120)
    s.glow(300, 190, 320, "#ffe9b8", 120)
    s.dot(300, 190, 54, 54, "#fff3d3")
    ranges(s, "#44577c", "#172742", (470, 560, 650), 250)
    s.wash(690, h, [(0, "#182438"), (1, "#111a29")])
    woods(s, ridge(s, 740, 120, 1.6, "#0f1c2e", "#16243a", 160)[::3], NIGHT, 30, 8)
    path = [(560.0, 735.0), (690.0, 800.0), (640.0, 880.0), (470.0, 950.0), (420.0, 1050.0), (560.0, 1170.0), (760.0, 1290.0), (720.0, 1450.0), (560.0, 1640.0)]
    spots = [(430, 790, 120, False), (720, 800, 128, True), (770, 905, 170, True), (240, 905, 160, False), (90, 1060, 230, False), (640, 1070, 205, True), (900, 1150, 240, True), (150, 1290, 300, False), (900, 1420, 330, True)]
    at = curve(path)
    _steps(s, path)
    for x, y, wide, flip in spots:
        house(s, x, y, wide, NIGHT_LOOK, flip=flip)
        r = wide * 0.14
        s.foliage(x + wide * 0.1, y + 6, r * 1.6, r, NIGHT, 36, r / 4)
    for k in range(54):
        t = k / 53
        p = at.pointAtPercent(min(1.0, 0.02 + t * 0.93))
        tall = 20 + 128 * t**1.5
        x = p.x() + s.rng.uniform(-0.16, 0.16) * tall
        figure(s, x, p.y(), tall, Person(s.rng.choice(("#27344d", "#40283a", "#1f3a42", "#4a2e26")), "#161a24", "#b9764c"))
        side = 1 if k % 2 else -1
        lantern(s, x + side * tall * 0.34, p.y() - tall * 0.78, tall * 0.14, s.rng.choice(("#e8492c", "#ee6a2c", "#f0a03c", "#e25a6a")))
    thicket(s, (-30, 1500, 330, 1620), NIGHT, 70)
    thicket(s, (930, 1520, 1230, 1620), NIGHT, 70)


def _steps(s: Sheet, path: list[Pt]) -> None:
    """The stepped lane the procession climbs, lit from above."""
    at = curve(path)
    for k in range(70):
        t = k / 69
        p = at.pointAtPercent(t)
        wide = 24 + 200 * t**1.4
        s.dot(p.x(), p.y() + 4, wide, wide * 0.2, mix("#54485a", "#8a6a55", s.rng.random() * 0.6))
        s.dot(p.x(), p.y(), wide * 0.97, wide * 0.15, mix("#7a6258", "#c08a5a", s.rng.random() * 0.5))


SCENES = {
    "bridge_autumn": bridge_autumn,
    "bridge_inside": bridge_inside,
    "lantern_night": lantern_night,
    "procession": procession,
}
