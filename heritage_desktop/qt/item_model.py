# SPDX-License-Identifier: Apache-2.0
"""Cards: what the list and the grid show, whatever sort of record it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from heritage_desktop import i18n
from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.fields import Record
from heritage_desktop.domain.media import Media
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import ntr
from heritage_desktop.qt.arrival_watch import state_words
from heritage_desktop.qt.drops import MIME
from heritage_desktop.qt.readings import summary_of
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import ItemRow, localised, title_of

Index = QModelIndex | QPersistentModelIndex
KIND_ICONS = {
    "immovable": "hall", "movable": "object", "intangible": "festival", "landscape": "landscape",
    "group": "bearers", "source": "catalogue", "visit": "calendar", "good_practice": "star",
    "own_field": "edit", "term_mapping": "language",
}  # fmt: skip
_NO_PARENT = QModelIndex()
_USUAL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED = _USUAL | Qt.ItemFlag.ItemIsDragEnabled
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class Card:
    """One record in the middle pane."""

    id: str
    entity: str
    title: str
    subtitle: str
    line: str
    icon: str
    media: Media | None = None
    warn: bool = False


def item_card(row: ItemRow) -> Card:
    """Return the card of an item."""
    language = i18n.language()
    sort = ""
    if row.kind == "intangible" and row.domain:
        sort = vocabulary("ich_domain").label(row.domain, language)
    elif row.type:
        sort = vocabulary("tangible_type").label(row.type, language)
    elif row.kind:
        sort = vocabulary("item_kind").label(row.kind, language)
    photos = ntr("{n} photo", "{n} photos", row.photos) if row.photos else ""
    cover = None
    if row.cover_sha:
        cover = Media(id=row.id, sha256=row.cover_sha, extension=row.cover_ext,
                      orientation=row.cover_orientation)  # fmt: skip
    return Card(
        row.id, "item", row.title or i18n.tr("Without a name"), row.subtitle,
        " · ".join(part for part in (sort, row.village_name, photos) if part),
        KIND_ICONS.get(row.kind or "", "hall"), cover, row.conflicts > 0,
    )  # fmt: skip


def media_card(media: Media) -> Card:
    """Return the card of a photo in the tray."""
    where = f"{media.position.lat:.4f}, {media.position.lon:.4f}" if media.position else ""
    line = " · ".join(part for part in (str(media.taken or ""), where) if part)
    icon = "photo" if media.media_type == "photo" else "sound"
    return Card(
        media.id, "media", localised(media.caption) or media.original_name or "", "", line, icon,
        media if media.media_type == "photo" else None,
    )  # fmt: skip


def person_card(inventory: Inventory, person: Person) -> Card:
    """Return the card of a person."""
    village = title_of(inventory, person.village) if person.village else ""
    born = str(person.birth_year or "")
    other = [name for name in person.name.values() if name != localised(person.name)]
    line = " · ".join(part for part in (village, born) if part)
    return Card(person.id, "person", localised(person.name), next(iter(other), ""), line, "person")


def root_card(inventory: Inventory, record: Record) -> Card:
    """Return the card of any other record: a household, a source, a visit, a practice."""
    told = summary_of(record, lambda one: title_of(inventory, one))
    title = title_of(inventory, record.id) or i18n.tr("Without a name")
    return Card(record.id, record.entity, title, "", told or i18n.tr(record.label),
                KIND_ICONS.get(record.entity, "info"))  # fmt: skip


class CardModel(QAbstractListModel):
    """A list of cards; delegates read the card itself instead of asking role by role."""

    def __init__(self, cards: Sequence[Card] = ()) -> None:
        super().__init__()
        self.arrivals: dict[str, str] = {}  # where items stand; empty where nothing was handed over
        self.tip: Callable[[str], str] = str
        self._take(cards)

    def _take(self, cards: Sequence[Card]) -> None:
        self.cards = list(cards)
        self._rows = {card.id: row for row, card in enumerate(self.cards)}
        self._showing: dict[str, list[int]] = {}
        for row, card in enumerate(self.cards):
            if card.media is not None and card.media.sha256:
                self._showing.setdefault(card.media.sha256, []).append(row)

    def rows_showing(self, sha256: str) -> list[int]:
        """Return the rows whose card shows this picture."""
        return self._showing.get(sha256, [])

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        card = self.cards[index.row()]
        if role == _DISPLAY:
            return f"{card.title} {card.subtitle} {card.line}"
        state = self.arrivals.get(card.id)
        if state and role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(card.id)
        if state and role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return state_words(state)
        return None

    def replace(self, cards: Sequence[Card]) -> None:
        """Show other cards; where only their content changed, the places stay."""
        if [card.id for card in cards] == [card.id for card in self.cards]:
            changed = [row for row, (new, old) in enumerate(zip(cards, self.cards, strict=True))
                       if new is not old and new != old]  # fmt: skip
            if changed:
                self._take(cards)
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._take(cards)
        self.endResetModel()

    def row_of(self, record: str) -> int:
        """Return the row of a record, -1 when it is not shown."""
        return self._rows.get(record, -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _DRAGGED if self.cards[index.row()].entity == "media" else _USUAL

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self.cards[index.row()].id for index in indexes]
        data.setData(MIME, "\n".join(ids).encode())
        return data
