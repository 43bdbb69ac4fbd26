# SPDX-License-Identifier: Apache-2.0
"""The light-table: the photos of the tray in suggested groups, which become items in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.grouping import Group
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.pictures import Pictures
from heritage_desktop.services import grouping
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

ID = Qt.ItemDataRole.UserRole
THUMBNAIL = 160


@dataclass(frozen=True, slots=True)
class Draft:
    """One group on the table: its photos, and the new item or known record they become."""

    ids: tuple[str, ...]
    name: str
    target: str | None = None
    title: str = ""


class LightTable(QDialog):
    """Groups on the left, photos of the chosen one beside; ``applied`` when items were made."""

    applied = Signal()

    def __init__(
        self, inventory: Inventory, village: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inventory, self._village = inventory, village
        self._media = {one.id: one for one in queries.tray(inventory) if one.media_type == "photo"}
        self.drafts: list[Draft] = []
        self._before: list[tuple[list[Draft], int]] = []
        self._pictures = Pictures(inventory, self)
        self._pictures.ready.connect(self._on_picture)
        self.setWindowTitle(tr("Light-table"))
        self.resize(1180, 680)
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Light-table"), "title"))
        self.said = plain_label("", "muted")
        outer.addWidget(self.said)
        outer.addLayout(self._measures())
        self.groups = self._group_tree()
        self.photos = self._photo_list()
        panes = QHBoxLayout()
        panes.addWidget(self.groups, 2)
        panes.addWidget(self.photos, 3)
        outer.addLayout(panes, 1)
        outer.addLayout(self._verbs())
        self.suggest()

    # Building

    def _measures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.gap, self.distance = QSpinBox(), QSpinBox()
        for box, words, top, value, unit in (
            (self.gap, tr("A new group after"), 1440, 10, tr(" min")),
            (self.distance, tr("or further than"), 20_000, 150, " m"),
        ):
            box.setRange(1, top)
            box.setValue(value)
            box.setSuffix(unit)
            box.setAccessibleName(words)
            row.addWidget(plain_label(words))
            row.addWidget(box)
            box.valueChanged.connect(self.suggest)
        row.addStretch()
        return row

    def _group_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels([tr("Name"), tr("Photos"), tr("Taken")])
        tree.setRootIsDecorated(False)
        tree.setAccessibleName(tr("Groups"))
        tree.setColumnWidth(0, 240)
        tree.setColumnWidth(1, 64)
        tree.currentItemChanged.connect(lambda *_: self._show_photos())
        tree.itemChanged.connect(self._on_renamed)
        return tree

    def _photo_list(self) -> QListWidget:
        photos = QListWidget()
        photos.setViewMode(QListView.ViewMode.IconMode)
        photos.setResizeMode(QListView.ResizeMode.Adjust)
        photos.setMovement(QListView.Movement.Static)
        photos.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        photos.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        photos.setGridSize(QSize(THUMBNAIL + 20, THUMBNAIL + 44))
        photos.setAccessibleName(tr("Photos of the group"))
        photos.itemActivated.connect(self._look)
        return photos

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, keys, act in (
            (tr("Split here"), "Ctrl+K", self.split),
            (tr("Join with next"), "Ctrl+J", self.join),
            (tr("New group"), "Ctrl+G", self.regroup),
            (tr("To the group before"), "Alt+Up", partial(self.move_chosen, -1)),
            (tr("To the group after"), "Alt+Down", partial(self.move_chosen, 1)),
            (tr("Put on a record…"), "Ctrl+L", self.assign),
            (tr("Leave in the tray"), "Del", self.leave_out),
            (tr("Undo"), "Ctrl+Z", self.undo),
        ):
            row.addWidget(self._button(words, keys, act))
        row.addStretch()
        self.make = QPushButton()
        theme.set_primary(self.make)
        self.make.clicked.connect(self.apply)
        row.addWidget(self.make)
        return row

    def _button(self, words: str, keys: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({shown})")
        button.clicked.connect(lambda _checked=False: act())
        QShortcut(QKeySequence(keys), self).activated.connect(act)
        return button

    # What is on the table

    def suggest(self) -> None:
        """Group the photos anew by the gap and distance chosen."""
        found = grouping.suggest(
            self._inventory, list(self._media.values()), self.gap.value() * 60.0,
            self.distance.value(),
        )  # fmt: skip
        self._before.clear()
        self._take([Draft(s.group.ids, s.name, s.near, s.near_title) for s in found], 0)

    def _take(self, drafts: list[Draft], current: int) -> None:
        self.drafts = [one for one in drafts if one.ids]
        self.groups.blockSignals(True)
        self.groups.clear()
        for one in self.drafts:
            row = QTreeWidgetItem([self._words(one), str(len(one.ids)), self._when(one)])
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
            self.groups.addTopLevelItem(row)
        self.groups.blockSignals(False)
        count = sum(len(one.ids) for one in self.drafts)
        self.make.setText(ntr("Make {n} item", "Make {n} items", len(self.drafts)))
        self.make.setEnabled(bool(self.drafts))
        self.said.setText(
            ntr("{n} photo in the tray has a group.", "{n} photos in the tray have a group.", count)
            if self.drafts else tr("There are no photos in the tray.")
        )  # fmt: skip
        at = max(0, min(current, len(self.drafts) - 1))
        chosen = self.groups.topLevelItem(at)
        if chosen is not None:
            self.groups.setCurrentItem(chosen)
        self._show_photos()

    def _words(self, one: Draft) -> str:
        return tr("On: {title}", title=one.title) if one.target else one.name

    def _when(self, one: Draft) -> str:
        group = self._group(one)
        begin, end = group.begin, group.end
        if begin is None or end is None:
            return ""
        apart = len(group.outliers())
        far = ntr("{n} lies apart", "{n} lie apart", apart) if apart else ""
        return " · ".join(filter(None, [f"{begin:%m-%d %H:%M}–{end:%H:%M}", far]))

    def _group(self, one: Draft) -> Group:
        return Group(tuple(grouping.shots(self._media[id] for id in one.ids)))

    @property
    def current(self) -> int:
        """Return the number of the chosen group, -1 when there is none."""
        row = self.groups.currentItem()
        return -1 if row is None else self.groups.indexOfTopLevelItem(row)

    def _show_photos(self) -> None:
        self.photos.clear()
        if self.current < 0:
            return
        draft = self.drafts[self.current]
        apart = self._group(draft).outliers()
        for id in draft.ids:
            media = self._media[id]
            words = media.taken.local[11:16] if media.taken else media.original_name or ""
            if id in apart:
                words += "\n" + tr("{metres} m apart", metres=round(apart[id]))
            row = QListWidgetItem(words)
            row.setData(ID, id)
            row.setSizeHint(QSize(THUMBNAIL + 12, THUMBNAIL + 40))
            row.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.photos.addItem(row)
            self._paint(row, media)

    def _paint(self, row: QListWidgetItem, media: Media) -> None:
        image = self._pictures.get(media)
        if image is not None:
            small = QPixmap.fromImage(image).scaled(
                THUMBNAIL, THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            row.setIcon(QIcon(small))

    def _on_picture(self, sha: str, _longest: int, _image: QImage) -> None:
        for number in range(self.photos.count()):
            row = self.photos.item(number)
            media = self._media[row.data(ID)]
            if media.sha256 == sha:
                self._paint(row, media)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the chosen photos, in order."""
        wanted = {row.data(ID) for row in self.photos.selectedItems()}
        return tuple(one for one in self.drafts[self.current].ids if one in wanted)

    # Verbs; each can be taken back

    def _change(self, drafts: list[Draft], current: int) -> None:
        self._before.append((list(self.drafts), self.current))
        self._take(drafts, current)

    def _on_renamed(self, row: QTreeWidgetItem, column: int) -> None:
        at = self.groups.indexOfTopLevelItem(row)
        name = row.text(0).strip()
        if column == 0 and name and name != self._words(self.drafts[at]):
            named = replace(self.drafts[at], name=name, target=None, title="")
            self._change([*self.drafts[:at], named, *self.drafts[at + 1 :]], at)

    def split(self) -> None:
        """Begin a new group at the first chosen photo."""
        at, chosen = self.current, self.chosen() if self.current >= 0 else ()
        if not chosen or chosen[0] == self.drafts[at].ids[0]:
            return
        cut = self.drafts[at].ids.index(chosen[0])
        self._divide(at, self.drafts[at].ids[cut:])

    def regroup(self) -> None:
        """Make a group of the chosen photos."""
        if self.current >= 0 and self.chosen():
            self._divide(self.current, self.chosen())

    def _divide(self, at: int, ids: tuple[str, ...]) -> None:
        old = self.drafts[at]
        kept = replace(old, ids=tuple(one for one in old.ids if one not in ids))
        new = Draft(ids, tr("{name}, part", name=old.title or old.name))
        self._change([*self.drafts[:at], kept, new, *self.drafts[at + 1 :]], at + 1)

    def join(self) -> None:
        """Put the next group's photos into this one."""
        at = self.current
        if 0 <= at < len(self.drafts) - 1:
            both = replace(self.drafts[at], ids=self.drafts[at].ids + self.drafts[at + 1].ids)
            self._change([*self.drafts[:at], both, *self.drafts[at + 2 :]], at)

    def move_chosen(self, step: int) -> None:
        """Give the chosen photos to the group before or after."""
        at = self.current
        other = at + step
        if at < 0 or not 0 <= other < len(self.drafts) or not self.chosen():
            return
        moved = self.chosen()
        made = list(self.drafts)
        made[at] = replace(made[at], ids=tuple(i for i in made[at].ids if i not in moved))
        ids = made[other].ids
        made[other] = replace(made[other], ids=moved + ids if step > 0 else ids + moved)
        self._change(made, other)

    def leave_out(self) -> None:
        """Leave the chosen photos, or the whole group, in the tray."""
        at = self.current
        if at >= 0:
            out = self.chosen() or self.drafts[at].ids
            kept = replace(
                self.drafts[at], ids=tuple(i for i in self.drafts[at].ids if i not in out)
            )
            self._change([*self.drafts[:at], kept, *self.drafts[at + 1 :]], at)

    def assign(self) -> None:
        """Let the group's photos show a record that is there already."""
        from heritage_desktop.qt.record_finder import RecordFinder

        at = self.current
        finder = RecordFinder(
            self._inventory, tr("Put the photos on a record"), tr("Put on it"), self
        )
        if at >= 0 and finder.exec() and finder.record:
            self.assign_to(at, finder.record)

    def assign_to(self, at: int, record: str) -> None:
        """Let the photos of group ``at`` show ``record``."""
        title = queries.title_of(self._inventory, record)
        put = replace(self.drafts[at], target=record, title=title)
        self._change([*self.drafts[:at], put, *self.drafts[at + 1 :]], at)

    def undo(self) -> None:
        """Take the last step on the table back."""
        if self._before:
            self._take(*self._before.pop())

    def _look(self, row: QListWidgetItem) -> None:
        from heritage_desktop.qt.photo_viewer import open_viewer

        ids = list(self.drafts[self.current].ids)
        open_viewer(self._inventory, ids, ids.index(row.data(ID)), self)

    def apply(self) -> None:
        """Make the items, in one step of the inventory."""
        decisions = [grouping.Decision(one.ids, one.name, one.target) for one in self.drafts]
        grouping.apply(self._inventory, decisions, self._village)
        self.applied.emit()
        self.accept()

    def done(self, result: int) -> None:
        """Stop reading pictures before the window goes."""
        self._pictures.close()
        super().done(result)
