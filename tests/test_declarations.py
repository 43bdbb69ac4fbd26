# SPDX-License-Identifier: Apache-2.0
"""The promise of the house: a field declared once is known everywhere."""

from __future__ import annotations

import pytest

from heritage_desktop.domain import vocabulary
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import Kind, Spec, specs
from heritage_desktop.storage import tables

ALL = [(name, field, spec) for name, cls in ENTITIES.items() for field, spec in specs(cls).items()]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_column_type(kind: Kind) -> None:
    assert kind in tables.COLUMN_TYPES


@pytest.mark.parametrize(("name", "field", "spec"), ALL, ids=lambda v: v if type(v) is str else "")
def test_every_field_is_a_column_and_its_vocabulary_exists(
    name: str, field: str, spec: Spec
) -> None:
    assert field in tables.VIEW[name].columns
    assert (spec.vocabulary is not None) == (spec.kind in {Kind.TERM, Kind.TERMS})
    if spec.vocabulary:
        assert vocabulary.vocabulary(spec.vocabulary).codes()
    if spec.kind in {Kind.REFERENCE, Kind.REFERENCES}:
        assert spec.target in {"*", "agent", *ENTITIES}
