# SPDX-License-Identifier: Apache-2.0
"""Items that may be one place, one pair after another: the same, different, or later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.progress import Progress
from heritage_desktop.domain.twins import Twins
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.asking_pages import calm_page, working_page
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.pictures import SCREEN, Pictures
from heritage_desktop.qt.twin_sides import Side, Sketch, reason_labels
from heritage_desktop.services import twins
from heritage_desktop.services.twins import Question
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory


class TwinsWindow(QDialog):
    """Asks about two records at a time until nothing is left to ask."""

    answered = Signal()

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._before = inventory.newest_step
        self._found: list[Twins] = []
        self.asked: list[Question] = []
        self.at = 0
        self._answered: list[Question] = []
        self._writes = Jobs(self)
        self.storing = self._gone = False
        self._pictures = Pictures(inventory, self)
        self._pictures.ready.connect(self.on_picture)
        self.setWindowTitle(tr("Same place twice?"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(parent.window().size() * 0.94 if parent else QSize(1180, 700))
        self._build()
        self.look()

    # Building

    def _build(self) -> None:
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.l, space.xl, space.l)
        outer.setSpacing(space.m)
        head = QHBoxLayout()
        self.progress = plain_label("", "muted")
        head.addWidget(plain_label(tr("Same place twice?"), "title"))
        head.addStretch(1)
        head.addWidget(self.progress)
        outer.addLayout(head)
        self.stack = QStackedWidget()
        self.working, panel = working_page(tr("Comparing the items with each other…"))
        self.work = panel.work(self)
        self.work.done.connect(self.on_found)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self._on_ended)
        self.asking = self._asking()
        self.nothing, self.calm = calm_page("hall")
        for page in (self.working, self.asking, self.nothing):
            self.stack.addWidget(page)
        outer.addWidget(self.stack, 1)
        outer.addLayout(self._verbs())

    def _asking(self) -> QWidget:
        space = theme.tokens().space
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        row = QHBoxLayout()
        row.setSpacing(space.m)
        self.sides = (Side(1), Side(2))
        middle = QVBoxLayout()
        middle.setSpacing(space.s)
        self.sketch = Sketch()
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(space.xs)
        middle.addWidget(self.sketch)
        middle.addWidget(plain_label(tr("Why they may be one"), "caption"))
        middle.addLayout(self.reasons)
        middle.addStretch(1)
        between = QWidget()
        between.setFixedWidth(210)
        middle.setContentsMargins(0, 0, 0, 0)
        between.setLayout(middle)
        for widget, stretch in ((self.sides[0], 1), (between, 0), (self.sides[1], 1)):
            row.addWidget(widget, stretch)
        for number, side in enumerate(self.sides):
            side.pressed.connect(partial(self.choose, number))
        column.addLayout(row, 1)
        hint = plain_label(
            tr("Y: the same place · N: different places · Space: later · arrows or 1 and 2 choose "
               "which one stays. Nothing is lost: all of both is shown together, and Ctrl+Z takes "
               "it back."), "caption",
        )  # fmt: skip
        hint.setWordWrap(True)
        column.addWidget(hint)
        return page

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.s)
        self.undo_button = self._button(tr("Undo"), "Ctrl+Z", self.undo)
        self.later_button = self._button(tr("Later"), "Space", self.later)
        self.leave_button = self._button(tr("Close"), "", self.reject)
        self.different_button = self._button(tr("Different places"), "N", self.different)
        self.same_button = self._button(tr("The same place"), "Y", self.same)
        theme.set_primary(self.same_button)
        for button in (self.undo_button, self.later_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.leave_button, self.different_button, self.same_button):
            row.addWidget(button)
        for keys, number in (("Left", 0), ("1", 0), ("Right", 1), ("2", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.choose, number))
        return row

    def _button(self, words: str, keys: str, act: Callable[[], object]) -> QPushButton:
        """Buttons take no focus: Space is a verb of the window."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            QShortcut(QKeySequence(keys), self).activated.connect(act)
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{words} ({shown})")
        return button

    # Finding

    def look(self) -> None:
        """Compare all items; the window waits with its progress."""
        inventory = self._inventory

        def work(progress: Progress) -> tuple[list[Twins], list[Question]]:
            found = twins.suggested(inventory, progress)
            return found, twins.questions(inventory, found)

        self._turn_to(self.working)
        self.work.start(work)

    def on_found(self, found: tuple[list[Twins], list[Question]]) -> None:
        """Ask the first question."""
        self._found, self.asked = found
        if not self._gone:  # the last word of the work may come when the window was closed
            self._ask(0)

    def on_refused(self, sentence: str) -> None:
        """Say why the items could not be compared."""
        self.calm.setText(sentence)
        self._turn_to(self.nothing)

    def _on_ended(self) -> None:
        if self.stack.currentWidget() is self.working:
            self.reject()

    # Asking

    @property
    def question(self) -> Question | None:
        """The pair that is shown now."""
        asking = self.stack.currentWidget() is self.asking
        return self.asked[self.at] if asking and self.asked else None

    @property
    def kept(self) -> str:
        """The record that is marked to stay."""
        return next((side.item for side in self.sides if side.chosen), self.sides[0].item)

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        asking = page is self.asking
        for button in (self.later_button, self.different_button, self.same_button):
            button.setVisible(asking)
        self.later_button.setEnabled(len(self.asked) > 1)
        self.undo_button.setVisible(page is not self.working)
        self.undo_button.setEnabled(bool(self._answered))
        self.progress.setVisible(asking)
        theme.set_primary(self.leave_button, page is self.nothing)

    def _ask(self, at: int) -> None:
        if not self.asked:
            self.calm.setText(
                tr("Everything is answered. Thank you.") if self._answered
                else tr("No two items look like one place. There is nothing to do here.")
            )  # fmt: skip
            self._turn_to(self.nothing)
            return
        self.at = at % len(self.asked)
        self._turn_to(self.asking)
        question, done = self.asked[self.at], len(self._answered)
        self.progress.setText(" · ".join([
            tr("{n} of {total}", n=done + self.at + 1, total=done + len(self.asked)),
            ntr("{n} left", "{n} left", len(self.asked)),
        ]))  # fmt: skip
        self._show(question)

    def _show(self, question: Question) -> None:
        inventory, ids = self._inventory, (question.one, question.other)
        said = [twins.told(inventory, id) for id in ids]
        differing = {a[0] for a, b in zip(*said, strict=True) if a[1] != b[1]}
        for side, id, facts in zip(self.sides, ids, said, strict=True):
            media = next(iter(twins.photos_of(inventory, id)), None)
            side.show_record(id, queries.title_of(inventory, id), facts, differing, media)
            image = self._pictures.get(media, SCREEN) if media is not None else None
            if image is not None:
                side.show_image(image)
        self.sketch.show_places(*(twins.place_of(inventory, id) for id in ids))
        reason_labels(self.reasons, question.why)
        self.choose(ids.index(twins.fuller(inventory, *ids)))

    def on_picture(self, sha: str, _longest: int, image: QImage) -> None:
        """Show a picture that was read."""
        for side in self.sides:
            if side.media is not None and side.media.sha256 == sha and not image.isNull():
                side.show_image(image)

    def choose(self, number: int) -> None:
        """Mark the record that is to stay."""
        for at, side in enumerate(self.sides):
            side.choose(at == number)

    # Verbs

    def same(self) -> None:
        """Make one item of the two; the marked one stays."""
        question = self.question
        if question is not None:
            one, other, kept = question.one, question.other, self.kept
            self._answer(question, lambda: twins.same(self._inventory, one, other, kept))

    def different(self) -> None:
        """Remember for all teams that they are two places."""
        question = self.question
        if question is not None:
            one, other = question.one, question.other
            self._answer(question, lambda: twins.different(self._inventory, one, other))

    def later(self) -> None:
        """Leave the question for later."""
        if self.question is not None:
            self._ask(self.at + 1)

    def _answer(self, question: Question, act: Callable[[], object]) -> None:
        def then() -> None:
            self._answered.append(question)
            self._ask(self.at)

        self._write(act, then)

    def undo(self) -> None:
        """Take the last answer of this window back and ask it again."""

        def then() -> None:
            key = self._answered.pop().key
            self._ask(next((at for at, one in enumerate(self.asked) if one.key == key), 0))

        if self._answered:
            self._write(lambda: self._inventory.undo(self._before), then)

    def _write(self, act: Callable[[], object], then: Callable[[], None]) -> None:
        """Store an answer away from the window's thread; keys pressed meanwhile are dropped."""
        if self.storing:
            return
        self.storing = True
        inventory, found = self._inventory, self._found

        def work(_progress: Progress) -> list[Question]:
            act()
            return twins.questions(inventory, found)

        def stored(left: list[Question]) -> None:
            self.answered.emit()
            if not self._gone:
                self.asked = left
                then()

        job = Job(work)
        job.succeeded.connect(stored)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_stored)
        self._writes.submit(job)

    def _on_failed(self, error: object) -> None:
        tell(self, sentence(error))

    def _on_stored(self) -> None:
        self.storing = False

    def done(self, result: int) -> None:
        """Stop comparing and reading before the window goes."""
        self._gone = True
        self.work.close()
        self._writes.close()
        self._pictures.close()
        super().done(result)
