# SPDX-License-Identifier: Apache-2.0
"""Roofs, houses, lanterns and people the scenes share."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QPainterPath

from scenes.kit import Pt, Sheet, across, between, curve, grade, ink, mix, polygon


@dataclass(frozen=True)
class Look:
    """The colours of a house at one hour."""

    wall: str = "#c9954f"
    side: str = "#9c6b3a"
    roof: str = "#4a5157"
    foot: str = "#8d8674"
    wood: str = "#5d3a26"
    hole: str = "#2f2621"
    light: str = ""


DAY = Look()
DAWN = Look("#d6a468", "#946a52", "#5a5a68", "#8f8378", "#6b4736", "#4a3838")
NIGHT_LOOK = Look("#3b3a44", "#2a2c39", "#1c2634", "#2c313b", "#231f26", "#15151d", "#ffc96b")
SNOW_LOOK = Look("#b98d5c", "#8b6a4c", "#eef1f0", "#b9bcb9", "#5d4435", "#3a302b")
WHITE = Look("#ece5d4", "#c9c0ae", "#434a50", "#8f8a7c", "#5d3a26", "#2f2621")


def roof(
    s: Sheet, eave: tuple[Pt, Pt], top: tuple[Pt, Pt], tone: str, rows: int, lift: float
) -> None:
    """A tiled slope between its eave and its ridge, eave corners lifted."""
    (fl, fr), (rl, rr) = eave, top
    mid = between(fl, fr, 0.5)
    path = QPainterPath(QPointF(*fl))
    path.quadTo(QPointF(mid[0], mid[1] + lift * 2), QPointF(*fr))
    path.quadTo(QPointF(*_sag(fr, rr, lift)), QPointF(*rr))
    path.lineTo(QPointF(*rl))
    path.quadTo(QPointF(*_sag(fl, rl, lift)), QPointF(*fl))
    high, low = min(rl[1], rr[1]), max(fl[1], fr[1]) + lift
    s.area(
        path,
        grade(
            high,
            low,
            [(0, mix(tone, "#ffffff", 0.16)), (0.5, tone), (1, mix(tone, "#14161a", 0.28))],
        ),
    )
    s.p.save()
    s.p.setClipPath(path)
    wide = max(1.0, abs(fr[0] - fl[0]) / rows)
    for k in range(rows + 1):
        t = k / rows
        bow = lift * 4 * t * (1 - t)
        a, b = between(fl, fr, t), between(rl, rr, t)
        foot = (a[0], a[1] + bow)
        half = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + lift * 0.7)
        s.line([foot, half, b], ink("#0e1216", 120), wide * 0.34)
        s.line(
            [(foot[0] - wide * 0.3, foot[1]), (half[0] - wide * 0.3, half[1]), b],
            ink("#ffffff", 34),
            wide * 0.2,
        )
    for k in range(1, 5):
        a, b = between(fl, rl, k / 5), between(fr, rr, k / 5)
        s.line([a, (mid[0], (a[1] + b[1]) / 2 + lift), b], ink("#0e1216", 22), 1.5)
    s.p.restore()
    _eave(s, fl, fr, lift, tone, rows)
    crest(s, rl, rr, tone, lift)


def _sag(low: Pt, high: Pt, lift: float) -> Pt:
    """The control point that makes a slope hollow."""
    return (low[0] * 0.35 + high[0] * 0.65, (low[1] * 0.55 + high[1] * 0.45) + lift * 0.4)


def _eave(s: Sheet, fl: Pt, fr: Pt, lift: float, tone: str, rows: int) -> None:
    """The dark edge and the round tile ends under it."""
    size = max(1.2, abs(fr[0] - fl[0]) / rows * 0.3)
    line = [
        (between(fl, fr, t)[0], between(fl, fr, t)[1] + lift * 4 * t * (1 - t))
        for t in (0, 0.25, 0.5, 0.75, 1)
    ]
    s.line([(x, y + size) for x, y in line], mix(tone, "#0c0c10", 0.6), size * 1.6)
    if size > 2:
        for k in range(rows + 1):
            t = k / rows
            x, y = between(fl, fr, t)
            s.dot(
                x, y + lift * 4 * t * (1 - t) + size * 0.3, size, size, mix(tone, "#d8d4c6", 0.34)
            )


def crest(s: Sheet, left: Pt, right: Pt, tone: str, lift: float) -> None:
    """The ridge with its upturned ends."""
    mid = between(left, right, 0.5)
    tall = max(2.5, lift * 0.75)
    points = [
        (left[0] - lift * 0.5, left[1] - lift * 0.95),
        (left[0] + lift * 1.2, left[1]),
        (mid[0], mid[1] + lift * 0.12),
        (right[0] - lift * 1.2, right[1]),
        (right[0] + lift * 0.5, right[1] - lift * 0.95),
    ]
    s.line(points, mix(tone, "#0c0c10", 0.5), tall)
    s.line([(x, y - tall * 0.3) for x, y in points], mix(tone, "#f3ead6", 0.35), tall * 0.3)


def wall(s: Sheet, points: list[Pt], tone: str, courses: int = 5) -> None:
    """A rammed-earth wall: lift lines, stains and lit edge."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    low, high, left, right = max(ys), min(ys), min(xs), max(xs)
    s.shape(
        points,
        grade(
            high,
            low,
            [(0, mix(tone, "#fff0cf", 0.18)), (0.6, tone), (1, mix(tone, "#4a3a2a", 0.3))],
        ),
    )
    path = QPainterPath()
    path.addPolygon(polygon(points))
    s.p.save()
    s.p.setClipPath(path)
    for _ in range(int((right - left) * (low - high) / 700) + 6):
        s.dot(
            s.rng.uniform(left, right),
            s.rng.uniform(high, low),
            s.rng.uniform(2, 11),
            s.rng.uniform(1, 4),
            QBrush(ink(s.rng.choice(("#6a4526", "#f1d79d", "#7d6a4a")), s.rng.randint(14, 44))),
        )
    for k in range(1, courses):
        y = high + (low - high) * k / courses + s.rng.uniform(-1.5, 1.5)
        s.line([(left, y), (right, y + s.rng.uniform(-2, 2))], ink("#5b3d22", 54), 1.4)
    s.p.restore()


