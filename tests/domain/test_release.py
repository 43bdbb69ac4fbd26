# SPDX-License-Identifier: Apache-2.0
"""The gate: nothing that consent, access or a date forbids leaves, whatever else is recorded."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.account import Account, Dating
from heritage_desktop.domain.agent import BearerProfile, Person
from heritage_desktop.domain.agreement import Agreements, state_on
from heritage_desktop.domain.consent import Comment, Consent, Contribution, Protocol
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.item import ImmovableDetail, Item, ItemName, Location
from heritage_desktop.domain.media import Media, MediaLink, Region, Segment
from heritage_desktop.domain.release import Audience, Gate
from heritage_desktop.domain.use import Party

TODAY = "2026-06-01"
SECRET = "SECRET"
LEVELS = st.sampled_from([None, "public", "county", "community", "restricted", "sealed", "odd"])
SCOPES = ("record", "inventory", "name", "image_public", "catalogue", "share_county",
          "share_beyond")  # fmt: skip


def text_of(records: list[Record]) -> str:
    return repr([dataclasses.asdict(record) for record in records])


def out(records: list[Record], audience: Audience, *, printed: bool = False) -> str:
    return text_of(list(Gate(audience, records, printed, TODAY).open()))


def about(item: str, **access: Any) -> list[Record]:
    """Return an item whose every part holds the secret."""
    return [
        Item(id=item, kind="immovable", summary={"en": SECRET}, **access),
        ImmovableDetail(id=item, inscriptions=SECRET),
        ItemName(id=f"{item}n", item=item, value=SECRET),
        Location(id=f"{item}l", item=item, note=SECRET),
        Account(id=f"{item}a", item=item, text={"en": SECRET}),
        Dating(id=f"{item}d", item=item, told=SECRET),
        Media(id=f"{item}m", original_name=SECRET, media_type="photo"),
        MediaLink(id=f"{item}k", target=item, media=f"{item}m"),
    ]


@given(st.sampled_from(Audience), LEVELS, st.sampled_from([None, "2026-05-31", "2026-06-02"]),
       st.booleans())  # fmt: skip
def test_access_and_embargo_close_an_item_with_all_its_parts(
    audience: Audience, level: str | None, until: str | None, printed: bool
) -> None:
    shown = SECRET in out(about("i", access_level=level, embargo_until=until), audience,
                          printed=printed)  # fmt: skip
    open_to = {"village": {None, "public", "community"}, "county": {None, "public", "county"},
               "public": {None, "public"}}[audience]  # fmt: skip
    if level not in open_to or until == "2026-06-02":
        assert not shown
    elif not (printed and level == "county"):
        assert shown


@pytest.mark.parametrize("audience", list(Audience))
def test_without_a_day_every_limit_is_closed(audience: Audience) -> None:
    records = about("i", embargo_until="2000-01-01")
    assert SECRET not in text_of(list(Gate(audience, records).open()))


@pytest.mark.parametrize(("until", "shown"), [("2026", False), ("2026-06", False), ("2025", True)])
def test_kept_back_until_a_year_or_month_holds_to_its_end(until: str, shown: bool) -> None:
    assert (SECRET in out(about("i", embargo_until=until), Audience.PUBLIC)) is shown


def person_with(*consents: Consent, **more: Any) -> list[Record]:
    return [
        Person(id="p", name={"en": "Hidden Name"}, biography={"en": SECRET}, **more),
        BearerProfile(id="b", person="p", achievements=SECRET),
        Item(id="i", kind="intangible", access_level="public"),
        Account(id="a", item="i", said_by="p", text={"en": f"{SECRET} of Hidden Name"}),
        Media(id="m", caption={"en": "FACE"}, media_type="photo"),
        MediaLink(id="k", target="p", media="m"),
        *consents,
    ]


def consent(**values: Any) -> Consent:
    return Consent(id=values.pop("id", "c"), who="p", **values)


@given(st.sampled_from(Audience), st.booleans(), st.sets(st.sampled_from(SCOPES)))
def test_a_withdrawal_takes_back_what_was_granted(
    audience: Audience, printed: bool, granted: set[str]
) -> None:
    yes = consent(id="c1", status="active", granted=SCOPES, date="2026-01-01")
    no = consent(id="c2", status="withdrawn", granted=tuple(granted), date="2026-01-01",
                 withdrawn_on="2026-03-01")  # fmt: skip
    said = out(person_with(yes, no, name_consent=True), audience, printed=printed)
    taken = granted or set(SCOPES)
    if taken & {"record", "inventory"}:
        assert SECRET not in said
        assert "Hidden Name" not in said
    if "name" in taken:
        assert "Hidden Name" not in said
    needed = {("village", True): {"catalogue"}, ("village", False): {"inventory"},
              ("county", True): {"catalogue"}, ("county", False): {"share_county"},
              ("public", True): {"catalogue", "image_public"},
              ("public", False): {"image_public", "share_beyond"}}  # fmt: skip
    assert ("FACE" in said) == (not taken & needed[audience, printed])


@given(st.sampled_from(Audience), st.booleans())
def test_a_face_without_consent_stays_inside(audience: Audience, printed: bool) -> None:
    assert "FACE" not in out(person_with(), audience, printed=printed)


def test_a_later_yes_holds_again() -> None:
    no = consent(id="c1", status="withdrawn", granted=("name",), withdrawn_on="2026-03-01")
    yes = consent(id="c2", status="active", granted=("name",), date="2026-04-01")
    assert Agreements([no, yes], TODAY).grants("p", "name")
    assert Agreements([yes, no], TODAY).grants("p", "name")
    same_day = dataclasses.replace(yes, date="2026-03-01")
    assert Agreements([no, same_day], TODAY).refuses("p", "name")


@pytest.mark.parametrize(
    ("until", "state"),
    [(None, "active"), ("2026-06", "active"), ("2026", "active"), ("2026-06-01", "active"),
     ("2026-05-31", "expired"), ("2025", "expired"), ("2020/..", "active")],
)  # fmt: skip
def test_a_consent_ends_on_its_day(until: str | None, state: str) -> None:
    assert state_on(consent(status="active", until=until), TODAY) == state


def test_a_consent_for_one_photo_is_for_that_photo() -> None:
    only = consent(status="active", granted=("catalogue",), subjects=("m",))
    asked = Agreements([only], TODAY)
    assert asked.grants("p", "catalogue", "m")
    assert not asked.grants("p", "catalogue", "another")


@pytest.mark.parametrize("audience", list(Audience))
def test_a_label_of_the_community_closes_and_a_suggestion_does_not(audience: Audience) -> None:
    records = about("i", access_level="public")
    closing = Protocol(id="t", item="i", code="tkss", applied="by_community")
    assert SECRET not in out([*records, closing], audience)
    suggested = dataclasses.replace(closing, applied="suggested_by_team")
    assert SECRET in out([*records, suggested], audience)


@pytest.mark.parametrize("audience", list(Audience))
def test_comments_and_guests_never_leave_and_owners_only_to_the_county(
    audience: Audience,
) -> None:
    records: list[Record] = [
        Item(id="i", kind="immovable", access_level="public"),
        Comment(id="c", target="i", text=SECRET),
        Contribution(id="g", item="i", text=SECRET),
    ]
    assert SECRET not in out(records, audience)
    owner = Party(id="o", item="i", note="WISH", contact=SECRET)
    said = out([*records, owner], audience)
    assert SECRET not in said
    assert ("WISH" in said) == (audience is Audience.COUNTY)


def test_a_voice_kept_for_the_county_is_kept() -> None:
    records: list[Record] = [
        Item(id="i", kind="immovable", access_level="public"),
        Account(id="a", item="i", text={"en": SECRET}, access_level="county"),
    ]
    assert SECRET in out(records, Audience.COUNTY)
    assert SECRET not in out(records, Audience.PUBLIC)


@pytest.mark.parametrize("part", [
    Region(id="r", media="m", person="p", text={"en": SECRET}),
    Segment(id="s", media="m", speaker="p", spoken=SECRET),
])  # fmt: skip
def test_who_is_marked_on_a_photo_or_speaks_keeps_it_in_without_consent(part: Record) -> None:
    photo = Media(id="m", original_name=SECRET, media_type="photo")
    records = [Item(id="i"), Person(id="p"), photo, MediaLink(id="k", target="i", media="m"), part]
    assert SECRET not in out(records, Audience.PUBLIC)
    agreed = Consent(id="c", who="p", granted=SCOPES, status="active", date="2026-01-01")
    assert SECRET in out([*records, agreed], Audience.PUBLIC)


def test_a_passage_kept_back_leaves_the_rest_of_the_recording() -> None:
    records = [
        Item(id="i"), Media(id="m", media_type="audio"), MediaLink(id="k", target="i", media="m"),
        Segment(id="s", media="m", spoken=SECRET, access_level="restricted"),
        Segment(id="t", media="m", spoken="open words"),
    ]  # fmt: skip
    shown = out(records, Audience.PUBLIC)
    assert SECRET not in shown
    assert "open words" in shown
