# SPDX-License-Identifier: Apache-2.0
"""Where each item stands, asked in the background after every change, and said in plain words."""

from __future__ import annotations

import html

from PySide6.QtCore import QObject, Signal

from heritage_desktop.i18n import tr
from heritage_desktop.qt.jobs import Job, Jobs
from heritage_desktop.storage import arrivals
from heritage_desktop.storage.arrivals import Standing
from heritage_desktop.storage.inventory import Inventory

#: State -> icon and colour of its sign.
SIGNS = {
    "here": ("laptop", "muted"),
    "bundle": ("bundle", "muted"),
    "received": ("check", "ok"),
    "reviewed": ("reviewed", "ok"),
}


def state_words(state: str) -> str:
    """Return what a state is called."""
    words = {"here": tr("Only here"), "bundle": tr("In a bundle"), "received": tr("Received"),
             "reviewed": tr("Reviewed")}  # fmt: skip
    return words.get(state, "")


def explained(standing: Standing) -> str:
    """Return what a state means, since when, and whose word it is."""
    day, who = standing.at[:10], standing.by
    if standing.state == "received":
        return tr("Received: {who} has all of it (confirmed {day})", who=who, day=day)
    if standing.state == "reviewed":
        return tr("Reviewed and accepted; {who} has all of it (confirmed {day})", who=who, day=day)
    if standing.state == "bundle":
        return tr("In a bundle of {day}; nobody has confirmed it yet", day=day)
    return tr("Only here: nobody else has the last change")


def standing_line(inventory: Inventory, item: str) -> str:
    """Return the words for one item; empty where nothing is handed over."""
    if not arrivals.is_shared(inventory):
        return ""
    found = arrivals.standings(inventory, item).get(item)
    return explained(found) if found else ""


def standing_tip(inventory: Inventory, item: str) -> str:
    """Return the words as a tool tip, which never reads a name as markup."""
    said = standing_line(inventory, item)
    return f"<qt>{html.escape(said)}</qt>" if said else ""


class ArrivalWatch(QObject):
    """``came`` brings the state of every item; an empty one where nothing is handed over."""

    came = Signal(object)

    def __init__(self, inventory: Inventory, parent: QObject) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._jobs = Jobs(self)
        self._running = self._again = False

    def ask(self) -> None:
        """Find out anew; what is asked meanwhile is answered by one more look."""
        if self._running:
            self._again = True
            return
        self._running = True
        inventory = self._inventory
        job = Job(
            lambda _progress: arrivals.states(inventory) if arrivals.is_shared(inventory) else {}
        )
        job.succeeded.connect(self.came)
        job.ended.connect(self.on_ended)
        self._jobs.submit(job)

    def on_ended(self) -> None:
        """Look again where something changed meanwhile."""
        self._running = False
        if self._again:
            self._again = False
            self.ask()

    def close(self) -> None:
        """Wait for the look that is under way."""
        self._again = False
        self._jobs.close()
