# SPDX-License-Identifier: Apache-2.0
"""The verbs of sound and film."""

from __future__ import annotations

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
