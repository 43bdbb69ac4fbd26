# SPDX-License-Identifier: Apache-2.0
"""What an inventory does with a spoiled bundle: refuses it untouched, or takes it in exactly."""

from __future__ import annotations

import contextlib
import hashlib
import resource
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.errors import BadBundle, HeritageError
from heritage_desktop.domain.item import Item, ItemName
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.services.bundles import export_bundle
from heritage_desktop.storage.inventory import DATABASE, Inventory
from heritage_desktop.sync.apply import merge_bundle
from heritage_desktop.sync.bundle_reader import read_bundle
from tests.torture.replays import heads_of
from tests.torture.spoiled import Sample, sample, spoil
from tests.torture.world import Engine, Laptop

#: A receiver that took in so many is put aside for a fresh one.
LIVES, HEAVY = 20, 50_000
SECONDS, MEGABYTES = 1.0, 200


@dataclass
class Verdicts:
    """One receiver after another, and what was measured; ``close`` when done."""

    folder: Path
    #: Time and memory are judged in a process of one's own, not among other tests.
    limited: bool = True
    refused: int = 0
    merged: int = 0
    slowest: float = 0.0
    heaviest: float = 0.0
    slowest_way: str = ""
    lives: int = 0
    reasons: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sound, self._fresh = prepared(self.folder)
        self.inventory = self._receiver()

    def _receiver(self) -> Inventory:
        target = self.folder / "receiver.vhi"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self._fresh, target)
        self.lives = 0
        return Inventory.open(target)

    def close(self) -> None:
        """Close the receiver."""
        self.inventory.close()

    def judge(self, seed: int) -> str | None:
        """Merge one spoiled bundle; None when it was dealt with as it should."""
        way, data = spoil(seed, self.sound)
        path = self.folder / "spoiled.vhb"
        path.write_bytes(data)
        before = _fingerprint(self.inventory.folder)
        known = set(self.inventory.commit_lines())
        _forget_peak()
        start = time.process_time()
        refusal: Exception | None = None
        try:
            merge_bundle(self.inventory, path)
        except Exception as error:  # noqa: BLE001  an error of any other kind is what is looked for
            refusal = error
        seconds, megabytes = time.process_time() - start, memory()
        self.heaviest = max(self.heaviest, megabytes)
        if refusal is None:
            problem = self._exact(path, known)
            self.merged += 1
            self.lives += 1 if len(data) < HEAVY else LIVES
        elif isinstance(refusal, BadBundle):
            problem = _told(str(refusal)) or self._unchanged(before)
            self.refused += 1
        else:
            problem = f"{type(refusal).__name__}: {str(refusal)[:200]}"
        if seconds > self.slowest:
            self.slowest, self.slowest_way = seconds, way
        if problem is None and self.limited and seconds > SECONDS:
            problem = f"took {seconds:.2f} s"
        if problem is None and self.limited and megabytes > MEGABYTES:
            problem = f"took {megabytes:.0f} MB"
        if problem or self.lives >= LIVES:
            self._again()
        return f"bundle {seed} ({way}, {len(data):,} bytes): {problem}" if problem else None

    def _again(self) -> None:
        self.inventory.close()
        self.inventory = self._receiver()

    def _unchanged(self, before: dict[str, str]) -> str | None:
        return (
            None if _fingerprint(self.inventory.folder) == before else "refused, but not untouched"
        )

    def _exact(self, path: Path, known: set[bytes]) -> str | None:
        """All lines and nothing else, heads as in memory, still sound, writable, sendable."""
        inventory = self.inventory
        lines = set(inventory.commit_lines())
        bundle = read_bundle(path)
        if lines != known | {commit.line() for commit in bundle.commits}:
            return "the inventory does not hold exactly what it held and what came"
        laptop = Laptop("")
        Engine().absorb(laptop, inventory.commits())
        if heads_of(inventory, list(laptop.heads)) != laptop.heads:
            return "the heads are not those of the commits held"
        problems = [one for one in inventory.check() if "in media/" not in one]
        if problems:
            return problems[0]
        for record in laptop.heads:
            inventory.history(record)
        inventory.conflicts()
        return self._goes_on()

    def _goes_on(self) -> str | None:
        with self.inventory.change("Life goes on") as change:
            item = change.add(Item(id="", kind="movable"))
        if self.inventory.get(Item, item.id) != item:
            return "a record written afterwards is not there"
        target = self.folder / "again.vhb"
        target.unlink(missing_ok=True)
        try:
            export_bundle(self.inventory, target)
        except HeritageError as error:
            return f"nothing can be sent afterwards: {error}"
        return None


def _forget_peak() -> None:
    """Let the system count the peak of memory from now on, where it can (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def memory() -> float:
    """Return the peak of memory of this process in megabytes, libraries and all."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _told(text: str) -> str | None:
    fit = "spoiled.vhb" in text and "\n" not in text and len(text) < 400 and text.endswith(".")
    return None if fit else f"the refusal is not one clear sentence: {text[:200]!r}"


def _fingerprint(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the database and the names of all other files."""
    found = {str(path.relative_to(folder)): "" for path in folder.rglob("*") if path.is_file()}
    found[DATABASE] = hashlib.sha256((folder / DATABASE).read_bytes()).hexdigest()
    found.pop(f"{DATABASE}-journal", None)
    return found


def prepared(folder: Path) -> tuple[Sample, Path]:
    """Make a sender's bundle and a receiver that holds half of it and edits of its own."""
    team, office = folder / "team.vhi", folder / "office.vhi"
    picture = folder / "photo.jpg"
    Image.new("RGB", (16, 16), "navy").save(picture)
    data = picture.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    with Inventory.create(team, title={"zh-Hans": "队"}, team="SY03") as sender:
        with sender.change("New") as change:
            item = change.add(Item(id="", kind="immovable", access_level="county"))
            name = change.add(ItemName(id="", item=item.id, value="挽月桥", language="zh-Hans"))
            consent = change.add(Consent(id="", who=item.id, status="active", granted=("name",)))
        export_bundle(sender, folder / "half.vhb")
        sender.blobs.add(data, sha256, "jpg")
        with sender.change("Photo") as change:
            media = change.add(Media(id="", sha256=sha256, extension="jpg", original_name="a.jpg"))
            change.add(MediaLink(id="", target=item.id, media=media.id))
        with sender.change("Edit") as change:
            change.set(Item, item.id, "summary", {"zh-Hans": "石桥", "en": "Stone bridge"})
            change.set(Consent, consent.id, "status", "withdrawn")
        with sender.change("Throw away") as change:
            change.drop(ItemName, name.id)
        export_bundle(sender, folder / "sound.vhb")
    with Inventory.create(office, title={"zh-Hans": "县"}, office=True) as receiver:
        merge_bundle(receiver, folder / "half.vhb")
        with receiver.change("Edit") as change:
            change.set(ItemName, name.id, "value", "老桥")
            change.set(Item, item.id, "dating_told", "清")
        replica = receiver.replica
    return sample(folder / "sound.vhb", replica), office
