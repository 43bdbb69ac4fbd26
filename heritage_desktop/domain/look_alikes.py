# SPDX-License-Identifier: Apache-2.0
"""Photos that look alike: found by their likeness and time, and put into sets to choose from.

A likeness is 128 bits, made by ``media/likeness.py``: whether each cell of a small grey picture is
darker than its right neighbour (64 bits) and than the one below (64 bits). What the limits rest on,
measured on the real camera files (117 that show different things and are not blank, and quarters
of them: 157,113 pairs):

* Saved again, halved, darker, brighter, more contrast, blurred, grey, stamped with a date: 98 to
  100 % of the copies are within 15 bits; tilted by 2°, 92 %; cropped by 2 % at each side, 99 %,
  by 3 %, 82 % (99 % within 22), by 5 %, 30 % (76 % within 22); turned by a quarter and saved
  again, 89 to 96 % within 7. The nearest different photos are 28 bits apart, quarters 23.
* The 64 bits of one direction, which earlier versions stored, had to be within 8 for the same
  copies, where different photos begin at 10; they are told apart by their length.
* An evening of 476 photos made of them (series moved by up to 3 %, chat copies, a second phone 4 %
  off): 99 % of the pairs within series, 88 % of those with a chat copy, 85 % of those with the
  other phone, none that is false; 134 answers leave 155 photos of 128 things.
* A sky or a plain wall matches every other one. What gives it away is the likeness itself: few
  neighbouring bits differ. Under ``STRUCTURE`` a photo is compared with those of the same series
  only; 9 of the 10 files this leaves out are blank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from heritage_desktop.domain.grouping import LAST
from heritage_desktop.domain.progress import Progress, silent

DIGITS = 32
#: Two photos look alike within so many bits, whenever they were taken …
LIMIT = 15
#: … one turned by quarters, as a program does that loses the orientation, within so many …
TURNED_LIMIT = 7
#: … or within so many when no more than an hour and 300 photos lie between them.
NEAR_LIMIT, NEAR_SECONDS, NEAR_SHOTS = 22, 3600, 300
#: Under so many changes from bit to bit (of 112) a picture is too smooth to be compared.
STRUCTURE = 20
#: One camera, so many seconds from photo to photo: a series, if the photos are as near as this in
#: bits, or within one second, in which nobody aims anew. Two that are not alike may be of two
#: phones of one model; three or more hardly are.
SERIES_SECONDS, SERIES_LIMIT = 3, 40
#: Where thousands of photos are all alike, no more pairs than these are held at a time.
MOST_PAIRS = 50_000
#: As many photos as a person can choose from by one key.
LARGEST_SET = 8

_HALF = (1 << 64) - 1
#: Eight bands of 16 bits, spread over the whole: of up to 15 differing bits at most one is in the
#: band that has the fewest.
_BANDS = tuple(tuple(1 << bit for bit in range(band, 128, 8)) for band in range(8))
_MASKS = tuple(sum(single) for single in _BANDS)


@dataclass(frozen=True, slots=True)
class Look:
    """One photo as far as comparing goes; ``bits`` is None when it has no likeness.

    ``sha256`` is that of the file: the same bytes may have come in on two laptops.
    """

    id: str
    bits: int | None
    at: datetime | None = None
    camera: str = ""
    order: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two photos, the earlier first; ``distance`` in bits, None where one has no likeness."""

    one: str
    other: str
    distance: int | None
    series: bool = False

    @property
    def key(self) -> frozenset[str]:
        """Return both ids, whichever comes first."""
        return frozenset((self.one, self.other))


def bits_of(likeness: str | None) -> int | None:
    """Return the bits of a stored likeness; None for none, an older kind or damaged text."""
    if likeness is None or len(likeness) != DIGITS:
        return None
    try:
        return int(likeness, 16)
    except ValueError:
        return None


def structure(bits: int) -> int:
    """Return how often the slope turns from cell to cell, 0 to 112; few for a wall or a sky."""
    right, below = bits >> 64, bits & _HALF
    rows = (right ^ (right >> 1)) & 0x7F7F7F7F7F7F7F7F
    columns = (below ^ (below >> 8)) & (_HALF >> 8)
    return rows.bit_count() + columns.bit_count()


