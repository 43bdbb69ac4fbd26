# SPDX-License-Identifier: Apache-2.0
"""Look-alikes one after another: keep one, keep all, or decide later; every key has a verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from heritage_desktop.domain.media import Media
from heritage_desktop.domain.progress import Progress
from heritage_desktop.i18n import ntr, tr
from heritage_desktop.qt import theme
from heritage_desktop.qt.asking_pages import calm_page, working_page
from heritage_desktop.qt.image_view import STEP
from heritage_desktop.qt.jobs import Job, Jobs, sentence
from heritage_desktop.qt.labels import plain_label
from heritage_desktop.qt.messages import tell
from heritage_desktop.qt.pictures import LARGEST, SCREEN, Pictures
from heritage_desktop.qt.side_by_side import SideBySide
from heritage_desktop.services import look_alikes
from heritage_desktop.services.look_alikes import Advice, Compared, Question
from heritage_desktop.storage import queries
from heritage_desktop.storage.inventory import Inventory

#: How far Shift and an arrow move over a photo that is seen closely.
PAN = 0.2


class AlikeWindow(QDialog):
    """Asks about photos that look alike until nothing is left to ask."""

    def __init__(self, inventory: Inventory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inventory = inventory
        self._compared = Compared({}, ())
        self.asked: list[Question] = []
        self.at = 0
        self._answered: list[Question] = []
        self._advice: dict[tuple[str, ...], Advice] = {}
        self._jobs, self._writes = Jobs(self), Jobs(self)
        self.storing = self._gone = False
        self._pictures = Pictures(inventory, self)
        self._pictures.ready.connect(self.on_picture)
        self.setWindowTitle(tr("Look-alikes"))
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
        head.setSpacing(space.m)
        self.said = plain_label(tr("Look-alikes"), "title")
        self.progress = plain_label("", "muted")
        head.addWidget(self.said)
        head.addStretch(1)
        head.addWidget(self.progress)
        outer.addLayout(head)
        self.photos = SideBySide()
        self.photos.chosen_changed.connect(self._on_chosen)
        self.photos.closer.connect(self._read_closely)
        self.stack = QStackedWidget()
        self.working, panel = working_page(tr("Comparing the photos with each other…"))
        self.work = panel.work(self)
        self.work.done.connect(self.on_compared)
        self.work.refused.connect(self.on_refused)
        self.work.ended.connect(self._on_ended)
        self.asking = self._asking()
        self.nothing, self.calm = calm_page("alike")
        for page in (self.working, self.asking, self.nothing):
            self.stack.addWidget(page)
        outer.addWidget(self.stack, 1)
        outer.addLayout(self._verbs())
        self._keys()

    def _asking(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.tokens().space.s)
        self.what = plain_label("", "muted")
        self.move_links = QCheckBox()
        self.move_links.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hint = plain_label(
            tr("Arrows choose · Enter or 1–8 keeps one and sets the others aside · K keeps all · "
               "Space: later · + − 0 and Shift+arrows look closely"), "caption",
        )  # fmt: skip
        self.hint.setWordWrap(True)
        for widget in (self.what, self.photos, self.move_links, self.hint):
            column.addWidget(widget, int(widget is self.photos))
        return page

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.tokens().space.s)
        self.undo_button = self._button(tr("Undo"), "Ctrl+Z", self.undo)
        self.later_button = self._button(tr("Later"), "Space", self.later)
        self.all_button = self._button("", "K", self.keep_all)
        self.one_button = self._button("", "Return", self.keep_chosen)
        self.leave_button = self._button(tr("Close"), "", self.reject)
        theme.set_primary(self.one_button)
        for button in (self.undo_button, self.later_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.leave_button, self.all_button, self.one_button):
            row.addWidget(button)
        return row

    def _button(self, words: str, keys: str, act: Callable[[], object]) -> QPushButton:
        """Buttons take no focus: Space and Enter are verbs of the window."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setProperty("keys", shown)
            QShortcut(QKeySequence(keys), self).activated.connect(act)
            button.setToolTip(f"{words} ({shown})")
        return button

    def _keys(self) -> None:
        show = self.photos
        acts: list[tuple[str, Callable[[], object]]] = [
            ("Enter", self.keep_chosen),
            ("M", self._toggle_move),
            ("Shift+Space", partial(self.later, -1)),
            ("+", partial(show.zoom, STEP)), ("=", partial(show.zoom, STEP)),
            ("-", partial(show.zoom, 1 / STEP)), ("0", show.fit),
            *((str(n + 1), partial(self.keep, n)) for n in range(8)),
        ]  # fmt: skip
        for name, x, y in (("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)):
            acts.append((name, partial(show.step, x, y)))
            acts.append((f"Shift+{name}", partial(show.pan, x * PAN, y * PAN)))
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _toggle_move(self) -> None:
        if self.move_links.isVisible():
            self.move_links.toggle()

    # Comparing

    def look(self) -> None:
        """Compare all photos; the window waits with its progress."""
        inventory = self._inventory

        def work(progress: Progress) -> tuple[Compared, list[Question]]:
            compared = look_alikes.compare(inventory, progress)
            return compared, look_alikes.questions(inventory, compared)

        self._answered.clear()  # what was answered before is known now, and not asked again
        self._turn_to(self.working)
        self.work.start(work)

    def on_compared(self, found: tuple[Compared, list[Question]]) -> None:
        """Ask the first question."""
        self._compared, self.asked = found
        if not self._gone:  # the last word of the work may come when the window was closed
            self._ask(0)

    def on_refused(self, sentence: str) -> None:
        """Say why the photos could not be compared."""
        self.calm.setText(sentence)
        self._turn_to(self.nothing)

    def _on_ended(self) -> None:
        if self.stack.currentWidget() is self.working:
            self.reject()

    # Asking

    @property
    def question(self) -> Question | None:
        """The photos that are shown now."""
        asking = self.stack.currentWidget() is self.asking
        return self.asked[self.at] if asking and self.asked else None

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        asking = page is self.asking
        for button in (self.later_button, self.all_button, self.one_button):
            button.setVisible(asking)
        self.later_button.setEnabled(len(self.asked) > 1)
        self.undo_button.setVisible(page is not self.working)
        self.undo_button.setEnabled(bool(self._answered))
        self.progress.setVisible(asking)
        theme.set_primary(self.leave_button, page is self.nothing)

    def _ask(self, at: int) -> None:
        """Ask what stands at ``at`` of what is left; say so when nothing is."""
        if not self.asked and self._compared.more and self._answered:
            self.look()
            return
        if not self.asked:
            answered = bool(self._answered)
            self.calm.setText(_calm_words(self._inventory, self._compared, answered=answered))
            self._turn_to(self.nothing)
            return
        self.at = at % len(self.asked)
        self._turn_to(self.asking)
        question, done = self.asked[self.at], len(self._answered)
        self.progress.setText(" · ".join([
            tr("{n} of {total}", n=done + self.at + 1, total=done + len(self.asked)),
            ntr("{n} left", "{n} left", len(self.asked)),
        ]))  # fmt: skip
        self.what.setText(_what(question))
        media = self._media(question)
        self.photos.show_photos([(one, look_alikes.told(self._inventory, one)) for one in media])
        pair = len(media) == 2
        self._name(self.all_button, tr("Keep both") if pair else tr("Keep all"))
        self._name(self.one_button, tr("Keep this one"))
        self._show_pictures(media)
        self._advise(question)

    def _name(self, button: QPushButton, words: str) -> None:
        button.setText(words)
        button.setToolTip(f"{words} ({button.property('keys')})")

    def _media(self, question: Question) -> list[Media]:
        return [self._compared.photos[id] for id in question.ids]

    # Pictures and advice

    def _show_pictures(self, media: list[Media]) -> None:
        for pane in self.photos.panes:
            image = self._pictures.get(pane.media, SCREEN)
            if image is not None:
                pane.show_image(image)
        following = self.asked[(self.at + 1) % len(self.asked)]
        for one in self._media(following):
            self._pictures.get(one, SCREEN)

    def _read_closely(self) -> None:
        """Read the originals that are looked at closely, one after the other."""
        for pane in self.photos.panes:
            if self._pictures.get(pane.media, LARGEST) is None:
                return

    def on_picture(self, sha: str, longest: int, image: QImage) -> None:
        """Show a picture that was read; an original only in place of its preview."""
        for pane in self.photos.panes:
            if pane.media.sha256 == sha and not image.isNull():
                pane.show_image(image)
        if longest == LARGEST:
            self._read_closely()

    def _advise(self, question: Question) -> None:
        known = self._advice.get(question.ids)
        if known is not None:
            self._show_advice(known)
            return
        inventory, media = self._inventory, self._media(question)
        job = Job(lambda _progress: look_alikes.advise(inventory, media))
        job.succeeded.connect(partial(self._on_advice, question))
        self._jobs.submit(job)

    def _on_advice(self, question: Question, advice: Advice) -> None:
        self._advice[question.ids] = advice
        if self.question == question:
            self._show_advice(advice)

    def _show_advice(self, advice: Advice) -> None:
        for number, pane in enumerate(self.photos.panes):
            if pane.media.id == advice.best:
                pane.advice.setText(tr("Suggested: {why}", why=advice.why))
                self.photos.choose(number)

    def _on_chosen(self, number: int) -> None:
        """Offer to move links where one that would be set aside is on a record."""
        ids = [pane.media.id for pane in self.photos.panes]
        others = [id for at, id in enumerate(ids) if at != number]
        records = look_alikes.shown_only_aside(self._inventory, ids[number], others)
        titles = [queries.title_of(self._inventory, one) for one in records]
        self.move_links.setVisible(bool(records))
        self.move_links.setText(
            tr("Put the kept photo in their place on: {titles} (M)", titles=" · ".join(titles))
            .replace("&", "&&")
        )  # fmt: skip

    # Verbs

    def keep_chosen(self) -> None:
        """Keep the marked photo and set the others aside."""
        self.keep(self.photos.chosen)

    def keep(self, number: int) -> None:
        """Keep one photo by its place and set the others aside."""
        question = self.question
        if question is None or number >= len(question.ids):
            return
        kept = question.ids[number]
        others = [id for id in question.ids if id != kept]
        self.photos.choose(number)
        move = self.move_links.isVisible() and self.move_links.isChecked()
        self._answer(
            question, lambda: look_alikes.keep(self._inventory, kept, others, move=move)
        )  # fmt: skip

    def keep_all(self) -> None:
        """Remember that they are different."""
        question = self.question
        if question is not None:
            ids = question.ids
            self._answer(question, lambda: look_alikes.different(self._inventory, ids))

    def later(self, by: int = 1) -> None:
        """Leave the question for later."""
        if self.question is not None:
            self._ask(self.at + by)

    def _answer(self, question: Question, act: Callable[[], object]) -> None:
        def then() -> None:
            self._answered.append(question)
            self._ask(self.at)

        self._write(act, then)

    def undo(self) -> None:
        """Take the last answer of this window back and ask it again."""

        def then() -> None:
            ids = self._answered.pop().ids
            self._ask(next((at for at, one in enumerate(self.asked) if one.ids == ids), 0))

        if self._answered:
            self._write(self._inventory.undo, then)

    def _write(self, act: Callable[[], object], then: Callable[[], None]) -> None:
        """Store an answer away from the window's thread, and read what is left to ask.

        Keys pressed meanwhile are dropped: they were meant for photos that are not there any more.
        """
        if self.storing:
            return
        self.storing = True
        inventory, compared = self._inventory, self._compared

        def work(_progress: Progress) -> list[Question]:
            act()
            return look_alikes.questions(inventory, compared)

        def stored(left: list[Question]) -> None:
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
        self._jobs.close()
        self._writes.close()
        self._pictures.close()
        self.photos.show_photos([])
        super().done(result)


def _calm_words(inventory: Inventory, compared: Compared, *, answered: bool) -> str:
    aside, unseen = queries.counts(inventory).aside, compared.unseen
    return "\n".join(filter(None, [
        tr("Everything is answered. Thank you.") if answered
        else tr("No photos look alike. There is nothing to do here."),
        ntr("{n} photo is set aside; the list “Set aside” on the left shows it.",
            "{n} photos are set aside; the list “Set aside” on the left shows them.",
            aside) if aside else "",
        ntr("{n} photo has no preview and was not compared.",
            "{n} photos have no preview and were not compared.", unseen) if unseen else "",
    ]))  # fmt: skip


def _what(question: Question) -> str:
    if question.disputed:
        return tr("Two teams answered differently. What you say now holds for all.")
    if question.series:
        return tr("A series of one camera. Which one is to stay?")
    return tr("Do they show the same? Keep one, or all of them if they are different.")
