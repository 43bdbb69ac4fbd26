# SPDX-License-Identifier: Apache-2.0
"""Values in and out of their registers, for every kind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain import fields
from heritage_desktop.domain.coordinates import Position
from heritage_desktop.domain.fields import Kind
from heritage_desktop.domain.moments import Moment

SAMPLES: dict[Kind, Any] = {
    Kind.TEXT: "挽月桥",
    Kind.LONG_TEXT: "第一行\n第二行",
    Kind.LOCALISED: {"en": "Bridge", "zh-Hans": "桥"},
    Kind.TERM: "covered_bridge",
    Kind.TERMS: ("stone", "wood"),
    Kind.REFERENCES: ("0" * 32, "f" * 32),
    Kind.WHOLE: 9,
    Kind.DECIMAL: "12.50",
    Kind.YES_NO: False,
    Kind.DATE: "1738~",
    Kind.MOMENT: Moment("2026-04-05T10:11:12", "+08:00"),
    Kind.POSITION: Position(28.45, 119.48, 5.0, 400.0),
    Kind.REFERENCE: "0" * 32,
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_survives_its_registers(kind: Kind) -> None:
    value = SAMPLES[kind]
    assert fields.join(kind, dict(fields.members(kind, value))) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.WHOLE, True),
        (Kind.WHOLE, 2**60),
        (Kind.DECIMAL, "wide"),
        (Kind.YES_NO, "yes"),
        (Kind.REFERENCE, "../etc"),
        (Kind.POSITION, {"lat": 10**10, "lon": 0}),
        (Kind.MOMENT, {"local": "yesterday"}),
        (Kind.TEXT, 5),
    ],
)
def test_what_does_not_fit_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        fields.encode(kind, value)


@given(st.text())
def test_clean_text_is_canonical_and_stays_so(text: str) -> None:
    once = fields.clean_text(text, multiline=True, limit=1000)
    assert fields.clean_text(once, multiline=True, limit=1000) == once
    fields_encoded = fields.encode(Kind.LONG_TEXT, text)
    assert fields_encoded is None or "\x00" not in str(fields_encoded)
