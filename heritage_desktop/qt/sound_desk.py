# SPDX-License-Identifier: Apache-2.0
"""The sound desk: listen to a recording or film and write down what is told, by keyboard alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from heritage_desktop import settings
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.media.peaks import Peaks
from heritage_desktop.qt import theme
from heritage_desktop.qt.film_screen import FilmScreen
from heritage_desktop.qt.form_style import dress
from heritage_desktop.qt.index_editor import IndexEditor, spans_of
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.player import Player
from heritage_desktop.qt.sound_decoder import decoded_peaks
from heritage_desktop.qt.transcript_dialogs import TranscriptVerbs
from heritage_desktop.qt.transport import STRIDE, Transport
from heritage_desktop.qt.waveform import ZOOM, Waveform
from heritage_desktop.services.peaks import peaks_of
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import title_of

#: Back and on while typing, in milliseconds.
STEP = 2_000


class SoundDesk(QDialog):
    """Player, index and words of one recording."""

    def __init__(self, inventory: Inventory, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inventory, self.media = inventory, media
        self.player = Player(self)
        self._jobs = Jobs(self)
        self.setObjectName("soundDesk")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(tr("Sound desk"))
        self.resize(1240, 720)
        self._place = QSettings(
            str(settings.config_dir() / "layout.ini"), QSettings.Format.IniFormat
        )
        self._build()
        dress(self)
        self._connect()
        self._keys()
        self.editor.table.setFocus()
        if self._place.contains("sound/window"):
            self.restoreGeometry(self._place.value("sound/window"))
        self.open()

    # Building

    def _build(self) -> None:
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.l, space.m, space.l, space.s)
        outer.setSpacing(space.s)
        outer.addLayout(self._head())
        outer.addLayout(self._stage())
        self.transport = Transport()
        outer.addWidget(self.transport)
        self.editor = IndexEditor(self.inventory, self.media, lambda: self.player.position)
        outer.addWidget(self.editor, 1)
        self.said = plain_label("", "danger")
        self.said.setWordWrap(True)
        self.said.hide()
        outer.addWidget(self.said)
        keys = plain_label(
            tr("F5 play · Ctrl+J, Ctrl+L back, on · Ctrl+[ Ctrl+] begins, ends here · "
               "Ctrl+Enter next line · Ctrl+R again · F9 mark · Ctrl+I part · "
               "Ctrl+Shift+L loop · Alt+↑ Alt+↓ passage"),
            "caption",
        )  # fmt: skip
        keys.setAccessibleName(tr("Keys"))
        outer.addWidget(keys)

    def _stage(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.m)
        self.film: FilmScreen | None = None
        if self.media.media_type == "video":
            self.film = FilmScreen()
            row.addWidget(self.film)
        self.wave = Waveform()
        row.addWidget(self.wave, 1)
        return row

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.name = plain_label(title_of(self.inventory, self.media.id), "heading")
        self.state = plain_label("", "muted")
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.state)
        self.transcripts = TranscriptVerbs(self.inventory, self.media, self.settle, self)
        for button in self.transcripts.buttons():
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        player, transport, editor = self.player, self.transport, self.editor
        transport.follow(player)
        transport.passage_asked.connect(self.step_passage)
        transport.again_asked.connect(self.again)
        transport.loop_asked.connect(self.loop)
        transport.stretch_changed.connect(lambda: self.wave.show_loop(transport.a, transport.b))
        self.wave.sought.connect(player.seek)
        player.moved.connect(self.on_moved)
        player.measured.connect(self.on_measured)
        player.failed.connect(self.tell)
        editor.told.connect(self.tell)
        editor.noted.connect(self.state.setText)
        editor.renewed.connect(self.on_renewed)
        editor.chosen_changed.connect(self.on_chosen)
        editor.played.connect(self.again)
        editor.autosave.state.connect(self.on_state)

    def _keys(self) -> None:
        player, transport, editor = self.player, self.transport, self.editor
        for keys, act in (
            ("F5", player.toggle),
            ("Ctrl+Space", player.toggle),
            ("Ctrl+J", partial(transport.skip, -STEP)),
            ("Ctrl+L", partial(transport.skip, STEP)),
            ("Alt+Left", partial(transport.skip, -STRIDE)),
            ("Alt+Right", partial(transport.skip, STRIDE)),
            ("Alt+Up", partial(self.step_passage, -1)),
            ("Alt+Down", partial(self.step_passage, 1)),
            ("Ctrl+R", self.again),
            ("Ctrl+Enter", editor.next_line),
            ("Ctrl+Y", editor.redo),
            ("Ctrl+Shift+L", self.loop),
            ("F6", transport.set_a),
            ("F7", transport.set_b),
            ("Ctrl+Up", partial(transport.faster, 1)),
            ("Ctrl+Down", partial(transport.faster, -1)),
            ("Ctrl++", partial(self.wave.zoom, 1 / ZOOM)),
            ("Ctrl+=", partial(self.wave.zoom, 1 / ZOOM)),
            ("Ctrl+-", partial(self.wave.zoom, ZOOM)),
            ("Ctrl+0", self.wave.whole),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda act=act: act())

    def open(self) -> None:
        """Show the passages and make the recording ready to be heard."""
        self.editor.show_passages()
        blobs = self.inventory.blobs
        path = blobs.path(self.media.sha256 or "", self.media.extension)
        self._show_length(self.editor.length or 0)
        if not self.player.open(path, self.film.item if self.film else None):
            return
        job = Job(partial(peaks_of, self.inventory, self.media, decoded_peaks))
        job.progressed.connect(self.on_measuring)
        job.succeeded.connect(self.on_peaks)
        job.failed.connect(self.on_no_peaks)
        self._jobs.submit(job)

    def _show_length(self, ms: int) -> None:
        self.transport.show_length(ms)
        self.wave.show_length(ms)

    def on_measuring(self, done: int, total: int, _note: str) -> None:
        """Say how far the waveform is."""
        share = f"{done / total:.0%}" if total else ""
        self.wave.say(tr("Drawing the waveform… {share}", share=share))

    def on_peaks(self, peaks: Peaks) -> None:
        """Show the waveform; it also knows how long the recording is."""
        self.editor.show_length(peaks.duration_ms)
        if self.wave.length != (self.editor.length or 0):
            self._show_length(self.editor.length or 0)
        self.wave.show_peaks(peaks)

    def on_no_peaks(self, error: object) -> None:
        """Without a waveform everything else works."""
        known = isinstance(error, HeritageError)
        self.wave.say(
            str(error) if known else tr("The sound cannot be decoded; it has no waveform.")
        )

    # Following

    def on_moved(self, ms: int) -> None:
        """Show where it is and what is heard."""
        self.transport.show_position(ms)
        self.wave.show_position(ms, follow=self.player.playing)
        self.editor.show_heard(ms, follow=self.player.playing)

    def on_measured(self, ms: int) -> None:
        """The player knows how long the recording is, where its record does not."""
        self.editor.show_length(ms)
        if self.wave.length != (self.editor.length or ms):
            self._show_length(self.editor.length or ms)

    def on_renewed(self) -> None:
        """Show the passages on the waveform."""
        self.wave.show_spans(spans_of(self.editor.model.passages, self.editor.length))

    def on_chosen(self) -> None:
        """Show where the chosen passage is."""
        self.wave.show_chosen(self.editor.chosen)
        stretch, one = self.editor.stretch(), self.editor.passage
        if one is not None and not self.player.playing:
            begin = one.start_ms or 0
            self.wave.show_stretch(*(stretch or (begin, begin)))

    def on_state(self, state: str, why: str) -> None:
        """Say whether what was typed is kept."""
        said = {"saving": tr("Typing…"), "saved": tr("Saved")}
        self.state.setText(said.get(state, ""))
        if why:
            self.tell(why)

    def tell(self, sentence: str) -> None:
        """Say one sentence below the table, or nothing."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    # Listening

    def again(self) -> None:
        """Play the chosen passage from its begin to its end."""
        stretch, one = self.editor.stretch(), self.editor.passage
        if stretch is not None and stretch[1] > stretch[0]:
            self.player.play_stretch(*stretch)
        elif one is not None:
            self.player.free()
            self.player.seek(one.start_ms or 0)

    def loop(self) -> None:
        """Play from A to B, or else the chosen passage, over and over; or go on."""
        self.transport.toggle_loop(self.editor.stretch())

    def step_passage(self, by: int) -> None:
        """Choose the next or the previous passage and go to its begin."""
        one = self.editor.step(by)
        if one is not None:
            self.player.free()
            self.player.seek(one.start_ms or 0)

    # Leaving

    def settle(self) -> None:
        """Store what is being typed."""
        self.editor.commit()
        self.editor.autosave.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        table = self.editor.table
        if event.key() == Qt.Key.Key_Escape:
            table.setFocus()  # closing by a slip of the finger would lose the place
        elif event.key() == Qt.Key.Key_Space and self.focusWidget() is table:
            self.player.toggle()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Store what was typed and be silent."""
        self._place.setValue("sound/window", self.saveGeometry())
        self._jobs.close()
        self.editor.close_editor()
        self.player.close()
        super().done(result)


def open_desk(inventory: Inventory, media: Media, parent: QWidget | None = None) -> SoundDesk:
    """Open the sound desk beside the window and return it; a recording has one desk."""
    for known in parent.findChildren(SoundDesk) if parent is not None else ():
        if known.media.id == media.id and known.isVisible():
            known.activateWindow()
            return known
    desk = SoundDesk(inventory, media, parent)
    desk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    desk.show()
    return desk
