# SPDX-License-Identifier: Apache-2.0
"""Import of camera-sized photos against the tools that do the same work, and against itself."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from heritage_desktop.media.worker import PhotoReader
from heritage_desktop.services import photos
from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.pictures import camera_like, copies
from tests.benchmarks.timing import Pair, clock, interleave

TOOLS = ("exiftool", "vipsthumbnail", "sha256sum", "cp")
#: Every tool on all cores; originals are flushed, previews are not, as with us.
PEER = """set -e
mkdir -p {to}/o {to}/t; cd {src}
ls *.jpg | xargs -P{cores} -n8 exiftool -json -n -fast2 > {to}/facts.json 2>/dev/null
ls *.jpg | xargs -P{cores} -n8 sha256sum > {to}/sums
ls *.jpg | xargs -P{cores} -n8 cp -t {to}/o; sync {to}/o/*; cd {to}/o
ls *.jpg | VIPS_CONCURRENCY=1 xargs -P{cores} -n8 vipsthumbnail -s 1024 -o {to}/t/%s_1024.jpg[Q=80]
ls *.jpg | VIPS_CONCURRENCY=1 xargs -P{cores} -n8 vipsthumbnail -s 256 -o {to}/t/%s_256.jpg[Q=80]
"""
COUNT = 200
MANY = 2_000
CORES = os.cpu_count() or 1
MEMORY = """
import sys
from pathlib import Path
from multiprocessing import active_children
from heritage_desktop.services import photos
from heritage_desktop.storage.inventory import Inventory
peaks = {}
def note(done, total, name=""):
    if done % 20 == 0:
        for pid in ["self", *(str(one.pid) for one in active_children())]:
            status = Path("/proc", pid, "status").read_text()
            peaks[pid] = int(status.partition("VmHWM:")[2].split()[0])
if __name__ == "__main__":
    with Inventory.create(Path(sys.argv[2]), title={"en": "Bench"}) as made:
        photos.import_photos(made, [Path(sys.argv[1])], progress=note)
    print(sum(peaks.values()) // 1024)
"""


def run(folder: Path) -> Iterator[str]:
    """Yield the result lines, or what is missing."""
    absent = [tool for tool in TOOLS if shutil.which(tool) is None]
    if absent:
        yield f"photo import: not measured, {', '.join(absent)} not installed"
        return
    source = folder / "source"
    camera_like(source, COUNT // 4)
    camera_like(source / "16", COUNT // 4, (4608, 3456))
    camera_like(source / "24", COUNT // 2 - COUNT // 4, (6000, 4000))
    for inner in ("16", "24"):
        for path in (source / inner).iterdir():
            path.rename(source / f"{inner}-{path.name}")
        (source / inner).rmdir()
    copies(source, COUNT)
    yield from _first_and_again(folder, source)
    yield from _facts(folder)
    yield from _memory(folder, source)


def _first_and_again(folder: Path, source: Path) -> Iterator[str]:
    numbers = itertools.count()

    def ours() -> None:
        with Inventory.create(folder / f"{next(numbers)}.vhi", title={"en": "Bench"}) as made:
            assert photos.import_photos(made, [source]).count("added") == COUNT

    def theirs() -> None:
        target = folder / f"peer{next(numbers)}"
        script = PEER.format(src=source, to=target, cores=CORES)
        subprocess.run(["bash", "-c", script], check=True, capture_output=True)
        shutil.rmtree(target)

    peer = "exiftool -json, sha256sum, cp+sync, vipsthumbnail ×2, xargs -P"
    mine, other = interleave(ours, theirs, 3)
    yield Pair("photo import", "photos/s", COUNT, mine, other, peer).line()
    name, decode = _fastest()
    data = [path.read_bytes() for path in sorted(source.iterdir())]

    def alone() -> None:
        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(decode, data))

    alone()
    times = [clock(alone) for _ in range(3)]
    yield Pair("import ÷ decode alone", "photos/s", COUNT, mine, times, name).line()
    with Inventory.create(folder / "again.vhi", title={"en": "Bench"}) as made:
        first = clock(lambda: photos.import_photos(made, [source]))
        again = [clock(lambda: photos.import_photos(made, [source])) for _ in range(3)]
    yield Pair("re-import", "photos/s", COUNT, again, [first], "first import").line()


def _fastest() -> tuple[str, Callable[[bytes], object]]:
    """Return the fastest decoder at hand: both previews, re-encoded, from bytes in memory."""
    try:
        import numpy
        import simplejpeg
    except ImportError:
        return "Pillow draft, both previews, in memory", _by_pillow

    def by_simplejpeg(data: bytes) -> object:
        pixels = simplejpeg.decode_jpeg(
            data, "RGB", fastdct=True, fastupsample=True, min_height=730, min_width=974,
            min_factor=1,
        )  # fmt: skip
        picture = Image.fromarray(pixels)
        for size in (1024, 256):
            picture.thumbnail((size, size), Image.Resampling.BILINEAR, reducing_gap=1.0)
            bare = numpy.ascontiguousarray(numpy.asarray(picture))
            simplejpeg.encode_jpeg(bare, quality=80, fastdct=True)
        return picture

    return "simplejpeg, both previews, in memory", by_simplejpeg


def _by_pillow(data: bytes) -> object:
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (974, 730))
        for size in (1024, 256):
            picture.thumbnail((size, size), Image.Resampling.BILINEAR, reducing_gap=1.0)
            picture.save(io.BytesIO(), "JPEG", quality=80)
        return picture


def _facts(folder: Path) -> Iterator[str]:
    shared = Path(os.environ.get("HERITAGE_SHARED", "../shared")) / "data/camera/photos"
    if not shared.is_dir():
        yield "EXIF only: not measured, the real camera files are not here"
        return
    thousand = folder / "thousand"
    thousand.mkdir()
    real = itertools.cycle(sorted(shared.iterdir()))
    for number, path in zip(range(1_000), real, strict=False):
        shutil.copy(path, thousand / f"{number:04d}{path.suffix}")
    paths = sorted(thousand.iterdir())
    reader = PhotoReader(sizes=())
    with reader:
        command = ["exiftool", "-fast2", "-json", str(thousand)]
        both = interleave(
            lambda: sum(1 for _ in reader.read_many(paths)),
            lambda: subprocess.run(command, check=False, capture_output=True),
        )
    yield Pair("EXIF only", "files/s", 1_000, *both, "exiftool -fast2 -json, one batch").line()


def _memory(folder: Path, source: Path) -> Iterator[str]:
    few = _peak(folder, source, "few.vhi")
    copies(source, MANY)
    many = _peak(folder, source, "many.vhi")
    yield (
        f"import memory           {COUNT} photos {few} MB, {MANY} photos {many} MB,"
        f" ratio {many / few:.2f}   (peak of the program and {min(4, CORES)} readers)"
    )


def _peak(folder: Path, source: Path, name: str) -> int:
    """Return the peak memory of one import in a process of its own, readers included, in MB."""
    script = folder / "memory.py"
    script.write_text(MEMORY, encoding="utf-8")
    command = [sys.executable, str(script), str(source), str(folder / name)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)
