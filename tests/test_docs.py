# SPDX-License-Identifier: Apache-2.0
"""The manual names every command and shows only pictures that are there; the sample is sound."""

from __future__ import annotations

import json
import re

import pytest
import typer

from heritage_desktop import assets, cli
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.fields import specs
from heritage_desktop.domain.vocabulary import vocabulary

LANGUAGES = ("en", "zh_CN")


def commands(app: typer.Typer, before: str = "") -> list[str]:
    """Return every command with the group it stands in."""
    found = [
        f"{before}{one.name or (one.callback.__name__ if one.callback else '')}"
        for one in app.registered_commands
    ]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        found += commands(group.typer_instance, f"{group.name} ")
    return [name.replace("_", "-") for name in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_names_every_command(language: str) -> None:
    text = assets.read_text("manual", language, "command-line.md")
    missing = [name for name in commands(cli.app) if f"`{name}" not in text]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_of_the_manual_are_there(language: str) -> None:
    folder = assets.path("manual", language)
    for page in folder.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (folder / target).exists(), (page.name, target)


def test_the_sample_uses_only_words_of_the_lists() -> None:
    data = json.loads(assets.read_text("samples", "demo-parts.json"))
    for said in data["records"] + data["parts"]:
        fields = specs(ENTITIES[said.get("part") or said["entity"]])
        for name, value in said.items():
            spec = fields.get(name)
            if spec is None or not spec.vocabulary or name == "part":
                continue
            for code in value if isinstance(value, list) else [value]:
                assert code in vocabulary(spec.vocabulary), (name, code)
