# SPDX-License-Identifier: Apache-2.0
"""Files, classes and functions stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _files() -> Iterator[Path]:
    for folder in ("heritage_desktop", "packaging", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "forms" not in path.parts:
                yield path


def _lines(node: ast.FunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", list(_files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_at_one_sitting(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    too_long = [
        f"{node.name}: {_lines(node)} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and _lines(node) > (60 if isinstance(node, ast.FunctionDef) else 350)
    ]
    assert too_long == []
    assert len(source.splitlines()) <= 500
