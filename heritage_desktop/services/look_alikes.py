# SPDX-License-Identifier: Apache-2.0
"""Photos that look alike: which they are, which one to keep, and what the person answered.

Setting aside never deletes: the photo leaves the tray and the light-table, stays on its records
and comes back at any time. Sharpness is measured when a set is shown and not stored: it costs
10 ms a photo from the preview that is there, while a stored value would be signed, sent and kept
for ever, and be wrong once measuring gets better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heritage_desktop.domain import look_alikes
from heritage_desktop.domain.best_pick import Candidate, Pick, Reason, best
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.look_alikes import Alike, Look
from heritage_desktop.domain.media import LookAlike, Media, MediaLink, camera_name, look_alike_id
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.media.likeness import likeness_of
from heritage_desktop.media.sharpness import measure
from heritage_desktop.services.previews import SMALLEST
from heritage_desktop.storage import comparing, queries
from heritage_desktop.storage.change import Change, require_live
from heritage_desktop.storage.inventory import Inventory

SAME, DIFFERENT = "same", "different"
#: The longest side of the preview sharpness is measured on.
MEASURED_ON = 1024


@dataclass(frozen=True, slots=True)
class Compared:
    """All photos in the order of time, and the pairs of them that nobody has answered yet.

    ``unseen`` photos could not be compared for want of a preview; where there are ``more`` pairs
    than are held at a time, the photos are compared again once these are answered.
    """

    photos: Mapping[str, Media]
    pairs: tuple[Alike, ...]
    unseen: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Photos to choose from; ``disputed`` when teams answered in ways that do not go together."""

    ids: tuple[str, ...]
    series: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """The photo to keep, and why in words."""

    best: str
    why: str


def compare(inventory: Inventory, progress: Progress = silent) -> Compared:
    """Compare all photos with each other; a likeness that is missing is made from the preview."""
    photos, looks, unseen = comparing.pictures(inventory), [], 0
    for done, one in enumerate(photos):
        bits = look_alikes.bits_of(one.likeness)
        if bits is None:
            progress(done, len(photos), tr("Looking at older photos"))
            path = inventory.blobs.cache_path(one.sha256 or "", SMALLEST)
            bits = look_alikes.bits_of(likeness_of(path))
            unseen += bits is None
        camera = one.camera_id or "|".join(filter(None, [one.make, one.model]))
        looks.append(Look(one.id, bits, _at(one), camera, one.original_name or "",
                          one.sha256 or ""))  # fmt: skip
    aside = comparing.aside(inventory)
    answered = {one.key for one in comparing.answers(inventory)}
    shown = (look for look in looks if look.id not in aside)
    pairs = look_alikes.find(shown, progress, answered)
    known = {one.id: one for one in photos}
    ordered = {look.id: known[look.id] for look in look_alikes.in_order(looks)}
    return Compared(ordered, tuple(pairs), unseen, len(pairs) == look_alikes.MOST_PAIRS)


def _at(media: Media) -> datetime | None:
    try:
        return datetime.fromisoformat(media.taken.local) if media.taken else None
    except ValueError:  # a camera without a battery writes the month 00
        return None


def questions(inventory: Inventory, compared: Compared) -> list[Question]:
    """Return what nobody has answered yet, disputes first, then in the order of time."""
    answers, aside = comparing.answers(inventory), comparing.aside(inventory)
    here, order = compared.photos.keys(), list(compared.photos)
    disputes = [one.key for one in answers if one.open and one.key <= here]
    disputes += _all_aside(answers, aside, here)
    asked = [
        Question(tuple(id for id in order if id in key)[: look_alikes.LARGEST_SET], disputed=True)
        for key in disputes
    ]
    settled = {one.key for one in answers}
    left = [pair for pair in compared.pairs if pair.key not in settled and not pair.key & aside]
    series = {pair.key for pair in left if pair.series}
    return asked + [
        Question(ids, frozenset(ids[:2]) in series) for ids in look_alikes.sets(left, order)
    ]


