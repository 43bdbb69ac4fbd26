# SPDX-License-Identifier: Apache-2.0
"""The catalogue against a raw reportlab canvas that only places the same pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from heritage_desktop.catalogue.book import write_book
from heritage_desktop.catalogue.content import Book, Entry, Part, Picture
from tests.benchmarks.pictures import camera_like
from tests.benchmarks.timing import Pair, interleave

ITEMS = 60


def run(folder: Path) -> Iterator[str]:
    """Yield the result line."""
    paths = camera_like(folder / "pictures", 20, (1600, 1200))
    pictures = [Picture(path, "溪口廊桥") for path in paths]
    text = "廊桥横跨溪口，木构七间，正月十五点灯。" * 6
    entries = tuple(
        Entry(
            id=f"{n}", number=f"{n + 1}", kind="immovable", kind_label="不可移动",
            title_zh=f"廊桥 {n}", title_en=f"Covered bridge {n}", summary_zh=text,
            pictures=(pictures[n % 20], pictures[(n + 7) % 20]),
        )
        for n in range(ITEMS)
    )  # fmt: skip
    book = Book(title_zh="测试", title_en="Bench", parts=(Part("村", "Village", entries=entries),))
    report = write_book(book, folder / "a.pdf")

    def theirs() -> None:
        rl_config.useA85 = 0
        canvas = Canvas(str(folder / "b.pdf"), invariant=1)
        for n in range(report.pages):
            for k, picture in enumerate((pictures[n % 20], pictures[(n + 7) % 20])):
                with Image.open(picture.path) as opened:
                    opened.draft("RGB", (1200, 900))
                    small = opened.convert("RGB")
                    small.thumbnail((1200, 900))
                buffer = io.BytesIO()
                small.save(buffer, "JPEG", quality=85)
                canvas.drawImage(ImageReader(buffer), 60, 60 + 380 * k, 480, 360)
            canvas.showPage()
        canvas.save()

    times = interleave(lambda: write_book(book, folder / "a.pdf"), theirs)
    yield Pair("catalogue", "pages/s", report.pages, *times, "raw reportlab canvas").line()
