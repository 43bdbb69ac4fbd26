# SPDX-License-Identifier: Apache-2.0
"""The passages of a recording as rows: parts of the index, lines of the transcript, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from heritage_desktop.domain.agent import Person
from heritage_desktop.domain.media import Segment
from heritage_desktop.domain.passages import MARK, PART, clock, in_order
from heritage_desktop.domain.vocabulary import vocabulary
from heritage_desktop.i18n import language, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.readings import language_name
from heritage_desktop.storage.inventory import Inventory
from heritage_desktop.storage.queries import localised

Index = QModelIndex | QPersistentModelIndex
ID, SORT, HEARD = (Qt.ItemDataRole.UserRole + n for n in range(3))
TIME, WHO, WORDS = range(3)
#: The column of what is said in the language that is spoken; others are language tags.
SPOKEN = ""
ROW_HEIGHT = 42
_INDENT = 14


def column_name(tag: str) -> str:
    """Return the heading of a column of words: beside a dialect, Chinese is the standard one."""
    if tag == "zh-Hans":
        return tr("Standard Chinese")
    return language_name(tag) if tag else tr("As spoken")


class PassageModel(QAbstractTableModel):
    """Rows in the order of time; the one that is heard is marked."""

    def __init__(self, inventory: Inventory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self.passages: list[Segment] = []
        self.columns: tuple[str, ...] = (SPOKEN,)
        self.heard = ""
        self._rows: dict[str, int] = {}
        self._names: dict[str, str] = {}

    # What is shown

    def show(self, passages: Iterable[Segment]) -> None:
        """Show these passages in place of those before."""
        self.beginResetModel()
        self._take(passages)
        self._names.clear()
        self.endResetModel()

    def renew(self, changed: Mapping[str, Segment | None]) -> None:
        """Take over passages that were written, and let go of those that are None.

        Rows are only moved when the order changed: two thousand lines stay quick to type in.
        """
        kept = [changed.get(one.id, one) for one in self.passages]
        new = [one for name, one in changed.items() if one is not None and name not in self._rows]
        after = in_order(one for one in (*kept, *new) if one is not None)
        if [one.id for one in after] != [one.id for one in self.passages]:
            self.layoutAboutToBeChanged.emit()
            before = self.persistentIndexList()
            names = [self.passages[index.row()].id for index in before]
            self._take(after)
            now = [self.index(self._rows[name], index.column())
                   if name in self._rows else QModelIndex()
                   for name, index in zip(names, before, strict=True)]  # fmt: skip
            self.changePersistentIndexList(before, now)
            self.layoutChanged.emit()
            return
        self.passages = after
        for name in changed.keys() & self._rows.keys():
            self._say_changed(self._rows[name])

    def _take(self, passages: Iterable[Segment]) -> None:
        self.passages = list(passages)
        self._rows = {one.id: row for row, one in enumerate(self.passages)}

    def show_columns(self, columns: Sequence[str]) -> None:
        """Show the words in these languages beside each other."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_heard(self, passage: str) -> int:
        """Mark the passage that is heard now; return its row, -1 for none."""
        row = self._rows.get(passage, -1)
        if passage != self.heard:
            before, self.heard = self._rows.get(self.heard, -1), passage
            for one in (before, row):
                if one >= 0:
                    self._say_changed(one)
        return row

    def _say_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def row_of(self, passage: str) -> int:
        """Return the row of a passage, -1 when it is not here."""
        return self._rows.get(passage, -1)

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.passages)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else WORDS + len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        fixed = {TIME: tr("Begins"), WHO: tr("Who speaks")}
        return fixed.get(section) or column_name(self.columns[section - WORDS])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.passages[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._text(one, index.column())
            return text if role == Qt.ItemDataRole.DisplayRole or index.column() >= WORDS else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            sort = vocabulary("segment_sort").label(one.sort or "", language())
            return f"{sort}: {self._text(one, index.column())}"
        return {ID: one.id, SORT: one.sort, HEARD: one.id == self.heard}.get(role)

    def _text(self, one: Segment, column: int) -> str:
        if column == TIME:
            return clock(one.start_ms or 0)[:-2]
        if column == WHO:
            return self._name(one.speaker)
        tag = self.columns[column - WORDS]
        if one.sort in (PART, MARK):
            told = {WORDS: localised(one.title), WORDS + 1: localised(one.synopsis)}
            return told.get(column, "")
        return (one.translation.get(tag, "") if tag else one.spoken) or ""

    def _name(self, person: str | None) -> str:
        if not person:
            return ""
        if person not in self._names:
            found = self._inventory.get(Person, person)
            self._names[person] = localised(found.name) if found else ""
        return self._names[person]


class _Delegate(QStyledItemDelegate):
    """A part is a heading, a line is set in, a mark is a pin; a bar stands at what is heard."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(SORT) != PART:
            return
        if index.column() <= WORDS:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            option.font = font
        else:
            option.palette.setColor(QPalette.ColorRole.Text, theme.tokens().colour("muted"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        sort, heard = index.data(SORT), index.data(HEARD)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        behind = "accent_soft" if chosen else "sunken" if sort == PART else "warn_soft"
        if chosen or heard or sort == PART:
            painter.fillRect(option.rect, tokens.colour(behind))
        whole = QRect(option.rect)
        if index.column() == TIME and sort != PART:
            option.rect = whole.adjusted(_INDENT, 0, 0, 0)
        super().paint(painter, option, index)
        if index.column() != TIME:
            return
        if heard:
            painter.fillRect(whole.x(), whole.y(), 4, whole.height(), tokens.colour("accent"))
        if sort == MARK:
            pin = theme.image("map-pin", 14, "accent")
            painter.drawImage(whole.x() + 5, whole.center().y() - 7, pin)


def passage_table(model: PassageModel) -> QTableView:
    """Return the table of a model: whole rows are chosen, columns of words share the width."""
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(_Delegate(table))
    table.setAccessibleName(tr("Passages"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(True)
    rows, columns = table.verticalHeader(), table.horizontalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(ROW_HEIGHT)
    columns.setHighlightSections(False)
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    share_width(table)
    return table


def share_width(table: QTableView) -> None:
    """Give time and speaker their width and the rest to the words."""
    columns = table.horizontalHeader()
    for number in range(table.model().columnCount()):
        fixed = number in (TIME, WHO)
        mode = QHeaderView.ResizeMode.Interactive if fixed else QHeaderView.ResizeMode.Stretch
        columns.setSectionResizeMode(number, mode)
    table.setColumnWidth(TIME, 104)
    table.setColumnWidth(WHO, 104)
