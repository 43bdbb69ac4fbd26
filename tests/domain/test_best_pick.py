# SPDX-License-Identifier: Apache-2.0
"""The suggested photo of several, and what decided."""

from __future__ import annotations

import pytest

from heritage_desktop.domain.best_pick import Candidate, Reason, best


def whole(id: str, **more: float | bool) -> Candidate:
    """Return a photo as a camera makes it."""
    return Candidate(id, **{"pixels": 12_000_000, "sharpness": 100.0, "details": 2, **more})


@pytest.mark.parametrize(
    ("photos", "id", "reason", "among"),
    [
        ([whole("a", pixels=800_000, sharpness=900.0), whole("b")], "b", Reason.SIZE, 2),
        ([whole("a", details=0, sharpness=120.0), whole("b")], "b", Reason.DETAILS, 2),
        ([whole("a", clipped=0.3, sharpness=300.0), whole("b")], "b", Reason.EXPOSURE, 2),
        ([whole("a", sharpness=50.0), whole("b", sharpness=80.0), whole("c")], "c",
         Reason.SHARPNESS, 3),
        ([whole("a", pixels=1), whole("b", sharpness=9.0), whole("c")], "c", Reason.SHARPNESS, 2),
        ([whole("a"), whole("b", used=True)], "b", Reason.USED, 2),
        ([whole("a"), whole("b"), whole("c"), whole("d")], "b", Reason.MIDDLE, 4),
        ([whole("a"), whole("b", sharpness=95.0)], "a", Reason.FIRST, 2),
    ],
)  # fmt: skip
def test_the_most_important_difference_decides(
    photos: list[Candidate], id: str, reason: Reason, among: int
) -> None:
    pick = best(photos)
    assert (pick.id, pick.reason, pick.among) == (id, reason, among)


def test_of_nothing_nothing_is_picked() -> None:
    with pytest.raises(ValueError, match="no photos"):
        best([])
