# SPDX-License-Identifier: Apache-2.0
"""The language of the program: English source text looked up in compiled catalogues."""

from __future__ import annotations

import gettext
import locale
import logging
import os
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from heritage_desktop import assets

log = logging.getLogger(__name__)

DOMAIN = "heritage"
LANGUAGES: dict[str, str] = {"zh_CN": "简体中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Language and catalogue change together: no thread ever reads one without the other."""

    language: str
    catalogue: gettext.NullTranslations


_chosen = _Chosen("en", gettext.NullTranslations())


def set_language(language: str) -> None:
    """Use 'zh_CN' or 'en' from now on; any other tag takes the nearest of the two."""
    global _chosen
    wanted = _nearest(language)
    _chosen = _Chosen(wanted, _catalogue(wanted))


def language() -> str:
    """Return the language in use: 'zh_CN' or 'en'."""
    return _chosen.language


def tr(text: str, /, **values: object) -> str:
    """Return ``text`` in the chosen language, with ``{name}`` places filled from ``values``."""
    return _fill(_translated(text), text, values)


def ntr(singular: str, plural: str, n: int, /, **values: object) -> str:
    """Return the form for ``n`` things; ``{n}`` is filled without naming it."""
    source = singular if n == 1 else plural
    found = _chosen.catalogue.ngettext(singular, plural, n) or source
    return _fill(found, source, {"n": n, **values})


def paragraph(sentences: Iterable[str]) -> str:
    """Return sentences one after another, empty ones left out; Chinese has no space between."""
    return ("" if language() == "zh_CN" else " ").join(filter(None, sentences))


def system_language() -> str:
    """Guess the person's language from the environment and the operating system."""
    tags = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")]
    tags.append(_windows_tag() or locale.getlocale()[0] or "")
    spoken = [tag for tag in tags if tag and tag.split(".")[0] not in ("C", "POSIX")]
    return _nearest(spoken[0]) if spoken else "en"


def _windows_tag() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")


def _nearest(tag: str) -> str:
    return "zh_CN" if tag.lower().startswith(("zh", "chinese")) else "en"


def _catalogue(wanted: str) -> gettext.NullTranslations:
    if wanted == "en":
        return gettext.NullTranslations()
    try:
        return gettext.translation(DOMAIN, str(assets.path("locale")), languages=[wanted])
    except (OSError, ValueError, struct.error):
        log.exception("The %s catalogue cannot be read; English is shown", wanted)
        return gettext.NullTranslations()


def _translated(text: str) -> str:
    # gettext answers '' with the catalogue's own header.
    return (_chosen.catalogue.gettext(text) or text) if text else text


def _fill(text: str, source: str, values: dict[str, object]) -> str:
    if not values:
        return text
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError):
        log.exception("The translation of %r does not fit its values", source)
        return source.format(**values)
