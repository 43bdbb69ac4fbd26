# SPDX-License-Identifier: Apache-2.0
"""The manual, read inside the program: there is no network, and no viewer to rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from heritage_desktop import assets, i18n
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme

IMAGE_WIDTH = 660
#: What stands for a picture in the text of a block.
_PICTURE = "\ufffc"


class _Pages(QTextBrowser):
    """Shows Markdown pages; pictures are made as wide as the text."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind == QTextDocument.ResourceType.ImageResource.value:
            here = Path(self.source().toLocalFile()).parent
            image = QImage(str(here / QUrl(name).path()))
            if image.width() > IMAGE_WIDTH:
                smooth = Qt.TransformationMode.SmoothTransformation
                return image.scaledToWidth(IMAGE_WIDTH, smooth)
            return image
        return super().loadResource(kind, name)


def _give_room(document: QTextDocument) -> None:
    """Markdown comes without space between its paragraphs."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        shape.setTopMargin(20 if shape.headingLevel() else 0)
        shape.setBottomMargin(10)
        # A share of a picture's height would be a hole below it.
        share = 100 if block.text() == _PICTURE else 130
        shape.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(shape)
        block = block.next()


class ManualWindow(QDialog):
    """A page of the manual in the window's language."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Manual"))
        self.resize(780, 680)
        self.pages = _Pages()
        self.pages.setAccessibleName(tr("Manual"))
        self.pages.setOpenExternalLinks(False)
        self.pages.document().setDocumentMargin(24)
        colours = theme.tokens().colours
        self.pages.setStyleSheet(f"QTextBrowser {{ background: {colours.surface}; border: none; }}")
        self.pages.setSource(
            QUrl.fromLocalFile(str(assets.path("manual", i18n.language(), page))),
            QTextDocument.ResourceType.MarkdownResource,
        )
        self.pages.sourceChanged.connect(lambda *_: _give_room(self.pages.document()))
        _give_room(self.pages.document())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
