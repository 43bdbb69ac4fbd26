# SPDX-License-Identifier: Apache-2.0
"""People at work seen close, and the rooms they work in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QBrush

from scenes.kit import Pt, Sheet, across, curve, grade, ink, mix

SKIN = "#c08a66"


@dataclass(frozen=True)
class Worker:
    """A larger figure at work: colours, lean and which way it faces."""

    coat: str
    trousers: str = "#33373f"
    hair: str = "#2a2422"
    lean: float = 0.0
    way: int = 1
    apron: str = ""
    seated: bool = True


def worker(s: Sheet, x: float, y: float, h: float, who: Worker, hands: tuple[Pt, Pt]) -> None:
    """Someone at work, hips at (x, y); both hands given as points."""
    shoulder = (x + who.lean * h, y - h * 0.66)
    _legs(s, x, y, h, who)
    _arm(s, shoulder, hands[1], h, mix(who.coat, "#101018", 0.3), -who.way)
    body = curve(
        [
            (x - h * 0.21, y + h * 0.05),
            (shoulder[0] - h * 0.24, y - h * 0.5),
            (shoulder[0] - h * 0.14, shoulder[1] - h * 0.05),
            (shoulder[0] + h * 0.14, shoulder[1] - h * 0.05),
            (shoulder[0] + h * 0.24, y - h * 0.48),
            (x + h * 0.22, y + h * 0.05),
        ],
        closed=True,
    )
    s.area(
        body,
        across(
            x - h * 0.3,
            x + h * 0.3,
            [
                (0, mix(who.coat, "#fff0d0", 0.28)),
                (0.5, who.coat),
                (1, mix(who.coat, "#101018", 0.35)),
            ],
        ),
    )
    _apron(s, shoulder, x, y, h, who)
    _head(s, shoulder, h, who)
    _arm(
        s,
        (shoulder[0] + who.way * h * 0.05, shoulder[1] + h * 0.03),
        hands[0],
        h,
        mix(who.coat, "#fff0d0", 0.12),
        who.way,
    )


def _apron(s: Sheet, shoulder: Pt, x: float, y: float, h: float, who: Worker) -> None:
    """An apron, if one is worn."""
    if who.apron:
        near, back = who.way * h * 0.19, who.way * h * 0.06
        s.shape(
            [
                (shoulder[0] - back, y - h * 0.5),
                (shoulder[0] + near, y - h * 0.5),
                (x + near, y + h * 0.24),
                (x - back * 2, y + h * 0.24),
            ],
            grade(y - h * 0.5, y + h * 0.24, [(0, who.apron), (1, mix(who.apron, "#3a3028", 0.3))]),
        )
        s.line(
            [(x - who.way * h * 0.22, y - h * 0.12), (x + who.way * h * 0.2, y - h * 0.1)],
            mix(who.apron, "#3a3028", 0.35),
            h * 0.025,
        )


def _head(s: Sheet, shoulder: Pt, h: float, who: Worker) -> None:
    """Head and hair, the face left plain."""
    head = (shoulder[0] + who.way * h * 0.05 + who.lean * h * 0.35, shoulder[1] - h * 0.22)
    s.taper([shoulder, head], mix(SKIN, "#6a4030", 0.3), h * 0.14, h * 0.12)
    s.dot(head[0] + who.way * h * 0.015, head[1], h * 0.118, h * 0.142, SKIN)
    s.soft(head[0] + who.way * h * 0.06, head[1] + h * 0.04, h * 0.08, h * 0.1, "#f3cba4", 150)
    s.dot(
        head[0] - who.way * h * 0.045,
        head[1] + h * 0.03,
        h * 0.022,
        h * 0.034,
        mix(SKIN, "#7a4a34", 0.4),
    )
    cap = curve(
        [
            (head[0] - who.way * h * 0.1, head[1] + h * 0.08),
            (head[0] - who.way * h * 0.15, head[1] - h * 0.06),
            (head[0] - who.way * h * 0.05, head[1] - h * 0.17),
            (head[0] + who.way * h * 0.1, head[1] - h * 0.13),
            (head[0] + who.way * h * 0.12, head[1] - h * 0.05),
            (head[0] - who.way * h * 0.02, head[1] - h * 0.04),
        ],
        closed=True,
    )
    s.area(cap, who.hair)


def _legs(s: Sheet, x: float, y: float, h: float, who: Worker) -> None:
    """Legs, seated or standing."""
    if who.seated:
        knee = (x + who.way * h * 0.42, y - h * 0.06)
        s.taper([(x, y - h * 0.04), knee], who.trousers, h * 0.26, h * 0.2)
        s.taper(
            [knee, (knee[0] + who.way * h * 0.02, y + h * 0.36)],
            mix(who.trousers, "#000000", 0.15),
            h * 0.19,
            h * 0.13,
        )
        s.dot(knee[0] + who.way * h * 0.08, y + h * 0.38, h * 0.12, h * 0.05, "#2b2320")
    else:
        for side in (-1, 1):
            s.taper(
                [(x + side * h * 0.09, y - h * 0.05), (x + side * h * 0.15, y + h * 0.62)],
                who.trousers,
                h * 0.2,
                h * 0.13,
            )
            s.dot(
                x + side * h * 0.17 + who.way * h * 0.03,
                y + h * 0.64,
                h * 0.1,
                h * 0.045,
                "#2b2320",
            )


def _arm(s: Sheet, shoulder: Pt, hand: Pt, h: float, tone: str, way: int) -> None:
    """An arm bent at the elbow, sleeve to the wrist."""
    mid = ((shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2)
    far = math.hypot(hand[0] - shoulder[0], hand[1] - shoulder[1])
    drop = max(0.0, h * 0.62 - far) * 0.5
    elbow = (mid[0] - way * drop * 0.5, mid[1] + drop)
    s.taper([shoulder, elbow, hand], tone, h * 0.17, h * 0.095)
    s.dot(hand[0], hand[1], h * 0.058, h * 0.052, SKIN)


def room(s: Sheet, floor: float, tone: str, boards: int = 12) -> None:
    """A timber wall and a floor."""
    s.wash(0, floor, [(0, mix(tone, "#120c08", 0.6)), (1, tone)])
    for k in range(1, boards):
        x = s.w * k / boards
        s.line([(x, 0), (x, floor)], ink("#140c07", 110), 4)
        s.line([(x + 4, 0), (x + 4, floor)], ink("#ffe0a8", 26), 3)
    s.wash(floor, s.h, [(0, mix(tone, "#1a120c", 0.25)), (1, mix(tone, "#0c0806", 0.6))])
    for k in range(1, 7):
        y = floor + (s.h - floor) * (k / 7) ** 1.4
        s.line([(0, y), (s.w, y)], ink("#0c0805", 90), 3)


def window(
    s: Sheet, box: tuple[float, float, float, float], panes: tuple[int, int], view: tuple[str, str]
) -> None:
    """A lattice window with hills beyond it."""
    x, y, w, h = box
    s.rect(x - 22, y - 22, w + 44, h + 44, "#3f2918")
    s.rect(x, y, w, h, grade(y, y + h, [(0, view[0]), (1, view[1])]))
    for k, tone in enumerate((0.2, 0.45)):
        line = [
            (x + w * t / 8, y + h * (0.62 + 0.14 * k) - h * 0.16 * math.sin(t * 1.1 + k * 2))
            for t in range(9)
        ]
        s.shape([*line, (x + w, y + h), (x, y + h)], mix(view[1], "#5f8a78", tone))
    for k in range(1, panes[0]):
        s.rect(x + w * k / panes[0] - 4, y, 8, h, "#5d3e26")
    for k in range(1, panes[1]):
        s.rect(x, y + h * k / panes[1] - 4, w, 8, "#5d3e26")
    s.rect(x - 34, y + h + 18, w + 68, 22, "#7d5636")


def beam(s: Sheet, points: list[Pt], colour: str, alpha: int) -> None:
    """A shaft of light."""
    s.shape(points, QBrush(ink(colour, alpha)))


def basket(
    s: Sheet, x: float, y: float, r: float, tall: float, tone: str, full: float = 1.0
) -> None:
    """A woven basket; `full` < 1 leaves bare stakes above the weaving."""
    s.soft(x, y + 6, r * 1.35, r * 0.3, "#120c08", 150)
    rim = y - tall * full
    body = curve(
        [
            (x - r * 0.74, y),
            (x - r * 1.02, y - tall * full * 0.55),
            (x - r * 0.94, rim),
            (x + r * 0.94, rim),
            (x + r * 1.02, y - tall * full * 0.55),
            (x + r * 0.74, y),
            (x, y + r * 0.16),
        ],
        closed=True,
    )
    if full < 1:
        for k in range(19):
            t = k / 18 * 2 - 1
            s.line(
                [
                    (x + t * r * 0.92, rim),
                    (x + t * r * 1.12, y - tall),
                    (x + t * r * 1.45, y - tall * 1.25 - s.rng.uniform(0, r * 0.3)),
                ],
                mix(tone, "#fff2c4", s.rng.random() * 0.5),
                max(3, r * 0.034),
            )
    s.area(
        body,
        across(
            x - r,
            x + r,
            [(0, mix(tone, "#fff0c0", 0.38)), (0.5, tone), (1, mix(tone, "#3a2410", 0.5))],
        ),
    )
    s.p.save()
    s.p.setClipPath(body)
    rows = max(5, int(tall * full / (r * 0.1)))
    for row in range(rows):
        py = y + r * 0.1 - (tall * full + r * 0.1) * row / rows
        for k in range(22):
            t = (k + (row % 2) * 0.5) / 22
            px = x - r + 2 * r * t
            s.dot(
                px,
                py + math.sin(t * math.pi) * r * 0.12,
                r * 0.046,
                r * 0.04,
                ink_brush("#fff0c4" if (k + row) % 3 else "#5f3f1c", 92),
            )
    s.p.restore()
    s.dot(x, rim, r * 0.95, r * 0.2, mix(tone, "#fff0c0", 0.3))
    s.dot(x, rim + r * 0.015, r * 0.84, r * 0.145, mix(tone, "#2a1a0c", 0.68))


def ink_brush(colour: str, alpha: int) -> QBrush:
    """A see-through brush."""
    return QBrush(ink(colour, alpha))
