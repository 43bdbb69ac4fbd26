# SPDX-License-Identifier: Apache-2.0
"""People read their own language, and never a blank."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from heritage_desktop import assets, i18n
from heritage_desktop.i18n import ntr, set_language, tr

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location(
        "packaging_translations", ROOT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_chinese_is_shown_when_chosen() -> None:
    set_language("zh_CN")
    assert i18n.language() == "zh_CN"
    assert tr("Settings") == "设置"
    assert ntr("{n} photo", "{n} photos", 3) == "3 张照片"


def test_english_is_the_source_itself() -> None:
    set_language("en")
    assert tr("Settings") == "Settings"
    assert ntr("{n} photo", "{n} photos", 1) == "1 photo"
    assert ntr("{n} photo", "{n} photos", 2) == "2 photos"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_unknown_text_is_never_blank(language: str) -> None:
    set_language(language)
    text = "Not in any catalogue"
    assert tr(text) == text
    assert tr("") == ""
    assert tr("Gone: {name} {{kept}}", name="桥") == "Gone: 桥 {kept}"
    assert tr("{braces} stay without values") == "{braces} stay without values"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("en_GB.UTF-8", "en"),
        ("fr_FR.UTF-8", "en"),
    ],
)
def test_the_system_language_is_guessed(
    tag: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", tag)
    assert i18n.system_language() == expected


def test_c_locale_does_not_hide_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert i18n.system_language() == "zh_CN"


def test_a_damaged_catalogue_shows_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "locale" / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "heritage.mo").write_bytes(b"not a catalogue")
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    set_language("zh_CN")
    assert tr("Settings") == "Settings"


def test_texts_are_found_in_code_and_forms(translations: ModuleType) -> None:
    code = "tr('a'); i18n.tr('b {x}', x=1); ntr('one', 'many', n); tr(variable); other('c')"
    assert list(translations.texts_in_python(code)) == ["a", "b {x}", ("one", "many")]
    form = '<ui><string>Title</string><string notr="true">key</string><string>…</string></ui>'
    assert list(translations.texts_in_form(form)) == ["Title"]


def test_extract_keeps_what_is_translated(
    translations: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "heritage_desktop"
    package.mkdir()
    (package / "a.py").write_text("tr('Settings'); tr('Something new')", encoding="utf-8")
    locale = tmp_path / "resources" / "locale"
    locale.mkdir(parents=True)
    po = locale / "zh_CN.po"
    po.write_bytes(assets.path("locale", "zh_CN.po").read_bytes())
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "LOCALE", locale)
    translations.extract()
    catalogue = translations.read(po)
    assert catalogue.get("Settings").string == "设置"
    assert "Something new" in translations.untranslated(catalogue)
    translations.compile_all()
    assert translations.main(["--check"]) == 1


def test_compiled_catalogues_match_their_sources(translations: ModuleType) -> None:
    for po in translations.languages():
        assert translations.mo_path(po).read_bytes() == translations.compiled(po)
        assert translations.misfits(translations.read(po)) == []


@pytest.mark.parametrize(("language", "said"), [("en", "One. Two."), ("zh_CN", "One.Two.")])
def test_sentences_stand_one_after_another_as_the_language_does(language: str, said: str) -> None:
    before = i18n.language()
    i18n.set_language(language)
    try:
        assert i18n.paragraph(["One.", "", "Two."]) == said
    finally:
        i18n.set_language(before)
