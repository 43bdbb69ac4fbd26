# SPDX-License-Identifier: Apache-2.0
"""Did it arrive: only a receipt says so, and it says so of one incarnation of one database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heritage_desktop import assets
from heritage_desktop.domain.errors import BadBundle, HeritageError
from heritage_desktop.domain.item import Item
from heritage_desktop.services import items, photos, receipts
from heritage_desktop.services.bundles import export_bundle, merge_bundle, missing, sender_of
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.storage import arrivals, deliveries, gaps, queries, witness
from heritage_desktop.storage.gaps import Want
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.keys import device_key
from heritage_desktop.sync import receipt as receipt_file
from heritage_desktop.sync.bundle_reader import read_bundle
from heritage_desktop.sync.receipt import Receipt

GOLDEN = Path(__file__).parent.parent / "golden"


class Stick:
    """Carries files between inventories under names of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    def free(self, ending: str) -> Path:
        self.number += 1
        return self.folder / f"{self.number}.{ending}"

    def bundle(self, sender: Inventory, peer: Inventory | None = None) -> Path:
        path = self.free("vhb")
        export_bundle(sender, path, peer=peer.replica if peer else None)
        return path

    def receipt(self, office: Inventory, bundle: Path) -> Path:
        return receipts.write_receipt(office, bundle, self.free("vhr"))

    def deliver(self, sender: Inventory, peer: Inventory, *, delta: bool = False) -> Path:
        """Carry a bundle there and its receipt back; return the bundle."""
        bundle = self.bundle(sender, peer if delta else None)
        merge_bundle(peer, bundle)
        receipts.take_receipt(sender, self.receipt(peer, bundle))
        return bundle


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    (tmp_path / "stick").mkdir()
    return Stick(tmp_path / "stick")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "team.vhi", village="云岭坪", team="SY03") as made:
        items.new_item(made, kind="immovable", village=None, names={"en": "Mill"})
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "office.vhi", title="County office", office=True) as made:
        yield made


def _item(inventory: Inventory) -> str:
    return min(one.id for one in inventory.all(Item))


def _edit(inventory: Inventory, item: str, text: str) -> None:
    with inventory.change("Edit") as change:
        change.set(Item, item, "dating_told", text)


def _state(inventory: Inventory, item: str) -> str:
    """Return where an item stands; asked in both ways, which must agree."""
    state = arrivals.standings(inventory, item)[item].state
    assert arrivals.states(inventory)[item] == state
    return state


