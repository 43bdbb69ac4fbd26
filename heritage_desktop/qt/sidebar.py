# SPDX-License-Identifier: Apache-2.0
"""The left pane: villages, kinds and lists that fill themselves, with their counts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop import i18n
from heritage_desktop.domain.entities import ENTITIES
from heritage_desktop.domain.item import ITEM_KINDS
from heritage_desktop.domain.place import InventorySettings, Village
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.item_model import KIND_ICONS, Index
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import Counts, localised

#: Records besides items, people and villages, and their icons.
ROOT_ICONS = {"group": "bearers", "source": "catalogue", "visit": "calendar",
              "good_practice": "star", "own_field": "edit", "term_mapping": "language"}  # fmt: skip

PLACE = int(Qt.ItemDataRole.UserRole)
COUNT = PLACE + 1


@dataclass(frozen=True, slots=True)
class Place:
    """What the middle pane should show: a sort (items, tray, persons) and how it is narrowed."""

    sort: str = "items"
    village: str | None = None
    kind: str | None = None
    smart: str | None = None
    title: str = ""

    @property
    def icon(self) -> str:
        """The icon of an empty place."""
        smart = {"no_photo": "no-photo", "no_place": "no-place", "recent": "recent",
                 "conflict": "check", "unconfirmed": "check", "trash": "trash"}  # fmt: skip
        sorts = {
            "tray": "tray",
            "aside": "alike",
            "persons": "bearers",
            "records": ROOT_ICONS.get(self.kind or "", ""),
        }
        return smart.get(self.smart or "") or sorts.get(self.sort, "photos")


class _Delegate(QStyledItemDelegate):
    """Draws the count at the right edge, small and quiet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = index.data(PLACE) is None
        return QSize(160, 36 if heading else 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        count = index.data(COUNT)
        if not count:
            return
        painter.save()
        painter.setPen(theme.tokens().colour("muted"))
        face = theme.ui_font()
        face.setPixelSize(theme.tokens().type.small)
        painter.setFont(face)
        rect = option.rect.adjusted(0, 0, -12, 0)
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, where, str(count))
        painter.restore()


