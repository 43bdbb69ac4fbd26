# SPDX-License-Identifier: Apache-2.0
"""The form stores what is typed without a button, and follows what happens elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.fields import specs
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import Village
from heritage_desktop.qt.drops import MIME, media_ids
from heritage_desktop.qt.field_widgets import TextEditor
from heritage_desktop.qt.record_form import CONFLICTS, HISTORY, PLACES, RecordForm
from heritage_desktop.qt.relations_panel import find_records
from heritage_desktop.storage.drafts import Draft
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import relations_of
from tests.qt.village import Small, make


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def form(qtbot: QtBot, small: Small) -> Iterator[RecordForm]:
    made = RecordForm(small.inventory)
    qtbot.addWidget(made)
    made.resize(480, 768)
    made.show()
    made.show_record(small.house)
    yield made
    made.strip.pictures.close()


def line(form: RecordForm, entity: str, field: str) -> QLineEdit:
    assert form.sheet is not None
    editor = form.sheet.rows[entity, field].editor
    assert isinstance(editor, TextEditor)
    return editor.line


def test_leaving_a_field_stores_it_as_one_named_step(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    told = line(form, "item", "dating_told")
    told.setFocus()
    qtbot.keyClicks(told, "Guangxu 3")
    assert small.inventory.get(Item, small.house).dating_told is None
    qtbot.keyClick(told, Qt.Key.Key_Tab)
    assert small.inventory.get(Item, small.house).dating_told == "Guangxu 3"
    assert small.inventory.undo_label == "Edit Age as told"
    assert small.inventory.drafts() == []


def test_typing_becomes_a_draft_before_it_is_stored(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    told = line(form, "item", "dating_told")
    qtbot.keyClicks(told, "Ming")
    assert "Saving" in form.header.sign.text()
    qtbot.waitUntil(lambda: bool(small.inventory.drafts()), timeout=2_500)
    assert [draft.text for draft in small.inventory.drafts()] == ["Ming"]
    assert "Saved" in form.header.sign.text()


def test_a_draft_of_an_earlier_session_is_brought_back_and_may_be_given_up(
    qtbot: QtBot, small: Small
) -> None:
    small.inventory.save_draft("item", small.house, "dating_told", "", "Song dynasty?")
    form = RecordForm(small.inventory)
    qtbot.addWidget(form)
    form.show()
    form.show_record(small.house)
    assert line(form, "item", "dating_told").text() == "Song dynasty?"
    assert "Age as told" in form.header.draft_text.text()
    form.on_discarded()
    assert line(form, "item", "dating_told").text() == ""
    assert small.inventory.drafts() == []
    assert small.inventory.get(Item, small.house).dating_told is None


def test_going_to_another_record_stores_what_was_typed(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    qtbot.keyClicks(line(form, "item", "dating_told"), "Qing")
    form.show_record(small.festival)
    assert small.inventory.get(Item, small.house).dating_told == "Qing"
    assert small.inventory.get(Item, small.festival).dating_told is None


def test_escape_gives_up_the_field(qtbot: QtBot, form: RecordForm, small: Small) -> None:
    told = line(form, "item", "dating_told")
    qtbot.keyClicks(told, "wrong")
    qtbot.keyClick(told, Qt.Key.Key_Escape)
    assert told.text() == ""
    form.leave()
    assert small.inventory.get(Item, small.house).dating_told is None


def test_undo_elsewhere_shows_here_but_not_in_the_field_being_typed_in(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    with small.inventory.change("From elsewhere") as change:
        change.set(Item, small.house, "dating_told", "1709")
        change.set(Item, small.house, "field_no", "T-1")
    number = line(form, "item", "field_no")
    number.setText("T-1 and")
    number.textEdited.emit("T-1 and")
    qtbot.waitUntil(lambda: line(form, "item", "dating_told").text() == "1709")
    small.inventory.undo()
    qtbot.waitUntil(lambda: line(form, "item", "dating_told").text() == "")
    assert number.text() == "T-1 and"


def test_the_detail_sheet_is_made_when_its_first_field_is_written(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    qtbot.keyClicks(line(form, "immovable", "bays"), "5")
    form.leave()
    assert small.inventory.get(ImmovableDetail, small.house).bays == 5


def test_text_that_cannot_be_read_stays_and_is_marked(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    bays = line(form, "immovable", "bays")
    qtbot.keyClicks(bays, "five")
    form.leave()
    assert bays.text() == "five"
    assert "not a number" in form.sheet.rows["immovable", "bays"].trouble.text()
    assert [draft.text for draft in small.inventory.drafts()] == ["five"]


def test_a_practice_has_a_domain_and_no_building_type(form: RecordForm, small: Small) -> None:
    form.show_record(small.festival)
    assert ("item", "type") not in form.sheet.rows
    assert ("intangible", "domain") in form.sheet.rows
    assert ("immovable", "bays") not in form.sheet.rows


def test_every_shown_field_of_every_sort_has_a_row(form: RecordForm, small: Small) -> None:
    for record in (small.house, small.bearer, small.village, small.photos[0]):
        form.show_record(record)
        for name, entity in form.sheet.entities.items():
            wanted = {field for field, spec in specs(entity).items() if spec.shown}
            assert {field for key, field in form.sheet.rows if key == name} == wanted


def test_few_fields_at_once_and_the_rest_folded(form: RecordForm) -> None:
    assert line(form, "immovable", "bays").isVisible()
    assert not line(form, "item", "field_no").isVisible()
    form.sheet.groups["Basics"][0].set_open(True)
    assert line(form, "item", "field_no").isVisible()


def test_a_second_name_is_added_and_the_title_follows(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    english = form.names.lines[1]
    qtbot.keyClicks(english.edit, "Chengqi House")
    qtbot.keyClick(english.edit, Qt.Key.Key_Return)
    names = small.inventory.all(ItemName, item=small.house)
    assert {name.language: name.value for name in names} == {
        "zh-Hans": "承启楼", "en": "Chengqi House"
    }  # fmt: skip
    assert form.header.title.text() == "Chengqi House"
    assert form.header.other.text() == "承启楼"


def test_emptying_a_name_moves_it_to_the_trash_and_undo_brings_it_back(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    edit = form.names.lines[0].edit
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert small.inventory.all(ItemName, item=small.house) == []
    small.inventory.undo()
    qtbot.waitUntil(lambda: form.names.lines[0].edit.text() == "承启楼")


def test_photos_give_their_best_position(form: RecordForm, small: Small) -> None:
    form.tabs.setCurrentIndex(PLACES)
    form.places.use_photos()
    (place,) = small.inventory.all(Location, item=small.house)
    assert (place.position.accuracy_m, place.method, place.role) == (6.0, "exif", "centre")


def test_a_link_reads_from_both_ends(form: RecordForm, small: Small) -> None:
    assert [row.label_code for row in relations_of(small.inventory, small.house)] == ["is_venue_of"]
    form.show_record(small.bearer)
    form.links.link("carries", small.festival)
    found = {r.label_code for r in relations_of(small.inventory, small.festival)}
    assert found == {"takes_place_at", "carried_by"}


def test_records_are_found_by_a_part_of_the_name(small: Small) -> None:
    found = find_records(small.inventory, "fush", small.house)
    assert [(entity, title) for entity, _, title, _ in found] == [("person", "Jiang Fusheng")]


def test_history_restores_an_earlier_value(form: RecordForm, small: Small) -> None:
    for text in ("first", "second"):
        with small.inventory.change("Edit") as change:
            change.set(Item, small.house, "dating_told", text)
    form.tabs.setCurrentIndex(HISTORY)
    entry = next(e for e in small.inventory.history(small.house) if e.field == "dating_told")
    form.history.restore(entry)
    assert small.inventory.get(Item, small.house).dating_told == "first"


def test_choosing_the_cover_leaves_one(form: RecordForm, small: Small) -> None:
    link, media = form.strip.pairs[1]
    form.strip.make_cover(media.id)
    covers = [link.id for link in small.inventory.all(MediaLink, target=small.house) if link.cover]
    assert covers == [link.id]


def test_dropped_photos_are_attached_once(qtbot: QtBot, form: RecordForm, small: Small) -> None:
    data = QMimeData()
    data.setData(MIME, f'["{small.photos[0]}"]'.encode())
    form.show_record(small.festival)
    form.strip.attach(media_ids(data))
    form.strip.attach(media_ids(data))
    assert len(small.inventory.all(MediaLink, target=small.festival)) == 1


def test_a_trashed_record_says_so_and_comes_back(
    qtbot: QtBot, form: RecordForm, small: Small
) -> None:
    with small.inventory.change("Delete") as change:
        change.drop(Item, small.house)
    qtbot.waitUntil(form.header.trash_banner.isVisible)
    form.on_restored()
    assert not small.inventory.is_trashed(Item, small.house)


def test_two_values_are_settled_side_by_side(
    qtbot: QtBot, form: RecordForm, small: Small, tmp_path: Path
) -> None:
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}) as office:
        office.merge(list(small.inventory.commits()), "First")
        for inventory, text in ((office, "1709"), (small.inventory, "Qing")):
            with inventory.change("Edit") as change:
                change.set(Item, small.house, "dating_told", text)
        small.inventory.merge(list(office.commits()), "Second")
    qtbot.waitUntil(lambda: form.tabs.isTabVisible(CONFLICTS))
    (card,) = form.conflicts.cards
    assert {version.value for version in card.conflict.versions} == {"1709", "Qing"}
    assert form.sheet.rows["item", "dating_told"].mark.isEnabled()
    card.on_other()
    card.editor.set_text("", "1709, Qing")
    card.on_use()
    assert small.inventory.get(Item, small.house).dating_told == "1709, Qing"
    assert small.inventory.conflicts(small.house) == []
    qtbot.waitUntil(lambda: not form.tabs.isTabVisible(CONFLICTS))


def test_everything_that_takes_the_focus_has_a_name(form: RecordForm, small: Small) -> None:
    for record in (small.house, small.festival, small.bearer, small.village):
        form.show_record(record)
        for kind in (QLineEdit, QPlainTextEdit, QComboBox):
            for widget in form.sheet.findChildren(kind):
                inside_box = isinstance(widget.parent(), QComboBox)
                assert inside_box or widget.accessibleName(), widget
    assert isinstance(form.focusProxy() or form, QWidget)


def test_a_photo_and_a_village_are_records_too(form: RecordForm, small: Small) -> None:
    form.show_record(small.photos[0])
    assert form.header.title.text() == "IMG_0.jpg"
    assert form.sheet.entities == {"media": Media}
    form.show_record(small.village)
    assert form.header.title.text() == "Gaobei"
    assert form.sheet.entities == {"village": Village}


def test_drafts_are_told_apart_by_language(form: RecordForm, small: Small) -> None:
    labels = form.sheet.show_drafts([Draft("item", small.house, "summary", "en", "Round")])
    assert labels == ["Summary"]
    form.leave()
    assert small.inventory.get(Item, small.house).summary == {"en": "Round"}
