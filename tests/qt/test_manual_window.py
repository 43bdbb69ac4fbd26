# SPDX-License-Identifier: Apache-2.0
"""The manual is read inside the program, with its pictures between its paragraphs."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from heritage_desktop.qt.manual_window import ManualWindow


def test_no_hole_gapes_below_a_picture(qtbot: QtBot) -> None:
    window = ManualWindow("first-day.md")
    qtbot.addWidget(window)
    window.show()
    document = window.pages.document()
    block, pictures = document.begin(), 0
    while block.isValid():
        if block.text() == "\ufffc":
            pictures += 1
            assert block.blockFormat().lineHeight() == 100, "a share of its height is left empty"
        block = block.next()
    assert pictures > 3