def _all_aside(
    answers: Iterable[comparing.Answer], aside: set[str], here: Set[str]
) -> list[frozenset[str]]:
    """Return repeats of which not one is left to be seen: two teams each kept another photo."""
    same: dict[str, set[str]] = defaultdict(set)
    for one in answers:
        if one.answer == SAME and not one.open:
            for id in one.key:
                same[id] |= one.key
    found = []
    while same:
        group, waiting = set(), [next(iter(same))]
        while waiting:
            id = waiting.pop()
            group.add(id)
            waiting += same.pop(id, ())
        live = group & here
        if len(live) > 1 and live <= aside:
            found.append(frozenset(live))
    return found


def advise(inventory: Inventory, photos: Sequence[Media]) -> Advice:
    """Suggest which of the photos to keep; reads their previews, so not for the window's thread."""
    paths = [inventory.blobs.cache_path(one.sha256 or "", MEASURED_ON) for one in photos]
    shown = comparing.shown_on(inventory, {one.id for one in photos})
    candidates = [
        Candidate(
            one.id, (one.width or 0) * (one.height or 0),
            seen.clipped if seen else 1.0, seen.sharpness if seen else 0.0,
            (one.taken is not None) + (one.position is not None),
            one.id in shown or bool(one.caption),
        )
        for one, seen in zip(photos, measure(paths), strict=True)
    ]  # fmt: skip
    pick = best(candidates)
    return Advice(pick.id, _words(pick))


def _words(pick: Pick) -> str:
    n = pick.among
    return {
        Reason.SIZE: lambda: tr("largest of {n}", n=n),
        Reason.EXPOSURE: lambda: tr("least burnt out or black of {n}", n=n),
        Reason.SHARPNESS: lambda: tr("sharpest of {n}", n=n),
        Reason.DETAILS: lambda: tr("keeps its time and place"),
        Reason.USED: lambda: tr("is on a record or has a caption already"),
        Reason.MIDDLE: lambda: tr("in the middle of {n} equally good ones", n=n),
        Reason.FIRST: lambda: tr("the first of {n} equally good ones", n=n),
    }[pick.reason]()


def told(inventory: Inventory, media: Media) -> list[tuple[str, str]]:
    """Return what can differ between two photos, label and value; '' where there is none."""
    pixels = f"{media.width} × {media.height}" if media.width and media.height else ""
    kilo = (media.bytes or 0) / 1000
    bulk = f"{kilo / 1000:.1f} MB" if kilo >= 1000 else f"{kilo:.0f} kB" if kilo else ""
    place = media.position
    shown = comparing.shown_on(inventory, {media.id}).get(media.id, [])
    return [
        (tr("Size"), " · ".join(filter(None, [pixels, bulk]))),
        (tr("Taken"), media.taken.local.replace("T", " ") if media.taken else ""),
        (tr("Camera"), camera_name(media)),
        (tr("Position"), f"{place.lat:.5f}, {place.lon:.5f}" if place else ""),
        (tr("Shows"), " · ".join(queries.title_of(inventory, one) for one in shown)),
        (tr("Caption"), queries.localised(media.caption)),
    ]


def listed(inventory: Inventory, progress: Progress = silent) -> dict[str, Any]:
    """Return the documented shape of ``photos alike --json``; distances are from the first."""
    compared = compare(inventory, progress)
    apart = {pair.key: pair.distance for pair in compared.pairs}
    made = []
    for question in questions(inventory, compared):
        photos = [compared.photos[one] for one in question.ids]
        advice = advise(inventory, photos)
        sort = "disputed" if question.disputed else "series" if question.series else "alike"
        rows: list[dict[str, Any]] = []
        for one in photos:
            bits = apart.get(frozenset((photos[0].id, one.id))) if rows else 0
            rows.append({"id": one.id, "name": one.original_name, "distance": bits})
        made.append({"sort": sort, "best": advice.best, "why": advice.why, "photos": rows})
    return {"sets": made, "not_compared": compared.unseen}


def named(inventory: Inventory, starts: Iterable[str]) -> list[str]:
    """Return the photos whose ids begin so; raises HeritageError for none or several."""
    known = [one.id for one in inventory.all(Media, media_type="photo")]
    made = []
    for start in starts:
        fits = [one for one in known if one.startswith(start)]
        if len(fits) != 1:
            why = tr("several photos begin so") if fits else tr("there is no such photo")
            raise HeritageError(tr("{start}: {why}; photos alike lists the ids.",
                                   start=start, why=why))  # fmt: skip
        made += fits
    return made


