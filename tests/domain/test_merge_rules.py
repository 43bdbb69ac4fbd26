# SPDX-License-Identifier: Apache-2.0
"""What happens to concurrent writes, kind by kind of field, and who is asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain import fields, merge
from heritage_desktop.domain.commits import EXISTENCE
from heritage_desktop.domain.consent import Consent
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.merge import Head

RECORD = "a" * 32
HERE = {"lat": 284_628_056, "lon": 1_195_430_556, "src": "exif", "datum": "wgs84"}
THERE = {**HERE, "lat": 284_630_000, "src": "typed"}


def head(entity: type[Record], field: str, value: Any, number: int, *, member: str = "") -> Head:
    """Return a write of laptop ``number``; a larger number is later in Lamport time."""
    kind = "existence" if field == EXISTENCE else fields.specs(entity)[field].kind
    return Head(f"{number:064d}.0", entity.entity, RECORD, field, member, kind, value, number,
                f"Team {number}", "2026-04-05T09:00:00+08:00", f"{number:032d}")  # fmt: skip


def folded(entity: type[Record], *heads: Head) -> merge.Folded:
    """Fold heads with a living record around them."""
    alive = () if entity.part_of else (head(entity, EXISTENCE, {"s": "live"}, 1),)
    made = merge.fold(entity, [*alive, *heads])
    assert made is not None
    assert made == merge.fold(entity, [*heads, *alive][::-1]), "the order of arrival matters"
    return made


@pytest.mark.parametrize(
    ("entity", "field", "one", "other", "member"),
    [
        (ItemName, "value", "水碓", "老水碓", ""),
        (Item, "type", "mill", "bridge", ""),
        (Item, "dating_told", "清", "明", ""),
        (Item, "summary", "A mill.", "An old mill.", "en"),
        (MediaLink, "role", "cover", "detail", ""),
        (Media, "caption", "水碓", "水车", "zh-Hans"),
        (Location, "position", HERE, THERE, ""),
    ],
)  # fmt: skip
def test_single_values_are_both_kept_and_asked_about(
    entity: type[Record], field: str, one: Any, other: Any, member: str
) -> None:
    pair = [
        head(entity, field, one, 2, member=member),
        head(entity, field, other, 3, member=member),
    ]
    found = merge.in_conflict(pair, fields.specs(entity)[field])
    assert found, f"{entity.entity}.{field} is not asked about"
    assert merge.winner(pair, fields.specs(entity)[field]).value == other
    same = [pair[0], head(entity, field, one, 3, member=member)]
    assert not merge.in_conflict(same, fields.specs(entity)[field])


def test_two_languages_of_one_text_do_not_collide() -> None:
    made = folded(Item, head(Item, "summary", "水碓", 2, member="zh-Hans"),
                  head(Item, "summary", "Mill", 3, member="en"))  # fmt: skip
    assert made.conflicts == 0
    assert made.values["summary"] == {"zh-Hans": "水碓", "en": "Mill"}


def test_every_set_is_a_union_nobody_is_asked_about() -> None:
    found = 0
    for entity in ENTITIES.values():
        for name, spec in fields.specs(entity).items():
            if spec.kind in fields.SET_KINDS:
                rivals = [head(entity, name, True, 2, member="x"),
                          head(entity, name, None, 3, member="x")]  # fmt: skip
                assert not merge.in_conflict(rivals, spec)
                assert merge.winner(rivals, spec).value is True, "adding beats taking away"
                found += 1
    assert found > 10


@pytest.mark.parametrize("field", ["order", "cover"])
def test_the_order_of_photos_and_the_cover_take_the_last_without_a_question(field: str) -> None:
    values = (1, 2) if field == "order" else (True, False)
    made = folded(MediaLink, head(MediaLink, field, values[0], 2),
                  head(MediaLink, field, values[1], 3))  # fmt: skip
    assert (made.conflicts, made.values[field]) == (0, {"": values[1]})


def test_every_field_that_closes_something_is_strict() -> None:
    """A new field about access or consent must not be forgotten here."""
    closing = {"access_level", "consent_status", "record_status"}
    for entity in ENTITIES.values():
        for name, spec in fields.specs(entity).items():
            if spec.vocabulary in closing or name in ("embargo_until", "embargo"):
                assert spec.merge == "strictest", f"{entity.entity}.{name}"


def test_a_record_counts_as_no_further_than_all_say() -> None:
    made = folded(Item, head(Item, "status", "returned", 2), head(Item, "status", "published", 3))
    assert (made.conflicts, made.values["status"]) == (1, {"": "returned"})


def test_what_the_program_found_out_is_nobodys_to_choose() -> None:
    made = folded(Media, head(Media, "findings", "a", 2), head(Media, "findings", "b", 3))
    assert (made.conflicts, made.values["findings"]) == (0, {"": "b"})


LEVELS = st.sampled_from([*merge.ACCESS_LEVELS, "of a newer program"])


@given(st.lists(LEVELS, min_size=1, max_size=5), LEVELS)
def test_access_never_opens_by_a_merge(levels: list[str], more: str) -> None:
    spec = fields.specs(Item)["access_level"]
    heads = [head(Item, "access_level", level, number) for number, level in enumerate(levels, 2)]

    def closed(rivals: list[Head]) -> int:
        return merge.strictness(merge.ACCESS_LEVELS, merge.winner(rivals, spec).value)

    assert closed([*heads, head(Item, "access_level", more, 99)]) >= closed(heads)


def test_the_longer_time_kept_back_and_the_sooner_end_of_a_consent_hold() -> None:
    kept = folded(Item, head(Item, "embargo_until", "2040", 2),
                  head(Item, "embargo_until", "2027-05", 3))  # fmt: skip
    assert (kept.conflicts, kept.values["embargo_until"]) == (1, {"": "2040"})
    ends = folded(Consent, head(Consent, "until", "2027-05", 2), head(Consent, "until", "2027", 3))
    assert (ends.conflicts, ends.values["until"]) == (1, {"": "2027-05"})


@pytest.mark.parametrize("other", ["active", "refused", None])
def test_a_withdrawal_stands_and_nobody_is_asked(other: str | None) -> None:
    made = folded(Consent, head(Consent, "status", "withdrawn", 2),
                  head(Consent, "status", other, 9))  # fmt: skip
    assert (made.conflicts, made.values["status"]) == (0, {"": "withdrawn"})


def test_a_refusal_holds_until_a_person_has_looked() -> None:
    made = folded(Consent, head(Consent, "status", "refused", 2),
                  head(Consent, "status", "active", 9))  # fmt: skip
    assert (made.conflicts, made.values["status"]) == (1, {"": "refused"})


def trash(number: int, *seen: Head) -> Head:
    """Return a throwing away that saw these writes."""
    value = {"s": "trash", "saw": sorted(one.op_id for one in seen)}
    return head(Item, EXISTENCE, value, number)


def test_thrown_away_by_one_and_edited_by_the_other_stays_and_is_asked_about() -> None:
    old, new = head(Item, "type", "mill", 2), head(Item, "dating_told", "清", 4)
    made = merge.fold(Item, [trash(3, old), old, new])
    assert made is not None
    assert (made.state, made.conflicts) == ("live", 1)
    both = merge.thrown_away_and_edited([trash(3, old), old, new])
    assert both is not None
    assert (both[0].author, both[1].author) == ("Team 3", "Team 4")


def test_thrown_away_by_both_is_away_and_nobody_is_asked() -> None:
    old = head(Item, "type", "mill", 2)
    made = merge.fold(Item, [trash(3, old), trash(4, old), old])
    assert made is not None
    assert (made.state, made.conflicts) == ("trash", 0)


def test_an_undone_merge_is_no_throwing_away() -> None:
    again = head(Item, "type", "mill", 4)
    assert merge.thrown_away_and_edited([trash(3), again]) is None


def test_fields_and_records_of_a_newer_program_are_left_alone() -> None:
    strange = Head("f" * 64 + ".0", "item", RECORD, "smell", "", "scent", "sweet", 5, "", "", "")
    rivals = [strange, Head("e" * 64 + ".0", "item", RECORD, "smell", "", "scent", "sour", 6,
                            "", "", "")]  # fmt: skip
    assert not merge.in_conflict(rivals, None)
    assert folded(Item, head(Item, "type", "mill", 2), *rivals).conflicts == 0


def test_findings_of_two_visits_stand_beside_each_other() -> None:
    """States, comments and voices are records of their own: two of them never collide."""
    for name in ("condition_assessment", "viability_assessment", "comment", "account"):
        assert not ENTITIES[name].part_of, name
        assert fields.owner_field(ENTITIES[name]), name
