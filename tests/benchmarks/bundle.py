# SPDX-License-Identifier: Apache-2.0
"""Bundle export and verification against ``zip -0`` plus ``sha256sum`` over the same originals."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from heritage_desktop.services import bundles, photos
from heritage_desktop.storage.inventory import Inventory
from tests.benchmarks.pictures import camera_like
from tests.benchmarks.timing import Pair, interleave


def run(folder: Path) -> Iterator[str]:
    """Yield the result lines, or what is missing."""
    if shutil.which("zip") is None:
        yield "bundle export: not measured, zip not installed"
        return
    source = folder / "source"
    paths = camera_like(source, 24)
    size = sum(path.stat().st_size for path in paths) / 1e6
    numbers = itertools.count()
    with Inventory.create(folder / "a.vhi", title={"en": "Bench"}) as made:
        photos.import_photos(made, [source], target="tray")

        def ours() -> None:
            bundles.export_bundle(made, folder / f"{next(numbers)}.vhb")

        def theirs() -> None:
            made_zip = f"zip -q -0 ../{next(numbers)}.zip * && sync ../*.zip"
            script = f"cd {source} && sha256sum *.jpg > ../sums && {made_zip}"
            subprocess.run(["bash", "-c", script], check=True)

        times = interleave(ours, theirs)
        yield Pair("bundle export", "MB/s", size, *times, "zip -0, sha256sum, sync").line()
        target = folder / "verify.vhb"
        bundles.export_bundle(made, target)

        def check() -> None:
            bundles.verify_bundle(target)

        def their_check() -> None:
            script = f"cd {source} && sha256sum -c --quiet ../sums"
            subprocess.run(["bash", "-c", script], check=True)

        times = interleave(check, their_check)
        yield Pair("bundle verify", "MB/s", size, *times, "sha256sum -c").line()
