# SPDX-License-Identifier: Apache-2.0
"""The sound desk: written by keyboard alone, never losing a word, following what is heard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.media import Media, Segment
from heritage_desktop.media.wav import header
from heritage_desktop.qt.index_menu import ShiftDialog
from heritage_desktop.qt.sound_desk import SoundDesk, open_desk
from heritage_desktop.qt.viewing import open_media
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import passages
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory
from tests.qt.test_sound_decoder import deadly
from tests.services.sounds import FORMAT, counting

SECONDS = 20


def take_in(inventory: Inventory, data: bytes, extension: str, sort: str) -> Media:
    """Put a recording into the inventory as an import does."""
    name = hashlib.sha256(data).hexdigest()
    inventory.blobs.add(data, name, extension)
    with inventory.change("Recording") as change:
        return change.add(Media(id="", sha256=name, extension=extension, media_type=sort))


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


@pytest.fixture
def talk(inventory: Inventory) -> Media:
    samples = counting(0, 0, SECONDS * FORMAT.rate)
    return take_in(inventory, header(FORMAT, len(samples)) + samples, "wav", "audio")


@pytest.fixture
def desk(inventory: Inventory, talk: Media, qtbot: QtBot) -> Iterator[SoundDesk]:
    made = SoundDesk(inventory, talk)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    qtbot.waitUntil(lambda: made.player.length == SECONDS * 1000)
    yield made
    made.done(0)


def go(desk: SoundDesk, qtbot: QtBot, ms: int) -> None:
    desk.player.seek(ms)
    qtbot.waitUntil(lambda: desk.player.position == ms)


def press(keys: str) -> None:
    """Press keys where the cursor is."""
    at = QApplication.focusWidget() or QApplication.activeWindow()
    assert at is not None
    QTest.keySequence(at, keys)


def lines(inventory: Inventory, media: Media) -> list[tuple[int | None, int | None, str | None]]:
    found = passages.of(inventory, media.id)
    return [(one.start_ms, one.end_ms, one.spoken) for one in found if one.sort == "line"]


def test_a_transcript_is_written_without_the_mouse(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    go(desk, qtbot, 1_000)
    press("Ctrl+Return")
    QTest.keyClicks(QApplication.focusWidget(), "first words")
    go(desk, qtbot, 4_000)
    press("Ctrl+Return")
    QTest.keyClicks(QApplication.focusWidget(), "second words")
    go(desk, qtbot, 9_000)
    press("Ctrl+]")
    press("F9")
    assert lines(inventory, talk) == [
        (1_000, 4_000, "first words"),
        (4_000, 9_000, "second words"),
    ]
    assert [one.start_ms for one in inventory.all(Segment, sort="mark")] == [9_000]
    assert desk.editor.passage is not None
    assert desk.editor.passage.spoken == "second words"  # a mark does not take the line away


def test_keys_move_in_the_recording_while_typing(desk: SoundDesk, qtbot: QtBot) -> None:
    press("Ctrl+Return")
    go(desk, qtbot, 10_000)
    for keys, ms in (("Ctrl+J", 8_000), ("Ctrl+L", 10_000), ("Alt+Left", 5_000),
                     ("Alt+Right", 10_000)):  # fmt: skip
        press(keys)
        qtbot.waitUntil(lambda ms=ms: desk.player.position == ms)
    press("Ctrl+Down")
    assert desk.player.speed == 0.9
    press("F6")
    go(desk, qtbot, 12_000)
    press("F7")
    press("Ctrl+Shift+L")
    assert desk.player.looping
    assert desk.transport.loop_button.isChecked()
    press("Ctrl+Shift+L")
    assert not desk.player.looping


def test_a_mark_becomes_a_part_with_one_key(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    go(desk, qtbot, 5_000)
    press("F9")
    press("Ctrl+I")
    QTest.keyClicks(QApplication.focusWidget(), "The lantern")
    press("Return")
    (part,) = passages.of(inventory, talk.id)
    assert (part.sort, part.start_ms, part.end_ms) == ("part", 5_000, SECONDS * 1000)
    assert part.title == {"en": "The lantern"}


def test_three_languages_stand_beside_each_other(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    press("Ctrl+Return")
    said = {"": "我侬格个灯", "zh-Hans": "我们这个灯", "en": "This lantern of ours"}
    for tag, text in said.items():
        desk.editor.words.focus(tag)
        desk.editor.words.boxes[tag].insertPlainText(text)
    desk.editor.table.setFocus()
    (line,) = passages.of(inventory, talk.id)
    assert line.spoken == said[""]
    assert line.translation == {"zh-Hans": said["zh-Hans"], "en": said["en"]}
    shown = [desk.editor.model.index(0, column).data() for column in range(2, 5)]
    assert shown == list(said.values())


def test_undo_belongs_to_the_text_first_and_then_to_the_inventory(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    press("Ctrl+Return")
    QTest.keyClicks(QApplication.focusWidget(), "words")
    press("Ctrl+Z")
    press("Ctrl+Shift+Z")
    assert desk.editor.words.boxes[""].toPlainText() == "words"
    press("Ctrl+Z")
    assert desk.editor.words.boxes[""].toPlainText() == ""
    assert len(lines(inventory, talk)) == 1
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: desk.editor.passage is None)
    assert lines(inventory, talk) == []
    press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: len(lines(inventory, talk)) == 1)


def test_taking_back_a_long_transcript_keeps_the_window_awake(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    with inventory.change("Read a transcript") as change:
        for number in range(300):
            change.add(Segment(id="", media=talk.id, sort="line", start_ms=number, spoken="唱"))
    qtbot.waitUntil(lambda: len(desk.editor.model.passages) == 300)
    turns = QTimer()
    turned: list[int] = []
    turns.timeout.connect(lambda: turned.append(len(desk.editor.model.passages)))
    turns.start(0)
    desk.editor.undo()
    qtbot.waitUntil(lambda: not desk.editor.model.passages, timeout=20_000)
    turns.stop()
    assert 300 in turned, "the window stood still until the step was taken back"


def test_the_desk_takes_back_only_what_was_done_at_it(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    desk.editor.undo()
    desk.editor.next_line()
    qtbot.waitUntil(lambda: len(desk.editor.model.passages) == 1)
    desk.editor.undo()
    desk.editor.undo()
    qtbot.waitUntil(lambda: desk.editor.passage is None)
    desk.editor.close_editor()
    assert not inventory.is_trashed(Media, talk.id), "the import of the recording was undone"
    assert inventory.get(Media, talk.id) is not None


def test_words_that_were_being_typed_when_it_ended_are_back(
    inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    one = passages.add(inventory, talk.id, sort="line", start_ms=0)
    passages.add(inventory, talk.id, sort="line", start_ms=5_000)
    two = passages.of(inventory, talk.id)[1]
    inventory.save_draft("segment", two.id, "translation", "en", "half a sen")
    desk = SoundDesk(inventory, talk)
    qtbot.addWidget(desk)
    assert desk.editor.chosen == two.id
    assert desk.editor.words.boxes["en"].toPlainText() == "half a sen"
    assert desk.state.text().startswith("Text that was being typed is back")
    desk.done(0)
    stored = inventory.get(Segment, two.id)
    assert stored is not None
    assert stored.translation == {"en": "half a sen"}
    assert inventory.drafts() == []
    assert inventory.get(Segment, one.id) == one


def test_what_is_heard_is_marked(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    for start in (2_000, 6_000):
        passages.add(inventory, talk.id, sort="line", start_ms=start, end_ms=start + 2_000)
    qtbot.waitUntil(lambda: desk.editor.model.rowCount() == 2)
    first, second = (one.id for one in desk.editor.model.passages)
    heard = []
    for ms in (1_000, 2_500, 5_000, 7_999):
        desk.player.moved.emit(ms)
        heard.append(desk.editor.model.heard)
    assert heard == ["", first, "", second]
    assert desk.transport.time.text() == "0:00:07.9"


def test_a_passage_is_played_to_its_end_and_no_further(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    passages.add(inventory, talk.id, sort="line", start_ms=3_000, end_ms=3_400)
    qtbot.waitUntil(lambda: desk.editor.chosen != "" or desk.editor.model.rowCount() == 1)
    desk.editor.choose(desk.editor.model.passages[0].id)
    press("Ctrl+R")
    qtbot.waitUntil(lambda: desk.player.playing)
    qtbot.waitUntil(lambda: not desk.player.playing)
    assert desk.player.position == 3_400


def test_a_time_outside_the_recording_is_told_beside_it_and_not_stored(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    press("Ctrl+Return")
    row = desk.editor.sheet.rows["segment", "end_ms"]
    editor = row.editor.entry()
    editor.setFocus()
    for text in ("0:00:99:00", "1:00:00"):
        editor.clear()
        QTest.keyClicks(editor, text)
        press("Return")
        assert row.trouble.text()
        assert lines(inventory, talk) == [(0, None, None)]
    editor.clear()
    QTest.keyClicks(editor, "0:00:07.5")
    press("Return")
    assert not row.trouble.text()
    assert lines(inventory, talk) == [(0, 7_500, None)]


def test_another_window_or_a_merge_may_write_meanwhile(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    with inventory.change("Many") as change:
        for n in range(60):
            change.add(Segment(id="", media=talk.id, sort="line", start_ms=n * 100, spoken=f"{n}"))
    qtbot.waitUntil(lambda: desk.editor.model.rowCount() == 60)
    desk.editor.choose(desk.editor.model.passages[30].id)
    passages.remove(
        inventory, [desk.editor.model.passages[30].id, desk.editor.model.passages[0].id]
    )
    qtbot.waitUntil(lambda: desk.editor.model.rowCount() == 58)
    assert desk.editor.passage is None
    passages.move(inventory, desk.editor.model.passages[5].id, start_ms=19_000)
    qtbot.waitUntil(lambda: desk.editor.model.passages[-1].start_ms == 19_000)


def test_several_passages_are_deleted_at_once(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    for n in range(4):
        passages.add(inventory, talk.id, sort="line", start_ms=n * 1000)
    qtbot.waitUntil(lambda: desk.editor.model.rowCount() == 4)
    desk.editor.table.setFocus()
    desk.editor.table.selectRow(1)
    QTest.keyClick(desk.editor.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(desk.editor.table, Qt.Key.Key_Delete)
    assert [start for start, _, _ in lines(inventory, talk)] == [0, 3_000]


def test_escape_does_not_close_the_desk(desk: SoundDesk) -> None:
    press("Ctrl+Return")
    press("Esc")
    assert desk.isVisible()
    assert desk.editor.table.hasFocus()


def test_a_recording_that_is_not_here_is_said(inventory: Inventory, qtbot: QtBot) -> None:
    with inventory.change("Gone") as change:
        gone = change.add(Media(id="", sha256="0" * 64, extension="wav", media_type="audio"))
    desk = SoundDesk(inventory, gone)
    qtbot.addWidget(desk)
    assert desk.said.text() == "The recording is not on this computer."
    desk.done(0)


def test_a_damaged_recording_is_said_and_its_index_can_still_be_written(
    inventory: Inventory, qtbot: QtBot
) -> None:
    bad = take_in(inventory, b"ID3" + bytes(range(256)) * 40, "mp3", "audio")
    desk = SoundDesk(inventory, bad)
    qtbot.addWidget(desk)
    qtbot.waitUntil(lambda: desk.said.text() == "The recording cannot be played on this computer.")
    desk.editor.next_line()
    assert len(passages.of(inventory, bad.id)) == 1
    desk.done(0)


def test_the_waveform_comes_and_a_click_on_it_goes_there(
    desk: SoundDesk, inventory: Inventory, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: desk.wave.detail.peaks is not None)
    assert list(inventory.blobs.cache.rglob("*.peaks")) != []
    overview = desk.wave.overview
    middle = overview.rect().center()
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: abs(desk.player.position - SECONDS * 500) < 50)


def test_without_a_waveform_a_sentence_stands_in_its_place(
    inventory: Inventory, qtbot: QtBot
) -> None:
    bad = take_in(inventory, b"ID3" + bytes(range(256)) * 40, "mp3", "audio")
    desk = SoundDesk(inventory, bad)
    qtbot.addWidget(desk)
    qtbot.waitUntil(lambda: "it has no waveform" in desk.wave.detail.said, timeout=20_000)
    assert desk.wave.detail.peaks is None
    desk.done(0)


def test_a_film_plays_inside(inventory: Inventory, shared: Path, qtbot: QtBot) -> None:
    path = shared / "data" / "camera" / "av" / "ME_sample_mpeg4.mp4"
    film = take_in(inventory, path.read_bytes(), "mp4", "video")
    desk = SoundDesk(inventory, film)
    qtbot.addWidget(desk)
    desk.show()
    assert desk.film is not None
    item = desk.film.item
    assert item is not None
    qtbot.waitUntil(lambda: not item.property("nativeSize").isEmpty())
    desk.player.play()
    qtbot.waitUntil(lambda: desk.player.position > 300)
    qtbot.waitUntil(lambda: desk.wave.detail.peaks is not None, timeout=20_000)
    assert desk.editor.length == pytest.approx(4_990, abs=100)
    small = desk.film.size()
    qtbot.mouseDClick(desk.film.viewport(), Qt.MouseButton.LeftButton)
    assert desk.film.width() > small.width()
    desk.done(0)


def test_a_film_that_kills_its_player_leaves_the_desk_at_work(
    inventory: Inventory, shared: Path, qtbot: QtBot
) -> None:
    path = shared / "data" / "camera" / "av" / "ME_sample_mpeg4.mp4"
    film = take_in(inventory, deadly(path), "mp4", "video")
    desk = SoundDesk(inventory, film)
    qtbot.addWidget(desk)
    desk.player.play()
    qtbot.waitUntil(lambda: "stops whoever plays it" in desk.said.text(), timeout=20_000)
    qtbot.waitUntil(lambda: desk.wave.detail.peaks is not None, timeout=20_000)
    desk.editor.next_line()
    assert len(passages.of(inventory, film.id)) == 1
    desk.done(0)


def test_the_languages_beside_each_other_are_chosen_and_remembered(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    passages.add(inventory, talk.id, sort="line", start_ms=0, translation={"shx": "x"})
    desk.editor.show_passages()
    menu = desk.editor.languages
    menu.fill()
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered) == ["Standard Chinese", "English", "She", "Another language…"]
    offered["English"].trigger()
    menu.fill()
    next(action for action in menu.actions() if action.text() == "She").trigger()
    assert list(desk.editor.words.boxes) == ["", "zh-Hans", "shx"]
    later = SoundDesk(inventory, talk)
    qtbot.addWidget(later)
    assert later.editor.model.columns == ("", "zh-Hans", "shx")
    later.done(0)


def test_all_times_are_moved_to_where_the_player_is(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    for start in (1_000, 2_000):
        passages.add(inventory, talk.id, sort="line", start_ms=start)
    qtbot.waitUntil(lambda: desk.editor.model.rowCount() == 2)
    desk.editor.choose(desk.editor.model.passages[0].id)
    go(desk, qtbot, 4_500)

    def answer() -> None:
        dialog = desk.findChild(ShiftDialog)
        assert dialog is not None
        assert dialog.by.text() == "0:00:03.500"
        dialog.by.setText("soon")
        dialog.accept()
        assert dialog.trouble.text()
        dialog.by.setText("−0:00:00.500")
        dialog.accept()

    QTimer.singleShot(0, answer)
    desk.editor.ask_shift()
    qtbot.waitUntil(lambda: [start for start, _, _ in lines(inventory, talk)] == [500, 1_500])
    work = desk.findChild(WorkDialog)
    assert work is not None
    qtbot.waitUntil(lambda: "2 passages were moved." in work.said.text())
    work.done(0)


def test_words_are_only_written_on_lines(
    desk: SoundDesk, inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    go(desk, qtbot, 5_000)
    press("Ctrl+I")
    assert not desk.editor.words.boxes[""].isEnabled()
    press("Ctrl+Return")
    assert desk.editor.words.boxes[""].isEnabled()
    assert [one.sort for one in passages.of(inventory, talk.id)] == ["part", "line"]


def test_a_recording_opens_the_desk_once_and_a_photo_the_viewer(
    inventory: Inventory, talk: Media, qtbot: QtBot
) -> None:
    with inventory.change("Photo") as change:
        photo = change.add(Media(id="", media_type="photo"))
    window = QDialog()
    qtbot.addWidget(window)
    ids = [photo.id, talk.id]
    viewer = open_media(inventory, ids, 0, window)
    desk = open_media(inventory, ids, 1, window)
    assert not isinstance(viewer, SoundDesk)
    assert isinstance(desk, SoundDesk)
    assert open_desk(inventory, talk, window) is desk
    viewer.close()
    desk.close()


def test_who_speaks_is_shown_by_name(desk: SoundDesk, inventory: Inventory, talk: Media) -> None:
    with inventory.change("Singer") as change:
        singer = change.add(Person(id="", name={"zh-Hans": "甲歌手"})).id
    passages.add(inventory, talk.id, sort="line", start_ms=0, speaker=singer)
    desk.editor.show_passages()
    assert desk.editor.model.index(0, 1).data() == "甲歌手"
