# SPDX-License-Identifier: Apache-2.0
"""What people agreed to, as it holds on one day: a withdrawal wins until a later consent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from heritage_desktop.domain.consent import Consent


def state_on(consent: Consent, today: str) -> str:
    """Return active, expired, superseded, refused or withdrawn; an unknown day lapses limits."""
    if consent.withdrawn_on or consent.status == "withdrawn":
        return "withdrawn"
    if consent.status in ("refused", "superseded", "expired"):
        return consent.status
    if consent.until and not (today and today <= _last_day(consent.until)):
        return "expired"
    return "active"


def _last_day(edtf: str) -> str:
    """Return a text not before the last day an EDTF date may mean, for comparing ISO days."""
    end = edtf.rpartition("/")[2].rstrip("?~%").replace("X", "9")
    return f"{end}~" if end and end != ".." else "~"  # "~" sorts after every digit and hyphen


@dataclass(frozen=True)
class Agreements:
    """Every consent of an inventory, asked by person, scope and record."""

    consents: Collection[Consent]
    today: str

    @cached_property
    def _by_person(self) -> Mapping[str, list[Consent]]:
        found: dict[str, list[Consent]] = defaultdict(list)
        for consent in self.consents:
            found[consent.who or ""].append(consent)
        return found

    def refuses(self, person: str, scope: str, subject: str = "") -> bool:
        """Tell whether the person said no to ``scope``, or took a yes back, and not yes later."""
        no, yes = self._days(person, scope, subject)
        return no is not None and (yes is None or yes <= no)

    def grants(self, person: str, scope: str, subject: str = "") -> bool:
        """Tell whether an active consent of the person holds for ``scope``."""
        no, yes = self._days(person, scope, subject)
        return yes is not None and (no is None or yes > no)

    def _days(self, person: str, scope: str, subject: str) -> tuple[str | None, str | None]:
        """Return the latest day of a no and of a yes; '' for one without a date."""
        no: list[str] = []
        yes: list[str] = []
        for consent in self._by_person.get(person, ()):
            if consent.subjects and subject not in consent.subjects:
                continue
            state = state_on(consent, self.today)
            said = consent.date or ""
            if state == "withdrawn" and _covers(consent.granted, scope):
                no.append(consent.withdrawn_on or said)
            elif (state == "refused" and _covers(consent.refused, scope)) or (
                state == "active" and scope in consent.refused
            ):
                no.append(said)
            elif state == "active" and scope in consent.granted:
                yes.append(said)
        return max(no, default=None), max(yes, default=None)

    def blocked(self, scopes: Iterable[str]) -> frozenset[str]:
        """Return the records named in a refused or withdrawn consent for any of the scopes."""
        wanted = set(scopes)
        return frozenset(
            subject
            for consent in self.consents
            for subject in consent.subjects
            if any(self.refuses(consent.who or "", scope, subject) for scope in wanted)
        )

    def shown_in(self) -> Mapping[str, frozenset[str]]:
        """Return record id -> the people whose consent names it."""
        found: dict[str, set[str]] = defaultdict(set)
        for consent in self.consents:
            for subject in consent.subjects:
                found[subject].add(consent.who or "")
        return {subject: frozenset(people) for subject, people in found.items()}


def _covers(scopes: Collection[str], scope: str) -> bool:
    return not scopes or scope in scopes
