# SPDX-License-Identifier: Apache-2.0
"""Qt's own texts and those of the drawn forms in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from heritage_desktop import i18n


class Translator(QTranslator):
    """Looks form texts up in our catalogue; an unknown text stays as it is, never blank."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return i18n.tr(text) if text and context.endswith(("Dialog", "Window", "Page")) else text

    def isEmpty(self) -> bool:
        return False


_installed: list[QTranslator] = []


def install(app: QApplication, language: str) -> None:
    """Speak ``language`` from now on; windows made before keep their words."""
    i18n.set_language(language)
    while _installed:
        app.removeTranslator(_installed.pop())
    ours = Translator(app)
    found = [ours]
    theirs = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if theirs.load(f"qtbase_{i18n.language()}", folder):
        found.insert(0, theirs)  # type: ignore[arg-type]
    for one in found:
        app.installTranslator(one)
        _installed.append(one)
