# SPDX-License-Identifier: Apache-2.0
"""Brushes: the sheet, washes, mist, foliage and water every scene is painted with."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

Pt = tuple[float, float]
Tones = tuple[str, str, str]
NOTHING = Qt.PenStyle.NoPen


def ink(colour: str, alpha: int = 255) -> QColor:
    """A colour from '#rrggbb' with its opacity."""
    made = QColor(colour)
    made.setAlpha(max(0, min(255, alpha)))
    return made


def mix(one: str, other: str, share: float) -> str:
    """The colour `share` of the way from one to the other."""
    a, b = QColor(one), QColor(other)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return "#" + "".join(f"{round(p + (q - p) * share):02x}" for p, q in parts)


def between(one: Pt, other: Pt, share: float) -> Pt:
    """The point `share` of the way from one to the other."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def polygon(points: Iterable[Pt]) -> QPolygonF:
    """Qt's polygon of these points."""
    return QPolygonF([QPointF(x, y) for x, y in points])


def curve(points: Sequence[Pt], *, closed: bool = False) -> QPainterPath:
    """A soft line through the points (Catmull-Rom)."""
    n = len(points)
    path = QPainterPath(QPointF(*points[0]))
    for i in range(n if closed else n - 1):
        if closed:
            a, b, c, d = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        else:
            a, b = points[max(0, i - 1)], points[i]
            c, d = points[i + 1], points[min(n - 1, i + 2)]
        path.cubicTo(
            QPointF(b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6),
            QPointF(c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6),
            QPointF(*c),
        )
    if closed:
        path.closeSubpath()
    return path


class Noise:
    """Smooth repeatable randomness along a line."""

    def __init__(self, rng: random.Random) -> None:
        self._values = [rng.random() for _ in range(512)]

    def at(self, x: float) -> float:
        """One octave, 0..1."""
        whole = math.floor(x)
        t = x - whole
        t = t * t * (3 - 2 * t)
        left, right = self._values[whole & 511], self._values[(whole + 1) & 511]
        return left + (right - left) * t

    def rough(self, x: float, octaves: int = 5) -> float:
        """Several octaves, about 0..1."""
        total, size, norm = 0.0, 1.0, 0.0
        for _ in range(octaves):
            total += self.at(x) * size
            norm += size
            x, size = x * 2.03 + 17.1, size * 0.5
        return total / norm


