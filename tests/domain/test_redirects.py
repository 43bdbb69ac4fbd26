# SPDX-License-Identifier: Apache-2.0
"""Which item stands for others: the same whatever the order, with circles and chains."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop.domain.redirects import Same, redirects

IDS = "abcdef"
pairs = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(IDS)))


@given(pairs, st.randoms(), st.sets(st.sampled_from(IDS)))
def test_order_does_not_matter_and_nothing_leads_on(
    drawn: list[tuple[str, str, str]], chance: object, there: set[str]
) -> None:
    said = [Same(*one) for one in drawn]
    found = redirects(said, there)
    chance.shuffle(said)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert redirects([Same(p.other, p.one, p.keep) for p in said], there) == found
    assert not found.keys() & set(found.values())
    assert found.keys() | set(found.values()) <= there
    for pair in said:
        if pair.one in there and pair.other in there:
            ends = (pair.one, pair.other)
            assert len({found.get(id, id) for id in ends}) == 1


def test_the_chosen_one_stays_along_a_chain_and_the_smallest_in_a_circle() -> None:
    chain = [Same("a", "b", "b"), Same("b", "c", "c")]
    assert redirects(chain, IDS) == {"a": "c", "b": "c"}
    assert redirects([*chain, Same("a", "c", "a")], IDS) == {"b": "a", "c": "a"}
    assert redirects([Same("a", "b", "x")], IDS) == {"b": "a"}
    assert redirects(chain, "ac") == {}
