# SPDX-License-Identifier: Apache-2.0
"""Marks on a photo: made, moved and removed in one step each, from the command line too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from heritage_desktop import cli
from heritage_desktop.domain.assessment import ConditionAssessment, Damage
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, MediaLink, Region
from heritage_desktop.domain.regions import Box
from heritage_desktop.services import checking, parts, regions
from heritage_desktop.storage.inventory import Inventory


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with Inventory.create(tmp_path / "t.vhi", title={"en": "Test"}, author="Lin") as made:
        yield made


@pytest.fixture
def photo(inventory: Inventory) -> Media:
    with inventory.change("Photo") as change:
        return change.add(Media(id="", media_type="photo", original_name="IMG_1.jpg"))


def test_each_step_is_undone_by_itself(inventory: Inventory, photo: Media) -> None:
    made = regions.mark(inventory, photo.id, Box(100, 200, 300, 400), regions.PERSON)
    regions.move(inventory, made.id, Box(500, 200, 300, 400))
    regions.remove(inventory, made.id)
    assert regions.of(inventory, photo) == []
    assert inventory.undo() == "Remove a mark"
    assert [one.box for one in regions.of(inventory, photo)] == ["500 200 300 400"]
    inventory.undo()
    assert [one.box for one in regions.of(inventory, photo)] == ["100 200 300 400"]
    inventory.undo()
    assert regions.of(inventory, photo) == []


def test_a_mark_may_stand_for_a_damage_of_what_the_photo_shows(
    inventory: Inventory, photo: Media
) -> None:
    with inventory.change("Fill") as change:
        item = change.add(Item(id="", kind="immovable"))
        other = change.add(Item(id="", kind="immovable"))
        change.add(MediaLink(id="", target=item.id, media=photo.id))
        seen = change.add(ConditionAssessment(id="", item=item.id))
        damage = change.add(Damage(id="", item=item.id, assessment=seen.id, part="东厢屋檐"))
        change.add(Damage(id="", item=other.id, part="elsewhere"))
    assert regions.damages(inventory, photo.id) == [damage]
    assert regions.damage_told(damage) == "东厢屋檐"
    made = regions.mark(inventory, photo.id, Box(0, 0, 500, 500), regions.DAMAGE)
    with inventory.change("Say which") as change:
        change.set(Region, made.id, "damage", damage.id)
    assert regions.told(inventory, regions.of(inventory, photo)[0]) == "Damage · 东厢屋檐"


def test_a_marked_damage_is_a_photo_of_it(inventory: Inventory, photo: Media) -> None:
    with inventory.change("Fill") as change:
        item = change.add(Item(id="", kind="immovable"))
        change.add(MediaLink(id="", target=item.id, media=photo.id))
        seen = change.add(ConditionAssessment(id="", item=item.id, overall="poor"))
        damage = change.add(Damage(id="", item=item.id, assessment=seen.id, cause="nat_corrosion"))
    assert "C1" in {one.rule for one in checking.findings(inventory)}
    made = regions.mark(inventory, photo.id, Box(0, 0, 500, 500), regions.DAMAGE)
    with inventory.change("Say which") as change:
        change.set(Region, made.id, "damage", damage.id)
    assert "C1" not in {one.rule for one in checking.findings(inventory)}


def test_a_box_that_is_none_is_refused_in_words(inventory: Inventory, photo: Media) -> None:
    for text in (None, "one two", "0 0 99999 1"):
        with pytest.raises(HeritageError, match="ten-thousandths"):
            parts.add(inventory, photo.id, "region", box=text)
    assert inventory.all(Region) == []


def test_a_broken_box_from_elsewhere_is_listed_last(inventory: Inventory, photo: Media) -> None:
    with inventory.change("From a bundle") as change:
        broken = change.add(Region(id="", media=photo.id, box="nonsense", role="note"))
    good = regions.mark(inventory, photo.id, Box(0, 9000, 500, 500))
    assert [one.id for one in regions.of(inventory, photo)] == [good.id, broken.id]


def test_the_command_line_marks_a_photo(inventory: Inventory, photo: Media) -> None:
    folder = str(inventory.folder)
    inventory.close()
    run = CliRunner().invoke
    made = run(
        cli.app,
        ["record", "add", folder, photo.id[:8], "region", "box=1000,2000,3000,1500", "role=note",
         "text=门楼"],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    told = json.loads(run(cli.app, ["record", "parts", folder, photo.id]).output)
    assert [(one["part"], one["box"], one["text"]) for one in told] == [
        ("region", "1000 2000 3000 1500", {"zh-Hans": "门楼"})
    ]
    shown = json.loads(run(cli.app, ["show", folder, photo.id, "--json"]).output)
    assert [one["part"] for one in shown["parts"]] == ["region"]
    part = told[0]["id"][:12]
    assert run(cli.app, ["set", folder, part, "box", "0, 0, 500, 500"]).exit_code == 0
    assert run(cli.app, ["set", folder, part, "text", "Gate", "--language", "en"]).exit_code == 0
    (moved,) = json.loads(run(cli.app, ["record", "parts", folder, photo.id]).output)
    assert moved["box"] == "0 0 500 500"
    assert moved["text"] == {"zh-Hans": "门楼", "en": "Gate"}
    for field, value in (("box", "here"), ("media", photo.id), ("colour", "red")):
        assert run(cli.app, ["set", folder, part, field, value]).exit_code == 1
    refused = run(cli.app, ["record", "add", folder, photo.id, "dating"])
    assert "region, segment" in str(refused.output) + str(refused.exception)
    assert run(cli.app, ["record", "remove", folder, told[0]["id"][:10]]).exit_code == 0
    assert json.loads(run(cli.app, ["record", "parts", folder, photo.id]).output) == []
