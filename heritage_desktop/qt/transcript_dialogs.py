# SPDX-License-Identifier: Apache-2.0
"""Transcripts of other programs at the sound desk: reading one in, writing one for somebody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget

from heritage_desktop import i18n, settings
from heritage_desktop.domain.file_names import clean
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.exchange.transcripts import TRANSCRIPTS
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import passages
from heritage_desktop.services.transcripts import (
    Reading,
    WrittenTranscript,
    language_of_file,
    read_transcript,
    write_transcript,
)
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import title_of


class ReadTranscriptDialog(AskDialog):
    """Asks what language the words of a file are in, where the file cannot say it."""

    def __init__(self, media: Media, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Read a transcript"),
            tr("Passages that are not here yet are added and open fields are filled. What stands "
               "here is never overwritten, and one undo takes all of it back."),
            tr("Read it"),
            parent,
        )  # fmt: skip
        name = plain_label(path.name)
        name.setWordWrap(True)
        self.rows.addRow(tr("File"), name)
        self.language = language_box(tr("As spoken"), vocabulary("language").codes())
        self.language.setAccessibleName(tr("The words are in"))
        told = language_of_file(path)
        if told and told != media.language:
            self.language.setCurrentIndex(max(0, self.language.findData(told)))
        if path.suffix.lower() != ".eaf":  # its tiers say it
            self.rows.addRow(tr("The words are in"), self.language)


class WriteTranscriptDialog(AskDialog):
    """Asks for whom a transcript is, in what form and language."""

    def __init__(self, inventory: Inventory, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Write a transcript"),
            tr("A passage that is not for them, or of somebody who has not agreed, is left out: "
               "there is a gap in time."),
            tr("Write it"),
            parent,
        )  # fmt: skip
        self.audience, self.form = QComboBox(), QComboBox()
        for code, text in (
            ("village", tr("For the village")), ("county", tr("For the county office")),
            ("public", tr("For everybody")),
        ):  # fmt: skip
            self.audience.addItem(text, code)
        self.audience.setCurrentIndex(1)
        for code, text in (
            ("eaf", tr("ELAN: index, transcript and translations")),
            ("vtt", tr("WebVTT: subtitles with who speaks")),
            ("srt", tr("SubRip: subtitles for any player")),
        ):
            self.form.addItem(text, code)
        spoken = {tag for one in passages.of(inventory, media.id) for tag in one.translation}
        self.language = language_box(tr("As spoken"), sorted(spoken))
        for label, box in (
            (tr("For whom"), self.audience), (tr("Form"), self.form), (tr("Words"), self.language)
        ):  # fmt: skip
            box.setAccessibleName(label)
            self.rows.addRow(label, box)
        self.form.currentIndexChanged.connect(self.on_form)
        self.on_form()

    def on_form(self) -> None:
        """ELAN holds every language at once; subtitles are in one."""
        form = self.form.currentData()
        self.language.setItemText(
            0, tr("As spoken") if form == "srt" else tr("As spoken, with translations")
        )
        self.language.setEnabled(form != "eaf")
        if form == "eaf":
            self.language.setCurrentIndex(0)


def language_box(first: str, tags: list[str] | tuple[str, ...]) -> QComboBox:
    """Return a choice of languages after ``first``, which stands for ''."""
    box = QComboBox()
    box.addItem(first, "")
    for tag in tags:
        box.addItem(vocabulary("language").label(tag, i18n.language()), tag)
    return box


class TranscriptVerbs:
    """The two verbs for one recording; ``settle`` stores what is being typed first."""

    def __init__(
        self, inventory: Inventory, media: Media, settle: Callable[[], object], parent: QWidget
    ) -> None:
        self._inventory, self._media = inventory, media
        self._settle, self._parent = settle, parent

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the verbs; their keys work anywhere in the window."""
        return [
            self._button(tr("Read a transcript…"), "import", "Ctrl+O", self.on_read),
            self._button(tr("Write a transcript…"), "export", "Ctrl+E", self.on_write),
        ]

    def _button(self, words: str, icon: str, keys: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in its text
        theme.set_icon(button, icon)
        sequence = QKeySequence(keys)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.clicked.connect(lambda _checked=False: act())
        QShortcut(sequence, self._parent).activated.connect(lambda: act())
        return button

    def on_read(self) -> None:
        """Choose a file and take it in."""
        self._settle()
        endings = " ".join(f"*.{one}" for one in TRANSCRIPTS)
        found, _ = QFileDialog.getOpenFileName(
            self._parent, tr("Read a transcript"), self._folder(),
            f"{tr('Transcripts')} ({endings})",
        )  # fmt: skip
        if not found:
            return
        path = Path(found)
        self._remember(path)
        asked = ReadTranscriptDialog(self._media, path, self._parent)
        if asked.exec():
            inventory, media, language = self._inventory, self._media.id, asked.language
            chosen = str(language.currentData())
            self._work(
                tr("Read a transcript"),
                lambda progress: read_transcript(
                    inventory, media, path, language=chosen, progress=progress
                ),
            )

    def on_write(self) -> None:
        """Ask for whom and where to, then write."""
        self._settle()
        asked = WriteTranscriptDialog(self._inventory, self._media, self._parent)
        if not asked.exec():
            return
        audience, form = str(asked.audience.currentData()), str(asked.form.currentData())
        language = str(asked.language.currentData())
        name = clean(title_of(self._inventory, self._media.id)) or tr("Transcript")
        called = ".".join(
            part for part in (name.rpartition(".")[0] or name, language, form) if part
        )
        found, _ = QFileDialog.getSaveFileName(
            self._parent, tr("Save as"), str(Path(self._folder()) / called),
            f"{TRANSCRIPTS[form].name} (*.{form})",
        )  # fmt: skip
        if not found:
            return
        path = Path(found)
        path = path if path.suffix.lower() == f".{form}" else path.with_name(f"{path.name}.{form}")
        self._remember(path)
        inventory, media = self._inventory, self._media.id
        self._work(
            tr("Write a transcript"),
            lambda _progress: write_transcript(inventory, media, path, audience, language=language),
        )

    def _work(self, heading: str, work: Callable[..., object]) -> None:
        WorkDialog(heading, work, _said, self._parent).open()

    def _store(self) -> QSettings:
        return QSettings(str(settings.config_dir() / "layout.ini"), QSettings.Format.IniFormat)

    def _folder(self) -> str:
        return str(self._store().value("sound/folder", "") or Path.home())

    def _remember(self, path: Path) -> None:
        self._store().setValue("sound/folder", str(path.parent))


def _said(report: object) -> str:
    assert isinstance(report, Reading | WrittenTranscript)
    return "\n".join(report.sentences())
