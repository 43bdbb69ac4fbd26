# SPDX-License-Identifier: Apache-2.0
"""Teachers and learners from left to right, with those marked after whom a practice would end."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.chart_window import Chart, Spot, Words, face
from heritage_desktop.services.charts import Edge, Lineage, Node

INNER, PAD, ACROSS, BETWEEN, MARGIN = 152.0, 10.0, 46.0, 14.0, 12.0
HEAD = 30.0
_ARROW = 8.0
_MARK = 16


@dataclass(slots=True)
class _Box:
    """One person, with the lines that are written in the box."""

    node: Node
    lines: list[tuple[Words, str]]
    place: QRectF = field(default_factory=QRectF)

    @property
    def high(self) -> float:
        """How tall the box must be for its text."""
        return sum(words.height for words, _ in self.lines) + 2 * PAD


class LineageChart(Chart):
    """A box for each person and an arrow for each teaching; the last links say so in words."""

    def __init__(self, found: Lineage, title: str = "") -> None:
        super().__init__()
        self.found = found
        self.heading = (
            tr("Teachers and learners: {title}", title=title) if title else
            tr("Teachers and learners")
        )  # fmt: skip
        self.nothing = tr(
            "No teacher, learner or bearer is recorded yet. Add them on the People page."
        )
        self.boxes = {node.person: self._box(node) for node in found.nodes}
        self.unit = max((box.high for box in self.boxes.values()), default=0.0) + BETWEEN
        self.settle()

    def _box(self, node: Node) -> _Box:
        look = self.tokens
        strong, small = face(look.type.body, bold=True), face(look.type.small)
        lines = [(Words(node.name or tr("Without a name"), strong, INNER), "ink")]
        lines += [(Words(text, small, INNER), "muted") for text in _facts(node)]
        if node.last_link:
            warning = Words(last_link_text(), face(look.type.small, bold=True), INNER - _MARK - 4)
            lines.append((warning, "warn"))
        return _Box(node, lines)

    def summary(self) -> str:
        names = {node.person: node.name for node in self.found.nodes}
        lines = [said(node) for node in self.found.nodes]
        lines += [
            tr("{teacher} taught {learner}", teacher=names[edge.teacher],
               learner=names[edge.learner])
            for edge in self.found.edges
        ]  # fmt: skip
        return "\n".join(lines) or self.nothing

    # Places

    def _left(self, layer: float) -> float:
        return MARGIN + layer * (INNER + 2 * PAD + ACROSS)

    def _top(self, row: float) -> float:
        loose = self.found.loose_row
        heading = HEAD if loose is not None and row >= loose else 0.0
        return MARGIN + row * self.unit + heading

    def needed(self) -> QSize:
        if not self.boxes:
            return QSize(400, 200)
        self._place()
        right = max(box.place.right() for box in self.boxes.values())
        bottom = max(box.place.bottom() for box in self.boxes.values())
        back = 24 if any(edge.back for edge in self.found.edges) else 0
        return QSize(math.ceil(right + MARGIN), math.ceil(bottom + MARGIN + back))

    def _place(self) -> None:
        for box in self.boxes.values():
            slack = (self.unit - BETWEEN - box.high) / 2
            at = QPointF(self._left(box.node.layer), self._top(box.node.row) + slack)
            box.place = QRectF(at, QSizeF(INNER + 2 * PAD, box.high))

    def arrange(self, size: QSizeF) -> None:
        self._place()
        order = sorted(self.boxes.values(), key=lambda b: (b.place.top(), b.place.left()))
        self.spots = [Spot(box.node.person, said(box.node), [box.place]) for box in order]

    def step(self, key: Qt.Key) -> int:
        """Go to the nearest box in the direction of the key."""
        here = self.spots[self.current].areas[0].center()
        ways = {Qt.Key.Key_Right: QPointF(1, 0), Qt.Key.Key_Left: QPointF(-1, 0),
                Qt.Key.Key_Down: QPointF(0, 1), Qt.Key.Key_Up: QPointF(0, -1)}  # fmt: skip
        way = ways[key]
        best, least = self.current, math.inf
        for number, spot in enumerate(self.spots):
            off = spot.areas[0].center() - here
            along = off.x() * way.x() + off.y() * way.y()
            aside = abs(off.x() * way.y()) + abs(off.y() * way.x())
            if along > 1 and along + 2 * aside < least:
                best, least = number, along + 2 * aside
        return best

    # Painting

    def draw(self, painter: QPainter) -> None:
        for edge in self.found.edges:
            self._draw_edge(painter, edge)
        for box in self.boxes.values():
            self._draw_box(painter, box)
        loose = self.found.loose_row
        if loose is not None:
            text = Words(tr("No teacher or learner recorded"),
                         face(self.tokens.type.body, bold=True), 600)  # fmt: skip
            at = QPointF(MARGIN, MARGIN + loose * self.unit + 2)
            text.draw(painter, at, "muted", self.tokens)

    def _draw_box(self, painter: QPainter, box: _Box) -> None:
        look, last = self.tokens, box.node.last_link
        gone = box.node.alive is False
        path = QPainterPath()
        path.addRoundedRect(box.place, look.radius.card, look.radius.card)
        painter.fillPath(
            path, look.colour("warn_soft" if last else "sunken" if gone else "surface")
        )
        pen = QPen(look.colour("warn" if last else "line_strong"), 2 if last else 1)
        if gone:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        at = box.place.topLeft() + QPointF(PAD, PAD)
        for words, colour in box.lines:
            aside = QPointF(0, 0)
            if colour == "warn":
                mark = theme.image("warning", _MARK, look.colour("warn"), 2.0)
                painter.drawImage(QRectF(at, QSizeF(_MARK, _MARK)), mark)
                aside = QPointF(_MARK + 4, 0)
            words.draw(painter, at + aside, colour, look)
            at += QPointF(0, words.height)

    def _draw_edge(self, painter: QPainter, edge: Edge) -> None:
        start, end = self.boxes[edge.teacher].place, self.boxes[edge.learner].place
        path = _round_way(start, end) if edge.back else self._way(start, end, edge)
        look = self.tokens
        pen = QPen(look.colour("warn" if edge.back else "muted"), 1.5)
        if edge.back:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)
        _arrow(painter, path)

    def _way(self, start: QRectF, end: QRectF, edge: Edge) -> QPainterPath:
        """Lead the line through the gaps between the boxes it passes."""
        at = QPointF(start.right(), start.center().y())
        path = QPainterPath(at)
        for layer, row in edge.bends:
            height = self._top(row) + (self.unit - BETWEEN) / 2
            into = QPointF(self._left(layer), height)
            _bow(path, at, into)
            at = into + QPointF(INNER + 2 * PAD, 0)
            path.lineTo(at)
        _bow(path, at, QPointF(end.left() - 1, end.center().y()))
        return path


def _facts(node: Node) -> list[str]:
    """Return the lines of a box under the name."""
    life = []
    if node.birth_year:
        life.append(tr("born {year}", year=node.birth_year))
    if node.alive is False:
        life.append(tr("deceased"))
    lines = [" · ".join(life)] if life else []
    words = vocabulary("transmission_mode")
    second = [tr("generation {n}", n=node.generation)] if node.generation else []
    second += [words.label(mode, language()) for mode in node.modes]
    if second:
        lines.append(" · ".join(second))
    return lines


def last_link_text() -> str:
    """Return the sentence that flags the last living bearer."""
    return tr("Last link: nobody follows")


def said(node: Node) -> str:
    """Return a person of the chart in words."""
    parts = [node.name or tr("Without a name"), *_facts(node)]
    parts.append(ntr("{n} learner", "{n} learners", node.learners))
    if node.last_link:
        parts.append(last_link_text())
    return ", ".join(parts)


def _bow(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    half = (end.x() - start.x()) / 2
    path.cubicTo(start + QPointF(half, 0), end - QPointF(half, 0), end)


def _round_way(start: QRectF, end: QRectF) -> QPainterPath:
    """A line back to an earlier layer leaves below the boxes."""
    low = max(start.bottom(), end.bottom()) + 22
    at, to = (
        QPointF(start.center().x(), start.bottom()),
        QPointF(end.center().x(), end.bottom() + 1),
    )
    path = QPainterPath(at)
    path.cubicTo(QPointF(at.x(), low), QPointF(to.x(), low), to)
    return path


def _arrow(painter: QPainter, path: QPainterPath) -> None:
    tip = path.pointAtPercent(1.0)
    before = path.pointAtPercent(path.percentAtLength(max(0.0, path.length() - _ARROW)))
    turn = math.atan2(tip.y() - before.y(), tip.x() - before.x())
    sides = [
        tip - QPointF(math.cos(turn + way), math.sin(turn + way)) * _ARROW for way in (0.4, -0.4)
    ]
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([tip, *sides]))
