# SPDX-License-Identifier: Apache-2.0
"""The photos of a record in one row: drop more onto it, put them in order, choose the cover."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QListWidgetItem, QMenu, QVBoxLayout, QWidget

from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.drops import MIME, dropped_paths, media_ids
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.photo_row import (
    COVER,
    LINK_ID,
    MEDIA_ID,
    PICTURE,
    SORT,
    THUMB,
    PhotoRow,
)
from heritage_desktop.qt.pictures import Pictures, cropped, turned
from heritage_desktop.services.items import attach
from heritage_desktop.services.photo_links import arrange, choose_cover, turn
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, media_of


class PhotoStrip(QWidget):
    """The photos and recordings of one record; ``opened`` asks for the viewer."""

    opened = Signal(list, int)
    captioned = Signal(list, int)
    files_dropped = Signal(list)
    open_asked = Signal()

    def __init__(self, inventory: Inventory, autosave: Autosave) -> None:
        super().__init__()
        self.inventory, self.autosave = inventory, autosave
        self.target = ""
        self.pairs: list[tuple[MediaLink, Media]] = []
        self.pictures = Pictures(inventory, self)
        self.pictures.ready.connect(self.on_picture)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 4)
        column.setSpacing(0)
        self.hint = plain_label(tr("Drop photos here"), "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("look", "dropzone")
        self.hint.setFixedHeight(44)
        column.addWidget(self.hint)
        self.list = PhotoRow()
        self.list.customContextMenuRequested.connect(self.on_menu)
        self.list.itemActivated.connect(self.on_open)
        self.list.moved.connect(self.on_moved)
        self.list.stepped.connect(self.on_stepped)
        self.list.turned.connect(self.on_turned)
        self.list.cover_asked.connect(self.on_cover)
        self.list.caption_asked.connect(self.on_caption)
        column.addWidget(self.list)

    def show_target(self, target: str) -> None:
        """Show the photos of a record."""
        pairs = media_of(self.inventory, target)
        if target == self.target and pairs == self.pairs:
            return
        self.target, self.pairs = target, pairs
        row, chosen = self.list.currentRow(), self.list.chosen(LINK_ID)
        current = self.list.currentItem()
        led = current.data(LINK_ID) if current is not None else ""
        self.list.clear()
        for link, media in pairs:
            self.list.addItem(self._item(link, media))
        rows = [place for place, (link, _) in enumerate(pairs) if link.id == led]
        self.list.setCurrentRow(rows[0] if rows else min(row, len(pairs) - 1) if row >= 0 else -1)
        for place, (link, _) in enumerate(pairs):
            if link.id in chosen:
                self.list.item(place).setSelected(True)
        self.list.setVisible(bool(pairs))
        self.hint.setVisible(not pairs)

    def _item(self, link: MediaLink, media: Media) -> QListWidgetItem:
        item = QListWidgetItem()
        sound = media.media_type not in (None, "photo")
        item.setData(MEDIA_ID, media.id)
        item.setData(LINK_ID, link.id)
        item.setData(COVER, bool(link.cover))
        item.setData(SORT, "sound" if sound else "photo")
        said = localised(media.caption) or media.original_name or ""
        role = vocabulary("media_role").label(link.role, language()) if link.role else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, " · ".join(p for p in (role, said) if p))
        if not sound:
            image = self.pictures.get(media)
            if image is not None:
                item.setData(PICTURE, self._thumb(image, media))
        return item

    def _thumb(self, image: QImage, media: Media) -> QImage:
        ratio = self.devicePixelRatioF()
        size = QSize(round(THUMB.width() * ratio), round(THUMB.height() * ratio))
        made = cropped(turned(image, media.turned), size)
        made.setDevicePixelRatio(ratio)
        return made

    def on_picture(self, sha: str, _longest: int, image: QImage) -> None:
        """Put in a picture that has been read."""
        for row, (_, media) in enumerate(self.pairs):
            if media.sha256 == sha:
                self.list.item(row).setData(PICTURE, self._thumb(image, media))

    def on_open(self, item: QListWidgetItem) -> None:
        """Ask for the viewer at one photo."""
        self.opened.emit(*self._all_and(item))

    def on_menu(self, point: QPoint) -> None:
        """Offer what can be done with the photo under the pointer."""
        item = self.list.itemAt(point)
        if item is None:
            return
        link, media = self.pairs[self.list.row(item)]
        menu = QMenu(self)
        self.list.setCurrentItem(item)
        menu.addAction(tr("Open")).triggered.connect(lambda: self.on_open(item))
        cover = menu.addAction(f"{tr('Make it the cover')}\tC")
        cover.setEnabled(not link.cover)
        cover.triggered.connect(lambda: self.make_cover(media.id))
        menu.addAction(f"{tr('Caption…')}\tF2").triggered.connect(self.on_caption)
        roles = menu.addMenu(tr("What it shows"))
        words = vocabulary("media_role")
        for code in words.codes():
            action = roles.addAction(words.label(code, language()))
            action.setCheckable(True)
            action.setChecked(code == link.role)
            action.triggered.connect(lambda _on, code=code: self.set_role(link.id, code))
        menu.addSeparator()
        menu.addAction(tr("Take off this record")).triggered.connect(lambda: self.remove(link.id))
        menu.popup(self.list.viewport().mapToGlobal(point))

    # Order, cover, turning, captions

    def on_moved(self, ids: list[str], gap: int) -> None:
        """Put photos where they were dropped, ``gap`` photos from the left."""
        mine = [media.id for _, media in self.pairs]
        moved = [one for one in mine if one in ids]
        before = [one for one in mine[:gap] if one not in moved]
        after = [one for one in mine[gap:] if one not in moved]
        if moved:
            self._arrange([*before, *moved, *after])

    def on_stepped(self, by: int) -> None:
        """Put the chosen photo one place to the left or right."""
        row = self.list.currentRow()
        ids = [media.id for _, media in self.pairs]
        if row >= 0 and 0 <= row + by < len(ids):
            ids.insert(row + by, ids.pop(row))
            self._arrange(ids)

    def _arrange(self, ids: list[str]) -> None:
        target = self.target
        if self.autosave.act(lambda inventory: arrange(inventory, target, ids)):
            self.show_target(target)

    def on_turned(self, degrees: int) -> None:
        """Turn the chosen photos for viewing."""
        ids = self.list.chosen(MEDIA_ID)
        if ids:
            self.autosave.act(lambda inventory: turn(inventory, ids, degrees))
            self.show_target(self.target)

    def on_cover(self) -> None:
        """Make the photo the keys are at the cover."""
        item = self.list.currentItem()
        if item is not None:
            self.make_cover(item.data(MEDIA_ID))

    def make_cover(self, media: str) -> None:
        """Make one photo the cover, and no other."""
        target = self.target
        if self.autosave.act(lambda inventory: choose_cover(inventory, target, media)):
            self.show_target(target)

    def on_caption(self) -> None:
        """Ask for the viewer, ready to caption the photo the keys are at."""
        item = self.list.currentItem()
        if item is not None:
            self.captioned.emit(*self._all_and(item))

    def _all_and(self, item: QListWidgetItem) -> tuple[list[str], int]:
        ids = [media.id for _, media in self.pairs]
        return ids, ids.index(item.data(MEDIA_ID))

    def set_role(self, link: str, role: str) -> None:
        """Say what a photo shows."""
        label = tr("Say what a photo shows")
        self.autosave.write(label, lambda change: change.set(MediaLink, link, "role", role))

    def remove(self, link: str) -> None:
        """Take a photo off this record; it goes back to the tray."""
        label = tr("Take a photo off a record")
        self.autosave.write(label, lambda change: change.drop(MediaLink, link))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.target and (event.mimeData().hasFormat(MIME) or event.mimeData().hasUrls()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(MIME):
            self.attach(media_ids(data))
        elif paths := dropped_paths(data):
            self.files_dropped.emit(paths)
        event.acceptProposedAction()

    def attach(self, ids: list[str]) -> None:
        """Put photos on this record."""
        if self.target and ids:
            self.autosave.act(lambda inventory: attach(inventory, ids, self.target))