class Sheet:
    """The paper: an image, its painter and its own seeded chance."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.w, self.h = width, height
        self.rng = random.Random(seed)
        self.image = QImage(width, height, QImage.Format.Format_RGB32)
        self.image.fill(ink("#e9dfc8"))
        self.p = QPainter(self.image)
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.p.setPen(NOTHING)

    # -- flat colour ---------------------------------------------------------------
    def wash(self, top: float, bottom: float, stops: Sequence[tuple[float, str]]) -> None:
        """A graded wash over the whole width."""
        self.p.fillRect(QRectF(0, top, self.w, bottom - top), grade(top, bottom, stops))

    def shape(self, points: Iterable[Pt], fill: QBrush | str) -> None:
        """A polygon."""
        self.p.setPen(NOTHING)
        self.p.setBrush(brush(fill))
        self.p.drawPolygon(polygon(points))

    def area(self, path: QPainterPath, fill: QBrush | str) -> None:
        """A filled path."""
        self.p.setPen(NOTHING)
        self.p.setBrush(brush(fill))
        self.p.drawPath(path)

    def rect(self, x: float, y: float, w: float, h: float, fill: QBrush | str) -> None:
        """A rectangle."""
        self.p.fillRect(QRectF(x, y, w, h), brush(fill))

    def dot(self, x: float, y: float, rx: float, ry: float, fill: QBrush | str) -> None:
        """An ellipse round (x, y)."""
        self.p.setPen(NOTHING)
        self.p.setBrush(brush(fill))
        self.p.drawEllipse(QPointF(x, y), rx, ry)

    def line(self, points: Sequence[Pt], colour: QColor | str, width: float = 2) -> None:
        """A soft brush line."""
        pen = QPen(QColor(colour) if isinstance(colour, str) else colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.p.setPen(pen)
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawPath(curve(points))
        self.p.setPen(NOTHING)

    def taper(self, points: Sequence[Pt], colour: str, wide: float, thin: float) -> None:
        """A line that narrows, as trunks and branches do."""
        left: list[Pt] = []
        right: list[Pt] = []
        for i, (x, y) in enumerate(points):
            ax, ay = points[max(0, i - 1)]
            bx, by = points[min(len(points) - 1, i + 1)]
            length = math.hypot(bx - ax, by - ay) or 1
            half = (wide + (thin - wide) * i / (len(points) - 1)) / 2
            nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        path = curve(left)
        path.connectPath(curve(right[::-1]))
        path.closeSubpath()
        self.area(path, colour)

    # -- light ---------------------------------------------------------------------
    def glow(self, x: float, y: float, r: float, colour: str, strength: int = 160) -> None:
        """Light that adds to what is there."""
        g = QRadialGradient(QPointF(x, y), r)
        g.setColorAt(0, ink(colour, strength))
        g.setColorAt(0.35, ink(colour, round(strength * 0.38)))
        g.setColorAt(0.7, ink(colour, round(strength * 0.09)))
        g.setColorAt(1, ink(colour, 0))
        self.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
        self.dot(x, y, r, r, QBrush(g))
        self.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def soft(self, x: float, y: float, rx: float, ry: float, colour: str, alpha: int) -> None:
        """A soft-edged patch of colour: mist, shadow, steam."""
        self.p.save()
        self.p.translate(x, y)
        self.p.scale(1, ry / rx)
        g = QRadialGradient(QPointF(0, 0), rx)
        for at, share in ((0, 1.0), (0.45, 0.62), (0.75, 0.2), (1, 0.0)):
            g.setColorAt(at, ink(colour, round(alpha * share)))
        self.dot(0, 0, rx, rx, QBrush(g))
        self.p.restore()

    def mist(self, y: float, thick: float, colour: str, alpha: int = 200) -> None:
        """A band of drifting mist."""
        stops = [(0.0, 0), (0.35, alpha // 2), (0.55, alpha // 2), (1.0, 0)]
        g = QLinearGradient(0, y - thick, 0, y + thick)
        for at, a in stops:
            g.setColorAt(at, ink(colour, a))
        self.rect(0, y - thick, self.w, thick * 2, QBrush(g))
        for _ in range(7):
            self.soft(
                self.rng.uniform(0, self.w),
                y + self.rng.uniform(-0.4, 0.4) * thick,
                self.w * self.rng.uniform(0.14, 0.3),
                thick * self.rng.uniform(0.3, 0.6),
                colour,
                alpha // 2,
            )

    def shade(self, colour: str, alpha: int) -> None:
        """Multiply the whole sheet by a colour: dusk, rain."""
        self.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        self.rect(0, 0, self.w, self.h, QBrush(ink(colour, alpha)))
        self.p.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    # -- water ---------------------------------------------------------------------
    def mirror(self, level: float, bottom: float, squash: float = 0.8, wave: float = 3.0) -> None:
        """Reflect what stands above `level` in the water below it, broken by ripples."""
        self.p.end()
        above = self.image.copy()
        self.p.begin(self.image)
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.p.setPen(NOTHING)
        y, slope = float(level), self.rng.uniform(0, 6)
        while y < bottom:
            deep = y - level
            source = max(0.0, level - 2 - deep / squash)
            swing = wave * (0.4 + deep / 160)
            shift = swing * math.sin(deep / (5 + deep / 26) + slope) + self.rng.uniform(-1, 1)
            self.p.drawImage(
                QRectF(shift, y, self.w, 2), above, QRectF(0, source, self.w, 2 / squash)
            )
            if abs(shift) > 0:
                edge = 0 if shift > 0 else self.w + shift - 1
                from_x = 0 if shift > 0 else self.w - 2
                self.p.drawImage(
                    QRectF(edge, y, abs(shift) + 1, 2), above, QRectF(from_x, source, 2, 2)
                )
            y += 2

    def ripples(self, top: float, bottom: float, colour: str, n: int, alpha: int = 120) -> None:
        """Short strokes of light lying on water, longer as they come near."""
        for _ in range(n):
            t = self.rng.random()
            y = top + (bottom - top) * t
            half = self.rng.uniform(12, 46) * (0.4 + 1.6 * t)
            x = self.rng.uniform(0, self.w)
            a = round(alpha * self.rng.uniform(0.3, 1))
            self.dot(x, y, half, 0.7 + 1.6 * t, QBrush(ink(colour, a)))

    # -- growing things --------------------------------------------------------------
    def foliage(
        self, x: float, y: float, rx: float, ry: float, tones: Tones, n: int, size: float
    ) -> None:
        """A crown of leaves in three passes of dabs, dark to light from the upper left."""
        for stage, tone in enumerate(tones):
            keep = (1.0, 0.78, 0.46)[stage]
            dx, dy = -rx * 0.17 * stage, -ry * 0.2 * stage
            for _ in range(int(n * keep)):
                turn, far = self.rng.uniform(0, math.tau), math.sqrt(self.rng.random())
                px = x + dx + math.cos(turn) * rx * far * keep**0.5
                py = y + dy + math.sin(turn) * ry * far * keep**0.5
                s = size * self.rng.uniform(0.5, 1.25)
                hue = mix(tone, tones[max(0, stage - 1)], self.rng.random() * 0.45)
                self.dot(px, py, s, s * self.rng.uniform(0.5, 0.9), hue)

    def finish(self) -> Image.Image:
        """End painting; add hand wobble, wood grain and paper."""
        self.p.end()
        rgb = self.image.convertToFormat(QImage.Format.Format_RGB888)
        row = rgb.bytesPerLine()
        made = Image.frombytes(
            "RGB", (self.w, self.h), bytes(rgb.constBits()), "raw", "RGB", row, 1
        )
        return paper(wobble(made, self.rng), self.rng)


def brush(fill: QBrush | str) -> QBrush:
    """A brush from a colour name or as it is."""
    return QBrush(QColor(fill)) if isinstance(fill, str) else fill


def grade(top: float, bottom: float, stops: Sequence[tuple[float, str]]) -> QBrush:
    """A vertical gradient."""
    g = QLinearGradient(0, top, 0, bottom)
    for at, colour in stops:
        g.setColorAt(at, QColor(colour))
    return QBrush(g)


def across(left: float, right: float, stops: Sequence[tuple[float, str]]) -> QBrush:
    """A horizontal gradient."""
    g = QLinearGradient(left, 0, right, 0)
    for at, colour in stops:
        g.setColorAt(at, QColor(colour))
    return QBrush(g)


def fade(top: float, bottom: float, colour: str, first: int, last: int) -> QBrush:
    """One colour whose opacity changes downwards."""
    g = QLinearGradient(0, top, 0, bottom)
    g.setColorAt(0, ink(colour, first))
    g.setColorAt(1, ink(colour, last))
    return QBrush(g)


def wobble(image: Image.Image, rng: random.Random) -> Image.Image:
    """Shift a fine mesh a little, so that no edge is ruler-straight."""
    w, h = image.size
    step, reach = 34, 1.5
    cols, rows = -(-w // step), -(-h // step)
    moved = [
        [
            (
                min(w, i * step) + (rng.uniform(-reach, reach) if 0 < i < cols else 0),
                min(h, j * step) + (rng.uniform(-reach, reach) if 0 < j < rows else 0),
            )
            for i in range(cols + 1)
        ]
        for j in range(rows + 1)
    ]
    mesh = []
    for j in range(rows):
        for i in range(cols):
            box = (i * step, j * step, min(w, (i + 1) * step), min(h, (j + 1) * step))
            nw, sw = moved[j][i], moved[j + 1][i]
            se, ne = moved[j + 1][i + 1], moved[j][i + 1]
            mesh.append((box, (*nw, *sw, *se, *ne)))
    return image.transform((w, h), Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def paper(image: Image.Image, rng: random.Random) -> Image.Image:
    """Lay fibre and wood grain over the colours, as pigment on handmade paper."""
    w, h = image.size
    fibre = Image.frombytes("L", (w // 2, h // 2), rng.randbytes((w // 2) * (h // 2)))
    fibre = fibre.filter(ImageFilter.GaussianBlur(0.9)).resize((w, h), Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (w // 90, h // 3), rng.randbytes((w // 90) * (h // 3)))
    grain = grain.resize((w, h), Image.Resampling.BICUBIC)
    cloud = Image.frombytes("L", (w // 60, h // 60), rng.randbytes((w // 60) * (h // 60)))
    cloud = cloud.resize((w, h), Image.Resampling.BICUBIC)
    texture = Image.blend(Image.blend(fibre, grain, 0.26), cloud, 0.2)
    soft = texture.point([round(128 + (v - 128) * 0.17) for v in range(256)])
    return ImageChops.overlay(image, Image.merge("RGB", (soft, soft, soft)))
