# SPDX-License-Identifier: Apache-2.0
"""Looks at the watched folder and at camera cards now and then, away from the window.

A look runs in a thread of its own that nobody waits for: a card torn out or a phone that hangs
may keep the system busy for minutes, and the window must close all the same.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QStorageInfo, QTimer, Signal

from heritage_desktop.domain.progress import Progress
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.services import watching
from heritage_desktop.services.photos import ImportReport, import_photos
from heritage_desktop.services.watching import Choice, Offer, Watch
from heritage_desktop.storage.inventory import Inventory

#: Milliseconds to the next look: usually, and when a file may still be growing.
SLOW_MS, SOON_MS = 15_000, int(watching.SETTLE_S * 1000)
#: How long closing waits for a look; afterwards it is left to itself.
PATIENCE_S = 2.0


Volumes = Callable[[], list[tuple[Path, str]]]


@dataclass(frozen=True, slots=True)
class _Found:
    offers: tuple[Offer, ...]
    growing: int


def mounted() -> list[tuple[Path, str]]:
    """Return the volumes where cards and phones are mounted, with their names."""
    return [
        (Path(volume.rootPath()), volume.displayName())
        for volume in QStorageInfo.mountedVolumes()
        if watching.may_be_card(volume.rootPath(), sys.platform)
        and volume.isValid()
        and volume.isReady()
    ]


class Watcher(QObject):
    """``offered`` brings all that may be imported now; ``came_in`` what came by itself, and
    ``refused`` the sentence why it could not."""

    offered = Signal(list)
    came_in = Signal(object)
    refused = Signal(str)

    def __init__(
        self, inventory: Inventory, parent: QObject | None = None, volumes: Volumes = mounted
    ) -> None:
        super().__init__(parent)
        self._inventory, self._volumes = inventory, volumes
        self.choice = watching.chosen(inventory)
        self._watch = Watch()
        self._unwanted: set[Path] = set()  # files of cards nobody wanted this time
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._job: Job | None = None
        self._jobs = Jobs(self)
        self._importing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._folders = QFileSystemWatcher(self)
        self._folders.directoryChanged.connect(lambda _: self.soon())

    def soon(self, milliseconds: int | None = None) -> None:
        """Look in a moment, however often it is asked for meanwhile, and go on looking."""
        if not self._stop.is_set():
            self._timer.start(SOON_MS // 2 if milliseconds is None else milliseconds)

    def take(self, choice: Choice) -> None:
        """Watch something else from now on."""
        self.choice, self._watch = choice, Watch()
        self._unwanted.clear()
        self.offered.emit([])
        self.soon(0)

    def decline(self, offer: Offer) -> None:
        """Offer these files no more until they change or the card comes again."""
        self._watch.decline(offer.files)
        self._unwanted |= set(offer.files)

    def look(self) -> None:
        """Look once, in the background; a look that is still under way is enough."""
        self._timer.start(SLOW_MS)
        if self._stop.is_set() or (self._thread is not None and self._thread.is_alive()):
            return
        folder = self.choice.folder
        if folder is not None and str(folder) not in self._folders.directories():
            self._folders.addPath(str(folder))
        watch = self._watch
        job = self._job = Job(lambda progress: self._find(watch, progress))
        job.succeeded.connect(self._on_looked)
        self._thread = threading.Thread(target=job.run, daemon=True)
        self._thread.start()

    def _find(self, watch: Watch, _progress: Progress) -> _Found:
        known = watching.here(self._inventory)
        offers, growing, folder = [], 0, self.choice.folder
        if folder is not None:
            listed = watching.listing(folder, self._stop.is_set)
            look = watch.look(listed.files, known)
            growing = look.growing
            if look.ready:
                offers.append(Offer(folder, folder.name or str(folder), look.ready, False, False))
        for root, name in self._volumes() if self.choice.cards else ():
            offer = watching.card_offer(root, name, known, self._stop.is_set)
            if offer is not None and not (folder and offer.folder.is_relative_to(folder)):
                offers.append(offer)
        return _Found(tuple(offers), growing)

    def _on_looked(self, found: _Found) -> None:
        if self._stop.is_set():
            return
        if found.growing:
            self._timer.start(SOON_MS)
        offers = [one for one in found.offers if not self._unwanted.issuperset(one.files)]
        there = {path for one in found.offers for path in one.files}
        self._unwanted &= there  # a card that comes again is offered again
        own = next((one for one in offers if not one.card), None)
        if own is not None and self.choice.by_itself:
            offers.remove(own)
            self._import(own.files)
        self.offered.emit(offers)

    def _import(self, files: Sequence[Path]) -> None:
        if self._importing:
            return
        self._importing = True
        inventory = self._inventory

        def work(progress: Progress) -> ImportReport:
            return import_photos(inventory, files, progress=progress)

        job = Job(work)
        job.succeeded.connect(self.came_in)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_imported)
        self._watch.decline(files)  # refused ones are told once
        self._jobs.submit(job)

    def _on_failed(self, error: object) -> None:
        self.refused.emit(sentence(error))

    def _on_imported(self) -> None:
        self._importing = False

    def close(self) -> None:
        """Stop looking; a look that hangs is not waited for."""
        self._stop.set()
        self._timer.stop()
        self._jobs.close()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)
