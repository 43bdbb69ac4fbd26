# SPDX-License-Identifier: Apache-2.0
"""Transcripts at the sound desk: read in and written by hand, asked once, said in sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.media.wav import header
from heritage_desktop.qt.sound_desk import SoundDesk
from heritage_desktop.qt.transcript_dialogs import ReadTranscriptDialog, WriteTranscriptDialog
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import passages
from heritage_desktop.services.inventories import new_inventory
from tests.services.sounds import FORMAT, counting


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[SoundDesk]:
    """Give the desk of a recording of ten seconds on an open item."""
    samples = counting(0, 0, 10 * FORMAT.rate)
    with new_inventory(tmp_path / "x.vhi", village="平田") as inventory:
        data = header(FORMAT, len(samples)) + samples
        name = hashlib.sha256(data).hexdigest()
        inventory.blobs.add(data, name, "wav")
        with inventory.change("Recording") as change:
            item = change.add(Item(id="", kind="intangible", access_level="public"))
            media = change.add(
                Media(id="", sha256=name, extension="wav", media_type="audio", language="wuu",
                      caption={"zh-Hans": "灯会/开场"})
            )  # fmt: skip
            change.add(MediaLink(id="", target=item.id, media=media.id))
        made = SoundDesk(inventory, media)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
        yield made
        made.done(0)


def answer(monkeypatch: pytest.MonkeyPatch, asked: type[QDialog], fill: object = None) -> None:
    """Let a question be answered at once."""

    def run(dialog: QDialog) -> int:
        if callable(fill):
            fill(dialog)
        return 1

    monkeypatch.setattr(asked, "exec", run)


def said(desk: SoundDesk, qtbot: QtBot) -> str:
    """Return what is told when the work is done, and close it."""
    dialog = desk.findChildren(WorkDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.work.running, timeout=30_000)
    told = dialog.said.text()
    dialog.done(0)
    return told


def test_a_transcript_is_read_with_a_key_and_shown(
    desk: SoundDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gong.en.srt"
    path.write_text("00:00:01,000 --> 00:00:02,000\nThe gong\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    seen: list[str] = []
    answer(monkeypatch, ReadTranscriptDialog,
           lambda dialog: seen.append(dialog.language.currentData()))  # fmt: skip
    at = QApplication.activeWindow()
    assert at is not None
    QTest.keySequence(at, "Ctrl+O")
    assert seen == ["en"]
    assert said(desk, qtbot) == "1 passage was added."
    qtbot.waitUntil(lambda: len(desk.editor.model.passages) == 1)
    (one,) = passages.of(desk.inventory, desk.media.id)
    assert dict(one.translation) == {"en": "The gong"}


def test_a_file_that_is_no_transcript_is_told(
    desk: SoundDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.eaf"
    path.write_text("<!DOCTYPE x><x/>", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    answer(monkeypatch, ReadTranscriptDialog)
    desk.transcripts.on_read()
    assert said(desk, qtbot).startswith("bad.eaf: it defines a document type")


def test_a_transcript_is_written_for_somebody(
    desk: SoundDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    inventory, media = desk.inventory, desk.media.id
    for start, level in ((0, None), (2000, "sealed")):
        passages.add(
            inventory, media, sort="line", start_ms=start, end_ms=start + 900, access_level=level,
            spoken=f"锵{start}", translation={"en": f"clang {start}"},
        )  # fmt: skip
    offered: list[str] = []

    def save_as(*arguments: object) -> tuple[str, str]:
        offered.append(Path(str(arguments[2])).name)
        return str(tmp_path / "out"), ""

    def fill(dialog: WriteTranscriptDialog) -> None:
        assert not dialog.language.isEnabled()
        dialog.audience.setCurrentIndex(dialog.audience.findData("public"))
        dialog.form.setCurrentIndex(dialog.form.findData("srt"))
        dialog.language.setCurrentIndex(dialog.language.findData("en"))

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_as)
    answer(monkeypatch, WriteTranscriptDialog, fill)
    desk.transcripts.on_write()
    told = said(desk, qtbot)
    assert told.startswith("1 passage was written.\n1 passage was kept back")
    assert (tmp_path / "out.srt").read_text(encoding="utf-8").endswith("clang 0\n")
    assert offered[0].endswith(".en.srt")
    assert "/" not in offered[0]