class Sidebar(QWidget):
    """Emits ``chosen`` with the place to show."""

    chosen = Signal(object)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "sidebar")
        self.setMinimumWidth(200)
        self.title = plain_label("", "heading")
        self.title.setWordWrap(True)
        self.title.setContentsMargins(16, 16, 16, 4)
        self.tree = QTreeWidget()
        self.tree.setProperty("role", "sidebar")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setIconSize(QSize(18, 18))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setItemDelegate(_Delegate(self.tree))
        self.tree.setAccessibleName(tr("Places and lists"))
        self.tree.currentItemChanged.connect(self._on_current)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(self.title)
        outer.addWidget(self.tree)
        self._shown: tuple[object, ...] = ()
        self._counts = Counts()
        self._unconfirmed = 0
        theme.current().changed.connect(self._redraw)

    def show_counts(self, counts: Counts) -> None:
        """Fill the tree again, keeping the place that is open."""
        self._counts = counts
        settings = self._inventory.get(InventorySettings, self._inventory.settings_id)
        self.title.setText(localised(settings.title) if settings else self._inventory.folder.stem)
        rows = list(self._rows(counts))
        places = tuple(place for place, _, _ in rows)
        if places != self._shown:
            self._rebuild(rows)
            self._shown = places
        at = 0
        for item in self._items():
            item.setData(0, COUNT, rows[at][2])
            at += 1

    def on_arrivals(self, states: dict[str, str]) -> None:
        """Count what nobody has confirmed yet."""
        left = sum(state in ("here", "bundle") for state in states.values())
        if left != self._unconfirmed:
            self._unconfirmed = left
            self.show_counts(self._counts)

    def select(self, place: Place) -> None:
        """Open a place; its title does not matter."""
        for item in self._items():
            found = item.data(0, PLACE)
            if found and (found.sort, found.village, found.kind, found.smart) == (
                place.sort, place.village, place.kind, place.smart,
            ):  # fmt: skip
                self.tree.setCurrentItem(item)
                return

    @property
    def place(self) -> Place:
        """The place that is open."""
        item = self.tree.currentItem()
        found = item.data(0, PLACE) if item else None
        return found if isinstance(found, Place) else Place(title=tr("All items"))

    def _rows(self, counts: Counts) -> list[tuple[Place | str, str, int]]:
        kinds = vocabulary("item_kind")
        rows: list[tuple[Place | str, str, int]] = [
            (Place(title=tr("All items")), "photos", counts.items),
            (Place("tray", title=tr("Photo tray")), "tray", counts.tray),
            (Place("persons", title=tr("People")), "bearers", counts.persons),
        ]
        villages = sorted(self._inventory.all(Village), key=lambda v: localised(v.name))
        rows += [(tr("Villages"), "", 0)] if villages else []
        for village in villages:
            place = Place(village=village.id, title=localised(village.name))
            rows.append((place, "village", counts.by_village.get(village.id, 0)))
        rows.append((tr("Kinds"), "", 0))
        for kind in ITEM_KINDS:
            place = Place(kind=kind, title=kinds.label(kind, i18n.language()))
            rows.append((place, KIND_ICONS[kind], counts.by_kind.get(kind, 0)))
        rows += [
            (tr("To look at"), "", 0),
            (Place(smart="no_photo", title=tr("Without a photo")), "no-photo", counts.no_photo),
            (Place(smart="no_place", title=tr("Without a place")), "no-place", counts.no_place),
            (Place(smart="recent", title=tr("Recently changed")), "recent", 0),
        ]
        if counts.guests:
            place = Place(smart="guests", title=tr("From guests"))
            rows.append((place, "tray", counts.guests))
        if counts.conflicts:
            rows.append(
                (Place(smart="conflict", title=tr("To settle")), "warning", counts.conflicts)
            )
        if self._unconfirmed:
            place = Place(smart="unconfirmed", title=tr("Not yet confirmed"))
            rows.append((place, "laptop", self._unconfirmed))
        if counts.aside:
            rows.append((Place("aside", title=tr("Set aside")), "alike", counts.aside))
        rows.append((Place(smart="trash", title=tr("Trash")), "trash", counts.trash))
        others = [(name, n) for name, n in counts.roots.items() if n and name in ROOT_ICONS]
        rows += [(tr("Also kept"), "", 0)] if others else []
        for name, number in others:
            place = Place("records", kind=name, title=tr(ENTITIES[name].label))
            rows.append((place, ROOT_ICONS[name], number))
        return rows

    def _rebuild(self, rows: list[tuple[Place | str, str, int]]) -> None:
        now = self.place
        self.tree.blockSignals(True)
        self.tree.clear()
        for place, icon, _ in rows:
            item = QTreeWidgetItem(self.tree)
            if isinstance(place, Place):
                item.setText(0, place.title)
                item.setData(0, PLACE, place)
                item.setIcon(0, theme.icon(icon))
                item.setData(0, COUNT + 1, icon)
            else:
                item.setText(0, place)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                face = theme.ui_font()
                face.setPixelSize(theme.tokens().type.caption)
                item.setFont(0, face)
                item.setForeground(0, QBrush(theme.tokens().colour("muted")))
        self.tree.blockSignals(False)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)
        self.select(now)

    def _items(self) -> list[QTreeWidgetItem]:
        count = self.tree.topLevelItemCount()
        found = (self.tree.topLevelItem(n) for n in range(count))
        return [item for item in found if item is not None]

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, PLACE):
            self.chosen.emit(item.data(0, PLACE))

    def _redraw(self) -> None:
        for item in self._items():
            if item.data(0, COUNT + 1):
                item.setIcon(0, theme.icon(item.data(0, COUNT + 1)))
            else:
                item.setForeground(0, QBrush(theme.tokens().colour("muted")))
