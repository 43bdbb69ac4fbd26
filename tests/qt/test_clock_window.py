# SPDX-License-Identifier: Apache-2.0
"""The window of clocks and places: what is wrong stands out, repairs are shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.moments import Moment
from heritage_desktop.qt.camera_list import brief
from heritage_desktop.qt.clock_dialogs import PictureClockDialog, SameMomentDialog
from heritage_desktop.qt.clock_window import ClockWindow
from heritage_desktop.qt.photo_viewer import facts
from heritage_desktop.qt.place_dialogs import (
    HemisphereDialog,
    NeighbourDialog,
    TrackDialog,
    warning,
)
from heritage_desktop.qt.readings import source_text
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.inventory import Inventory

VILLAGE = Position(28.45, 119.48, 12.0, source="exif")
WRONG, PHONE, CAMERA = "w" * 16, "p" * 16, "c" * 16


def photo(change: Any, camera: str, clock: str, **values: Any) -> str:
    """Record a photo of 5 April; returns its id."""
    taken = Moment(f"2026-04-05T{clock}", values.pop("offset", None))
    names = {WRONG: ("NIKON", "P6000"), PHONE: ("HUAWEI", "P30"), CAMERA: ("SONY", "A7")}
    make, model = names[camera]
    return str(change.add(
        Media(id="", media_type="photo", camera_id=camera, make=make, model=model, taken=taken,
              original_name=f"{make}-{clock[:5]}.jpg", **values)
    ).id)  # fmt: skip


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    """Give a day of three cameras: one a day behind, a phone without places, one with them."""
    with new_inventory(tmp_path / "x.vhi", village="月山村") as made:
        with made.change("Photos") as change:
            for minute in (1, 2):
                photo(change, WRONG, f"09:0{minute}:00", position=VILLAGE,
                      gps_utc=f"2026-04-06T01:0{minute}:00")  # fmt: skip
            for minute in (10, 12, 40):
                photo(change, PHONE, f"09:{minute}:00")
            photo(change, CAMERA, "09:11:00", position=VILLAGE, offset="+08:00")
            photo(change, CAMERA, "03:00:00", findings="gps-no-ref")
        yield made


@pytest.fixture
def window(qtbot: QtBot, inventory: Inventory) -> Iterator[ClockWindow]:
    made = ClockWindow(inventory)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    yield made
    made.done(0)


def settled(qtbot: QtBot, window: ClockWindow) -> None:
    """Wait until no work is under way."""
    qtbot.waitUntil(lambda: not window.work.running, timeout=30_000)


def press(qtbot: QtBot, window: ClockWindow) -> None:
    """Do what is prepared and wait for it."""
    window.go.click()
    settled(qtbot, window)


def times(inventory: Inventory, camera: str) -> list[str]:
    """Return the times of a camera's photos."""
    return sorted(
        one.taken.local[:16] for one in inventory.all(Media, camera_id=camera) if one.taken
    )


