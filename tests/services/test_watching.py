# SPDX-License-Identifier: Apache-2.0
"""Files are offered when they are whole and not here yet; nothing that grows is taken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop import assets, cli
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.services import watching
from heritage_desktop.services.inventories import new_inventory
from heritage_desktop.services.photos import ImportReport, import_photos
from heritage_desktop.services.watching import Choice, Stamp, Watch
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

BRIDGE = assets.path("samples", "wanyue-bridge-autumn.jpg")
NIGHT = assets.path("samples", "lantern-night.jpg")


@pytest.fixture
def inventory(tmp_path: Path) -> Iterator[Inventory]:
    with new_inventory(tmp_path / "x.vhi", village="平田") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "手机 DCIM"
    made.mkdir()
    return made


def test_a_file_is_ready_when_it_looked_the_same_twice() -> None:
    watch, path = Watch(), Path("/card/IMG_1.JPG")
    assert watch.look({path: Stamp(100, 1)}, ()).growing == 1
    assert watch.look({path: Stamp(200, 2)}, ()).ready == ()
    assert watch.look({path: Stamp(200, 2)}, ()).ready == (path,)
    assert watch.look({path: Stamp(200, 2)}, {("img_1.jpg", 200)}).ready == ()
    watch.decline([path])
    assert watch.look({path: Stamp(200, 2)}, ()).ready == ()
    watch.look({path: Stamp(300, 3)}, ())
    assert watch.look({path: Stamp(300, 3)}, ()).ready == (path,), "a changed file is a new one"


def test_an_empty_file_is_never_ready() -> None:
    watch, path = Watch(), Path("/card/IMG_1.JPG")
    for _ in range(3):
        assert watch.look({path: Stamp(0, 1)}, ()).ready == ()


LOOKS = st.lists(
    st.dictionaries(
        st.sampled_from([Path(f"/c/{n}.jpg") for n in range(4)]),
        st.builds(Stamp, st.integers(0, 3), st.integers(0, 2)),
    ),
    max_size=8,
)


@given(LOOKS)
def test_nothing_is_ready_that_was_not_the_same_in_the_look_before(
    looks: list[dict[Path, Stamp]],
) -> None:
    watch, before = Watch(), dict[Path, Stamp]()
    for now in looks:
        found = watch.look(now, ())
        assert set(found.ready) == {p for p, s in now.items() if s.size and before.get(p) == s}
        assert len(found.ready) + found.growing == len(now)
        before = now


def test_only_photos_and_recordings_are_listed_and_links_are_not_followed(folder: Path) -> None:
    (folder / "100CANON" / ".hidden").mkdir(parents=True)
    for name in ("100CANON/IMG_1.JPG", "100CANON/IMG_1.CR2", "voice.m4a", "notes.txt",
                 "IMG_2.jpg.part", "100CANON/.hidden/IMG_3.JPG", ".IMG_4.JPG"):  # fmt: skip
        (folder / name).write_bytes(b"x")
    if hasattr(os, "symlink"):
        (folder / "round").symlink_to(folder, target_is_directory=True)
    listed = watching.listing(folder)
    assert [path.name for path in listed.files] == ["IMG_1.CR2", "IMG_1.JPG", "voice.m4a"]
    assert watching.count(listed.files) == 2, "the RAW file goes with its picture"
    assert not listed.cut


def test_a_look_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(10):
        (folder / f"{number}.jpg").write_bytes(b"x")
    monkeypatch.setattr(watching, "MOST_FILES", 4)
    listed = watching.listing(folder)
    assert (len(listed.files), listed.cut) == (4, True)
    assert watching.listing(folder, stop=lambda: True).cut
    assert not watching.listing(folder / "gone").there


@pytest.mark.parametrize(
    ("root", "system", "likely"),
    [
        ("/media/lin/NIKON", "linux", True), ("/run/media/lin/NIKON", "linux", True),
        ("/mnt/card", "linux", True), ("/", "linux", False), ("/home", "linux", False),
        ("/Volumes/NIKON", "darwin", True), ("/", "darwin", False),
        ("E:/", "win32", True), ("C:/", "win32", False), ("//server/share", "win32", False),
    ],
)  # fmt: skip
def test_where_cards_are_mounted(root: str, system: str, likely: bool) -> None:
    assert watching.may_be_card(root, system) is likely


def test_a_card_says_how_many_of_its_files_are_not_here(
    inventory: Inventory, tmp_path: Path
) -> None:
    camera = tmp_path / "NIKON" / "DCIM" / "100NIKON"
    camera.mkdir(parents=True)
    for source in (BRIDGE, NIGHT):
        shutil.copy(source, camera)
    shutil.copy(BRIDGE, camera / "DSC_0001.JPG")
    import_photos(inventory, [NIGHT])
    known = watching.here(inventory)
    offer = watching.card_offer(tmp_path / "NIKON", "NIKON D90", known)
    assert offer is not None
    assert offer.sentence() == "2 photos and recordings on NIKON D90 are not here yet."
    assert watching.card_offer(tmp_path, "stick", known) is None, "no DCIM at its root"
    import_photos(inventory, [camera])
    again = watching.card_offer(tmp_path / "NIKON", "NIKON D90", watching.here(inventory))
    assert again is not None
    assert again.count == 1, "the same bytes under another name are here, the quick look cannot say"


def test_following_a_folder_takes_what_is_whole_and_leaves_what_grows(
    inventory: Inventory, folder: Path
) -> None:
    shutil.copy(BRIDGE, folder)
    growing = folder / "IMG_9.jpg"
    growing.write_bytes(NIGHT.read_bytes()[:1000])
    reports: list[ImportReport] = []

    def pause() -> None:
        with growing.open("ab") as handle:
            handle.write(NIGHT.read_bytes()[1000:2000])

    left = watching.follow(inventory, folder, reports.append, pause, once=True)
    assert left == 1
    assert [one.original_name for one in queries.tray(inventory)] == [BRIDGE.name]
    assert watching.follow(inventory, folder, reports.append, lambda: None, once=True) == 0
    assert len(queries.tray(inventory)) == 2
    assert sum(report.count("added") for report in reports) == 2


def test_the_choice_stays_on_this_computer(inventory: Inventory, folder: Path) -> None:
    assert watching.chosen(inventory) == Choice()
    before = inventory.commit_count()
    watching.choose(inventory, Choice(folder, by_itself=True))
    assert watching.chosen(inventory) == Choice(folder, by_itself=True)
    assert inventory.commit_count() == before
    shutil.rmtree(folder)
    assert watching.chosen(inventory).folder == folder, "a card that is out comes back"
    watching.choose(inventory, Choice())
    assert watching.chosen(inventory) == Choice()


def test_a_folder_around_or_in_the_inventory_is_refused(
    inventory: Inventory, tmp_path: Path
) -> None:
    for wrong in (inventory.folder / "media", tmp_path, tmp_path / "none"):
        with pytest.raises(HeritageError):
            watching.choose(inventory, Choice(wrong))
    assert watching.chosen(inventory) == Choice()


def test_the_command_line_looks_twice_and_says_what_came_in(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "SETTLE_S", 0.0)
    new_inventory(tmp_path / "y.vhi", village="平田").close()
    shutil.copy(BRIDGE, folder)
    assert cli.main(["photos", "watch", str(tmp_path / "y.vhi"), str(folder), "--once"]) == 0
    assert f"{BRIDGE.name}: imported." in capsys.readouterr().out
    assert cli.main(["photos", "watch", str(tmp_path / "y.vhi"), str(tmp_path / "no")]) == 1
    assert "is no folder" in capsys.readouterr().err