def house(
    s: Sheet, x: float, y: float, w: float, look: Look, *, flip: bool = False, storeys: int = 2
) -> None:
    """A house seen from one corner: long front, gable to the right (or left if flipped)."""
    s.p.save()
    if flip:
        s.p.translate(2 * x + w, 0)
        s.p.scale(-1, 1)
    h, depth = w * (0.27 * storeys + 0.08), w * 0.5
    dx, dy = depth * 0.62, -depth * 0.3
    rise, over = w * 0.27, w * 0.07
    front, back = (x + w, y), (x + w + dx, y + dy)
    peak = (x + w + dx / 2, y + dy / 2 - h - rise)
    wall(s, [front, back, (back[0], back[1] - h), peak, (front[0], front[1] - h)], look.side)
    wall(s, [(x, y), front, (front[0], y - h), (x, y - h)], look.wall)
    s.shape([(x, y), front, (front[0], y - h * 0.09), (x, y - h * 0.09)], look.foot)
    s.shape(
        [front, back, (back[0], back[1] - h * 0.09), (front[0], y - h * 0.09)],
        mix(look.foot, "#2a2622", 0.3),
    )
    s.rect(
        x,
        y - h,
        w,
        h * 0.16,
        grade(y - h, y - h * 0.84, [(0, mix(look.wall, "#20180f", 0.62)), (1, look.wall)]),
    )
    _openings(s, x, y, w, h, look, storeys)
    ridge_l = (x + dx / 2 - over * 0.4, y + dy / 2 - h - rise)
    ridge_r = (peak[0] + over, peak[1])
    far = [
        ridge_r,
        (back[0] + over * 1.3, back[1] - h + over * 0.4),
        (back[0] + over * 0.7, back[1] - h + over * 0.7),
        (peak[0] + over * 0.3, peak[1] + over * 0.5),
    ]
    s.shape(far, mix(look.roof, "#0c0c10", 0.45))
    rows = max(15, min(36, int(w / 9)))
    roof(
        s,
        ((x - over, y - h + over), (x + w + over, y - h + over)),
        (ridge_l, ridge_r),
        look.roof,
        rows,
        w * 0.018,
    )
    s.p.restore()


def _openings(s: Sheet, x: float, y: float, w: float, h: float, look: Look, storeys: int) -> None:
    """Door and windows; at night some of them are lit."""
    door_h = h / storeys * 0.66
    panes: list[tuple[float, float, float, float]] = [(x + w * 0.43, y - door_h, w * 0.15, door_h)]
    for level in range(storeys):
        wy = y - h / storeys * (level + 0.72)
        for share in (0.14, 0.74) if level == 0 else (0.14, 0.45, 0.74):
            panes.append((x + w * share, wy, w * 0.11, h / storeys * 0.3))
    for k, (px, py, pw, ph) in enumerate(panes):
        lit = bool(look.light) and s.rng.random() < 0.55
        s.rect(px - w * 0.014, py - w * 0.014, pw + w * 0.028, ph + w * 0.02, look.wood)
        s.rect(px, py, pw, ph, look.light if lit else look.hole)
        if w > 110:
            bars = 2 if k == 0 else 4
            for b in range(1, bars):
                s.rect(px + pw * b / bars - w * 0.004, py, w * 0.008, ph, look.wood)
        if lit:
            s.glow(px + pw / 2, py + ph / 2, w * 0.42, "#ff9b3c", 90)


