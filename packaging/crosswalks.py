# SPDX-License-Identifier: Apache-2.0
"""Write resources/manual/<language>/crosswalk-<scheme>.md; ``--check`` only compares.

Run it again after a field, a label or a translation changed: python packaging/crosswalks.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from heritage_desktop import i18n
from heritage_desktop.domain.crosswalk import SCHEMES
from heritage_desktop.exchange.crosswalk_document import markdown

MANUAL = Path(__file__).resolve().parent.parent / "resources" / "manual"


def documents() -> Iterator[tuple[Path, str]]:
    """Yield every page with the text it should have."""
    for language in sorted(i18n.LANGUAGES):
        i18n.set_language(language)
        for scheme in SCHEMES.values():
            yield MANUAL / language / f"crosswalk-{scheme.id}.md", markdown(scheme)


def stale() -> Iterator[tuple[Path, str]]:
    """Yield the pages that are missing or say something else."""
    for path, text in documents():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path, text


def main(arguments: list[str]) -> int:
    """Return 1 when ``--check`` finds a page that was not written again."""
    found = list(stale())
    if "--check" in arguments:
        if found:
            names = ", ".join(path.relative_to(MANUAL).as_posix() for path, _ in found)
            print("Run python packaging/crosswalks.py, these changed:", names)
        return 1 if found else 0
    for path, text in found:
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