def turned(bits: int) -> int:
    """Return the likeness of the same picture turned a quarter clockwise."""
    right, below = bits >> 64, bits & _HALF
    return (_clockwise(below) ^ _HALF) << 64 | _clockwise(right)


def _clockwise(square: int) -> int:
    """Turn 8 × 8 bits: the rows upside down, then mirrored over the diagonal (Warren, 2003)."""
    square = int.from_bytes(square.to_bytes(8, "big"), "little")
    for shift, mask in ((7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0xF0F0F0F0)):
        swap = (square ^ (square >> shift)) & mask
        square ^= swap ^ (swap << shift)
    return square


def turns(bits: int) -> Iterator[int]:
    """Yield a likeness as it is and turned by one, two and three quarters."""
    for _ in range(4):
        yield bits
        bits = turned(bits)


def distance(one: int, other: int) -> int:
    """Return in how many bits two pictures differ; one that was only turned is turned back."""
    plain = (one ^ other).bit_count()
    back = min((way ^ other).bit_count() for way in turns(one))
    return back if back <= TURNED_LIMIT else plain


def in_order(looks: Iterable[Look]) -> list[Look]:
    """Return photos by time, then by name; those without a time last."""
    return sorted(looks, key=lambda look: (look.at or LAST, look.order, look.id))


def find(
    looks: Iterable[Look],
    progress: Progress = silent,
    known: Collection[frozenset[str]] = frozenset(),
) -> list[Alike]:
    """Return the pairs of photos that look alike or belong to one series, ``known`` ones not.

    At most ``MOST_PAIRS`` of them. Takes under two seconds for 20,000 photos, where comparing all
    with all takes half a minute.
    """
    ordered = in_order(looks)
    found: dict[tuple[int, int], Alike] = {}
    for at, other, bits, series in chain(
        _series(ordered), _same_bytes(ordered), _near(ordered, progress),
        _anywhere(ordered, progress),
    ):  # fmt: skip
        pair = (min(at, other), max(at, other))
        made = Alike(ordered[pair[0]].id, ordered[pair[1]].id, bits, series)
        if pair not in found and made.key not in known:
            found[pair] = made
        if len(found) == MOST_PAIRS:
            break
    progress(2 * len(ordered), 2 * len(ordered))
    return [found[pair] for pair in sorted(found)]


