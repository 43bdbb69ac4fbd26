# SPDX-License-Identifier: Apache-2.0
"""The middle pane: search, order, and the records as cards or as a list."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QActionGroup,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.arrival_watch import ArrivalWatch, standing_tip
from heritage_desktop.qt.calm_list import CalmList
from heritage_desktop.qt.card_delegate import GRID, CardDelegate
from heritage_desktop.qt.card_pictures import CardPictures
from heritage_desktop.qt.card_source import Asked, CardSource
from heritage_desktop.qt.drops import MIME, dropped_paths, media_ids
from heritage_desktop.qt.item_model import Card, CardModel
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.offer_bar import OfferBar
from heritage_desktop.qt.sidebar import Place
from heritage_desktop.storage.inventory import Inventory

SEARCH_DELAY_MS = 180
SORTS = ("title", "kind", "village", "recorded_on", "updated")


class _View(CalmList):
    """Photos and files may be dropped on the card of the record they show."""

    def __init__(self, library: Library) -> None:
        super().__init__(library.pictures, library.delegate)
        self._library = library
        self.setAcceptDrops(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Let as many cards as fit share the whole width."""
        if self.viewMode() == QListView.ViewMode.IconMode:
            room = self.viewport().width() - 1
            across = max(1, room // GRID.width())
            cell = QSize(room // across, GRID.height())
            self._library.delegate.cell = cell
            self.setGridSize(cell)
        else:
            self.setGridSize(QSize())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        event.setAccepted(data.hasFormat(MIME) or bool(dropped_paths(data)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        files = bool(dropped_paths(event.mimeData()))
        event.setAccepted(files or self._target(event) != "")

    def dropEvent(self, event: QDropEvent) -> None:
        data, target = event.mimeData(), self._target(event)
        event.acceptProposedAction()
        if data.hasFormat(MIME):
            self._library.photos_dropped.emit(media_ids(data), target)
        else:
            self._library.drop_files(dropped_paths(data), target)

    def _target(self, event: QDropEvent) -> str:
        index = self.indexAt(event.position().toPoint())
        card = self._library.model.cards[index.row()] if index.isValid() else None
        return card.id if card is not None and card.entity != "media" else ""


class Library(QWidget):
    """Shows a place; emits what is selected and what should be opened."""

    selected = Signal(list)
    opened = Signal(object)
    menu_wanted = Signal(QPoint)
    photos_dropped = Signal(list, str)
    files_dropped = Signal(list, str)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.place = Place(title=tr("All items"))
        self.sort = "title"
        self.source = CardSource(inventory)
        self.pictures = CardPictures(inventory, self)
        self.arrivals = ArrivalWatch(inventory, self)
        self.arrivals.came.connect(self.on_arrivals)
        self.model = CardModel()
        self.model.tip = partial(standing_tip, inventory)
        self.delegate = CardDelegate(self.pictures)
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self.pictures.came.connect(self._on_picture)
        theme.current().changed.connect(self.delegate.forget)

    def _build(self) -> None:
        self.title = plain_label("", "title")
        self.count = plain_label("", "muted")
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search names, stories, people…"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(lambda: self._soon.start(SEARCH_DELAY_MS))
        self.view = _View(self)
        self.view.setModel(self.model)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setDragEnabled(True)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setAccessibleName(tr("Records"))
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self.view.activated.connect(lambda index: self.opened.emit(self.model.cards[index.row()]))
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.empty = plain_label("", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setWordWrap(True)
        self.empty_mark = QLabel()
        self.empty_mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setSpacing(12)
        column.addWidget(self.empty_mark, 2)
        column.addWidget(self.empty, 3)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 8, 0)
        outer.setSpacing(12)
        outer.addLayout(self._head())
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.search, 1)
        self.head_buttons = QHBoxLayout()
        self.head_buttons.setSpacing(8)
        across.addLayout(self.head_buttons)
        outer.addLayout(across)
        self.offers = OfferBar(self._inventory)
        outer.addWidget(self.offers)
        outer.addWidget(self.stack, 1)
        self.show_grid(True)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self.settle = QPushButton(tr("Settle differences…"))
        self.settle.setToolTip(f"{self.settle.text()} (F7)")
        self.settle.hide()
        head.addWidget(self.settle)
        self.order = self._button("sort", tr("Order"))
        self.order.setMenu(self._sort_menu())
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.as_list = self._button("list", tr("As a list"))
        self.as_grid = self._button("grid", tr("As cards"))
        for button, grid in ((self.as_list, False), (self.as_grid, True)):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, g=grid: self.show_grid(g))
        for button in (self.order, self.as_list, self.as_grid):
            head.addWidget(button)
        return head

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, icon)
        button.setIconSize(QSize(18, 18))
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _sort_menu(self) -> QMenu:
        labels = (tr("Name"), tr("Kind"), tr("Village"), tr("Recorded on"), tr("Last changed"))
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sort, label in zip(SORTS, labels, strict=True):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(sort == self.sort)
            action.triggered.connect(lambda _=False, s=sort: self.sort_by(s))
            group.addAction(action)
        return menu

    def show_grid(self, grid: bool) -> None:
        """Switch between cards and rows."""
        self.delegate.grid = grid
        self.as_grid.setChecked(grid)
        self.as_list.setChecked(not grid)
        self.view.setViewMode(QListView.ViewMode.IconMode if grid else QListView.ViewMode.ListMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setUniformItemSizes(True)
        self.view.share_width()
        self.view.setDragEnabled(True)
        self.view.doItemsLayout()

    @property
    def is_grid(self) -> bool:
        """Whether cards are shown."""
        return self.delegate.grid

    def select_first(self) -> None:
        """Choose the first record, unless one is chosen."""
        if self.model.cards and not self.view.selectedIndexes():
            self.select([self.model.cards[0].id])

    def sort_by(self, sort: str) -> None:
        """Order by a column of the list."""
        self.sort = sort
        self.refresh()

    def show_place(self, place: Place) -> None:
        """Show another place from its top."""
        self.place = place
        self.settle.setVisible(place.smart == "conflict")
        self.view.clearSelection()
        self.refresh()
        self.view.scrollToTop()

    def refresh(self) -> None:
        """Read again what is shown; the selection stays."""
        chosen = self.chosen_ids()
        text = self.search.text().strip()
        cards = self.source.cards(Asked(self.place, text, self.sort))
        self.model.replace(cards)
        self.title.setText(self.place.title)
        self.count.setText(ntr("{n} record", "{n} records", len(cards)) if cards else "")
        self.empty.setText("" if cards else self._advice())
        if not cards:
            icon = "search" if self.search.text().strip() else self.place.icon
            self.empty_mark.setPixmap(theme.icon(icon, "line_strong").pixmap(QSize(64, 64)))
        self.stack.setCurrentIndex(0 if cards else 1)
        self.select(chosen)
        self.offers.on_changed()
        self.arrivals.ask()

    def on_arrivals(self, states: dict[str, str]) -> None:
        """Show on the cards what arrived."""
        if states != self.model.arrivals:
            self.model.arrivals = states
            self.view.viewport().update()

    def _advice(self) -> str:
        if self.search.text().strip():
            return tr("Nothing matches. Try fewer words or a single character.")
        if self.place.sort == "tray":
            return tr("The tray is empty. Drag photos or a folder onto the window.")
        if self.place.sort == "aside":
            return tr("Nothing is set aside.")
        if self.place.sort == "persons":
            return tr("No people yet. Link a bearer from an item, or use Record > New person.")
        if self.place.smart:
            return tr("Nothing here, and that is good.")
        return tr("No items yet. Press Ctrl+N to describe one, or drag a folder of photos here.")

    def chosen(self) -> list[Card]:
        """Return the selected cards from top to bottom."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        return [self.model.cards[row] for row in rows if row < len(self.model.cards)]

    def chosen_ids(self) -> list[str]:
        """Return the ids of the selected cards."""
        return [card.id for card in self.chosen()]

    def select(self, records: list[str]) -> None:
        """Select records where they are shown."""
        rows = [row for row in map(self.model.row_of, records) if row >= 0]
        flag = QItemSelectionModel.SelectionFlag
        selection = self.view.selectionModel()
        if [index.row() for index in self.view.selectedIndexes()] == rows:
            return
        selection.clearSelection()
        for row in rows:
            selection.select(self.model.index(row), flag.Select)
        if rows:
            selection.setCurrentIndex(self.model.index(rows[0]), flag.NoUpdate)
            self.view.scrollTo(self.model.index(rows[0]))

    def _on_selection(self, *_: object) -> None:
        self.selected.emit(self.chosen())

    def _on_picture(self, sha256: str) -> None:
        """Paint only the cards of that picture again."""
        for row in self.model.rows_showing(sha256):
            self.view.update(self.model.index(row))

    def drop_files(self, paths: list[Path], target: str) -> None:
        """Pass files on once the folder window they came from has been let go."""
        QTimer.singleShot(0, lambda: self.files_dropped.emit(paths, target))

    def close_pictures(self) -> None:
        """Wait for what is being read, and watch no more."""
        self.source.close()
        self.arrivals.close()
        self.offers.watcher.close()
        self.pictures.close()
