# SPDX-License-Identifier: Apache-2.0
"""Finding photos that look alike by their bands, beside comparing all with all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from PIL import Image

from heritage_desktop import assets
from heritage_desktop.domain.look_alikes import LIMIT, Look, find
from heritage_desktop.media.likeness import likeness
from tests.benchmarks.timing import Pair, clock, interleave

#: All with all takes four seconds for so many, and four times as long for the photos of a year.
BOTH, MANY = 10_000, 20_000


def run(folder: Path) -> Iterator[str]:
    """Yield the ratio at ``BOTH`` photos, and the seconds of ours at ``MANY``."""
    looks = _pieces(MANY)
    bits = [int(look.bits or 0) for look in looks[:BOTH]]

    def plainly() -> int:
        return sum((one ^ other).bit_count() <= LIMIT for one, other in combinations(bits, 2))

    mine, other = interleave(lambda: find(looks[:BOTH]), plainly)
    yield Pair("look-alikes", "photos/s", BOTH, mine, other, "all with all, as they are").line()
    seconds = min(clock(lambda: find(looks)) for _ in range(3))
    yield f"{'look-alikes, many':<22} {seconds:9.1f} s for {MANY:,} photos, quarter turns too"


def _pieces(count: int) -> list[Look]:
    """Return the likenesses of pieces of the sample photos: as uneven as those of real ones."""
    greys = []
    for path in sorted(assets.path("samples").glob("*.jpg")):
        with Image.open(path) as picture:
            greys.append(picture.convert("L"))
    chance = random.Random(1)
    made = []
    for number in range(count):
        grey, size = chance.choice(greys), 0.3 + chance.random() * 0.2
        left, top = (chance.random() * (1 - size) for _ in range(2))
        width, height = grey.size
        box = (left * width, top * height, (left + size) * width, (top + size) * height)
        piece = grey.resize((64, 64), Image.Resampling.BOX, box=box)
        made.append(Look(f"{number:05}", int(likeness(piece), 16)))
    return made
