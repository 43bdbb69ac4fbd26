# SPDX-License-Identifier: Apache-2.0
"""Marks are drawn, chosen, moved, sized and removed with the pointer and with keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.assessment import ConditionAssessment, Damage
from heritage_desktop.domain.media import Media, Region
from heritage_desktop.domain.regions import Box, read
from heritage_desktop.qt.photo_viewer import PhotoViewer
from heritage_desktop.qt.pictures import LARGEST
from heritage_desktop.services import regions
from tests.qt.village import Small, make

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = make(tmp_path / "test.vhi")
    yield made
    made.inventory.close()


@pytest.fixture
def viewer(qtbot: QtBot, small: Small) -> Iterator[PhotoViewer]:
    made = PhotoViewer(small.inventory, small.photos, 0)
    qtbot.addWidget(made)
    # How originals are read is tested elsewhere; here a picture is at hand at once.
    made.pictures.close()
    QApplication.processEvents()
    picture = QImage(800, 600, QImage.Format.Format_RGB32)
    picture.fill(QColor("grey"))
    for one in small.photos:
        made.pictures.read.emit(small.inventory.get(Media, one).sha256, LARGEST, picture, "")
    made.resize(1200, 700)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.close()


def at(viewer: PhotoViewer, x: int, y: int) -> QPoint:
    """Return where a point of the photo, in ten-thousandths, is on the screen."""
    return viewer.view.on_screen(Box(x, y, 0, 0)).topLeft().toPoint()


def drag(qtbot: QtBot, viewer: PhotoViewer, one: QPoint, other: QPoint) -> None:
    port = viewer.view.viewport()
    qtbot.mousePress(port, LEFT, pos=one)
    qtbot.mouseMove(port, (one + other) / 2)
    qtbot.mouseMove(port, other)
    qtbot.mouseRelease(port, LEFT, pos=other)


def stored(small: Small) -> list[Region]:
    media = small.inventory.get(Media, small.photos[0])
    return regions.of(small.inventory, media)


def near(text: str | None, *wanted: int) -> bool:
    box = read(text)
    return box is not None and all(
        abs(a - b) <= 40 for a, b in zip((box.x, box.y, box.w, box.h), wanted, strict=True)
    )


def put(viewer: PhotoViewer, small: Small, *boxes: Box) -> list[str]:
    made = [regions.mark(small.inventory, small.photos[0], box).id for box in boxes]
    viewer.panel.refresh()
    return made


def test_m_and_a_drag_mark_a_part_and_ask_for_the_note(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    qtbot.keyClick(viewer.view, Qt.Key.Key_M)
    assert viewer.marker.isChecked()
    drag(qtbot, viewer, at(viewer, 2000, 3000), at(viewer, 5000, 6000))
    (one,) = stored(small)
    assert near(one.box, 2000, 3000, 3000, 3000)
    assert one.role == "note"
    assert not viewer.marker.isChecked()
    entry = viewer.panel.sheet.rows["region", "text"].editor.entry()
    assert QApplication.focusWidget() is entry
    qtbot.keyClicks(entry, "Three bands of painting")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert viewer.view.hasFocus()
    assert stored(small)[0].text == {"en": "Three bands of painting"}
    assert viewer.panel.current == one.id


def test_a_note_is_kept_when_its_mark_is_left(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    (one,) = put(viewer, small, Box(1000, 1000, 3000, 3000))
    viewer.panel.choose(one)
    viewer.panel.write()
    qtbot.keyClicks(QApplication.focusWidget(), "Gatehouse")
    viewer.panel.choose("")
    assert stored(small)[0].text == {"en": "Gatehouse"}
    assert viewer.panel.list.item(0).text() == "1  Note · Gatehouse"


def test_a_note_that_was_being_typed_when_the_program_ended_comes_back(
    viewer: PhotoViewer, small: Small
) -> None:
    (one,) = put(viewer, small, Box(1000, 1000, 3000, 3000))
    small.inventory.save_draft("region", one, "text", "en", "Half a sent")
    small.inventory.save_draft("media", small.photos[1], "caption", "en", "Half a cap")
    viewer.panel.choose(one)
    assert viewer.panel.sheet.rows["region", "text"].editor.value() == {"en": "Half a sent"}
    viewer.step(1)
    assert stored(small)[0].text == {"en": "Half a sent"}
    viewer.step(1)
    assert small.inventory.get(Media, small.photos[1]).caption == {"en": "Half a cap"}
    assert small.inventory.drafts() == []


def test_a_click_without_a_drag_marks_nothing(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    qtbot.keyClick(viewer.view, Qt.Key.Key_M)
    qtbot.mouseClick(viewer.view.viewport(), LEFT, pos=at(viewer, 2000, 3000))
    assert stored(small) == []
    qtbot.keyClick(viewer.view, Qt.Key.Key_Escape)
    assert not viewer.view.marking
    assert viewer.isVisible()


def test_a_mark_is_made_moved_and_sized_with_keys_alone(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    view = viewer.view
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [one.box for one in stored(small)] == ["3750 3750 2500 2500"]
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: stored(small)[0].box == "3950 3740 2500 2550")
    assert viewer.index == 0
    small.inventory.undo()  # all the keys were one change
    assert stored(small)[0].box == "3750 3750 2500 2500"
    small.inventory.undo()
    assert stored(small) == []


def test_tab_goes_through_the_marks_and_then_on(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    first, second = put(viewer, small, Box(0, 0, 2000, 2000), Box(5000, 5000, 2000, 2000))
    viewer.view.setFocus()
    qtbot.keyClick(viewer.view, Qt.Key.Key_Tab)
    assert viewer.panel.current == first
    qtbot.keyClick(viewer.view, Qt.Key.Key_Tab)
    assert viewer.panel.current == second
    assert "2  Note" in viewer.view.accessibleDescription()
    qtbot.keyClick(viewer.view, Qt.Key.Key_Backtab)
    assert viewer.panel.current == first
    qtbot.keyClick(viewer.view, Qt.Key.Key_Tab)
    qtbot.keyClick(viewer.view, Qt.Key.Key_Tab)
    assert not viewer.view.hasFocus()


def test_a_mark_is_chosen_and_moved_with_the_pointer(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    small_one, _large = put(viewer, small, Box(3000, 3000, 1500, 1500), Box(2000, 2000, 4000, 4000))
    drag(qtbot, viewer, at(viewer, 3800, 3800), at(viewer, 4800, 4300))
    assert viewer.panel.current == small_one
    assert near(small.inventory.get(Region, small_one).box, 4000, 3500, 1500, 1500)
    assert small.inventory.undo_label == "Move a mark"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_handle_moves_the_edge_that_is_seen(
    qtbot: QtBot, viewer: PhotoViewer, small: Small, turned: int
) -> None:
    if turned:
        viewer.turn(turned)
    (one,) = put(viewer, small, Box(4000, 4000, 1500, 1500))
    viewer.panel.choose(one)
    box = viewer.view.on_screen(Box(4000, 4000, 1500, 1500))
    corner = box.bottomRight().toPoint()
    drag(qtbot, viewer, corner, corner + QPoint(20, 10))
    after = viewer.view.on_screen(read(small.inventory.get(Region, one).box))
    assert abs(after.right() - box.right() - 20) <= 3
    assert abs(after.bottom() - box.bottom() - 10) <= 3
    assert abs(after.left() - box.left()) <= 3


def test_boxes_follow_the_turn_and_stay_stored_upright(viewer: PhotoViewer, small: Small) -> None:
    put(viewer, small, Box(0, 0, 1000, 2000))
    viewer.turn(90)
    assert stored(small)[0].box == "0 0 1000 2000"
    view = viewer.view
    whole, box = view.on_screen(Box(0, 0, 10_000, 10_000)), view.on_screen(Box(0, 0, 1000, 2000))
    assert abs(box.right() - whole.right()) < 1
    assert abs(box.top() - whole.top()) < 1
    assert abs(box.width() - whole.width() / 5) < 1


def test_del_removes_and_ctrl_z_brings_back(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    (one,) = put(viewer, small, Box(0, 0, 2000, 2000))
    viewer.panel.choose(one)
    viewer.view.setFocus()
    qtbot.keyClick(viewer.view, Qt.Key.Key_Delete)
    assert stored(small) == []
    assert viewer.view.marks == []
    qtbot.keyClick(viewer.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(viewer.view.marks) == 1)
    assert [region.id for region in stored(small)] == [one]


def test_h_hides_the_boxes_and_shows_them_again(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    put(viewer, small, Box(2000, 2000, 4000, 4000))
    seen = viewer.view.grab().toImage()
    qtbot.keyClick(viewer.view, Qt.Key.Key_H)
    assert not viewer.eye.isChecked()
    assert viewer.view.grab().toImage() != seen
    qtbot.mouseClick(viewer.view.viewport(), LEFT, pos=at(viewer, 3000, 3000))
    assert viewer.panel.current == ""
    qtbot.keyClick(viewer.view, Qt.Key.Key_H)
    assert viewer.view.grab().toImage() == seen


def test_a_person_is_named_and_may_be_new(viewer: PhotoViewer, small: Small) -> None:
    one = regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000), regions.PERSON)
    viewer.panel.refresh()
    viewer.panel.choose(one.id)
    rows = viewer.panel.sheet.rows
    assert rows["region", "person"].editor.isVisible()
    assert not rows["region", "damage"].editor.isVisible()
    assert viewer.panel.consent.isVisible()
    rows["region", "person"].editor.box.line.setText("甲歌手")
    rows["region", "person"].editor.on_typed("甲歌手")
    viewer.panel.choose("")
    made = small.inventory.get(Person, stored(small)[0].person)
    assert made.name == {"zh-Hans": "甲歌手"}
    assert made.village == small.village
    assert viewer.panel.list.item(0).text() == "1  Person · 甲歌手"


def test_people_are_read_only_when_one_is_marked(viewer: PhotoViewer, small: Small) -> None:
    note, person = (
        regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000), role).id
        for role in (regions.NOTE, regions.PERSON)
    )
    viewer.panel.refresh()
    viewer.panel.choose(note)
    assert viewer.panel.references("person") == ()
    viewer.panel.choose(person)
    assert [name for _, name, _ in viewer.panel.references("person")] == ["Jiang Fusheng"]


def test_a_person_renamed_elsewhere_is_called_so(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    one = regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000), regions.PERSON)
    with small.inventory.change("Say who") as change:
        change.set(Region, one.id, "person", small.bearer)
    viewer.panel.refresh()
    assert viewer.panel.list.item(0).text() == "1  Person · Jiang Fusheng"
    with small.inventory.change("Rename") as change:
        change.set(Person, small.bearer, "name", {"en": "Master Jiang"})
    qtbot.waitUntil(lambda: viewer.panel.list.item(0).text() == "1  Person · Master Jiang")


def test_a_damage_of_the_item_is_offered(viewer: PhotoViewer, small: Small) -> None:
    with small.inventory.change("Assess") as change:
        seen = change.add(ConditionAssessment(id="", item=small.house))
        damage = change.add(Damage(id="", item=small.house, assessment=seen.id, part="East eaves"))
    one = regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000), regions.DAMAGE)
    viewer.panel.refresh()
    viewer.panel.choose(one.id)
    editor = viewer.panel.sheet.rows["region", "damage"].editor
    assert editor.isVisible()
    editor.box.line.setText("East eaves")
    editor.on_chosen()
    assert stored(small)[0].damage == damage.id


def test_the_next_mark_is_of_the_same_sort(qtbot: QtBot, viewer: PhotoViewer, small: Small) -> None:
    one = regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000), regions.DAMAGE)
    viewer.panel.refresh()
    viewer.panel.choose(one.id)
    qtbot.keyClick(viewer.view, Qt.Key.Key_M)
    qtbot.keyClick(viewer.view, Qt.Key.Key_Return)
    assert {region.role for region in stored(small)} == {"damage"}
    assert len(stored(small)) == 2


def test_a_mark_from_elsewhere_with_a_broken_box_is_listed(
    viewer: PhotoViewer, small: Small
) -> None:
    with small.inventory.change("Merge") as change:
        change.add(Region(id="", media=small.photos[0], box="not a box", role="note"))
    viewer.panel.refresh()
    assert viewer.panel.list.count() == 1
    assert viewer.view.marks == []


def test_marks_changed_in_another_window_are_shown(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    regions.mark(small.inventory, small.photos[0], Box(0, 0, 2000, 2000))
    qtbot.waitUntil(lambda: len(viewer.view.marks) == 1)


def test_the_next_photo_shows_its_own_marks(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    put(viewer, small, Box(0, 0, 2000, 2000))
    qtbot.keyClick(viewer.view, Qt.Key.Key_Right)
    assert viewer.view.marks == []
    assert viewer.panel.hint.isVisible()
    qtbot.keyClick(viewer.view, Qt.Key.Key_Left)
    assert len(viewer.view.marks) == 1


def test_ctrl_down_goes_from_caption_to_caption(
    qtbot: QtBot, viewer: PhotoViewer, small: Small
) -> None:
    viewer.caption()
    for text in ("First", "Second"):
        entry = QApplication.focusWidget()
        qtbot.keyClicks(entry, text)
        qtbot.keyClick(entry, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    said = [small.inventory.get(Media, one).caption for one in small.photos]
    assert said == [{"en": "First"}, {"en": "Second"}]
    caption = viewer.sheet.rows["media", "caption"].editor
    assert caption.isAncestorOf(QApplication.focusWidget())
