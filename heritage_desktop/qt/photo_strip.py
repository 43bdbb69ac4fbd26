# SPDX-License-Identifier: Apache-2.0
"""The photos of a record in one row: drop more onto it, open one, choose the cover."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QInputDialog,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.media import Media, MediaLink
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.drops import MIME, dropped_paths, media_ids
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.pictures import Pictures, cropped, turned
from heritage_desktop.services.items import attach
from heritage_desktop.storage.change import Change
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised, media_of

Index = QModelIndex | QPersistentModelIndex
THUMB = QSize(96, 72)
PICTURE, MEDIA_ID, LINK_ID, COVER, SORT = (Qt.ItemDataRole.UserRole + n for n in range(5))


class _Delegate(QStyledItemDelegate):
    """Paints a photo with round corners, a star on the cover and a ring when chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return THUMB + QSize(8, 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        box = QRectF(option.rect.adjusted(2, 4, -6, -4))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        path = QPainterPath()
        path.addRoundedRect(box, tokens.radius.control, tokens.radius.control)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(path, tokens.colour("sunken"))
        painter.setClipPath(path)
        image = index.data(PICTURE)
        if isinstance(image, QImage) and not image.isNull():
            painter.drawImage(box, image)
        else:
            mark = theme.image(index.data(SORT) or "photo", 24, "muted")
            painter.drawImage(box.center() - QRectF(0, 0, 24, 24).center(), mark)
        painter.setClipping(False)
        pen = QPen(tokens.colour("accent" if chosen else "line"), 2 if chosen else 1)
        painter.setPen(pen)
        painter.drawPath(path)
        if chosen and focused:
            painter.setPen(QPen(tokens.colour("on_accent"), 1))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        if index.data(COVER):
            self._star(painter, box)
        painter.restore()

    def _star(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.tokens()
        badge = QRectF(box.left() + 4, box.top() + 4, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(badge)
        painter.drawImage(badge.adjusted(4, 4, -4, -4), theme.image("star", 24, "on_accent"))


class PhotoStrip(QWidget):
    """The photos and recordings of one record; ``opened`` asks for the viewer."""

    opened = Signal(list, int)
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
        self.list = QListWidget()
        self._set_up_list()
        column.addWidget(self.list)

    def _set_up_list(self) -> None:
        view = self.list
        view.setObjectName("photoStrip")
        view.setAccessibleName(tr("Photos of this record"))
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(False)
        view.setUniformItemSizes(True)
        view.setItemDelegate(_Delegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.setFixedHeight(THUMB.height() + 20)
        view.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self.on_menu)
        view.itemActivated.connect(self.on_open)
        view.itemDoubleClicked.connect(self.on_open)

    def show_target(self, target: str) -> None:
        """Show the photos of a record."""
        pairs = media_of(self.inventory, target)
        if target == self.target and pairs == self.pairs:
            return
        self.target, self.pairs = target, pairs
        row = self.list.currentRow()
        self.list.clear()
        for link, media in pairs:
            self.list.addItem(self._item(link, media))
        self.list.setCurrentRow(min(row, len(pairs) - 1) if row >= 0 else -1)
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
        ids = [media.id for _, media in self.pairs]
        self.opened.emit(ids, ids.index(item.data(MEDIA_ID)))

    def on_menu(self, point: QPoint) -> None:
        """Offer what can be done with the photo under the pointer."""
        item = self.list.itemAt(point)
        if item is None:
            return
        link, media = self.pairs[self.list.row(item)]
        menu = QMenu(self)
        menu.addAction(tr("Open")).triggered.connect(lambda: self.on_open(item))
        cover = menu.addAction(tr("Make it the cover"))
        cover.setEnabled(not link.cover)
        cover.triggered.connect(lambda: self.make_cover(link.id))
        menu.addAction(tr("Caption…")).triggered.connect(lambda: self.ask_caption(media))
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

    def make_cover(self, link: str) -> None:
        """Make one photo the cover, and no other."""

        def act(change: Change) -> None:
            for other, _ in self.pairs:
                if other.cover and other.id != link:
                    change.set(MediaLink, other.id, "cover", None)
            change.set(MediaLink, link, "cover", True)

        self.autosave.write(tr("Choose the cover"), act)

    def set_role(self, link: str, role: str) -> None:
        """Say what a photo shows."""
        label = tr("Say what a photo shows")
        self.autosave.write(label, lambda change: change.set(MediaLink, link, "role", role))

    def remove(self, link: str) -> None:
        """Take a photo off this record; it goes back to the tray."""
        label = tr("Take a photo off a record")
        self.autosave.write(label, lambda change: change.drop(MediaLink, link))

    def ask_caption(self, media: Media) -> None:
        """Ask for a caption in the language of the window."""
        old = localised(media.caption)
        text, taken = QInputDialog.getMultiLineText(self, tr("Caption"), tr("Caption"), old)
        if taken:
            write_caption(self.autosave, media.id, text)

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


def write_caption(autosave: Autosave, media: str, text: str) -> None:
    """Store a caption in the language of the window, leaving other languages alone."""
    stored = autosave.inventory.get(Media, media)
    if stored is None:
        return
    tag = "zh" if language() == "zh_CN" else "en"
    key = next((name for name in stored.caption if name.startswith(tag)), None)
    texts = {**stored.caption, key or ("zh-Hans" if tag == "zh" else "en"): text.strip()}
    autosave.write_field(Media, media, "caption", {k: v for k, v in texts.items() if v})
