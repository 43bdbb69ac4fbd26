# SPDX-License-Identifier: Apache-2.0
"""What a bundle says about itself: ``data/bundle.json``, written and strictly read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from heritage_desktop.domain.commits import canonical
from heritage_desktop.domain.ids import is_id

VERSION = 1
_KEY = re.compile(r"[0-9a-f]{64}\Z")
_COUNT = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
_TRUE_COUNTS = ("commits", "media", "media_bytes")
WALL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d(:\d\d)?\Z", re.ASCII)


class NewerBundle(ValueError):
    """Written for readers that know more than this one."""


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """Who sent a bundle and how much is in it; the writer fills in everything after ``replica``."""

    replica: str
    team: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    id: str = ""
    created: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    commits_hash: str = ""
    media_hash: str = ""
    version: int = VERSION
    min_reader: int = VERSION

    @property
    def sender(self) -> str:
        """The team's code, else a title, else the device: how people call the sender."""
        return self.team or next(iter(self.title.values()), "") or self.key[:8]

    def named(self) -> BundleInfo:
        """Return the info with the id that follows from its content."""
        body = self._body()
        del body["id"]
        return replace(self, id=hashlib.sha256(canonical(body)).hexdigest()[:32])

    def to_bytes(self) -> bytes:
        """Return the file as it travels."""
        return canonical(self._body()) + b"\n"

    def _body(self) -> dict[str, Any]:
        return {
            "format": "vhb", "version": self.version, "min_reader": self.min_reader,
            "id": self.id, "created": self.created, "counts": dict(self.counts),
            "content": {"commits": self.commits_hash, "media": self.media_hash},
            "sender": {
                "replica": self.replica, "team": self.team, "title": dict(self.title),
                "key": self.key,
            },
        }  # fmt: skip

    @classmethod
    def from_bytes(cls, data: bytes) -> BundleInfo:
        """Read the file strictly; raises NewerBundle, or ValueError with the reason."""
        body = _object(data)
        if body.get("format") != "vhb":
            raise ValueError("it is not a heritage bundle")
        version, min_reader = body.get("version"), body.get("min_reader")
        if not (type(version) is int and type(min_reader) is int and min_reader >= 1):
            raise ValueError("it does not say its version")
        if min_reader > VERSION:
            raise NewerBundle(f"it needs a program that reads version {min_reader}")
        sender, content = body.get("sender"), body.get("content")
        if not isinstance(sender, dict) or not isinstance(content, dict):
            raise ValueError("it does not say who sent it")
        info = cls(
            replica=_text(sender, "replica"), team=_text(sender, "team"),
            title=_texts(sender.get("title")), key=_text(sender, "key"), id=_text(body, "id"),
            created=_text(body, "created"), counts=_counts(body.get("counts")),
            commits_hash=_text(content, "commits"), media_hash=_text(content, "media"),
            version=version, min_reader=min_reader,
        )  # fmt: skip
        if not (is_id(info.replica) and is_id(info.id) and _KEY.match(info.key)):
            raise ValueError("it does not say who sent it")
        if info.created and not WALL.match(info.created):
            raise ValueError("it does not say when it was made")
        del body["id"]
        if hashlib.sha256(canonical(body)).hexdigest()[:32] != info.id:
            raise ValueError("its number does not fit its content")
        return info


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError("what it says about itself cannot be read") from error
    if not isinstance(value, dict) or canonical(value) + b"\n" != data:
        raise ValueError("what it says about itself is not in the agreed form")
    return value


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or len(value) > 500:
        raise ValueError(f"it does not say its {key}")
    return value


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("it does not say its title")
    return value


def _counts(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or not all(
        _COUNT.match(key) and type(number) is int and number >= 0 for key, number in value.items()
    ):
        raise ValueError("it does not say how much it holds")
    if not all(key in value for key in _TRUE_COUNTS):
        raise ValueError("it does not say how much it holds")
    return value
