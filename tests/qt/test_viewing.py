# SPDX-License-Identifier: Apache-2.0
"""From the main window to the sound desk and back: nothing typed is lost on the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from heritage_desktop import settings
from heritage_desktop.domain.media import Media, MediaLink, Segment
from heritage_desktop.media.wav import header
from heritage_desktop.qt.desk import Desk
from heritage_desktop.qt.main_window import MainWindow
from heritage_desktop.qt.sound_desk import SoundDesk
from heritage_desktop.services import items
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage.inventory import Inventory
from tests.services.sounds import FORMAT, counting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an inventory with a festival that has a recording."""
    samples = counting(0, 0, 5 * FORMAT.rate)
    data = header(FORMAT, len(samples)) + samples
    name = hashlib.sha256(data).hexdigest()
    with new_inventory(tmp_path / "x.vhi", village="平田") as inventory:
        village = items.only_village(inventory)
        item = items.new_item(inventory, kind="intangible", village=village, names={"zh": "迎灯"})
        items.new_item(inventory, kind="immovable", village=village, names={"en": "Bridge"})
        inventory.blobs.add(data, name, "wav")
        with inventory.change("Recording") as change:
            talk = change.add(Media(id="", sha256=name, extension="wav", media_type="audio"))
            change.add(MediaLink(id="", target=item.id, media=talk.id, order=1))
        inventory.forget_steps()
    return tmp_path / "x.vhi"


@pytest.fixture
def window(qtbot: QtBot, folder: Path) -> Iterator[MainWindow]:
    settings.save(settings.Settings(language="en", theme="light", recorder="Lin"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app)
    desk.start(folder)
    assert desk.window is not None
    yield desk.window
    desk.close()


def _desk(window: MainWindow) -> SoundDesk:
    (found,) = [one for one in window.findChildren(SoundDesk) if one.isVisible()]
    return found


def _show(window: MainWindow, title: str) -> None:
    assert window.library is not None
    (card,) = [card for card in window.library.model.cards if card.title == title]
    window.show_record(card.id)


def test_a_recording_of_the_strip_opens_the_sound_desk(window: MainWindow, qtbot: QtBot) -> None:
    _show(window, "迎灯")
    assert window.form is not None
    strip = window.form.strip.list
    strip.itemActivated.emit(strip.item(0))
    assert _desk(window).media.media_type == "audio"


def test_the_menu_opens_the_recording_of_the_chosen_record(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _show(window, "迎灯")
    window.update_actions()
    window.actions_by_name["listen"].trigger()
    assert _desk(window).player is not None
    told: list[str] = []
    monkeypatch.setattr(
        "heritage_desktop.qt.voice_verbs.tell", lambda _window, text: told.append(text)
    )
    _show(window, "Bridge")
    window.actions_by_name["listen"].trigger()
    assert told == ["This record has no recording or film yet."]


def test_words_typed_at_the_desk_are_kept_when_the_program_is_closed(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    _show(window, "迎灯")
    window.verbs.on_listen()
    desk = _desk(window)
    desk.editor.next_line()
    QTest.keyClicks(desk.editor.words.boxes[""], "the last words")
    window.close()
    assert not desk.isVisible()
    owner = window.desk
    owner.close()
    with Inventory.open(folder) as inventory:
        assert [one.spoken for one in inventory.all(Segment)] == ["the last words"]
