# SPDX-License-Identifier: Apache-2.0
"""The verbs of sound and film."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.photo_verbs import PhotoVerbs


class VoiceVerbs(PhotoVerbs):
    """One method ``on_<name>`` for each verb of ``actions``."""

    def on_record(self) -> None:
        """Record a voice, for the chosen record or for the tray."""
        try:
            from heritage_desktop.qt.recorder_window import RecorderWindow
        except ImportError:
            tell(self._window, tr("Sound needs the system libraries libpulse0 and libxrandr2; "
                                  "install them and start the program again."))  # fmt: skip
            return
        self._settle()
        cards = [card for card in self._chosen_cards() if card.entity != "media"]
        recorder = RecorderWindow(
            self._inventory, cards[0].id if len(cards) == 1 else "", self._window
        )
        recorder.recorded.connect(self._window.refresh)
        recorder.open()

    def on_listen(self) -> None:
        """Listen to the chosen recording or film, or the first of the chosen record."""
        from heritage_desktop.qt.sound_desk import open_desk
        from heritage_desktop.services import passages

        self._settle()
        for card in self._chosen_cards()[:1]:
            found = passages.recording_of(self._inventory, card.id)
            if found is None:
                tell(self._window, tr("This record has no recording or film yet."))
            else:
                open_desk(self._inventory, found, self._window)

    def close(self) -> None:
        """Store what is being typed at the sound desk before the inventory goes away."""
        for desk in self._window.findChildren(QDialog, "soundDesk"):
            desk.close()
        super().close()

    def recover_takes(self) -> None:
        """Keep the recordings that were cut off when the program or the computer stopped."""
        from heritage_desktop.services import takes

        inventory = self._inventory
        if takes.left_over(inventory):
            self._work(
                tr("A recording was cut off"),
                lambda _progress: len(takes.recover(inventory)),
                lambda count: ntr(
                    "{n} recording is in the tray, up to its last second.",
                    "{n} recordings are in the tray, up to their last second.", count,
                ) if count else tr("No sound could be read; see the folder “takes”."),
            )  # fmt: skip
