# SPDX-License-Identifier: Apache-2.0
"""Rules on datings, states, people and consent: each finds what it is for, and only that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from heritage_desktop.domain import care_checks
from heritage_desktop.domain.account import Dating, Measurement, Phase
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.agreement import Agreements
from heritage_desktop.domain.assessment import ConditionAssessment, Damage, ViabilityAssessment
from heritage_desktop.domain.checks import Sheet
from heritage_desktop.domain.consent import Consent, Protocol
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item
from heritage_desktop.domain.media import Media, Region

HALL = Item(id="h", kind="immovable", access_level="public")
POOR = ConditionAssessment(id="c1", item="h", date="2026-05-01", overall="poor")
GOOD = ConditionAssessment(id="c2", item="h", date="2027-05-01", overall="good")


def rules(*parts: Record, item: Item = HALL) -> set[str]:
    return {one.rule for one in care_checks.check_care(Sheet(item, parts=parts))}


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("D1", (Dating(id="d", edtf="soon"),), (Dating(id="d", edtf="1877"),)),
        ("D2", (Dating(id="d", told="清光绪三年", edtf="1900"),),
         (Dating(id="d", told="清光绪三年", edtf="1877"),)),
        ("D5", (Dating(id="d", told="康熙壬寅"),), (Dating(id="d", told="光绪丙申"),)),
        ("D3", (Phase(id="p", type="built", edtf="1900"),
                Phase(id="q", type="demolished", edtf="1800")),
         (Phase(id="p", type="built", edtf="1800"),
          Phase(id="q", type="demolished", edtf="1900"))),
        ("M1", (Measurement(id="m", value="3"),), (Measurement(id="m", value="3", unit="m"),)),
        ("M1", (Measurement(id="m", type="height", value="900", unit="m"),),
         (Measurement(id="m", type="height", value="900", unit="cm"),)),
        ("C1", (POOR,), (POOR, Damage(id="d", assessment="c1", cause="nat_flood", photo="m"))),
        ("C1", (POOR, Damage(id="d", assessment="c1", cause="nat_flood")),
         (POOR, Damage(id="d", assessment="c1", cause="nat_flood"), Region(id="r", damage="d"))),
        ("C2", (POOR, GOOD), (POOR, GOOD, Phase(id="p", type="repaired"))),
        ("C3", (ConditionAssessment(id="c", overall="destroyed"),), (GOOD,)),
        ("V1", (ViabilityAssessment(id="v", viability="stable", practitioners=0),),
         (ViabilityAssessment(id="v", viability="stable", practitioners=3, masters=1),)),
        ("V1", (ViabilityAssessment(id="v", practitioners=2, apprentices=5),),
         (ViabilityAssessment(id="v", practitioners=5, apprentices=2),)),
        ("K3", (Protocol(id="k", code="tkss", applied="by_community"),),
         (Protocol(id="k", code="tka", applied="by_community"),)),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for(
    rule: str, wrong: tuple[Record, ...], right: tuple[Record, ...]
) -> None:
    assert rule in rules(*wrong)
    assert rule not in rules(*right)


def consent(**values: object) -> Consent:
    made: Callable[..., Consent] = Consent
    return made(id="k", who="p", **values)


def test_the_young_need_a_guardian() -> None:
    child = Person(id="p", birth_year=2015)
    assert [f.rule for f in care_checks.people(child, [], "2026-05-01")] == ["P1"]
    yes = consent(method="guardian", status="active", granted=("record",))
    assert not list(care_checks.people(child, [yes], "2026-05-01"))
    assert not list(care_checks.people(Person(id="p", birth_year=1940), [], "2026-05-01"))


def test_a_birth_year_nobody_reaches_is_asked_about() -> None:
    old = Person(id="p", birth_year=1840)
    assert [f.rule for f in care_checks.people(old, [], "2026-05-01")] == ["D3"]
    assert not list(care_checks.people(Person(id="p", birth_year=1840, alive=False), [], "2026"))


def test_a_face_without_consent_is_named() -> None:
    photo = Media(id="m")
    none = Agreements([], "2026-05-01")
    assert [f.rule for f in care_checks.faces([photo], {"m": ["p"]}, none)] == ["K1"]
    some = Agreements([consent(status="active", granted=("catalogue",))], "2026-05-01")
    assert not list(care_checks.faces([photo], {"m": ["p"]}, some))


def test_what_left_before_a_withdrawal_is_counted() -> None:
    back = consent(status="withdrawn", granted=("catalogue",))
    assert [f.rule for f in care_checks.lapsed([back], "2026-05-01", {"p": 2})] == ["K2"]
    assert not list(care_checks.lapsed([back], "2026-05-01", {}))
