# SPDX-License-Identifier: Apache-2.0
"""Look at photos closely: zoom, turn, mark, caption, and read what the camera wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.fields import specs
from heritage_desktop.domain.media import Media, camera_name
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.autosave import Autosave
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.field_sheet import FieldSheet
from heritage_desktop.qt.form_style import dress, empty_layout
from heritage_desktop.qt.image_view import STEP
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.pictures import Pictures
from heritage_desktop.qt.readings import dms, source_text
from heritage_desktop.qt.region_panel import NAMED, RegionPanel
from heritage_desktop.qt.region_view import RegionView
from heritage_desktop.qt.stepping import Stepping
from heritage_desktop.services.photo_links import turn
from heritage_desktop.storage.inventory import Inventory, Touched

SIDE_WIDTH = 320
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}
_TURNS = {Qt.Key.Key_BracketLeft: -90, Qt.Key.Key_BracketRight: 90}
_CAPTIONS = {"Ctrl+Up": -1, "Ctrl+PgUp": -1, "Ctrl+Down": 1, "Ctrl+PgDown": 1}
_ZOOMS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}


class PhotoViewer(QDialog):
    """Goes through photos with the arrow keys; captions, marks and turns are stored as changes."""

    _touched = Signal()

    def __init__(
        self,
        inventory: Inventory,
        ids: Sequence[str],
        index: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inventory, self.ids = inventory, list(ids)
        self.index = max(0, min(index, len(self.ids) - 1))
        self.media: Media | None = None
        self.autosave = Autosave(inventory, self)
        self.autosave.state.connect(self.on_state)
        self.steps = Stepping(inventory, self)
        self.steps.failed.connect(self._tell)
        self.pictures = Pictures(inventory, self)
        self.pictures.ready.connect(self.on_picture)
        self.setWindowTitle(tr("Photo"))
        self.resize(1100, 720)
        self._build()
        dress(self)
        self._others = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        # Undo and merges store in another thread: a signal brings their news to this one.
        self._touched.connect(self._soon.start)
        self._leave = _once(inventory.subscribe(self._on_touched))
        self.destroyed.connect(self._leave)
        self.show_photo(self.index)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        self.view = RegionView()
        self.view.zoomed.connect(self.on_zoomed)
        left.addWidget(self.view, 1)
        self.trouble = plain_label("", "danger")
        self.trouble.setWordWrap(True)
        self.trouble.setContentsMargins(16, 8, 16, 0)
        self.trouble.hide()
        left.addWidget(self.trouble)
        left.addWidget(self._toolbar())
        row.addLayout(left, 1)
        row.addWidget(self._side())
        self.panel.marking.connect(self.marker.setChecked)
        self.panel.shown.connect(self.eye.setChecked)
        # The side scrolls with these keys before the window would hear of them.
        for keys, by in _CAPTIONS.items():
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.caption, by))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.to_photo)
        self.view.setFocus()

    def _toolbar(self) -> QWidget:
        bar = QWidget()
        inside = QHBoxLayout(bar)
        inside.setContentsMargins(12, 4, 12, 4)
        inside.setSpacing(4)
        self.back = self._tool("chevron-left", tr("Previous photo (Left)"), lambda: self.step(-1))
        self.forth = self._tool("chevron-right", tr("Next photo (Right)"), lambda: self.step(1))
        self.place = plain_label("", "muted")
        self.scale = plain_label("", "muted")
        self.scale.setFixedWidth(48)
        self.scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.back, self.place, self.forth):
            inside.addWidget(widget)
        inside.addStretch()
        self.marker = self._tool("mark", tr("Mark a part of the photo (M)"), self.on_marker)
        self.eye = self._tool("eye", tr("Show the marks (H)"), self.on_eye)
        for button in (self.marker, self.eye):
            button.setCheckable(True)
            inside.addWidget(button)
        self.eye.setChecked(True)
        inside.addSpacing(8)
        inside.addWidget(
            self._tool("zoom-out", tr("Smaller (-)"), lambda: self.view.zoom(1 / STEP))
        )
        inside.addWidget(self.scale)
        inside.addWidget(self._tool("zoom-in", tr("Larger (+)"), lambda: self.view.zoom(STEP)))
        inside.addWidget(self._tool("fit", tr("Whole photo (0)"), self.view.fit))
        inside.addSpacing(8)
        left, right = tr("Turn left ([)"), tr("Turn right (])")
        inside.addWidget(self._tool("rotate-left", left, lambda: self.turn(-90)))
        inside.addWidget(self._tool("rotate-right", right, lambda: self.turn(90)))
        return bar

    def _tool(self, icon: str, said: str, act: object) -> QToolButton:
        button = QToolButton()
        theme.set_icon(button, icon)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(act)
        return button

    def _side(self) -> QWidget:
        area = QScrollArea()
        area.setObjectName("formPage")
        area.setFixedWidth(SIDE_WIDTH)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        area.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        self.name = plain_label("", "heading")
        self.name.setWordWrap(True)
        column.addWidget(self.name)
        self.panel = RegionPanel(self.view, self.autosave)
        around = Surroundings(references=self.panel.references)
        others = {name for name in specs(Media) if name != "caption"}
        self.sheet = FieldSheet([Media], around, self.autosave, above=True, hidden=others)
        self.sheet.rows["media", "caption"].editor.setToolTip(
            tr("Ctrl+Down goes on to the caption of the next photo, Ctrl+Up back.")
        )
        self.more = FieldSheet([Media], around, self.autosave, above=True,
                               hidden={"caption", "taken", "position"})  # fmt: skip
        for widget in (self.sheet, self.panel, self.more):
            column.addWidget(widget)
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(8)
        self.facts.setColumnStretch(1, 1)
        column.addLayout(self.facts)
        column.addStretch()
        return area

    def show_photo(self, index: int) -> None:
        """Turn to one photo."""
        if not self.ids:
            return
        self.settle()
        self.index = index % len(self.ids)
        self.media = self.inventory.get(Media, self.ids[self.index])
        self.place.setText(tr("{n} of {total}", n=self.index + 1, total=len(self.ids)))
        for button in (self.back, self.forth):
            button.setEnabled(len(self.ids) > 1)
        if self.media is not None:
            self._show_media(self.media)

    def _show_media(self, media: Media) -> None:
        self.name.setText(media.original_name or tr("Photo"))
        self.setWindowTitle(media.original_name or tr("Photo"))
        drafts = self.autosave.drafts_of(media.id)
        for sheet in (self.sheet, self.more):
            sheet.show_records(media.id, {"media": media})
            sheet.show_drafts(drafts)  # what was typed when the program ended
        self._show_facts(media)
        self._show_picture(media, same=False)
        for widget in (self.panel, self.marker, self.eye):
            widget.setVisible(_is_photo(media))
        if _is_photo(media):
            self.panel.show_media(media)

    def _on_touched(self, touched: Touched) -> None:
        """Hear of a change, maybe in the thread that made it."""
        self._others = self._others or any(entity in NAMED for entity, _ in touched)
        self._touched.emit()

    def refresh(self) -> None:
        """Read the photo again: it was turned, undone or changed elsewhere."""
        media = self.inventory.get(Media, self.media.id) if self.media else None
        if media is None:
            return
        turned = self.media is not None and media.turned != self.media.turned
        self.media = media
        for sheet in (self.sheet, self.more):
            sheet.show_records(media.id, {"media": media})
        if turned:
            self._show_picture(media, same=False)
        others, self._others = self._others, False
        if self.panel.isVisibleTo(self):
            self.panel.refresh(others=others)

    def on_marker(self) -> None:
        """Begin or end drawing a box."""
        self.panel.set_marking(self.marker.isChecked())

    def on_eye(self) -> None:
        """Show or hide the boxes."""
        self.panel.set_shown(self.eye.isChecked())
        self.view.setFocus()

    def on_state(self, state: str, why: str) -> None:
        """Say what could not be stored."""
        if state == "failed":
            self._tell(why)

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _show_picture(self, media: Media, *, same: bool) -> None:
        """Show the best picture at hand; the others come when they have been read."""
        best = self.pictures.best(media) if _is_photo(media) else QImage()
        longest = max(media.width or 0, media.height or 0)
        self.view.show_image(best, media.turned or 0, longest, same=same)
        self._tell(self.pictures.trouble(media))

    def on_picture(self, sha: str, _longest: int, _image: QImage) -> None:
        """Show a picture that has been read, unless a better one is there."""
        if self.media is not None and self.media.sha256 == sha:
            self._show_picture(self.media, same=True)

    def _show_facts(self, media: Media) -> None:
        empty_layout(self.facts)
        for row, (label, value) in enumerate(facts(media)):
            name = plain_label(label, "muted")
            text = plain_label(value)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self.facts.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)

    def step(self, by: int) -> None:
        """Go to the next or the previous photo."""
        self.show_photo(self.index + by)

    def turn(self, degrees: int) -> None:
        """Turn the photo for viewing; the original stays as it is."""
        media = self.media
        if media is None:
            return
        self.panel.settle()
        self.autosave.act(lambda inventory: turn(inventory, [media.id], degrees))
        self.refresh()

    def caption(self, by: int = 0) -> None:
        """Put the cursor into the caption, of the next or the previous photo if asked."""
        if by:
            self.step(by)
        self.sheet.focus_field("media", "caption")

    def to_photo(self) -> None:
        """Keep what was typed and go back to the photo."""
        self.settle()
        self.view.setFocus()

    def undo(self, again: bool = False) -> None:
        """Take the last change back that was made here, or do it again."""
        self.settle()
        if again:
            self.steps.redo()
        else:
            self.steps.undo()

    def settle(self) -> None:
        """Store what was typed or moved."""
        self.sheet.commit_all()
        self.more.commit_all()
        self.panel.settle()

    def on_zoomed(self, scale: float) -> None:
        """Say how large the photo is shown."""
        self.scale.setText(f"{scale:.0%}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.panel.isVisibleTo(self) and self.panel.key(event):
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.undo(again=True)
        else:
            self._look(key, event)

    def _look(self, key: Qt.Key, event: QKeyEvent) -> None:
        """Keys that go on, turn and come closer."""
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in _TURNS:
            self.turn(_TURNS[key])
        elif key in _ZOOMS:
            self.view.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_0:
            self.view.fit()
        elif key == Qt.Key.Key_1:
            self.view.actual_size()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._finish()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finish()
        super().closeEvent(event)

    def _finish(self) -> None:
        self.settle()
        self.autosave.flush()
        self._leave()
        self.steps.close()
        self.pictures.close()


def _is_photo(media: Media) -> bool:
    return media.media_type in (None, "photo")


def _once(act: Callable[[], None]) -> Callable[[], None]:
    """Return the act so that a second call does nothing."""
    waiting = [act]
    return lambda: waiting.pop()() if waiting else None


def facts(media: Media) -> list[tuple[str, str]]:
    """Return what the camera wrote, label and text, leaving out what it did not."""
    taken = ""
    if media.taken is not None:
        taken = f"{media.taken.local.replace('T', ' ')} {media.taken.offset or ''}"
    # What the camera said is worth reading only where the time was corrected.
    said = media.camera_time or ""
    said = "" if media.taken is None or media.taken.local == said else said
    size = f"{media.width} × {media.height}" if media.width and media.height else ""
    bulk = f"{(media.bytes or 0) / 1_000_000:.1f} MB" if media.bytes else ""
    place = f"{media.position}\n{dms(media.position)}" if media.position else ""
    rows = [
        (tr("Taken"), taken.strip()),
        (tr("Camera clock"), said.replace("T", " ")),
        (tr("Position"), place),
        (tr("Source"), source_text(media.position) if media.position else ""),
        (tr("Looking towards"), f"{media.direction}°" if media.direction else ""),
        (tr("Camera"), camera_name(media)),
        (tr("Size"), " · ".join(part for part in (size, bulk) if part)),
        (tr(specs(Media)["findings"].label), media.findings or ""),
        (tr("Checksum"), f"{media.sha256[:12]}…" if media.sha256 else ""),
    ]
    return [(label, value) for label, value in rows if value]


def open_viewer(
    inventory: Inventory,
    media_ids: Sequence[str],
    index: int,
    parent: QWidget | None = None,
    *,
    caption: bool = False,
) -> PhotoViewer:
    """Open the viewer beside the window, the cursor in the caption if asked, and return it."""
    viewer = PhotoViewer(inventory, media_ids, index, parent)
    viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    viewer.show()
    if caption:
        viewer.caption()
    return viewer
