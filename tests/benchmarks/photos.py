# SPDX-License-Identifier: Apache-2.0
"""Import of real photos against the shell tools that do the same work."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from heritage_desktop.services import photos
from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.pictures import camera_like
from tests.benchmarks.timing import Pair, interleave

TOOLS = ("exiftool", "vipsthumbnail", "sha256sum", "cp")
PEER = """set -e
mkdir -p {to}/o {to}/t; cp {src}/*.jpg {to}/o/; sync {to}/o/*; cd {to}/o
sha256sum *.jpg > ../sums; exiftool -csv -n -fast2 . > ../m.csv 2>/dev/null
ls *.jpg | VIPS_CONCURRENCY=1 xargs -P2 -n8 vipsthumbnail -s 1024 -o {to}/t/%s_1024.jpg[Q=80]
cd ../t; ls *_1024.jpg | VIPS_CONCURRENCY=1 xargs -P2 -n8 vipsthumbnail -s 256 -o %s_256.jpg[Q=80]
"""
COUNT = 24


def run(folder: Path) -> Iterator[str]:
    """Yield the result line, or what is missing."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if absent:
        yield f"photo import: not measured, {', '.join(absent)} not installed"
        return
    source = folder / "source"
    camera_like(source, COUNT)
    numbers = itertools.count()

    def ours() -> None:
        with Inventory.create(folder / f"{next(numbers)}.vhi", title={"en": "Bench"}) as made:
            report = photos.import_photos(made, [source], target="tray")
            assert sum(one.status == "added" for one in report.files) == COUNT

    def theirs() -> None:
        target = folder / f"peer{next(numbers)}"
        script = PEER.format(src=source, to=target)
        subprocess.run(["bash", "-c", script], check=True, capture_output=True)

    peer = "cp+sync, sha256sum, exiftool, vipsthumbnail ×2"
    yield Pair("photo import", "photos/s", COUNT, *interleave(ours, theirs, 3), peer).line()
