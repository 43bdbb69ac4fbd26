# SPDX-License-Identifier: Apache-2.0
"""The demo inventory: invented hamlets, painted pictures, everything the program can show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from heritage_desktop import assets
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import Kind, specs
from heritage_desktop.domain.item import Item, ItemName, Location, Relation
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.place import AdminUnit, Village, Visit
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.i18n import tr
from heritage_desktop.services import bundles, catalogue, photos
from heritage_desktop.storage import undo
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

Keys = dict[str, str]


def build_demo(folder: Path, progress: Progress = silent, *, books: bool = False) -> list[Path]:
    """Make the demo (a complete one is kept) and return the paths made, inventory first."""
    made = [folder]
    if not (folder / "inventory.sqlite").is_file():
        data = json.loads(assets.read_text("samples", "demo.json"))
        title = data["settings"]["title"]
        with Inventory.create(folder, title=title, team=data["settings"]["team"]) as inventory:
            try:
                _fill(inventory, data, progress)
            except BaseException:
                inventory.close()
                shutil.rmtree(folder, ignore_errors=True)
                raise
            undo.forget(inventory)
    if books:
        with Inventory.open(folder) as inventory:
            book, bundle = folder.with_suffix(".pdf"), folder.with_suffix(".vhb")
            catalogue.print_catalogue(inventory, book, progress=progress)
            bundle.unlink(missing_ok=True)
            bundles.export_bundle(inventory, bundle, progress)
        made += [book, bundle]
    return made


def _fill(inventory: Inventory, data: dict[str, Any], progress: Progress) -> None:
    inventory.author = data["settings"]["team"]
    files = [assets.path("samples", one["file"]) for one in data["photos"] + data["sounds"]]
    photos.import_photos(inventory, files, progress=progress)
    media = {one.original_name or "": one.id for one in inventory.all(Media)}
    with inventory.change(tr("New inventory")) as change:
        keys: Keys = {}
        _places(change, data, keys, media)
        _people(change, data, keys)
        for item in data["items"]:
            _item(change, item, keys, media)
        for row in data["relations"]:
            relation = Relation(
                id="", subject=keys[row["from"]], type=row["type"], object=keys[row["to"]]
            )
            change.add(relation)
        for one in data["photos"] + data["sounds"]:
            change.set(Media, media[one["file"]], "caption", one["caption"])
        for one in data["sounds"]:
            link = MediaLink(id="", target=keys[one["item"]], media=media[one["file"]],
                             role="sound", order=90)  # fmt: skip
            change.add(link)


def _places(change: Change, data: dict[str, Any], keys: Keys, media: Keys) -> None:
    for row in data["admin_units"]:
        unit = AdminUnit(id="", name=row["name"], code=row["code"], level=row["level"],
                         parent=keys.get(row["parent"] or ""))  # fmt: skip
        keys[row["code"]] = change.add(unit).id
    for row in data["villages"]:
        village = Village(
            id="", name=row["name"], romanised=row.get("romanised"), kind="natural",
            admin_unit=keys.get(row["admin"]), population=row.get("population"),
            position=Position(row["lat"], row["lon"], alt_m=row.get("alt")),
            summary=row["summary"],
        )  # fmt: skip
        keys[row["key"]] = change.add(village).id
        _link(change, keys[row["key"]], row.get("photos", ()), media)
    for row in data["visits"]:
        members = "、".join(one["zh-Hans"] for one in row["members"])
        visit = Visit(
            id="", village=keys[row["village"]], date_from=row["date_from"],
            date_to=row["date_to"], team=row["team"], members=members,
            purpose=row["purpose"]["zh-Hans"] + "\n" + row["purpose"]["en"],
        )  # fmt: skip
        keys[row["key"]] = change.add(visit).id


def _people(change: Change, data: dict[str, Any], keys: Keys) -> None:
    for row in data["persons"]:
        person = Person(
            id="", name=row["name"], sex=row["sex"], birth_year=row["birth_year"],
            village=keys[row["village"]], biography=row["note"], name_consent=True,
        )  # fmt: skip
        keys[row["key"]] = change.add(person).id


def _item(change: Change, row: dict[str, Any], keys: Keys, media: Keys) -> None:
    told = row.get("dating_told") or {}
    told = told if isinstance(told, str) else told.get("zh-Hans")
    kind = row["kind"]
    item = change.add(
        Item(
            id="", kind=kind, type=row["type"] if kind != "intangible" else None,
            village=keys[row["village"]], summary=row["summary"], dating_told=told,
            status="draft", recorder="SY03", recorded_on="2025-10-20", access_level="public",
        )
    )  # fmt: skip
    keys[row["key"]] = item.id
    for name in row["names"]:
        change.add(ItemName(id="", item=item.id, value=name["value"], language=name["lang"],
                            romanised=name.get("romanised"), preferred=True))  # fmt: skip
    _detail(change, item.id, kind, row)
    _link(change, item.id, row["photos"], media)
    if "lat" in row:
        place = Position(row["lat"], row["lon"], row.get("accuracy"), row.get("alt"), "typed")
        change.add(Location(id="", item=item.id, position=place, role="centre"))


def _detail(change: Change, item: str, kind: str, row: dict[str, Any]) -> None:
    entity, told = DETAILS[kind], {**row, **(row.get(kind) or row.get("extras") or {})}
    values: dict[str, Any] = {}
    for name, spec in specs(entity).items():
        value = told.get(name)
        if value is None or name in {"type", "summary"}:
            continue
        if spec.kind is Kind.TERMS:
            value = tuple(value) if isinstance(value, list) else (value,)
        elif spec.kind is Kind.DECIMAL:
            value = str(value)
        elif isinstance(value, dict) and spec.kind is not Kind.LOCALISED:
            value = value.get("zh-Hans")
        values[name] = value
    if values:
        change.add(entity(id=item, **values))


def _link(change: Change, target: str, files: Any, media: Keys) -> None:
    for order, name in enumerate(files):
        link = MediaLink(id="", target=target, media=media[name], order=order, cover=order == 0)
        change.add(link)
