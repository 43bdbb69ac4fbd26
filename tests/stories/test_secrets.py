# SPDX-License-Identifier: Apache-2.0
"""Planted secrets: every way out is tried, and none of them is read there."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from heritage_desktop.domain.account import Account
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Comment, Consent
from heritage_desktop.domain.item import Item, ItemName, Relation
from heritage_desktop.domain.place import Village
from heritage_desktop.domain.release import Audience
from heritage_desktop.exchange.formats import FORMATS
from heritage_desktop.services import guests
from heritage_desktop.services.catalogue import print_catalogue
from heritage_desktop.services.exporting import export
from heritage_desktop.services.items import today
from heritage_desktop.storage import handouts
from heritage_desktop.storage.inventory import Inventory

SECRETS = ("密祠", "封存的故事", "不愿留名", "内部批注", "收回的话", "明年才开")


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inventory]:
    folder = tmp_path_factory.mktemp("secrets") / "s.vhi"
    with Inventory.create(folder, title={"en": "Secrets"}, author="Lin") as inventory:
        with inventory.change("Plant") as change:
            village = change.add(Village(id="", name={"zh-Hans": "明村"}))
            sealed = change.add(
                Item(id="", kind="immovable", village=village.id, access_level="sealed")
            )
            change.add(ItemName(id="", item=sealed.id, value="密祠", language="zh-Hans"))
            later = change.add(
                Item(id="", kind="movable", village=village.id, embargo_until="2999",
                     summary={"zh-Hans": "明年才开"})
            )  # fmt: skip
            change.add(Account(id="", item=later.id, text={"zh-Hans": "封存的故事"}))
            shy = change.add(Person(id="", name={"zh-Hans": "不愿留名"}, village=village.id))
            change.add(
                Consent(id="", who=shy.id, status="withdrawn", granted=("inventory", "name"),
                        withdrawn_on="2026-03-01")
            )  # fmt: skip
            open_item = change.add(
                Item(id="", kind="intangible", village=village.id, access_level="public",
                     summary={"zh-Hans": "人人可看，由不愿留名传承。"}, field_notes="内部批注")
            )  # fmt: skip
            change.add(ItemName(id="", item=open_item.id, value="迎灯", language="zh-Hans"))
            change.add(Comment(id="", target=open_item.id, text="内部批注"))
            change.add(
                Account(id="", item=open_item.id, said_by=shy.id, text={"zh-Hans": "收回的话"})
            )
            change.add(Relation(id="", subject=open_item.id, type="carried_by", object=shy.id))
        yield inventory


def read(path: Path) -> str:
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages).replace("\n", "")
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("audience", [str(one) for one in Audience])
@pytest.mark.parametrize("way", [*FORMATS, "pdf"])
def test_no_secret_is_read_in_any_output(
    secretive: Inventory, tmp_path: Path, way: str, audience: str
) -> None:
    target = tmp_path / f"out.{'pdf' if way == 'pdf' else FORMATS[way].extension}"
    if way == "pdf":
        print_catalogue(secretive, target, audience=audience)
    else:
        export(secretive, way, target, audience=audience)
    said = read(target)
    for secret in SECRETS:
        assert secret not in said, secret
    if way != "geojson":
        assert "明村" in said


def test_no_secret_is_shown_to_a_guest(secretive: Inventory) -> None:
    said = repr(guests.released(secretive, today()))
    for secret in SECRETS:
        assert secret not in said, secret


def test_what_left_is_remembered_by_record(secretive: Inventory, tmp_path: Path) -> None:
    export(secretive, "csv", tmp_path / "给县里.csv", audience="county")
    item = next(one.id for one in secretive.all(Item) if one.access_level == "public")
    sealed = next(one.id for one in secretive.all(Item) if one.access_level == "sealed")
    assert "给县里.csv" in [one.name for one in handouts.all_of(secretive, item)]
    assert handouts.all_of(secretive, sealed) == []