def sets(pairs: Collection[Alike], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Return photos to choose from, two to eight, in which each is paired with every other.

    A series stays together; a photo is in one set at most, so that what is left over after an
    answer is asked anew. ``order`` are the ids in the order of time.
    """
    place = {id: at for at, id in enumerate(order)}
    beside = _partners(pairs)
    made: list[tuple[str, ...]] = []
    placed: set[str] = set()

    def grown(together: list[str], partners: Mapping[str, set[str]]) -> list[str]:
        """Add photos that are paired with all that are there, as long as there is room."""
        for other in sorted(partners[together[0]] - placed, key=place.__getitem__):
            # Nobody stands beside itself, so that one who is there already is not added again.
            if len(together) < LARGEST_SET and beside[other].issuperset(together):
                together.append(other)
        return together

    for partners in (_partners(pair for pair in pairs if pair.series), beside):
        for first in sorted(partners, key=place.__getitem__):
            together = grown([first], partners) if first not in placed else []
            if len(together) > 1:
                together = grown(together, beside)
                placed.update(together)
                made.append(tuple(sorted(together, key=place.__getitem__)))
    return sorted(made, key=lambda one: place[one[0]])


def _partners(pairs: Iterable[Alike]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        partners[pair.one].add(pair.other)
        partners[pair.other].add(pair.one)
    return partners


Found = Iterator[tuple[int, int, int | None, bool]]


def _same_bytes(ordered: Sequence[Look]) -> Found:
    """Yield pairs of files that are the same, byte for byte."""
    files: dict[str, list[int]] = defaultdict(list)
    for at, look in enumerate(ordered):
        if look.sha256:
            files[look.sha256].append(at)
    for mine in files.values():
        yield from ((one, two, 0, False) for n, one in enumerate(mine) for two in mine[n + 1 :])


def _series(ordered: Sequence[Look]) -> Found:
    """Yield all pairs within each part of a series that is small enough to choose from."""
    cameras: dict[str, list[int]] = defaultdict(list)
    for at, look in enumerate(ordered):
        if look.camera and look.at:
            cameras[look.camera].append(at)
    for shots in cameras.values():
        runs: list[list[int]] = [[]]
        for at in shots:
            if runs[-1] and not _follows(ordered[runs[-1][-1]], ordered[at]):
                runs.append([])
            runs[-1].append(at)
        for part in (part for run in runs for part in _parted(ordered, run)):
            yield from _within(ordered, part)


def _follows(one: Look, other: Look) -> bool:
    if one.at is None or other.at is None:
        return False
    seconds = (other.at - one.at).total_seconds()
    return seconds <= 1 or (seconds <= SERIES_SECONDS and _alike(one, other))


def _alike(one: Look, other: Look) -> bool:
    if one.bits is None or other.bits is None:
        return False
    return (one.bits ^ other.bits).bit_count() <= SERIES_LIMIT


def _parted(ordered: Sequence[Look], run: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield what belongs together of photos that followed each other within seconds."""
    parts: list[list[int]] = [[]]
    for at in run:
        if parts[-1] and not _alike(ordered[parts[-1][-1]], ordered[at]):
            parts.append([])
        parts[-1].append(at)
    if len(run) >= 3 and len(parts) == len(run):
        yield run  # not two of them alike: the camera followed what moved
    else:
        yield from parts


def _within(ordered: Sequence[Look], run: Sequence[int]) -> Found:
    parts = -(-len(run) // LARGEST_SET)
    for part in range(parts):
        some = run[len(run) * part // parts : len(run) * (part + 1) // parts]
        for number, one in enumerate(some):
            for other in some[number + 1 :]:
                a, b = ordered[one].bits, ordered[other].bits
                yield one, other, None if a is None or b is None else distance(a, b), True


def _near(ordered: Sequence[Look], progress: Progress) -> Found:
    """Yield pairs that were taken soon after each other and look alike less closely."""
    timed = [
        (at, look.bits, (look.at - LAST).total_seconds())
        for at, look in enumerate(ordered)
        if look.at and look.bits is not None and structure(look.bits) >= STRUCTURE
    ]
    for number, (at, bits, seconds) in enumerate(timed):
        if number % 500 == 0:
            progress(number, 2 * len(ordered))
        for other, others, later in timed[number + 1 : number + 1 + NEAR_SHOTS]:
            if later - seconds > NEAR_SECONDS:
                break
            apart = (bits ^ others).bit_count()
            if apart <= NEAR_LIMIT:
                yield at, other, apart, False


def _anywhere(ordered: Sequence[Look], progress: Progress) -> Found:
    """Yield pairs within ``LIMIT``, by looking up each band as it is and with one bit changed."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, look in enumerate(ordered):
        if look.bits is not None and structure(look.bits) >= STRUCTURE:
            places[look.bits].append(at)
    bands: list[dict[int, list[int]]] = [defaultdict(list) for _ in _BANDS]
    total = len(ordered)
    for number, (bits, mine) in enumerate(places.items()):
        if number % 200 == 0:
            progress(total + number, 2 * total)
        yield from ((one, two, 0, False) for n, one in enumerate(mine) for two in mine[n + 1 :])
        for other, apart in _known(bands, bits).items():
            yield from ((one, two, apart, False) for one in mine for two in places[other])
        for band, mask in zip(bands, _MASKS, strict=True):
            band[bits & mask].append(bits)


def _known(bands: Sequence[Mapping[int, list[int]]], bits: int) -> dict[int, int]:
    """Return the likenesses already in the bands that are near enough, with their distance."""
    near: dict[int, int] = {}
    for way in turns(bits):
        limit = LIMIT if way == bits else TURNED_LIMIT
        for band, mask, single in zip(bands, _MASKS, _BANDS, strict=True):
            key = way & mask
            # Up to seven bits leave one of eight bands as it is; up to fifteen change one bit.
            for probe in (key, *[key ^ bit for bit in single]) if limit == LIMIT else (key,):
                for other in band.get(probe, ()):
                    apart = (way ^ other).bit_count()
                    if apart <= limit:
                        near[other] = min(apart, near.get(other, apart))
    return near
