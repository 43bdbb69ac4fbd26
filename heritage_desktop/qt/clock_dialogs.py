# SPDX-License-Identifier: Apache-2.0
"""Finding out how far a clock is off: from a clock in a picture, or from two photos of a moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.clocks import show_shift, zone_seconds
from heritage_desktop.domain.errors import HeritageError
from heritage_desktop.domain.media import Media
from heritage_desktop.i18n import tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.photo_pane import PhotoPane
from heritage_desktop.qt.timed_photos import when
from heritage_desktop.services import clocks
from heritage_desktop.services.clocks import Camera
from heritage_desktop.storage.inventory import Inventory

SIDE = 340


class _ShiftDialog(QDialog):
    """A heading, a hint, photos, and a button that waits until a shift is known."""

    def __init__(self, heading: str, hint: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.seconds: int | None = None
        self.panes: list[PhotoPane] = []
        self.setWindowTitle(heading)
        self.resize(1080, 640)
        space = theme.tokens().space
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(space.xl, space.xl, space.xl, space.l)
        self.outer.setSpacing(space.m)
        self.outer.addWidget(plain_label(heading, "title"))
        note = plain_label(hint, "muted")
        note.setWordWrap(True)
        self.outer.addWidget(note)

    def _buttons(self) -> QHBoxLayout:
        self.said = plain_label("")
        self.said.setWordWrap(True)
        self.go, cancel = QPushButton(tr("Use this")), QPushButton(tr("Cancel"))
        theme.set_primary(self.go)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return row

    def _say(self, seconds: int | None, sentence: str, *, wrong: bool = False) -> None:
        self.seconds = seconds
        self.go.setEnabled(seconds is not None)
        self.said.setText(sentence)
        theme.set_role(self.said, "danger" if wrong else "" if seconds is not None else "muted")

    def done(self, result: int) -> None:
        """Stop reading pictures before the dialog goes."""
        for pane in self.panes:
            pane.close_pictures()
        super().done(result)


class PictureClockDialog(_ShiftDialog):
    """Asks what the clock in a photo shows; ``seconds`` is what the camera is to be moved by."""

    def __init__(
        self,
        inventory: Inventory,
        camera: Camera,
        index: int = 0,
        zone: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("A clock in a photo"),
            tr("Choose a photo that shows the clock of a phone, of a station or of a GPS receiver, "
               "and write what it shows. The shift for the whole camera follows."),
            parent,
        )  # fmt: skip
        self.pane = PhotoPane(inventory)
        self.panes.append(self.pane)
        across = QHBoxLayout()
        across.setSpacing(theme.tokens().space.l)
        across.addWidget(self.pane, 1)
        side = QWidget()
        side.setFixedWidth(SIDE)
        self._fill(QFormLayout(side), zone)
        across.addWidget(side)
        self.outer.addLayout(across, 1)
        self.outer.addLayout(self._buttons())
        self.pane.changed.connect(self._on_photo)
        self.shown.textChanged.connect(self.look)
        self.zone.textChanged.connect(self.look)
        self.utc.toggled.connect(self.look)
        self.pane.show_photos([one for one in camera.photos if one.taken], index)
        self.shown.setFocus()

    def _fill(self, form: QFormLayout, zone: str | None) -> None:
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.tokens().space.m)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.camera_said = plain_label("", "heading")
        self.shown, self.zone = QLineEdit(), QLineEdit(zone or "")
        self.shown.setPlaceholderText("2026-04-12 14:03:20")
        self.zone.setPlaceholderText("+08:00")
        self.utc = QCheckBox(tr("It shows UTC, as GPS receivers often do"))
        self.zone.setEnabled(False)
        self.utc.toggled.connect(self.zone.setEnabled)
        for label, widget in (
            (tr("The camera says"), self.camera_said),
            (tr("The clock in the photo shows"), self.shown),
            ("", self.utc),
            (tr("Time zone of the village"), self.zone),
        ):
            widget.setAccessibleName(label)
            form.addRow(label, widget) if label else form.addRow(widget)

    def _on_photo(self) -> None:
        media = self.pane.media
        if media is not None and media.taken is not None:
            self.camera_said.setText(when(media))
            self.shown.setText(media.taken.local[:10] + " ")
        self.look()

    def look(self) -> None:
        """Work out the shift of what is written."""
        media, text = self.pane.media, self.shown.text().strip()
        if media is None or media.taken is None:
            self._say(None, tr("No photo of this camera has a time."))
        elif not text or text == media.taken.local[:10]:
            self._say(None, tr("Write the time that can be read in the photo."))
        else:
            self._work_out(media, text)

    def _work_out(self, media: Media, text: str) -> None:
        try:
            east = zone_seconds(self.zone.text().strip()) if self.utc.isChecked() else 0
            seconds = clocks.shift_from(media, text) + east
        except HeritageError as error:
            self._say(None, str(error), wrong=True)
        except ValueError:
            said = tr("{text} is no time zone; write +08:00.", text=self.zone.text().strip())
            self._say(None, said, wrong=True)
        else:
            self._say(seconds, tr("The camera is moved by {shift}.", shift=show_shift(seconds)))


class SameMomentDialog(_ShiftDialog):
    """Asks for two photos of the same moment; ``seconds`` is what the first camera is moved by."""

    def __init__(
        self,
        inventory: Inventory,
        camera: Camera,
        others: Sequence[Camera],
        index: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Two photos of the same moment"),
            tr("On the left a photo of the camera that is wrong, on the right one that another "
               "camera took at the same moment, with the right time."),
            parent,
        )  # fmt: skip
        self.others = list(others)
        self.wrong, self.right = PhotoPane(inventory), PhotoPane(inventory)
        self.panes += [self.wrong, self.right]
        self.which = QComboBox()
        self.which.setAccessibleName(tr("The camera that is right"))
        for one in self.others:
            self.which.addItem(one.name)
        across = QHBoxLayout()
        across.setSpacing(theme.tokens().space.l)
        across.addLayout(_titled(plain_label(camera.name, "heading"), self.wrong))
        across.addLayout(_titled(self.which, self.right))
        self.outer.addLayout(across, 1)
        self.outer.addLayout(self._buttons())
        self.wrong.changed.connect(self.look)
        self.right.changed.connect(self.look)
        self.which.currentIndexChanged.connect(self._on_which)
        self.wrong.show_photos([one for one in camera.photos if one.taken], index)
        self._on_which()

    def _on_which(self) -> None:
        if self.others:
            chosen = self.others[max(0, self.which.currentIndex())]
            self.right.show_photos([one for one in chosen.photos if one.taken])
        self.look()

    def look(self) -> None:
        """Work out the shift of the two photos."""
        wrong, right = self.wrong.media, self.right.media
        if wrong is None or right is None:
            self._say(None, tr("Both cameras need a photo with a time."))
            return
        try:
            seconds = clocks.same(wrong, right)
        except HeritageError as error:
            self._say(None, str(error), wrong=True)
        else:
            self._say(seconds, tr("The camera is moved by {shift}.", shift=show_shift(seconds)))


def _titled(title: QWidget, pane: PhotoPane) -> QVBoxLayout:
    column = QVBoxLayout()
    title.setMinimumHeight(32)
    column.addWidget(title)
    column.addWidget(pane, 1)
    return column
