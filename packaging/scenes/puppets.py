# SPDX-License-Identifier: Apache-2.0
"""The old scholar on his strings, and his master."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scenes.build import roof
from scenes.kit import Pt, Sheet, across, curve, grade, ink, mix
from scenes.rooms import ink_brush, room, window


def puppet(s: Sheet) -> None:
    """The old scholar on his strings before an indigo curtain."""
    w, h = s.w, s.h
    s.wash(0, 1330, [(0, "#14244a"), (0.6, "#24407a"), (1, "#1a2f5c")])
    for k in range(22):
        x = k * 58 + s.rng.uniform(-8, 8)
        s.rect(
            x, 0, 30, 1330, across(x, x + 30, [(0, "#101c3c"), (0.5, "#34558f"), (1, "#16284f")])
        )
    for _ in range(60):
        s.dot(s.rng.uniform(0, w), s.rng.uniform(60, 1280), 5, 5, ink_brush("#c9d6ee", 70))
    s.wash(1330, h, [(0, "#a8703c"), (0.3, "#7d4f2c"), (1, "#40281a")])
    for k in range(1, 4):
        s.line([(0, 1330 + k * 72), (w, 1330 + k * 72)], ink("#22130a", 120), 4)
    s.glow(600, 640, 860, "#ffe2a8", 150)
    s.soft(610, 1420, 330, 48, "#1a0f08", 190)
    for a, b in (
        ((460, 110), (600, 470)),
        ((560, 96), (540, 480)),
        ((640, 96), (662, 480)),
        ((400, 130), (338, 790)),
        ((800, 130), (872, 850)),
        ((520, 100), (500, 640)),
        ((700, 100), (712, 640)),
        ((740, 112), (600, 440)),
    ):
        s.line([a, b], ink("#f6ecd2", 190), 2.4)
    s.taper([(360, 140), (600, 84), (850, 140)], "#8a5a32", 30, 26)
    s.taper([(600, 40), (600, 150)], "#a8713f", 26, 24)
    s.taper([(500, 128), (705, 80)], "#7a4c2a", 22, 20)
    _robe(s)
    _scholar(s, 600, 520)


def _robe(s: Sheet) -> None:
    """The blue gown: sleeves, sash, boots."""
    for x in (520, 668):
        s.area(
            curve(
                [
                    (x - 46, 1390),
                    (x - 38, 1330),
                    (x + 38, 1330),
                    (x + 52, 1390),
                    (x + 50, 1420),
                    (x - 48, 1420),
                ],
                closed=True,
            ),
            "#241c22",
        )
        s.rect(x - 48, 1410, 100, 15, "#efe6d2")
    gown = curve(
        [
            (500, 640),
            (450, 900),
            (390, 1330),
            (500, 1372),
            (600, 1350),
            (700, 1372),
            (812, 1330),
            (752, 900),
            (702, 640),
            (600, 600),
        ],
        closed=True,
    )
    s.area(
        gown,
        across(390, 812, [(0, "#7fb0cc"), (0.35, "#3f7aa5"), (0.7, "#2c5d88"), (1, "#1d3f66")]),
    )
    s.p.save()
    s.p.setClipPath(gown)
    for k in range(9):
        x = 440 + k * 42
        s.line(
            [(600 + (x - 600) * 0.4, 700), (x, 1000), (x + (x - 600) * 0.14, 1380)],
            ink("#0f2646", 80),
            9,
        )
    s.rect(380, 1290, 450, 26, "#e0b04c")
    s.rect(380, 1322, 450, 9, "#e0b04c")
    s.p.restore()
    _sleeves(s)
    s.shape([(500, 628), (600, 760), (560, 790), (470, 680)], "#f4eede")
    s.shape([(700, 628), (590, 760), (640, 790), (730, 680)], "#e3dbc8")
    s.rect(456, 930, 292, 44, across(456, 748, [(0, "#d9503a"), (1, "#8f2a20")]))
    s.dot(602, 952, 36, 30, "#e0b04c")
    s.dot(602, 952, 22, 18, "#6fae9a")
    for x in (580, 624):
        s.taper([(x, 980), (x + (x - 602) * 0.6, 1190)], "#c23f2e", 22, 34)


def _sleeves(s: Sheet) -> None:
    """Long white water sleeves."""
    for way, hand in ((-1, (338, 800)), (1, (872, 860))):
        x = 600 + way * 92
        s.taper(
            [(x, 690), (600 + way * 196, 760), hand], "#356f9a" if way < 0 else "#27567f", 120, 128
        )
        s.shape(
            [
                (hand[0] - 58, hand[1] - 24),
                (hand[0] + 58, hand[1] - 14),
                (hand[0] + 44, hand[1] + 190),
                (hand[0] - 52, hand[1] + 170),
            ],
            grade(hand[1], hand[1] + 190, [(0, "#fffaf0"), (1, "#d3cdc0")]),
        )
        s.rect(hand[0] - 60, hand[1] - 30, 120, 17, "#e0b04c")


def _scholar(s: Sheet, x: float, y: float) -> None:
    """A carved and painted head: brows, beard, black gauze hat."""
    s.area(
        curve(
            [
                (x - 104, y - 70),
                (x - 98, y + 50),
                (x - 44, y + 118),
                (x, y + 130),
                (x + 44, y + 118),
                (x + 98, y + 50),
                (x + 104, y - 70),
            ],
            closed=True,
        ),
        across(x - 100, x + 100, [(0, "#fbe3c2"), (0.6, "#edc69a"), (1, "#c08f66")]),
    )
    _features(s, x, y)
    s.line([(x + 2, y - 6), (x + 10, y + 34), (x - 4, y + 40)], "#b5835c", 5)
    s.line([(x - 17, y + 78), (x, y + 84), (x + 17, y + 78)], "#b8402f", 7)
    for k in range(33):
        t = k / 32 * 2 - 1
        s.line(
            [
                (x + t * 58, y + 108 - abs(t) * 34),
                (x + t * 66, y + 190),
                (x + t * 34 + s.rng.uniform(-7, 7), y + 300 - abs(t) * 90),
            ],
            mix("#f6f3ec", "#b9b6b0", s.rng.random() * 0.8),
            6,
        )
    s.area(
        curve(
            [
                (x - 112, y - 56),
                (x - 104, y - 140),
                (x - 60, y - 190),
                (x, y - 176),
                (x + 60, y - 190),
                (x + 104, y - 140),
                (x + 112, y - 56),
                (x, y - 84),
            ],
            closed=True,
        ),
        grade(y - 190, y - 56, [(0, "#4a4658"), (1, "#16141f")]),
    )
    for side in (-1, 1):
        s.taper(
            [(x + side * 104, y - 92), (x + side * 190, y - 112), (x + side * 266, y - 86)],
            "#1d1a26",
            22,
            40,
        )
    s.dot(x, y - 112, 24, 24, "#e0b04c")
    s.dot(x, y - 112, 14, 14, "#6fae9a")
    s.line([(x - 108, y - 62), (x, y - 90), (x + 108, y - 62)], "#e0b04c", 9)


def _features(s: Sheet, x: float, y: float) -> None:
    """Ears, cheeks, white brows and eyes."""
    for side in (-1, 1):
        s.dot(x + side * 106, y + 4, 17, 30, "#d9ab80")
        s.soft(x + side * 56, y + 34, 36, 26, "#e8907a", 150)
        s.line(
            [(x + side * 26, y - 34), (x + side * 54, y - 48), (x + side * 90, y - 34)],
            "#e9e6e0",
            11,
        )
        s.line(
            [(x + side * 26, y - 6), (x + side * 50, y - 15), (x + side * 74, y - 5)], "#2a2022", 6
        )
        s.dot(x + side * 50, y - 4, 8, 7, "#2a2022")
        s.line([(x + side * 20, y + 66), (x + side * 44, y + 60)], "#d9d5cc", 7)


def elder(s: Sheet) -> None:
    """The puppet master at the backstage window, in silhouette against the evening."""
    _w, _h = s.w, s.h
    room(s, 1240, "#4a3026", 9)
    window(s, (250, 230, 720, 760), (1, 1), ("#f08a4c", "#fbdc9a"))
    s.p.save()
    s.p.setClipRect(250, 230, 720, 760)
    s.rect(250, 230, 720, 760, grade(230, 990, [(0, "#c9604a"), (0.4, "#f2a05c"), (1, "#fce2a4")]))
    s.glow(700, 640, 460, "#fff0c0", 190)
    s.dot(700, 640, 62, 62, "#fff6dc")
    for k, (base, tone) in enumerate(((700, "#d9885c"), (780, "#a8604f"), (860, "#6d4048"))):
        line = [
            (250 + t * 60, base - 70 * math.sin(t * 0.9 + k * 1.7) - 26 * math.sin(t * 2.3 + k))
            for t in range(13)
        ]
        s.shape(
            [*line, (970, 1000), (250, 1000)],
            grade(base - 90, 1000, [(0, tone), (1, mix(tone, "#f7c48a", 0.45))]),
        )
    roof(s, ((620, 940), (1000, 940)), ((660, 860), (990, 860)), "#3a2c34", 28, 6)
    s.p.restore()
    for x in (430, 610, 790):
        s.rect(x - 6, 230, 12, 760, "#2b1912")
    s.rect(250, 470, 720, 12, "#2b1912")
    for x, tall in ((330, 250), (880, 320), (960, 210)):
        _hung_puppet(s, x, 60, tall)
    s.shape([(180, 1240), (1020, 1240), (1140, 1600), (60, 1600)], ink_brush("#f7a860", 46))
    _profile(s)
    s.glow(700, 640, 820, "#ffb060", 110)


def _hung_puppet(s: Sheet, x: float, y: float, tall: float) -> None:
    """A puppet hung from the beam, dark against the window."""
    tone = "#24151a"
    for dx in (-26, 0, 26):
        s.line([(x, -10), (x + dx, y + tall * 0.36)], ink("#24151a", 220), 3)
    top = y + tall * 0.3
    s.dot(x, top, tall * 0.1, tall * 0.12, tone)
    s.rect(x - tall * 0.2, top - tall * 0.13, tall * 0.4, tall * 0.045, tone)
    s.area(
        curve(
            [
                (x - tall * 0.09, top + tall * 0.1),
                (x - tall * 0.24, top + tall * 0.66),
                (x, top + tall * 0.72),
                (x + tall * 0.24, top + tall * 0.66),
                (x + tall * 0.09, top + tall * 0.1),
            ],
            closed=True,
        ),
        across(x - tall * 0.2, x + tall * 0.2, [(0, "#5f2a2a"), (0.4, tone), (1, tone)]),
    )
    for side in (-1, 1):
        s.taper(
            [
                (x + side * tall * 0.06, top + tall * 0.18),
                (x + side * tall * 0.26, top + tall * 0.4),
            ],
            tone,
            tall * 0.1,
            tall * 0.13,
        )


def _profile(s: Sheet) -> None:
    """An old man in profile, a puppet's cross-bar in his hands; edges lit by the sun."""
    dark = "#1d1216"
    bust = [
        (150, 1620),
        (170, 1340),
        (230, 1180),
        (350, 1096),
        (408, 1050),
        (414, 1000),
        (380, 960),
        (356, 890),
        (362, 810),
        (404, 748),
        (470, 722),
        (536, 734),
        (580, 776),
        (594, 826),
        (592, 852),
        (622, 898),
        (620, 912),
        (598, 920),
        (600, 944),
        (592, 958),
        (598, 976),
        (588, 1006),
        (556, 1024),
        (522, 1026),
        (516, 1070),
        (590, 1110),
        (680, 1190),
        (740, 1330),
        (770, 1620),
    ]
    s.area(
        curve(bust, closed=True), grade(720, 1600, [(0, "#2f1c1e"), (0.5, dark), (1, "#120b0e")])
    )
    rim = bust[12:25]
    _edges(s, rim)
    _holding(s)


