# SPDX-License-Identifier: Apache-2.0
"""The crosswalk pages of the manual are complete, and were written again after the last change."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from heritage_desktop import i18n
from heritage_desktop.domain.crosswalk import SCHEMES, Scheme, not_asked, not_held
from heritage_desktop.exchange.crosswalk_document import ABOUT, markdown

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def crosswalks() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "packaging_crosswalks", ROOT / "packaging" / "crosswalks.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", sorted(i18n.LANGUAGES))
@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))
def test_a_page_says_everything(scheme: Scheme, language: str) -> None:
    i18n.set_language(language)
    text = markdown(scheme)
    lines = text.splitlines()
    assert lines[0].startswith("# ")
    assert ABOUT[scheme.id].within(language) in lines
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == len(scheme.elements) + 2
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows)
    for element, row in zip(scheme.elements, rows[2:], strict=True):
        assert row.startswith(f"| `{element.id}` {element.name.within(language)} |")
        assert element.note.within(language) in (row if element.fields else text)
        assert all(f"`{field}`" in row for field in element.fields)
    assert sum(line.startswith("- `") for line in lines) == len(not_held(scheme))
    ours = text.rpartition("\n## ")[2]
    assert all(f"`{field}`" in ours for field in not_asked(scheme))


def test_every_scheme_says_what_it_is() -> None:
    assert set(ABOUT) == set(SCHEMES)


def test_only_what_was_read_goes_without_a_warning() -> None:
    warned = [one.id for one in SCHEMES.values() if "Not re-checked" in markdown(one)]
    assert warned == ["census", "dublin_core", "cidoc_crm", "lido"]


def test_labels_are_those_of_the_language() -> None:
    i18n.set_language("zh_CN")
    assert f"{i18n.tr('Village')} `item.village`" in markdown(SCHEMES["dublin_core"])
    assert i18n.tr("Village") != "Village"


def test_the_pages_are_written_anew_and_compared(
    crosswalks: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(crosswalks, "MANUAL", tmp_path)
    for language in i18n.LANGUAGES:
        (tmp_path / language).mkdir()
    assert crosswalks.main(["--check"]) == 1
    assert list(tmp_path.rglob("*.md")) == []
    assert crosswalks.main([]) == 0
    assert len(list(tmp_path.rglob("*.md"))) == len(SCHEMES) * len(i18n.LANGUAGES)
    assert crosswalks.main(["--check"]) == 0
    capsys.readouterr()
    (tmp_path / "en" / "crosswalk-lido.md").write_text("old", encoding="utf-8")
    assert crosswalks.main(["--check"]) == 1
    assert "en/crosswalk-lido.md" in capsys.readouterr().out


def test_the_manual_has_the_pages_of_today(crosswalks: ModuleType) -> None:
    names = [f"{path.parent.name}/{path.name}" for path, _ in crosswalks.stale()]
    assert names == [], "run python packaging/crosswalks.py"
