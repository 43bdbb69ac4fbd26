# SPDX-License-Identifier: Apache-2.0
"""The sample inventory: invented hamlets of a real county, made with the program's own verbs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heritage_desktop import assets
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.entities import DETAILS
from heritage_desktop.domain.fields import Kind, specs
from heritage_desktop.domain.item import Item, ItemName, Relation
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.place import AdminUnit, InventorySettings, Village, Visit
from heritage_desktop.domain.progress import Progress, silent
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.services import bundles, catalogue, demo_parts, items
from heritage_desktop.services.photos import import_photos
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory

#: A subdomain of the UNESCO outline -> the national category nearest to it.
_CATEGORIES = {"craft": "08", "performing": "04", "social": "10", "nature": "10", "oral": "01"}
#: Words in the told materials -> codes of the vocabulary.
_MATERIAL_WORDS = {
    "杉": "fir", "木": "wood", "竹": "bamboo", "花岗岩": "granite", "石": "stone", "砖": "brick",
    "夯土": "rammed_earth", "瓦": "roof_tile",
}  # fmt: skip
_STRUCTURE_WORDS = {
    "混合": "mixed", "抬梁": "tailiang", "穿斗": "chuandou", "夯土": "rammed_earth",
    "石": "masonry",
}  # fmt: skip


@dataclass(slots=True)
class _Build:
    """What was made so far, by the keys of demo.json."""

    data: Mapping[str, Any]
    recorder: str
    ids: dict[str, str] = field(default_factory=dict)
    media: dict[str, Media] = field(default_factory=dict)


def build_demo(folder: Path, progress: Progress = silent, *, books: bool = False) -> list[Path]:
    """Make the demo (a complete one is kept) and return the paths made, the inventory first.

    With ``books`` its catalogue and a bundle are written beside it.
    """
    made = [folder]
    if not (folder / "inventory.sqlite").is_file():
        _make(folder, progress)
    if books:
        with Inventory.open(folder) as inventory:
            book, bundle = folder.with_suffix(".pdf"), folder.with_suffix(".vhb")
            catalogue.print_catalogue(inventory, book, progress=progress)
            bundle.unlink(missing_ok=True)
            bundles.export_bundle(inventory, bundle, progress)
        made += [book, bundle]
    return made


def _make(folder: Path, progress: Progress) -> None:
    """Fill a new inventory; half a demo is worth nothing, so a stop leaves none."""
    data = json.loads(assets.read_text("samples", "demo.json"))
    settings = data["settings"]
    recorder = settings.get("recorder") or settings["team"]
    with Inventory.create(
        folder, title=settings["title"], team=settings["team"], author=recorder
    ) as inventory:
        try:
            _fill(inventory, _Build(data, recorder), progress)
        except BaseException:
            inventory.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        inventory.forget_steps()


def _fill(inventory: Inventory, build: _Build, progress: Progress) -> None:
    files = [assets.path("samples", one["file"]) for one in _files(build.data)]
    report = import_photos(inventory, files, progress=progress)
    by_id = {one.id: one for one in inventory.all(Media)}
    for file in report.files:
        if file.media_id:
            build.media[file.path.name] = by_id[file.media_id]
    with inventory.change(tr("Sample inventory")) as change:
        change.set(InventorySettings, inventory.settings_id, "recorder", build.recorder)
        change.set(InventorySettings, inventory.settings_id, "county_code", "331124")
        _places(build, change)
        _people(build, change)
        _items(build, change)
        _relations(build, change)
        _captions(build, change)
        demo_parts.fill(change, build.ids, build.media)


def _files(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*data["photos"], *data["sounds"]]


def _places(build: _Build, change: Change) -> None:
    for unit in build.data["admin_units"]:
        parent = build.ids.get(unit["parent"] or "")
        made = change.add(
            AdminUnit(
                id="", name=unit["name"], code=unit["code"], level=unit["level"], parent=parent
            )
        )
        build.ids[unit["code"]] = made.id
    for village in build.data["villages"]:
        position = Position(village["lat"], village["lon"], 30.0, village["alt"], "gazetteer")
        place = change.add(
            Village(
                id="", name=village["name"], romanised=village["romanised"], kind="natural",
                admin_unit=build.ids[village["admin"]], position=position,
                population=village["population"], summary=village["summary"],
            )
        )  # fmt: skip
        build.ids[village["key"]] = place.id
        _show(build, change, place.id, village["photos"])
    for visit in build.data["visits"]:
        members = "、".join(one["zh-Hans"] for one in visit["members"])
        stay = change.add(
            Visit(
                id="", village=build.ids[visit["village"]], date_from=visit["date_from"],
                date_to=visit["date_to"], team=visit["team"], members=members,
                purpose=f"{visit['purpose']['zh-Hans']}\n{visit['purpose']['en']}",
            )
        )  # fmt: skip
        build.ids[visit["key"]] = stay.id


def _people(build: _Build, change: Change) -> None:
    for person in build.data["persons"]:
        made = change.add(
            Person(
                id="", name=person["name"], sex=person["sex"], birth_year=person["birth_year"],
                village=build.ids[person["village"]], biography=person["note"], name_consent=True,
            )
        )  # fmt: skip
        build.ids[person["key"]] = made.id


def _items(build: _Build, change: Change) -> None:
    team = build.data["settings"]["team"]
    visits = {visit["village"]: visit for visit in build.data["visits"]}
    for number, said in enumerate(build.data["items"], 1):
        visit = visits[said["village"]]
        item = change.add(
            Item(
                id="", kind=said["kind"], type=_known("tangible_type", said["type"]),
                village=build.ids[said["village"]], field_no=f"{team}-{number:03d}",
                status="accepted", dating_told=_told(said, "dating_told"),
                summary=said["summary"], access_level="public", recorder=build.recorder,
                recorded_on=visit["date_from"], visit=build.ids[visit["key"]],
            )
        )  # fmt: skip
        build.ids[said["key"]] = item.id
        _sheet(change, item, said)
        for name in said["names"]:
            change.add(
                ItemName(
                    id="", item=item.id, value=name["value"], language=name["lang"],
                    romanised=name.get("romanised"), role="local", preferred=True,
                )
            )  # fmt: skip
        _show(build, change, item.id, [*said["photos"], *_sounds(build, said["key"])])
        _place(build, change, item, said["photos"])


def _sheet(change: Change, item: Item, said: Mapping[str, Any]) -> None:
    """Give the item the sheet of its kind, as far as its fields can hold what was told."""
    detail = DETAILS[said["kind"]]
    values: dict[str, Any] = {}
    for name, spec in specs(detail).items():
        value = said.get(name)
        if value is None:
            continue
        if spec.kind is Kind.TERMS and spec.vocabulary == "material":
            values[name] = _words(_MATERIAL_WORDS, value)
        elif spec.kind is Kind.TERMS:
            values[name] = tuple(value.split())
        elif name == "structure":
            values[name] = next(iter(_words(_STRUCTURE_WORDS, value)), None)
        elif spec.kind in (Kind.TEXT, Kind.LONG_TEXT) and isinstance(value, dict):
            values[name] = _told(said, name)
        else:
            values[name] = str(value) if spec.kind is Kind.DECIMAL else value
    if said["kind"] == "intangible":
        values |= {"cn_category": _CATEGORIES[said["domain"]], "viability": "vulnerable"}
        values["community"] = _community(said)
    change.add(detail(id=item.id, **{key: value for key, value in values.items() if value}))


def _community(said: Mapping[str, Any]) -> str:
    """Return who keeps the practice: the hamlet it belongs to."""
    return {"yunling": "云岭坪村民", "xikou": "溪口坞村民"}[str(said["village"])]


def _words(codes: Mapping[str, str], told: Mapping[str, str]) -> tuple[str, ...]:
    text = told["zh-Hans"]
    return tuple(dict.fromkeys(code for word, code in codes.items() if word in text))


def _known(vocabulary_id: str, code: str | None) -> str | None:
    return code if code and code in vocabulary(vocabulary_id) else None


def _told(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value["zh-Hans"] if value else None


def _sounds(build: _Build, key: str) -> list[str]:
    return [sound["file"] for sound in build.data["sounds"] if sound["item"] == key]


def _show(build: _Build, change: Change, target: str, names: list[str]) -> None:
    for order, name in enumerate(names, 1):
        media = build.media.get(name)
        if media is not None:
            change.add(items.link_to(target, media.id, order, cover=order == 1))


def _place(build: _Build, change: Change, item: Item, names: list[str]) -> None:
    """Put the item where its first photo was taken, as the program does for everybody."""
    shown = [build.media[name] for name in names if name in build.media]
    position = next((media.position for media in shown if media.position), None)
    if position is not None:
        items.add_place(change, item.id, position, "exif")


def _relations(build: _Build, change: Change) -> None:
    for row in build.data["relations"]:
        change.add(
            Relation(
                id="", subject=build.ids[row["from"]], type=row["type"], object=build.ids[row["to"]]
            )
        )


def _captions(build: _Build, change: Change) -> None:
    for one in _files(build.data):
        media = build.media.get(one["file"])
        if media is not None:
            change.set(Media, media.id, "caption", one["caption"])
