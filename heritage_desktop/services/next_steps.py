# SPDX-License-Identifier: Apache-2.0
"""What an import leaves to be put in order: it points to the verbs of the photo desk."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass

from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr
from heritage_desktop.services import clocks, look_alikes
from heritage_desktop.services.photos import ImportReport
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class NextStep:
    """A verb of the window by its name, and why it is worth doing."""

    verb: str
    words: str


def after_import(
    inventory: Inventory, report: ImportReport, progress: Progress = silent
) -> list[NextStep]:
    """Return what the new photos ask for, in the order in which it is best done.

    Clocks come first, because tracks and the light-table go by the times. Compares all photos with
    each other: a second or two among 20,000; ``progress`` may stop it.
    """
    new = {file.media_id or "" for file in report.files if file.status == "added"}
    waiting = [one for one in queries.tray_cards(inventory)
               if one.id in new and one.media_type == "photo"]  # fmt: skip
    made = [
        NextStep("clocks", _clocks(inventory, new)),
        NextStep("look_alikes", _alike(inventory, new, progress)),
        NextStep("light_table", _counted(
            ntr("{n} photo to sort", "{n} photos to sort", len(waiting)), waiting)),
    ]  # fmt: skip
    return [one for one in made if one.words]


def _clocks(inventory: Inventory, new: Set[str]) -> str:
    cameras = [one for one in clocks.cameras(inventory) if new & {photo.id for photo in one.photos}]
    wrong = [one for one in cameras if one.suspicion is not None]
    nowhere = [photo for one in cameras for photo in one.photos
               if photo.id in new and photo.position is None and photo.twin is None]  # fmt: skip
    said = [
        _counted(ntr("{n} wrong clock", "{n} wrong clocks", len(wrong)), wrong),
        _counted(ntr("{n} photo without a place", "{n} photos without a place", len(nowhere)),
                 nowhere),
    ]  # fmt: skip
    return " · ".join(filter(None, said))


def _alike(inventory: Inventory, new: Set[str], progress: Progress) -> str:
    compared = look_alikes.compare(inventory, progress)
    asked = [one for one in look_alikes.questions(inventory, compared) if new & set(one.ids)]
    return _counted(ntr("{n} set of look-alikes", "{n} sets of look-alikes", len(asked)), asked)


def _counted(words: str, what: Collection[object]) -> str:
    return words if what else ""
