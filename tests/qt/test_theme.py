# SPDX-License-Identifier: Apache-2.0
"""The look is readable in light and dark, and every icon draws something."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QFile, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from heritage_desktop import assets
from heritage_desktop.qt import theme

LOOKS = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


@pytest.fixture(autouse=True)
def plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setStyleSheet("")


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def opaque(image: QImage) -> int:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y).alpha() > 128 for x, y in points)


@LOOKS
@pytest.mark.parametrize("text", ["ink", "muted", "accent", "danger", "warn", "ok"])
def test_text_can_be_read(colours: theme.Colours, text: str) -> None:
    for ground in ("paper", "surface"):
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@LOOKS
def test_text_on_coloured_grounds_can_be_read(colours: theme.Colours) -> None:
    for ground in ("accent", "accent_hover", "accent_pressed"):
        assert contrast(colours.on_accent, getattr(colours, ground)) >= 4.5
    for ground in ("accent_soft", "hover", "danger_soft", "warn_soft", "ok_soft", "sunken"):
        assert contrast(colours.ink, getattr(colours, ground)) >= 7


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_switching_changes_tokens_palette_and_sheet(qapp: QApplication, mode: str) -> None:
    look = theme.apply(qapp, mode).tokens
    assert look.dark is (mode == "dark")
    assert theme.tokens() is look
    assert qapp.palette().window().color() == look.colour("paper")
    assert look.colours.accent in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_picture_of_the_sheet_exists(qapp: QApplication, mode: str) -> None:
    theme.apply(qapp, mode)
    files = re.findall(r"url\((theme:[^)]+)\)", qapp.styleSheet())
    assert files
    assert [file for file in files if not QFile.exists(file)] == []


def test_system_mode_follows_the_system(qapp: QApplication) -> None:
    look = theme.apply(qapp, "system").tokens
    assert look.dark is (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    assert theme.apply(qapp, "no such mode").mode == "system"


def test_windows_are_drawn_without_complaint(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    save = QPushButton("Save")
    theme.set_primary(save)
    column.addWidget(save)
    column.addWidget(QComboBox())
    window.resize(240, 120)
    with qtbot.capture_exceptions() as problems:
        picture = window.grab().toImage()
    assert problems == []
    spot = save.geometry().topLeft()
    found = picture.pixelColor(spot.x() + 8, spot.y() + save.height() // 2)
    assert found == theme.tokens().colour("accent")


@pytest.mark.parametrize("name", theme.icon_names())
def test_each_icon_is_drawn(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, "light")
    root = ET.fromstring(assets.read_text("icons", f"{name}.svg"))
    assert root.get("viewBox") == "0 0 24 24"
    assert opaque(theme.image(name, 24)) >= 10
    assert not theme.icon(name).pixmap(QSize(20, 20)).isNull()


def test_icons_take_the_ink_and_follow_a_switch(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    action = QAction(window)
    theme.set_icon(action, "theme")
    for mode in ("dark", "light"):
        look = theme.apply(qapp, mode).tokens
        drawn = action.icon().pixmap(QSize(24, 24)).toImage()
        assert drawn.pixelColor(drawn.width() * 2 // 3, drawn.height() // 2) == look.colour("ink")


def test_a_colour_may_be_named_or_given(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    for colour in ("danger", "#A6382D", QColor("#A6382D")):
        assert theme.image("theme", 24, colour).pixelColor(16, 12) == QColor("#A6382D")


def test_an_icon_nobody_drew_is_refused(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("nobody-drew-this")


def test_chinese_has_a_font(qapp: QApplication) -> None:
    families = theme.ui_font().families()
    assert set(families) & {*theme.CJK_FAMILIES}
    assert set(families) & set(
        QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    )