def shown_only_aside(inventory: Inventory, kept: str, others: Iterable[str]) -> list[str]:
    """Return the records that show one of ``others`` but not ``kept``."""
    shown = comparing.shown_on(inventory, {kept, *others})
    mine = set(shown.pop(kept, ()))
    return list(dict.fromkeys(one for some in shown.values() for one in some if one not in mine))


# Answers, each one undoable step


def keep(inventory: Inventory, kept: str, others: Sequence[str], *, move: bool = False) -> int:
    """Keep one photo and set the others aside; with ``move`` it takes their places on records.

    Returns how many were set aside. Raises HeritageError for a photo that is not there.
    """
    media = [require_live(inventory, Media, one) for one in (kept, *others)]
    rest = [one.id for one in media[1:]]
    label = ntr("Set {n} photo aside", "Set {n} photos aside", len(rest))
    with inventory.change(label) as change:
        for one in rest:
            _answer(change, kept, one, SAME)
        _lay(inventory, change, rest, True)
        _lay(inventory, change, [kept], False)
        if move:
            _move_links(inventory, change, kept, rest)
    return len(rest)


def different(inventory: Inventory, ids: Sequence[str]) -> None:
    """Remember that these photos show different things; none of them stays aside.

    Raises HeritageError for a photo that is not there, or for fewer than two.
    """
    media = [require_live(inventory, Media, one).id for one in dict.fromkeys(ids)]
    if len(media) < 2:
        raise HeritageError(tr("Name two different photos."))
    with inventory.change(tr("Photos are different")) as change:
        for number, one in enumerate(media):
            for other in media[number + 1 :]:
                _answer(change, one, other, DIFFERENT)
        _lay(inventory, change, media, False)


def set_aside(inventory: Inventory, ids: Iterable[str]) -> int:
    """Set photos aside; returns how many, RAW files beside them not counted."""
    return _laid(inventory, ids, True)


def take_back(inventory: Inventory, ids: Iterable[str]) -> int:
    """Take photos back that were set aside; returns how many, RAW files not counted."""
    return _laid(inventory, ids, False)


def _laid(inventory: Inventory, ids: Iterable[str], aside: bool) -> int:
    media = [require_live(inventory, Media, one) for one in ids]
    pictures = list(dict.fromkeys(one.twin or one.id for one in media))
    n = len(pictures)
    label = (ntr("Set {n} photo aside", "Set {n} photos aside", n) if aside
             else ntr("Take {n} photo back", "Take {n} photos back", n))  # fmt: skip
    with inventory.change(label) as change:
        _lay(inventory, change, pictures, aside)
    return n


def _lay(inventory: Inventory, change: Change, ids: Sequence[str], aside: bool) -> None:
    """Set pictures aside or back, each with its RAW file."""
    raw = [one.id for one in comparing.raw_files(inventory, set(ids))]
    now = comparing.aside(inventory)
    for one in dict.fromkeys([*ids, *raw]):
        if (one in now) != aside:
            change.set(Media, one, "set_aside", aside)


def _answer(change: Change, one: str, other: str, answer: str) -> None:
    first, second = sorted((one, other))
    change.add(
        LookAlike(id=look_alike_id(one, other), one=first, other=second, answer=answer)
    )  # fmt: skip


def _move_links(
    inventory: Inventory, change: Change, kept: str, others: Sequence[str]
) -> None:  # fmt: skip
    """Let the kept photo stand where the others stood; nowhere twice."""
    mine = {link.target: link.id for link in inventory.all(MediaLink, media=kept)}
    for other in others:
        for link in inventory.all(MediaLink, media=other):
            if link.target in mine:
                if link.cover:
                    change.set(MediaLink, mine[link.target], "cover", True)
                change.drop(MediaLink, link.id)
            else:
                change.set(MediaLink, link.id, "media", kept)
                mine[link.target] = link.id