def track(path: Path, *minutes: int) -> Path:
    """Write a track of 5 April, 9 o'clock and so many minutes in China."""
    points = "".join(
        f'<trkpt lat="28.4" lon="119.4"><time>2026-04-05T01:{minute:02d}:00Z</time></trkpt>'
        for minute in minutes
    )
    path.write_text(f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>")
    return path


def test_what_the_satellites_say_is_ready_to_be_pressed_and_can_be_undone(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory
) -> None:
    assert window.camera is not None
    assert (window.camera.id, window.name.text()) == (WRONG, "NIKON P6000")
    assert window.notes.text() == "The clock differs from the satellites; add +24:00:00."
    assert window.go.text() == "Move 2 times"
    assert window.said.text() == (
        "+24:00:00 · 2 photos · 2026-04-05 09:01:00 → 2026-04-06 09:01:00"
    )
    assert set(window.photos.after.values()) == {"2026-04-06 09:01:00", "2026-04-06 09:02:00"}
    assert times(inventory, WRONG) == ["2026-04-05T09:01", "2026-04-05T09:02"]
    with qtbot.waitSignal(window.applied):
        press(qtbot, window)
    assert times(inventory, WRONG) == ["2026-04-06T09:01", "2026-04-06T09:02"]
    assert window.said.text() == "2 times were moved."
    assert window.camera.id == WRONG
    assert window.camera.suspicion is None
    assert not window.banner.isVisible()
    assert not window.repairs.satellites_button.isEnabled()
    assert not window.go.isEnabled()
    window.repairs.said_time_button.click()
    assert window.go.text() == "Back to the camera's times"
    press(qtbot, window)
    assert times(inventory, WRONG) == ["2026-04-05T09:01", "2026-04-05T09:02"]
    window.undo.click()
    settled(qtbot, window)
    assert window.said.text() == "Undone: Back to the camera's times."
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert times(inventory, WRONG) == ["2026-04-05T09:01", "2026-04-05T09:02"]
    assert window.camera.suspicion is not None


def test_a_typed_shift_is_shown_as_it_is_typed(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory
) -> None:
    window.list.choose(PHONE)
    assert "Copy them by cable" in window.notes.text()
    qtbot.keyClicks(window.shift, "-1")
    assert "no length of time" in window.said.text()
    assert not window.go.isEnabled()
    qtbot.keyClicks(window.shift, ":30")
    assert window.go.text() == "Move 3 times"
    window.photos.choose([0, 1])
    assert window.go.text() == "Move 2 times"
    press(qtbot, window)
    assert times(inventory, PHONE) == [
        "2026-04-05T07:40", "2026-04-05T07:42", "2026-04-05T09:40",
    ]  # fmt: skip
    window.shift.clear()
    qtbot.keyClicks(window.shift, "0h")
    assert window.said.text() == "Nothing would change."
    assert not window.go.isEnabled()
    window.shift.clear()
    window.on_typed()
    assert window.said.text() == ""


def test_all_photos_have_no_clock_but_places(window: ClockWindow) -> None:
    window.list.choose("")
    assert window.name.text() == "All photos"
    assert len(window.photos.chosen()) == 0
    assert not window.shift.isEnabled()
    assert not window.repairs.picture_button.isEnabled()
    assert window.repairs.track_button.isEnabled()
    assert [brief(one) for one in window.cameras] == [
        "", "The clock is wrong", "No positions left", "Hemisphere not said",
    ]  # fmt: skip


def test_a_clock_in_a_photo_gives_the_shift(
    qtbot: QtBot, window: ClockWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.list.choose(PHONE)
    window.photos.choose([1])

    def answered(dialog: PictureClockDialog) -> int:
        assert dialog.pane.media is not None
        assert dialog.camera_said.text() == "2026-04-05 09:12:00"
        assert dialog.shown.text() == "2026-04-05 "
        assert not dialog.go.isEnabled()
        dialog.shown.setText("2026-04-05 noon")
        assert "is not a time" in dialog.said.text()
        dialog.shown.setText("2026-04-06 09:12:30")
        assert dialog.said.text() == "The camera is moved by +24:00:30."
        dialog.utc.setChecked(True)
        assert dialog.zone.text() == "+08:00"
        assert dialog.seconds == 32 * 3600 + 30
        dialog.zone.setText("8")
        assert dialog.seconds == 32 * 3600 + 30
        dialog.zone.setText("east")
        assert dialog.seconds is None
        dialog.utc.setChecked(False)
        qtbot.keyClick(dialog.pane, Qt.Key.Key_Right)
        assert dialog.camera_said.text() == "2026-04-05 09:40:00"
        qtbot.keyClick(dialog.pane, Qt.Key.Key_Plus)
        qtbot.keyClick(dialog.pane, Qt.Key.Key_0)
        dialog.shown.setText("10:40")
        dialog.done(1)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(PictureClockDialog, "exec", answered)
    window.repairs.picture_button.click()
    assert window.shift.text() == "+1:00:00"
    assert window.go.text() == "Move 3 times"


def test_two_photos_of_one_moment_give_the_shift(
    window: ClockWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.list.choose(PHONE)

    def answered(dialog: SameMomentDialog) -> int:
        # A camera whose clock is wrong is offered last.
        assert [one.id for one in dialog.others] == [CAMERA, WRONG]
        dialog.right.step(1)
        assert dialog.seconds == 60
        dialog.which.setCurrentIndex(1)
        assert dialog.seconds == -9 * 60
        dialog.done(1)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(SameMomentDialog, "exec", answered)
    window.repairs.moment_button.click()
    assert window.shift.text() == "-0:09:00"
    assert window.go.isEnabled()


def test_a_track_places_the_photos_it_reaches(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    good = track(tmp_path / "walk.gpx", 8, 11, 14)
    (tmp_path / "bad.gpx").write_text("<gpx>")

    def answered(dialog: TrackDialog) -> int:
        assert dialog.zone.text() == "+08:00"
        assert not dialog.go.isEnabled()
        dialog.read([good, tmp_path / "bad.gpx"])
        qtbot.waitUntil(lambda: not dialog.work.running, timeout=30_000)
        assert "3 points · 2026-04-05 01:08" in dialog.files.text()
        assert "bad.gpx is no track" in dialog.problems.text()
        assert dialog.plan is not None
        assert len(dialog.plan.places) == 2
        dialog.replace.setChecked(True)
        assert len(dialog.plan.places) == 3
        dialog.replace.setChecked(False)
        dialog.zone.setText("+07:00")
        assert not dialog.go.isEnabled()
        dialog.zone.setText("east")
        assert "no time zone" in dialog.said.text()
        dialog.zone.setText("+08:00")
        dialog.done(1)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(TrackDialog, "exec", answered)
    window.list.choose("")
    assert warning(window.cameras, "").startswith("The clock of NIKON P6000 is wrong; its photos")
    assert "mend it first" in warning(window.cameras, WRONG)
    assert warning(window.cameras, PHONE) == ""
    window.repairs.track_button.click()
    assert window.go.text() == "Place 2 photos by a track"
    assert all("28.4000, 119.4000 ±" in words for words in window.photos.after.values())
    press(qtbot, window)
    assert window.said.text() == "2 places were written."
    placed = [one.position for one in inventory.all(Media, camera_id=PHONE) if one.position]
    assert {source_text(one).split(" · ")[0] for one in placed} == {"from a GPS track"}
    window.repairs.said_place_button.click()
    settled(qtbot, window)
    assert "2 originals are not here." in window.said.text()
    window.undo.click()
    settled(qtbot, window)
    assert not any(one.position for one in inventory.all(Media, camera_id=PHONE))


def test_tracks_are_dropped_onto_the_window(
    qtbot: QtBot, window: ClockWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def answered(dialog: TrackDialog) -> int:
        qtbot.waitUntil(lambda: not dialog.work.running, timeout=30_000)
        asked.append(dialog.tracks.points)
        dialog.done(0)
        return int(QDialog.DialogCode.Rejected)

    monkeypatch.setattr(TrackDialog, "exec", answered)
    window.list.choose(PHONE)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(track(tmp_path / "Walk.GPX", 8, 11)))])
    pictures = QMimeData()
    pictures.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    action, no_key = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    for data, taken in ((files, True), (pictures, False)):
        enter = QDragEnterEvent(QPoint(9, 9), action, data, left, no_key)
        enter.ignore()
        window.dragEnterEvent(enter)
        assert enter.isAccepted() == taken
    window.dropEvent(QDropEvent(QPointF(9, 9), action, files, left, no_key))
    qtbot.waitUntil(lambda: asked == [2], timeout=30_000)


def test_neighbours_lend_their_places(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(dialog: NeighbourDialog) -> int:
        assert dialog.said.text().startswith("2 photos get a place.")
        dialog.within.setValue(30)
        assert dialog.said.text().startswith("3 photos get a place.")
        dialog.others.setChecked(False)
        assert not dialog.go.isEnabled()
        dialog.others.setChecked(True)
        dialog.within.setValue(5)
        dialog.done(1)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(NeighbourDialog, "exec", answered)
    window.list.choose(PHONE)
    window.repairs.near_button.click()
    press(qtbot, window)
    placed = [one.position for one in inventory.all(Media, camera_id=PHONE) if one.position]
    assert len(placed) == 2
    assert source_text(placed[0]).startswith("from a photo near in time · ±")


def test_a_hemisphere_is_said_by_a_person_or_left_open(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory
) -> None:
    window.list.choose(CAMERA)
    assert window.repairs.half_button.isEnabled()
    camera = window.camera
    assert camera is not None
    dialog = HemisphereDialog(inventory, camera.photos, window.cameras[0].photos)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=30_000)
    # The originals of these records are not here.
    assert "do not give degrees" in dialog.said.text()
    one = next(photo for photo in camera.photos if photo.position is None)
    from heritage_desktop.services.placing import HalfSaid

    dialog.on_read([HalfSaid(one, 28.0, "", 119.0, "E")])
    assert not dialog.go.isEnabled()
    dialog.north_south.setCurrentIndex(1)
    assert dialog.plan is not None
    assert dialog.go.isEnabled()
    dialog.done(0)
    window.prepare_plan(dialog.plan)
    press(qtbot, window)
    found = inventory.get(Media, one.id)
    assert found is not None
    assert found.position is not None
    assert source_text(found.position) == "from the photo, hemisphere said by hand"


def test_a_refusal_is_said_and_nothing_is_lost(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory
) -> None:
    press(qtbot, window)
    with inventory.change("By hand") as change:
        for one in inventory.all(Media, camera_id=WRONG):
            change.set(Media, one.id, "taken", Moment("2026-04-07T12:00:00"))
    inventory.forget_steps()
    window.on_undo()
    settled(qtbot, window)
    assert times(inventory, WRONG) == ["2026-04-07T12:00"] * 2


def test_what_was_done_before_the_window_came_is_not_taken_back(
    qtbot: QtBot, window: ClockWindow, inventory: Inventory
) -> None:
    assert inventory.undo_label is not None
    assert not window.undo.isEnabled()
    before = times(inventory, WRONG)
    window.on_undo()
    settled(qtbot, window)
    assert times(inventory, WRONG) == before


def test_an_empty_inventory_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with new_inventory(tmp_path / "empty.vhi") as inventory:
        window = ClockWindow(inventory)
        qtbot.addWidget(window)
        settled(qtbot, window)
        assert window.said.text() == "There are no photos yet."
        assert not window.repairs.track_button.isEnabled()
        window.done(0)


def test_enter_opens_the_photo_large(qtbot: QtBot, window: ClockWindow) -> None:
    window.photos.setFocus()
    window.photos.setCurrentIndex(window.photos.model().index(0, 0))
    with qtbot.waitSignal(window.photos.looked_at):
        key = QEvent.Type.KeyPress
        window.photos.keyPressEvent(
            QKeyEvent(key, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        )
    (viewer,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    viewer.close()


def test_the_nikons_of_the_corpus_are_found_and_mended_by_one_press(
    qtbot: QtBot, shared: Path, tmp_path: Path
) -> None:
    paths = sorted((shared / "data" / "camera" / "photos").glob("EP_DSCN00*.jpg"))
    with new_inventory(tmp_path / "real.vhi") as inventory:
        import_photos(inventory, paths)
        window = ClockWindow(inventory)
        qtbot.addWidget(window)
        settled(qtbot, window)
        assert window.go.text() == "Move 9 times"
        press(qtbot, window)
        first = min(one.taken.local for one in inventory.all(Media) if one.taken)
        # The satellites said 14:27 UTC on the day after, 16:27 of summer time in Tuscany.
        assert first.startswith("2008-10-23T16:27")
        assert all(one.suspicion is None for one in window.cameras)
        window.done(0)


def test_the_viewer_says_what_the_camera_said_where_it_was_corrected() -> None:
    said = Media(id="a", taken=Moment("2026-04-05T09:00:00"), camera_time="2026-04-05T09:00:00")
    moved = Media(id="a", taken=Moment("2026-04-06T09:00:00"), camera_time="2026-04-05T09:00:00")
    assert "Camera clock" not in dict(facts(said))
    assert dict(facts(moved))["Camera clock"] == "2026-04-05 09:00:00"
