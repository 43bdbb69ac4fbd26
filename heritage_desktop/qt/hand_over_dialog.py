# SPDX-License-Identifier: Apache-2.0
"""Before a bundle: only what somebody has not confirmed, or everything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt.ask_dialogs import AskDialog
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.storage import deliveries
from heritage_desktop.storage.deliveries import Peer, Waiting
from heritage_desktop.storage.inventory import Inventory

#: More would be a list to search; the command line reaches all.
SHOWN = 5


class HandOverDialog(AskDialog):
    """``peer`` is the replica whose receipts count, None for everything."""

    def __init__(self, inventory: Inventory, known: Sequence[Peer], parent: QWidget) -> None:
        super().__init__(
            tr("Hand over a bundle"),
            tr("What is written is not yet delivered: only a receipt says that it arrived."),
            tr("Choose where…"), parent,
        )  # fmt: skip
        self.choices = QButtonGroup(self)
        self._jobs = Jobs(self)
        self.left: dict[str, QLabel] = {}
        for number, peer in enumerate(known[:SHOWN]):
            name = peer.name if peer.name == peer.team or not peer.team else (
                f"{peer.name} ({peer.team})")  # fmt: skip
            words = tr("Only what {who} has not confirmed", who=name)
            self.left[peer.replica] = self._choice(words, peer.replica, chosen=number == 0)
            self._ask(inventory, peer.replica)
        self._choice(tr("Everything"), "", chosen=False).setText(
            tr("For a new office, a new laptop, or to be quite sure.")
        )

    def _choice(self, words: str, replica: str, *, chosen: bool) -> QLabel:
        button = QRadioButton(words.replace("&", "&&"))
        button.setProperty("replica", replica)
        button.setChecked(chosen)
        self.choices.addButton(button)
        hint = plain_label("", "caption")
        hint.setContentsMargins(26, 0, 0, 0)
        self.rows.addRow(button)
        self.rows.addRow(hint)
        return hint

    def _ask(self, inventory: Inventory, replica: str) -> None:
        job = Job(lambda _progress: (replica, deliveries.waiting(inventory, replica)))
        job.succeeded.connect(self.on_counted)
        self._jobs.submit(job)

    def on_counted(self, found: tuple[str, Waiting]) -> None:
        """Say how much would travel."""
        replica, left = found
        parts = [
            ntr("{n} edit", "{n} edits", left.commits),
            ntr("{n} photo or recording", "{n} photos and recordings", left.media),
        ]
        nothing = not (left.commits or left.media)
        self.left[replica].setText(tr("Everything is confirmed.") if nothing else ", ".join(parts))

    @property
    def peer(self) -> str | None:
        """The replica the bundle is for; None: everything."""
        button = self.choices.checkedButton()
        return (button.property("replica") or None) if button else None

    def done(self, result: int) -> None:
        self._jobs.close()
        super().done(result)