def _edges(s: Sheet, rim: Sequence[Pt]) -> None:
    """Hair, beard and the edge of light along the face."""
    s.line(rim, "#ffcf8a", 6)
    s.area(
        curve(
            [
                (366, 812),
                (404, 742),
                (470, 714),
                (540, 728),
                (586, 782),
                (540, 770),
                (470, 768),
                (410, 800),
                (384, 900),
                (372, 880),
            ],
            closed=True,
        ),
        "#584a4a",
    )
    s.line([(404, 744), (470, 716), (540, 730), (584, 778)], "#f4d0a0", 5)
    for k in range(12):
        s.line(
            [
                (566 + k * 2.4, 1010),
                (576 + k * 3.2, 1060),
                (572 + k * 2.6, 1104 + s.rng.uniform(0, 16)),
            ],
            ink("#d9b894", 200),
            3,
        )


def _holding(s: Sheet) -> None:
    """His arm and the cross-bar with its strings."""
    s.taper([(640, 1330), (770, 1400), (880, 1250)], "#2b1a1e", 150, 84)
    s.dot(892, 1226, 44, 40, "#4a2c24")
    s.line([(858, 1200), (900, 1186), (932, 1210)], "#ffcf8a", 5)
    s.taper([(790, 1236), (1010, 1190)], "#5a3826", 20, 17)
    s.taper([(880, 1160), (912, 1270)], "#5a3826", 18, 16)
    for dx, fall in ((800, 300), (900, 340), (1000, 300)):
        s.line(
            [(dx, 1232 - (dx - 800) * 0.2), (900 + (dx - 900) * 0.3, 1232 + fall)],
            ink("#f7c48a", 190),
            2.5,
        )


SCENES = {"puppet": puppet, "elder": elder}