def lantern(
    s: Sheet, x: float, y: float, r: float, colour: str = "#e2432b", *, lit: bool = True
) -> None:
    """A paper lantern with its ribs, caps and tassel, and its glow."""
    if lit:
        s.glow(x, y, r * 5.2, "#ff7a2e", 120)
    s.line([(x, y - r * 1.9), (x, y - r)], "#2b1a14", max(1.0, r * 0.07))
    s.line([(x, y + r), (x, y + r * 1.95)], "#c9302a", max(1.2, r * 0.13))
    s.dot(x, y, r * 1.12, r * 0.95, colour)
    if lit:
        s.soft(x - r * 0.05, y + r * 0.1, r * 0.95, r * 0.8, "#ffe7a0", 235)
    else:
        s.soft(x - r * 0.35, y - r * 0.3, r * 0.7, r * 0.5, "#ffb38a", 130)
    if r > 7:
        for k in (-0.62, -0.22, 0.22, 0.62):
            s.line(
                [
                    (x + k * r * 0.5, y - r * 0.9),
                    (x + k * r * 1.5, y),
                    (x + k * r * 0.5, y + r * 0.9),
                ],
                ink("#7d1c14", 110),
                max(0.8, r * 0.05),
            )
    for side in (-1, 1):
        s.rect(x - r * 0.45, y + side * r * 0.92 - r * 0.09, r * 0.9, r * 0.18, "#d9a441")


@dataclass(frozen=True)
class Person:
    """How a small figure is dressed."""

    coat: str = "#34506b"
    legs: str = "#2b2f36"
    skin: str = "#c98f6b"
    hat: bool = False
    load: str = ""


def figure(s: Sheet, x: float, y: float, h: float, who: Person, *, stoop: float = 0.0) -> None:
    """A small standing figure, seen as a painter's three or four strokes."""
    lean = stoop * h
    s.soft(x, y, h * 0.3, h * 0.06, "#1d1a18", 110)
    for side in (-1, 1):
        s.taper(
            [(x + side * h * 0.06, y), (x + side * h * 0.05, y - h * 0.4)],
            who.legs,
            h * 0.08,
            h * 0.11,
        )
    body = curve(
        [
            (x - h * 0.15, y - h * 0.3),
            (x - h * 0.13 + lean * 0.6, y - h * 0.74),
            (x + lean, y - h * 0.83),
            (x + h * 0.13 + lean * 0.6, y - h * 0.74),
            (x + h * 0.15, y - h * 0.3),
        ],
        closed=True,
    )
    s.area(
        body,
        across(
            x - h * 0.15,
            x + h * 0.15,
            [(0, mix(who.coat, "#fff2d8", 0.22)), (1, mix(who.coat, "#101014", 0.3))],
        ),
    )
    for side in (-1, 1):
        sleeve = [
            (x + lean * 0.8 + side * h * 0.1, y - h * 0.77),
            (x + lean * 0.5 + side * h * 0.17, y - h * 0.58),
            (x + side * h * 0.15, y - h * 0.42),
        ]
        s.taper(sleeve, mix(who.coat, "#101014", 0.12 if side < 0 else 0.34), h * 0.085, h * 0.06)
        s.dot(*sleeve[2], h * 0.03, h * 0.03, who.skin)
    head = (x + lean * 1.25, y - h * 0.9)
    s.dot(head[0], head[1], h * 0.075, h * 0.088, who.skin)
    s.dot(head[0], head[1] - h * 0.035, h * 0.08, h * 0.06, "#2a2320")
    if who.hat:
        brim = curve(
            [
                (head[0] - h * 0.21, head[1] - h * 0.01),
                (head[0], head[1] - h * 0.15),
                (head[0] + h * 0.21, head[1] - h * 0.01),
            ]
        )
        s.area(brim, "#d8b670")
    if who.load:
        _burden(s, x, y, h, who)


def _burden(s: Sheet, x: float, y: float, h: float, who: Person) -> None:
    """A shoulder pole and its two baskets."""
    s.line(
        [(x - h * 0.42, y - h * 0.72), (x, y - h * 0.79), (x + h * 0.42, y - h * 0.72)],
        "#6b4a2b",
        h * 0.03,
    )
    for side in (-1, 1):
        bx = x + side * h * 0.42
        s.line([(bx, y - h * 0.72), (bx, y - h * 0.4)], "#4a3524", 1.2)
        s.area(
            curve(
                [
                    (bx - h * 0.13, y - h * 0.4),
                    (bx + h * 0.13, y - h * 0.4),
                    (bx + h * 0.08, y - h * 0.2),
                    (bx - h * 0.08, y - h * 0.2),
                ],
                closed=True,
            ),
            who.load,
        )


def posts(s: Sheet, xs: list[float], top: float, bottom: float, width: float, tone: str) -> None:
    """Timber posts with a lit side, on stone feet."""
    for x in xs:
        s.rect(
            x - width / 2,
            top,
            width,
            bottom - top,
            across(
                x - width / 2,
                x + width / 2,
                [(0, mix(tone, "#ffe2b0", 0.3)), (0.4, tone), (1, mix(tone, "#0d0a08", 0.45))],
            ),
        )
        s.rect(x - width * 0.8, bottom - width * 0.6, width * 1.6, width * 0.7, "#8d897d")