def test_an_item_is_only_here_then_in_a_bundle_then_received_then_reviewed(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    item = _item(team)
    assert _state(team, item) == "here"
    bundle = stick.bundle(team)
    assert _state(team, item) == "bundle"
    merge_bundle(office, bundle)
    assert _state(team, item) == "bundle"
    receipts.take_receipt(team, stick.receipt(office, bundle))
    standing = arrivals.standings(team, item)[item]
    assert (standing.state, standing.by) == ("received", "County office")
    with office.change("Accept") as change:
        change.set(Item, item, "status", "accepted")
    merge_bundle(team, stick.bundle(office))
    assert _state(team, item) == "reviewed"
    _edit(team, item, "清")
    assert _state(team, item) == "here"
    assert arrivals.standings(team) == arrivals.standings(team, item)
    assert arrivals.states(team) == {item: "here"}


def test_an_export_delivers_nothing(team: Inventory, office: Inventory, stick: Stick) -> None:
    stick.deliver(team, office)
    _edit(team, _item(team), "清")
    lost = stick.bundle(team, office)
    again = stick.bundle(team, office)
    held = [{one.id for one in read_bundle(path).commits} for path in (lost, again)]
    assert held[0] == held[1] != set()
    assert deliveries.waiting(team, office.replica).commits == len(held[0])


def test_an_item_with_a_photo_is_received_only_with_its_photo(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    item = _item(team)
    stick.deliver(team, office)
    assert _state(team, item) == "received"
    photo = assets.path("samples", "wanyue-bridge-autumn.jpg")
    photos.import_photos(team, [photo], target=item)
    assert _state(team, item) == "here"
    assert arrivals.unconfirmed(team) == {item}
    stick.deliver(team, office, delta=True)
    assert _state(team, item) == "received"
    assert arrivals.unconfirmed(team) == set()
    assert office.check() == []


def test_the_list_of_what_is_not_confirmed(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    wanted = queries.ItemFilter(smart="unconfirmed")
    assert queries.items(team, wanted) == []  # nothing was handed over yet, so nothing is late
    stick.deliver(team, office)
    assert queries.items(team, wanted) == []
    new = items.new_item(team, kind="immovable", village=None, names={"en": "Well"}).id
    assert [row.id for row in queries.items(team, wanted)] == [new]
    assert arrivals.unconfirmed(office) == set()


def test_a_delta_is_as_large_as_the_change(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    with team.change("Many") as change:
        for _ in range(300):
            change.add(Item(id="", kind="immovable", dating_told="乾隆" * 20))
    full = stick.deliver(team, office)
    before = {commit.id for commit in team.commits()}
    _edit(team, _item(team), "清")
    changed = sum(len(one.line()) for one in team.commits() if one.id not in before)
    delta = stick.bundle(team, office)
    assert delta.stat().st_size < 8_000 + 2 * changed
    assert delta.stat().st_size < full.stat().st_size / 20
    receipt = stick.receipt(office, full)
    assert receipt.stat().st_size < 1_500 + 50 * len(before)


def test_a_delta_carries_what_other_teams_brought(
    team: Inventory, office: Inventory, stick: Stick, tmp_path: Path
) -> None:
    with new_inventory(tmp_path / "second.vhi", village="溪口坞", team="SY04") as second:
        items.new_item(second, kind="movable", village=None, names={"en": "Loom"})
        stick.deliver(team, office)
        merge_bundle(team, stick.bundle(second))
        stick.deliver(team, office, delta=True)
        assert {one.id for one in second.commits()} <= {one.id for one in office.commits()}
        assert len(office.all(Item)) == 2


def test_a_delta_brings_an_original_whose_record_came_before(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    photo = assets.path("samples", "wanyue-bridge-autumn.jpg")
    photos.import_photos(team, [photo], target=_item(team))
    stick.deliver(team, office)
    (original,) = (office.folder / "media").glob("*/*.jpg")
    original.unlink()
    asking = stick.bundle(office)
    assert read_bundle(asking).info.want.media == (original.stem,)
    merge_bundle(team, asking)
    answer = stick.bundle(team, office)
    assert merge_bundle(office, answer).media == 1
    assert office.check() == []


def test_receipts_in_any_order_any_number_of_times(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    first = stick.bundle(team)
    merge_bundle(office, first)
    one = stick.receipt(office, first)
    _edit(team, _item(team), "清")
    second = stick.bundle(team)
    merge_bundle(office, second)
    two = stick.receipt(office, second)
    assert receipts.take_receipt(team, two).news > 0
    left = deliveries.waiting(team, office.replica)
    assert receipts.take_receipt(team, one).news == 0
    assert receipts.take_receipt(team, two).news == 0
    assert deliveries.waiting(team, office.replica) == left == deliveries.Waiting(0, 0)


def test_a_restored_office_gets_everything_again(
    team: Inventory, office: Inventory, stick: Stick, tmp_path: Path
) -> None:
    item, old = _item(team), office.replica
    office.close()
    shutil.copytree(office.folder, tmp_path / "backup")
    with Inventory.open(office.folder) as before:
        bundle = stick.deliver(team, before)
        late = stick.receipt(before, bundle)
    assert _state(team, item) == "received"
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "backup", office.folder)
    with Inventory.open(office.folder) as after:
        assert after.replica != old
        stale = stick.free("vhb")
        export_bundle(team, stale, peer=old)
        assert any("earlier copy" in said for said in missing(merge_bundle(after, stale)))
        receipts.take_receipt(team, stick.receipt(after, stale))
        assert [one.replica for one in deliveries.peers(team)] == [after.replica]
        assert _state(team, item) == "bundle"
        receipts.take_receipt(team, late)
        assert [one.replica for one in deliveries.peers(team)] == [after.replica]
        assert _state(team, item) == "bundle"
        stick.deliver(team, after, delta=True)
        assert {one.id for one in team.commits()} <= {one.id for one in after.commits()}
        assert _state(team, item) == "received"


def test_a_set_back_office_is_noticed_by_what_it_holds(
    team: Inventory, office: Inventory, stick: Stick, tmp_path: Path
) -> None:
    """The whole disk was set back, with the note outside the folder: nobody knows but the count."""
    replica = office.replica
    office.close()
    shutil.copytree(office.folder, tmp_path / "image")
    with Inventory.open(office.folder) as before:
        stick.deliver(team, before)
    shutil.rmtree(office.folder)
    shutil.copytree(tmp_path / "image", office.folder)
    for note in (tmp_path / "image").parent.rglob("witness/*.json"):
        note.unlink()
    with Inventory.open(office.folder) as after:
        after.replica = replica
        peer = deliveries.Peer(replica, after.key_id, at="9999")
        count = sender_of(after).commits
        deliveries.take(team, deliveries.Word(peer, frozenset(), frozenset(), count=count))
        assert deliveries.waiting(team, replica).commits == team.commit_count()


def test_a_gap_is_merged_told_asked_for_and_filled(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    item = _item(team)
    stick.deliver(team, office)
    for text in ("明", "清", "民国"):
        _edit(team, item, text)
    edits = {one.header.number for one in team.commits()}
    newest = max(one.header.number for one in team.commits() if one.header.replica == team.replica)
    skipped = {one.id for one in team.commits() if one.header.number in (newest - 2, newest - 1)}
    word = deliveries.Word(
        deliveries.Peer(office.replica, office.key_id, at="2020"), frozenset(skipped), frozenset()
    )
    deliveries.take(team, word)  # as if a receipt had been wrong
    report = merge_bundle(office, stick.bundle(team, office))
    assert report.added == 1
    assert edits
    said = missing(report)
    assert any(f"edits {newest - 2}–{newest - 1} never arrived" in one for one in said)
    stored = office.get(Item, item)
    assert stored is not None
    assert stored.dating_told == "民国"
    merge_bundle(team, stick.bundle(office))
    report = merge_bundle(office, stick.bundle(team, office))
    assert missing(report) == []
    assert {one.id for one in team.commits()} <= {one.id for one in office.commits()}


def test_a_receipt_asks_for_what_never_arrived(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    stick.deliver(team, office)
    lost = {one.id for one in team.commits() if one.header.replica == team.replica}
    want = Want(tuple(sorted(lost)))
    path = stick.free("vhr")
    created = "2099-01-01T08:00:00+08:00"
    held = frozenset({"0" * 64})
    made = Receipt(sender_of(office), team.replica, created, (), held, frozenset(), want)
    receipt_file.write_receipt(path, made, office.key)
    receipts.take_receipt(team, path)
    assert lost <= {one.id for one in read_bundle(stick.bundle(team, office)).commits}


def test_a_copied_laptop_takes_a_new_name_and_both_lines_are_kept(
    team: Inventory, stick: Stick, tmp_path: Path
) -> None:
    item, name = _item(team), team.replica
    team.close()
    shutil.copytree(team.folder, tmp_path / "copy.vhi")
    with Inventory.open(tmp_path / "copy.vhi") as copy, Inventory.open(team.folder) as first:
        copy.replica = name  # as if its note outside the folder had been copied, too
        copy.set_meta(replica=name)
        _edit(first, item, "明")
        _edit(copy, item, "清")
        report = merge_bundle(first, stick.bundle(copy))
        assert first.replica != name
        assert name in deliveries.earlier(first)
        assert any("copied or set back" in said for said in missing(report))
        assert {version.value for version in first.conflicts()[0].versions} == {"明", "清"}


def test_undoing_a_merge_leaves_its_receipt_true(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    """What was undone is still held: the commits stay, and taking back is a commit of its own."""
    bundle = stick.bundle(team)
    merge_bundle(office, bundle)
    office.undo()
    receipts.take_receipt(team, stick.receipt(office, bundle))
    assert deliveries.waiting(team, office.replica).commits == 0
    assert {one.id for one in team.commits()} <= {one.id for one in office.commits()}
    office.redo()
    assert office.get(Item, _item(team)) == team.get(Item, _item(team))


def test_a_receipt_of_a_bundle_that_was_not_merged_is_not_written(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    bundle = stick.bundle(team)
    with pytest.raises(HeritageError, match="not merged"):
        receipts.write_receipt(office, bundle)
    merge_bundle(office, bundle, rehearse=True)
    with pytest.raises(HeritageError, match="not merged"):
        receipts.write_receipt(office, bundle)
    merge_bundle(office, bundle)
    names = [receipts.write_receipt(office, bundle).name for _ in range(2)]
    assert names == [f"{bundle.stem}.vhr", f"{bundle.stem}-2.vhr"]


def test_a_receipt_brought_home_to_its_writer_is_refused(
    team: Inventory, office: Inventory, stick: Stick
) -> None:
    bundle = stick.bundle(team)
    merge_bundle(office, bundle)
    with pytest.raises(HeritageError, match="was written here"):
        receipts.take_receipt(office, stick.receipt(office, bundle))


def test_nobody_else_can_confirm_for_the_office(
    team: Inventory, office: Inventory, stick: Stick, tmp_path: Path
) -> None:
    stick.deliver(team, office)
    _edit(team, _item(team), "清")
    forger = device_key(tmp_path / "keys")
    forged = Receipt(
        sender_of(office), team.replica, "2030-01-01T00:00:00+08:00", (),
        frozenset(one.id for one in team.commits()), frozenset(),
    )  # fmt: skip
    forged = replace(forged, sender=replace(forged.sender, key=forger.public))
    path = receipt_file.write_receipt(stick.free("vhr"), forged, forger)
    before = deliveries.waiting(team, office.replica)
    with pytest.raises(BadBundle, match="another laptop signed"):
        receipts.take_receipt(team, path)
    assert deliveries.waiting(team, office.replica) == before


def test_an_inventory_from_before_receipts_is_brought_up_to_date(team: Inventory) -> None:
    with team.transaction() as connection:
        for statement in (
            "DROP TABLE peer", "DROP TABLE held", "DROP TABLE carried", "DROP INDEX commits_sent",
            "CREATE INDEX commits_root ON commits (root)",
            "UPDATE alembic_version SET version_num = '0002'",
        ):  # fmt: skip
            connection.exec_driver_sql(statement)
    team.close()
    with Inventory.open(team.folder) as opened:
        assert _state(opened, _item(opened)) == "here"
        assert opened.check() == []
    assert list((team.folder / "backups").glob("before-migration-*"))


def test_a_bundle_of_the_first_format_is_still_read(office: Inventory, tmp_path: Path) -> None:
    report = merge_bundle(office, GOLDEN / "bundle-1.0.vhb")
    assert (report.new_records["item"], report.media) == (1, 1)
    assert office.check() == []
    assert missing(report) == []
    assert deliveries.peers(office) == []  # it cannot take deltas, so it is never offered one
    made = receipts.write_receipt(office, GOLDEN / "bundle-1.0.vhb", tmp_path / "r.vhr")
    assert receipt_file.read_receipt(made).media


Day = tuple[str, bool, bool, bool]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.booleans(), st.booleans(), st.booleans()), max_size=5
    ),
    st.randoms(use_true_random=False),
)
def test_whatever_is_lost_or_late_a_last_delta_completes_the_office(
    tmp_path_factory: pytest.TempPathFactory, days: list[Day], chance: Random
) -> None:
    _season(tmp_path_factory.mktemp("village"), days, chance)


def test_a_season_with_a_lost_bundle_a_lost_receipt_and_a_restored_office(tmp_path: Path) -> None:
    days = [("a", True, False, False), ("b", False, False, False), ("b", True, True, True)]
    _season(tmp_path, days, Random(1))


def _season(folder: Path, days: list[Day], chance: Random) -> None:
    """Each day a team edits and hands over a delta; bundle and receipt may be lost or late."""
    stick = Stick(folder)
    with (
        new_inventory(folder / "a.vhi", village="云岭坪") as a,
        new_inventory(folder / "b.vhi", village="溪口坞") as b,
        new_inventory(folder / "office.vhi", title="Office", office=True) as office,
    ):
        teams = {"a": a, "b": b}
        for one in teams.values():
            stick.deliver(one, office)
        late: list[tuple[Inventory, Path]] = []
        for number, (name, arrives, confirmed, restored) in enumerate(days):
            sender = teams[name]
            items.new_item(sender, kind="movable", village=None, names={"en": f"Day {number}"})
            bundle = stick.bundle(sender, office)
            if not arrives:
                late.append((sender, bundle))
                continue
            merge_bundle(office, bundle)
            if confirmed:
                receipts.take_receipt(sender, stick.receipt(office, bundle))
            if restored:
                witness.renew(office)
        chance.shuffle(late)
        for sender, bundle in late[1:]:
            merge_bundle(office, bundle)
            receipts.take_receipt(sender, stick.receipt(office, bundle))
        for one in teams.values():
            stick.deliver(one, office, delta=True)
            assert deliveries.waiting(one, office.replica) == deliveries.Waiting(0, 0)
        held = {commit.id for commit in office.commits()}
        assert all({commit.id for commit in one.commits()} <= held for one in teams.values())
        for one in teams.values():
            merge_bundle(one, stick.bundle(office))
        assert a.digest() == b.digest() == office.digest()
        assert not gaps.wanted(office)
