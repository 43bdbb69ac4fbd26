# SPDX-License-Identifier: Apache-2.0
"""The sentence before a merge says days and sizes as people say them."""

from __future__ import annotations

import pytest

from heritage_desktop import i18n
from heritage_desktop.services.rehearsal import size, span


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), ""),
        (("2026-04-03", "2026-04-05", "2026-04-03"), "2 days in April 2026"),
        (("2026-04-03",), "1 day in April 2026"),
        (("2026-03-30", "2026-04-05"), "2 days, 2026-03-30 to 2026-04-05"),
        (("no day", "2026-04-05"), "1 day in April 2026"),
    ],
)  # fmt: skip
def test_the_days_of_a_bundle_are_counted(days: tuple[str, ...], said: str) -> None:
    assert span(days) == said


def test_a_month_is_written_as_the_language_writes_it() -> None:
    i18n.set_language("zh_CN")
    assert "2026年4月" in span(("2026-04-03", "2026-04-04"))


@pytest.mark.parametrize(
    ("bytes_", "said"), [(0, ""), (10, "1 kB"), (2_340_000, "2.3 MB"), (3_000_000_000, "3.0 GB")]
)
def test_a_size_has_the_unit_people_know(bytes_: int, said: str) -> None:
    assert size(bytes_) == said
