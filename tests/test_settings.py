# SPDX-License-Identifier: Apache-2.0
"""Choices survive a restart, a newer version and a spoiled file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heritage_desktop import settings
from heritage_desktop.settings import Settings

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HERITAGE_HOME", str(tmp_path / "家"))
    return tmp_path / "家"


def test_everything_lives_under_heritage_home(home: Path) -> None:
    for folder in (settings.config_dir(), settings.data_dir(), settings.log_dir()):
        assert folder.is_relative_to(home)


def test_without_it_the_system_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HERITAGE_HOME", raising=False)
    assert "heritage-desktop" in str(settings.settings_file())


def test_choices_come_back(home: Path) -> None:
    chosen = Settings(language="zh_CN", recorder='林"秀\\英\n', recent=("C:\\村", "/家/村.vhi"))
    settings.save(chosen)
    assert settings.load() == chosen
    assert [file.name for file in home.iterdir()] == ["settings.toml"]


def test_no_file_means_defaults(home: Path) -> None:
    assert settings.load() == Settings()


@given(recorder=TEXT, recent=st.lists(TEXT))
def test_any_text_is_written_as_toml(recorder: str, recent: list[str]) -> None:
    written = settings.to_toml({"recorder": recorder, "recent": recent})
    assert tomllib.loads(written) == {"recorder": recorder, "recent": recent}


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    future = 'colour = "red"\nlanguage = "en"\n[window]\nwidth = 1.5\n"a b" = [1, true]\n[empty]\n'
    file.write_text(future, encoding="utf-8")
    settings.save(settings.replace(settings.load(file), theme="dark"), file)
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (raw["colour"], raw["theme"]) == ("red", "dark")
    assert raw["window"] == {"width": 1.5, "a b": [1, True]}
    assert raw["empty"] == {}


def test_a_value_of_the_wrong_kind_gives_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = 3\nthumbnail_size = true\nteam = "甲"\n', encoding="utf-8")
    assert settings.load(file) == Settings(team="甲")


def test_a_damaged_file_is_put_aside(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe = = nonsense")
    assert settings.load(file) == Settings()
    assert (tmp_path / "settings.toml.damaged").exists()


def test_recent_keeps_the_last_opened_first() -> None:
    chosen = Settings()
    for n in range(12):
        chosen = chosen.with_recent(f"/{n}")
    chosen = chosen.with_recent("/5")
    assert chosen.recent[:2] == ("/5", "/11")
    assert len(chosen.recent) == settings.MAX_RECENT
    assert "/5" not in chosen.without_recent("/5").recent
