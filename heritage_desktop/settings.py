# SPDX-License-Identifier: Apache-2.0
"""What a person chose for this computer, kept in one small TOML file."""

from __future__ import annotations

import json
import logging
import os
import tomllib
from dataclasses import dataclass, field, fields
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

import platformdirs

log = logging.getLogger(__name__)

FILE_NAME = "settings.toml"
MAX_RECENT = 10
_APP = "heritage-desktop"


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per choice; nothing reads these globally, ``app`` passes values down."""

    language: str = ""
    """'zh_CN' or 'en'; empty follows the system."""
    theme: str = "system"
    """'light', 'dark' or 'system'."""
    recent: tuple[str, ...] = ()
    """Folders of inventories, the last opened first."""
    recorder: str = ""
    """The name written into records and signatures."""
    team: str = ""
    """The survey team or office, offered on new records."""
    catalogue_folder: str = ""
    """Where the last catalogue was written."""
    bundle_folder: str = ""
    """Where the last bundle was written or read, usually a stick."""
    photo_folder: str = ""
    """Where photos were last imported from."""
    backup_folder: str = ""
    """A second place for backups; empty keeps them beside the inventory only."""
    thumbnail_size: int = 160
    """Edge of a thumbnail in the photo grid, in pixels."""
    chinese_coordinates: bool = False
    """Show GCJ-02 beside WGS-84."""
    unknown: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Keys of a newer version, written back untouched."""

    def with_recent(self, folder: Path | str) -> Settings:
        """Return settings with ``folder`` first in the recent list."""
        first = str(folder)
        others = [entry for entry in self.recent if entry != first]
        return replaced(self, recent=(first, *others)[:MAX_RECENT])

    def without_recent(self, folder: Path | str) -> Settings:
        """Return settings that no longer offer ``folder``."""
        return replaced(self, recent=tuple(e for e in self.recent if e != str(folder)))


def replace(settings: Settings, **changes: Any) -> Settings:
    """Return a copy with some choices changed; an unknown name raises TypeError."""
    return replaced(settings, **changes)


def config_dir() -> Path:
    """Return the folder of the settings file."""
    return _home() or Path(platformdirs.user_config_dir(_APP, appauthor=False))


def data_dir() -> Path:
    """Return the folder of what the program keeps for itself (keys, witnesses)."""
    home = _home()
    return home / "data" if home else Path(platformdirs.user_data_dir(_APP, appauthor=False))


def log_dir() -> Path:
    """Return the folder of the log."""
    home = _home()
    return home / "log" if home else Path(platformdirs.user_log_dir(_APP, appauthor=False))


def settings_file() -> Path:
    """Return the settings file of this person."""
    return config_dir() / FILE_NAME


def load(path: Path | None = None) -> Settings:
    """Return the stored choices; a missing file or a spoiled value gives the default.

    A file that is not TOML at all is put aside as ``settings.toml.damaged`` and never stops the
    program from starting.
    """
    file = path or settings_file()
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        log.exception("The settings file is damaged; defaults are used")
        _put_aside(file)
        return Settings()
    except OSError:
        log.exception("The settings file cannot be read; defaults are used")
        return Settings()
    return _from_toml(raw)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the choices in one step; raises OSError if the disk refuses."""
    file = path or settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    values = {name: getattr(settings, name) for name in _DEFAULTS} | settings.unknown
    draft = file.with_name(f"{file.name}.tmp")
    with draft.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(to_toml(values))
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)


def to_toml(values: dict[str, Any]) -> str:
    """Write strings, numbers, booleans, lists and tables of these as TOML."""
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [f"{_key(key)} = {_value(value)}\n" for key, value in plain.items()]
    lines += [f"{_key(key)} = {_value(value)}\n" for key, value in tables.items()]
    return "".join(lines)


_DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Settings) if f.name != "unknown"}


def _home() -> Path | None:
    home = os.environ.get("HERITAGE_HOME", "")
    return Path(home).expanduser() if home else None


def _put_aside(file: Path) -> None:
    try:
        file.replace(file.with_name(f"{file.name}.damaged"))
    except OSError:
        log.exception("The damaged settings file cannot be renamed")


def _from_toml(raw: dict[str, Any]) -> Settings:
    known: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = raw.get(name, default)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(entry for entry in value if isinstance(entry, str))
        if type(value) is type(default):
            known[name] = value
        else:
            log.info("Setting %s has a value of the wrong kind; the default is used", name)
    return Settings(**known, unknown={k: v for k, v in raw.items() if k not in _DEFAULTS})


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON escapes are TOML escapes too, but DEL and lone surrogates must not pass as they are.
        text = value.encode("utf-8", "replace").decode("utf-8")
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)
