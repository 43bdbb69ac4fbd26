# SPDX-License-Identifier: Apache-2.0
"""What is marked on a photo, as a list with the fields of the chosen mark; beside the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from heritage_desktop.domain.media import Media, Region
from heritage_desktop.domain.regions import Box, centred, read
from heritage_desktop.i18n import tr
from heritage_desktop.qt import references
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_sheet import FieldSheet
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.region_view import Mark, RegionView
from heritage_desktop.qt.term_widgets import Choice
from heritage_desktop.services import regions
from heritage_desktop.storage.inventory import Inventory

ID = int(Qt.ItemDataRole.UserRole)
#: Moving by key is one change once the keys rest.
REST_MS = 700
STEP, FINE_STEP = 50, 10
ROWS_SHOWN = 7
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
#: What a mark may name; when one of these changes, the list is written anew.
NAMED = frozenset({"person", "damage", "media_link"})
_ASKED = (regions.PERSON, regions.DAMAGE)
_WALKS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


class _Marks(QListWidget):
    """Walks with the arrows up and down; every other key belongs to the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _WALKS:
            super().keyPressEvent(event)
        else:
            event.ignore()


class RegionPanel(QWidget):
    """Marks, chooses, edits and removes; ``marking`` follows whether a box is to be drawn."""

    marking = Signal(bool)
    shown = Signal(bool)

    def __init__(self, view: RegionView, autosave: Autosave) -> None:
        super().__init__()
        self.view, self.autosave = view, autosave
        self.media: Media | None = None
        self.regions: list[Region] = []
        self.current = ""
        self._role = regions.NOTE
        self._moved: tuple[str, Box] | None = None
        self._choices: dict[str, Sequence[Choice]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.flush)
        view.chosen.connect(self.choose)
        view.drawn.connect(self.on_drawn)
        view.changed.connect(self.on_moved)
        self._build()
        self._keys: dict[Qt.Key, Callable[[], bool]] = {
            Qt.Key.Key_M: self.toggle_marking,
            Qt.Key.Key_H: self.toggle_shown,
            Qt.Key.Key_Delete: self.remove,
            Qt.Key.Key_Backspace: self.remove,
            Qt.Key.Key_Return: self.on_enter,
            Qt.Key.Key_Enter: self.on_enter,
            Qt.Key.Key_Escape: self.on_escape,
        }

    @property
    def inventory(self) -> Inventory:
        """The inventory that is open."""
        return self.autosave.inventory

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(tr("Marked on the photo"), "heading"))
        self.hint = plain_label("", "muted")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        self.list = _Marks()
        self.list.setAccessibleName(tr("Marked on the photo"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self.on_listed)
        self.list.itemActivated.connect(lambda _item: self.write())
        column.addWidget(self.list)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.consent = plain_label(
            tr("The photo leaves only with the consent of everyone marked on it."), "muted"
        )
        self.consent.setWordWrap(True)
        column.addWidget(self.consent)
        self.dropper = QPushButton(tr("Remove this mark"))
        self.dropper.setProperty("flat", True)
        self.dropper.setAutoDefault(False)
        self.dropper.setToolTip(tr("Remove this mark (Del)"))
        self.dropper.clicked.connect(self.remove)
        column.addWidget(self.dropper, 0, Qt.AlignmentFlag.AlignLeft)

    @cached_property
    def sheet(self) -> FieldSheet:
        """The fields of the chosen mark; made when the first one is chosen."""
        around = Surroundings(references=self.references, create=self.make_record)
        made = FieldSheet([Region], around, self.autosave, folded=False, above=True)
        made.rows["region", "text"].editor.setToolTip(
            tr("Ctrl+Enter keeps the note and goes back to the photo.")
        )
        self._place.addWidget(made)
        return made

    # Showing

    def show_media(self, media: Media) -> None:
        """Show the marks of another photo, storing first what was done on the one before."""
        self.settle()
        self.media = media
        self.current = ""
        self.set_marking(False)
        self.refresh(others=True)

    def refresh(self, *, others: bool = False) -> None:
        """Read the marks again; what is being typed stays.

        ``others`` says that people or damages may be called differently now.
        """
        self.flush()
        media = self.inventory.get(Media, self.media.id) if self.media else None
        if media is None:
            return
        self.media = media
        if others:
            self._choices.clear()
        before, self.regions = self.regions, regions.of(self.inventory, media)
        if self.current not in [one.id for one in self.regions]:
            self.current = ""
        if others or self.regions != before:
            self._fill()
        self._show_current()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, one in enumerate(self.regions, 1):
            item = QListWidgetItem(f"{number}  {regions.told(self.inventory, one)}")
            item.setToolTip(item.text())
            item.setData(ID, one.id)
            self.list.addItem(item)
        rows = min(self.list.count(), ROWS_SHOWN)
        self.list.setFixedHeight(rows * max(1, self.list.sizeHintForRow(0)) + 8)
        self.list.setVisible(rows > 0)
        self.list.blockSignals(False)
        self._say_how()

    def _say_how(self) -> None:
        """Say how to mark, and while marking what the hands may do."""
        marking = self.view.marking
        self.hint.setText(
            tr("Drag a box on the photo. Enter puts one into the middle, Esc ends.")
            if marking
            else tr("Press M and draw a box around a person, a damage or anything to be noted.")
        )
        self.hint.setVisible(marking or not self.regions)

    def _show_current(self) -> None:
        marks = []
        for number, one in enumerate(self.regions, 1):
            box = read(one.box)
            if box is not None:
                marks.append(Mark(one.id, number, box))
        self.view.show_marks(marks, self.current)
        ids = [one.id for one in self.regions]
        at = ids.index(self.current) if self.current in ids else -1
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.dropper.setVisible(at >= 0)
        region = self.regions[at] if at >= 0 else None
        if region is not None or self._has_sheet:
            self.sheet.setVisible(region is not None)
        self.consent.setVisible(region is not None and self._is(region, regions.PERSON))
        said = self.list.item(at).text() if at >= 0 else ""
        self.view.setAccessibleDescription(said)
        if region is not None:
            self.sheet.show_records(region.id, {"region": region})
            for name in _ASKED:
                self.sheet.rows["region", name].set_shown(self._is(region, name))

    @property
    def _has_sheet(self) -> bool:
        return "sheet" in self.__dict__

    def _is(self, region: Region, name: str) -> bool:
        """A person or a damage is asked for where one is marked, or was named."""
        return region.role == name or bool(getattr(region, name))

    # Choosing

    def choose(self, region: str) -> None:
        """Choose a mark, '' for none."""
        if region == self.current:
            return
        self.settle()
        self.current = region
        self.refresh()
        if region:
            self.sheet.show_drafts(self.autosave.drafts_of(region))
        self.view.reveal()

    def on_listed(self, item: QListWidgetItem | None) -> None:
        """Choose the mark of a line."""
        self.choose(str(item.data(ID)) if item is not None else "")

    def write(self) -> bool:
        """Put the cursor into the note of the chosen mark."""
        if self.current:
            self.sheet.focus_field("region", "text")
        return bool(self.current)

    # Marking

    def set_marking(self, marking: bool) -> None:
        """Begin or end drawing a box."""
        if marking:
            self.set_shown(True)
            self.choose("")
            self.view.setFocus()
        self.view.set_marking(marking)
        self._say_how()
        self.marking.emit(marking)

    def set_shown(self, shown: bool) -> None:
        """Show or hide the boxes."""
        self.view.set_shown(shown)
        self.shown.emit(shown)

    def on_drawn(self, box: Box) -> None:
        """Keep a box that was drawn, and ask what it is."""
        media = self.media
        if media is None:
            return
        made: list[str] = []
        if not self.autosave.act(
            lambda inventory: made.append(regions.mark(inventory, media.id, box, self._role).id)
        ):
            return
        self.set_marking(False)
        self.current = made[0]
        self.refresh()
        self.write()

    def on_moved(self, region: str, box: Box) -> None:
        """Keep where a box was put."""
        self._moved = (region, box)
        self.flush()

    def remove(self) -> bool:
        """Move the chosen mark to the trash; Undo brings it back."""
        region = self.current
        if not region:
            return False
        self._moved = None
        self.sheet.revert_all()
        self.autosave.act(lambda inventory: regions.remove(inventory, region))
        self.current = ""
        self.refresh()
        self.view.setFocus()
        return True

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key asks of the marks; tells whether it was one of theirs."""
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in _ARROWS and self.view.hasFocus() and self.current:
            return self._nudge(*_ARROWS[key], event.modifiers())
        act = self._keys.get(key) if plain else None
        return act() if act is not None else False

    def _nudge(self, right: int, down: int, held: Qt.KeyboardModifier) -> bool:
        step = FINE_STEP if held & Qt.KeyboardModifier.AltModifier else STEP
        size = bool(held & Qt.KeyboardModifier.ShiftModifier)
        box = self.view.nudge(right * step, down * step, size=size)
        if box is not None:
            self._moved = (self.current, box)
            self._rest.start()
        return box is not None

    def toggle_marking(self) -> bool:
        """M begins and ends drawing."""
        self.set_marking(not self.view.marking)
        return True

    def toggle_shown(self) -> bool:
        """H hides the boxes and shows them again."""
        self.set_shown(not self.view.shown)
        return True

    def on_enter(self) -> bool:
        """Enter puts a box into the middle while marking, and else writes the note."""
        if self.view.marking:
            self.on_drawn(centred())
            self.view.setFocus()
            return True
        return (self.view.hasFocus() or self.list.hasFocus()) and self.write()

    def on_escape(self) -> bool:
        """Esc ends drawing, goes back to the photo, or lets go of the chosen mark."""
        if self.view.marking:
            self.set_marking(False)
        elif not self.view.hasFocus():
            self.view.setFocus()
        elif self.current:
            self.choose("")
        else:
            return False
        return True

    # Storing

    def flush(self) -> None:
        """Store where a box was moved to."""
        self._rest.stop()
        moved, self._moved = self._moved, None
        if moved is not None:
            self.autosave.act(lambda inventory: regions.move(inventory, *moved))

    def settle(self) -> None:
        """Store everything: the mark, the photo or the window is being left."""
        self.flush()
        if self._has_sheet:
            self.sheet.commit_all()
        stored = self.inventory.get(Region, self.current) if self.current else None
        if stored is not None and stored.role:
            self._role = stored.role  # the next mark is likely one of the same sort

    # What the fields may point to

    def _item(self) -> str:
        shown = regions.shown_by(self.inventory, self.media.id) if self.media else []
        return shown[0] if shown else ""

    def references(self, target: str) -> Sequence[Choice]:
        """Return the people there are, and the damages of what the photo shows.

        A village has many people: they are read when a person is marked, and kept.
        """
        chosen = next((one for one in self.regions if one.id == self.current), None)
        if target in _ASKED and (chosen is None or not self._is(chosen, target)):
            return ()
        if target not in self._choices:
            self._choices[target] = self._found(target)
        return self._choices[target]

    def _found(self, target: str) -> Sequence[Choice]:
        if target != regions.DAMAGE:
            return references.choices(self.inventory, target, self._item())
        found = regions.damages(self.inventory, self.media.id) if self.media else []
        said = [(one.id, regions.damage_told(one) or tr("Without a name")) for one in found]
        return [(name, text, text) for name, text in said]

    def make_record(self, target: str, text: str) -> str | None:
        """Make a person who is named for the first time."""
        made = references.create(self.inventory, target, text, self._item())
        self._choices.clear()
        return made
