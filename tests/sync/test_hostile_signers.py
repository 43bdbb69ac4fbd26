# SPDX-License-Identifier: Apache-2.0
"""A program with a good key may say anything: it is refused in one sentence, or does no harm."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from heritage_desktop.domain.commits import SIGNATURE_CONTEXT, Commit, header_bytes
from heritage_desktop.domain.errors import BadBundle
from heritage_desktop.domain.fields import Json
from heritage_desktop.domain.item import Item
from heritage_desktop.services.bundles import export_bundle
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.sync import layout
from heritage_desktop.sync.apply import merge_bundle
from tests.torture.replays import KEY, SigningEngine, bundled
from tests.torture.spoiled import sample, sealed
from tests.torture.world import Laptop, number_id, write


@pytest.fixture
def office(tmp_path: Path) -> Any:
    """Give an inventory that receives bundles."""
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}) as inventory:
        yield inventory


def forged(value: Json = "清", *, field: str = "dating_told", **head: Any) -> Commit:
    """Return a well-formed commit with a header that says what it likes."""
    record = number_id("forged", 1)
    laptop = Laptop(number_id("replica", 1))
    made = write(SigningEngine(), laptop, {("item", record, field, ""): [value]}, 1, "2026")
    return signed(made, **head)


def signed(made: Commit, **head: Any) -> Commit:
    """Return a commit with another header, signed."""
    header = dataclasses.replace(made.header, **head)
    raw = header_bytes(header)
    name = hashlib.sha256(raw).hexdigest()
    return Commit(name, header, made.ops, KEY.sign(SIGNATURE_CONTEXT + raw))


def goes_on(inventory: Inventory) -> None:
    """Write and send: an inventory that cannot is lost."""
    with inventory.change("Life goes on") as change:
        item = change.add(Item(id="", kind="movable"))
    assert inventory.get(Item, item.id) == item
    assert inventory.check() == []
    export_bundle(inventory, inventory.folder.with_suffix(".vhb"))


@pytest.mark.parametrize("lamport", [2**53 - 1, 2**40, layout.MAX_LEAP * 2])
def test_a_count_of_edits_that_cannot_be_is_refused(
    office: Inventory, tmp_path: Path, lamport: int
) -> None:
    """After it, the number of the next edit would not fit: nothing could be written any more."""
    bundle = bundled(tmp_path / "leap.vhb", [forged(lamport=lamport)])
    with pytest.raises(BadBundle, match="more edits than there can be"):
        merge_bundle(office, bundle)
    goes_on(office)


def test_somebody_who_writes_under_this_laptop_s_name_gets_the_name(
    office: Inventory, tmp_path: Path
) -> None:
    before = office.replica
    taken = forged(replica=before, number=2**53 - 1)
    merge_bundle(office, bundled(tmp_path / "taken.vhb", [taken]))
    assert office.replica != before
    assert office.meta()["replica"] == office.replica
    goes_on(office)


def test_a_rehearsal_keeps_the_name(office: Inventory, tmp_path: Path) -> None:
    before = office.replica
    bundle = bundled(tmp_path / "taken.vhb", [forged(replica=before, number=9)])
    merge_bundle(office, bundle, rehearse=True)
    assert (office.replica, office.meta()["replica"]) == (before, before)


def test_a_commit_that_says_nothing_is_refused(office: Inventory, tmp_path: Path) -> None:
    made = forged()
    empty = signed(dataclasses.replace(made, ops=()), ops=())
    with pytest.raises(BadBundle, match="well formed"):
        bundled(tmp_path / "empty.vhb", [empty])


def test_a_commit_whose_predecessor_is_no_name_is_refused(tmp_path: Path) -> None:
    """It would be asked for in each later bundle, which then nobody could read."""
    with pytest.raises(BadBundle, match="well formed"):
        bundled(tmp_path / "empty.vhb", [forged(previous="")])


@pytest.mark.parametrize("saw", [None, 5, "all", {}, [[]], [{}, 1]], ids=repr)
def test_a_trashing_that_does_not_say_what_it_saw_hides_nothing(
    office: Inventory, tmp_path: Path, saw: Json
) -> None:
    said = forged("清")
    trash = forged({"s": "trash", "saw": saw}, field="@")
    merge_bundle(office, bundled(tmp_path / "odd.vhb", [said, trash]))
    assert [item.dating_told for item in office.all(Item)] == ["清"]
    goes_on(office)


def test_ids_that_begin_alike_are_two_records(office: Inventory, tmp_path: Path) -> None:
    commits = []
    for last in "12":
        record = "0" * 31 + last
        writes = {("item", record, "dating_told", ""): ["清" + last]}
        commits.append(write(SigningEngine(), Laptop(number_id("r", 1)), writes, 1, "2026"))  # type: ignore[arg-type]
    merge_bundle(office, bundled(tmp_path / "alike.vhb", commits))
    assert len(office.all(Item)) == 2
    goes_on(office)


@pytest.mark.parametrize(
    ("part", "value"),
    [("counts", {"items": float("inf")}), ("sender", {"team": "\ud800"}), ("created", 1.5)],
)
def test_a_bundle_that_says_odd_things_of_itself_is_refused(
    office: Inventory, tmp_path: Path, part: str, value: Any
) -> None:
    sound = sample(bundled(tmp_path / "sound.vhb", [forged()]), "")
    about = json.loads(sound.members[layout.ABOUT])
    about[part] = {**about[part], **value} if isinstance(value, dict) else value
    text = json.dumps(about, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    members = {**sound.members, layout.ABOUT: text.encode("utf-8", "surrogatepass")}
    (tmp_path / "odd.vhb").write_bytes(sealed(members, list(members)))
    with pytest.raises(BadBundle, match="odd"):
        merge_bundle(office, tmp_path / "odd.vhb")
    goes_on(office)


def test_a_record_of_many_members_is_merged_and_undone(office: Inventory, tmp_path: Path) -> None:
    record = number_id("forged", 1)
    writes: Any = {("item", record, "materials", f"m{n}"): [True] for n in range(2_000)}
    commit = write(SigningEngine(), Laptop(number_id("r", 1)), writes, 1, "2026")
    bundle = bundled(tmp_path / "many.vhb", [commit])
    merge_bundle(office, bundle)
    office.undo()
    assert office.all(Item) == []
