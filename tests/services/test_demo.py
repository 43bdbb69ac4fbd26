# SPDX-License-Identifier: Apache-2.0
"""The demo is a sound inventory, and its book is the same each time it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from heritage_desktop.catalogue.content import Language
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.place import Village
from heritage_desktop.services.catalogue import print_catalogue
from heritage_desktop.services.demo import build_demo
from heritage_desktop.storage.inventory import Inventory


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo inventory."""
    folder = tmp_path_factory.mktemp("demo") / "demo.vhi"
    build_demo(folder)
    return folder


def test_the_demo_is_sound_and_rich(demo: Path) -> None:
    with Inventory.open(demo) as inventory:
        assert inventory.check() == []
        kinds = {item.kind for item in inventory.all(Item)}
        assert kinds == {"immovable", "movable", "intangible", "landscape"}
        assert len(inventory.all(Item)) >= 24
        assert len(inventory.all(Village)) == 2
        assert len(inventory.all(Person)) >= 4
        assert inventory.undo_label is None


def test_making_it_again_keeps_what_is_there(demo: Path) -> None:
    with Inventory.open(demo) as inventory:
        before = inventory.digest()
    build_demo(demo)
    with Inventory.open(demo) as inventory:
        assert inventory.digest() == before


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en", "both"])
def test_the_book_reads_in_its_languages_and_is_the_same_twice(
    demo: Path, tmp_path: Path, language: Language
) -> None:
    with Inventory.open(demo) as inventory:
        first = print_catalogue(inventory, tmp_path / "1.pdf", language=language)
        print_catalogue(inventory, tmp_path / "2.pdf", language=language)
    assert first.missing == ()
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    reader = PdfReader(tmp_path / "1.pdf")
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "挽月桥" in text
    assert language == "zh_CN" or "Wanyue Bridge" in text
    assert len(reader.outline) > 2
