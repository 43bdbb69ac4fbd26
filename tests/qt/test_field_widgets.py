# SPDX-License-Identifier: Apache-2.0
"""Every kind of field has a widget that gives back what it was shown and says what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop import i18n
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import Kind, Spec
from heritage_desktop.domain.ids import new_id
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.field_editor import FieldEditor, Surroundings
from heritage_desktop.qt.field_widgets import (
    WIDGETS,
    LongTextEditor,
    TermEditor,
    TextEditor,
    editor_for,
)

VILLAGE = new_id()
SAMPLES: dict[Kind, tuple[Spec, Any]] = {
    Kind.TEXT: (Spec(Kind.TEXT, "Field number"), "SY03-0001"),
    Kind.LONG_TEXT: (Spec(Kind.LONG_TEXT, "Note"), "two\nlines <b>not bold</b>"),
    Kind.LOCALISED: (Spec(Kind.LOCALISED, "Summary"), {"zh-Hans": "圆楼", "en": "Round"}),
    Kind.TERM: (Spec(Kind.TERM, "Type", vocabulary="tangible_type"), "rammed_earth_house"),
    Kind.TERMS: (Spec(Kind.TERMS, "Materials", vocabulary="material"), ("a_word_from_elsewhere",)),
    Kind.WHOLE: (Spec(Kind.WHOLE, "Bays"), 72),
    Kind.DECIMAL: (Spec(Kind.DECIMAL, "Area", unit="ha"), "12.5"),
    Kind.YES_NO: (Spec(Kind.YES_NO, "Agrees to be named"), False),
    Kind.DATE: (Spec(Kind.DATE, "Recorded on"), "2026-05-12"),
    Kind.MOMENT: (Spec(Kind.MOMENT, "Taken"), Moment("2026-05-12T14:30:00", "+08:00")),
    Kind.POSITION: (
        Spec(Kind.POSITION, "Position"),
        Position(24.6661234, 117.0032, 8.0, 312.0, "exif"),
    ),
    Kind.REFERENCE: (Spec(Kind.REFERENCE, "Village", target="village"), VILLAGE),
    Kind.REFERENCES: (Spec(Kind.REFERENCES, "Members", target="village"), (VILLAGE,)),
}


@pytest.fixture
def around() -> Surroundings:
    return Surroundings(references=lambda _target: [(VILLAGE, "Gaobei", "Gaobei 高北村")])


def editor(qtbot: QtBot, kind: Kind, around: Surroundings) -> FieldEditor:
    made = editor_for("anything", SAMPLES[kind][0], around)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_kind_has_a_widget_and_a_sample() -> None:
    assert set(WIDGETS) == set(Kind) == set(SAMPLES)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_value_comes_back_as_it_was_shown(qtbot: QtBot, kind: Kind, around: Surroundings) -> None:
    made = editor(qtbot, kind, around)
    made.show_value(SAMPLES[kind][1])
    assert made.value() == SAMPLES[kind][1]
    assert not made.touched


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_stays_nothing(qtbot: QtBot, kind: Kind, around: Surroundings) -> None:
    made = editor(qtbot, kind, around)
    made.show_value(None)
    assert made.value() in (None, {}, ())


@pytest.mark.parametrize("kind", list(Kind))
def test_the_entry_has_a_name_for_those_who_listen(
    qtbot: QtBot, kind: Kind, around: Surroundings
) -> None:
    assert SAMPLES[kind][0].label in editor(qtbot, kind, around).entry().accessibleName()


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Kind.WHOLE, "１２", 12),
        (Kind.DATE, "2026年5月2日", "2026-05-02"),
        (Kind.DATE, "1998?", "1998?"),
        (Kind.DATE, "2026.5", "2026-05"),
        (Kind.MOMENT, "2026-05-12 7:05", Moment("2026-05-12T07:05:00", None, "typed")),
        (Kind.POSITION, "28°27′00″N 119°30′00″E", Position(28.45, 119.5)),
    ],
)
def test_people_write_as_they_are_used_to(
    qtbot: QtBot, around: Surroundings, kind: Kind, typed: str, expected: object
) -> None:
    made = editor(qtbot, kind, around)
    made.set_text("", typed)
    assert made.value() == expected


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.WHOLE, "a few"),
        (Kind.DECIMAL, "nan"),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "last spring"),
        (Kind.MOMENT, "2026-05-12 25:00"),
        (Kind.POSITION, "by the old well"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(
    qtbot: QtBot, around: Surroundings, kind: Kind, typed: str
) -> None:
    made = editor(qtbot, kind, around)
    made.set_text("", typed)
    with pytest.raises(ValueError, match=typed):
        made.value()


def test_a_term_is_found_by_either_language_and_shown_in_one(
    qtbot: QtBot, around: Surroundings
) -> None:
    i18n.set_language("zh_CN")
    made = editor(qtbot, Kind.TERM, around)
    assert isinstance(made, TermEditor)
    completer = made.box.completer()
    assert completer is not None
    completer.setCompletionPrefix("rammed-earth h")
    assert "夯土民居" in completer.currentCompletion()
    made.set_text("", "夯土民居")
    assert made.value() == "rammed_earth_house"


def test_a_closed_list_refuses_an_own_word_and_an_open_one_keeps_it(
    qtbot: QtBot, around: Surroundings
) -> None:
    own = editor(qtbot, Kind.TERM, around)
    own.set_text("", "charcoal kiln hut")
    assert own.value() == "charcoal kiln hut"
    closed = editor_for("kind", Spec(Kind.TERM, "Kind", vocabulary="item_kind"), around)
    qtbot.addWidget(closed)
    closed.set_text("", "charcoal kiln hut")
    with pytest.raises(ValueError, match="not in the list"):
        closed.value()


def test_pasted_markup_is_only_text(qtbot: QtBot, around: Surroundings) -> None:
    made = editor(qtbot, Kind.LONG_TEXT, around)
    assert isinstance(made, LongTextEditor)
    data = QMimeData()
    data.setHtml("<b>hall</b><img src='x.png'>")
    data.setText("hall")
    made.text.insertFromMimeData(data)
    assert made.value() == "hall"


def test_a_huge_paste_is_capped(qtbot: QtBot, around: Surroundings) -> None:
    made = editor(qtbot, Kind.TEXT, around)
    assert isinstance(made, TextEditor)
    QApplication.clipboard().setText("x" * 100_000)
    made.line.paste()
    assert len(made.value()) == 500


def test_escape_and_enter_belong_to_the_input_method_while_it_composes(
    qtbot: QtBot, around: Surroundings
) -> None:
    made = editor(qtbot, Kind.TEXT, around)
    assert isinstance(made, TextEditor)
    made.line.setText("chengqi")
    made.line.setModified(True)
    QApplication.sendEvent(made.line, QInputMethodEvent("lou", []))
    with qtbot.assertNotEmitted(made.reverted), qtbot.assertNotEmitted(made.left):
        qtbot.keyClick(made.line, Qt.Key.Key_Escape)
        qtbot.keyClick(made.line, Qt.Key.Key_Return)
    QApplication.sendEvent(made.line, QInputMethodEvent("", []))
    with qtbot.waitSignal(made.reverted):
        qtbot.keyClick(made.line, Qt.Key.Key_Escape)


def test_languages_are_kept_apart(qtbot: QtBot, around: Surroundings) -> None:
    made = editor(qtbot, Kind.LOCALISED, around)
    made.show_value({"zh-Hans": "圆楼"})
    made.set_text("en", "Round house")
    assert made.value() == {"zh-Hans": "圆楼", "en": "Round house"}
