# SPDX-License-Identifier: Apache-2.0
"""The window a villager sits at: look at what the village keeps, and leave words or pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.place import InventorySettings
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.elder_window import (
    WHOLE_PAGE,
    WholePicture,
    column_page,
    dress_large,
    large_button,
    large_label,
    row,
    scrolled,
    thanks_page,
)
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.messages import ask, tell
from heritage_desktop.qt.pictures import THUMBNAIL, Pictures, cropped, turned
from heritage_desktop.qt.work_dialog import WorkDialog
from heritage_desktop.services import guests
from heritage_desktop.services.guests import ElderPage, Shelf, Tile
from heritage_desktop.services.items import today
from heritage_desktop.services.photos import ImportReport
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

TILE = QSize(196, 140)
COLUMNS, SIGN = 2, 56
NAME_LENGTH = 100
_TILES = """
QListWidget#tiles { background: transparent; border: none; }
QListWidget#tiles::item { padding: 4px; border: 2px solid transparent; border-radius: 12px; }
QListWidget#tiles::item:selected { background: $accent_soft; border-color: $accent; }
"""
_ID = Qt.ItemDataRole.UserRole


class TileList(QListWidget):
    """The items as large pictures with their names; pictures come as they scroll into sight."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.setObjectName("tiles")
        self.setAccessibleName(tr("What the village keeps"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setIconSize(TILE)
        cell = QSize(TILE.width() + 20, TILE.height() + 74)
        self.setGridSize(cell)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedWidth(COLUMNS * cell.width() + 18)
        self._cell = cell
        self._pictures = pictures
        self._tiles: dict[str, Tile] = {}
        self._bare: set[str] = set()
        self.verticalScrollBar().valueChanged.connect(self.bring_pictures)
        pictures.ready.connect(self.bring_pictures)

    def show_tiles(self, tiles: list[Tile]) -> None:
        """Show these items in their order."""
        self.clear()
        self._tiles = {one.id: one for one in tiles}
        self._bare = {one.id for one in tiles if one.cover is not None}
        for one in tiles:
            item = QListWidgetItem(_icon(one.kind), one.title)
            item.setData(_ID, one.id)
            item.setSizeHint(QSize(self._cell.width() - 4, self._cell.height() - 4))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self.addItem(item)
        self.bring_pictures()

    def bring_pictures(self, *_: object) -> None:
        """Put pictures on the tiles in sight, as far as they have been read."""
        if not self._bare:
            return
        sight = self.viewport().rect().adjusted(0, -self._cell.height(), 0, self._cell.height())
        for number in range(self.count()):
            item = self.item(number)
            tile = self._tiles[str(item.data(_ID))]
            if tile.id not in self._bare or not sight.intersects(self.visualItemRect(item)):
                continue
            image = self._pictures.get(tile.cover, THUMBNAIL) if tile.cover else None
            if tile.cover and image is not None:
                self._bare.discard(tile.id)
                if not image.isNull():
                    item.setIcon(_icon(tile.kind, turned(image, tile.cover.turned)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bring_pictures()


def _icon(kind: str, image: QImage | None = None) -> QIcon:
    """Return a rounded picture, or the sign of the kind; not washed out where it is chosen."""
    made = QPixmap(TILE)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(made.rect()), 10, 10)
    painter.setClipPath(outline)
    painter.fillRect(made.rect(), theme.tokens().colour("sunken"))
    if image is not None:
        painter.drawImage(0, 0, cropped(image, TILE))
    else:
        place = QRect(0, 0, SIGN, SIGN)
        place.moveCenter(made.rect().center())
        painter.drawImage(place, theme.image(KIND_ICONS.get(kind, "no-photo"), SIGN, "muted"))
    painter.end()
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
        icon.addPixmap(made, mode)
    return icon


class GuestWindow(QDialog):
    """Shows what the village may see; what a guest leaves goes to the tray, never into a record."""

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inventory = inventory
        self.shelf = Shelf(guests.released(inventory, today()))
        self.item_id = ""
        self.correcting = False
        self._photos: list[ElderPage] = []
        self._photo = 0
        self.pictures = Pictures(inventory, self)
        self.setWindowTitle(tr("For guests"))
        self.setModal(True)
        self.resize(1366, 768)
        self._build()
        self._dress()
        theme.current().changed.connect(self._dress)
        self.pictures.ready.connect(self.on_picture)
        self.on_village()
        self.tiles.setFocus()

    def _dress(self) -> None:
        dress_large(self, _TILES, base=19, title=30, quiet=16, button=44)

    # Building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 16)
        outer.setSpacing(12)
        outer.addLayout(self._head())
        self.tiles = TileList(self.pictures)
        self.tiles.currentItemChanged.connect(self.on_chosen)
        self.tiles.itemClicked.connect(self.on_chosen)
        self.stack = QStackedWidget()
        self.nothing = large_label(tr("Nothing is open to look at yet."), "title", middle=True)
        self.detail, self.leaving = self._detail(), self._leaving()
        self.thanks_said = large_label("", "title", middle=True)
        further = large_button(tr("Look further"), lambda: self.show_item(self.item_id))
        self.thanks = thanks_page(self.thanks_said, further)
        for page in (self.nothing, self.detail, self.leaving, self.thanks):
            self.stack.addWidget(page)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.tiles)
        body.addWidget(self.stack, 1)
        outer.addLayout(body, 1)

    def _head(self) -> QHBoxLayout:
        kept = self.inventory.get(InventorySettings, self.inventory.settings_id)
        head = QHBoxLayout()
        head.setSpacing(16)
        title = large_label(localised(kept.title) if kept else "", "title")
        title.setWordWrap(False)
        self.villages = QComboBox()
        self.villages.setAccessibleName(tr("Village"))
        self.villages.addItem(tr("All villages"), None)
        for place, name in self.shelf.villages():
            self.villages.addItem(name, place)
        self.villages.setVisible(self.villages.count() > 2)
        self.villages.currentIndexChanged.connect(self.on_village)
        self.back = large_button(tr("Back to the team"), self.on_leave, "lock")
        self.back.setProperty("large", "quiet")
        head.addWidget(title)
        head.addWidget(self.villages)
        head.addStretch(1)
        head.addWidget(self.back)
        return head

    def _detail(self) -> QWidget:
        page, column = column_page()
        self.title, self.second = large_label("", "title"), large_label("", "quiet")
        self.picture, self.caption = WholePicture(), large_label("", "quiet", middle=True)
        self.earlier = _arrow("chevron-left", tr("Previous photo"), lambda: self.step(-1))
        self.later = _arrow("chevron-right", tr("Next photo"), lambda: self.step(1))
        across = QHBoxLayout()
        across.addWidget(self.earlier)
        across.addWidget(self.picture, 1)
        across.addWidget(self.later)
        self.story = large_label()
        self.story.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.story_area = scrolled(self.story)
        self.say = large_button(tr("Say something"), lambda: self.write(False), "edit")
        self.correct = large_button(tr("Correct something"), lambda: self.write(True), "check")
        self.bring = large_button(tr("Add a photo or recording"), self.ask_files, "photos")
        for button in (self.say, self.correct, self.bring):
            theme.set_primary(button)
        column.addWidget(self.title)
        column.addWidget(self.second)
        column.addLayout(across, 3)
        column.addWidget(self.caption)
        column.addWidget(self.story_area, 1)
        column.addLayout(row(self.say, self.correct, self.bring))
        return page

    def _leaving(self) -> QWidget:
        page, column = column_page()
        self.asked, self.written = large_label("", "title"), large_label()
        self.written.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.written_area = scrolled(self.written)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Your words"))
        self.text.textChanged.connect(self.on_typed)
        self.by = QLineEdit()
        self.by.setMaxLength(NAME_LENGTH)
        self.by.setPlaceholderText(tr("Your name, if you like"))
        self.by.setAccessibleName(tr("Your name, if you like"))
        self.drop = large_button(tr("Not now"), self.on_drop)
        self.keep = large_button(tr("Keep it"), self.on_keep, "check")
        self.choose = large_button(tr("Choose files…"), self.on_choose, "open")
        for button in (self.keep, self.choose):
            theme.set_primary(button)
        column.addWidget(self.asked)
        column.addWidget(self.written_area, 1)
        column.addWidget(self.text, 2)
        column.addWidget(self.by)
        column.addLayout(row(self.drop, self.keep, self.choose))
        return page

    # Looking

    def on_village(self) -> None:
        """Show the items of one village, or of all."""
        self.stack.setCurrentWidget(self.nothing)
        self.tiles.show_tiles(self.shelf.tiles(self.villages.currentData()))
        self.tiles.setCurrentRow(0)

    def on_chosen(self, item: QListWidgetItem | None) -> None:
        """Show the item whose picture was touched."""
        if item is not None:
            self.show_item(str(item.data(_ID)))

    def show_item(self, item_id: str) -> None:
        """Show one item: its name, its photos and what is told of it."""
        pages = self.shelf.pages(item_id)
        if not pages:
            return
        self.item_id = item_id
        title, second = self.shelf.names(item_id)
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        told = [one.text for one in pages if one.kind in ("summary", "story", "voice")]
        self.story.setText("\n\n".join(told))
        self.story_area.setVisible(bool(told))
        self.story_area.verticalScrollBar().setValue(0)
        self._photos = [one for one in pages if one.kind == "photo"]
        self._photo = 0
        for button in (self.earlier, self.later):
            button.setVisible(len(self._photos) > 1)
        self._show_photo()
        self._lock(False)
        self.stack.setCurrentWidget(self.detail)

    def step(self, by: int) -> None:
        """Go to the next or the previous photo, round and round."""
        if self._photos:
            self._photo = (self._photo + by) % len(self._photos)
            self._show_photo()

    def _show_photo(self) -> None:
        page = self._photos[self._photo] if self._photos else None
        media = page.media if page else None
        image = None
        if media is not None:
            image = self.pictures.best(media, WHOLE_PAGE)
        self.picture.show_image(turned(image, media.turned) if media and image else QImage())
        self.caption.setText(page.text if page else tr("There is no photo yet."))
        self.caption.setVisible(bool(self.caption.text()))

    def on_picture(self, sha: str, _longest: int, _image: QImage) -> None:
        """Show a picture that has been read, when it is the one looked at."""
        media = self._photos[self._photo].media if self._photos else None
        if media is not None and media.sha256 == sha:
            self._show_photo()

    # Leaving words, photos and recordings

    def write(self, correcting: bool) -> None:
        """Ask for words on the item, or on what is wrong in it."""
        self.correcting = correcting
        name = self.title.text()
        self._ask(
            tr("What is not right about “{name}”?", name=name)
            if correcting
            else tr("What do you want to tell about “{name}”?", name=name),
            self.story.text() if correcting else "",
        )

    def ask_files(self) -> None:
        """Ask for photos and recordings."""
        self._ask(
            tr("For “{name}”", name=self.title.text()),
            tr("Choose a photo, a film or a sound from the telephone, stick or card. "
               "It goes to the team first; nothing here is changed."),
            files=True,
        )  # fmt: skip

    def _ask(self, asked: str, written: str, *, files: bool = False) -> None:
        """While something is being left, it belongs to one item only."""
        self.asked.setText(asked)
        self.written.setText(written)
        self.written_area.setVisible(bool(written))
        self.text.clear()
        self.on_typed()
        for widget in (self.text, self.keep):
            widget.setVisible(not files)
        self.choose.setVisible(files)
        self._lock(True)
        self.stack.setCurrentWidget(self.leaving)
        self.text.setFocus()

    @property
    def words(self) -> str:
        """What the guest has written and not kept yet."""
        return self.text.toPlainText().strip()

    def on_typed(self) -> None:
        """There is something to keep as soon as a word is written."""
        self.keep.setEnabled(bool(self.words))

    def on_keep(self) -> None:
        """Put the words in the tray and say thanks."""
        if self._store_words():
            self._thank(tr("Kept. Thank you. The team will read it."))

    def _store_words(self) -> bool:
        words = self.words
        if self.correcting:
            words = tr("To be corrected: {words}", words=words)
        try:
            guests.leave_word(self.inventory, self.item_id, words, self.by.text())
        except HeritageError as error:
            tell(self, str(error))
            return False
        self.text.clear()
        return True

    def on_drop(self) -> None:
        """Go back; written words are thrown away only when the guest says so."""
        if not self.words or ask(self, tr("Throw away what you wrote?"), tr("Throw it away")):
            self.text.clear()
            self.show_item(self.item_id)

    def on_choose(self) -> None:
        """Let the guest choose files; nothing can be renamed or deleted while choosing."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        options = QFileDialog.Option.ReadOnly | QFileDialog.Option.DontUseNativeDialog
        found, _ = QFileDialog.getOpenFileNames(self, tr("Choose files…"), home, options=options)
        if found:
            self.leave_files([Path(one) for one in found])

    def leave_files(self, paths: list[Path]) -> WorkDialog:
        """Bring these files into the tray in the background."""
        inventory, item_id, by = self.inventory, self.item_id, self.by.text()
        dialog = WorkDialog(
            tr("Keeping your photos and recordings"),
            lambda progress: guests.leave_files(inventory, item_id, paths, by, progress),
            told_of_files,
            self,
        )
        dialog.work.done.connect(self.on_files_left)
        dialog.open()
        return dialog

    def on_files_left(self, report: ImportReport) -> None:
        """Say thanks behind the dialog, which tells what became of the files."""
        if any(file.media_id for file in report.files):
            self._thank(tr("Kept. Thank you. The team will look at it."))

    def _thank(self, said: str) -> None:
        self.thanks_said.setText(said)
        self.by.clear()
        self._lock(False)
        self.stack.setCurrentWidget(self.thanks)

    def _lock(self, busy: bool) -> None:
        self.tiles.setEnabled(not busy)
        self.villages.setEnabled(not busy)

    # Going back

    def on_leave(self) -> None:
        """Give the laptop back to the team, once it was confirmed; typed words are kept."""
        typed = bool(self.words)
        if typed and not self._store_words():
            return
        if ask(self, tr("Give the laptop back to the team?"), tr("Back to the team")):
            self.accept()
        elif typed:
            self._thank(tr("Kept. Thank you. The team will read it."))

    def reject(self) -> None:
        """Esc and the window's cross ask like the button does."""
        self.on_leave()

    def done(self, result: int) -> None:
        self.pictures.close()
        super().done(result)


def _arrow(icon: str, said: str, act: Callable[[], object]) -> QPushButton:
    button = large_button("", act, icon)
    button.setAccessibleName(said)
    button.setFixedWidth(56)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    return button


def told_of_files(report: ImportReport) -> str:
    """Say what was kept, and what could not be read and why."""
    kept = sum(file.media_id is not None for file in report.files)
    refused = [file.reason for file in report.files if file.status == "refused"]
    first = ntr("{n} file is kept.", "{n} files are kept.", kept) if kept or not refused else ""
    return "\n".join(part for part in (first, *refused) if part)
