# SPDX-License-Identifier: Apache-2.0
"""Differences one after another, on one screen: who wrote what, and one key for each answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import references, theme
from heritage_desktop.qt.field_editor import Surroundings
from heritage_desktop.qt.form_style import dress
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import ask, tell
from heritage_desktop.qt.pictures import THUMBNAIL, Pictures
from heritage_desktop.qt.settle_answer import AnswerBox, calm_page
from heritage_desktop.qt.settle_cards import DifferencePage, Seen, look
from heritage_desktop.qt.settle_queue import QueueTree, offers, sure_words
from heritage_desktop.qt.text_widgets import PlainLine
from heritage_desktop.services import settling
from heritage_desktop.services.settling import Question
from heritage_desktop.storage.inventory import Inventory

#: So many versions have a key of their own.
MOST_KEYS = 5


class SettleWindow(QDialog):
    """Asks until nothing waits; ``opened`` brings a record somebody wants to see whole."""

    opened = Signal(str)

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._first_step = inventory.newest_step
        self.asked: list[Question] = []
        self.seen: Seen | None = None
        self.storing = self._gone = False
        self._answered: list[tuple[tuple[str, str, str, str], int]] = []
        self._wanted: tuple[str, str, str, str] | None = None
        self._reads, self._writes = Jobs(self), Jobs(self)
        self._pictures = Pictures(inventory, self)
        self._pictures.ready.connect(self._on_picture)
        self.setWindowTitle(tr("To settle"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(parent.window().size() * 0.94 if parent else QSize(1180, 700))
        self._build()
        dress(self)
        self._read(settling.questions)

    # Building

    def _build(self) -> None:
        space = theme.tokens().space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.xl, space.l, space.xl, space.l)
        outer.setSpacing(space.m)
        head = QHBoxLayout()
        self.progress = plain_label("", "muted")
        head.addWidget(plain_label(tr("To settle"), "title"), 1)
        head.addWidget(self.progress)
        outer.addLayout(head)
        self.tree = QueueTree()
        self.tree.wanted.connect(self._on_wanted)
        self.page = DifferencePage()
        self.page.chosen.connect(self.keep)
        self.stack = QStackedWidget()
        self.asking, (self.nothing, self.calm) = self._asking(), calm_page()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.asking)
        self.calm.setText(tr("Reading what waits…"))
        across = QSplitter()
        across.setChildrenCollapsible(False)
        across.addWidget(self.tree)
        across.addWidget(self.stack)
        across.setStretchFactor(1, 1)
        across.setSizes([260, 900])
        outer.addWidget(across, 1)
        outer.addLayout(self._verbs())
        for number in range(1, MOST_KEYS + 1):
            self._key(str(number), partial(self.keep, number))
        self._turn_to(self.nothing)

    def _asking(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        space = theme.tokens().space
        column.setContentsMargins(space.l, space.xs, space.s, 0)
        column.setSpacing(space.m)
        column.addWidget(self.page, 1)
        self.answer = AnswerBox(Surroundings(references=self._choices))
        self.answer.written.connect(self._answer)
        column.addWidget(self.answer)
        self.reason = PlainLine()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("Reason, if you like; the other team reads it"))
        column.addWidget(self.reason)
        self.hint = plain_label(
            tr("1–5 keep that one · W writes a new one · J joins long texts · L: later · "
               "Esc leaves the text"), "caption",
        )  # fmt: skip
        column.addWidget(self.hint)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        return area

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.s)
        self.undo_button = self._button(tr("Undo"), "Ctrl+Z", self.undo)
        self.later_button = self._button(tr("Later"), "L", self.later)
        self.many_button = self._button(tr("All of one team"), "", None)
        menu = QMenu(self.many_button)
        menu.aboutToShow.connect(partial(self._fill_many, menu))
        self.many_button.setMenu(menu)
        self.open_button = self._button(tr("Show the record"), "", self._on_open)
        self.leave_button = self._button(tr("Close"), "", self.reject)
        self.join_button = self._button(tr("Join them"), "J", self.join)
        self.write_button = self._button(tr("Write a new one"), "W", self.write)
        for button in (self.undo_button, self.later_button, self.many_button, self.open_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.leave_button, self.join_button, self.write_button):
            row.addWidget(button)
        return row

    def _button(self, words: str, keys: str, act: Callable[[], object] | None) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        if act is not None:
            button.clicked.connect(lambda _checked=False: act())
        if keys and act is not None:
            self._key(keys, act)
            button.setToolTip(f"{words} ({keys})")
        return button

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        """Give a verb its key; while somebody types, letters and digits are text."""
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _choices(self, target: str) -> Any:
        shown = self.seen.question.conflict.root if self.seen else ""
        return references.choices(self._inventory, target, shown)

    # Reading what waits

    def _read(self, work: Callable[[Inventory], list[Question]]) -> None:
        job = Job(lambda _progress: work(self._inventory))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)
        self._reads.submit(job)

    def _on_read(self, asked: list[Question]) -> None:
        """Show the queue, and ask what was wanted or the first."""
        if self._gone:
            return
        self.asked = asked
        self.tree.fill(asked)
        keys = [one.key for one in asked]
        self._ask(keys.index(self._wanted) if self._wanted in keys else 0)

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        asking = page is self.asking
        self.tree.setVisible(asking)
        for button in (self.later_button, self.many_button, self.open_button, self.join_button,
                       self.write_button):  # fmt: skip
            button.setVisible(asking)
        self.undo_button.setEnabled(bool(self._answered))
        self.progress.setVisible(asking)
        theme.set_primary(self.leave_button, not asking)

    # Asking

    @property
    def question(self) -> Question | None:
        """The difference that is shown."""
        return self.seen.question if self.seen else None

    def _ask(self, at: int) -> None:
        self.answer.end()
        self.reason.clear()
        if not self.asked:
            self.seen = None
            done = sum(number for _, number in self._answered)
            self.calm.setText(
                ntr("{n} difference is settled. Thank you.",
                    "{n} differences are settled. Thank you.", done) if done
                else tr("Nothing waits: no two teams wrote different things.")
            )  # fmt: skip
            self._turn_to(self.nothing)
            return
        question = self.asked[min(at, len(self.asked) - 1)]
        self._wanted = question.key
        self.tree.mark(question)
        job = Job(lambda _progress: look(self._inventory, question))
        job.succeeded.connect(self._on_seen)
        job.failed.connect(self._on_failed)
        self._reads.submit(job)

    def _on_seen(self, seen: Seen) -> None:
        if self._gone or seen.question.key != self._wanted:
            return
        self.seen = seen
        self.page.show_seen(seen)
        at = self.asked.index(seen.question) if seen.question in self.asked else 0
        self.progress.setText(" · ".join([
            tr("{n} of {total}", n=at + 1, total=len(self.asked)), seen.question.village_title,
        ]).rstrip(" ·"))  # fmt: skip
        self._turn_to(self.asking)
        self.join_button.setVisible(seen.joined is not None)
        self.write_button.setVisible(settling.spec_of(seen.question.conflict) is not None)
        self.later_button.setEnabled(len(self.asked) > 1)
        image = self._pictures.get(seen.photo, THUMBNAIL) if seen.photo else None
        if image is not None:
            self.page.show_picture(image)
        self.tree.setFocus()

    def _on_picture(self, sha: str, _longest: int, image: QImage) -> None:
        if self.seen and self.seen.photo and self.seen.photo.sha256 == sha and not image.isNull():
            self.page.show_picture(image)

    def _on_wanted(self, question: Question) -> None:
        if question.key != self._wanted:
            self._ask(self.asked.index(question))

    # Answers

    def keep(self, number: int) -> None:
        """Keep the value of one card."""
        question = self.question
        if question is not None and 1 <= number <= len(question.conflict.versions):
            self._answer(question.conflict.versions[number - 1].value)

    def write(self) -> None:
        """Offer a field to write another value, begun with the first one."""
        if self.question is not None:
            self._open_editor(self.question.conflict.versions[0].value, "")

    def join(self) -> None:
        """Offer the texts joined; where they overlap, the person chooses."""
        if self.seen is None or self.seen.joined is None:
            return
        left = self.seen.joined.open
        said = (
            ntr("{n} place is marked ⟪ │ ⟫: both changed it. Choose there and take the marks out.",
                "{n} places are marked ⟪ │ ⟫: both changed them. Choose there and take the marks "
                "out.", left) if left
            else tr("Joined by itself; read it before you use it.")
        )  # fmt: skip
        self._open_editor(self.seen.joined.text, said)

    def _open_editor(self, value: Any, said: str) -> None:
        question = self.question
        if question is not None and settling.spec_of(question.conflict) is not None:
            self.answer.begin(question.conflict, value, said)
            QTimer.singleShot(0, self, lambda: self.asking.ensureWidgetVisible(self.answer))

    def _answer(self, value: Any) -> None:
        question, reason = self.question, self.reason.text()
        if question is not None:
            conflict = question.conflict
            self._write(
                lambda: settling.settle(self._inventory, conflict, value, reason),
                partial(self._answered.append, (question.key, 1)),
            )

    def later(self) -> None:
        """Leave the question for later and show the next."""
        if self.question is not None and self.asked:
            at = self.asked.index(self.question) if self.question in self.asked else 0
            self._ask((at + 1) % len(self.asked))

    def undo(self) -> None:
        """Take the last answer of this window back and ask it again."""
        if self._answered and not self.storing:
            self._wanted = self._answered[-1][0]
            inventory, first = self._inventory, self._first_step
            self._write(lambda: inventory.undo(first), self._answered.pop)

    def _write(self, act: Callable[[], object], then: Callable[[], object]) -> None:
        """Store away from the window's thread, then read what waits; keys meanwhile are dropped."""
        if self.storing:
            return
        self.storing = True
        inventory = self._inventory
        following = self._following()

        def work(_progress: Progress) -> list[Question]:
            act()
            return settling.questions(inventory)

        def stored(asked: list[Question]) -> None:
            then()
            if self._wanted not in [one.key for one in asked]:
                self._wanted = following
            self._on_read(asked)

        job = Job(work)
        job.succeeded.connect(stored)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_stored)
        self._writes.submit(job)

    def _following(self) -> tuple[str, str, str, str] | None:
        """Return what is asked after the question that is shown."""
        keys = [one.key for one in self.asked]
        at = keys.index(self._wanted) + 1 if self._wanted in keys else 0
        return keys[at] if at < len(keys) else None

    def _on_stored(self) -> None:
        self.storing = False

    def _on_failed(self, error: object) -> None:
        told = sentence(error)
        if self.answer.editor is not None:
            self.answer.refuse(told)
        else:
            tell(self, told)
            self._read(settling.questions)

    # Many at once

    def _fill_many(self, menu: QMenu) -> None:
        menu.clear()
        question = self.question
        if question is None:
            return
        for words, answers in offers(self._inventory, self.asked, question):
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self._on_many, words, answers))
        if menu.isEmpty():
            menu.addAction(tr("Nothing here can be answered at once")).setEnabled(False)

    def _on_many(self, words: str, answers: list[tuple[Question, Any]], _c: bool = False) -> None:
        if ask(self, sure_words(words, len(answers)), tr("Settle")):
            self.settle_many(answers)

    def settle_many(self, answers: list[tuple[Question, Any]]) -> None:
        """Write many answers as one step."""
        reason = self.reason.text()
        self._write(
            lambda: settling.settle_all(self._inventory, answers, reason),
            partial(self._answered.append, (answers[0][0].key, len(answers))),
        )

    # Leaving

    def _on_open(self) -> None:
        question = self.question
        if question is not None:
            self.accept()
            self.opened.emit(question.conflict.root)

    def reject(self) -> None:
        """Leave the text that is written, or close."""
        typing = self.answer.editor is not None or self.reason.hasFocus()
        if typing and self.sender() is not self.leave_button:
            self.answer.end()
            self.tree.setFocus()
            return
        super().reject()

    def done(self, result: int) -> None:
        self._gone = True
        for jobs in (self._reads, self._writes):
            jobs.close()
        self._pictures.close()
        super().done(result)
