# SPDX-License-Identifier: Apache-2.0
"""The light-table: the photos of the tray in suggested groups, which become items in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.grouping import Group
from heritage_desktop.domain.item import ITEM_KINDS
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.card_pictures import CardPictures
from heritage_desktop.qt.dialog_work import ProgressPanel
from heritage_desktop.qt.item_model import KIND_ICONS
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.light_view import NAME, GroupTree, Head, Measures, Slide, SlideView
from heritage_desktop.services import grouping
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


@dataclass(frozen=True, slots=True)
class Draft:
    """One group on the table: its photos, and the new item or known record they become."""

    ids: tuple[str, ...]
    name: str
    target: str | None = None
    title: str = ""
    kind: str = ITEM_KINDS[0]

    def without(self, ids: Sequence[str]) -> Draft:
        """Return the group without some photos."""
        return replace(self, ids=tuple(one for one in self.ids if one not in set(ids)))


class LightTable(QDialog):
    """Groups on the left, photos of the chosen one beside; ``applied`` when items were made."""

    applied = Signal()

    def __init__(
        self, inventory: Inventory, village: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inventory, self._village = inventory, village
        self._media = {one.id: one for one in queries.tray(inventory) if one.media_type == "photo"}
        self._places = grouping.known_places(inventory)
        self._known: dict[tuple[str, ...], Group] = {}
        self.drafts: list[Draft] = []
        self._before: list[tuple[list[Draft], int]] = []
        self._pictures = CardPictures(inventory, self)
        self.setWindowTitle(tr("Light-table"))
        self.resize(1240, 700)
        self._build()
        self.suggest()
        self.groups.setFocus()

    # Building

    def _build(self) -> None:
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        outer.setSpacing(space.m)
        outer.addWidget(plain_label(tr("Light-table"), "title"))
        self.said = plain_label("", "muted")
        outer.addWidget(self.said)
        self.groups, self.photos = self._group_tree(), SlideView(self._pictures)
        self.photos.activated.connect(self._look)
        self.measures, self.head = Measures(), Head()
        self.gap, self.distance = self.measures.gap, self.measures.distance
        self.measures.changed.connect(self.suggest)
        self.head.kind_chosen.connect(self._on_kind)
        self.table = QWidget()
        inner = QVBoxLayout(self.table)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space.m)
        inner.addWidget(self.measures)
        panes = QHBoxLayout()
        panes.setSpacing(space.m)
        panes.addWidget(self.groups, 10)
        beside = QVBoxLayout()
        beside.addWidget(self.head)
        beside.addWidget(self.photos, 1)
        panes.addLayout(beside, 11)
        inner.addLayout(panes, 1)
        inner.addLayout(self._verbs())
        outer.addWidget(self.table, 1)
        panel = ProgressPanel()
        outer.addWidget(panel)
        self.work = panel.work(self)
        self.work.done.connect(self.on_made)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(lambda: self.table.setEnabled(True))

    def _group_tree(self) -> GroupTree:
        tree = GroupTree()
        tree.currentItemChanged.connect(lambda *_: self._show_photos())
        tree.itemChanged.connect(self._on_renamed)
        tree.dropped.connect(self.drop_on)
        return tree

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.s)
        for words, keys, act in (
            (tr("Rename"), "F2", self.rename),
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
        """Group the photos anew by the gap and distance chosen; it can be taken back."""
        found = grouping.suggest(
            self._inventory, list(self._media.values()), self.gap.value() * 60.0,
            self.distance.value(), self._places,
        )  # fmt: skip
        drafts = [Draft(s.group.ids, s.name, s.near, s.near_title) for s in found]
        if self.drafts:
            self._change(drafts, 0)
        else:
            self._take(drafts, 0)

    def _take(self, drafts: list[Draft], current: int) -> None:
        self.drafts = [one for one in drafts if one.ids]
        at = max(0, min(current, len(self.drafts) - 1))
        same = at == self.current
        rows = [
            ("link" if one.target else KIND_ICONS[one.kind], self._words(one), self._group(one))
            for one in self.drafts
        ]
        self.groups.show_groups(rows, at)
        self._sum_up()
        bar = self.photos.verticalScrollBar()
        where = bar.value() if same else 0
        self._show_photos()
        self.photos.doItemsLayout()
        bar.setValue(where)

    def _sum_up(self) -> None:
        count = sum(len(one.ids) for one in self.drafts)
        self.make.setText(ntr("Make {n} item", "Make {n} items", len(self.drafts)))
        self.make.setEnabled(bool(self.drafts))
        theme.set_role(self.said, "muted")
        self.said.setText(
            ntr("{n} photo in the tray has a group.", "{n} photos in the tray have a group.", count)
            if self.drafts else tr("There are no photos in the tray.")
        )  # fmt: skip

    def _words(self, one: Draft) -> str:
        return tr("On: {title}", title=one.title) if one.target else one.name

    def _group(self, one: Draft) -> Group:
        """Return the group of a draft; measured once, because every change shows all of them."""
        found = self._known.get(one.ids)
        if found is None:
            shots = grouping.shots(self._media[id] for id in one.ids)
            found = self._known[one.ids] = Group(tuple(shots))
        return found

    @property
    def current(self) -> int:
        """Return the number of the chosen group, -1 when there is none."""
        row = self.groups.currentItem()
        return -1 if row is None else self.groups.indexOfTopLevelItem(row)

    def _show_photos(self) -> None:
        draft = self.drafts[self.current] if 0 <= self.current < len(self.drafts) else None
        if draft is None:
            self.head.show_group(None, None)
            self.photos.slides.show_slides([])
            return
        group = self._group(draft)
        apart = group.outliers()
        slides = []
        for id in draft.ids:
            media = self._media[id]
            words = media.taken.local[11:16] if media.taken else media.original_name or ""
            far = tr("{metres} m apart", metres=f"{round(apart[id]):,}") if id in apart else ""
            slides.append(Slide(media, words, far))
        self.photos.slides.show_slides(slides)
        self.head.show_group(group, None if draft.target else draft.kind)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the chosen photos, in order."""
        slides = self.photos.slides.slides
        return tuple(slides[row].media.id for row in self.photos.chosen())

    # Verbs; each can be taken back

    def _change(self, drafts: list[Draft], current: int) -> None:
        self._before.append((list(self.drafts), self.current))
        self._take(drafts, current)

    def _put(self, at: int, *drafts: Draft, current: int | None = None) -> None:
        """Let other drafts stand in the place of one."""
        made = [*self.drafts[:at], *drafts, *self.drafts[at + 1 :]]
        self._change(made, at if current is None else current)

    def rename(self) -> None:
        """Write the name of the chosen group."""
        row = self.groups.currentItem()
        if row is not None:
            self.groups.editItem(row, NAME)

    def _on_kind(self, kind: str) -> None:
        if self.current >= 0:
            self._put(self.current, replace(self.drafts[self.current], kind=kind))

    def _on_renamed(self, row: QTreeWidgetItem, column: int) -> None:
        at = self.groups.indexOfTopLevelItem(row)
        name = row.text(0).strip()
        if column == NAME and name and name != self._words(self.drafts[at]):
            named = replace(self.drafts[at], name=name, target=None, title="")
            self._put(at, named)

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
        name = tr("{name}, part", name=old.title or old.name)
        new = Draft(ids, name, kind=old.kind)
        self._put(at, old.without(ids), new, current=at + 1)

    def join(self) -> None:
        """Put the next group's photos into this one."""
        at = self.current
        if 0 <= at < len(self.drafts) - 1:
            both = replace(self.drafts[at], ids=self.drafts[at].ids + self.drafts[at + 1].ids)
            self._change([*self.drafts[:at], both, *self.drafts[at + 2 :]], at)

    def move_chosen(self, step: int) -> None:
        """Give the chosen photos to the group before or after."""
        if 0 <= self.current + step < len(self.drafts):
            self._move(self.chosen(), self.current + step, first=step > 0)

    def drop_on(self, ids: list[str], to: int) -> None:
        """Give photos to the group they were dropped on; beside the groups they make a new one."""
        if to < 0:
            known = tuple(one for one in self.drafts[self.current].ids if one in ids)
            if known and len(known) < len(self.drafts[self.current].ids):
                self._divide(self.current, known)
        elif to != self.current:
            self._move(tuple(ids), to)

    def _move(self, ids: tuple[str, ...], to: int, *, first: bool = False) -> None:
        at = self.current
        moved = tuple(one for one in self.drafts[at].ids if one in set(ids))
        if at < 0 or not moved:
            return
        made = list(self.drafts)
        made[at] = made[at].without(moved)
        there = made[to].ids
        made[to] = replace(made[to], ids=moved + there if first else there + moved)
        emptied = not made[at].ids
        self._change(made, (to - (to > at)) if emptied else at)

    def leave_out(self) -> None:
        """Leave the chosen photos, or the whole group, in the tray."""
        if self.current >= 0:
            old = self.drafts[self.current]
            self._put(self.current, old.without(self.chosen() or old.ids))

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
        self._put(at, replace(self.drafts[at], target=record, title=title))

    def undo(self) -> None:
        """Take the last step on the table back."""
        if self._before:
            self._take(*self._before.pop())

    def _look(self, index: QModelIndex) -> None:
        from heritage_desktop.qt.photo_viewer import open_viewer

        open_viewer(self._inventory, list(self.drafts[self.current].ids), index.row(), self)

    # Making the items

    def apply(self) -> None:
        """Make the items, in one step of the inventory."""
        if self.work.running or not self.drafts:
            return
        inventory, village = self._inventory, self._village
        decisions = [
            grouping.Decision(one.ids, one.name, one.target, one.kind) for one in self.drafts
        ]
        self.table.setEnabled(False)
        self.work.start(lambda progress: grouping.apply(inventory, decisions, village, progress))

    def on_made(self, _items: object) -> None:
        """Everything is in; one undo of the inventory takes it back."""
        self.applied.emit()
        self.accept()

    def on_refused(self, sentence: str) -> None:
        """Say why nothing was made."""
        self.said.setText(sentence)
        theme.set_role(self.said, "danger")

    def reject(self) -> None:
        """Esc stops the making first; only then does it close the window."""
        if self.work.running:
            self.work.stop()
            self.said.setText(tr("Stopped. Nothing was made."))
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Stop reading pictures before the window goes."""
        self.work.close()
        self._pictures.close()
        super().done(result)
