# SPDX-License-Identifier: Apache-2.0
"""The recorder: consent first, then the voice; marks on a key; the disk never a second behind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import references, theme
from heritage_desktop.qt.consent_dialog import ConsentDialog
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.level_meter import LevelMeter, word
from heritage_desktop.qt.microphone import Microphone, microphones
from heritage_desktop.qt.term_widgets import SearchCombo, choice_model, term_choices
from heritage_desktop.services import takes
from heritage_desktop.services.takes import Take
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import title_of

TICK_MS = 200


def clock(ms: int) -> str:
    """Return a length as h:mm:ss."""
    seconds = ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _room(take: Take) -> str:
    minutes = take.room_ms // 60_000
    if minutes < 120:
        return ntr("room for {n} minute", "room for {n} minutes", minutes)
    return ntr("room for {n} hour", "room for {n} hours", minutes // 60)


class RecorderWindow(QDialog):
    """Records one voice after another; ``recorded`` tells of each recording that is stored."""

    recorded = Signal(str)

    def __init__(
        self, inventory: Inventory, target: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.inventory, self.target = inventory, target
        self.take: Take | None = None
        self.for_consent = self.keeping = False
        self.jobs = Jobs(self)
        self.microphone = Microphone(self)
        self.microphone.level.connect(self.on_level)
        self.microphone.failed.connect(self.on_failed)
        self.setWindowTitle(tr("Voice recorder"))
        self.resize(760, 600)
        self._build()
        self._keys()
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.show_state)
        self._ticks.start()
        self._choose_device()
        self.show_state()

    # Building

    def _build(self) -> None:
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Voice recorder"), "title"))
        outer.addLayout(self._form())
        outer.addWidget(self._stage())
        outer.addLayout(self._buttons())
        self.said = plain_label("", "muted")
        self.said.setWordWrap(True)
        outer.addWidget(self.said)
        self.marks = QListWidget()
        self.marks.setAccessibleName(tr("Marks"))
        outer.addWidget(plain_label(tr("Marks"), "heading"))
        outer.addWidget(self.marks, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.shut = QPushButton(tr("Close"))
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.accept)
        foot.addWidget(self.shut)
        outer.addLayout(foot)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(theme.tokens().space.s)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.device = QComboBox()
        self._devices = QMediaDevices(self)
        self._devices.audioInputsChanged.connect(self.on_devices)
        self.on_devices()
        self.device.currentIndexChanged.connect(self._choose_device)
        self.speaker, self.spoken = SearchCombo(), SearchCombo(open_list=True)
        self.speaker.set_choices(choice_model(references.choices(self.inventory, "person", "")))
        self.spoken.set_choices(choice_model(term_choices("language")))
        self.speaker.chosen.connect(self.show_state)
        for words, widget in (
            (tr("Microphone"), self.device),
            (tr("Who speaks"), self.speaker),
            (tr("Language spoken"), self.spoken),
        ):
            widget.setAccessibleName(words)
            form.addRow(words, widget)
        if self.target:
            form.addRow(tr("Recorded for"), plain_label(title_of(self.inventory, self.target)))
        return form

    def _stage(self) -> QFrame:
        stage = QFrame()
        stage.setProperty("role", "card")
        inside = QVBoxLayout(stage)
        inside.setContentsMargins(16, 12, 16, 12)
        across = QHBoxLayout()
        self.light = plain_label("●", "danger")
        self.light.setAccessibleName(tr("Voice recording"))
        self.light.hide()
        self.time = plain_label(clock(0), "display")
        self.state = plain_label("", "muted")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.light)
        across.addWidget(self.time)
        across.addWidget(self.state, 1)
        inside.addLayout(across)
        self.meter = LevelMeter()
        self.loudness = plain_label("", "caption")
        inside.addWidget(self.meter)
        inside.addWidget(self.loudness)
        return stage

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.consent = QPushButton(tr("Record the consent first"))
        self.start, self.pause = QPushButton(tr("Start recording")), QPushButton(tr("Pause"))
        self.marker, self.stop = QPushButton(tr("Mark")), QPushButton(tr("Stop and keep"))
        self.pause.setCheckable(True)
        theme.set_primary(self.start)
        for button, keys, act in (
            (self.consent, "Ctrl+Shift+A", partial(self.begin, for_consent=True)),
            (self.start, "Ctrl+R", self.begin),
            (self.pause, "Ctrl+P", self.on_pause),
            (self.marker, "Ctrl+M", self.on_mark),
            (self.stop, "Ctrl+S", self.finish),
        ):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{button.text()} ({shown})")
            button.setShortcut(QKeySequence(keys))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=act: do())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _keys(self) -> None:
        """A key that is found without looking marks a moment."""
        QShortcut(QKeySequence("F9"), self).activated.connect(self.on_mark)

    # What is shown

    def on_devices(self) -> None:
        """List the microphones anew when one was plugged in; the chosen one stays if it can."""
        chosen = self.device.currentText()
        with QSignalBlocker(self.device):
            self.device.clear()
            for one in microphones():
                self.device.addItem(one.description(), one)
            self.device.setCurrentIndex(max(0, self.device.findText(chosen)))
        if self.take is None and self.device.currentText() != chosen and self.isVisible():
            self._choose_device()
            self.show_state()

    def _choose_device(self) -> None:
        self.microphone.open(self.device.currentData())

    @property
    def agreed(self) -> bool:
        """Tell whether the person has spoken or signed a consent that holds."""
        person = self._person()
        return not person or any(
            one.status == "active" for one in self.inventory.all(Consent, who=person)
        )

    def _person(self) -> str:
        try:
            return self.speaker.code() or ""
        except ValueError:
            return ""

    def show_state(self) -> None:
        """Show how long, how safe and what can be done now."""
        take, heard = self.take, self.device.count() > 0
        for button in (self.start, self.consent):
            button.setEnabled(take is None and heard and not self.keeping)
        self.consent.setVisible(bool(self._person()))
        for button in (self.pause, self.stop):
            button.setEnabled(take is not None)
        self.marker.setEnabled(take is not None and not self.for_consent)
        for box in (self.device, self.speaker, self.spoken):
            box.setEnabled(take is None)
        theme.set_primary(self.start, take is None and self.agreed)
        theme.set_primary(self.consent, take is None and not self.agreed)
        theme.set_primary(self.stop, take is not None)
        self.light.setVisible(take is not None and not self.pause.isChecked())
        if take is None:
            self.state.setText("" if heard else tr("No microphone is connected."))
            return
        self.time.setText(clock(take.length_ms))
        self.state.setText(
            tr("On the disk: {safe} · {room}", safe=clock(take.safe_ms), room=_room(take))
        )  # fmt: skip
        if take.failure:
            self.on_failed(take.failure)

    def on_level(self, level: float) -> None:
        """Show how loud it is."""
        self.meter.show_level(level)
        self.loudness.setText(f"{self.meter.peak:.0f} dB · {word(self.meter.peak)}")

    def tell(self, sentence: str, role: str = "muted") -> None:
        """Say one sentence below the buttons."""
        self.said.setText(sentence)
        theme.set_role(self.said, role)

    # Verbs

    def begin(self, *, for_consent: bool = False) -> None:
        """Begin a recording, or the clip on which the person agrees."""
        if self.take is not None or self.keeping or self.device.count() == 0:
            return
        try:
            spoken = self.spoken.code() or ""
        except ValueError:
            spoken = ""
        try:
            self.take = Take(
                self.inventory, self.microphone.format, target="" if for_consent else self.target,
                speaker=self._person(), spoken=spoken,
                caption=tr("Spoken consent") if for_consent else "",
            )  # fmt: skip
        except HeritageError as error:
            self.tell(str(error), "danger")
            return
        self.for_consent = for_consent
        self.marks.clear()
        self.pause.setChecked(False)
        self.microphone.record(self.take.add)
        self.tell(
            tr("Say who you are, what is recorded and what for, who will hear it, and that they "
               "may say no now or later. Then ask, and let them answer.") if for_consent
            else tr("Recording. F9 or Ctrl+M marks a moment.")
        )  # fmt: skip
        self.show_state()

    def on_pause(self) -> None:
        """Stop listening for a while; the gap is marked."""
        take = self.take
        if take is None:
            return
        if not self.pause.isChecked():
            self.microphone.record(take.add)
            return
        self.microphone.record(None)
        self._mark(take, tr("Pause"))

    def on_mark(self) -> None:
        """Mark this moment."""
        if self.take is not None and not self.for_consent:
            self._mark(self.take, "")

    def _mark(self, take: Take, words: str) -> None:
        try:
            made = take.mark(words)
        except HeritageError as error:
            self.tell(str(error), "danger")
            return
        number = self.marks.count() + 1
        self.marks.addItem(f"{number}   {clock(made.at_ms)}   {words}".rstrip())
        self.marks.scrollToBottom()

    def finish(self) -> None:
        """Stop and store what was recorded."""
        take, self.take = self.take, None
        if take is None:
            return
        self.microphone.record(None)
        self.pause.setChecked(False)
        self.tell(tr("Keeping it…"))
        job = Job(lambda _progress: take.finish())  # an hour of sound takes a second to hash
        job.succeeded.connect(self.on_kept)
        job.failed.connect(lambda error: self.tell(str(error), "danger"))
        job.ended.connect(self.on_ended)
        self.keeping = True
        self.jobs.submit(job)
        self.show_state()

    def on_ended(self) -> None:
        """The next recording can begin."""
        self.keeping = False
        self.show_state()

    def on_kept(self, media: Media | None) -> None:
        """Say what was stored; after a consent clip, ask what was agreed."""
        if media is None:
            self.tell(tr("Nothing was heard, so nothing was kept."))
            return
        self.recorded.emit(media.id)
        if self.for_consent:
            self._ask_what_was_agreed(media)
            return
        marks = self.marks.count()
        self.tell(
            tr("Kept: {time}.", time=clock(media.duration_ms or 0))
            + (" " + ntr("{n} mark.", "{n} marks.", marks) if marks else "")
        )

    def _ask_what_was_agreed(self, clip: Media) -> None:
        person = self._person()
        who = self.inventory.get(Person, person)
        if who is None:
            return
        asked = ConsentDialog(title_of(self.inventory, person), self)
        asked.accepted.connect(lambda: self.on_agreed(clip, person, asked))
        asked.open()

    def on_agreed(self, clip: Media, person: str, asked: ConsentDialog) -> None:
        """Keep the consent with its clip."""
        takes.agree(self.inventory, clip, person, granted=asked.granted, refused=asked.refused)
        self.recorded.emit(clip.id)
        self.tell(tr("The consent is kept with its clip. Now record."))
        self.show_state()

    def on_failed(self, sentence: str) -> None:
        """The microphone or the disk gave up: keep what there is."""
        self.finish()
        self.tell(sentence, "danger")  # "Keeping it" would hide the reason

    def done(self, result: int) -> None:
        """Nothing is lost by closing: what runs is kept."""
        self._ticks.stop()
        self.finish()
        self.microphone.close()
        self.jobs.close()
        super().done(result)
