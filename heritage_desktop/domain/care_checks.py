# SPDX-License-Identifier: Apache-2.0
"""Rules on states, people and consent: what the county will ask back, said at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from heritage_desktop.domain.account import Dating, Measurement, Phase
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.agreement import Agreements, state_on
from heritage_desktop.domain.assessment import ConditionAssessment, Damage, ViabilityAssessment
from heritage_desktop.domain.checks import Finding, Level, Sheet
from heritage_desktop.domain.consent import Consent, Protocol
from heritage_desktop.domain.dates import is_edtf, year_bounds
from heritage_desktop.domain.eras import read_told
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.media import Media, Region
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr

_POOR = frozenset({"poor", "very_bad", "bad", "ruined"})
_GONE = frozenset({"destroyed", "disappeared", "gone"})
#: Labels that forbid an open record (Local Contexts TK labels).
_CLOSED_LABELS = frozenset({"tkss", "tkmr", "tkwr", "tkco", "tkf", "tkcl", "tks"})
_HIGHEST_BUILDING_M = 100
_TO_METRES: Mapping[str, float] = {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0}
_ADULT, _SENSITIVE = 18, 14
_LONGEST_LIFE = 110


def check_care(sheet: Sheet) -> list[Finding]:
    """Return the findings on datings, states, measures and labels of one item."""
    rules = (datings, phases, measures, conditions, improvement, gone, viability, labels)
    return [finding for rule in rules for finding in rule(sheet)]


def datings(sheet: Sheet) -> Iterator[Finding]:
    """D1, D2, D5: the reading is EDTF, fits what was told, and is not one of two dynasties."""
    for one in sheet.of(Dating):
        said_in = int(one.said_on[:4]) if one.said_on and one.said_on[:4].isdigit() else None
        told = read_told(one.told or "", said_in=said_in)
        if one.edtf and not is_edtf(one.edtf):
            text = tr("“{date}” is not a date; write 1877, 1368/1644 or 195X.", date=one.edtf)
            yield _finding("D1", "E", one, "edtf", text)
        elif one.edtf and told.edtf and year_bounds(one.edtf) != year_bounds(told.edtf):
            text = tr("“{told}” is read as {edtf}, but {other} is written.", told=one.told or "",
                      edtf=told.edtf, other=one.edtf)  # fmt: skip
            yield _finding("D2", "W", one, "edtf", text)
        if told.choices:
            text = tr("“{told}” may mean {choices}; write which.", told=one.told or "",
                      choices=", ".join(told.choices))  # fmt: skip
            yield _finding("D5", "W", one, "edtf", text)


def phases(sheet: Sheet) -> Iterator[Finding]:
    """D3: nothing was built after it was taken down."""
    years: dict[str, list[int]] = {"built": [], "demolished": []}
    for one in sheet.of(Phase):
        edtf = one.edtf or read_told(one.told or "").edtf
        if edtf and is_edtf(edtf) and one.type in years:
            first = year_bounds(edtf).first
            years[one.type] += [first] if first is not None else []
    if years["built"] and years["demolished"] and min(years["built"]) > max(years["demolished"]):
        text = tr("It was built after it was taken down; look at the phases.")
        yield _finding("D3", "W", sheet.item, "phase", text)


def measures(sheet: Sheet) -> Iterator[Finding]:
    """M1: a measure has a unit, is more than nothing, and is not a slip of the decimal point."""
    for one in sheet.of(Measurement):
        if not one.value:
            continue
        if not one.unit:
            text = tr("The measurement {value} has no unit.", value=one.value)
            yield _finding("M1", "E", one, "unit", text)
        elif float(one.value) <= 0:
            text = tr("The measurement {value} is not more than nothing.", value=one.value)
            yield _finding("M1", "E", one, "value", text)
        elif (
            one.type == "height"
            and float(one.value) * _TO_METRES.get(one.unit, 0) > _HIGHEST_BUILDING_M
        ):
            text = tr("{value} {unit} is very high; is the unit right?", value=one.value,
                      unit=one.unit)  # fmt: skip
            yield _finding("M1", "W", one, "value", text)


def conditions(sheet: Sheet) -> Iterator[Finding]:
    """C1: a poor condition names a cause and shows a photo of the damage, or a mark on one."""
    marked = {region.damage for region in sheet.of(Region)}
    for one in latest(sheet.of(ConditionAssessment))[-1:]:
        if one.overall not in _POOR:
            continue
        mine = [d for d in sheet.of(Damage) if d.assessment in (None, one.id)]
        if not any(d.cause for d in mine):
            text = tr("The condition is poor, but no damage with its cause is written down.")
            yield _finding("C1", "S", one, "damage", text)
        elif not any(d.photo or d.id in marked for d in mine):
            text = tr("The condition is poor, but no photo shows the damage.")
            yield _finding("C1", "S", one, "damage", text)


def improvement(sheet: Sheet) -> Iterator[Finding]:
    """C2: better by two steps or more without any repair."""
    order = vocabulary("condition").codes()
    seen = [a for a in latest(sheet.of(ConditionAssessment)) if a.overall in order]
    for before, after in itertools.pairwise(seen):
        steps = order.index(before.overall or "") - order.index(after.overall or "")
        repaired = any(p.type in ("repaired", "rebuilt", "built") for p in sheet.of(Phase))
        if steps >= 2 and not repaired and "unknown" not in (before.overall, after.overall):
            text = tr("The condition is much better than last time, but no repair is recorded.")
            yield _finding("C2", "W", after, "overall", text)


def gone(sheet: Sheet) -> Iterator[Finding]:
    """C3: what has disappeared says so in both places."""
    item = sheet.item
    last = latest(sheet.of(ConditionAssessment))[-1:]
    destroyed = any(one.overall in _GONE for one in last)
    said = item.survey_type == "disappeared" or item.presence == "gone"
    if said and not destroyed and item.kind != "intangible":
        text = tr("It is gone; write a condition with the day and the reason.")
        yield _finding("C3", "S", item, "condition_assessment", text)
    elif destroyed and not said:
        text = tr("The condition says it is gone; set “Found” to gone.")
        yield _finding("C3", "S", item, "presence", text)


def viability(sheet: Sheet) -> Iterator[Finding]:
    """V1: numbers of practitioners that fit each other."""
    for one in sheet.of(ViabilityAssessment):
        alive = one.viability not in (None, "dormant", "extinct", "unknown")
        if alive and one.practitioners == 0:
            text = tr("It is practised, but there are no practitioners.")
            yield _finding("V1", "W", one, "practitioners", text)
        for name in ("under_35", "masters", "apprentices"):
            part = getattr(one, name)
            if part and one.practitioners is not None and part > one.practitioners:
                text = tr("{part} of {whole} practitioners cannot be right.", part=part,
                          whole=one.practitioners)  # fmt: skip
                yield _finding("V1", "W", one, name, text)


def labels(sheet: Sheet) -> Iterator[Finding]:
    """K3: a closed label and an open record do not go together."""
    if sheet.item.access_level not in (None, "public"):
        return
    for one in sheet.of(Protocol):
        if one.code in _CLOSED_LABELS and one.applied != "suggested_by_team":
            text = tr("The community's label closes this record, but anybody may see it.")
            yield _finding("K3", "E", sheet.item, "access_level", text)


def latest(found: Sequence[ConditionAssessment]) -> list[ConditionAssessment]:
    """Return the assessments in the order of their days."""
    return sorted(found, key=lambda one: (one.date or "", one.id))


def datums(
    sheet: Sheet,
    swapped: Mapping[str, bool],
    shifted: Mapping[str, bool],
) -> Iterator[Finding]:
    """L3, L4: coordinates the wrong way round, or copied from a Chinese map; by place id."""
    for place in sheet.places:
        if swapped.get(place.id):
            text = tr("Latitude and longitude look exchanged; the village is elsewhere.")
            yield _finding("L3", "W", place, "position", text)
        elif shifted.get(place.id):
            text = tr("The position looks like one copied from a Chinese map app (GCJ-02).")
            yield _finding("L4", "W", place, "position", text)


def people(person: Person, consents: Sequence[Consent], today: str) -> Iterator[Finding]:
    """D3, P1: ages that can be; a guardian's consent for the young."""
    year = int(today[:4])
    if person.birth_year is not None and not 0 <= year - person.birth_year <= _LONGEST_LIFE:
        if person.alive is not False and not person.died:
            text = tr("Born in {year}: is that right?", year=person.birth_year)
            yield _finding("D3", "W", person, "birth_year", text)
    if person.birth_year is None or year - person.birth_year >= _ADULT:
        return
    guarded = any(
        (one.method == "guardian" or one.decision_how == "guardian")
        and state_on(one, today) == "active"
        for one in consents
    )
    if not guarded:
        young = year - person.birth_year < _SENSITIVE
        text = (
            tr("A child under 14: a guardian must agree, and the data is sensitive.")
            if young
            else tr("Under 18: a guardian must agree.")
        )
        yield _finding("P1", "S", person, "consent", text)


def faces(
    media: Sequence[Media], seen: Mapping[str, Sequence[str]], agreements: Agreements
) -> Iterator[Finding]:
    """K1: a photo or voice of somebody who has not agreed stays out of the catalogue."""
    for one in media:
        for person in seen.get(one.id, ()):
            if not agreements.grants(person, "catalogue", one.id):
                text = tr("Somebody in this photo or recording has not agreed to the catalogue;"
                          " it is left out.")  # fmt: skip
                yield _finding("K1", "S", one, "consent", text)
                break


def lapsed(consents: Sequence[Consent], today: str, left: Mapping[str, int]) -> Iterator[Finding]:
    """K2: taken back or run out after something left; ``left`` counts it by person."""
    for one in consents:
        state = state_on(one, today)
        if state in ("withdrawn", "expired") and (count := left.get(one.who or "", 0)):
            text = tr("The consent is {state}, but {n} bundles or books that left hold this"
                      " person; see what left.", n=count,
                      state=vocabulary("consent_status").label(state, "en"))  # fmt: skip
            yield _finding("K2", "W", one, "status", text)


def _finding(rule: str, level: Level, record: Record, field: str, text: str) -> Finding:
    return Finding(rule, level, type(record).entity, record.id, field, text)
