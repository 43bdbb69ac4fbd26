# SPDX-License-Identifier: Apache-2.0
"""The covered bridge: by day, by lantern light, and from inside; the procession of lanterns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QBrush

from scenes.build import Look, Person, figure, house, lantern, roof
from scenes.kit import Pt, Sheet, across, curve, fade, grade, ink, mix
from scenes.land import (
    AUTUMN,
    PINE,
    grass,
    ranges,
    ridge,
    stones,
    thicket,
    tree,
    woods,
)

Projection = Callable[[float, float, float], Pt]


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
    s.rect(
        x0,
        deck - tall,
        long,
        tall,
        grade(deck - tall, deck, [(0, mix(t.inside, "#000000", 0.35)), (0.6, t.inside)]),
    )
    _openings(s, x0, deck, bay, tall, t)
    _boards(s, x0, x1, deck, tall * 0.46, t)
    for k in range(10):
        x = x0 + bay * k
        wide = bay * 0.085
        s.rect(
            x - wide / 2,
            deck - tall,
            wide,
            tall * 1.08,
            across(
                x - wide,
                x + wide,
                [(0, mix(t.post, "#ffd9a0", 0.3)), (1, mix(t.post, "#000000", 0.4))],
            ),
        )
    s.rect(x0 - 8, deck - 2, long + 16, long * 0.013, t.post)
    s.rect(x0 - 8, deck - 2, long + 16, 3, mix(t.post, "#ffe0b0", 0.35))
    eave = deck - tall * 0.93
    over = long * 0.028
    roof(
        s,
        ((x0 - over, eave), (x1 + over, eave)),
        ((x0 + over * 0.7, eave - tall * 0.72), (x1 - over * 0.7, eave - tall * 0.72)),
        t.roof,
        84,
        long * 0.007,
    )
    _raised_roof(s, x0, x1, deck, t)
    if lit:
        _hang_lanterns(s, x0, bay, eave, tall)


def _openings(s: Sheet, x0: float, deck: float, bay: float, tall: float, t: Timber) -> None:
    """Nine openings, the far side seen through them."""
    for k in range(9):
        left = x0 + bay * k
        s.rect(
            left + bay * 0.14,
            deck - tall * 0.86,
            bay * 0.72,
            tall * 0.42,
            grade(deck - tall, deck - tall * 0.4, [(0, mix(t.far, t.inside, 0.5)), (1, t.far)]),
        )
        s.rect(
            left + bay * 0.47,
            deck - tall * 0.9,
            bay * 0.06,
            tall * 0.5,
            mix(t.inside, "#000000", 0.25),
        )


def _raised_roof(s: Sheet, x0: float, x1: float, deck: float, t: Timber) -> None:
    """The pavilion over the middle bay."""
    long = x1 - x0
    bay, tall = long / 9, long * 0.115
    eave = deck - tall * 0.93
    mid = (x0 + x1) / 2
    wide = bay * 1.12
    s.rect(mid - wide * 0.8, eave - tall * 1.05, wide * 1.6, tall * 0.5, t.board)
    for k in range(9):
        s.rect(
            mid - wide * 0.8 + wide * 0.2 * k,
            eave - tall * 1.05,
            wide * 0.03,
            tall * 0.5,
            mix(t.post, "#000000", 0.3),
        )
    roof(
        s,
        ((mid - wide * 1.35, eave - tall * 0.78), (mid + wide * 1.35, eave - tall * 0.78)),
        ((mid - wide * 0.72, eave - tall * 1.45), (mid + wide * 0.72, eave - tall * 1.45)),
        t.roof,
        30,
        long * 0.012,
    )
    s.dot(mid, eave - tall * 1.53, long * 0.006, long * 0.009, mix(t.roof, "#e8d9b0", 0.4))


def _abutment(s: Sheet, x: float, deck: float, long: float, t: Timber, way: int) -> None:
    """A rubble abutment and the stepped beams that grow out of it."""
    low = deck + long * 0.2
    s.shape(
        [
            (x - way * long * 0.14, deck),
            (x + way * long * 0.05, deck),
            (x + way * long * 0.085, low),
            (x - way * long * 0.14, low),
        ],
        grade(deck, low, [(0, t.masonry), (1, mix(t.masonry, "#20262a", 0.5))]),
    )
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
        s.rect(
            left,
            y,
            abs(out) + long * 0.02,
            long * 0.012,
            grade(
                y,
                y + long * 0.012,
                [(0, mix(t.post, "#e9c08a", 0.25)), (1, mix(t.post, "#000000", 0.45))],
            ),
        )
        s.dot(
            x + way * out,
            y + long * 0.006,
            long * 0.0066,
            long * 0.0066,
            mix(t.post, "#e9c08a", 0.42),
        )


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
            tone = mix(
                t.board, s.rng.choice(("#c98a55", "#4c2b1b", "#a56b41")), s.rng.uniform(0.05, 0.36)
            )
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
        s.area(
            curve(
                [(x - 15, 592), (x - 11, 568), (x, 562), (x + 11, 568), (x + 15, 592)], closed=True
            ),
            coat,
        )
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


def bridge_inside(s: Sheet) -> None:
    """Looking along the gallery: frame behind frame to the light."""
    w, h = s.w, s.h
    vx, vy = w * 0.5, h * 0.53
    s.wash(0, h, [(0, "#3b281d"), (0.5, "#6c4a30"), (1, "#4a3324")])

    def at(x: float, y: float, z: float) -> Pt:
        return vx + (x * w - vx) / z, vy + (y * h - vy) / z

    s.shape(
        [at(-0.2, 1.08, 1), at(1.2, 1.08, 1), at(1.2, 1.08, 9), at(-0.2, 1.08, 9)],
        grade(h * 0.55, h, [(0, "#e0b67c"), (0.3, "#a87646"), (1, "#5e3f29")]),
    )
    for k in range(-10, 31):
        s.line([at(k / 20, 1.08, 1), at(k / 20, 1.08, 9)], ink("#2a1a10", 120), 3)
    for side in (-1, 1):
        _gallery_side(s, at, side)
    s.rect(
        *at(0.02, 0.1, 9),
        w * 0.96 / 9,
        h * 0.98 / 9,
        grade(h * 0.48, h * 0.6, [(0, "#d7e6d5"), (0.6, "#b7cf9d"), (1, "#f4e5b8")]),
    )
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


def _gallery_side(s: Sheet, place: Projection, side: int) -> None:
    """Boards, the strip of outdoors above them, and the long bench."""
    edge, seat = (-0.12, 0.1) if side < 0 else (1.12, 0.9)
    strip = ("#dfe9d2", "#a9c6a4", "#8fae7c")
    near, far = 1.0, 9.0
    s.shape(
        [
            place(edge, 0.34, near),
            place(edge, 0.66, near),
            place(edge, 0.66, far),
            place(edge, 0.34, far),
        ],
        grade(s.h * 0.34, s.h * 0.66, [(0, strip[0]), (0.55, strip[1]), (1, strip[2])]),
    )
    for _ in range(160):
        z = s.rng.uniform(1.0, 4)
        x, y = place(edge, s.rng.uniform(0.46, 0.66), z)
        s.dot(x, y, 26 / z, 16 / z, s.rng.choice(("#7da067", "#a9be7a", "#c9cf8d", "#6b9160")))
    s.shape(
        [
            place(edge, 0.66, near),
            place(edge, 1.08, near),
            place(edge, 1.08, far),
            place(edge, 0.66, far),
        ],
        across(0 if side < 0 else s.w, s.w * 0.5, [(0, "#4a2e1d"), (1, "#9a6a40")]),
    )
    for k in range(1, 6):
        y = 0.66 + 0.42 * k / 6
        s.line([place(edge, y, near), place(edge, y, far)], ink("#22140c", 130), 3)
    s.shape(
        [
            place(edge, 0.87, near),
            place(seat, 0.89, near),
            place(seat, 0.89, far),
            place(edge, 0.87, far),
        ],
        across(0 if side < 0 else s.w, s.w * 0.5, [(0, "#7c5433"), (1, "#d9a86c")]),
    )
    s.shape(
        [
            place(seat, 0.89, near),
            place(seat, 0.925, near),
            place(seat, 0.925, far),
            place(seat, 0.89, far),
        ],
        "#4a2f1e",
    )


def _frame(s: Sheet, place: Projection, z: float, near: float) -> None:
    """One timber frame at depth z: posts, beams, king post, rafters."""
    tone = mix("#b98654", "#5a3822", near)
    wide = s.w * 0.055 / z

    def beam(a: tuple[float, float], b: tuple[float, float], size: float) -> None:
        p, q = place(*a, z), place(*b, z)
        s.line([p, q], mix(tone, "#140b06", 0.45), size)
        s.line(
            [(p[0] - size * 0.12, p[1] - size * 0.16), (q[0] - size * 0.12, q[1] - size * 0.16)],
            tone,
            size * 0.62,
        )

    for x in (-0.08, 1.08):
        beam((x, 0.2), (x, 1.1), wide)
    beam((-0.2, 0.25), (1.2, 0.25), wide * 1.1)
    beam((0.18, 0.1), (0.82, 0.1), wide * 0.9)
    beam((0.18, 0.1), (0.18, 0.25), wide * 0.7)
    beam((0.82, 0.1), (0.82, 0.25), wide * 0.7)
    beam((0.5, -0.06), (0.5, 0.1), wide * 0.7)
    beam((-0.3, 0.31), (0.5, -0.08), wide * 0.6)
    beam((1.3, 0.31), (0.5, -0.08), wide * 0.6)


SCENES = {"bridge_autumn": bridge_autumn, "bridge_inside": bridge_inside}
