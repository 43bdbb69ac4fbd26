# SPDX-License-Identifier: Apache-2.0
"""Look-alikes are asked once, by one team for all; nothing that is set aside is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from heritage_desktop import assets
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import LookAlike, Media, MediaLink, look_alike_id
from heritage_desktop.domain.moments import Moment
from heritage_desktop.services import grouping, items, look_alikes, photos
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.look_alikes import Question, questions
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

SAMPLES = assets.path("samples")
#: A likeness with much in it.
BUSY = "a5c3965a" * 4


def add(inventory: Inventory, *names: str, likeness: str = BUSY, twin: str | None = None) -> None:
    """Record photos of one look by their names, which are their ids too."""
    with inventory.change("Photos") as change:
        for name in names:
            change.add(Media(id=name * 32, media_type="photo", original_name=f"{name}.jpg",
                             likeness=likeness, twin=twin, sha256=name * 64))  # fmt: skip


def asked(inventory: Inventory) -> list[str]:
    """Return what is to be answered, each photo by the letter it is named after."""
    found = questions(inventory, look_alikes.compare(inventory))
    return ["".join(id[0] for id in one.ids) + ("!" if one.disputed else "") for one in found]


def keep(inventory: Inventory, kept: str, *others: str, move: bool = False) -> None:
    """Keep one photo and set the others aside, by their letters."""
    look_alikes.keep(inventory, kept * 32, [one * 32 for one in others], move=move)


def different(inventory: Inventory, *names: str) -> None:
    """Say that photos are different, by their letters."""
    look_alikes.different(inventory, [one * 32 for one in names])


def aside(inventory: Inventory) -> str:
    """Return the letters of all photos that were set aside, RAW files too."""
    return "".join(one.id[0] for one in inventory.all(Media, set_aside=True))


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        add(made, "a", "b")
        add(made, "c", likeness="0f3c55aa" * 4)
        yield made


def test_one_is_kept_and_the_other_leaves_tray_and_light_table(inventory: Inventory) -> None:
    assert asked(inventory) == ["ab"]
    keep(inventory, "a", "b")
    assert asked(inventory) == []
    assert aside(inventory) == "b"
    assert [one.id[0] for one in queries.tray(inventory)] == ["a", "c"]
    assert [one.id[0] for one in queries.set_aside(inventory)] == ["b"]
    counts = queries.counts(inventory)
    assert (counts.tray, counts.aside) == (2, 1)
    (group,) = grouping.suggest(inventory)
    assert len(group.group.ids) == 2
    inventory.undo()
    assert asked(inventory) == ["ab"]
    assert aside(inventory) == ""
    inventory.redo()
    assert asked(inventory) == []
    look_alikes.take_back(inventory, ["b" * 32])
    assert asked(inventory) == []
    assert len(queries.tray(inventory)) == 3


def test_different_ones_are_not_asked_again_and_the_answer_can_be_changed(
    inventory: Inventory,
) -> None:
    different(inventory, "b", "a")
    assert asked(inventory) == []
    (one,) = inventory.all(LookAlike)
    assert (one.id, one.answer) == (look_alike_id("a" * 32, "b" * 32), "different")
    inventory.undo()
    assert asked(inventory) == ["ab"]
    different(inventory, "a", "b")
    keep(inventory, "b", "a")
    assert [one.answer for one in inventory.all(LookAlike)] == ["same"]
    assert aside(inventory) == "a"
    different(inventory, "a", "b")
    assert aside(inventory) == ""


def test_a_raw_file_goes_where_its_picture_goes(inventory: Inventory) -> None:
    add(inventory, "d", twin="b" * 32)
    assert asked(inventory) == ["ab"]
    keep(inventory, "a", "b")
    assert aside(inventory) == "bd"
    assert [one.id[0] for one in queries.set_aside(inventory)] == ["b"]
    assert look_alikes.take_back(inventory, ["d" * 32]) == 1
    assert aside(inventory) == ""
    assert look_alikes.set_aside(inventory, ["b" * 32, "d" * 32]) == 1
    assert aside(inventory) == "bd"


def test_links_stay_unless_the_kept_photo_takes_their_place(inventory: Inventory) -> None:
    add(inventory, "e")
    well, hall = (
        items.new_item(inventory, kind="immovable", village=None, names={"zh-Hans": name}).id
        for name in ("古井", "祠堂")
    )
    items.attach(inventory, ["b" * 32, "c" * 32], well)
    items.attach(inventory, ["e" * 32], hall)
    items.attach(inventory, ["a" * 32], hall)
    before = shown(inventory, well), shown(inventory, hall)
    assert before == (["b+", "c"], ["e+", "a"])
    only = look_alikes.shown_only_aside(inventory, "a" * 32, ["b" * 32, "e" * 32])
    assert only == [well]
    keep(inventory, "a", "b", "e")
    assert (shown(inventory, well), shown(inventory, hall)) == before
    inventory.undo()
    keep(inventory, "a", "b", "e", move=True)
    assert (shown(inventory, well), shown(inventory, hall)) == (["a+", "c"], ["a+"])
    inventory.undo()
    assert (shown(inventory, well), shown(inventory, hall)) == before


def shown(inventory: Inventory, record: str) -> list[str]:
    """Return the photos of a record by their letters, the cover marked."""
    return [media.id[0] + "+" * bool(link.cover) for link, media
            in queries.media_of(inventory, record)]  # fmt: skip


def team(inventory: Inventory, folder: Path, name: str) -> Inventory:
    """Return another laptop that holds all of this inventory."""
    export_bundle(inventory, folder / f"{name}.vhb")
    other = Inventory.create(folder / f"{name}.vhi", title={"en": name})
    merge_bundle(other, folder / f"{name}.vhb")
    return other


def test_an_answer_holds_for_the_other_team(inventory: Inventory, tmp_path: Path) -> None:
    with team(inventory, tmp_path, "second") as other:
        assert asked(other) == ["ab"]
        different(inventory, "a", "b")
        different(other, "b", "a")
        export_bundle(inventory, tmp_path / "answers.vhb")
        assert merge_bundle(other, tmp_path / "answers.vhb").conflicts == 0
        assert asked(other) == []
        assert len(other.all(LookAlike)) == 1
        export_bundle(other, tmp_path / "back.vhb")
        merge_bundle(inventory, tmp_path / "back.vhb")
        assert inventory.digest() == other.digest()


def test_teams_who_answered_differently_are_asked_again(
    inventory: Inventory, tmp_path: Path
) -> None:
    with team(inventory, tmp_path, "second") as other:
        different(inventory, "a", "b")
        keep(other, "a", "b")
        export_bundle(inventory, tmp_path / "answers.vhb")
        merge_bundle(other, tmp_path / "answers.vhb")
        assert asked(other) == ["ab!"]
        different(other, "a", "b")
        assert asked(other) == []
        assert aside(other) == ""


def test_two_teams_who_each_kept_another_one_do_not_lose_both(
    inventory: Inventory, tmp_path: Path
) -> None:
    with team(inventory, tmp_path, "second") as other:
        keep(inventory, "a", "b")
        keep(other, "b", "a")
        export_bundle(inventory, tmp_path / "answers.vhb")
        merge_bundle(other, tmp_path / "answers.vhb")
        assert asked(other) == ["ab!"]
        keep(other, "b", "a")
        assert asked(other) == []
        assert aside(other) == "a"


def test_repeats_that_are_all_hidden_are_asked_even_when_they_are_many(
    inventory: Inventory,
) -> None:
    add(inventory, *"def012345")
    keep(inventory, "a", *"def012345")
    assert len(queries.set_aside(inventory)) == 9
    look_alikes.set_aside(inventory, ["a" * 32])
    (hidden,) = [one for one in asked(inventory) if one.endswith("!")]
    assert len(hidden) == 9
    keep(inventory, hidden[0], *hidden[1:8])
    assert not any(one.endswith("!") for one in asked(inventory))


def test_what_was_set_aside_for_a_third_is_not_asked_again(inventory: Inventory) -> None:
    add(inventory, "d")
    keep(inventory, "a", "b")
    assert asked(inventory) == ["ad"]
    keep(inventory, "d", "a")
    assert asked(inventory) == []


def test_what_is_more_than_can_be_held_is_asked_later(
    inventory: Inventory, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(inventory, "d", "e")
    monkeypatch.setattr("heritage_desktop.domain.look_alikes.MOST_PAIRS", 1)
    seen = []
    while (compared := look_alikes.compare(inventory)).pairs:
        assert compared.more
        (question,) = questions(inventory, compared)
        seen.append("".join(id[0] for id in question.ids))
        look_alikes.different(inventory, question.ids)
    assert sorted(seen) == ["ab", "ad", "ae", "bd", "be", "de"]


def test_real_copies_are_found_and_the_whole_original_is_suggested(tmp_path: Path) -> None:
    small = tmp_path / "wx_camera.jpg"
    with Image.open(SAMPLES / "water-mill.jpg") as opened:
        opened.convert("RGB").resize((opened.width // 2, opened.height // 2)).save(small)
    with new_inventory(tmp_path / "x.vhi") as inventory:
        names = ("water-mill.jpg", "rice-cake-pounding.jpg", "octagonal-well.jpg")
        photos.import_photos(inventory, [*(SAMPLES / name for name in names), small])
        (found,) = look_alikes.listed(inventory)["sets"]
        assert {one["name"] for one in found["photos"]} == {"water-mill.jpg", "wx_camera.jpg"}
        assert found["why"] == "largest of 2"
        best = inventory.get(Media, found["best"])
        assert best is not None
        assert best.original_name == "water-mill.jpg"


def test_a_likeness_of_the_older_kind_is_made_anew(tmp_path: Path) -> None:
    with new_inventory(tmp_path / "x.vhi") as inventory:
        photos.import_photos(inventory, [SAMPLES / "water-mill.jpg"])
        (one,) = inventory.all(Media)
        with inventory.change("As it was") as change:
            change.set(Media, one.id, "likeness", "00ff00ff00ff00ff")
            change.add(replace(one, id="f" * 32, sha256="f" * 64))
            change.add(Media(id="e" * 32, media_type="photo"))
        compared = look_alikes.compare(inventory)
        assert [pair.key for pair in compared.pairs] == [frozenset({one.id, "f" * 32})]
        assert compared.unseen == 1


def test_a_photo_with_an_impossible_time_is_compared_all_the_same(inventory: Inventory) -> None:
    with inventory.change("A clock without a battery") as change:
        change.set(Media, "a" * 32, "taken", Moment("2000-00-00T00:00:00"))
    assert len(asked(inventory)) == 1


def test_an_answer_needs_two_photos_that_are_there(inventory: Inventory) -> None:
    with pytest.raises(HeritageError, match="two different"):
        different(inventory, "a", "a")
    with pytest.raises(HeritageError):
        keep(inventory, "a", "9")
    with pytest.raises(HeritageError, match="no such photo"):
        look_alikes.named(inventory, ["zz"])
    assert look_alikes.named(inventory, ["aa"]) == ["a" * 32]
    assert questions(inventory, look_alikes.compare(inventory)) == [
        Question(("a" * 32, "b" * 32))
    ]  # fmt: skip
    assert inventory.all(MediaLink) == []


@pytest.mark.slow
def test_whatever_is_answered_no_photo_is_lost_and_all_can_be_undone(inventory: Inventory) -> None:
    add(inventory, "d", "e", "f")
    inventory.forget_steps()
    first, chance = asked(inventory), random.Random(7)
    everything = set("abcdef")
    for _ in range(120):
        some = chance.sample("abcdef", chance.randint(2, 4))
        act = chance.choice((keep, different, hide, show, undo, undo))
        act(inventory, *some)
        seen = {one.id[0] for one in queries.tray(inventory)}
        hidden = set(aside(inventory))
        assert seen | hidden == everything
        assert not seen & hidden
    while inventory.undo() is not None:
        pass
    assert aside(inventory) == ""
    assert asked(inventory) == first
    assert inventory.all(LookAlike) == []


def hide(inventory: Inventory, *names: str) -> None:
    """Set photos aside without an answer, by their letters."""
    look_alikes.set_aside(inventory, [one * 32 for one in names])


def show(inventory: Inventory, *names: str) -> None:
    """Take photos back, by their letters."""
    look_alikes.take_back(inventory, [one * 32 for one in names])


def undo(inventory: Inventory, *_names: str) -> None:
    """Take the last step back, if there is one."""
    inventory.undo()
