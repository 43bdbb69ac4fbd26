# SPDX-License-Identifier: Apache-2.0
"""Charts keep their texts apart, are reached by keys, say what they show, and become pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from heritage_desktop import i18n
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.assessment import ConditionAssessment
from heritage_desktop.domain.item import IntangibleDetail, Item, ItemName
from heritage_desktop.domain.use import Transmission
from heritage_desktop.qt import chart_window, theme
from heritage_desktop.qt.chart_window import ChartWindow, Words, face
from heritage_desktop.qt.lineage_chart import LineageChart
from heritage_desktop.qt.trend_chart import TrendChart
from heritage_desktop.qt.year_wheel import YearWheel
from heritage_desktop.services import charts
from tests.qt.village import Small, make

FESTIVALS = (
    ("春节祭祖", "L:01-01..01-03"), ("走古事", "L:01-13..01-15"), ("元宵游龙灯", "L:01-15"),
    ("土地公会", "L:02-02"), ("清明扫墓", "S:清明"), ("保生大帝诞辰", "L:03-15"),
    ("妈祖诞辰绕境", "L:03-23"), ("立夏尝新", "S:立夏"), ("端午龙舟竞渡", "L:05-05"),
    ("关帝庙会", "L:05-13"), ("六月六晒谱", "L:06-06"), ("七夕", "L:07-07"),
    ("中元普度", "L:07-15"), ("中秋博饼", "L:08-15"), ("重阳敬老", "L:09-09"),
    ("冬至搓圆", "S:冬至"), ("高北圩日", "M:3,8"), ("造纸", "秋收之后择吉日"),
)  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    fill(made)
    yield made
    made.inventory.close()


def fill(small: Small) -> None:
    with small.inventory.change("Festivals, people, assessments") as change:
        for name, written in FESTIVALS:
            item = change.add(Item(id="", kind="intangible", village=small.village))
            change.add(IntangibleDetail(id=item.id, recurrence=written))
            change.add(ItemName(id="", item=item.id, value=name, language="zh-Hans"))
        people = [
            change.add(Person(id="", name={"zh-Hans": f"江{n}"}, birth_year=1900 + 4 * n)).id
            for n in range(16)
        ]
        for n in range(1, 16):
            change.add(
                Transmission(id="", item=small.festival, teacher=people[(n - 1) // 2],
                             learner=people[n], mode="family")
            )  # fmt: skip
        for day, state in (("2019", "good"), ("2022-03", "poor"), ("2026-05-12", "fair")):
            change.add(
                ConditionAssessment(id="", item=small.house, date=day, overall=state,
                                    photo=small.photos[0])
            )  # fmt: skip


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def apart(rects: list[QRectF]) -> bool:
    return not any(a.intersects(b) for a, b in combinations(rects, 2))


def inside(window: ChartWindow) -> bool:
    whole = QRectF(window.chart.rect())
    return all(whole.contains(spot.areas[0]) for spot in window.chart.spots)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", ["wheel", "lineage", "trend"])
def test_nothing_overlaps_or_leaves_the_chart(
    qtbot: QtBot, small: Small, parent: QWidget, name: str, mode: str, language: str
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, mode)
    i18n.set_language(language)
    window = {
        "wheel": lambda: chart_window.show_year_wheel(small.inventory, parent),
        "lineage": lambda: chart_window.show_lineage(small.inventory, None, parent),
        "trend": lambda: chart_window.show_trend(small.inventory, small.house, parent),
    }[name]()
    window.resize(900, 640)
    QApplication.processEvents()
    assert window.chart.spots
    assert apart([spot.areas[0] for spot in window.chart.spots])
    assert inside(window)
    image = window.chart.picture(ratio=1)
    assert not image.isNull()
    assert window.chart.accessibleDescription() == window.chart.summary() != ""
    window.close()


def test_the_wheel_fits_without_scrolling(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_year_wheel(small.inventory, parent)
    window.resize(900, 640)
    QApplication.processEvents()
    assert window.chart.width() <= window.area.viewport().width()
    assert window.chart.height() <= window.area.viewport().height()


def test_the_wheel_tells_what_happens_often_once(small: Small, qtbot: QtBot) -> None:
    today = date(2026, 3, 4)
    chart = YearWheel(charts.year_wheel(small.inventory, 2026, today), 2026, today)
    qtbot.addWidget(chart)
    market = [mark for mark in chart.marks if mark.title == "高北圩日"]
    assert len(market) == 1
    assert len(market[0].dots) > 60
    assert "秋收之后择吉日" in chart.summary()


def test_another_year_is_another_wheel(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_year_wheel(small.inventory, parent)
    spin = window.findChild(QSpinBox)
    assert spin is not None
    spin.setValue(2031)
    assert window.title.text() == "The year 2031"
    assert isinstance(window.chart, YearWheel)
    assert all(mark.days[0].year == 2031 for mark in window.chart.marks)


def test_keys_lead_along_the_lines_and_open_a_person(
    qtbot: QtBot, small: Small, parent: QWidget
) -> None:
    window = chart_window.show_lineage(small.inventory, small.festival, parent)
    chart = window.chart
    assert isinstance(chart, LineageChart)
    first = next(n for n, spot in enumerate(chart.spots) if spot.said.startswith("江0,"))
    chart.reach(first)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    said = chart.spots[chart.current].said
    assert said.startswith(("江1,", "江2,"))
    assert said in chart.accessibleName()
    with qtbot.waitSignal(window.record_opened) as caught:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert small.inventory.get(Person, caught.args[0]) is not None


def test_a_double_click_opens(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_year_wheel(small.inventory, parent)
    spot = window.chart.spots[3]
    at = spot.areas[0].center().toPoint()
    with qtbot.waitSignal(window.record_opened) as caught:
        qtbot.mouseDClick(window.chart, Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert caught.args == [spot.record]


def test_a_last_link_says_so_in_words(qtbot: QtBot, small: Small) -> None:
    with small.inventory.change("Last") as change:
        item = change.add(Item(id="", kind="intangible", village=small.village)).id
        old, teacher = (
            change.add(Person(id="", name={"en": name}, birth_year=year, alive=alive)).id
            for name, year, alive in (("Old Lin", 1930, True), ("Dead Lin", 1899, False))
        )
        change.add(Transmission(id="", item=item, teacher=teacher, learner=old))
    chart = LineageChart(charts.lineage(small.inventory, item), "Song")
    qtbot.addWidget(chart)
    assert "Old Lin, born 1930, 0 learners, Last link: nobody follows" in chart.summary()
    assert "Dead Lin taught Old Lin" in chart.summary()


def test_a_trend_shows_the_photos(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_trend(small.inventory, small.house, parent)
    chart = window.chart
    assert isinstance(chart, TrendChart)
    qtbot.waitUntil(lambda: small.photos[0] in chart.images, timeout=20000)
    frame = chart.cards[0].place
    image = chart.picture(ratio=1)
    seen = image.pixelColor(int(frame.center().x()) + 24, int(frame.top()) + 40 + 60)
    assert abs(seen.red() - 40) < 12
    assert "2022-03: Poor" in chart.summary()
    heights = [card.spot.y() for card in chart.cards]
    assert heights[0] < heights[2] < heights[1]
    window.close()


def test_an_item_nobody_looked_at_says_what_to_do(
    qtbot: QtBot, small: Small, parent: QWidget
) -> None:
    window = chart_window.show_trend(small.inventory, small.festival, parent)
    assert window.chart.is_empty()
    assert "Add an assessment" in window.chart.accessibleDescription()
    assert not window.chart.grab().isNull()


def test_the_window_follows_what_is_written(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_trend(small.inventory, small.house, parent)
    with small.inventory.change("Look") as change:
        change.add(ConditionAssessment(id="", item=small.house, date="2026-08", overall="good"))
    qtbot.waitUntil(lambda: len(window.chart.spots) == 4)


def test_a_window_that_went_with_its_parent_is_not_told(qtbot: QtBot, small: Small) -> None:
    parent = QWidget()
    chart_window.show_lineage(small.inventory, None, parent)
    gone: list[bool] = []
    parent.destroyed.connect(lambda: gone.append(True))
    parent.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    with small.inventory.change("Write") as change:
        change.add(Person(id="", name={"en": "Lin"}))


def test_escape_closes(qtbot: QtBot, small: Small, parent: QWidget) -> None:
    window = chart_window.show_lineage(small.inventory, None, parent)
    assert not window.isModal()
    gone: list[bool] = []
    window.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(window.chart, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))


def test_a_saved_picture_names_nobody_who_refused(
    qtbot: QtBot, small: Small, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "lines"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    shown: list[str] = []
    monkeypatch.setattr(
        chart_window.Chart, "picture",
        lambda self, **_: shown.append(self.summary()) or QImage(4, 4, QImage.Format.Format_RGB32),
    )  # fmt: skip
    window = chart_window.show_lineage(small.inventory, small.festival, parent)
    window.audience.setCurrentIndex(2)
    qtbot.mouseClick(window.save, Qt.MouseButton.LeftButton)
    assert target.with_name("lines.png").is_file()
    assert "江" not in shown[0]
    assert "A bearer" in shown[0]


def test_a_picture_nobody_may_see_is_not_written(
    qtbot: QtBot, small: Small, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small.inventory.change("Seal") as change:
        change.set(Item, small.house, "access_level", "sealed")
    said: list[str] = []
    monkeypatch.setattr(chart_window, "tell", lambda _parent, text: said.append(text))
    window = chart_window.show_trend(small.inventory, small.house, parent)
    qtbot.mouseClick(window.save, Qt.MouseButton.LeftButton)
    assert said == ["Nothing of this may be shown to them; choose other readers."]


def test_a_picture_is_written_whole(
    qtbot: QtBot, small: Small, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "wheel.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window = chart_window.show_year_wheel(small.inventory, parent)
    qtbot.mouseClick(window.save, Qt.MouseButton.LeftButton)
    image = QImage(str(target))
    assert image.width() >= 2 * window.chart.minimumWidth()


def test_words_break_inside_a_word_rather_than_leave_their_width(qtbot: QtBot) -> None:
    words = Words("Supercalifragilisticexpialidocious", face(12), 60)
    assert words.width <= 60
    assert words.height > 30
