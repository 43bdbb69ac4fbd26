# SPDX-License-Identifier: Apache-2.0
"""Parts, own fields, reasons, problems and batches in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.account import Dating
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.assessment import ConditionAssessment, Damage
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.own import OwnValue
from heritage_desktop.qt import field_menu, record_form
from heritage_desktop.qt.many_dialogs import BatchDialog, ManyItemsDialog, WordsWindow
from heritage_desktop.qt.problems_window import ProblemsWindow
from heritage_desktop.qt.record_form import RecordForm
from heritage_desktop.qt.wholes_window import WholesWindow
from heritage_desktop.services import own_fields
from tests.qt.village import Small, make


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "small.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def form(qtbot: QtBot, small: Small) -> RecordForm:
    made = RecordForm(small.inventory)
    qtbot.addWidget(made)
    made.resize(460, 700)
    made.show()
    made.show_record(small.house)
    return made


def entry(form: RecordForm, page: str, card: str, entity: str, field: str) -> QWidget:
    sheet = form.parts[page].cards[card].sheet
    assert sheet is not None
    return sheet.rows[entity, field].editor.entry()


def test_a_dating_is_added_typed_and_stored(qtbot: QtBot, form: RecordForm, small: Small) -> None:
    form.tabs.setCurrentIndex(record_form.PARTS["story"])
    card = form.parts["story"].add(Dating)
    line = entry(form, "story", card, "dating", "told")
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Guangxu 3")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert [one.told for one in small.inventory.all(Dating)] == ["Guangxu 3"]
    # The house has a name, and now a dating.
    assert form.tabs.tabText(record_form.PARTS["story"]).endswith(" 2")
    small.inventory.undo()
    assert small.inventory.all(Dating)[0].told is None
    small.inventory.undo()
    form.refresh()
    assert [card.entity for card in form.parts["story"].cards.values()] == [ItemName]


def test_a_damage_stands_in_its_assessment_and_goes_with_it(form: RecordForm, small: Small) -> None:
    panel = form.parts["state"]
    assessment = panel.add(ConditionAssessment)
    damage = panel.add(Damage, inside=assessment)
    assert panel.cards[assessment].frame.isAncestorOf(panel.cards[damage].frame)
    assert small.inventory.all(Damage)[0].assessment == assessment
    assert small.inventory.all(ConditionAssessment)[0].assessor == "Lin"
    panel.remove(assessment)
    assert not small.inventory.all(Damage)
    assert not panel.cards


def test_parts_follow_the_kind_and_the_owner(form: RecordForm, small: Small) -> None:
    offered = {part.entity for part in form.parts["state"].offered()}
    assert "condition_assessment" in offered
    assert "viability_assessment" not in offered
    form.show_record(small.festival)
    offered = {part.entity for part in form.parts["state"].offered()}
    assert "viability_assessment" in offered
    assert "condition_assessment" not in offered
    form.show_record(small.bearer)
    assert {p.entity for p in form.parts["care"].offered()} >= {"consent"}
    form.parts["care"].add(Consent)
    assert small.inventory.all(Consent, who=small.bearer)[0].status == "active"
    assert not form.tabs.isTabVisible(record_form.PARTS["state"])


def test_somebody_named_for_the_first_time_gets_a_record(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    card = form.parts["story"].add(Dating)
    box = entry(form, "story", card, "dating", "said_by")
    line = box.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.setText("Uncle Ye")
    form.parts["story"].cards[card].sheet.rows["dating", "said_by"].editor.touched = True  # type: ignore[union-attr]
    form.leave()
    person = next(p for p in small.inventory.all(Person) if "Uncle Ye" in p.name.values())
    assert small.inventory.all(Dating)[0].said_by == person.id
    assert person.village == small.village


def test_a_reason_is_written_under_an_empty_field(form: RecordForm, small: Small) -> None:
    assert form.sheet is not None
    field_menu.set_reason(form.sheet, "item", ("item", "summary"), "not_told")
    form.refresh()
    assert form.sheet.rows["item", "summary"].note.text() == "Not told"
    item = small.inventory.get(Item, small.house)
    assert item is not None
    assert item.unsaid == ("summary:not_told",)
    field_menu.set_reason(form.sheet, "item", ("item", "summary"), "")
    form.refresh()
    assert not form.sheet.rows["item", "summary"].note.isVisible()


def test_the_menu_of_a_field_opens_from_the_keyboard(qtbot: QtBot, form: RecordForm) -> None:
    assert form.sheet is not None
    with qtbot.waitSignal(form.sheet.menu_wanted):
        form.sheet.rows["item", "dating_told"].editor.entry().setFocus()
        qtbot.keyClick(form.sheet.rows["item", "dating_told"].editor.entry(), Qt.Key.Key_Period,
                       Qt.KeyboardModifier.ControlModifier)  # fmt: skip
    menu = field_menu.open_menu(form.sheet, "item", ("item", "dating_told"), QPoint(5, 5))
    assert len(menu.actions()) == 3
    menu.close()


def test_an_own_field_is_asked_in_the_form(qtbot: QtBot, form: RecordForm, small: Small) -> None:
    field = own_fields.new_field(small.inventory, "Depth", "number", scope=("item",))
    form.refresh()
    line = form.own.rows[field.id].editor.entry()
    line.setFocus()
    qtbot.keyClicks(line, "8.5")
    form.leave()
    assert [one.value for one in small.inventory.all(OwnValue)] == ["8.5"]


def test_problems_lead_to_the_record(qtbot: QtBot, small: Small) -> None:
    window = ProblemsWindow(small.inventory)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() > 0, timeout=10_000)
    assert window.ready.topLevelItemCount() == 2
    branch = window.tree.topLevelItem(0)
    assert branch is not None
    with qtbot.waitSignal(window.opened) as heard:
        window.tree.itemActivated.emit(branch.child(0), 0)
    assert heard.args[0] in (small.house, small.festival)
    window.close()


def test_a_batch_starts_harmless_and_shows_what_it_does(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    dialog = BatchDialog(small.inventory, [small.house, small.festival], form.around, form)
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    row = dialog.fields.findData("item.dating_told")
    dialog.fields.setCurrentIndex(row)
    assert dialog.editor is not None
    qtbot.keyClicks(dialog.editor.entry(), "Qing")
    assert dialog.go.isEnabled()
    assert dialog.list.count() == 2


def test_several_names_and_local_words(qtbot: QtBot, small: Small, form: RecordForm) -> None:
    dialog = ManyItemsDialog(small.inventory, None, form)
    qtbot.addWidget(dialog)
    assert not dialog.go.isEnabled()
    dialog.names.setPlainText("One\n\nTwo")
    assert dialog.wanted() == ["One", "Two"]
    with small.inventory.change("Word") as change:
        change.set(Item, small.house, "type", "roundhouse")
    window = WordsWindow(small.inventory)
    qtbot.addWidget(window)
    assert window.tree.topLevelItemCount() == 1
    window.codes.setCurrentIndex(window.codes.findData("mansion"))
    window.on_map()
    item = small.inventory.get(Item, small.house)
    assert item is not None
    assert item.type == "mansion"
    assert not window.follow.isEnabled()
    with small.inventory.change("A record that came later") as change:
        change.set(Item, small.house, "type", "roundhouse")
    window.refresh()
    window.follow.click()
    later = small.inventory.get(Item, small.house)
    assert later is not None
    assert later.type == "mansion"


def test_an_item_is_moved_into_its_whole(qtbot: QtBot, small: Small) -> None:
    window = WholesWindow(small.inventory)
    qtbot.addWidget(window)
    assert window.tree.topLevelItemCount() == 2
    window.move_item(small.festival, small.house)
    assert window.tree.topLevelItemCount() == 1
    whole = window.tree.topLevelItem(0)
    assert whole is not None
    assert whole.childCount() == 1
    window.on_undo()
    assert window.tree.topLevelItemCount() == 2
