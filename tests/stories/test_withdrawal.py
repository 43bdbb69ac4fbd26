# SPDX-License-Identifier: Apache-2.0
"""A withdrawal wins over every other edit, in whatever order the bundles come, old ones too."""

from __future__ import annotations

from pathlib import Path

import pytest

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.services.bundles import export_bundle, merge_bundle
from heritage_desktop.services.inventories import gather
from heritage_desktop.storage.inventory import Inventory


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_a_withdrawal_survives_every_order_of_bundles(
    tmp_path: Path, order: tuple[int, int, int]
) -> None:
    sticks = [tmp_path / f"{number}.vhb" for number in range(3)]
    with Inventory.create(tmp_path / "a.vhi", title={"en": "A"}) as first:
        with first.change("Consent") as change:
            person = change.add(Person(id="", name={"zh-Hans": "不愿留名"}))
            consent = change.add(
                Consent(id="", who=person.id, status="active", granted=("name",), date="2026-01-01")
            )
        export_bundle(first, sticks[0])
        with Inventory.create(tmp_path / "b.vhi", title={"en": "B"}) as second:
            merge_bundle(second, sticks[0])
            with second.change("Withdraw") as change:
                change.set(Consent, consent.id, "status", "withdrawn")
            export_bundle(second, sticks[1])
        for step in range(3):
            with first.change("Later edits by a team that has not heard") as change:
                change.set(Consent, consent.id, "status", "superseded" if step % 2 else "active")
                change.set(Consent, consent.id, "conditions", f"edit {step}")
        export_bundle(first, sticks[2])
    with Inventory.create(tmp_path / "office.vhi", title={"en": "Office"}) as office:
        for number in order:
            merge_bundle(office, sticks[number])
        stored = office.get(Consent, consent.id)
        assert stored is not None
        assert stored.status == "withdrawn"
        shown = Gate(Audience.COUNTY, gather(office), today="2026-06-01").open()
        assert "不愿留名" not in repr(list(shown))
