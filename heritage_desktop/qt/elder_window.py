# SPDX-License-Identifier: Apache-2.0
"""A record read back to its owner or bearer: huge type, one thing a page, two choices."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from string import Template

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop import i18n
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.film_screen import FilmScreen
from heritage_desktop.qt.image_view import ImageView
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.pictures import Pictures, turned
from heritage_desktop.qt.player import Player
from heritage_desktop.services import guests
from heritage_desktop.services.guests import AGREED, IN_PART, NOT_YET, REFUSED, ElderPage
from heritage_desktop.services.items import today
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

SMALLEST, LARGEST, TYPE_STEP = 34, 74, 4
#: The longest side of a picture on a page, in pixels.
WHOLE_PAGE = 2048
_TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Backspace: -1,
          Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1}  # fmt: skip
_TYPES = {Qt.Key.Key_Plus: TYPE_STEP, Qt.Key.Key_Equal: TYPE_STEP, Qt.Key.Key_Minus: -TYPE_STEP}
_SCROLLS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SHEET = """
QLabel, QLineEdit, QPlainTextEdit, QComboBox, QListView { font-size: ${base}px; }
QLabel[large="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[large="quiet"] { font-size: ${quiet}px; color: $muted; }
QLabel[large="said"] { font-size: ${base}px; }
QPushButton { font-size: ${base}px; min-height: ${button}px; padding: 4px 18px;
  border-radius: 10px; }
QPushButton[large="quiet"] { font-size: ${quiet}px; min-height: 34px; }
QPushButton[answer="true"] { border-width: 2px; }
QPushButton:checked { border: 2px solid $accent; }
QLineEdit, QComboBox { min-height: 36px; }
QGraphicsView { background: transparent; border: none; }
"""


def dress_large(widget: QWidget, more: str = "", **sizes: int) -> None:
    """Give a window large type (base, title, quiet, button) in the colours of the theme."""
    values = {**asdict(theme.tokens().colours), **sizes}
    widget.setStyleSheet(Template(_SHEET + more).substitute(values))


def show_large(window: QDialog) -> None:
    """Show a window over everything, so that nothing else of the program can be reached."""
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setWindowModality(Qt.WindowModality.ApplicationModal)
    if os.environ.get("HERITAGE_WINDOWED") or QGuiApplication.platformName() == "offscreen":
        window.show()
    else:
        window.showFullScreen()


def large_label(text: str = "", look: str = "", *, middle: bool = False) -> QLabel:
    """Return a label for plain text that wraps."""
    label = plain_label(text)
    label.setWordWrap(True)
    label.setProperty("large", look)
    if middle:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


class WholePicture(ImageView):
    """One picture as large as there is room; keys and wheel are left to the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Show the whole picture, a small one enlarged."""
        super().fit()
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def column_page() -> tuple[QWidget, QVBoxLayout]:
    """Return a page without margins and its column."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return page, column


def row(*widgets: QWidget, space: int = 16) -> QHBoxLayout:
    """Return a row of widgets of equal width."""
    across = QHBoxLayout()
    across.setSpacing(space)
    for widget in widgets:
        across.addWidget(widget, 1)
    return across


def thanks_page(said: QLabel, button: QPushButton) -> QWidget:
    """Return the page that says that something was kept, with the way on."""
    theme.set_primary(button)
    page, column = column_page()
    column.addStretch(1)
    column.addWidget(said)
    column.addSpacing(24)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return page


def large_button(text: str, act: Callable[[], object], icon: str = "") -> QPushButton:
    """Return a large button that the Enter key never presses by itself."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setIconSize(QSize(28, 28))
    if icon:
        theme.set_icon(button, icon)
    button.clicked.connect(lambda _checked=False: act())
    return button


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


class ElderWindow(QDialog):
    """Turns through a record like a picture book and keeps what the listener says of it."""

    def __init__(self, inventory: Inventory, item_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inventory, self.item_id = inventory, item_id
        self.pages = guests.pages(inventory, item_id, today()) or [
            ElderPage("", tr("This record is kept closed; it cannot be shown in the village."))
        ]
        self.index, self.size_px = 0, SMALLEST
        self.result_code, self.kept = "", False
        self.pictures = Pictures(inventory, self)
        self.pictures.ready.connect(self.on_picture)
        self.player = Player(self)
        self.player.sounding.connect(self.on_sounding)
        self.setWindowTitle(tr("Read back"))
        self.setModal(True)
        self.resize(1366, 768)
        self._build()
        self.player.failed.connect(self.silent.setText)
        self._dress()
        theme.current().changed.connect(self._dress)
        self.show_page(0)

    def _dress(self) -> None:
        size = self.size_px
        dress_large(self, base=size, title=size + 8, quiet=size * 3 // 4,
                    button=size * 7 // 4)  # fmt: skip

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 14, 24, 20)
        outer.setSpacing(14)
        outer.addLayout(self._head())
        self.stack = QStackedWidget()
        self.reading, self.question = self._reading(), self._question()
        self.correction, self.who = self._correction(), self._who()
        said = large_label(tr("Kept."), "title", middle=True)
        self.thanks = thanks_page(said, large_button(tr("Close"), self.accept))
        for page in (self.reading, self.question, self.correction, self.who, self.thanks):
            self.stack.addWidget(page)
        outer.addWidget(self.stack, 1)
        self.back = large_button(tr("Back"), lambda: self.turn(-1), "chevron-left")
        self.on = large_button(tr("Go on"), lambda: self.turn(1), "chevron-right")
        theme.set_primary(self.on)
        for button in (self.back, self.on):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addLayout(row(self.back, self.on))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.leave = large_button(tr("Stop reading"), self.reject, "close")
        self.place = large_label("", "quiet", middle=True)
        self.smaller = large_button("−", lambda: self.resize_type(-TYPE_STEP))
        self.larger = large_button("+", lambda: self.resize_type(TYPE_STEP))
        self.smaller.setAccessibleName(tr("Smaller letters"))
        self.larger.setAccessibleName(tr("Larger letters"))
        for button in (self.leave, self.smaller, self.larger):
            button.setProperty("large", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.addWidget(self.leave)
        head.addWidget(self.place, 1)
        head.addWidget(self.smaller)
        head.addWidget(self.larger)
        return head

    def _reading(self) -> QWidget:
        page, column = column_page()
        self.kind = large_label("", "quiet", middle=True)
        self.picture = WholePicture()
        self.said = large_label("", "said", middle=True)
        self.said_area = scrolled(self.said)
        self.listen = large_button(tr("Listen"), self.on_listen, "play")
        self.listen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.silent = large_label("", "quiet", middle=True)
        column.addWidget(self.kind)
        self.film = FilmScreen()
        self.film.grow()
        column.addWidget(self.picture, 5)
        column.addWidget(self.film, 5)
        column.addWidget(self.said_area, 1)
        column.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.silent)
        return page

    def _question(self) -> QWidget:
        page, column = column_page()
        self.yes = large_button(tr("Yes"), lambda: self.choose(AGREED), "check")
        self.not_quite = large_button(tr("Not quite"), self.on_not_quite, "edit")
        for button in (self.yes, self.not_quite):
            button.setProperty("answer", True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.setMaximumHeight(280)
        column.addStretch(1)
        column.addWidget(large_label(tr("Is it right?"), "title", middle=True))
        column.addSpacing(24)
        column.addLayout(row(self.yes, self.not_quite, space=24), 3)
        column.addStretch(1)
        return page

    def _correction(self) -> QWidget:
        page, column = column_page()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("What should be different?"))
        self.refuse = large_button(tr("It should not be kept"), lambda: self.choose(REFUSED))
        self.refuse.setProperty("danger", True)
        self.corrected = large_button(tr("That is all"), lambda: self.choose(IN_PART), "check")
        theme.set_primary(self.corrected)
        self.text.textChanged.connect(lambda: self.corrected.setEnabled(bool(self.corrections)))
        self.corrected.setEnabled(False)
        column.addWidget(large_label(tr("What should be different?"), "title"))
        column.addWidget(self.text, 1)
        column.addLayout(row(self.refuse, self.corrected))
        return page

    def _who(self) -> QWidget:
        page, column = column_page()
        self.people = QButtonGroup(self)
        inside, names = QWidget(), QVBoxLayout()
        inside.setLayout(names)
        names.setContentsMargins(0, 0, 8, 0)
        linked = guests.listeners(self.inventory, self.item_id, today())
        choices = [(one.id, localised(one.name)) for one in linked]
        for person, name in (*choices, ("", tr("Somebody else"))):
            button = large_button(name.replace("&", "&&"), lambda: self.save.setEnabled(True))
            button.setCheckable(True)
            button.setProperty("person", person)
            self.people.addButton(button)
            names.addWidget(button)
        names.addStretch(1)
        self.proof = QComboBox()
        self.proof.setAccessibleName(tr("Kept as"))
        proofs = vocabulary("readback_proof")
        for code in proofs.codes():
            self.proof.addItem(proofs.label(code, i18n.language()), code)
        self.proof.setCurrentIndex(max(0, self.proof.findData("none")))
        self.save = large_button(tr("Keep the answer"), self.on_save, "check")
        theme.set_primary(self.save)
        self.save.setEnabled(False)
        column.addWidget(large_label(tr("Who was it read to?"), "title"))
        column.addWidget(scrolled(inside), 1)
        column.addLayout(row(large_label(tr("Proof"), "quiet", middle=True), self.proof, self.save))
        return page

    # Reading

    def show_page(self, index: int) -> None:
        """Turn to one page."""
        self.player.stop()
        self.index = max(0, min(index, len(self.pages) - 1))
        page = self.pages[self.index]
        self.kind.setText(page.heading)
        self.said.setText(page.text)
        self.said_area.setVisible(bool(page.text))
        self.said_area.verticalScrollBar().setValue(0)
        self.picture.setVisible(page.kind == "photo")
        self.film.setVisible(page.media is not None and page.media.media_type == "video")
        self.listen.setVisible(page.kind == "recording")
        self.silent.setText("")
        self.silent.setVisible(page.kind == "recording")
        self._show_picture()
        self._show(self.reading)

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        reading = page is self.reading
        for button in (self.back, self.leave):
            button.setVisible(page is not self.thanks)
        self.back.setEnabled(not reading or self.index > 0)
        self.on.setVisible(reading)
        self.on.setEnabled(bool(self.pages[0].kind))
        told = tr("{n} of {total}", n=self.index + 1, total=len(self.pages))
        self.place.setText(told if reading else "")
        self.setFocus()  # no answer may be given by the key that turned the page

    def turn(self, by: int) -> None:
        """Go on or back, from the record to the question and through the answer."""
        now = self.stack.currentWidget()
        if by > 0 and not self.on.isEnabled():
            return
        if now is self.reading and by > 0 and self.index == len(self.pages) - 1:
            self.player.stop()
            self._show(self.question)
        elif now is self.reading:
            self.show_page(self.index + by)
        elif by < 0 and now is self.question:
            self.show_page(len(self.pages) - 1)
        elif by < 0 and now is self.who and self.result_code != AGREED:
            self.on_not_quite()
        elif by < 0 and now is not self.thanks:
            self._show(self.question)

    def _show_picture(self) -> None:
        media = self.media
        if media is None or media.media_type != "photo":
            return
        image = self.pictures.best(media, WHOLE_PAGE)
        self.picture.show_image(turned(image, media.turned) if image else QImage())

    @property
    def media(self) -> Media | None:
        """The photo or recording of this page."""
        return self.pages[self.index].media

    def on_picture(self, sha: str, _longest: int, _image: QImage) -> None:
        """Show a picture that has been read, when it is the one looked at."""
        if self.media is not None and self.media.sha256 == sha:
            self._show_picture()

    def on_listen(self) -> None:
        """Play the recording of this page, or stop it."""
        if self.media is not None:
            path = self.inventory.blobs.path(self.media.sha256 or "", self.media.extension)
            film = self.media.media_type == "video"
            self.player.toggle_file(path, self.film.item if film else None)

    def on_sounding(self, playing: bool) -> None:
        """The button says what it will do next."""
        self.listen.setText(tr("Stop") if playing else tr("Listen"))
        theme.set_icon(self.listen, "pause" if playing else "play")

    def resize_type(self, by: int) -> None:
        """Make the letters larger or smaller, never smaller than an old eye can read."""
        self.size_px = max(SMALLEST, min(LARGEST, self.size_px + by))
        self._dress()

    # Answering

    def on_not_quite(self) -> None:
        """Ask what should be different."""
        self._show(self.correction)
        self.text.setFocus()

    @property
    def corrections(self) -> str:
        """What was typed so far."""
        return self.text.toPlainText().strip()

    def choose(self, result: str) -> None:
        """Take the answer and ask who gave it."""
        self.result_code = result
        if len(self.people.buttons()) == 1:
            self.people.buttons()[0].setChecked(True)
        self.save.setEnabled(self.people.checkedButton() is not None)
        self._show(self.who)

    def on_save(self) -> None:
        """Keep the answer with the record."""
        if self._store(self.result_code):
            self._show(self.thanks)

    def _store(self, result: str) -> bool:
        chosen = self.people.checkedButton()
        person = str(chosen.property("person") or "") if chosen else ""
        proof = self.proof.currentData()
        try:
            guests.answer(
                self.inventory, self.item_id, person or None, result, self.corrections, proof
            )
        except HeritageError as error:
            tell(self, str(error))
            return False
        self.kept = True
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TURNS:
            self.turn(_TURNS[key])
        elif key in _TYPES:
            self.resize_type(_TYPES[key])
        elif key in _SCROLLS:
            bar = self.said_area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLLS[key] * self.size_px * 2)
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Closing is never a decision about what was typed: it is kept as not yet answered."""
        refused = self.result_code == REFUSED
        lost = not self.kept and (refused or bool(self.corrections))
        if not lost or self._store(REFUSED if refused else NOT_YET):
            super().reject()

    def done(self, result: int) -> None:
        self.player.close()
        self.pictures.close()
        super().done(result)
