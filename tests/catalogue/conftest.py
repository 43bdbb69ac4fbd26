# SPDX-License-Identifier: Apache-2.0
"""Books, photos and PDF reading for the catalogue tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop.catalogue.content import Entry, Link, Picture

Painter = Callable[..., Picture]


@pytest.fixture
def painted(tmp_path: Path) -> Painter:
    """Return a maker of photos: left half red, right half blue."""

    def paint(
        name: str, size: tuple[int, int] = (900, 600), caption: str = "", **saving: object
    ) -> Picture:
        image = Image.new("RGB", size, "red")
        image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
        image.save(tmp_path / name, **saving)  # type: ignore[arg-type]
        return Picture(tmp_path / name, caption)

    return paint


@pytest.fixture
def hall() -> Entry:
    """Return an ordinary entry without photos."""
    return Entry(
        id="hall",
        number="CX-001",
        kind="immovable",
        kind_label="不可移动 · 祠堂",
        title_zh="陈氏宗祠",
        title_en="Chen Ancestral Hall",
        facts=(("年代 Period", "清乾隆二十三年"), ("Condition", "good")),
        summary_zh="祠堂位于村口老樟树下，坐北朝南。",
        summary_en="The hall stands under the old camphor tree, the clan’s “first house”.",
        place="枫树下村",
        bearers=("陈德旺",),
        links=(Link("举行", "rite", "正月十五祭祖"), Link("收藏", None, "族谱")),
    )


@pytest.fixture
def rite() -> Entry:
    """Return a second entry the first one leads to."""
    return Entry(
        id="rite",
        number="CX-002",
        kind="intangible",
        kind_label="非物质",
        title_zh="正月十五祭祖",
        title_en="Lantern-festival rite",
        summary_zh="族人齐聚祠堂。",
        bearers=("李秀英", "陈德旺"),
    )
